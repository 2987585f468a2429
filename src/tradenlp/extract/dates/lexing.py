"""Text to tokens: words, numbers and marks with the symbol of their kind. Linear in the length of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tradenlp.extract.dates.numbers import ORDINALS, TENS
from tradenlp.extract.dates.vocabulary import UNKNOWN, Word, phrases, symbols, words

_TOKEN = re.compile(
    r"(?P<gap>\n[^\S\n]*\n\s*)"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d|-\d)"
    r"|\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d+)?"
    r"|\d++(?:[.:/]\d+)++"
    r"|\b[ap]\.\s?m\b\.?|\bb\.c\b\.?"
    r"|\w+|[^\w\s]"
)
_DIGITS = re.compile(r"\d+")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_DECADE = re.compile(r"(\d{2}|\d{3}0)s")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})|(\d{1,2})/(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?")
_YEAR_PAIR = re.compile(r"(1[89]\d\d|20\d\d)/(\d{4}|\d{2})")
_HOUR = re.compile(r"(\d{1,2})([ap])m?")
_CODES = (
    ("QuarterCode", re.compile(r"q([1-4])(?:fy)?()|([1-4])q(\d{2}|\d{4})?")),
    ("HalfCode", re.compile(r"h([12])()|([12])h(\d{2}|\d{4})?")),
    ("FiscalCode", re.compile(r"(?:fy|cy)(\d{4}|\d{2})")),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark: where it stands, how it is spelled in lower case, and what it means."""

    start: int
    end: int
    text: str
    word: Word | None


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as the grammar reads it: `line` has one symbol for each token."""

    source: str
    items: tuple[Token, ...]
    line: str


def lex(text: str) -> Tokens:
    """Split a text; offsets are code points into it."""
    lowered = _lower(text)
    table, several = words(), phrases()
    items: list[Token] = []
    line: list[str] = []
    position, size = 0, len(text)
    while position < size:
        match = _TOKEN.search(lowered, position)
        if match is None:
            break
        start, end = match.span()
        spelling = match[0]
        word = table.get(spelling)
        if spelling in several:
            word, end = _phrase(lowered, start, end, word)
        if word is None:
            word = _shape(spelling) if spelling[0] in _STARTS else None
            if match["gap"]:
                word = _BREAK
        elif word.entry is not None and word.abbreviation | word.entry.capital and not text[start].isupper():
            word = _lower_case(word)
        items.append(Token(start, end, spelling, word))
        line.append(word.symbol if word else UNKNOWN)
        position = end
    return Tokens(text, tuple(_joined(items, line)), "".join(line))


_STARTS = frozenset("0123456789qhfc")
_BREAK = Word(symbols()["Break"], "Break", 0)


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _lower_case(word: Word) -> Word | None:
    """A month or weekday that must be capitalised keeps a weaker kind, which only a day beside it redeems."""
    return Word(symbols()["Other1"], "Other1", word.value, word.entry) if word.kind == "Month" else None


def _phrase(lowered: str, start: int, end: int, word: Word | None) -> tuple[Word | None, int]:
    for pattern, phrase in phrases()[lowered[start:end]]:
        if found := pattern.match(lowered, start):
            return phrase, found.end()
    return word, end


@lru_cache(maxsize=4096)
def _shape(text: str) -> Word | None:
    """What a number or a code such as q3 means, by its shape."""
    if len(text) > 32:
        return None
    if _DIGITS.fullmatch(text):
        return _number(text)
    if found := _ORDINAL.fullmatch(text):
        return _made("OrdDigit", int(found[1]))
    if found := _DECADE.fullmatch(text):
        return _made("DecadeDigits", int(found[1]))
    if found := _ISO.fullmatch(text):
        return _made("Iso", (int(found[1]), int(found[3]), int(found[4])))
    if found := _HOUR.fullmatch(text):
        return _made("Clock", (int(found[1]) % 12 + (12 if found[2] == "p" else 0), 0))
    return _coded(text) or _punctuated(text)


def _number(text: str) -> Word | None:
    value = int(text)
    if len(text) <= 2:
        kind = "D12" if 1 <= value <= 12 else "D31" if 13 <= value <= 31 else "D99"
        return _made(kind, value)
    return _made("Year4" if len(text) == 4 and 1000 <= value < 2200 else "Int", value)


def _coded(text: str) -> Word | None:
    for kind, pattern in _CODES:
        if found := pattern.fullmatch(text):
            return _made(kind, tuple(int(group) for group in found.groups() if group))
    return None


def _punctuated(text: str) -> Word | None:
    if found := _YEAR_PAIR.fullmatch(text):
        return _made("YearPair", (int(found[1]), int(found[2])))
    if found := _SLASHED.fullmatch(text):
        return _made("Slashed", tuple(int(g) for g in found.groups() if g and g.isdigit()))
    if found := _CLOCK.fullmatch(text):
        return _made("Clock", tuple(int(g) for g in found.groups() if g))
    return _made("Int", 0) if re.fullmatch(r"[\d,.]+", text) else None


def _made(kind: str, value: int | tuple[int, ...]) -> Word:
    return Word(symbols()[kind], kind, value)


def _joined(items: list[Token], line: list[str]) -> list[Token]:
    """Settle what needs a neighbour: the dot of an abbreviation, and ordinals of two words ("twenty-first")."""
    ordinal, dot = {symbols()["Ordinal"], symbols()["Second"]}, symbols()["AbbrDot"]
    for n in range(1, len(items)):
        token, before = items[n], items[n - 1]
        if token.text == "." and before.word and before.word.abbreviation and before.end == token.start:
            line[n] = dot
        elif line[n] in ordinal and token.word and _is_tens(items, n):
            tens = TENS[items[n - 1].text if items[n - 1].text != "-" else items[n - 2].text]
            twentieth = Word(symbols()["Twentieth"], "Twentieth", tens + ORDINALS[token.text])
            items[n], line[n] = Token(token.start, token.end, token.text, twentieth), twentieth.symbol
    return items


def _is_tens(items: list[Token], n: int) -> bool:
    before = items[n - 2].text if items[n - 1].text == "-" and n > 1 else items[n - 1].text
    return before in TENS and ORDINALS[items[n].text] < 10
