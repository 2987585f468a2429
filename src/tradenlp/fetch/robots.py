"""robots.txt by RFC 9309: the longest matching rule decides, `*` and `$` as there; Crawl-delay as sites mean it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

LARGEST_ROBOTS = 500 * 1024
"""bytes that are read, the least that RFC 9309 (2.5) asks for"""
_LINE = re.compile(r"^\s*([A-Za-z-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site allows one robot."""

    rules: tuple[tuple[bool, str], ...] = ()
    """(allowed, path pattern) of the group that applies"""
    crawl_delay_seconds: float | None = None
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether the path of `url` may be fetched; of two rules of equal length the allowing one wins."""
        parts = urlsplit(url)
        path = _comparable((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        best, allowed = -1, True
        for allow, pattern in self.rules:
            if len(pattern) >= best and _matches(pattern, path) and (len(pattern) > best or allow):
                best, allowed = len(pattern), allow
        return allowed


NOTHING_ALLOWED = Robots(rules=((False, "/"),))


def parse_robots(text: str, agent: str) -> Robots:
    """What `text` allows the robot whose product token is `agent`: its own groups, else those for `*`."""
    token = re.split(r"[/\s]", agent.strip(), maxsplit=1)[0].lower()
    groups: dict[str, list[tuple[str, str]]] = {}
    current: list[str] = []
    sitemaps, naming = [], False
    for line in text[:LARGEST_ROBOTS].lstrip("\ufeff").splitlines():
        if not (found := _LINE.match(line)):
            continue
        key, value = found[1].lower(), found[2]
        if key == "user-agent":
            current = [*current, value.lower()] if naming else [value.lower()]
            naming = True
            groups.setdefault(value.lower(), [])
        elif key == "sitemap":
            sitemaps.append(value)
        else:
            naming = False
            for name in current:
                groups[name].append((key, value))
    lines = groups.get(token, groups.get("*", []))
    rules = tuple(
        (key == "allow", _comparable(value)) for key, value in lines if key in ("allow", "disallow") and value
    )
    delays = [
        float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,5}(?:\.\d+)?", value)
    ]
    return Robots(rules, max(delays, default=None), tuple(sitemaps))


def _comparable(path: str) -> str:
    return quote(unquote(path), safe="/*$?&=%:@!+,;~()'#[]")


def _matches(pattern: str, path: str) -> bool:
    """Linear in the path: the pieces between the stars must follow each other."""
    anchored = pattern.endswith("$")
    pieces = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(pieces[0]):
        return False
    position = len(pieces[0])
    for piece in pieces[1:-1]:
        position = path.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    last = pieces[-1] if len(pieces) > 1 else ""
    if not anchored:
        return path.find(last, position) >= 0
    return path.endswith(last) and len(path) - len(last) >= position if len(pieces) > 1 else position == len(path)
