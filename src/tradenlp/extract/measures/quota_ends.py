"""Who lets in and who sends under a quota: "Fiji used up its EU quota", "Fiji's sugar quota in the United States".

Whoever fills a quota, gets one or has one elsewhere is who may sell so much; the state whose quota it is lets it in.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import OWNING, Roles, is_below, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

KINDS = frozenset({"import_quota", "export_quota"})
QUOTAS = frozenset({"quota", "quotas", "trq", "trqs", "allocation", "allocations"})
FILLING = frozenset(
    form
    for verb in ("use", "utilise", "utilize", "fill", "exhaust", "deplete", "consume", "exceed", "overshoot", "breach")
    for form in verb_forms(verb)
) | inflections("take")
PARTS = frozenset({"of", "%", "percent", "pct", "half", "most", "third", "share", "all", "portion", "part"})
"""between the verb and the quota: "used 90% of the quota" """
GIVING = frozenset(
    form
    for verb in ("assign", "grant", "give", "allocate", "allot", "award", "offer", "accord")
    for form in verb_forms(verb)
)
HELD_IN = frozenset({"in", "of"})


def ends_of_quota(view: View, cue: Cue, parties: Sequence[Party], roles: Roles) -> None:
    """Set who imposes a quota and whom it is for where a state fills that of another, or has one in another."""
    if cue.kind.id not in KINDS or view.words[cue.head] not in QUOTAS:
        return
    states = [p for p in parties if p.is_state]
    owners = [p for p in states if _modifies(view, p, cue.head)]
    verb = _filling(view, cue.head)
    users = [p for p in states if p not in owners and verb is not None and _fills(view, p, verb)]
    if not users and view.words[view.heads[cue.head]] in GIVING:
        users = [p for p in states if p not in owners and _gets(view, p, view.heads[cue.head])]
        owners = owners or [p for p in states if p not in users and _fills(view, p, view.heads[cue.head])]
    if users and not owners:
        owners = [p for p in states if p not in users and _is_place(view, p, cue.head, verb)]
    if not users:
        users = [p for p in owners if view.deps[span_head(view, p)] == "poss"]
        owners = [p for p in states if p not in users and _is_place(view, p, cue.head, None)] if users else []
    if not (users and owners) or {p.actor_id for p in users} & {p.actor_id for p in owners}:
        return
    for party in owners:
        roles.impose_only(party, "whose quota it is")
    for party in users:
        roles.target_only(party, "who sells under it")


def _modifies(view: View, party: Party, quota: int) -> bool:
    """ "The EU quota", "its U.S. steel quota", "Japan's quota"."""
    head = span_head(view, party)
    above = view.heads[head]
    below = quota in (above, view.heads[above]) and above <= quota
    return head < quota and below and view.deps[head] in OWNING


def _filling(view: View, quota: int) -> int | None:
    """The verb of filling whose object the quota is, or a part of it."""
    above = view.heads[quota]
    for _ in range(3):
        if view.words[above] not in PARTS:
            break
        above = view.heads[above]
    told = view.words[above] in FILLING and view.is_verb(above) and quota > above
    taking_up = view.words[above] not in inflections("take") or "up" in {view.words[c] for c in view.children(above)}
    return above if told and taking_up else None


def _fills(view: View, party: Party, verb: int) -> bool:
    """The state, or its exporters, is the subject of the verb."""
    return any(view.deps[c] == "nsubj" and is_below(view, span_head(view, party), c) for c in view.children(verb))


def _gets(view: View, party: Party, verb: int) -> bool:
    """ "Assigned Korea a quota", "Korea was given one": whom a verb of giving names beside the quota."""
    head = span_head(view, party)
    named = view.heads[head] == verb and view.deps[head] in ("dative", "dobj", "nsubjpass")
    to_whom = view.words[view.heads[head]] == "to" and view.heads[view.heads[head]] == verb
    return named or (view.deps[head] == "pobj" and to_whom)


def _is_place(view: View, party: Party, quota: int, verb: int | None) -> bool:
    """ "Its quota in the United States": the state where a quota is."""
    head = span_head(view, party)
    preposition = view.heads[head]
    if view.deps[head] != "pobj" or view.words[preposition] not in HELD_IN:
        return False
    return view.heads[preposition] in (quota, verb)
