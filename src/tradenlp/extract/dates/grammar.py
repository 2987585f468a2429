"""The recogniser: rules are regular expressions over the symbols of a text, each with a builder of an expression.

A pattern is a row of kinds of word ("Month", "Comma"), each optionally named (`month:Month`), optional (`?`) or
repeated; names of several kinds stand in `UNIONS`. At every token the longest match whose builder accepts wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from tradenlp.extract.dates.expressions import Expression
from tradenlp.extract.dates.lexing import Token, Tokens
from tradenlp.extract.dates.numbers import number_of
from tradenlp.extract.dates.vocabulary import symbols

UNIONS = {
    "Day": "D12|D31|OrdDigit|Ordinal|Second|Twentieth",
    "DayNumber": "D12|D31|OrdDigit",
    "Nth": "OrdDigit|Ordinal|Second|Twentieth",
    "Digits": "D12|D31|D99|Int|Year4",
    "Numeral": "D12|D31|D99|Int|Year4|Clock|Slashed",
    "NumberWord": "Cardinal|Scale",
    "ShortYear": "D12|D31|D99",
    "Length": "Unit|Half|Second",
    "Back": "Last|Past|Previous",
    "Forth": "Next|Coming|Following",
    "Which": "Last|Past|Previous|This|Next|Coming|Following|Latest|Same|That",
    "Edge": "Early|Mid|Late|Earlier|Later",
    "Link": "Dash|To",
    "AnyMonth": "Month|Other1",
}
MACROS = {
    "{month}": "month:Month AbbrDot?",
    "{weekday}": "weekday:Weekday AbbrDot?",
    "{number}": (
        "number:(Numeral ((Dash|And|Of|A){0,5} (Scale|Half|Slashed))?|(A? (Scale|Half)|Cardinal)"
        " ((Dash|And|Of|A){0,5} (NumberWord|Half|Slashed)){0,5}|A|A? Couple Of?)"
    ),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A matched pattern: its named parts by name."""

    tokens: Tokens
    match: re.Match[str]

    def __contains__(self, name: str) -> bool:
        return self.match.groupdict().get(name) is not None

    def token(self, name: str) -> Token:
        """The first token of a part."""
        return self.tokens.items[self.match.start(name)]

    def words(self, name: str) -> list[str]:
        """The spellings of a part, in lower case."""
        return [token.text for token in self.tokens.items[self.match.start(name) : self.match.end(name)]]

    def match_words(self) -> list[str]:
        """The spellings of the whole match, in lower case."""
        return [token.text for token in self.tokens.items[self.match.start() : self.match.end()]]

    def value(self, name: str) -> int:
        """The number that a part stands for."""
        word = self.token(name).word
        return word.value if word and isinstance(word.value, int) else 0

    def ordinal(self, name: str) -> int:
        """As `value`, with "second" for 2."""
        return 2 if self.kind(name) == "Second" else self.value(name)

    def values(self, name: str) -> tuple[int, ...]:
        """The numbers that a part of several stands for."""
        word = self.token(name).word
        return word.value if word and isinstance(word.value, tuple) else ()

    def name(self, name: str) -> str:
        """The word that a part stands for in its lexicon."""
        word = self.token(name).word
        return word.value if word and isinstance(word.value, str) else ""

    def kind(self, name: str) -> str:
        """The kind of word of a part."""
        word = self.token(name).word
        return word.kind if word else ""

    def number(self, name: str = "number") -> float | None:
        """What the number words of a part add up to."""
        words = self.words(name)
        return 2.0 if "couple" in words or "pair" in words else number_of([w for w in words if w != "of"])

    def optional(self, name: str) -> int | None:
        """The number of a part that may be missing."""
        return self.value(name) if name in self else None


Builder = Callable[[Match], Expression | None]


@dataclass(frozen=True, slots=True)
class Found:
    """An expression and the tokens it covers, the last exclusive."""

    first: int
    last: int
    expression: Expression


_RULES: list[tuple[str, Builder]] = []


def rule(*patterns: str) -> Callable[[Builder], Builder]:
    """Register a builder for patterns."""

    def register(build: Builder) -> Builder:
        _RULES.extend((pattern, build) for pattern in patterns)
        return build

    return register


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The regular expression over symbols that a pattern stands for."""
    for macro, text in MACROS.items():
        pattern = pattern.replace(macro, text)
    pattern = re.sub(r"(?<![?\\])\((?![?])", "(?:", pattern)
    pattern = re.sub(r"([a-z_]\w*):\(\?:", r"(?P<\1>", pattern)
    return re.compile(re.sub(r"(?:([a-z_]\w*):)?(?<!\?)\b([A-Z]\w*)", _symbol_class, pattern).replace(" ", ""))


def _symbol_class(found: re.Match[str]) -> str:
    kinds = UNIONS.get(found[2], found[2]).split("|")
    signs = "[" + "".join(symbols()[kind] for kind in kinds) + "]"
    return f"(?P<{found[1]}>{signs})" if found[1] else signs


@cache
def _by_symbol() -> dict[str, tuple[tuple[re.Pattern[str], Builder], ...]]:
    """The rules that can begin with each symbol."""
    compiled = [(compile_pattern(pattern), build, leading(pattern)) for pattern, build in _RULES]
    return {
        sign: tuple((known, build) for known, build, first in compiled if sign in first) for sign in symbols().values()
    }


_PIECE = re.compile(r"(?:[a-z_]\w*:)?(?:[A-Z]\w*|\()|\)|\||\?|\*|\{\d+,\d+\}")


def leading(pattern: str) -> frozenset[str]:
    """The symbols that a match of a pattern can begin with."""
    for macro, text in MACROS.items():
        pattern = pattern.replace(macro, text)
    found, _, _ = _leading([m[0].split(":")[-1] for m in _PIECE.finditer(pattern)], 0)
    return frozenset(symbols()[kind] for name in found for kind in UNIONS.get(name, name).split("|"))


def _leading(pieces: list[str], at: int) -> tuple[set[str], bool, int]:
    """First kinds of the alternatives from a piece on, whether they can be empty, and where they end."""
    found: set[str] = set()
    still_first, empty = True, False
    while at < len(pieces) and pieces[at] != ")":
        if pieces[at] == "|":
            still_first, empty, at = True, empty or still_first, at + 1
            continue
        first, blank, at = _leading(pieces, at + 1) if pieces[at] == "(" else ({pieces[at]}, False, at)
        at += 1
        if at < len(pieces) and pieces[at][0] in "?*{":
            blank, at = blank or pieces[at] in ("?", "*") or pieces[at].startswith("{0"), at + 1
        found |= first if still_first else set()
        still_first = still_first and blank
    return found, empty or still_first, at


def find(tokens: Tokens) -> Iterator[Found]:
    """The longest expressions of a text, from left to right, none overlapping."""
    rules, line = _by_symbol(), tokens.line
    article = symbols()["The"]
    position, size = 0, len(line)
    while position < size:
        best = _longest(tokens, position, rules.get(line[position], ()))
        if line[position] == article and position + 1 < size:
            inner = _longest(tokens, position + 1, rules.get(line[position + 1], ()))
            best = inner if inner and (best is None or inner.last > best.last) else best
        if best:
            yield best
        position = best.last if best else position + 1


def _longest(tokens: Tokens, at: int, rules: tuple[tuple[re.Pattern[str], Builder], ...]) -> Found | None:
    best: Found | None = None
    for pattern, build in rules:
        match = pattern.match(tokens.line, at)
        if match and match.end() > (best.last if best else at) and (made := build(Match(tokens, match))):
            best = Found(at, match.end(), made)
    return best
