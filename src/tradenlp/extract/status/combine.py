"""Puts together what is done to a measure, in which mood, and how somebody stands to it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tradenlp.extract.status.extent import for_a_time, for_longer, in_part, still, widened
from tradenlp.extract.status.foreseen import as_thought, foretold, only_foreseen, only_spoken_of, wished, would_do
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.status.mood import Mood, mood_of, reported
from tradenlp.extract.status.reading import Reading
from tradenlp.extract.view import View

DONE = {
    "impose": "in_force", "ease": "eased", "suspend": "suspended", "remove": "removed", "extend": "extended",
    "conclude": "announced", "stand": "in_force", "keep": "extended",
}  # fmt: skip
BY_ATTITUDE = {
    "threaten": "threatened", "propose": "proposed", "urge": "proposed", "announce": "announced", "refuse": "ruled_out",
    "avert": "threatened",
}  # fmt: skip
STANDING = frozenset({"ease", "suspend", "remove", "extend", "stand", "keep"})
"""what can only be done to a measure that stands"""
RUNNING_OUT = word_list("running_out")
LAYING = word_list("laying")
STARTING = word_list("starting")
HINTING = word_list("hinting")
ASKING = word_list("asking")
GOING_AHEAD = word_list("going_ahead")
BEARING = word_list("bearing")
SPARING = word_list("sparing")
SPARED = "somebody is spared"
"""the rule of a reading that tells a measure only by who or what is not under it: for the rest it stands"""
KEPT = "a deal kept or broken"
EXPECTED = ", expected"
"""how the rule of a reading ends that tells a change as foretold: the day ahead is that of the change"""
MOUNTING = word_list("mounting")
ANSWERING = word_list("answering")
APPROVING = word_list("voting_through")
VOTED_ON = word_list("voted_on")
NEGATED_NOUNS = word_list("negated_nouns")
BEGUN = frozenset({"taken", "entered", "come", "gone", "kicked"})
DUE = frozenset({"set", "due", "scheduled", "slated", "expected", "supposed", "meant"})
GIVING_UP = word_list("giving_up")
TRADED = word_list("traded")
PASSING_LIMITS = word_list("passing_limits")
AGAIN = frozenset({"repeatedly", "twice", "thrice", "again", "once", "previously", "earlier", "initially", "first"})
AIMING = frozenset({"aimed", "aiming", "aim", "aims", "directed", "geared", "efforts", "effort", "steps", "move"})
RATIFYING = frozenset({"ratify", "ratified", "implement", "implemented"})
"""by which a deal that is signed comes to hold"""
CONSENTING = word_list("consenting")
"""by which somebody says yes to a deal: not to do so is to refuse, and not to come to terms is not"""


def combine(view: View, token: int, sense: str, mood: Mood, attitude: tuple[int, str] | None) -> Reading:
    """The status that an act of this sense at `token` tells, in its mood and under the attitude (token, stance)."""
    words = (token,) if attitude is None else (attitude[0], token)
    if sense == "impose" and not mood.negated and for_longer(view, token):
        sense = "extend"
    if sense == "impose" and attitude is None and mood.kind in ("future", "present") and still(view, token):
        sense = "stand"
    if sense == "conclude" and _is_aim(view, token):
        return Reading("proposed", True, "conclude: the aim", words)
    if sense == "impose" and view.deps[token] == "xcomp" and view.words[view.heads[token]].startswith("continu"):
        sense = "stand"  # "decided to continue to charge"
    if sense == "observe":
        return Reading("in_force", True, KEPT, words)
    if sense == "extend" and widened(view, token):
        if attitude is None and mood.kind in ("modal", "may"):
            return Reading("in_force", False, "extend: only possible", words)
        sense = "impose"
    if mood.condition == "should":
        attitude = None  # "plans to tax salt should Peru ban fish": the plan is not about the ban
    ending = mood.condition == "before" and sense in STANDING  # "must disarm before the sanctions are lifted"
    foreseen = (mood.condition == "when" or ending) and mood.kind == "present"
    if (foreseen or mood.condition in ("if", "unless", "whether", "once", "should")) and attitude is None:
        if sense == "ease" and mood.condition == "unless":
            return Reading("proposed", True, "ease: asked for", words)  # "there is no deal unless Peru cuts"
        if sense in STANDING:
            return Reading("in_force", True, f"{sense}: a condition", words)
        return Reading("proposed", False, "condition", words, hypothetical=True)
    if attitude is not None:
        undecided = mood.condition == "whether" and attitude[1] == "announce"
        if undecided and sense in ("impose", "conclude"):
            return Reading("proposed", True, f"{sense}: not yet decided", words)
        return under_attitude(view, sense, mood, (attitude[0], "propose") if undecided else attitude, words)
    if sense == "remove" and mood.kind == "present" and view.words[token] in RUNNING_OUT:
        return Reading("in_force", True, "runs until it ends", words)
    if mood.negated and (denied := _denied(view, token, sense, mood, words)) is not None:
        return denied
    if sense == "impose" and or_else(view, token, mood):
        return Reading("threatened", True, "impose: or else", words)
    if sense in ("impose", "conclude"):
        reading = _imposing(view, sense, mood, words)
        to_come = mood.kind != "infinitive" or _is_to_be(view, token)
        if sense == "impose" and not to_come and view.deps[token] in ("xcomp", "conj"):
            return Reading("announced" if view.words[token] in RATIFYING else "in_force", False, "impose: meant", words)
        return replace(reading, certain=reading.certain and to_come)
    return _changing(view, token, sense, mood, words)


def _is_aim(view: View, token: int) -> bool:
    """ "Talks aimed at reaching a deal", "efforts directed at it": what is worked for."""
    link = view.heads[token]
    aimed = view.words[link] in ("at", "towards", "toward") and view.words[view.heads[link]] in AIMING
    return aimed and view.deps[token] == "pcomp"


def _denied(view: View, token: int, sense: str, mood: Mood, words: tuple[int, ...]) -> Reading | None:
    """What is told by "not" with an act: refused, put off or not yet done; None where only an amount is denied."""
    if sense == "extend":
        return Reading("removed", True, "extend: negated", words)
    if sense == "impose" and _for_now(view, token):
        starts = view.words[token] in STARTING or mood.kind == "past"
        return Reading("announced" if starts else "suspended", True, "impose: not yet", words)
    if sense == "conclude" and view.words[token] in APPROVING and _for_now(view, token):
        return Reading("announced", True, "conclude: not yet approved", words)
    if sense == "conclude" and (view.words[token] not in CONSENTING or _for_now(view, token)):
        return Reading("proposed", True, "conclude: not yet", words)
    if view.words[token] in RATIFYING:
        return Reading("announced", True, "not yet ratified", words)
    if sense == "impose" and _not_unless(view, token):
        return Reading("proposed", False, "impose: not unless", words, hypothetical=True)
    if _capped(view, token):
        return None
    return Reading("ruled_out" if sense in ("impose", "conclude") else "in_force", True, f"{sense}: negated", words)


def _changing(view: View, token: int, sense: str, mood: Mood, words: tuple[int, ...]) -> Reading:
    """What is done to a measure that stands."""
    if mood.kind == "future" and (mood.conditioned or _once(view, token)):
        return Reading("in_force", True, f"{sense}: under a condition", words)
    if sense not in ("extend", "keep") and foretold(view, token, mood):
        return Reading("in_force", False, f"{sense}{EXPECTED}", words)
    if sense == "suspend" and _time_and_again(view, token):
        return Reading("announced", False, "put off before", words)
    if mood.kind in ("modal", "must", "may"):
        less = sense in ("ease", "suspend")  # what only may go, or be kept for longer, is there
        return Reading("proposed" if less else "in_force", False, f"{sense}: only possible", words)
    sense = _how_far(view, token, sense)
    to_come = mood.kind != "infinitive" or (_is_to_be(view, token) and not _was_to_be(view, token))
    certain = to_come and not wished(view, token, mood)
    if sense == "remove" and view.tags[token] in ("NN", "NNS", "VBG") and only_spoken_of(view, token):
        return Reading("in_force", False, f"{sense}: only spoken of", words)
    if sense in ("remove", "suspend", "ease") and only_foreseen(view, token):
        return Reading("proposed" if sense == "ease" else "in_force", False, f"{sense}: only spoken of", words)
    if as_thought(view, token) or (sense in ("remove", "suspend") and would_do(view, token)):
        return Reading("in_force", False, f"{sense}: only thought of", words)
    if sense == "ease" and view.words[token] in SPARING:
        return Reading("eased", certain, SPARED, words)
    far = ("relcl", "acl", "advcl", "xcomp", "conj") if sense == "remove" else ("relcl", "acl", "advcl")
    if mood.kind == "infinitive" and not certain and view.deps[token] in far and not _was_to_be(view, token):
        return Reading("in_force", False, f"{sense}: meant", words)
    loosely = sense == "remove" and view.words[token] in GIVING_UP
    return Reading(DONE[sense], certain, f"{sense}: {mood.kind}", words, loosely=loosely)


def _time_and_again(view: View, token: int) -> bool:
    """ "After repeatedly delaying duties", "having put them off twice": what went before the act that is told."""
    children = view.children(token)
    behind = view.deps[token] == "pcomp" and view.words[view.heads[token]] in ("after", "following")
    if view.tags[token] not in ("VBG", "VBN") or not (behind or any(view.words[c] == "having" for c in children)):
        return False
    return any(view.words[c] in AGAIN or view.words[c] == "times" for c in children)


def _how_far(view: View, token: int, sense: str) -> str:
    """What is kept for a time is prolonged, what is lifted for a time suspended, and what is lifted in part eased."""
    if sense == "keep":
        return "extend" if for_a_time(view, token) else "stand"
    if sense == "remove" and for_a_time(view, token):
        return "suspend"
    return "ease" if sense == "remove" and in_part(view, token) else sense


def _once(view: View, token: int) -> bool:
    """ "Will be lifted once Peru yields", "as soon as it signs": only then, and till then it stands."""
    after = view.words[token + 1 : token + 5]
    soon = "soon" in after and "as" in after
    clauses = (c for c in view.children(token) if c > token and view.deps[c] == "advcl")
    return soon or any(view.words[t] == "once" for clause in clauses for t in view.children(clause))


def _is_to_be(view: View, token: int) -> bool:
    """ "Duties to rise in May", "Peru is to lift its ban": what an infinitive tells to come."""
    if view.deps[token] == "ROOT" or any(view.words[c] == "only" for c in view.children(token)):
        return True  # "taxed ham in May, only to free it in June"
    above = view.heads[token]
    if any(view.deps[c] == "csubj" for c in view.children(above)):
        return False  # "what he cannot do is to end it"
    return view.words[above] in ("is", "are", "was", "were", "be")


def _was_to_be(view: View, token: int) -> bool:
    """ "The ban was to run out in May": what was planned once; "said that it was to" is a future of that day."""
    above = view.heads[token]
    if above == token or view.words[above] not in ("was", "were"):
        return False
    return not reported(view, above)


def or_else(view: View, token: int, mood: Mood) -> bool:
    """ "Sell the works or face a levy", "yield by May or Peru will tax ham": what comes if one does not yield."""
    if view.deps[token] != "conj" or mood.kind not in ("must", "infinitive", "bare", "future"):
        return False
    first = min([token, *view.children(token)])
    if view.words[token] in BEARING and view.words[first - 1] == "or":
        return True
    return mood.kind == "future" and "or" in view.words[max(0, first - 3) : first]


def _for_now(view: View, token: int) -> bool:
    """ "will not be collected until May", "is not enforced for now": put off, not denied."""
    after = view.words[token + 1 : token + 9]
    below = {view.words[c] for c in view.children(token) if c > token}
    yet = any(view.words[c] == "yet" for c in view.children(token)) or _has_not_begun(view, token)
    return (
        yet
        or bool(below & {"until", "till", "before"})
        or any(a == "for" and b in ("now", "another") for a, b in pairwise(after))
    )


def _not_unless(view: View, token: int) -> bool:
    """ "Cannot lay duties unless the mills are harmed": what must come first, and no refusal."""
    clauses = (c for c in view.children(token) if view.deps[c] == "advcl")
    return any(view.words[m] == "unless" for clause in clauses for m in view.children(clause))


def _has_not_begun(view: View, token: int) -> bool:
    """ "Has not taken effect", "have not come into force": what has not begun may still do so."""
    having = any(view.words[c] in ("has", "have", "'ve") for c in view.children(token))
    return having and view.words[token] in BEGUN


def _capped(view: View, token: int) -> bool:
    """ "will not be charged more than 10%": not denied, only limited."""
    after = view.words[token : token + 4]
    return "any" not in after and not {"more", "exceed", "exceeding", "above", "over"}.isdisjoint(after)


def _awaits_approval(view: View, verb: int) -> bool:
    """ "Will be taxed if the bill passes", "if lawmakers approve": what must be voted on first, and no threat."""
    for clause in (c for c in view.children(verb) if view.deps[c] == "advcl" and view.words[c] in APPROVING):
        told = {view.words[t] for t in view.subtree(clause)}
        if "if" in told and not VOTED_ON.isdisjoint(told):
            return True
    return False


def _by_itself(view: View, verb: int) -> bool:
    """ "Will rise if exports exceed the quota": a rule that trade itself sets off, and no threat to anybody."""
    for clause in (c for c in view.children(verb) if view.deps[c] == "advcl"):
        children = view.children(clause)
        subject = next((c for c in children if view.deps[c].startswith("nsubj")), None)
        marked = any(view.words[c] in ("if", "should") for c in children)
        if marked and subject is not None and view.words[subject] in TRADED and view.words[clause] in PASSING_LIMITS:
            return True
    return False


def _imposing(view: View, sense: str, mood: Mood, words: tuple[int, ...]) -> Reading:
    if mood.kind in ("future", "modal", "may") and mood.conditioned:
        if _by_itself(view, words[-1]):
            return Reading("announced", True, f"{sense}: by a mechanism", words)
        if _awaits_approval(view, words[-1]):
            return Reading("proposed", True, f"{sense}: once it is approved", words)
        return Reading("threatened", True, f"{sense}: under a condition", words)
    if mood.kind in ("future", "infinitive"):
        return Reading("announced" if sense == "impose" else "proposed", True, f"{sense}: {mood.kind}", words)
    if mood.kind in ("modal", "may"):
        answer = sense == "impose" and view.words[words[-1]] in ANSWERING
        status = "threatened" if answer else "proposed"
        return Reading(status, answer, f"{sense}: only possible", words, hypothetical=mood.kind != "may" and not answer)
    if mood.kind == "must" and view.words[words[-1]] in LAYING:
        return Reading("proposed", True, f"{sense}: called for", words)
    decided = mood.kind == "present" and view.words[words[-1]] in MOUNTING
    return Reading(DONE[sense], not decided, f"{sense}: {mood.kind}", words)


def under_attitude(view: View, sense: str, mood: Mood, attitude: tuple[int, str], words: tuple[int, ...]) -> Reading:
    """The status that an act tells to which somebody stands so: `attitude` is (token, stance)."""
    token, stance = attitude
    outer = mood_of(view, token)
    if stance in ("refuse", "threaten") and view.words[token] in NEGATED_NOUNS:
        outer = Mood(outer.kind)
    rule = f"{sense} under {stance}"
    if stance == "avert":
        return averting(view, token, words) if sense == "impose" else Reading("in_force", False, rule, words)
    if view.words[words[-1]].startswith("enforc") and stance in ("propose", "urge", "announce"):
        return Reading("in_force", False, f"{rule}: enforced", words)  # "asked to enforce the embargo": it is there
    if stance == "announce" and not_yet(outer):
        return Reading("proposed", True, f"{rule}, not yet", words)
    if outer.negated and stance in ("propose", "urge", "announce", "threaten"):
        return Reading("ruled_out" if sense in ("impose", "conclude") else "in_force", True, f"{rule}, negated", words)
    if outer.negated and stance == "refuse":
        return Reading("proposed", True, f"{rule}, negated", words)
    if mood.negated and stance in ("announce", "propose", "urge"):
        return Reading("ruled_out" if sense == "impose" else "in_force", True, f"{rule} not to", words)
    if stance == "announce" and (still_open(view, token, outer) or asked(view, *words)):
        standing = sense in STANDING and sense != "ease"
        return Reading("in_force" if standing else "proposed", False, f"{rule}, still open", words)
    if stance == "announce" and sense == "remove" and _was_due(view, token):
        return Reading("in_force", False, f"{rule}, once", words)
    if stance == "announce" and sense in STANDING and view.words[token].startswith("expect"):
        return Reading("in_force", False, f"{rule}{EXPECTED}", words)
    if stance == "announce" and sense not in ("impose", "conclude"):
        sense = _how_far(view, words[-1], sense)
        return Reading(DONE[sense], True, rule, words)
    if stance == "announce" and sense == "impose" and mood.kind in ("past",) and view.words[token] not in ("agreed",):
        return Reading("in_force", True, f"{rule}, done", words)
    if sense == "impose" and view.words[token] in HINTING:
        return Reading("threatened", True, rule, words)
    if sense == "impose" and stance in ("propose", "announce") and _held_out(view, mood, outer, words):
        return Reading("threatened", True, f"{rule}, under a condition", words)
    if sense == "impose" or sense == "conclude":
        return Reading(BY_ATTITUDE[stance], True, rule, words)
    return _change_under_attitude(view, sense, stance, rule, words)


def averting(view: View, token: int, words: tuple[int, ...]) -> Reading:
    """ "Hopes to head off duties", "averted duties": what one tries to keep away threatens till it is kept away."""
    mood = mood_of(view, token)
    kept_off = mood.kind == "past" and not mood.negated and mood.condition is None and view.tags[token] != "VBG"
    return Reading("ruled_out" if kept_off else "threatened", True, "kept off" if kept_off else "to be kept off", words)


def _held_out(view: View, mood: Mood, outer: Mood, words: tuple[int, ...]) -> bool:
    """ "Plans to tax ham if Peru does not yield", "agreed to tax it unless": what hangs on the conduct of another."""
    return (mood.conditioned or outer.conditioned) and not any(_awaits_approval(view, verb) for verb in words)


def _was_due(view: View, token: int) -> bool:
    """ "Were set to expire in May": what stood then and was not over; "said that it was set to" tells of its end."""
    past = any(view.words[c] in ("was", "were") for c in view.children(token)) or view.words[view.heads[token]] in (
        "was",
        "were",
    )
    return past and view.words[token] in DUE and not reported(view, token)


def not_yet(mood: Mood) -> bool:
    """ "has not approved", "no decision on": what is not decided may still be."""
    return mood.negated and mood.kind in ("past", "bare")


def asked(view: View, decision: int, act: int) -> bool:
    """ "to decide what sanctions to impose": the words between a decision and the act put a question."""
    relative = view.words[decision + 1 : decision + 2] == ["which"] and view.tags[decision].startswith("N")
    return not ASKING.isdisjoint(view.words[decision + 1 + relative : act])


def still_open(view: View, token: int, mood: Mood) -> bool:
    """Whether a decision is possible, foretold or a condition: "could approve", "will announce", "if they confirm".

    Who says that he will go ahead with what was decided has done so.
    """
    if mood.kind == "future" and not (mood.condition or mood.conditioned) and view.words[token] in GOING_AHEAD:
        return False
    return mood.kind in ("modal", "may", "future") or mood.condition in ("if", "unless", "whether", "once", "until")


def _change_under_attitude(view: View, sense: str, stance: str, rule: str, words: tuple[int, ...]) -> Reading:
    """A change of something that stands: planned or refused, the thing itself still stands."""
    if stance == "threaten":
        return Reading("threatened", False, rule, words)
    if stance == "refuse" and sense == "extend":
        return Reading("removed", False, rule, words)
    offered = stance == "propose" and view.words[words[0]].startswith("offer")
    if offered or (stance in ("propose", "urge") and sense == "ease"):
        return Reading("proposed", False, rule, words)
    return Reading("in_force", False, rule, words)
