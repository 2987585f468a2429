"""Which of two rates is the duty against dumping and which the one against subsidies, where both are told in a row."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.view import Placed, View
from tradenlp.facts import Figure

BEGINNINGS = {
    "anti_dumping": ("dumping", "antidumping", "anti-dumping", "ad"),
    "countervailing_duty": ("countervailing", "subsidy", "antisubsidy", "anti-subsidy", "cvd"),
}
"""words by which a sentence names the one and the other remedy"""


def in_their_order(view: View, cue: Cue, news: Sequence[Placed[Figure]], start: int, end: int) -> Placed[Figure] | None:
    """ "Dumping and anti-subsidy duties of 12% and 7%, respectively": the rate that stands in the place of the remedy.

    None where the sentence does not set two rates against two remedies.
    """
    if cue.kind.id not in BEGINNINGS or len(news) != 2 or "respectively" not in view.words[start:end]:
        return None
    first = {kind: _first(view, names, start, end) for kind, names in BEGINNINGS.items()}
    mine = first.pop(cue.kind.id)
    other = next(iter(first.values()))
    if mine is None or other is None:
        return None
    return news[0] if mine < other else news[1]


def _first(view: View, names: Sequence[str], start: int, end: int) -> int | None:
    return next((t for t in range(start, end) if view.words[t] in names), None)
