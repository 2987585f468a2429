"""Who appeals a ruling has been sued: "Peru appealed the ruling on its duties", "Peru may appeal the verdict".

But for the one who appeals a ruling on what another has done: he has lost a case that he brought.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, sentence_subject, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

APPEALING = verb_forms("appeal") | {"appeal", "appeals"}
RULING = word_list("ruling") | {"reports"}
PRONOUNS = frozenset({"it", "they"})
OWN = frozenset({"its", "their"})
PRACTICES = word_list("own_practices")
REACH = 10
"""tokens behind the ruling in which it is told what it is on"""
TO_NOUN = 4
"""tokens from "its" to what is a state's own: "its anti-dumping duties" """


def defenders(view: View, states: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Give who appeals as respondent where the ruling is on his own measure, the one state behind as complainant."""
    own = _on_own(view, cue)
    mine = _appellants(view, states, cue, own=own)
    if len({p.actor_id for p in mine}) != 1:
        return
    if not own and _on_anothers(view, states, mine[0], cue):
        return
    roles.target_only(mine[0], "defends its own" if own else "appeals the ruling")
    behind = [p for p in states if p.first > cue.head and p.actor_id != mine[0].actor_id]
    if len({p.actor_id for p in behind}) == 1:
        roles.impose_only(behind[0], "has sued over it")


def _appellants(view: View, states: Sequence[Party], cue: Cue, *, own: bool) -> list[Party]:
    """The states that are said to appeal, of which a headline without a verb tells by the order of words alone."""
    verbs = [t for t in (cue.head, *view.ancestors(cue.head)) if view.is_verb(t)]
    verb = next((t for t in verbs if view.words[t] in APPEALING), verbs[0] if verbs else cue.head)
    if not own and not _of_ruling(view, verb):
        before = [p for p in states if cue.start - 2 <= p.last < cue.start]
        return [p for p in before if view.words[p.last] in APPEALING and not RULING.isdisjoint(_words(view, cue))]
    told = arguments_of(view, verb)
    if view.words[verb] not in APPEALING and all(view.words[t] not in APPEALING for t in told.objects):
        return []
    if any(view.words[t] in PRONOUNS for t in told.subjects):
        return [p for p in sentence_subject(view, states) if p.first < verb]  # "Peru said that it would appeal"
    return [p for p in states if span_head(view, p) in told.subjects]


def _words(view: View, cue: Cue) -> list[str]:
    return view.words[cue.start : cue.end]


def _of_ruling(view: View, verb: int) -> bool:
    """ "Appeal the ruling", "appeal against the verdict", "lodge an appeal against the decision"."""
    appeals = [t for t in (verb, *arguments_of(view, verb).objects) if view.words[t] in APPEALING]
    return any(view.words[t] in RULING for a in appeals for t in range(a + 1, min(a + REACH, len(view.words))))


def _on_anothers(view: View, states: Sequence[Party], mine: Party, cue: Cue) -> bool:
    """ "Appeal the ruling that cleared American duties": a measure of another state is judged."""
    near = (p for p in states if cue.start < p.first <= cue.end + REACH and p.actor_id != mine.actor_id)
    return any(not PRACTICES.isdisjoint(view.words[p.last : p.last + 1 + TO_NOUN]) for p in near)


def _on_own(view: View, cue: Cue) -> bool:
    """Whether a ruling is spoken of, and behind it a measure of who appeals it."""
    near = range(cue.start, min(cue.end + REACH, len(view.words)))
    ruled = next((t for t in near if view.words[t] in RULING), None)
    if ruled is None:
        return False
    owned = (t for t in near if t > ruled and view.words[t] in OWN)
    return any(not PRACTICES.isdisjoint(view.words[t : t + 1 + TO_NOUN]) for t in owned)
