"""The publication date that a text prints about itself, told from the site's own clock and from dates it reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tradenlp.clean.boilerplate import is_prose
from tradenlp.clean.dates_printed import PRINTED_DATE, parse_printed_date

HEAD_LINES = 12
_LABELLED = re.compile(
    rf"(?:^|[|·•] ?)(?:(?:first )?published|posted|released?|issued|date|publi(?:cation|sh) date|release date"
    rf"|(?:last )?updated)(?: on| at)?\s?[:|]?\s(?:\w+day,? )?({PRINTED_DATE})",
    re.IGNORECASE,
)
_DATELINE = re.compile(rf"^(?:[A-Z][\w.'’-]*,? ){{1,5}}\(?({PRINTED_DATE})\)?[^-–—]{{0,30}}[-–—]", re.IGNORECASE)
_BELOW_TITLE = re.compile(rf"(?:^|[|•·)\],–—-] ?|\d\d,? )(?:\w{{3,6}}day,? )?({PRINTED_DATE})", re.IGNORECASE)
_RUBRIC_DATE = re.compile(rf"^[A-Z][\w '’-]{{2,40}} [|•·] ?({PRINTED_DATE})", re.IGNORECASE)
_RELEASE = re.compile(r"for (?:immediate|general) release|(?:press|news|media) release", re.IGNORECASE)
_RELEASE_DATE = re.compile(
    rf"^(?:for (?:immediate|general) release|(?:press|news|media) release)[ ,:|(–—-]*(?:\w+day,? )?({PRINTED_DATE})",
    re.IGNORECASE,
)
LONGEST_LABEL = 110
"""code points of a line that holds a date and no sentence"""
LABELS = 4
"""lines below the title that may hold the date"""


def labelled_date(line: str) -> date | None:
    """The date in "Published: 12 October 2025", "Staff | Posted on Oct. 12, 2025" and the like; None without one."""
    return _first_date(_LABELLED, line)


def date_in_lines(lines: list[str], title: str | None) -> date | None:
    """A labelled date, a dateline with a year, or a date on a line of its own below the title; None without one.

    A weekday with a date on top of everything is the clock of the site that showed the page, and no such date.
    """
    head = lines[:HEAD_LINES]
    for pattern in (_LABELLED, _RELEASE_DATE, _DATELINE):
        if day := next((day for line in head if (day := _first_date(pattern, line))), None):
            return day
    # Without a title among them, the first line may be the site's clock, unless the text begins at once.
    start = head.index(title) + 1 if title in head else int(bool(head) and not is_prose(head[0]))
    below = head[start:]
    above = head[: head.index(title)] if title in head else []
    return date_below_title(below) or next((day for line in above if (day := _date_above(line, above))), None)


def date_below_title(lines: Sequence[str]) -> date | None:
    """The date on one of the first lines below a title that hold no sentence, as in "By Li Na, 5 September 2025".

    A standfirst may stand between; below two paragraphs the date belongs to another story.
    """
    prose = [number for number, line in enumerate(lines[:LABELS]) if is_prose(line)]
    above = lines[: prose[1] if len(prose) > 1 else LABELS]
    labels = (line for line in above if 0 < len(line) <= LONGEST_LABEL and line[-1] not in ".!?。")
    return next((day for line in labels if (day := _first_date(_BELOW_TITLE, line))), None)


def _date_above(line: str, above: list[str]) -> date | None:
    """A date above the title is the article's beside a rubric, or in the head of a press release."""
    if found := _RUBRIC_DATE.search(line):
        return parse_printed_date(found[1])
    release = any(_RELEASE.match(other) for other in above)
    return _first_date(_BELOW_TITLE, line) if release else None


def _first_date(pattern: re.Pattern[str], line: str) -> date | None:
    found = pattern.search(line)
    return parse_printed_date(found[1]) if found else None
