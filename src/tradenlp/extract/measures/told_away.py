"""Goods that a sentence tells away from the mention they belong to: in front of it, before or in a relative clause."""

from __future__ import annotations

from collections.abc import Iterator

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import GoodsMention

ENDS = word_list("scope_ends")
BEARING = word_list("bearing_goods")
COVERING = word_list("covering")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FOR_GOODS = frozenset({"for", "on", "with", "to"})
LAID_ON = frozenset({"on", "upon", "against", "onto", "to"})
OPENING = frozenset({",", ";", ":", "and", "but", "while", "—", "–", "-"})
"""before "for steel" where it opens a clause"""
BEFORE_GOODS = frozenset({"JJ", "JJS", "NN", "NNP", "NNPS", "DT", "POS", "VBN", "CD"})
RELATIVES = frozenset({"which", "that", "who"})
POINTERS = frozenset({"them", "it", "these", "those"})
LISTING = frozenset({",", "and", "or", "including", "like", "such", "as", "among", "them", "other", "also"})
"""stand between the goods of a list"""
LONGEST_LIST = 40
"""tokens"""

Found = list[Placed[GoodsMention]]


def told_away(view: View, cue: Cue, start: int, end: int) -> Found:
    """Goods of a mention that names none in its own reach; `start` and `end` are those of its sentence."""
    if cue.kind.side == "deal":
        return _agreed_on(view, cue)
    if cue.kind.side not in ("import", "export"):
        return []
    if within(view.goods, start, end):
        found = _fronted(view, cue, start) or _set_before(view, cue)
        found = found or _in_relative(view, cue) or _antecedent(view, cue)
        if found:
            return found
    return _pointed_at(view, cue, start, end)


def done_again_for(view: View, verb: int) -> Found:
    """ "Canada did the same for tin", "followed suit on wine": other goods than those of what was done before."""
    after = (c for c in view.children(verb) if view.deps[c] == "prep" and view.words[c] in FOR_GOODS)
    return [g for child in after for g in _below(view, child)]


def _agreed_on(view: View, cue: Cue) -> Found:
    """ "An agreement to stop dumping microchips", "a pact that frees ships", "agreed to limit exports of shirts"."""
    wanted = ("xcomp", "dobj") if view.is_verb(cue.head) else ("acl", "relcl")
    for child in view.children(cue.head):
        if child > cue.head and view.deps[child] in wanted:
            below = view.subtree(child)
            last = next((t for t in below if t > child and view.words[t] in ENDS), below[-1] + 1)
            if found := within(view.goods, child, last):
                return found
    return []


def _fronted(view: View, cue: Cue, start: int) -> Found:
    """ "For tin the duty rises to 30%"."""
    found: Found = []
    for goods in reversed(within(view.goods, start, cue.start)):
        if any(_parts_clauses(view, t) for t in range(goods.last, found[0].first if found else cue.start)):
            return []
        found.insert(0, goods)
        first = goods.first
        while first > start and view.tags[first - 1] in BEFORE_GOODS:
            first -= 1
        if first > start and view.words[first - 1] == "for":
            opens = first - 1 == start or view.words[first - 2] in OPENING
            return found if opens else []
    return []


def _set_before(view: View, cue: Cue) -> Found:
    """ "On palm oil, Peru raised the duty", "For rye, the ministry said, Oman will cut the tariff"."""
    verb = next((t for t in (cue.head, *view.ancestors(cue.head)) if view.is_verb(t)), None)
    if verb is None:
        return []
    subject = min((c for c in view.children(verb) if view.deps[c] in ("nsubj", "nsubjpass")), default=verb)
    for child in view.children(verb):
        if child >= subject or view.deps[child] != "prep" or view.words[child] not in ("on", "for"):
            continue
        last = view.subtree(child)[-1]
        opens = child == 0 or view.words[child - 1] in OPENING or view.tags[child - 1] in (".", "_SP")
        if opens and view.words[last + 1 : last + 2] == [","]:
            found = within(view.goods, child, last + 1)
            named = {t for g in found for t in range(g.first, g.last)}
            return found if any(t in named for t in view.children(child)) else []
    return []


def _parts_clauses(view: View, token: int) -> bool:
    return view.tags[token] in FINITE or view.words[token] in ENDS


def _in_relative(view: View, cue: Cue) -> Found:
    """ "The 25% tariffs Peru placed on wine", "duties, which cover tin and bars"."""
    for verb in view.children(cue.head):
        if verb < cue.head or view.deps[verb] not in ("relcl", "acl"):
            continue
        covers = view.words[verb] in COVERING
        for child in view.children(verb):
            laid = view.deps[child] == "prep" and view.words[child] in LAID_ON
            if child > verb and (laid or (covers and view.deps[child] == "dobj")):
                found = _below(view, child)
                if found:
                    return found
    return []


def _below(view: View, token: int) -> Found:
    below = view.subtree(token)
    first, last = below[0], below[-1] + 1
    stop = next((t for t in range(token + 1, last) if view.words[t] in ENDS), last)
    return within(view.goods, first, stop)


def _antecedent(view: View, cue: Cue) -> Found:
    """ "A list of cars and ships on which it would charge duties", "vodka and fur, which will face a tariff"."""
    verb = next((t for t in (cue.head, *view.ancestors(cue.head)) if view.deps[t] == "relcl"), None)
    if verb is None:
        return []
    noun = view.heads[verb]
    pronoun = next((t for t in range(noun + 1, verb) if view.words[t] in RELATIVES), None)
    if pronoun is None or noun >= cue.start or pronoun >= cue.start:
        return []
    bears = any(view.words[t] in BEARING for t in (verb, *view.ancestors(cue.head)))
    laid = view.words[pronoun - 1] in ("on", "upon")
    if not laid and not (bears and view.deps[pronoun] in ("nsubj", "nsubjpass")):
        return []
    return _listed_before(view, pronoun - laid)


def _listed_before(view: View, place: int) -> Found:
    """The goods that stand right before a token, with those that are listed with them: "goods, including vodka"."""
    found: Found = []
    for goods in reversed(within(view.goods, max(0, place - LONGEST_LIST), place)):
        if not all(view.words[t] in LISTING for t in range(goods.last, found[0].first if found else place)):
            break
        found.insert(0, goods)
    return found


def _pointed_at(view: View, cue: Cue, start: int, end: int) -> Found:
    """ "Cars come off worst: the duty on them rises": the goods told last before a pronoun."""
    place = cue.end if view.words[cue.end - 1] == "on" else cue.end + 1
    if place >= end or view.words[place - 1] != "on" or view.words[place] not in POINTERS:
        return []
    if view.words[place] in ("these", "those") and view.tags[place + 1 : place + 2] not in ([], ["."], [","]):
        return []
    return list(_last_before(view, start, cue.start))


def _last_before(view: View, start: int, cue_start: int) -> Iterator[Placed[GoodsMention]]:
    here = within(view.goods, start, cue_start)
    if here:
        yield here[-1]
        return
    number = next((n for n, (first, _) in enumerate(view.sentences) if first == start), 0)
    if number:
        yield from within(view.goods, *view.sentences[number - 1])[-1:]
