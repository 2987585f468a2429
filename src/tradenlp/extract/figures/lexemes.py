"""Cuts the stretches of a text that hold a number into lexemes: numbers, words and signs with exact offsets.

spaCy's tokens do not serve here: they split `$250bn` after the sign only and keep `50-bln-dollar` whole. Only
sentences in which something numeric stands are cut, so that most of an article costs one regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

NUMBER, WORD, SIGN = "number", "word", "sign"
MAX_SEGMENT = 1500
"""code points; a longer stretch without a sentence end is cut, which bounds the work on hostile text"""

_LEXEME = re.compile(
    r"(?P<number>\d{1,30}(?:\.\d{1,30})?[eE][-+−]?\d{1,3}(?!\w)|\d{1,400}(?:[.,’']\d{1,400})*|[¼-¾⅐-⅞])"
    r"|(?P<word>(?:[A-Za-z]\.){2,}|['’][sS](?!\w)|[^\W\d_]+(?:['’](?:t|re|ve|ll|d)(?!\w))?)"
    r"|\S"
)
_BREAK = re.compile(
    r"\n[ \t]*\n|(?<=[.!?])[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9$€£¥])"
    r"|\n(?=[ \t]*[-–•*·▪] |[\"“‘'(]*[A-Z])"
)
LONGEST_HEADING = 48
"""code points up to which a line with a line end before and behind is a heading or an item, not a wrapped line"""
_NO_BREAK = re.compile(
    r"(?:^|[\s(\"“])(?:(?:[A-Z]\.){0,3}[A-Z]|[a-z]|Mr|Mrs|Ms|Dr|St|No|Nos|Rs|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Sen|Rep|Gov|Gen|vs|approx|est|Art|Sec|para)\.$"
)
QUOTES = frozenset('"“”')
LONGEST_ATTRIBUTE = 40
"""code points of the longest attribute in quotation marks"""
_ATTRIBUTE = re.compile(r"(?<=[\w%‑-] )([\"“])[A-Za-z][\w’'-]*(?: [\w’'-]+){0,2}([\"”])(?= [a-z])")


class Lexeme(NamedTuple):
    """A number in digits, a word or a sign."""

    kind: str
    text: str
    low: str
    start: int
    end: int


class Segment(NamedTuple):
    """A sentence (or what comes near it) that holds something numeric: offsets into the document, and lexemes."""

    start: int
    end: int
    lexemes: list[Lexeme]


def lex(text: str, start: int = 0, end: int | None = None) -> list[Lexeme]:
    """The lexemes of `text[start:end]`, with offsets into `text`."""
    found: list[Lexeme] = []
    for match in _LEXEME.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        if word in QUOTES and _around_attribute(text, match.start()):
            continue
        found.append(Lexeme(match.lastgroup or SIGN, word, word.lower(), match.start(), match.end()))
    return found


def _around_attribute(text: str, at: int) -> bool:
    """Whether the quotation mark at offset `at` opens or closes one of `a "reciprocal" levy`: no more than emphasis."""
    line = text[max(0, at - LONGEST_ATTRIBUTE) : at + LONGEST_ATTRIBUTE]
    middle = min(at, LONGEST_ATTRIBUTE)
    return any(middle in (m.start(1), m.start(2)) for m in _ATTRIBUTE.finditer(line))


def segments(text: str, cues: Iterable[int]) -> Iterator[Segment]:
    """The sentences in which the offsets `cues` (ascending) lie, each once, in text order."""
    bounds = _sentence_starts(text)
    start, end = 0, next(bounds)
    for cue in cues:
        if cue < start:
            continue
        while end <= cue:
            start, end = end, next(bounds)
        yield Segment(start, end, lex(text, start, end))
        start = end
        if end < len(text):
            end = next(bounds)


def _sentence_starts(text: str) -> Iterator[int]:
    start = 0
    for match in _BREAK.finditer(text):
        end = match.end()
        if match.group() == "\n" and not _ends_line_of_its_own(text, match.start(), end):
            continue
        if text[match.start()] != "\n" and _NO_BREAK.search(text, max(start, match.start() - 12), match.start()):
            continue
        while end - start > MAX_SEGMENT:
            start += MAX_SEGMENT
            yield start
        if end > start:
            start = end
            yield end
    while len(text) - start > MAX_SEGMENT:
        start += MAX_SEGMENT
        yield start
    while True:
        yield len(text)


def _ends_line_of_its_own(text: str, at: int, end: int) -> bool:
    """Whether the line end at offset `at` closes a heading, an item or what an item follows."""
    if text[end : end + 4].lstrip()[:1] in tuple("-–•*·▪"):
        return True
    before = text[max(0, at - LONGEST_HEADING) : at]
    return "\n" in before and not before.rstrip().endswith((",", "-", "–"))
