"""Days of headlines: which way they look, and that they are those of the story below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tradenlp.extract.dates.expressions import Calendar, Expression
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.tenses import FUTURE, OPEN, is_past
from tradenlp.extract.dates.vocabulary import context

if TYPE_CHECKING:
    from tradenlp.extract.dates.read import Reading

_NO_VERBS = context("never_headline_verbs")
_SIGNS = frozenset("$€£¥")
_MOTIONS = context("motions")


def lies_ahead(tokens: Tokens, first: int, title_end: int) -> bool:
    """Whether a day in a headline is that of a plan: "U.S. to set duties Monday"."""
    if tokens.items[first].start >= title_end:
        return False
    for at in range(first - 2, 0, -1):
        if tokens.items[at].text != "to":
            continue
        verb, before = tokens.items[at + 1], tokens.items[at - 1].text
        plain = verb.word is None and verb.text.isalpha() and verb.text not in _NO_VERBS
        plain = plain and tokens.items[at + 2].text not in _SIGNS  # `to C$7bn`
        return plain and before not in _MOTIONS and not is_past(before)
    return False


def as_in_story(readings: Sequence[Reading], tokens: Tokens, title_end: int) -> list[Reading]:
    """The readings; a bare weekday or month of the headline is the one that the story names first.

    The present of a headline tells of what is fixed and of what is over: "gap widens in April".
    """
    out = list(readings)
    for at, one in enumerate(out):
        if tokens.items[one.first].start >= title_end:
            break
        name = _bare(one.expression)
        if name is None or one.anchor.direction not in (OPEN, FUTURE):
            continue
        told = next((r for r in out[at + 1 :] if _bare(r.expression) == name and r.period is not None), None)
        if told is not None and tokens.items[told.first].start > title_end:
            out[at] = replace(one, period=told.period)
    return out


def _bare(expression: Expression) -> tuple[str, int] | None:
    """What a weekday or month without more is called."""
    match expression:
        case Calendar(weekday=int(number)) if expression == Calendar(weekday=number):
            return "weekday", number
        case Calendar(month=int(number)) if expression == Calendar(month=number):
            return "month", number
    return None
