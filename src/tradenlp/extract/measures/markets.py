"""Whose market it is: "cars will get into America at 10%", "tea may enter Pakistan at 5%", "lost access to China".

What goods pay or need where they come in is asked by the state they come into; whose goods they are is who is hit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tradenlp.extract.measures.arguments import Arguments, arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Link, Roles, is_below, link, span_head, word_after
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View


def _forms(verbs: Iterable[str]) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in verb_forms(verb))


ENTERING = _forms(flow_words("entering") | flow_words("reaching"))
COMING = _forms(flow_words("bringing") | flow_words("taking_in") | flow_words("importing") | flow_words("admitting"))
RETURNING = _forms(("return", "reappear", "readmit"))
SENDING = _forms(flow_words("sending") | flow_words("exporting") | {"sell", "supply", "deliver"})
MOVING = ENTERING | COMING | RETURNING | SENDING
INTO = frozenset({"into", "in", "onto"})
BORDERS = frozenset({"border", "borders", "customs", "frontier", "frontiers", "port", "ports", "docks", "shores",
                     "harbours", "quays"})  # fmt: skip
AT = frozenset({"at", "in", "past", "through", "into", "across", "on", "via"})
CROSSING_IT = _forms(("pass", "cross", "clear", "reach", "enter"))
MARKETS = frozenset({"market", "markets", "soil", "shelves", "ports", "shores"})
SENT_GOODS = word_list("sent_goods")
QUOTAS = frozenset({"import_quota", "safeguard"})
BOUND = frozenset({"bound", "destined"})
FROM = frozenset({"from", "of"})
ALL = frozenset({"all", "any", "every"})
SHARES = frozenset({"%", "percent", "pct", "cent", "share", "shares", "half", "third", "quarter", "fifth", "tenth"})
ON_GOODS = frozenset({"on", "of", "for", "from", "to", "against"})
FAR = 6
"""tokens between "exports" and "to" """
NEAR = 4
"""words of the parse between a mention and the verb that brings the goods in"""


def into_market(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Give the state that goods come into as who imposes, and whose goods they are as who is hit; returns the rest."""
    if cue.kind.side != "import":
        return list(parties)
    if (access := _access(view, cue)) is not None:
        return _given_access(view, parties, access, roles)
    taken: set[int] = _at_border(view, parties, cue, roles) | _bound_for(view, parties, cue, roles)
    taken |= _shared_out(view, parties, cue, roles) | _importing(view, parties, cue, roles)
    for verb in _movements(view, cue):
        told = arguments_of(view, verb)
        moved = (*told.subjects, *told.objects)
        markets = [p for p in parties if p.named_state and _is_market(view, p, verb, told)]
        senders = _senders(view, parties, verb, told)
        known = [*markets, *senders]
        if not markets or any(p.first <= t < p.last for t in moved for p in parties if p not in known):
            continue
        for party in markets:
            roles.impose(party, "whose market it is")
        for party in parties:
            sent = span_head(view, party) in (*told.links.get("from", ()), *told.links.get("by", ()))
            sent = sent or party in senders or any(_origin(view, party, thing) for thing in moved)
            if party not in markets and sent:
                roles.target(party, "its goods come in")
        below = [t for p in markets for t in view.subtree(span_head(view, p))]
        taken |= {p.first for p in parties if p.actor_id in roles.imposers or p.actor_id in roles.targets}
        taken |= {p.first for p in parties if p.first in below}
        break
    return [p for p in parties if p.first not in taken]


def _senders(view: View, parties: Sequence[Party], verb: int, told: Arguments) -> list[Party]:
    """ "Peru may send 5,000 cars to Chile": who sends goods to a market is whom its rule hits."""
    if view.words[verb] not in SENDING:
        return []
    return [p for p in parties if p.named_state and span_head(view, p) in told.subjects]


def _at_border(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> set[int]:
    """ "Peruvian copper is charged 10% at the Chilean border": whose border it is imposes; returns who has his part."""
    verb = next((t for t in (cue.head, *islice(view.ancestors(cue.head), NEAR)) if view.is_verb(t)), None)
    if verb is None:
        return set()
    told = arguments_of(view, verb)
    owners = [p for p in parties if p.named_state and _owns_border(view, p, verb)]
    if not owners:
        return set()
    sent = [p for p in parties if p not in owners and any(_origin(view, p, t) for t in (*told.subjects, *told.objects))]
    if not sent:
        return set()
    for party in owners:
        roles.impose(party, "at its border")
    for party in sent:
        roles.target(party, "its goods are charged")
    return {p.first for p in (*owners, *sent)}


def _shared_out(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> set[int]:
    """ "Holds Fiji to 9% of the Chilean market": of whose market a share is told; returns who has his part."""
    shared = [p for p in parties if p.form == "adjective" and _of_its_market(view, p)]
    for party in shared if cue.kind.id in QUOTAS else ():
        roles.impose(party, "whose market it is")
    return {p.first for p in shared if p.actor_id in roles.imposers}


def _importing(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> set[int]:
    """ "Tariffs on US imports of Thai rice": who imports what is another's imposes; returns who has his part."""
    for party in parties:
        token = span_head(view, party)
        bought = view.heads[token]
        if view.words[bought] != "imports" or bought < token or not party.named_state:
            continue
        if not is_below(view, bought, cue.head) and bought not in cue.tokens:
            continue
        origins = [t for p in view.children(bought) if p > bought and view.words[p] in FROM for t in view.subtree(p)]
        senders = [p for p in parties if p.named_state and p is not party and p.first in origins]
        if senders or any(view.words[t] in ALL for t in origins):
            roles.impose(party, "whose market it is")
            for sender in senders:
                roles.target(sender, "its goods come in")
            return {party.first, *(p.first for p in senders)}
    return set()


def _of_its_market(view: View, party: Party) -> bool:
    market = view.heads[span_head(view, party)]
    of = view.heads[market]
    return view.words[market] in MARKETS and view.words[of] == "of" and view.words[view.heads[of]] in SHARES


def _owns_border(view: View, party: Party, verb: int) -> bool:
    """ "At the Chilean border", "past US customs", "10% at Fijian ports": below a verb, in no clause of its own."""
    border = view.heads[span_head(view, party)]
    joint = view.heads[border]
    if view.words[border] not in BORDERS or border < verb:
        return False
    if view.deps[border] == "pobj" and view.words[joint] in AT:
        above = view.heads[joint]
    elif view.deps[border] == "dobj" and view.words[joint] in CROSSING_IT:
        above = joint
    else:
        return False
    return above == verb or (is_below(view, above, verb) and not any(view.is_verb(t) for t in range(verb + 1, joint)))


def _bound_for(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> set[int]:
    """ "Tariffs on Japanese exports to America": who the exports go to imposes; returns who has his part."""
    taken: set[int] = set()
    for party in parties:
        token = span_head(view, party)
        above = view.heads[token]
        going = view.words[above] == "to" or (view.words[above] == "for" and view.words[above - 1] in BOUND)
        if not going or view.deps[token] != "pobj" or not party.named_state:
            continue
        if _sent_there(view, view.heads[above], cue):
            roles.impose(party, "its goods go there")
            taken.add(party.first)
            continue
        sent = next((t for t in range(above - 1, max(above - FAR, 0), -1) if view.words[t] in SENT_GOODS), None)
        if sent is None or view.tags[sent] != "NNS" or not leads_from(view, sent, above):
            continue
        if is_below(view, sent, cue.head) or _beside(view, sent, cue):
            roles.impose(party, "its exports go there")
            taken.add(party.first)
    return taken


def _sent_there(view: View, verb: int, cue: Cue) -> bool:
    """ "39% on everything it sends to America", "a duty on the watches that Bern ships to"."""
    clause = view.deps[verb] == "relcl" or (
        view.deps[verb] == "pcomp" and view.words[view.heads[verb]] in ("on", "for")
    )
    return clause and view.words[verb] in SENDING and is_below(view, verb, cue.head)


def leads_from(view: View, sent: int, preposition: int) -> bool:
    """Whether "to" says where the exports go, also where the parse hangs it on the goods or on the verb above."""
    over = view.heads[preposition]
    return over == sent or sent in view.ancestors(over) or (over in view.ancestors(sent) and preposition == sent + 1)


def _beside(view: View, sent: int, cue: Cue) -> bool:
    """ "Curbs may be imposed on exports": the exports hang on the verb that the mention hangs on."""
    above = view.heads[cue.head]
    share = view.heads[view.heads[sent]]
    whole = view.words[view.heads[sent]] == "of" and (share == view.heads[sent] - 1)
    preposition = view.heads[share if whole else sent]  # "on 80% of exports"
    return above != cue.head and view.words[preposition] in ("on", "against") and view.heads[preposition] == above


def _access(view: View, cue: Cue) -> int | None:
    """The noun in "duty-free access to", "lost its access to", where the mention speaks of it."""
    near = (*cue.tokens, cue.head, *islice(view.ancestors(cue.head), 1))
    return next((t for t in near if view.words[t] == "access" and view.tags[t] == "NN"), None)


def _given_access(view: View, parties: Sequence[Party], access: int, roles: Roles) -> list[Party]:
    """ "Kenya enjoys duty-free access to the American market": whose market it is imposes, who gets in is hit."""
    markets = [p for p in parties if _opens(view, p, access)]
    if not markets:
        return list(parties)
    for party in markets:
        roles.impose(party, "whose market it is")
    verb = next((t for t in view.ancestors(access) if view.is_verb(t)), None)
    for party in parties:
        found = None if party in markets or not party.is_state else link(view, party, access)
        over = None if found or party in markets or verb is None or not party.is_state else link(view, party, verb)
        owner = found is not None and (not found.prepositions or found.prepositions[0] in ("for", "of"))
        if owner or (over is not None and not over.through_clause and _gets(view, over)):
            roles.target(party, "gets in or is kept out")
    named = roles.imposers.keys() | roles.targets.keys()
    return [p for p in parties if p.actor_id not in named]


def _opens(view: View, party: Party, access: int) -> bool:
    """ "access to Japan", "access to the Japanese market", "access to Japan's market"."""
    found = link(view, party, access)
    if found is None or not party.named_state or found.prepositions not in (("to",), ("into",)):
        return False
    token = span_head(view, party)
    return view.deps[token] in ("pobj", "conj") or view.words[view.heads[token]] in MARKETS


def _gets(view: View, found: Link) -> bool:
    """Whether a party is the subject of the verb above, or whom it gives something to."""
    if view.deps[found.child] in ("nsubj", "nsubjpass", "dative", "dobj"):
        return found.prepositions in ((), ("in",), ("to",), ("of",), ("from",))
    return found.prepositions == ("to",)


def _movements(view: View, cue: Cue) -> Iterator[int]:
    """Verbs of coming in that the mention is, or hangs on: "enter at a tariff of 10%", "cars shipped there pay 10%"."""
    above = [t for t in (*cue.tokens, cue.head, *islice(view.ancestors(cue.head), NEAR)) if view.is_verb(t)]
    yield from (t for t in dict.fromkeys(above) if view.words[t] in MOVING)
    payers = [c for t in {*above[:1], *above[-1:]} for c in view.children(t) if view.deps[c] == "nsubj"]
    on = [g for p in view.children(cue.head) if view.words[p] in ON_GOODS for g in view.children(p)]
    for verb in (c for t in (*payers, *on) for c in view.children(t) if view.deps[c] == "acl"):
        if view.words[verb] in MOVING:
            yield verb


def _is_market(view: View, party: Party, verb: int, told: Arguments) -> bool:
    """ "into America", "enter Japan", "reach the Indian market"."""
    token = span_head(view, party)
    if party.form == "adjective":
        token = view.heads[token]
        if view.words[token] not in MARKETS:
            return False
    if view.words[verb] in ENTERING and token in told.objects:
        return True
    if token in told.links.get("dative", ()):
        return view.words[verb] in SENDING
    names = INTO if view.words[verb] in ENTERING else INTO | {"to"}
    return any(token in told.links.get(name, ()) for name in names) and view.deps[token] == "pobj"


def _origin(view: View, party: Party, thing: int) -> bool:
    """ "Korean cars", "cars from Korea", "cars built in Korea"."""
    token = span_head(view, party)
    if not party.named_state or token == thing or not is_below(view, token, thing):
        return False
    found = link(view, party, thing)
    if found is None or word_after(view, party) in ("'s", "'"):
        return found is not None and not found.prepositions
    named_for = view.deps[token] == "compound" and found.prepositions == ("of",) and are_goods(view, view.heads[token])
    return named_for or party.form == "adjective" or found.prepositions[-1:] in (("from",), ("in",))
