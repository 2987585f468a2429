"""What goods are called in full where a mention calls them by their class: "the metal" for copper."""

from __future__ import annotations

from tradenlp.extract.view import Placed, View
from tradenlp.facts import GoodsMention

BROAD = frozenset({"meat", "grain", "metals", "livestock", "fish", "fruit"})
"""ids of the classes of goods by which goods told before are taken up"""
POINTING = frozenset({"the", "this", "these", "those", "such"})
MOST_BEFORE = 8
"""goods that are looked through for those meant"""


def in_full(view: View, named: Placed[GoodsMention]) -> Placed[GoodsMention]:
    """The mention of the goods meant, or the one given."""
    if named.last - named.first > 1 or named.first == 0:
        return named
    if named.fact.goods_id in BROAD and view.words[named.first - 1] in POINTING:
        return _narrower(view, named)
    return named


def _narrower(view: View, named: Placed[GoodsMention]) -> Placed[GoodsMention]:
    """The nearest goods told before that are of the class: of an HS code within one of its codes."""
    before = [g for g in view.goods if g.first < named.first][-MOST_BEFORE:]
    for goods in reversed(before):
        kinds = goods.fact.hs
        if kinds and kinds != named.fact.hs and all(code.startswith(named.fact.hs) for code in kinds):
            return goods
    return named
