"""Who has made what nobody is said to have made: the state that most of what the article tells speaks for.

A sentence may leave its maker to the reader: "The duty on copper rises to 5%". The reader thinks of who rules in the
news, who did the last thing told, whose ministry was last heard, who was spoken of just before, and not of whom the
measure hits. No single one of these decides; each gives points, and the state with the most has made it. The points
are log odds fitted to acts with known makers, rounded to whole numbers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from math import log2

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.deal_rows import sides_in_row
from tradenlp.extract.measures.links import CHARGING_NONE
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.own_news import rules, speaks
from tradenlp.extract.measures.parties import Party, is_member, prominence
from tradenlp.extract.measures.undergoing import UNDERGOES
from tradenlp.extract.view import View

OFFICES = frozenset({"government_body", "person"})
"""kinds of actor that stand for a state and have no goods of their own"""
HIT = -2
"""points of who seems to be hit by it, or is in a union with who is"""
ONLY_HIT = -1
"""of who is told to be hit by such measures and to have made none"""
NATIONALITY = -1
"""of whose goods or people its sentence tells of: "European brandy" """
IN_OFFICE_HERE = 2
"""of whose body or office-holder the sentence names"""
BESIDE = 2
"""of who is named in its sentence beside others and does not speak: one of them acts, one named alone is acted on"""
JUST_BEFORE = 1
"""of who is named in the sentence before"""
SUBJECT_BEFORE = 1
"""of who was the subject of the sentence before"""
OFFICE_BEFORE = 1
"""of whose body or office-holder was named last before it"""
LAST_MAKER = 1
"""of who made what was told last before it"""
LEAST = 3
"""points without which nobody is taken for the maker"""
SHUNNING = frozenset({"entity_listing", "sanctions", "export_control"})
"""types by which a state hits firms of others"""
SUFFERING = frozenset(
    {"passive subject", "bears it", "rate for", "object of the verb", "against after the noun", UNDERGOES}
)
"""rules that name who is hit for certain: "was hit with duties", "faces 9%", "20% for Laos" """


class Makers:
    """What an article tells of its states, asked for the likely maker of each act of which none is told."""

    def __init__(self, view: View, parties: Sequence[Party], acts: Sequence[Act]) -> None:
        self._view = view
        self._states = [p for p in parties if p.is_state]
        self._told = [(a, frozenset(a.imposers)) for a in acts if a.imposers and a.one_sided]

    @cached_property
    def _ruling(self) -> dict[str, float]:
        """Points for being told of as ruling: one more for twice as often. Who is named most often comes first."""
        ruling = Counter(p.actor_id for p in self._states if rules(self._view, p))
        return {state: log2(1 + ruling[state]) for state in prominence(self._states)}

    def likely(self, act: Act) -> str | None:
        """The state that the most speaks for."""
        points = dict(self._ruling)
        for state, more in self._points(act):
            points[state] = points.get(state, 0) + more
        out = act.objectors | struck(act) | CHARGING_NONE.get(act.kind, frozenset()) | self._homes(act)
        able = [state for state in points if state not in out and points[state] >= LEAST]
        return max(able, key=lambda state: points[state], default=None)

    def _homes(self, act: Act) -> frozenset[str]:
        """The states whose firms an act hits: no state shuns its own."""
        if act.kind not in SHUNNING:
            return frozenset()
        hit = (self._view.table.get(target) for target in act.targets)
        return frozenset(
            actor.country for actor in hit if actor is not None and actor.kind == "company" and actor.country
        )

    def _points(self, act: Act) -> Iterator[tuple[str, int]]:
        """What speaks for and against states, each with the points that it gives."""
        first = act.mentions[0]
        yield from self._by_sentence(first)
        yield from ((state, HIT) for state in self._ruling if _hits_itself(state, act))
        same = [other for other, _ in self._told if other.kind == act.kind]
        hit = {state for other in same for state in other.targets}
        yield from ((state, ONLY_HIT) for state in hit.difference(*(other.imposers for other in same)))
        yield from ((state, SUBJECT_BEFORE) for state in {m.before for m in act.mentions if m.before})
        head = first.cue.head
        offices = (p for p in reversed(self._within(0, head)) if p.kind in OFFICES and p.last <= head)
        yield from ((p.actor_id, OFFICE_BEFORE) for p in islice(offices, 1))
        yield from ((state, LAST_MAKER) for state in self._last_makers(first))

    def _by_sentence(self, first: Mention) -> Iterator[tuple[str, int]]:
        """The points that its first sentence and the one before give."""
        here = self._within(*self._view.sentences[first.sentence])
        yield from ((state, IN_OFFICE_HERE) for state in {p.actor_id for p in here if p.kind in OFFICES})
        adjectives = (p for p in here if p.form == "adjective" and not rules(self._view, p))
        yield from ((state, NATIONALITY) for state in {p.actor_id for p in adjectives})
        named, speaking = {p.actor_id for p in here}, {p.actor_id for p in here if speaks(self._view, p)}
        if len(named) > 1:
            yield from ((state, BESIDE) for state in named - speaking)
        if first.sentence:
            before = self._within(*self._view.sentences[first.sentence - 1])
            yield from ((state, JUST_BEFORE) for state in {p.actor_id for p in before})

    def _within(self, start: int, end: int) -> list[Party]:
        low, high = (bisect_left(self._states, token, key=lambda p: p.first) for token in (start, end))
        return self._states[low:high]

    def _last_makers(self, first: Mention) -> frozenset[str]:
        """Who made what was told last before a mention."""
        near = [
            (other.distance(first), n)
            for n, (other, _) in enumerate(self._told)
            if any(m.sentence <= first.sentence for m in other.mentions)
        ]
        return self._told[min(near)[1]][1] if near else frozenset()


def _hits_itself(state: str, act: Act) -> bool:
    """Nobody is hit by what they did, nor by what a union that they are in did, nor it by what they did."""
    return any(state == hit or is_member(state, hit) or is_member(hit, state) for hit in act.targets)


def fill_makers(view: View, acts: Sequence[Act], parties: Sequence[Party]) -> list[Act]:
    """Give the acts of which enough is told, but no maker, the state that is likely to have made them.

    Returns those of them of which nobody was told whom they hit either.
    """
    for act in acts:
        act.imposers |= sides_in_row(view, act, parties)
    makers = Makers(view, parties, acts)
    untold = [
        act for act in acts if not act.imposers and not act.by_many and act.solid and act.one_sided and enough_told(act)
    ]
    found = [(act, maker) for act in untold if (maker := makers.likely(act)) is not None]
    aimless = [act for act, _ in found if not act.targets]
    for act, maker in found:
        act.imposers.add(maker)
        act.targets.discard(maker)
    return aimless


def struck(act: Act) -> set[str]:
    """Who is told to suffer a charge or a ban, and so cannot be who made it."""
    return {state for m in act.mentions for state, (rule, _) in m.roles.targets.items() if rule in SUFFERING}


def enough_told(act: Act) -> bool:
    """Whether anything sets it apart: whom it hits, goods, a rate or a stage."""
    return bool(act.targets or act.goods) or act.rate is not None or any(sure for _, sure in act.statuses)
