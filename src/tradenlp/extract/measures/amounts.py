"""Open word classes of what is counted: so many tonnes or pieces, a rate, a share, a limit, a sum of money."""

from __future__ import annotations

from tradenlp.extract.measures.clauses import RATES
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.outward import EACH, PERIODS, units_below
from tradenlp.extract.measures.spots import Spot
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import within

PERCENT = RATES | {"points", "point"}
MANY = 500
"""of countable goods: fewer are no amount that a state would set"""
RATIOS = frozenset({"percent", "percentage_point", "basis_point", "count", "ratio", "point"})


def are_so_many(spot: Spot) -> bool:
    """So many tonnes, or so many of countable goods: "100,000 British cars"."""
    apposed = (c for c in spot.view.children(spot.token) if spot.view.deps[c] == "appos")
    if any(are_tonnes(Spot(spot.view, c, spot.verb)) for c in apposed):
        return True  # "Steel, up to 3 million tonnes a year, may enter"
    near = [f.fact for f in within(spot.view.figures, max(0, spot.token - 5), spot.token + 1)]
    counted = any(f.unit == "count" and f.value is not None and f.value >= MANY for f in near)
    thing = spot.view.words[spot.token] in flow_words("packed") or are_goods(spot.view, spot.token)
    thing = thing or (spot.view.tags[spot.token] == "CD" and _by_period(spot))
    return are_tonnes(spot) or (counted and thing)


def _by_period(spot: Spot) -> bool:
    """ "60,000 a year", whatever is counted."""
    following = spot.view.words[spot.token + 1 : spot.token + 3]
    return len(following) == 2 and following[0] in EACH and following[1] in PERIODS


def is_rate(spot: Spot) -> bool:
    """So much percent."""
    view, token = spot.view, spot.token
    if view.tags[token] == "CD" and view.words[token + 1 : token + 3] == ["per", "cent"]:
        return True
    return view.words[token] in PERCENT and token > 0 and (view.tags[token - 1] == "CD" or view.words[token] == "cent")


def is_limit(spot: Spot) -> bool:
    """A share that is a limit: "no more than 30%", "at most a third", "up to 49 percent"."""
    words = spot.view.words[max(0, spot.token - 6) : spot.token]
    limited = not flow_words("at_most").isdisjoint(words) or ("more" in words and "no" in words) or "up" in words
    return limited and (is_rate(spot) or spot.view.words[spot.token] in flow_words("shares"))


def has_share(spot: Spot) -> bool:
    """A percentage or a share stands with it: "60% local parts"."""
    below = (spot.view.words[t] for t in spot.view.subtree(spot.token))
    return any(word in PERCENT or word in flow_words("shares") for word in below)


def are_tonnes(spot: Spot) -> bool:
    """So many tonnes, pieces or barrels."""
    units = (unit for unit in units_below(spot.view, spot.token) if "/" not in unit)
    return any(not (len(unit) == 3 and unit.isupper()) and unit not in RATIOS for unit in units)


def are_sums(spot: Spot) -> bool:
    """So much money."""
    return any(len(unit) == 3 and unit.isupper() for unit in units_below(spot.view, spot.token))
