"""Finds the date expression that a number belongs to, within its sentence."""

from __future__ import annotations

from tradenlp.extract.figures.lexemes import Lexeme
from tradenlp.facts import DateExpression

_REPORTING = frozenset("said says told announced reported wrote added statement".split())
NEAR = 60
"""code points between a number and a date in front of it that still belongs to it"""


def period_of(start: int, end: int, text: str, dates: list[DateExpression]) -> str | None:
    """The value of the date that the number at `start` to `end` belongs to, among the dates of its sentence."""
    following = [d for d in dates if d.start >= end]
    if following and _reaches(text[end : following[0].start]):
        return following[0].value
    preceding = [d for d in dates if d.end <= start and d.type == "date"]
    if preceding and not _reported(text, preceding[-1]):
        return preceding[-1].value
    return None


def _reaches(between: str) -> bool:
    return len(between) < 40 and not any(mark in between for mark in (",", ";", "but ", "while ", " and "))


def _reported(text: str, date: DateExpression) -> bool:
    near = text[max(0, date.start - 25) : date.end + 12].lower()
    return any(word in near for word in _REPORTING)


__all__ = ["Lexeme", "period_of"]
