"""Goods that no lexicon names, told by the rate they stand beside: "that on canopies to 18%", "and cabinets 50%"."""

from __future__ import annotations

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import Figure, GoodsMention

FOR = frozenset({"on", "for", "against"})
JOINTS = frozenset({",", ";", "and", "while", "or", "but"})
NO_GOODS = flow_words("no_goods") | word_list("generic_goods") | word_list("in_rows") | flow_words("charges")
SMALL = word_list("before_own_rates")
MODIFYING = ("JJ", "NN", "VBN", "HYPH")
LONGEST = 5
"""tokens of the longest name of goods that is read"""

Named = tuple[str, str]
"""the text of goods, and what they are compared by"""


def told_before(view: View, placed: Placed[Figure], start: int) -> tuple[int, int] | None:
    """The goods before a rate and after token `start`: "on canopies to 18%", ", cabinets 50%"; their tokens."""
    token = placed.first - 1
    while token > start and view.words[token] in SMALL:
        token -= 1
    first = _first(view, token, start)
    if first is None:
        return None
    before = view.words[first - 1]
    left_out = token == placed.first - 1 and before in JOINTS
    return (first, token + 1) if left_out or before in FOR else None


def told_after(view: View, placed: Placed[Figure], stop: int) -> tuple[int, int] | None:
    """The goods after a rate: "25% on canopies"; their tokens."""
    if view.words[placed.last : placed.last + 1] != ["on"] and view.words[placed.last : placed.last + 1] != ["for"]:
        return None
    token = placed.last + 1
    while token < min(stop, placed.last + LONGEST) and view.tags[token].startswith((*MODIFYING, "DT")):
        token += 1
    first = _first(view, token - 1, placed.last)
    return (first, token) if first is not None else None


def _first(view: View, last: int, start: int) -> int | None:
    """Where the name of goods begins that ends with the noun `last`; None where that names no goods."""
    if view.tags[last] not in ("NN", "NNS") or view.words[last] in NO_GOODS:
        return None
    first = last
    while first - 1 > start and last - first < LONGEST and view.tags[first - 1].startswith(MODIFYING):
        first -= 1
    if view.words[first - 1] == "and" and view.tags[first - 2].startswith("NN") and view.words[first - 3] in JOINTS:
        first -= 2  # ", kitchen and garden chairs 50%"
    taken = bool(within(view.actors, first, last + 1)) or bool(within(view.dates, first, last + 1))
    return None if taken else first


def named(view: View, tokens: tuple[int, int]) -> Named:
    """What goods at these tokens are called, and what they are compared by."""
    first, end = tokens
    return view.wording(first, end).text, view.words[end - 1]


def joined_goods(fact: GoodsMention) -> list[tuple[str, str]]:
    """Text and id of each of the goods that one phrase joins."""
    ids = fact.goods_id.split("+")
    texts = fact.text.replace(" or ", " and ").split(" and ")
    return list(zip(texts, ids, strict=True)) if len(texts) == len(ids) else [(fact.text, fact.goods_id)]
