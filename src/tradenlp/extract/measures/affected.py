"""Whom a measure hits where only its sentence tells it: who blames, who answers, who asks for relief, where trade goes.

"Chile accused Peru of halting shipments", "Fiji answered the tariffs of Togo", "Lima expects Quito to lower its duty"
tell that the subject is hit; "curbs on exports, a step that could hurt sales to Chile" and "quotas set after imports
from Peru soared" name whose trade it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, link, span_head, strikes_back
from tradenlp.extract.measures.near_targets import listed_with
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View

AS_HIT = "it speaks as one who is hit"
"""the rule of those who answer a measure, or complain of it: it may be laid on others too"""
AT_BORDER = frozenset({"import", "export"})
ACCUSING = frozenset(form for verb in word_list("accusing") for form in verb_forms(verb))
EXPECTING = frozenset(form for verb in word_list("expecting") for form in verb_forms(verb))
MEETING = frozenset(form for verb in word_list("meeting_measures") for form in verb_forms(verb))
"""verbs whose object is what another has done to their subject"""
BARRING = frozenset(form for verb in word_list("barring") for form in verb_forms(verb))
ANSWERING = word_list("returns")
SPARING = frozenset(form for verb in ("exempt", "spare", "shield", "free") for form in verb_forms(verb))
THEM = frozenset({"her", "him", "it", "them"})
TO = frozenset({"to", "against"})
RELIEVING = word_list("relieving")
OUTWARD = word_list("of_exports") | {"deliveries", "supplies"}
SENDING = frozenset(form for verb in ("export", "sell", "send", "ship", "supply") for form in verb_forms(verb))
COMING = frozenset({"arrivals", "goods", "import", "imports", "inflows", "products", "shipments"})
GROWING = word_list("growing")
BY_ORIGIN = frozenset({"anti_dumping", "countervailing_duty", "import_quota", "safeguard"})
"""types that meet a rise of imports"""
PEOPLE = word_list("people")
OF_WARES = frozenset({"import_ban", "sps"})
"""types that keep out the goods of somebody"""
REACH = 8
"""tokens between a mention and the relative clause that tells whom it keeps out"""
UP = 5
"""words of the parse between a measure and the verb that tells who is hit by it"""


def affected(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Add whom a measure at a border hits, where no other rule has told it."""
    side = cue.kind.side
    if roles.targets or side not in AT_BORDER:
        return
    states = [p for p in parties if p.is_state and p.actor_id not in roles.imposers]
    spared = _spared(view, states, cue) if side == "import" else None
    if spared is not None:
        roles.target(spared, "it: who is spared or not")
        return
    if (barring := _barring(view, cue)) is not None:
        for party in (p for p in states if p.named_state and _is_object(view, p, barring)):
            roles.target(party, "it keeps them out or within bounds")
        if roles.targets:
            return
    for party in _suffering(view, states, cue, roles):
        roles.target(party, AS_HIT)
        return
    named = [p for p in states if p.named_state]
    if cue.kind.id in OF_WARES and roles.imposers:
        found = [p for p in named if _wares_of(view, p)]
        if len({p.actor_id for p in found}) == 1:
            roles.target(found[0], "whose goods the sentence tells of")
            listed_with(view, named, found[0], roles)
        return
    found = [p for p in named if _bound_there(view, p)] if side == "export" else []
    if cue.kind.id in BY_ORIGIN:
        found = [p for p in named if _flood_from(view, p)]
    if len({p.actor_id for p in found}) == 1:
        roles.target(found[0], "whose trade it is about")


def _barring(view: View, cue: Cue) -> int | None:
    """ "The quotas hold Peru to 9%", "controls, which bar Chilean buyers": whose subject a mention is."""
    if view.words[view.heads[cue.head]] in BARRING and view.deps[cue.head] == "nsubj":
        return view.heads[cue.head]
    for token in range(cue.end, min(cue.end + REACH, len(view.words))):
        verb = view.heads[token]
        if view.is_verb(token) or view.words[token] == ";":
            return None
        if view.tags[token] == "WDT" and view.deps[token] == "nsubj" and view.words[verb] in BARRING:
            return verb
    return None


def _is_object(view: View, party: Party, verb: int) -> bool:
    """ "Peru", "Peruvian buyers", as those who are kept out."""
    found = link(view, party, verb)
    return (
        found is not None and view.deps[found.child] == "dobj" and not found.prepositions and not found.through_clause
    )


def _suffering(view: View, states: Sequence[Party], cue: Cue, roles: Roles) -> Iterator[Party]:
    """The subjects of verbs above a measure that only those use whom it hits."""
    if not states or not roles.imposers:
        return
    below = cue.head
    for token in (cue.head, *islice(view.ancestors(cue.head), UP)):
        if token != cue.head and view.is_verb(token) and _tells_of_harm(view, token, below, cue):
            subjects = arguments_of(view, token).subjects
            yield from (p for p in states if any(_speaks(view, p, s) for s in subjects))
            return
        if view.is_verb(token) and view.deps[token] in ("ROOT", "advcl", "relcl"):
            return
        below = token


def _spared(view: View, states: Sequence[Party], cue: Cue) -> Party | None:
    """ "Chad hit back at Togo, which would not exempt it from a levy": the last other state before "it"."""
    joint = view.heads[cue.head]
    verb = view.heads[joint]
    if view.words[joint] != "from" or view.words[verb] not in SPARING:
        return None
    spared = next((c for c in view.children(verb) if view.deps[c] == "dobj" and view.words[c] in THEM), None)
    before = [p for p in states if spared is not None and p.last <= spared]
    return before[-1] if before else None


def _tells_of_harm(view: View, verb: int, below: int, cue: Cue) -> bool:
    """ "accused … of", "answered the duties", "hit back at them", "expects … to lower"."""
    word, joint = view.words[verb], view.words[below]
    if word in ACCUSING:
        return view.deps[below] == "prep" and joint in ("of", "for")
    if strikes_back(view, verb):
        return joint in ("at", "against")
    if word in ANSWERING:
        return (view.deps[below] == "dobj" and word not in ("reply", "respond")) or joint in TO
    if word in MEETING:
        return view.deps[below] == "dobj"
    told = word in EXPECTING and view.deps[below] in ("ccomp", "xcomp")
    return told and not RELIEVING.isdisjoint(view.words[verb + 1 : cue.start + 1])


def _speaks(view: View, party: Party, subject: int) -> bool:
    """ "Peru", "Peruvian officials", "the government of Peru"."""
    if party.first <= subject < party.last:
        return True
    found = link(view, party, subject)
    return found is not None and not found.through_clause and found.prepositions in ((), ("of",))


def _wares_of(view: View, party: Party) -> bool:
    """ "Ugandan milk", "sheep from Chad", "Chad's sheep": whose goods a sentence tells of."""
    token = span_head(view, party)
    above = view.heads[token]
    if view.deps[token] in ("amod", "compound", "poss") and above > token:
        return are_goods(view, above) and view.words[above] not in PEOPLE
    return view.words[above] == "from" and are_goods(view, view.heads[above])


def _bound_there(view: View, party: Party) -> bool:
    """ "sales to Chile", "sell nickel to Chile": where goods go that may not leave, or no longer freely."""
    token = span_head(view, party)
    to = view.heads[token]
    if view.words[to] != "to" or view.deps[token] != "pobj":
        return False
    if view.words[to - 1] in OUTWARD:
        return True
    above = view.heads[to]
    goods = view.heads[view.heads[above]] if view.words[view.heads[above]] == "of" else above
    return view.words[above] in OUTWARD | SENDING or view.words[goods] in OUTWARD | SENDING


def _flood_from(view: View, party: Party) -> bool:
    """ "imports from Peru soared", "a surge in Peruvian shipments": whose goods came in greater numbers."""
    token = span_head(view, party)
    above = view.heads[token]
    if party.form != "adjective" and view.words[above] == "from":
        above = view.heads[above]
    elif party.form != "adjective":
        return False
    if view.words[above] not in COMING:
        return False
    near = {view.words[t] for t in (view.heads[above], view.heads[view.heads[above]])}
    return not GROWING.isdisjoint(near)
