"""Who does it to whom: what syntax tells first, then the order of words and the sentence before."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.deal_roles import deal_roles
from tradenlp.extract.measures.dispute_roles import ruling_roles
from tradenlp.extract.measures.flow_roles import bidden, stopped_there
from tradenlp.extract.measures.links import UNAIMED, Roles, is_below, span_head
from tradenlp.extract.measures.noun_roles import flowing_goods, inside_role, noun_phrase_role
from tradenlp.extract.measures.order_roles import (
    by_last,
    by_nearest,
    by_pronoun,
    doer,
    its_goods,
    joined_before,
    nearby_targets,
    possessive,
    receivers,
    standing_before,
)
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.relief import relieved
from tradenlp.extract.measures.verb_roles import clause_of_noun, governor_roles
from tradenlp.extract.status.decide import StatusCues
from tradenlp.extract.view import View

BACKING = frozenset({"subsidy", "export_incentive"})


def read_roles(
    view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, cues: Sequence[Cue], before: Party | None
) -> Roles:
    """Roles of the parties of one sentence towards the mention `cue`; `cues` are all mentions of the sentence.

    `before` is who was the subject of the sentence before, for a pronoun to stand for.
    """
    roles, head, side = Roles(), cue.head, cue.kind.side
    others = {c.head for c in cues if not set(c.tokens) & set(cue.tokens) and not view.is_verb(c.head)}
    parties = [p for p in parties if not _of_another(view, p, head, others)]
    parties = [p for p in parties if not inside_role(view, p, cue, roles)]
    if side == "deal":
        deal_roles(view, statuses, parties, head, cue.tokens, roles)
        return roles
    if side == "dispute":
        ruling_roles(view, parties, cue, roles)
        parties = [p for p in parties if p.actor_id not in roles.imposers and p.actor_id not in roles.targets]
    parties = [p for p in parties if not flowing_goods(view, p, cue, roles)]
    rest = [p for p in parties if not noun_phrase_role(view, p, cue, roles)]
    rest = [p for p in rest if not clause_of_noun(view, p, head, side, roles)]
    pronoun = governor_roles(view, statuses, rest, cue, roles)
    if cue.kind.id in BACKING and not roles.imposers:
        receivers(view, rest, cue, roles)
    joined_before(view, rest, roles)
    if not roles.imposers:
        standing_before(view, statuses, rest, cue, roles)
    stopped_there(view, parties, cue, roles)
    bidden(view, parties, cue, roles)
    if not roles.imposers and pronoun is not None:
        by_pronoun(view, parties, pronoun, before, roles)
    if not roles.imposers and (its := possessive(view, head)) is not None:
        by_nearest(parties, its, before, roles)
    if not roles.imposers and side != "dispute":
        doer(view, rest, cue, roles)
    if not roles.targets and side != "home" and (its := its_goods(view, cue)) is not None:
        by_last(rest, its, roles)
    if not roles.targets and side not in ("home",):
        nearby_targets(view, rest, head, side, roles)
    relieved(view, parties, cue, roles)
    if cue.kind.id == "investment_restriction" and view.is_verb(head):
        _buyers(roles)
    _settle(roles, side, cue.kind.id)
    return roles


def _of_another(view: View, party: Party, head: int, others: Collection[int]) -> bool:
    """ "India's licences for laptops and the duties on Chinese toys": the toys' state belongs to the second mention."""
    for token in (span_head(view, party), *view.ancestors(span_head(view, party))):
        if token == head:
            return False
        if token in others and not is_below(view, head, token):
            return view.deps[token] == "conj" or not is_below(view, token, head)
    return False


def _buyers(roles: Roles) -> None:
    """ "Canada blocked the takeover by a Chinese group": who buys is hit, not who imposes."""
    buyers = {actor: why for actor, why in roles.imposers.items() if why[0] in ("by", "agent")}
    if len(buyers) < len(roles.imposers):
        roles.imposers = {actor: why for actor, why in roles.imposers.items() if actor not in buyers}
        roles.targets.update(buyers)


def _bound_or_hit(roles: Roles) -> None:
    """ "Canada orders Chinese firms to sell": bound are one's own, and those of others are hit."""
    bound = [actor for actor, why in roles.imposers.items() if why[0] == "binds its own"]
    if len(bound) < len(roles.imposers):
        for actor in bound:
            roles.targets[actor] = roles.imposers.pop(actor)


def _settle(roles: Roles, side: str, kind: str) -> None:
    _bound_or_hit(roles)
    for actor in list(roles.targets):
        if actor in roles.imposers:
            del roles.targets[actor]
    if side == "home" or kind in UNAIMED:
        roles.targets.clear()
