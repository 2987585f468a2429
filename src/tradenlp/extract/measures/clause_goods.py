"""Goods that a clause tells by what is done with them: "what mills sell abroad", "how much its mills may send out"."""

from __future__ import annotations

from tradenlp.extract.view import View, within

OBJECTS = frozenset({"dobj", "nsubjpass"})
CARRYING = frozenset(
    {"carrying", "laden", "loaded", "full", "packed", "hauling", "bringing", "taking", "with", "filled"}
)
WHAT = frozenset({"what", "whatever"})


def is_how_much(view: View, verb: int) -> bool:
    """Whether a verb asks of its object how much of it: "how much rice its mills may send out"."""
    return any(view.words[c] == "how" for thing in things_of(view, verb) for c in view.children(thing))


def load_of(view: View, carrier: int) -> list[int]:
    """What lorries, ships or trains are said to carry: "laden with coal", "carrying yams", "of onions"."""
    found: list[int] = []
    for child in view.children(carrier):
        if view.words[child] == "of" or view.words[child] in CARRYING:
            found += [t for c in (child, *view.children(child)) for t in view.children(c)]
    return found


def what_moves(view: View, verb: int) -> bool:
    """ "What leaves the port": whether the subject stands for goods."""
    return any(view.deps[c].startswith("nsubj") and view.words[c] in WHAT for c in view.children(verb))


def things_of(view: View, verb: int) -> list[int]:
    """What a verb is done to."""
    return [c for c in view.children(verb) if view.deps[c] in OBJECTS]


def and_parts(view: View, thing: int) -> list[int]:
    """ "a quarter of their wheat": the noun and what it is a part of."""
    inner = [t for c in view.children(thing) if view.words[c] == "of" for t in view.children(c)]
    return [thing, *inner]


def is_only_when(view: View, verb: int, marked: set[str]) -> bool:
    """ "Shipped in April", "in 2026": no word says into what."""
    if marked & {"into", "home"}:
        return False
    when = [t for c in view.children(verb) if view.words[c] == "in" and c > verb for t in view.children(c)]
    return bool(when) and all(any(p.first <= t < p.last for p in within(view.dates, t - 4, t + 1)) for t in when)


def words_beside(view: View, verb: int) -> set[str]:
    """Words that stand with a verb: particles, adverbs, its object, and what its prepositions govern."""
    near = [c for c in view.children(verb) if c > verb]
    return {view.words[c] for c in near} | {
        view.words[t] for c in near if view.deps[c] in ("prep", "advmod", "prt") for t in view.children(c)
    }
