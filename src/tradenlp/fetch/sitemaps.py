"""Sitemaps (sitemaps.org 0.9, with Google's news extension) → the articles that they list."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from tradenlp.errors import InputError
from tradenlp.records import FeedEntry

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_sitemap(body: bytes, url: str, pattern: str | None = None) -> tuple[FeedEntry, ...]:
    """The addresses of a sitemap that match `pattern`, newest first as far as it dates them, each once.

    Raises InputError for what is no sitemap, for an index of sitemaps and for document type declarations: nothing
    of them is expanded or loaded.
    """
    if _DECLARATION.search(body):
        raise InputError(f"{url}: a document type declaration, which no sitemap needs")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{url}: it is no sitemap ({error})") from error
    name = "nothing" if root is None else etree.QName(root).localname
    if name != "urlset":
        hint = (
            "an index of sitemaps: name one of those it lists" if name == "sitemapindex" else f"it begins with {name}"
        )
        raise InputError(f"{url}: it is no sitemap ({hint})")
    wanted = re.compile(pattern) if pattern else None
    entries: dict[str, FeedEntry] = {}
    for node in root:
        entry = _entry(node)
        if entry and (not wanted or wanted.search(entry.url)):
            entries.setdefault(entry.url, entry)
    oldest = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(entries.values(), key=lambda e: e.published_at or oldest, reverse=True))


def _entry(node: Any) -> FeedEntry | None:
    said: dict[str, str] = {}
    for element in node.iter(etree.Element):
        said.setdefault(etree.QName(element).localname, " ".join((element.text or "").split()))
    address = said.get("loc", "")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return FeedEntry(address, said.get("title") or None, _moment(said.get("publication_date") or said.get("lastmod")))


def _moment(text: str | None) -> datetime | None:
    """W3C date and time; a day alone counts from midnight UTC."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
