"""Finds the date expression that a number belongs to, in its sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from tradenlp.extract.figures.sessions import is_delivery
from tradenlp.facts import DateExpression, Figure

_REPORTING = re.compile(r"\b(?:said|says|told|announced|reported|wrote|added|statement|showed)\b")
_LIMIT = re.compile(r"\b(?:by|until|till|before)\s+(?:the\s+)?$")
_APART = re.compile(r"[;\n]|(?<!of )\bwhich\b|\bwhose\b|\b(?:against|versus|vs|compared (?:with|to))\b")
"""between a date and a number of another clause, or one that is compared with the number of the date"""
_ENDED = re.compile(r"\b(?:abolish|scrapp|adjust|lift|remov|expir|laps|withdr|revok|went|end(?:s|ed|ing)\b)")
_OPEN_END = re.compile(r"\b(?:until|till)\s+(?:the\s+)?$|(?:,| that | ha(?:s|ve) applied ).*\bsince\s+$")
_OTHER_NUMBER = re.compile(r"[$€£¥]|\d")
_AGREED = re.compile(r"\b(?:agreed|pledged|promised|decided|voted|vowed|offered)\s+(?:(?:late|early)\s+)?(?:on\s+)?$")
_INFINITIVE = re.compile(r"\s+to [a-z]")
"""behind a date that dates what was agreed, not what is to be"""
_BY = re.compile(r"\b[Bb]y\s+(?:the\s+)?$")
_PLUPERFECT = re.compile(r",? (?:[\w'’-]+ ){1,8}?had\b")
"""behind `by 2023`: what had come about by then"""
_OTHER_TIME = re.compile(r"\band (?:has |have |had )?(?:since|later|then|now|repeatedly|again|finally|soon)\b")
"""between a date and what was done at another time"""
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
_TOLD_NEXT = re.compile(r"\s*(?:said|announced|unveiled|proposed|published|released|threatened|warned)\b")
_RELATIVE = re.compile(r", (?:which|who)\b[^,;]*$")
ASIDE = 80
"""code points looked back for the opening of a relative clause"""
_STOP = re.compile(r"[.!?\n]\s*")
_DASH = re.compile(r"\s*[–—-]\s")
_BASE_VALUES = re.compile(r"\b(?:earlier|ago|before|previous|same period|a year)\b")
_NEW_CLAUSE = re.compile(r"[;:\n]|, |\b(?:and|but|while|which|that|when|after)\b")
_JOINS_MORE = re.compile(r" and (?:[\w-]+ ){0,3}?(?:ha[sd]|have|will|is|was|are|were|would|[\w-]+ed|\S*\d)\b")
"""`and` before a verb or a number, not between the goods of one levy"""
_BESIDE = re.compile(r", (?:after|against|from|compared|versus|up|down)\b|\b(?:and|or)\b.*\bsince\s+$")
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
    dates = [d for d in dates if d.type != "duration" or not ("-" in d.text or _EXTREME.match(text, d.end))]
    dates = [d for d in dates if not is_delivery(text, d)]
    following = [d for d in dates if d.start >= place.end and not _is_base(text, d)]
    if following and _reaches(text, place, following[0]):
        return following[0].value
    preceding = [d for d in dates if d.end <= place.start and d.type == "date" and not _is_base(text, d)]
    if len(preceding) > 1 and _APPOSED.fullmatch(text[preceding[-2].end : preceding[-1].start]):
        preceding.pop()  # `in the week to May 9, the first week of the 1987 season, sales were …`
    if preceding and _leads(text, preceding[-1], place):
        return preceding[-1].value
    return _rhythm(text, place, dates)


def _rhythm(text: str, place: Place, dates: list[DateExpression]) -> str | None:
    """`annual` of `annual sales of 5 million units`: the time that what is measured adds up over."""
    for date in reversed(dates):
        if date.type == "set" and date.end <= place.start and " " not in date.text:
            between = text[date.end : place.start]
            return date.value if len(between) < NEAR and _NEW_CLAUSE.search(between) is None else None
    return None


def is_dated(text: str, dates: list[DateExpression], figure: Figure) -> bool:
    """Whether one of the dates of the sentence of `figure` is more than what its change is measured against, the day of
    the news, or the time of a number that the sentence sets beside it."""
    return any(
        date.type == "date"
        and not _is_base(text, date)
        and not _reported(text, date)
        and not (date.start > figure.end and _BESIDE.search(text[figure.end : date.start]))
        and not (date.end < figure.start and _in_aside(text, date, text[date.end : figure.start]))
        for date in dates
    )


def _leads(text: str, date: DateExpression, place: Place) -> bool:
    """Whether a date before the number is the number's: it opens the sentence, or stands in the number's own clause."""
    if _BY.search(text[max(0, date.start - 12) : date.start]) and _PLUPERFECT.match(text, date.end):
        return ";" not in text[date.end : place.start]
    if _LIMIT.search(text[max(0, date.start - 12) : date.start]) or _reported(text, date):
        return False
    between = text[date.end : place.start]
    if _APART.search(between) or _OTHER_TIME.search(between) or _in_aside(text, date, between):
        return False
    if _opens(text, date):
        return not _TOLD_THEN.search(between)
    if _RETELLING.search(between) or _TOLD_NEXT.match(between):
        return False
    return place.unit != "count" and place.direction not in ("from", "to") and len(between) <= CLAUSE


def _in_aside(text: str, date: DateExpression, between: str) -> bool:
    """Whether the date stands in a relative clause between commas that has ended before the number."""
    if "," not in between:
        return False
    before = _STOP.split(text[max(0, date.start - ASIDE) : date.start])[-1]
    return _RELATIVE.search(before) is not None


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
    if any(mark in between for mark in (";", " but ", " while ", ": ", "\n- ", "\n• ", "\n* ")):
        return False
    if " and " in between and ("," not in between or _JOINS_MORE.search(between)):
        return False
    if place.unit == "percent" and (_ENDED.search(between) or _lasts(text, place, date)):
        return False
    if place.unit == "count" and place.direction == "none" and _OTHER_NUMBER.search(between):
        return False
    if date.type == "duration" and _SHIFT.match(text, date.end):
        return False
    reach = FAR if place.unit == "percent" and place.direction == "none" else NEAR
    head, comma, tail = between.partition(",")
    if comma:
        return len(head) < reach and _TAKES_EFFECT.fullmatch(tail) is not None
    return len(between) < reach


def _lasts(text: str, place: Place, date: DateExpression) -> bool:
    """Whether the date only bounds how long a rate stands: `a 25% duty, in force since May` is of no day."""
    return place.direction == "none" and _OPEN_END.search(text[place.end : date.start]) is not None


def _reported(text: str, date: DateExpression) -> bool:
    before = _STOP.split(text[max(0, date.start - 25) : date.start])[-1]
    if _AGREED.search(before) and _INFINITIVE.match(text, date.end):
        return True
    return bool(_REPORTING.search(f"{before}{text[date.start : date.end + 12]}".lower()))


def _opens(text: str, date: DateExpression) -> bool:
    """Whether the date opens its sentence: `In April the agency …`, `May 2, 2019 – …`, `a day before the talks, …`."""
    head = _STOP.split(text[max(0, date.start - 40) : date.start])[-1].split()
    after = text[date.end : date.end + (25 if len(head) < 3 else 1)]
    return len(head) <= 4 and ("," in after or _DASH.match(text, date.end) is not None)


def shared(figures: list[Figure], text: str) -> list[Figure]:
    """The figures of one sentence; the size of a change and the level that it leads to are of one period:
    `fell 3% in July to $5bn`, `to double trade to $40bn by 2008`."""
    out = list(figures)
    for i in range(1, len(out)):
        size, level = out[i - 1], out[i]
        if size.direction not in ("increase", "decrease") or level.direction != "to":
            continue
        if (size.period is None) == (level.period is None) or not _one_change(text[size.end : level.start]):
            continue
        if size.period is None:
            out[i - 1] = replace(size, period=level.period)
        else:
            out[i] = replace(level, period=size.period)
    return out


def _one_change(between: str) -> bool:
    """Whether nothing but the thing changed, its base and its day stands between a change and its level."""
    return len(between) < FAR and between.endswith((" to ", " at ")) and _NEW_CLAUSE.search(between) is None
