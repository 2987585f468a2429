"""The open word classes that frames speak of: goods, foreign goods, a state that acts, a rate, an amount, money."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

from tradenlp.extract.measures.agreements import are_talks, are_talks_on_deal, is_pact, is_trade_quarrel
from tradenlp.extract.measures.clauses import RATES
from tradenlp.extract.measures.crossings import (
    CROSSING,
    IN,
    OUT,
    are_goods,
    crossing_direction,
    flow_direction,
    flow_words,
    from_state,
    is_foreign,
    names_token,
)
from tradenlp.extract.measures.outward import (
    go_out,
    is_exporter,
    is_held_back,
    is_its_own,
    is_own_exporter,
    is_price,
    lists_goods,
    lists_what_stays_out,
    sale_abroad,
    units_below,
)
from tradenlp.extract.view import View, within

AUTHORITIES = flow_words("authorities")
HOME_POLICY = flow_words("home_policy")
PARTIAL = flow_words("partial")
NO_GOODS = flow_words("no_goods")
FINANCIAL = flow_words("financial")
IMPORTED = flow_words("imported")
LACKING = frozenset({"without", "lacking", "minus", "no"})
CRUDE = frozenset({"oil", "crude", "diesel", "barrels"})
PERCENT = RATES | {"points", "point"}
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "which", "who"})
OUTSIDE = flow_words("outside")
MANY = 500
"""of countable goods: fewer are no amount that a state would set"""
RATIOS = frozenset({"percent", "percentage_point", "basis_point", "count", "ratio", "point"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A noun in its sentence: the view, the noun, the verb whose argument it is."""

    view: View
    token: int
    verb: int


def belongs(spot: Spot, classes: Collection[str]) -> bool:
    """Whether a noun, or what it is a part of ("loads of rice"), is of one of the classes; `@name` is a word set."""
    tokens = [spot.token, *_parts(spot.view, spot.token)]
    return any(all(_is(spot, tokens, name) for name in wanted.split("+")) for wanted in classes)


def _is(spot: Spot, tokens: list[int], name: str) -> bool:
    if name[0] == "@":
        return any(spot.view.words[t] in _set(name[1:]) for t in tokens)
    return any(_CLASSES[name](Spot(spot.view, t, spot.verb)) for t in tokens)


@cache
def _set(name: str) -> frozenset[str]:
    return flow_words(name)


def _parts(view: View, noun: int) -> list[int]:
    if view.words[noun] not in PARTIAL and view.tags[noun] != "CD":
        return []
    inner = [t for c in view.children(noun) if view.words[c] in ("of", "from") for t in view.children(c)]
    return [*inner, *(t for i in inner for t in _parts(view, i))]


def _goods(spot: Spot) -> bool:
    """Known goods, or any other thing that carries the adjective of a state: "Ugandan milk"."""
    view, token = spot.view, spot.token
    if are_goods(view, token):
        return True
    if view.tags[token] in ("NN", "NNS") and any(view.words[c] in IMPORTED for c in view.children(token) if c < token):
        return view.words[token] not in NO_GOODS
    if view.tags[token] not in ("NN", "NNS") or view.words[token] in NO_GOODS or names_token(view, token):
        return False
    return any(view.deps[c] in ("amod", "compound") and names_token(view, c) for c in view.children(token))


def _flow(way: str) -> Callable[[Spot], bool]:
    """Goods on their way, or a verb that makes them cross."""

    def flows(spot: Spot) -> bool:
        if spot.view.is_verb(spot.token):
            known = spot.view.words[spot.token] in CROSSING
            return known and crossing_direction(spot.view, spot.token, bare=False) == way
        return flow_direction(spot.view, spot.token, spot.verb) == way

    return flows


def _foreign(spot: Spot) -> bool:
    if not _goods(spot):
        return False
    return is_foreign(spot.view, spot.token, spot.verb) or from_state(spot.view, spot.token, spot.verb)


def _state(spot: Spot) -> bool:
    return names_token(spot.view, spot.token)


def _of_state(spot: Spot) -> bool:
    """A state's adjective or name hangs on it, and is not who acts."""
    view, below = spot.view, spot.view.subtree(spot.token)
    if view.deps[spot.token] == "conj":
        below = view.subtree(view.heads[spot.token])
    if spot.verb in below:
        below = [c for c in view.children(spot.token) if c != spot.verb]
    subjects = (view.subtree(c) for c in view.children(spot.verb) if view.deps[c] in ("nsubj", "agent"))
    acting = {t for tokens in subjects if spot.token not in tokens for t in tokens}
    return any(t not in acting and names_token(view, t) for t in below) or from_state(spot.view, spot.token, spot.verb)


def _from_outside(spot: Spot) -> bool:
    """ "foreign", "overseas", "Chinese-owned", "foreigners": money or ships of others."""
    view = spot.view
    if view.words[spot.token] in ("foreigners", "foreigner"):
        return True
    below = view.subtree(spot.token)
    return any(view.words[t] in OUTSIDE for t in below) or _of_state(spot)


def _homegrown(spot: Spot) -> bool:
    return any(spot.view.words[t] in _set("local") for t in spot.view.subtree(spot.token))


def _authority(spot: Spot) -> bool:
    """A state, a body or a person of it, or a word such as "the cabinet"; a pronoun may stand for one."""
    view, token = spot.view, spot.token
    if view.words[token] in AUTHORITIES or view.words[token] in PRONOUNS:
        return True
    return bool(_kinds(view, token) & {"country", "bloc", "government_body", "person"})


def _kinds(view: View, token: int) -> set[str]:
    near = within(view.actors, max(0, token - 8), token + 1)
    found = (view.table.get(p.fact.actor_id) for p in near if p.first <= token < p.last)
    return {actor.kind for actor in found if actor is not None}


def _firm(spot: Spot) -> bool:
    return spot.view.words[spot.token] in _set("firms") or "company" in _kinds(spot.view, spot.token)


def _net_firm(spot: Spot) -> bool:
    """Firms of the net: "Google", "platforms", "large technology groups", "providers of online services"."""
    view, words = spot.view, _set("bigtech")
    if view.words[spot.token] in words and view.tags[spot.token].startswith("NN"):
        return True
    if view.words[spot.token] not in _set("net_firms"):
        return False
    return any(view.words[t] in words for t in view.subtree(spot.token))


def _so_many(spot: Spot) -> bool:
    """So many tonnes, or so many of countable goods: "100,000 British cars"."""
    near = [f.fact for f in within(spot.view.figures, max(0, spot.token - 5), spot.token + 1)]
    counted = any(f.unit == "count" and f.value is not None and f.value >= MANY for f in near)
    thing = spot.view.words[spot.token] in _set("packed") or are_goods(spot.view, spot.token)
    thing = thing or (spot.view.tags[spot.token] == "CD" and _by_period(spot))
    return _tonnes(spot) or (counted and thing)


def _by_period(spot: Spot) -> bool:
    """ "60,000 a year", whatever is counted."""
    following = spot.view.words[spot.token + 1 : spot.token + 3]
    each = following[:1] in (["a"], ["each"], ["per"], ["every"])
    return each and following[1:] in (["year"], ["month"], ["quarter"])


def _ruler(spot: Spot) -> bool:
    """Like an authority, but named and not by a pronoun."""
    return spot.view.words[spot.token] not in PRONOUNS and _authority(spot)


def _public_buyer(spot: Spot) -> bool:
    """A body of a state, or a word such as "hospitals", whose purchases the state pays for."""
    named = "government_body" in _kinds(spot.view, spot.token)
    return named or spot.view.words[spot.token] in _set("public_buyers")


def _public_work(spot: Spot) -> bool:
    """Something used in what the state builds."""
    return any(spot.view.words[t] in _set("public_works") for t in spot.view.subtree(spot.token))


def _payments(spot: Spot) -> bool:
    """SWIFT, the dollar, or a system or market of finance."""
    view, token = spot.view, spot.token
    if view.words[token] in ("swift", "dollar", "dollars", "euro", "clearing"):
        return True
    if view.words[token] in ("banking", "finance") and any(names_token(view, c) for c in view.children(token)):
        return True
    return view.words[token] in _set("payments") and any(view.words[c] in FINANCIAL for c in view.children(token))


def _charge(spot: Spot) -> bool:
    """A levy or rate that is none of home policy, such as an income tax or an interest rate."""
    view, token = spot.view, spot.token
    return view.words[token] in _set("charges") and not of_home_policy(view, token)


def of_home_policy(view: View, noun: int) -> bool:
    """ "interest rate", "income tax": a word before the noun says that it is no matter of trade."""
    return any(view.words[t] in HOME_POLICY for t in view.subtree(noun) if t < noun)


def _rate(spot: Spot) -> bool:
    view, token = spot.view, spot.token
    if view.tags[token] == "CD" and view.words[token + 1 : token + 3] == ["per", "cent"]:
        return True
    return view.words[token] in PERCENT and token > 0 and (view.tags[token - 1] == "CD" or view.words[token] == "cent")


def _within(token_words: str, beside: str) -> Callable[[Spot], bool]:
    """A word of one set in whose phrase a word of another stands: "list of banned firms", "state contracts"."""

    def holds(spot: Spot) -> bool:
        if spot.view.words[spot.token] not in _set(token_words):
            return False
        below = (t for t in spot.view.subtree(spot.token) if t != spot.token)
        return any(spot.view.words[t] in _set(beside) for t in below)

    return holds


def _at_most(spot: Spot) -> bool:
    """A share that is a limit: "no more than 30%", "at most a third", "up to 49 percent"."""
    words = spot.view.words[max(0, spot.token - 6) : spot.token]
    limited = not _set("at_most").isdisjoint(words) or ("more" in words and "no" in words) or "up" in words
    return limited and (_rate(spot) or spot.view.words[spot.token] in _set("shares"))


def _shared(spot: Spot) -> bool:
    """A percentage or a share stands with it: "60% local parts"."""
    below = (spot.view.words[t] for t in spot.view.subtree(spot.token))
    return any(word in PERCENT or word in _set("shares") for word in below)


def _of_rulers(spot: Spot) -> bool:
    """What belongs to those who rule elsewhere: "the accounts of the generals"."""
    return any(spot.view.words[t] in _set("rulers") for t in spot.view.subtree(spot.token))


def _trade_list(spot: Spot) -> bool:
    return spot.view.words[spot.token] in _set("own_rolls") or _within("rolls", "list_kinds")(spot)


def _made_there(spot: Spot) -> bool:
    """ "boots made in Kenya", "drugs produced at home"."""
    view = spot.view
    made = (c for c in view.children(spot.token) if view.deps[c] == "acl" and view.words[c] in _set("made_at"))
    return any(view.words[g] in ("in", "at", "locally") for c in made for g in view.children(c))


def _ships_at_large(spot: Spot) -> bool:
    return spot.view.words[spot.token] in _set("ships") or _within("ship_folk", "ships")(spot)


def _tonnes(spot: Spot) -> bool:
    """So many tonnes, pieces or barrels."""
    units = (unit for unit in units_below(spot.view, spot.token) if "/" not in unit)
    return any(not (len(unit) == 3 and unit.isupper()) and unit not in RATIOS for unit in units)


def _money(spot: Spot) -> bool:
    return any(len(unit) == 3 and unit.isupper() for unit in units_below(spot.view, spot.token))


def _food(spot: Spot) -> bool:
    """Something to eat, a plant or an animal, or what is named after one: "poultry products"."""
    view, token = spot.view, spot.token
    named = (c for c in view.children(token) if c < token and view.deps[c] in ("compound", "amod"))
    return view.words[token] in _set("edibles") or any(view.words[c] in _set("edibles") for c in named)


def _unmarked(spot: Spot) -> bool:
    """ "Toys without a safety mark", "cars lacking type approval"."""
    if not _goods(spot):
        return False
    below = {spot.view.words[t] for t in spot.view.subtree(spot.token)}
    return not below.isdisjoint(LACKING) and not below.isdisjoint(_set("conformity"))


_CLASSES: Mapping[str, Callable[[Spot], bool]] = {
    "any": lambda spot: True,
    "at most": _at_most,
    "authority": _authority,
    "charge": _charge,
    "country": lambda spot: names_token(spot.view, spot.token) and spot.view.tags[spot.token].startswith("NN"),
    "exporter": lambda spot: is_exporter(spot.view, spot.token),
    "held back": lambda spot: is_held_back(spot.view, spot.token),
    "its own": lambda spot: is_its_own(spot.view, spot.token),
    "own exporter": lambda spot: is_own_exporter(spot.view, spot.token),
    "goods out": lambda spot: go_out(spot.view, spot.token, spot.verb),
    "goods sold abroad": lambda spot: sale_abroad(spot.view, spot.token, spot.verb, strategic=False),
    "tools sold abroad": lambda spot: sale_abroad(spot.view, spot.token, spot.verb, strategic=True),
    "control list": lambda spot: lists_goods(spot.view, spot.token, barred=False),
    "list of what stays out": lambda spot: lists_what_stays_out(spot.view, spot.token),
    "list of what stays": lambda spot: lists_goods(spot.view, spot.token, barred=True),
    "firm": _firm,
    "food": _food,
    "foreign money": _from_outside,
    "homegrown": _homegrown,
    "flow in": _flow(IN),
    "flow out": _flow(OUT),
    "foreign": _foreign,
    "goods": _goods,
    "known goods": lambda spot: are_goods(spot.view, spot.token),
    "growers at home": _within("growers", "own_or_local"),
    "home": lambda spot: _goods(spot) and not is_foreign(spot.view, spot.token, spot.verb),
    "restricted": lambda spot: any(spot.view.words[t] == "restricted" for t in spot.view.subtree(spot.token)),
    "leave to buy": _within("nods", "buying_up"),
    "licensing rules": _within("licence_rules", "licences"),
    "made there": _made_there,
    "money": _money,
    "money by piece": lambda spot: any(map(is_price, units_below(spot.view, spot.token))),
    "name": lambda spot: spot.view.tags[spot.token].startswith("NNP"),
    "named after a state": lambda spot: any(names_token(spot.view, c) for c in spot.view.children(spot.token)),
    "of rulers": _of_rulers,
    "net takings": _within("takings", "bigtech"),
    "of state": _of_state,
    "net firm": _net_firm,
    "so many": _so_many,
    "state buyer": _within("suitors", "held_by_states"),
    "named firm": lambda spot: "company" in _kinds(spot.view, spot.token),
    "pact": lambda spot: spot.view.once(is_pact, spot.token),
    "payments": _payments,
    "priced oil": lambda spot: spot.view.words[spot.token] in CRUDE or _within("priced", "crude")(spot),
    "trade quarrel": lambda spot: is_trade_quarrel(spot.view, spot.token),
    "treaty": lambda spot: spot.view.words[spot.token] in _set("treaties"),
    "public buyer": _public_buyer,
    "public money": _within("state_gifts", "of_the_state"),
    "public work": _public_work,
    "of origin": lambda spot: any(names_token(spot.view, t) for t in spot.view.subtree(spot.token)),
    "rate": _rate,
    "ruler": _ruler,
    "shared": _shared,
    "ships at large": _ships_at_large,
    "state": _state,
    "state tender": lambda spot: _within("tenders", "public")(spot) or _within("rolls", "public")(spot),
    "talks on a deal": lambda spot: are_talks_on_deal(spot.view, spot.token),
    "talks on trade": lambda spot: are_talks(spot.view, spot.token),
    "tonnes": _tonnes,
    "trade list": _trade_list,
    "unmarked": _unmarked,
}
CLASS_NAMES = frozenset(_CLASSES)
