"""Who does it to whom: what syntax tells first, then the order of words and the sentence before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tradenlp.extract.measures.affected import affected
from tradenlp.extract.measures.aimed import aimed_at
from tradenlp.extract.measures.answerable import called_to_account, pleads
from tradenlp.extract.measures.averted import averted
from tradenlp.extract.measures.blame import blamed
from tradenlp.extract.measures.clause_roles import (
    asked_for,
    in_office,
    landed_there,
    looked_into,
    origins_before,
    paid_there,
    spoken_of,
    whole_list,
)
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.deal_roles import deal_roles
from tradenlp.extract.measures.descriptions import bearing, described
from tradenlp.extract.measures.dispute_roles import case_roles, complaint_roles, ruling_roles, without_complainers
from tradenlp.extract.measures.dumping_roles import dumpers
from tradenlp.extract.measures.evaded import evaders
from tradenlp.extract.measures.flow_roles import bidden, home_of_sellers, leave_givers, stopped_there
from tradenlp.extract.measures.frozen_assets import frozen_assets
from tradenlp.extract.measures.givers import givers
from tradenlp.extract.measures.governments import by_government
from tradenlp.extract.measures.grounds import grounds_of, hit_for_deeds
from tradenlp.extract.measures.incentives import to_buyers
from tradenlp.extract.measures.its_goods import complains_for_its_goods, its_goods
from tradenlp.extract.measures.links import UNAIMED, Roles, is_below, span_head
from tradenlp.extract.measures.markets import into_market
from tradenlp.extract.measures.near_targets import (
    all_aimed_at,
    all_that_comes,
    bound_for,
    for_example,
    nearby_targets,
    only_other,
    origin_below,
)
from tradenlp.extract.measures.noun_roles import PROBES, flowing_goods, inside_role, noun_phrase_role, recognised
from tradenlp.extract.measures.order_roles import (
    adjective_of_its_aim,
    answering,
    changed_by_another,
    decided_by,
    doer,
    its_relative,
    joined_before,
    listed_makers,
    named_for_its_aim,
    receivers,
    standing_before,
)
from tradenlp.extract.measures.pairs import says_each_other
from tradenlp.extract.measures.parties import Party, is_member
from tradenlp.extract.measures.passages import Around
from tradenlp.extract.measures.pronoun_roles import (
    by_last,
    by_nearest,
    by_owner,
    by_pronoun,
    place_meant,
    possessive,
    told_before,
)
from tradenlp.extract.measures.relief import relieved
from tradenlp.extract.measures.seated import seated
from tradenlp.extract.measures.subjected import passed_on, subjected
from tradenlp.extract.measures.undergoing import undergoing
from tradenlp.extract.measures.verb_roles import clause_of_noun, goods_of_clause, governor_roles, struck_with
from tradenlp.extract.measures.whose import (
    by_owner_of_it,
    landed,
    of_the_market,
    owners_of,
    rates_of,
    under_them,
    whose_are_hit,
)
from tradenlp.extract.status.decide import StatusCues
from tradenlp.extract.view import View

MUTUALLY = 12
"""tokens from a measure within which it is said to be on each other's goods"""
GENERAL = frozenset({"safeguard"})
"""types that hold for everybody, whoever is named as an example"""
EMBARGOES = frozenset({"export ban", "embargo on a crop or an ore"})
"""entries of bans on sales that may be called by whom they hit: "the Togo arms embargo" """
DESTINATION = frozenset({"to after the noun", "to after the verb"})
"""rules that name where goods go: whom a state sells only so much"""
SANCTIONS = frozenset({"sanction", "sanctions"})
"""named in passing too, beside states that they do not hit"""
BOUND = frozenset({"export_control", "export_ban"})
"""types of what may not go to some"""
BACKING = frozenset({"subsidy", "export_incentive"})


@dataclass(frozen=True, slots=True)
class _Left:
    """What the parse leaves to the order of words."""

    parties: Sequence[Party]
    """all that may have a part in the mention, as owners of goods that flow do not"""
    rest: Sequence[Party]
    """those of them who got no role from the noun phrase of the mention or a clause within it"""
    pronoun: int | None
    """the token of a pronoun that stands as subject where a name is looked for"""


def read_roles(
    view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, cues: Sequence[Cue], context: Around
) -> Roles:
    """Roles of the parties of one sentence towards the mention `cue`; `cues` are all mentions of the sentence.

    `context` tells who was the subject of the sentence before, for a pronoun to stand for, and whose news it is.
    """
    grounds = grounds_of(view, parties, cue)
    aside = {p.first for p in (*grounds.doers, *grounds.others)}
    parties = [p for p in parties if p.first not in aside]
    roles, side, every = Roles(), cue.kind.side, parties
    parties = _own_parties(view, parties, cue, cues)
    owners = owners_of(view, parties, cue)
    parties = [p for p in parties if p not in owners and not inside_role(view, p, cue, roles)]
    if side == "deal":
        deal_roles(view, statuses, parties, cue.head, cue.tokens, roles)
        return roles
    parties = _by_words(view, parties, cue, roles)
    left = _by_syntax(view, statuses, parties, cue, roles)
    landed(view, parties, cue, roles)
    _by_order(view, statuses, left, cue, roles)
    by_owner_of_it(owners, every, cue, roles)
    if not roles.imposers:
        _by_reference(view, left, cue, context, roles)
    if side == "import" and roles.targets:
        whole_list(view, left.parties, roles)
    if not roles.targets and side != "home":
        _targets_near(view, left.rest if cue.kind.id not in PROBES else every, cue, roles)
    if not roles.targets and side in ("import", "firms", "export") and cue.kind.id not in GENERAL | UNAIMED:
        if side != "export":
            bearing(view, every, cue, context.before, roles)
        described(view, cue, [*context.named, *every], roles)
    whose_are_hit(view, every, cue, roles)
    of_the_market(view, every, cue, roles)
    relieved(view, left.parties, cue, roles)
    affected(view, every, cue, roles)
    _by_kind(view, every, cue, roles)
    hit_for_deeds(grounds, roles)
    _settle(roles, side, cue.kind.id)
    return roles


def _by_kind(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Fill what only some kinds of measure tell: a state left over, firms that buy, whose exports they are."""
    if cue.kind.id == "sanctions" and not roles.targets and view.words[cue.head] not in SANCTIONS:
        only_other(parties, roles)
    if cue.kind.id == "investment_restriction" and view.is_verb(cue.head):
        _buyers(roles)
    if cue.kind.id in BOUND and not roles.targets:
        bound_for(view, parties, cue, roles)
    if cue.kind.side == "export" and not roles.imposers:
        _own_exports(view, parties, roles)


def _by_words(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill the roles that single words tell, whatever the syntax; returns the parties left for other rules."""
    parties = passed_on(view, recognised(view, parties, cue, roles), cue, roles)
    parties = subjected(view, seated(view, parties, cue, roles), cue, roles)
    parties = leave_givers(view, givers(view, parties, cue, roles), cue, roles)
    parties = undergoing(view, frozen_assets(view, parties, cue, roles), cue, roles)
    parties = complains_for_its_goods(view, parties, cue, roles)
    parties = dumpers(view, blamed(view, parties, cue, roles), cue, roles)
    parties = in_office(view, asked_for(view, parties, cue, roles), cue, roles)
    parties = evaders(view, without_complainers(view, parties, cue), cue, roles)
    if cue.kind.side == "dispute":
        parties = _by_case(view, parties, cue, roles)
    parties = to_buyers(view, into_market(view, parties, cue, roles), cue, roles)
    return under_them(view, parties, cue, roles)


def _own_parties(view: View, parties: Sequence[Party], cue: Cue, cues: Sequence[Cue]) -> list[Party]:
    """The parties that belong to no other mention of the sentence."""
    others = {c.head for c in cues if not set(c.tokens) & set(cue.tokens) and not view.is_verb(c.head)}
    return [p for p in parties if not _of_another(view, p, cue.head, others)]


def _by_case(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill who complains and who answers, as the words of cases tell; returns the parties without a part in it."""
    complaint_roles(view, parties, cue, roles)
    left = _without_part(parties, roles)
    ruling_roles(view, left, cue, roles)
    case_roles(view, left, cue, roles)
    return _without_part(left, roles)


def _without_part(parties: Sequence[Party], roles: Roles) -> list[Party]:
    return [p for p in parties if p.actor_id not in roles.imposers and p.actor_id not in roles.targets]


def _by_syntax(view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, roles: Roles) -> _Left:
    """Fill the roles that the parse tells: from the noun phrase, the clauses within it, the verbs above it."""
    parties = aimed_at(view, [p for p in parties if not flowing_goods(view, p, cue, roles)], cue, roles)
    rest = [p for p in parties if not noun_phrase_role(view, p, cue, roles)]
    nouns = [cue.head, *(t for t in view.children(cue.head) if view.deps[t] == "dobj" and view.is_verb(cue.head))]
    nouns += [*rates_of(view, cue.head), *goods_of_clause(view, cue.head)]
    named = set(roles.imposers)
    rest = [p for p in rest if not any(clause_of_noun(view, p, n, cue.kind.side, roles) for n in nouns)]
    owners, aimed = set(roles.imposers) - named, dict(roles.targets)
    rest = averted(view, statuses, rest, cue, roles)
    pronoun = governor_roles(view, statuses, rest, cue, roles)
    if cue.kind.side == "import":
        _not_on_its_own(aimed, roles)
    if owners:
        # "opens an inquiry into the tax that Peru plans": who does something about it has not imposed it
        later = [a for a, why in roles.imposers.items() if a not in owners | named and why[0] == "subject"]
        for actor in later:
            del roles.imposers[actor]
    return _Left(parties, rest, pronoun)


def _by_order(view: View, statuses: StatusCues, left: _Left, cue: Cue, roles: Roles) -> None:
    """Add whom the order of words names: who gives to those that receive, who stands before, who is bidden."""
    if cue.kind.id in BACKING and not roles.imposers:
        receivers(view, left.rest, cue, roles)
    joined_before(view, left.rest, roles)
    listed_makers(view, left.parties, roles)
    if not roles.imposers and cue.kind.side != "dispute":
        decided_by(view, left.rest, cue, roles)
    if not roles.imposers:
        answering(view, left.rest, cue, roles)
    if not roles.imposers:
        standing_before(view, statuses, left.rest, cue, roles)
    if cue.kind.side in ("import", "firms") or view.words[cue.head] in ("embargo", "embargoes"):
        adjective_of_its_aim(view, left.parties, cue, roles)
    if cue.kind.side == "import":
        changed_by_another(view, left.parties, cue, roles)
    if cue.kind.side == "import" or cue.entry.id in EMBARGOES:
        named_for_its_aim(view, left.parties, cue, roles)
    if cue.kind.side in ("import", "firms"):
        struck_with(view, left.parties, cue, roles)
    stopped_there(view, left.parties, cue, roles)
    home_of_sellers(view, left.parties, cue, roles)
    if cue.kind.side in ("import", "export"):
        called_to_account(view, left.parties, cue, roles)
    if not roles.imposers:
        paid_there(view, left.parties, cue, roles)
    if not roles.imposers:
        landed_there(view, left.parties, cue, roles)
    bidden(view, left.parties, cue, roles)
    if cue.kind.side in ("import", "firms"):
        all_aimed_at(view, left.parties, roles)


def _by_reference(view: View, left: _Left, cue: Cue, context: Around, roles: Roles) -> None:
    """Look for who imposes behind a pronoun, behind "its", in any subject, and last of all behind "the government"."""
    before = context.before
    if left.pronoun is not None:
        meant = told_before(view, left.pronoun, context.named, before)
        by_pronoun(view, left.parties, left.pronoun, meant, roles)
    if not roles.imposers and (there := place_meant(view, cue)) is not None and cue.kind.side in ("import", "export"):
        by_nearest(left.parties, there, told_before(view, there, context.named, before), roles)
    if not roles.imposers and (its := _whose(view, cue.head)) is not None:
        by_owner(view, left.parties, its, before, roles)
    if not roles.imposers and cue.kind.side != "dispute":
        doer(view, left.rest, cue, before, roles)
    if not roles.imposers and (said := its_relative(view, cue.head)) is not None:
        by_pronoun(view, left.parties, said, before, roles)
    if not roles.imposers and cue.kind.side != "dispute":
        by_government(view, left.rest, cue, context.home, roles)


def _whose(view: View, head: int) -> int | None:
    """The pronoun of "its ban", and of "its plan to ban"."""
    above = view.heads[head]
    planned = view.is_verb(head) and view.deps[head] == "acl" and not view.is_verb(above)
    found = possessive(view, head)
    return possessive(view, above) if found is None and planned else found


def _targets_near(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Look for who is hit behind "its goods", then among those named shortly after; not where two hit each other."""
    if len(roles.imposers) > 1 and says_each_other(view, cue.head, min(cue.head + MUTUALLY, len(view.words))):
        return
    if cue.kind.id in PROBES:
        looked_into(view, parties, cue, roles)
    elif cue.kind.side == "import":
        spoken_of(view, parties, cue, roles)
        if not roles.targets:
            origins_before(view, parties, cue, roles)
        if not roles.targets:
            all_that_comes(view, parties, cue, roles)
    if roles.targets:
        return
    if cue.kind.side == "import":
        pleads(view, parties, roles)
    if roles.targets:
        return
    if (its := its_goods(view, cue)) is not None:
        by_last(parties, its, roles)
    if not roles.targets:
        nearby_targets(view, parties, cue.head, cue.kind.side, roles)
    if not roles.targets and cue.kind.id not in GENERAL:
        for_example(view, parties, cue, roles)
    known = cue.kind.side == "import" or (cue.kind.side == "firms" and roles.imposers)
    if not roles.targets and known and cue.kind.id not in GENERAL:
        origin_below(view, parties, cue, roles)


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


def _own_exports(view: View, parties: Sequence[Party], roles: Roles) -> None:
    """ "Bans exports of ore from Peru", "Cuban rum is free of export tax": where goods are from, they are held."""
    for party in (p for p in parties if p.actor_id in roles.targets):
        leaves_it = party.named_state and view.words[max(0, party.first - 1)] == "from"
        if leaves_it or roles.targets[party.actor_id][0] == "is let off":
            roles.imposers[party.actor_id] = roles.targets.pop(party.actor_id)


def _from_outside(roles: Roles) -> None:
    """ "The EU fears duties on French wine": a customs union lays none on what comes from its own members."""
    for bloc in list(roles.imposers):
        if any(is_member(state, bloc) for state in roles.targets):
            del roles.imposers[bloc]


def _not_on_its_own(aimed: Mapping[str, tuple[str, int]], roles: Roles) -> None:
    """ "Tokyo and Washington agreed on 10% for Japanese cars": of two who do it nobody charges what is made at home."""
    both = [actor for actor in roles.imposers if actor in aimed]
    bound = any(why == "binds its own" for why, _ in roles.imposers.values())
    if len(roles.imposers) == 2 and len(both) == 1 and not bound:
        del roles.imposers[both[0]]
        roles.targets[both[0]] = aimed[both[0]]


def _settle(roles: Roles, side: str, kind: str) -> None:
    _bound_or_hit(roles)
    if side == "import":
        _from_outside(roles)
    for actor in list(roles.targets):
        if actor in roles.imposers:
            del roles.targets[actor]
    if (side == "home" and kind != "export_incentive") or kind in UNAIMED:
        roles.targets = {a: why for a, why in roles.targets.items() if kind == "export_quota" and why[0] in DESTINATION}
