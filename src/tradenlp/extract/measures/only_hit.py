"""States that an article tells to be hit by a type of measure and to take none: "the Chile duties" are laid on Chile.

A noun may be called by who lays it ("Peruvian duties") or by whom it hits ("the Chile duties"), and a sentence that
names one state alone may name either. What is told for certain of the same measures elsewhere settles it. Penalties
are spoken of again and again without their sides ("lifting the sanctions would help European hotels"), so that
whoever stands near them there is easily taken for the other side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.view import View

CALLED = frozenset({"modifier of the noun"})
"""rules by which a noun is called after a state"""
OPEN = frozenset(
    {"the one state of the sentence", "its: the last named", "subject of the clause", "tells it", "demands it"}
)
"""rules that take a state for the maker because no other is named near"""
BESIDE = frozenset({"subject before the verb", "the government: of whom the news is", "told beside the mention"})
"""rules that take a state for the maker of penalties because it stands near"""
NEAR_HIT = frozenset({"told beside the mention", "shortly after", "to after the verb", "to after the noun"})
"""rules that take a state for who is hit by penalties because it stands near"""
PENALTIES = frozenset({"sanctions"})
UNDER = frozenset({"under", "despite", "amid", "because", "since"})


def of_those_who_act(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, without makers that the rest of the article tells to be hit by such measures and to take none."""
    settled = [_settled(m, mentions) if _in_doubt(view, m) else m for m in mentions]
    return [_not_hit(m, settled) if m.kind in PENALTIES else m for m in settled]


def _in_doubt(view: View, mention: Mention) -> bool:
    rules = {why for why, _ in mention.roles.imposers.values()}
    if mention.cue.kind.two_sided or len(mention.roles.imposers) != 1:
        return False
    if mention.kind not in PENALTIES:
        return rules <= CALLED | OPEN
    return rules <= CALLED | OPEN | BESIDE or (_is_setting(view, mention.cue.head) and rules <= {"subject"})


def _is_setting(view: View, head: int) -> bool:
    """ "Under the sanctions, Chad has a month": what somebody does while they stand."""
    return view.deps[head] == "pobj" and view.words[view.heads[head]] in UNDER


def _settled(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    state, (rule, token) = next(iter(mention.roles.imposers.items()))
    same = [m for m in mentions if m is not mention and m.kind == mention.kind]
    if any(_surely(m.roles.imposers.get(state), OPEN | _besides(m)) for m in same):
        return mention
    hitting = [m.roles.imposers for m in same if state in m.roles.targets and not _strikes_back(m)]
    makers = {actor for told in hitting for actor, (why, _) in told.items() if why not in OPEN}
    hit = {actor: why for actor, why in mention.roles.targets.items() if why[0] not in NEAR_HIT or actor not in makers}
    if len(makers) != 1 or makers & hit.keys():
        return mention
    if rule in CALLED and not hit:
        maker = next(iter(makers))
        return replace(mention, roles=Roles({maker: ("who lays them on it", token)}, {state: ("called by it", token)}))
    return replace(mention, roles=Roles({}, hit))


def _not_hit(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """A mention without those hit that only stand near it, and that impose such penalties on others and bear none."""
    near = {actor for actor, (why, _) in mention.roles.targets.items() if why in NEAR_HIT}
    same = [m for m in mentions if m is not mention and m.kind == mention.kind]
    for state in near:
        bears = any(state in m.roles.targets and m.roles.targets[state][0] not in NEAR_HIT for m in same)
        acts = any(_surely(m.roles.imposers.get(state), OPEN | BESIDE) for m in same)
        if acts and not bears:
            hit = {actor: why for actor, why in mention.roles.targets.items() if actor != state}
            mention = replace(mention, roles=Roles(dict(mention.roles.imposers), hit))
    return mention


def _besides(mention: Mention) -> frozenset[str]:
    return BESIDE if mention.kind in PENALTIES else frozenset()


def _surely(why: tuple[str, int] | None, doubtful: frozenset[str]) -> bool:
    return why is not None and why[0] not in CALLED | doubtful


def _strikes_back(mention: Mention) -> bool:
    """Whether it answers what whom it hits has done, who is then no state that is only hit."""
    return mention.answers or mention.reading.status == "threatened"
