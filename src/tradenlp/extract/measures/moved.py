"""Rates of a charge named right before: "raise it to 25%", "the present duty is 5%", "60% in the second year".

Those to which it is moved, and the one at which it stands, are of its goods and states; the later steps of a schedule
are told by the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.view import View

BY_ITS_RATE = frozenset({"echo: moved", "echo: step", "echo: stands", "rates on goods"})
"""ids of mentions that tell of a charge by its rate alone"""
REACH = 1
"""sentences before in which the charge is told of"""
LATER = frozenset({"second", "third", "fourth", "fifth", "sixth", "following"})
STEPS = frozenset({"year", "stage", "phase", "step", "tranche", "quarter", "month"})
IN = frozenset({"in", "for", "during", "from", "after"})
STEP_REACH = 9
"""tokens of a rate and of the step that it is for"""


def moved_on(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without later steps; those that move a rate are of the charge that was told of last."""
    kept = [m for m in mentions if not _is_later_step(view, m)]
    if all(m.cue.entry.id not in BY_ITS_RATE for m in kept):
        return kept
    return [_as_before(m, kept[:n]) if _by_rate_alone(m) else m for n, m in enumerate(kept)]


def _is_later_step(view: View, mention: Mention) -> bool:
    """ "The new duty will fall to 60 percent in the second year": no act beside the one that is told so."""
    if mention.rate is None or mention.scope.phrases or mention.roles.targets or not _known(mention):
        return False
    for token in range(mention.rate.token + 1, min(mention.rate.token + STEP_REACH, len(view.words) - 1)):
        if view.words[token] in (",", "and", ";"):
            return False
        if view.words[token] in LATER and view.words[token + 1] in STEPS:
            return view.words[token - 1] == "the" and view.words[token - 2] in IN
    return False


def _known(mention: Mention) -> bool:
    """Whether it says of a charge told of before what becomes of it."""
    return mention.definite or mention.cue.entry.id in BY_ITS_RATE


def _by_rate_alone(mention: Mention) -> bool:
    """Whether it tells of a rate, and not of what."""
    told = mention.rate is not None and not mention.rate.old and not mention.scope.phrases
    return told and mention.cue.entry.id in BY_ITS_RATE


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
