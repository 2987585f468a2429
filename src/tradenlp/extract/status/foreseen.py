"""Changes of a measure that are thought of, foretold or wished for, and that nobody has decided on."""

from __future__ import annotations

from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.status.mood import Mood, mood_of
from tradenlp.extract.view import View

FORETELLING = word_list("foretelling")
AIMING = frozenset({"for", "about", "towards", "toward"})
DECIDED = frozenset({"decision", "decisions", "order", "announcement", "deal", "agreement", "decree", "approval"})
"""with what somebody has done it: "an order for the lifting of the ban" """
EXPECTING = frozenset({"expect", "expects", "expected", "expecting"})


def foretold(view: View, token: int, mood: Mood) -> bool:
    """ "Predicts that the duty will go", "expect Peru to lift it": so think those who do not decide on it."""
    above = view.heads[token]
    if mood.kind not in ("future", "modal", "infinitive") or view.deps[token] != "ccomp" or above > token:
        return False
    told = view.words[above]
    return told in EXPECTING if mood.kind == "infinitive" else told in FORETELLING or told in EXPECTING


def as_thought(view: View, token: int) -> bool:
    """ "cancelling tariffs would cost votes", "would need a cut in tariffs": thought of, not done."""
    above = view.heads[token]
    if view.deps[token] == "csubj" or (view.tags[token] == "VBG" and view.deps[token] == "nsubj"):
        return mood_of(view, above).kind in ("modal", "may", "future", "present")
    return False


def only_foreseen(view: View, noun: int) -> bool:
    """ "Would result in the removal of the duties", "could bring a cut": told of what may come of something else."""
    above = view.heads[noun]
    above = view.heads[above] if view.deps[noun] == "pobj" else above
    if view.words[view.heads[noun]] == "including" and view.tags[noun] in ("NN", "NNS"):
        return _belongs_to_thought(view, above)
    if view.tags[noun] not in ("NN", "NNS") or view.deps[noun] not in ("pobj", "dobj") or not view.is_verb(above):
        return False
    return mood_of(view, above).kind in ("modal", "may")


def only_spoken_of(view: View, noun: int) -> bool:
    """ "Conditions for the lifting", "a date for it", "talks about it": told of before it is done."""
    preposition = view.heads[noun]
    if view.deps[noun] != "pobj" or view.words[preposition] not in AIMING:
        return False
    thing = preposition - 1
    return view.tags[thing] in ("NN", "NNS") and view.words[thing] not in DECIDED


def _belongs_to_thought(view: View, token: int) -> bool:
    """ "A deal, including a cut in duties, could be signed", "to end the round including a cut": part of a thought."""
    verb = token if view.is_verb(token) else next((a for a in view.ancestors(token) if view.is_verb(a)), None)
    return verb is not None and mood_of(view, verb).kind in ("modal", "may", "infinitive")


def would_do(view: View, noun: int) -> bool:
    """ "An end of the ban would help": of what something would bring is told before it has come."""
    verb = view.heads[noun]
    if view.tags[noun] not in ("NN", "NNS") or view.deps[noun] != "nsubj" or not view.is_verb(verb):
        return False
    return any(view.words[c] in ("would", "could", "might", "may") for c in view.children(verb))


def wished(view: View, token: int, mood: Mood) -> bool:
    """ "to reach a deal by which duties are lifted": what a clause says of something that is only wished for."""
    if mood.kind != "present" or view.deps[token] not in ("relcl", "ccomp"):
        return False
    above = next((a for a in view.ancestors(token) if view.is_verb(a)), token)
    return above != token and mood_of(view, above).kind in ("infinitive", "modal", "may")
