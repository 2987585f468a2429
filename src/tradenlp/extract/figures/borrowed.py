"""Units that a bare number shares with the number it is compared with: `5.1 percent, down from 5.4`."""

from __future__ import annotations

from fractions import Fraction

from tradenlp.extract.figures.changes import direction_of
from tradenlp.extract.figures.modifiers import modifier_before
from tradenlp.extract.figures.phrases import Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity, with_unit_of

_LENDING = frozenset(
    ("percent", "percentage_point", "money", "minor", "weight", "volume", "energy", "power", "area", "length")
)
_PLAIN = frozenset(("against", "versus", "vs", "from"))
"""words that set a number beside the one before it"""
_PAIRS = frozenset(
    (
        "compared with", "compared to", "compares with", "compare with", "rather than", "instead of",
        "opposed to", "not the", "than the", "after a", "on from",
    )
)  # fmt: skip
"""the same in two words"""
_BEHIND = frozenset(
    (
        "in", "at", "on", "for", "during", "a", "the", "last", "now", "previously", "before", "earlier", "then", "and",
        "or", "but", "by", "this", "when", "while", "as", "under", "currently", "today", "yesterday", "originally",
        "over", "from", "to", "said", "announced", "forecast", "expected", "estimated", "reported", "seen",
    )
)  # fmt: skip
"""words that may follow the number without saying what it counts"""
_APART = frozenset((";", ":", "while", "whereas"))
_REACH = 14
"""lexemes between the number that lends its unit and the word of comparison"""
_NEAR = 20
"""how many times as large one of two compared numbers may be for the scale word to be of both"""


def borrowed(s: Sentence, q: Quantity, before: Quantity) -> Quantity | None:
    """The bare quantity with the unit, the scale and the denominator of the one it is compared with, or None.

    `before` is the last quantity with a unit in the sentence.
    """
    if before.family not in _LENDING or before.high is not None or q.form != "digits":
        return None
    begin = modifier_before(s.lexemes, q.first, None)[1]
    link = _link(s, begin)
    if link is None:
        link = _level_in_turn(s, begin, q, before)
    if link is None or not 0 <= link - before.last <= _REACH or not _alone(s, q):
        return None
    if any(s.lexemes[i].low in _APART or (s.tags[i] == "V" and i < link) for i in range(before.last, link)):
        return None
    if before.family == "percent" and is_word(s, begin - 1, "from") and _is_size(s, before):
        return None
    return with_unit_of(q, before, _scale(q, before))


def _is_size(s: Sentence, q: Quantity) -> bool:
    """`rose 5 percent from 54.2`: the size of a change is of another kind than where it began."""
    begin = modifier_before(s.lexemes, q.first, q.unit)[1]
    return direction_of(s.lexemes, q, begin).name in ("increase", "decrease")


def _link(s: Sentence, begin: int) -> int | None:
    """Where the word of comparison before lexeme `begin` stands."""
    at = begin - 1 - is_word(s, begin - 1, "the", "a", "an", "only")
    if at < 0:
        return None
    if s.lexemes[at].low in _PLAIN or (s.lexemes[at].text == "." and is_word(s, at - 1, "vs")):
        return at
    two = f"{s.lexemes[at - 1].low} {s.lexemes[at].low}" if at else ""
    return at - 1 if two in _PAIRS else None


def _level_in_turn(s: Sentence, begin: int, q: Quantity, before: Quantity) -> int | None:
    """`the lower price is fixed at 840 yen and the upper at 1,150`: where the level of the next thing is told."""
    near = before.family == "money" and before.value / _NEAR <= q.value <= before.value * _NEAR
    if not near or not is_word(s, begin - 1, "at", "to") or s.tags[begin - 2 : begin - 1] != ["N"]:
        return None
    first = begin - 2
    while first > before.last and s.tags[first - 1] in "NJD":
        first -= 1
    joined = is_word(s, first - 1, "and") or s.lexemes[first - 1].text in ",;"
    return first if joined else None


def _alone(s: Sentence, q: Quantity) -> bool:
    """Whether nothing behind the number says what it counts."""
    if q.last >= len(s.lexemes) or q.last in s.blocked or s.lexemes[q.last].low in _BEHIND:
        return True
    return s.lexemes[q.last].text in ".,;:)—–-?!" or s.tags[q.last] in "XIRC"


def _scale(q: Quantity, before: Quantity) -> Fraction:
    """The scale word that the number before lends: `2.1 million tonnes against 1.9`, not `against 190,000`."""
    if q.scale != 1 or before.scale == 1:
        return Fraction(1)
    printed = before.value / before.scale
    near = printed / _NEAR <= q.value <= printed * _NEAR
    return before.scale if near and q.value < 1000 else Fraction(1)


def another_price(s: Sentence, q: Quantity, begin: int, before: Quantity) -> bool:
    """`oats cost 58 dlrs a tonne, rye 52 dlrs`, `and are sold at 15 dlrs in Japan`: a price of the same unit."""
    led = is_word(s, begin - 1, "for", "at", "to", "from", "against", "versus", "than", "costs", "cost", "was", "is")
    gapped = before.last <= begin - 2 and s.tags[begin - 1] == "N" and s.lexemes[before.last].text in ",;"
    near = before.value / _NEAR <= q.value <= before.value * _NEAR
    return near and (led or gapped) and _alone(s, q)


def short_or_long(s: Sentence, q: Quantity) -> Quantity:
    """`90,000 short tons, up from 84,000 tons`: tons are of the kind that the sentence named before."""
    if q.unit != "tonne" or not is_word(s, q.last - 1, "ton", "tons"):
        return q
    for i in range(q.first - 1, 0, -1):
        if s.lexemes[i].low in ("ton", "tons") and s.lexemes[i - 1].low in ("short", "long"):
            return q._replace(unit=f"{s.lexemes[i - 1].low} ton")
    return q
