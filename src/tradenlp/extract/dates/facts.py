"""From readings to facts: what the tables hold, by the rules of the annotation guidelines."""

from __future__ import annotations

from datetime import timedelta

from tradenlp.extract.dates import periods
from tradenlp.extract.dates.cues import modifier
from tradenlp.extract.dates.expressions import (
    SPEECH,
    Calendar,
    Duration,
    Event,
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
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.periods import Period
from tradenlp.extract.dates.plausible import counts
from tradenlp.extract.dates.read import Fixed, Reading, read, unparsed
from tradenlp.extract.dates.rules_relative import CLOCK_UNITS, in_months, iso_duration
from tradenlp.extract.dates.vocabulary import context
from tradenlp.extract.state import Context
from tradenlp.facts import DateExpression

_LEADING = context("leading")


def date_facts(text: str, context: Context, fixed: Fixed = unparsed) -> list[DateExpression]:
    """The dates, durations and sets of a text that the tables count; offsets are code points into it."""
    tokens, readings = read(text, context, fixed=fixed)
    return [fact for one in readings if (fact := _fact(tokens, one)) is not None]


def _fact(tokens: Tokens, one: Reading) -> DateExpression | None:
    first, last = _extent(tokens, one)
    start, end = tokens.items[first].start, tokens.items[last - 1].end
    words = tokens.source[start:end]
    qualified = modifier(tokens, first)
    match one.expression:
        case Vague() | Duration(age=True) | Duration(vague=True) | Timed(of=None):
            return None
        case Duration(value=value):
            return DateExpression(start, end, words, "duration", in_months(value), modifier=qualified)
        case Recurrence(step=step):
            return DateExpression(start, end, words, "set", in_months(step))
        case Calendar(century=int()) if tokens.items[one.first + 1].text == "-":
            return None
        case expression if not counts(expression) or _unfinished(expression):
            return _as_length(tokens, one, start, end, words)
    period = one.period
    if period is None and isinstance(one.expression, Shift):
        return _bare_length(tokens, one.expression, first)
    if period is None:
        return DateExpression(
            start, end, words, "date", partial_value(one.expression), relative=not absolute(one.expression)
        )
    relative = not absolute(one.expression)
    period = _week_from_day(tokens, one) or _month_of_other_year(tokens, one) or period
    if qualified in ("more_than", "less_than"):
        qualified = None
    return DateExpression(
        start, end, words, "date", period.value, period.start, period.end, relative, _mod(one, qualified)
    )


def _week_from_day(tokens: Tokens, one: Reading) -> Period | None:
    """ "a week ago", "a week later" than a day: the day; TimeML, which goes by the unit, has the week."""
    if tokens.items[one.first].text == "in":
        return None
    match one.expression:
        case Shift(unit="week", amount=(1 | -1) as weeks, base=base) if isinstance(base, str):
            said = one.anchor.said[:1]
            day = said[0].start if base != SPEECH and said and said[0].unit == "day" else None
            on = one.anchor.speech if base == SPEECH else day
            return periods.day(on + timedelta(weeks=weeks)) if on else None
    return None


def _month_of_other_year(tokens: Tokens, one: Reading) -> Period | None:
    """ "a year earlier" than a month or quarter: the one of that year; TimeML, which goes by the unit, has the year."""
    if tokens.items[one.first].text not in ("a", "one"):
        return None
    match one.expression:
        case Shift(unit="year", amount=(1 | -1) as years, base="text"):
            said = one.anchor.said[:1]
            if said and said[0].unit in ("month", "quarter"):
                return periods.containing(said[0].unit, periods.add(said[0].start, years, "year"))
    return None


def _bare_length(tokens: Tokens, shift: Shift, first: int) -> DateExpression | None:
    """ "20 days following its publication", where the text gives the publication no day: the length alone."""
    if not isinstance(shift.base, Event) or abs(shift.amount) == 1:
        return None
    kinds = [token.word.kind if token.word else "" for token in tokens.items[first : first + 8]]
    if "Unit" not in kinds:
        return None
    start, end = tokens.items[first].start, tokens.items[first + kinds.index("Unit")].end
    value = in_months(iso_duration(abs(shift.amount), shift.unit))
    return DateExpression(start, end, tokens.source[start:end], "duration", value)


def _as_length(tokens: Tokens, one: Reading, start: int, end: int, words: str) -> DateExpression | None:
    """ "first two years" of nothing named is a length."""
    match one.expression:
        case Within(outer=None, inner=None, unit=unit, count=count) if count and one.period is None:
            return DateExpression(start, end, words, "duration", iso_duration(abs(count), unit))
    return None


def _unfinished(expression: Expression) -> bool:
    match expression:
        case Within(outer=None, count=0):
            return True
        case Within(outer=None, unit=unit) if unit not in ("month", "quarter"):
            return True
        case Part(of=of):
            return isinstance(of, Relative) and of.base == "definite" and of.unit == "day"
        case Window(unit=unit) | Shift(unit=unit):
            return unit in CLOCK_UNITS
        case Relative(unit="period"):
            return True
    return False


def _mod(one: Reading, qualified: str | None) -> str | None:
    names = {"early": "start", "mid": "mid", "late": "end", "start": "start", "end": "end"}
    return names.get(one.expression.name, qualified) if isinstance(one.expression, Part) else qualified


def _extent(tokens: Tokens, one: Reading) -> tuple[int, int]:
    """Without leading article or preposition; of a clock time with a day, the day alone."""
    first, last = one.first, one.last
    if isinstance(one.expression, Timed) and one.expression.of is not None and ":" in one.expression.clock:
        first, last = _day_words(tokens, first, last)
    while first < last - 1 and tokens.items[first].text in _LEADING:
        first += 1
    while last - 1 > first and tokens.items[last - 1].text in (",", "("):
        last -= 1
    return first, last


_CLOCK_KINDS = frozenset(["Clock", "AmPm", "Noon", "Zone", "Oclock", "At", "On", "Comma"])


def _day_words(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The day in "12:01 a.m. on Aug. 7"."""

    def kind(at: int) -> str:
        word = tokens.items[at].word
        return word.kind if word else ""

    while first < last - 1 and (
        kind(first) in _CLOCK_KINDS or (kind(first) == "D12" and kind(first + 1) in _CLOCK_KINDS)
    ):
        first += 1
    while last - 1 > first and (
        kind(last - 1) in _CLOCK_KINDS or (kind(last - 1) == "D12" and kind(last - 2) in ("At", "Weekday"))
    ):
        last -= 1
    return first, last


def absolute(expression: Expression) -> bool:
    """Whether an expression says its own year."""
    match expression:
        case Calendar():
            return expression.year is not None or expression.century is not None or expression.decade is not None
        case Span(first=first, last=last):
            return absolute(first) or absolute(last)
        case Part(of=of) | Timed(of=Calendar() as of):
            return absolute(of)
        case Within(outer=outer) if outer is not None:
            return absolute(outer)
        case Window(ending=ending) if ending is not None:
            return absolute(ending)
    return False


def partial_value(expression: Expression) -> str | None:
    """What is known of a date whose year is not: `XXXX-05`, `XXXX-10-13`, `XXXX-WXX-5`; None where nothing fits."""
    match expression:
        case Calendar(century=int(century)) if century < 0:
            return f"BC{-century - 1:02d}"
        case Calendar(year=int(year)) if year < 0:
            finer = (
                f"-{expression.month:02d}" if expression.month else f"-{expression.season}" if expression.season else ""
            )
            return f"BC{-year:04d}{finer}"
        case Calendar(year=None, month=int(month), day=None):
            return f"XXXX-{month:02d}"
        case Calendar(year=None, month=int(month), day=int(day)) if month <= 12 and day <= 31 and not expression.week:
            return None if month == 2 and day > 29 else f"XXXX-{month:02d}-{day:02d}"
        case Calendar(year=None, day=None, weekday=int(weekday)):
            return f"XXXX-WXX-{weekday + 1}"
        case Calendar(year=None, quarter=int(quarter)):
            return f"XXXX-Q{quarter}"
        case Calendar(year=None, season=str(season)):
            return f"XXXX-{season}"
        case Part(of=of):
            return partial_value(of)
    return None
