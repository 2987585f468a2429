"""Who says so: the speaker to whom a mention is attributed ("the ministry said", "according to")."""

from __future__ import annotations

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS
from tradenlp.extract.view import View, within

SAYING = word_list("saying")
REACH = 8
"""tokens after "according to" in which the source is named"""


def read_source(view: View, cue: Cue, start: int, end: int) -> str | None:
    """The actor_id of who says what the mention tells, or None where the text speaks for itself."""
    for above in view.ancestors(cue.head):
        if view.words[above] in SAYING and view.is_verb(above):
            return _subject(view, above, start, end)
    for token in range(start, end - 1):
        if view.words[token] == "according" and view.words[token + 1] == "to":
            named = within(view.actors, token + 2, min(end, token + REACH))
            return named[0].fact.actor_id if named else None
    return None


def _subject(view: View, verb: int, start: int, end: int) -> str | None:
    """The named actor nearest to the head of the subject of a verb of saying."""
    for child in view.children(verb):
        if view.deps[child] in SUBJECTS:
            inside = set(view.subtree(child))
            named = [p for p in within(view.actors, start, end) if p.last - 1 in inside]
            if named:
                return min(named, key=lambda p: abs(p.last - 1 - child)).fact.actor_id
    return None
