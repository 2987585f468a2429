"""Where goods go and where they come in: to a state, beyond a border, into its ports and shops."""

from __future__ import annotations

from tradenlp.extract.measures.crossing_words import ABROAD, HOMELAND, flow_words
from tradenlp.extract.measures.origins import is_foreign
from tradenlp.extract.measures.parties import is_state, names_state, names_token
from tradenlp.extract.measures.wares import are_goods, has_goods
from tradenlp.extract.view import View, within

LANDING_PLACES = flow_words("homeland") | flow_words("gateways") | {"shops", "shelves", "eu"}
THERE = frozenset({"to", "into", "in", "at", "on", "past", "through", "over", "across", "inside"})
BEYOND = frozenset({"beyond", "outside"})
REGIONS = frozenset(
    {"africa", "asia", "europe", "america", "gulf", "caribbean", "west", "world", "others", "elsewhere"}
)


def governs_state(view: View, preposition: int) -> bool:
    """ "with Spain", and not "with two Spanish banks"."""
    return any(names_token(view, c) for c in view.children(preposition))


def beyond(view: View, verb: int) -> bool:
    """ "Sold beyond the bloc", "sold outside Peru"."""
    behind = (c for c in view.children(verb) if view.words[c] in BEYOND)
    return any(view.words[t] in HOMELAND or names_state(view, t) for c in behind for t in view.children(c))


def sold_there(view: View, verb: int) -> bool:
    """ "Serbian berries are sold in Belarus", "goods on sale in the bloc": goods of one state sold in another."""
    for child in view.children(verb):
        if view.words[child] in ("in", "into", "on") and view.deps[child] == "prep":
            there = [t for t in view.children(child) if names_token(view, t) or view.words[t] in HOMELAND]
            if there and has_goods(view, verb):
                return True
    return False


def at_place(view: View, verb: int) -> bool:
    """ "admitted to the bloc", "landed in Chile", "pass the port": where goods come in, a state or its gates."""
    for child in view.children(verb):
        if view.deps[child] == "dobj" and (view.words[child] in LANDING_PLACES or names_token(view, child)):
            return True
        place = view.words[child] in THERE and view.deps[child] in ("prep", "dative")
        if place and any(view.words[t] in LANDING_PLACES or names_state(view, t) for t in view.children(child)):
            return True
    return False


def into_another(view: View, verb: int) -> bool:
    """ "No Fijian yams may cross into Tonga": goods of one state that come into another."""
    if not any(view.words[c] == "into" and names_state(view, c) for c in view.children(verb)):
        return False
    return any(are_goods(view, c) and is_foreign(view, c, c) for c in view.children(verb) if view.deps[c] == "nsubj")


def to_state(view: View, verb: int, home: frozenset[str] = frozenset()) -> bool:
    """ "To Peru", "to buyers abroad", "sell Peru the chips"; not to one of the states `home`."""
    for holder in (verb, *(c for c in view.children(verb) if view.deps[c] == "dobj")):
        for child in view.children(holder):
            if view.deps[child] == "dative" and view.tags[child].startswith("NNP") and names_token(view, child):
                return True
            linked = view.words[child] in ("to", "into") or (view.words[child] == "for" and holder == verb)
            if linked and view.deps[child] in ("prep", "dative") and is_elsewhere(view, child, home):
                return True
    return False


def is_elsewhere(view: View, preposition: int, home: frozenset[str]) -> bool:
    """Whether a preposition governs a state that is not one of `home`, or somebody abroad."""
    below = view.subtree(preposition)
    states = {p.fact.actor_id for p in within(view.actors, below[0], below[-1] + 1)}
    named = any(is_state(view, actor) for actor in states - home)
    return named or any(view.words[t] in ABROAD | REGIONS | {"countries", "nations"} for t in below[1:5])


def acting_on(view: View, participle: int) -> frozenset[str]:
    """Who acts on the goods that a participle tells of: "Washington taxed steel bound for America"."""
    above = view.heads[view.heads[participle]]
    subjects = {t for c in view.children(above) if view.deps[c] in ("nsubj", "agent") for t in view.subtree(c)}
    return frozenset(p.fact.actor_id for p in view.actors if p.first in subjects)


def from_name(view: View, verb: int) -> bool:
    """ "Leaving Ghana", "leaving Odessa": a state, or a place that bears a name."""
    objects = (c for c in view.children(verb) if view.deps[c] == "dobj")
    return any(view.tags[c].startswith("NNP") or names_state(view, c) for c in objects)
