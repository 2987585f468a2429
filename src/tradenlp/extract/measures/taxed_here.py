"""Whose digital tax it is, by where those are whom it is reckoned from: "3% of revenue from Canadian users"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import Roles, cannot_act
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

USERS = frozenset({"audience", "audiences", "citizens", "clients", "consumers", "customers", "households", "people",
                   "residents", "shoppers", "subscribers", "users", "viewers"})  # fmt: skip
REACH = 16
"""tokens behind the tax"""


def by_users(view: View, cue: Cue, parties: Sequence[Party], roles: Roles) -> None:
    """Who taxes what is earned from those who live there, where nobody is told to tax it."""
    if cue.kind.id != "digital_tax" or roles.imposers:
        return
    out = cannot_act(cue.kind.id, roles)
    for party in (p for p in parties if p.is_state and cue.start < p.first <= cue.end + REACH):
        behind = view.words[party.last : party.last + 1]
        before = view.words[max(0, party.first - 2) : party.first]
        theirs = not USERS.isdisjoint(behind) or (before[-1:] == ["in"] and not USERS.isdisjoint(before))
        if theirs and party.actor_id not in out:
            roles.impose(party, "where its users are")
            return
