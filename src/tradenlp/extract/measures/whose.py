"""Whose act it is where nobody is said to do it: whose list, whose ports, whose tenders, whose firms are bound."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from tradenlp.extract.measures.clauses import RATES
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Roles, is_below, link, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

OWNED = {
    "entity_listing": flow_words("rolls"),
    "port_fee": flow_words("gateways"),
    "procurement_restriction": flow_words("tenders") | flow_words("own_buyers"),
    "sanctions": flow_words("money_markets"),
    "sps": flow_words("rolls"),
}
"""by type the nouns whose owner takes the measure: "on Washington's list", "at Peruvian ports", "in Polish tenders" """
BID_FOR = frozenset({"procurement_restriction"})
"""types of which firms of others take part in what a state holds"""
BIDS = frozenset({"bid", "bids", "bidding"})
"""of whom they are who wants the contract, and not whose contract it is"""
OWN_MARKET = frozenset({"local_content", "digital_tax", "other_tax", "subsidy"})
"""types that a state lays on whoever trades within it"""
LANDING = word_list("landing")
UNDER = frozenset({"under", "from"})
BEING_UNDER = word_list("being_under")
SHIPS = flow_words("ships")
UP = 3
"""words of the parse between a measure and the verb whose subject bears it"""
FAR = 25
"""tokens around a fee on ships in which the ships are named"""
AHEAD = 4
"""tokens between a nationality and the ships or firms that have it: "Chinese-owned and -built ships" """


def owners_of(view: View, parties: Sequence[Party], cue: Cue) -> list[Party]:
    """The states that own the list, the ports, the tenders or the market of money that a verb speaks of."""
    nouns = OWNED.get(cue.kind.id)
    at_sea = cue.kind.id == "port_fee"
    if nouns is None or not (at_sea or view.is_verb(cue.head)):
        return []
    owning = [p for p in parties if p.is_state and _owns(view, p, nouns)]
    return [p for p in owning if at_sea or is_below(view, span_head(view, p), cue.head)]


def _owns(view: View, party: Party, nouns: frozenset[str]) -> bool:
    """ "Washington's list", "Peruvian ports", "the ports of Peru"."""
    token = span_head(view, party)
    above = view.heads[token]
    if view.deps[token] == "pobj" and view.words[above] in ("of", "in"):
        above = view.heads[above]
    elif view.deps[token] not in ("poss", "amod", "compound", "nmod") or view.words[above] in BIDS:
        return False
    whole = view.heads[above] if view.deps[above] in ("compound", "poss") else above  # "Peruvian government tenders"
    return view.words[above] in nouns or view.words[whole] in nouns


def by_owner_of_it(owners: Sequence[Party], parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Whose list or ports they are acts, where no state is said to."""
    states = {p.actor_id for p in parties if p.is_state}
    bidders = [a for a, why in roles.imposers.items() if why[0] == "subject"] if cue.kind.id in BID_FOR else []
    if owners and owners[0].actor_id not in bidders:
        for actor in bidders:  # "British firms may bid for Peruvian contracts"
            roles.targets[actor] = roles.imposers.pop(actor)
    if not states & roles.imposers.keys():
        for party in owners[:1]:
            roles.impose_only(party, "whose list, ports or tenders they are")


def rates_of(view: View, noun: int) -> list[int]:
    """ "the tax of 3% that Peru takes": the parse hangs the clause on the rate."""
    return [t for c in view.children(noun) if view.words[c] == "of" for t in view.children(c) if view.words[t] in RATES]


def landed(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Nine yards in Dalian landed on the list": the subject of a verb of landing or leaving is listed."""
    if cue.kind.id != "entity_listing" or view.words[cue.head] not in LANDING or not view.is_verb(cue.head):
        return
    others = [c for c in view.children(cue.head) if view.deps[c] in ("dobj", "nsubjpass") and c not in cue.tokens]
    if any(view.words[c] not in ("themselves", "itself") for c in others):
        return
    for party in parties:
        found = link(view, party, cue.head)
        if found is not None and not found.through_clause and view.deps[found.child] in SUBJECTS:
            roles.target_only(party, "lands on it")


def under_them(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """ "Togo remains under sanctions", "has been freed from an embargo": the subject bears them.

    Returns the parties that have no part in that.
    """
    above = view.heads[cue.head]
    if cue.kind.side != "firms" or view.deps[cue.head] != "pobj" or view.words[above] not in UNDER:
        return list(parties)
    verb = next((t for t in islice(view.ancestors(above), UP) if view.is_verb(t)), None)
    if verb is None or view.words[verb] not in BEING_UNDER:
        return list(parties)
    passive = any(view.deps[c] == "auxpass" for c in view.children(verb))
    intransitive = not any(view.deps[c] == "dobj" for c in view.children(verb))
    wanted = ("nsubjpass",) if passive else ("nsubj",) if intransitive else ("dobj",)
    bearing = [p for p in parties if _is_argument(view, p, verb, wanted)]
    for party in bearing:
        roles.target(party, "is under it")
    return [p for p in parties if p not in bearing]


def _is_argument(view: View, party: Party, verb: int, deps: tuple[str, ...]) -> bool:
    found = link(view, party, verb)
    return found is not None and not found.through_clause and view.deps[found.child] in deps


def whose_are_hit(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "charge US-owned vessels", "shut EU suppliers out of tenders": whose ships and firms the mention speaks of."""
    owned = OWNED.get(cue.kind.id)
    if roles.targets or owned is None:
        return
    things = [t for t in cue.tokens if t != cue.head and view.tags[t].startswith("NN") and view.words[t] not in owned]
    if cue.kind.id == "port_fee":
        near_by = range(max(0, cue.start - FAR), min(len(view.words), cue.end + FAR))
        things += [t for t in near_by if view.words[t] in SHIPS]
    for party in parties:
        near = (t for t in things if 0 <= t - party.last <= AHEAD and is_below(view, span_head(view, party), t))
        if party.actor_id not in roles.imposers and next(near, None) is not None:
            roles.target(party, "whose ships or firms they are")


def of_the_market(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Stations in Ghana must air local songs", "will give Peru 3% of sales": the one state of the sentence acts."""
    mine = (p for p in parties if p.is_state and p.kind != "person")
    states = {p.actor_id: p for p in mine if is_below(view, span_head(view, p), cue.head)}
    if cue.kind.id not in OWN_MARKET or states.keys() & roles.imposers.keys() or len(states) != 1:
        return
    if not view.is_verb(cue.head):
        return
    party = next(iter(states.values()))
    token = span_head(view, party)
    if view.words[view.heads[token]] == "with":
        return  # "aid to farmers hurt by the trade war with China"
    subject = any(view.deps[c] in SUBJECTS and is_below(view, token, c) for c in view.children(cue.head))
    if subject and cue.kind.id == "digital_tax" and party.form == "adjective":
        return
    roles.impose_only(party, "where it is owed")
