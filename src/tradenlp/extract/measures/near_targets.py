"""Whom a measure hits by the order of words: "on … Peruvian fish", "from countries such as Peru", the one origin."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, is_below, link, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

BREAKS = word_list("breaks")
EXAMPLES = frozenset({"including", "like", "notably", "namely", "particularly", "especially", "mainly", "chiefly",
                      "mostly", "principally", "primarily"})  # fmt: skip
FAR = 24
"""tokens after a mention in which those are named whom it hits"""
FROM_THEM = frozenset({"from", "on", "against"})
NO_GOODS = frozenset({"border", "borders", "customs", "duties", "ones", "ports", "tariff", "tariffs", "taxes"})
OFFICES = word_list("offices")
"""after a nationality: who speaks or decides, which are no goods"""
OPEN: dict[str, set[str]] = {"dispute": {"that"}, "export": {"that", "which"}}
"""words that part a mention from a party, but not where it is a case or goods that go somewhere"""
GOING = frozenset({"go", "goes", "went", "head", "heads", "headed", "ends", "end", "reach", "reaches"})
SAYING = word_list("reporting")
OTHER_CLAUSES = frozenset({"advcl", "conj", "parataxis", "ROOT"})
NATIONS = frozenset({"countries", "nations", "economies", "states", "partners", "origins", "regions", "territories"})
GROUNDS = frozenset({"over", "to"})
"""before goods that a measure is about but that it does not cover: "tied to opium from Laos" """
ALL_OF_IT = flow_words("all_of_it") | {"goods", "products", "merchandise"}
NEAR_ALL = 7
"""tokens between "everything" and where it comes from"""
SELLING = frozenset(
    form for verb in ("sell", "make", "ship", "send", "export", "produce", "supply") for form in inflections(verb)
)
SENDING = frozenset({"export", "exporting", "ship", "shipping", "sell", "selling", "send", "supply", "supplying"})
GOODS_REACH = 3
"""words of a phrase of goods between where they are from and their noun"""
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBN", "VBG", "HYPH", "CD", "CC", ","})
LISTS = frozenset({"list", "lists", "schedule", "range"})
AIMED = ("on after the noun", "against after the noun", "from after the noun")
LIST_WORDS = frozenset({",", "and", "or", "the", "&"})
ORIGIN_VERBS = word_list("origin_verbs")
PEOPLE = word_list("people")
TARGET_PREPOSITIONS = word_list("target_prepositions")
TARGET_SIGNS = {
    "export": frozenset({"to", "against", "on", "from"}),
    "other": frozenset({"on", "against", "from", "that", "over", "into", "of", "for"}),
}


BARRING = frozenset({"outside", "beyond", "except", "excluding", "bar", "but"})
"""words that set apart whom a measure does not hit: "cars built outside Mexico" """


def nearby_targets(view: View, parties: Sequence[Party], head: int, side: str, roles: Roles) -> None:
    """Reading order where syntax gave nothing: "on … X" shortly after the mention, or "Chinese goods"."""
    for party in parties:
        named = party.named_state or (side in ("firms", "export") and not party.is_state)
        if not head < party.first <= head + 12 or not named or party.actor_id in roles.imposers:
            continue
        between = view.words[head + 1 : party.first]
        if not BARRING.isdisjoint(between[-3:]):
            continue
        if _breaks(view, head, party) - OPEN.get(side, set()) or _clause_ends(view, head, party, side):
            return
        if _acts_itself(view, head, party):
            return
        if side == "import" and PEOPLE & set(view.words[party.last : party.last + 3]):
            continue
        prepositions = TARGET_SIGNS.get(side, TARGET_SIGNS["other"])
        if prepositions & set(between) and (side != "import" or _of_origin(view, party) or len(between) <= 4):
            roles.target(party, "shortly after")
            listed_with(view, parties, party, roles)
            return


def _breaks(view: View, head: int, party: Party) -> set[str]:
    """Words between a mention and a party that part them; an "and" between the goods of the mention does not."""
    between = [t for t in range(head + 1, party.first) if view.words[t] in BREAKS]
    return {view.words[t] for t in between if view.words[t] != "and" or not _joins_goods(view, t, head)}


def _joins_goods(view: View, token: int, head: int) -> bool:
    """ "duties on steel and copper from Peru": it joins nouns after the mention."""
    first = view.heads[token]
    return head < first < token and view.tags[first].startswith("NN")


def listed_with(view: View, parties: Sequence[Party], first: Party, roles: Roles) -> None:
    """ "from Peru, Chile and Bolivia": the others of the list."""
    last = first.last
    for party in parties:
        if party.first < last or party.actor_id in roles.imposers:
            continue
        if not set(view.words[last : party.first]) <= LIST_WORDS or opens_clause(view, party):
            return
        if view.words[last : party.first] == [","] and _speaks(view, party):
            return
        roles.target(party, "listed with it")
        last = party.last


def all_aimed_at(view: View, parties: Sequence[Party], roles: Roles) -> None:
    """ "Sanctions on Iran, Syria and Cuba were extended": the whole list, of which the parse may tie only the first."""
    aimed = {at for rule, at in roles.targets.values() if rule in AIMED}
    for number, party in enumerate(parties):
        following = view.words[party.last : party.last + 1]
        if party.first in aimed and following in ([","], ["and"]):
            rest = parties[number + 1 :]
            owners = [p for p in rest if view.words[p.last : p.last + 1] in (["'s"], ["'"], ["’s"])]
            listed_with(view, rest[: rest.index(owners[0])] if owners else rest, party, roles)


def opens_clause(view: View, party: Party) -> bool:
    """ "from Peru, and Chile did the same": no other of the list, but who acts in a clause of its own."""
    token = span_head(view, party)
    return view.deps[token] == "nsubj" and view.heads[token] == party.last and view.is_verb(party.last)


def _speaks(view: View, party: Party) -> bool:
    """ "on Peru, Chilean Foreign Minister Ana Roca said": the nationality of somebody who is told of behind a comma."""
    after = view.tags[party.last : party.last + 2]
    return party.form == "adjective" and bool(after) and all(tag == "NNP" for tag in after)


def for_example(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "goods from countries without a treaty, above all Peru and Chile": those of whom some are named."""
    end = min(cue.end + FAR, len(view.words))
    nouns = [t for t in range(cue.end, end) if view.words[t] in NATIONS and view.words[view.heads[t]] in FROM_THEM]
    if not nouns:
        return
    for party in parties:
        opener = view.words[max(0, party.first - 3) : party.first]
        if party.first > nouns[0] and party.named_state and party.form != "adjective" and _exemplifies(opener):
            roles.target(party, "one of those named")
            listed_with(view, parties, party, roles)
            return


def bound_for(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Need leave in order to export resists, gas or glass to Laotian firms": where the goods of the verb go."""
    sent = [t for t in cue.tokens if view.words[t] in SENDING and view.is_verb(t)]
    for party in (p for p in parties if p.is_state and p.actor_id not in roles.imposers):
        for verb in sent:
            found = link(view, party, verb)
            direct = found is not None and (not found.through_clause or view.words[party.first - 1] == "to")
            if found is not None and direct and found.prepositions[-1:] == ("to",):
                roles.target(party, "to after the verb")


def only_other(parties: Sequence[Party], roles: Roles) -> None:
    """ "Niger may have its money back: the bloc drops its sanctions": nobody else in the sentence can be meant."""
    others = {p.actor_id: p for p in parties if p.is_state and p.actor_id not in roles.imposers}
    if len(others) == 1 and roles.imposers:
        for party in others.values():
            roles.target(party, "the only other state of the sentence")


def origin_below(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "may not buy drones with Chinese parts", "cars built in Peru will cost 25% more": the one origin it tells of."""
    top = next((t for t in (cue.head, *view.ancestors(cue.head)) if view.is_verb(t)), cue.head)
    top = view.heads[top] if top == cue.head and view.deps[top] in ("relcl", "acl") else top
    named = cue.kind.side == "import" and bool(roles.imposers)
    others = [p for p in parties if p.named_state and p.actor_id not in roles.imposers]
    found = [p for p in others if _is_origin(view, p, cue, top, named=named)]
    if len({p.actor_id for p in found}) == 1:
        roles.target(found[0], "the one origin told of")
        listed_with(view, parties, found[0], roles)


def row_of_origins(view: View, parties: Sequence[Party], cue: Cue, end: int, roles: Roles) -> None:
    """ "duties on resin originating in Peru, Chile and Laos": all of those from whom goods come, told behind them."""
    for party in parties:
        if not cue.end <= party.first < end or not party.named_state or party.actor_id in roles.imposers:
            continue
        place = party.first - 1 - (view.words[party.first - 1] == "the")
        if view.words[place] in ("from", "in") and view.words[place - 1] in ORIGIN_VERBS:
            roles.target(party, "where the goods come from")
            listed_with(view, parties, party, roles)
            return


def all_that_comes(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "200% on everything that comes from Peru", "on whatever Peru sells": whose goods all are."""
    last = min(len(view.words), cue.end + NEAR_ALL)
    every = next((t for t in range(cue.start, last) if view.words[t] in ALL_OF_IT), None)
    if every is None:
        return
    for party in parties:
        if not every < party.first <= every + NEAR_ALL or not party.named_state or party.actor_id in roles.imposers:
            continue
        between = view.words[every + 1 : party.first]
        sold = not SELLING.isdisjoint(view.words[party.last : party.last + 1])
        if {",", ";", "."}.isdisjoint(between) and (sold or between[-1:] in (["from"], ["of"])):
            roles.target(party, "all that comes from there")
            return


def _is_origin(view: View, party: Party, cue: Cue, top: int, *, named: bool) -> bool:
    """Whether goods are told to be of a state, in the clause of the mention and not of another noun joined to it.

    `named`: whether a name before a noun counts ("Hong Kong parcels"), as well as an adjective ("Peruvian fish").
    """
    token = span_head(view, party)
    made = view.words[token - 1] in ("in", "from") and view.words[token - 2] in ORIGIN_VERBS
    noun = view.heads[token - 2] if made else view.heads[token]
    described = party.form == "adjective" or (named and view.deps[token] == "compound")
    if not made and (not described or not view.tags[noun].startswith("NN") or noun < token):
        return False
    if noun in cue.tokens or view.words[noun] in PEOPLE | NO_GOODS | OFFICES:
        return False
    own = set(view.ancestors(cue.head))
    for above in view.ancestors(token):
        if above in own and view.words[above] in LISTS:
            return True
        if above == top or above in own or (view.is_verb(above) and view.deps[above] in OTHER_CLAUSES):
            return above == top
    return False


def origin_of_scope(view: View, parties: Sequence[Party], goods: Sequence[int], roles: Roles) -> None:
    """ "The 10% it put on raw Canadian nickel", "US order on garlic from Peru": whose the goods are that it covers."""
    goods = [t for t in goods if view.words[t - 1] not in GROUNDS]
    found = [p for p in parties if p.named_state and p.actor_id not in roles.imposers and _its_goods(view, p, goods)]
    for party in found if len(found) == 1 else ():
        roles.target(party, "where the goods it covers are of")
        listed_with(view, parties, party, roles)


def _its_goods(view: View, party: Party, goods: Sequence[int]) -> bool:
    """ "raw Canadian nickel", "Canada-made wire", "nickel from, made in, out of Canada"."""
    hyphen, verb = view.words[party.last : party.last + 1], view.words[party.last + 1 : party.last + 2]
    made_there = hyphen == ["-"] and not ORIGIN_VERBS.isdisjoint(verb)
    if party.form == "adjective" or made_there:
        if view.words[view.heads[span_head(view, party)]] in PEOPLE | NO_GOODS | OFFICES:
            return False
        between = view.tags[party.last : party.last + GOODS_REACH]
        if made_there and party.first in goods:
            return True
        ahead = (t for t in range(party.last, party.last + len(between)) if t in goods)
        return any(all(tag in NOUN_TAGS for tag in between[: t - party.last]) for t in ahead)
    place = party.first - 1 - (view.words[party.first - 1] == "the")
    made = view.words[place - 1] in ORIGIN_VERBS | {"out"}
    if view.words[place] != "from" and not (made and view.words[place] in ("in", "of")):
        return False
    noun = place - 1 - made
    return any(0 <= noun - t <= GOODS_REACH and _bare(view, t + 1, noun) for t in goods)


def _bare(view: View, first: int, last: int) -> bool:
    """Whether nothing but nouns and adjectives stands between two words."""
    return all(view.tags[t] in NOUN_TAGS for t in range(first, last + 1))


def _exemplifies(before: Sequence[str]) -> bool:
    """ "such as", "above all", "including"."""
    last = [w for w in before if w not in (",", "the", ":")]
    return bool(last) and (
        last[-1] in EXAMPLES or tuple(last[-2:]) in {("such", "as"), ("above", "all"), ("among", "them")}
    )


def _clause_ends(view: View, head: int, party: Party, side: str) -> bool:
    """Whether another clause begins between the mention and a party."""
    opening = (t for t in range(head + 2, party.first) if view.words[t - 1] == "," and view.tags[t] == "VBG")
    if any(view.words[t] not in TARGET_PREPOSITIONS for t in opening):
        return True
    above = _own_clause(view, head)
    return any(
        view.tags[t] in ("VBD", "VBZ", "VBP")
        and t not in above
        and view.words[t] not in ORIGIN_VERBS
        and not (side == "export" and view.words[t] in GOING)
        for t in range(head + 1, party.first)
    )


def _own_clause(view: View, head: int) -> set[int]:
    """What stands above a mention, up to a clause told before its main verb: "having raised duties, it banned"."""
    own: set[int] = set()
    for above in (head, *view.ancestors(head)):
        own.add(above)
        if view.deps[above] == "advcl" and view.heads[above] > above:
            break
    return own - {head}


def _acts_itself(view: View, head: int, party: Party) -> bool:
    """ "will stop exports from January, Guinea is pressing miners": the subject of a clause of its own."""
    token = span_head(view, party)
    verb = view.heads[token]
    acts = view.deps[token] == "nsubj" and verb > token
    if acts and view.words[verb] in SAYING:
        return True
    return acts and verb not in view.ancestors(head) and not is_below(view, verb, head)


def _of_origin(view: View, party: Party) -> bool:
    """ "Chinese imports", "goods from China": where goods come from."""
    if party.form in ("adjective", "abbreviation") and view.tags[party.last : party.last + 1] != ["."]:
        following = range(party.last, min(party.last + 3, len(view.words)))
        return any(view.tags[t].startswith("NN") for t in following) and not any(
            view.words[t] in PEOPLE for t in following
        )
    return "from" in view.words[max(0, party.first - 2) : party.first]
