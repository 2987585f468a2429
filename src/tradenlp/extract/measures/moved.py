"""Rates to which a charge is moved that was told of right before: "plans to raise it to 25%", "cut that rate to 5%"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.view import View

MOVED = "echo: moved"
"""the id of the mentions of which the object is a pronoun"""
BY_ITS_RATE = frozenset({MOVED, "echo: step", "rates on goods"})
"""ids of mentions that tell of a charge by its rate alone"""
REACH = 1
"""sentences before in which the charge is told of"""


def moved_on(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; those that move a rate are of the goods and states of the charge that was told of last."""
    if all(m.cue.entry.id not in BY_ITS_RATE for m in mentions):
        return list(mentions)
    return [_as_before(m, mentions[:n]) if _moves(view, m) else m for n, m in enumerate(mentions)]


def _moves(view: View, mention: Mention) -> bool:
    """Whether it tells of a new rate, and of nothing else that sets it apart."""
    if mention.cue.entry.id not in BY_ITS_RATE or mention.rate is None or mention.rate.old:
        return False
    return not mention.scope.phrases and view.is_verb(mention.cue.head)


def _as_before(mention: Mention, before: Sequence[Mention]) -> Mention:
    told = [m for m in before if m.kind == mention.kind and 0 <= mention.sentence - m.sentence <= REACH]
    told = [m for m in told if m.cue.head != mention.cue.head and (m.scope.phrases or m.roles.targets)]
    told = [m for m in told if mention.roles.targets.keys() <= m.roles.targets.keys()]
    if not told:
        return mention
    last = told[-1]
    makers = mention.roles.imposers or last.roles.imposers
    hit = {actor: why for actor, why in last.roles.targets.items() if actor not in makers}
    return replace(mention, roles=Roles(dict(makers), hit), scope=last.scope, own_party=True)
