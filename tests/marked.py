"""Marked sentences: one case a line, the expected facts written into the text as tags.

    [2025-10-14] Exports fell <figure value=34.5 unit=percent direction=decrease what="Exports">34.5%</figure> in May.

An optional `[YYYY-MM-DD]` in front is the publication date. A tag's attributes are what the test compares; one
that is not given is not compared. Tags of different kinds may nest. Lines that are empty or begin with `#` are skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

CASES = Path(__file__).parent / "cases"
_ANCHOR = re.compile(r"\[(\d{4}-\d\d-\d\d)\]\s+")
_TAG = re.compile(r"<(/?)([a-z]+)((?:\s+[a-z_]+=(?:\"[^\"]*\"|[^\s>\"]+))*)>")
_ATTRIBUTE = re.compile(r"([a-z_]+)=(?:\"([^\"]*)\"|([^\s>\"]+))")


@dataclass(frozen=True)
class Mark:
    """One expected fact: its kind, its extent in the plain text and the attributes that must hold."""

    kind: str
    start: int
    end: int
    text: str
    attributes: dict[str, str]


@dataclass(frozen=True)
class Case:
    """A sentence without its tags, and what must be found in it."""

    line: str
    text: str
    published: date | None
    marks: tuple[Mark, ...]


def parse_case(line: str) -> Case:
    """Raises ValueError where tags do not pair up."""
    published, rest = None, line.strip()
    if anchor := _ANCHOR.match(rest):
        published, rest = date.fromisoformat(anchor[1]), rest[anchor.end() :]
    plain, marks, open_tags, position = "", [], [], 0
    for tag in _TAG.finditer(rest):
        plain += rest[position : tag.start()]
        position = tag.end()
        if not tag[1]:
            attributes = {a[1]: a[2] if a[2] is not None else a[3] for a in _ATTRIBUTE.finditer(tag[3])}
            open_tags.append((tag[2], len(plain), attributes))
            continue
        kind, start, attributes = open_tags.pop() if open_tags else ("", 0, {})
        if kind != tag[2]:
            raise ValueError(f"</{tag[2]}> closes nothing in: {line}")
        marks.append(Mark(kind, start, len(plain), plain[start:], attributes))
    if open_tags:
        raise ValueError(f"<{open_tags[-1][0]}> is never closed in: {line}")
    return Case(line, plain + rest[position:], published, tuple(sorted(marks, key=lambda m: (m.start, m.end))))


def read_cases(name: str) -> list[Case]:
    """All cases of `tests/cases/<name>.txt`."""
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [parse_case(line) for line in lines if line.strip() and not line.startswith("#")]
