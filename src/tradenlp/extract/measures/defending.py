"""Who appeals a ruling on what is his own has been sued: "Peru appealed the ruling on its duties"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

APPEALING = verb_forms("appeal") | {"appeal", "appeals"}
RULING = word_list("ruling") | {"reports"}
OWN = frozenset({"its", "their"})
PRACTICES = word_list("own_practices")
REACH = 10
"""tokens behind the ruling in which it is told what it is on"""
TO_NOUN = 4
"""tokens from "its" to what is a state's own: "its anti-dumping duties" """


def defenders(view: View, states: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Give who appeals as respondent where the ruling is on his own measure, the one state behind as complainant."""
    verb = next((t for t in (cue.head, *view.ancestors(cue.head)) if view.is_verb(t)), None)
    if verb is None or not _on_own(view, cue):
        return
    told = arguments_of(view, verb)
    appeals = view.words[verb] in APPEALING or any(view.words[t] in APPEALING for t in told.objects)
    mine = [p for p in states if span_head(view, p) in told.subjects] if appeals else []
    if len({p.actor_id for p in mine}) != 1:
        return
    roles.target_only(mine[0], "defends its own")
    behind = [p for p in states if p.first > cue.head and p.actor_id != mine[0].actor_id]
    if len({p.actor_id for p in behind}) == 1:
        roles.impose_only(behind[0], "has sued over it")


def _on_own(view: View, cue: Cue) -> bool:
    """Whether a ruling is spoken of, and behind it a measure of who appeals it."""
    near = range(cue.start, min(cue.end + REACH, len(view.words)))
    ruled = next((t for t in near if view.words[t] in RULING), None)
    if ruled is None:
        return False
    owned = (t for t in near if t > ruled and view.words[t] in OWN)
    return any(not PRACTICES.isdisjoint(view.words[t : t + 1 + TO_NOUN]) for t in owned)
