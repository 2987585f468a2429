"""Roles inside the noun phrase: "US tariffs", "Trump's China tariffs", "tariffs on Chinese goods by India"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from tradenlp.extract.measures.arguments import INWARD, arguments_of
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Link, Roles, is_below, link, span_head, word_after
from tradenlp.extract.measures.parties import Party, names_token
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View

TARGET_LINKS = word_list("target_prepositions") | word_list("target_links")
OF_EXPORTS = word_list("of_exports")
BUYING = frozenset({"buying", "purchases", "purchasing"})
RELATED = frozenset({"related", "linked", "specific", "focused", "bound", "origin"})
ORIGIN_VERBS = word_list("origin_verbs")
ENTERING = frozenset({"enter", "enters", "entered", "entering", "reach", "reaches", "reached", "reaching"})
DEALINGS = frozenset({"trade", "commerce", "dealings", "business", "transactions", "exchanges"})
LOOKED_INTO = "looked into under a law of trade"
"""the entry of "named Peru an unfair trader" """
BUY_AT_HOME = "frame: public bodies that must buy at home"
"""the entry of "its ministries must buy Peruvian steel", which is their own"""
DEALING = "frame: dealing with others forbidden"
"""the entry of "barred Chileans from dealing with them", whom it binds"""
BIDS = frozenset({"takeover", "bid", "purchase", "acquisition", "buyout", "merger"})
"""of whom they are who wants to buy, and not who keeps it from him"""
CHARGES = "what a state charges"
"""the entry of phrases that run from a charge over who takes it to the verb"""
PROBES = frozenset({"trade_investigation"})
LISTING = frozenset({",", "and", "or"})
RULES = frozenset({"technical_barrier", "sps"})
PERSONS = frozenset({"persons", "citizens", "nationals", "residents"})
RECOGNISING = word_list("recognising")
SELLING = word_list("makes_and_sells")
FAR = 8
"""words of the parse among which the mention stands above a joined participle"""
RULERS = word_list("governments") | word_list("offices") | {"president", "premier", "chancellor"}
GATEWAYS = flow_words("gateways") | flow_words("shelves")
FUELS = frozenset({"oil", "crude", "gas", "diamond", "diamonds", "gold", "coal", "energy", "fuel"})
"""goods that sanctions are on: "the Russian oil price cap" """
IMPORTS = word_list("own_imports") | OF_EXPORTS
LEVIES = frozenset({"tariff", "tariffs", "duty", "duties", "levy", "levies", "tax", "taxes", "ban", "bans", "quota",
                    "quotas", "rules", "controls", "restrictions", "curbs", "measures", "safeguard"})  # fmt: skip
OWN_NATIONALS = word_list("own_nationals")
BETWEEN = "between"
"""the rule of those between whom there are tariffs, which each of them lays on the other"""
UPON_BY = (("by", "on"), ("by", "against"), ("by", "upon"))
LAND = frozenset({"land", "farmland", "property", "properties", "homes", "houses", "estate", "farms"})
FAR_LAND = 9
"""tokens behind "bars" among which the land is told that somebody may not buy"""


def inside_role(view: View, party: Party, cue: Cue, roles: Roles) -> bool:
    """ "put on a U.S. blacklist", "froze Venezuelan assets": a state that modifies the last noun of the mention."""
    last = cue.tokens[-1]
    if cue.entry.id == CHARGES and cue.start <= party.first < last and party.is_state:
        roles.impose(party, "within the mention")  # "the levy Ghana collects on", however it is parsed
        return True
    if cue.entry.id == LOOKED_INTO and cue.head < party.first < last and party.named_state:
        roles.target(party, "named a wrongdoer")
        return True
    if cue.kind.side == "firms" and party.form == "adjective" and _fuel_of(view, party, cue):
        roles.target(party, "its goods")
        return True
    inside = cue.head < party.first < last and party.is_state and view.heads[party.last - 1] == last
    if not inside or cue.kind.side != "firms" or view.words[last].startswith(("compan", "firm", "entit")):
        return False
    if "list" in view.words[last] or view.words[last] == "register":
        roles.impose(party, "whose list")
    else:
        roles.target(party, "whose firms or assets")
    return True


def _fuel_of(view: View, party: Party, cue: Cue) -> bool:
    """ "the Russian oil price cap": the cap is on what is Russian."""
    return word_after(view, party) in FUELS and 0 <= cue.start - party.last <= 2


def flowing_goods(view: View, party: Party, cue: Cue, roles: Roles) -> bool:
    """ "Japanese beef remains unwelcome", "British cars pay 10%": where the goods that a verb acts on come from."""
    if cue.kind.side != "import" or not cue.entry.flow or party.form != "adjective" or party.first in cue.tokens:
        return False
    things = [t for t in cue.tokens if t != cue.head and view.tags[t].startswith("NN")]
    thing = next((t for t in things if is_below(view, party.last - 1, t) and 0 <= t - party.last <= 4), None)
    if thing is None:
        return False
    if view.words[thing] in GATEWAYS or cue.entry.id == BUY_AT_HOME:
        roles.impose(party, "at its border" if view.words[thing] in GATEWAYS else "its own goods")
    else:
        roles.target(party, "its goods")
    return True


def noun_phrase_role(view: View, party: Party, cue: Cue, roles: Roles) -> bool:
    """A party that hangs on the noun itself; whether a role was given."""
    head, side = cue.head, cue.kind.side
    if side == "import" and (_made_there(view, party, head) or _sold_by_it(view, party, cue)):
        roles.target(party, "made there")
        return True
    if side == "import" and _buys(view, party, cue):
        roles.impose(party, "possessive")
        return True
    if _hyphenated(view, party, head, side, roles) or _trade_with(view, party, cue, roles):
        return True
    found = link(view, party, head, cue.tokens)
    if found is None or found.through_clause or view.deps[found.child] in SUBJECTS:
        return False
    if cue.kind.id == "investment_restriction" and view.words[head] in BIDS and not found.prepositions:
        roles.target(party, "who wants to buy")
        return True
    if cue.kind.id == "investment_restriction" and view.is_verb(head):
        return _investor(view, party, head, found.prepositions, roles)
    if cue.entry.id == DEALING and not found.prepositions and party.first > head:
        roles.impose(party, "binds its own")
        return True
    if not found.prepositions:
        if side == "export" and _exporter(view, party):
            roles.impose(party, "adjective of exports")
            return True
        if any(view.tags[t] == "IN" for t in cue.tokens if t < party.first) and side != "home":
            roles.target(party, "within the mention")
            return True
        return _premodifier(view, party, head, side, roles)
    if cue.kind.id == "export_control" and word_after(view, party) in PERSONS:
        roles.impose(party, "binds its own")
        return True
    return _by_preposition(view, party, cue, found, roles)


def _by_preposition(view: View, party: Party, cue: Cue, found: Link, roles: Roles) -> bool:
    """ "duties by Peru", "on goods from Peru", "exports to Peru": what the prepositions of the noun say of a party."""
    first, last, side = found.prepositions[0], found.prepositions[-1], cue.kind.side
    if side == "import" and not view.is_verb(cue.head) and _for_what(view, cue.head, found):
        return True
    if found.prepositions in UPON_BY and side != "home":
        roles.target(party, "on after the maker")  # "sanctions by Chile on Peru"
    elif first == "by" or _of_its_maker(view, party, cue, found):
        roles.impose(party, first)
    elif side == "export" and _exporter(view, party):
        roles.impose(party, "adjective of exports")
    elif last == "to" and side == "import" and word_after(view, party) in OF_EXPORTS:
        return False
    elif last == "into" and side == "import" and _coming_in(view, party, first):
        roles.impose(party, "into")
    elif (last == "from" and side == "export") or (last == "over" and side == "firms"):
        return False
    elif last == "at" and side == "import" and _at_its_gate(view, party):
        roles.impose(party, "at its border")
    elif last == "in" and side == "import" and _wares_of(view, party):
        roles.target(party, "its goods")
    elif last == "in" and side == "home" and view.is_verb(cue.head) and _has_doer(view, cue.head):
        return False  # "set money aside to subsidise mines in Peru"
    elif last == "in" and side in ("import", "home", "export"):
        if party.form == "adjective" and cue.kind.id == "investment_restriction":
            roles.target(party, "invested in")
            return True
        if party.form == "adjective" or len(found.prepositions) > 1 or cue.kind.id in PROBES:
            return _probed_there(party, cue, found, roles)
        roles.impose(party, "in")
    elif found.prepositions == (BETWEEN,) and cue.kind.id == "import_tariff":
        roles.impose(party, BETWEEN)
    elif (first in ("with", BETWEEN) and side != "dispute") or side == "home" or first not in TARGET_LINKS:
        return False
    else:
        roles.target(party, f"{last} after the noun")
    return True


def _for_what(view: View, levy: int, found: Link) -> bool:
    """ "Tariffs on Denmark over Greenland", "on Indian goods over Russian oil": what a levy is laid for."""
    return "over" in found.prepositions and view.words[levy] in LEVIES


def _has_doer(view: View, verb: int) -> bool:
    """Whether a state is the subject of a verb, or of the one that it is the aim of."""
    while not any(view.deps[c] in SUBJECTS for c in view.children(verb)):
        if view.deps[verb] not in ("advcl", "conj", "xcomp") or not view.is_verb(view.heads[verb]):
            return False
        verb = view.heads[verb]
    return any(view.deps[c] in SUBJECTS and names_token(view, c) for c in view.children(verb))


def _at_its_gate(view: View, party: Party) -> bool:
    """ "at the Peruvian border", "at the ports of Peru"."""
    token = span_head(view, party)
    above = view.heads[token]
    gate = view.heads[above] if view.words[above] == "of" else above
    return view.words[gate] in GATEWAYS


def _wares_of(view: View, party: Party) -> bool:
    """ "let in US chicken": what stands before goods is where they come from, and no place."""
    token = span_head(view, party)
    above, particle = view.heads[token], party.first - 1
    if view.words[particle] != "in" or view.words[particle - 1] not in INWARD:
        return False
    return view.deps[token] in ("amod", "compound", "nmod") and above > token and are_goods(view, above)


def _coming_in(view: View, party: Party, first: str) -> bool:
    """ "a tax on imports into Peru", whatever the parse hangs "into" on; a probe looks "into" what is another's."""
    goods = view.words[view.heads[span_head(view, party)] - 1]
    return first not in ("into", "on", "against") or goods in IMPORTS


def _trade_with(view: View, party: Party, cue: Cue, roles: Roles) -> bool:
    """ "stopped all trade with Israel", "banned dealings with units of Hanwha": with whom no trade may be done."""
    if cue.kind.side in ("deal", "dispute", "home"):
        return False
    dealings = [t for t in cue.tokens if view.words[t] in DEALINGS]
    for token in (*dealings, *(t for t in cue.tokens if dealings and view.is_verb(t))):
        found = link(view, party, token)
        if found and not found.through_clause and found.prepositions[:1] == ("with",):
            roles.target(party, "trade with it")
            return True
    return False


def _probed_there(party: Party, cue: Cue, found: Link, roles: Roles) -> bool:
    """ "an investigation into the taxes in Austria": what is looked into is theirs."""
    if cue.kind.id not in PROBES or not party.named_state or party.form == "adjective" or len(found.prepositions) > 2:
        return False
    roles.target(party, "what is looked into is its own")
    return True


def _of_its_maker(view: View, party: Party, cue: Cue, found: Link) -> bool:
    """ "the duties of Washington", "the digital taxes of Austria and Italy": a levy is of whoever takes it."""
    if found.prepositions != ("of",):
        return False
    if cue.kind.side in ("import", "export") and _of_rulers(view, party, found.child):
        return True
    if not party.named_state or party.form == "adjective":
        return False
    if cue.kind.side == "home":
        return True
    token = span_head(view, party)
    while view.deps[token] == "conj":
        token = view.heads[token]
    return view.words[cue.head] in LEVIES and view.heads[token] == found.child


def _of_rulers(view: View, party: Party, of: int) -> bool:
    """ "the tariffs of President Boric", "the curbs of the Lula administration": of those who rule, not of goods."""
    token = span_head(view, party)
    ruling = party.kind in ("person", "government_body")
    while view.heads[token] != of and view.deps[token] in ("amod", "compound", "conj", "nmod", "poss"):
        token = view.heads[token]
        ruling = ruling or view.words[token] in RULERS
    return ruling and view.heads[token] == of


def _buys(view: View, party: Party, cue: Cue) -> bool:
    """ "A halt to Peru's purchases of Chilean wine": whose purchases they are."""
    token = span_head(view, party)
    bought = view.heads[token]
    return view.deps[token] == "poss" and view.words[bought] in BUYING and bought in cue.tokens and party.named_state


def _hyphenated(view: View, party: Party, head: int, side: str, roles: Roles) -> bool:
    """ "Russia-related sanctions", "US-imposed tariffs", "Chinese-made cars": the participle tells the role."""
    joined = view.words[party.last : party.last + 2]
    if len(joined) < 2 or joined[0] not in ("-", "–") or not is_below(view, party.last - 1, head):
        return False
    between = islice(view.ancestors(party.last - 1), FAR)
    if any(view.deps[t] == "relcl" for t in takewhile(lambda t: t != head, between)):
        return False
    if joined[1] in ("imposed", "led", "backed"):
        roles.impose(party, f"{joined[1]} by it")
    elif joined[1] == "bound" and side == "import":
        roles.impose(party, "its goods go there")
    elif joined[1] in RELATED or (side == "import" and joined[1] in ORIGIN_VERBS):
        roles.target(party, f"{joined[1]} by joined words")
    else:
        return False
    return True


def _made_there(view: View, party: Party, head: int) -> bool:
    """ "duties on cars built in China", "consigned from Laos or the Congo": where the goods come from."""
    acts = view.deps[span_head(view, party)] in SUBJECTS
    first = party.first if acts else _first_listed(view, party.first, head)
    before = [w for w in view.words[max(head, first - 3) : first] if w != "the"]
    return (
        len(before) >= 2
        and before[-1] in ("in", "from")
        and before[-2] in ORIGIN_VERBS
        and is_below(view, (party.last if first == party.first else first + 1) - 1, head)
    )


def _first_listed(view: View, token: int, head: int) -> int:
    """Where the row of states begins in which one stands, each parted from the next by a comma or "and"."""
    first = token
    while view.words[first - 1] in LISTING or (view.words[first - 1] == "the" and view.words[first - 2] in LISTING):
        back = first - 1
        while back > head and view.words[back] in LISTING | {"the"}:
            back -= 1
        if back <= head or not names_token(view, back):
            return first
        while names_token(view, back - 1) and view.words[back - 1] not in LISTING:
            back -= 1
        first = back
    return first


def _sold_by_it(view: View, party: Party, cue: Cue) -> bool:
    """ "25% on everything that China sells there", "half of what India exports pays 50%": where the goods come from."""
    token = span_head(view, party)
    verb = view.heads[token]
    if view.words[party.first - 1] == "what" and word_after(view, party) in SELLING:
        return True
    if view.deps[token] != "nsubj" or view.words[verb] not in SELLING or verb in cue.tokens:
        return False
    return view.deps[verb] in ("ccomp", "pcomp", "relcl") and not view.is_verb(view.heads[verb])


def _exporter(view: View, party: Party) -> bool:
    following = view.words[party.last : party.last + 3]
    if following[:1] == ["'s"]:
        return False
    modifies = party.form == "adjective" or view.words[view.heads[party.last - 1]] in OF_EXPORTS
    return bool(OF_EXPORTS & set(following[: 3 if modifies else 1]))


def _investor(view: View, party: Party, head: int, prepositions: tuple[str, ...], roles: Roles) -> bool:
    """ "bars U.S. persons from investing in China": a state binds its own, and the investments abroad are hit.

    Who may not buy land is a stranger there: "bars Fijian citizens from buying farmland".
    """
    if party.first < head:
        return False
    buys_land = not LAND.isdisjoint(view.words[head : head + FAR_LAND])
    if not prepositions and word_after(view, party) in OWN_NATIONALS and not buys_land:
        roles.impose(party, "binds its own")
    else:
        roles.target(party, "object" if not prepositions else f"{prepositions[-1]} after the verb")
    return True


def recognised(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """ "Hanoi will recognise American safety standards": whose rules are taken over is helped, who does it imposes."""
    verb = next((t for t in (cue.head, *view.ancestors(cue.head)) if view.is_verb(t)), None)
    if cue.kind.id not in RULES or verb is None or view.words[verb] not in RECOGNISING:
        return list(parties)
    told = arguments_of(view, verb)
    rest = []
    for party in parties:
        token = span_head(view, party)
        if any(party.first <= t < party.last for t in told.subjects):
            roles.impose(party, "recognises it")
        elif party.is_state and any(is_below(view, token, t) for t in told.objects):
            roles.target(party, "whose rules are recognised")
        else:
            rest.append(party)
    return rest


def _premodifier(view: View, party: Party, head: int, side: str, roles: Roles) -> bool:
    """ "US tariffs", "Beijing's ban", "Trump's China tariffs", "Russia sanctions"."""
    if party.first > head:
        if view.words[head] in ENTERING and side != "firms":
            roles.impose(party, "where the goods come in")
            return True
        if view.is_verb(head):
            (roles.target if side != "home" else roles.impose)(party, "object")
            return True
        return False
    following = word_after(view, party)
    if following in ("'s", "'", "s"):
        roles.impose(party, "possessive")
    elif side == "firms" and party.form == "adjective" and following in FUELS:
        roles.target(party, "its goods")
    elif following in ("-", "–", "—") and side in ("import", "firms"):
        return False
    elif side == "firms" and party.form == "name" and party.named_state:
        roles.target(party, "modifier of the noun")
    elif side == "import" and party.form == "name" and party.named_state and roles.imposers:
        roles.target(party, "second modifier")
    else:
        roles.impose(party, "modifier of the noun")
    return True
