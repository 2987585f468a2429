"""The publication date that a text prints about itself, told from the site's own clock and from dates it reports."""

from __future__ import annotations

import re
from datetime import date

from tradenlp.clean.dates_printed import PRINTED_DATE, parse_printed_date

HEAD_LINES = 12
_LABELLED = re.compile(
    rf"(?:^|[|·•] ?)(?:(?:first )?published|posted|released?|issued|date|publi(?:cation|sh) date|release date"
    rf"|(?:last )?updated)(?: on| at)?\s?[:|]?\s(?:\w+day,? )?({PRINTED_DATE})",
    re.IGNORECASE,
)
_DATELINE = re.compile(rf"^(?:[A-Z][\w.'’-]*,? ){{1,5}}\(?({PRINTED_DATE})\)?[^-–—]{{0,30}}[-–—]", re.IGNORECASE)
_ALONE = re.compile(rf"^(?:\w{{3,9}}day,? )?({PRINTED_DATE})(?:[ ,|•·–—-]+\d{{1,2}}[:.]\d\d.{{0,20}})?$", re.IGNORECASE)


def labelled_date(line: str) -> date | None:
    """The date in "Published: 12 October 2025", "Staff | Posted on Oct. 12, 2025" and the like; None without one."""
    found = _LABELLED.search(line)
    return parse_printed_date(found[1]) if found else None


def date_in_lines(lines: list[str], title: str | None) -> date | None:
    """A labelled date, a dateline with a year, or a date on a line of its own below the title; None without one.

    A weekday with a date on top of everything is the clock of the site that showed the page, and no such date.
    """
    head = lines[:HEAD_LINES]
    for pattern in (_LABELLED, _DATELINE):
        for line in head:
            if (found := pattern.search(line)) and (day := parse_printed_date(found[1])):
                return day
    below = head[head.index(title) + 1 :] if title in head else head[1:]
    for line in below[:4]:
        if (found := _ALONE.match(line)) and (day := parse_printed_date(found[1])):
            return day
    return None
