"""Clauses that tell when a measure starts, wherever the parse hangs them.

"A duty on tin from Fiji, which will take effect in July", "a quota on shoes, due to come into force in May": what takes
effect is the measure, and not the last of its goods or what was done to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_words import words
from tradenlp.extract.status.lexicon import StatusEntry
from tradenlp.extract.view import View

TAKING_EFFECT = "take effect"
"""id of the entry of what a measure does when it starts"""
WITHIN_PHRASE = ("pobj", "prep", "conj", "compound", "nmod", "appos")
LONGEST_CLIMB = 8
"""steps up from the clause to its measure"""


def starting_clauses(view: View, cue: Cue, statuses: Mapping[int, StatusEntry]) -> Iterator[int]:
    """The verbs of such clauses behind a mention."""
    for token, entry in statuses.items():
        if entry.id == TAKING_EFFECT and token >= cue.end and view.is_verb(token):
            clause = _clause(view, token)
            if clause is not None and _speaks_of(view, clause, cue.head):
                yield token


def _clause(view: View, verb: int) -> int | None:
    """The word by which the clause hangs on what stands before: its verb after "which", or "due" before "to"."""
    above = view.heads[verb]
    if view.deps[verb] == "xcomp" and view.words[above] in words("impending"):
        return above if above < verb else None
    which = any(view.words[c] in ("which", "that") and view.deps[c] == "nsubj" for c in view.children(verb))
    return verb if view.deps[verb] == "relcl" and which else None


def _speaks_of(view: View, clause: int, head: int) -> bool:
    """Whether what a clause hangs on is a measure, what it is laid on, or the verb that lays it."""
    token, acted = view.heads[clause], view.heads[head] if view.deps[head] in ("dobj", "nsubjpass") else head
    for _ in range(LONGEST_CLIMB):
        if token in (head, acted):
            return True
        object_of_it = view.deps[token] == "dobj" and view.heads[token] == head  # "banned exports, which takes effect"
        if token < head or not (object_of_it or view.deps[token] in WITHIN_PHRASE):
            return False
        token = view.heads[token]
    return False
