"""A time and the day it belongs to: "12:01 a.m. on Aug. 7", "Thursday at 7 pm", "10 o'clock Friday night"."""

from __future__ import annotations

from tradenlp.extract.dates.expressions import Calendar, Expression, Relative, Timed, Within
from tradenlp.extract.dates.grammar import Found, compile_pattern
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.lists import gap

_GAP = compile_pattern("(On|Comma|Of|Comma? Open)?")


def join_time(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """The time of a day that two neighbouring expressions make, if they do."""
    if _is_bare(left.expression) and is_day(right.expression):
        return _timed(tokens, left, right, left, right) if gap(tokens, left, right, _GAP) else None
    if _is_bare(right.expression) and is_day(left.expression):
        between = [token.text for token in tokens.items[left.last : right.first]]
        if between in ([], ["at"], [","], ["by"], ["in", "the"], ["around"], ["@"]):
            return _timed(tokens, left, right, right, left)
    return None


def _is_bare(expression: Expression) -> bool:
    return isinstance(expression, Timed) and expression.of is None


def _timed(tokens: Tokens, left: Found, right: Found, time: Found, day: Found) -> Found:
    clock = time.expression.clock if isinstance(time.expression, Timed) else ""
    if isinstance(day.expression, Timed) and day.expression.clock in _LATE and clock < "12:00":
        halved = any(token.word and token.word.kind == "AmPm" for token in tokens.items[time.first : time.last])
        clock = clock if halved else f"{int(clock[:2]) + 12:02d}{clock[2:]}"
    return Found(left.first, right.last, Timed(clock, day.expression))


_LATE = frozenset(["AF", "EV", "NI"])
"""parts of a day in which an hour of a clock is one behind noon"""


def is_day(expression: Expression) -> bool:
    """Whether an expression names a single day."""
    match expression:
        case Calendar(day=int()) | Calendar(weekday=int()) | Relative(unit="day") | Timed(of=Calendar() | Relative()):
            return True
        case Within(inner=Calendar(day=int())):
            return True
    return False
