"""How somebody stands to an act: the attitude that counts of several, what is dropped, what only a bill would do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tradenlp.extract.status.climb import StatusCues
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.status.mood import mood_of
from tradenlp.extract.status.reading import Reading
from tradenlp.extract.view import View

BEING = word_list("being")
BESIDE = word_list("beside")
DRAFTS = word_list("drafts")
DRAFTED = word_list("drafted")
ENACTING = word_list("enacting")
PLANS = word_list("plans")
OPEN_QUESTIONS = word_list("open_questions")
PARLIAMENTS = word_list("parliaments")
PASSING = word_list("passing")
GOING_AHEAD = word_list("going_ahead")
ABOUT = frozenset({"on", "over", "about", "for", "against", "of", "to"})
PROBABLE = word_list("probable")
DECISIONS = word_list("decisions")
JUDGING = word_list("judging")
FAULTY = word_list("faulty")
JUDGED_AS = frozenset({"are", "is", "was", "were"})


def attitude_of(view: View, cues: StatusCues, path: Sequence[int]) -> tuple[int, str] | None:
    """The attitude (token, stance) among the governors `path` of a mention that tells how somebody stands to it."""
    held: tuple[int, str] | None = None
    for below, token in pairwise(path):
        found = _told_by(view, cues, below, token)
        if found is not None and _of_subject(view, cues, below, found, token):
            continue
        if found is None or (not _impends(cues, found[0]) and is_author(view, path[0], found[0], found[1])):
            continue
        if view.is_verb(token) and view.words[below] in BESIDE and view.heads[below] == token:
            continue
        if found[1] == "announce" and _is_judged(view, cues, path[0]):
            continue
        if below < token and view.words[below] == "by" and view.deps[below] == "prep":
            continue  # "By lifting the duty, Peru hopes to win friends"
        refuses = below in cues and cues[below].sense == "refuse"  # "rule out"
        if view.words[below] in JUDGING and view.is_verb(below) and not refuses:
            break  # "asked the panel to look into the duties": what is to be judged is there
        if held is not None and held[1] == found[1] == "refuse":
            held = (found[0], "propose")  # "refused to rule out"
        elif held is None or _outweighs(view, held, found):
            held = found
    return held


def _is_judged(view: View, cues: StatusCues, head: int) -> bool:
    """ "Confirmed that the tariffs are illegal": what is found to be so or so is there, and only that is announced."""
    being = view.heads[head]
    if view.deps[head] != "nsubj" or view.words[being] not in JUDGED_AS or view.deps[being] != "ccomp":
        return False
    return any(view.words[c] in FAULTY and c not in cues for c in view.children(being) if view.deps[c] == "acomp")


def _of_subject(view: View, cues: StatusCues, below: int, found: tuple[int, str], verb: int) -> bool:
    """ "Unfairly traded goods threaten jobs": said of what is traded, which has no plans of its own."""
    threat = found[0] == verb and found[1] == "threaten" and view.is_verb(verb) and not _impends(cues, verb)
    return threat and view.deps[below] == "nsubj" and any(view.deps[c] == "dobj" for c in view.children(verb))


def _impends(cues: StatusCues, token: int) -> bool:
    """ "a levy looms", "duties hang over ham", "the plan awaits approval": said of the measure, not by it."""
    return cues[token].id in ("impending", "not settled", "not to be", "bound to come")


def _told_by(view: View, cues: StatusCues, below: int, token: int) -> tuple[int, str] | None:
    """The attitude of a governor, or of the noun that a light verb has beside the mention: "made no decision on"."""
    entry = cues.get(token)
    if entry is not None and entry.role == "attitude":
        return None if _of_effects(view, cues, below, token) else (token, entry.sense)
    if entry is not None and entry.role == "action" and entry.sense != "conclude":
        return None
    if not view.is_verb(token) or view.words[below] not in ABOUT or view.deps[below] != "prep":
        return None
    nouns = (c for c in view.children(token) if view.deps[c] in ("dobj", "nsubjpass") and c in cues)
    told = next((c for c in nouns if cues[c].role == "attitude" and view.words[c] in OPEN_QUESTIONS), None)
    return (told, cues[told].sense) if told is not None else None


def _of_effects(view: View, cues: StatusCues, below: int, token: int) -> bool:
    """ "tariffs are likely to hurt": what a measure will probably do to others says nothing of its own stage."""
    if view.words[token] not in PROBABLE or view.deps[below] not in ("nsubj", "nsubjpass"):
        return False
    return any(view.deps[c] == "xcomp" and c not in cues for c in view.children(token))


def _outweighs(view: View, held: tuple[int, str], found: tuple[int, str]) -> bool:
    """ "rejected a plan to", "announced plans to", "failed to agree on": which of two attitudes decides."""
    (low, stance), (high, above) = held, found
    if stance in ("propose", "urge") and above == "refuse":
        return True
    if stance == "propose" and view.words[high] in GOING_AHEAD and mood_of(view, high).negated:
        return True  # "will not go ahead with plans to"
    if stance == "propose":
        return above == "announce" and _settles(view, low, high)
    wished = above in ("propose", "urge", "threaten") and stance == "announce" and view.is_verb(low)
    return wished and mood_of(view, low).kind == "infinitive"


def _settles(view: View, noun: int, verb: int) -> bool:
    """ "announced plans", "signed the bill": what was planned is decided; a bill only where it becomes law."""
    if view.words[noun] in PLANS and view.words[verb] == "announcement":
        return view.heads[view.heads[noun]] == verb
    if view.heads[noun] != verb or view.deps[noun] not in ("dobj", "nsubjpass") or mood_of(view, verb).negated:
        return False
    if view.words[noun] in PLANS:
        return True
    if view.words[noun] not in DRAFTS:
        return False
    if view.words[verb] in ENACTING:
        return True
    makers = (c for c in view.children(verb) if view.deps[c] in ("nsubj", "agent"))
    return view.words[verb] in PASSING and any(_parliament(view, maker) for maker in makers)


def _parliament(view: View, maker: int) -> bool:
    return any(view.words[t] in PARLIAMENTS for t in (maker, *view.children(maker)))


def is_author(view: View, head: int, verb: int, stance: str) -> bool:
    """ "the curbs aim to", "duties threaten jobs": a measure has no plans, so that one said to have some stands."""
    does = view.heads[head]
    if stance == "announce" or view.deps[head] != "nsubj" or view.words[does] in BEING:
        return False
    if does == verb:
        return view.tags[verb] in ("VBZ", "VBP", "VBD", "VB", "VBG")
    return view.is_verb(does) and any(
        view.deps[c] == "dobj" or (view.deps[c] == "prep" and view.words[c] == "to") for c in view.children(does)
    )


def has_own_aim(view: View, clause: int) -> bool:
    """ "an accord that calls for", "a law seeking to", "a deal to avoid": what the measure behind is for."""
    if any(view.deps[c] in ("auxpass", "nsubjpass") for c in view.children(clause)):
        return False
    subjects = [c for c in view.children(clause) if view.deps[c] == "nsubj"]
    if view.deps[clause] == "relcl" and subjects:
        return any(view.words[c] in ("that", "which", "who") for c in subjects)
    infinitive = any(view.words[c] == "to" and view.deps[c] == "aux" for c in view.children(clause))
    return not subjects and (view.tags[clause] == "VBG" or infinitive)


def set_aside(view: View, cues: StatusCues, path: Sequence[int], attitude: tuple[int, str]) -> Reading | None:
    """ "dropped plans to impose", "put off a decision on": what is done to the plan, not to the measure."""
    token, stance = attitude
    if token not in path or view.is_verb(token) or stance not in ("propose", "threaten", "announce", "urge"):
        return None
    above = next((t for t in path[path.index(token) + 1 :] if view.is_verb(t)), None)
    entry = cues.get(above) if above is not None else None
    if above is None or entry is None or entry.role != "action" or entry.sense not in ("remove", "suspend"):
        return None
    if not _done_to(view, token, above):
        return None
    mood = mood_of(view, above)
    if mood.negated or mood.kind in ("modal", "may") or mood.condition is not None:
        return None
    if entry.sense == "suspend" and view.words[token] in DECISIONS:
        return Reading("proposed", True, "a decision put off", (above, token))
    if stance == "announce" or (stance == "urge" and entry.sense != "remove"):
        return None
    if entry.sense == "suspend":
        return Reading("suspended", True, "plan put aside", (above, token))
    return Reading("ruled_out", True, "plan dropped", (above, token))


def _done_to(view: View, plan: int, verb: int) -> bool:
    """ "Dropped plans", "went back on a threat": said of the plan; "stopped sales in answer to a plan" is not."""
    joint = view.heads[plan]
    behind = view.heads[joint] == verb and view.words[joint] in ("on", "from", "with")
    return view.deps[plan] != "pobj" or behind or view.words[joint] == "of"


def of_draft(view: View, path: Sequence[int]) -> Reading | None:
    """ "the bill bars", "the legislation would", "under the bill": a draft does nothing as long as it is no law."""
    for token in path:
        if view.is_verb(token):
            draft = next((d for d in _doers(view, token) if _is_draft(view, d)), None)
            if draft is not None:
                return Reading("proposed", True, "of a bill", (draft,))
    return None


def _doers(view: View, verb: int) -> Iterator[int]:
    """The subject of a verb, what "it" stands for there, and by or under what it is done."""
    for child in view.children(verb):
        if view.deps[child] in ("nsubj", "nsubjpass"):
            before = _draft_before(view, child) if view.words[child] == "it" else None
            yield child if before is None else before
            if view.words[child] in ("that", "which") and view.deps[verb] == "relcl":
                yield from _antecedents(view, view.heads[verb])
        elif view.words[child] in ("under", "by", "in") and view.deps[child] in ("prep", "agent"):
            yield from (c for c in view.children(child) if view.deps[c] == "pobj")


def _antecedents(view: View, noun: int) -> Iterator[int]:
    """The noun that a relative clause hangs on and those it stands behind: "a bill before the house that would bar".

    The phrase between them is taken to belong to the noun right before it, whatever the parse hangs it on.
    """
    yield noun
    while view.deps[noun] == "pobj" and view.heads[noun] > 0 and view.tags[view.heads[noun] - 1].startswith("NN"):
        noun = view.heads[noun] - 1
        yield noun
    joint = view.heads[noun]
    if view.deps[noun] == "pobj" and view.words[joint] == "by" and view.deps[view.heads[joint]] == "acl":
        yield view.heads[view.heads[joint]]  # "a bill passed by the house that would"


def _draft_before(view: View, pronoun: int) -> int | None:
    """The bill that the sentence before the one of a pronoun has for its subject or object."""
    number = bisect_right(view.sentences, (pronoun, len(view.words))) - 1
    if number < 1:
        return None
    start, end = view.sentences[number - 1]
    told = (t for t in range(start, end) if view.words[t] in DRAFTS)
    return next((t for t in told if view.deps[t] in ("nsubj", "nsubjpass", "dobj")), None)


def _is_draft(view: View, noun: int) -> bool:
    """A bill or the like that is not said to be signed; "a draft law"."""
    below = view.children(noun)
    if view.words[noun] in DRAFTS:
        return not any(view.words[c] in ENACTING for c in below if view.deps[c] in ("acl", "relcl", "amod"))
    return view.words[noun] in DRAFTED and any(view.words[c] in ("draft", "proposed", "planned") for c in below)
