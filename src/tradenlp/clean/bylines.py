"""Who wrote it, as a text says in its head."""

from __future__ import annotations

import re

HEAD_LINES = 12
_BYLINE = re.compile(
    r"(?:By|BY|Written by|Reported by|Posted by|Authors?:) ?:? ?((?:[A-Z][\w.'’-]+|and|&|de|van|von|der|al|bin|,)"
    r"(?:(?: |, ?)(?:[A-Z][\w.'’-]+|and|&|de|van|von|der|al|bin))*)\s*(?:[|·•–—(-].*)?"
)
_PARTS = re.compile(r",| [Aa][Nn][Dd] | & ")
_DESKS = re.compile(
    r"(?:[Ss]taff|[Nn]ews|[Dd]esk|[Ww]riters?|[Ee]ditors?|[Cc]orrespondents?|[Rr]eporters?|Reuters|Bloomberg|AFP|AP)\b"
)


def authors_in_lines(lines: list[str]) -> tuple[str, ...]:
    """The people that a byline near the top names, without desks and agencies; () where there is none."""
    for line in lines[:HEAD_LINES]:
        found = _BYLINE.fullmatch(line) if len(line) < 160 else None
        if found and (names := _people(found[1])):
            return names
    return ()


def _people(text: str) -> tuple[str, ...]:
    names = (" ".join(part.split()) for part in _PARTS.split(text))
    return tuple(name.title() if name.isupper() else name for name in names if " " in name and not _DESKS.search(name))
