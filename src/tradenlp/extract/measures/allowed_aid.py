"""Aid that a union lets its members give: "Brussels cleared 3 billion euros of German aid for a smelter".

The commission of a union rules on what its members give, and gives nothing itself.
"""

from __future__ import annotations

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.parties import Party, is_member
from tradenlp.extract.view import View

LETTING = frozenset({"allow", "allowed", "allows", "approval", "approve", "approved", "approves", "authorisation",
                     "authorise", "authorised", "authorises", "authorization", "authorize", "authorized", "authorizes",
                     "backed", "backs", "blessed", "blessing", "clear", "clearance", "cleared", "clears", "endorsed",
                     "green", "nod", "permission", "permit", "permitted", "permits", "waved"})  # fmt: skip

REACH = 6
"""tokens behind the name of the union"""
NEAR = 4
"""tokens before it"""


def given_by_members(view: View, act: Act, parties: list[Party]) -> set[str]:
    """Who gives what only a union is told to have made: its members, where it lets them; else who made it."""
    union = next((maker for maker in act.imposers if any(is_member(p.actor_id, maker) for p in parties)), None)
    if act.kind != "subsidy" or union is None:
        return act.imposers
    members = {maker for maker in act.imposers if is_member(maker, union)}
    for start, end in (view.sentences[m.sentence] for m in act.mentions):
        if not _lets(view, union, [p for p in parties if start <= p.first < end], end):
            continue
        named = members or {p.actor_id for p in parties if start <= p.first < end and is_member(p.actor_id, union)}
        if named and (members or len(named) == 1):
            return act.imposers - {union} | named
    return act.imposers


def _lets(view: View, union: str, here: list[Party], end: int) -> bool:
    """ "The European Commission has approved", "the nod of Brussels": the union itself, and nobody's "European" aid."""
    bodies = [p for p in here if p.actor_id == union and p.form != "adjective"]
    near = ((p.last, min(end, p.last + REACH)) for p in bodies)
    behind = ((p.first - NEAR, p.first) for p in bodies if view.words[p.first - 1] in ("by", "from", "of", "the"))
    return any(not LETTING.isdisjoint(view.words[max(0, first) : last]) for first, last in (*near, *behind))
