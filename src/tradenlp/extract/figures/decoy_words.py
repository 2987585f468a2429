"""The words of decoys.toml, and whether a noun that a number counts follows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.figures.lexemes import WORD, Lexeme
from tradenlp.extract.figures.quantities import Quantity
from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class Decoy:
    """A class of numbers that are no figures: see decoys.toml."""

    id: str
    where: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def decoy_words(where: str) -> dict[str, str]:
    """Word or phrase → class of decoy, for one position."""
    entries = read_entries(Path(__file__).with_name("decoys.toml"), Decoy)
    return {word: entry.id for entry in entries if entry.where == where for word in entry.words}


def counts(lexemes: list[Lexeme], q: Quantity) -> bool:
    """Whether a plural noun follows closely, so that the number counts it."""
    for lexeme in lexemes[q.last : q.last + 3]:
        if lexeme.kind != WORD:
            return False
        if lexeme.low.endswith("s") and len(lexeme.low) > 3 and not lexeme.low.endswith(("ss", "us")):
            return True
    return False


def counts_next(lexemes: list[Lexeme], q: Quantity) -> bool:
    """Whether the very next word is a plural that a four-digit number counts, not a year before a noun."""
    before = lexemes[q.first - 1].low if q.first else ""
    dated = before in (
        "in",
        "by",
        "since",
        "until",
        "its",
        "the",
        "'s",
        "’s",
        "for",
        "from",
        "of",
        "end",
        "-",
        "their",
        "during",
        "through",
    )
    return not dated and counts(lexemes, q._replace(last=q.last)) and lexemes[q.last].low.endswith("s")
