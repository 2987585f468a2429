"""Publication dates as pages and texts print them. Needs no context: a date without a year is no date here."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
PRINTED_DATE = (
    r"(?:\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}| ?年 ?\d{1,2} ?月 ?\d{1,2} ?日| ?년 ?\d{1,2} ?월 ?\d{1,2} ?일)"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}\.|/\d{{1,2}}/)\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH},?[ -]\d{{4}}"
    rf"|{_MONTH} ?\d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
"""regular expression of a full date, to be compiled with IGNORECASE"""
EARLIEST_YEAR, LATEST_YEAR = 1700, 2199
"""years beyond these are a program's way to say that it has no date, as in 0001-01-01 and 9999-12-31"""
_SECONDS = re.compile(r"\d{9,13}(?:\.\d+)?")
_ISO = re.compile(r"(\d{4})(?:[-/.]| ?[年년] ?)(\d{1,2})(?:[-/.]| ?[月월] ?)(\d{1,2})")
_IN_DIGITS = re.compile(r"\b(\d{1,2})([./])(\d{1,2})\2(\d{4})\b")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?({_MONTH}),?[ -](\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"({_MONTH}) ?(\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.IGNORECASE)


def parse_printed_date(text: str) -> date | None:
    """The first full date in `text`; None where there is none or it is not in the calendar."""
    if found := _ISO.search(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _IN_DIGITS.search(text):
        return _of_digits(int(found[1]), found[2], int(found[3]), int(found[4]))
    if found := _DAY_FIRST.search(text):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.search(text):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    return None


def parse_timestamp(value: object) -> datetime | date | None:
    """A record's or page's time stamp; None if it is unreadable or of no year in which news was printed.

    Read are ISO 8601, the dates of e-mail (RFC 5322), a full printed date, and seconds or milliseconds since 1970,
    as a number or in digits. `10/11/2025`, which is October to some and November to others, is not read.
    """
    moment = _timestamp(value)
    return moment if moment and EARLIEST_YEAR <= moment.year <= LATEST_YEAR else None


def _timestamp(value: object) -> datetime | date | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = format(value, ".15g")
    if not isinstance(value, str) or not (text := value.strip()):
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d|\d{8}", text):
        return parse_printed_date(text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}")
    if _SECONDS.fullmatch(text):
        return _from_seconds(float(text))
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, TypeError, IndexError):
            continue
    return parse_printed_date(text)


def as_datetime(moment: datetime | date | None) -> datetime | None:
    """With a time zone: midnight for a bare day, UTC where no zone is said."""
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _of_digits(first: int, mark: str, second: int, year: int) -> date | None:
    """With dots the day comes first; with strokes only where one of the numbers can be no month, or both are equal."""
    if mark == "/" and first <= 12 and second <= 12 and first != second:
        return None
    month_first = mark == "/" and first <= 12
    return _date(year, first, second) if month_first else _date(year, second, first)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_seconds(seconds: float) -> datetime | None:
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
