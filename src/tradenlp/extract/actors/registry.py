"""The registry of actors: every TOML file of the folder `registry/` read, checked and made searchable.

The folder is the registry: a country, ministry, firm or office-holder exists because an `[[actor]]` entry does.
An entry says under which forms it is known; the form decides when it counts (see `Entry`). `problems` names what
contradicts itself: two actors under one unambiguous form, offices held by two people at once, unknown parents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tradenlp.errors import LexiconError
from tradenlp.extract.actors.index import Name, NameIndex, normalise
from tradenlp.extract.actors.plain import plain_tables
from tradenlp.facts import Actor
from tradenlp.lexicon import collector_at_rest, read_entries

FOLDER = Path(__file__).parent / "registry"
KINDS = frozenset(["country", "bloc", "government_body", "international_organization"])
KINDS |= {"person", "company", "organization", "media"}
_PROOFS = frozenset(["examples", "decoys"])
UNIQUE_FORMS = ("name", "alias", "adjective", "seat", "former")
SHARED_ROLES = ("vice", "deputy", "commissioner", "negotiator", "senator", "governor", "member", "adviser", "chair")


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor as its entry states it. Forms: `aliases` count anywhere, `abbreviations` where nothing contradicts,
    `generic` by the country beside them, `surnames` where the person is known, `seats` where a government acts.
    """

    id: str
    name: str
    kind: str
    source: str
    examples: tuple[str, ...]
    country: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    famous: bool = False
    members: tuple[str, ...] = ()
    offices: tuple[Mapping[str, Any], ...] = ()
    wikidata: str | None = None
    decoys: tuple[str, ...] = ()

    def names(self) -> Iterator[Name]:
        """Every form under which the actor is known."""
        yield Name(self.id, self.name, "name")
        for form, texts in (
            ("alias", self.aliases),
            ("abbreviation", self.abbreviations),
            ("generic", self.generic),
            ("adjective", self.adjectives),
            ("seat", self.seats),
            ("former", self.former),
            ("alias" if self.famous else "surname", self.surnames),
        ):
            for text in texts:
                if text != self.name:
                    yield Name(self.id, text, form)


@dataclass(frozen=True, slots=True)
class Office:
    """A post that somebody held: from the first day, until (not including) the last; None is open."""

    holder: str
    role: str
    of: str
    since: date | None
    until: date | None

    def held_on(self, day: date | None) -> bool:
        """Whether it was held that day; without a day, whether it is held still."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def overlaps(self, other: Office) -> bool:
        """Whether both were held on some day."""
        return (self.since or date.min) < (other.until or date.max) and (other.since or date.min) < (
            self.until or date.max
        )


def normal_role(role: str) -> str:
    """`Secretary of Commerce`, `minister for trade` → `commerce secretary`, `trade minister`."""
    words = role.lower().replace("-", " ").split()
    for number, word in enumerate(words[1:], 1):
        if word in ("of", "for"):
            rest = [w for w in words[number + 1 :] if w != "the"]
            return " ".join(rest + words[:number])
    return " ".join(words)


class Registry:
    """The entries by id, their names as an index, and who held which office when."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[str, Entry] = {}
        for entry in entries:
            if entry.id in self.entries:
                raise LexiconError(f"registry: two entries have the id {entry.id!r}; merge them")
            if entry.kind not in KINDS:
                raise LexiconError(
                    f"registry, entry {entry.id}: unknown kind {entry.kind!r}; known are {sorted(KINDS)}"
                )
            self.entries[entry.id] = entry
        self.index = NameIndex(name for entry in self.entries.values() for name in entry.names())
        self.offices = [office for entry in self.entries.values() for office in _offices(entry)]
        self.by_role: dict[tuple[str, str], list[Office]] = {}
        for office in self.offices:
            self.by_role.setdefault((office.of, office.role), []).append(office)
        self.held_by: dict[str, list[Office]] = {}
        for office in self.offices:
            self.held_by.setdefault(office.holder, []).append(office)
        self.shared: dict[str, dict[str | None, str]] = {}
        """generic name (see `generic_key`) → home state → the body that it stands for there"""
        for entry in self.entries.values():
            for text in entry.generic:
                self.shared.setdefault(generic_key(text), {}).setdefault(home(entry), entry.id)
        self.with_departments = frozenset(_with_departments(self.entries.values()))
        """states whose ministries are called departments"""
        self.states = {e.id: e for e in self.entries.values() if e.kind in ("country", "bloc")}

    def actor(self, actor_id: str) -> Actor:
        """The entry as the fact that travels on."""
        entry = self.entries[actor_id]
        aliases = (*entry.aliases, *entry.abbreviations, *entry.former)
        country = entry.id if entry.kind == "country" else entry.country
        return Actor(entry.id, entry.name, entry.kind, country, entry.wikidata, entry.parent, aliases)

    def holder(self, of: str, role: str, day: date | None) -> str | None:
        """Who held the office on the day; None where nobody or more than one did."""
        held = {o.holder for o in self.by_role.get((of, normal_role(role)), ()) if o.held_on(day)}
        return held.pop() if len(held) == 1 else None


def _with_departments(entries: Iterable[Entry]) -> Iterator[str]:
    counts = Counter(e.country for e in entries if e.kind == "government_body" and "Department" in e.name)
    return (state for state, count in counts.items() if state is not None and count > 3)


def _offices(entry: Entry) -> Iterator[Office]:
    for row in entry.offices:
        if unknown := row.keys() - {"role", "of", "from", "until"}:
            raise LexiconError(f"registry, entry {entry.id}: unknown key {', '.join(sorted(unknown))} in an office")
        yield Office(entry.id, normal_role(row["role"]), row["of"], row.get("from"), row.get("until"))


def problems(registry: Registry) -> list[str]:
    """What contradicts itself in the registry, one sentence each; empty where all is well."""
    return [*_clashes(registry), *_double_offices(registry), *_strangers(registry)]


def _clashes(registry: Registry) -> Iterator[str]:
    owners: dict[str, dict[str, str]] = {}
    for entry in registry.entries.values():
        for name in entry.names():
            if name.form in UNIQUE_FORMS:
                owners.setdefault(normalise(name.text), {})[entry.id] = name.form
    for text, by_id in owners.items():
        if len(by_id) > 1 and not _told_apart_by_day(registry, by_id):
            yield f"{text!r} stands for {' and '.join(f'{i} ({form})' for i, form in sorted(by_id.items()))}"
    yield from _shared_short_forms(registry, owners)


def _told_apart_by_day(registry: Registry, by_id: dict[str, str]) -> bool:
    """People under one name, each of whom held an office: the one of the day is meant."""
    return all(form == "alias" and registry.held_by.get(actor_id) for actor_id, form in by_id.items())


def _told_apart(registry: Registry, entry: Entry, other_id: str) -> bool:
    """Bodies of two states under one name: the country beside it or in the article decides."""
    other = registry.entries[other_id]
    return entry.kind == other.kind == "government_body" and home(entry) != home(other)


def _shared_short_forms(registry: Registry, owners: dict[str, dict[str, str]]) -> Iterator[str]:
    """Abbreviations and generic names may be shared by bodies of different countries only: the country decides."""
    shared: dict[tuple[str, str | None], set[str]] = {}
    for entry in registry.entries.values():
        for name in entry.names():
            text = normalise(name.text)
            if name.form in ("abbreviation", "generic"):
                shared.setdefault((text, home(entry)), set()).add(entry.id)
                others = {i for i in owners.get(text, {}).keys() - {entry.id} if not _told_apart(registry, entry, i)}
                if others:
                    yield f"{name.text!r} is {name.form} of {entry.id} and stands for {', '.join(sorted(others))}"
    for (text, country), ids in shared.items():
        if len(ids) > 1:
            yield f"{text!r} is shared by {' and '.join(sorted(ids))}, all of {country}"


def _double_offices(registry: Registry) -> Iterator[str]:
    for (of, role), offices in registry.by_role.items():
        if any(word in role for word in SHARED_ROLES):
            continue
        for number, one in enumerate(offices):
            for other in offices[number + 1 :]:
                if one.overlaps(other):
                    yield f"{one.holder} and {other.holder} both held {role} of {of} at once"


def _strangers(registry: Registry) -> Iterator[str]:
    for entry in registry.entries.values():
        named = [entry.parent, *entry.members, *(row["of"] for row in entry.offices)]
        for actor_id in named:
            if actor_id is not None and actor_id not in registry.entries:
                yield f"{entry.id} names {actor_id}, which has no entry"


def generic_key(text: str) -> str:
    """A shared name without regard to capitals, unless it is one word."""
    plain = normalise(text)
    return plain.lower() if " " in plain else plain


def home(entry: Entry) -> str | None:
    """The state or bloc that decides about an entry's shared names."""
    return entry.country or entry.parent


def read_entries_of(folder: Path, proofs: bool = True) -> Iterator[Entry]:
    """The entries of all `*.toml` of a folder, without `proofs` with empty examples and decoys.

    Raises LexiconError with file, entry and key.
    """
    for path in sorted(folder.glob("*.toml")):
        yield from _read_fast(path, frozenset() if proofs else _PROOFS) or read_entries(path, Entry, "actor")


def _read_fast(path: Path, without: frozenset[str]) -> list[Entry]:
    """The entries of a file in plain TOML; [] where it is not, or not right, and has to be read with care."""
    try:
        rows = plain_tables(path.read_text(encoding="utf-8"), "actor", without)
        entries = [Entry(**row) for row in rows or ()]
    except (OSError, TypeError, UnicodeDecodeError):
        return []
    return entries if without or all(entry.examples for entry in entries) else []


def read_registry(folder: Path = FOLDER) -> Registry:
    """The registry of a folder, examples included."""
    return Registry(read_entries_of(folder))


@cache
def registry() -> Registry:
    """The registry that comes with the package, read once a process, without its examples."""
    with collector_at_rest():
        return Registry(read_entries_of(FOLDER, proofs=False))
