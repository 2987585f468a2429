"""The measures that one mention tells together: of each side, each partner, each rate, each state that backs a firm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_slots import Timing
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party, is_member
from tradenlp.extract.measures.rates import Rate
from tradenlp.extract.measures.scope import Scope
from tradenlp.extract.status.decide import Reading
from tradenlp.extract.view import View

BREAKS = word_list("breaks")
MOST_IN_LIST = 5
"""tokens between two names of a list: ", the United Arab" """
BENEFICIARY_REACH = 12
"""tokens after "subsidies" within which the firms that get them are named"""


def backers(view: View, cue: Cue, parties: Sequence[Party]) -> Iterator[tuple[str, tuple[str, int]]]:
    """ "subsidies to the European plane maker Airbus and to Boeing": each firm is backed by its own state."""
    given = False
    for party in parties:
        between = view.words[cue.end : party.first]
        if party.first < cue.end or len(between) > BENEFICIARY_REACH or (BREAKS & set(between)) - {"and"}:
            continue
        given = given or bool({"to", "for"} & set(between))
        if given and not party.is_state and party.home:
            adjective = [p.actor_id for p in parties if p.is_state and 0 <= party.first - p.last <= 2]
            union = [p.actor_id for p in parties if p.named_state and is_member(party.home, p.actor_id)]
            yield (adjective or union or [party.home])[-1], ("backs its own firm", party.first)


TREATIES = word_list("treaties")
"""nouns of which there are as many as partners"""


def each_partner(view: View, mention: Mention) -> Iterator[Mention]:
    """ "Its free trade agreements with Fiji, Laos and Peru": as many treaties as partners."""
    head, makers = mention.cue.head, mention.roles.imposers
    partners: dict[str, tuple[str, int]] = {}
    noun = next((t for t in (head, *mention.cue.tokens) if view.words[t] in TREATIES), None)
    if mention.cue.kind.side == "deal" and noun is not None:
        above = view.heads[noun]  # "signed pacts with": the parse hangs the partners on either
        joints = (c for t in (noun, above) for c in view.children(t) if view.words[c] == "with" and c > noun)
        among = next(joints, head)
        below = set(view.subtree(among)) if among != head else set()
        partners = {actor: why for actor, why in makers.items() if why[1] in below}
    if len(partners) < 2 or not _listed(view, [t for _, t in partners.values()]):
        yield mention
        return
    others = {actor: why for actor, why in makers.items() if actor not in partners}
    if not others:  # "the bloc has deals with Fiji and Laos": not of one partner with the other
        yield mention
        return
    for actor, why in partners.items():
        yield replace(mention, roles=Roles({**others, actor: why}, dict(mention.roles.targets)))


def _listed(view: View, places: Sequence[int]) -> bool:
    """Whether states are named one after the other in a list."""
    ordered = sorted(places)
    gaps = [view.words[one + 1 : other] for one, other in pairwise(ordered)]
    return all(len(gap) <= MOST_IN_LIST and not {",", "and"}.isdisjoint(gap) for gap in gaps) and not any(
        view.tags[t].startswith(("V", "MD", "IN")) for t in range(ordered[0], ordered[-1])
    )


def by_rate(mention: Mention, rates: tuple[Rate, ...]) -> Iterator[Mention]:
    """One mention per rate; the old rate was in force whatever becomes of the new one."""
    if not rates:
        yield mention
        return
    if all(rate.old for rate in rates):
        yield mention
    for rate in rates:
        if rate.old and rate.value == 0:
            continue  # "from zero": nothing stood before
        own = _of_rate(mention, rate, rates)
        if not rate.old:
            yield own
        elif not mention.reading.hypothetical:
            standing = Reading("in_force", True, "the rate that stands", (rate.token,))
            yield replace(own, reading=standing, timing=Timing(), new=False)


def _of_rate(mention: Mention, rate: Rate, rates: Sequence[Rate]) -> Mention:
    """The mention with one of its rates, and whom and what that is for."""
    roles, scope = mention.roles, mention.scope
    if aimed_at := [t for t in rate.targets if t not in roles.imposers]:
        roles = Roles(dict(roles.imposers), dict.fromkeys(aimed_at, ("rate for", rate.token)))
    if rate.imposers:
        row = {actor for r in rates for actor in r.imposers}
        aimed = {actor: why for actor, why in roles.targets.items() if actor not in row}
        roles = Roles(dict.fromkeys(rate.imposers, ("its rate", rate.token)), aimed)
    if rate.goods:
        told = (rate.goods, *rate.more)
        keys = frozenset(part for _, key in told for part in key.split("+"))
        scope = Scope(tuple(text for text, _ in told), keys, None, (rate.token,))
    return replace(mention, rate=rate, roles=roles, scope=scope)
