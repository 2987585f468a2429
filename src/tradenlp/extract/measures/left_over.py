"""Whom an act hits that nothing ties to it: types that hardly ever hold for all hit whoever else is told of."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.complete import of_all
from tradenlp.extract.measures.links import ON_SELLERS, span_head
from tradenlp.extract.measures.parties import Party, is_member, prominence
from tradenlp.extract.view import View

AT_STATES = ON_SELLERS | {"port_fee", "sanctions"}
"""types that are aimed at some state"""
AT_FIRMS = frozenset({"entity_listing"})
AT_ORIGINS = frozenset({"sps"})
"""types that are mostly aimed at a state, if not at what is unsound wherever it comes from"""
THROUGH = frozenset({"canal", "toll", "tolls", "transit", "strait", "passage"})
"""of fees that all pay who pass"""
FRIENDLY = frozenset({"alliance", "collaboration", "cooperation", "friendship", "partnership", "relations", "ties"})
"""nouns before "with" and whom a measure is not aimed at"""
STANDING = frozenset({"in_force", "extended"})
"""stages of tariffs on goods that mostly hold for all"""


def left_over(view: View, act: Act, acts: Sequence[Act], parties: Sequence[Party]) -> set[str]:
    """ "Peru's sanctions bite: banks in Chile close": the only other state that the sentences of an act name.

    Of a listing the firms that they name; of what is aimed at some state and of which no aim is told elsewhere,
    last of all whom the article names most.
    """
    if act.targets or not act.imposers or any(m.many for m in act.mentions):
        return set()
    if act.kind == "import_tariff":
        return _aim_beside(act, acts)
    if act.kind not in AT_STATES | AT_FIRMS | AT_ORIGINS:
        return set()
    spans = [view.sentences[m.sentence] for m in act.mentions]
    near = [p for p in parties if any(start <= p.first < end for start, end in spans)]
    if act.kind in AT_FIRMS:
        return {p.actor_id for p in near if p.kind == "company"}
    if act.kind in AT_ORIGINS and _before_judges(act, acts):
        return set()
    if act.kind == "port_fee" and any(not THROUGH.isdisjoint(view.words[start:end]) for start, end in spans):
        return set()
    parties = [p for p in parties if not _befriended(view, p)]
    others = [p for p in near if p.is_state and not _own(p.actor_id, act) and not _befriended(view, p)]
    found = _only(others) or _only([p for p in others if p.form == "adjective"])
    dealt_out = any(a.kind == act.kind and a.imposers == act.imposers and a.aimed for a in acts)
    if not found and act.kind in AT_STATES and not dealt_out:
        found = set([state for state in prominence(parties) if not _own(state, act)][:1])
    return found


def _befriended(view: View, party: Party) -> bool:
    """ "To deepen cooperation with Fiji and Samoa"."""
    above = [t for t in view.ancestors(span_head(view, party)) if view.words[t] == "with"][:1]
    return any(view.words[view.heads[t]] in FRIENDLY for t in above)


def _aim_beside(act: Act, acts: Sequence[Act]) -> set[str]:
    """ "Peru taxes shoes from Chile. The duty on rice may go up": whom the duties of the same maker beside it hit.

    What is only told to stand on goods is the tariff that all bear, and "most of its tariffs" are those on others too.
    """
    whole = not act.goods and act.rate is None and all(m.definite for m in act.mentions)
    if of_all(act) or whole or (act.goods and act.reported in STANDING):
        return set()
    own = (a for a in acts if a is not act and a.kind == act.kind and a.imposers & act.imposers and a.aimed)
    hit = {actor for a in own if _beside(a, act) for actor in a.targets} - act.imposers
    return hit if len(hit) == 1 else set()


def _beside(act: Act, other: Act) -> bool:
    """Whether one sentence, or two that follow each other, tell of both."""
    return any(abs(m.sentence - its.sentence) <= 1 for m in act.mentions for its in other.mentions)


def _only(parties: Sequence[Party]) -> set[str]:
    found = {p.actor_id for p in parties}
    return found if len(found) == 1 else set()


def _before_judges(act: Act, acts: Sequence[Act]) -> bool:
    """ "A panel sided with Chile against Peru's rules on seed": who sues over a rule may be one of many under it."""
    here = {m.sentence for m in act.mentions}
    cases = (a for a in acts if a.kind == "trade_dispute")
    return any(not here.isdisjoint(m.sentence for m in case.mentions) for case in cases)


def _own(state: str, act: Act) -> bool:
    """Whether a state is a maker of the act, or within the union that is, or objects to it."""
    return state in act.imposers | act.objectors or any(is_member(state, maker) for maker in act.imposers)
