"""The words of a sentence on which a day of a mention can hang."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tradenlp.extract.measures.beside import SUBJECTS
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.starting import starting_clauses
from tradenlp.extract.status.climb import clauses_behind, governors
from tradenlp.extract.status.lexicon import StatusEntry
from tradenlp.extract.view import View


def anchors_of(view: View, cue: Cue, statuses: Mapping[int, StatusEntry]) -> dict[int, int]:
    """Tokens that a date of the mention hangs on, with their distance: its phrase, its verbs, joined verbs."""
    anchors = dict.fromkeys((*cue.tokens, *_phrase(view, cue.head)), 0)
    for clause in clauses_behind(view, cue.head) if not view.is_verb(cue.head) else ():
        anchors.setdefault(clause, 1)
        for token in (c for c in view.subtree(clause) if view.deps[c] in ("xcomp", "acomp") or _goes_on(view, c)):
            anchors.setdefault(token, 1)
    anchors |= {clause: 1 for clause in starting_clauses(view, cue, statuses) if clause not in anchors}
    for far, above in enumerate(governors(view, statuses, cue.head, cue.tokens), start=1):
        anchors.setdefault(above, far)
        for child in view.children(above):
            joined = view.deps[child] in ("conj", "xcomp", "advcl", "acomp") and child not in anchors
            joined = joined and not (view.deps[child] == "conj" and of_another(view, child))
            if joined and (view.is_verb(child) or view.deps[child] == "acomp"):
                anchors[child] = far + 1
    return anchors


def _goes_on(view: View, token: int) -> bool:
    """ "which adds 25% and expires in May": a verb joined to another, of the same subject."""
    return view.deps[token] == "conj" and view.is_verb(token) and not of_another(view, token)


def of_another(view: View, verb: int) -> bool:
    """ "Peru banned the ore and buyers cancelled orders in May": a joined verb that tells what somebody else did."""
    return any(view.deps[c] in SUBJECTS and not view.tags[c].startswith("PRP") for c in view.children(verb))


def _phrase(view: View, head: int) -> Iterator[int]:
    """The noun or verb of a mention with what hangs on it, but not what stands in clauses further down."""
    yield head
    for child in view.children(head):
        clause = view.deps[child] in ("advcl", "ccomp", "conj", "relcl", "parataxis") and view.is_verb(child)
        if not clause or (view.deps[child] == "relcl" and not view.is_verb(head)):
            yield child
            yield from (below for below in view.children(child) if not view.is_verb(below))
