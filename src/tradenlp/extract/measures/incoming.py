"""What others send out comes in: "Warsaw restricts Ukrainian grain exports" keeps goods out of Poland.

Words about exports tell a measure on what goes out only where the exports are the maker's own. Where they are those of
another state, the same words tell of what that other state's goods meet on their way in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tradenlp.extract.measures.clauses import BEARING
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import measure_types, word_list
from tradenlp.extract.measures.links import OWNING, link, span_head
from tradenlp.extract.measures.markets import BOUND, leads_from
from tradenlp.extract.measures.parties import Party, is_member
from tradenlp.extract.measures.passages import Around
from tradenlp.extract.measures.roles import read_roles
from tradenlp.extract.status.decide import StatusCues
from tradenlp.extract.view import View

COMING_IN: Mapping[str, str] = {
    "export_control": "import_quota",
    "export_quota": "import_quota",
    "export_ban": "import_ban",
    "export_tax": "import_tariff",
}
"""by the type of a measure on exports the type that it is where the exports are another's"""
SENT = word_list("sent_goods")
CHARGES = frozenset({"duty", "duties", "tariff", "tariffs", "tax", "taxes", "levy", "levies"})
PLACED = frozenset({("in",), ("from",), ("of",)})
"""prepositions between those who bear a charge and the state that they sell from"""
STRATEGIC = flow_words("strategic") | word_list("military")
"""goods that third states too keep from going where they are bound"""


def as_incoming(
    view: View, statuses: StatusCues, parties: Sequence[Party], cues: Sequence[Cue], context: Around
) -> list[Cue]:
    """The cues of a sentence, those on exports of another than their maker under the type of what comes in."""
    found: list[Cue] = []
    received = False
    for cue in cues:
        if cue.kind.id == "export_tax" and _says_it_comes_in(view, cue):
            found.append(replace(cue, kind=measure_types()["import_tariff"]))
            received = True
            continue
        flow = _flow(view, cue) if cue.kind.id in COMING_IN else None
        owners = _owners(view, parties, flow) + _bearers(view, parties, cue) if flow is not None else []
        if flow is None or not (owners or _is_borne(view, parties, cue, flow)):
            found.append(cue)
            continue
        turned = replace(cue, kind=measure_types()[COMING_IN[cue.kind.id]])
        makers = read_roles(view, statuses, parties, turned, cues, context).imposers
        comes_in = _is_received(view, parties, flow, owners, set(makers))
        received |= comes_in
        found.append(turned if comes_in else cue)
    return _once(found) if received else list(cues)


def _says_it_comes_in(view: View, cue: Cue) -> bool:
    """ "Cut import duty on yarn to boost exports", "tariffs on each other's exports": its own words tell which way."""
    if any(view.words[t] in CHARGES and view.words[t - 1] == "import" for t in cue.tokens):
        return True
    flow = _flow(view, cue)
    return flow is not None and any(view.words[c] == "other" and view.deps[c] == "poss" for c in view.children(flow))


def _is_received(view: View, parties: Sequence[Party], flow: int, owners: list[Party], makers: set[str]) -> bool:
    """Whether who acts is not who sends the goods, and the goods are not bound for a third state."""
    senders = {p.actor_id for p in owners}
    if makers & senders or any(is_member(sender, maker) for sender in senders for maker in makers):
        return False
    bound = {p.actor_id for p in _bound_for(view, parties, flow)}
    if makers:
        return not bound or bool(bound & makers)
    return bool(bound) and STRATEGIC.isdisjoint(view.words[t] for t in view.subtree(flow))


def _flow(view: View, cue: Cue) -> int | None:
    """What is sent out: "exports", or the quota of "the Peruvian beef export quota", on which its owner hangs."""
    sent = next((t for t in cue.tokens if view.words[t] in SENT and view.tags[t] == "NNS"), None)
    if sent is None and cue.kind.id == "export_quota" and not view.is_verb(cue.head):
        named = (view.words[t] for t in cue.tokens if t < cue.head)
        return cue.head if "export" in named else None
    return sent


def _owners(view: View, parties: Sequence[Party], flow: int) -> list[Party]:
    """ "Ukrainian grain exports", "Peru's exports", "exports of Thai rice", "exports from Laos"."""
    return [p for p in parties if p.named_state and _is_owner(view, span_head(view, p), flow)]


def _bearers(view: View, parties: Sequence[Party], cue: Cue) -> list[Party]:
    """ "Canada faces a tariff on exports to America", "firms in Canada pay it": who bears a charge sends the goods."""
    verb = _bearing(view, cue)
    subjects = [c for c in view.children(verb) if view.deps[c] == "nsubj"] if verb is not None else []
    return [p for p in parties if p.named_state and any(_is_of(view, p, s) for s in subjects)]


def _is_of(view: View, party: Party, subject: int) -> bool:
    """ "Canada", "Canadian firms", "firms in Canada", "Canada's growers"."""
    found = link(view, party, subject)
    placed = found is not None and not found.through_clause and found.prepositions in ((), *PLACED)
    return placed or span_head(view, party) == subject


def _bearing(view: View, cue: Cue) -> int | None:
    """The verb by which somebody is said to bear a charge: "growers pay a tariff"."""
    verb = cue.head if view.is_verb(cue.head) else view.heads[cue.head]
    return verb if view.words[verb] in BEARING and (verb == cue.head or view.deps[cue.head] == "dobj") else None


def _is_borne(view: View, parties: Sequence[Party], cue: Cue, flow: int) -> bool:
    """ "Growers face duties on shipments to Canada": whoever they are, the charge is one of where the goods go."""
    if cue.kind.id != "export_tax" or _bearing(view, cue) is None or len(bound := _bound_for(view, parties, flow)) != 1:
        return False
    return all(p.form == "adjective" for p in parties if p.named_state and p.actor_id != bound[0].actor_id)


def _is_owner(view: View, token: int, flow: int) -> bool:
    if view.deps[token] == "pobj":
        above = view.heads[token]
        return view.words[above] == "from" and view.heads[above] == flow
    for _ in range(2):
        if view.deps[token] not in OWNING:
            return False
        token = view.heads[token]
        of_goods = view.deps[token] == "pobj" and view.words[view.heads[token]] == "of"
        if token == flow or (of_goods and view.heads[view.heads[token]] == flow):
            return True
    return False


def _bound_for(view: View, parties: Sequence[Party], flow: int) -> list[Party]:
    """ "exports to Europe", "cargoes bound for Peru": the states that the goods go to."""
    found = []
    for party in parties:
        above = view.heads[span_head(view, party)]
        bound = view.words[above] == "for" and view.words[above - 1] in BOUND
        going = view.words[above] == "to" or bound
        if party.is_state and flow < above and going and leads_from(view, flow, above):
            found.append(party)
    return found


def _once(cues: Sequence[Cue]) -> list[Cue]:
    """Without a second cue of one type on the same head."""
    known = {(cue.kind.id, cue.head): cue for cue in reversed(cues)}
    return [cue for cue in cues if known[cue.kind.id, cue.head] is cue]
