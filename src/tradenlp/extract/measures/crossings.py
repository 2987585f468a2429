"""Which way goods go: what the words around a noun or a verb say of the border they cross.

"Sales abroad", "outbound cargoes", "grain leaving the union" go out; "purchases", "Brazilian chicken", "what enters the
bloc" come in; "all commerce with Spain" is both.
"""

from __future__ import annotations

from tradenlp.extract.measures.lexicon import word_sets
from tradenlp.extract.measures.parties import STATES
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View, within

OUT, IN, BOTH = "out", "in", "both"


def flow_words(name: str) -> frozenset[str]:
    """One of the sets of words about flows of goods of `words.toml`."""
    return frozenset(word_sets()[name])


OUTWARD = flow_words("outward_flows")
INWARD = flow_words("inward_flows")
EITHER = flow_words("either_flows")
ABROAD = flow_words("abroad")
COMMERCE = flow_words("commerce")
OUTBOUND = flow_words("outbound")
INBOUND = flow_words("inbound")
HOMELAND = flow_words("homeland")
CARGO = flow_words("cargo")
LANDING_PLACES = flow_words("homeland") | flow_words("gateways") | {"shops", "shelves", "eu"}
WHATEVER = frozenset({"nothing", "none", "anything", "everything", "thing"})
THERE = frozenset({"to", "into", "in", "at", "on", "past", "through", "over", "across", "inside"})
WARES = flow_words("wares") | flow_words("raw_wares")
MADE = frozenset({"made", "built", "assembled", "grown", "produced", "mined", "manufactured", "processed", "bottled",
                  "caught", "refined", "smelted", "raised", "brewed", "distilled", "packed"})  # fmt: skip
TRADED = frozenset({"export", "exports", "exporter", "exporters", "exporting", "overseas"})
SALES = frozenset({"sale", "sales"})
"""those that are foreign are made abroad"""
OBJECTS = frozenset({"dobj", "nsubjpass"})
GOING = frozenset({"going", "sold", "sent", "shipped", "exported", "headed"})
RELATIVES = frozenset({"what", "whatever", "which", "that"})
REGIONS = frozenset({"africa", "asia", "europe", "america", "gulf", "caribbean"})


def _forms(name: str) -> frozenset[str]:
    return frozenset(form for verb in flow_words(name) for form in inflections(verb))


EXPORTING, IMPORTING = _forms("exporting"), _forms("importing")
SENDING, BUYING, ENTERING = _forms("sending"), _forms("buying"), _forms("entering")
LEAVING, BRINGING, TAKING_IN = _forms("quitting"), _forms("bringing"), _forms("taking_in")
MARKETING = frozenset(form for verb in ("sell", "market", "offer", "stock") for form in inflections(verb))
ARRIVING = _forms("arriving")
ALONE = frozenset({"abroad", "overseas"})
OUTGOING = frozenset({"outbound", "outgoing", "outward", "exported"})
"""said of goods that go out themselves; "overseas" and "export" are said of sales"""
BOUND_FOR = frozenset({"bound", "destined", "headed", "earmarked"})
"""said of goods before "for" and where they go"""
TOOLS = flow_words("strategic") | flow_words("arms")
"""what states hold off from others, goods or not"""
TAKING_OUT = _forms("hauling")
CROSSING = frozenset().union(
    TAKING_OUT,
    MARKETING,
    EXPORTING,
    IMPORTING,
    SENDING,
    BUYING,
    ENTERING,
    LEAVING,
    BRINGING,
    TAKING_IN,
    ARRIVING,
    BOUND_FOR,
)
"""verbs that may tell of goods that cross a border"""


def flow_direction(view: View, thing: int, verb: int) -> str | None:
    """OUT, IN or BOTH where the noun at token `thing`, object of `verb`, is a flow over a border; else None."""
    word, below = view.words[thing], view.children(thing)
    kinds = {view.words[c] for c in below if view.deps[c] in ("compound", "amod", "nmod")}
    if word in COMMERCE:
        if kinds & (OUTWARD | INWARD):  # "its wheat export trade"
            return OUT if kinds & OUTWARD else IN
        beside = (*below, *view.children(verb))
        return BOTH if any(view.words[c] == "with" and _governs_state(view, c) for c in beside) else None
    if word in CARGO | EITHER:
        if kinds & (OUTWARD | OUTBOUND) or (word in SALES and "foreign" in kinds) or _goes_abroad(view, thing, verb):
            return None if _comes_in(view, thing) else OUT
        if word in EITHER and _sells_abroad(view, thing, verb):
            return OUT
        for child in below:
            if view.deps[child] in ("acl", "relcl") and view.words[child] in SENDING | BOUND_FOR | LEAVING:
                return crossing_direction(view, child, bare=False)
        return IN if kinds & (INWARD | INBOUND) else None
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


def leaves(view: View, thing: int) -> bool:
    """ "Cocoa leaving Ghana": a participle right behind the goods, whatever the parse hangs it on."""
    behind, after = thing + 1, view.words[thing + 2 : thing + 3]
    if view.words[behind : behind + 1] != ["leaving"]:
        return bool(GOING.intersection(view.words[behind : behind + 1]) and ALONE.intersection(after))
    if view.heads[behind] == thing:
        return False
    return _at_state(view, behind) or any(view.words[c] in HOMELAND for c in view.children(behind))


def crossing_direction(view: View, verb: int, *, bare: bool) -> str | None:
    """OUT or IN where a verb and what hangs on it tell of goods that cross the border; else None.

    With `bare` it is known that goods are spoken of, so that "ship" and "sell" need no "abroad".
    """
    word = view.words[verb]
    if word in EXPORTING:
        return OUT
    if word in IMPORTING:
        return IN
    marked = _marked(view, verb)
    if word in BOUND_FOR:
        return OUT if _to_state(view, verb, home=_acting(view, verb)) else None
    if word in LEAVING:
        abroad = marked & (HOMELAND | ABROAD | {"out"}) or _at_state(view, verb) or _to_state(view, verb)
        return OUT if (_goods_move(view, verb) and (abroad or bare)) or marked & ABROAD & ALONE else None
    if word in TAKING_OUT and marked & {"out", "abroad", "overseas"}:
        return OUT if _goods_move(view, verb) or _has_goods(view, verb) else None
    if word in ENTERING:
        return IN if _goods_move(view, verb) else None
    if word in BRINGING and marked & {"in", "into", "home"}:
        return IN if _goods_move(view, verb) or _has_goods(view, verb) else None
    if word in MARKETING and _sold_there(view, verb):
        return IN
    if word in SENDING and (bare or marked & (ABROAD | {"out"}) or _to_state(view, verb)):
        if bare or _goods_move(view, verb) or _has_goods(view, verb, TOOLS):
            return OUT
        alone = not any(view.deps[c] in ("nsubj", *OBJECTS) for c in view.children(verb)) and marked & {"out"}
        things = [t for t in _things(view, verb) if view.words[t] not in RELATIVES]
        return OUT if (marked & ALONE and not things) or alone else None
    if word in BUYING | TAKING_IN:
        abroad = bool(marked & ABROAD) or any(is_foreign(view, t, verb) for t in _things(view, verb))
        abroad = abroad or (word in TAKING_IN and _at_place(view, verb))
        return IN if abroad and _has_goods(view, verb, WHATEVER) else None
    if word in ARRIVING and not _has_goods(view, verb):
        return IN if _goods_move(view, verb) and (_at_place(view, verb) or _foreign_moves(view, verb)) else None
    return None


def are_goods(view: View, thing: int) -> bool:
    """Whether a noun names goods."""
    return view.words[thing] in WARES or any(
        g.first <= thing < g.last for g in within(view.goods, max(0, thing - 6), thing + 1)
    )


def is_foreign(view: View, thing: int, verb: int) -> bool:
    """Whether the goods are of another state than who acts: an adjective on them, or "from" a state."""
    below = set(view.subtree(thing))
    subjects = {t for c in view.children(verb) if view.deps[c] in ("nsubj", "agent") for t in view.subtree(c)}
    actors = {p.fact.actor_id for p in view.actors if p.first in subjects and p.first not in below}
    return (
        any(
            p.first in below and p.fact.actor_id not in actors and _origin(view, p.first, p.last, thing)
            for p in within(view.actors, max(0, thing - 8), thing + 8)
            if is_state(view, p.fact.actor_id)
        )
        or any(view.words[t] in INBOUND for t in view.subtree(thing) if thing - 4 <= t < thing)
        or any(
            view.words[c] in INBOUND or (view.words[c] in ("from", "in", "made") and _from_outside(view, c))
            for c in below
            if c > thing - 3
        )
    )


def from_state(view: View, thing: int, verb: int) -> bool:
    """ "clears rice from Benin", "rice is cleared from ten Chinese ports": the origin hangs on the verb."""
    if verb == thing or view.deps[thing] not in ("dobj", "nsubjpass", "pobj", "conj"):
        return False
    origins = [c for c in view.children(verb) if c > thing and view.words[c] == "from"]
    return any(names_state(view, t) for c in origins for t in view.children(c) if not view.is_verb(t))


def _from_outside(view: View, preposition: int) -> bool:
    """ "from abroad", "from overseas"."""
    return view.words[preposition] == "from" and any(view.words[c] in ABROAD for c in view.children(preposition))


def _origin(view: View, first: int, last: int, thing: int) -> bool:
    """ "Chinese shoes", "shoes from China", "shoes made in China"."""
    before = view.words[max(0, first - 2) : first]
    modifies = last <= thing and first >= thing - 4 and view.words[last : last + 1] not in (["'s"], ["'"])
    made = first >= 2 and view.words[first - 1] in ("in", "by") and view.words[first - 2] in MADE
    return modifies or "from" in before or made


def is_state(view: View, actor: str) -> bool:
    """Whether an actor is a state or bloc."""
    known = view.table.get(actor)
    return known is not None and known.kind in STATES


def names_token(view: View, token: int) -> bool:
    """Whether a token is part of the name of a state or bloc."""
    near = within(view.actors, max(0, token - 6), token + 1)
    return any(p.first <= token < p.last and is_state(view, p.fact.actor_id) for p in near)


def names_state(view: View, token: int) -> bool:
    """Whether a state or bloc is named by a token or by what hangs on it."""
    below = view.subtree(token)
    return any(is_state(view, p.fact.actor_id) for p in within(view.actors, below[0], below[-1] + 1))


def _governs_state(view: View, preposition: int) -> bool:
    """ "with Spain", and not "with two Spanish banks"."""
    return any(names_token(view, c) for c in view.children(preposition))


def _goes_abroad(view: View, thing: int, verb: int) -> bool:
    """ "overseas sales", "sales abroad", "shipments to Peru": a sale that crosses the border outward."""
    for child in (*view.children(thing), *view.children(verb)):
        if view.words[child] in ABROAD | OUTBOUND:
            return True
        to_others = view.words[child] in ("to", "for") and view.deps[child] in ("prep", "dative")
        if to_others and _elsewhere(view, child, frozenset()):
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


def _marked(view: View, verb: int) -> set[str]:
    """Words that stand with a verb: particles, adverbs, its object, and what its prepositions govern."""
    near = [c for c in view.children(verb) if c > verb]
    return {view.words[c] for c in near} | {
        view.words[t] for c in near if view.deps[c] in ("prep", "advmod", "prt") for t in view.children(c)
    }


def _things(view: View, verb: int) -> list[int]:
    return [c for c in view.children(verb) if view.deps[c] in OBJECTS]


def _has_goods(view: View, verb: int, more: frozenset[str] = frozenset()) -> bool:
    """Whether goods, or one of the words `more`, are what is done something to."""
    things = (t for thing in _things(view, verb) for t in _partly(view, thing))
    return any(are_goods(view, t) or view.words[t] in more for t in things)


def _partly(view: View, thing: int) -> list[int]:
    """ "a quarter of their wheat": the noun and what it is a part of."""
    inner = [t for c in view.children(thing) if view.words[c] == "of" for t in view.children(c)]
    return [thing, *inner]


def _anything(view: View, token: int) -> bool:
    """ "Nothing made in Fiji": whatever comes from there."""
    return view.words[token] in WHATEVER and any(
        view.words[c] in MADE or view.words[c] == "from" for c in view.children(token)
    )


def _goods_move(view: View, verb: int) -> bool:
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
    moving = EITHER | CARGO | OUTWARD | INWARD
    things = [part for m in movers for part in _partly(view, m)]
    return any(are_goods(view, t) or view.words[t] in moving or _anything(view, t) for t in things)


def _sold_there(view: View, verb: int) -> bool:
    """ "Serbian berries are sold in Belarus", "goods on sale in the bloc": goods of one state sold in another."""
    for child in view.children(verb):
        if view.words[child] in ("in", "into", "on") and view.deps[child] == "prep":
            there = [t for t in view.children(child) if names_token(view, t) or view.words[t] in HOMELAND]
            if there and _has_goods(view, verb):
                return True
    return False


def _at_place(view: View, verb: int) -> bool:
    """ "admitted to the bloc", "landed in Chile", "pass the port": where goods come in, a state or its gates."""
    for child in view.children(verb):
        if view.deps[child] == "dobj" and (view.words[child] in LANDING_PLACES or names_token(view, child)):
            return True
        place = view.words[child] in THERE and view.deps[child] in ("prep", "dative")
        if place and any(view.words[t] in LANDING_PLACES or names_state(view, t) for t in view.children(child)):
            return True
    return False


def _foreign_moves(view: View, verb: int) -> bool:
    """Whether goods of another state are the subject of a verb that nothing but a place may follow."""
    if any(view.deps[c] in ("dobj", "acomp", "attr", "oprd", "advmod") for c in view.children(verb) if c > verb):
        return False
    movers = [c for c in view.children(verb) if view.deps[c] in ("nsubj", "nsubjpass")]
    return any(is_foreign(view, m, verb) for m in movers)


def _to_state(view: View, verb: int, home: frozenset[str] = frozenset()) -> bool:
    """ "To Peru", "to buyers abroad", "sell Peru the chips"; not to one of the states `home`."""
    for holder in (verb, *(c for c in view.children(verb) if view.deps[c] == "dobj")):
        for child in view.children(holder):
            if view.deps[child] == "dative" and view.tags[child].startswith("NNP") and names_token(view, child):
                return True
            linked = view.words[child] in ("to", "into") or (view.words[child] == "for" and holder == verb)
            if linked and view.deps[child] in ("prep", "dative") and _elsewhere(view, child, home):
                return True
    return False


def _elsewhere(view: View, preposition: int, home: frozenset[str]) -> bool:
    """Whether a preposition governs a state that is not one of `home`, or somebody abroad."""
    below = view.subtree(preposition)
    states = {p.fact.actor_id for p in within(view.actors, below[0], below[-1] + 1)}
    named = any(is_state(view, actor) for actor in states - home)
    return named or any(view.words[t] in ABROAD | REGIONS for t in below[1:4])


def _acting(view: View, participle: int) -> frozenset[str]:
    """Who acts on the goods that a participle tells of: "Washington taxed steel bound for America"."""
    above = view.heads[view.heads[participle]]
    subjects = {t for c in view.children(above) if view.deps[c] in ("nsubj", "agent") for t in view.subtree(c)}
    return frozenset(p.fact.actor_id for p in view.actors if p.first in subjects)


def _at_state(view: View, verb: int) -> bool:
    return any(view.deps[c] == "dobj" and names_state(view, c) for c in view.children(verb))
