"""The words of the room's lexicons, and the one-letter symbols under which the grammar knows them.

Each kind of word has a symbol of its own, a single private character, so that the grammar can be regular
expressions over the symbols of a text (see `grammar`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tradenlp.extract.dates.numbers import CARDINALS, DECADES, ORDINALS, SCALES
from tradenlp.lexicon import read_entries

FOLDER = Path(__file__).parent
LEXICONS = ("calendar", "relative", "recurrence", "holidays", "vague")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a lexicon of this room."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    kind: str = "Holiday"
    value: str | int = ""
    base: str = "speech"
    timex: str = ""
    rule: str = ""
    days: tuple[date, ...] = ()
    abbreviations: tuple[str, ...] = ()
    capital: bool = False
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """What one word or number of a text means to the grammar."""

    symbol: str
    kind: str
    value: str | int | tuple[int, ...]
    entry: Entry | None = None
    abbreviation: bool = False


# Words of the grammar itself: they carry no meaning of their own and need no proof.
FUNCTION_WORDS = {
    "The": "the",
    "A": "a an",
    "Of": "of",
    "In": "in during within inside",
    "On": "on",
    "At": "at",
    "By": "by",
    "Over": "over throughout for",
    "From": "from",
    "To": "to through thru till until",
    "Between": "between",
    "And": "and",
    "Or": "or",
    "Than": "than",
    "Before": "before",
    "After": "after",
    "Since": "since",
    "Ended": "ended ending",
    "So": "so",
    "More": "more additional further extra consecutive straight successive full calendar business working trading",
    "Other": "other",
    "Few": "few several many some",
    "Couple": "couple pair",
    "First": "opening",
    "Final": "final",
    "Old": "old",
    "Age": "age",
    "Aged": "aged",
    "Date": "date",
    "Far": "far",
    "Long": "long",
    "Up": "up",
    "Now": "now",
    "AmPm": "am pm a.m. p.m. a.m p.m",
    "Noon": "noon midday midnight",
    "Oclock": "oclock",
    "Zone": "gmt utc est edt pst pdt cst cdt bst cet cest hkt jst et",
    "Period": "period",
    "Beginning": "starting commencing",
    "Era": "bc bce b.c b.c.",
    "On2": "onward onwards",
    "Possessive": "s",
}
PUNCTUATION = {
    "Comma": ",",
    "Dot": ".",
    "Dash": "-–—‐‑‒−~",
    "Slash": "/",
    "Apos": "'’‘`",
    "Open": "(",
    "Shut": ")",
    "Percent": "%",
}
SHAPES = tuple(
    str.split(
        "D12 D31 D99 Year4 Int OrdDigit DecadeDigits Iso Slashed Clock YearPair QuarterCode HalfCode FiscalCode "
        "Cardinal Scale Ordinal DecadeWord Holiday AbbrDot Break Other1 Twentieth"
    )
)
UNKNOWN = "."


def _kinds(entries: Iterable[Entry]) -> list[str]:
    named = [*FUNCTION_WORDS, *PUNCTUATION, *SHAPES, *(entry.kind for entry in entries)]
    return list(dict.fromkeys(named))


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """The entries of each lexicon, by the name of its file."""
    return {name: read_entries(FOLDER / f"{name}.toml", Entry) for name in LEXICONS}


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words that qualify an expression behind them; the id is the TIMEX3 mod that they give it."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def modifiers() -> tuple[Modifier, ...]:
    """The entries of `modifiers.toml`."""
    return read_entries(FOLDER / "modifiers.toml", Modifier)


@dataclass(frozen=True, slots=True)
class Company:
    """Words whose company decides how others are read."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    vague: bool = False


@cache
def companies() -> dict[str, Company]:
    """The entries of `contexts.toml` by their id."""
    return {one.id: one for one in read_entries(FOLDER / "contexts.toml", Company)}


@cache
def context(name: str) -> frozenset[str]:
    """The words of an entry of `contexts.toml`, in lower case."""
    return frozenset(companies()[name].words)


@cache
def symbols() -> dict[str, str]:
    """The symbol of each kind of word."""
    every = [entry for group in entries().values() for entry in group]
    return {kind: chr(0x4E00 + number) for number, kind in enumerate(_kinds(every))}


@cache
def words() -> dict[str, Word]:
    """Single words, in lower case, and what they mean."""
    table = {word: Word(symbols()[kind], kind, "") for kind, text in FUNCTION_WORDS.items() for word in text.split()}
    table |= {sign: Word(symbols()[kind], kind, "") for kind, signs in PUNCTUATION.items() for sign in signs}
    for kind, numbers in (("Cardinal", CARDINALS), ("Scale", SCALES), ("Ordinal", ORDINALS), ("DecadeWord", DECADES)):
        table |= {word: Word(symbols()[kind], kind, value) for word, value in numbers.items()}
    for entry in (entry for group in entries().values() for entry in group):
        table |= {text: _word(entry, text) for text in (*entry.words, *entry.abbreviations) if " " not in text}
    return table


@cache
def phrases() -> dict[str, tuple[tuple[re.Pattern[str], Word], ...]]:
    """Phrases of several words, by their first word: a pattern for the text from there, longest phrase first."""
    table: dict[str, list[tuple[str, Word]]] = {}
    for entry in (entry for group in entries().values() for entry in group):
        for text in entry.words:
            if first := re.match(r"\w+(?=\W)", text):
                table.setdefault(first[0], []).append((text, _word(entry, text)))
    return {first: _compiled(found) for first, found in table.items()}


def _compiled(found: list[tuple[str, Word]]) -> tuple[tuple[re.Pattern[str], Word], ...]:
    found.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(_pattern(text)), word) for text, word in found)


def _pattern(text: str) -> str:
    escaped = re.escape(text).replace("\\ ", r"\s+").replace("'", "['’‘]?")
    return escaped + r"(?!\w)"


def _word(entry: Entry, text: str) -> Word:
    return Word(symbols()[entry.kind], entry.kind, entry.value or 0, entry, text in entry.abbreviations)
