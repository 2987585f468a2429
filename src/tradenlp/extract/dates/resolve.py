"""From an expression and its anchors to calendar days. Pure: no text, no clock, no locale.

`resolve_expression` gives a `Period`, or None where the expression names no period, its anchor is missing or the
calendar has no such day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tradenlp.extract.dates import periods
from tradenlp.extract.dates.anchors import Anchor
from tradenlp.extract.dates.expressions import (
    DEFINITE,
    LATEST,
    NEW,
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
from tradenlp.extract.dates.periods import Period
from tradenlp.extract.dates.resolve_calendar import dated, resolve_calendar, resolve_calendar_span
from tradenlp.extract.dates.tenses import FIRM_PAST, FUTURE, OPEN

SIZES = {
    "day": 1,
    "weekend": 2,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "quarter": 91,
    "season": 91,
    "half": 182,
    "year": 365,
    "range": 400,
    "decade": 3650,
    "century": 36500,
}
"""days in a unit, to tell the finer from the coarser"""
_MIDDLE = 6
"""the month after which "the new year" is the next one"""
CLOCK = {"hour": 24, "minute": 1440, "second": 86400, "night": 1}
"""units in a day"""


def resolve_expression(expression: Expression, anchor: Anchor) -> Period | None:
    """The period that an expression means; None where there is none or an anchor is missing."""
    try:
        return _resolve(expression, anchor)
    except (ValueError, OverflowError):
        return None


def _resolve(expression: Expression, anchor: Anchor) -> Period | None:
    match expression:
        case Calendar():
            return resolve_calendar(expression, anchor)
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


def _reference(unit: str, anchor: Anchor) -> Period | None:
    """What the text spoke of last, no coarser than a unit."""
    return next((p for p in anchor.said if SIZES[p.unit] <= SIZES.get(unit, 1)), None)


def _relative(r: Relative, anchor: Anchor) -> Period | None:
    if r.unit == "period" and r.base != LATEST:
        return None
    if r.base == NEW:
        return periods.year(anchor.speech.year + (anchor.speech.month > _MIDDLE)) if anchor.speech else None
    told = _reference(r.unit, anchor)
    if anchor.narrative and r.offset >= 0 and told:
        return periods.shifted(r.unit, told.start, r.offset)
    if r.base == LATEST or (r.base == DEFINITE and r.unit == "quarter"):
        return _latest(r.unit, anchor)
    if r.base == DEFINITE:
        return _definite(r, told, anchor)
    if r.same and anchor.direction <= FIRM_PAST and anchor.speech is not None:
        over = (p for p in anchor.said if SIZES[p.unit] <= SIZES.get(r.unit, 1) and p.start <= anchor.speech)
        told = next(over, told)  # "joined the cap the same day", behind the day from which the cap will apply
    if r.unit == "week" and r.base != SPEECH and (named := _week_of_days(anchor)) is not None:
        back = timedelta(7 * r.offset)  # "in the week ended Jan 9 …, against 5 tonnes the previous week"
        return periods.days(named.start + back, named.end + back)
    if r.base != SPEECH and told is not None:
        return periods.shifted(r.unit, told.start, r.offset)
    if anchor.speech is None:
        return None
    return periods.shifted(r.unit, anchor.speech, r.offset)


def _week_of_days(anchor: Anchor) -> Period | None:
    """The seven days that the text spoke of last, not counting years, where they are no calendar week."""
    last = next((p for p in anchor.said if p.unit != "year"), None)
    return last if last is not None and last.unit == "range" and (last.end - last.start).days == 6 else None


def _latest(unit: str, anchor: Anchor) -> Period | None:
    """The period of a unit that the text reports on: named and over, or named at least; else the last one over."""
    named = [p for p in anchor.said if p.unit in _REPORTED.get(unit, (unit,))]
    over = [p for p in named if anchor.speech and p.end < anchor.speech]
    told = next((p for p in over if not _is_compared(p, over)), None) or next(iter(named), None)
    if told or anchor.speech is None or unit == "period":
        return told
    return periods.shifted(unit, anchor.speech, -1)


def _is_compared(period: Period, others: list[Period]) -> bool:
    """Whether a period is a year or more before another one of its kind: a report compares the later with it."""
    return any(
        (other.unit, other.start.month) == (period.unit, period.start.month) and other.start.year > period.start.year
        for other in others
    )


_REPORTED = {"period": ("quarter", "half", "range")}
"""what "the latest period" may be"""


def _definite(r: Relative, told: Period | None, anchor: Anchor) -> Period | None:
    if anchor.narrative and told:
        return periods.containing(r.unit, told.start)
    if anchor.speech is None:
        return None
    if r.unit == "weekend":
        number = 6 if anchor.direction < FUTURE else 5
        return periods.weekend(periods.weekday_near(anchor.speech, number, anchor.direction >= FUTURE))
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
    amount, start = (
        s.amount,
        base.end if s.amount > 0 and base.unit in ("week", "month") and s.unit == "day" else base.start,
    )
    if s.unit == "decade":
        return periods.shifted("year", start, 10 * amount)
    return periods.shifted(s.unit, start, amount)


def _coarse(s: Shift, base: Period) -> Period | None:
    """ "two months later" after a year: the year at best, so nothing finer than what is known."""
    on = periods.add(base.start, s.amount, s.unit)
    return periods.containing(base.unit, on) if base.unit in ("month", "quarter", "year") else None


def _window(w: Window, anchor: Anchor) -> Period | None:
    if w.ending is not None:
        end = _resolve(w.ending, anchor)
        return _aligned(periods.add(end.end + timedelta(1), w.amount, w.unit), end.end) if end else None
    if anchor.speech is None or (w.unit in CLOCK and w.amount * 24 > 0 and CLOCK[w.unit] > 24):
        return None
    told = next((p for p in anchor.said[:4] if p.unit == w.unit), None)
    if w.base != SPEECH and told is not None:
        near, far = (-1, int(w.amount)) if w.amount < 0 else (1, int(w.amount))
        first, last = (far, near) if w.amount < 0 else (near, far)
        return periods.span(periods.shifted(w.unit, told.start, first), periods.shifted(w.unit, told.start, last))
    if w.unit == "quarter":
        return _whole_quarters(int(w.amount), anchor.speech)
    amount, unit = (w.amount / 24, "day") if w.unit == "hour" else (w.amount, w.unit)
    other = periods.add(anchor.speech, amount, unit)
    return periods.days(min(other, anchor.speech), max(other, anchor.speech))


def _whole_quarters(amount: int, speech: date) -> Period:
    """ "the past two quarters": those that are over; "the next three": those that have not begun."""
    one, other = (-1, amount) if amount < 0 else (1, amount)
    near, far = periods.shifted("quarter", speech, one), periods.shifted("quarter", speech, other)
    return periods.span(far, near) if amount < 0 else periods.span(near, far)


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
    if w.same:
        return _same(w.unit, outer, anchor)
    if w.inner is not None:
        return _inside(w.inner, outer, w.nth)
    if w.unit == "half" and outer.unit == "month":
        middle = outer.start.replace(day=15)
        return replace(outer, end=middle) if w.nth == 1 else replace(outer, start=middle + timedelta(1))
    if w.nth:
        first = periods.shifted(w.unit, _edge(w, outer), w.nth - 1 if w.nth > 0 else w.nth + 1)
        return first if first.start <= outer.end and first.end >= outer.start else None
    if not w.count:
        return periods.containing(w.unit, outer.start)
    at = outer.start if w.count > 0 else outer.end
    other = periods.shifted(w.unit, at, w.count - 1 if w.count > 0 else w.count + 1)
    here = periods.containing(w.unit, at)
    return periods.span(here, other) if w.count > 0 else periods.span(other, here)


def _same(unit: str, outer: Period, anchor: Anchor) -> Period | None:
    """The period that the text spoke of last, in another year."""
    told = next(
        (p for p in anchor.said[:5] if p.unit == unit or (unit == "period" and p.unit not in ("day", "year"))), None
    )
    if told is None:
        return outer
    months = 12 * (outer.start.year - told.start.year)
    start, end = (periods.add(day, months, "month") for day in (told.start, told.end + timedelta(1)))
    return _aligned(start, end - timedelta(1)) if told.unit == "range" else periods.containing(told.unit, start)


def _edge(w: Within, outer: Period) -> date:
    """A day of the first or last unit; a week belongs, as in ISO 8601, to the month or year of its Thursday."""
    inward = timedelta(3 if w.unit == "week" and outer.unit in ("month", "year") else 0)
    return outer.start + inward if w.nth > 0 else outer.end - inward


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
    return periods.year(anchor.speech.year if over or anchor.direction >= FUTURE else anchor.speech.year - 1)


def _part(name: str, of: Period | None) -> Period | None:
    if of is None or name == "whole":
        return of
    if name in ("start", "end") and of.unit in ("week", "weekend"):
        return of
    return periods.part(of, name)


def _span(s: Span, anchor: Anchor) -> Period | None:
    first, last = s.first, s.last
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        return resolve_calendar_span(first, last, anchor)
    end = _resolve(last, anchor)
    start = _resolve(first, anchor)
    return periods.span(start, end) if start and end else None
