"""How long a measure is to hold, and the day up to which it then does."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.timing import anchors_of, words
from tradenlp.extract.status.lexicon import StatusEntry
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import DateExpression

LENGTH = re.compile(r"P(\d+)([YMWD])")
MONTHS_OF_YEAR = 12
DAYS = {"W": 7, "D": 1}


def length_told(view: View, cue: Cue, statuses: Mapping[int, StatusEntry], start: int, end: int) -> str | None:
    """The duration for which a sentence says that a mention is to hold: "for 90 days", "by two years"."""
    spans = [p for p in within(view.dates, start, end) if p.fact.type == "duration"]
    anchors = anchors_of(view, cue, statuses) if spans else {}
    for placed in spans:
        verb = _holds(view, placed)
        if verb is not None and verb in anchors and LENGTH.fullmatch(placed.fact.value or ""):
            return placed.fact.value
    return None


def length_of(view: View, placed: Placed[DateExpression], verb: int) -> str | None:
    """The length that a duration gives to what its verb tells of."""
    told = LENGTH.fullmatch(placed.fact.value or "")
    return placed.fact.value if told and _holds(view, placed) == verb else None


def _holds(view: View, placed: Placed[DateExpression]) -> int | None:
    """The verb, or the word of an act, that is to hold for a duration; None for a duration of another kind."""
    before = placed.first - 1
    while before > 0 and view.words[before] in words("around_lengths"):
        before -= 1
    word, last = view.words[before], placed.last - 1
    above = [a for a in view.ancestors(last) if not placed.first <= a <= last]
    verb = next((a for a in above if view.is_verb(a) or view.tags[a].startswith("JJ")), None)
    if word in words("lasting") and view.is_verb(before):
        verb = before
    if verb is None or _left_open(view, verb) or view.words[placed.last : placed.last + 1] == ["now"]:
        return None
    if word in words("lasting"):
        return verb
    if word == "after":
        return verb if view.words[verb] in words("ending_verbs") else None
    if word == "by":
        return verb if view.words[verb] in words("adding_time") else None
    return verb if word == "for" and not _gone_on(view, verb) else None


def _left_open(view: View, verb: int) -> bool:
    """ "can last 150 days", "allows duties for up to 150 days"."""
    return view.words[verb] in words("allowing") or any(
        view.words[c] in words("open_modals") for c in view.children(verb) if c < verb
    )


def _gone_on(view: View, verb: int) -> bool:
    """ "has been in force for ten years": the length of what is past."""
    perfect = any(view.words[c] in ("has", "have", "had", "'s", "'ve") for c in view.children(verb) if c < verb)
    return perfect and view.words[verb] in words("going_on")


def ends(began: str | None, length: str | None) -> str | None:
    """The day, month or year at which something ends that begins then and holds so long."""
    told = LENGTH.fullmatch(length or "")
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", began or "")
    if told is None or parts is None:
        return None
    count, unit = int(told[1]), told[2]
    year, month, day = int(parts[1]), parts[2], parts[3]
    if unit in DAYS:
        if day is None:
            return None
        return (date(year, int(month), int(day)) + timedelta(days=count * DAYS[unit])).isoformat()
    if month is None:
        return str(year + count) if unit == "Y" else None
    months = int(month) - 1 + (count * MONTHS_OF_YEAR if unit == "Y" else count)
    year, month_number = year + months // MONTHS_OF_YEAR, months % MONTHS_OF_YEAR + 1
    if day is None:
        return f"{year}-{month_number:02}"
    return date(year, month_number, min(int(day), calendar.monthrange(year, month_number)[1])).isoformat()
