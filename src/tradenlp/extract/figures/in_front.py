"""Finds what is measured in front of a number: `goods worth $5bn`, `tariffs of 25 percent`, `the tariff was 8%`."""

from __future__ import annotations

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.clauses import subject_phrase
from tradenlp.extract.figures.levies import PAYS
from tradenlp.extract.figures.nouns import levies
from tradenlp.extract.figures.phrases import WORTH, Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity
from tradenlp.extract.figures.words import word_list

_VALUE_NOUNS = word_list("value nouns")


_GROUPS = word_list("groups")
_CLAUSE = 9
"""lexemes between a verb of sale and the price"""
_SELLING = frozenset("sells sold selling sell traded trading quoted offered fetching retails retailing".split())


def preceding(s: Sentence, q: Quantity, begin: int) -> Phrase | None:
    """What stands before the number: `goods worth $5bn`, `tariffs of 25 percent on steel`, `the tariff was 8%`."""
    i = begin
    while i > 0 and (
        s.tags[i - 1] in "D"
        or s.lexemes[i - 1].low
        in ("another", "additional", "average", "record", "revised", "total", "combined", "further")
    ):
        i -= 1
    low = s.lexemes[i - 1].low if i else ""
    if low == "of" and is_word(s, i - 2, "top") and is_word(s, i - 3, "on"):
        return None
    if low == "of" and i > 1:
        return _before_of(s, i - 1, q)
    if low == "to" and is_word(s, i - 2, "equal", "equivalent", "amounting"):
        return phrases.before(s, i - 2)
    if low in WORTH or (low in ("at", "to", "from", "with") and i > 1 and s.lexemes[i - 2].low in WORTH):
        return _worth(s, i - 1 - (low not in WORTH), q)
    if low == "at" and is_word(s, i - 2, "set", "fixed", "put", "capped") and s.lexemes[i - 3].text == ",":
        return phrases.before(s, i - 3)  # `dues on ships, set at $5 a tonne`
    if low in ("at", "to", "from") and i > 1 and (verb := _level_verb(s, i - 2)) >= 0:
        return subject_phrase(s, verb)
    if low in ("for", "at") and q.family == "money" and (sold := _sold(s, i - 1)) >= 0:
        return subject_phrase(s, sold)
    if low == "for" and i > 1 and s.tags[i - 2] in "VG" and (found := subject_phrase(s, i - 2)) is not None:
        return found
    if low in _BOUNDS and q.family == "money" and (found := _bounded(s, i - 1)) is not None:
        return found
    if low in ("at", "with", "by", "to", "from", "for", "(") and i > 1:
        return phrases.before(s, i - 1) or subject_phrase(s, i - 1)
    verb = i - 1
    while verb > 0 and (s.tags[verb] in "RI" or (s.tags[verb] == "C" and s.tags[verb - 1] == "V")):
        verb -= 1
    found = subject_phrase(s, verb) if verb >= 0 and s.tags[verb] in "VXPG" else None
    return found or phrases.before(s, begin)


def _sold(s: Sentence, at: int) -> int:
    """The verb of `was sold in the open for 58 dlrs`, which has no object; -1 where there is none."""
    for i in range(at - 1, max(0, at - _CLAUSE), -1):
        if s.lexemes[i].low in _SELLING:
            return i if s.tags[i + 1] in "IR" or i + 1 in s.blocked else -1
        if s.tags[i] in "VXCW" or s.lexemes[i].text in ",;:":
            return -1
    return -1


_BOUNDS = frozenset(("under", "below", "above", "over", "exceeding"))


def _bounded(s: Sentence, bound: int) -> Phrase | None:
    """`parcels under $800`: the noun right before the word of bound."""
    if s.tags[bound - 1] != "N":
        return None
    first = bound - 1
    while first > 0 and s.tags[first - 1] in "JN":
        first -= 1
    return Phrase(first, bound)


def _level_verb(s: Sentence, i: int) -> int:
    """The verb before the lexeme of a level, passing over a date: `closed on Friday at $82`; -1 where there is none."""
    if s.lexemes[i].low in ("last", "unchanged", "steady"):
        i -= 1
    if i in s.blocked or s.tags[i] == "J":
        while i > 0 and (i in s.blocked or s.tags[i] in "IDJR"):
            i -= 1
    return i if i >= 0 and s.tags[i] in "VPGX" else -1


def _worth(s: Sentence, worth: int, q: Quantity) -> Phrase | None:
    """What is worth so much; before a comma it is the noun that a list of examples follows."""
    i = worth
    while i > 0 and s.tags[i - 1] in "RX":
        i -= 1
    if i < worth and s.tags[i] == "X" and not is_word(s, i - 1, "that", "which"):
        return subject_phrase(s, worth - 1 if s.tags[worth - 1] == "X" else i)
    if i > 0 and s.lexemes[i - 1].low in ("that", "which") and i > 1:
        i -= 1
    if s.parse is not None and s.lexemes[i - 1].text == ",":
        example = next(
            (j for j in range(i - 2, 0, -1) if s.lexemes[j].low in ("like", "including") or is_word(s, j, "such")), -1
        )
        if example > 0:
            return _things(s, listed) if (listed := phrases.before(s, example)) else None
    found = phrases.before(s, i)
    if found is None:
        return None
    if s.lexemes[i - 1].text == "," and (goer := _gone_there(s, found)) is not None:
        return goer
    return _things(s, found)


def _gone_there(s: Sentence, found: Phrase) -> Phrase | None:
    """`the exports go to Chile, worth $5m`: what is worth so much is no place, but what goes there."""
    named = all(s.lexemes[i].text[0].isupper() for i in range(found.first, found.last))
    to = is_word(s, found.first - 1, "to", "from", "in", "into") and s.tags[found.first - 2 : found.first - 1] in (
        ["V"],
        ["P"],
    )
    return subject_phrase(s, found.first - 2) if named and to else None


def _things(s: Sentence, found: Phrase) -> Phrase:
    """What can be worth an amount: not the list or the levy, but what it is of: `a tariff on 5 types of goods`."""
    head = phrases.head_of(s, found)
    if s.lexemes[head].low in levies() and is_word(s, head + 1, "on") and head + 2 < found.last:
        return _things(s, Phrase(head + 2, found.last))
    first = next((i for i in range(found.first, found.last) if s.tags[i] not in "DM"), found.first)
    head = phrases.head_of(s, Phrase(first, found.last))
    if s.lexemes[head].low in _GROUPS and is_word(s, head + 1, "of") and head + 2 < found.last:
        return Phrase(head + 2, found.last)
    return Phrase(first, found.last)


def _before_of(s: Sentence, of: int, q: Quantity) -> Phrase | None:
    """`tariffs of 25% on steel`; a bare noun of value (`at a rate of`) hands on to what it is the value of."""
    found = phrases.before(s, of)
    if found is None:
        return None
    head = phrases.head_of(s, found)
    if is_word(s, q.last, "for", "on", "against", "over") and q.last + 1 not in s.blocked:
        return found
    if s.lexemes[head].low in _VALUE_NOUNS and all(
        s.lexemes[i].low in _VALUE_NOUNS or s.tags[i] == "J" for i in range(found.first, head)
    ):
        i = found.first
        while i > 0 and s.tags[i - 1] in "D":
            i -= 1
        if i > 0 and s.tags[i - 1] in "IT":
            i -= 1
        if i > 0 and s.lexemes[i - 1].low in PAYS:
            return found
        if i > 0 and s.tags[i - 1] in "VGPX":
            return subject_phrase(s, i - 1)
        return phrases.before(s, i) or found
    return found
