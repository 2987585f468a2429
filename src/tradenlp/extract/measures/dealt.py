"""Rates told once and meant again: "25% on steel and 10% on tin" in March, "steel and tin tariffs on Chile" in June.

What a state lays on one more partner later is laid on each of the goods at the rate that the article tells for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention

RATED = frozenset({"import_tariff", "export_tax", "safeguard"})
"""types that a state sets goods by goods"""

SOON = 4
"""sentences after the whole within which its parts are told"""
CHANGED = frozenset({"eased", "suspended", "removed", "extended"})


def dealt_out(acts: Sequence[Act]) -> list[Act]:
    """The acts; one on several goods, aimed at somebody, becomes one for each rate that its maker has for them all."""
    return [part for act in acts for part in _parts(act, acts)]


def without_wholes(acts: Sequence[Act]) -> list[Act]:
    """The acts, without those that tell as a whole what the sentences after them tell rate by rate.

    "Peru will tax goods worth $3 billion. It plans 15% on fruit. A duty of 25% will be laid on pork": two duties.
    """
    kept = []
    for act in acts:
        parts = [a for a in acts if a is not act and _is_part(a, act)]
        if len(parts) < 2 or len({a.rate for a in parts}) < 2:
            kept.append(act)
            continue
        for part in parts:
            _tell_again(act, part)
    return kept


def _is_part(part: Act, whole: Act) -> bool:
    """Whether one has a rate and goods of its own and is told shortly after another that has neither."""
    if whole.kind not in RATED or whole.rate is not None or whole.body_goods or not whole.targets:
        return False
    same = part.kind == whole.kind and part.imposers == whole.imposers and part.targets == whole.targets
    if not same or part.rate is None or not part.goods or part.stands:
        return False
    first = part.mentions[0].sentence
    told_before = any(0 < first - m.sentence <= SOON for m in whole.mentions)
    return told_before and (part.status in CHANGED) == (whole.status in CHANGED)


def _parts(act: Act, acts: Sequence[Act]) -> list[Act]:
    if act.kind not in RATED or act.rate is not None or len(act.goods) < 2 or not act.targets:
        return [act]
    rated = [a for a in acts if a is not act and _sets_rate(a, act)]
    covered = [key for a in rated for key in a.goods]
    whole = set(covered) == act.goods and len(covered) == len(act.goods)
    if len(rated) < 2 or not whole:
        return [act]
    if not _has_own_day(act, rated):
        for model in rated:
            _tell_again(act, model)
        return []
    return [_at_rate(act, model) for model in rated]


def _sets_rate(rated: Act, act: Act) -> bool:
    """Whether one tells, for everybody, the rate of a part of the goods of another."""
    same = rated.kind == act.kind and rated.imposers == act.imposers
    return same and rated.rate is not None and not rated.targets and bool(rated.goods) and rated.goods < act.goods


def _has_own_day(act: Act, rated: Sequence[Act]) -> bool:
    """Whether it was decided on a day of its own; else it tells again what the others tell."""
    return bool(_days(act) - {day for a in rated for day in _days(a)})


def _tell_again(act: Act, model: Act) -> None:
    for mention in act.mentions:
        model.add(replace(mention, roles=Roles(dict(mention.roles.imposers))), whole=False)
    model.mentions.sort(key=lambda m: (m.sentence, m.cue.head))


def _days(act: Act) -> set[str]:
    return {day for m in act.mentions for day in (m.timing.announced, m.timing.effective) if day}


def _at_rate(act: Act, model: Act) -> Act:
    told = next(m for m in model.mentions if m.rate is not None)
    law = next((m.instrument for m in model.mentions if m.instrument is not None), None)
    part = Act(act.kind, laid_on_one=act.laid_on_one)
    for mention in act.mentions:
        part.add(_narrowed(mention, told, law))
    part.imposers, part.targets = set(act.imposers), set(act.targets)
    return part


def _narrowed(mention: Mention, told: Mention, law: tuple[int, int] | None) -> Mention:
    scope = told.scope if mention.scope.keys else mention.scope
    return replace(mention, scope=scope, rate=told.rate, instrument=mention.instrument or law)
