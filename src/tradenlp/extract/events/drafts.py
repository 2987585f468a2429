"""Turns an event cue into a draft of an event: what its own sentence says, before the article is taken together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from tradenlp.extract.events.cues import Spot
from tradenlp.extract.events.days import is_news
from tradenlp.extract.events.draft import Draft
from tradenlp.extract.events.grammar import is_besides, modifiers, subjects_of
from tradenlp.extract.events.noun_drafts import noun_draft
from tradenlp.extract.events.places import Place, named_places
from tradenlp.extract.events.progress import status_of
from tradenlp.extract.events.scene import Scene
from tradenlp.extract.events.verb_drafts import verb_draft

_NEAR = 40
"""tokens within which another cue may claim a place or a day"""


def drafts_of(spots: Sequence[Spot], scene: Scene, published: date | None) -> Iterator[Draft]:
    """The drafts of all cues, in text order."""
    nouns = {spot.token.i for spot in spots if spot.cue.part == "noun"}
    spots = [spot for spot in spots if not (spot.cue.part != "noun" and _told_of_noun(spot.token, nouns, scene))]
    for number, spot in enumerate(spots):
        near = _cues_near(spots, number)
        draft = noun_draft(spot, scene, near) if spot.cue.part == "noun" else verb_draft(spot, scene, near)
        if draft is None or _in_a_name(spot, scene):
            continue
        draft = status_of(draft, spot.token, scene, published)
        draft = replace(draft, news=is_news(draft, spot.token, scene), besides=is_besides(spot.token))
        if not _holds(spot, draft, scene):
            continue
        places = _places_of_several(spot, scene, near)
        if places:
            yield from (replace(draft, place=place, date=None) for place in places)
        else:
            yield draft


def _cues_near(spots: Sequence[Spot], number: int) -> list[Token]:
    """The cues around a cue; none where its place and day may be those of the next."""
    spot = spots[number]
    if spot.cue.reads_on:
        return []
    spots = [s for s in spots if s is spot or not _by_the_way(s)]
    number = spots.index(spot)
    around_it = [*spots[max(0, number - _NEAR) : number], *spots[number + 1 : number + 1 + _NEAR]]
    return [s.token for s in around_it if abs(s.token.i - spot.token.i) < _NEAR]


def _by_the_way(spot: Spot) -> bool:
    """`talks held via videoconference on Monday`: says only how they were held."""
    return spot.type == "call" and spot.token.i > 0 and spot.token.nbor(-1).lower_ in ("via", "by", "over", "through")


def _places_of_several(spot: Spot, scene: Scene, near: Sequence[Token]) -> list[Place]:
    """`three rounds of talks in Oslo, Bonn and Rome`: the places of several events told of at once; else none."""
    if spot.token.tag_ != "NNS" and not spot.cue.of:
        return []
    listed = list(named_places(spot.token, scene, [t.i for t in near]))
    return listed if len(listed) > 2 or (len(listed) > 1 and _counted(spot, scene)) else []


def _in_a_name(spot: Spot, scene: Scene) -> bool:
    """`the Growers Forum`: the word belongs to the name of a body."""
    mention = scene.actor_at.get(spot.token.i)
    return spot.cue.part == "noun" and mention is not None and mention.form != "pronoun"


def _with_errand(spot: Spot, scene: Scene) -> bool:
    """`was in Lima to meet farmers`, `is in Oslo for talks`: says what somebody is there for."""
    tail = scene.doc[spot.token.i + 2 : spot.token.i + 6]
    return any(t.lower_ in ("to", "for") and t.head == spot.token for t in tail) or any(
        t.dep_ == "advcl" and t.tag_ == "VB" for t in spot.token.children
    )


def _holds(spot: Spot, draft: Draft, scene: Scene) -> bool:
    """Whether the place or day stands there without which the cue names no event."""
    if spot.cue.dated and draft.date is None and not _with_errand(spot, scene):
        return False
    if spot.cue.id == "sign" and draft.status in ("planned", "uncertain") and not _somewhere(draft, spot, scene):
        return False
    opens = draft.news and spot.type == "hearing"
    return not spot.cue.anchored or opens or draft.place is not None or draft.date is not None


def _somewhere(draft: Draft, spot: Spot, scene: Scene) -> bool:
    """`will sign pacts when he visits on May 4`, not `will sign pacts with others`: when or where is told."""
    sentence = scene.sentence(spot.token)
    day = any(scene.date_at.get(i) is not None for i in range(sentence.start, sentence.end))
    return draft.place is not None or draft.date is not None or day


def _told_of_noun(verb: Token, nouns: Collection[int], scene: Scene) -> bool:
    """`The talks reconvened`: a verb whose subject is an event tells of that one; a participle in front of none."""
    return scene.parsed and (verb.dep_ == "amod" or any(subject.i in nouns for subject in subjects_of(verb)))


def _counted(spot: Spot, scene: Scene) -> bool:
    """Whether a number of events is named: `three rounds of talks in …`."""
    return any(scene.doc[i].tag_ == "CD" for i in modifiers(spot.token, scene))
