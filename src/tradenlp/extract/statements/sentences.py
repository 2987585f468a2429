"""Sentences that hold quotations: their borders lie outside the quotation marks, whatever stands inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradenlp.extract.statements.cues import saying_verbs
from tradenlp.extract.statements.marks import Quotation

_FILLER = "\x01"
_BORDER = re.compile(r"[.!?…][\"”“’»'\)\]]*\s+(?=[\"“‘«„'(\[`]*[A-Z0-9\x01])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Sgt|Lt|Col|Capt|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"Inc|Corp|Co|Ltd|Cos|Bros|Art|Sec|Jr|Sr)|\b(?:[A-Z]\.)+[A-Z])\.\Z"
)
_ASKED = re.compile(r"(?:(?:[A-Z][\w.’'-]*|the|of|a|an|for|and|at|in|he|she|they|it),?\s+){0,9}([a-z]+)\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the quotations that begin in it."""

    start: int
    end: int
    quotations: tuple[Quotation, ...]


def all_sentences(text: str, extents: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> list[Sentence]:
    """All sentences of the text, in order; none ends inside a quotation."""
    held: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        held.setdefault(quotation.paragraph, []).append(quotation)
    found: list[Sentence] = []
    reached = 0
    for paragraph, (start, end) in enumerate(extents):
        start, inside = max(start, reached), held.get(paragraph, [])
        reached = max(end, inside[-1].outer_end) if inside else end
        if start < reached:
            found.extend(_fill(start, [*_borders(shell(text, start, reached, inside), start), reached], inside))
    return found


def shell(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> str:
    """The stretch with the inside of each quotation blanked, but for the punctuation that ends it; same length."""
    parts, position = [], start
    for quotation in quotations:
        parts.append(text[position : quotation.start])
        inside = text[quotation.start : quotation.end]
        kept = inside[-1:] if inside[-1:] in ".,!?…-—;:" else _FILLER
        parts.append(_FILLER * (len(inside) - 1) + kept if inside else "")
        position = quotation.end
    parts.append(text[position:end])
    return "".join(parts)


def _borders(masked: str, offset: int) -> Iterator[int]:
    for match in _BORDER.finditer(masked):
        if match[0][0] == "." and _ABBREVIATED.search(masked, max(0, match.start() - 8), match.start() + 1):
            continue
        if (
            match[0][0] in "!?…"
            and match.start()
            and masked[match.start() - 1] == _FILLER
            and _asked(masked, match.end())
        ):
            continue
        yield offset + match.end()


def _asked(masked: str, at: int) -> bool:
    """Whether an attribution follows a quoted question or exclamation: `"Why now?" Lee asked.`"""
    following = _ASKED.match(masked, at)
    return bool(following and following[1].lower() in saying_verbs())


def _fill(start: int, borders: list[int], held: list[Quotation]) -> Iterator[Sentence]:
    position = 0
    for end in borders:
        first = position
        while position < len(held) and held[position].outer_start < end:
            position += 1
        yield Sentence(start, end, tuple(held[first:position]))
        start = end
