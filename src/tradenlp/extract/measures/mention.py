"""One mention of a measure, as the rooms after it read it."""

from __future__ import annotations

from dataclasses import dataclass

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_slots import Timing
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.rates import Rate
from tradenlp.extract.measures.scope import Scope
from tradenlp.extract.status.decide import Reading


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a measure with everything its sentence tells."""

    cue: Cue
    sentence: int
    roles: Roles
    scope: Scope
    rate: Rate | None
    reading: Reading
    timing: Timing
    instrument: tuple[int, int] | None
    definite: bool
    new: bool
    own_party: bool = False
    """somebody is named in its own clause"""
    firms: bool = False
    """aimed at firms alone, so that its rate is one of a schedule"""
    source: str | None = None
    """who says so"""
    before: str | None = None
    """the state that was the subject of the sentence before"""
    objectors: frozenset[str] = frozenset()
    """the states that object to it, who have not done it"""
    answers: bool = False
    """called an answer to what another has done"""
    another: bool = False
    """called another than those told of before"""
    describes: bool = False
    """tells what a measure told of before covers besides"""
    many: bool = False
    """of a number of measures together ("53 dumping orders")"""
    general: bool = False
    """said to be laid on what comes from anywhere"""
    partners_only: bool = False
    """of a deal: those named are with whom it is made, and who makes it is not told"""
    by_many: bool = False
    """said to be of many states that are not named"""
    no_remedy: bool = False
    """called the ordinary duty, or under a law on which none against dumping, subsidies or surges stands"""
    matter: str = ""
    """what a case or a deal is about"""
    scale: int = 0
    """of a deal: 1 where it is told to be more than another or to come after it, -1 where it is less"""
    treaty: str = ""
    """the capitals of the name of the treaty it tells of"""

    @property
    def kind(self) -> str:
        """The id of its measure type."""
        return self.cue.kind.id


def may_be(mention: Mention, other: Mention) -> bool:
    """Whether nobody is told of both who is not told of the other: the makers and those hit may be the same."""
    mine, its = mention.roles, other.roles
    makers = not mine.imposers or not its.imposers or bool(mine.imposers.keys() & its.imposers.keys())
    return makers and (not mine.targets or not its.targets or bool(mine.targets.keys() & its.targets.keys()))
