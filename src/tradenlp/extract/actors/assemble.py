"""From the names of an article to its actors: registry names decided, unknown names added, short forms joined."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tradenlp.extract.actors.beside import is_title_of_body
from tradenlp.extract.actors.bodies import Bodies, read_abbreviation
from tradenlp.extract.actors.candidates import Candidate
from tradenlp.extract.actors.index import Hit, NameIndex
from tradenlp.extract.actors.lexicons import NOBODY
from tradenlp.extract.actors.orgs import Orgs
from tradenlp.extract.actors.people import People
from tradenlp.extract.actors.places import is_trading_place, is_visited, names_summit, read_state
from tradenlp.extract.actors.scene import Reading, Scene, is_other_name, state_of, states_named
from tradenlp.extract.actors.settle import keep, listed_with
from tradenlp.extract.actors.spelled import spelled_out
from tradenlp.facts import Actor

SHORTEST = 6
"""code points of the longest run of capitals that is shown as an abbreviation"""
DIRECT = ("name", "alias", "former")
_OF_STATE = frozenset(["corporation", "company", "corp", "bank", "authority"])
_NEEDS_CAPITAL = frozenset(["company", "media", "organization", "person"])


class Assembly:
    """Gathers the readings of one article and the actors that the registry does not know."""

    def __init__(self, scene: Scene, candidates: list[Candidate]) -> None:
        self.scene = scene
        self.states: Counter[str] = states_named(scene)
        self.people = People(scene)
        self.bodies = Bodies(scene, self.states)
        self.readings: list[Reading] = []
        own = keep(scene, candidates)
        seen = [one for one in own if one.label == "PERSON"]
        spelled = list(spelled_out(scene, seen))
        inside = {number for one in spelled for number in range(one.first, one.last + 1)}
        self.persons = sorted([*spelled, *(one for one in seen if one.first not in inside)], key=lambda one: one.first)
        self.orgs = Orgs(scene, self.people, [one for one in own if one.label != "PERSON"])
        self.new_persons: dict[str, Actor] = {}
        self.unresolved: list[Hit] = []

    def run(self) -> list[Reading]:
        """All readings in text order, without overlaps."""
        self._read_hits(Taken((one.first, one.last) for one in (*self.persons, *self.orgs.candidates)))
        self._read_persons()
        begins = {r.actor_id: r.first for r in sorted(self.readings, key=lambda r: -r.first)}
        self.readings = [self._rather_person(reading, begins) for reading in self.readings]
        self.readings.extend(self.orgs.read_long())
        self.orgs.read_acronyms(self.readings)
        self.readings.extend(self.orgs.read_single())
        self._read_again()
        self._read_bare_surnames()
        return list(_outermost(sorted(self.readings, key=lambda r: (r.start, -r.end))))

    def actor(self, actor_id: str) -> Actor:
        """The actor of a reading."""
        if actor_id in self.scene.registry.entries:
            return self.scene.registry.actor(actor_id)
        made = (self.new_persons, self.orgs.new, self.bodies.new)
        return next(actors[actor_id] for actors in made if actor_id in actors)

    def _read_hits(self, taken: Taken) -> None:
        """Registry names in text order; shared abbreviations and surnames wait until all full names are known."""
        waiting: list[Hit] = []
        reached = -1
        for hit in self.scene.hits:
            if hit.first <= reached or self.scene.layout.is_silent(hit.start) or taken.overlaps(hit.first, hit.last):
                continue
            for reading in self._read_hit(hit, waiting):
                self.readings.append(reading)
                reached = max(reached, reading.last)
        self._read_waiting(waiting)

    def _read_hit(self, hit: Hit, waiting: list[Hit]) -> Iterable[Reading]:
        scene = self.scene
        if hit.names[0].actor_id == NOBODY:
            return ()
        if is_other_name(scene, hit):
            return ()
        if (state := state_of(scene, hit)) is not None:
            self.bodies.see(state, hit.first)
            found = (read_state(scene, hit), self.bodies.read_administration(hit, state))
            return [reading for reading in found if reading is not None]
        forms = {name.form for name in hit.names}
        if forms.intersection(DIRECT) and not forms & {"generic", "type"}:
            return self._read_direct(hit)
        if forms & {"generic", "type"}:
            reading = self.bodies.read(hit)
            if reading is not None:
                return () if is_visited(scene, reading.first, reading.last) else (reading,)
            return self.bodies.leading_state(hit)
        waiting.append(hit)
        return ()

    def _read_direct(self, hit: Hit) -> Iterable[Reading]:
        entries = [self.scene.registry.entries[name.actor_id] for name in hit.names if name.form in DIRECT]
        entry = self.people.by_day(entries) if len(entries) > 1 else entries[0]
        if entry.kind == "government_body":
            if is_title_of_body(self.scene, hit):
                return self.bodies.leading_state(hit)
            if is_visited(self.scene, hit.first, hit.last):
                return ()
            if other := self.bodies.of_other_state(hit, entry):
                return (other,)
        if entry.kind == "international_organization" and names_summit(self.scene, hit):
            return ()
        if entry.kind in _NEEDS_CAPITAL and not (self.people.proper(hit) and not is_trading_place(self.scene, hit)):
            return ()
        if entry.kind == "person":
            self.people.add_known(entry)
        if entry.kind == "company":
            return (self._whole_firm(hit, entry.id),)
        surface = self.scene.words.text[hit.start : hit.end]
        short = len(surface) <= SHORTEST and surface.isupper() and surface != entry.name
        form = "abbreviation" if short and not self.scene.layout.in_heading(hit.start) else "name"
        return (Reading(hit.start, hit.end, hit.first, hit.last, entry.id, form),)

    def _whole_firm(self, hit: Hit, actor_id: str) -> Reading:
        """A known firm with the firm words behind its name: `Boeing Co.`, `ANZ Banking Group Ltd`."""
        last = self._past_joined_words(hit.last)
        while self.scene.gap(last) == " " and self._is_firm_word(last + 1):
            last += 1
        of_state = self.scene.hit_starting(last + 2) if self.scene.word(last) in _OF_STATE else None
        if of_state is not None and self.scene.word(last + 1) == "of" and state_of(self.scene, of_state):
            last = of_state.last  # `State Grid Corporation of China`
        start, end, _ = self.scene.text_of(hit.first, last)
        return Reading(start, max(end, hit.end), hit.first, last, actor_id, "name")

    def _past_joined_words(self, last: int) -> int:
        """`and Rubber` behind `Cooper Tire`, `(Fujian)` behind `GITI Tire`, where a firm word ends the name."""
        scene = self.scene
        word = scene.words.raw(last + 2)
        if scene.word(last + 1) == "and" and scene.gap(last) == scene.gap(last + 1) == scene.gap(last + 2) == " ":
            joined = word[:1].isupper() and scene.hit_starting(last + 2) is None and self._is_firm_suffix(last + 3)
            return last + 2 if joined else last
        bracketed = scene.gap(last) == " (" and scene.gap(last + 1).startswith(") ")
        return last + 2 if bracketed and self._is_firm_suffix(last + 2) else last

    def _is_firm_suffix(self, number: int) -> bool:
        head = self.scene.lexicon.heads.get(self.scene.word(number))
        return head is not None and head.id == "firm_suffix" and self.scene.words.raw(number)[:1].isupper()

    def _is_firm_word(self, number: int) -> bool:
        head = self.scene.lexicon.heads.get(self.scene.word(number))
        firm = head is not None and head.kind == "company" and self.scene.words.raw(number)[:1].isupper()
        return (
            firm
            and self.scene.hit_starting(number) is None
            and not self.scene.layout.in_heading(self.scene.words.starts[number])
        )

    def _read_waiting(self, waiting: list[Hit]) -> None:
        named = {reading.actor_id for reading in self.readings}
        for hit in waiting:
            actor_id = read_abbreviation(self.scene, hit, self.states, named) or self._listed_firm(hit)
            form = "abbreviation"
            if actor_id is None and (actor_id := self.people.by_title(hit)):
                form = "name"
                self.people.add_known(self.scene.registry.entries[actor_id])
            if actor_id is not None:
                self.readings.append(Reading(hit.start, hit.end, hit.first, hit.last, actor_id, form))
            else:
                self.unresolved.append(hit)

    def _listed_firm(self, hit: Hit) -> str | None:
        """`Maersk, Hapag-Lloyd and MSC`: the only firm under an abbreviation that stands in a list with another."""
        entries = self.scene.registry.entries
        firms = [n.actor_id for n in hit.names if n.form == "abbreviation" and entries[n.actor_id].kind == "company"]
        if len(firms) != 1 or len(hit.names) != 1:
            return None
        beside = {*listed_with(self.scene, hit.first), *listed_with(self.scene, hit.last)}
        near = [r for r in self.readings if r.first in beside or r.last in beside]
        return firms[0] if any(r.actor_id in entries and entries[r.actor_id].kind == "company" for r in near) else None

    def _read_persons(self) -> None:
        for one in sorted(self.persons, key=lambda one: one.first == one.last):
            found = self.people.read(one)
            if found is None:
                continue
            actor_id, actor = found
            if actor is not None:
                self.new_persons[actor_id] = actor
            start, end, _ = self.scene.text_of(one.first, one.last)
            self.readings.append(Reading(start, end, one.first, one.last, actor_id, "name"))

    def _rather_person(self, reading: Reading, begins: dict[str, int]) -> Reading:
        """`Doug Ford … Ford said`: a firm, or somebody known only later, named as one read before."""
        entry, number = self.scene.registry.entries.get(reading.actor_id), reading.first
        if entry is not None and entry.kind == "person" and number == reading.last:
            namesake = self.people.namesake(entry.id, self.scene.word(number))
            return reading if namesake is None else replace(reading, actor_id=namesake)
        if entry is None or entry.kind != "company" or number != reading.last:
            return reading
        person = self.people.known_as(self.scene.word(number))
        speaks = self.scene.lexicon.cues["person_acts"]
        if person is None or not speaks & {self.scene.word(number + 1), self.scene.word(number - 1)}:
            return reading
        return replace(reading, actor_id=person) if begins.get(person, number) < number else reading

    def _read_again(self) -> None:
        """Every further place where a name that the article introduced stands."""
        names = [*self.orgs.names, *self.people.short_names()]
        if not names:
            return
        places = {(r.first, r.last): number for number, r in enumerate(self.readings)}
        taken = Taken(places)
        for hit in NameIndex(names).find(self.scene.words):
            name, place = hit.names[0], places.get((hit.first, hit.last))
            if self.scene.layout.is_silent(hit.start) or self._is_word(hit) or self._is_blocked(hit):
                continue
            form = "abbreviation" if name.form == "abbreviation" else "name"
            reading = Reading(hit.start, hit.end, hit.first, hit.last, name.actor_id, form)
            if place is not None and form == self.readings[place].form == "abbreviation":
                self.readings[place] = reading  # the article's own meaning wins over the registry's
            elif not taken.overlaps(hit.first, hit.last):
                self.readings.append(reading)

    def _read_bare_surnames(self) -> None:
        """`Bessent` without more, where only one person of that surname holds an office on the day."""
        taken = Taken((r.first, r.last) for r in self.readings)
        for hit in self.unresolved:
            if taken.overlaps(hit.first, hit.last) or self._is_blocked(hit):
                continue
            if person := self.people.in_office(hit, self.states):
                self.readings.append(Reading(hit.start, hit.end, hit.first, hit.last, person, "name"))

    def _is_blocked(self, hit: Hit) -> bool:
        return any(other.names[0].actor_id == NOBODY for other in self.scene.hits_within(hit.first, hit.last))

    def _is_word(self, hit: Hit) -> bool:
        """A short name that is also a word (`May`, `Rice`), where the word may be meant."""
        if hit.first != hit.last or hit.names[0].form != "short":
            return False
        word = self.scene.word(hit.first)
        if word not in self.scene.low and word not in self.scene.lexicon.cues["word_surname"]:
            return False
        if self.scene.opens_sentence(hit.first) or self.scene.layout.in_heading(hit.start):
            return True
        before, after = self.scene.word(hit.first - 1), self.scene.gap(hit.last)
        return before in ("in", "of", "early", "late", "mid", "by", "since", "last", "on") or after.startswith(",")


def _outermost(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Readings in text order without those inside another: `Rubber Co.` in `Cooper Tire and Rubber Co.`."""
    reached = -1
    for reading in readings:
        if reading.end > reached:
            yield reading
            reached = reading.end


class Taken:
    """Runs of words that are spoken for, without overlaps."""

    def __init__(self, runs: Iterable[tuple[int, int]]) -> None:
        self.runs = sorted(runs)

    def overlaps(self, first: int, last: int) -> bool:
        """Whether a run shares a word with `first` to `last`."""
        place = bisect_right(self.runs, (last, 1 << 60)) - 1
        return place >= 0 and self.runs[place][1] >= first
