"""Merges mentions into measures: one per act, with the furthest stage reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tradenlp.extract.measures.mentions import Mention

PLANNED = frozenset({"threatened", "proposed"})
STANDING = frozenset({"in_force", "eased", "suspended", "removed", "extended"})
ORDER = ("threatened", "proposed", "investigating", "announced", "in_force", "extended", "eased", "suspended", "removed")
GENERIC_KINDS = {"import_tariff": frozenset({"anti_dumping", "countervailing_duty", "safeguard"})}
"""bare words of the first type may mean an act of the others"""


@dataclass
class Act:
    """A measure in the making."""

    kind: str
    mentions: list[Mention] = field(default_factory=list)
    imposers: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    goods: set[str] = field(default_factory=set)
    value: float | None = None
    rate: float | None = None
    statuses: list[tuple[str, bool]] = field(default_factory=list)
    last_sentence: int = -1
    solid: bool = False
    """some mention of it is more than a thought"""

    def add(self, mention: Mention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        self.imposers |= mention.roles.imposers.keys()
        self.targets |= mention.roles.targets.keys()
        self.goods |= _keys(mention)
        self.value = self.value if self.value is not None else mention.scope.value
        if self.rate is None and mention.rate is not None:
            self.rate = mention.rate.value
        if not mention.reading.hypothetical:
            self.statuses.append((mention.reading.status, mention.reading.certain))
            self.solid = True
        self.last_sentence = mention.sentence

    @property
    def status(self) -> str:
        """The furthest stage that a mention tells for certain; else what its first mention usually means."""
        return furthest(self.statuses) if self.statuses else self.mentions[0].reading.status


def furthest(statuses: Sequence[tuple[str, bool]]) -> str:
    """The furthest of the (status, certain) pairs; uncertain ones count only where none is certain."""
    certain = [s for s, sure in statuses if sure]
    pool = certain or [s for s, _ in statuses]
    reached = [s for s in pool if s in ORDER]
    return max(reached, key=ORDER.index) if reached else "ruled_out"


def merge(mentions: Iterable[Mention]) -> list[Act]:
    """Acts in the order of their first mention."""
    acts: list[Act] = []
    for mention in mentions:
        fitting = [(score, act) for act in acts if (score := fit(mention, act)) is not None]
        if fitting:
            best = max(fitting, key=lambda pair: (pair[0], pair[1].last_sentence))
            if best[0] > 0 or not _told(mention):
                best[1].add(mention)
                continue
        act = Act(mention.kind)
        act.add(mention)
        acts.append(act)
    return acts


def _told(mention: Mention) -> bool:
    return bool(mention.roles.imposers or mention.roles.targets or mention.scope.phrases or mention.rate)


def _keys(mention: Mention) -> set[str]:
    """What goods are compared by: their ids, and the words of the phrases."""
    return set(mention.scope.keys)


def fit(mention: Mention, act: Act) -> float | None:
    """How well a mention fits an act, or None where they cannot be the same."""
    if mention.kind != act.kind and not _generic(mention, act):
        return None
    score = 0.0
    for mine, theirs in (
        (mention.roles.imposers.keys(), act.imposers),
        (mention.roles.targets.keys(), act.targets),
        (_keys(mention), act.goods),
    ):
        if mine and theirs:
            if not set(mine) & theirs:
                return None
            score += 2
    clash = _clash(mention, act)
    return None if clash else score + (1 if mention.definite else 0) + (0.5 if act.last_sentence >= mention.sentence - 1 else 0)


def _generic(mention: Mention, act: Act) -> bool:
    return act.kind in GENERIC_KINDS.get(mention.kind, ()) and (mention.definite or not mention.roles.imposers)


def _clash(mention: Mention, act: Act) -> bool:
    rate = mention.rate.value if mention.rate else None
    if rate is not None and act.rate is not None and abs(rate - act.rate) > 1e-6:
        return True
    if mention.scope.value is not None and act.value is not None and mention.scope.value != act.value:
        return True
    if mention.reading.hypothetical or not act.statuses:
        return False
    mine, theirs = mention.reading.status, act.status
    if not mention.reading.certain or not any(sure for _, sure in act.statuses):
        return False
    if mention.definite and mention.kind != "trade_agreement":
        return False
    return (mine in PLANNED) != (theirs in PLANNED) and not {mine, theirs} <= PLANNED | {"announced", "investigating"}
