"""Dates by their calendar names to days: what is not said is taken from the anchors. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from tradenlp.extract.dates import periods
from tradenlp.extract.dates.anchors import LISTED, NEVER, REACH_BACK, WEIGHTS, Anchor
from tradenlp.extract.dates.expressions import Calendar
from tradenlp.extract.dates.feasts import holiday
from tradenlp.extract.dates.periods import Period
from tradenlp.extract.dates.tenses import FIRM_PAST, FUTURE, OPEN


def resolve_calendar(c: Calendar, anchor: Anchor) -> Period | None:
    """The period that a calendar date means. Raises ValueError where the calendar has no such day."""
    if c.century is not None:
        return periods.century(c.century) if c.century > 0 else None
    if c.decade is not None:
        return periods.decade(c.decade)
    if c.week == -1 or c.week == -2:
        return resolve_calendar(ordered(c, anchor), anchor)
    if c.year is not None:
        return dated(c, c.year) if c.year > 0 else None
    if c.weekday is not None and c.day is None:
        return _weekday(c, anchor)
    if c.week and anchor.speech:
        return dated(c, anchor.speech.year)
    if c.day is not None and c.month is None and not c.holiday:
        return _day_of_month(c, anchor)
    return _undated(c, anchor)


def ordered(c: Calendar, anchor: Anchor) -> Calendar:
    """Settle 10/11: `month` holds the first number, `day` the second."""
    first, second = c.month or 0, c.day or 0
    swap = first > 12 if second <= 12 else False
    if second <= 12 and first <= 12:
        swap = not anchor.month_first
    return replace(c, month=second if swap else first, day=first if swap else second, week=None)


def dated(c: Calendar, year: int) -> Period:
    """A calendar date in a year. Raises ValueError where the calendar has no such day."""
    if c.holiday:
        return periods.day(holiday(c.holiday, year))
    if c.month and c.day:
        return periods.day(date(year, c.month, c.day))
    if c.month:
        return periods.month(year, c.month)
    if c.quarter:
        return periods.quarter(year, c.quarter)
    if c.half:
        return periods.half(year, c.half)
    if c.season:
        return periods.season(year, c.season)
    if c.week:
        return periods.week(date.fromisocalendar(year, c.week, 1))
    return periods.year(year)


def candidates_of(c: Calendar, years: Iterable[int]) -> list[Period]:
    """A date that lacks its year, in each of some years that have it."""
    found = []
    for year in years:
        try:
            found.append(dated(c, year))
        except (ValueError, OverflowError):
            continue
    return found


def nearest(candidates: list[Period], on: date, weights: tuple[float, float]) -> Period | None:
    """The period nearest to a day, where days behind and ahead of it count as the weights say.

    Quarters and halves are mostly reported on: even what a firm will say of one looks back.
    """
    behind, ahead = weights
    if candidates and candidates[0].unit in ("quarter", "half"):
        behind, ahead = min(behind, 4), min(ahead, 4)
    if candidates and candidates[0].unit == "day" and ahead < NEVER:
        ahead = min(ahead, 6)

    def distance(period: Period) -> float:
        if period.start <= on <= period.end:
            return 0.0
        return (on - period.end).days * behind if period.end < on else (period.start - on).days * ahead

    return min(candidates, key=distance, default=None)


def _undated(c: Calendar, anchor: Anchor) -> Period | None:
    """A date that lacks its year."""
    if anchor.narrative and anchor.said:
        return _told(c, anchor.said) if c.which is None else _which_told(c, anchor.said[0].start)
    if anchor.follows and anchor.said:
        on = anchor.said[0].start
        listed = nearest(candidates_of(c, range(on.year - 1, on.year + 2)), on, LISTED)
        behind = anchor.direction <= FIRM_PAST or (anchor.direction < OPEN and anchor.speech and on <= anchor.speech)
        told_ahead = behind and listed and anchor.speech and anchor.speech < listed.start
        if not told_ahead:  # what happened is not to come: "owed since August, and in February banned"
            return listed
    if anchor.speech is None:
        return candidates_of(c, [anchor.year])[0] if anchor.year else None
    on = anchor.speech
    found = candidates_of(c, range(on.year - 8, on.year + 9) if c.day == 29 else range(on.year - 1, on.year + 2))
    if c.which is not None:
        return _which(c.which, c, found, on)
    if anchor.year is not None:
        return candidates_of(c, [anchor.year])[0] if candidates_of(c, [anchor.year]) else None
    same = (p for p in anchor.said if p in found) if c.day else iter(())
    return next(same, None) or nearest(found, on, WEIGHTS[anchor.direction])


def _which_told(c: Calendar, on: date) -> Period | None:
    """ "the next spring", "the previous April", in a story."""
    return _which(c.which or 0, c, candidates_of(c, range(on.year - 1, on.year + 2)), on)


def _which(which: int, c: Calendar, found: list[Period], on: date) -> Period | None:
    """ "last May", "this summer", "next Thanksgiving"."""
    if which == 0:
        return dated(c, on.year)
    if which < 0:
        return max((p for p in found if p.end < on), key=lambda p: p.start, default=None)
    return min((p for p in found if p.start > on), key=lambda p: p.start, default=None)


def _told(c: Calendar, said: tuple[Period, ...]) -> Period | None:
    """In a story: within the year told of, or the occurrence nearest to what was told last, time flowing on."""
    last = said[0]
    if last.unit == "year":
        return dated(c, last.start.year)
    found = candidates_of(c, (last.start.year, last.start.year + 1))
    return next((p for p in found if (last.start - p.start).days <= REACH_BACK), None)


def _weekday(c: Calendar, anchor: Anchor) -> Period | None:
    on, number = anchor.speech, c.weekday or 0
    if anchor.narrative and anchor.said and c.week_offset is None and on is None:
        day = next((p for p in anchor.said if p.unit == "day"), None)
        return periods.day(periods.weekday_near(day.start, number, future=True)) if day else None
    if anchor.follows and anchor.said and on and anchor.said[0].start >= on and anchor.direction > FIRM_PAST:
        return periods.day(periods.weekday_near(anchor.said[0].start, number, future=True))
    if on is None:
        return None
    monday = on - timedelta(on.weekday())
    match c.which, c.week_offset:
        case None, None:
            near = timedelta(3 if anchor.either else 0)
            return periods.day(periods.weekday_near(on + near, number, anchor.direction >= FUTURE))
        case None, int(offset):
            return periods.day(monday + timedelta(7 * offset + number))
        case 0, _:
            return periods.day(monday + timedelta(number))
        case 1, _:
            return periods.day(monday + timedelta(7 + number))
        case 2, _:
            return periods.day(periods.weekday_near(on + timedelta(1), number, future=True))
    return periods.day(periods.weekday_near(on - timedelta(1), number, future=False))


def _day_of_month(c: Calendar, anchor: Anchor) -> Period | None:
    """ "the 13th": in the month that the text spoke of, or the one nearest to publication."""
    month = next((p for p in anchor.said if p.unit in ("day", "month")), None)
    on = month.start if anchor.narrative and month else anchor.speech
    if on is None:
        return None
    if anchor.narrative:
        return periods.day(on.replace(day=c.day or 1))
    found = []
    for step in (-2, -1, 0, 1, 2):
        first = periods.shifted("month", on, step).start
        try:
            found.append(periods.day(first.replace(day=c.day or 1)))
        except ValueError:
            continue
    fitting = [p for p in found if c.weekday is None or p.start.weekday() == c.weekday]
    return nearest(fitting or found, on, WEIGHTS[anchor.direction])


def resolve_calendar_span(first: Calendar, last: Calendar, anchor: Anchor) -> Period | None:
    """From one calendar date to another; the one that says its year lends it to the other."""
    if first.week in (-1, -2):
        first, last = ordered(first, anchor), ordered(last, anchor)
    if first.day and not first.month:
        first = replace(first, month=last.month)
    start, end = _ends(first, last, anchor)
    return periods.span(start, end) if start and end else None


def _ends(first: Calendar, last: Calendar, anchor: Anchor) -> tuple[Period | None, Period | None]:
    if first.year is not None and last.year is not None:
        return dated(first, first.year), dated(last, last.year)
    if last.year is not None:
        end = dated(last, last.year)
        return _before(first, end), end
    if first.year is not None or anchor.direction >= FUTURE:
        start = resolve_calendar(first, anchor)
        return start, _behind(last, start) if start else None
    if anchor.direction == OPEN and anchor.speech and first.month and first.day:
        return _nearest_ends(first, last, anchor.speech)
    closing = resolve_calendar(last, anchor)
    return _before(first, closing) if closing else None, closing


def _nearest_ends(first: Calendar, last: Calendar, on: date) -> tuple[Period | None, Period | None]:
    """The ends of the span that begins or ended nearest to a day: a quota for April 15 to June 15, told on April 14."""
    starts = candidates_of(first, range(on.year - 1, on.year + 2))
    ends = {start: end for start in starts if (end := _behind(last, start))}
    spans = {periods.span(start, end): start for start, end in ends.items()}
    chosen = nearest([*spans], on, WEIGHTS[OPEN])
    start = spans[chosen] if chosen else None
    return start, ends[start] if start else None


def _before(c: Calendar, end: Period) -> Period | None:
    if c.weekday is not None and c.day is None:
        return periods.day(periods.weekday_near(end.start, c.weekday, future=False))
    found = [p for p in candidates_of(c, (end.start.year, end.start.year - 1)) if p.start <= end.start]
    return found[0] if found else None


def _behind(c: Calendar, start: Period) -> Period | None:
    if c.weekday is not None and c.day is None:
        return periods.day(periods.weekday_near(start.start, c.weekday, future=True))
    found = [p for p in candidates_of(c, (start.start.year, start.start.year + 1)) if p.end >= start.end]
    return found[0] if found else None
