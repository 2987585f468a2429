"""What is said to a plan in so many words: "Asked about a levy, he said he had no such plans", "Ottawa ruled it out".

The words point back to what was last planned, asked for or threatened, in their sentence or the one before; talks that
are paused put off the deal that they are on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.notation import Phrasebook
from tradenlp.extract.status.reading import Reading
from tradenlp.extract.view import View
from tradenlp.lexicon import read_entries

PLANNED = frozenset({"proposed", "threatened"})
CHANGING = ("ease", "remove", "suspend", "extend", "keep", "stand")
"""how the rules of readings begin that tell of a change to what stands: to refuse that leaves it as it is"""


@dataclass(frozen=True, slots=True)
class Reply:
    """Words that say what becomes of a plan."""

    id: str
    status: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    deal: bool = False
    """of the talks on a deal alone"""


@cache
def replies() -> tuple[Reply, ...]:
    """The entries of `replies.toml`."""
    return read_entries(Path(__file__).parent / "replies.toml", Reply, "reply")


@cache
def _phrasebook() -> Phrasebook[Reply]:
    return Phrasebook([(phrase, reply) for reply in replies() for phrase in reply.phrases], {})


def answered(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; a plan to which somebody says no is ruled out, a deal whose talks are paused is suspended."""
    kinds = {(m.sentence, m.kind) for m in mentions}
    told = Counter(sentence for sentence, _ in kinds)
    return [_answered(view, m, told) if m.reading.status in PLANNED else m for m in mentions]


def _answered(view: View, mention: Mention, told: Mapping[int, int]) -> Mention:
    """`told` are the numbers of types that each sentence tells: of several it is open which one is refused."""
    if mention.reading.rule.startswith(CHANGING):
        return mention
    last, following = mention.sentence, mention.sentence + 1
    if following < len(view.sentences) and following not in told and told[last] == 1:
        last = following
    of_deal = mention.cue.kind.side == "deal"
    for match in _phrasebook().within(view.words, mention.cue.end, view.sentences[last][1]):
        if of_deal or not match.value.deal:
            return replace(mention, reading=Reading(match.value.status, True, "what was said to it", (match.head,)))
    return mention
