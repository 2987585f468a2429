"""Public bodies under names that several states share: `China's commerce ministry`, `the central bank`, `MOC`.

The country beside the name decides; without one, the article does: the state whose body was named before, the only
owner whose home is mentioned, the state named last. A kind of body that every state has gets a regular id of its
own where the registry lacks the state's (`Vietnam's ministry of mines` → `vn-ministry-of-mines`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from tradenlp.extract.actors.beside import is_lost_word, is_portfolio, state_before
from tradenlp.extract.actors.index import Hit, Name, normalise
from tradenlp.extract.actors.lexicons import BodyType, Lexicons
from tradenlp.extract.actors.registry import Entry, Registry, generic_key, home
from tradenlp.extract.actors.scene import Reading, Scene, state_of, tells_of_sanctions
from tradenlp.extract.actors.unknown import slug
from tradenlp.facts import Actor

TYPE = "type:"
_OWNING = ("name", "alias", "former")
_OVERSHADOWS = 3
_ABROAD = frozenset(["on", "from", "against", "to", "with", "over", "for", "into"])
"""words of a title after which a state is the other side"""
_OF = frozenset(["of", "in", "for"])
_TOPIC_JOINS = (" ", ", ", " & ", "\n")


def type_names(lexicon: Lexicons) -> Iterable[Name]:
    """The phrases of all kinds of bodies, for the index; the actor_id tells the kind and the topic."""
    for body in lexicon.bodies:
        if not body.topics:
            yield from (Name(f"{TYPE}{body.id}", phrase, "type") for phrase in body.phrases)
            continue
        for topic in body.topics:
            for noun in body.phrases:
                for text in (f"{topic} {noun}", f"{noun} of {topic}", f"{noun} for {topic}", f"{noun} of the {topic}"):
                    yield Name(f"{TYPE}{body.id}", text, "type")


class Bodies:
    """Decides about shared names in one article; remembers what it decided."""

    def __init__(self, scene: Scene, states: Counter[str]) -> None:
        self.scene = scene
        self.states = states
        self.decided: dict[str, str] = {}
        self.new: dict[str, Actor] = {}
        self.seen: dict[str, int] = {}

    def see(self, state: str, number: int) -> None:
        """Remember that a state was named at a word; called in text order."""
        self.seen[state] = number

    def read(self, hit: Hit) -> Reading | None:
        """The body that a generic or type name stands for here; None where nothing decides."""
        scene = self.scene
        first, last = _whole_ministry(scene, hit)
        if is_portfolio(scene, first, last) or (first == last and is_lost_word(scene, first)):
            return None
        if _introduces_name(scene, hit):
            return None
        text = normalise(scene.words.text[scene.words.starts[first] : scene.words.ends[last]]).lower()
        state, reach = self._beside(first, last)
        owners = {} if (first, last) != (hit.first, hit.last) else self._owners(hit, any_case=state is not None)
        actor_id = self._with_state(hit, owners, state, text) if state else self._by_context(hit, owners, text)
        if actor_id is None or (not state and first == last and scene.words.raw(first).islower()):
            return None
        self.decided[text] = actor_id
        start, end, _ = scene.text_of(first, reach)
        return Reading(start, end, first, reach, actor_id, "name")

    def of_other_state(self, hit: Hit, entry: Entry) -> Reading | None:
        """`Nigeria's National Bureau of Statistics`, where the registry knows China's under that name."""
        scene, owner = self.scene, home(entry)
        state = state_before(scene, hit.first) if owner else None
        if state is None or state == owner or scene.registry.states[state].kind != "country":
            return None
        start, end, text = scene.text_of(hit.first, hit.last)
        actor_id = f"{state.lower()}-{slug(text)}"
        if actor_id not in scene.registry.entries:
            name = f"{text} of {scene.registry.states[state].name}"
            self.new[actor_id] = Actor(actor_id, name, entry.kind, state, None, state)
        return Reading(start, end, hit.first, hit.last, actor_id, "name")

    def read_administration(self, hit: Hit, state: str) -> Reading | None:
        """`the U.S. administration`: the one of the day's president."""
        scene, number = self.scene, hit.last + 1
        if scene.word(number) != "administration" or scene.gap(hit.last) != " ":
            return None
        president = scene.registry.holder(state, "president", scene.published)
        actor_id = f"{president.split('-')[-1]}-administration" if president else ""
        if actor_id not in scene.registry.entries:
            return None
        start, end, _ = scene.text_of(number, number)
        return Reading(start, end, number, number, actor_id, "title")

    def leading_state(self, hit: Hit) -> tuple[Reading, ...]:
        """The country that the words of a title begin with: US in `US Treasury Secretary`."""
        scene = self.scene
        text = scene.words.text
        for name in hit.names:
            entry = scene.registry.entries.get(name.actor_id)
            state = scene.registry.states.get(home(entry) or "") if entry else None
            for form in state.names() if state else ():
                end = hit.start + len(form.text)
                if text.startswith(form.text + " ", hit.start) and form.form != "seat":
                    last = hit.first + sum(1 for start in scene.words.starts[hit.first : hit.last] if start < end) - 1
                    shown = "abbreviation" if form.form == "abbreviation" else form.form
                    return (Reading(hit.start, end, hit.first, last, form.actor_id, shown),)
        return ()

    def _beside(self, first: int, last: int) -> tuple[str | None, int]:
        """The state beside a name, and the last word of the name with an `of China` that belongs to it."""
        scene = self.scene
        if state := state_before(scene, first):
            return state, last
        if scene.word(first - 1) == "its" and (near := self._seen_since(scene.sentence_start(first))):
            return near, last
        if scene.word(last + 1) in _OF and scene.gap(last) == " ":
            following = last + 2 + (scene.word(last + 2) == "the")
            if (hit := scene.hit_starting(following)) and (state := state_of(scene, hit)):
                return state, hit.last if scene.word(last + 1) == "of" else last
        return None, last

    def _seen_since(self, number: int) -> str | None:
        """The state named last, if that was at or after a word."""
        last = max(self.seen, key=lambda state: self.seen[state], default=None)
        return last if last is not None and self.seen[last] >= number else None

    def _owners(self, hit: Hit, any_case: bool) -> dict[str | None, str]:
        """Home state → actor, of the registry bodies that share the name, with `any_case` in small letters too."""
        registry = self.scene.registry
        generic = generic_key(next((name.text for name in hit.names if name.form == "generic"), ""))
        own = {home(registry.entries[n.actor_id]): n.actor_id for n in hit.names if n.form in _OWNING}
        small = registry.shared.get(generic.lower(), {}) if any_case else {}
        return {**small, **registry.shared.get(generic, {}), **own}

    def _with_state(self, hit: Hit, owners: dict[str | None, str], state: str, text: str) -> str | None:
        if state in owners:
            return owners[state]
        parents = {self.scene.registry.entries[owner].parent: owner for owner in owners.values()}
        if state in parents:
            return parents[state]
        if alike := self._alike(state, text):
            return alike
        kind = self._type_of(hit, text)
        return self._regular(kind, state, text) if kind else None

    def _alike(self, state: str, text: str) -> str | None:
        """`South Korea's commerce ministry`, where that state's is one for trade: the only one under a like name."""
        names = self.scene.lexicon.ministry.alike
        if text not in names:
            return None
        bodies = {self.scene.registry.shared.get(name, {}).get(state) for name in names} - {None}
        return bodies.pop() if len(bodies) == 1 else None

    def _type_of(self, hit: Hit, text: str) -> str | None:
        """The kind of body that a name stands for in any state."""
        if any(noun in text.split() for noun in self.scene.lexicon.ministry.phrases):
            return TYPE + self.scene.lexicon.ministry.id
        return next((name.actor_id for name in hit.names if name.form == "type"), None)

    def _by_context(self, hit: Hit, owners: dict[str | None, str], text: str) -> str | None:
        if text in self.decided:
            return self.decided[text]
        if text == "cabinet":
            return None if self._is_owned(hit.first) else self._house_of(hit, text)
        own = {home(self.scene.registry.entries[n.actor_id]): n.actor_id for n in hit.names if n.form in _OWNING}
        if None in owners and hit.first < hit.last:
            return owners[None]  # `the Appellate Body` is no state's
        if place := self._opening_place(hit):
            return self._with_state(hit, owners, place, text)
        if (at_home := self._at_home(hit, owners, text)) is not None:
            return at_home
        present = {state for state in owners if state is not None and self.states.get(state)}
        if text == "commission" and "EU" in present and self.scene.words.raw(hit.first)[0].isupper():
            return owners["EU"]  # `the Commission` without more, wherever the bloc is named at all
        if own and (not present or present & own.keys()):
            return next(iter(own.values()))
        if present and (state := self._nearest(self._acting(present))) and not self._overshadowed(state):
            return owners[state]
        if not present and self.scene.publisher_country in owners:
            return owners[self.scene.publisher_country]
        if not present and text == "treasury" and tells_of_sanctions(self.scene, hit.first):
            return owners.get("US")  # the one whose office puts firms of others on lists, week after week
        common = any(name.form == "type" for name in hit.names) and not text.endswith("department")
        if len(owners) == 1 and " " in text and not common and (not self.states or text.endswith("department")):
            return next(iter(owners.values()))
        return self._type_by_context(hit, text)

    @cached_property
    def _home(self) -> str | None:
        """The country whose news it is: the one of the dateline, else the one that the title begins with."""
        scene, place = self.scene, self.scene.layout.dateline
        titles = [h for h in scene.hits if scene.layout.in_heading(h.start) and h.names[0].form != "adjective"]
        datelines = [h for h in scene.hits if place and place[0] <= h.start < place[1]]
        for hit in (*datelines, *titles[:1]):
            state = state_of(scene, hit)
            if state and self.states[state] and scene.registry.states[state].kind == "country":
                return state if scene.word(scene.before_list(hit.first)) not in _ABROAD else None
        return None

    def _at_home(self, hit: Hit, owners: dict[str | None, str], text: str) -> str | None:
        """`Cairo – The ministry of trade …`: the one of the state whose news it is, if no other was just spoken of."""
        state, start = self._home, self.scene.sentence_start(hit.first)
        if state is None or "ministry" not in text.split():
            return None
        before = self.scene.sentence_start(start - 1) if start else 0
        if any(n >= before and other != state and self._spoken_of(n) for other, n in self.seen.items()):
            return None
        return self._with_state(hit, owners, state, text)

    def _opening_place(self, hit: Hit) -> str | None:
        """`In Jakarta, a spokesman for the presidential office …`: the state whose seat or name opens the sentence."""
        scene = self.scene
        start = scene.sentence_start(hit.first)
        if scene.word(start) != "in" or start + 1 >= hit.first:
            return None
        place = scene.hit_starting(start + 1)
        if place is None or not scene.gap(place.last).startswith(","):
            return None
        state = state_of(scene, place)
        return state if state is not None and scene.registry.states[state].kind == "country" else None

    def _overshadowed(self, state: str) -> bool:
        """Whether another state is named so much more often that a shared name will be its body's."""
        return max(self.states.values()) > _OVERSHADOWS * self.states[state]

    def _type_by_context(self, hit: Hit, text: str) -> str | None:
        """`the oil ministry` without a state beside it: the state named last before it in the sentence."""
        kind = self._type_of(hit, text)
        capital = self.scene.words.raw(hit.last)[0].isupper()
        if kind is None:
            return None
        if text == "parliament":
            return self._house_of(hit, text)
        department = capital and text.endswith("department")
        if not (department or text.endswith(("ministry", "central bank")) or text.startswith("ministry")):
            return None
        barred = () if "department" in text else self.scene.registry.with_departments
        states = {s for s in self.states if self.scene.registry.states[s].kind == "country" and s not in barred}
        start = self.scene.sentence_start(hit.first)
        near = {s for s in states if self.seen.get(s, -1) >= start and not self._describes(self.seen[s])}
        state = self._nearest(near) if near else max(sorted(states), key=lambda s: self.states[s], default="")
        return (self._alike(state, text) or self._regular(kind, state, text)) if state else None

    def _house_of(self, hit: Hit, text: str) -> str | None:
        """`He told Parliament`, `since Cabinet agreed`: the one of the country that the article speaks of most."""
        registry = self.scene.registry
        countries = {s: n for s, n in self.states.items() if registry.states[s].kind == "country"}
        state = max(sorted(countries), key=lambda s: countries[s], default="")
        if not state or state == "US":  # where a house of its own name sits, and the Cabinet is no body that decides
            return None
        return self._with_state(hit, self._owners(hit, any_case=True), state, text)

    def _is_owned(self, first: int) -> bool:
        """`his Cabinet`, `Mr Hale's Cabinet`: a person's, who tells whose it is."""
        return self.scene.word(first - 1) in ("his", "her", "their", "its", "s")

    def _describes(self, number: int) -> bool:
        """`Chinese firms`: an adjective of another noun does not tell whose body is meant; of `officials` it does."""
        hit = self.scene.hit_starting(number)
        if hit is None or hit.names[0].form != "adjective":
            return False
        return self.scene.word(hit.last + 1) not in self.scene.lexicon.cues["governing"]

    def _spoken_of(self, number: int) -> bool:
        """Whether a state named at a word is who acts there, not where goods come from or go to."""
        return not self._describes(number) and self.scene.word(self.scene.before_list(number)) not in _ABROAD

    def _acting(self, present: set[str]) -> set[str]:
        """Those of some states that were spoken of themselves, not for their goods alone; all where none was."""
        return {s for s in present if s in self.seen and self._spoken_of(self.seen[s])} or present

    def _nearest(self, allowed: set[str]) -> str:
        """The allowed state named last so far; the most frequent one where none was."""
        if not allowed:
            return ""
        return max(sorted(allowed), key=lambda state: (self.seen.get(state, -1), self.states[state]))

    def _regular(self, kind: str, state: str, text: str) -> str | None:
        """The id and the actor of a body that the registry does not know."""
        scene = self.scene
        if scene.registry.states[state].kind != "country":
            return None
        body = next(body for body in scene.lexicon.bodies if TYPE + body.id == kind)
        topic = _topic(text, body) if body.topics else ""
        if body.topics and not topic:
            return None
        noun = "department" if topic and "department" in text else body.id
        slug = f"{state.lower()}-{noun}" + (f"-of-{'-'.join(topic.split())}" if topic else "")
        if slug not in scene.registry.entries:
            country = scene.registry.states[state].name
            title = " ".join(w if w == "and" else w.capitalize() for w in topic.split())
            name = body.name.format(country=country, topic=title).replace("Ministry", noun.capitalize())
            self.new[slug] = Actor(slug, name, body.kind, state, None, state)
        return slug


def _introduces_name(scene: Scene, hit: Hit) -> bool:
    """`the coffee board Kaffico`: the kind of a body before its own name, which is read by itself."""
    if scene.gap(hit.last) != " " or any(name.form != "type" for name in hit.names):
        return False
    number = hit.last + 1
    named = scene.words.raw(number)[:1].isupper() and scene.words.raw(hit.last).islower()
    if not named or scene.word(number) in scene.lexicon.titles or scene.layout.in_heading(hit.start):
        return False
    return _is_body_name(scene, number)


def _is_body_name(scene: Scene, number: int) -> bool:
    """Whether a capitalised word is or begins a name, not a day, a month or a state."""
    if scene.word(number) in scene.lexicon.cues["opener"]:
        return False
    hit = scene.hit_starting(number)
    return hit is None or state_of(scene, hit) is None


def _topic(text: str, body: BodyType) -> str:
    words = [w for w in text.replace(",", "").replace("&", "and").split() if w not in body.phrases]
    while words and words[0] in ("of", "for", "the"):
        words.pop(0)
    topic = " ".join(words)
    return {"foreign": "foreign affairs", "oil": "oil"}.get(topic, topic)


def _whole_ministry(scene: Scene, hit: Hit) -> tuple[int, int]:
    """`Ministry of Industry` grown to `Ministry of Industry and Trade`, likewise `industry and trade ministry`."""
    noun = scene.lexicon.ministry.phrases
    first, last = hit.first, hit.last
    if scene.word(first) in noun:
        return first, _grow(scene, last, 1)
    if scene.word(last) in noun:
        return _grow(scene, first, -1), last
    return first, last


def _grow(scene: Scene, edge: int, step: int) -> int:
    topics = scene.lexicon.topics
    number, reached, listed = edge, edge, step > 0
    while True:
        number += step
        gap = scene.gap(number - 1 if step > 0 else number)
        word = scene.word(number)
        if gap not in _TOPIC_JOINS or not word or (gap == ", " and not listed):
            return reached  # `duties on food, trade ministry data show`
        if word in topics:
            reached = number
        elif word == "and":
            listed = True
        else:
            return reached


def read_abbreviation(scene: Scene, hit: Hit, states: Counter[str], named: set[str]) -> str | None:
    """The body that a shared abbreviation stands for: one named in full, else the only one whose home is mentioned."""
    registry: Registry = scene.registry
    owners = [name.actor_id for name in hit.names if name.form == "abbreviation"]
    if not owners:
        return None
    if full := [owner for owner in owners if owner in named]:
        return full[0]
    homes = {owner: home(registry.entries[owner]) for owner in owners}
    present = [owner for owner, state in homes.items() if state is None or states.get(state)]
    if len(present) == 1:
        return present[0]
    if not present and len(owners) == 1 and not states:
        return owners[0]
    return max(present, key=lambda owner: states[homes[owner] or ""]) if present else None
