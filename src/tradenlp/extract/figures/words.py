"""The word lists of words.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of words: see words.toml."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def _lists() -> dict[str, frozenset[str]]:
    entries = read_entries(Path(__file__).with_name("words.toml"), WordList)
    return {entry.id: frozenset(entry.words) for entry in entries}


def word_list(name: str) -> frozenset[str]:
    """The words of one list in lower case. Raises KeyError where there is none of that name."""
    return _lists()[name]
