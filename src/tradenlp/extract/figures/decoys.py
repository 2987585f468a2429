"""Tells numbers that neither measure nor count: names, laws, clock times, ordinals, phones, idioms of pairing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.changes import change_before
from tradenlp.extract.figures.lexemes import NUMBER, WORD, Lexeme
from tradenlp.extract.figures.quantities import DASHES, Quantity
from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class Decoy:
    """A class of numbers that are no figures: see decoys.toml."""

    id: str
    where: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def decoy_words(where: str) -> dict[str, str]:
    """Word or phrase → class of decoy, for one position."""
    entries = read_entries(Path(__file__).with_name("decoys.toml"), Decoy)
    return {word: entry.id for entry in entries if entry.where == where for word in entry.words}


_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_STREETS = frozenset(
    [
        "street",
        "avenue",
        "road",
        "boulevard",
        "lane",
        "drive",
        "plaza",
        "square",
        "way",
        "court",
        "terrace",
        "st",
        "ave",
        "blvd",
        "rd",
        "parkway",
        "highway",
    ]
)
_ROMAN = re.compile(r"[IVXLC]+")


def decoy(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """The class of decoys that the quantity belongs to, or None where it may be a figure."""
    return next((name for test in _TESTS if (name := test(lexemes, q, text))), None)


def _embedded(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """Inside an address, a formula or a name: `www.x.com/123`, `F-35`, `COVID-19`, `2.1.3`."""
    start, end = lexemes[q.first].start, lexemes[q.last - 1].end
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    if left and (left.isalnum() or left in "_@#=&%"):
        return "embedded"
    if right and q.unit is None and (right.isalnum() or right in "_@="):
        return "ordinal or decade" if lexemes[q.last - 1].kind == NUMBER else "embedded"
    if left and left in "-/.‑" and start > 1 and text[start - 2].isalpha() and q.family in ("bare", "ratio", "length"):
        before = lexemes[q.first - 2].low if q.first > 1 else ""
        return None if before in ("to", "and", "sub", "non", "mid", "pre", "post") else "name"
    return None


def _web(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    chunk = text[max(0, lexemes[q.first].start - 300) : lexemes[q.first].start].rpartition(" ")[2]
    return "web address" if "://" in chunk or "www." in chunk or "@" in chunk else None


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
    return words[low] if (capital and not _verb_like(lexemes, i)) or not _counts(lexemes, q) else None


def _verb_like(lexemes: list[Lexeme], i: int) -> bool:
    return i == 0 and lexemes[i].low in ("order", "rank", "list", "top", "turned", "rule")


def _counts(lexemes: list[Lexeme], q: Quantity) -> bool:
    """Whether a plural noun follows closely, so that the number counts it."""
    for lexeme in lexemes[q.last : q.last + 3]:
        if lexeme.kind != WORD:
            return False
        if lexeme.low.endswith("s") and len(lexeme.low) > 3 and not lexeme.low.endswith(("ss", "us")):
            return True
    return False


def _counts_next(lexemes: list[Lexeme], q: Quantity) -> bool:
    """Whether the very next word is a plural that a four-digit number counts, not a year before a noun."""
    before = lexemes[q.first - 1].low if q.first else ""
    dated = before in (
        "in",
        "by",
        "since",
        "until",
        "its",
        "the",
        "'s",
        "’s",
        "for",
        "from",
        "of",
        "end",
        "-",
        "their",
        "during",
        "through",
    )
    return not dated and _counts(lexemes, q._replace(last=q.last)) and lexemes[q.last].low.endswith("s")


def _after(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    if q.unit is not None and q.family not in ("time",):
        return None
    words = decoy_words("after")
    low = [lexeme.low for lexeme in lexemes[q.last : q.last + 4]]
    if len(low) > 1 and f"{low[0]} {low[1]}" in words:
        return words[f"{low[0]} {low[1]}"]
    name = words.get(low[0]) if low else None
    return None if name == "vote or score" else name


def _clock(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    if q.unit is not None:
        return None
    end, start = q.last, q.first
    if (
        end + 1 < len(lexemes)
        and lexemes[end].text == ":"
        and lexemes[end + 1].kind == NUMBER
        and lexemes[end + 1].start == lexemes[end].end
    ):
        return "clock"
    if (
        start > 1
        and lexemes[start - 1].text == ":"
        and lexemes[start - 2].kind == NUMBER
        and lexemes[start - 1].end == lexemes[start].start
    ):
        return "clock"
    if re.fullmatch(r"\d+\.(?:\d|\d{3,})", lexemes[q.head].text):
        return None
    letters = "".join(lexeme.low for lexeme in lexemes[end : end + 4])
    return "clock" if letters.startswith(("p.m", "a.m", "am.", "pm.")) else None


def _row(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """Phone numbers, scores, votes, dates in digits: numbers joined by hyphens, slashes or blanks."""
    if q.unit is not None or lexemes[q.head].kind != NUMBER:
        return None
    before, after = lexemes[: q.first][-2:], lexemes[q.last : q.last + 2]
    if q.high is not None:
        return "vote or score" if after and decoy_words("after").get(after[0].low) == "vote or score" else None
    for pair in (before[::-1], after):
        if len(pair) == 2 and pair[0].text in "-–—/" and pair[1].kind == NUMBER:
            return "numbers in a row"
        if pair and pair[0].kind == NUMBER and pair[0].text.isdigit():
            return "numbers in a row"
        if pair and pair[0].text == "+" and pair is not after:
            return "phone"
    if (before and before[-1].text == "+") or (len(before) == 2 and before[1].text == ")" and before[0].kind == NUMBER):
        return "phone"
    return None


def _list_number(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    if q.unit is not None or lexemes[q.head].kind != NUMBER or q.value > 99:
        return None
    start, end = lexemes[q.first].start, lexemes[q.last - 1].end
    line = text.rfind("\n", max(0, start - 60), start) + 1
    lead = text[line:start].strip(" \t(#•-*") if start - line < 12 else "x"
    follows = text[end : end + 2]
    if not lead and (
        (follows[:1] in (".", ")", ":") and follows[1:2] in (" ", "\t", "\n", ""))
        or (not text[end : end + 1].strip(" \t\n") and text[end : end + 1] == "\n")
    ):
        return "list number"
    opened = text[max(0, start - 1) : start] == "("
    closed = follows[:1] == ")"
    return (
        "list number"
        if closed and (opened or q.value < 20) and q.family == "bare" and "(" not in text[line : max(line, start - 1)]
        else None
    )


def _year(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """Bare years and days of months, for texts whose dates nobody has marked."""
    if q.unit is not None or lexemes[q.head].kind != NUMBER or q.value.denominator != 1:
        return None
    digits = text[lexemes[q.first].start : lexemes[q.last - 1].end]
    if digits.isdigit() and len(digits) == 4 and 1500 <= q.value <= 2100 and not _counts_next(lexemes, q):
        return "year"
    if digits.isdigit() and digits[0] == "0" and len(digits) > 1:
        return "code"
    near = [lexeme.low for lexeme in (*lexemes[max(0, q.first - 2) : q.first], *lexemes[q.last : q.last + 1])]
    month = any(word in _MONTHS - {"may", "march"} for word in near) or any(
        x.text in ("May", "March", "Mar")
        for x in (*lexemes[max(0, q.first - 1) : q.first], *lexemes[q.last : q.last + 1])
    )
    return "day of a month" if month and q.value <= 31 else None


def _place(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    if q.unit is not None or lexemes[q.head].kind != NUMBER:
        return None
    following = lexemes[q.last : q.last + 4]
    if following and following[0].kind == WORD and following[0].text[0].isupper():
        for lexeme in following[1:]:
            if lexeme.low in _STREETS and lexeme.text[0].isupper():
                return "address"
    digits = lexemes[q.head].text
    state = q.first > 0 and len(lexemes[q.first - 1].text) == 2 and lexemes[q.first - 1].text.isupper()
    return "address" if len(digits) == 5 and digits.isdigit() and state else None


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
    word = lexemes[q.head].low
    after = lexemes[q.last].low if q.last < len(lexemes) else ""
    if q.form != "multiple" or word in change_words().verbs:
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
    named = before.kind == WORD and before.text[0].isupper() and before.low not in _MONTHS and q.first > 1
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
    _embedded, _web, _hyphened, _clock, _row, _before, _after, _list_number, _year, _place, _one, _pairing,
    _plan_points, _no_multiple, _capital_name,
)  # fmt: skip
