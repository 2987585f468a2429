"""Decides how far a measure has got, as one mention of it tells.

From the head of the mention the governors are climbed: the first action ("impose", "lift", "extend") says what is
done, its mood says whether it is done, and the attitudes above it ("threaten", "plan", "refuse") say how somebody
stands to it. Qualities in the noun phrase ("proposed", "existing") decide where no action does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tradenlp.extract.notation import Match
from tradenlp.extract.status.lexicon import StatusEntry, phrasebook, word_list
from tradenlp.extract.status.mood import Mood, mood_of
from tradenlp.extract.view import View

DONE = {
    "impose": "in_force", "ease": "eased", "suspend": "suspended", "remove": "removed", "extend": "extended",
    "conclude": "announced",
}  # fmt: skip
BY_ATTITUDE = {
    "threaten": "threatened", "propose": "proposed", "urge": "proposed", "announce": "announced", "refuse": "ruled_out",
}  # fmt: skip
STANDING = frozenset({"ease", "suspend", "remove", "extend"})
"""what can only be done to a measure that stands"""
UNTOLD = "no word of status"
"""the rule of a reading that rests on no word"""
RUNNING_OUT = word_list("running_out")
TRANSITIVE = word_list("transitive")
NOUN_GATES = word_list("noun_gates")
NEGATED_NOUNS = word_list("negated_nouns")
DOCUMENTS = word_list("documents")


@dataclass(frozen=True, slots=True)
class Reading:
    """A status as one mention tells it."""

    status: str
    certain: bool
    """some word says so; else it is only what such a mention usually means"""
    rule: str
    words: tuple[int, ...] = ()
    """tokens that decided"""
    hypothetical: bool = False
    """stands in a condition or a thought: supports a measure, makes none"""


StatusCues = Mapping[int, StatusEntry]


def status_cues(view: View, start: int, end: int, family: str) -> StatusCues:
    """Status words of a sentence by the token of their head; of two on one token the longer phrase."""
    best: dict[int, Match[StatusEntry]] = {}
    for match in phrasebook(family).within(view.words, start, end):
        if not view.tags[match.head].startswith(match.value.tag):
            continue
        held = best.get(match.head)
        if held is None or len(match.tokens) > len(held.tokens):
            best[match.head] = match
    covered = {t: len(m.tokens) for m in best.values() for t in m.tokens if len(m.tokens) > 1}
    return {h: m.value for h, m in best.items() if len(m.tokens) > 1 or covered.get(h, 0) < 2}


def governors(view: View, cues: StatusCues, head: int, own: Collection[int] = ()) -> Iterator[int]:
    """Governors of a mention that still speak of it.

    A noun is passed only where it is a word of status or a light one ("threat of", "raft of"); the first verb ends the
    climb unless it is one of these or one of `own`, the tokens of the mention; from there it goes on through
    infinitives, reports and joined verbs.
    """
    token, below_verb = head, view.is_verb(head)
    for above in view.ancestors(head):
        dep = view.deps[token]
        if (dep == "relcl" and view.words[above] not in DOCUMENTS) or (
            dep in ("acl", "advcl") and not _gate(view, cues, token, above)
        ):
            return
        if dep == "conj" and any(view.deps[c] == "poss" for c in view.children(token)):
            return
        if dep == "conj" and view.is_verb(token):
            yield from _shared_attitudes(view, cues, token, above)
            return
        if dep not in ("conj", "appos"):
            yield above
            if not below_verb and above not in own and dep != "compound" and not _passes(view, cues, above):
                return
        below_verb = below_verb or view.is_verb(above)
        token = above


def _passes(view: View, cues: StatusCues, token: int) -> bool:
    function_word = view.tags[token] in ("IN", "TO", "RP", "CD", "$") or view.words[token] in (
        "is",
        "are",
        "was",
        "were",
        "be",
        "'s",
    )
    return token in cues or function_word


def _gate(view: View, cues: StatusCues, token: int, above: int) -> bool:
    """ "a plan to impose", "moved to impose", "an order imposing": what the plan, the move or the order is about."""
    if view.words[above] in DOCUMENTS or (view.tags[token] == "VBG" and view.deps[token] == "advcl"):
        return True
    infinitive = any(view.words[c] == "to" for c in view.children(token))
    speaks = view.is_verb(above) or view.words[above] in NOUN_GATES
    return infinitive and (speaks or (above in cues and cues[above].role == "attitude"))


def _shared_attitudes(view: View, cues: StatusCues, token: int, above: int) -> Iterator[int]:
    """What governs the first of two joined verbs governs the second too, unless that has a subject of its own."""
    if not any(view.deps[c].startswith("nsubj") for c in view.children(token)):
        yield from governors(view, cues, above)


def read_status(
    view: View, cues: StatusCues, head: int, default: str, sense: str | None = None, own: Sequence[int] = ()
) -> Reading:
    """The status that the mention with its head at token `head` tells.

    `default` is what a bare mention of this type means; `sense` is what is done where the head is itself the act
    ("banned imports of": impose), so that its own mood counts. `own` are the tokens of the
    mention.
    """
    path = [head, *governors(view, cues, head, own)]
    action, attitude = _action(view, cues, path, sense), _attitude(cues, path)
    quality = _quality(view, cues, path[1:]) if attitude is None and _borne(cues, action) else None
    if quality is None and action is not None and action[0] not in path:
        quality = _own_quality(view, cues, head)
    if quality is not None:
        return quality
    if action is None:
        reading = _without_action(view, cues, head, path, attitude, default)
        before = _verb_before(view, cues, min(own, default=head)) if not reading.words else None
        if before is None:
            return reading
        path = [before, *governors(view, cues, before)]
        action, attitude = _action(view, cues, [head, *path], None), _attitude(cues, [head, *path])
        if action is None:
            return _without_action(view, cues, head, [head, *path], attitude, default)
    token, sense = action
    mood = _mood(view, token)
    if mood.negated and any(view.deps[t] == "neg" for t in own):
        mood = replace(mood, negated=False)  # "may not leave the country": the act itself is the denial
    if mood.kind == "infinitive" and attitude is None:
        token, sense, mood = _set_going(view, cues, path, token, sense, mood)
    above = attitude if attitude is not None and token in path[: path.index(attitude[0])] else None
    return _combine(view, token, sense, mood, above)


def _borne(cues: StatusCues, action: tuple[int, str] | None) -> bool:
    """Nothing is done to it, or it is only said who or what bears it."""
    return action is None or (action[0] in cues and cues[action[0]].id == "bear")


def _quality(view: View, cues: StatusCues, path: Sequence[int]) -> Reading | None:
    """ "a proposed list of goods subject to tariffs": what is said of the plan is said of the measure."""
    for token in path:
        if view.is_verb(token):
            return None
        for child in view.children(token):
            entry = cues.get(child)
            if entry is not None and child < token and entry.role == "quality" and entry.sense in BY_ATTITUDE:
                return Reading(BY_ATTITUDE[entry.sense], True, f"quality: {entry.id}", (child,))
    return None


def _own_quality(view: View, cues: StatusCues, head: int) -> Reading | None:
    """ "the possible duties imposed by Peru": what the noun's adjective says outweighs the participle after it."""
    for child in view.children(head):
        entry = cues.get(child)
        if entry is not None and child < head and entry.role == "quality" and entry.sense in ("propose", "threaten"):
            return Reading(BY_ATTITUDE[entry.sense], True, f"quality: {entry.id}", (child,))
    return None


def _set_going(
    view: View, cues: StatusCues, path: list[int], token: int, sense: str, mood: Mood
) -> tuple[int, str, Mood]:
    """ "began to impose", "requires importers to hold": the act above an infinitive says whether it is done."""
    for above in path[path.index(token) + 1 :] if token in path else ():
        entry = cues.get(above)
        if view.is_verb(above) and entry is not None and entry.role == "action":
            return above, sense, _mood(view, above)
    return token, sense, mood


def _mood(view: View, token: int) -> Mood:
    """The mood of an act; one told by an adjective or a noun takes that of the verb it is said with."""
    above = view.heads[token]
    if view.is_verb(token) or not view.is_verb(above):
        return mood_of(view, token)
    if view.deps[token] in ("acomp", "attr") or (view.deps[token] == "nsubj" and mood_of(view, above).kind == "modal"):
        return mood_of(view, above)
    return mood_of(view, token)


def _verb_before(view: View, cues: StatusCues, start: int) -> int | None:
    """Where the parse has lost the thread: a verb of status right before the noun phrase."""
    for token in range(start - 1, max(-1, start - 6), -1):
        entry = cues.get(token)
        if (
            entry is not None
            and entry.role in ("action", "attitude")
            and (view.is_verb(token) or view.tags[token] == "NNS")
        ):
            return token
        if not view.tags[token].startswith(("DT", "JJ", "NN", "PRP$", "CD", "HYPH", "VBN", "POS", "$", "RB")):
            return None
    return None


def _action(view: View, cues: StatusCues, path: list[int], own: str | None) -> tuple[int, str] | None:
    if own is not None:
        return _undone(view, cues, path) or (path[0], own)
    held: tuple[int, str] | None = None
    for token in path[1:]:
        entry = cues.get(token)
        if entry is not None and entry.id == "bear" and view.deps[path[0]] == "nsubj":
            continue
        if entry is not None and entry.role == "action":
            if entry.sense in ("ease", "suspend", "remove") and _does_it(view, path[0], token):
                continue
            if entry.id != "imposition" and view.is_verb(token):
                return token, entry.sense
            held = held or (token, entry.sense)
        if entry is None and view.deps[token] in ("ccomp", "ROOT") and view.is_verb(token):
            break
    return held or _by_modifier(view, cues, path[0])


def _does_it(view: View, head: int, verb: int) -> bool:
    """ "the case cuts to the heart of it", "duties reduce demand": the measure does it, it is not done to it."""
    if view.heads[head] != verb or view.deps[head] != "nsubj":
        return False
    return view.words[verb] in TRANSITIVE or any(view.deps[c] == "dobj" for c in view.children(verb))


def _undone(view: View, cues: StatusCues, path: list[int]) -> tuple[int, str] | None:
    """ "suspended rules that required": what is done to the document that does it."""
    document = next((t for t in path if view.words[t] in DOCUMENTS and not view.is_verb(t)), None)
    for token in path[path.index(document) + 1 :] if document is not None else ():
        entry = cues.get(token)
        if entry is not None and entry.sense in ("suspend", "remove", "extend", "ease"):
            return token, entry.sense
    return None


def _by_modifier(view: View, cues: StatusCues, head: int) -> tuple[int, str] | None:
    """What a participle or relative clause on the noun does to it, unless it is only meant to be done."""
    above = view.heads[head]
    complements = [c for c in view.children(above) if c > above and view.deps[c] in ("xcomp", "acomp")]
    subject = view.deps[head] in ("nsubj", "nsubjpass")
    for token in [*_post_modifiers(view, cues, head), *(complements if subject else [])]:
        if token in cues and cues[token].role == "action":
            return token, cues[token].sense
    return None


def _post_modifiers(view: View, cues: StatusCues, head: int) -> Iterator[int]:
    """Participles and relative clauses on the noun: "tariffs imposed by", "duties that took effect"."""
    for child in view.children(head):
        if child > head and view.deps[child] in ("acl", "relcl"):
            if cues.get(child) is not None and cues[child].role == "attitude":
                continue
            if any(
                view.deps[c] == "dobj" and view.words[c] not in ("effect", "force", "hold")
                for c in view.children(child)
            ):
                continue
            yield child
            yield from (c for c in view.children(child) if view.deps[c] in ("xcomp", "acomp", "prep", "dobj"))


def _attitude(cues: StatusCues, path: list[int]) -> tuple[int, str] | None:
    held: tuple[int, str] | None = None
    for token in path[1:]:
        if token not in cues or cues[token].role != "attitude":
            continue
        if held is None or (held[1] == "propose" and cues[token].sense == "refuse"):
            held = token, cues[token].sense  # "rejected a plan to"
    return held


def _combine(view: View, token: int, sense: str, mood: Mood, attitude: tuple[int, str] | None) -> Reading:
    words = (token,) if attitude is None else (attitude[0], token)
    foreseen = mood.condition == "when" and mood.kind == "present"
    if (foreseen or mood.condition in ("if", "unless", "whether", "once", "should")) and attitude is None:
        if sense in STANDING:
            return Reading("in_force", False, f"{sense}: a condition", words)
        return Reading("proposed", False, "condition", words, hypothetical=True)
    if attitude is not None:
        undecided = mood.condition == "whether" and attitude[1] == "announce"
        return _under_attitude(view, sense, mood, (attitude[0], "propose") if undecided else attitude, words)
    if sense == "remove" and mood.kind == "present" and view.words[token] in RUNNING_OUT:
        return Reading("in_force", True, "runs until it ends", words)
    if mood.negated:
        return Reading("ruled_out" if sense in ("impose", "conclude") else "in_force", True, f"{sense}: negated", words)
    if sense in ("impose", "conclude"):
        reading = _imposing(sense, mood, words)
        to_be = view.deps[token] == "ROOT" or view.words[view.heads[token]] in ("is", "are", "was", "were", "be")
        return replace(reading, certain=reading.certain and (mood.kind != "infinitive" or to_be))
    if mood.kind in ("modal", "must", "may"):
        return Reading("proposed", False, f"{sense}: only possible", words)
    certain = mood.kind != "infinitive" or view.deps[token] == "ROOT"
    if _as_thought(view, token):
        return Reading("in_force", False, f"{sense}: only thought of", words)
    return Reading(DONE[sense], certain, f"{sense}: {mood.kind}", words)


def _as_thought(view: View, token: int) -> bool:
    """ "cancelling tariffs would cost votes", "would need a cut in tariffs": thought of, not done."""
    above = view.heads[token]
    if view.deps[token] == "csubj" or (view.tags[token] == "VBG" and view.deps[token] == "nsubj"):
        return mood_of(view, above).kind in ("modal", "may", "future", "present")
    return False


def _imposing(sense: str, mood: Mood, words: tuple[int, ...]) -> Reading:
    if mood.kind in ("future", "modal", "may") and mood.conditioned:
        return Reading("threatened", True, f"{sense}: under a condition", words)
    if mood.kind in ("future", "infinitive"):
        return Reading("announced" if sense == "impose" else "proposed", True, f"{sense}: {mood.kind}", words)
    if mood.kind in ("modal", "may"):
        return Reading("proposed", False, f"{sense}: only possible", words, hypothetical=mood.kind != "may")
    return Reading(DONE[sense], True, f"{sense}: {mood.kind}", words)


def _under_attitude(view: View, sense: str, mood: Mood, attitude: tuple[int, str], words: tuple[int, ...]) -> Reading:
    token, stance = attitude
    outer = mood_of(view, token)
    if stance == "refuse" and view.words[token] in NEGATED_NOUNS:
        outer = Mood(outer.kind)
    rule = f"{sense} under {stance}"
    if outer.negated and stance in ("propose", "urge", "announce", "threaten"):
        return Reading("ruled_out" if sense == "impose" else "in_force", True, f"{rule}, negated", words)
    if outer.negated and stance == "refuse":
        return Reading("proposed", True, f"{rule}, negated", words)
    if mood.negated and stance in ("announce", "propose", "urge"):
        return Reading("ruled_out" if sense == "impose" else "in_force", True, f"{rule} not to", words)
    if stance == "announce" and sense not in ("impose", "conclude"):
        return Reading(DONE[sense], True, rule, words)
    if stance == "announce" and sense == "impose" and mood.kind in ("past",) and view.words[token] not in ("agreed",):
        return Reading("in_force", True, f"{rule}, done", words)
    if sense == "impose" or sense == "conclude":
        return Reading(BY_ATTITUDE[stance], True, rule, words)
    return _change_under_attitude(sense, stance, rule, words)


def _change_under_attitude(sense: str, stance: str, rule: str, words: tuple[int, ...]) -> Reading:
    """A change of something that stands: planned or refused, the thing itself still stands."""
    if stance == "threaten":
        return Reading("threatened", False, rule, words)
    if stance in ("propose", "urge") and sense == "ease":
        return Reading("proposed", False, rule, words)
    return Reading("in_force", False, rule, words)


def _without_action(
    view: View, cues: StatusCues, head: int, path: list[int], attitude: tuple[int, str] | None, default: str
) -> Reading:
    for child in view.children(head):
        entry = cues.get(child)
        if (
            entry is not None
            and child < head
            and (entry.role == "quality" or entry.sense in ("propose", "threaten", "announce"))
        ):
            status = DONE.get(entry.sense) or BY_ATTITUDE[entry.sense]
            return Reading(status, True, f"quality: {entry.id}", (child,))
    for child in view.children(head):
        entry = cues.get(child)
        if entry is not None and child > head and view.deps[child] in ("acl", "relcl") and entry.sense in BY_ATTITUDE:
            return Reading(BY_ATTITUDE[entry.sense], True, f"{entry.sense} after the noun", (child,))
    if attitude is None:
        hypothetical = any(mood_of(view, t).condition in ("if", "unless") for t in path[1:3] if view.is_verb(t))
        return Reading(default, False, UNTOLD, (), hypothetical)
    token, stance = attitude
    if mood_of(view, token).negated and view.words[token] not in NEGATED_NOUNS:
        return Reading("ruled_out" if stance != "refuse" else "proposed", True, f"{stance}, negated", (token,))
    return Reading(BY_ATTITUDE[stance], True, stance, (token,))
