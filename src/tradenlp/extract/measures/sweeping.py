"""Words that set a mention beside others: "another", laid on what comes from anywhere, telling more of the same."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

ANOTHER = word_list("another")
SWEEPING = word_list("sweeping")
QUANTIFIERS = word_list("quantifiers")
COMERS = word_list("comers")
ALL_TOLD = frozenset({"everything", "everyone", "everybody"})
"""tell without a quantifier that nobody is spared"""
DESCRIBING = word_list("describing")
POINTING = frozenset({"the", "these", "this", "both"})
BREAKS = frozenset({",", ";", ":", "and", "but"})
REACH = 9
"""tokens after a mention within which it is told on whom it is laid"""


def is_another(view: View, cue: Cue) -> bool:
    """ "another tariff", "a separate rule", "its own ban": told as one more beside others."""
    return not ANOTHER.isdisjoint(_inside(view, cue))


def is_general(view: View, cue: Cue, parties: Sequence[Party], end: int) -> bool:
    """ "tariffs on nearly all imports", "a levy on the whole world", "baseline tariffs": laid on all who sell."""
    if not SWEEPING.isdisjoint(_inside(view, cue)):
        return True
    for token in range(cue.end, min(end, cue.end + REACH)):
        word = view.words[token]
        if word in BREAKS or view.tags[token].startswith(("V", "MD", "W")):
            return False
        if word in ALL_TOLD or (word in COMERS and not QUANTIFIERS.isdisjoint(view.words[cue.end : token])):
            return not any(cue.end <= p.first <= token + 2 for p in parties)
    return False


def describes(view: View, cue: Cue) -> bool:
    """ "The surtax covers lorries", "the quotas also include tungsten": tells more of what was told of before."""
    verb = view.heads[cue.head]
    if view.deps[cue.head] != "nsubj" or view.words[verb] not in DESCRIBING or not view.is_verb(verb):
        return False
    return any(view.words[c] in POINTING for c in view.children(cue.head) if c < cue.head)


def _inside(view: View, cue: Cue) -> set[str]:
    """The words of a mention and those before its noun that belong to it."""
    return {view.words[t] for t in (*cue.tokens, *(c for c in view.children(cue.head) if c < cue.head))}
