"""Who stops or taxes goods on their way, told by the place where it happens: "turned back at Chinese ports"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.crossings import LEAVING, flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

GATEWAYS = flow_words("gateways") | flow_words("homeland") | flow_words("shelves") | flow_words("tenders")
BIDDING = frozenset(form for verb in flow_words("bidding") for form in inflections(verb)) | {"told", "mandatory"}
THERE = frozenset({"in", "into", "at", "within", "inside", "across"})


def stopped_there(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Where nobody is said to act: the state at whose border goods are stopped, or out of which they may not go."""
    if roles.imposers or not cue.entry.flow or not view.is_verb(cue.head):
        return
    if cue.kind.side == "export":
        _home_of_goods(view, parties, cue, roles)
        return
    for verb in (t for t in cue.tokens if view.is_verb(t)):
        told = arguments_of(view, verb)
        out = bool({"out", "from"} & told.particles)
        for name, tokens in told.links.items():
            if name in THERE or (out and name in ("of", "from")):
                for token in tokens:
                    _state_of_place(view, parties, token, roles)


def _state_of_place(view: View, parties: Sequence[Party], place: int, roles: Roles) -> None:
    """ "in Belarus", "at Chinese ports"."""
    for party in parties:
        inside = party.first <= place < party.last
        gate = view.words[place] in GATEWAYS and any(party.first <= c < party.last for c in view.children(place))
        if party.is_state and (inside or gate):
            roles.targets.pop(party.actor_id, None)
            roles.impose(party, "where it happens")


def _home_of_goods(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Thai rubber may not be sold abroad", "no ore may leave Guinea": whose goods they are, what they leave."""
    for verb in (t for t in cue.tokens if view.is_verb(t)):
        left = [c for c in view.children(verb) if view.deps[c] == "dobj" and view.words[verb] in LEAVING]
        for place in left:
            _state_of_place(view, parties, place, roles)
    for thing in (t for t in cue.tokens if view.tags[t].startswith("NN")):
        for party in parties:
            adjective = party.is_state and party.last <= thing and party.first >= thing - 4
            if adjective and any(party.first <= c < party.last for c in view.children(thing)):
                roles.targets.pop(party.actor_id, None)
                roles.impose(party, "its goods")


def bidden(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Jakarta insists that imported food carry a label": who demands what a clause tells imposes it."""
    if roles.imposers or cue.kind.side == "deal":
        return
    below = cue.head
    for verb in view.ancestors(cue.head):
        demanded = view.deps[below] in ("ccomp", "xcomp", "acl", "advcl") and view.words[verb] in BIDDING
        if demanded and _subject_bids(view, parties, verb, roles):
            return
        below = verb


def _subject_bids(view: View, parties: Sequence[Party], verb: int, roles: Roles) -> bool:
    """Whether a state is the subject of the demand, or owns it: "its requirement that", "Lima's demand that"."""
    for child in view.children(verb):
        if view.deps[child] in ("nsubj", "poss", "agent"):
            for party in parties:
                if party.is_state and party.first <= child < party.last:
                    roles.targets.pop(party.actor_id, None)
                    roles.impose(party, "demands it")
                    return True
    return False
