"""The small lexicons of the room, read once a process: name heads, titles, cues, what is no actor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.actors.index import WORD, Name, fold
from tradenlp.lexicon import read_entries

HERE = Path(__file__).parent
NOBODY = ""
"""actor_id of a blocked phrase"""


@dataclass(frozen=True, slots=True)
class Head:
    """Words that tell what a name is the name of."""

    id: str
    kind: str
    place: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    strong: bool = False
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """Words before the name of a person."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    office: bool = False
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Words or phrases that tell that something is no actor."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyType:
    """A kind of public body that every state has; `name` is a pattern with {country} and {topic}."""

    id: str
    kind: str
    name: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    topics: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    """names of one body in several states, as the news use them side by side"""
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world: the words that say that a state is of it, and the states."""

    id: str
    words: tuple[str, ...]
    members: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that refer to an actor named before, and what kinds of actors they fit."""

    id: str
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    inside: str
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The word lists, folded, in the shape that the code asks for."""

    heads: dict[str, Head]
    """last or head word of a name → what it tells"""
    inside: dict[str, str]
    """word anywhere in a name → kind"""
    titles: dict[str, bool]
    """title word → whether it is a state's office"""
    things: frozenset[str]
    places: frozenset[str]
    lands: frozenset[str]
    """provinces, ports and towns, folded word by word"""
    ships: frozenset[str]
    acronyms: frozenset[str]
    money: frozenset[str]
    money_after_name: frozenset[str]
    occasions: frozenset[str]
    continents: frozenset[str]
    first_names: frozenset[str]
    surnames: frozenset[str]
    state_offices: frozenset[str]
    word_acronyms: frozenset[str]
    index_names: frozenset[str]
    city_states: frozenset[str]
    city_business: frozenset[str]
    travel: frozenset[str]
    venue_nouns: frozenset[str]
    cues: dict[str, frozenset[str]]
    company_nouns: frozenset[str]
    """nouns right before the name of a firm, association or newspaper"""
    bodies: tuple[BodyType, ...]
    ministry: BodyType
    topics: frozenset[str]
    """what ministries are for"""
    blocked: tuple[Name, ...]
    references: dict[str, Reference]
    regions: dict[str, frozenset[str]]
    """word for a part of the world → its states"""


def read_heads() -> tuple[Head, ...]:
    """The entries of heads.toml."""
    return read_entries(HERE / "heads.toml", Head)


def read_titles() -> tuple[Title, ...]:
    """The entries of titles.toml."""
    return read_entries(HERE / "titles.toml", Title)


def read_listed(name: str) -> tuple[Listed, ...]:
    """The entries of not_actors.toml, blocked.toml or cues.toml."""
    return read_entries(HERE / f"{name}.toml", Listed)


def read_references() -> tuple[Reference, ...]:
    """The entries of references.toml."""
    return read_entries(HERE / "references.toml", Reference)


def read_regions() -> tuple[Region, ...]:
    """The entries of regions.toml."""
    return read_entries(HERE / "regions.toml", Region)


def read_bodies() -> tuple[BodyType, ...]:
    """The entries of bodies.toml."""
    return read_entries(HERE / "bodies.toml", BodyType)


def _folded(name: str) -> dict[str, frozenset[str]]:
    """The words of a file by the id of their entry, folded."""
    return {entry.id: frozenset(map(fold, entry.words)) for entry in read_listed(name)}


def listed_words(name: str, entry_id: str) -> tuple[str, ...]:
    """The words of one entry of a file, as written."""
    return next(entry.words for entry in read_listed(name) if entry.id == entry_id)


@cache
def lexicons() -> Lexicons:
    """All word lists of the room."""
    heads, bodies = read_heads(), read_bodies()
    ministry = next(body for body in bodies if body.topics)
    no_actors, cues = _folded("not_actors"), _folded("cues")
    return Lexicons(
        heads={fold(word): head for head in reversed(heads) if head.place != "inside" for word in head.words},
        inside={fold(word): head.kind for head in heads if head.place == "inside" for word in head.words},
        titles={fold(word): title.office for title in read_titles() for word in title.words},
        things=no_actors["thing_head"],
        places=no_actors["place_head"],
        lands=frozenset(" ".join(map(fold, WORD.findall(land))) for land in listed_words("not_actors", "land")),
        ships=no_actors["ship"],
        acronyms=no_actors["acronym"],
        money=no_actors["money"],
        money_after_name=no_actors["money_after_name"],
        continents=no_actors["continent"],
        first_names=no_actors["first_name"],
        surnames=no_actors["surname"],
        state_offices=no_actors["state_office"],
        word_acronyms=no_actors["word_acronym"],
        index_names=no_actors["index_name"],
        city_states=no_actors["city_state"],
        city_business=no_actors["city_business"],
        occasions=no_actors["occasion"],
        travel=no_actors["travel"],
        venue_nouns=no_actors["venue_noun"],
        cues=cues,
        company_nouns=cues["company_noun"] | cues["body_noun"] | cues["media_noun"] | cues["authority_noun"],
        bodies=bodies,
        ministry=ministry,
        topics=frozenset(map(fold, ministry.topics)),
        regions={fold(word): frozenset(region.members) for region in read_regions() for word in region.words},
        references={fold(word): entry for entry in read_references() for word in entry.words},
        blocked=tuple(Name(NOBODY, word, "blocked") for entry in read_listed("blocked") for word in entry.words),
    )
