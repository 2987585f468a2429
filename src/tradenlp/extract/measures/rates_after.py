"""Rates told in a sentence of their own: "The rates range from 4% to 9%", "will pay deposits of 12%"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.links import REMEDIES
from tradenlp.extract.measures.parties import names_token
from tradenlp.extract.measures.rate_units import LEVEL_REACH
from tradenlp.extract.measures.rates import Rate
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import Figure

REACH = 2
"""sentences after one that tells of the measure"""
BEARERS = frozenset({"rate", "rates", "deposit", "deposits"})
"""nouns for what is charged under a remedy"""
OTHER_RATES = frozenset({"growth", "interest", "exchange", "inflation", "market", "unemployment", "bank", "operating"})
LEADING = frozenset({"ranging", "range", "ranged", "between", "of", "at", "is", "are", "was", "were", "be", "set"})
"""between the noun and the rate one of them stands"""


def rate_after(view: View, act: Act, acts: Sequence[Act]) -> Rate | None:
    """The first rate that a sentence tells soon after one on a remedy, where no other act comes between."""
    if act.kind not in REMEDIES:
        return None
    own = {m.sentence for m in act.mentions}
    others = {m.sentence for a in acts for m in a.mentions} - own
    for number in sorted(own):
        for following in range(number + 1, min(number + REACH + 1, len(view.sentences))):
            if following in others:
                break
            if (rate := _told(view, *view.sentences[following])) is not None:
                return Rate(rate.fact.value, rate.fact.value_high, rate.fact.unit, rate.first)
    return None


def _told(view: View, start: int, end: int) -> Placed[Figure] | None:
    """The first rate that a sentence tells of rates or deposits, and of no single state."""
    for noun in range(start, end):
        if view.words[noun] not in BEARERS or not OTHER_RATES.isdisjoint(view.words[max(start, noun - 2) : noun]):
            continue
        if any(names_token(view, t) for t in view.subtree(noun) if t > noun):
            continue
        rate = next(
            (f for f in within(view.figures, noun, min(end, noun + LEVEL_REACH)) if f.fact.unit == "percent"), None
        )
        if rate is not None and not LEADING.isdisjoint(view.words[noun + 1 : rate.first]):
            return rate
    return None
