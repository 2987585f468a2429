"""How an article is laid out: which stretches are headings, and which are datelines and credits without actors."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

HEADING_WORDS = 16
SHOUT = 24
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_PLACE = r"[A-Z][\w.'’/ -]{1,38}"
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}(?:, ?[\w. ]{{1,24}}){{0,3}} ?)?\([A-Z][\w /.,&-]{{1,40}}\) ?(?:--|[-–—_])"
    rf"|\s*[A-Z][A-Z.'/ -]{{2,38}}(?:, ?[\w. ]{{1,24}}){{0,3}} ?(?:--|[–—]| - )"
    rf"|\s*{_PLACE}(?:, ?[\w. ]{{1,24}}){{0,3}} (?:--|[–—]) (?=[A-Z\"“])"
    r"|\s*(?:SINGAPORE|LUXEMBOURG|HONG KONG|KUWAIT|DJIBOUTI|MONACO): (?=[A-Z\"“])"
)
"""with a colon only where the city has the name of its state; "PERU: …" may head what a list tells of it"""
_CREDIT_LINE = re.compile(
    r"\s*(?:\(?(?:Reporting|Editing|Writing|Additional reporting|Compiled) by\b|Photo\b|Image\b|Source: |"
    r"Contact\b|Media contacts?\b|To contact\b|--With assistance|By [A-Z][\w.'’-]+ [A-Z])"
)
_CREDIT_BRACKET = re.compile(
    r"[(\[][^()\[\]\n]{0,60}\b(?:[Pp]hoto|Getty|[Rr]eporting by|[Ee]diting by|[Ww]riting by|[Ii]llustration|[Cc]redit:)"
    r"[^()\[\]\n]{0,160}[)\]]"
)
BYLINE_WORDS = 14


@dataclass(frozen=True, slots=True)
class Layout:
    """Sorted stretches of a text, as code points."""

    headings: tuple[tuple[int, int], ...]
    silent: tuple[tuple[int, int], ...]
    """datelines and credits: what is named there is no actor of the article"""
    dateline: tuple[int, int] | None = None
    """the first dateline"""

    def in_heading(self, position: int) -> bool:
        """Whether a position lies in a title or heading."""
        return _inside(self.headings, position)

    def is_silent(self, position: int) -> bool:
        """Whether a position lies in a dateline or credit."""
        return _inside(self.silent, position)


def read_layout(text: str, title_end: int) -> Layout:
    """The layout of a document whose title ends at `title_end` (0 where it has none)."""
    headings, silent, placed = [], [], None
    for match in _LINE.finditer(text):
        line, start = match[0], match.start()
        if start < title_end or _is_heading(line):
            headings.append((start, match.end()))
        if _is_credit(line):
            silent.append((start, match.end()))
        elif dateline := _DATELINE.match(line[:140]):
            silent.append((start, start + dateline.end()))
            placed = placed or silent[-1]
    silent.extend(match.span() for match in _CREDIT_BRACKET.finditer(text))
    return Layout(tuple(headings), _merged(silent), placed)


def _merged(stretches: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _is_heading(line: str) -> bool:
    bare = line.strip()
    if bare.isupper() and len(bare) > SHOUT:
        return True
    return 0 < len(bare) < 160 and bare.count(" ") < HEADING_WORDS and not _SENTENCE_END.search(bare[-6:])


def _is_credit(line: str) -> bool:
    return bool(_CREDIT_LINE.match(line)) and (line.count(" ") < BYLINE_WORDS or not line.lstrip().startswith("By "))


def _inside(stretches: tuple[tuple[int, int], ...], position: int) -> bool:
    before = bisect_right(stretches, (position, len(stretches) and stretches[-1][1] + 1)) - 1
    return before >= 0 and stretches[before][0] <= position < stretches[before][1]
