"""The open word classes that frames speak of: goods, foreign goods, a state that acts, a rate, an amount, money."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from tradenlp.extract.measures.agreements import are_talks, are_talks_on_deal, is_pact, is_trade_quarrel
from tradenlp.extract.measures.amounts import are_so_many, are_sums, are_tonnes, has_share, is_limit, is_rate
from tradenlp.extract.measures.crossing_words import CARGO, CROSSING, flow_words
from tradenlp.extract.measures.crossings import IN, OUT, crossing_direction, flow_direction
from tradenlp.extract.measures.doers import is_authority, is_firm, is_net_firm, is_public_buyer, is_ruler
from tradenlp.extract.measures.goods_before import of_those_before
from tradenlp.extract.measures.holders import is_of_trade, is_trade, kinds_at, of_others
from tradenlp.extract.measures.origins import from_state, is_foreign
from tradenlp.extract.measures.outward import (
    buys_abroad,
    for_others,
    go_out,
    is_exporter,
    is_held_back,
    is_its_own,
    is_kept_home,
    is_lower_price,
    is_own_exporter,
    is_price,
    is_rationed,
    is_sent_abroad,
    is_tap,
    lists_goods,
    lists_what_may_leave,
    lists_what_stays_out,
    sale_abroad,
    units_below,
)
from tradenlp.extract.measures.parties import names_token
from tradenlp.extract.measures.spots import Spot, phrase_with
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View, within

HOME_POLICY = flow_words("home_policy")
PARTIAL = flow_words("partial")
NO_GOODS = flow_words("no_goods")
FINANCIAL = flow_words("financial")
IMPORTED = flow_words("imported")
LACKING = frozenset({"without", "lacking", "minus", "no", "fail", "fails", "failing", "lack", "lacks"})
CRUDE = frozenset({"oil", "crude", "diesel", "barrels"})
OUTSIDE = flow_words("outside")


def belongs(spot: Spot, classes: Collection[str]) -> bool:
    """Whether a noun, or what it is a part of ("loads of rice"), is of one of the classes; `@name` is a word set."""
    tokens = [spot.token, *_parts(spot.view, spot.token)]
    return any(all(_is(spot, tokens, name) for name in wanted.split("+")) for wanted in classes)


def _is(spot: Spot, tokens: list[int], name: str) -> bool:
    if name[0] == "@":
        return any(spot.view.words[t] in flow_words(name[1:]) for t in tokens)
    return any(_CLASSES[name](Spot(spot.view, t, spot.verb)) for t in tokens)


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
        if spot.view.is_verb(spot.token) and spot.view.words[spot.token] not in CARGO:
            known = spot.view.words[spot.token] in CROSSING
            return known and crossing_direction(spot.view, spot.token, bare=False) == way
        return flow_direction(spot.view, spot.token, spot.verb) == way

    return flows


def _foreign(spot: Spot) -> bool:
    if not _goods(spot):
        return False
    view, token, verb = spot.view, spot.token, spot.verb
    return is_foreign(view, token, verb) or from_state(view, token, verb) or of_those_before(view, token, verb)


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
    if view.words[spot.token] in flow_words("aliens"):
        return True
    below = view.subtree(spot.token)
    return any(view.words[t] in OUTSIDE for t in below) or _of_state(spot)


def _homegrown(spot: Spot) -> bool:
    return any(spot.view.words[t] in flow_words("local") for t in spot.view.subtree(spot.token))


def _public_work(spot: Spot) -> bool:
    """Something used in what the state builds."""
    return any(spot.view.words[t] in flow_words("public_works") for t in spot.view.subtree(spot.token))


def _payments(spot: Spot) -> bool:
    """SWIFT, the dollar, or a system or market of finance."""
    view, token = spot.view, spot.token
    if view.words[token] in ("swift", "dollar", "dollars", "euro", "clearing"):
        return True
    if view.words[token] in ("banking", "finance") and any(names_token(view, c) for c in view.children(token)):
        return True
    return view.words[token] in flow_words("payments") and any(view.words[c] in FINANCIAL for c in view.children(token))


def _charge(spot: Spot) -> bool:
    """A levy or rate that is none of home policy, such as an income tax or an interest rate."""
    view, token = spot.view, spot.token
    return view.words[token] in flow_words("charges") and not of_home_policy(view, token)


def of_home_policy(view: View, noun: int) -> bool:
    """ "interest rate", "income tax": a word before the noun says that it is no matter of trade."""
    return any(view.words[t] in HOME_POLICY for t in view.subtree(noun) if t < noun)


def _of_rulers(spot: Spot) -> bool:
    """What belongs to those who rule elsewhere: "the accounts of the generals"."""
    return any(spot.view.words[t] in flow_words("rulers") for t in spot.view.subtree(spot.token))


def _trade_list(spot: Spot) -> bool:
    return spot.view.words[spot.token] in flow_words("own_rolls") or phrase_with("rolls", "list_kinds")(spot)


def _made_there(spot: Spot) -> bool:
    """ "boots made in Kenya", "drugs produced at home"."""
    view = spot.view
    made = (c for c in view.children(spot.token) if view.deps[c] == "acl" and view.words[c] in flow_words("made_at"))
    return any(view.words[g] in ("in", "at", "locally") for c in made for g in view.children(c))


def _ships_at_large(spot: Spot) -> bool:
    return spot.view.words[spot.token] in flow_words("ships") or phrase_with("ship_folk", "ships")(spot)


def _food(spot: Spot) -> bool:
    """Something to eat, a plant or an animal, or what is named after one: "poultry products"."""
    view, token = spot.view, spot.token
    if any(g.first <= token < g.last and _eaten(g.fact.hs) for g in within(view.goods, max(0, token - 6), token + 1)):
        return True
    named = (c for c in view.children(token) if c < token and view.deps[c] in ("compound", "amod"))
    return view.words[token] in flow_words("edibles") or any(view.words[c] in flow_words("edibles") for c in named)


def _eaten(codes: Collection[str]) -> bool:
    """Whether chapters of the customs nomenclature are those of animals, plants and food."""
    return any(code[:2] <= "24" for code in codes)


def _unaddressed(spot: Spot) -> bool:
    """Sales of which no end is told: a charge on "sales to Peru", on "parcels from countries …", is a duty there."""
    view = spot.view
    return not any(
        view.words[c] == "from"
        or (view.words[c] in ("to", "into") and any(names_token(view, t) for t in view.children(c)))
        for c in view.children(spot.token)
    )


def _unmarked(spot: Spot) -> bool:
    """ "Toys without a safety mark", "cars lacking type approval"."""
    if not _goods(spot):
        return False
    below = {spot.view.words[t] for t in spot.view.subtree(spot.token)}
    return not below.isdisjoint(LACKING) and not below.isdisjoint(flow_words("conformity"))


_CLASSES: Mapping[str, Callable[[Spot], bool]] = {
    "any": lambda spot: True,
    "at most": is_limit,
    "authority": is_authority,
    "charge": _charge,
    "country": lambda spot: names_token(spot.view, spot.token) and spot.view.tags[spot.token].startswith("NN"),
    "exporter": lambda spot: is_exporter(spot.view, spot.token),
    "held back": lambda spot: is_held_back(spot.view, spot.token),
    "its own": lambda spot: is_its_own(spot.view, spot.token),
    "own exporter": lambda spot: is_own_exporter(spot.view, spot.token),
    "goods for others": lambda spot: for_others(spot.view, spot.token),
    "goods out": lambda spot: go_out(spot.view, spot.token, spot.verb),
    "goods sold abroad": lambda spot: sale_abroad(spot.view, spot.token, spot.verb, strategic=False),
    "tools sold abroad": lambda spot: sale_abroad(spot.view, spot.token, spot.verb, strategic=True),
    "control list": lambda spot: lists_goods(spot.view, spot.token, barred=False),
    "list of what stays out": lambda spot: lists_what_stays_out(spot.view, spot.token),
    "list of what stays": lambda spot: lists_goods(spot.view, spot.token, barred=True),
    "list of what may leave": lambda spot: lists_what_may_leave(spot.view, spot.token),
    "reach for tools": phrase_with("reach", "strategic"),
    "buyers abroad": lambda spot: buys_abroad(spot.view, spot.token),
    "tap of goods": lambda spot: is_tap(spot.view, spot.token),
    "kept at home": lambda spot: is_kept_home(spot.view, spot.token),
    "lower price": lambda spot: is_lower_price(spot.view, spot.token),
    "firm": is_firm,
    "food": _food,
    "foreign money": _from_outside,
    "homegrown": _homegrown,
    "flow in": _flow(IN),
    "flow out": _flow(OUT),
    "foreign": _foreign,
    "goods": _goods,
    "known goods": lambda spot: are_goods(spot.view, spot.token),
    "growers at home": phrase_with("growers", "own_or_local"),
    "home": lambda spot: _goods(spot) and not is_foreign(spot.view, spot.token, spot.verb),
    "restricted": lambda spot: any(spot.view.words[t] == "restricted" for t in spot.view.subtree(spot.token)),
    "leave to buy": phrase_with("nods", "buying_up"),
    "licensing rules": phrase_with("licence_rules", "licences"),
    "made there": _made_there,
    "money": are_sums,
    "money by piece": lambda spot: any(map(is_price, units_below(spot.view, spot.token))),
    "name": lambda spot: spot.view.tags[spot.token].startswith("NNP"),
    "named after a state": lambda spot: any(names_token(spot.view, c) for c in spot.view.children(spot.token)),
    "of rulers": _of_rulers,
    "of others": lambda spot: of_others(spot.view, spot.token),
    "trade": lambda spot: is_trade(spot.view, spot.token),
    "of a trade": lambda spot: is_of_trade(spot.view, spot.token),
    "net takings": phrase_with("takings", "bigtech"),
    "of state": _of_state,
    "net firm": is_net_firm,
    "so many": are_so_many,
    "state buyer": phrase_with("suitors", "held_by_states"),
    "named firm": lambda spot: "company" in kinds_at(spot.view, spot.token),
    "pact": lambda spot: spot.view.once(is_pact, spot.token),
    "payments": _payments,
    "priced oil": lambda spot: spot.view.words[spot.token] in CRUDE or phrase_with("priced", "crude")(spot),
    "trade quarrel": lambda spot: is_trade_quarrel(spot.view, spot.token),
    "treaty": lambda spot: spot.view.words[spot.token] in flow_words("treaties"),
    "public buyer": is_public_buyer,
    "public money": phrase_with("state_gifts", "of_the_state"),
    "public work": _public_work,
    "of origin": lambda spot: any(names_token(spot.view, t) for t in spot.view.subtree(spot.token)),
    "rate": is_rate,
    "rationed": lambda spot: are_so_many(spot) and is_rationed(spot.view, spot.token, spot.verb),
    "ruler": is_ruler,
    "sent abroad": lambda spot: is_sent_abroad(spot.view, spot.token),
    "shared": has_share,
    "ships at large": _ships_at_large,
    "state": _state,
    "state tender": lambda spot: phrase_with("tenders", "public")(spot) or phrase_with("rolls", "public")(spot),
    "talks on a deal": lambda spot: are_talks_on_deal(spot.view, spot.token),
    "talks on trade": lambda spot: are_talks(spot.view, spot.token),
    "tonnes": are_tonnes,
    "trade list": _trade_list,
    "unaddressed": _unaddressed,
    "unmarked": _unmarked,
}
CLASS_NAMES = frozenset(_CLASSES)
