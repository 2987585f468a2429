"""Whom a measure is said to be aimed at: "tariffs aimed at Peru and Togo", "a ban directed against Laos"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import SUBJECTS, Roles, is_below
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.status.climb import clauses_behind
from tradenlp.extract.view import View

AIMED = frozenset({"aimed", "directed", "levelled", "leveled", "targeted"})
AT = frozenset({"at", "against", "toward", "towards"})
DEED = "VBG"
"""in "aimed at curbing imports": what is aimed at is done, and nobody"""


def aimed_at(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill whom a measure is said to be aimed at; returns the parties left."""
    if cue.kind.side in ("home", "deal") or view.is_verb(cue.head):
        return list(parties)
    marks = [mark for verb in _aiming(view, cue.head) for mark in _at(view, verb)]
    found = [p for p in parties if p.is_state and any(is_below(view, p.last - 1, mark) for mark in marks)]
    for party in found:
        roles.target_only(party, "aimed at")
    return [p for p in parties if p not in found]


def _aiming(view: View, head: int) -> Iterator[int]:
    """The participles on a noun, or the verb whose subject it is, that say that it is aimed."""
    above = view.heads[head]
    yield from (c for c in clauses_behind(view, head) if view.words[c] in AIMED)
    yield from (c for c in view.children(head) if c > head and view.words[c] in AIMED)
    if view.deps[head] in SUBJECTS and view.words[above] in AIMED:
        yield above


def _at(view: View, verb: int) -> Iterator[int]:
    for joint in (c for c in view.children(verb) if view.words[c] in AT):
        yield from (c for c in view.children(joint) if view.deps[c] == "pobj" and view.tags[c] != DEED)
