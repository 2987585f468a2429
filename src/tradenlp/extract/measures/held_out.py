"""Rates of what a state holds out if another does not yield: they are no surer than the threat that they spell out."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.status.reading import UNTOLD

ONLY_MEANT = ("impose: future", "impose under propose", "propose", UNTOLD)
"""rules of what is told as meant, without a word on whether it is decided"""


def part_of_threat(act: Act, acts: Sequence[Act]) -> bool:
    """ "If they fail to agree Peru will tax wine. A duty of 9% will be laid on gin": the rates of what is held out."""
    if act.rate is None or any(m.reading.rule not in ONLY_MEANT for m in act.mentions):
        return False
    return any(
        m.reading.rule.endswith("under a condition") and m.reading.status == "threatened"
        for other in acts
        if other is not act and other.kind == act.kind and other.imposers == act.imposers and other.rate is None
        for m in other.mentions
    )
