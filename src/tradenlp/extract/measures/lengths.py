"""How long a measure is to hold, and the day up to which it then does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from tradenlp.extract.dates.periods import add
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_anchors import anchors_of
from tradenlp.extract.measures.day_words import words
from tradenlp.extract.status.lexicon import StatusEntry
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import DateExpression

LENGTH = re.compile(r"P(\d+)([YMWD])")
BEGINNING = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
FINEST = {"Y": 4, "M": 7, "W": 10, "D": 10}
"""letters of a beginning from which so many of a unit can be counted"""


def length_told(view: View, cue: Cue, statuses: Mapping[int, StatusEntry], start: int, end: int) -> str | None:
    """The duration for which a sentence says that a mention is to hold: "for 90 days", "by two years", "90-day ban"."""
    spans = [p for p in within(view.dates, start, end) if p.fact.type == "duration"]
    spans = [p for p in spans if LENGTH.fullmatch(p.fact.value or "")]
    anchors = anchors_of(view, cue, statuses) if spans else {}
    for placed in spans:
        verb = _holds(view, placed)
        if (verb is not None and verb in anchors) or _called_so_long(view, placed, cue):
            return placed.fact.value
    return None


def _called_so_long(view: View, placed: Placed[DateExpression], cue: Cue) -> bool:
    """ "a six-month ban", "a ban of six months": the length that the noun of a mention is said to have."""
    last, before = placed.last - 1, placed.first - 1
    of = before > 0 and view.words[before] == "of"
    noun = view.heads[before] if of else view.heads[last]
    named = noun in (cue.head, *cue.tokens) and not view.is_verb(noun)
    return named and (of or (placed.last <= noun and view.deps[last] in ("compound", "amod", "nmod")))


def length_of(view: View, placed: Placed[DateExpression], verb: int) -> str | None:
    """The length that a duration gives to what its verb tells of."""
    told = LENGTH.fullmatch(placed.fact.value or "")
    return placed.fact.value if told and _holds(view, placed) == verb else None


def _holds(view: View, placed: Placed[DateExpression]) -> int | None:
    """The verb, or the word of an act, that is to hold for a duration; None for a duration of another kind."""
    before = placed.first - 1
    while before > 0 and view.words[before] in words("around_lengths"):
        before -= 1
    if before > 2 and view.words[before] == "of" and view.words[before - 1] in words("terms"):
        before -= 2
        while view.words[before] in words("around_lengths") and before > 0:
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
    """The day, month or year, as finely as its beginning is told, at which ends what holds so long from then.

    None where either is not told so, where the length is finer than the beginning, or where no calendar holds the end.
    """
    told, start = LENGTH.fullmatch(length or ""), BEGINNING.fullmatch(began or "")
    if told is None or start is None or len(start[0]) < FINEST[told[2]]:
        return None
    year, month, day = (int(part or 1) for part in start.groups())
    try:
        return add(date(year, month, day), int(told[1]), UNITS[told[2]]).isoformat()[: len(start[0])]
    except (ValueError, OverflowError):
        return None
