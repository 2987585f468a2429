"""Firms and organisations that the registry lacks: long names first, then short forms and abbreviations."""

from __future__ import annotations

from collections.abc import Iterator

from tradenlp.extract.actors.candidates import Candidate
from tradenlp.extract.actors.index import Name
from tradenlp.extract.actors.people import People
from tradenlp.extract.actors.scene import Reading, Scene, state_of
from tradenlp.extract.actors.unknown import bare_firm, kind_of, slug
from tradenlp.facts import Actor

_QUOTES = " \"“”'."


class Orgs:
    """The unknown bodies of one article."""

    def __init__(self, scene: Scene, people: People, candidates: list[Candidate]) -> None:
        self.scene = scene
        self.people = people
        self.candidates = candidates
        self.new: dict[str, Actor] = {}
        self.names: list[Name] = []
        """names and abbreviations that the article introduces"""
        self.acronyms: dict[str, str] = {}
        self.by_words: dict[tuple[str, ...], str] = {}

    def read_long(self) -> Iterator[Reading]:
        """Names of several words; a name that a longer one begins with is its short form."""
        long = [one for one in self.candidates if one.first < one.last]
        for one in sorted(long, key=lambda one: one.first - one.last):
            last = bare_firm(self.scene, one)
            key = tuple(self.scene.words.folded[one.first : last + 1])
            actor_id = self.by_words.get(key)
            if actor_id is None:
                actor_id = self._add(one, last)
                for length in range(1, len(key) + 1):
                    self.by_words.setdefault(key[:length], actor_id)
            yield self._reading(one, last, actor_id)

    def read_single(self) -> Iterator[Reading]:
        """Names of one word: a known person's, an abbreviation or short form of the article, else a new firm."""
        for one in self.candidates:
            if one.first < one.last:
                continue
            word = self.scene.word(one.first)
            known = self.people.known_as(word) or self.acronyms.get(word) or self.by_words.get((word,))
            yield self._reading(one, one.last, known or self._add(one, one.last))

    def _reading(self, one: Candidate, last: int, actor_id: str) -> Reading:
        start, end, text = self.scene.text_of(one.first, one.last)
        self.names.append(Name(actor_id, text, "name"))
        if last != one.last:
            self.names.append(Name(actor_id, self.scene.text_of(one.first, last)[2], "name"))
        return Reading(start, end, one.first, one.last, actor_id, "name")

    def _add(self, one: Candidate, last: int) -> str:
        text = " ".join(self.scene.text_of(one.first, last)[2].split())
        actor_id = slug(text) or "unnamed"
        self.by_words.setdefault(tuple(self.scene.words.folded[one.first : last + 1]), actor_id)
        if actor_id not in self.scene.registry.entries and actor_id not in self.new:
            states = [s for hit in self.scene.hits_within(one.first, one.last) if (s := state_of(self.scene, hit))]
            country = states[0] if states and self.scene.registry.states[states[0]].kind == "country" else None
            self.new[actor_id] = Actor(actor_id, text, kind_of(self.scene, one), country)
        return actor_id

    def read_acronyms(self, readings: list[Reading]) -> None:
        """`Northland Rubber Association (NRA)`: the article's own short forms of what has been read so far."""
        scene = self.scene
        for reading in readings:
            number = reading.last + 1
            opened = scene.gap(reading.last).strip(_QUOTES) == "("
            if not opened or not scene.gap(number).lstrip(_QUOTES).startswith(")"):
                continue
            raw = scene.words.raw(number)
            initials = {scene.word(n)[:1] for n in range(reading.first, number)} | {reading.actor_id[:1].lower()}
            is_acronym = sum(c.isupper() for c in raw) >= 2 and raw[0].lower() in initials
            if is_acronym or self._is_nickname(reading, number, raw):
                self.acronyms.setdefault(scene.word(number), reading.actor_id)
                self.names.append(Name(reading.actor_id, raw, "abbreviation"))

    def _is_nickname(self, reading: Reading, number: int, raw: str) -> bool:
        """`Federation of Economic Organizations (Keidanren)`."""
        named = reading.actor_id in self.new and self.new[reading.actor_id].kind in ("organization", "government_body")
        free = self.scene.hit_starting(number) is None and self.scene.word(number) not in self.scene.lexicon.acronyms
        return named and free and raw[0].isupper() and reading.last > reading.first
