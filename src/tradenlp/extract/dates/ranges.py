"""Two expressions that are the ends of a range: "from Jan 1 to March 31", "2009 to 2012", "January-August"."""

from __future__ import annotations

from tradenlp.extract.dates.expressions import Calendar, Expression, Part, Relative, Span, Within
from tradenlp.extract.dates.grammar import Found, compile_pattern
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.lists import gap

_DASH = compile_pattern("Dash")
_SLASH = compile_pattern("Slash")
_TO = compile_pattern("Up? To To? The?|Dash To Dash")
_COMMA_TO = compile_pattern("Comma Up? To To? The?")
_AND = compile_pattern("And The?")


def join_range(tokens: Tokens, left: Found, right: Found) -> Found | None:
    """The range that two neighbouring expressions make, if they do: also "between May and July"."""
    if not _rangeable(left.expression) or not _rangeable(right.expression):
        return None
    before = _before(tokens, left.first)
    if before == "the":
        before = _before(tokens, left.first - 1)
    linked = (
        (gap(tokens, left, right, _DASH) and _alike(left.expression, right.expression))
        or (gap(tokens, left, right, _SLASH) and grain(left.expression) == grain(right.expression) == "month")
        or (gap(tokens, left, right, _TO) and (before == "from" or _alike(left.expression, right.expression)))
        or (gap(tokens, left, right, _COMMA_TO) and before == "from")
        or (gap(tokens, left, right, _AND) and before == "between")
    )
    return Found(left.first, right.last, Span(left.expression, right.expression)) if linked else None


def _before(tokens: Tokens, at: int) -> str:
    return tokens.items[at - 1].text if at > 0 else ""


def _rangeable(expression: Expression) -> bool:
    match expression:
        case Relative(base="definite"):
            return False
        case Calendar() | Relative() | Within(outer=Calendar() | Relative()):
            return True
        case Part(of=of):
            return _rangeable(of)
    return False


def grain(expression: Expression) -> str:
    """How fine an expression is: dayish, month, another unit, other, or none."""
    match expression:
        case Calendar() as c:
            return "dayish" if c.day or c.weekday is not None else "month" if c.month else "other"
        case Part(of=of):
            return grain(of)
        case Within(inner=Calendar() as inner):
            return grain(inner)
        case Relative(unit=unit):
            return "dayish" if unit == "day" else unit
    return "none"


def _alike(left: Expression, right: Expression) -> bool:
    if isinstance(left, Calendar) and isinstance(right, Calendar) and left.year and right.year:
        return True
    if grain(left) == grain(right):
        return True
    return {grain(left), grain(right)} == {"dayish", "month"} and not (_is_weekday(left) or _is_weekday(right))


def _is_weekday(expression: Expression) -> bool:
    """ "revised Friday to December's figures" is no range."""
    return isinstance(expression, Calendar) and expression.day is None and expression.weekday is not None
