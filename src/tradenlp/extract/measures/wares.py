"""Which nouns name goods, and whether goods are what a verb moves or what moves in it."""

from __future__ import annotations

from tradenlp.extract.measures.clause_goods import and_parts, things_of
from tradenlp.extract.measures.crossing_words import CARGO, EITHER, INWARD, OUTWARD, flow_words
from tradenlp.extract.measures.origins import EVERYTHING, MADE, all_of_a_state
from tradenlp.extract.measures.parties import names_state
from tradenlp.extract.view import View, within

WHATEVER = frozenset({"nothing", "none", "anything", "everything", "thing"})
WARES = flow_words("wares") | flow_words("raw_wares")


def are_goods(view: View, thing: int) -> bool:
    """Whether a noun names goods."""
    if view.words[thing] in WHATEVER | EVERYTHING:
        named = any_from_state(view, thing) and any(names_state(view, c) for c in view.children(thing))
        return named or all_of_a_state(view, thing)
    return view.words[thing] in WARES or any(
        g.first <= thing < g.last for g in within(view.goods, max(0, thing - 6), thing + 1)
    )


def has_goods(view: View, verb: int, more: frozenset[str] = frozenset()) -> bool:
    """Whether goods, or one of the words `more`, are what is done something to."""
    things = (t for thing in things_of(view, verb) for t in and_parts(view, thing))
    return any(are_goods(view, t) or view.words[t] in more for t in things)


def any_from_state(view: View, token: int) -> bool:
    """ "Nothing made in Fiji": whatever comes from there."""
    return view.words[token] in WHATEVER and any(
        view.words[c] in MADE or view.words[c] == "from" for c in view.children(token)
    )


def goods_move(view: View, verb: int) -> bool:
    """Whether goods are the subject of a verb of motion, or the noun that it modifies."""
    movers = [c for c in view.children(verb) if view.deps[c] in ("nsubj", "nsubjpass")]
    if not movers and view.deps[verb] in ("xcomp", "pcomp", "conj", "ccomp", "advcl"):
        above = view.heads[verb]
        above = view.heads[above] if view.deps[above] in ("prep", "acomp") else above
        movers = [c for c in view.children(above) if view.deps[c] in ("nsubjpass", "dobj", "nsubj")]
    if view.deps[verb] in ("acl", "relcl"):
        movers.append(view.heads[verb])
    elif view.deps[verb] == "advcl" and any(view.words[m] in ("they", "it") for m in movers):
        movers += [c for c in view.children(view.heads[verb]) if view.deps[c] in ("nsubj", "nsubjpass")]
    moving = EITHER | CARGO | OUTWARD | INWARD | {"things", "items"}
    movers += [c for m in movers for c in view.children(m) if view.deps[c] == "conj"]
    things = [part for m in movers for part in and_parts(view, m)]
    return any(are_goods(view, t) or view.words[t] in moving or any_from_state(view, t) for t in things)
