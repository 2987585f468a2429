"""What an expression may be resolved against, and the choice among the periods it may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tradenlp.extract.dates.periods import Period
from tradenlp.extract.dates.tenses import FIRM_FUTURE, FIRM_PAST, FUTURE, OPEN, PAST, SURE_PAST

NEVER = 10_000
"""what a day counts on a side that is ruled out"""
WEIGHTS = {
    SURE_PAST: (1, NEVER),
    FIRM_PAST: (1, 60),
    PAST: (1, 8),
    OPEN: (1, 1.7),
    FUTURE: (8, 1),
    FIRM_FUTURE: (40, 1),
}
"""what a day of distance counts behind and ahead of the anchor"""
LISTED = (4, 1)
"""the same where the anchor is what a list named before"""


REACH_BACK = 240
"""days that a story may step back to an undated month before the month is taken for one to come"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression may be resolved against."""

    speech: date | None = None
    """day of publication"""
    said: tuple[Period, ...] = ()
    """periods that the text named before, the last one first"""
    year: int | None = None
    """year that the text is telling of, where it is not the year of publication"""
    narrative: bool = False
    """the text is history: undated months follow what was told before, not the day of publication"""
    direction: int = OPEN
    either: bool = False
    """a weekday is that of a plan of the past, which may be over or not: the nearest one"""
    follows: bool = False
    """the expression continues a list of weekdays or months"""
    month_first: bool = True
    """10/11/2025 is 11 October"""
    events: dict[str, date] = field(default_factory=dict)
    """days of events by the noun that names them"""
