"""Calendar periods and the arithmetic on them: no text here.

Value strings are those of TIMEX3 (ISO-TimeML, ISO 24617-1) as the annotation guidelines narrow them: `2025-10-13`,
`2025-10`, `2025`, `2025-Q3`, `2025-H1`, `2025-SP`, `2025-W41`, `2025-W41-WE`, `2020s`, a range as `first/last`.
Every function raises ValueError or OverflowError where the calendar has no such day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days from `start` to `end`, both inclusive, and the value that names them."""

    value: str
    start: date
    end: date
    unit: str
    """day, weekend, week, month, quarter, half, season, year, decade, century, range"""


def day(on: date) -> Period:
    """A single day."""
    return Period(on.isoformat(), on, on, "day")


def week(containing: date) -> Period:
    """The ISO week (Monday to Sunday) of a day."""
    year_, number, _ = containing.isocalendar()
    monday = containing - timedelta(containing.weekday())
    return Period(f"{year_}-W{number:02d}", monday, monday + timedelta(6), "week")


def weekend(containing: date) -> Period:
    """Saturday and Sunday of the ISO week of a day."""
    whole = week(containing)
    return Period(f"{whole.value}-WE", whole.start + timedelta(5), whole.end, "weekend")


def month(year_: int, number: int) -> Period:
    """A month; `number` from 1 to 12."""
    first = date(year_, number, 1)
    return Period(f"{year_:04d}-{number:02d}", first, first.replace(day=monthrange(year_, number)[1]), "month")


def quarter(year_: int, number: int) -> Period:
    """A calendar quarter; `number` from 1 to 4."""
    return _months(f"{year_:04d}-Q{number}", year_, 3 * number - 2, 3, "quarter")


def half(year_: int, number: int) -> Period:
    """Half a calendar year; `number` 1 or 2."""
    return _months(f"{year_:04d}-H{number}", year_, 6 * number - 5, 6, "half")


def season(year_: int, code: str) -> Period:
    """A northern season `SP`, `SU`, `FA` or `WI`; winter begins in the December of its year."""
    return _months(f"{year_:04d}-{code}", year_, SEASON_MONTHS[code], 3, "season")


def year(number: int) -> Period:
    """A calendar year."""
    return Period(f"{number:04d}", date(number, 1, 1), date(number, 12, 31), "year")


def decade(containing: int) -> Period:
    """The ten years that share all but the last digit with a year."""
    first = containing // 10 * 10
    return Period(f"{first:04d}s", date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """The hundred years from (number - 1) * 100, so that the 20th century is 1900 to 1999, value `19XX`."""
    first = (number - 1) * 100
    return Period(f"{number - 1:02d}XX", date(max(first, 1), 1, 1), date(first + 99, 12, 31), "century")


def span(first: Period, last: Period) -> Period:
    """From the start of one period to the end of another. Raises ValueError where the second ends earlier."""
    if last.end < first.start:
        raise ValueError(f"{last.value} is before {first.value}")
    if first.value == last.value:
        return first
    return Period(f"{first.value}/{last.value}", first.start, last.end, "range")


def days(first: date, last: date) -> Period:
    """From one day to another."""
    return span(day(first), day(last))


def containing(unit: str, on: date) -> Period:
    """The period of a unit that a day lies in."""
    match unit:
        case "week" | "fortnight":
            return week(on)
        case "weekend":
            return weekend(on)
        case "month":
            return month(on.year, on.month)
        case "quarter":
            return quarter(on.year, (on.month + 2) // 3)
        case "half":
            return half(on.year, 1 if on.month < 7 else 2)
        case "year":
            return year(on.year)
        case "decade":
            return decade(on.year)
        case "century":
            return century(on.year // 100 + 1)
    return day(on)


def add(on: date, amount: float, unit: str) -> date:
    """The day `amount` units later (earlier where negative); the last of a month stays within a shorter one."""
    if unit in MONTHS_IN:
        count = round(amount * MONTHS_IN[unit])
        index = on.year * 12 + on.month - 1 + count
        year_, month_ = divmod(index, 12)
        return date(year_, month_ + 1, min(on.day, monthrange(year_, month_ + 1)[1]))
    return on + timedelta(round(amount * DAYS_IN.get(unit, 1)))


def shifted(unit: str, on: date, amount: float) -> Period:
    """The period of a unit that lies `amount` units from the one that a day is in."""
    return containing(unit, add(on, amount, unit))


def weekday_near(on: date, number: int, future: bool) -> date:
    """The nearest day with a weekday (Monday 0) at or before a day, or at or after it."""
    back = (on.weekday() - number) % 7
    return on + timedelta((7 - back) % 7) if future else on - timedelta(back)


def nth_weekday(year_: int, month_: int, number: int, ordinal: int) -> date:
    """The first (1), second … or last (-1) day with a weekday of a month."""
    if ordinal < 0:
        last = month(year_, month_).end
        return weekday_near(last, number, future=False) + timedelta(7 * (ordinal + 1))
    first = weekday_near(date(year_, month_, 1), number, future=True) + timedelta(7 * (ordinal - 1))
    if first.month != month_:
        raise ValueError(f"no such weekday in {year_}-{month_:02d}")
    return first


def easter(year_: int) -> date:
    """Easter Sunday of the Gregorian calendar, by Gauss's rule as Meeus, Jones and Butcher completed it."""
    a, b, c = year_ % 19, year_ // 100, year_ % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month_, day_ = divmod(h + k - 7 * m + 114, 31)
    return date(year_, month_, day_ + 1)


def part(of: Period, name: str) -> Period:
    """The `early`, `mid` or `late` part of a period, or its first or last day (`start`, `end`), under its own value.

    Months: days 1-10, 11-20, 21 to the end; years: January-April, May-August, September-December; of weeks and
    weekends the whole; of anything else thirds.
    """
    match (of.unit, name):
        case (_, "start"):
            return day(of.start)
        case (_, "end"):
            return day(of.end)
        case ("week" | "weekend" | "day", _):
            return of
        case ("month", _):
            cuts = (of.start, of.start.replace(day=11), of.start.replace(day=21))
        case _:
            third = ((of.end - of.start).days + 1) / 3
            cuts = _thirds(of, third)
    starts = dict(zip(("early", "mid", "late"), cuts, strict=True))
    ends = {"early": cuts[1] - timedelta(1), "mid": cuts[2] - timedelta(1), "late": of.end}
    return replace(of, start=starts[name], end=ends[name])


def _thirds(of: Period, third: float) -> tuple[date, date, date]:
    months = round(((of.end - of.start).days + 1) / 30.44)
    if months % 3 == 0:
        return of.start, add(of.start, months // 3, "month"), add(of.start, 2 * months // 3, "month")
    return of.start, of.start + timedelta(round(third)), of.start + timedelta(round(2 * third))


def _months(value: str, year_: int, first: int, count: int, unit: str) -> Period:
    start = date(year_, first, 1)
    return Period(value, start, add(start, count, "month") - timedelta(1), unit)
