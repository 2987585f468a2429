"""The words of changes.toml: which verbs, nouns and adverbs tell of a rise or a fall."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tradenlp.extract.figures.numerals import number_words
from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one direction: see changes.toml."""

    id: str
    verbs: tuple[str, ...]
    examples: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    decoys: tuple[str, ...] = ()


class ChangeWords(NamedTuple):
    """Word in lower case → direction."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    adverbs: dict[str, str]
    loose: frozenset[str]


@cache
def change_words() -> ChangeWords:
    """The words of changes.toml by kind."""
    entries = {entry.id: entry for entry in read_entries(Path(__file__).with_name("changes.toml"), Change)}
    loose = frozenset(entries.pop("loose").verbs)
    verbs = {w: ("decrease" if e.id == "removal" else e.id) for e in entries.values() for w in e.verbs}
    verbs |= {w: e.id for e in entries.values() for w in e.verbs if e.id in ("increase", "decrease")}
    verbs |= {w: e.direction for w, (e, _) in number_words().items() if e.kind == "multiple" and e.direction != "none"}
    nouns = {w: e.id for e in entries.values() for w in e.nouns}
    return ChangeWords(verbs, nouns, {w: e.id for e in entries.values() for w in e.adverbs}, loose)
