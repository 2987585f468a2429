"""Goods sold abroad with a state's money: who offers them, and to whom.

"Offered Moscow a subsidy on wheat", "a bonus on flour for Egypt", "credit guarantees for sales to Peru": aid for what
another state buys depends on exports, and is aimed at the buyer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradenlp.extract.measures.arguments import Arguments, arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import measure_types, word_list
from tradenlp.extract.measures.links import Roles, is_below, span_head, word_after
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

OFFERING = frozenset(form for verb in word_list("offering") for form in verb_forms(verb))
BUYING = frozenset(form for verb in word_list("buying") for form in verb_forms(verb))
SALES = word_list("sales_abroad")
REFUNDS = word_list("refunds")
"""paid on whatever goes abroad: who buys is no aim of theirs"""
PAID = frozenset({"export support named otherwise", "goods offered below their price", "bonus for buyers abroad",
                  "money back in a tender"})  # fmt: skip
"""cues that tell of goods paid for with a state's money"""
BY_LEAVE = frozenset({"export_control", "export_quota", "trade_agreement"})
"""types of which the words for such sales seem to speak: licences, allowances, bargains"""
ENABLED = frozenset({"eligible", "qualified"})
OFFERS = frozenset({"offer", "offers", "offering"})
SELLERS = frozenset({"US", "EU"})
"""the two that sold with subsidies of their own: "a U.S. wheat subsidy offer" is called by who makes it"""
LIGHT = frozenset({"the", "other", "of"})
"""words between a preposition and the buyer that it governs"""
RECIPIENTS = ("to", "dative", "for")


def offered_abroad(view: View, cue: Cue, parties: Sequence[Party]) -> Cue:
    """A subsidy that another state is offered, as the incentive to export that it is."""
    if cue.kind.id != "subsidy" or view.is_verb(cue.head) or not any(_buyers(view, cue, parties)):
        return cue
    return replace(cue, kind=measure_types()["export_incentive"])


def without_leave(cues: Sequence[Cue]) -> list[Cue]:
    """ "Export licences at a rebate", "eligible to buy flour with a bonus": paid for, not licensed or agreed on.

    Gives the cues of a sentence without those that call such sales abroad a permit, an allowance or a bargain.
    """
    if not any(cue.entry.id in PAID for cue in cues):
        return list(cues)
    return [cue for cue in cues if cue.kind.id not in BY_LEAVE]


def to_buyers(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Aim an export incentive at the states to which goods are offered; returns the parties that are none of them."""
    if cue.kind.id != "export_incentive" or not REFUNDS.isdisjoint(view.words[t] for t in cue.tokens):
        return list(parties)
    buyers = list(_buyers(view, cue, parties))
    for party in buyers:
        roles.target(party, "to whom it is offered")
    return [p for p in parties if p.actor_id not in roles.targets]


def _buyers(view: View, cue: Cue, parties: Sequence[Party]) -> Iterator[Party]:
    """The states that goods or money for them are offered to, who offers them left out."""
    states = [p for p in parties if p.is_state]
    if not states:
        return
    told = [(verb, arguments_of(view, verb)) for verb in _verbs(view, cue)]
    sellers = {t for verb, args in told if view.words[verb] in OFFERING for t in args.subjects}
    for party in states:
        head = span_head(view, party)
        if any(is_below(view, head, s) for s in sellers):
            continue
        inside = cue.tokens[0] < party.first < cue.tokens[-1] and view.words[cue.head] in OFFERING
        gets = inside or any(_gets(view, head, verb, args) for verb, args in told)
        if gets or _sold_to(view, party, head) or _called_by_buyer(view, party, cue):
            yield party


def _verbs(view: View, cue: Cue) -> list[int]:
    """The verbs of offering and buying that a mention is, or that stand above it."""
    chain = (cue.head, *view.ancestors(cue.head))
    return [t for t in chain if view.words[t] in OFFERING | BUYING and view.is_verb(t)]


def _gets(view: View, head: int, verb: int, told: Arguments) -> bool:
    """ "Offered Egypt a subsidy", "a subsidy to Egypt", "Egypt bought it with a bonus"."""
    if view.words[verb] in BUYING:
        return head in told.subjects
    receivers = [t for name in RECIPIENTS for t in told.links.get(name, ())]
    before_the_gift = head in told.objects and any(o > head for o in told.objects)
    return head in receivers or before_the_gift


def _sold_to(view: View, party: Party, head: int) -> bool:
    """ "Sales to Egypt", "guarantees for Peru", "Peru has been made eligible"."""
    first = party.first - 1
    while first > 0 and view.words[first] in LIGHT:
        first -= 1
    if view.words[first] in ("to", "for") and view.heads[head] == first:
        above = (first, *view.ancestors(first))
        noun = next((t for t in above if view.tags[t].startswith(("N", "V"))), None)
        return noun is not None and view.words[noun] in SALES | OFFERING
    verb = view.heads[head]
    return not ENABLED.isdisjoint(view.words[c] for c in view.children(verb))


def _called_by_buyer(view: View, party: Party, cue: Cue) -> bool:
    """ "A Soviet wheat subsidy offer": called by whom it is for, where an offer is what is spoken of."""
    near = 0 <= cue.start - party.last <= 1
    if not near or party.actor_id in SELLERS or word_after(view, party) in ("'s", "'"):
        return False
    return not OFFERS.isdisjoint(view.words[cue.start : cue.end + 1])
