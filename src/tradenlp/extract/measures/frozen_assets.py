"""Whose assets are frozen and where they lie: "Iraqi funds in British banks", "their U.S. assets are blocked".

Who owns them is hit, and only the state in which they lie can lay hands on them.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import OWNING, Roles, is_below, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

ASSETS = flow_words("assets") | flow_words("balances")
VERBS = ("freeze", "unfreeze", "block", "unblock", "seize", "immobilise", "immobilize", "impound", "lock")
FREEZING = frozenset(form for verb in VERBS for form in verb_forms(verb)) | {"frozen", "froze", "unfrozen", "seizure"}
INSIDE = frozenset({"in", "within", "inside", "at"})
RIGHT_THERE = (["in"], ["in", "the"], ["within"], ["within", "the"])
FAR = 5
"""tokens between the assets and the state of the banks that hold them"""


def frozen_assets(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill who owns frozen assets and where they lie; returns the parties left for other rules."""
    if cue.kind.id != "sanctions" or FREEZING.isdisjoint(view.words[t] for t in cue.tokens):
        return list(parties)
    noun = next((t for t in cue.tokens if view.words[t] in ASSETS), None)
    if noun is None:
        return list(parties)
    left = []
    for party in parties:
        if party.is_state and _lie_in(view, party, noun):
            roles.impose_only(party, "where the assets lie")
        elif party.is_state and _owns(view, party, noun):
            roles.target_only(party, "whose assets they are")
        else:
            left.append(party)
    return left


def _lie_in(view: View, party: Party, noun: int) -> bool:
    """ "Assets in Britain", "funds held in British banks", "their British assets"."""
    token = span_head(view, party)
    if party.first > noun:
        between = view.words[noun + 1 : party.first]
        near = party.first - noun <= FAR and (is_below(view, token, _whole(view, noun)) or between in RIGHT_THERE)
        return near and not INSIDE.isdisjoint(between)
    owned = any(view.deps[c] == "poss" and c < party.first for c in view.children(noun))
    return owned and view.heads[token] == noun and view.deps[token] in OWNING


def _whole(view: View, noun: int) -> int:
    """The noun that the place may hang on too: "the seizure of funds in Britain"."""
    return view.heads[view.heads[noun]] if view.deps[noun] == "pobj" else noun


def _owns(view: View, party: Party, noun: int) -> bool:
    """ "Iraqi funds": a state named as the owner of what is frozen."""
    token = span_head(view, party)
    return view.heads[token] == noun and view.deps[token] in OWNING
