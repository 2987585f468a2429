"""Puts back headings and lists that extraction lost between, or right above, paragraphs that it kept.

Only what stands beside kept paragraphs in the same element is put back, since there it can be nothing but the
article's. Lists of links are menus; a heading goes where what it heads is gone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SHORTEST_ITEM = 40
"""code points, on average, of the items of a list that is running text rather than a menu"""
SHORTEST_PROSE = 80
"""code points of the shortest paragraph that counts as running text"""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list: its lines in order, and the element that it is a child of."""

    kind: str
    """text, heading, list or menu"""
    lines: tuple[str, ...]
    parent: Any


def read_blocks(tree: Any) -> list[Block]:
    """The paragraphs, headings and lists of a page in order, before extraction changes it."""
    blocks = []
    for element in tree.iter("p", *_HEADINGS, *_LISTS):
        kind = "heading" if element.tag in _HEADINGS else "list" if element.tag in _LISTS else "text"
        items = element.iter("li", "dt", "dd") if kind == "list" else (element,)
        lines = tuple(line for item in items if (line := " ".join(item.text_content().split())))
        if kind == "list" and _is_menu(element, lines):
            kind = "menu"
        if lines:
            blocks.append(Block(kind, lines, element.getparent()))
    return blocks


def _is_menu(element: Any, lines: Sequence[str]) -> bool:
    whole = sum(map(len, lines))
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    short = whole < SHORTEST_ITEM * len(lines) and element.tag != "dl"
    return linked * 2 >= whole or short or any(inner is not element for inner in element.iter(*_LISTS))


def fill_gaps(text: str, blocks: Sequence[Block]) -> str:
    """The extracted text with what it lost between and above the paragraphs that it kept."""
    lines = text.split("\n")
    places = {_key(line): number for number, line in reversed(list(enumerate(lines)))}
    at = [places.get(_key(block.lines[0])) for block in blocks]
    lost = _lost(blocks, at)
    if not lost:
        return text
    before: dict[int, list[str]] = {}
    for number in lost:
        below = next(place for place in at[number:] if place is not None)
        before.setdefault(below, []).extend(blocks[number].lines)
    return "\n".join("\n".join([*before.get(number, ()), line]) for number, line in enumerate(lines))


def share_kept(text: str, blocks: Sequence[Block]) -> float:
    """Share of the running text in paragraphs of a page, by length, that `text` holds; 1 where there is none."""
    kept = {_key(line) for line in text.split("\n")}
    prose = [line for block in blocks if block.kind == "text" for line in block.lines if len(line) > SHORTEST_PROSE]
    whole = sum(map(len, prose))
    return sum(len(line) for line in prose if _key(line) in kept) / whole if whole else 1.0


def _lost(blocks: Sequence[Block], at: Sequence[int | None]) -> list[int]:
    """Numbers of the lost headings and lists below which, in the same element, something was kept."""
    found: list[int] = []
    below: Block | None = None
    for number in range(len(blocks) - 1, -1, -1):
        block = blocks[number]
        if at[number] is not None:
            below = block if block.kind == "text" or below else None
        elif below and block.parent is below.parent and block.kind in ("heading", "list"):
            found.append(number)
        elif block.kind != "list":
            below = None
    return found[::-1]


def _key(line: str) -> str:
    return "".join(_WORD.findall(line.lower()))
