"""What extraction yields: frozen, typed facts with the words they stand on.

Offsets are Unicode code points into the text of the document that was processed, end exclusive. The
document of an article is its title, a blank line and its body (see `tradenlp.extract.state.Context`); the
warehouse turns them into offsets within the title or the body. Allowed values of the string fields are the
ones of the table definitions in `tradenlp/warehouse/schema`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """A stretch of the text: the evidence of a fact."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or is acted on; a registry entry, or made for a name that the registry lacks."""

    actor_id: str
    name: str
    kind: str
    """country, bloc, government_body, international_organization, person, company, organization, media"""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the home country, where known"""
    wikidata_id: str | None = None
    parent_id: str | None = None
    """the state or bloc that a government body belongs to"""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One place where an actor is named, or referred to."""

    start: int
    end: int
    text: str
    actor_id: str
    form: str
    """name, abbreviation, adjective, seat, title (a description such as "the ministry"), pronoun"""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A temporal expression with its TIMEX3 value and the calendar days it covers (both inclusive)."""

    start: int
    end: int
    text: str
    type: str
    """date, duration, set"""
    value: str | None
    start_date: date | None = None
    end_date: date | None = None
    relative: bool = False
    """resolved against the publication date or another date of the text"""
    modifier: str | None = None
    """TIMEX3 mod in lower case: approx, start, mid, end, more_than, less_than, before, after"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that measures or counts something."""

    start: int
    end: int
    text: str
    value: float
    value_high: float | None
    unit: str
    modifier: str = "exact"
    """exact, about, min, max, range"""
    direction: str = "none"
    """increase, decrease, to, from, none"""
    what: str | None = None
    period: str | None = None
    """value of the date expression it belongs to"""
    subject: str | None = None
    """actor_id that the figure is about"""


@dataclass(frozen=True, slots=True)
class GoodsMention:
    """Goods or a sector that trade policy names."""

    start: int
    end: int
    text: str
    goods_id: str
    hs: tuple[str, ...] = ()
    """HS chapters or headings (2 to 6 digits)"""


@dataclass(frozen=True, slots=True)
class Statement:
    """A direct quotation: the words between the quotation marks, and who said them."""

    start: int
    end: int
    text: str
    speaker: str | None
    """actor_id, or the describing phrase of an unnamed speaker"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a slot of a measure or event has its value: the rule that decided and the words it read."""

    slot: str
    rule: str
    words: Words


@dataclass(frozen=True, slots=True)
class Measure:
    """A trade-policy measure that the article reports, merged over its mentions."""

    type: str
    status: str
    stance: str
    """harmful, liberalising, neutral"""
    mentions: tuple[Words, ...]
    imposers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    rate: float | None = None
    rate_high: float | None = None
    rate_unit: str | None = None
    announced: str | None = None
    effective: str | None = None
    until: str | None = None
    instrument: str | None = None
    attributed_to: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Talks, a visit, a signing or another diplomatic occasion, merged over its mentions."""

    type: str
    status: str
    mentions: tuple[Words, ...]
    participants: tuple[str, ...] = ()
    location: str | None = None
    date: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Everything that one article yields, with offsets into its document."""

    actors: tuple[Actor, ...] = ()
    actor_mentions: tuple[ActorMention, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    figures: tuple[Figure, ...] = ()
    goods: tuple[GoodsMention, ...] = ()
    measures: tuple[Measure, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    sentence_starts: tuple[int, ...] = field(default=(0,))
    """character offset at which each sentence of the document begins"""
