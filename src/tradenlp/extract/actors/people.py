"""Persons: full names and the short forms that follow them, office-holders known by title and surname."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from tradenlp.extract.actors.beside import state_before
from tradenlp.extract.actors.candidates import Candidate
from tradenlp.extract.actors.index import WORD, Hit, Name, fold
from tradenlp.extract.actors.registry import Entry, Office
from tradenlp.extract.actors.scene import Scene
from tradenlp.extract.actors.unknown import slug
from tradenlp.facts import Actor

_TITLE_REACH = 4
_SPELT_OUT = {"ustr": "representative", "sen": "senator", "gov": "governor", "secy": "secretary"}


class People:
    """The persons of one article."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.short: dict[str, dict[str, str]] = {}
        """folded short form → actor_id → as written"""
        self.first_names: dict[str, str] = {}
        self.whole: dict[tuple[str, str], str] = {}
        """first and last word → actor_id: `Ana Lindqvist` and `Ana María Lindqvist` are one"""

    def add_known(self, entry: Entry) -> None:
        """A person of the registry is in the article: its surname counts from now on."""
        for surname in entry.surnames or (_last_word(entry.name),):
            self._add_short(surname, entry.id)

    def _add_short(self, text: str, actor_id: str) -> None:
        self.short.setdefault(fold(text), {}).setdefault(actor_id, text)

    def short_names(self) -> Iterator[Name]:
        """The short forms that stand for one person of the article only."""
        for by_id in self.short.values():
            if len(by_id) == 1:
                actor_id, text = next(iter(by_id.items()))
                yield Name(actor_id, text, "short")

    def read(self, one: Candidate) -> tuple[str, Actor | None] | None:
        """The person that a candidate names: known or new; None for a doubtful single name."""
        scene = self.scene
        text = " ".join(scene.text_of(one.first, one.last)[2].split())
        if one.first == one.last:
            return self._single(one, text)
        if short := self.known_as(fold(text)):
            return short, None
        if known := self._in_registry(one):
            self.add_known(scene.registry.entries[known])
            return known, None
        actor_id = slug(text)
        if not actor_id:
            return None
        actor_id = self.whole.setdefault((scene.word(one.first), scene.word(one.last)), actor_id)
        self._add_short(scene.words.raw(one.last), actor_id)
        for surname in _hyphenated(scene, one):
            self._add_short(surname, actor_id)
        self.first_names.setdefault(scene.word(one.first), actor_id)
        return actor_id, Actor(actor_id, text, "person")

    def known_as(self, word: str) -> str | None:
        """The person of the article whom a single folded word names."""
        by_id = self.short.get(word, {})
        return next(iter(by_id)) if len(by_id) == 1 else self.first_names.get(word) if not by_id else None

    def _single(self, one: Candidate, text: str) -> tuple[str, Actor | None] | None:
        word = self.scene.word(one.first)
        if known := self.known_as(word):
            return known, None
        if word in self.short or (not one.titled and one.heading):
            return None
        actor_id = slug(text)
        self._add_short(text, actor_id)
        return (actor_id, Actor(actor_id, text, "person")) if actor_id else None

    def _in_registry(self, one: Candidate) -> str | None:
        """`Donald J. Trump`, or an office-holder after his title whose first name is spelt otherwise."""
        scene = self.scene
        for hit in scene.hits_within(one.last, one.last):
            for name in hit.names:
                entry = scene.registry.entries.get(name.actor_id)
                if entry is None or entry.kind != "person":
                    continue
                full = [fold(word) for word in WORD.findall(entry.name)]
                if full[0] == scene.word(one.first) and full[-1] == scene.word(one.last):
                    return entry.id
                if full[0][:1] == scene.word(one.first)[:1] and self._holds(entry.id, one.first):
                    return entry.id
        return None

    def by_title(self, hit: Hit) -> str | None:
        """The registry person whom a title and a surname name: `Commerce Secretary Ross`."""
        owners = {
            name.actor_id for name in hit.names if name.form == "surname" and self._holds(name.actor_id, hit.first)
        }
        return owners.pop() if len(owners) == 1 else None

    def in_office(self, hit: Hit, states: Mapping[str, int]) -> str | None:
        """The only person of a bare surname who is in office on the day, of a state that the article names."""
        scene, word = self.scene, self.scene.word(hit.first)
        if word in self.short or word in scene.low or word in scene.lexicon.cues["word_surname"]:
            return None
        if not self._marked_person(hit) and state_before(scene, hit.first) is None:
            return None
        owners = {name.actor_id for name in hit.names if name.form == "surname"}
        offices = [o for i in owners for o in scene.registry.held_by.get(i, ()) if o.held_on(scene.published)]
        holders = {office.holder for office in offices if states.get(office.of)}
        return holders.pop() if len(holders) == 1 else None

    def _marked_person(self, hit: Hit) -> bool:
        """Whether the model takes a word for a person, or it stands beside a verb of saying."""
        verbs = self.scene.lexicon.cues["person_acts"]
        if self.scene.word(hit.last + 1) in verbs or self.scene.word(hit.first - 1) in verbs:
            return True
        span = self.scene.doc.char_span(hit.start, hit.end, alignment_mode="expand")
        return span is not None and span[0].ent_type_ == "PERSON" and len(span) == 1

    def namesake(self, known: str, surname: str) -> str | None:
        """The other person of the article whom a surname means, as the `known` one of it held no office by the day."""
        offices = self.scene.registry.held_by.get(known, ())
        if not offices or any(_begun(office, self.scene) for office in offices):
            return None
        told = [actor_id for actor_id in self.short.get(surname, ()) if actor_id != known]
        return told[0] if len(told) == 1 else None

    def _holds(self, person: str, first: int) -> bool:
        """Whether the words before a name are the title of an office that the person has held by the day."""
        before = [self.scene.word(n) for n in range(max(0, first - _TITLE_REACH), first)]
        if not before or before[-1] not in self.scene.lexicon.titles:
            return False
        return any(
            _title_fits(office, before) and _begun(office, self.scene)
            for office in self.scene.registry.held_by.get(person, ())
        )

    def by_day(self, entries: list[Entry]) -> Entry:
        """Of several people under one name, the one in office on the day, else the latest before it."""
        day = self.scene.published or date.max

        def begun(entry: Entry) -> date:
            starts = [o.since or date.min for o in self.scene.registry.held_by.get(entry.id, ())]
            return max((start for start in starts if start <= day), default=date.min)

        return max(entries, key=begun)

    def proper(self, hit: Hit) -> bool:
        """Whether a one-word name at the start of a sentence or in a heading is a name and not a word."""
        if hit.first != hit.last:
            return True
        if self.scene.word(hit.first) in self.scene.lexicon.index_names and not self._reports(hit):
            return False
        text = self.scene.words.text[hit.start : hit.end]
        if self.scene.word(hit.first) not in self.scene.low or (text.isupper() and len(text) > 1):
            return self._tagged_name(hit)
        return not self.scene.opens_sentence(hit.first) and not self.scene.layout.in_heading(hit.start)

    def _reports(self, hit: Hit) -> bool:
        cues = self.scene.lexicon.cues
        if self.scene.word(hit.first - 1) in ("by", "told"):
            return True
        return self.scene.word(hit.last + 1) in cues["person_acts"] | cues["media_noun"] | {"reported", "asia"}

    def _tagged_name(self, hit: Hit) -> bool:
        if not self.scene.opens_sentence(hit.first) or not self.scene.doc.has_annotation("TAG"):
            return True
        if self.scene.word(hit.first) not in self.scene.lexicon.cues["word_firm"]:
            return True  # `Skechers withdrew its forecast`, whatever the model takes the word for
        if self.scene.gap(hit.first) == " " and self.scene.word(hit.first + 1) in self.scene.lexicon.cues["crop_after"]:
            return False
        span = self.scene.doc.char_span(hit.start, hit.end, alignment_mode="expand")
        return span is None or span[0].tag_.startswith("NNP") or bool(span[0].ent_type_) or span[0].tag_ in ("NN", "")


def _title_fits(office: Office, before: list[str]) -> bool:
    """Whether the last title word is one of the role's: `secretary` for `commerce secretary`."""
    return _SPELT_OUT.get(before[-1], before[-1]) in office.role.replace("-", " ").split()


def _begun(office: Office, scene: Scene) -> bool:
    return scene.published is None or office.since is None or office.since <= scene.published


def _last_word(name: str) -> str:
    return str(WORD.findall(name)[-1])


def _hyphenated(scene: Scene, one: Candidate) -> Iterator[str]:
    """`Ngozi Okonjo-Iweala` is `Okonjo-Iweala` later, `Hisham el-Khatib` also `el-Khatib`."""
    first = one.last
    while first > one.first + 1 and scene.gap(first - 1) in ("-", "‑", "'", "’"):
        first -= 1
    if first < one.last:
        yield scene.text_of(first, one.last)[2]
    particle = first
    while particle - 1 > one.first and scene.words.raw(particle - 1) in (
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "dos",
        "del",
    ):
        particle -= 1
    if particle < first:
        yield scene.text_of(particle, one.last)[2]
