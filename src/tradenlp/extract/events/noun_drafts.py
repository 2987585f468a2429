"""What the sentence of a noun says of the event that the noun names: `two days of steel talks with India in Oslo`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from tradenlp.extract.events.acts import hearing_body, unnamed_sides
from tradenlp.extract.events.cues import Spot
from tradenlp.extract.events.days import closest_date
from tradenlp.extract.events.draft import Company, Draft, best_place, sentence_number, words_of
from tradenlp.extract.events.grammar import core, governor, modifiers, person_before, subjects_of, word_class
from tradenlp.extract.events.parties import around, both_sides, groups, identities
from tradenlp.extract.events.places import Place, destination, place_before, place_in_front, place_of_verb
from tradenlp.extract.events.progress import opening_for, status_cues
from tradenlp.extract.events.reach import Reach, read_right
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The noun phrase of a cue and what follows it."""

    spot: Spot
    front: range
    """the tokens of the phrase in front of the noun"""
    before: str
    """the word before the phrase, in small letters; empty where it opens the document"""
    reach: Reach
    groups: tuple[str, ...]
    """the groups whose gathering it is"""
    session: bool
    """what is measured in days was held, whoever took part: `two days of discussions`"""
    long: bool
    """a session of months or years, which is no single occasion: `after eight months of talks`"""

    @property
    def token(self) -> Token:
        """The noun."""
        return self.spot.token


def noun_draft(spot: Spot, scene: Scene, near: Sequence[Token]) -> Draft:
    """The draft of the event that a noun names; `near` are the other cues, which end what belongs to this one."""
    token, phrase = spot.token, _phrase(spot, scene, near)
    front, before = phrase.front, phrase.before
    named, place = _named_in_phrase(phrase, scene)
    date = closest_date(token, scene, near)
    company = _company(phrase, named, scene, anchored=place is not None or date is not None)
    return Draft(
        "summit" if _of_leaders(phrase, company, scene) else spot.type,
        words_of(scene, front.start, max(token.i, _end_of_count(spot))),
        sentence_number(scene, token),
        company.ids,
        company.words,
        place or place_of_verb(token, scene) or place_before(token, scene),
        date,
        definite=_points_back(phrase, scene),
        indefinite=before in word_class("first_words"),
        cue=spot.cue.id,
        generic=_of_a_kind(phrase, company, scene),
        both=company.both,
        needs=1 if phrase.session else spot.cue.needs,
        people=spot.cue.people,
        days=_days(front, scene),
        told_by=_told_by(token, scene),
        bare=before not in word_class("definite") and not front and not _described(token),
        open=_of_many(phrase, scene),
        status="held" if phrase.long else None,
    )


def _phrase(spot: Spot, scene: Scene, near: Sequence[Token]) -> _Phrase:
    front = modifiers(spot.token, scene)
    before = scene.doc[front.start - 1].lower_ if front.start else ""
    links = word_class("links_to") if spot.type == "hearing" or spot.cue.id == "call from" else frozenset()
    reach = read_right(spot.token, scene, [t.i for t in near], links=links)
    return _Phrase(
        spot, front, before, reach, groups(front, spot.type, scene), _session(front, scene), _long(front, scene)
    )


def _named_in_phrase(phrase: _Phrase, scene: Scene) -> tuple[list[ActorMention], Place | None]:
    """Whom and which place the words in front of the noun and behind it name."""
    token, front, reach = phrase.token, phrase.front, phrase.reach
    named = [*scene.mentions_in(front), *reach.parties]
    host = destination(token, scene) if phrase.spot.type == "visit" else None
    if host is not None:
        return [*named, *scene.mentions_in(range(token.i, min(token.i + 4, len(scene.doc))))], host
    place = best_place(reach.places)
    return (named, place) if place is not None else place_in_front(front, named, scene)


def _company(phrase: _Phrase, named: Sequence[ActorMention], scene: Scene, *, anchored: bool) -> Company:
    """Who takes part: whom the phrase names, and whoever takes part through the verb.

    An event that is `anchored`, by a place or a day, needs nobody named where its sides are told of without names.
    """
    token, front, kind = phrase.token, phrase.front, phrase.spot.type
    visitor_named = kind == "visit" and any(m.start < token.idx for m in named)
    if front and scene.doc[front.start].lower_ in ("his", "her"):
        named = [*person_before(scene.doc[front.start], scene), *named]
    elif front and scene.doc[front.start].lower_ == "their" and kind != "talks":
        named = [*_owners(token, scene), *named]
    told = kind == "signing" and len({m.actor_id for m in named}) > 1
    nearby = [] if visitor_named or told else around(token, scene, named, kind)
    both = any(both_sides(scene.doc[i]) for i in [*range(token.i + 1, phrase.reach.end), *nearby])
    both = both or (kind == "talks" and not named and (phrase.session or _of_the_world(phrase)))
    named = [*scene.mentions_in(sorted(nearby)), *named]
    if kind == "hearing" and not named:
        named = hearing_body(token, scene)
    both = both or (anchored and not named and _of_unnamed(token, front, scene))
    return Company((*phrase.groups, *identities(named, kind, scene)), named, both)


def _owners(token: Token, scene: Scene) -> list[ActorMention]:
    """`agreed at their summit`: whose it is, who does what the verb says."""
    verb = governor(token) if scene.parsed else None
    subjects = subjects_of(verb) if verb is not None else []
    return scene.mentions_in(sorted(i for s in subjects if s.i < token.i for i in core(s)))


def _of_the_world(phrase: _Phrase) -> bool:
    """`the current round of trade negotiations`: the one that all are in, so that the states of the article are."""
    words = [phrase.token.doc[i].lower_ for i in phrase.front]
    return phrase.spot.cue.id == "round" and any(w in word_class("of_now") for w in words)


def _points_back(phrase: _Phrase, scene: Scene) -> bool:
    """`the talks`, `this round`: an event told of before, of which nothing new is said."""
    definite = (phrase.session and not phrase.long) or phrase.before in word_class("definite")
    return definite and not phrase.reach.parties and not scene.mentions_in(phrase.front)


def _of_a_kind(phrase: _Phrase, company: Company, scene: Scene) -> bool:
    """`through consultations`: a kind of event, where it is nobody's and nobody takes part."""
    told = company.named or phrase.groups or phrase.session or _owned(phrase.front, scene) or _has_room(phrase)
    return phrase.before in word_class("generic_before") and not told


def _has_room(phrase: _Phrase) -> bool:
    """`room for talks`, `scope for negotiations`: those that may come about."""
    return (given := opening_for(phrase.token, phrase.front)) is not None and ("opening", given.lower_) in status_cues()


def _of_many(phrase: _Phrase, scene: Scene) -> bool:
    """`the G20 summit`, `a conference`: a gathering of many, named by its group or name."""
    if phrase.spot.type not in ("meeting", "summit"):
        return False
    return bool(phrase.groups) or phrase.spot.cue.id in word_class("of_many") or _titled(phrase.front, scene)


def _of_leaders(phrase: _Phrase, company: Company, scene: Scene) -> bool:
    """`a meeting of the heads of a nine-nation group`: heads of government of a group at its own gathering."""
    token = phrase.token
    if phrase.spot.cue.id != "meeting" or token.i + 2 >= len(token.doc) or token.nbor().lower_ != "of":
        return False
    kinds = {scene.kind(actor) for actor in company.ids}
    led = any(t.lower_ in ("leaders", "heads") for t in token.doc[token.i + 2 : token.i + 6])
    return led and bool(kinds & {"bloc", "international_organization"})


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


def _long(front: range, scene: Scene) -> bool:
    doc, at = scene.doc, front.start
    return at > 1 and doc[at - 1].lower_ == "of" and doc[at - 2].lower_ in ("months", "years")


def _of_unnamed(token: Token, front: range, scene: Scene) -> bool:
    """`the leaders' summit`, `leaders gather for a summit`: those of the states that the article is about."""
    if any(scene.doc[i].lower_ in word_class("unnamed") for i in front):
        return True
    verb = governor(token) if scene.parsed and token.dep_ in ("dobj", "pobj") else None
    return verb is not None and unnamed_sides(subjects_of(verb), scene)


def _told_by(token: Token, scene: Scene) -> int:
    """The place of `met` in `met at a summit`: both words tell of one event."""
    errand = token.head if token.dep_ == "dobj" and token.head.dep_ in ("advcl", "xcomp") else None
    if scene.parsed and errand is not None and _is_journey(errand.head) and errand.head.i < errand.i:
        return errand.head.idx
    verb = (
        governor(token) if scene.parsed and token.dep_ == "pobj" and token.head.lower_ in ("at", "for", "in") else None
    )
    return verb.idx if verb is not None and token.head.head == verb else -1


def _is_journey(verb: Token) -> bool:
    """`left for Oslo to resume talks`: a verb that only says how somebody got there."""
    return any(verb.lower_ in word_class(name) for name in ("journeys", "leaving", "being"))


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


def _end_of_count(spot: Spot) -> int:
    doc, i = spot.token.doc, spot.token.i
    if not spot.cue.of:
        return i
    return next((t.i for t in doc[i + 1 : i + 8] if t.lower_ in spot.cue.of), i)
