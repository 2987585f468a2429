"""How much a deal is told to be beside another of the same sides: "a temporary pact" and "a permanent agreement".

Two states may have one deal and hope for a wider one; the words before the noun tell which is spoken of.
"""

from __future__ import annotations

from itertools import pairwise

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import DEAL, word_list
from tradenlp.extract.view import View

WIDER = word_list("wider_deals")
LESSER = word_list("lesser_deals")


def scale_of(view: View, cue: Cue) -> int:
    """1 for a deal that is told to be more than another or to come after it, -1 for one that is less; 0 otherwise."""
    if cue.kind.id != DEAL:
        return 0
    below = [t for noun in (cue.head, *cue.tokens) for c in view.children(noun) if c < cue.end for t in view.subtree(c)]
    near = sorted({*cue.tokens, *(t for t in below if t < cue.end)})
    said = {view.words[t] for t in near}
    more = any((one, other) == ("more", "comprehensive") for one, other in pairwise(view.words[t] for t in near))
    if more or not said.isdisjoint(WIDER):
        return 1
    return -1 if not said.isdisjoint(LESSER) else 0
