"""A case of which one passage names both sides alike is the one of which another tells who has brought it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.merge import agree, apart


def with_known_sides(acts: Sequence[Act]) -> list[Act]:
    """ "The dispute between Peru and Chile" joins "Peru's complaint against Chile", where that is the only one."""
    kept = list(acts)
    for act in acts:
        if act.kind != "trade_dispute" or act.targets or len(act.imposers) != 2:
            continue
        same = [a for a in kept if _is_told_of(a, act)]
        if len(same) == 1:
            for mention in act.mentions:
                same[0].add(replace(mention, roles=Roles()))
            same[0].mentions.sort(key=lambda m: (m.sentence, m.cue.head))
            kept.remove(act)
    return kept


def _is_told_of(case: Act, act: Act) -> bool:
    """Whether a case is one between the two sides of the act, and tells which is which."""
    sides = case.kind == act.kind and len(case.imposers) == 1 and case.imposers | case.targets == act.imposers
    return sides and agree(case, act) and not apart(case, act)
