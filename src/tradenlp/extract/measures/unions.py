"""What members of a customs union leave to it: duties at its border are set by all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party, is_member
from tradenlp.extract.state import context_of
from tradenlp.extract.view import View

AT_THE_BORDER = frozenset({"import_tariff", "anti_dumping", "countervailing_duty", "safeguard"})
"""types that a member of a customs union does not set for itself"""
COMMON = frozenset({"export_incentive", "import_licensing", "import_quota", "other_tax", "trade_investigation"})
"""types that members seldom set: one that nobody is said to have set is the union's"""
ONE_BORDER = frozenset({"EU"})
"""unions whose members have no duties of their own left"""
LEFT = {("GB", "EU"): 2020}
"""members of old, with the first year in which they were none"""


def unions_of(view: View, parties: Sequence[Party]) -> dict[str, str]:
    """By the id of each member that the article names the customs union that it names as well."""
    named = {p.actor_id for p in parties if p.is_state}
    published = context_of(view.doc).published
    found = {}
    for union in named & ONE_BORDER:
        for state in named:
            left = LEFT.get((state, union))
            if is_member(state, union) or (left and published and published.year < left):
                found[state] = union
    return found


def set_together(mentions: Iterable[Mention], unions: dict[str, str]) -> list[Mention]:
    """ "A French official said duties on copiers would rise": the union that France is in raises them."""
    return [_together(m, unions) if unions and m.kind in AT_THE_BORDER else m for m in mentions]


def _together(mention: Mention, unions: dict[str, str]) -> Mention:
    makers = mention.roles.imposers
    if makers.keys().isdisjoint(unions):
        return mention
    common = {unions.get(actor, actor): why for actor, why in makers.items()}
    aimed = {actor: why for actor, why in mention.roles.targets.items() if actor not in common}
    return replace(mention, roles=Roles(common, aimed))


def completed_together(act: Act, unions: dict[str, str]) -> set[str]:
    """The same for the imposers of an act, for common policies where no mention says that a member did it."""
    if act.kind in AT_THE_BORDER:
        return {unions.get(actor, actor) for actor in act.imposers}
    told = {actor for m in act.mentions for actor in m.roles.imposers} if act.kind in COMMON else act.imposers
    return {actor if actor in told else unions.get(actor, actor) for actor in act.imposers}
