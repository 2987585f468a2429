"""What is done to a measure: the act that a governor, a participle or a clause behind its noun tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tradenlp.extract.status.climb import DOCUMENTS, PART, StatusCues, clauses_behind
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.view import View

TRANSITIVE = word_list("transitive")
BEING = word_list("being")
CEASING = word_list("ceasing")
STARTS = word_list("starting")
MOVES_OTHERS = word_list("moves_others")
LOWER = word_list("lower")
OWED = word_list("owed")
POINTING = word_list("pointing")
BARRIERS = word_list("barriers")
"""what a deal does away with: "the accord does away with most duties" """
RELATIVES = frozenset({"which", "that", "whom"})
ASIDE = word_list("aside")
CHANGING = ("ease", "suspend", "remove", "extend")
PERCENT = frozenset({"%", "percent", "per", "pc", "pct"})
UNITS = word_list("units_of_quotas")
ADDING = frozenset({"add", "adds", "added", "adding"})
CLAUSES_FOR_NOUNS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
FAR_GOAL = 12
"""tokens among which the rate stands to which a duty is lifted"""


def action_on(
    view: View, cues: StatusCues, path: list[int], sense: str | None, own: Sequence[int] = ()
) -> tuple[int, str] | None:
    """The act (token, sense) that is done to the mention whose head and governors are `path`, None where none is.

    `sense` is what is done where the head is itself the act; `own` are the tokens of the mention.
    """
    if sense is not None:
        public = sense == "impose" and view.words[path[0]] != "dumping"  # what firms stop ends no measure
        ceased = _ceased(view, path[0]) if public else None
        return _undone(view, cues, path) or ceased or (path[0], sense)
    held: tuple[int, str] | None = None
    begun: tuple[int, str] | None = None
    pointing = len(own) == 2 and view.words[own[0]] in POINTING and path[0] in cues
    aside = False
    for below, token in pairwise(path):
        aside = aside or _stands_aside(view, below, token)
        entry = None if _adds_that(view, path, token) else cues.get(token)
        if aside and entry is not None and entry.sense in CHANGING:
            continue
        if _for_subject(view, token):
            begun = begun or ((token, entry.sense) if entry is not None and entry.role == "action" else None)
            continue
        if entry is not None and entry.id == "bear" and view.deps[path[0]] == "nsubj":
            continue
        if entry is not None and entry.role == "action":
            if entry.id == "given for something else" and _in_its_place(view, path, token):
                continue
            if entry.sense in ("ease", "suspend", "remove") and _does_it(view, cues, path[0], token):
                continue
            if entry.sense == "remove" and _moved_to_rate(view, token):
                return token, "impose" if view.words[token].startswith("lift") else "ease"
            if view.words[token] in MOVES_OTHERS and _moves_another(view, path[0], token):
                continue
            if (other := _but(view, cues, token) or _resumed(view, cues, token)) is not None:
                return other, cues[other].sense
            if entry.id != "imposition" and view.is_verb(token):
                done = _done_to_change(_change(view, cues, path, token, held, pointing=pointing), entry.sense)
                given_up = _given_up(view, path[0], token) if done == "impose" else None
                return given_up or (token, done)
            held = held or (token, entry.sense)
        if entry is None and view.deps[token] in ("ccomp", "ROOT") and view.is_verb(token):
            break
    return held or begun or _by_modifier(view, cues, path[0])


def _stands_aside(view: View, below: int, above: int) -> bool:
    """ "withdrew benefits under the pact", "called it off after the deal": nothing is done to the pact or the deal."""
    return view.words[below] in ASIDE and view.deps[below] == "prep" and view.is_verb(above)


def _for_subject(view: View, verb: int) -> bool:
    """ "The levy Peru collects on ham has been frozen": a clause on the noun, which the parse takes for the subject."""
    return view.deps[verb] in CLAUSES_FOR_NOUNS and view.tags[verb] in ("VBD", "VBN", "VBP", "VBZ")


def _in_its_place(view: View, path: Sequence[int], verb: int) -> bool:
    """ "swapped the ban for a quota": the quota is what comes, and not what goes; "traded tariffs" gives nothing up."""
    comes = ("with", "by") if view.words[verb].startswith("replac") else ("for", "in")
    given = any(view.words[c] in (*comes, "away") for c in view.children(verb))
    return not given or any(view.words[t] in comes and view.heads[t] == verb for t in path)


def _adds_that(view: View, path: list[int], verb: int) -> bool:
    """ "The ministry added that it studied a rebate": who speaks on has added nothing to a measure."""
    return view.words[verb] in ADDING and any(view.deps[t] == "ccomp" and view.heads[t] == verb for t in path)


def _moved_to_rate(view: View, verb: int) -> bool:
    """ "lifted the duty to 15%", "the quota to 900 tonnes": what goes to an amount is higher or lower, not gone."""
    if not view.words[verb].startswith(("lift", "drop", "take", "took", "taking", "pull")):
        return False
    after = view.words[verb + 1 : verb + FAR_GOAL]
    goal = after[after.index("to") + 1 :][:3] if "to" in after else []
    return not (PERCENT | UNITS).isdisjoint(goal)


def _but(view: View, cues: StatusCues, verb: int) -> int | None:
    """ "will not lapse but run another year": what is done instead of an act that is denied."""
    clauses = [verb, *(c for c in view.children(verb) if view.deps[c] == "advcl")]  # "as planned but run on"
    told = (c for clause in clauses for c in view.children(clause) if view.deps[c] == "conj" and c in cues)
    joined = [c for c in told if cues[c].role == "action"]
    if not joined or view.words[joined[0] - 1] not in ("but", "be"):
        return None
    return joined[0] if any(view.words[c] in ("not", "n't") and c < verb for c in view.children(verb)) else None


def _resumed(view: View, cues: StatusCues, verb: int) -> int | None:
    """ "The truce, agreed in May, was extended": the verb after an aside whose participle the parse takes for it."""
    if view.words[verb - 1] != "," or view.tags[verb] not in ("VBD", "VBN"):
        return None
    children = view.children(verb)
    if any(view.deps[c] in ("aux", "auxpass", "dobj", "cc") for c in children):
        return None
    if not any(view.deps[c].startswith("nsubj") and c < verb - 1 for c in children):
        return None
    second = next((c for c in children if view.deps[c] == "conj" and c in cues), None)
    if second is None or cues[second].role != "action":
        return None
    return second if view.words[min([second, *view.children(second)]) - 1] == "," else None


def _given_up(view: View, head: int, verb: int) -> tuple[int, str] | None:
    """ "stopped collecting duties", "no longer imposes": the act is over, and the word that says so.

    Not of lower duties, which make room for higher ones.
    """
    if any(view.words[c] in LOWER for c in view.children(head)):
        return None
    longer = [c for c in view.children(verb) if view.words[c] == "longer" and c < verb]
    no_longer = bool(longer) and view.words[longer[0] - 1] == "no"
    return (verb, "remove") if no_longer or not_any_more(view, verb) else _ceased(view, verb)


def not_any_more(view: View, verb: int) -> bool:
    """ "is not levied any more", "do not charge it any longer"."""
    after, denied = view.words[verb + 1 : verb + FAR_GOAL], any(view.deps[c] == "neg" for c in view.children(verb))
    return denied and ("anymore" in after or ("any", "more") in pairwise(after) or ("any", "longer") in pairwise(after))


def _ceased(view: View, verb: int) -> tuple[int, str] | None:
    """ "stopped collecting", "ceased handing back": the word that ends what the gerund after it does."""
    above = view.heads[verb]
    if view.words[verb] == "paying" and any(view.words[c] in OWED for c in view.children(verb)):
        return None  # who ceased to pay a duty has not ended it
    ended = view.tags[verb] == "VBG" and view.deps[verb] in ("xcomp", "dobj") and view.words[above] in CEASING
    return (above, "remove") if ended else None


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


def _does_it(view: View, cues: StatusCues, head: int, verb: int) -> bool:
    """ "the case goes to its root", "duties reduce demand": the measure does it, it is not done to it."""
    if view.heads[head] != verb or view.deps[head] != "nsubj":
        return False
    objects = [c for c in view.children(verb) if view.deps[c] == "dobj" and cues.get(c) is not PART]
    if view.words[verb] in TRANSITIVE or objects:
        return True  # "met its end" is no such thing
    return any(
        view.words[t] in BARRIERS for c in view.children(verb) if view.deps[c] == "prep" for t in view.subtree(c)
    )


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
    complements = [c for c in complements if not _done_by_others(view, c)]
    held_in = [c for c in complements if view.deps[c] == "prep"]
    complements += [o for c in held_in for o in view.children(c) if view.deps[o] == "pobj"]
    subject = view.deps[head] in ("nsubj", "nsubjpass") and not _bids_others(view, cues, head)
    for token in [*(complements if subject else []), *_post_modifiers(view, cues, head)]:
        if token in cues and cues[token].role == "action":
            return token, cues[token].sense
    for token in clauses_behind(view, head):
        entry = cues.get(token)
        if entry is not None and entry.role == "action" and (view.words[token] in STARTS or _which(view, token)):
            return token, entry.sense
        stage = next(_in_force(view, cues, token), None) if view.words[token] in BEING else None
        if stage is not None:
            return stage, cues[stage].sense
    return None


def _bids_others(view: View, cues: StatusCues, head: int) -> bool:
    """ "The accord calls on Peru to stop", "asks it to cut": what a measure bids others do is not done to it."""
    verb = view.heads[head]
    return view.deps[head] == "nsubj" and verb in cues and cues[verb].sense == "urge"


def _done_by_others(view: View, verb: int) -> bool:
    """ "Controls forced makers to halt their lines", "led banks to stop loans": what others do to something else."""
    objects = [c for c in view.children(verb) if view.deps[c] == "dobj"]
    return view.is_verb(verb) and any(view.words[c] not in ("effect", "force", "hold") for c in objects)


def _which(view: View, clause: int) -> bool:
    """ "the levy on ham, which Peru dropped": behind a comma, what somebody does to it."""
    return any(
        view.words[c] == "which" and view.words[c - 1] == "," and view.deps[c] in ("dobj", "nsubjpass")
        for c in view.children(clause)
    )


def _post_modifiers(view: View, cues: StatusCues, head: int) -> Iterator[int]:
    """Participles and relative clauses on the noun: "tariffs imposed by", "duties that took effect"."""
    for child in view.children(head):
        if child > head and view.deps[child] in ("acl", "relcl"):
            if child in cues and cues[child].role == "attitude":
                continue
            objects = [c for c in view.children(child) if view.deps[c] == "dobj" and view.words[c] not in RELATIVES]
            if any(view.words[c] not in ("effect", "force", "hold") for c in objects):
                continue
            yield child
            yield from (c for c in view.children(child) if view.deps[c] in ("xcomp", "acomp", "prep", "dobj"))
            if view.words[child] in BEING:
                yield from _in_force(view, cues, child)  # "which has been in force since 2018"
    yield from _in_force(view, cues, head)


def _in_force(view: View, cues: StatusCues, above: int) -> Iterator[int]:
    """ "A pact, in force since 2018": the noun behind "in" that tells how something stands."""
    for joint in (c for c in view.children(above) if c > above and view.words[c] == "in"):
        yield from (t for t in view.children(joint) if t in cues and cues[t].id == "take effect")
