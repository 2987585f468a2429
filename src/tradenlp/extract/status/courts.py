"""What courts at home do to a measure: who finds it illegal ends it, who blocks it holds it up.

"The court ruled that the duties were illegal", "a judge blocked the tariffs", "had no power to impose them". A panel
of the WTO ends nothing, and what a court leaves in place until an appeal stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.status.mood import NEGATIONS, mood_of
from tradenlp.extract.status.reading import Reading
from tradenlp.extract.view import View

COURTS = word_list("courts")
RULING = word_list("ruling")
ILLEGAL = word_list("found_illegal")
BLOCKING = word_list("blocking")
POWERS = frozenset({"authority", "power", "powers", "right"})
LACKING = frozenset({"lack", "lacks", "lacked", "lacking", "exceeded", "overstepped", "no", "not"})
LEAVING = word_list("leaving_in_place")
PLACES = (["in", "place"], ["in", "effect"], ["in", "force"])
FAR = 5
"""words of the parse between a measure and what is found of it"""
NEAR = 4
"""tokens between "remain" and "in place" """
TOLD = ("past", "present", "bare")


def by_court(view: View, head: int) -> Reading | None:
    """What a court has done to the mention with its head at token `head`, if the sentence tells any."""
    start, end = next(s for s in view.sentences if s[0] <= head < s[1])
    words = view.words[start:end]
    if COURTS.isdisjoint(words) or "wto" in words or view.is_verb(head) or view.words[head] in COURTS:
        return None
    blocking = view.heads[head]
    if view.words[blocking] in BLOCKING and view.deps[head] in ("dobj", "nsubjpass") and _told_of(view, blocking):
        return Reading("suspended", True, "blocked by a court", (blocking,)) if _by(view, blocking) else None
    fault = _illegal(view, head) or _without_power(view, head, start) or _ruled_against(view, head)
    ruling = next((t for t in range(start, end) if view.words[t] in RULING and _by(view, t)), None)
    if fault is None or ruling is None or not _told_of(view, ruling) or _left_in_place(view):
        return None
    return Reading("removed", True, "found illegal by a court", (ruling, fault))


def _told_of(view: View, verb: int) -> bool:
    """Whether it has been done: no wish, no condition, no denial."""
    mood = mood_of(view, verb)
    return mood.kind in TOLD and not mood.negated and mood.condition is None


def _by(view: View, verb: int) -> bool:
    """Whether a court is the subject of a verb or its agent; in headlines it stands right before it."""
    if view.words[verb - 1] in COURTS:
        return True
    if view.deps[verb] == "relcl" and view.words[view.heads[verb]] in COURTS:
        return True  # "the ruling that declared them illegal"
    named = (c for c in view.children(verb) if view.deps[c] in ("nsubj", "agent"))
    return any(view.words[t] in COURTS for c in named for t in view.subtree(c))


def _illegal(view: View, head: int) -> int | None:
    """The word by which a mention is called illegal: "are illegal", "found them unlawful", "were ruled invalid"."""
    for above in islice(_with_above(view, head), FAR):
        said = [above, *view.children(above)]
        said += [t for c in said[1:] if view.deps[c] == "relcl" for t in view.subtree(c)]
        found = next((t for t in said if t > head and view.words[t] in ILLEGAL), None)
        if found is not None and not NEGATIONS.isdisjoint(view.words[head:found]):
            return None
        if found is not None:
            clause = above if view.is_verb(above) else view.heads[above]
            return found if not view.is_verb(clause) or _told_of(view, clause) else None
    return None


def _with_above(view: View, head: int) -> Iterator[int]:
    yield head
    yield from view.ancestors(head)


def _without_power(view: View, head: int, start: int) -> int | None:
    """ "Lacked the authority to impose", "had no power to levy", "exceeded his authority by imposing"."""
    power = next((t for t in range(start, head) if view.words[t] in POWERS), None)
    if power is None or not any(above in view.ancestors(head) for above in (power, view.heads[power])):
        return None
    return power if not LACKING.isdisjoint(view.words[max(start, power - NEAR) : power]) else None


def _ruled_against(view: View, head: int) -> int | None:
    """ "Ruled against the duties"."""
    against = view.heads[head]
    return against if view.words[against] == "against" and view.words[view.heads[against]] in RULING else None


def _left_in_place(view: View) -> bool:
    """ "The court allowed the duties to remain in place until October"."""
    for token, word in enumerate(view.words):
        if word in LEAVING:
            behind = view.words[token + 1 : token + 1 + NEAR]
            if any(behind[n : n + 2] in PLACES for n in range(len(behind))):
                return True
    return False
