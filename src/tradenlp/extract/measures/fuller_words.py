"""What goods are called in full: with the words before them, and by name where a mention calls them by their class."""

from __future__ import annotations

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import GoodsMention

BROAD = frozenset({"meat", "grain", "metals", "livestock", "fish", "fruit"})
"""ids of the classes of goods by which goods told before are taken up"""
POINTING = frozenset({"the", "this", "these", "those", "such"})
KINDS = frozenset({"categories", "classes", "grades", "kinds", "sorts", "types", "varieties"})
PLAIN = word_list("tell_no_sort")
QUANTIFYING = frozenset({"certain", "other", "several", "some"})
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


def with_sort(view: View, goods: Placed[GoodsMention]) -> int:
    """Where goods begin with the words that tell of what sort they are: "hydraulic oils", "nine kinds of steel"."""
    first = goods.first
    while first > 0 and _tells_sort(view, first - 1, goods):
        first -= 1
    of = first - 1
    if of < 2 or view.words[of] != "of" or view.words[of - 1] not in KINDS:
        return first
    counted = view.tags[of - 2] == "CD" or view.words[of - 2] in QUANTIFYING
    return whole_number(view, of - 2) if counted else first


def whole_number(view: View, last: int) -> int:
    """Where a number begins that may be written with hyphens: "twenty-two"."""
    return last - 2 if view.words[last - 1] == "-" and view.tags[last - 2] == "CD" else last


def _tells_sort(view: View, token: int, goods: Placed[GoodsMention]) -> bool:
    modifies = view.deps[token] in ("compound", "amod", "nmod") and goods.first <= view.heads[token] < goods.last
    if not modifies or view.tags[token] not in ("JJ", "NN", "NNP", "VBN") or view.words[token] in PLAIN:
        return False
    return not any(p.first <= token < p.last for p in within(view.actors, max(0, token - 4), token + 4))
