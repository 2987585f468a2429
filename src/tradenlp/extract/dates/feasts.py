"""The day of a holiday in a year, by the rules of the lexicon."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from tradenlp.extract.dates.periods import easter, nth_weekday
from tradenlp.extract.dates.vocabulary import Entry, entries

_EASTER = re.compile(r"easter([+-]\d+)")
_FIXED = re.compile(r"(\d\d)-(\d\d)")


@cache
def _rules() -> dict[str, Entry]:
    return {entry.id: entry for entry in entries()["holidays"]}


def holiday(name: str, year: int) -> date:
    """The day of a holiday (`id` of the lexicon) in a year. Raises ValueError for a year without a known day."""
    entry = _rules()[name]
    if fixed := _FIXED.fullmatch(entry.rule):
        return date(year, int(fixed[1]), int(fixed[2]))
    if moved := _EASTER.fullmatch(entry.rule):
        return easter(year) + timedelta(int(moved[1]))
    if entry.days:
        return _listed(entry, year)
    month, weekday, nth, *plus = (int(number) for number in entry.rule.split())
    return nth_weekday(year, month, weekday, nth) + timedelta(sum(plus))


def _listed(entry: Entry, year: int) -> date:
    for day in entry.days:
        if day.year == year:
            return day
    raise ValueError(f"the lexicon has no day of {entry.id} in {year}")
