"""Tense, modality, negation and condition of a verb, from its auxiliaries."""

from __future__ import annotations

from dataclasses import dataclass

from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.view import View

FUTURE = frozenset({"will", "'ll", "shall", "wo"})
MODAL = frozenset({"would", "could", "may", "might", "should", "must", "can", "'d", "ca", "ought"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly"})
WOULD = frozenset({"would", "could", "might", "'d"})
HAVE_REACH = 4
"""tokens from "would" to the verb of "would not also have taxed" """
LIKELY = frozenset({"likely", "probably", "possibly", "perhaps", "maybe"})
"""make a foretold act one that may come"""
CONDITIONS = frozenset({"if", "unless", "should", "whether", "once", "until", "in case", "when", "before"})
SAID = word_list("saying")
HAVING = frozenset({"have", "has", "had", "having"})
FINITE = frozenset({"is", "are", "was", "were", "does", "do", "did"})
MAKING = frozenset({"make", "makes", "made", "making", "let", "lets", "letting"})
SUPPOSING = frozenset({"suppose", "imagine", "assume", "say", "picture"})
TURNS = frozenset({"first", "second", "third", "fourth", "fifth", "latest", "last", "only"})
"""of who is one of several to do something"""
PROLONGED = frozenset({"extended", "renewed", "prolonged", "changed", "amended", "revoked", "repealed"})
INDICATIVE = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Mood:
    """How a verb is put."""

    kind: str
    """past, present, future, modal (would, should), may (might, could), must, infinitive, bare (none of them)"""
    negated: bool = False
    condition: str | None = None
    """the word that makes its clause a condition ("if", "unless")"""
    conditioned: bool = False
    """its clause is said to hold only under a condition"""


def mood_of(view: View, verb: int) -> Mood:
    """The mood of the verb at token `verb`; one joined by "and" without an auxiliary of its own takes the first's."""
    children = view.children(verb)
    auxiliaries = [c for c in children if view.deps[c] in ("aux", "auxpass")]
    words = {view.words[c] for c in auxiliaries}
    negated = any(_negates(view, c) for c in children if c < verb) or _left_out(view, verb)
    mark = next((view.words[c] for c in children if c < verb and _sets_condition(view, c, children)), None)
    above = view.heads[verb]
    mark = "if" if mark is None and _supposed(view, verb) else mark
    teller = view.children(above) if view.deps[verb] == "ccomp" and verb < above else ()  # "will go, he says, if"
    conditioned = any(view.deps[c] == "advcl" and _marked(view, c) for c in (*children, *teller))
    conditioned = conditioned or any(view.deps[c] == "ccomp" and c > verb and _should(view, c) for c in children)
    if (unreal := _unreal(view, verb, auxiliaries, mark)) is not None:
        return Mood("past", False) if negated else Mood("past", False, unreal)
    own = FUTURE | MODAL | HAVING | FINITE | {"to"}
    if view.deps[verb] == "conj" and not words & own and view.tags[verb] in ("VB", "VBN", "VBP"):
        first = mood_of(view, view.heads[verb]) if view.heads[verb] != verb else Mood("bare")
        denied = first.negated and view.words[verb - 1] != "but"
        return Mood(first.kind, negated or denied, mark or first.condition, conditioned or first.conditioned)
    if (outer := _bound(view, verb, auxiliaries)) is not None:
        return Mood(outer.kind, negated or outer.negated, mark or outer.condition, conditioned or outer.conditioned)
    return Mood(_kind(view, verb, auxiliaries, words), negated, mark, conditioned)


def _bound(view: View, verb: int, auxiliaries: list[int]) -> Mood | None:
    """ "Will have to pay", "is to make firms apply": the mood is that of the verb above, and what has to be must be."""
    above = view.heads[verb]
    if (turn := _in_its_turn(view, verb)) is not None:
        return turn
    if above == verb or view.deps[verb] not in ("xcomp", "ccomp"):
        return None
    if [view.words[c] for c in auxiliaries] in (["to"], ["to", "be"]) and view.words[above] in HAVING:
        if any(view.words[c] == "yet" for c in (*view.children(above), *view.children(verb))):
            return None
        outer = mood_of(view, above)
        return Mood("must", outer.negated) if outer.kind == "present" else outer
    if not auxiliaries and view.words[above] in MAKING and view.tags[verb] in ("VB", "VBP") and above < verb:
        return mood_of(view, above)
    return None


def _supposed(view: View, verb: int) -> bool:
    """ "Suppose Peru taxed copper", "imagine that it bans tin": bidden to be thought of, and by nobody done."""
    above = view.heads[verb]
    if view.deps[verb] != "ccomp" or view.words[above] not in SUPPOSING or above > verb:
        return False
    if view.tags[above] not in ("VB", "VBP"):
        return False
    let_us = view.words[view.heads[above]] == "let"
    return let_us or not any(view.deps[c] in ("nsubj", "aux") for c in view.children(above))


def _in_its_turn(view: View, verb: int) -> Mood | None:
    """ "Became the latest country to ban eggs", "will be the first to lift it": done as far as somebody is that."""
    if view.deps[verb] not in ("relcl", "acl", "advcl") or verb < 2 or view.words[verb - 1] != "to":
        return None
    noun = verb - 2 if view.deps[verb] == "advcl" else view.heads[verb]
    known = {view.words[t] for t in (noun, *(c for c in view.children(noun) if c < noun))}
    if view.deps[noun] not in ("attr", "appos") or TURNS.isdisjoint(known):
        return None
    outer = mood_of(view, view.heads[noun]) if view.deps[noun] == "attr" else Mood("past")
    return Mood("past", outer.negated) if outer.kind == "present" else outer


def _unreal(view: View, verb: int, auxiliaries: list[int], mark: str | None) -> str | None:
    """ "Had Peru not raised duties", "if it had not raised them": thought of otherwise than it went, so that it did."""
    had = next((c for c in auxiliaries if view.words[c] == "had"), None)
    if had is None:
        return None
    subject = next((c for c in view.children(verb) if view.deps[c].startswith("nsubj")), had)
    return "if" if (mark == "if" and view.deps[verb] == "advcl") or had < subject else None


def _sets_condition(view: View, child: int, children: list[int]) -> bool:
    """ "If prices fall", "should prices fall", but not "prices should fall"."""
    if view.words[child] != "should":
        return view.words[child] in CONDITIONS
    return not any(c < child and view.deps[c].startswith("nsubj") for c in children)


def _left_out(view: View, verb: int) -> bool:
    """ "Closed the case without imposing duties", "instead of imposing them": not done."""
    above = view.heads[verb]
    if view.deps[verb] != "pcomp" or above > verb:
        return False
    return view.words[above] == "without" or (view.words[above] == "of" and view.words[above - 1] == "instead")


def _negates(view: View, child: int) -> bool:
    """A word of denial before a verb; "without a day of grace" is none, "without Peru imposing" is."""
    without = view.words[child] == "without" and view.deps[child] == "mark"
    spoken = view.deps[child] == "intj"  # "No, it only opened a case"
    return without or view.deps[child] == "neg" or (view.words[child] in NEGATIONS and not spoken)


def _should(view: View, clause: int) -> bool:
    """ "Plans to tax salt should Peru ban fish": a condition that the parse takes for what is planned."""
    children = view.children(clause)
    return bool(children) and view.words[children[0]] == "should" and _sets_condition(view, children[0], children)


def _marked(view: View, clause: int) -> bool:
    children = view.children(clause)
    if children and view.words[children[0]] == "should":
        return _sets_condition(view, children[0], children)
    if view.words[clause] in PROLONGED and any(view.words[c] == "unless" for c in children):
        return False  # "for five years unless it is extended"
    return any(view.words[c] in ("if", "unless") for c in children)


def reported(view: View, verb: int) -> bool:
    """Whether a past verb of saying stands above: "said it would", "said it was doubling" are futures of those days."""
    above = view.heads[verb]
    return above != verb and view.deps[verb] == "ccomp" and view.words[above] in SAID


def would_have(view: View, verb: int) -> bool:
    """ "Would have taxed", "could since have banned": thought of as done, and not done."""
    near = view.words[max(0, verb - HAVE_REACH) : verb]
    return view.tags[verb] in ("VBN", "VBD") and "have" in near and not WOULD.isdisjoint(near[: near.index("have")])


def _kind(view: View, verb: int, auxiliaries: list[int], words: set[str]) -> str:
    if would_have(view, verb):
        return "modal"
    if words & FUTURE or ("would" in words and reported(view, verb)):
        return "may" if any(view.words[c] in LIKELY for c in view.children(verb)) else "future"
    begun = any(view.words[c] in ("already", "still") for c in view.children(verb))
    if view.tags[verb] == "VBG" and words & {"was", "were"} and not begun and reported(view, verb):
        return "future"
    if words & MODAL:
        return (
            "must" if "must" in words else ("may" if words & {"may", "might", "could", "should", "ought"} else "modal")
        )
    if "to" in words:
        return "infinitive"
    tag = view.tags[verb]
    if words & {"has", "have", "had", "'ve", "was", "were", "did", "been", "got"} or tag == "VBD":
        return "past"
    if any(view.tags[a] in INDICATIVE for a in auxiliaries) or tag in INDICATIVE:
        return "present"
    return "infinitive" if tag == "VB" and auxiliaries else "bare"
