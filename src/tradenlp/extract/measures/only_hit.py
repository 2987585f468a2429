"""States that an article tells to be hit by a type of measure and to take none: "the Chile duties" are laid on Chile.

A noun may be called by who lays it ("Peruvian duties") or by whom it hits ("the Chile duties"), and a sentence that
names one state alone may name either. What is told for certain of the same measures elsewhere settles it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention

CALLED = frozenset({"modifier of the noun"})
"""rules by which a noun is called after a state"""
OPEN = frozenset(
    {"the one state of the sentence", "its: the last named", "subject of the clause", "tells it", "demands it"}
)
"""rules that take a state for the maker because no other is named near"""


def of_those_who_act(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, without makers that the rest of the article tells to be hit by such measures and to take none."""
    return [_settled(m, mentions) if _in_doubt(m) else m for m in mentions]


def _in_doubt(mention: Mention) -> bool:
    rules = {why for why, _ in mention.roles.imposers.values()}
    return not mention.cue.kind.two_sided and len(mention.roles.imposers) == 1 and rules <= CALLED | OPEN


def _settled(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    state, (rule, token) = next(iter(mention.roles.imposers.items()))
    same = [m for m in mentions if m is not mention and m.kind == mention.kind]
    if any(_surely(m.roles.imposers.get(state)) for m in same):
        return mention
    hitting = [m.roles.imposers for m in same if state in m.roles.targets]
    makers = {actor for told in hitting for actor, (why, _) in told.items() if why not in OPEN}
    if len(makers) != 1 or makers & mention.roles.targets.keys():
        return mention
    if rule in CALLED and not mention.roles.targets:
        maker = next(iter(makers))
        return replace(mention, roles=Roles({maker: ("who lays them on it", token)}, {state: ("called by it", token)}))
    return replace(mention, roles=Roles({}, dict(mention.roles.targets)))


def _surely(why: tuple[str, int] | None) -> bool:
    return why is not None and why[0] not in CALLED | OPEN
