"""What a measure covers: goods and values named with one mention of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View, within

GENERIC = frozenset("goods good products product imports import exports export items item merchandise shipments shipment "
                    "trade things sales sale purchases categories types lines range list part parts all everything "
                    "country countries nation nations world partners firms companies entities others billion million "
                    "percent pct % worth value supplies materials equipment it them those these this that which rest "
                    "wide variety year month week day border rate level basis issue issues tariffs tariff duties "
                    "duty measures government market markets use".split())  # fmt: skip
STOP_DEPS = frozenset({"relcl", "acl", "advcl", "punct", "cc", "appos"})
SCOPE_PREPOSITIONS = frozenset({"on", "of", "for", "against", "including", "covering", "as", "like", "over", "into",
                                "targeting", "in"})  # fmt: skip
VALUE_UNITS = frozenset({"USD", "CNY", "EUR", "GBP", "JPY", "CAD", "AUD", "INR", "KRW", "BRL", "MXN", "CHF"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Goods phrases with what they are compared by."""

    phrases: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    value: float | None = None
    """the value of the trade covered, which tells tranches apart"""
    tokens: tuple[int, ...] = ()


def read_scope(view: View, cue: Cue, parties: list[Party], start: int, end: int) -> Scope:
    """The goods that one mention covers; empty where it names none."""
    region = _region(view, cue, start, end)
    tranche = _tranche(view, region, start, end)
    phrases: dict[str, tuple[str, int]] = {}
    for placed in within(view.goods, start, end):
        if placed.first in region or placed.last - 1 in region:
            phrases.setdefault(placed.fact.text, (placed.fact.goods_id, placed.first))
    if not phrases and tranche is None and cue.kind.side not in ("firms", "deal", "dispute"):
        phrases = {text: (key, token) for text, key, token in _noun_phrases(view, cue, region, parties)}
    if tranche is not None:
        text, value, token = tranche
        return Scope((text, *phrases), frozenset(k for k, _ in phrases.values()), value, (token,))
    return Scope(tuple(phrases), frozenset(k for k, _ in phrases.values()), None, tuple(t for _, t in phrases.values()))


def _region(view: View, cue: Cue, start: int, end: int) -> frozenset[int]:
    """Tokens that may name what is covered: below the noun, or below the object of the verb."""
    head = cue.head
    tokens = set(_open_subtree(view, head))
    governor = view.heads[head]
    if not view.is_verb(head) and governor != head and view.is_verb(governor):
        for child in view.children(governor):
            if child > head and view.deps[child] == "prep" and view.words[child] in ("on", "against", "for", "including"):
                tokens.update(_open_subtree(view, child))
    for token in range(cue.start, cue.end):
        tokens.add(token)
    return frozenset(t for t in tokens if start <= t < end)


def _open_subtree(view: View, token: int) -> Iterator[int]:
    """The tokens below, without clauses that say something else."""
    yield token
    for child in view.children(token):
        if view.deps[child] in ("relcl", "advcl", "ccomp", "nsubj", "agent"):
            continue
        if view.deps[child] in ("acl", "conj") and view.is_verb(child):
            continue
        if view.deps[child] == "prep" and view.words[child] in ("by", "after", "since", "under", "because", "despite"):
            continue
        yield from _open_subtree(view, child)


def _tranche(view: View, region: frozenset[int], start: int, end: int) -> tuple[str, float, int] | None:
    """ "$200 billion of Chinese goods": the phrase and its value."""
    for placed in within(view.figures, start, end):
        if placed.fact.unit in VALUE_UNITS and placed.fact.value >= 1e6 and placed.first in region:
            first, last = _tranche_extent(view, placed.first, placed.last, end)
            if first is not None:
                return view.wording(first, last).text, placed.fact.value, placed.first
    return None


def _tranche_extent(view: View, first: int, last: int, end: int) -> tuple[int | None, int]:
    """Tokens of the whole phrase: "$50 billion worth of X", "X worth about $50 billion"."""
    stop = last
    while stop < min(end, last + 3) and view.words[stop] in ("of", "in", "worth", "dollars", "a", "year", "'s"):
        stop += 1
    tail = stop
    while tail < min(end, stop + 4) and (view.tags[tail].startswith(("N", "JJ")) or view.words[tail] == "-"):
        tail += 1
    if stop > last and tail > stop:
        return first, tail
    back = first
    while back > 0 and first - back < 4 and view.words[back - 1] in ("worth", "valued", "at", "about", "around", "over",
                                                                     "roughly", "nearly", "some", "another"):  # fmt: skip
        back -= 1
    if back == first or "worth" not in view.words[back:first] and "valued" not in view.words[back:first]:
        return None, last
    front = back
    while front > 0 and back - front < 4 and view.tags[front - 1].startswith(("N", "JJ")):
        front -= 1
    return (front, last) if front < back else (None, last)


def _noun_phrases(view: View, cue: Cue, region: frozenset[int], parties: list[Party]) -> Iterator[tuple[str, str, int]]:
    """Objects of "on", "of" … where no known goods are named: the noun with its modifiers."""
    named = {t for p in parties for t in range(p.first, p.last)}
    for token in sorted(region):
        if token <= cue.head or not view.tags[token] in ("NN", "NNS") or view.words[token] in GENERIC:
            continue
        if token in named or not _is_scope(view, cue, token):
            continue
        first = token
        while first - 1 > cue.head and _modifies(view, first - 1, token) and first - 1 not in named:
            first -= 1
        text = view.wording(first, token + 1).text
        yield text, view.words[token], token


def _is_scope(view: View, cue: Cue, token: int) -> bool:
    """Whether a noun is the object of a preposition that tells the scope, or joined to one that is."""
    for _ in range(6):
        dep, above = view.deps[token], view.heads[token]
        if dep == "pobj":
            if view.words[above] not in SCOPE_PREPOSITIONS:
                return False
            holder = view.heads[above]
            return holder == cue.head or holder in cue.tokens or view.words[holder] in GENERIC or view.is_verb(holder)
        if dep == "dobj":
            return above == cue.head and view.is_verb(above)
        if dep not in ("conj", "appos") or view.is_verb(above):
            return False
        token = above
    return False


def _modifies(view: View, token: int, noun: int) -> bool:
    return view.deps[token] in ("compound", "amod", "nmod", "punct") and view.heads[token] in range(token, noun + 1) and (
        view.words[token] not in GENERIC
    )
