"""Measures that answer the measure of another: "its retaliatory duties" hit whoever hit their maker first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.affected import AS_HIT
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import measure_types, word_list
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

IN_RETURN = word_list("in_return")
RETURNS = word_list("returns")
ANSWERS = word_list("answers")
MODIFIERS = frozenset({"amod", "compound", "nmod"})
MEANS = frozenset({"with", "by"})
AT_BORDER = frozenset({"import", "export", "firms"})
"""sides of the measures that one state answers with, and that it answers"""
HITTING = frozenset(
    f for v in ("hit", "strike", "fight", "fire", "lash", "punch", "push", "shoot") for f in inflections(v)
)
"""verbs that answer with "back" beside them"""
UP = 4
"""words of the parse between a measure and the verb that says that it answers"""


def is_answer(view: View, cue: Cue) -> bool:
    """Whether its phrase or the verbs above it call it an answer ("counter-duties", "retaliated with duties")."""
    before = {c for t in {cue.head, *cue.tokens} for c in view.children(t) if c < t and view.deps[c] in MODIFIERS}
    called = any(view.words[t] in IN_RETURN for t in (*cue.tokens, *before))
    return called or view.words[max(0, cue.start - 2) : cue.start] == ["counter", "-"] or _by_its_verb(view, cue.head)


def _by_its_verb(view: View, head: int) -> bool:
    """ "retaliated with a levy", "responded by taxing"; not what is retaliated against."""
    below = head
    for token in (head, *islice(view.ancestors(head), UP)):
        if view.is_verb(token):
            if _returns(view, token) and view.words[below] in MEANS:
                return True
        elif view.words[token] in ANSWERS:
            return False
        below = token
    return False


def _returns(view: View, verb: int) -> bool:
    return view.words[verb] in RETURNS or (view.words[verb] in HITTING and view.words[verb + 1 : verb + 2] == ["back"])


def whom_it_answers(act: Act, acts: Sequence[Act]) -> set[str]:
    """Who hit the maker of an answer, where the article tells that of exactly one; else nobody.

    Where no act of another is aimed at the maker, one that is aimed at nobody hit it too.
    """
    if len(act.imposers) != 1 or not any(m.answers for m in act.mentions):
        return set()
    others = [a for a in acts if a is not act and measure_types()[a.kind].side in AT_BORDER]
    hitting = [a for a in others if act.imposers & a.targets] or [a for a in others if not a.targets]
    makers = {maker for a in hitting for maker in a.imposers} - act.imposers
    return makers if len(makers) == 1 else set()


def told_as_hit(act: Act) -> set[str]:
    """ "Chile answered Peru's tariffs", which are laid on the whole world: those who are only said to answer them."""
    told = [(actor, why[0]) for m in act.mentions for actor, why in m.roles.targets.items()]
    return {actor for actor, why in told if why == AS_HIT} - {actor for actor, why in told if why != AS_HIT}
