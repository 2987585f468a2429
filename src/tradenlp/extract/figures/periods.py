"""Finds the date expression that a number belongs to, in its sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradenlp.facts import DateExpression

_REPORTING = re.compile(r"\b(?:said|says|told|announced|reported|wrote|added|statement|showed)\b")
_LIMIT = re.compile(r"\b(?:by|until|till|before)\s+(?:the\s+)?$")
_APART = re.compile(r"[;\n]|(?<!of )\bwhich\b|\bwhose\b|\b(?:against|versus|vs|compared (?:with|to))\b")
"""between a date and a number of another clause, or one that is compared with the number of the date"""
_ENDED = re.compile(r"\b(?:abolish|scrapp|adjust|lift|remov|expir|laps|withdr|revok|went|end(?:s|ed|ing)\b)")
_SHIFT = re.compile(r"\s+(?:after|before|earlier|later|ago|from now)\b")
_EXTREME = re.compile(r"[\s-]+(?:low|high|peak|trough|record|best|worst)s?\b")
"""behind a length of time that tells how long no price was so low: `new four-year lows`"""
_APPOSED = re.compile(r", (?:the|a|an) [\w \n-]*")
_RETELLING = re.compile(r"\b(?:said|says)\b")
_TOLD_THEN = re.compile(r"\b(?:said|announced|unveiled|proposed|threatened|warned)\b(?!,)")
"""verbs of telling that a date in front of them dates, and not what they tell; in commas they only name the source"""
_TAKES_EFFECT = re.compile(
    r"\s*(?:(?:ha(?:s|ve) been |is |are )?(?:effective|starting|beginning|due|in (?:place|force|effect)|\w+ed|set)\s*)?"
    r"(?:(?:on|in|from|since|as of)\s+)?"
)
_STOP = re.compile(r"[.!?\n]\s*")
_DASH = re.compile(r"\s*[–—-]\s")
_BASE_VALUES = re.compile(r"\b(?:earlier|ago|before|previous|same period|a year)\b")
NEAR, FAR = 40, 90
"""code points between a number and a following date that belongs to it; FAR for a levy, whose noun phrase is long"""
CLAUSE = 90
"""code points between a date within a sentence and a following number of the same clause"""


class Place(NamedTuple):
    """Where a number stands and what is known of it."""

    start: int
    end: int
    unit: str
    direction: str


def period_of(place: Place, text: str, dates: list[DateExpression]) -> str | None:
    """The value of the date that the number belongs to, among the dates of its sentence; None where none does."""
    dates = [d for d in dates if d.type != "duration" or not _EXTREME.match(text, d.end)]
    following = [d for d in dates if d.start >= place.end and not _is_base(text, d)]
    if following and _reaches(text, place, following[0]):
        return following[0].value
    preceding = [d for d in dates if d.end <= place.start and d.type == "date" and not _is_base(text, d)]
    if len(preceding) > 1 and _APPOSED.fullmatch(text[preceding[-2].end : preceding[-1].start]):
        preceding.pop()  # `in the week to May 9, the first week of the 1987 season, sales were …`
    return preceding[-1].value if preceding and _leads(text, preceding[-1], place) else None


def is_dated(text: str, dates: list[DateExpression]) -> bool:
    """Whether one of the dates of a sentence is more than what a change is measured against or the day of the news."""
    return any(not _is_base(text, date) and not _reported(text, date) for date in dates)


def _leads(text: str, date: DateExpression, place: Place) -> bool:
    """Whether a date before the number is the number's: it opens the sentence, or stands in the number's own clause."""
    if _LIMIT.search(text[max(0, date.start - 12) : date.start]) or _reported(text, date):
        return False
    between = text[date.end : place.start]
    if _APART.search(between):
        return False
    if _opens(text, date):
        return not _TOLD_THEN.search(between)
    if _RETELLING.search(between):
        return False
    return place.unit != "count" and place.direction not in ("from", "to") and len(between) <= CLAUSE


def _is_base(text: str, date: DateExpression) -> bool:
    """The date that a change is measured against: `from a year earlier`, `than in the same period of 2024`."""
    before = text[max(0, date.start - 32) : date.start]
    if re.search(
        r"\b(?:from|than|compared (?:to|with)|against)(?: (?:a|the|in|same|period|that|of|level|its))*\s*$", before
    ):
        return bool(_BASE_VALUES.search(date.text)) or not re.search(r"\bfrom\s*$", before)
    return bool(re.search(r"\b(?:earlier|ago|previous)\b", date.text)) and bool(
        re.search(r"\bfrom (?:a|the)\s*$", before)
    )


def _reaches(text: str, place: Place, date: DateExpression) -> bool:
    between = text[place.end : date.start]
    if any(mark in between for mark in (";", " but ", " while ", " and ", ": ", "\n- ", "\n• ", "\n* ")):
        return False
    if place.unit == "percent" and _ENDED.search(between):
        return False
    if date.type == "duration" and _SHIFT.match(text, date.end):
        return False
    head, comma, tail = between.partition(",")
    if comma:
        return len(head) < NEAR and _TAKES_EFFECT.fullmatch(tail) is not None
    return len(between) < (FAR if place.unit == "percent" and place.direction == "none" else NEAR)


def _reported(text: str, date: DateExpression) -> bool:
    before = _STOP.split(text[max(0, date.start - 25) : date.start])[-1]
    return bool(_REPORTING.search(f"{before}{text[date.start : date.end + 12]}".lower()))


def _opens(text: str, date: DateExpression) -> bool:
    """Whether the date opens its sentence: `In April the agency …`, `May 2, 2019 – …`, `a day before the talks, …`."""
    head = _STOP.split(text[max(0, date.start - 40) : date.start])[-1].split()
    after = text[date.end : date.end + 25]
    return len(head) <= 4 and ("," in after or _DASH.match(after) is not None)
