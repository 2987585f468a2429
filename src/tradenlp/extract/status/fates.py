"""What became of a measure after the act that its own words tell: in the clause above it, or of the pronoun after it.

"Lima dropped the ban it had placed on ham", "the 25% that Peru had charged is frozen", "put a tax on ham in May and
revoked it in June": what is told of the beginning of such a measure is outdone by what the sentence says besides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tradenlp.extract.status.climb import StatusCues
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.status.mood import mood_of
from tradenlp.extract.view import View

LEVIED = word_list("levied")
PRONOUNS = {"NN": ("it", "thing"), "NNS": ("them", "they")}
"""what stands for a noun of this tag"""
UNDOING = ("ease", "suspend", "remove", "extend")
"""senses of what can only be done to a measure that stands"""
OBJECTS = ("dobj", "nsubjpass")
ARGUMENTS = (*OBJECTS, "nsubj", "attr", "ROOT", "appos")
"""what a pronoun after it may stand for: not the duties in "an answer to the duties"."""


STOPS = frozenset({"halted", "stopped", "fell"})
"""of goods that no longer cross as well"""


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


def later_act(view: View, cues: StatusCues, head: int) -> int | None:
    """ "Put a tax on silk in May and revoked it", "the levy is no more: Peru dropped it": the act that comes after."""
    if view.deps[head] not in ARGUMENTS or view.is_verb(head):
        return None
    end = view.sentences[bisect_right(view.sentences, (head, len(view.words))) - 1][1]
    pronouns = PRONOUNS.get(view.tags[head], ())
    told = (t for t in range(head + 1, end) if view.words[t] in pronouns and view.deps[t] in OBJECTS)
    later = next((view.heads[t] for t in told if _undoes(view, cues, view.heads[t], head)), None)
    return later if later is not None else _which_ended(view, cues, head, end)


def _which_ended(view: View, cues: StatusCues, head: int, end: int) -> int | None:
    """ "Put an embargo on salt in May, which ended in June": a clause of it that the parse hangs on the last noun."""
    for token in (t for t in range(head + 2, end) if view.words[t] == "which" and view.words[t - 1] == ","):
        verb = view.heads[token]
        entry = cues.get(verb)
        if entry is None or entry.sense not in UNDOING or view.deps[verb] != "relcl" or view.words[verb] in STOPS:
            continue
        whole = view.deps[token] == "nsubj" and not any(view.deps[c] == "dobj" for c in view.children(verb))
        if (whole or view.deps[token] == "nsubjpass") and mood_of(view, verb).kind == "past":
            return verb
    return None


def _undoes(view: View, cues: StatusCues, verb: int, head: int) -> bool:
    """Whether a verb behind a mention undoes something; its clause follows on that of the mention or stands alone."""
    entry = cues.get(verb)
    if entry is None or entry.role != "action" or entry.sense not in UNDOING or verb < head:
        return False
    if view.deps[verb] in ("conj", "ROOT", "ccomp", "parataxis", "dep"):
        return mood_of(view, verb).kind in ("past", "present")
    if view.deps[verb] == "pcomp":
        return view.words[view.heads[verb]] == "before"  # "levied it before scrapping it"
    told = ("only", "before")  # "only to lift it"
    return view.deps[verb] == "advcl" and any(view.words[c] in told for c in view.children(verb))
