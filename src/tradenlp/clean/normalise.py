"""Text as received → paragraphs: one line each, with plain spaces and no invisible characters.

Typographic quotes and dashes stay as printed. Hard-wrapped text (old newswire, plain-text mail) is joined
again, so that a line break always means the end of a paragraph, heading, list item or table row.
"""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import pairwise

_TO_SPACE = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_TO_NEWLINE = dict.fromkeys([0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], "\n")
_INVISIBLE = (0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
_CONTROLS = (*range(0x09), *range(0x0E, 0x1C), 0x1F, 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0))
_GONE = dict.fromkeys((*_INVISIBLE, *_CONTROLS))
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_CHARACTERS: dict[int, str | None] = {**_GONE, **_TO_SPACE, **_TO_NEWLINE, **_HALVES}
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")
_SPACES = re.compile(r"[ \t]+")
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_BULLET = re.compile(r"\s*(?:[-–—•·▪◦*o>]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_SENTENCE_END = re.compile(r"[.?!:;][\"'”’)\]]*$")
_WRAPPED_HYPHEN = re.compile(r"[a-z]-$")

WIDEST_WRAP = 100
"""code points of the longest line that still counts as hard-wrapped"""


def normalise(text: str) -> str:
    """Unify line breaks and spaces, drop soft hyphens, zero-width and control characters, resolve HTML entities."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = text.translate(_CHARACTERS)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    elif not text.isprintable():
        text = text.translate(_CHARACTERS)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]).translate(_CHARACTERS), text)
    return text


def paragraphs(text: str) -> list[str]:
    """The non-empty paragraphs of normalised text, hard wraps joined, inner runs of spaces made one."""
    lines = text.split("\n")
    if is_hard_wrapped(lines):
        lines = unwrap(lines)
    return [squeezed for line in lines if (squeezed := _SPACES.sub(" ", line).strip())]


def is_hard_wrapped(lines: list[str]) -> bool:
    """Whether line breaks stand inside sentences: lines are short, and a fifth goes on in small letters or digits."""
    filled = [line.rstrip() for line in lines if line.strip() and not _COLUMNS.search(line)]
    if len(filled) < 2 or sum(len(line) > WIDEST_WRAP for line in filled) * 20 > len(filled):
        return False
    pairs = [(a.rstrip(), b) for a, b in pairwise(lines) if len(a.strip()) >= 24 and b.strip()]
    running = [b for a, b in pairs if _goes_on(b) and not _SENTENCE_END.search(a) and not _COLUMNS.search(a)]
    full = sum(1 for a, _ in pairs if len(a) >= 30)
    return any(line[0].islower() for line in running) and len(running) * 5 >= full


def _goes_on(line: str) -> bool:
    """Whether a line begins in the middle of a sentence."""
    return (line[0].islower() or line[0].isdigit()) and not _BULLET.match(line) and not _COLUMNS.search(line)


def unwrap(lines: list[str]) -> list[str]:
    """Join the lines of each paragraph; blank lines, indents, bullets and table rows begin a new one."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    width = lengths[len(lengths) * 4 // 5]
    joined: list[str] = []
    previous = ""
    for line in lines:
        if joined and not _begins_paragraph(previous, line, width):
            joined[-1] = _join(joined[-1], line.strip())
        else:
            joined.append(line.strip())
        previous = line
    return joined


def _begins_paragraph(previous: str, line: str, width: int) -> bool:
    before, now = previous.strip(), line.strip()
    if not before or not now or _COLUMNS.search(now) or _COLUMNS.search(before) or _BULLET.match(line):
        return True
    if _indent(line) > _indent(previous):
        return not now[0].islower()
    short = len(previous.rstrip()) < width * 0.7
    return short and not now[0].islower() and (bool(_SENTENCE_END.search(before)) or len(before) < width * 0.5)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _join(before: str, line: str) -> str:
    """`Canadian-` + `U.S.` keeps its hyphen, as does `long-` + `term`: a printed hyphen is never guessed away."""
    if _WRAPPED_HYPHEN.search(before):
        return before + line
    return f"{before} {line}"
