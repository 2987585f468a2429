"""Numbers that are codes by their form: web and street addresses, clock times, phones, list numbers, years."""

from __future__ import annotations

import re

from tradenlp.extract.figures.decoy_words import counts_next, decoy_words
from tradenlp.extract.figures.lexemes import NUMBER, WORD, Lexeme
from tradenlp.extract.figures.quantities import Quantity

MONTHS = frozenset(
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


def embedded(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
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


def web(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """Inside a web or mail address."""
    chunk = text[max(0, lexemes[q.first].start - 300) : lexemes[q.first].start].rpartition(" ")[2]
    return "web address" if "://" in chunk or "www." in chunk or "@" in chunk else None


def clock(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """Times of day: `10:30`, `4 p.m.`."""
    if q.unit is not None:
        return None
    end, start = q.last, q.first
    if _entry_time(lexemes[q.head].text, text, lexemes[start].start):
        return "clock"
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


_TIME = re.compile(r"(?:[01]\d|2[0-3])\.[0-5]\d")


def _entry_time(number: str, text: str, start: int) -> bool:
    """The time that opens an entry of a running report: `22.48 Papers everywhere`."""
    opens = start == 0 or text[start - 1] == "\n"
    return (
        opens and _TIME.fullmatch(number) is not None and re.match(r" +[A-Z]", text[start + 5 : start + 8]) is not None
    )


def row(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """Phone numbers, scores, votes, dates in digits: numbers joined by hyphens, slashes or blanks."""
    if q.unit is not None or lexemes[q.head].kind != NUMBER:
        return None
    before, after = lexemes[: q.first][-2:], lexemes[q.last : q.last + 2]
    if q.high is not None:
        return "vote or score" if after and decoy_words("after").get(after[0].low) == "vote or score" else None
    for pair in (before[::-1], after):
        if len(pair) == 2 and pair[0].text in "-–—/" and pair[1].kind == NUMBER:
            return "numbers in a row"
        if pair and pair[0].kind == NUMBER and pair[0].text.isdigit() and not (pair is after and _sized(lexemes, q)):
            return "numbers in a row"
        if pair and pair[0].text == "+" and pair is not after:
            return "phone"
    if (before and before[-1].text == "+") or (len(before) == 2 and before[1].text == ")" and before[0].kind == NUMBER):
        return "phone"
    return None


def _sized(lexemes: list[Lexeme], q: Quantity) -> bool:
    """`58 mln 60-kilo bags`, `12 500-megawatt turbines`: the second number tells a size of what the first counts."""
    behind = lexemes[q.last + 1 : q.last + 3]
    return len(behind) == 2 and behind[0].text == "-" and behind[1].kind == WORD and len(behind[1].text) > 1


def list_number(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """Numbers of a list: `1.` or `(2)` at the start of a line, `(3)` within it."""
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


def year(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """Bare years and days of months, for texts whose dates nobody has marked."""
    if q.unit is not None or lexemes[q.head].kind != NUMBER or q.value.denominator != 1:
        return None
    digits = text[lexemes[q.first].start : lexemes[q.last - 1].end]
    if digits.isdigit() and len(digits) == 4 and 1500 <= q.value <= 2100 and not counts_next(lexemes, q):
        return "year"
    if digits.isdigit() and digits[0] == "0" and len(digits) > 1:
        return "code"
    near = [lexeme.low for lexeme in (*lexemes[max(0, q.first - 2) : q.first], *lexemes[q.last : q.last + 1])]
    month = any(word in MONTHS - {"may", "march"} for word in near) or any(
        x.text in ("May", "March", "Mar")
        for x in (*lexemes[max(0, q.first - 1) : q.first], *lexemes[q.last : q.last + 1])
    )
    return "day of a month" if month and q.value <= 31 else None


def place(lexemes: list[Lexeme], q: Quantity, text: str) -> str | None:
    """House numbers before a street, and postcodes behind the letters of a state."""
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
