"""Who has to answer for a measure: "a quarrel with Peru about levies on tin", "Lima asked Quito to drop its duty"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, sentence_subject, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

ABOUT = frozenset({"on", "over", "about", "concerning", "regarding"})
COMPLAINTS = word_list("complaints") | {"consultation", "consultations", "dispute", "disputes"}
ROWS = word_list("quarrels")
SUING = word_list("suing")
COURTS = frozenset({"wto", "gatt", "court", "tribunal", "panel"})
RELIEVING = word_list("relieving")
PLEA = 6
"""words after whom is asked in which it is told what for"""


def pleads(view: View, parties: Sequence[Party], roles: Roles) -> None:
    """ "Lima asked Quito to drop its duty on fish": who wants a state rid of a measure is hit by it."""
    urged = next((token for rule, token in roles.imposers.values() if rule in ("urged to", "called on to")), None)
    if urged is None:
        return
    for party in parties:
        token = span_head(view, party)
        verb = view.heads[token]
        if party.last > urged or not party.is_state or view.deps[token] != "nsubj" or verb > urged:
            continue
        if verb in view.ancestors(urged) and not RELIEVING.isdisjoint(view.words[urged : urged + PLEA]):
            roles.target(party, "wants it gone")


def is_called_to_account(view: View, state: int, token: int) -> bool:
    """ "Sought consultations with Chile on its levy", "a case against Chile over its cap": whose deed it is."""
    joint = view.heads[state]
    noun = view.heads[joint]
    about = view.words[view.heads[view.heads[token]]] in ABOUT
    return about and view.words[joint] in ("with", "against") and view.words[noun] in COMPLAINTS


def called_to_account(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "A quarrel with Peru about levies on its tin": who is called to account has set them, on the other."""
    joint = view.heads[cue.head]
    if view.words[joint] not in ABOUT or view.deps[cue.head] != "pobj":
        return
    states = [p for p in parties if p.is_state]
    party = next((p for p in states if _is_sued(view, p, joint)), None)
    if party is not None:
        roles.imposers.clear()  # who sues over a measure has not set it
    elif not roles.imposers:
        party = next((p for p in states if p.last == joint and _is_accused(view, p)), None)
    if party is None:
        return
    roles.impose_only(party, "called to account for it")
    for other in sentence_subject(view, states):
        if other.first < party.first and other.actor_id != party.actor_id:
            roles.target(other, "who calls to account")


def _is_accused(view: View, party: Party) -> bool:
    """ "a row with Peru", "a case against the EU"."""
    joint = party.first - 1 - (view.words[party.first - 1] == "the")
    return view.words[joint] in ("with", "against") and view.words[joint - 1] in COMPLAINTS | ROWS


def _is_sued(view: View, party: Party, joint: int) -> bool:
    """ "took Peru to the WTO over its levies", "Peru was sued at the WTO over them": the one that is taken there."""
    head = span_head(view, party)
    verb = view.heads[head]
    if view.deps[head] not in ("dobj", "nsubjpass") or view.words[verb] not in SUING or not verb < joint:
        return False
    return not COURTS.isdisjoint(view.words[verb + 1 : joint])
