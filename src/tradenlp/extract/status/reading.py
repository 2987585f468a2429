"""What one mention tells of how far a measure has got."""

from __future__ import annotations

from dataclasses import dataclass

UNTOLD = "no word of status"
"""the rule of a reading that rests on no word"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A status as one mention tells it."""

    status: str
    certain: bool
    """some word says so; else it is only what such a mention usually means"""
    rule: str
    words: tuple[int, ...] = ()
    """tokens that decided"""
    hypothetical: bool = False
    """stands in a condition or a thought: supports a measure, makes none"""
    loosely: bool = False
    """the end of it is told by a word for any giving up ("called off", "stopped charging"), which may be for a time"""
