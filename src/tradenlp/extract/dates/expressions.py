"""What a temporal expression says before it is resolved: frozen, typed, free of any anchor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

SPEECH, TEXT, DEFINITE, LATEST, NEW = "speech", "text", "definite", "latest", "new"
"""The anchors: the day of publication; the period that the text spoke of last; what "the year" means, which may be
either; the last one that is over ("the latest quarter"); the one whose beginning is nearest ("the new year")."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by its calendar names, as far as they are given: "13 October", "Q3 2025", "summer", "1930s"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0; beside a day it is not needed to resolve"""
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    week: int | None = None
    holiday: str | None = None
    which: int | None = None
    """-1, 0 or 1 for last, this and next: "last May", "this summer", "next Tuesday" """
    week_offset: int | None = None
    """weeks from the anchor's week: "Friday last week" is -1"""
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    """A period counted from an anchor in its own unit: "last month" -1, "this year" 0, "the following day" +1."""

    unit: str
    offset: int
    base: str = SPEECH
    same: bool = False
    """named as "the same": may be one of another year"""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, named by a noun ("the talks"); its day is where the text gives it one."""

    noun: str
    pending: bool = False
    """the words that name it, or the date that stands for it, are still to be read"""


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance from an anchor: "two weeks ago", "three months later", "two days before the talks"."""

    amount: float
    unit: str
    base: Expression | str = SPEECH


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch that ends or begins at the anchor: "past six months" -6, "next two weeks" +2."""

    amount: float
    unit: str
    ending: Expression | None = None
    """the last day where it is named: "the year to March 2005" """
    base: str = SPEECH
    """TEXT for "the previous three months", those before what the text spoke of last"""


@dataclass(frozen=True, slots=True)
class Within:
    """A part of another expression: "March 1 of next year", "the first eight months of 2025", "the last week of July".

    Either `inner` is the part, or `count` units from the front (from the back where negative); `nth` for one unit; with
    none of these the unit that holds its first day. `same` is the unit named before in another year: "the same quarter
    of 2024".
    """

    outer: Expression | None
    inner: Calendar | None = None
    unit: str = ""
    count: int = 0
    nth: int = 0
    same: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """early, mid, late, start, end, or the whole (earlier, later, end of the week) of another expression."""

    name: str
    of: Expression


@dataclass(frozen=True, slots=True)
class Span:
    """From one expression to another, both included."""

    first: Expression
    last: Expression


@dataclass(frozen=True, slots=True)
class Timed:
    """A clock time or time of day, attached to a day or alone; `clock` as TIMEX3 has it after the T."""

    clock: str
    of: Expression | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, ISO 8601: `P90D`."""

    value: str
    age: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A set of times: the step as ISO duration, and the value that TimeML gives it."""

    step: str
    timex: str


@dataclass(frozen=True, slots=True)
class Vague:
    """An expression without a resolvable period, which only TimeML marks."""

    value: str
    type: str = "date"


Expression: TypeAlias = (
    Calendar | Relative | Event | Shift | Window | Within | Part | Span | Timed | Duration | Recurrence | Vague
)
