"""Open word classes of who does it: an authority, a firm, a firm of the net, a body that buys for a state."""

from __future__ import annotations

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.holders import kinds_at
from tradenlp.extract.measures.spots import Spot

AUTHORITIES = flow_words("authorities")
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "which", "who"})
FIRMS = frozenset({"banks", "buyers", "companies", "contractors", "enterprises", "firms", "operators", "services",
                   "utilities"})  # fmt: skip
"""who buys for a state only where a word says that it is the state's, or runs what the state rests on"""
OF_STATE = flow_words("public") | {"state-owned", "state-run", "critical", "infrastructure", "central"}


def is_authority(spot: Spot) -> bool:
    """A state, a body or a person of it, or a word such as "the cabinet"; a pronoun may stand for one."""
    view, token = spot.view, spot.token
    if view.words[token] in AUTHORITIES or view.words[token] in PRONOUNS:
        return True
    return bool(kinds_at(view, token) & {"country", "bloc", "government_body", "person"})


def is_firm(spot: Spot) -> bool:
    """A firm by its name or by a word such as "mill"."""
    return spot.view.words[spot.token] in flow_words("firms") or "company" in kinds_at(spot.view, spot.token)


def is_net_firm(spot: Spot) -> bool:
    """Firms of the net: "Google", "platforms", "large technology groups", "providers of online services"."""
    view, words = spot.view, flow_words("bigtech")
    if view.words[spot.token] in words and view.tags[spot.token].startswith("NN"):
        return True
    if view.words[spot.token] not in flow_words("net_firms"):
        return False
    return any(view.words[t] in words for t in view.subtree(spot.token))


def is_ruler(spot: Spot) -> bool:
    """Like an authority, but named and not by a pronoun."""
    return spot.view.words[spot.token] not in PRONOUNS and is_authority(spot)


def is_public_buyer(spot: Spot) -> bool:
    """A body of a state, or a word such as "hospitals", whose purchases the state pays for; state firms, no others."""
    view, token = spot.view, spot.token
    if "government_body" in kinds_at(view, token):
        return True
    below = {view.words[t] for t in view.subtree(token)} if view.words[token] in FIRMS else OF_STATE
    return view.words[token] in flow_words("public_buyers") and not below.isdisjoint(OF_STATE)
