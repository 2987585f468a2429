"""Who sells goods abroad, goods on their way out, and the lists of what may leave only by leave.

"Exporters", "anyone who wants to haul maize out of the country", "mills that sell abroad" are exporters; "outbound
onions", "rice bound for foreign ports", "cocoa leaving Ghana" are goods that go out themselves.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from tradenlp.extract.measures.clause_goods import WHAT
from tradenlp.extract.measures.crossing_words import (
    ABROAD,
    BOUND_FOR,
    CROSSING,
    EITHER,
    LEAVING,
    OUTGOING,
    TOOLS,
    flow_words,
)
from tradenlp.extract.measures.crossings import OUT, crossing_direction, flow_direction, leaves
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.origins import is_foreign
from tradenlp.extract.measures.parties import is_state, names_token
from tradenlp.extract.measures.places import BEYOND
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View, within

EXPORTERS = flow_words("exporters")
EACH = frozenset({"a", "each", "per", "every"})
PERIODS = frozenset({"year", "month", "quarter", "week", "season"})
AT_MOST = flow_words("at_most")
EVERYTHING = flow_words("everything")
SELLERS = flow_words("sellers")
STRATEGIC = flow_words("strategic")
TURNED = {"import_tariff": "export_tax", "import_quota": "export_quota"}
TRADERS = flow_words("outward_flows") | flow_words("exporters") | {"exported", "outbound", "outgoing"}
INCOMING = flow_words("inward_flows") | {"imported", "importer", "importers", "tariff", "tariffs", "inbound"}
ROLLS = flow_words("rolls")
NO_GOODS = flow_words("no_goods")
KEEPING = frozenset({"keep", "keeps", "kept", "keeping", "hold", "holds", "held", "holding", "lock", "locks", "locked"})
TAPS = flow_words("taps")
MEASURES = flow_words("measures_of_goods")
CHEAPER = frozenset({"less", "below", "under", "cheaper"})
PERMITS = (flow_words("permits") | flow_words("leaves")) - {"quota", "credit", "ahead"}
UNLESS = frozenset({"without", "under", "with", "save", "except", "unless", "only"})
NEAR = 25
"""tokens before a verb among which "without a licence" may stand"""
CONTROLLED = flow_words("controlled")
BUYERS = flow_words("buyers_abroad")
WORLDWIDE = frozenset({"world", "global", "international", "foreign", "overseas", "export", "third"})
LET_OUT = frozenset({"allows", "allow", "allowed", "lets", "let", "may", "can", "eligible", "permitted", "exportable",
                     "exportables", "permits", "free", "cleared"})  # fmt: skip
BARRED = flow_words("barred_from_leaving")
BROUGHT_IN = flow_words("inward_flows") | {"imported", "import"}
SOLD_ABROAD = flow_words("outward_flows") | {"exported", "leave", "abroad", "overseas"}


def is_exporter(view: View, token: int) -> bool:
    """Whether a noun or pronoun names who sells goods abroad."""
    if view.words[token] in EXPORTERS:
        return True
    if view.words[token] not in SELLERS:
        return False
    below = [c for c in view.children(token) if view.deps[c] in ("acl", "relcl", "csubj", "advmod")]
    verbs = [v for c in below for v in (c, *view.children(c)) if view.words[v] in CROSSING]
    return any(crossing_direction(view, v, bare=False) == OUT for v in verbs) or any(
        view.words[c] in ABROAD for c in below
    )


def go_out(view: View, thing: int, verb: int) -> bool:
    """Whether a noun names goods that are said to go out themselves, and not to one state that might tax them."""
    if view.words[thing] in WHAT or view.words[thing] == "leaving":
        return flow_direction(view, thing, verb) == OUT
    if not are_goods(view, thing):
        inner = _measured(view, thing)
        if not any(are_goods(view, t) for t in inner):
            return False
        return _goes(view, thing, verb) or any(go_out(view, t, verb) for t in inner)
    return _goes(view, thing, verb)


def _goes(view: View, thing: int, verb: int) -> bool:
    """Whether words at a noun say that it goes out."""
    below = view.children(thing)
    if leaves(view, thing) or any(view.words[c] in OUTGOING for c in below if c < thing):
        return True
    for child in (c for c in below if view.deps[c] in ("acl", "relcl") and view.words[c] in CROSSING):
        if crossing_direction(view, child, bare=False) != OUT:
            continue
        abroad = any(view.words[t] in ABROAD | BEYOND for t in view.subtree(child))
        abroad = abroad or any(view.words[c] == "out" for c in view.children(child))
        bound = view.words[child] in BOUND_FOR and not is_foreign(view, thing, verb)
        if abroad or bound or view.words[child] in LEAVING:
            return True
    return False


def _measured(view: View, thing: int) -> list[int]:
    """ "Every ounce of gold", "nine tonnes of gold": what there is so much of."""
    if MEASURES.isdisjoint((view.words[thing], view.words[thing].removesuffix("s"))):
        return []
    return [t for c in view.children(thing) if view.words[c] == "of" for t in view.children(c)]


def is_own_exporter(view: View, token: int) -> bool:
    """Exporters of whom no state is named, so that they are those of who acts."""
    return is_exporter(view, token) and not any(names_token(view, t) for t in view.subtree(token))


def is_held_back(view: View, thing: int) -> bool:
    """ "Drone parts for Israel": what states hold off from others, with who would get it."""
    if view.words[thing] not in TOOLS:
        return False
    holders = (thing, view.heads[thing], view.heads[view.heads[thing]])
    linked = (c for h in holders for c in view.children(h) if c > thing and view.words[c] in ("for", "to"))
    return any(names_token(view, t) for c in linked for t in view.subtree(c))


def for_others(view: View, thing: int) -> bool:
    """ "Titanium for Japan": goods with the state that would get them."""
    if not are_goods(view, thing):
        return False
    holders = (thing, view.heads[view.heads[thing]])
    linked = (c for h in holders for c in view.children(h) if c > thing and view.words[c] == "for")
    return any(names_token(view, t) for c in linked for t in view.children(c))


def is_tap(view: View, token: int) -> bool:
    """ "The diesel tap": what is shut or opened before goods that it is named after."""
    return view.words[token] in TAPS and any(
        view.deps[c] == "compound" and _fluid(view, c) for c in view.children(token)
    )


def _fluid(view: View, token: int) -> bool:
    return are_goods(view, token) or view.words[token] in ("gas", "oil", "export", "exports")


def is_kept_home(view: View, thing: int) -> bool:
    """ "With which it keeps tungsten at home": goods that something holds in the country."""
    above = view.heads[thing] if view.deps[thing] != "conj" else view.heads[view.heads[thing]]
    if view.words[above] not in KEEPING or not are_goods(view, thing):
        return False
    following = view.words[thing + 1 : view.subtree(above)[-1] + 1]
    return any(place in following for place in ("home", "country", "within", "inside"))


def is_its_own(view: View, thing: int) -> bool:
    """ "Its octopus": a thing that who acts has."""
    if not view.tags[thing].startswith("NN") or view.words[thing] in NO_GOODS:
        return False
    return are_goods(view, thing) or any(view.words[c] in ("its", "their") for c in view.children(thing))


def sale_abroad(view: View, noun: int, verb: int, *, strategic: bool) -> bool:
    """ "The sale of radar parts to Peru": goods that are sold, and no stake in a firm; `strategic` goods or others."""
    if view.words[noun] not in EITHER or flow_direction(view, noun, verb) != OUT:
        return False
    sold = [t for c in view.children(noun) if view.words[c] == "of" for t in view.children(c)]
    sold += [c for c in view.children(noun) if view.deps[c] == "compound"]
    if strategic:
        return any(view.words[t] in STRATEGIC for t in sold)
    return any(are_goods(view, t) or view.words[t] in TOOLS for t in sold)


def lists_goods(view: View, noun: int, *, barred: bool) -> bool:
    """ "Its list of controlled items", "the list of goods that need leave"; `barred`: of what may not leave."""
    if view.words[noun] not in ROLLS:
        return False
    below = {view.words[t] for t in view.subtree(noun)}
    denied = bool(below & BARRED)
    if barred:
        return denied and bool(below & SOLD_ABROAD)
    return not denied and bool(below & CONTROLLED)


def lists_what_may_leave(view: View, noun: int) -> bool:
    """ "Its list of exportable goods", "the list of goods that may leave the country"."""
    if view.words[noun] not in ROLLS:
        return False
    below = {view.words[t] for t in view.subtree(noun)} | set(view.words[noun + 1 : noun + 8])
    leaving = bool(below & (SOLD_ABROAD | {"exportable", "exportables"})) or {"out", "of"} <= below
    return leaving and bool(below & LET_OUT) and not below & BARRED


def buys_abroad(view: View, token: int) -> bool:
    """ "Foreign buyers", "world markets", "customers overseas"."""
    if view.words[token] not in BUYERS:
        return False
    near = {view.words[c] for c in view.children(token)} | set(view.words[token + 1 : token + 2])
    return view.words[token] in ("foreigners", "outsiders") or not near.isdisjoint(WORLDWIDE | {"abroad"})


def is_lower_price(view: View, token: int) -> bool:
    """Whether it is a price, or has one, that goods must not be sold below: "less than $490 a tonne"."""
    below = view.subtree(token)
    low = not CHEAPER.isdisjoint(view.words[max(0, below[0] - 1) : below[-1] + 1])
    return low and any(map(is_price, units_below(view, token)))


def lists_what_stays_out(view: View, noun: int) -> bool:
    """ "Its list of prohibited imports"."""
    below = {view.words[t] for t in view.subtree(noun)}
    return view.words[noun] in ROLLS and bool(below & BARRED) and bool(below & BROUGHT_IN)


def _bare(cue: Cue) -> bool:
    return cue.kind.id in TURNED and cue.entry.either_way


def as_outward(view: View, start: int, end: int, cues: list[Cue], article: Set[str]) -> list[Cue]:
    """The cues of a sentence, a bare duty or quota being one on exports where nothing but exports is spoken of.

    `article` are the words of the whole article: one that speaks of imports or tariffs too is left alone, and so is a
    sentence with two states, of which one may tax what the other sells.
    """
    if article.isdisjoint(TRADERS) or not article.isdisjoint(INCOMING) or not any(_bare(c) for c in cues):
        return cues
    states = {p.fact.actor_id for p in within(view.actors, start, end)}
    exporting = any(c.kind.side == "export" for c in cues) or TRADERS.isdisjoint(view.words[start:end])
    if exporting or sum(is_state(view, actor) for actor in states) > 1:
        return cues
    return [replace(c, kind=measure_types()[TURNED[c.kind.id]]) if _bare(c) else c for c in cues]


def of_state(view: View, noun: int) -> bool:
    """ "Indian onions": a state's adjective or name stands with a noun."""
    return any(names_token(view, c) for c in view.children(noun) if c < noun)


def units_below(view: View, token: int) -> set[str]:
    """The units of the figures in what a word heads."""
    below = view.subtree(token)
    return {f.fact.unit for f in within(view.figures, below[0], below[-1] + 2)}


def is_price(unit: str) -> bool:
    """Whether a unit is money by the piece, weight or volume: "USD/tonne"."""
    return unit[3:4] == "/" and unit[:3].isupper()


def withheld(view: View, verb: int, things: Sequence[int]) -> str:
    """The type of a ban on what goes out: a control where leave is spoken of, or the goods are sold by leave."""
    below = {view.words[t] for t in view.subtree(verb)}
    if below & UNLESS and PERMITS & {view.words[t] for t in view.subtree(verb) if not view.is_verb(t)}:
        return "export_control"
    if below & CHEAPER and any(map(is_price, units_below(view, verb))):
        return "export_control"
    before = range(max(0, verb - NEAR), verb)
    if any(view.words[t] == "without" and PERMITS.intersection(view.words[t + 1 : t + 4]) for t in before):
        return "export_control"
    named = {view.words[t] for thing in things for t in (thing, *view.children(thing))}
    return "export_ban" if named.isdisjoint(STRATEGIC) else "export_control"


def is_sent_abroad(view: View, thing: int) -> bool:
    """ "Everything it sends to America", "whatever they ship there"."""
    if view.words[thing] not in EVERYTHING:
        return False
    above = [view.heads[thing]] if view.deps[thing] == "dobj" else []
    below = [c for c in view.children(thing) if view.deps[c] == "relcl"]
    return any(crossing_direction(view, v, bare=True) == OUT for v in (*above, *below) if view.is_verb(v))


def is_rationed(view: View, amount: int, verb: int) -> bool:
    """ "No more than 500 tonnes of pork a year": so much and no more, for a time that comes again."""
    words = view.words[view.subtree(amount)[0] : max(amount, verb)]
    pairs = list(pairwise(words))
    limited = not AT_MOST.isdisjoint(words) or {"no", "more"} <= set(words) or ("up", "to") in pairs
    return limited and any(first in EACH and second in PERIODS for first, second in pairs)
