"""Decides how far a measure has got, as one mention of it tells.

From the head of the mention the governors are climbed: the first action ("impose", "lift", "extend") says what is
done, its mood says whether it is done, and the attitudes above it ("threaten", "plan", "refuse") say how somebody
stands to it. Qualities in the noun phrase ("proposed", "existing") decide where no action does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.status.actions import action_on, not_any_more
from tradenlp.extract.status.actless import of_attitude, own_quality, quality_above, without_action
from tradenlp.extract.status.climb import StatusCues as StatusCues
from tradenlp.extract.status.climb import governors as governors
from tradenlp.extract.status.climb import is_answered
from tradenlp.extract.status.climb import status_cues as status_cues
from tradenlp.extract.status.combine import BY_ATTITUDE, STANDING, combine, or_else
from tradenlp.extract.status.courts import by_court
from tradenlp.extract.status.extent import for_a_time
from tradenlp.extract.status.fates import UNDOING, later_act, thing_of
from tradenlp.extract.status.foreseen import only_spoken_of
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.status.lost_threads import headline_verb, noun_before, verb_before
from tradenlp.extract.status.mood import Mood, mood_of, would_have
from tradenlp.extract.status.reading import UNTOLD as UNTOLD
from tradenlp.extract.status.reading import Reading as Reading
from tradenlp.extract.status.stances import attitude_of, of_draft, set_aside
from tradenlp.extract.status.wholes import CHOICES, whole_of
from tradenlp.extract.view import View

BEING = word_list("being")
SETTING_GOING = word_list("setting_going")
LETTING = word_list("letting")
REQUIRING = word_list("requiring")
PUTTING_OFF = word_list("putting_off")
MEANT_TO = word_list("plans") | word_list("noun_gates")
WANTING = frozenset({"want", "wants", "wanted", "demand", "demands", "demanded", "demanding"})
PAPERS = word_list("papers_wanted")
LEAVE = word_list("leave_given")
RESPITE = word_list("respite")
TAKING_LEAVE = word_list("taking_leave")
CAUSING = word_list("causing")
NEXT_TO = 4
"""tokens from a verb to its object, whatever the parse makes of them"""
ORDERING = frozenset({"order", "orders", "ordered", "ordering"})
GIVING_LEAVE = word_list("giving_leave")
SENT_OUT = frozenset({"export", "exports", "exporting", "ship", "sell", "shipments"})
APPLICANTS = word_list("applicants")


def read_status(
    view: View, cues: StatusCues, head: int, default: str, sense: str | None = None, own: Sequence[int] = ()
) -> Reading:
    """The status that the mention with its head at token `head` tells.

    `default` is what a bare mention of this type means; `sense` is what is done where the head is itself the act
    ("banned imports of": impose), so that its own mood counts. `own` are the tokens of the
    mention.
    """
    head = _whole(view, head, own)
    if sense is not None and (verb := headline_verb(view, cues, head)) is not None:
        return _under_lost_verb(view, cues, verb, head, default, own)
    fate = by_court(view, head) or _taken_away(view, head) or _fate(view, cues, head, own)
    if fate is not None:
        return fate
    if (to_come := _for_it_to(view, cues, head)) is not None:
        return to_come
    path = [head, *governors(view, cues, head, own)]
    action, attitude = action_on(view, cues, path, sense, own), attitude_of(view, cues, path)
    if action is not None and attitude is not None and action[0] not in path and attitude[1] == "announce":
        action = None if mood_of(view, action[0]).kind == "may" else action  # "announced duties that may start in May"
    if action is not None and attitude is not None and attitude[1] == "avert" and _beyond(path, action[0], attitude[0]):
        action = None  # "to offer concessions to avoid duties"
    if attitude is not None and attitude[0] in own and view.words[attitude[0]] in REQUIRING:
        attitude = None  # "needs a licence to export": what is needed is there
    if attitude is not None and _asks_for_paper(view, head, attitude[0]):
        ahead = mood_of(view, attitude[0]).kind == "future"
        return Reading("announced" if ahead else "in_force", True, "asked for at the border", attitude[:1])
    if sense is not None and attitude is None and _is_stance(view, cues, head):
        return without_action(view, cues, head, path, (head, cues[head].sense), default)
    told = attitude is not None and attitude[1] != "announce"  # "published a draft list of goods subject to duties"
    quality = quality_above(view, cues, path[1:]) if not told and _borne(cues, action) else None
    if quality is None and action is not None and action[0] not in path:
        quality = own_quality(view, cues, head)
    if quality is not None:
        return quality
    if action is not None and action[1] == "impose" and is_answered(view, action[0]):
        return Reading("in_force", False, "what is answered", action[:1])
    if action is not None:
        later = later_act(view, cues, head) if sense is None and action[1] == "impose" else None
        action = action if later is None else (later, cues[later].sense)
        return _of_act(view, cues, path, action, attitude if later is None else None, head, own)
    if sense is None and attitude is None and (later := later_act(view, cues, head)) is not None:
        return _of_act(view, cues, path, (later, cues[later].sense), None, head, own)
    reading = without_action(view, cues, head, path, attitude, default)
    if reading.rule == UNTOLD and (whole := _of_whole(view, cues, head, default)) is not None:
        return whole
    before = verb_before(view, cues, min(own, default=head)) if not reading.words else None
    return reading if before is None else _under_lost_verb(view, cues, before, head, default, own)


def _for_it_to(view: View, cues: StatusCues, head: int) -> Reading | None:
    """ "The day set for the duties to take effect": what an infinitive behind "for" tells of a measure is to come."""
    after = view.subtree(head)[-1] + 1
    if view.deps[head] != "pobj" or view.words[view.heads[head]] != "for" or view.words[after : after + 1] != ["to"]:
        return None
    verb = view.heads[after]
    entry = cues.get(verb)
    if entry is None or entry.role != "action" or view.deps[after] != "aux" or entry.sense == "conclude":
        return None
    begins = entry.sense == "impose"
    return Reading("announced" if begins else "in_force", begins, f"{entry.sense}: meant to", (verb,))


def _beyond(path: Sequence[int], act: int, stance: int) -> bool:
    """Whether an act stands above a stance to something else."""
    return act in path and stance in path and path.index(act) > path.index(stance)


def _of_whole(view: View, cues: StatusCues, head: int, default: str) -> Reading | None:
    """ "Options include a tariff", "lifted curbs, including a ban": what is said of the acts that it is one of."""
    whole = whole_of(view, cues, head)
    if whole is None:
        return None
    if view.words[whole] in CHOICES:
        return Reading("proposed", True, "one of several options", (whole,))
    if whole in cues and cues[whole].sense in BY_ATTITUDE:
        attitude = attitude_of(view, cues, [head, whole, *governors(view, cues, whole)])
        return of_attitude(view, head, *attitude) if attitude is not None else None
    reading = read_status(view, cues, whole, default)
    return reading if reading.rule != UNTOLD else None


def _asks_for_paper(view: View, head: int, verb: int) -> bool:
    """ "Tokyo now wants a permit for each parcel": what an office wants to see is required, and no plan."""
    if view.words[verb] not in WANTING or view.words[head] not in PAPERS or view.heads[head] != verb:
        return False
    return not any(view.deps[c] == "nsubj" and view.words[c] in APPLICANTS for c in view.children(verb))


def _fate(view: View, cues: StatusCues, head: int, own: Sequence[int]) -> Reading | None:
    """What is done above to the thing that the clause of a mention hangs on; a thought of it is none."""
    thing = thing_of(view, head, own)
    if thing is None:
        return None
    path = [thing, *governors(view, cues, thing)]
    action, attitude = action_on(view, cues, path, None), attitude_of(view, cues, path)
    if action is not None and action[0] != head and action[1] in UNDOING:
        reading = _of_act(view, cues, path, action, attitude, thing, ())
        return reading if reading.certain or reading.status == "proposed" else None
    refused = attitude is not None and attitude[1] == "refuse"
    return of_attitude(view, thing, *attitude) if attitude is not None and refused and action is None else None


def _under_lost_verb(view: View, cues: StatusCues, verb: int, head: int, default: str, own: Sequence[int]) -> Reading:
    """The status of a mention read as if it hung on `verb`, which stands right before it and has lost it."""
    path = [verb, *governors(view, cues, verb)]
    whole = [head, *path]
    action, attitude = action_on(view, cues, whole, None), attitude_of(view, cues, whole)
    if action is None:
        return without_action(view, cues, head, whole, attitude, default)
    return _of_act(view, cues, path, action, attitude, head, own)


def _of_act(
    view: View,
    cues: StatusCues,
    path: list[int],
    action: tuple[int, str],
    attitude: tuple[int, str] | None,
    head: int,
    own: Sequence[int],
) -> Reading:
    """The status of a mention to which something is done: `action` and `attitude` are (token, sense)."""
    aside = set_aside(view, cues, path, attitude) if attitude is not None else None
    if aside is not None:
        below = attitude is not None and action[0] in path[: path.index(attitude[0])]
        stands = aside.status == "proposed" and below and action[1] in STANDING
        return Reading("in_force", False, "a change not decided on", aside.words) if stands else aside
    draft = of_draft(view, path) if attitude is None or attitude[1] in ("propose", "urge") else None
    if draft is not None:
        return draft
    token, sense = _put_off(view, cues, path, *action)
    if sense == "impose" and (unreal := _would_have(view, token)) is not None:
        return Reading("ruled_out", True, "would have been", (unreal,))
    if sense == "impose" and _mood(view, token).kind in ("future", "modal", "may"):
        there = next((c for c in view.children(head) if c < head and c in cues and cues[c].id == "existing"), None)
        if there is not None:
            return Reading("in_force", True, "quality: existing", (there,))  # "will add to the existing duties"
    token, sense = _leave_taken(view, token, sense, head, own)
    change = _noun_of_change(view, cues, path, token, sense)
    if change is not None and only_spoken_of(view, change):
        return Reading("in_force", False, f"{sense}: only spoken of", (change,))
    sense = "suspend" if change is not None and for_a_time(view, change) else sense
    if attitude is not None and sense == "impose" and _done_to_thought(view, path, token, attitude):
        return of_attitude(view, head, *attitude)
    if attitude is None and (noun := noun_before(view, cues, token)) is not None:
        attitude, path = noun, [*path[: path.index(token) + 1], noun[0]] if token in path else [*path, noun[0]]
    mood = _mood(view, token)
    if mood.negated and sense == "remove" and not_any_more(view, token):
        mood = replace(mood, negated=False)
    if not mood.negated and _none_of(view, head):
        if sense == "conclude" or (sense == "impose" and mood.kind in ("past", "bare", "present")):
            return Reading("proposed", True, f"{sense}: none", (token,))
        mood = replace(mood, negated=sense == "impose")
    if (mood.negated or _no_longer(view, token)) and _is_ban(view, token, mood, own):
        mood = replace(mood, negated=False, kind="present" if mood.kind == "may" else mood.kind)
    if attitude is None and (wish := _laid_on_somebody(view, cues, path, token, mood)) is not None:
        attitude, path = wish, [*path[: path.index(token) + 1], wish[0]]
    if mood.kind == "infinitive" and attitude is None and not or_else(view, token, mood):
        token, sense, mood = _set_going(view, cues, path, token, sense, mood)
    above = attitude if attitude is not None and _governs(view, path, attitude[0], token) else None
    return combine(view, token, sense, mood, above)


def _would_have(view: View, act: int) -> int | None:
    """ "Dropped a plan that would have taxed salt", "have forced him to tax it": a clause on what did not come."""
    verb = act
    while view.deps[verb] in ("xcomp", "ccomp") and view.is_verb(view.heads[verb]):
        verb = view.heads[verb]
    return verb if view.deps[verb] == "relcl" and would_have(view, verb) else None


def _noun_of_change(view: View, cues: StatusCues, path: Sequence[int], act: int, sense: str) -> int | None:
    """ "Began the removal of", "set a date for the lifting of": the noun that says what becomes of a measure."""
    below = path[: path.index(act)] if act in path and sense == "remove" and view.is_verb(act) else []
    nouns = (t for t in below if view.tags[t] in ("NN", "NNS", "VBG") and not view.is_verb(t))
    return next((t for t in nouns if t in cues and cues[t].sense == sense and cues[t].role == "action"), None)


def _taken_away(view: View, head: int) -> Reading | None:
    """ "Revoked a licence that let the firm ship": what leave allowed, where the leave is taken away."""
    noun = view.heads[head]
    act = view.heads[noun]
    if view.deps[head] not in ("relcl", "acl") or view.words[noun] not in LEAVE or view.words[act] not in TAKING_LEAVE:
        return None
    if view.deps[noun] not in ("dobj", "nsubj", "nsubjpass") or not view.is_verb(act):
        return None
    return combine(view, act, "impose", mood_of(view, act), None)


def _leave_taken(view: View, act: int, sense: str, head: int, own: Sequence[int]) -> tuple[int, str]:
    """ "Revoked export licences", "the waiver lapsed": who loses his leave is under the measure again.

    Who gets it, or gets it for longer, is spared: "issued licences to export", "extended the general licence".
    """
    verb = view.words[act]
    near = view.heads[head] == act or (0 < head - act <= NEXT_TO and view.deps[head] == "npadvmod")
    if view.words[head] not in LEAVE or not view.is_verb(act) or not near:
        return act, sense
    if sense in ("remove", "suspend"):
        return act, "impose" if verb in TAKING_LEAVE else sense
    if sense == "extend":
        return act, "ease" if any(view.words[t] in RESPITE for t in (head, *own)) else sense
    given = sense == "impose" and verb in GIVING_LEAVE and view.tags[act] not in ("VBZ", "VBP")
    return act, "ease" if given and any(view.words[t] in SENT_OUT | RESPITE for t in own) else sense


def _laid_on_somebody(
    view: View, cues: StatusCues, path: Sequence[int], token: int, mood: Mood
) -> tuple[int, str] | None:
    """ "Puts pressure on Lima to lift duties": the wish that the object of a verb tells, where the parse skips it."""
    above = view.heads[token]
    if token not in path or not view.is_verb(above) or mood.kind not in ("infinitive", "bare"):
        return None
    if view.deps[token] not in ("advcl", "ccomp", "xcomp"):
        return None
    objects = (c for c in view.children(above) if view.deps[c] == "dobj" and c < token and c in cues)
    told = next((c for c in objects if cues[c].role == "attitude" and cues[c].sense == "urge"), None)
    return (told, cues[told].sense) if told is not None else None


def _governs(view: View, path: Sequence[int], stance: int, act: int) -> bool:
    """Whether an attitude is held to an act: above it on the path, or right above it ("is expected to be lifted")."""
    return act in path[: path.index(stance)] or (view.heads[act] == stance and view.deps[act] == "xcomp")


def _done_to_thought(view: View, path: Sequence[int], act: int, attitude: tuple[int, str]) -> bool:
    """ "raised the spectre of duties", "opened talks on a quota": done to the wish, not to the measure."""
    token, stance = attitude
    noun = view.tags[token].startswith("N") and stance in ("threaten", "propose")
    return noun and token in path and act in path and path.index(token) < path.index(act)


def _is_stance(view: View, cues: StatusCues, head: int) -> bool:
    """Whether the head of a mention says itself how somebody stands to it; a refusal is its act, and so is a demand.

    "Any buyer needs leave", "will insist on labels": this is required.
    """
    stance = head in cues and cues[head].role == "attitude" and cues[head].sense != "refuse"
    stance = stance and view.words[head] not in ORDERING  # "ordered the owner to sell" is done
    return stance and view.words[head] not in REQUIRING and mood_of(view, head).kind != "must"


def _none_of(view: View, head: int) -> bool:
    """ "No duties were imposed", "reached no agreement"."""
    return any(view.words[c] == "no" and view.deps[c] == "det" for c in view.children(head))


def _is_ban(view: View, token: int, mood: Mood, own: Sequence[int]) -> bool:
    """ "may not leave the country", "does not let masks out": the act itself is the denial."""
    forbids = mood.kind in ("must", "may") or any(view.words[c] in ("can", "ca") for c in view.children(token))
    forbids = forbids or view.words[token] in LETTING
    return any(view.deps[t] == "neg" for t in own) or (token in own and forbids)


def _no_longer(view: View, token: int) -> bool:
    """ "may no longer back": what was free is forbidden."""
    return any(view.words[c] == "longer" and view.words[c - 1] == "no" for c in view.children(token) if 0 < c < token)


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
    if sense != "impose" or token not in path:
        return token, sense
    above = next((t for t in path[path.index(token) + 1 :] if view.is_verb(t)), None)
    entry = cues.get(above) if above is not None else None
    if above is None or entry is None or entry.sense != "suspend" or view.words[above] not in PUTTING_OFF:
        return token, sense
    if view.tags[token] != "VBG" and not _means_to(view, token, above):
        return token, sense
    if any(view.words[c] == "had" for c in view.children(above)):
        return token, sense  # "had held off until then"
    return above, "suspend"


def _means_to(view: View, act: int, verb: int) -> bool:
    """ "put off a move to impose", "delayed plans by a month to impose": an act that the object of a verb is about."""
    plan = view.heads[act]
    if plan == verb:
        plan = next((c for c in view.children(verb) if view.deps[c] == "dobj" and c < act), verb)
    aims = any(view.words[c] == "to" and view.deps[c] == "aux" for c in view.children(act))
    return aims and view.heads[plan] == verb and view.words[plan] in MEANT_TO


def _mood(view: View, token: int) -> Mood:
    """The mood of an act; one told by an adjective or a noun takes that of the verb it is said with."""
    above = view.heads[token]
    if view.tags[token] == "VBG" and view.deps[token] == "pcomp" and view.words[above] == "by":
        return _of_participle(view, token)
    if (cause := _cause_of(view, token)) is not None and mood_of(view, cause).kind in ("modal", "may", "future"):
        return replace(mood_of(view, cause), kind="may", condition=None, conditioned=False)
    if view.deps[token] == "pobj" and view.words[above] in ("in", "on") and view.words[view.heads[above]] in BEING:
        return mood_of(view, view.heads[above])  # "will be in force"
    if view.tags[token] == "VBG" and view.deps[token] == "xcomp" and view.words[above] in SETTING_GOING:
        outer = mood_of(view, above)
        return replace(outer, conditioned=outer.conditioned or mood_of(view, token).conditioned)
    if view.is_verb(token) or not view.is_verb(above):
        return mood_of(view, token)
    if view.deps[token] in ("acomp", "attr") or (view.deps[token] == "nsubj" and mood_of(view, above).kind == "modal"):
        return mood_of(view, above)
    return mood_of(view, token)


def _cause_of(view: View, act: int) -> int | None:
    """ "Could lead to Oslo imposing duties", "may end in a ban being laid": the verb of what may come of something."""
    above = view.heads[act]
    if view.tags[act] == "VBG" and view.deps[act] == "advcl" and view.deps[act - 1] == "pobj":
        link = view.heads[act - 1]
        led = view.heads[link] == above and view.words[above] in CAUSING
        return above if led and view.words[link] in ("to", "in") else None
    if view.tags[act] == "VBG" and view.deps[act] == "acl" and view.deps[above] == "pobj":
        above = view.heads[above]
    elif view.tags[act] != "VBG" or view.deps[act] != "pcomp":
        return None
    cause = view.heads[above]
    return cause if view.words[above] in ("to", "in") and view.words[cause] in CAUSING else None


def _of_participle(view: View, token: int) -> Mood:
    """ "will answer by imposing", "aims to reply by hitting": not yet done where the verb above is not."""
    mood = mood_of(view, token)
    verbs = (mood_of(view, t) for t in view.ancestors(token) if view.is_verb(t))
    outer = next((m for m in verbs if m.kind != "infinitive"), mood)
    return replace(outer, negated=mood.negated) if outer.kind in ("future", "modal", "may") else mood
