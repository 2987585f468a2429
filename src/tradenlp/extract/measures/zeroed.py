"""Charges taken down to nothing by a verb that names no rate: "zeroed the duty on rice"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.rates import RATED, Rate
from tradenlp.extract.view import View

ZEROING = frozenset({"zero", "zeroes", "zeros", "zeroed", "zeroing"})
OBJECTS = ("dobj", "nsubj", "nsubjpass")
PARTS = ("compound", "nmod", "amod")
"""how a charge hangs on the noun of which it is a part: "the duty rates" """


def or_zeroed(view: View, cue: Cue, rates: Sequence[Rate]) -> tuple[Rate, ...]:
    """The rates of a mention; where none is told and it is the object of such a verb, nought percent."""
    if rates or cue.kind.id not in RATED:
        return tuple(rates)
    noun = view.heads[cue.head] if view.deps[cue.head] in PARTS else cue.head
    verb = view.heads[noun]
    done_to = view.deps[noun] in OBJECTS and (noun > verb or view.tags[verb] == "VBN")
    return (Rate(0.0, None, "percent", verb),) if done_to and view.words[verb] in ZEROING else ()
