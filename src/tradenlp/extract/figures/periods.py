"""Finds the date expression that a number belongs to: in its sentence, else the period that the article reports on."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradenlp.facts import DateExpression

_REPORTING = re.compile(r"\b(?:said|says|told|announced|reported|wrote|added|statement|showed)\b")
_BASE_VALUES = re.compile(r"\b(?:earlier|ago|before|previous|same period|a year)\b")
_REFERENCE = re.compile(r"\d{4}(?:-(?:\d\d|Q\d|H\d))?$|\d{4}-\d\d(?:-\d\d)?/\d{4}-\d\d(?:-\d\d)?$")
NEAR, FAR = 40, 90
"""code points between a number and a following date that belongs to it; FAR for a levy, whose noun phrase is long"""


class Place(NamedTuple):
    """Where a number stands and what is known of it."""

    start: int
    end: int
    unit: str
    direction: str


def period_of(place: Place, text: str, dates: list[DateExpression], reference: str | None) -> str | None:
    """The value of the date that the number belongs to, among the dates of its sentence; `reference` is the period of
    the last statistic before it, which a change without a date of its own shares."""
    following = [d for d in dates if d.start >= place.end and not _is_base(text, d)]
    if following and _reaches(text[place.end : following[0].start], place):
        return following[0].value
    preceding = [d for d in dates if d.end <= place.start and d.type == "date" and not _is_base(text, d)]
    if (
        preceding
        and not _reported(text, preceding[-1])
        and not (place.unit == "count" and not _opens(text, preceding[-1]))
    ):
        return preceding[-1].value
    return reference if not dates and place.direction in ("increase", "decrease") else None


def is_reference(value: str | None, direction: str) -> bool:
    """Whether a figure with this period sets the period that the statistics after it share."""
    return value is not None and direction in ("increase", "decrease", "to") and bool(_REFERENCE.match(value))


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


def _reaches(between: str, place: Place) -> bool:
    if any(mark in between for mark in (";", " but ", " while ", " and ", ": ")):
        return False
    if "," in between:
        return between.strip() == "," or between.strip(" ,") in ("effective", "from", "starting", "beginning")
    return len(between) < (FAR if place.unit == "percent" and place.direction == "none" else NEAR)


def _reported(text: str, date: DateExpression) -> bool:
    return bool(_REPORTING.search(text[max(0, date.start - 25) : date.end + 12].lower()))


def _opens(text: str, date: DateExpression) -> bool:
    """Whether the date opens its sentence and a comma sets it off."""
    line = text[max(0, date.start - 40) : date.start]
    head = re.split(r"[.!?\n]\s*", line)[-1]
    return len(head.split()) <= 4 and "," in text[date.end : date.end + 25]
