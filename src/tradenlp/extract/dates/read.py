"""Reads a text from start to end: finds its expressions and resolves each against the anchors known by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tradenlp.extract.dates import (
    rules_amounts,  # noqa: F401  registers its rules
    rules_calendar,  # noqa: F401
    rules_distance,  # noqa: F401
    rules_periods,  # noqa: F401
    rules_relative,  # noqa: F401
)
from tradenlp.extract.dates.anchors import Anchor
from tradenlp.extract.dates.clauses import ends_sentence
from tradenlp.extract.dates.combine import combine
from tradenlp.extract.dates.cues import direction, had_been_planned
from tradenlp.extract.dates.expressions import (
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
from tradenlp.extract.dates.grammar import Found, find
from tradenlp.extract.dates.headlines import as_in_story, lies_ahead
from tradenlp.extract.dates.lexing import Tokens, lex
from tradenlp.extract.dates.lists import lacks_year
from tradenlp.extract.dates.periods import Period
from tradenlp.extract.dates.plausible import plausible
from tradenlp.extract.dates.resolve import resolve_expression
from tradenlp.extract.dates.tenses import FIRM_FUTURE, FUTURE, OPEN, SURE_PAST
from tradenlp.extract.dates.vocabulary import context, symbols
from tradenlp.extract.state import Context

NEAR_MONTHS = 12
"""tokens within which one undated month of the past is taken to be near the other"""
MEMORY = 40
"""periods named before that a later expression may refer to"""
EVENT_REACH = 600
"""tokens before an expression in which the event it hangs on must be named"""
BREAK = symbols()["Break"]
_MONTH_FIRST = frozenset({"US", "PH", "PW", "FM", "MH"})


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression of a text with the period it means, as far as it has one."""

    first: int
    last: int
    expression: Expression
    period: Period | None
    anchor: Anchor


Fixed = Callable[[int, int], bool]
"""whether the words between two offsets are an adverbial of what is fixed, as far as a parse can tell"""


def unparsed(start: int, end: int) -> bool:
    """Without a parse nothing is known to be fixed."""
    return False


def read(text: str, context: Context, timeml: bool = False, fixed: Fixed = unparsed) -> tuple[Tokens, list[Reading]]:
    """All expressions of a text, in order, resolved; with `timeml` no larger than TimeML makes them.

    `fixed` tells what a parse knows of an undated weekday or month.
    """
    tokens = lex(text)
    found = combine(tokens, [one for one in find(tokens) if plausible(tokens, one)], timeml)
    readings = list(_walk(tokens, found, context, fixed))
    return tokens, as_in_story(readings, tokens, context.title_end) if context.title_end else readings


def _walk(tokens: Tokens, found: list[Found], context: Context, fixed: Fixed) -> Iterator[Reading]:
    anchor = Anchor(context.published, narrative=_is_story(found, context), month_first=_month_first(tokens, context))
    paragraph = 0
    previous: Found | None = None
    for one in found:
        if BREAK in tokens.line[paragraph : one.first]:
            anchor = replace(anchor, year=None)
        paragraph = one.first
        ahead = _direction(tokens, one, fixed, context.title_end)
        either = ahead == OPEN and had_been_planned(tokens, one.first)
        anchor = replace(anchor, direction=ahead, either=either, follows=_follows(tokens, previous, one, ahead))
        anchor = _with_events(tokens, one, anchor)
        period = resolve_expression(one.expression, anchor)
        yield Reading(one.first, one.last, one.expression, period, anchor)
        anchor = _after(tokens, one, period, anchor)
        previous = one


def _direction(tokens: Tokens, one: Found, fixed: Fixed, title_end: int) -> int:
    """Which way an expression looks; where its day or month has no year, the parse has the last word."""
    ahead = direction(tokens, one.first, one.last)
    match one.expression:
        case Calendar(year=None, which=None, week_offset=None, weekday=d, month=m, holiday=feast) if (
            d is not None or m or feast
        ):
            start, end = tokens.items[one.first].start, tokens.items[one.last - 1].end
            if ahead < FUTURE and lies_ahead(tokens, one.first, title_end):
                return FIRM_FUTURE
            return FUTURE if SURE_PAST < ahead < FUTURE and fixed(start, end) else ahead
    return ahead


def _follows(tokens: Tokens, previous: Found | None, one: Found, ahead: int) -> bool:
    """Whether a weekday or month continues a list: "Friday and Saturday", "May or June"."""
    if previous is None:
        return False
    match previous.expression, one.expression:
        case Calendar(weekday=int(), day=None), Calendar(weekday=int(), day=None, which=None, week_offset=None):
            ahead = OPEN
        case Calendar(month=int()), Calendar(year=None, month=int(), which=None):
            pass
        case _:
            return False
    between = [token.text for token in tokens.items[previous.last : one.first]]
    if ahead < OPEN and lacks_year(previous.expression) and len(between) < NEAR_MONTHS:
        return not any(ends_sentence(tokens, at) for at in range(previous.last, one.first))
    return between in (["and"], ["or"], [","], [",", "and"], ["and", "on"], ["and", "in"], [",", "or"])


def _after(tokens: Tokens, one: Found, period: Period | None, anchor: Anchor) -> Anchor:
    """The anchors behind an expression."""
    if isinstance(one.expression, Duration):
        period = _reported_months(tokens, one, anchor)
    elif _in_passing(tokens, one):
        return anchor
    if period is None:
        return anchor
    if not isinstance(one.expression, Duration) and not _moves(one.expression, anchor.narrative):
        return anchor
    said = (period, *anchor.said)[:MEMORY]
    return replace(anchor, said=said, year=_told_year(tokens, one, anchor))


def _reported_months(tokens: Tokens, one: Found, anchor: Anchor) -> Period | None:
    """The first months of the year that "for the nine months" reports on."""
    match one.expression:
        case Duration(value="P3M" | "P6M" | "P9M" as value) if _word(tokens, one.first - 1) == "the":
            return resolve_expression(Within(None, unit="month", count=int(value[1])), anchor)
    return None


def _in_passing(tokens: Tokens, one: Found) -> bool:
    """ "after a flat second quarter": what the text compares with and does not turn to."""
    match one.expression:
        case Calendar(quarter=int(), year=None):
            return not _COMPARED.isdisjoint(_word(tokens, one.first - back) for back in (1, 2, 3))
    return False


_COMPARED = context("compared")


def _word(tokens: Tokens, at: int) -> str:
    return tokens.items[at].text if at >= 0 else ""


def _moves(expression: Expression, narrative: bool) -> bool:
    """Whether the text now speaks of the period: not after "a year earlier" or "the past six months"."""
    match expression:
        case (
            Window(ending=None)
            | Duration()
            | Recurrence()
            | Vague()
            | Shift(unit="year" | "month" | "quarter", amount=-1)
        ):
            return False
        case Relative(base="definite" | "latest", unit=unit):
            return unit in ("quarter", "period")
        case Calendar(decade=int()) | Calendar(century=int()):
            return False
        case Part(of=of) | Timed(of=of) if of is not None:
            return _moves(of, narrative)
    return not (narrative and _is_deictic(expression))


def _told_year(tokens: Tokens, one: Found, anchor: Anchor) -> int | None:
    """ "In 2018" sets the year of the story that follows in the paragraph; a word of today ends it."""
    match one.expression:
        case Calendar(year=int(year), month=None, quarter=None, decade=None, fiscal=False):
            past = anchor.speech is not None and year < anchor.speech.year
            return year if past and _opens(tokens, one.first) else anchor.year
        case Relative(base="speech") | Calendar(weekday=int(), day=None) | Calendar(year=int()):
            return None
    return anchor.year


def _opens(tokens: Tokens, first: int) -> bool:
    """Whether "in 2018" opens a sentence."""
    if first == 0 or tokens.items[first - 1].text != "in":
        return False
    return tokens.source[tokens.items[first - 1].start] == "I" or (
        first > 1 and tokens.items[first - 2].text in ("back", "early")
    )


def _is_story(found: list[Found], context: Context) -> bool:
    """Whether the text tells history: many years of its own, few words that look to the day it was written."""
    if context.published is None:
        return True
    years = [year for one in found if (year := _own_year(one.expression)) is not None]
    far = sum(abs(year - context.published.year) > 1 for year in years)
    near = len(years) - far
    today = sum(_is_deictic(one.expression) for one in found)
    return far >= 4 and far > near and 12 * today <= len(found)


def _own_year(expression: Expression) -> int | None:
    match expression:
        case Calendar(year=year):
            return year
        case Span(first=of) | Part(of=of):
            return _own_year(of)
    return None


def _is_deictic(expression: Expression) -> bool:
    match expression:
        case Relative(base="speech") | Shift(base="speech"):
            return True
        case Calendar(weekday=int(), day=None):
            return True
        case Part(of=of) | Timed(of=Calendar() | Relative() as of):
            return _is_deictic(of)
    return False


def _month_first(tokens: Tokens, context: Context) -> bool:
    """The order of 10/11/2025: that of an unmistakable date of the text, else of the publisher's country."""
    for token in tokens.items:
        if token.word and token.word.kind == "Slashed" and isinstance(token.word.value, tuple):
            first, second, *rest = token.word.value
            if rest and first <= 31 and second <= 31 and (first > 12) != (second > 12):
                return second > 12
    return context.country is None or context.country in _MONTH_FIRST


def _with_events(tokens: Tokens, one: Found, anchor: Anchor) -> Anchor:
    """Where an expression hangs on an event, the day of the latest sentence that names both."""
    if not isinstance(one.expression, Shift) or not isinstance(one.expression.base, Event):
        return anchor
    day = next((p for p in anchor.said if p.unit == "day"), None)
    noun = one.expression.base.noun
    return replace(anchor, events={noun: day.start}) if day and _named_before(tokens, one.first, noun) else anchor


def _named_before(tokens: Tokens, first: int, noun: str) -> bool:
    return any(
        token.text == noun or token.text == noun.rstrip("s")
        for token in tokens.items[max(first - EVENT_REACH, 0) : first]
    )
