"""Takes the drafts of an article together: the same occasion told of again is one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice

from tradenlp.extract.events.draft import Draft
from tradenlp.facts import DateExpression, Event, Evidence, Words

_GATHERINGS = ("talks", "meeting", "summit", "call")
_UNNAMED = ("talks", "meeting", "summit")
"""gatherings that are events even where nobody is said to take part"""
_UNION_SEATS = frozenset(("brussels", "luxembourg", "strasbourg"))
"""where leaders and ministers without a name are those of the European Union"""
_MOST = 400
"""mentions of events that are read of one article; more than any article holds, and a bound on the work"""
_LONG = 14
"""days by which two stretches of time must differ to be told apart"""
_PAIR = 2
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


@dataclass(frozen=True, slots=True)
class Home:
    """Who takes part where nobody is named."""

    states: tuple[str, ...] = ()
    """the states that the article is mostly about; the first two count"""
    union: bool = False
    """whether the article names the European Union"""
    hearing: str | None = None
    """the state whose measures the article tells of: its agencies hear"""
    today: date | None = None
    """the day of the article"""


def merge(drafts: Iterable[Draft], home: Home, states: Mapping[str, str | None]) -> list[Event]:
    """The events of an article, in text order.

    `states` gives for each person the country or bloc that he or she acts for.
    """
    occasions: list[Occasion] = []
    for draft in _without_repeats([d for d in islice(drafts, _MOST) if not d.generic]):
        draft = _inheriting(draft, occasions, states)
        match = next((o for o in reversed(occasions) if _same(o, draft, states)), None) or _pointed_at(draft, occasions)
        if match is not None:
            match.drafts.append(draft)
        else:
            occasions.append(Occasion([draft]))
    for occasion in occasions:
        if _of_the_union(occasion, home):
            occasion.drafts[0] = replace(occasion.drafts[0], participants=("EU",))
        _settle(occasion, home.states, states)
        if occasion.type == "hearing" and not occasion.participants and occasion.dates and home.hearing is not None:
            occasion.drafts[0] = replace(occasion.drafts[0], participants=(home.hearing,))
    standing = _joined([o for o in occasions if _stands(o, states)], states)
    return [_event(o, home.today) for o in standing if not _told_elsewhere(o, standing)]


def _without_repeats(drafts: list[Draft]) -> list[Draft]:
    """Without journeys told only as the way to an event, and without `met` where its meeting is named too."""
    telling = {d.told_by: d for d in drafts if d.told_by >= 0 and d.type in _GATHERINGS}
    verbs = {d.words.start: d for d in drafts if d.told_by < 0 and d.type in ("meeting", "hearing")}
    kept = []
    for draft in drafts:
        by = telling.get(draft.words.start)
        verb = verbs.get(draft.told_by)
        if verb is not None and _names(draft, verb):
            kept.append(_told_with(draft, verb))
        elif by is None:
            kept.append(draft)
        elif draft.type == "meeting" and _names(by, draft):
            continue
        elif draft.cue != "travel" and not by.indefinite:
            kept.append(replace(draft, place=draft.place or by.place, date=draft.date or by.date))
    return kept


def _names(noun: Draft, verb: Draft) -> bool:
    """Whether the noun names what the verb does: `met for talks`, `gather for a summit`; not `met at a summit`."""
    if verb.type == "hearing" or noun.type == "hearing":
        return verb.type == noun.type
    return noun.type == "talks" or (noun.type == "summit" and verb.cue == "gather")


def _told_with(noun: Draft, verb: Draft) -> Draft:
    """`gather in Apulia for a summit`: the noun says what it is, the verb who takes part, where and when."""
    return replace(
        noun,
        participants=_both_told(noun, verb),
        place=noun.place or verb.place,
        date=noun.date or verb.date,
        status=noun.status or verb.status,
        both=noun.both or verb.both,
        definite=False,
    )


def _both_told(noun: Draft, verb: Draft) -> tuple[str, ...]:
    """Who takes part: whom the noun names, else the verb; in a hearing both, who asks and who answers."""
    if noun.type == "hearing":
        return tuple(dict.fromkeys((*verb.participants, *noun.participants)))
    return noun.participants or verb.participants


def _inheriting(draft: Draft, occasions: Sequence[Occasion], states: Mapping[str, str | None]) -> Draft:
    """`The next round is in Delhi`, `the meeting lasted an hour`: who took part in the gathering told of before."""
    if (
        draft.participants
        or draft.both
        or draft.open
        or draft.type not in _GATHERINGS
        or not (draft.definite or draft.place or draft.date)
    ):
        return draft
    before = next((o for o in reversed(occasions) if o.type in _GATHERINGS and o.participants), None)
    if before is None:
        return draft
    parties = before.participants
    if draft.type == "talks":
        parties = (*parties, *(state for p in parties if (state := states.get(p)) is not None))
    return replace(draft, participants=tuple(dict.fromkeys(parties)))


def _pointed_at(draft: Draft, occasions: Sequence[Occasion]) -> Occasion | None:
    """`The talks lasted four hours` after a meeting was told of: a bare definite noun is the last gathering."""
    if draft.type == "visit" and draft.definite and not (draft.place or draft.date):
        return next((o for o in reversed(occasions) if o.type == "visit"), None)
    if not draft.definite or draft.open or draft.place or draft.date or draft.type not in _GATHERINGS:
        return None
    last = next((o for o in reversed(occasions) if o.type in _GATHERINGS), None)
    if last is None or (draft.status == "planned" and _status(last) != "planned"):
        return None
    return last


def _same(occasion: Occasion, draft: Draft, states: Mapping[str, str | None]) -> bool:
    """Whether a draft tells of the occasion: same kind, no other place or day, no other parties."""
    if occasion.type != draft.type:
        return False
    if draft.indefinite and draft.type == "meeting" and draft.cue not in {d.cue for d in occasion.drafts}:
        return False
    if not _place_agrees(occasion, draft):
        return False
    agrees = _alike if draft.cue == "for consideration" else _near
    if draft.date is not None and occasion.dates and not any(agrees(draft.date, d) for d in occasion.dates):
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
    if draft.type not in ("meeting", "call") or draft.open or any(d.open for d in occasion.drafts):
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


def _near(a: DateExpression, b: DateExpression) -> bool:
    """The same day, the days before and after it, or one within the other."""
    if a.start_date is None or b.start_date is None or a.end_date is None or b.end_date is None:
        return a.value == b.value
    day = timedelta(days=1)
    return a.start_date <= b.end_date + day and b.start_date <= a.end_date + day


def _differs_in_time(occasion: Occasion, draft: Draft) -> bool:
    """One is over and the other still to come, both say so by a verb or a day, and neither place nor day joins them."""
    if not draft.strong or (draft.place is not None and occasion.places):
        return False
    firm = {d.status for d in occasion.drafts if d.strong}
    if draft.definite:
        return "cancelled" in firm and draft.status != "cancelled"
    if draft.status in ("planned", "uncertain"):
        return bool(firm) and not firm & {"planned", "uncertain"}
    if draft.status in ("held", "cancelled"):
        return bool(firm) and draft.status not in firm
    return False


def _of_the_union(occasion: Occasion, home: Home) -> bool:
    """`Leaders gather in Brussels`: nobody is named, and the place says of what they are leaders."""
    unnamed = home.union and not occasion.participants and any(d.both for d in occasion.drafts)
    return unnamed and bool(set(occasion.places) & _UNION_SEATS)


def _settle(occasion: Occasion, home: Sequence[str], people: Collection[str]) -> None:
    """Talks of unnamed parties are talks of the two states that the article is mostly about."""
    both = any(d.both for d in occasion.drafts)
    if len(occasion.participants) >= _PAIR or len(home) < _PAIR or not (occasion.type == "talks" or both):
        return
    states = {p for p in occasion.participants if p not in people}
    named = bool(states) and states <= set(home[:_PAIR])
    known = bool(occasion.places or occasion.dates) or any(d.strong and not _conditional(d) for d in occasion.drafts)
    if named or both or (not occasion.participants and known):
        parties = tuple(dict.fromkeys((*occasion.participants, *home[:_PAIR])))
        occasion.drafts[0] = replace(occasion.drafts[0], participants=parties)


def _conditional(draft: Draft) -> bool:
    """`if talks fail`: they may never come about."""
    word = draft.status_words.text.lower() if draft.status_words is not None else ""
    return draft.bare and word in (
        "if",
        "unless",
        "whether",
        "could",
        "may",
        "might",
        "hope",
        "hopes",
        "hoped",
        "hoping",
    )


def _stands(occasion: Occasion, people: Mapping[str, str | None]) -> bool:
    """Whether enough is known: who takes part, and for a lone party also where or when."""
    count = len(occasion.participants)
    acting = {people.get(p) or p for p in occasion.participants} if occasion.type in ("talks", "signing") else ()
    known = (len(acting) or count) + bool(occasion.type == "visit" and occasion.places)
    dated = occasion.dates or any(d.news and d.both and not d.open for d in occasion.drafts)
    if not count and occasion.places and dated and occasion.type in _UNNAMED:
        return True
    if not count and occasion.type == "summit" and occasion.dates:
        return True
    if not count or (known < min(d.needs for d in occasion.drafts) and not any(d.both for d in occasion.drafts)):
        return False
    if sum(p in people for p in occasion.participants) < min(d.people for d in occasion.drafts):
        return False
    if count >= _PAIR or occasion.places or occasion.dates:
        return True
    return occasion.type in ("talks", "meeting") and any(d.news and not d.open for d in occasion.drafts)


def _joined(occasions: list[Occasion], states: Mapping[str, str | None]) -> list[Occasion]:
    """Talks and a meeting of the same states at the same place and time are one event told of in two ways."""
    kept: list[Occasion] = []
    for occasion in occasions:
        twin = next((o for o in kept if _twins(o, occasion, states)), None)
        if twin is None:
            kept.append(occasion)
        else:
            twin.drafts += occasion.drafts
    return kept


def _told_elsewhere(occasion: Occasion, others: Sequence[Occasion]) -> bool:
    """`discussed the duties on Monday` where the meeting or the call of the same people is named."""
    if {d.cue for d in occasion.drafts} - {"discuss", "side by side", "settle in place", "joint press conference"}:
        return False
    return any(
        other is not occasion
        and other.type in _GATHERINGS
        and set(other.participants) & set(occasion.participants)
        and not (set(other.places) and set(occasion.places) and not set(other.places) & set(occasion.places))
        and (not other.dates or not occasion.dates or any(_alike(x, y) for x in other.dates for y in occasion.dates))
        for other in others
    )


def _alike(a: DateExpression, b: DateExpression) -> bool:
    """Near one another, and neither a long stretch of time in which the other is one day."""
    return _near(a, b) and abs(_length(a) - _length(b)) < _LONG


def _length(day: DateExpression) -> int:
    return (day.end_date - day.start_date).days if day.start_date is not None and day.end_date is not None else 0


def _twins(a: Occasion, b: Occasion, states: Mapping[str, str | None]) -> bool:
    if {a.type, b.type} != {"talks", "meeting"} or not set(a.places) & set(b.places):
        return False
    if (a.dates and b.dates and not any(_near(x, y) for x in a.dates for y in b.dates)) or _status(a) != _status(b):
        return False
    acting = [{states.get(p) or p for p in o.participants} for o in (a, b)]
    return bool(acting[0] & acting[1])


def _event(occasion: Occasion, today: date | None) -> Event:
    places = sorted((d.place for d in occasion.drafts if d.place is not None), key=lambda p: p.rank)
    status = _status(occasion)
    when = _date(occasion)
    if when is None and today is not None and any(d.news for d in occasion.drafts):
        when = today.isoformat()
    first = occasion.drafts[0]
    return Event(
        first.type,
        status,
        tuple(dict.fromkeys(d.words for d in occasion.drafts)),
        occasion.participants,
        places[0].words.text if places else None,
        when,
        tuple(_evidence(occasion)),
    )


def _status(occasion: Occasion) -> str:
    """What most mentions say; of equals the first."""
    counted = Counter(occasion.statuses)
    if "cancelled" in counted:
        return "cancelled"
    return counted.most_common(1)[0][0] if counted else "held"


def _date(occasion: Occasion) -> str | None:
    """The day; days that follow one another are a range."""
    dates = occasion.dates
    lasts = max(d.days for d in occasion.drafts)
    if not dates:
        return None
    days = sorted({(d.start_date, d.end_date) for d in dates if d.start_date and d.start_date == d.end_date})
    if len(days) > 1 and days[-1][0] and days[0][0] and (days[-1][0] - days[0][0]).days == len(days) - 1:
        return f"{days[0][0]}/{days[-1][0]}"
    if len(days) == 1 and lasts > 1 and days[0][0] is not None and occasion.type != "visit":
        return f"{days[0][0]}/{days[0][0] + timedelta(days=lasts - 1)}"
    return min(dates, key=lambda d: (d.end_date - d.start_date).days if d.end_date and d.start_date else 999).value


def _evidence(occasion: Occasion) -> Iterable[Evidence]:
    for draft in occasion.drafts:
        for words in draft.parties:
            yield Evidence("participants", "named with the cue", words)
        if draft.place is not None:
            yield Evidence("location", "place of the cue", draft.place.words)
        if draft.date is not None:
            yield Evidence("date", "nearest date", Words(draft.date.start, draft.date.end, draft.date.text))
        if draft.status_words is not None:
            yield Evidence("status", draft.status or "", draft.status_words)
