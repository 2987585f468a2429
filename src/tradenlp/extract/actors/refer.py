"""References to actors named before: descriptions (`the ministry`), offices (`the president`) and pronouns.

Every reference goes to an actor that the article names; where more than one fits, none is made. A pronoun with a verb
of saying goes to the last one that spoke, any other to the only person of its own and the preceding sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from tradenlp.extract.actors.lexicons import Reference
from tradenlp.extract.actors.scene import Reading, Scene, state_of
from tradenlp.facts import Actor

_PERSONAL = frozenset(["he", "she"])
_TAKES_OBJECT = frozenset(["told", "asked", "called", "urged", "warned"])
"""verbs of saying: who follows is spoken to"""
_PARTS_OF_REGIONS = frozenset(["south", "southeast", "east", "west", "north", "central", "latin", "eastern", "western"])
"""`the South American nation`"""
_REACH = 3
"""how many sentences back a description may reach"""
_LOOKED_AT = 40
"""how many readings back at most, where sentences do not end"""


class References:
    """Finds the references of one article; `actor_of` gives the actor of an id."""

    def __init__(self, scene: Scene, readings: list[Reading], actor_of: Callable[[str], Actor]) -> None:
        self.scene = scene
        self.readings = readings
        self.firsts = [reading.first for reading in readings]
        self.actors = {actor_id: actor_of(actor_id) for actor_id in {r.actor_id for r in readings}}
        self.roles = self._roles()
        self.fitting: dict[str, list[str]] = {}
        self.first_seen: dict[str, int] = {}
        for reading in readings:
            self.first_seen.setdefault(reading.actor_id, reading.first)

    def find(self) -> list[Reading]:
        """The references, in text order."""
        found = []
        for number, word in enumerate(self.scene.words.folded):
            actor_id, form = None, "title"
            if word in self.scene.lexicon.references:
                actor_id = self._described(number, self.scene.lexicon.references[word])
            elif self.scene.lexicon.titles.get(word):
                actor_id = self._in_office(number)
            elif word in _PERSONAL or word == "it":
                actor_id, form = self._pronoun(number, word), "pronoun"
            if actor_id is not None:
                start, end, _ = self.scene.text_of(number, number)
                found.append(Reading(start, end, number, number, actor_id, form))
        return found

    def _roles(self) -> dict[str, set[str]]:
        """Title word → the persons who are given it: by an office of the registry on the day, or before their name."""
        roles: dict[str, set[str]] = {}
        registry, day = self.scene.registry, self.scene.published
        for actor_id, actor in self.actors.items():
            if actor.kind == "person":
                for office in registry.held_by.get(actor_id, ()):
                    if office.held_on(day):
                        roles.setdefault(office.role.split()[-1], set()).add(actor_id)
        for reading in self.readings:
            before = self.scene.word(reading.first - 1)
            if self.actors[reading.actor_id].kind == "person" and before in self.scene.lexicon.titles:
                roles.setdefault(before, set()).add(reading.actor_id)
        return roles

    def _is_free(self, number: int) -> bool:
        """Whether a word belongs to no reading yet."""
        place = bisect_left(self.firsts, number + 1) - 1
        return place < 0 or self.readings[place].last < number

    def _before(self, number: int, sentences: int) -> Iterator[Reading]:
        """Readings before a word, the nearest first, within its sentence and so many before it."""
        begin = self.scene.sentence_start(number)
        for _ in range(sentences):
            begin = self.scene.sentence_start(begin - 1) if begin else 0
        near = bisect_left(self.firsts, number) - 1
        for place in range(near, max(-1, near - _LOOKED_AT), -1):
            reading = self.readings[place]
            if reading.first < begin:
                return
            yield reading

    def _described(self, number: int, reference: Reference) -> str | None:
        """`the ministry`, `the trading bloc`: the only fitting actor of the sentences before, or of the article."""
        if not self._is_free(number) or not self._has_article(number):
            return None
        near = {r.actor_id for r in self._before(number, _REACH) if self._fits(r.actor_id, reference)}
        if "country" in reference.kinds and (region := self.scene.lexicon.regions.get(self.scene.word(number - 1))):
            near &= region
        if len(near) == 1:
            return near.pop()
        if near or "country" in reference.kinds:
            return None
        if reference.id not in self.fitting:
            self.fitting[reference.id] = [i for i in self.actors if self._fits(i, reference)]
        fitting = self.fitting[reference.id]
        return fitting[0] if len(fitting) == 1 and self.first_seen[fitting[0]] < number else None

    def _has_article(self, number: int) -> bool:
        """`the ministry`, `the Asian nation`; not `the finance company's`, nor a word that a name follows."""
        words = self.scene.words
        if self.scene.word(number - 1) != "the":
            between = self.scene.word(number - 1)
            article = number - 3 if self.scene.word(number - 2) in _PARTS_OF_REGIONS else number - 2
            if self.scene.word(article) != "the" or between in self.scene.lexicon.topics:
                return False
        after = number + 1
        joined = after < len(words.folded) and words.gap(number) == " "
        return not (joined and (words.text[words.starts[after]].isupper() or words.folded[after] == "of"))

    def _fits(self, actor_id: str, reference: Reference) -> bool:
        actor = self.actors[actor_id]
        if actor.kind not in reference.kinds:
            return False
        return not reference.inside or reference.inside in actor.actor_id or reference.inside in actor.name.lower()

    def _in_office(self, number: int) -> str | None:
        """`the president`, `the US president`, `the trade minister`: the only person of the article with that title."""
        scene = self.scene
        holders = self.roles.get(scene.word(number))
        if not holders or not self._is_free(number) or not self._is_free(number + 1):
            return None
        if scene.gap(number) == " " and scene.words.raw(number + 1)[:1].isupper():
            return None
        start = max(number - 4, 0)
        if "the" not in scene.words.folded[start:number]:
            return None
        if (hit := scene.hit_ending(number - 1)) is not None and (state := state_of(scene, hit)) is not None:
            holders = {one for one in holders if self.actors[one].country == state} or holders
        holder = next(iter(holders))
        return holder if len(holders) == 1 and self.first_seen[holder] < number else None

    def _pronoun(self, number: int, word: str) -> str | None:
        named = self.scene.gap(number) == " " and self.scene.words.raw(number + 1)[:1].isupper()
        if named or not self._is_free(number):
            return None  # `He Lifeng` is no pronoun
        personal = word in _PERSONAL
        near = {r.actor_id for r in self._before(number, 1) if self._is_person(r) is personal}
        if personal and len(near) == 1:
            return near.pop()
        if self.scene.word(number + 1) not in self.scene.lexicon.cues["person_acts"]:
            return None
        if personal and (subject := self._subject_before(number)):
            return subject
        return next(
            (r.actor_id for r in self._before(number, 2) if self._is_person(r) is personal and self._spoke(r)), None
        )

    def _subject_before(self, number: int) -> str | None:
        """The person who is the subject of the sentence before: `Oriol told Hale to wait. He said …`."""
        begin = self.scene.sentence_start(number)
        subjects = [
            r.actor_id
            for r in self._before(number, 1)
            if r.first < begin and self._is_person(r) and (self._acts(r) or self._opens_with(r))
        ]
        return subjects[0] if len(set(subjects)) == 1 else None

    def _acts(self, reading: Reading) -> bool:
        return self.scene.word(reading.last + 1) in self.scene.lexicon.cues["person_acts"]

    def _opens_with(self, reading: Reading) -> bool:
        """Whether nothing but titles stands between the begin of a sentence and a person who then does something."""
        words = range(self.scene.sentence_start(reading.first), reading.first)
        titles = self.scene.lexicon.titles
        led = all(self.scene.word(n) in titles or self._is_free(n) is False for n in words)
        after = self.scene.words.raw(reading.last + 1) if reading.last + 1 < len(self.scene.words.folded) else ""
        return led and self.scene.gap(reading.last) == " " and after.islower() and after != "and"

    def _is_person(self, reading: Reading) -> bool:
        return self.actors[reading.actor_id].kind == "person"

    def _spoke(self, reading: Reading) -> bool:
        verbs = self.scene.lexicon.cues["person_acts"]
        if self.scene.word(reading.last + 1) in verbs:
            return True
        before = self.scene.word(reading.first - 1)
        return before in verbs and before not in _TAKES_OBJECT
