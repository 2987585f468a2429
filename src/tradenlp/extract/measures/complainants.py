"""All who bring a case together: "Peru, Chile and Laos filed a case", "a case brought by Peru, Chile and Laos"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.near_targets import LIST_WORDS, opens_clause
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

BRINGS = "brings it"
BROUGHT = "who brought it"
OWN_COMPLAINT = "whose complaint it is"
COMPLAINING = (BRINGS, BROUGHT, OWN_COMPLAINT)
"""rules that tell who complains; so does every one that begins with "who", of the subject of its verb"""


def all_of_them(view: View, states: Sequence[Party], roles: Roles) -> None:
    """Add the states that are listed with one who complains; the parse often ties only the first two together."""
    first = {at: rule for rule, at in roles.imposers.values() if rule in COMPLAINING or rule.startswith("who ")}
    for number, party in enumerate(states):
        if party.first in first:
            _along(view, party, states[number + 1 :], roles, first[party.first])
            _along(view, party, reversed(states[:number]), roles, first[party.first])


def _along(view: View, party: Party, others: Iterable[Party], roles: Roles, rule: str) -> None:
    near = party
    for other in others:
        between = view.words[min(near.last, other.last) : max(near.first, other.first)]
        if near is party and between[:2] == [",", "and"]:
            return  # of two, the second has no comma before it: a clause of its own follows
        joined = bool(between) and set(between) <= LIST_WORDS and other.named_state and not opens_clause(view, other)
        if not joined or other.actor_id in roles.targets:
            return
        roles.impose(other, rule)
        near = other
