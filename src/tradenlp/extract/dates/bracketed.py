"""Months in brackets behind the year that they belong to: "the 2004 wool year (July-June)"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tradenlp.extract.dates.expressions import Calendar, Span
from tradenlp.extract.dates.grammar import Found
from tradenlp.extract.dates.lexing import Tokens

_REACH = 5
"""words between a year and the bracket behind it: "the 2004 wool marketing year (" """
_MIDYEAR = 7
"""a fiscal year that begins in this month or later began in the year before the one it is named after"""
_FISCAL = frozenset(("fiscal", "financial", "budget"))


def give_years(tokens: Tokens, line: list[Found]) -> list[Found]:
    """The expressions in text order; bracketed ranges of months have the year in front of them."""
    out = list(line)
    for at, (left, right) in enumerate(pairwise(line), start=1):
        match left.expression, right.expression:
            case (
                (Calendar(year=int()) | Span(first=Calendar(year=int()), last=Calendar(year=int()))),
                Span(
                    first=Calendar(year=None, month=int(), day=None) as first,
                    last=Calendar(year=None, month=int(), day=None) as last,
                ),
            ) if _is_bracketed(tokens, left, right):
                year = _first_year(tokens, left, right, first)
                turns = (last.month or 0) < (first.month or 0)
                span = Span(replace(first, year=year), replace(last, year=year + turns))
                out[at] = replace(right, expression=span)
    return out


def _first_year(tokens: Tokens, left: Found, right: Found, first: Calendar) -> int:
    """The year of the first month: the one told in front, or the one before it where a fiscal year is named."""
    told = left.expression.first if isinstance(left.expression, Span) else left.expression
    assert isinstance(told, Calendar) and told.year is not None
    named = {token.text for token in tokens.items[max(left.first - 1, 0) : right.first]}
    return told.year - bool(named & _FISCAL and (first.month or 0) >= _MIDYEAR)


def _is_bracketed(tokens: Tokens, left: Found, right: Found) -> bool:
    between = [token.text for token in tokens.items[left.last : right.first]]
    closed = right.last < len(tokens.items) and tokens.items[right.last].text in (")", ",")
    opened = between[-1:] == ["("] and len(between) <= _REACH + 1
    return opened and closed and all(word.isalpha() or word == "-" for word in between[:-1])
