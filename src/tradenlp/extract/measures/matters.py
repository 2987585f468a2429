"""What a case or a deal is about, by which two of them are told apart: a row over subsidies is not one over tariffs."""

from __future__ import annotations

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.view import View

MATTERS = {
    word: matter for matter in ("levies", "aid", "bans", "quotas", "curbs") for word in word_list(f"matter_{matter}")
}
REACH = 8
"""tokens after a case among which stands what it is about"""
OF_ALL = frozenset({"global", "multilateral", "world", "doha", "uruguay", "tokyo", "gatt", "wto"})
"""said of a round of talks of the whole trading system"""
ROUND = "round"


def matter_of(view: View, cue: Cue) -> str:
    """The class of measure that a dispute is about, "round" for a world round of talks; empty where nothing tells."""
    if cue.kind.id == "trade_dispute":
        below = (t for t in view.subtree(cue.head) if t - cue.end < REACH)
        told = {MATTERS[view.words[t]] for t in below if view.words[t] in MATTERS}
        return told.pop() if len(told) == 1 else ""
    rounds = (t for t in cue.tokens if cue.kind.id == "trade_agreement" and view.words[t] == ROUND)
    return ROUND if any(_of_all(view, t) for t in rounds) else ""


def _of_all(view: View, noun: int) -> bool:
    """ "The Doha round", "a round of global trade talks", but not "a round of talks in Tokyo"."""
    nouns = [noun, *(t for c in view.children(noun) if view.words[c] == "of" for t in view.children(c))]
    before = (t for n in nouns for c in view.children(n) if c < n for t in view.subtree(c))
    return any(view.words[t] in OF_ALL for t in before)
