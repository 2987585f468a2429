"""Which way goods go: what the words around a noun or a verb say of the border they cross.

"Sales abroad", "outbound cargoes", "grain leaving the union" go out; "purchases", "Brazilian chicken", "what enters the
bloc" come in; "all commerce with Spain" is both.
"""

from __future__ import annotations

from tradenlp.extract.measures.clause_goods import (
    OBJECTS,
    WHAT,
    is_how_much,
    is_only_when,
    load_of,
    things_of,
    what_moves,
    words_beside,
)
from tradenlp.extract.measures.crossing_words import (
    ABROAD,
    ALONE,
    ARRIVING,
    BOUND_FOR,
    BRINGING,
    BUYING,
    CARGO,
    CARRIERS,
    COMMERCE,
    CROSSING,
    EITHER,
    ENTERING,
    EXPORTING,
    GOING,
    HOMELAND,
    IMPORTING,
    INBOUND,
    INWARD,
    LEAVING,
    MARKETING,
    OUTBOUND,
    OUTGOING,
    OUTWARD,
    QUAYS,
    SENDING,
    TAKING_IN,
    TAKING_OUT,
    TOOLS,
)
from tradenlp.extract.measures.origins import from_state, is_foreign
from tradenlp.extract.measures.parties import names_state, names_token
from tradenlp.extract.measures.places import (
    acting_on,
    at_place,
    beyond,
    from_name,
    governs_state,
    into_another,
    is_elsewhere,
    sold_there,
    to_state,
)
from tradenlp.extract.measures.wares import WHATEVER, are_goods, goods_move, has_goods
from tradenlp.extract.view import View

OUT, IN, BOTH = "out", "in", "both"


THEM = frozenset({"them", "it"})
TRADED = frozenset({"export", "exports", "exporter", "exporters", "exporting", "overseas"})
SALES = frozenset({"sale", "sales"})  # those that are foreign are made abroad
RELATIVES = frozenset({"what", "whatever", "which", "that"})


def flow_direction(view: View, thing: int, verb: int) -> str | None:
    """OUT, IN or BOTH where the noun at token `thing`, object of `verb`, is a flow over a border; else None."""
    word, below = view.words[thing], view.children(thing)
    if word == "leaving" and any(view.deps[c] == "compound" and are_goods(view, c) for c in below):
        return OUT  # "rules on grain leaving in May", where the parse takes the participle for a noun
    if word in WHAT:
        above = view.heads[thing]
        return crossing_direction(view, above, bare=False) if view.words[above] in CROSSING else None
    kinds = {view.words[c] for c in below if view.deps[c] in ("compound", "amod", "nmod")}
    if word in COMMERCE:
        if kinds & (OUTWARD | INWARD):  # "its wheat export trade"
            return OUT if kinds & OUTWARD else IN
        beside = (*below, *view.children(verb))
        return BOTH if any(view.words[c] == "with" and governs_state(view, c) for c in beside) else None
    if word in CARGO | EITHER:
        if kinds & (OUTWARD | OUTBOUND) or (word in SALES and "foreign" in kinds) or _goes_abroad(view, thing, verb):
            return None if _comes_in(view, thing) else OUT
        if word in EITHER and _sells_abroad(view, thing, verb):
            return OUT
        for child in below:
            if view.deps[child] in ("acl", "relcl") and view.words[child] in SENDING | BOUND_FOR | LEAVING:
                return crossing_direction(view, child, bare=False)
        return IN if kinds & (INWARD | INBOUND) else None
    if word in CARRIERS and (laden := load_way(view, thing)) is not None:
        return laden
    if word in OUTWARD:
        return OUT
    if word in INWARD:
        return IN
    if are_goods(view, thing):
        if kinds & OUTGOING:
            return OUT
        if leaves(view, thing):
            return OUT
        for child in below:
            if view.deps[child] in ("acl", "relcl") and view.words[child] in CROSSING:
                return crossing_direction(view, child, bare=False)
    return None


def load_way(view: View, carrier: int) -> str | None:
    """ "Lorries carrying yams to Togo", "two ships laden with Indian coal": which way what is carried goes."""
    load = load_of(view, carrier)
    goods = [t for t in load if are_goods(view, t)]
    if not goods:
        return None
    below = view.subtree(carrier)
    if any(view.words[t] == "from" and names_state(view, t) for t in below):
        return IN
    to_others = any(view.words[t] in ("to", "for") and is_elsewhere(view, t, frozenset()) for t in below)
    return OUT if to_others or any(view.words[t] in ABROAD for t in below) else None


def leaves(view: View, thing: int) -> bool:
    """ "Cocoa leaving Ghana": a participle right behind the goods, whatever the parse hangs it on."""
    behind, after = thing + 1, view.words[thing + 2 : thing + 3]
    if view.words[behind : behind + 1] != ["leaving"]:
        return bool(GOING.intersection(view.words[behind : behind + 1]) and ALONE.intersection(after))
    if not any(view.deps[c] == "dobj" for c in view.children(behind)):
        return view.tags[behind] == "VBG"
    if view.heads[behind] == thing:
        return False
    return from_name(view, behind) or any(view.words[c] in HOMELAND for c in view.children(behind))


def crossing_direction(view: View, verb: int, *, bare: bool) -> str | None:
    """OUT or IN where a verb and what hangs on it tell of goods that cross the border; else None.

    With `bare` it is known that goods are spoken of, so that "ship" and "sell" need no "abroad".
    """
    word = view.words[verb]
    if word in EXPORTING:
        return OUT
    if word in IMPORTING:
        return IN
    marked = words_beside(view, verb)
    if word in BOUND_FOR:
        return OUT if to_state(view, verb, home=acting_on(view, verb)) else None
    if word in LEAVING:
        if into_another(view, verb):
            return IN
        abroad = marked & (HOMELAND | QUAYS | ABROAD | {"out"}) or from_name(view, verb) or to_state(view, verb)
        moved = goods_move(view, verb) or what_moves(view, verb)
        return OUT if (moved and (abroad or bare)) or marked & ABROAD & ALONE else None
    if word in TAKING_OUT and marked & {"out", "abroad", "overseas"}:
        return OUT if goods_move(view, verb) or has_goods(view, verb) else None
    if word in ENTERING:
        return IN if goods_move(view, verb) else None
    if word in BRINGING and marked & {"in", "into", "home"} and not is_only_when(view, verb, marked):
        return IN if goods_move(view, verb) or has_goods(view, verb) else None
    if word in MARKETING and sold_there(view, verb):
        return IN
    if word in SENDING and (bare or marked & (ABROAD | {"out"}) or to_state(view, verb) or beyond(view, verb)):
        return OUT if bare or _is_sent(view, verb, marked) else None
    if word in BUYING | TAKING_IN:
        others = (is_foreign(view, t, verb) or from_state(view, t, verb) for t in things_of(view, verb))
        abroad = bool(marked & ABROAD) or any(others)
        abroad = abroad or (word in TAKING_IN and at_place(view, verb))
        return IN if abroad and has_goods(view, verb, WHATEVER | THEM) else None
    if word in ARRIVING and not has_goods(view, verb):
        return IN if goods_move(view, verb) and (at_place(view, verb) or foreign_move(view, verb)) else None
    return None


def _is_sent(view: View, verb: int, marked: set[str]) -> bool:
    """ "Sent out onions", "what mills sell abroad", "ship overseas": goods, or nothing that is no goods."""
    if goods_move(view, verb) or has_goods(view, verb, TOOLS | WHAT) or is_how_much(view, verb):
        return True
    if not any(view.deps[c] in ("nsubj", *OBJECTS) for c in view.children(verb)) and "out" in marked:
        return True
    return bool(marked & ALONE) and all(view.words[t] in RELATIVES for t in things_of(view, verb))


def _goes_abroad(view: View, thing: int, verb: int) -> bool:
    """ "overseas sales", "sales abroad", "shipments to Peru": a sale that crosses the border outward."""
    for child in (*view.children(thing), *view.children(verb)):
        if view.words[child] in ABROAD | OUTBOUND:
            return True
        to_others = view.words[child] in ("to", "for") and view.deps[child] in ("prep", "dative")
        if to_others and is_elsewhere(view, child, frozenset()):
            return True
        if view.words[child] in ("from", "out") and view.deps[child] in ("prep", "advmod"):
            governed = [child, *(c for c in view.children(child) if view.words[c] == "of")]
            if any(view.words[c] in HOMELAND for p in governed for c in view.children(p)):
                return True
    return False


def _sells_abroad(view: View, thing: int, verb: int) -> bool:
    """ "India halted sales of rice": what a state does to sales of goods, in an article that speaks of exports."""
    if _comes_in(view, thing) or not any(view.deps[c] == "nsubj" and names_token(view, c) for c in view.children(verb)):
        return False
    goods = [t for t in view.subtree(thing) if t != thing and are_goods(view, t)]
    brought = any(view.words[c] == "from" and names_state(view, c) for c in view.children(verb))
    if view.words[thing] in ("shipments", "shipment") and not brought and not is_foreign(view, thing, verb):
        return bool(goods) or any(view.deps[c] == "compound" for c in view.children(thing))
    return bool(goods) and not TRADED.isdisjoint(view.words)


def _comes_in(view: View, thing: int) -> bool:
    return any(view.words[c] in ("from", "into") and names_state(view, c) for c in view.children(thing))


def foreign_move(view: View, verb: int) -> bool:
    """Whether goods of another state are the subject of a verb that nothing but a place may follow."""
    if any(view.deps[c] in ("dobj", "acomp", "attr", "oprd", "advmod") for c in view.children(verb) if c > verb):
        return False
    movers = [c for c in view.children(verb) if view.deps[c] in ("nsubj", "nsubjpass")]
    return any(is_foreign(view, m, verb) for m in movers)
