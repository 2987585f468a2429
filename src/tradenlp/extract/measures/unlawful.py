"""Whose measure the judges of trade hold to be against the rules: it answers for it, and has brought no case."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import OWNING, SUBJECTS, Roles, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

UNLAWFUL = word_list("unlawful")
JUDGED = word_list("judged_measures")
RULING = word_list("ruling") | word_list("holding_unlawful")
HELD = "whose measure is held to be unlawful"
"""the rule of those targeted so: who complained is then mostly not told"""
FOUND_UNLAWFUL = frozenset({"held to be unlawful by the judges of trade"})
"""the entry that tells so by its own words"""
OWN = frozenset({"its", "their", "his"})
STEPS = 3
"""names on the way from an owner to the noun: "the three-year US steel tariffs" """


def owner_of_unlawful(view: View, states: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Ruled that Peru's tariffs were illegal", "US duties, deemed illegal by the WTO": whose they are is told."""
    said = {view.words[t] for t in cue.tokens}
    if said.isdisjoint(RULING):
        return
    top = (cue.head, *view.ancestors(cue.head))[-1]
    told = view.subtree(top)
    if UNLAWFUL.isdisjoint(view.words[t] for t in told):
        return
    owners = [p for p in states if p.named_state and _owns_judged(view, p)]
    owners = owners or [p for p in states if span_head(view, p) in _owners_of_own(view, told)]
    if len({p.actor_id for p in owners}) == 1:
        roles.target_only(owners[0], HELD)


def _owns_judged(view: View, party: Party) -> bool:
    token = span_head(view, party)
    for _ in range(STEPS):
        if view.deps[token] not in OWNING:
            return False
        token = view.heads[token]
        if view.words[token] in JUDGED:
            return True
    return False


def _owners_of_own(view: View, told: Sequence[int]) -> set[int]:
    """ "Peru lifted its duties, deemed illegal by the judges": who does something with measures of its own."""
    own = (t for t in told if view.words[t] in JUDGED and any(view.words[c] in OWN for c in view.children(t)))
    verbs = (next((a for a in view.ancestors(t) if view.is_verb(a)), t) for t in own)
    return {c for verb in verbs for c in view.children(verb) if view.deps[c] in SUBJECTS}
