"""What the sentences after a mention tell of its days, where they speak on of it without its name."""

from __future__ import annotations

from collections.abc import Iterator

from tradenlp.extract.measures.day_slots import Found, Timing
from tradenlp.extract.measures.day_words import delays, is_past, once_planned, preposition, words
from tradenlp.extract.measures.lengths import length_of
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.timing import SURE_SINCE
from tradenlp.extract.state import context_of
from tradenlp.extract.status.climb import status_cues
from tradenlp.extract.status.mood import mood_of
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import DateExpression

BECAME = {"impose": "effective", "remove": "until", "extend": "announced"}
"""what the day tells on which it was imposed, withdrawn or prolonged"""
COMES = {"impose": "effective", "remove": "until"}
"""what the day tells on which it is to be imposed or withdrawn"""
DEFINITE = frozenset({"it", "they", "this", "these", "the", "both", "that", "those"})


def following(view: View, number: int) -> Timing:
    """What the sentence after a mention tells of it, where that is told of again without its name.

    "It takes effect on May 1", "The step was announced on Friday".
    """
    if number + 1 >= len(view.sentences):
        return Timing()
    start, end = view.sentences[number + 1]
    best: dict[str, Found] = {}
    for placed in within(view.dates, start, end):
        for one in _read_following(view, placed, start, end):
            best.setdefault(one.slot, one)
    values = {name: one.value for name, one in best.items()}
    length = _length_following(view, start, end)
    return Timing(values.get("announced"), values.get("effective"), values.get("until"), length=length)


def of_many(view: View, mention: Mention) -> bool:
    """ "The measures", "these steps": they take up all that was told before, whichever act they were joined to."""
    return mention.cue.entry.id == "anaphor" and view.tags[mention.cue.head] == "NNS"


def _length_following(view: View, start: int, end: int) -> str | None:
    """ "Both will apply for five years", "It lasts 90 days"."""
    for placed in within(view.dates, start, end):
        if placed.fact.type == "duration":
            verb = next((a for a in view.ancestors(placed.last - 1) if view.is_verb(a)), None)
            if verb is not None and _resumed(view, verb) and (length := length_of(view, placed, verb)):
                return length
    return None


def _read_following(view: View, placed: Placed[DateExpression], start: int, end: int) -> Iterator[Found]:
    verb = next((a for a in view.ancestors(placed.last - 1) if view.is_verb(a) and not placed.first <= a), None)
    verb = verb if verb is not None else next((a for a in view.ancestors(placed.first) if view.is_verb(a)), None)
    if placed.fact.type != "date" or placed.fact.value is None or verb is None or once_planned(view, verb):
        return
    if not _resumed(view, verb):
        if _object_resumed(view, verb) and is_past(view, placed.fact):
            yield Found("announced", placed.fact.value, 0, placed.first)
        return
    before, _ = preposition(view, placed.first)
    word = view.words[verb]
    if delays(view, verb) and before in words("until_words") | {"to"}:
        yield Found("effective", placed.fact.value, 0, placed.first)
    elif before in words("until_words") or word in words("ending_verbs"):
        yield Found("until", placed.fact.value, 0, placed.first)
    elif word in words("starting_verbs") or before in SURE_SINCE:
        yield Found("effective", placed.fact.value, 0, placed.first)
    elif word in words("telling_verbs") and is_past(view, placed.fact) and _is_told(view, verb):
        yield Found("announced", placed.fact.value, 0, placed.first)
    elif (slot := _to_be_done(view, placed, verb, start, end)) is not None:
        yield Found(slot, placed.fact.value, 0, placed.first)
    elif _was_done(view, verb) and is_past(view, placed.fact) and not delays(view, verb):
        told = status_cues(view, start, end, "restriction").get(verb)
        if told is not None and told.sense in BECAME:
            yield Found(BECAME[told.sense], placed.fact.value, 0, placed.first)


def _is_told(view: View, verb: int) -> bool:
    """ "It was announced on Friday", not "The importer filed on Friday"."""
    return any(view.deps[c] in ("nsubjpass", "auxpass") for c in view.children(verb))


def _was_done(view: View, verb: int) -> bool:
    """ "It was first imposed in 2013", "That rule was dropped in March", not "The mine was closed in May"."""
    subjects = [c for c in view.children(verb) if view.deps[c] in ("nsubj", "nsubjpass")]
    itself = all(view.words[c] in DEFINITE or view.words[c] in words("acts") for c in subjects)
    return _is_told(view, verb) and bool(subjects) and itself


def _to_be_done(view: View, placed: Placed[DateExpression], verb: int, start: int, end: int) -> str | None:
    """ "They will be introduced on Friday", "It is expected to be lifted in May": the slot of a day still to come."""
    published, day = context_of(view.doc).published, placed.fact.start_date
    if published is None or day is None or day < published or not _is_told(view, verb):
        return None
    mood = mood_of(view, verb)
    if mood.negated or mood.kind not in ("future", "infinitive") or mood.condition is not None:
        return None
    told = status_cues(view, start, end, "restriction").get(verb)
    return COMES.get(told.sense) if told is not None and told.role == "action" else None


def _object_resumed(view: View, verb: int) -> bool:
    """ "The cabinet approved the steps on Friday": what a decision is about is told of before."""
    if view.words[verb] not in words("telling_verbs") - words("asking_verbs"):
        return False
    if view.deps[verb] == "acl":
        nouns = (a for a in view.ancestors(verb) if view.tags[a].startswith("N"))
        return any(_known(view, noun) and view.deps[noun] in ("nsubj", "nsubjpass") for noun in nouns)
    return any(view.deps[c] in ("dobj", "nsubjpass") and _known(view, c) for c in view.children(verb))


def _resumed(view: View, verb: int) -> bool:
    """Whether the subject of a verb is a pronoun or a bare definite noun: something told of before.

    Also of a verb that describes such a noun: "The decision, which takes effect in May, means".
    """
    if view.deps[verb] == "relcl":
        return view.deps[view.heads[verb]] in ("nsubj", "nsubjpass") and _known(view, view.heads[verb])
    for child in view.children(verb):
        if view.deps[child] in ("nsubj", "nsubjpass"):
            return _known(view, child)
    above = view.heads[verb]
    if view.deps[verb] == "xcomp" and view.words[above] in words("due") | {"likely", "going"}:
        above = above if view.is_verb(above) else view.heads[above]  # "is expected to be", "is due to be"
        return _resumed(view, above)
    return view.deps[verb] == "conj" and view.is_verb(above) and _resumed(view, above)


def _known(view: View, noun: int) -> bool:
    bare = not any(view.deps[c] in ("compound", "poss", "prep") for c in view.children(noun))
    definite = any(view.words[c] in DEFINITE for c in view.children(noun))
    return view.words[noun] in DEFINITE or (bare and definite)
