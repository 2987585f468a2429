"""The one whom all acts of a maker hit: fees on ships, bans over disease and remedies are seldom aimed at nobody."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.links import ON_SELLERS

MOSTLY_AIMED = ON_SELLERS | {"port_fee", "sanctions", "sps"}
"""types of which an act is mostly aimed at somebody, though a mention does not say so"""


def aim_of_its_maker(act: Act, acts: Sequence[Act]) -> set[str]:
    """ "Togo bars Fijian boats … fees at its quays go up": whom its maker hits where the article tells of one alone."""
    if act.kind not in MOSTLY_AIMED or act.targets or not act.imposers:
        return set()
    told = (a for a in acts if a is not act and a.one_sided)
    hit = {actor for a in told if a.imposers & act.imposers for actor in a.targets}
    return hit - act.imposers if len(hit) == 1 else set()
