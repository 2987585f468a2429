"""Tells numbers that neither measure nor count: names, laws, clock times, ordinals, phones, idioms of pairing."""

from __future__ import annotations

from collections.abc import Callable

from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.changes import change_before
from tradenlp.extract.figures.codes import MONTHS, clock, embedded, list_number, place, row, web, year
from tradenlp.extract.figures.decoy_words import counts, decoy_words
from tradenlp.extract.figures.lexemes import NUMBER, WORD, Lexeme
from tradenlp.extract.figures.quantities import DASHES, Quantity


def decoy(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """The class of decoys that the quantity belongs to, or None where it may be a figure."""
    return next((name for test in _TESTS if (name := test(lexemes, q, text))), None)


def _hyphened(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    if q.unit is not None and q.family not in ("ratio",):
        return None
    i = q.last
    if (
        i + 1 < len(lexemes)
        and lexemes[i].text in DASHES
        and lexemes[i].start == lexemes[i - 1].end
        and lexemes[i + 1].start == lexemes[i].end
    ):
        if lexemes[i + 1].kind == NUMBER:
            return "numbers in a row"
        return decoy_words("hyphened").get(lexemes[i + 1].low)
    return None


def _before(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    if q.unit is not None:
        return None
    i, words = q.first - 1, decoy_words("before")
    while i >= 0 and (lexemes[i].text in ".(" or (lexemes[i].low in ("no", "nos") and i > 0)):
        if lexemes[i].low in ("no", "nos"):
            return "numbered"
        i -= 1
    if i < 0:
        return None
    low = lexemes[i].low
    if (
        i > 0
        and (two := f"{lexemes[i - 1].low} {low}") in words
        and (low != "of" or lexemes[i - 1].text[0].isupper() or "age" in two)
    ):
        return words[two]
    if low not in words or low == "of":
        return None
    capital = lexemes[i].text[0].isupper() or not low[0].isalpha() or lexemes[i].text.isupper()
    return words[low] if (capital and not _verb_like(lexemes, i)) or not counts(lexemes, q) else None


def _verb_like(lexemes: list[Lexeme], i: int) -> bool:
    return i == 0 and lexemes[i].low in ("order", "rank", "list", "top", "turned", "rule")


def _after(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    if q.unit is not None and q.family not in ("time",):
        return None
    words = decoy_words("after")
    low = [lexeme.low for lexeme in lexemes[q.last : q.last + 4]]
    if len(low) > 1 and f"{low[0]} {low[1]}" in words:
        return words[f"{low[0]} {low[1]}"]
    name = words.get(low[0]) if low else None
    return None if name == "vote or score" else name


def _one(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    word = lexemes[q.head].low
    if q.value == 1 and word == "one" and q.scale == 1 and q.family in ("bare", "time", "ratio") and q.form == "words":
        return "one"
    return None


def _pairing(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    if q.unit is not None or q.value != 2 or q.form != "words":
        return None
    before = lexemes[q.first - 1].low if q.first else ""
    if before in (
        "the",
        "these",
        "those",
        "their",
        "its",
        "our",
        "both",
        "other",
        "’s",
        "'s",
        "his",
        "her",
        "first",
        "last",
        "any",
        "all",
    ):
        return "pairing"
    for lexeme in lexemes[q.last : q.last + 4]:
        if lexeme.kind != WORD:
            break
        if lexeme.low in decoy_words("paired"):
            return "pairing"
    return None


_COMPARED = frozenset("as the that what its their his more than this".split())


def _no_multiple(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """`met twice`, `the task is twofold`: no comparison and no change."""
    if q.form != "multiple":
        return None
    word = lexemes[q.head].low
    after = lexemes[q.last].low if q.last < len(lexemes) else ""
    if word in ("double", "triple") and after in decoy_words("doubled"):
        return "idiom"
    if word in change_words().verbs:
        return None
    if word in ("twice", "thrice"):
        return None if after in _COMPARED else "idiom"
    return None if change_before(lexemes, q.first).cue >= 0 or after in change_words().nouns else "idiom"


def _plan_points(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """`a 28-point plan`, `a three point proposal`: points that are not of an index."""
    singular = q.unit == "point" and lexemes[q.last - 1].low == "point" and q.value > 1
    after = lexemes[q.last].low if q.last < len(lexemes) else ""
    return "way of doing" if singular and after not in change_words().nouns else None


def _capital_name(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """`Model 3`, `Channel Four`, `the Big Three`: a bare number after or within a name."""
    if q.unit is not None or q.first == 0 or q.high is not None:
        return None
    before, number = lexemes[q.first - 1], lexemes[q.head]
    named = before.kind == WORD and before.text[0].isupper() and before.low not in MONTHS and q.first > 1
    if not named or before.end + 1 < number.start:
        return None
    following = lexemes[q.last] if q.last < len(lexemes) else None
    counts = following is not None and following.kind == WORD and following.low not in _CLOSED
    if number.kind == NUMBER:
        return "name" if not counts and "," not in number.text and q.scale == 1 else None
    return "name" if number.text[0].isupper() and not counts else None


_CLOSED = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "may",
        "can",
        "said",
        "says",
        "who",
        "which",
        "that",
        "than",
    ]
)

_TESTS: tuple[Callable[[list[Lexeme], Quantity, str], str | None], ...] = (
    embedded, web, _hyphened, clock, row, _before, _after, list_number, year, place, _one, _pairing,
    _plan_points, _no_multiple, _capital_name,
)  # fmt: skip
