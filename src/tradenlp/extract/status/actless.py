"""The status of a mention to which nothing is done: told by an adjective, a clause behind it, or an attitude alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.status.climb import StatusCues, clauses_behind, governors
from tradenlp.extract.status.combine import (
    BY_ATTITUDE,
    DONE,
    NEGATED_NOUNS,
    STANDING,
    asked,
    averting,
    not_yet,
    still_open,
    under_attitude,
)
from tradenlp.extract.status.lexicon import StatusEntry, word_list
from tradenlp.extract.status.mood import FUTURE, mood_of
from tradenlp.extract.status.reading import UNTOLD, Reading
from tradenlp.extract.status.stances import attitude_of, has_own_aim
from tradenlp.extract.view import View

URGING = word_list("urging")
AHEAD = word_list("ahead")
ANSWERS = word_list("answering")
BEING = word_list("being")
SAYING = word_list("saying") | {"say", "says"}
SEEMING = word_list("seeming")
COMING = word_list("coming")
DEBATING = word_list("debating")
DEFINITE = word_list("definite")
EVADING = frozenset({"avoid", "avoiding"})
"""what those do whom a measure does not reach, and those whom it does not hit"""
FENDING_OFF = word_list("fending_off")
ENACTED = word_list("enacted")
MEANT = ("threatened", "proposed", "announced")
"""stages of what is not there yet, which who refuses it rules out: "ruled out the duties that were weighed"."""


AWAITED = frozenset({"expected", "tipped", "poised", "hoping", "hopes"})
"""before "to announce": who is expected to decide has not yet"""
FORESEEN = "only thought of"


def without_action(
    view: View, cues: StatusCues, head: int, path: Sequence[int], attitude: tuple[int, str] | None, default: str
) -> Reading:
    """The status of a mention to which nothing is done.

    `path` is the head with its governors, `attitude` the (token, stance) among these, `default` what a bare mention
    of this type means.
    """
    described = _described(view, cues, head, default)
    if attitude is not None and attitude[1] == "refuse" and described is not None and described.status in MEANT:
        return of_attitude(view, head, *attitude)
    if described is not None:
        return described
    if attitude is not None:
        return of_attitude(view, head, *attitude)
    told = _said_of(view, cues, head)
    if told is not None:
        return told
    if default == "in_force" and (debated := _debated(view, head)) is not None:
        return debated
    if _will_not_be(view, head):
        return Reading("ruled_out", True, "will not be", (view.heads[head],))
    if default == "in_force" and (none := _none_told(view, head)) is not None:
        return none
    if default == "in_force" and (wanted := _wanted(view, cues, head, path)) is not None:
        return wanted
    hypothetical = any(mood_of(view, t).condition in ("if", "unless") for t in path[1:3] if view.is_verb(t))
    foreseen = _foreseen(view, head, path) if default == "in_force" else None
    return foreseen or Reading(default, False, UNTOLD, (), hypothetical)


def _described(view: View, cues: StatusCues, head: int, default: str) -> Reading | None:
    """ "proposed duties", "duties that Peru plans": what the noun phrase itself says of its stage.

    "The duties, published in May": one that the reader is told to have been decided stands.
    """
    for child in view.children(head):
        entry = cues.get(child)
        if entry is not None and child < head and _qualifies(view, child, entry):
            status = DONE.get(entry.sense) or BY_ATTITUDE[entry.sense]
            return Reading(status, True, f"quality: {entry.id}", (child,))
    for child in clauses_behind(view, head):
        inside = [c for c in view.children(child) if view.deps[c] in ("acomp", "xcomp", "attr")]
        for token in (child, *inside) if not has_own_aim(view, child) else ():
            if token in cues and cues[token].sense in BY_ATTITUDE:
                if cues[token].sense == "announce" and default == "in_force" and view.words[token] in ENACTED:
                    return Reading("in_force", False, "decided before", (token,))
                return Reading(BY_ATTITUDE[cues[token].sense], True, f"{cues[token].sense} after the noun", (token,))
    return None


def _qualifies(view: View, word: int, entry: StatusEntry) -> bool:
    """Whether a word before a noun tells of its stage: a quality, a stance, or the participle of "imposed duties"."""
    participle = view.deps[word] == "amod" and view.tags[word] == "VBN"
    stance = entry.sense in ("propose", "threaten", "announce")
    return entry.role == "quality" or stance or (entry.sense == "impose" and participle)


def of_attitude(view: View, head: int, token: int, stance: str) -> Reading:
    """ "plans duties", "no decision on duties": of the attitude `stance` at `token` alone."""
    mood = mood_of(view, token)
    if stance == "avert":
        evaded = view.words[token] in EVADING and _known(view, head)  # "moved plants to avoid the tariffs"
        return Reading("in_force", False, UNTOLD) if evaded else averting(view, token, (token,))
    if stance == "announce" and not_yet(mood):
        return Reading("proposed", True, "not yet decided", (token,))
    if stance == "announce" and mood.kind == "infinitive" and view.words[view.heads[token]] in AWAITED:
        return Reading("proposed", True, "a decision awaited", (token,))
    if mood.negated and view.words[token] not in NEGATED_NOUNS:
        return Reading("ruled_out" if stance != "refuse" else "proposed", True, f"{stance}, negated", (token,))
    if stance == "announce" and (still_open(view, token, mood) or asked(view, token, head)):
        return Reading("proposed", False, "a decision still open", (token,))
    if stance == "refuse" and _only_urged(view, token):
        return Reading("proposed", True, "urged to refuse", (token,))
    return Reading(BY_ATTITUDE[stance], True, stance, (token,))


def _only_urged(view: View, verb: int) -> bool:
    """ "told the cabinet to reject the pact", "urged deputies to vote against it": no word of those who decide."""
    above = view.heads[verb]
    infinitive = any(view.words[c] == "to" and view.deps[c] == "aux" for c in view.children(verb))
    return infinitive and view.deps[verb] in ("xcomp", "ccomp", "advcl") and view.words[above] in URGING


def _said_of(view: View, cues: StatusCues, head: int) -> Reading | None:
    """ "the duties are likely", "tariffs are due to start", "new tariffs to hit furniture"."""
    verb = view.heads[head]
    seems = view.words[verb] in BEING or view.words[verb] in SEEMING
    said = view.children(verb) if view.deps[head] == "nsubj" and seems else ()
    told = [c for c in said if c > verb and view.deps[c] in ("acomp", "attr", "prep", "advmod", "ccomp")]
    told += [c for t in told if view.deps[t] == "prep" for c in view.children(t) if view.deps[c] == "pobj"]
    for token in told:
        entry = cues.get(token)
        follows = [c for c in view.children(token) if view.deps[c] == "xcomp"]
        if entry is None or entry.role != "attitude" or entry.sense not in ("propose", "announce"):
            continue
        act = next((c for c in follows if c in cues and cues[c].role == "action"), None)
        if act is not None and cues[act].sense in STANDING:
            return under_attitude(view, cues[act].sense, mood_of(view, act), (token, entry.sense), (token, act))
        if all(c in cues for c in follows) and not mood_of(view, verb).negated:
            return Reading(BY_ATTITUDE[entry.sense], True, f"said to be: {entry.id}", (token,))
    for clause in (c for c in view.children(head) if c > head and view.deps[c] in ("acl", "relcl")):
        if view.words[clause] in AHEAD and view.words[clause - 1] == "to":
            return Reading("announced", False, "to come", (clause,))
    return None


def _debated(view: View, head: int) -> Reading | None:
    """ "The debate over a tax on salt", "critics of an import fee": what one is for or against is not there yet."""
    if not any(view.words[c] in ("a", "an") for c in view.children(head)) or view.deps[head] != "pobj":
        return None
    noun = view.heads[view.heads[head]]
    return Reading("proposed", False, "debated", (noun,)) if view.words[noun] in DEBATING else None


def _will_not_be(view: View, head: int) -> bool:
    """ "the duties will not be coming", "there will be no duties"."""
    verb = view.heads[head]
    if view.deps[head] not in ("nsubj", "attr") or view.words[verb] not in COMING:
        return False
    mood = mood_of(view, verb)
    before = [c for c in view.children(head) if c < head]
    denied = mood.negated or any(view.words[t] in ("no", "neither") for c in before for t in (c, *view.children(c)))
    return denied and mood.kind == "future"


def _none_told(view: View, head: int) -> Reading | None:
    """ "No duties on ham, says minister", "no more checks": a phrase that stands alone and denies."""
    no = next((c for c in view.children(head) if view.words[c] == "no" and view.deps[c] in ("det", "neg")), None)
    alone = view.deps[head] == "ROOT" or view.words[view.heads[head]] in SAYING
    if no is None or not alone or view.heads[head] < head:
        return None
    return Reading("removed" if view.words[no + 1] in ("more", "longer") else "ruled_out", True, "none", (no,))


def _wanted(view: View, cues: StatusCues, head: int, path: Sequence[int]) -> Reading | None:
    """ "asked them to back duties on tin", "means to stick a levy on": a new measure that a plan does something for."""
    verb = path[-1]
    if verb == head or not view.is_verb(verb) or view.heads[head] != verb or _known(view, head):
        return None
    to = any(view.words[c] == "to" and view.deps[c] == "aux" for c in view.children(verb))
    if not to or view.deps[head] not in ("dobj", "nsubjpass") or view.words[verb] in FENDING_OFF:
        return None
    attitude = attitude_of(view, cues, [verb, *governors(view, cues, verb)])
    if attitude is None or attitude[1] == "refuse":
        return None
    return replace(of_attitude(view, head, *attitude), certain=False)


def _known(view: View, head: int) -> bool:
    """ "the duty", "its duty": one that is there."""
    return any(view.words[c] in DEFINITE or view.deps[c] == "poss" for c in view.children(head))


def _foreseen(view: View, head: int, path: Sequence[int]) -> Reading | None:
    """ "could answer with an embargo", "a tariff would hurt": of a new measure that something may or would come of."""
    verb = next((t for t in path[1:] if view.is_verb(t)), None)
    if _known(view, head) or verb is None:
        return None
    kind = mood_of(view, verb).kind
    if kind == "future" and any(view.words[c] == "would" for c in view.children(verb)) and _unheard_of(view, head):
        kind = "modal"  # "a tariff would hurt them, he said"
    comes = view.words[verb] in COMING and view.deps[verb] != "relcl" and verb == view.heads[head]
    if kind == "modal" or (kind == "may" and (comes or view.deps[head] not in ("nsubj", "nsubjpass"))):
        answer = view.words[verb] in ANSWERS
        return Reading("threatened" if answer else "proposed", answer, FORESEEN, (verb,))
    foretold = FUTURE | {"would"} if comes else FUTURE  # "duties would come next, he said"
    told = kind == "future" and any(view.words[c] in foretold for c in view.children(verb))
    if told and (comes or view.deps[head] not in ("nsubj", "nsubjpass")):
        return Reading("announced", False, "only foretold", (verb,))
    return None


def _unheard_of(view: View, head: int) -> bool:
    """ "a tariff on cars", as subject: one that no reader has been told of."""
    return view.deps[head] == "nsubj" and any(view.words[c] in ("a", "an") for c in view.children(head))


def quality_above(view: View, cues: StatusCues, path: Sequence[int]) -> Reading | None:
    """ "a proposed list of goods subject to tariffs": what is said of the plan is said of the measure."""
    for token in path:
        if view.is_verb(token):
            return None
        for child in view.children(token):
            entry = cues.get(child)
            if entry is None or child > token or entry.sense not in BY_ATTITUDE:
                continue
            if entry.role == "quality" or view.deps[child] in ("amod", "compound"):
                return Reading(BY_ATTITUDE[entry.sense], True, f"quality: {entry.id}", (child,))
    return None


def own_quality(view: View, cues: StatusCues, head: int) -> Reading | None:
    """ "the possible duties imposed by Peru": what the noun's adjective says outweighs the participle after it."""
    for child in view.children(head):
        entry = cues.get(child)
        if entry is not None and child < head and entry.role == "quality" and entry.sense in ("propose", "threaten"):
            return Reading(BY_ATTITUDE[entry.sense], True, f"quality: {entry.id}", (child,))
    return None
