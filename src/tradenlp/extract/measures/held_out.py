"""Rates of what a state holds out if another does not yield: they are no surer than the threat that they spell out."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.status.reading import UNTOLD

ONLY_MEANT = ("impose: future", "impose under announce", "impose under propose", "propose", "announce", UNTOLD)
"""rules of what is told as meant, without a word on whether it is decided"""


def part_of_threat(act: Act, acts: Sequence[Act]) -> bool:
    """ "If they fail to agree Peru will tax wine. A duty of 9% will be laid on gin": the rates of what is held out."""
    if act.rate is None or any(m.reading.rule not in ONLY_MEANT and not _held_out(m) for m in act.mentions):
        return False
    like = (o for o in acts if o.kind == act.kind and o.imposers == act.imposers and (o.rate is None or o is act))
    return any(_held_out(m) for other in like for m in other.mentions)


def _held_out(mention: Mention) -> bool:
    return mention.reading.status == "threatened" and mention.reading.rule.endswith("under a condition")
