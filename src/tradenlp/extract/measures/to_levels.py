"""Clauses that tell of a charge named before by its level alone: "the rate jumps to 47%", "will raise it to 25%"."""

from __future__ import annotations

from collections.abc import Set
from itertools import islice

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.view import View

PERCENTS = frozenset({"%", "percent", "pct", "cent"})
RATES = frozenset({"rate", "rates"})
CHARGES = frozenset({"duty", "tariff", "rate", "levy", "tax", "charge", "fee"})
IN_FORCE = word_list("in_force_so_far")
IT_ALL = frozenset({"it", "them", "this", "these"})
HEADS_ABOVE = 3
"""nouns above a relative clause one of which may be the charge: "duties on the goods of Fiji which" """


def climbs(view: View, verb: int, told: Set[int]) -> bool:
    """ "the rate would jump to 47%", "duties of 11% which were due to jump to 47%": one charge more, from then on."""
    return _to_level(view, verb) and any(_is_charge(view, c, told) for c in subjects(view, verb))


def moves(view: View, verb: int) -> bool:
    """ "Plans to raise it to 25%": what a charge told of before is taken to."""
    taken = any(view.deps[c] == "dobj" and view.words[c] in IT_ALL for c in view.children(verb))
    return taken and _to_level(view, verb)


def stands(view: View, verb: int) -> bool:
    """ "The present duty is 25%", "the old rate was 5%": at what a charge told of before stands."""
    charge = next((c for c in view.children(verb) if c < verb and view.deps[c] == "nsubj"), None)
    if charge is None or view.words[charge] not in CHARGES or not _bears_rate(view, verb):
        return False
    below = view.children(charge)
    return any(view.words[c] in IN_FORCE for c in below) and all(view.deps[c] in ("det", "amod", "poss") for c in below)


def _bears_rate(view: View, verb: int) -> bool:
    after = [c for c in view.children(verb) if c > verb]
    return any(view.words[t] in PERCENTS for c in after for t in (c, *view.children(c)))


def _to_level(view: View, verb: int) -> bool:
    """Whether a verb leads to a percentage."""
    ends = (c for c in view.children(verb) if view.words[c] == "to")
    return view.is_verb(verb) and any(view.words[t] in PERCENTS for c in ends for t in view.children(c))


def _is_charge(view: View, subject: int, told: Set[int]) -> bool:
    """Whether a verb is said of "the rate" and of no other, or of what a mention before it names."""
    if view.words[subject] in RATES:
        return all(view.deps[c] in ("det", "punct") for c in view.children(subject))
    if view.words[subject] not in ("which", "that"):
        return False
    clause = next((t for t in view.ancestors(subject) if view.deps[t] == "relcl"), subject)
    return any(t in told for t in islice(view.ancestors(clause), HEADS_ABOVE))


def subjects(view: View, verb: int) -> list[int]:
    """What a verb, or the one that governs it, is said of."""
    for token in (verb, *view.ancestors(verb)):
        found = [c for c in view.children(token) if view.deps[c] in ("nsubj", "nsubjpass")]
        if found or view.deps[token] not in ("xcomp", "conj", "acomp"):
            return found
    return []
