"""Who can act in trade policy: mentions of actors turned into the states, blocs and firms they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from tradenlp.extract.actors.registry import Office, registry
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.state import context_of
from tradenlp.extract.view import View, within
from tradenlp.facts import Actor

STATES = frozenset({"country", "bloc"})
CUSTOMS_UNIONS = word_list("customs_unions")
SOVIET_UNTIL = 1991
"""the last year of the Soviet Union"""
ROUNDS = word_list("rounds")
WORKS = word_list("works")
FIRMS = frozenset({"company"})
WRITTEN = frozenset({"drafted", "sponsored", "co-sponsored", "cosponsored", "tabled"})
WRITTEN_BY = tuple(f"-{word}" for word in WRITTEN)
VOTED_ON = frozenset({"resolution", "resolutions", "text"})
"""what a council votes on"""
WORLD = "united-nations"
SANCTIONING_BODIES = frozenset({WORLD, "un-security-council"})


@dataclass(frozen=True, slots=True)
class Party:
    """A mention of somebody who can impose, sign or be hit, with its tokens."""

    actor_id: str
    """a state or bloc, or the firm or body itself"""
    is_state: bool
    kind: str
    """kind of the actor that is named (a ministry or a minister stands for its state)"""
    form: str
    first: int
    last: int
    """end exclusive"""
    home: str | None = None
    """the state that a firm is of"""

    @property
    def named_state(self) -> bool:
        """Whether the state itself is named, not one of its people or bodies."""
        return self.kind in STATES


def parties_of(view: View) -> list[Party]:
    """Parties in text order; people and bodies stand for their state, media and associations for nobody."""
    found = []
    soviet, published = _soviet(view), context_of(view.doc).published
    for placed in view.actors:
        actor = view.table.get(placed.fact.actor_id)
        party = actor and (_served(actor, published) or _stands_for(actor))
        party = "SU" if party == "RU" and soviet else party
        apart = _names_a_round(view, placed.first, placed.last) or _is_other_than(view, placed.first)
        if actor and party and not apart and not _drafted(view, placed.last):
            home = None if _is_state(actor) else actor.country
            found.append(Party(party, _is_state(actor), actor.kind, placed.fact.form, placed.first, placed.last, home))
    return [_at_work(view, party, found) for party in found]


def _soviet(view: View) -> bool:
    """Whether Moscow is the seat of the Soviet Union: in news of its time that names it."""
    published = context_of(view.doc).published
    return published is not None and published.year <= SOVIET_UNTIL and "SU" in view.table


def _names_a_round(view: View, first: int, last: int) -> bool:
    """ "the Uruguay Round": a round of talks is called by where it began, which is no party to it."""
    return view.words[last : last + 1] == ["round"] and view.words[first] in ROUNDS


def _is_other_than(view: View, first: int) -> bool:
    """ "Non-EU countries": named for what they are not."""
    return first > 1 and view.words[first - 2 : first] == ["non", "-"]


def _drafted(view: View, last: int) -> bool:
    """ "A U.S.-sponsored resolution", "the resolution drafted by Togo": who votes for it acts, and not who wrote it."""
    if view.words[last - 1].endswith(WRITTEN_BY) or (
        view.words[last : last + 1] == ["-"] and view.words[last + 1 : last + 2] and view.words[last + 1] in WRITTEN
    ):
        return True
    by = view.heads[last - 1]
    verb = view.heads[by]
    return view.words[by] == "by" and view.words[verb] in WRITTEN and view.words[view.heads[verb]] in VOTED_ON


def _at_work(view: View, firm: Party, parties: Sequence[Party]) -> Party:
    """ "Hanwha in Malaysia", "Trina's plants in Laos": a firm is of the state where it works."""
    if firm.home is None:
        return firm
    owner, thing = view.words[firm.last : firm.last + 1], view.words[firm.last + 1 : firm.last + 2]
    works = owner == ["'s"] and not WORKS.isdisjoint(thing)
    last = firm.last + 2 * works
    if view.words[last : last + 1] != ["in"]:
        return firm
    place = next((p for p in parties if p.first in (last + 1, last + 2) and p.named_state), None)
    return replace(firm, home=place.actor_id) if place else firm


def _served(actor: Actor, day: date | None) -> str | None:
    """The union that a person holds an office of: a commissioner speaks for it, and not for where they are from."""
    if actor.kind != "person":
        return None
    return next((union for office, union in _union_offices().get(actor.actor_id, ()) if office.held_on(day)), None)


@cache
def _union_offices() -> Mapping[str, Sequence[tuple[Office, str]]]:
    """The offices in unions of states, the widest among them, and in their bodies, each with the union, by holder."""
    known, found = registry().entries, dict[str, list[tuple[Office, str]]]()
    for office in registry().offices:
        body = known.get(office.of)
        union = known.get(body.parent or "") if body is not None and body.kind == "government_body" else body
        if union is not None and (union.kind == "bloc" or union.id == WORLD):
            found.setdefault(office.holder, []).append((office, union.id))
    return found


def _stands_for(actor: Actor) -> str | None:
    if actor.kind in STATES | FIRMS:
        return actor.actor_id
    if actor.kind == "government_body":
        return actor.parent_id or actor.country
    if actor.kind == "person":
        return actor.country
    if actor.actor_id in SANCTIONING_BODIES:
        return WORLD  # the United Nations sanction by their council
    return None


def _is_state(actor: Actor) -> bool:
    return actor.kind in STATES or actor.kind in ("government_body", "person", "international_organization")


def is_member(state: str, bloc: str) -> bool:
    """Whether a state is within the common border of a customs union, which it keeps no goods out of."""
    union = registry().states.get(bloc) if bloc in CUSTOMS_UNIONS else None
    return union is not None and state in union.members


def prominence(parties: Sequence[Party]) -> list[str]:
    """States by how often they are named, most often first."""
    return [actor for actor, _ in Counter(p.actor_id for p in parties if p.is_state).most_common()]


def is_state(view: View, actor: str) -> bool:
    """Whether an actor is a state or bloc."""
    known = view.table.get(actor)
    return known is not None and known.kind in STATES


def names_token(view: View, token: int) -> bool:
    """Whether a token is part of the name of a state or bloc."""
    near = within(view.actors, max(0, token - 6), token + 1)
    return any(p.first <= token < p.last and is_state(view, p.fact.actor_id) for p in near)


def names_state(view: View, token: int) -> bool:
    """Whether a state or bloc is named by a token or by what hangs on it."""
    below = view.subtree(token)
    return any(is_state(view, p.fact.actor_id) for p in within(view.actors, below[0], below[-1] + 1))
