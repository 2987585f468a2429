"""A measure in the making: the mentions that tell of one act, and what they say of it together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tradenlp.extract.measures.called_off import spares
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.outdone import counted
from tradenlp.extract.status.combine import SPARED

ORDER = (
    "threatened",
    "proposed",
    "investigating",
    "announced",
    "in_force",
    "extended",
    "eased",
    "suspended",
    "removed",
)
"""stages of a measure, the furthest last"""
CASES = frozenset({"trade_dispute", "trade_investigation"})
"""once such a case is open, the announcement of it says no more"""


@dataclass
class Act:
    """A measure in the making."""

    kind: str
    mentions: list[Mention] = field(default_factory=list)
    imposers: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    goods: set[str] = field(default_factory=set)
    body_goods: set[str] = field(default_factory=set)
    """those not told by the title, which names goods by their class and other news besides"""
    value: float | None = None
    rate: float | None = None
    laid_on_one: bool = False
    """laid on one while all else is called off"""

    def add(self, mention: Mention, *, whole: bool = True) -> None:
        """Take a mention in; without `whole` it speaks of other acts too and tells nothing of the goods of this one."""
        self.mentions.append(mention)
        self.imposers |= mention.roles.imposers.keys()
        self.targets |= mention.roles.targets.keys()
        if whole:
            self.goods |= mention.scope.keys
            self.body_goods |= mention.scope.keys if mention.sentence else set()
            self.value = self.value if self.value is not None else mention.scope.value
        if self.rate is None and mention.rate is not None:
            self.rate = mention.rate.value

    @property
    def one_sided(self) -> bool:
        """Whether it is neither a deal nor a case."""
        return not measure_types()[self.kind].two_sided

    @property
    def firms(self) -> bool:
        """Whether a mention tells what single firms are charged: one decision with a schedule of rates."""
        return any(m.firms for m in self.mentions)

    @property
    def spares(self) -> bool:
        """Whether it is told only as what is spared."""
        return spares(self.mentions[0])

    @property
    def aimed(self) -> bool:
        """Whether a mention of it tells whom it is aimed at."""
        return any(m.roles.targets for m in self.mentions)

    @property
    def objectors(self) -> set[str]:
        """Those who object to it, and cannot be given it by what the article tells besides."""
        return {actor for m in self.mentions for actor in m.objectors}

    @property
    def by_many(self) -> bool:
        """Whether it is told of as made by many states that are not named."""
        return not self.imposers and any(m.by_many for m in self.mentions)

    @property
    def solid(self) -> bool:
        """Whether some mention of it is more than a thought."""
        return any(not m.reading.hypothetical for m in self.mentions)

    @property
    def stands(self) -> bool:
        """Whether it is told only as the rate that stood before another."""
        return all(m.rate is not None and m.rate.old for m in self.mentions)

    @property
    def told(self) -> bool:
        """Whether anything is told of it that sets it apart."""
        return any(says_something(m) for m in self.mentions)

    @property
    def statuses(self) -> list[tuple[str, bool]]:
        """What its mentions tell of its status, and whether for certain."""
        return [(m.reading.status, m.reading.certain) for m in self.mentions if not m.reading.hypothetical]

    @property
    def status(self) -> str:
        """The furthest stage that a mention tells for certain; else what its first mention usually means.

        While a case is open, what is announced without a rate is the case, or the duties that it may come to.
        """
        undecided = self.kind in CASES or self.rate is None
        told = counted([m.reading for m in self.mentions if not m.reading.hypothetical])
        if undecided and ("investigating", True) in told:
            return furthest([s for s in told if s[0] != "announced"])
        return furthest(told) if told else self.mentions[0].reading.status

    @property
    def reported(self) -> str:
        """The status, but that a rate from which somebody is spared stands for the rest."""
        told = [m.reading for m in self.mentions if not m.reading.hypothetical]
        if all(reading.rule != SPARED for reading in told):
            return self.status
        spared = "eased" if self.rate is None else "in_force"
        stages = [(spared, False) if r.rule == SPARED else (r.status, r.certain) for r in told]
        return furthest([s for s in stages if s[0] != "ruled_out"])

    def distance(self, mention: Mention) -> int:
        """Sentences between a mention and the nearest of its own, those before counting for nearer."""
        gaps = [mention.sentence - m.sentence for m in self.mentions]
        return min(gap if gap >= 0 else 2 - 2 * gap for gap in gaps)


def furthest(statuses: Sequence[tuple[str, bool]]) -> str:
    """The furthest of the (status, certain) pairs; uncertain ones count only where none is certain."""
    certain = [s for s, sure in statuses if sure]
    pool = certain or [s for s, _ in statuses]
    reached = [s for s in pool if s in ORDER]
    return max(reached, key=ORDER.index) if reached else "ruled_out"


def says_something(mention: Mention) -> bool:
    """Whether a mention tells who, whom, what or how much."""
    return bool(mention.roles.imposers or mention.roles.targets or mention.scope.phrases or mention.rate)
