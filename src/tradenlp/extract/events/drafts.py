"""Turns an event cue into a draft of an event: what its own sentence says, before the article is taken together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Token

from tradenlp.extract.events.acts import (
    body_fits,
    chamber_near,
    goes_to_negotiate,
    hearing_body,
    list_around,
    pair_before,
    person_object,
    states_around,
    states_named,
    unnamed_sides,
)
from tradenlp.extract.events.cues import Spot
from tradenlp.extract.events.days import closest_date
from tradenlp.extract.events.grammar import core, governor, modifiers, person_before, subjects_of, word_class
from tradenlp.extract.events.officials import jointly, offices, owner_before, unnamed_guests, who_says
from tradenlp.extract.events.parties import (
    around,
    both_sides,
    collective,
    groups,
    identities,
    nearest_left,
    other_object,
)
from tradenlp.extract.events.places import (
    Place,
    destination,
    named_places,
    place_after,
    place_before,
    place_in_front,
    place_of_clause_before,
    place_of_journey,
    place_of_verb,
)
from tradenlp.extract.events.progress import status_of
from tradenlp.extract.events.reach import read_right
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention, DateExpression, Words

_NEAR = 40
"""tokens within which another cue may claim a place or a day"""


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
    bare: bool = False
    """nothing describes it: `if talks fail`, not `if the talks on steel fail`"""
    open: bool = False
    """a gathering of many, named by its group or name: `the G20 summit`, `a conference`"""


def drafts_of(spots: Sequence[Spot], scene: Scene, published: date | None) -> Iterator[Draft]:
    """The drafts of all cues, in text order."""
    nouns = {spot.token.i for spot in spots if spot.cue.part == "noun"}
    spots = [spot for spot in spots if not (spot.cue.part != "noun" and _told_of_noun(spot.token, nouns, scene))]
    for number, spot in enumerate(spots):
        around_it = [*spots[max(0, number - _NEAR) : number], *spots[number + 1 : number + 1 + _NEAR]]
        near = [] if spot.cue.reads_on else [s.token for s in around_it if abs(s.token.i - spot.token.i) < _NEAR]
        draft = _noun_draft(spot, scene, near) if spot.cue.part == "noun" else _verb_draft(spot, scene, near)
        if draft is None or not _holds(spot, draft) or _in_a_name(spot, scene):
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


def _in_a_name(spot: Spot, scene: Scene) -> bool:
    """`the Growers Forum`: the word belongs to the name of a body."""
    mention = scene.actor_at.get(spot.token.i)
    return spot.cue.part == "noun" and mention is not None and mention.form != "pronoun"


def _holds(spot: Spot, draft: Draft) -> bool:
    """Whether the place or day stands there without which the cue names no event."""
    if spot.cue.dated and draft.date is None:
        return False
    return not spot.cue.anchored or draft.place is not None or draft.date is not None


def _told_of_noun(verb: Token, nouns: Collection[int], scene: Scene) -> bool:
    """`The talks reconvened`: a verb whose subject is an event tells of that one; a participle in front of none."""
    return scene.parsed and (verb.dep_ == "amod" or any(subject.i in nouns for subject in subjects_of(verb)))


def _counted(spot: Spot, scene: Scene) -> bool:
    """Whether a number of events is named: `three rounds of talks in …`."""
    return any(scene.doc[i].tag_ == "CD" for i in modifiers(spot.token, scene))


def _noun_draft(spot: Spot, scene: Scene, near: Sequence[Token]) -> Draft | None:
    token, doc = spot.token, scene.doc
    front = modifiers(token, scene)
    links = word_class("links_to") if spot.type == "hearing" or spot.cue.id == "call from" else frozenset()
    reach = read_right(token, scene, [t.i for t in near], links=links)
    named = [*scene.mentions_in(front), *reach.parties]
    place = next(iter(sorted(reach.places, key=lambda p: p.rank)), None)
    if spot.type == "visit" and (host := destination(token, scene)) is not None:
        place = host
        named += scene.mentions_in(i for i in range(token.i, min(token.i + 4, len(doc))))
    if place is None:
        named, place = place_in_front(front, named, scene)
    owned = spot.type == "visit" and any(m.start < token.idx for m in named)
    if front and doc[front.start].lower_ in ("his", "her"):
        named = [*person_before(doc[front.start], scene), *named]
    nearby = [] if owned else around(token, scene, named, spot.type)
    both = any(both_sides(doc[i]) for i in [*range(token.i + 1, reach.end), *nearby])
    both = both or (spot.type == "talks" and not named and _session(front, scene))
    before = doc[front.start - 1].lower_ if front.start else ""
    named = [*scene.mentions_in(sorted(nearby)), *named]
    session = _session(front, scene)
    group = groups(front, spot.type, scene)
    if spot.type == "hearing" and not named:
        named = hearing_body(token, scene)
    date = closest_date(token, scene, near)
    if not named and not both and (place is not None or date is not None):
        both = _of_unnamed(token, front, scene)
    return Draft(
        spot.type,
        _words(scene, front.start, max(token.i, _end_of_count(spot))),
        _sentence_number(scene, token),
        (*group, *identities(named, spot.type, scene)),
        tuple(Words(m.start, m.end, m.text) for m in named),
        place or place_of_verb(token, scene) or place_before(token, scene),
        date,
        definite=(session or before in word_class("definite")) and not reach.parties and not scene.mentions_in(front),
        indefinite=before in word_class("first_words"),
        cue=spot.cue.id,
        generic=before in word_class("generic_before") and not (named or group or session or _owned(front, scene)),
        both=both,
        needs=1 if session else spot.cue.needs,
        people=spot.cue.people,
        days=_days(front, scene),
        told_by=_told_by(token, scene),
        bare=before not in word_class("definite") and not front and not _described(token),
        open=spot.type in ("meeting", "summit")
        and (bool(group) or spot.cue.id in word_class("of_many") or _titled(front, scene)),
    )


def _described(token: Token) -> bool:
    return any(c.dep_ in ("acl", "relcl", "prep") for c in token.children)


def _titled(front: range, scene: Scene) -> bool:
    """`the Nuclear Security Summit`: a name in front that is nobody's."""
    named = (scene.doc[i] for i in front if i not in scene.actor_at and i not in scene.date_at)
    return any(t.tag_ in ("NNP", "NNPS") and t.ent_type_ not in ("GPE", "PERSON") for t in named)


def _owned(front: range, scene: Scene) -> bool:
    """`for their summit`: somebody's own is one of them and no kind."""
    return bool(front) and scene.doc[front.start].tag_ == "PRP$"


def _session(front: range, scene: Scene) -> bool:
    """`two days of discussions`: what is measured in days was held, whoever took part."""
    doc, at = scene.doc, front.start
    return at > 1 and doc[at - 1].lower_ == "of" and doc[at - 2].lower_ in word_class("session_words")


def _of_unnamed(token: Token, front: range, scene: Scene) -> bool:
    """`the leaders' summit`, `leaders gather for a summit`: those of the states that the article is about."""
    if any(scene.doc[i].lower_ in word_class("unnamed") for i in front):
        return True
    verb = governor(token) if scene.parsed and token.dep_ in ("dobj", "pobj") else None
    return verb is not None and unnamed_sides(subjects_of(verb), scene)


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
    token = spot.token
    if not _objects_fit(spot, scene):
        return None
    hearing = spot.type == "hearing"
    links = word_class("links_to") if hearing or spot.type == "call" else frozenset()
    objects = not hearing or spot.cue.body
    reach = read_right(token, scene, [t.i for t in near], objects=objects, links=links)
    subjects = subjects_of(token) if scene.parsed else []
    own = sorted(i for subject in subjects for i in core(subject))
    named = _subject_actors(token, subjects, own, scene)
    place = next(iter(sorted(reach.places, key=lambda p: p.rank)), None)
    if spot.type == "visit":
        place = _leads_to(spot, scene) or place
        if place is None and not reach.parties:
            return None
        if spot.cue.to_place and (place is None or place.rank > 1):
            return None
    parties = [*named, *reach.parties]
    if spot.type == "visit" and place is not None and place.country:
        parties += scene.mentions_in(scene.tokens_of(place.words.start, place.words.end))
    place = place or place_of_clause_before(token, scene)
    errand = spot.type == "visit" and goes_to_negotiate(token, subjects, scene)
    kind = "talks" if errand else spot.type
    both = any(both_sides(scene.doc[i]) for i in own)
    date = closest_date(token, scene, near)
    if spot.cue.jointly and not jointly(token, subjects, scene):
        return None
    place = place or (place_before(token, scene) if spot.cue.near_place else None)
    if spot.cue.near_place and (place is None or place.rank or place.country):
        return None
    acting = identities(parties, "talks" if spot.cue.id == "send" else kind, scene)
    if spot.cue.things and not spot.cue.jointly and len(acting) < spot.cue.needs and other_object(token, scene):
        return None
    gathered = tuple(
        g for s in subjects if spot.type == "meeting" for g in groups(modifiers(s, scene), "summit", scene)
    )
    acting = (*gathered, *acting)
    if not acting:
        parties, both = _unnamed_parties(spot, kind, subjects, (place, date), scene, both)
        acting = identities(parties, kind, scene)
    if not acting and not both:
        return None
    lone = (
        errand
        or spot.cue.jointly
        or bool(gathered)
        or (spot.type in ("meeting", "call") and unnamed_guests(token))
        or collective(subjects, scene)
        or (spot.cue.body and chamber_near(token, scene))
    )
    held_by = offices((*own, *range(token.i + 1, reach.end)), scene)
    return Draft(
        kind,
        _words(scene, token.i, token.i),
        _sentence_number(scene, token),
        acting,
        tuple(Words(m.start, m.end, m.text) for m in parties),
        place or place_of_journey(token, scene) or place_before(token, scene),
        date,
        cue=spot.cue.id,
        both=both,
        needs=1 if lone else spot.cue.needs,
        people=0 if errand or both else max(0, spot.cue.people - held_by),
    )


def _objects_fit(spot: Spot, scene: Scene) -> bool:
    """Whether what the verb acts on is what its cue asks for, and no thing where it asks for people."""
    token, cue = spot.token, spot.cue
    if cue.objects and not _has_object(spot, scene):
        return False
    company = cue.needs > 1 and spot.type != "hearing" and not cue.line and not cue.things
    if company and other_object(token, scene, cue.before):
        return False
    return body_fits(spot, scene) and (not cue.to_person or person_object(token, scene))


def _subject_actors(token: Token, subjects: Sequence[Token], own: Sequence[int], scene: Scene) -> list[ActorMention]:
    """Who does it: the actors of the subject, whom its pronoun stands for, without a subject those just before."""
    if not subjects:
        return nearest_left(token, scene)
    first = subjects[0]
    mention = scene.actor_at.get(first.i)
    if first.text == "He" and mention is not None and mention.form != "pronoun":
        return scene.mentions_in(list_around(first, scene))
    named = scene.mentions_in(own)
    if named or first.lower_ in ("he", "she"):
        return named or person_before(first, scene)
    return who_says(token, scene) if first.lower_ == "it" else owner_before(first, scene)


def _leads_to(spot: Spot, scene: Scene) -> Place | None:
    """The place of a visit: right behind the words of its cue, or where its verb leads."""
    if spot.cue.then:
        return place_after(spot.token.i + 1, scene)
    return destination(spot.token, scene, spot.cue.before)


def _unnamed_parties(
    spot: Spot,
    kind: str,
    subjects: Sequence[Token],
    anchors: tuple[Place | None, DateExpression | None],
    scene: Scene,
    both: bool,
) -> tuple[list[ActorMention], bool]:
    """Who takes part where the clause names nobody: those named before, or both states that the article is about."""
    anchored = anchors != (None, None)
    if kind == "signing" and anchored and any(s.lower_ in word_class("signatories") for s in subjects):
        return states_around(spot.token, scene), True
    if kind == "signing" and anchors[0] is not None:
        return states_named(spot.token, scene), True
    if kind not in ("meeting", "call", "talks"):
        return [], both
    they = any(subject.lower_ in ("they", "pair", "duo") for subject in subjects)
    both = both or (anchored and (spot.cue.line or unnamed_sides(subjects, scene)))
    return (pair_before(spot.token, scene) if (both or they) and kind != "talks" else []), both


def _has_object(spot: Spot, scene: Scene) -> bool:
    if spot.cue.to_place:
        return any(c.dep_ in ("dobj", "nsubjpass") and c.lower_ in spot.cue.objects for c in spot.token.children)
    sentence = scene.sentence(spot.token)
    first, last = max(sentence.start, spot.token.i - 12), min(sentence.end, spot.token.i + 14)
    return any(t.lower_ in spot.cue.objects for t in scene.doc[first:last])


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
