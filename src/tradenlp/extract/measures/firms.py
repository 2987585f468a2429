"""Which firm a listing is of: "put the Chinese phone maker on its list" is of the firm spoken of, not of China."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

FIRM_NOUNS = word_list("firm_nouns")
KINDS = frozenset({"entity_listing", "sanctions", "investment_restriction"})
ONTO = frozenset({"on", "onto", "in", "among"})
STANDING = frozenset({"is", "are", "was", "were", "be", "been", "'s", "'re"}).union(
    *(inflections(verb) for verb in ("remain", "stay", "sit", "stand", "land", "appear", "feature"))
)
"""verbs by which a firm is said to be on a list"""
ONE_OF_THEM = frozenset({"the", "that", "this", "its"})
REACH = 6
"""tokens between the adjective of a state and the noun or name of the firm"""


def aim_at_firms(view: View, cue: Cue, roles: Roles, parties: Sequence[Party], before: Sequence[Party]) -> None:
    """Give a listing the firm that a nationality describes; `before` are the parties named earlier in the article."""
    if cue.kind.id not in KINDS:
        return
    if cue.kind.id == "entity_listing" and not roles.targets:
        _standing_on_it(view, cue, parties, roles)
    states = {p.actor_id for p in parties if p.is_state}
    if view.is_verb(cue.head) and roles.targets.keys() <= states:
        _pointed_to(view, cue, parties, before, roles)
    for adjective in [p for p in parties if p.form == "adjective" and p.actor_id in roles.targets]:
        firm = _described(view, adjective, parties) or _spoken_of(view, adjective, before)
        if firm is not None and (cue.kind.id != "investment_restriction" or firm.home is not None):
            del roles.targets[adjective.actor_id]
            roles.target(firm, "the firm described")


def _standing_on_it(view: View, cue: Cue, parties: Sequence[Party], roles: Roles) -> None:
    """ "Hikvision has been on the list since 2019": who stands on a list; where no firm is named, whose firms."""
    above = view.heads[cue.head]
    verb = view.heads[above]
    if view.words[above] not in ONTO or view.words[verb] not in STANDING:
        return
    below = {t for c in view.children(verb) if view.deps[c] == "nsubj" for t in view.subtree(c)}
    on_it = [p for p in parties if p.first in below and p.actor_id not in roles.imposers]
    for party in [p for p in on_it if not p.is_state] or [p for p in on_it if p.form == "adjective"]:
        roles.target(party, "stands on it")


def _pointed_to(view: View, cue: Cue, parties: Sequence[Party], before: Sequence[Party], roles: Roles) -> None:
    """ "took the smelter group off its list": the firm named last before is meant; of an apposition the names."""
    firms = [p for p in (*before, *parties) if not p.is_state and p.actor_id not in roles.imposers]
    for thing in arguments_of(view, cue.head).objects:
        below = set(view.subtree(thing))
        named = [p for p in firms if p.first in below]
        pointed = view.words[thing] in FIRM_NOUNS and ONE_OF_THEM & {view.words[c] for c in view.children(thing)}
        earlier = [p for p in firms if p.last <= min(below)] if pointed else []
        for firm in named or earlier[-1:]:
            roles.target(firm, "the firm spoken of")


def _described(view: View, adjective: Party, parties: Sequence[Party]) -> Party | None:
    """ "the Chinese memory maker Fujian Jinhua": the name after the noun."""
    nouns = list(_firm_nouns(view, adjective))
    following = (p for p in parties if not p.is_state and nouns and nouns[-1] < p.first <= nouns[-1] + 2)
    return next(following, None)


def _spoken_of(view: View, adjective: Party, before: Sequence[Party]) -> Party | None:
    """ "the Chinese telecoms group": the firm of that state named last."""
    definite = ONE_OF_THEM & set(view.words[max(0, adjective.first - 2) : adjective.first])
    nouns = list(_firm_nouns(view, adjective))
    if not definite or not nouns or view.tags[nouns[-1]] != "NN":
        return None
    firms = [p for p in before if not p.is_state and p.home == adjective.actor_id]
    return firms[-1] if firms else None


def _firm_nouns(view: View, adjective: Party) -> Iterator[int]:
    for token in range(adjective.last, min(adjective.last + REACH, len(view.words))):
        if not view.tags[token].startswith(("NN", "JJ", "HYPH", "VB")) and view.words[token] != "-":
            return
        if view.words[token] in FIRM_NOUNS:
            yield token
