"""Publication dates as pages and texts print them. Needs no context: a date without a year is no date here."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
PRINTED_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH},?[ -]\d{{4}}"
    rf"|{_MONTH} ?\d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
"""regular expression of a full date, to be compiled with IGNORECASE"""
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?({_MONTH}),?[ -](\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"({_MONTH}) ?(\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.IGNORECASE)


def parse_printed_date(text: str) -> date | None:
    """The first full date in `text`; None where there is none or it is not in the calendar."""
    if found := _ISO.search(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.search(text):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.search(text):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    return None


def parse_timestamp(value: object) -> datetime | date | None:
    """A record's or page's time stamp: ISO 8601, a full printed date, or seconds since 1970; None if unreadable."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_seconds(float(value))
    if not isinstance(value, str) or not (text := value.strip()):
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return parse_printed_date(text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
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
