"""The duty on what comes beyond a quota: "the tariff above it stays at 20 per cent", "shipments beyond that pay 17%".

It is on the goods, and hits those, of the quota told of just before; where that is the quota of a safeguard, it is the
rate of the safeguard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.rates import Rate
from tradenlp.extract.view import View, within

BEYOND = frozenset({"above", "beyond", "over", "outside", "past", "exceeding"})
POINTING = frozenset({"it", "that", "this", "them", "those", "quota", "quotas", "ceiling", "threshold", "limit"})
NEAR = 3
"""tokens between "beyond" and what points to the quota"""
QUOTAS = frozenset({"quota", "quotas"})
SPENT = frozenset({"exhausted", "exceeded", "filled", "full", "used"})
"""what a quota is when the duty begins"""
SAFEGUARD_REACH = 2
"""sentences after one on a safeguard in which its duty is told"""


def rate_beyond(view: View, act: Act) -> Rate | None:
    """ "Imports above the quotas are charged 25%": the rate of a safeguard, told where no mention of it tells one."""
    if act.kind != "safeguard":
        return None
    numbers = sorted({m.sentence + n for m in act.mentions for n in range(SAFEGUARD_REACH + 1)})
    for start, end in (view.sentences[n] for n in numbers if n < len(view.sentences)):
        signs = [] if QUOTAS.isdisjoint(view.words[start:end]) else list(_signs(view, start, end))
        for placed in within(view.figures, start, end) if signs else ():
            level = placed.fact.unit == "percent" and placed.fact.direction not in ("increase", "decrease")
            if level and any(_of_one_clause(view, sign, placed.first) for sign in signs):
                return Rate(placed.fact.value, placed.fact.value_high, "percent", placed.first)
    return None


def _of_one_clause(view: View, one: int, other: int) -> bool:
    return {";", ":"}.isdisjoint(view.words[min(one, other) : max(one, other)])


def _signs(view: View, start: int, end: int) -> Iterator[int]:
    """Words that tell of what comes beyond a quota, or of a quota that is full."""
    for token in range(start, end):
        beyond = view.words[token] in BEYOND and not POINTING.isdisjoint(view.words[token + 1 : token + 1 + NEAR])
        if beyond or view.words[token] in SPENT or view.words[token : token + 3] == ["out", "-", "of"]:
            yield token


def beyond_quotas(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; duties on what comes beyond a quota with its goods, and those whose goods they are."""
    quotas = [m for m in mentions if m.kind == "import_quota" and m.scope.keys]
    return [_of_quota(view, m, quotas) for m in mentions] if quotas else list(mentions)


def _of_quota(view: View, mention: Mention, quotas: Sequence[Mention]) -> Mention:
    if mention.kind != "import_tariff" or not _is_beyond(view, mention):
        return mention
    near = [q for q in quotas if 0 <= mention.sentence - q.sentence <= 1 and q.cue.head < mention.cue.head]
    if not near:
        return mention
    quota, mine = near[-1], mention.roles
    hit = mine.targets or {a: why for a, why in quota.roles.targets.items() if a not in mine.imposers}
    roles = Roles(mine.imposers or quota.roles.imposers, hit)
    known = mention.scope.keys - {"unlisted"}
    return replace(mention, roles=roles, scope=mention.scope if known else quota.scope)


def _is_beyond(view: View, mention: Mention) -> bool:
    """Whether its clause says so, near its words."""
    start, end = view.sentences[mention.sentence]
    first, last = max(start, mention.cue.start - 2 * NEAR), min(end, mention.cue.end + 2 * NEAR)
    signs = (t for t in range(first, last) if view.words[t] in BEYOND)
    return any(not POINTING.isdisjoint(view.words[t + 1 : t + 1 + NEAR]) for t in signs)
