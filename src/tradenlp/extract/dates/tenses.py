"""The directions in time that a word can point to, and the words that do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tradenlp.extract.dates.vocabulary import FOLDER
from tradenlp.lexicon import read_entries

SURE_PAST, FIRM_PAST, PAST, OPEN, FUTURE, FIRM_FUTURE = -3, -2, -1, 0, 1, 2
"""Behind or ahead: firm where the governing verb stands close by, sure after "since"; OPEN where nothing tells."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a direction."""

    id: str
    direction: int
    words: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def cues() -> tuple[Cue, ...]:
    """The entries of the lexicon."""
    return read_entries(FOLDER / "cues.toml", Cue)


@cache
def directions() -> dict[str, int]:
    """Where each word of the lexicon points to."""
    return {word: cue.direction for cue in cues() for word in cue.words}


def is_past(verb: str) -> bool:
    """Whether a word has the form of a past tense: one of the lexicon, or one in -ed."""
    return directions().get(verb, OPEN) == PAST or (len(verb) > 4 and verb.endswith("ed"))
