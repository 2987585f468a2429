"""From an expression and its anchors to calendar days. Pure: no text, no clock, no locale.

`resolve_expression` gives a `Period`, or None where the expression names no period, its anchor is missing or the calendar
has no such day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tradenlp.extract.dates import periods
from tradenlp.extract.dates.cues import FIRM_PAST, FUTURE, OPEN, PAST
from tradenlp.extract.dates.expressions import (
    DEFINITE,
    LATEST,
    SPEECH,
    Calendar,
    Event,
    Expression,
    Part,
    Relative,
    Shift,
    Span,
    Timed,
    Window,
    Within,
)
from tradenlp.extract.dates.feasts import holiday
from tradenlp.extract.dates.periods import Period

SIZES = {"day": 1, "weekend": 2, "week": 7, "fortnight": 14, "month": 30, "quarter": 91, "season": 91, "half": 182, "year": 365,
         "decade": 3650, "century": 36500, "range": 400}  # fmt: skip
CLOCK = {"hour": 24, "minute": 1440, "second": 86400, "night": 1}
WEIGHTS = {FIRM_PAST: (1, 15), PAST: (1, 6), OPEN: (1, 1.7), FUTURE: (15, 1)}
"""what a day of distance counts behind and ahead of the anchor"""


REACH_BACK = 240
"""days that a story may step back to an undated month before the month is taken for one to come"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression may be resolved against."""

    speech: date | None = None
    """day of publication"""
    said: tuple[Period, ...] = ()
    """periods that the text named before, the last one first"""
    year: int | None = None
    """year that the text is telling of, where it is not the year of publication"""
    narrative: bool = False
    """the text is history: undated months follow what was told before, not the day of publication"""
    direction: int = OPEN
    follows: bool = False
    """the expression continues a list of weekdays"""
    month_first: bool = True
    """10/11/2025 is 11 October"""
    events: dict[str, date] = field(default_factory=dict)
    """days of events by the noun that names them"""


def resolve_expression(expression: Expression, anchor: Anchor) -> Period | None:
    """The period that an expression means; None where there is none or an anchor is missing."""
    try:
        return _resolve(expression, anchor)
    except (ValueError, OverflowError):
        return None


def _resolve(expression: Expression, anchor: Anchor) -> Period | None:
    match expression:
        case Calendar():
            return _calendar(expression, anchor)
        case Relative():
            return _relative(expression, anchor)
        case Shift():
            return _shift(expression, anchor)
        case Window():
            return _window(expression, anchor)
        case Within():
            return _within(expression, anchor)
        case Part(name=name, of=of):
            return _part(name, _resolve(of, anchor))
        case Span():
            return _span(expression, anchor)
        case Timed(of=of) if of is not None:
            return _resolve(of, anchor)
    return None


def _calendar(c: Calendar, anchor: Anchor) -> Period | None:
    if c.century is not None:
        return periods.century(c.century) if c.century > 0 else None
    if c.decade is not None:
        return periods.decade(c.decade)
    if c.week == -1 or c.week == -2:
        return _calendar(_ordered(c, anchor), anchor)
    if c.year is not None:
        return dated(c, c.year) if c.year > 0 else None
    if c.weekday is not None and c.day is None:
        return _weekday(c, anchor)
    if c.day is not None and c.month is None and not c.holiday:
        return _day_of_month(c, anchor)
    return _undated(c, anchor)


def _ordered(c: Calendar, anchor: Anchor) -> Calendar:
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


def _candidates(c: Calendar, years: Iterable[int]) -> list[Period]:
    found = []
    for year in years:
        try:
            found.append(dated(c, year))
        except (ValueError, OverflowError):
            continue
    return found


def nearest(candidates: list[Period], on: date, direction: int) -> Period | None:
    """The period nearest to a day, where days behind and ahead of it count as a direction weighs them.

    Quarters and halves are mostly reported on: even what a firm will say of one looks back.
    """
    behind, ahead = WEIGHTS[direction]
    if candidates and candidates[0].unit in ("quarter", "half"):
        behind = min(behind, 4)

    def distance(period: Period) -> float:
        if period.start <= on <= period.end:
            return 0.0
        return (on - period.end).days * behind if period.end < on else (period.start - on).days * ahead

    return min(candidates, key=distance, default=None)


def _undated(c: Calendar, anchor: Anchor) -> Period | None:
    """A date that lacks its year."""
    if anchor.narrative and anchor.said:
        return _told(c, anchor.said) if c.which is None else _which_told(c, anchor.said[0].start)
    if anchor.speech is None:
        return _candidates(c, [anchor.year])[0] if anchor.year else None
    on = anchor.speech
    found = _candidates(c, range(on.year - 8, on.year + 9) if c.day == 29 else range(on.year - 1, on.year + 2))
    if c.which is not None:
        return _which(c.which, c, found, on)
    if anchor.year is not None:
        return _candidates(c, [anchor.year])[0] if _candidates(c, [anchor.year]) else None
    return nearest(found, on, anchor.direction)


def _which_told(c: Calendar, on: date) -> Period | None:
    """ "the next spring", "the previous April", in a story."""
    return _which(c.which or 0, c, _candidates(c, range(on.year - 1, on.year + 2)), on)


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
    found = _candidates(c, (last.start.year, last.start.year + 1))
    return next((p for p in found if (last.start - p.start).days <= REACH_BACK), None)


def _weekday(c: Calendar, anchor: Anchor) -> Period | None:
    on, number = anchor.speech, c.weekday or 0
    if anchor.narrative and anchor.said and c.week_offset is None:
        day = next((p for p in anchor.said if p.unit == "day"), None)
        return periods.day(periods.weekday_near(day.start, number, future=True)) if day else None
    if anchor.follows and anchor.said and on and anchor.said[0].start >= on:
        return periods.day(periods.weekday_near(anchor.said[0].start, number, future=True))
    if on is None:
        return None
    monday = on - timedelta(on.weekday())
    match c.which, c.week_offset:
        case None, None:
            return periods.day(periods.weekday_near(on, number, anchor.direction == FUTURE))
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
    return nearest(fitting or found, on, anchor.direction)


def _reference(unit: str, anchor: Anchor) -> Period | None:
    """What the text spoke of last, no coarser than a unit."""
    return next((p for p in anchor.said if SIZES[p.unit] <= SIZES.get(unit, 1)), None)


def _relative(r: Relative, anchor: Anchor) -> Period | None:
    told = _reference(r.unit, anchor)
    if anchor.narrative and r.offset >= 0 and told:
        return periods.shifted(r.unit, told.start, r.offset)
    if r.base == LATEST or (r.base == DEFINITE and r.unit == "quarter"):
        return _latest(r.unit, anchor)
    if r.base == DEFINITE:
        return _definite(r, told, anchor)
    if r.base != SPEECH and told is not None:
        return periods.shifted(r.unit, told.start, r.offset)
    if anchor.speech is None:
        return None
    return periods.shifted(r.unit, anchor.speech, r.offset)


def _latest(unit: str, anchor: Anchor) -> Period | None:
    """The period of a unit that the text reports on, else the last one over."""
    told = next((p for p in anchor.said if p.unit == unit), None)
    if told or anchor.speech is None:
        return told
    return periods.shifted(unit, anchor.speech, -1)


def _definite(r: Relative, told: Period | None, anchor: Anchor) -> Period | None:
    if anchor.narrative and told:
        return periods.containing(r.unit, told.start)
    if anchor.speech is None:
        return None
    if r.unit == "weekend":
        number = 6 if anchor.direction != FUTURE else 5
        return periods.weekend(periods.weekday_near(anchor.speech, number, anchor.direction == FUTURE))
    if anchor.year is not None and r.unit == "year":
        return periods.year(anchor.year)
    return periods.containing(r.unit, anchor.speech)


def _base(base: Expression | str, anchor: Anchor) -> Period | None:
    if isinstance(base, Event):
        on = anchor.events.get(base.noun)
        return periods.day(on) if on else None
    if not isinstance(base, str):
        return _resolve(base, anchor)
    if base != SPEECH and anchor.said:
        return anchor.said[0]
    return periods.day(anchor.speech) if anchor.speech else None


def _shift(s: Shift, anchor: Anchor) -> Period | None:
    base = _base(s.base, anchor)
    if base is None or (SIZES[base.unit] > SIZES.get(s.unit, 1) and base.unit != "range" and s.unit not in CLOCK):
        return None if base is None else _coarse(s, base)
    if s.unit in CLOCK:
        return periods.day(periods.add(base.start, int(s.amount / CLOCK[s.unit]), "day"))
    amount, start = s.amount, base.end if s.amount > 0 and base.unit in ("week", "month") and s.unit == "day" else base.start
    return periods.shifted(s.unit, start, amount)


def _coarse(s: Shift, base: Period) -> Period | None:
    """ "two months later" after a year: the year at best, so nothing finer than what is known."""
    on = periods.add(base.start, s.amount, s.unit)
    return periods.containing(base.unit, on) if base.unit in ("month", "quarter", "year") else None


def _window(w: Window, anchor: Anchor) -> Period | None:
    if w.ending is not None:
        end = _resolve(w.ending, anchor)
        return _aligned(periods.add(end.end + timedelta(1), w.amount, w.unit), end.end) if end else None
    if anchor.speech is None or w.unit in CLOCK and w.amount * 24 > 0 and CLOCK[w.unit] > 24:
        return None
    amount, unit = (w.amount / 24, "day") if w.unit == "hour" else (w.amount, w.unit)
    other = periods.add(anchor.speech, amount, unit)
    return periods.days(min(other, anchor.speech), max(other, anchor.speech))


def _aligned(start: date, end: date) -> Period:
    """A range named by months where it fills them."""
    whole = start.day == 1 and (end + timedelta(1)).day == 1
    if not whole:
        return periods.days(start, end)
    return periods.span(periods.month(start.year, start.month), periods.month(end.year, end.month))


def _within(w: Within, anchor: Anchor) -> Period | None:
    outer = _resolve(w.outer, anchor) if w.outer is not None else _current_year(w, anchor)
    if outer is None:
        return None
    if w.inner is not None:
        return _inside(w.inner, outer, w.nth)
    if w.nth:
        at = outer.start if w.nth > 0 else outer.end
        return periods.shifted(w.unit, _iso_start(w, outer) if w.nth > 0 else at, w.nth - 1 if w.nth > 0 else w.nth + 1)
    if not w.count:
        return periods.containing(w.unit, outer.start)
    at = outer.start if w.count > 0 else outer.end
    other = periods.shifted(w.unit, at, w.count - 1 if w.count > 0 else w.count + 1)
    here = periods.containing(w.unit, at)
    return periods.span(here, other) if w.count > 0 else periods.span(other, here)


def _iso_start(w: Within, outer: Period) -> date:
    """ISO 8601 counts as the first week of a year the one that holds 4 January."""
    return outer.start + timedelta(3) if w.unit == "week" and outer.unit == "year" else outer.start


def _inside(inner: Calendar, outer: Period, nth: int) -> Period | None:
    if inner.weekday is not None and inner.day is None and nth:
        return periods.day(periods.nth_weekday(outer.start.year, outer.start.month, inner.weekday, nth))
    if inner.month is None and inner.day is not None:
        return periods.day(outer.start.replace(day=inner.day))
    return dated(inner, outer.start.year)


def _current_year(w: Within, anchor: Anchor) -> Period | None:
    """ "the first nine months": of this year once they are over, else of the year before."""
    if anchor.speech is None or w.unit not in ("month", "quarter") or w.count <= 0 or w.inner is not None:
        return None
    if anchor.year is not None:
        return periods.year(anchor.year)
    over = w.count * periods.MONTHS_IN[w.unit] < anchor.speech.month + (1 if anchor.direction >= OPEN else 0)
    return periods.year(anchor.speech.year if over or anchor.direction == FUTURE else anchor.speech.year - 1)


def _part(name: str, of: Period | None) -> Period | None:
    if of is None or name == "whole":
        return of
    if name in ("start", "end") and of.unit in ("week", "weekend"):
        return of
    return periods.part(of, name)


def _span(s: Span, anchor: Anchor) -> Period | None:
    first, last = s.first, s.last
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        return _calendar_span(first, last, anchor)
    end = _resolve(last, anchor)
    start = _resolve(first, anchor)
    return periods.span(start, end) if start and end else None


def _calendar_span(first: Calendar, last: Calendar, anchor: Anchor) -> Period | None:
    if first.week in (-1, -2):
        first, last = _ordered(first, anchor), _ordered(last, anchor)
    if last.year is not None and first.year is None:
        start, end = _before(first, dated(last, last.year)), dated(last, last.year)
    elif first.year is not None and last.year is None:
        start = dated(first, first.year)
        end = _behind(last, start)
    elif first.year is not None:
        start, end = dated(first, first.year), dated(last, last.year or 0)
    elif anchor.direction == FUTURE:
        start = _calendar(first, anchor)
        end = _behind(last, start) if start else None
    else:
        end = _calendar(last, anchor)
        start = _before(first, end) if end else None
    return periods.span(start, end) if start and end else None


def _before(c: Calendar, end: Period) -> Period | None:
    if c.weekday is not None and c.day is None:
        return periods.day(periods.weekday_near(end.start, c.weekday, future=False))
    found = [p for p in _candidates(c, (end.start.year, end.start.year - 1)) if p.start <= end.start]
    return found[0] if found else None


def _behind(c: Calendar, start: Period) -> Period | None:
    if c.weekday is not None and c.day is None:
        return periods.day(periods.weekday_near(start.start, c.weekday, future=True))
    found = [p for p in _candidates(c, (start.start.year, start.start.year + 1)) if p.end >= start.end]
    return found[0] if found else None
