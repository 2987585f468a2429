"""What a mention of an act tells of its stage and another tells better, so that it does not count.

"Duties were announced on Monday. They will stay until Peru yields": that they are to stay tells nothing of whether
they have begun.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from tradenlp.extract.status.reading import Reading

TO_STAY = "stand: future"
"""the rule of "will remain in place" """


def counted(readings: Sequence[Reading]) -> list[tuple[str, bool]]:
    """The stages that the mentions of an act tell, and whether for certain, without what another tells better."""
    told = {reading.status for reading in readings if reading.certain}
    return [(r.status, r.certain and not _outdone(r, told)) for r in readings]


def _outdone(reading: Reading, told: Set[str]) -> bool:
    if reading.loosely:
        return "suspended" in told
    return reading.rule == TO_STAY and "announced" in told
