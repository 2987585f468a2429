"""Reads `publishers/<id>.toml`. A publisher exists because its file exists; there is no list to edit.

publisher = "World Trade Organization"
country = "CH"              # ISO 3166-1 alpha-2 of its home, or a bloc's abbreviation
language = "en"             # ISO 639-1
verified = false            # whether somebody saw a copy of these addresses' answers

[[feed]]
url = "https://…"
cadence_minutes = 60        # how often it is asked until its rhythm is known
expected_per_week = 20      # articles: far fewer or more raise an alarm

[[sitemap]]                 # a list of addresses for machines (sitemaps.org); `links` picks the articles
url = "https://…"

[[page]]                    # an index page whose links are articles
url = "https://…"
links = "^https://…"        # regular expression of the articles' addresses

[[quirk]]                   # a habit of its pages that cleaning must know, and when it held
lines = "^Enditem$"         # regular expression of lines that are no article
from = 2015-01-01
until = 2019-12-31
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from tradenlp.errors import LexiconError
from tradenlp.lexicon import read_toml
from tradenlp.records import Source

PUBLISHERS = Path(__file__).with_name("publishers")
_ADDRESS = re.compile(r"https?://[^\s/]+/?\S*")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed, a sitemap, or a page whose links are articles, and how often it is asked."""

    url: str
    cadence_minutes: int = 60
    links: str | None = None
    """regular expression of article addresses; pages and sitemaps only"""
    expected_per_week: float | None = None
    """articles that it is expected to list"""
    note: str = ""
    kind: str = "feed"
    """feed, sitemap or page; told by the table that it stands in"""


@dataclass(frozen=True, slots=True)
class Quirk:
    """Lines that this publisher's pages carry and that are no article, and from when until when (both inclusive)."""

    lines: str
    from_day: date | None = None
    until_day: date | None = None
    note: str = ""

    def holds_on(self, day: date | None) -> bool:
        """Whether the quirk held on `day`; for an unknown day it is taken to hold."""
        return day is None or ((self.from_day or day) <= day <= (self.until_day or day))


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher with everything of it that is watched."""

    publisher_id: str
    publisher: str
    country: str | None
    language: str
    verified: bool
    feeds: tuple[Watched, ...]
    pages: tuple[Watched, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    note: str = ""
    sitemaps: tuple[Watched, ...] = ()

    def sources(self) -> tuple[Source, ...]:
        """Its feeds, pages and sitemaps as sources; see `watched`."""
        return tuple(source for source, _ in self.watched())

    def watched(self) -> tuple[tuple[Source, Watched], ...]:
        """Everything that is watched, with its source; ids are the file's name, numbered from the second of a kind on.

        To the tables a sitemap is a page: both are lists of links that carry no articles themselves.
        """
        return tuple(
            (self._source(watched, number), watched)
            for group in (self.feeds, self.pages, self.sitemaps)
            for number, watched in enumerate(group, 1)
        )

    def _source(self, watched: Watched, number: int) -> Source:
        key = _source_id(self.publisher_id, watched.kind, number)
        kind = "feed" if watched.kind == "feed" else "page"
        return Source(key, kind, watched.url, self.publisher, self.country, self.language)


def read_sources(folder: Path | None = None) -> tuple[Publisher, ...]:
    """All publishers of `folder` (the package's own without it), by id. Raises LexiconError naming file and key."""
    return tuple(read_publisher(path) for path in sorted((folder or PUBLISHERS).glob("*.toml")))


def quirks_by_source(publishers: Iterable[Publisher]) -> dict[str, tuple[Quirk, ...]]:
    """The quirks that cleaning needs, by source_id; sources of publishers without any are left out."""
    return {source.source_id: p.quirks for p in publishers if p.quirks for source in p.sources()}


def read_publisher(path: Path) -> Publisher:
    """The publisher of one TOML file. Raises LexiconError naming file and key."""
    table = read_toml(path)
    known = {"publisher", "country", "language", "verified", "note", "feed", "page", "sitemap", "quirk"}
    if unknown := table.keys() - known:
        raise LexiconError(
            f"{path.name}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(sorted(known))}"
        )
    if not isinstance(table.get("publisher"), str):
        raise LexiconError(f"{path.name}: missing key publisher")
    publisher = Publisher(
        publisher_id=path.stem,
        publisher=table["publisher"],
        country=table.get("country"),
        language=table.get("language", "en"),
        verified=bool(table.get("verified", False)),
        feeds=_group(table, "feed", path),
        pages=_group(table, "page", path),
        sitemaps=_group(table, "sitemap", path),
        quirks=tuple(_shaped(_days(row), Quirk, path) for row in table.get("quirk", ())),
        note=table.get("note", ""),
    )
    return _checked(publisher, path)


def _group(table: dict[str, Any], kind: str, path: Path) -> tuple[Watched, ...]:
    return tuple(replace(_shaped(row, Watched, path), kind=kind) for row in table.get(kind, ()))


def _source_id(publisher_id: str, kind: str, number: int) -> str:
    stem = publisher_id if kind == "feed" else f"{publisher_id}-{kind}"
    return stem if number == 1 else f"{stem}-{number}"


def _days(row: dict[str, Any]) -> dict[str, Any]:
    return {{"from": "from_day", "until": "until_day"}.get(key, key): value for key, value in row.items()}


def _shaped(row: dict[str, Any], shape: type[T], path: Path) -> T:
    known = {field.name for field in fields(shape)}  # type: ignore[arg-type]
    if unknown := row.keys() - known:
        raise LexiconError(
            f"{path.name}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(sorted(known))}"
        )
    try:
        return shape(**row)
    except TypeError as error:
        raise LexiconError(f"{path.name}: {error}") from error


def _checked(publisher: Publisher, path: Path) -> Publisher:
    if not publisher.watched():
        raise LexiconError(f"{path.name}: needs at least one [[feed]], [[page]] or [[sitemap]]")
    for _, watched in publisher.watched():
        _check_watched(watched, path)
    for quirk in publisher.quirks:
        _check_pattern(quirk.lines, path)
    return publisher


def _check_watched(watched: Watched, path: Path) -> None:
    if not _ADDRESS.fullmatch(watched.url):
        raise LexiconError(f"{path.name}: {watched.url!r} is no http(s) address")
    if not 5 <= watched.cadence_minutes <= 60 * 24 * 31:
        raise LexiconError(f"{path.name}: cadence_minutes of {watched.url} must lie between 5 and 44640")
    if watched.expected_per_week is not None and watched.expected_per_week <= 0:
        raise LexiconError(f"{path.name}: expected_per_week of {watched.url} must be more than 0")
    if watched.kind == "feed" and watched.links:
        raise LexiconError(f"{path.name}: links of {watched.url} are for [[page]] and [[sitemap]] only")
    if watched.kind == "page" and not watched.links:
        raise LexiconError(f"{path.name}: {watched.url} needs `links`, a regular expression of its articles' addresses")
    if watched.links:
        _check_pattern(watched.links, path)


def _check_pattern(pattern: str, path: Path) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise LexiconError(f"{path.name}: {pattern!r} is no regular expression ({error})") from error
