"""Everything that TimeML marks (ISO 24617-1, as in the TempEval-3 corpora), with TIMEX3 values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tradenlp.extract.dates.anchors import Anchor
from tradenlp.extract.dates.clauses import clause_before
from tradenlp.extract.dates.cues import modifier
from tradenlp.extract.dates.expressions import (
    LATEST,
    Calendar,
    Duration,
    Expression,
    Part,
    Recurrence,
    Relative,
    Shift,
    Span,
    Timed,
    Vague,
    Window,
    Within,
)
from tradenlp.extract.dates.facts import absolute, partial_value
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.periods import Period, shifted
from tradenlp.extract.dates.read import Fixed, Reading, read, unparsed
from tradenlp.extract.dates.resolve import resolve_expression
from tradenlp.extract.dates.rules_relative import iso_duration
from tradenlp.extract.state import Context
from tradenlp.facts import DateExpression


def timex_facts(text: str, context: Context, fixed: Fixed = unparsed) -> list[DateExpression]:
    """All that TimeML marks, with TIMEX3 values: ranges as their two ends, stretches as durations, clock times."""
    tokens, readings = read(text, context, timeml=True, fixed=fixed)
    return [fact for one in readings for fact in _timex(tokens, one)]


def _timex(tokens: Tokens, one: Reading) -> Iterator[DateExpression]:
    kind, value = timex_value(one)
    if not value:
        return
    first = one.first
    value = _in_place(tokens, one, value)
    while first < one.last - 1 and tokens.items[first].text in ("on", "in", "between"):
        first += 1
    if "/" in value:
        if isinstance(one.expression, Span):
            yield from _ends(tokens, one, first, value)
        return
    start, end = tokens.items[first].start, tokens.items[one.last - 1].end
    words = tokens.source[start:end]
    period = one.period
    if period is None:
        yield DateExpression(start, end, words, kind, value)
    else:
        yield DateExpression(
            start,
            end,
            words,
            kind,
            value,
            period.start,
            period.end,
            not absolute(one.expression),
            modifier(tokens, first),
        )


def _in_place(tokens: Tokens, one: Reading, value: str) -> str:
    """What the words beside an expression tell of its value.

    "for the week": TIMEX3 leaves the number of a week open that the words do not place. "compared with a loss of $3
    million last year": like is compared with like, a quarter with that of last year.
    """
    match one.expression:
        case Relative(unit="week") if tokens.items[one.first].text == "the":
            return re.sub(r"W\d\d$", "WXX", value)
        case Relative(unit="year", offset=-1, base="speech") if _is_compared(tokens, one.first):
            said = _reported(one.anchor)
            return shifted("quarter", said.start, -4).value if said and said.unit == "quarter" else value
    return value


def _is_compared(tokens: Tokens, first: int) -> bool:
    before = clause_before(tokens, first, COMPARED_REACH)
    return ("compared", "with") in pairwise(before) or ("compared", "to") in pairwise(before)


COMPARED_REACH = 16
"""words before "last year" in which "compared with" may stand"""


def _ends(tokens: Tokens, one: Reading, first: int, value: str) -> Iterator[DateExpression]:
    """The two ends of a range, cut at the word or dash that joins them."""
    low, high = value.split("/", 1)
    links = [
        at for at in range(first + 1, one.last - 1) if (w := tokens.items[at].word) and w.kind in ("Dash", "To", "And")
    ]
    cut = links[0] if links else one.last - 1
    for a, b, part in ((first, cut, low), (cut + (1 if links else 0), one.last, high)):
        if a < b:
            start, end = tokens.items[a].start, tokens.items[b - 1].end
            yield DateExpression(start, end, tokens.source[start:end], "date", part)


def timex_value(one: Reading) -> tuple[str, str | None]:
    """Type (date, time, duration, set) and TIMEX3 value of a reading."""
    match one.expression:
        case Duration(age=True):
            return "duration", None
        case Duration(value=value):
            return "duration", value.split("/")[0]
        case Recurrence(timex=timex):
            return "set", timex or None
        case Vague(value=value, type=kind):
            return kind, value
        case Timed(clock=clock, of=None):
            return "time", f"{_day_told(one)}T{clock}"
        case Timed(clock=clock):
            return "time", f"{one.period.value}T{clock}" if one.period else None
        case Window(amount=amount, unit=unit, ending=ending):
            return _window_value(one, amount, unit, ending)
        case Relative(unit="period", base=base) if base != LATEST:
            return "date", None
        case Relative(unit="day", base="definite"):
            return "date", None
        case Within(inner=None, unit=unit, count=count) if count:
            return "duration", iso_duration(abs(count), unit)
        case Part(of=Relative(unit="day", base="definite")) if one.period:
            return "date", one.period.value
        case Part(of=of):
            return _part_value(one, of)
        case Within(outer=Calendar(year=int(year)), same=True) if one.period and "/" in one.period.value:
            return "date", f"{year:04d}"
        case Shift():
            return _shift_value(one, one.expression)
    return "date", _plain(one.period.value if one.period else partial_value(one.expression))


def _day_told(one: Reading) -> str:
    """The day that a clock time alone belongs to: the one told of last, else that of publication."""
    told = next((period for period in one.anchor.said[:1] if period.unit == "day"), None)
    return told.value if told else str(one.anchor.speech or "")


def _part_value(one: Reading, of: Expression) -> tuple[str, str | None]:
    inner = Reading(one.first, one.last, of, _outer_period(one, of), one.anchor)
    return timex_value(inner)


def _outer_period(one: Reading, of: Expression) -> Period | None:

    return resolve_expression(of, one.anchor)


def _window_value(one: Reading, amount: float, unit: str, ending: Expression | None) -> tuple[str, str | None]:
    if ending is not None and one.period:
        return "date", f"{one.period.end.year:04d}" if unit == "year" else None
    if amount in (-1, 1) and one.anchor.speech and unit in ("year", "month", "week"):
        return "date", _plain(shifted(unit, one.anchor.speech, amount).value)
    return "duration", iso_duration(abs(amount), unit)


def _shift_value(one: Reading, shift: Shift) -> tuple[str, str | None]:
    if one.period is None:
        return "date", None
    said = _reported(one.anchor)
    if shift.unit == "year" and said and said.unit == "quarter" and shift.amount == -1:
        return "date", shifted("quarter", said.start, -4).value
    return "date", _plain(one.period.value)


def _reported(anchor: Anchor) -> Period | None:
    """The period that a report is about: the last one told of that has begun, or a quarter that is over before it."""
    begun = [p for p in anchor.said[:_REACH] if p.unit != "day" and anchor.speech and p.start < anchor.speech]
    if begun and anchor.speech and begun[0].end >= anchor.speech:
        return next((p for p in begun if p.unit == "quarter" and p.end < anchor.speech), begun[0])
    return begun[0] if begun else None


_REACH = 5
"""periods told of last, among which the one reported on is sought"""


def _plain(value: str | None) -> str | None:
    """TIMEX3 has `198` for the 1980s and `19` for the 20th century."""
    if value is None:
        return None
    value = re.sub(r"^(\d{3})0s$", r"\1", value)
    return re.sub(r"^(\d{2})XX$", r"\1", value)
