"""What single firms are charged is part of the decision on their goods: "Lustra got 4%", "9% for Kita in Peru".

A case is against states: the home of a firm, or where else it works, is hit by it only where the decision says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import ON_SELLERS
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.rates import Rate
from tradenlp.extract.view import View, within

NAMES = frozenset({"NNP", "NNPS"})
"""tags of names; of other nouns a capital tells one"""
BEARING = word_list("bearers") | {"assigned", "given", "handed", "allotted"}
HELPING = frozenset({"was", "were", "is", "are", "will", "would", "may", "could", "has", "have", "had", "be", "been",
                     "also", "now", "only", "then", "both", "alone", "each"})  # fmt: skip
UNITS = frozenset({"percent", "%", "pct", "per", "cent", "tonne", "ton", "kilogram", "kg", "a", "each"})
NEXT_IN_ROW = frozenset({",", "and", ";", "while", "but", "whereas", "with", ":"})
GROUNDS = frozenset({"dumping", "subsidies", "subsidisation", "subsidization"})
OF_PLACE = frozenset({"in", "of", "from"})
FAR = 8
"""tokens between the verb of a firm and its rate, with what the rate is called: "got a preliminary duty rate of" """


def firm_rates(view: View, mentions: Sequence[Mention], parties: Sequence[Party]) -> list[Mention]:
    """The mentions; those of the rates of single firms are of the makers of the decision, on those it hits."""
    states = {t for p in parties if p.is_state for t in range(p.first, p.last)}
    firms = {id(m) for m in mentions if m.kind in ON_SELLERS and (m.firms or _of_firm(view, m, states))}
    if not firms:
        return list(mentions)
    decisions = [m for m in mentions if id(m) not in firms and (m.roles.targets or m.roles.imposers)]
    return [_of_decision(m, decisions) if id(m) in firms else m for m in mentions]


def _of_decision(mention: Mention, decisions: Sequence[Mention]) -> Mention:
    """The mention with the roles of the decision of its type told last before it, if any on where the firm is."""
    place = mention.sentence, mention.cue.head
    before = [d for d in decisions if d.kind == mention.kind and (d.sentence, d.cue.head) <= place]
    told = mention.roles.targets.keys() | mention.roles.imposers.keys()
    there = [d for d in before if not told.isdisjoint(d.roles.targets)]
    decision = (there or before)[-1:]
    return replace(mention, roles=decision[0].roles, firms=True) if decision else mention


def _of_firm(view: View, mention: Mention, states: set[int]) -> bool:
    """Whether the rate of a mention is told of a firm, known or not."""
    if mention.rate is None or mention.rate.old or mention.cue.head < view.body_token:
        return False
    start, end = view.sentences[mention.sentence]
    if view.words[mention.cue.start - 1] == "whose":
        return _ends_firm(view, _without_place(view, mention.cue.start - 3, states), states)
    grounded = not GROUNDS.isdisjoint(view.words[t] for t in mention.cue.tokens)
    rate = mention.rate
    return _for_firm(view, rate, states, end) or _borne_by_firm(view, rate, states, start, grounded=grounded)


def _for_firm(view: View, rate: Rate, states: set[int], end: int) -> bool:
    """ "14.7 percent for Lustra in Poland"."""
    token = rate.token
    while token < end and (view.tags[token] == "CD" or view.words[token] in UNITS | {"$", "€", "£", "-"}):
        token += 1
    return token + 1 < end and view.words[token] == "for" and _names_firm(view, token + 1, states)


def _borne_by_firm(view: View, rate: Rate, states: set[int], start: int, *, grounded: bool) -> bool:
    """ "Lustra of Poland received a rate of 4%", ", Kita 9%"; "4% for dumping and 9% for subsidies" are of one."""
    last = _without_place(view, rate.token - 1, states)
    if _ends_firm(view, last, states):
        first = last
        while first > start and (view.tags[first - 1] in NAMES or first - 1 in states or view.words[first - 1] == "'s"):
            first -= 1
        return first == start or view.words[first - 1] in NEXT_IN_ROW
    for verb in range(rate.token - 1, max(start, rate.token - FAR), -1):
        if view.words[verb] in NEXT_IN_ROW and not (grounded and view.words[verb - 1] in GROUNDS):
            return False
        if view.words[verb] in BEARING and view.is_verb(verb):
            last = verb - 1
            while last > start and view.words[last] in HELPING:
                last -= 1
            return _ends_firm(view, _without_place(view, last, states), states)
    return False


def _without_place(view: View, last: int, states: set[int]) -> int:
    """ "Lustra of Poland", "Kita in the Gambia": the token before where a firm is, or `last` where none is told."""
    before = last
    while before in states or (before != last and view.words[before] == "the"):
        before -= 1
    return before - 1 if before != last and view.words[before] in OF_PLACE else last


def _names_firm(view: View, first: int, states: set[int]) -> bool:
    """Whether a name begins there that is not that of a state: "Lustra", "Oman Fasteners"."""
    last = first
    while last + 1 < len(view.words) and view.tags[last + 1] in NAMES and view.tags[last] in NAMES:
        last += 1
    return _ends_firm(view, last, states)


def _ends_firm(view: View, token: int, states: set[int]) -> bool:
    """Whether a name ends there that is no state and no date; a word that opens its sentence must be tagged as one."""
    if token in states or not view.doc[token].text[:1].isupper() or not view.tags[token].startswith("NN"):
        return False
    if view.tags[token] not in NAMES and any(start == token for start, _ in view.sentences):
        return False
    return not any(d.first <= token < d.last for d in within(view.dates, max(0, token - 6), token + 1))
