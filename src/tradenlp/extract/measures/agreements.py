"""Which nouns name an agreement on trade: by its own name, by what it is on, or by the states that are its sides.

"CAFTA" and "the Trans-Pacific Partnership" are such wherever they stand, "the wool compact" by its goods, and "a pact
with Lima" only in an article that speaks of trade; "the arms pact" is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.parties import names_token
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View, within

TREATIES = flow_words("treaties")
AGREEMENTS = flow_words("deal") | flow_words("pacts") | flow_words("compacts")
OF_TRADE = flow_words("pact_kinds")
MATTERS = OF_TRADE - {"economic", "pacific", "transatlantic"}
"""what an agreement may be on, or for: "an understanding for a difficult economic position" is none on trade"""
OF_OTHER_MATTERS = flow_words("other_pacts")
FAR_FROM_TRADE = flow_words("far_from_trade")
TRADE = flow_words("trade_talk")
QUARRELS = flow_words("quarrels")
FREE_TRADE = frozenset({"area", "zone", "bloc", "union"})
"""agreements only where trade, or customs, stands before them"""
NAME = 8
"""words that the name of a firm has at most"""
ON_WHAT = frozenset({"on", "over", "for", "about", "covering", "of"})
SIDES = frozenset({"with", "between", "among"})
TALKS = frozenset({"talks", "negotiations", "discussions", "negotiation", "bargaining", "consultations"})
FREE = frozenset({"free", "deal", "pact", "agreement", "accord", "treaty", "partnership"})
NEAR = frozenset({"amod", "compound", "nmod", "poss", "nummod", "npadvmod", "conj", "punct", "advmod"})


def called_of_trade(view: View, cue: Cue) -> bool:
    """ "They reached a trade deal": the words of a mention say that its deal is one on trade."""
    return any(view.words[t] == "trade" or view.words[t - 1] == "trade" for t in cue.tokens if t)


def is_pact(view: View, noun: int) -> bool:
    """Whether a noun names an agreement on trade between states."""
    word = view.words[noun]
    if word in TREATIES:
        return True
    if word not in AGREEMENTS and word not in FREE_TRADE:
        return False
    before = [t for c in view.children(noun) if c < noun and view.deps[c] in NEAR for t in view.subtree(c)]
    kinds = {view.words[t] for t in before}
    if not OF_OTHER_MATTERS.isdisjoint(kinds):
        return False
    if word in FREE_TRADE:
        return not kinds.isdisjoint(("trade", "customs"))
    if not OF_TRADE.isdisjoint(kinds):
        return True
    behind = list(_governed(view, noun))
    if any(view.words[t] in OF_OTHER_MATTERS for _, t in behind):
        return False
    on_goods = any(_is_goods(view, t) for t in before) or any(
        name in ON_WHAT and (view.words[t] in MATTERS or _is_goods(view, t)) for name, t in behind
    )
    return on_goods or (_of_states(view, before, behind) and not TRADE.isdisjoint(view.words))


def on_other_matter(view: View, noun: int) -> bool:
    """Whether an agreement is on anything but trade: "an accord on removing missiles", "the extradition treaty"."""
    before = [t for c in view.children(noun) if c < noun and view.deps[c] in NEAR for t in view.subtree(c)]
    behind = [t for name, t in _governed(view, noun) if name not in SIDES]
    behind = behind[: next((n for n, t in enumerate(behind) if view.words[t] in (",", ";")), len(behind))]
    named = {view.words[t] for t in (*before, *behind)}
    if not named.isdisjoint(OF_TRADE) or any(are_goods(view, t) for t in (*before, *behind)):
        return False
    return not named.isdisjoint(FAR_FROM_TRADE)


def _is_goods(view: View, token: int) -> bool:
    """ "Steel", but not in "a deal for Bethlehem Steel"."""
    near = within(view.actors, max(0, token - NAME), token + 1)
    in_firm = any(
        p.first <= token < p.last and (actor := view.table.get(p.fact.actor_id)) and actor.kind == "company"
        for p in near
    )
    return not in_firm and are_goods(view, token)


def _governed(view: View, noun: int) -> Iterator[tuple[str, int]]:
    for child in view.children(noun):
        if child > noun and view.deps[child] in ("prep", "acl"):
            yield from ((view.words[child], t) for t in view.subtree(child) if t != child)


def _of_states(view: View, before: list[int], behind: list[tuple[str, int]]) -> bool:
    """ "its pact with Lima", "the Lima-Quito accord"."""
    if any(name in SIDES and names_token(view, t) for name, t in behind):
        return True
    named = [t for t in before if names_token(view, t)]
    return any(view.words[t] in ("-", "–") for t in before) and len(named) > 1


def are_talks(view: View, noun: int) -> bool:
    """Whether a noun is of talks whose matter is trade: "trade talks", "negotiations on tariffs"."""
    return _talks(view, noun, OF_TRADE)


def are_talks_on_deal(view: View, noun: int) -> bool:
    """Whether a noun is of talks on an agreement: "free-trade talks", "negotiations on a customs union"."""
    return _talks(view, noun, FREE) or any(
        view.words[child] in ON_WHAT and any(is_pact(view, t) for t in view.children(child))
        for child in view.children(noun)
        if view.words[noun] in TALKS
    )


def is_trade_quarrel(view: View, noun: int) -> bool:
    """Whether a noun is of a quarrel over goods or trade: "the banana war", "a row over steel"."""
    if view.words[noun] not in QUARRELS:
        return False
    near = (c for c in view.children(noun) if (c < noun and view.deps[c] in NEAR) or view.words[c] in ON_WHAT)
    return any(are_goods(view, t) or view.words[t] in OF_TRADE for c in near for t in view.subtree(c))


def _talks(view: View, noun: int, kinds: frozenset[str]) -> bool:
    if view.words[noun] not in TALKS:
        return False
    below = [
        t for c in view.children(noun) if view.deps[c] in NEAR or view.words[c] in ON_WHAT for t in view.subtree(c)
    ]
    return not kinds.isdisjoint(view.words[t] for t in below)
