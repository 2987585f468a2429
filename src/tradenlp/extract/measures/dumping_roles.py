"""Who dumps and on whose market: who sells too cheaply is hit, whose makers suffer or whose body finds it imposes.

"Peru was dumping tin on the Chilean market", "the commission found that mills were hurt by Thai steel", "dumping by
Norway": the seller is no imposer, whatever he is the subject of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tradenlp.extract.measures.arguments import Arguments, arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_words import words
from tradenlp.extract.measures.links import REMEDIES, SUBJECTS, Link, Roles, link, span_head, word_after
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

PROBES = words("probes")
SELLING = frozenset(f for v in ("dump", "sell", "price", "underprice", "undersell") for f in verb_forms(v))
HARMING = frozenset(f for v in ("harm", "hurt", "injure", "damage", "undercut", "threaten") for f in verb_forms(v))
CHARGES = flow_words("charges") | {"duties", "margin", "margins", "tariffs"}
SHELTERS = frozenset({"relief", "protection", "shelter", "respite", "shield", "help"})
DEEDS = frozenset({"dumping", "undercutting", "underselling", "underpricing"})
DENYING = frozenset(f for v in ("deny", "reject", "dispute", "promise", "pledge", "agree") for f in verb_forms(v))
MARKETS = frozenset({"market", "markets", "soil", "shores", "territory", "ports"})
ON_MARKET = ("in", "on", "into", "onto")
BY_SELLER = ("from", "by", "of")
ORIGINS = frozenset({"from", "of", "in", "by"})
BLAMING = frozenset(f for v in ("accuse", "suspect", "charge", "complain") for f in verb_forms(v))
DEPARTMENTS = {"Commerce": "US"}
"""departments that find dumping, by the bare word they are called; no actor, as the word is a common one too"""
UP = 6
"""words of the parse above a deed within which stands who finds it"""


def dumpers(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Give sellers as who is hit and who finds it as who imposes; returns the parties that have no part in that."""
    deed = _deed(view, cue)
    states = [p for p in parties if p.is_state]
    if deed is None:
        if cue.kind.id == "safeguard" and view.words[cue.head] in SHELTERS:
            _sheltered(view, states, cue.head, roles)
        return [p for p in parties if p.actor_id not in roles.imposers]
    if view.is_verb(deed):
        _of_verb(view, states, deed, roles)
    else:
        _of_noun(view, states, deed, roles)
    if roles.targets:
        _finders(view, states, deed, roles)
    return [p for p in parties if p.actor_id not in roles.targets and p.actor_id not in roles.imposers]


def _sheltered(view: View, states: Sequence[Party], relief: int, roles: Roles) -> None:
    """ "Chilean mills won relief from imports", "protection for Chile's growers": whose makers get it gives it."""
    verb = next((t for t in view.ancestors(relief) if view.is_verb(t)), None)
    getters = [c for c in view.children(verb) if view.deps[c] in SUBJECTS] if verb is not None else []
    above = [c for t in (relief, verb) if t is not None for c in view.children(t)]
    getters += [g for c in above if view.words[c] in ("for", "to") for g in view.children(c)]
    for party in states:
        if any(_of(view, party, token) for token in getters):
            roles.impose(party, "whose makers get it")


def _deed(view: View, cue: Cue) -> int | None:
    """The verb or noun in a mention that says what the sellers do."""
    if cue.kind.id not in REMEDIES:
        return None
    for token in dict.fromkeys((cue.head, *cue.tokens)):
        word = view.words[token]
        if token + 1 in cue.tokens and view.words[token + 1] in CHARGES | PROBES:
            continue  # "opens dumping probe": whatever the parse makes of it
        if view.is_verb(token) and (word in SELLING or word in HARMING):
            return token
        if word in DEEDS and view.words[token - 1] != "-" and view.deps[token] not in ("compound", "amod"):
            return token
    return None


def _of_verb(view: View, states: Sequence[Party], verb: int, roles: Roles) -> None:
    """ "Peru dumps tin in Chile", "Thai steel was sold below cost", "growers are hurt by flowers from Kenya"."""
    told = arguments_of(view, verb)
    for party in states:
        if _is_market(view, party, verb, told):
            roles.impose(party, "whose market it is")
    harmed = view.words[verb] in HARMING
    sold = told.subjects if harmed else (*told.subjects, *told.objects, *told.links.get("from", ()))
    for party in states:
        if party.actor_id in roles.imposers or _asks(view, party):
            continue
        if party.named_state and any(_of(view, party, token) for token in sold):
            roles.target(party, "sells too cheaply")
        elif harmed and any(_of(view, party, token) for token in told.objects):
            roles.impose(party, "whose makers suffer")


def _of_noun(view: View, states: Sequence[Party], deed: int, roles: Roles) -> None:
    """ "dumping by Peru", "Peruvian dumping", "the dumping of tin from Peru in Chile"."""
    for party in states:
        found = link(view, party, deed) or _beside(view, party, deed)
        if found is None or found.through_clause:
            continue
        if not party.named_state:
            continue  # a minister or a ministry sells nothing
        if not found.prepositions or found.prepositions[-1] in BY_SELLER:
            roles.target(party, "sells too cheaply")
        elif found.prepositions[-1] in ON_MARKET and party.form != "adjective":
            roles.impose(party, "whose market it is")
        elif found.prepositions[0] == "of" or view.words[view.heads[span_head(view, party)]] not in MARKETS:
            roles.target(party, "sells too cheaply")
        else:
            roles.impose(party, "whose market it is")


def _beside(view: View, party: Party, deed: int) -> Link | None:
    """ "look into dumping of plate by Japanese mills": what the parse hangs on the verb that governs the deed."""
    verb = next(_above(view, deed), None)
    found = link(view, party, verb) if verb is not None and party.first > deed else None
    return found if found is not None and found.prepositions[:1] in (("by",), ("from",)) else None


def _is_market(view: View, party: Party, verb: int, told: Arguments) -> bool:
    """ "in Chile", "on the Chilean market": where goods are sold, not where they are sold from."""
    token = span_head(view, party)
    if party.form == "adjective" or word_after(view, party) in ("'s", "'"):
        named, token = token, view.heads[token]
        if token != named and view.words[token] not in MARKETS:
            return False
    return view.deps[token] in ("pobj", "conj") and any(token in told.links.get(name, ()) for name in ON_MARKET)


def _of(view: View, party: Party, token: int) -> bool:
    """ "Peru", "Peruvian makers", "tin from Peru", "makers in Peru"."""
    if party.first <= token < party.last:
        return True
    found = link(view, party, token)
    return found is not None and not found.through_clause and set(found.prepositions[-1:]) <= ORIGINS


def _asks(view: View, party: Party) -> bool:
    """Whether a party is the subject of a verb that blames, so that it is not who did the deed."""
    token = span_head(view, party)
    return view.deps[token] in SUBJECTS and view.words[view.heads[token]] in BLAMING


def _finders(view: View, states: Sequence[Party], deed: int, roles: Roles) -> None:
    """ "Chile found that …", "Chile accuses …": who says so imposes, unless it denies or forswears it."""
    for party in states:
        if party.actor_id in roles.targets or party.actor_id in roles.imposers:
            continue
        token = span_head(view, party)
        verb = view.heads[token]
        if (
            view.deps[token] in SUBJECTS
            and view.is_verb(verb)
            and verb in islice(_above(view, deed), UP)
            and view.words[verb] not in DENYING
        ):
            roles.impose(party, "finds it")
    if not roles.imposers:
        _by_department(view, deed, roles)


def _by_department(view: View, deed: int, roles: Roles) -> None:
    """ "Commerce found that …": a department by the one word that its own country's lawyers call it."""
    for verb in islice(_above(view, deed), UP):
        for token in view.children(verb):
            state = DEPARTMENTS.get(view.doc[token].text) if view.deps[token] in SUBJECTS else None
            if state is not None:
                roles.imposers.setdefault(state, ("its department", token))


def _above(view: View, deed: int) -> Iterator[int]:
    for token in view.ancestors(deed):
        if view.is_verb(token):
            yield token
