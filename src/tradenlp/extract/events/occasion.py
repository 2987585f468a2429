"""An event in the making, and whether a further draft tells of the same: the kind, the place, the day, the parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tradenlp.extract.events.draft import Draft
from tradenlp.facts import DateExpression

_LONG = 14
"""days by which two stretches of time must differ to be told apart"""
_SHORT = 4
"""days up to which a stretch of time may be told of by the day before or after"""
_VENUE = 2
"""rank of a house or hall, which contradicts no city"""


@dataclass(slots=True)
class Occasion:
    """An event in the making: the drafts that were found to tell of it."""

    drafts: list[Draft] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The type of the first draft."""
        return self.drafts[0].type

    @property
    def participants(self) -> tuple[str, ...]:
        """Everybody whom a draft names, in text order."""
        return tuple(dict.fromkeys(p for d in self.drafts for p in d.participants))

    @property
    def places(self) -> list[str]:
        """The places named, houses and halls left out, in small letters."""
        return [d.place.words.text.lower() for d in self.drafts if d.place is not None and d.place.rank < _VENUE]

    @property
    def dates(self) -> list[DateExpression]:
        """The dates named."""
        return [d.date for d in self.drafts if d.date is not None]

    @property
    def statuses(self) -> list[str]:
        """The statuses that drafts speak of."""
        return [d.status for d in self.drafts if d.status is not None]


def is_same(occasion: Occasion, draft: Draft, states: Mapping[str, str | None]) -> bool:
    """Whether a draft tells of the occasion: same kind, no other place or day, no other parties."""
    if occasion.type != draft.type:
        return False
    if draft.indefinite and draft.type == "meeting" and draft.cue not in {d.cue for d in occasion.drafts}:
        return False
    if not _place_agrees(occasion, draft):
        return False
    agrees = alike if draft.cue == "for consideration" else near
    if draft.date is not None and occasion.dates and not any(agrees(draft.date, d) for d in occasion.dates):
        return False
    if draft.besides and occasion.participants and set(draft.participants) - set(occasion.participants):
        return False
    if not draft.definite and draft.participants and occasion.participants and _others(occasion, draft, states):
        return False
    new = draft.open and not draft.definite and not occasion.drafts[0].open
    if new and not set(draft.participants) <= set(occasion.participants):
        return False
    return not _differs_in_time(occasion, draft)


def _others(occasion: Occasion, draft: Draft, states: Mapping[str, str | None]) -> bool:
    """Whether other people take part: nobody in common, or one host with another guest (`met Lula`, `met Milei`)."""
    if not set(draft.participants) & set(occasion.participants):
        return True
    if draft.type not in ("meeting", "call", "talks") or draft.open or any(d.open for d in occasion.drafts):
        return False
    here, there = _acting(draft.participants, states), _acting(occasion.participants, states)
    return bool(here - there) and bool(there - here)


def _acting(participants: Iterable[str], states: Mapping[str, str | None]) -> set[str]:
    """The states that take part themselves or through people; the ids of states are in capitals."""
    return {state for p in participants if (state := states.get(p, p)) is not None and state.isupper()}


def _place_agrees(occasion: Occasion, draft: Draft) -> bool:
    """No other city; a country does not contradict a city where the draft points back."""
    if draft.place is None or draft.place.rank >= _VENUE or not occasion.places:
        return True
    if draft.place.country and draft.definite:
        return True
    place = draft.place.words.text.lower()
    return any(place in other or other in place for other in occasion.places)


def near(a: DateExpression, b: DateExpression) -> bool:
    """The same day, the days before and after it, or one within the other; this week is not next week."""
    if a.start_date is None or b.start_date is None or a.end_date is None or b.end_date is None:
        return a.value == b.value
    slack = timedelta(days=1 if max(_length(a), _length(b)) < _SHORT else 0)
    return a.start_date <= b.end_date + slack and b.start_date <= a.end_date + slack


def alike(a: DateExpression, b: DateExpression) -> bool:
    """Near one another, and neither a long stretch of time in which the other is one day."""
    return near(a, b) and abs(_length(a) - _length(b)) < _LONG


def _length(day: DateExpression) -> int:
    return (day.end_date - day.start_date).days if day.start_date is not None and day.end_date is not None else 0


def _differs_in_time(occasion: Occasion, draft: Draft) -> bool:
    """One is over and the other still to come, both say so by a verb or a day, and neither place nor day joins them."""
    if not draft.strong or (draft.place is not None and occasion.places):
        return False
    firm = {d.status for d in occasion.drafts if d.strong}
    if draft.status == "held" and draft.date is not None and not draft.definite and not firm and not occasion.dates:
        return set(occasion.statuses) == {"planned"}
    if draft.definite:
        return "cancelled" in firm and draft.status != "cancelled"
    if draft.status in ("planned", "uncertain"):
        return bool(firm) and not firm & {"planned", "uncertain"}
    if draft.status in ("held", "cancelled"):
        return bool(firm) and draft.status not in firm
    return False
