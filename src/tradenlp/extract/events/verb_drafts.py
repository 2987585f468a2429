"""What the sentence of a verb says of the event that the verb tells of: `Modi met Carney in Oslo on Monday`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from tradenlp.extract.actors.registry import registry
from tradenlp.extract.events.acts import (
    asks,
    body_fits,
    chamber_near,
    goes_to_negotiate,
    list_around,
    pair_before,
    person_object,
    rings,
    states_around,
    states_named,
    unnamed_sides,
)
from tradenlp.extract.events.cues import Spot
from tradenlp.extract.events.days import closest_date
from tradenlp.extract.events.draft import Company, Draft, best_place, sentence_number, words_of
from tradenlp.extract.events.grammar import (
    agents_of,
    core,
    modifiers,
    next_word,
    person_before,
    subjects_of,
    word_class,
)
from tradenlp.extract.events.officials import jointly, offices, owner_before, unnamed_guests, who_says, whose_members
from tradenlp.extract.events.parties import (
    acts_for,
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
    place_after,
    place_before,
    place_of_clause_before,
    place_of_journey,
)
from tradenlp.extract.events.reach import Reach, read_right
from tradenlp.extract.events.scene import Scene
from tradenlp.extract.state import measures_of
from tradenlp.facts import ActorMention, DateExpression


@dataclass(frozen=True, slots=True)
class _Clause:
    """The clause of a cue: its verb, who is its subject, and what follows."""

    spot: Spot
    subjects: Sequence[Token]
    own: Sequence[int]
    """the tokens of the subjects"""
    reach: Reach
    goal: Place | None
    """the place behind the verb; of a visit where it leads"""
    errand: bool
    """unnamed officials travel to negotiate"""
    groups: tuple[str, ...]
    """the groups whose gathering it is: `G7 ministers met`"""

    @property
    def token(self) -> Token:
        """The verb."""
        return self.spot.token

    @property
    def kind(self) -> str:
        """The type of the event: an errand is talks, whatever verb tells of it."""
        return "talks" if self.errand else self.spot.type


def verb_draft(spot: Spot, scene: Scene, near: Sequence[Token]) -> Draft | None:
    """The draft of the event that a verb tells of, None where the clause lacks what the cue asks for.

    `near` are the other cues, which end what belongs to this one.
    """
    token = spot.token
    clause = _clause(spot, scene, near) if _objects_fit(spot, scene) else None
    if clause is None or not _leads_somewhere(clause, scene):
        return None
    place, date = _place(clause, scene), closest_date(token, scene, near)
    if not _met_as_asked(clause, place, scene):
        return None
    company = _company(clause, (place, date), scene)
    if company is None:
        return None
    return Draft(
        clause.kind,
        words_of(scene, token.i, token.i),
        sentence_number(scene, token),
        company.ids,
        company.words,
        place or place_of_journey(token, scene) or place_before(token, scene),
        date,
        cue=spot.cue.id,
        both=company.both,
        needs=1 if not company.ids or _needs_no_other(clause, scene) else spot.cue.needs,
        people=0 if clause.errand or company.both else _people_to_name(clause, scene),
    )


def _clause(spot: Spot, scene: Scene, near: Sequence[Token]) -> _Clause:
    token, hearing = spot.token, spot.type == "hearing"
    links = word_class("links_to") if hearing or spot.type == "call" else frozenset(spot.cue.then) & {"on"}
    reach = read_right(token, scene, [t.i for t in near], objects=not hearing or spot.cue.body, links=links)
    subjects = (spot.cue.jointly and agents_of(token)) or subjects_of(token) if scene.parsed else []
    visit, meeting = spot.type == "visit", spot.type == "meeting"
    return _Clause(
        spot,
        subjects,
        sorted(i for subject in subjects for i in core(subject)),
        reach,
        (_leads_to(spot, scene) if visit else None) or best_place(reach.places),
        visit and goes_to_negotiate(token, subjects, scene),
        tuple(g for s in subjects if meeting for g in groups(modifiers(s, scene), "summit", scene)),
    )


def _objects_fit(spot: Spot, scene: Scene) -> bool:
    """Whether what the verb acts on is what its cue asks for, and no thing where it asks for people."""
    token, cue = spot.token, spot.cue
    if cue.objects and not _has_object(spot, scene):
        return False
    if (cue.id == "call on" and asks(token)) or (cue.id == "call somebody" and not rings(token, scene)):
        return False
    company = cue.needs > 1 and spot.type != "hearing" and not cue.line and not cue.things
    if company and other_object(token, scene, cue.before):
        return False
    return body_fits(spot, scene) and (not cue.to_person or person_object(token, scene))


def _has_object(spot: Spot, scene: Scene) -> bool:
    if spot.cue.to_place:
        sent = any(c.dep_ in ("dobj", "nsubjpass") and c.lower_ in spot.cue.objects for c in spot.token.children)
        return sent or person_object(spot.token, scene)
    sentence = scene.sentence(spot.token)
    first, last = max(sentence.start, spot.token.i - 12), min(sentence.end, spot.token.i + 14)
    return any(t.lower_ in spot.cue.objects for t in scene.doc[first:last])


def _leads_to(spot: Spot, scene: Scene) -> Place | None:
    """The place of a visit: right behind the words of its cue, or where its verb leads."""
    if spot.cue.then:
        return place_after(spot.token.i + 1, scene)
    return destination(spot.token, scene, spot.cue.before)


def _goes_home(clause: _Clause, goal: Place, scene: Scene) -> bool:
    """`The delegation headed back to Beijing`: whoever returns to his or her own capital visits nobody."""
    home = _seats().get(goal.words.text)
    visitors = {acts_for(m.actor_id, scene) for m in _subject_actors(clause, scene)}
    return home is not None and visitors == {home}


@cache
def _seats() -> Mapping[str, str]:
    """The state of each seat of government."""
    return {seat: state.id for state in registry().states.values() for seat in state.seats}


def _leads_somewhere(clause: _Clause, scene: Scene) -> bool:
    """Whether a visit leads to a place or to somebody, and to a place if its cue asks for one."""
    goal = clause.goal
    if clause.spot.type != "visit":
        return True
    if goal is not None and not clause.errand and _goes_home(clause, goal, scene):
        return False
    if goal is None:
        return next_word(clause.token) == "here" or (bool(clause.reach.parties) and not clause.spot.cue.to_place)
    return goal.rank <= 1 or not clause.spot.cue.to_place


def _place(clause: _Clause, scene: Scene) -> Place | None:
    """Where it takes place by the clause or by the one that `where` points to; of some cues by the sentence's start."""
    place = clause.goal or place_of_clause_before(clause.token, scene)
    return place or (place_before(clause.token, scene) if clause.spot.cue.near_place else None)


def _met_as_asked(clause: _Clause, place: Place | None, scene: Scene) -> bool:
    """Whether several do together what is an event only so, and in a city where the cue asks for one."""
    cue = clause.spot.cue
    if cue.jointly and not jointly(clause.token, clause.subjects, scene):
        return False
    return not cue.near_place or (place is not None and not place.rank and not place.country)


def _company(clause: _Clause, anchors: tuple[Place | None, DateExpression | None], scene: Scene) -> Company | None:
    """Who takes part, None where nobody does; `anchors` are the place and the day."""
    cue = clause.spot.cue
    named = [*_subject_actors(clause, scene), *clause.reach.parties, *_hosts(clause, scene)]
    both = any(both_sides(scene.doc[i]) for i in clause.own)
    ids = identities(named, "talks" if cue.id == "send" else clause.kind, scene)
    if cue.things and not cue.jointly and len(ids) < cue.needs and other_object(clause.token, scene):
        return None
    ids = (*clause.groups, *ids)
    if not ids:
        named, both = _unnamed_parties(clause, anchors, scene, both)
        ids = identities(named, clause.kind, scene) or _sides_of_deal(clause, anchors, scene)
    return Company(ids, named, both) if ids or both or _again(clause, anchors) else None


def _sides_of_deal(
    clause: _Clause, anchors: tuple[Place | None, DateExpression | None], scene: Scene
) -> tuple[str, ...]:
    """`The pact, which was signed in May`: who signed it are the sides of the deal that the article tells of.

    A pact that is only dated by its year (`the pact signed in 2012`) tells of no occasion.
    """
    place, day = anchors
    dated = day is not None and len(day.value or "") > len("2012")
    if clause.spot.cue.id != "sign" or not (place or dated) or not clause.subjects:
        return ()
    objects = (c for c in clause.token.children if c.dep_ == "dobj" and c.lower_ in clause.spot.cue.objects)
    signed = next(objects, clause.subjects[0])
    start, end = scene.doc[signed.left_edge.i].idx, signed.idx + len(signed)
    deals = [m for m in measures_of(scene.doc) if m.type == "trade_agreement" and len(m.imposers) > 1]
    told = (m for m in deals if any(start <= t.start < end or t.start <= signed.idx < t.end for t in m.mentions))
    return next((m.imposers for m in told), ())


def _again(clause: _Clause, anchors: tuple[Place | None, DateExpression | None]) -> bool:
    """`The council meets again in May`, `a pledge to reconvene in Oslo`: those who met before, without a name."""
    if clause.spot.type != "meeting" or anchors == (None, None) or clause.reach.parties:
        return False
    again = next_word(clause.token) == "again" or clause.token.lower_.startswith("reconven")
    known = any(s.lower_ in word_class(name) for s in clause.subjects for name in ("bodies", "unnamed", "pledges"))
    return again and (known or not clause.subjects)


def _hosts(clause: _Clause, scene: Scene) -> list[ActorMention]:
    """`visited India`: the country that a visit leads to takes part."""
    goal = clause.goal
    if clause.spot.type != "visit" or goal is None or not goal.country:
        return []
    return scene.mentions_in(scene.tokens_of(goal.words.start, goal.words.end))


def _subject_actors(clause: _Clause, scene: Scene) -> list[ActorMention]:
    """Who does it: the actors of the subject, whom its pronoun stands for, without a subject those just before."""
    if not clause.subjects:
        return nearest_left(clause.token, scene)
    first = clause.subjects[0]
    mention = scene.actor_at.get(first.i)
    if first.text == "He" and mention is not None and mention.form != "pronoun":
        return scene.mentions_in(list_around(first, scene))
    named = scene.mentions_in(clause.own)
    if named or first.lower_ in ("he", "she"):
        return named or person_before(first, scene)
    return who_says(clause.token, scene) if first.lower_ == "it" else owner_before(first, scene)


def _unnamed_parties(
    clause: _Clause, anchors: tuple[Place | None, DateExpression | None], scene: Scene, both: bool
) -> tuple[list[ActorMention], bool]:
    """Who takes part where the clause names nobody: those named before, or both states that the article is about."""
    token, kind, subjects = clause.token, clause.kind, clause.subjects
    anchored = anchors != (None, None)
    if kind == "signing" and anchored and any(s.lower_ in word_class("signatories") for s in subjects):
        return states_around(token, scene), True
    if kind == "signing" and anchors[0] is not None:
        return states_named(token, scene), True
    if kind not in ("meeting", "call", "talks"):
        return [], both
    they = any(subject.lower_ in word_class("they") for subject in subjects)
    if they and kind == "meeting" and (members := whose_members(token, scene)):
        return members, True
    both = both or (anchored and (clause.spot.cue.line or unnamed_sides(subjects, scene)))
    return (pair_before(token, scene) if (both or they) and kind != "talks" else []), both


def _needs_no_other(clause: _Clause, scene: Scene) -> bool:
    """Whether one named participant is enough, since the others are told of without a name or are its members."""
    cue, token = clause.spot.cue, clause.token
    return (
        clause.errand
        or cue.jointly
        or bool(clause.groups)
        or _signs_alone(clause, scene)
        or _bargains_there(clause, scene)
        or _is_here(clause)
        or (clause.spot.type in ("meeting", "call") and unnamed_guests(token))
        or collective(clause.subjects, scene)
        or (cue.body and chamber_near(token, scene))
    )


def _signs_alone(clause: _Clause, scene: Scene) -> bool:
    """`Mark Carney signed the pact in Oslo`: the other side of a pact is told of elsewhere or not at all."""
    if clause.spot.cue.id != "sign" or not any(scene.kind_at(i) == "person" for i in clause.own):
        return False
    return any(c.dep_ == "dobj" and c.lower_ in clause.spot.cue.objects for c in clause.token.children)


def _bargains_there(clause: _Clause, scene: Scene) -> bool:
    """`The minister negotiates in Lima on the last points`: somebody of a state, and where."""
    if clause.spot.cue.id != "negotiate" or clause.goal is None:
        return False
    return any(scene.kind_at(i) in ("person", "country", "bloc", "government_body") for i in clause.own)


def _is_here(clause: _Clause) -> bool:
    """`when she visits here next month`: where the news was written."""
    return clause.spot.cue.id == "to visit" and next_word(clause.token) == "here"


def _people_to_name(clause: _Clause, scene: Scene) -> int:
    """How many people must be named: those whom the cue asks for without those told of by their office."""
    told = offices((*clause.own, *range(clause.token.i + 1, clause.reach.end)), scene)
    return max(0, clause.spot.cue.people - told)
