"""Paragraphs of a plain text, whether each is one long line or hard-wrapped as old newswire is."""

from __future__ import annotations

import re
from statistics import median

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_WRAPPED_WIDTH = range(45, 86)
"""columns to which typewritten copy is wrapped"""
_ENDED = re.compile(r"[.!?:;”\"’')\]]\s*\Z")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph, in code points, surrounding white space excluded."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    width = _wrap_width(text, lines)
    found: list[tuple[int, int]] = []
    start: int | None = None
    for number, (line_start, line_end) in enumerate(lines):
        if not text[line_start:line_end].strip():
            start = None
            continue
        if start is None or not width or _begins(text, lines, number, width):
            found.append((line_start, line_end))
            start = line_start
        else:
            found[-1] = (found[-1][0], line_end)
    return [_trimmed(text, *extent) for extent in found]


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width to which the text is wrapped, or 0 where its lines are paragraphs."""
    lengths = [length for start, end in lines if (length := len(text[start:end].strip()))]
    if len(lengths) < 4 or sum(length > _WRAPPED_WIDTH.stop for length in lengths) > len(lengths) / 10:
        return 0
    middle = int(median(lengths))
    return middle if middle in _WRAPPED_WIDTH else 0


def _begins(text: str, lines: list[tuple[int, int]], number: int, width: int) -> bool:
    """Whether a line of a wrapped text begins a paragraph: it is indented, or the one before stops short."""
    line, before = text[slice(*lines[number])], text[slice(*lines[number - 1])]
    if len(line) - len(line.lstrip()) >= 2:
        return True
    return len(before.strip()) < 0.7 * width and bool(_ENDED.search(before))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), start + len(body.rstrip())
