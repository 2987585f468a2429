"""Schedules of rates: "9% on wheat, 12% on corn and 14% on barley" are one decision, known by its first rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.links import REMEDIES
from tradenlp.extract.measures.rate_units import QUOTAS

ROW = 3
"""rates from which a row of them is a schedule; two are as often told of two duties"""
ONE_DECISION = REMEDIES | QUOTAS
"""types of which every row is one"""


def in_schedules(acts: Sequence[Act]) -> list[Act]:
    """The acts; those whose rates one mention tells in a row become one, with the first of the rates."""
    kept = list(acts)
    for act in acts:
        if act not in kept:
            continue
        row = [a for a in kept if a is act or (_in_one_row(act, a) and _of_one_aim(act, a, kept))]
        if len(row) < (2 if act.kind in ONE_DECISION else ROW):
            continue
        first, *rest = sorted(row, key=_place)
        for other in rest:
            for mention in other.mentions:
                first.add(replace(mention, rate=None))
            first.targets |= other.targets
            kept.remove(other)
        first.mentions.sort(key=lambda m: (m.sentence, m.cue.head))
    return kept


def _in_one_row(act: Act, other: Act) -> bool:
    """Whether a mention tells the rates of both, that of one beside that of the other, by the same maker."""
    if act.kind != other.kind or act.imposers != other.imposers or act.rate == other.rate:
        return False
    if act.kind not in REMEDIES and not (act.goods and other.goods):
        return False
    return not set(_told(act)).isdisjoint(_told(other))


def _of_one_aim(act: Act, other: Act, acts: Sequence[Act]) -> bool:
    """Whether both hit the same, or each one of those whom one remedy is said to hit together."""
    if act.targets == other.targets:
        return True
    both = act.targets | other.targets
    same = (a for a in acts if a.kind == act.kind and a.imposers == act.imposers)
    return act.kind in REMEDIES and any(both <= a.targets for a in same)


def _told(act: Act) -> Iterator[int]:
    """Where the mentions stand that tell a rate of it which is new."""
    return (m.cue.head for m in act.mentions if m.rate is not None and not m.rate.old)


def _place(act: Act) -> int:
    """Where its rate stands."""
    return min(m.rate.token for m in act.mentions if m.rate is not None)
