"""What became of a measure after the act that its own words tell: in the clause above it, or of the pronoun after it.

"Lima dropped the ban it had placed on ham", "the 25% that Peru had charged is frozen", "put a tax on ham in May and
revoked it in June": what is told of the beginning of such a measure is outdone by what the sentence says besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.status.climb import StatusCues
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.view import View

LEVIED = word_list("levied")
PRONOUNS = frozenset({"it", "them", "both", "that", "this"})
UNDOING = ("ease", "suspend", "remove", "extend")
"""senses of what can only be done to a measure that stands"""
OBJECTS = ("dobj", "nsubjpass")


def thing_of(view: View, head: int, own: Sequence[int]) -> int | None:
    """The noun that a clause telling the act hangs on as its object: "the ban it placed", "a levy slapped on ham"."""
    if view.deps[head] not in ("relcl", "acl") or not view.is_verb(head):
        return None
    noun = view.heads[head]
    if noun > head or not (noun in own or view.words[noun] in LEVIED):
        return None
    if view.deps[head] == "acl":
        return noun if view.tags[head] == "VBN" else None
    subjects = [c for c in view.children(head) if view.deps[c].startswith("nsubj")]
    passive = any(view.deps[c] == "nsubjpass" for c in subjects)
    named = any(view.words[c] not in ("that", "which", "who") for c in subjects)
    return noun if named or passive else None


def later_act(view: View, cues: StatusCues, path: Sequence[int]) -> int | None:
    """ "imposed a tax and revoked it", "reinstated the levy; on Friday it suspended it": the act that comes after."""
    verb = next((t for t in path if view.is_verb(t)), None)
    for token in _joined(view, verb) if verb is not None else ():
        if token in cues and cues[token].sense in UNDOING and cues[token].role == "action" and _of_pronoun(view, token):
            return token
    return None


def _joined(view: View, verb: int) -> Iterator[int]:
    """The verbs that follow on `verb`: joined to it, "only to lift it", "before lifting it"."""
    for child in view.children(verb):
        if child > verb and view.words[child] == "before" and view.deps[child] == "prep":
            yield from (c for c in view.children(child) if view.deps[c] == "pcomp" and view.is_verb(c))
        elif child > verb and view.is_verb(child) and _follows(view, child):
            yield child
            yield from _joined(view, child)


def _follows(view: View, verb: int) -> bool:
    if view.deps[verb] == "advcl":
        return any(view.words[c] in ("only", "before") for c in view.children(verb))
    return view.deps[verb] in ("conj", "ccomp", "parataxis", "dep")


def _of_pronoun(view: View, verb: int) -> bool:
    return any(view.deps[c] in OBJECTS and view.words[c] in PRONOUNS for c in view.children(verb))
