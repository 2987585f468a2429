"""Decides how far a measure has got, as one mention of it tells.

From the head of the mention the governors are climbed: the first action ("impose", "lift", "extend") says what is
done, its mood says whether it is done, and the attitudes above it ("threaten", "plan", "refuse") say how somebody
stands to it. Qualities in the noun phrase ("proposed", "existing") decide where no action does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradenlp.extract.status.climb import DOCUMENTS, clauses_behind
from tradenlp.extract.status.climb import StatusCues as StatusCues
from tradenlp.extract.status.climb import governors as governors
from tradenlp.extract.status.climb import status_cues as status_cues
from tradenlp.extract.status.combine import BY_ATTITUDE, DONE, NEGATED_NOUNS, asked, combine, not_yet, still_open
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.status.lost_threads import noun_before, verb_before
from tradenlp.extract.status.mood import Mood, mood_of
from tradenlp.extract.status.reading import UNTOLD as UNTOLD
from tradenlp.extract.status.reading import Reading as Reading
from tradenlp.extract.status.stances import attitude_of, has_own_aim, of_draft, set_aside
from tradenlp.extract.view import View

TRANSITIVE = word_list("transitive")
BEING = word_list("being")
CEASING = word_list("ceasing")
DEFINITE = word_list("definite")
ANSWERS = word_list("answering")
STARTS = word_list("starting")
MOVES_OTHERS = word_list("moves_others")
LOWER = word_list("lower")
PUTTING_OFF = word_list("putting_off")
COMING = word_list("coming")
LETTING = word_list("letting")
AHEAD = word_list("ahead")
PERCENT = frozenset({"%", "percent", "per", "pc", "pct"})
FAR_GOAL = 12
"""tokens among which the rate stands to which a duty is lifted"""
POINTING = word_list("pointing")


def read_status(
    view: View, cues: StatusCues, head: int, default: str, sense: str | None = None, own: Sequence[int] = ()
) -> Reading:
    """The status that the mention with its head at token `head` tells.

    `default` is what a bare mention of this type means; `sense` is what is done where the head is itself the act
    ("banned imports of": impose), so that its own mood counts. `own` are the tokens of the
    mention.
    """
    head = _whole(view, head, own)
    path = [head, *governors(view, cues, head, own)]
    action, attitude = _action(view, cues, path, sense, own), attitude_of(view, cues, path)
    told = cues.get(head)
    if (
        sense is not None
        and attitude is None
        and told is not None
        and told.role == "attitude"
        and told.sense != "refuse"
    ):
        return _without_action(view, cues, head, path, (head, told.sense), default)
    quality = _quality(view, cues, path[1:]) if attitude is None and _borne(cues, action) else None
    if quality is None and action is not None and action[0] not in path:
        quality = _own_quality(view, cues, head)
    if quality is not None:
        return quality
    if action is None:
        reading = _without_action(view, cues, head, path, attitude, default)
        before = verb_before(view, cues, min(own, default=head)) if not reading.words else None
        if before is None:
            return reading
        path = [before, *governors(view, cues, before)]
        action, attitude = _action(view, cues, [head, *path], None), attitude_of(view, cues, [head, *path])
        if action is None:
            return _without_action(view, cues, head, [head, *path], attitude, default)
    token, sense = action
    aside = set_aside(view, cues, path, attitude) if attitude is not None else None
    draft = of_draft(view, path) if attitude is None or attitude[1] in ("propose", "urge") else None
    if aside is not None or draft is not None:
        return aside or draft or Reading(default, False, UNTOLD)
    token, sense = _put_off(view, cues, path, token, sense)
    if attitude is None and (noun := noun_before(view, cues, token)) is not None:
        attitude, path = noun, [*path[: path.index(token) + 1], noun[0]] if token in path else [*path, noun[0]]
    mood = _mood(view, token)
    if any(view.words[c] == "no" and view.deps[c] == "det" for c in view.children(head)) and not mood.negated:
        done = sense == "conclude" or (sense == "impose" and mood.kind in ("past", "bare", "present"))
        if done:
            return Reading("proposed", True, f"{sense}: none", (token,))
        mood = replace(mood, negated=sense == "impose")
    if mood.negated and _is_ban(view, token, mood, own):
        mood = replace(mood, negated=False, kind="present" if mood.kind == "may" else mood.kind)
    if mood.kind == "infinitive" and attitude is None:
        token, sense, mood = _set_going(view, cues, path, token, sense, mood)
    above = attitude if attitude is not None and token in path[: path.index(attitude[0])] else None
    return combine(view, token, sense, mood, above)


def _is_ban(view: View, token: int, mood: Mood, own: Sequence[int]) -> bool:
    """ "may not leave the country", "does not let masks out": the act itself is the denial."""
    forbids = mood.kind in ("must", "may") or any(view.words[c] in ("can", "ca") for c in view.children(token))
    forbids = forbids or view.words[token] in LETTING
    return any(view.deps[t] == "neg" for t in own) or (token in own and forbids)


def _whole(view: View, head: int, own: Sequence[int]) -> int:
    """The noun that stands for all of a mention: "ban" in "ban on exports of", whose head the lexicon puts lower."""
    top = head
    for above in view.ancestors(head) if not view.is_verb(head) else ():
        if above not in own or view.is_verb(above):
            break
        top = above if view.tags[above].startswith("N") else top
    return top


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
        if view.is_verb(above) and entry is not None and entry.role == "action" and view.words[above] != "set":
            return above, sense, _mood(view, above)
    return token, sense, mood


def _put_off(view: View, cues: StatusCues, path: list[int], token: int, sense: str) -> tuple[int, str]:
    """ "held off on imposing", "delayed introducing": an act that another puts off is suspended."""
    if sense != "impose" or view.tags[token] != "VBG" or token not in path:
        return token, sense
    above = next((t for t in path[path.index(token) + 1 :] if view.is_verb(t)), None)
    entry = cues.get(above) if above is not None else None
    if above is None or entry is None or entry.sense != "suspend" or view.words[above] not in PUTTING_OFF:
        return token, sense
    if any(view.words[c] == "had" for c in view.children(above)):
        return token, sense  # "had held off until then"
    return above, "suspend"


def _mood(view: View, token: int) -> Mood:
    """The mood of an act; one told by an adjective or a noun takes that of the verb it is said with."""
    above = view.heads[token]
    if view.tags[token] == "VBG" and view.deps[token] == "pcomp" and view.words[above] == "by":
        return _of_participle(view, token)
    if view.is_verb(token) or not view.is_verb(above):
        return mood_of(view, token)
    if view.deps[token] in ("acomp", "attr") or (view.deps[token] == "nsubj" and mood_of(view, above).kind == "modal"):
        return mood_of(view, above)
    return mood_of(view, token)


def _of_participle(view: View, token: int) -> Mood:
    """ "will answer by imposing", "aims to reply by hitting": not yet done where the verb above is not."""
    mood = mood_of(view, token)
    verbs = (mood_of(view, t) for t in view.ancestors(token) if view.is_verb(t))
    outer = next((m for m in verbs if m.kind != "infinitive"), mood)
    return replace(outer, negated=mood.negated) if outer.kind in ("future", "modal", "may") else mood


def _action(
    view: View, cues: StatusCues, path: list[int], sense: str | None, own: Sequence[int] = ()
) -> tuple[int, str] | None:
    if sense is not None:
        return _undone(view, cues, path) or (path[0], sense)
    held: tuple[int, str] | None = None
    pointing = len(own) == 2 and view.words[own[0]] in POINTING and path[0] in cues
    for token in path[1:]:
        entry = cues.get(token)
        if entry is not None and entry.id == "bear" and view.deps[path[0]] == "nsubj":
            continue
        if entry is not None and entry.role == "action":
            if entry.sense in ("ease", "suspend", "remove") and _does_it(view, path[0], token):
                continue
            if entry.sense == "remove" and _raised_to(view, token):
                return token, "impose"
            if view.words[token] in MOVES_OTHERS and _moves_another(view, path[0], token):
                continue
            if entry.id != "imposition" and view.is_verb(token):
                done = _done_to_change(_change(view, cues, path, token, held, pointing=pointing), entry.sense)
                given_up = _given_up(view, path[0], token) if done == "impose" else None
                return given_up or (token, done)
            held = held or (token, entry.sense)
        if entry is None and view.deps[token] in ("ccomp", "ROOT") and view.is_verb(token):
            break
    return held or _by_modifier(view, cues, path[0])


def _raised_to(view: View, verb: int) -> bool:
    """ "lifted the duty to 15%": what is lifted to a rate is higher, not gone."""
    if not view.words[verb].startswith("lift"):
        return False
    after = view.words[verb + 1 : verb + FAR_GOAL]
    goal = after[after.index("to") + 1 :][:3] if "to" in after else []
    return not PERCENT.isdisjoint(goal)


def _given_up(view: View, head: int, verb: int) -> tuple[int, str] | None:
    """ "stopped collecting duties", "no longer imposes": the act is over, and the word that says so.

    Not of lower duties, which make room for higher ones.
    """
    if any(view.words[c] in LOWER for c in view.children(head)):
        return None
    above = view.heads[verb]
    if view.tags[verb] == "VBG" and view.deps[verb] in ("xcomp", "dobj") and view.words[above] in CEASING:
        return above, "remove"
    longer = [c for c in view.children(verb) if view.words[c] == "longer" and c < verb]
    return (verb, "remove") if longer and view.words[longer[0] - 1] == "no" else None


def _change(
    view: View, cues: StatusCues, path: list[int], verb: int, held: tuple[int, str] | None, *, pointing: bool
) -> str | None:
    """The noun of change that a verb has for its object: below it on the path, beside it, or "the pause" itself."""
    if held is not None:
        return held[1]
    objects = [c for c in view.children(verb) if view.deps[c] in ("dobj", "nsubjpass") and (pointing or c not in path)]
    nouns = [c for c in objects if c in cues and cues[c].role == "action" and view.tags[c].startswith("N")]
    return cues[nouns[0]].sense if nouns else None


def _done_to_change(change: str | None, sense: str) -> str:
    """ "extended the exemption", "ended the pause": a change that is granted or prolonged, or one that is undone."""
    if change not in ("ease", "suspend", "remove"):
        return sense
    return "impose" if sense in ("remove", "suspend") else change


def _does_it(view: View, head: int, verb: int) -> bool:
    """ "the case cuts to the heart of it", "duties reduce demand": the measure does it, it is not done to it."""
    if view.heads[head] != verb or view.deps[head] != "nsubj":
        return False
    return view.words[verb] in TRANSITIVE or any(view.deps[c] == "dobj" for c in view.children(verb))


def _moves_another(view: View, head: int, verb: int) -> bool:
    """ "the duties raise prices", "tariffs would add $100 to the price": what a measure does to something else."""
    subject = view.heads[head] == verb and view.deps[head] == "nsubj"
    return subject and any(view.deps[c] == "dobj" for c in view.children(verb))


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
    standing = ("xcomp", "acomp", "prep") if view.words[above] in BEING else ("xcomp", "acomp")
    complements = [c for c in view.children(above) if c > above and view.deps[c] in standing]
    subject = view.deps[head] in ("nsubj", "nsubjpass")
    for token in [*_post_modifiers(view, cues, head), *(complements if subject else [])]:
        if token in cues and cues[token].role == "action":
            return token, cues[token].sense
    for token in clauses_behind(view, head):
        if token in cues and cues[token].role == "action" and view.words[token] in STARTS:
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


def _said_of(view: View, cues: StatusCues, head: int) -> Reading | None:
    """ "the duties are likely", "tariffs are due to start", "new tariffs to hit furniture"."""
    verb = view.heads[head]
    said = view.children(verb) if view.deps[head] == "nsubj" and view.words[verb] in BEING else ()
    for token in (c for c in said if c > verb and view.deps[c] in ("acomp", "attr", "prep", "advmod")):
        entry = cues.get(token)
        follows = [c for c in view.children(token) if view.deps[c] == "xcomp"]
        stance = (
            entry.sense if entry is not None and entry.role == "attitude" and all(c in cues for c in follows) else ""
        )
        if entry is not None and stance in ("propose", "announce") and not mood_of(view, verb).negated:
            return Reading(BY_ATTITUDE[stance], True, f"said to be: {entry.id}", (token,))
    for clause in (c for c in view.children(head) if c > head and view.deps[c] in ("acl", "relcl")):
        if view.words[clause] in AHEAD and view.words[clause - 1] == "to":
            return Reading("announced", False, "to come", (clause,))
    return None


def _will_not_be(view: View, head: int) -> bool:
    """ "the duties will not be coming", "there will be no duties"."""
    verb = view.heads[head]
    if view.deps[head] not in ("nsubj", "attr") or view.words[verb] not in COMING:
        return False
    mood = mood_of(view, verb)
    denied = mood.negated or (view.deps[head] == "attr" and any(view.words[c] == "no" for c in view.children(head)))
    return denied and mood.kind == "future"


def _foreseen(view: View, head: int, path: Sequence[int]) -> Reading | None:
    """ "could answer with an embargo", "a tariff would hurt": of a new measure that something may or would come of."""
    known = any(view.words[c] in DEFINITE or view.deps[c] == "poss" for c in view.children(head))
    verb = next((t for t in path[1:] if view.is_verb(t)), None)
    if known or verb is None:
        return None
    kind = mood_of(view, verb).kind
    if kind == "modal" or (kind == "may" and view.deps[head] not in ("nsubj", "nsubjpass")):
        answer = view.words[verb] in ANSWERS
        return Reading("threatened" if answer else "proposed", answer, "only thought of", (verb,))
    return None


def _without_action(
    view: View, cues: StatusCues, head: int, path: list[int], attitude: tuple[int, str] | None, default: str
) -> Reading:
    for child in view.children(head):
        entry = cues.get(child)
        if (
            entry is not None
            and child < head
            and (
                entry.role == "quality"
                or entry.sense in ("propose", "threaten", "announce")
                or (entry.sense == "impose" and view.deps[child] == "amod" and view.tags[child] == "VBN")
            )
        ):
            status = DONE.get(entry.sense) or BY_ATTITUDE[entry.sense]
            return Reading(status, True, f"quality: {entry.id}", (child,))
    for child in clauses_behind(view, head):
        inside = [c for c in view.children(child) if view.deps[c] in ("acomp", "xcomp", "attr")]
        for token in (child, *inside) if not has_own_aim(view, child) else ():
            if token in cues and cues[token].sense in BY_ATTITUDE:
                return Reading(BY_ATTITUDE[cues[token].sense], True, f"{cues[token].sense} after the noun", (token,))
    if attitude is None and (told := _said_of(view, cues, head)) is not None:
        return told
    if attitude is None and _will_not_be(view, head):
        return Reading("ruled_out", True, "will not be", (view.heads[head],))
    if attitude is None:
        hypothetical = any(mood_of(view, t).condition in ("if", "unless") for t in path[1:3] if view.is_verb(t))
        foreseen = _foreseen(view, head, path) if default == "in_force" else None
        return foreseen or Reading(default, False, UNTOLD, (), hypothetical)
    token, stance = attitude
    mood = mood_of(view, token)
    if stance == "announce" and not_yet(mood):
        return Reading("proposed", True, "not yet decided", (token,))
    if mood.negated and view.words[token] not in NEGATED_NOUNS:
        return Reading("ruled_out" if stance != "refuse" else "proposed", True, f"{stance}, negated", (token,))
    if stance == "announce" and (still_open(mood) or asked(view, token, head)):
        return Reading("proposed", False, "a decision still open", (token,))
    return Reading(BY_ATTITUDE[stance], True, stance, (token,))
