"""Takes the drafts of an article together: the same occasion told of again is one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from tradenlp.extract.events.draft import Draft
from tradenlp.extract.events.grammar import word_class
from tradenlp.extract.events.occasion import Occasion, alike, is_same, near
from tradenlp.facts import Event, Evidence, Words

_GATHERINGS = ("talks", "meeting", "summit", "call")
_UNNAMED = ("talks", "meeting", "summit")
"""gatherings that are events even where nobody is said to take part"""
_UNION_SEATS = frozenset(("brussels", "luxembourg", "strasbourg"))
"""where leaders and ministers without a name are those of the European Union"""
_WAYS = ("travel", "set off", "return", "land", "was there")
"""cues that tell of a journey alone"""
_MOST = 400
"""mentions of events that are read of one article; more than any article holds, and a bound on the work"""
_PAIR = 2


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
        match = _told_before(draft, _candidates(draft, occasions, states)) or _pointed_at(draft, occasions)
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
    ways = {d.words.start: d for d in drafts if d.cue in _WAYS}
    kept = []
    for draft in drafts:
        if (way := ways.get(draft.told_by)) is not None and draft.type in _GATHERINGS:
            draft = replace(draft, place=draft.place or way.place, date=draft.date or way.date)
        by = telling.get(draft.words.start)
        verb = verbs.get(draft.told_by)
        if verb is not None and _names(draft, verb):
            kept.append(_told_with(draft, verb))
        elif by is None:
            kept.append(draft)
        elif draft.type == "meeting" and _names(by, draft):
            continue
        elif draft.cue not in _WAYS and not by.indefinite:
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
        or draft.indefinite
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


def _candidates(draft: Draft, occasions: Sequence[Occasion], states: Mapping[str, str | None]) -> list[Occasion]:
    """The occasions that a draft may tell of, the last first."""
    return [] if draft.apart else [o for o in reversed(occasions) if is_same(o, draft, states)]


def _told_before(draft: Draft, alike: Sequence[Occasion]) -> Occasion | None:
    """The last occasion that a draft may tell of; of what was held (`the talks ended`) the last that was held."""
    if draft.definite and draft.status is not None and not draft.date:
        return next((o for o in alike if _status(o) == draft.status), next(iter(alike), None))
    return next(iter(alike), None)


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
    known = bool(occasion.places or occasion.dates) or any(
        (d.strong or d.definite) and not _conditional(d) for d in occasion.drafts
    )
    lone = occasion.type == "talks" and len(states) == 1 and occasion.participants == tuple(states)
    if lone and not (named or both):
        occasion.drafts[0] = replace(occasion.drafts[0], participants=(home[0], *occasion.participants))
    if named or both or (not occasion.participants and known):
        parties = tuple(dict.fromkeys((*occasion.participants, *home[:_PAIR])))
        occasion.drafts[0] = replace(occasion.drafts[0], participants=parties)


def _conditional(draft: Draft) -> bool:
    """`if talks fail`: they may never come about."""
    word = draft.status_words.text.lower() if draft.status_words is not None else ""
    return draft.bare and word in word_class("conditions")


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
        and (not other.dates or not occasion.dates or any(alike(x, y) for x in other.dates for y in occasion.dates))
        for other in others
    )


def _twins(a: Occasion, b: Occasion, states: Mapping[str, str | None]) -> bool:
    if {a.type, b.type} != {"talks", "meeting"} or not set(a.places) & set(b.places):
        return False
    if (a.dates and b.dates and not any(near(x, y) for x in a.dates for y in b.dates)) or _status(a) != _status(b):
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
        places[0].words.text if places and first.type != "call" else None,
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
