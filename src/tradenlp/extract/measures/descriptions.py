"""Whom a measure hits who is not named again: "It faces a duty", "on its two neighbours", "the country's ships"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import LANDS, Roles, sentence_subject
from tradenlp.extract.measures.near_targets import listed_with
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

BEARERS = word_list("bearers")
AIMED = frozenset({"on", "against", "from"})
MANY = frozenset({"countries", "neighbours", "neighbors", "nations", "allies", "partners", "blocs"})
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
POINTING = frozenset({"the", "that", "its", "those", "these", "same", "latter"})
PRONOUNS = frozenset({"it", "they", "both"})
NEIGHBOURS = frozenset({"neighbour", "neighbor"})
ONE = LANDS | NEIGHBOURS
"""nouns that stand for one state"""
SENT = frozenset({"to", "off"})
QUARTERS = frozenset(
    {"northern", "southern", "eastern", "western", "smaller", "larger", "bigger", "poorer", "landlocked"}
)
HITS = word_list("hits") | {"strike", "strikes", "struck", "drop", "dropped", "drops", "remove", "removed", "removes"}
JUST_BEFORE = 6
"""tokens before a mention in which it is told whom it hits"""
REACH = 15
"""tokens after a mention in which it is told whom it hits"""
UP = 3


def bearing(view: View, parties: Sequence[Party], cue: Cue, before: Party | None, roles: Roles) -> None:
    """ "Peru was told that it would pay 20%", "It faces a duty": who was spoken of before bears it."""
    verb = next((t for t in (cue.head, *islice(view.ancestors(cue.head), UP)) if view.is_verb(t)), None)
    if verb is None or view.words[verb] not in BEARERS:
        return
    subject = next((c for c in view.children(verb) if view.deps[c] == "nsubj" and view.words[c] in PRONOUNS), None)
    if subject is None:
        return
    spoken = [p for p in sentence_subject(view, parties) if p.last <= subject and p.named_state]
    meant = spoken[-1] if spoken else before
    if meant is None or meant.actor_id in roles.imposers:
        return
    roles.target(meant, "it bears what it was spoken of before")
    if spoken:
        listed_with(view, parties, meant, roles)


def described(view: View, cue: Cue, named: Sequence[Party], roles: Roles) -> None:
    """ "slapped duties on its two neighbours", "goods from that country": the states named last that do not impose."""
    if not roles.imposers:
        return
    for token in range(max(cue.start - JUST_BEFORE, 0), min(cue.end + REACH, len(view.words))):
        if view.words[token] in ONE | MANY and (count := _counted(view, token)):
            last = dict.fromkeys(p.actor_id for p in reversed(named) if p.named_state and p.first < token)
            meant = [actor for actor in last if actor not in roles.imposers][:count]
            for actor in meant if len(meant) == count else ():
                roles.target(next(p for p in named if p.actor_id == actor), "described again")
            return


def _counted(view: View, noun: int) -> int:
    """How many states a noun speaks of; 0 where none are pointed back to, or nothing is aimed at them."""
    words = {view.words[c] for c in view.children(noun) if c < noun}
    next_door = view.words[noun] in NEIGHBOURS and not words.isdisjoint(("its", "their"))
    owner = noun if view.deps[noun] != "poss" else view.heads[noun]
    aimed = view.deps[owner] == "pobj" and view.words[view.heads[owner]] in (AIMED | SENT if next_door else AIMED)
    struck = next_door and view.deps[owner] == "dobj" and view.words[view.heads[owner]] in HITS
    if not (aimed or struck) or not words or words - POINTING - NUMBERS.keys() - (QUARTERS if next_door else set()):
        return 0
    counts = [NUMBERS[w] for w in words if w in NUMBERS]
    others = {view.deps[c] for c in view.children(noun) if c > noun} & {"prep", "relcl", "acl"}
    return 1 if view.words[noun] in ONE and (not others or next_door) else next(iter(counts), 0)
