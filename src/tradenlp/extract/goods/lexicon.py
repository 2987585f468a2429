"""The goods lexicon: the phrases with their HS codes, and the words around them.

HS codes are chapters (2 digits) or headings (4 digits) of the Harmonized System 2022 of the World Customs
Organization; a range such as "4410-4412" stands for all chapters or headings in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.errors import LexiconError
from tradenlp.lexicon import read_entries

HERE = Path(__file__).parent
LEXICON = HERE / "lexicon"
RESERVED_CHAPTER = 77
"""the Harmonized System leaves this chapter empty"""


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods or a sector, with the phrases that name it."""

    id: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    hs: tuple[str, ...] = ()
    cued: tuple[str, ...] = ()
    """phrases that count only near a word of trade, in both numbers"""
    nouns: tuple[str, ...] = ()
    """phrases that are verbs too: they count only where they stand as nouns, and only as written"""
    fixed: tuple[str, ...] = ()
    """phrases that count only in the number in which they are written"""
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words that stand around goods."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def read_goods() -> tuple[Goods, ...]:
    """All entries of the folder `lexicon`. Raises LexiconError where two share an id or a phrase."""
    entries = tuple(entry for path in sorted(LEXICON.glob("*.toml")) for entry in read_entries(path, Goods, "goods"))
    seen: dict[str, str] = {}
    for entry in entries:
        for key in (f"id {entry.id}", *entry.phrases):
            if key in seen:
                raise LexiconError(f"goods: {key!r} stands in {seen[key]} and in {entry.id}; keep it in one of them")
            seen[key] = entry.id
    return entries


@cache
def read_words() -> dict[str, Words]:
    """The word lists of `words.toml` by their id."""
    return {entry.id: entry for entry in read_entries(HERE / "words.toml", Words, "words")}


def expand_hs(codes: tuple[str, ...]) -> tuple[str, ...]:
    """HS codes with ranges written out: ("25-27", "2805") -> ("25", "26", "27", "2805"); chapter 77 is reserved."""
    out: list[str] = []
    for code in codes:
        first, _, last = code.partition("-")
        numbers = range(int(first), int(last or first) + 1)
        out.extend(str(number).zfill(len(first)) for number in numbers if number != RESERVED_CHAPTER)
    return tuple(out)
