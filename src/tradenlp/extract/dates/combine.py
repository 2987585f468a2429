"""From neighbouring expressions to larger ones: parts of periods, ranges, distances from a date, lists of days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from tradenlp.extract.dates.bracketed import give_years
from tradenlp.extract.dates.clauses import ends_sentence
from tradenlp.extract.dates.expressions import (
    DEFINITE,
    TEXT,
    Calendar,
    Duration,
    Event,
    Expression,
    Part,
    Relative,
    Shift,
    Span,
    Timed,
    Vague,
    Window,
    Within,
)
from tradenlp.extract.dates.grammar import Found, compile_pattern
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.lists import gap, lacks_year, share_months, share_quarters, share_units, share_years
from tradenlp.extract.dates.ranges import grain, join_range
from tradenlp.extract.dates.rules_relative import iso_duration
from tradenlp.extract.dates.schedules import words_of
from tradenlp.extract.dates.times import is_day, join_time
from tradenlp.extract.dates.vocabulary import context

Joiner = Callable[[Tokens, Found, Found], Found | None]

_OF = compile_pattern("(Period? Of|In|Comma|Of The|In The|The)?")
_OF_PERIOD = compile_pattern("Period? (Of|In|Comma)")
_OF_ONLY = compile_pattern("(Of|In)? The?")
_ENDED = compile_pattern("(To|Ended) On? The?")
_LIMITS = context("limits")
_PREFIX = compile_pattern(
    "(edge:(Early|Mid|Late|Earlier|Later|Middle) (Dash|In|On)? (The|A)?|edge2:(End|Start|Middle) (Of|Dash) (The)?)"
)


def combine(tokens: Tokens, found: Sequence[Found], timeml: bool = False) -> list[Found]:
    """Join what belongs together, left to right; the joins that bind closest come first.

    TimeML keeps apart a length and the day on which it ends, and leaves out the event that a distance hangs on.
    """
    line = share_months(tokens, share_quarters(tokens, share_units(tokens, list(found))))
    nth_of = _only_nth_of if timeml else _nth_of
    for join in (_distance, _within, _possessive, _year_ago, nth_of, _part_pair, *([] if timeml else [_ended])):
        line = _fold(tokens, line, join)
    line = [_prefixed(tokens, one, line[at - 1].last if at else 0) for at, one in enumerate(line)]
    for join in (nth_of, *([] if timeml else [_ended]), _distance, join_range, _span_within, join_time):
        line = _fold(tokens, line, join)
    line = _in_apposition(tokens, _lengths_apart(tokens, line)) if timeml else _as_told(tokens, line)
    return give_years(tokens, share_years(tokens, [_event(tokens, one, timeml) for one in line]))


def _fold(tokens: Tokens, line: list[Found], join: Joiner) -> list[Found]:
    out: list[Found] = []
    for one in line:
        joined = join(tokens, out[-1], one) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(one)
    return out


def _before(tokens: Tokens, at: int) -> str:
    return tokens.items[at - 1].text if at > 0 else ""


def is_year(expression: Expression) -> bool:
    """Whether an expression names a year: "2018", "next year", "that year"."""
    match expression:
        case Calendar(year=int(), month=None, quarter=None, half=None, season=None, holiday=None, decade=None):
            return True
        case Relative(unit="year"):
            return True
        case Shift(unit="year"):
            return True
    return False


def _within(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """ "March 1 of next year", "January this year", "Q1 next year"."""
    inner, outer = left.expression, right.expression
    if isinstance(inner, Relative) and gap(tokens, left, right, _OF):
        return _unit_within(left, right, inner, outer)
    if not isinstance(inner, Calendar) or not lacks_year(inner) or not gap(tokens, left, right, _OF):
        return None
    comma = "," in [token.text for token in tokens.items[left.last : right.first]]
    named = inner.month or inner.quarter or inner.half or inner.season or inner.holiday or inner.week
    if named and is_year(outer) and not (comma and isinstance(outer, Relative)):
        return Found(left.first, right.last, _year_into(inner, outer))
    if inner.half and not comma and isinstance(outer, Relative | Calendar) and _is_month(outer):
        return Found(left.first, right.last, Within(outer, unit="half", nth=inner.half))
    if inner.day and not inner.month and isinstance(outer, Relative | Calendar) and not comma and _is_month(outer):
        return Found(left.first, right.last, Within(outer, inner))
    return None


def _unit_within(left: Found, right: Found, inner: Relative, outer: Expression) -> Found | None:
    """ "the weekend of May 10", "the month of May", "the same quarter of 2024"."""
    if inner.same and is_year(outer):
        return Found(left.first, right.last, Within(outer, unit=inner.unit, same=True))
    if inner == Relative("quarter", 0, DEFINITE) and _is_year_back(outer) and right.first == left.last:
        return Found(left.first, right.last, Within(outer, unit="quarter", same=True))
    if inner.base != DEFINITE or right.first == left.last:
        return None
    if inner.unit in ("week", "weekend") and isinstance(outer, Span | Calendar) and grain(outer) in ("dayish", "none"):
        return Found(left.first, right.last, Within(outer, unit=inner.unit))
    if inner.unit == "month" and isinstance(outer, Calendar) and grain(outer) == "month":
        return Found(left.first, right.last, outer)
    return None


def _is_year_back(outer: Expression) -> bool:
    """ "the quarter a year ago": the one reported on, in that year."""
    return isinstance(outer, Shift) and outer.unit == "year" and outer.amount < 0


def _span_within(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """ "the January-to-June period of 2024"."""
    match left.expression, right.expression:
        case Span(first=Calendar() as first, last=Calendar() as last), Calendar(year=int(year)):
            if lacks_year(last) and is_year(right.expression) and gap(tokens, left, right, _OF_PERIOD):
                return Found(left.first, right.last, Span(first, replace(last, year=year)))
    return None


def _year_into(inner: Calendar, outer: Expression) -> Expression:
    if isinstance(outer, Calendar):
        return replace(inner, year=outer.year, fiscal=outer.fiscal)
    return Within(
        Relative("year", outer.offset) if isinstance(outer, Relative) and outer.base == DEFINITE else outer, inner
    )


def _is_month(outer: Expression) -> bool:
    match outer:
        case Relative(unit="month") | Calendar(month=int(), day=None):
            return True
    return False


def _possessive(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """ "next year's first quarter", "2018's second half"."""
    inner = right.expression
    if not isinstance(inner, Calendar) or not lacks_year(inner) or not is_year(left.expression):
        return None
    between = [token.text for token in tokens.items[left.last : right.first]]
    if len(between) in (1, 2) and between[0] in ("'", "’", "‘") and between[1:] in ([], ["s"]):
        return Found(left.first, right.last, _year_into(inner, left.expression))
    return None


def _year_ago(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """ "the year-ago third quarter"."""
    inner = right.expression
    match left.expression:
        case Shift(unit="year", amount=-1) if isinstance(inner, Calendar) and inner.quarter and lacks_year(inner):
            if left.last == right.first:
                return Found(left.first, right.last, Within(left.expression, inner))
    return None


def _nth_of(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """ "the first eight months" + "of 2025"; "the last week of" + "July"."""
    part = _last_units(tokens, left, right)
    if not isinstance(part, Within) or part.outer is not None or not gap(tokens, left, right, _OF_ONLY):
        return None
    if isinstance(right.expression, Duration | Vague | Timed):
        return None
    if right.first == left.last and part.count:
        return None
    return Found(left.first, right.last, replace(part, outer=right.expression))


def _last_units(tokens: Tokens, left: Found, right: Found) -> Expression:
    """ "the last four months" is a part where "of 2021" follows."""
    stretch = left.expression
    if not isinstance(stretch, Window) or tokens.items[left.first].text not in ("last", "final"):
        return stretch
    part = right.first > left.last and stretch.ending is None and stretch.unit in ("month", "quarter", "week", "day")
    return Within(None, unit=stretch.unit, count=int(stretch.amount)) if part and stretch.amount < 0 else stretch


def _only_nth_of(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """TimeML marks "the first nine months" and "1997" apart; "the first two quarters of 1990" are a half of it."""
    match _last_units(tokens, left, right), right.expression:
        case Within(outer=None, unit="quarter", count=2 | -2 as count), Calendar(year=int(year)):
            if is_year(right.expression) and gap(tokens, left, right, _OF_ONLY) and right.first > left.last:
                return Found(left.first, right.last, Calendar(year, half=1 if count > 0 else 2))
    counted = isinstance(left.expression, Within) and left.expression.count
    return None if counted else _nth_of(tokens, left, right)


def _part_pair(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """Weekday and date apart: "Monday (June 9)"."""
    match left.expression, right.expression:
        case Calendar(weekday=int(number), day=None, which=None, week_offset=None), Calendar(
            day=int(), weekday=None
        ) as day:
            between = [token.text for token in tokens.items[left.last : right.first]]
            closed = right.last < len(tokens.items) and tokens.items[right.last].text == ")"
            if between in (["("], [",", "("]) and closed:
                return Found(left.first, right.last, replace(day, weekday=number))
    return None


def _ended(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """ "the year to March 2005", "the nine months ended Sept. 30", "the quarter ended June 30"."""
    match right.expression:
        case Calendar(month=int()) | Within(inner=Calendar(month=int())) | Part(name="end", of=Calendar(month=int())):
            pass
        case Calendar(weekday=int(), day=None) if left.expression == Relative("week", 0, DEFINITE):
            pass
        case _:
            return None
    if not gap(tokens, left, right, _ENDED) or tokens.items[left.last].text in _LIMITS:
        return None
    if isinstance(left.expression, Duration) and _is_put_off(tokens, left.first):
        return None
    length, ending = _length(left.expression), right.expression
    if isinstance(left.expression, Calendar) and isinstance(ending, Calendar) and ending.year is None:
        ending = replace(ending, year=left.expression.year)
    return Found(left.first, right.last, Window(-length[0], length[1], ending)) if length else None


def _is_put_off(tokens: Tokens, first: int) -> bool:
    """ "prolonged six weeks to May 31": by how long, and until when."""
    near = [token.text for token in tokens.items[max(first - 4, 0) : first]]
    return not words_of("deferring").isdisjoint(near)


def _lengths_apart(tokens: Tokens, line: list[Found]) -> list[Found]:
    """ "the year ended June 30": for TimeML a length and the day that anchors it, as in "the nine months ended"."""
    out = list(line)
    for at, (left, right) in enumerate(pairwise(line)):
        match left.expression:
            case Relative(unit="year" | "month" | "week" as unit, base="definite") if gap(tokens, left, right, _ENDED):
                out[at] = replace(left, expression=Duration(iso_duration(1, unit)))
    return out


def _in_apposition(tokens: Tokens, line: list[Found]) -> list[Found]:
    """ "Oct. 12, the day before the vote": the same day once more."""
    out = list(line)
    for at, (left, right) in enumerate(pairwise(line), start=1):
        match right.expression:
            case Shift(unit="day", amount=1 | -1) as shift if _pending(shift) and is_day(left.expression):
                if [token.text for token in tokens.items[left.last : right.first]] == [",", "the"]:
                    out[at] = Found(right.first - 1, right.last - 1, left.expression)
    return out


def _as_told(tokens: Tokens, line: list[Found]) -> list[Found]:
    """ "granted in May, three months after the vote": the month again; a date that its sentence has named before."""
    out = list(line)
    for at, (left, right) in enumerate(pairwise(line), start=1):
        shift = right.expression
        if isinstance(shift, Shift) and shift.amount > 0 and _pending(shift) and _told_before(tokens, left, right):
            unit = "day" if is_day(left.expression) or grain(left.expression) == "dayish" else "month"
            out[at] = replace(right, expression=Relative(unit, 0, TEXT, same=True))
    return out


def _told_before(tokens: Tokens, left: Found, right: Found) -> bool:
    """Whether a day or month and a distance behind a comma stand in one sentence."""
    if not is_day(left.expression) and grain(left.expression) not in ("dayish", "month"):
        return False
    at = right.first - 1
    if tokens.items[at].text in _LIGHT:
        at -= 1
    if tokens.items[at].text != ",":
        return False
    return not any(ends_sentence(tokens, n) for n in range(left.last, right.first))


_LIGHT = context("before_distance")


def _length(expression: Expression) -> tuple[float, str] | None:
    match expression:
        case Relative(unit="year" | "quarter" | "half" | "month" | "week" as unit, base="definite"):
            return 1, unit
        case Calendar(year=int(), fiscal=True, quarter=None):
            return 1, "year"
        case Calendar(quarter=int(), year=None):
            return 1, "quarter"
        case Calendar(half=int(), year=None):
            return 1, "half"
        case Within(outer=None, unit=unit, count=count) if count > 0:
            return count, unit
        case Duration(value=value) if found := re.fullmatch(r"P(\d+)([MWY])", value):
            return int(found[1]), {"M": "month", "W": "week", "Y": "year"}[found[2]]
    return None


def _prefixed(tokens: Tokens, one: Found, free: int) -> Found:
    """early, mid, late, the end of … in front of an expression, among the tokens from `free` on."""
    match one.expression:
        case Duration() | Vague() | Span() | Within(outer=None):
            return one
        case Timed(of=None):
            return one
    for width in (4, 3, 2, 1):
        at = one.first - width
        found = _PREFIX.fullmatch(tokens.line, at, one.first) if at >= free else None
        if found:
            return _with_part(tokens, one, at, found)
    return one


def _with_part(tokens: Tokens, one: Found, at: int, found: re.Match[str]) -> Found:
    word = tokens.items[at].text
    names = {"earlier": "whole", "later": "whole", "middle": "mid", "close": "end", "beginning": "start"}
    name = names.get(word, word)
    if isinstance(one.expression, Part) or (name == "start" and _before(tokens, at) in ("to", "will", "could")):
        return one
    joined = Found(at, one.last, Part(name, one.expression))
    before = tokens.items[at - 1].text if at else ""
    if name in ("early", "mid", "late") and before == "the" and word == "late" and "in" not in found[0]:
        return joined
    return joined


def _distance(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """ "two days before" + "March 1"; the anchor of a distance that follows it at once."""
    shift = left.expression
    if not isinstance(shift, Shift) or not _pending(shift) or not gap(tokens, left, right, _OF_ONLY):
        return None
    if isinstance(right.expression, Duration | Vague | Timed):
        return None
    return Found(left.first, right.last, replace(shift, base=right.expression))


def _pending(shift: Shift) -> bool:
    return isinstance(shift.base, Event) and shift.base.pending


def _event(tokens: Tokens, one: Found, timeml: bool) -> Found:
    """ "two days before the talks": the noun whose date is the anchor; a bare length where no noun follows."""
    shift = one.expression
    if not isinstance(shift, Shift) or not _pending(shift):
        return one
    items = tokens.items[one.last : one.last + 2]
    if not timeml and len(items) == 2 and items[0].text in _DETERMINERS and items[1].text.isalpha():
        return Found(one.first, one.last + 2, replace(shift, base=Event(items[1].text)))
    if timeml and _before(tokens, one.first) == "the" and _is_unit(tokens, one.first):
        noun = items[1].text if len(items) == 2 and items[0].text in _DETERMINERS else ""
        return Found(one.first - 1, one.last - 1, replace(shift, base=Event(noun)))
    return Found(one.first, one.last - 1, Duration(iso_duration(abs(shift.amount), shift.unit)))


def _is_unit(tokens: Tokens, at: int) -> bool:
    """ "the day before the vote" is a date; "the two days before the vote" are a length."""
    word = tokens.items[at].word
    return word is not None and word.kind == "Unit"


_DETERMINERS = context("determiners")
