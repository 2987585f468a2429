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
    "Numeral": "D12|D31|D99|Int|Year4|Cardinal|Scale|Clock|Slashed",
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
    "{number}": "number:((Numeral|A? (Scale|Half)|A) ((Dash|And|Of)? A? (NumberWord|Half|Slashed)){0,5}|A? Couple Of?)",
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
    compiled = [(compile_pattern(pattern), build) for pattern, build in _RULES]
    return {sign: tuple(pair for pair in compiled if _may_start(pair[0], sign)) for sign in symbols().values()}


def _may_start(pattern: re.Pattern[str], sign: str) -> bool:
    """Whether a pattern can match at a symbol: read from its leading optional classes, without trying it."""
    return sign in _leading(pattern.pattern)


def _leading(pattern: str) -> set[str]:
    import re._parser as parser  # type: ignore[import-untyped]

    found: set[str] = set()
    _collect(list(parser.parse(pattern)), found)
    return found


def _collect(items: list[tuple[object, object]], found: set[str]) -> bool:
    """Gather the symbols that a parsed pattern can begin with; whether it can also be empty."""
    return all(_collect_one(str(kind), value, found) for kind, value in items)


def _collect_one(kind: str, value: object, found: set[str]) -> bool:
    match kind, value:
        case "LITERAL", int(code):
            found.add(chr(code))
        case "IN", list(choices):
            found.update(chr(code) for _, code in choices)
        case "SUBPATTERN", tuple(parts):
            return _collect(list(parts[-1]), found)
        case "MAX_REPEAT", (least, _, inner):
            return _collect(list(inner), found) or least == 0
        case "BRANCH", (_, branches):
            return any([_collect(list(branch), found) for branch in branches])
        case "ASSERT" | "ASSERT_NOT", _:
            return True
    return False


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
