"""Goods that no lexicon names and that stand before a word for their trade: "arms sales", "honey deliveries"."""

from __future__ import annotations

from collections.abc import Iterator

from tradenlp.extract.measures.crossing_words import EITHER, INWARD, OUTWARD
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.things import names_goods
from tradenlp.extract.view import View

FLOWS = EITHER | INWARD | OUTWARD
PLAIN = word_list("tell_no_sort") | word_list("kinds_of_trade")
BEYOND = 4
"""tokens after a mention"""


def flowing(view: View, cue: Cue, last: int, parties: list[Party]) -> Iterator[tuple[str, str, int]]:
    """Wording, last word and its token of each of them in a mention or right after it."""
    for token in (*cue.tokens, *range(cue.end, min(last, cue.end + BEYOND))):
        if view.words[token] not in FLOWS or token == 0:
            continue
        noun = token - 1
        if view.tags[noun] not in ("NN", "NNS") or view.heads[noun] != token or not names_goods(view.words[noun]):
            continue
        if view.words[noun] in PLAIN or view.words[noun] in FLOWS or any(p.first <= noun < p.last for p in parties):
            continue
        first = noun
        while first > 0 and view.deps[first - 1] in ("compound", "amod", "nmod") and view.heads[first - 1] == noun:
            first -= 1
        yield view.wording(first, noun + 1).text, view.words[noun], noun
