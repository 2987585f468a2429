"""Expressions in a list share what only one of them says: "October 18 and 19", "May and June 2025"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from tradenlp.extract.dates.expressions import Calendar, Duration, Expression
from tradenlp.extract.dates.grammar import Found, compile_pattern
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.vocabulary import context

_LIST = compile_pattern("Comma? (And|Or)|Dash|Comma")


def gap(tokens: Tokens, left: Found, right: Found, pattern: re.Pattern[str]) -> bool:
    """Whether what stands between two expressions is a pattern."""
    return pattern.fullmatch(tokens.line, left.last, right.first) is not None


def lacks_year(expression: Expression) -> bool:
    """Whether a calendar date still wants its year."""
    match expression:
        case Calendar(year=None, century=None, decade=None, which=None, week_offset=None):
            return True
    return False


def share_units(tokens: Tokens, line: list[Found]) -> list[Found]:
    """ "at 30, 60 and 90 days": each number is a length of its own."""
    out: list[Found] = []
    for one in line:
        free = out[-1].last if out else 0
        match one.expression:
            case Duration(value=value, age=False, vague=False) if found := _WHOLE.fullmatch(value):
                if one.first > 1 and tokens.items[one.first - 1].text in ("and", "or"):
                    numbers = _numbers_before(tokens, one.first - 1, free, int(found[1]))
                    out += [Found(at, at + 1, Duration(f"P{tokens.items[at].text}{found[2]}")) for at in numbers]
        out.append(one)
    return out


_WHOLE = re.compile(r"P(\d+)([DWMY])")
_NUMBERS = frozenset(["D12", "D31", "D99", "Int"])


def _numbers_before(tokens: Tokens, link: int, free: int, below: int) -> list[int]:
    """Where the rising numbers stand that end before a link, the first one first; none before "between"."""
    found: list[int] = []
    while link > free:
        token = tokens.items[link - 1]
        known = token.word is not None and token.word.kind in _NUMBERS and token.text.isdigit()
        if not known or int(token.text) >= below:
            break
        found.insert(0, link - 1)
        below, link = int(token.text), link - 2
        if link <= free or tokens.items[link].text != ",":
            break
    before = tokens.items[found[0] - 1].text if found and found[0] else ""
    return found if before in _BEFORE_NUMBERS else []


_BEFORE_NUMBERS = context("before_lengths")


def share_quarters(tokens: Tokens, line: list[Found]) -> list[Found]:
    """ "the second and third quarters of 2024": the ordinal in front is a quarter of its own."""
    out: list[Found] = []
    for one in line:
        calendar, at = one.expression, one.first - 2
        if isinstance(calendar, Calendar) and calendar.quarter and at >= 0 and tokens.items[at + 1].text == "and":
            word = tokens.items[at].word
            if word and word.kind in ("Ordinal", "OrdDigit", "Second"):
                number = 2 if word.kind == "Second" else word.value
                out.append(Found(at, at + 1, replace(calendar, quarter=number if isinstance(number, int) else None)))
        out.append(one)
    return out


_MORE_DAYS = compile_pattern("(Comma DayNumber)* Comma? (And|Or) The? DayNumber")
_DAYS_FRONT = compile_pattern("DayNumber (Comma DayNumber)* Comma? (And|Or) The?")
_DAY_AFTER = context("after_bare_day")


def share_months(tokens: Tokens, line: list[Found]) -> list[Found]:
    """ "October 18 and 19", "18 and 19 June": the other days take month and year of the one that has them."""
    others: list[Found] = []
    for one in line:
        calendar = one.expression
        if isinstance(calendar, Calendar) and calendar.month and calendar.day:
            others += [*_days_in_front(tokens, one, calendar), *_days_behind(tokens, one, calendar)]
    # "the 3rd and 17 May": what was read at such a day before, a day of this month or a mere number, is none
    days = {day.first for day in others}
    kept = [one for one in line if days.isdisjoint(range(one.first, one.last))]
    return sorted([*others, *kept], key=lambda one: one.first)


def _days_behind(tokens: Tokens, one: Found, calendar: Calendar) -> list[Found]:
    more = _MORE_DAYS.match(tokens.line, one.last)
    if not more or tokens.items[one.last - 1].word is None:
        return []
    follows = tokens.items[more.end()].text.strip() if more.end() < len(tokens.items) else "."
    days = _bare_days(tokens, one.last, more.end(), calendar)
    if follows not in _DAY_AFTER and follows and not _attributive(tokens, one, days):
        return []
    return days


def _attributive(tokens: Tokens, one: Found, days: list[Found]) -> bool:
    """ "the May 3 and 17 town votes": rising days behind an article."""
    numbers = [day.expression.day for day in (one, *days) if isinstance(day.expression, Calendar)]
    rising = all(a is not None and b is not None and a < b <= 31 for a, b in pairwise(numbers))
    return rising and one.first > 0 and tokens.items[one.first - 1].text in ("the", "its", "their")


def _days_in_front(tokens: Tokens, one: Found, calendar: Calendar) -> list[Found]:
    if tokens.items[one.first].word is None or not tokens.items[one.first].text[0].isdigit():
        return []
    for width in (6, 5, 4, 3, 2):
        at = one.first - width
        if at >= 0 and _DAYS_FRONT.fullmatch(tokens.line, at, one.first):
            return _bare_days(tokens, at, one.first, calendar)
    return []


def _bare_days(tokens: Tokens, first: int, last: int, calendar: Calendar) -> list[Found]:
    days = [(at, tokens.items[at].word) for at in range(first, last) if tokens.items[at].text[0].isdigit()]
    return [
        Found(at, at + 1, replace(calendar, day=word.value, weekday=None))
        for at, word in days
        if word and isinstance(word.value, int)
    ]


def share_years(tokens: Tokens, line: list[Found]) -> list[Found]:
    """ "May and June 2025": the first takes the year of the last."""
    out = list(line)
    for at in range(len(out) - 2, -1, -1):
        left, right = out[at].expression, out[at + 1].expression
        match left, right:
            case Calendar(year=None, month=int(one)), Calendar(year=int(year), month=int(other)) if one <= other:
                if gap(tokens, out[at], out[at + 1], _LIST) and lacks_year(left):
                    out[at] = replace(out[at], expression=replace(left, year=year))
    return out
