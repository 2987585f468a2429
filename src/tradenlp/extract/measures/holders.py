"""Who holds what: the kinds of actor that a word names, what belongs to others, and which words name a trade."""

from __future__ import annotations

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.view import View, within

OWNERS = flow_words("hit_owners")
TRADES = flow_words("industries") | flow_words("growers") | flow_words("own_makers") | flow_words("works_of_metal")
TRADES -= {"business", "businesses", "firms", "companies", "buyers", "supplier", "suppliers", "car", "electric"}
ENDINGS = ("makers", "maker", "builders", "builder", "growers", "grower", "producers", "producer", "works", "millers",
           "breeders", "farmers", "smelters", "fabs")  # fmt: skip


def kinds_at(view: View, token: int) -> set[str]:
    """The kinds of the actors whose name the token is part of."""
    near = within(view.actors, max(0, token - 8), token + 1)
    found = (view.table.get(p.fact.actor_id) for p in near if p.first <= token < p.last)
    return {actor.kind for actor in found if actor is not None}


def of_others(view: View, token: int) -> bool:
    """What is said to belong to a firm or to those who have been told of: "both producers' property"."""
    owners = [c for c in view.children(token) if view.deps[c] == "poss"]
    owners += [t for c in view.children(token) if view.words[c] in ("of", "belonging") for t in view.children(c)]
    return any("company" in kinds_at(view, t) or view.words[t] in OWNERS for t in owners)


def is_trade(view: View, token: int) -> bool:
    """Makers, growers and works of whatever kind: "machine tool builders", "a chip plant", "Micron"."""
    return view.words[token] in TRADES or view.words[token].endswith(ENDINGS) or "company" in kinds_at(view, token)


def is_of_trade(view: View, token: int) -> bool:
    """ "half the cost of a chip plant": a trade is named below it."""
    return any(is_trade(view, t) for t in view.subtree(token) if t != token)
