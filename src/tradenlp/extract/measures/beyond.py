"""The duty on what comes beyond a quota: "the tariff above it stays at 20 per cent", "shipments beyond that pay 17%".

It is on the goods, and hits those, of the quota told of just before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.view import View

BEYOND = frozenset({"above", "beyond", "over", "outside", "past", "exceeding"})
POINTING = frozenset({"it", "that", "this", "them", "those", "quota", "quotas", "ceiling", "threshold", "limit"})
NEAR = 3
"""tokens between "beyond" and what points to the quota"""


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
