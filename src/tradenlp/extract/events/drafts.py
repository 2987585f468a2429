"""Turns an event cue into a draft of an event: what its own sentence says, before the article is taken together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Token

from tradenlp.extract.events.cues import Spot
from tradenlp.extract.events.progress import status_of
from tradenlp.extract.events.scene import Scene
from tradenlp.extract.events.days import closest_date
from tradenlp.extract.events.grammar import core, governor, modifiers, person_before, subjects_of, word_class
from tradenlp.extract.events.reach import Place, named_places, place_after, read_right
from tradenlp.facts import ActorMention, DateExpression, Words

_COUNTRIES = ("country", "bloc")
_STATE_TALK = ("talks", "signing", "summit")
"""types whose participants include the states of the people who take part"""


@dataclass(frozen=True, slots=True)
class Draft:
    """One mention of an event with what its sentence says of it."""

    type: str
    words: Words
    sentence: int
    participants: tuple[str, ...] = ()
    parties: tuple[Words, ...] = ()
    place: Place | None = None
    date: DateExpression | None = None
    status: str | None = None
    """None where the sentence says nothing of it"""
    status_words: Words | None = None
    definite: bool = False
    """it points back: `the talks`, `this round`"""
    indefinite: bool = False
    """it brings in something new: `a working dinner`"""
    cue: str = ""
    """id of the cue"""
    generic: bool = False
    """a kind of event rather than one of them: `through consultations`"""
    both: bool = False
    """`both sides`, `the two countries` take part"""
    needs: int = 1
    people: int = 0
    told_by: int = -1
    """where the verb stands that tells the same (`met at a summit`); -1 where there is none"""
    strong: bool = False
    """the status stands on a governing verb or a day, not on an adjective or a tense alone"""
    days: int = 0
    """how many days it lasts; 0 where nothing says so"""


def drafts_of(spots: Sequence[Spot], scene: Scene, published: date | None) -> Iterator[Draft]:
    """The drafts of all cues, in text order."""
    nouns = {spot.token.i for spot in spots if spot.cue.part == "noun"}
    spots = [spot for spot in spots if not (spot.cue.part == "verb" and _told_of_noun(spot.token, nouns, scene))]
    tokens = [spot.token for spot in spots]
    for spot in spots:
        near = [] if spot.cue.reads_on else [t for t in tokens if t != spot.token and abs(t.i - spot.token.i) < 40]
        draft = _verb_draft(spot, scene, near) if spot.cue.part == "verb" else _noun_draft(spot, scene, near)
        if draft is None:
            continue
        draft = status_of(draft, spot.token, scene, published)
        listed = (
            list(named_places(spot.token, scene, [t.i for t in near]))
            if spot.token.tag_ == "NNS" or spot.cue.of
            else []
        )
        if len(listed) > 2 or (len(listed) > 1 and _counted(spot, scene)):
            yield from (replace(draft, place=place, date=None) for place in listed)
        else:
            yield draft


def _told_of_noun(verb: Token, nouns: Collection[int], scene: Scene) -> bool:
    """`The talks reconvened`: a verb whose subject is an event tells of that one; a participle before a noun of none."""
    return scene.parsed and (verb.dep_ == "amod" or any(subject.i in nouns for subject in subjects_of(verb)))


def _counted(spot: Spot, scene: Scene) -> bool:
    """Whether a number of events is named: `three rounds of talks in …`."""
    return any(scene.doc[i].tag_ == "CD" for i in modifiers(spot.token, scene))


def _noun_draft(spot: Spot, scene: Scene, near: Sequence[Token]) -> Draft | None:
    token, doc = spot.token, scene.doc
    front = modifiers(token, scene)
    reach = read_right(token, scene, [t.i for t in near], hearing=spot.type == "hearing")
    named = [*scene.mentions_in(front), *reach.parties]
    place = next(iter(sorted(reach.places, key=lambda p: p.rank)), None)
    if spot.type == "visit" and (host := _destination(token, scene)) is not None:
        place = host
        named += scene.mentions_in(i for i in range(token.i, min(token.i + 4, len(doc))))
    if place is None:
        named, place = _place_in_front(front, named, scene)
    owned = spot.type == "visit" and any(m.start < token.idx for m in named)
    if front and doc[front.start].lower_ in ("his", "her"):
        named = [*person_before(doc[front.start], scene), *named]
    around = [] if owned else _around(token, scene, named, spot.type)
    both = any(_both_sides(doc[i]) for i in [*range(token.i + 1, reach.end), *around])
    before = doc[front.start - 1].lower_ if front.start else ""
    named = [*scene.mentions_in(sorted(around)), *named]
    return Draft(
        spot.type,
        _words(scene, front.start, max(token.i, _end_of_count(spot))),
        _sentence_number(scene, token),
        (*_groups(front, spot.type, scene), *_identities(named, spot.type, scene)),
        tuple(Words(m.start, m.end, m.text) for m in named),
        place or _place_of_verb(token, scene) or _place_before(token, scene),
        closest_date(token, scene, near),
        definite=before in word_class("definite") and not reach.parties and not scene.mentions_in(front),
        indefinite=before in word_class("first_words"),
        cue=spot.cue.id,
        generic=before in word_class("generic_before") and not named,
        both=both,
        needs=spot.cue.needs,
        people=spot.cue.people,
        days=_days(front, scene),
        told_by=_told_by(token, scene),
    )


def _around(token: Token, scene: Scene, named: Sequence[ActorMention], kind: str) -> list[int]:
    """The tokens of whoever takes part by governing the noun: the subject or agent of its verb, else the main subject."""
    verb = governor(token) if scene.parsed else None
    if verb is None or not _governed(token):
        return []
    fronted = token.dep_ == "pobj" and not named
    found = [i for subject in subjects_of(verb) if subject.i < token.i or fronted for i in core(subject)]
    for agent in (c for c in verb.children if c.dep_ == "agent"):
        found += [i for pobj in agent.children for i in core(pobj)]
    if verb.lower_ in word_class("host_verbs"):
        found += [i for guest in verb.children if guest.dep_ == "dobj" and guest != token for i in core(guest)]
    if kind in ("meeting", "call") and not named and not scene.mentions_in(found):
        found = [i for main in subjects_of(scene.sentence(token).root) if main.i < token.i for i in core(main)]
    return [i for i in found if i != token.i and not any(t == token for t in scene.doc[i].ancestors)]


def _governed(token: Token) -> bool:
    """Whether the noun hangs on its verb directly: its object, or behind a preposition of the verb (`met for talks`)."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if token.dep_ in ("dobj", "attr", "nsubjpass", "oprd"):
        return True
    if token.dep_ != "pobj":
        return False
    holder = token.head.head
    if holder.tag_.startswith("NN") and holder.lower_ in word_class("part_nouns"):
        return _governed(holder)
    return holder.tag_.startswith("VB") or holder.dep_ in ("prep", "acl")


def _groups(front: range, kind: str, scene: Scene) -> tuple[str, ...]:
    """`G20 summit`: the group whose gathering it is takes part, though its name is only part of the summit's."""
    if kind not in ("summit", "meeting"):
        return ()
    names = (scene.doc[i].text for i in front)
    return tuple(
        name.replace("-", "") for name in names if name.lower() in word_class("groups") or name in word_class("groups")
    )


def _told_by(token: Token, scene: Scene) -> int:
    """The place of `met` in `met at a summit`: both words tell of one event."""
    verb = (
        governor(token) if scene.parsed and token.dep_ == "pobj" and token.head.lower_ in ("at", "for", "in") else None
    )
    return verb.idx if verb is not None and token.head.head == verb else -1


def _days(front: range, scene: Scene) -> int:
    """How many days it lasts: `the three-day forum`; 0 where nothing says so."""
    for i in front:
        date = scene.date_at.get(i)
        if (
            date is not None
            and date.type == "duration"
            and date.value
            and (match := re.fullmatch(r"P(\d+)D", date.value))
        ):
            return int(match[1])
    return 0


def _verb_draft(spot: Spot, scene: Scene, near: Sequence[Token]) -> Draft | None:
    token, doc = spot.token, scene.doc
    if spot.cue.objects and not _has_object(spot, scene):
        return None
    if spot.cue.needs > 1 and _other_object(token, scene):
        return None
    hearing = spot.type == "hearing"
    reach = read_right(token, scene, [t.i for t in near], objects=not hearing, hearing=hearing)
    subjects = subjects_of(token) if scene.parsed else []
    own = sorted(i for subject in subjects for i in core(subject))
    named = scene.mentions_in(own) if subjects else _nearest_left(token, scene)
    if not named and subjects and subjects[0].lower_ in ("he", "she"):
        named = person_before(subjects[0], scene)
    place = next(iter(sorted(reach.places, key=lambda p: p.rank)), None)
    if spot.type == "visit":
        place = _destination(token, scene) or place
        if place is None and not reach.parties:
            return None
        if spot.cue.to_place and (place is None or place.rank > 1):
            return None
    parties = [*named, *reach.parties]
    place = place or _place_of_clause_before(token, scene)
    both = any(_both_sides(scene.doc[i]) for i in own)
    if not parties and not both:
        return None
    return Draft(
        spot.type,
        _words(scene, token.i, token.i),
        _sentence_number(scene, token),
        _identities(parties, spot.type, scene),
        tuple(Words(m.start, m.end, m.text) for m in parties),
        place or _place_before(token, scene),
        closest_date(token, scene, near),
        cue=spot.cue.id,
        both=both,
        needs=1 if _collective(subjects, scene) else spot.cue.needs,
        people=spot.cue.people,
    )


def _other_object(token: Token, scene: Scene) -> bool:
    """Whether the verb has an object that is nobody: `met the standard of the EU`, `signed up for a programme`."""
    objects = [c for c in token.children if c.dep_ == "dobj"]
    if not objects or token.lower_.startswith(("sign", "ink", "init")):
        return False
    return not any(
        o.i in scene.actor_at
        or o.lower_ in word_class("people_nouns")
        or o.ent_type_ in ("GPE", "PERSON")
        or o.text[0].isupper()
        for o in objects
    )


def _collective(subjects: Sequence[Token], scene: Scene) -> bool:
    """A body or group that meets by itself: `the General Council will meet in Geneva`."""
    kinds = (scene.kind(m.actor_id) for s in subjects for m in scene.mentions_in([s.i]))
    return any(kind in word_class("collectives") for kind in kinds)


def _has_object(spot: Spot, scene: Scene) -> bool:
    sentence = scene.sentence(spot.token)
    first, last = max(sentence.start, spot.token.i - 12), min(sentence.end, spot.token.i + 14)
    return any(t.lower_ in spot.cue.objects for t in scene.doc[first:last])


def _nearest_left(token: Token, scene: Scene) -> list[ActorMention]:
    sentence = scene.sentence(token)
    return scene.mentions_in(range(max(sentence.start, token.i - 8), token.i))


def _place_in_front(front: range, named: list[ActorMention], scene: Scene) -> tuple[list[ActorMention], Place | None]:
    """`Geneva talks`: a place in front of the cue; a lone seat of government there is the place and no party."""
    seats = [m for m in scene.mentions_in(front) if m.form == "seat"]
    if len(seats) == 1 and len(scene.mentions_in(front)) == 1 and len(named) != 2:
        seat = seats[0]
        return [m for m in named if m is not seat], Place(Words(seat.start, seat.end, seat.text), 1)
    for i in front:
        token = scene.doc[i]
        if scene.doc[i + 1].lower_ == "round":
            continue
        if i not in scene.actor_at and token.ent_type_ == "GPE" and token.tag_ in ("NNP", "NNPS"):
            return named, Place(Words(token.idx, token.idx + len(token), token.text), 1)
    return named, None


def _place_of_verb(token: Token, scene: Scene) -> Place | None:
    """`arrived in Oslo for talks`, `led a delegation to Oslo for a meeting`: where the verb leads that it hangs on."""
    verb = governor(token) if scene.parsed and token.dep_ == "pobj" else None
    if verb is None or verb.i > token.i or token.head.lower_ not in ("for", "at", "during", "on"):
        return None
    links = [i for i in range(verb.i + 1, token.i) if scene.doc[i].lower_ in ("in", "to")]
    return next((place for i in links if (place := place_after(i, scene)) is not None), None)


def _place_of_clause_before(token: Token, scene: Scene) -> Place | None:
    """`was in Oslo, where he met …`: the place that `where` points to."""
    doc, start = scene.doc, scene.sentence(token).start
    where = next((i for i in range(token.i - 1, max(start, token.i - 6), -1) if doc[i].lower_ == "where"), None)
    links = range(where - 1, start - 1, -1) if where is not None else range(0)
    found = (place_after(i, scene) for i in links if doc[i].lower_ in ("in", "to"))
    return next((place for place in found if place is not None), None)


def _place_before(token: Token, scene: Scene) -> Place | None:
    """`In London, both sides held talks`: a place at the beginning of the sentence."""
    sentence = scene.sentence(token)
    for i in range(sentence.start, min(sentence.start + 3, token.i)):
        if scene.doc[i].lower_ in word_class("place_links"):
            return place_after(i, scene)
    return None


def _destination(token: Token, scene: Scene) -> Place | None:
    """Where a visit leads: `visited Oslo`, `a visit by the envoy to Oslo`, `arrived in Oslo`."""
    doc = scene.doc
    if token.tag_.startswith("VB") and token.i + 1 < len(doc) and doc[token.i + 1].text[:1].isupper():
        return place_after(token.i, scene)
    for i in range(token.i + 1, min(token.i + 8, len(doc) - 1)):
        if doc[i].tag_ in word_class("finite_tags"):
            return None
        if doc[i].lower_ == "to" and (doc[i + 1].text[:1].isupper() or doc[i + 1].lower_ == "the"):
            return place_after(i, scene)
    return None


def _both_sides(token: Token) -> bool:
    """`both sides`, `the two countries`."""
    if token.lower_ not in word_class("both_sides"):
        return False
    return any(t.lower_ in ("both", "two", "2") for t in token.doc[max(0, token.i - 3) : token.i])


def _identities(named: Sequence[ActorMention], kind: str, scene: Scene) -> tuple[str, ...]:
    """The participants, each once: media are none; to people and bodies who talk for a state, that state is added."""
    found: dict[str, None] = {}
    for mention in named:
        if scene.kind(mention.actor_id) == "media":
            continue
        found.setdefault(mention.actor_id)
        state = scene.state_of(mention.actor_id)
        if kind in _STATE_TALK and state is not None:
            found.setdefault(state)
    people = [a for a in found if scene.kind(a) == "person"]
    if kind in ("meeting", "call") and len(people) > 1:
        return tuple(a for a in found if scene.kind(a) not in _COUNTRIES)
    return tuple(found)


def _end_of_count(spot: Spot) -> int:
    doc, i = spot.token.doc, spot.token.i
    if not spot.cue.of:
        return i
    return next((t.i for t in doc[i + 1 : i + 8] if t.lower_ in spot.cue.of), i)


def _words(scene: Scene, first: int, last: int) -> Words:
    span = scene.doc[first : last + 1]
    return Words(span.start_char, span.end_char, span.text)


def _sentence_number(scene: Scene, token: Token) -> int:
    return scene.sentence(token).start
