"""An HTML page → its main text and what it says of itself, by trafilatura with the settings that measured best."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import trafilatura
from trafilatura.settings import Document

from tradenlp.clean.dates_printed import parse_timestamp
from tradenlp.fetch.markup import parse_html

# Names of meta elements that hold the publication time, the most trustworthy first.
_PUBLISHED_META = """
    article:published_time og:article:published_time datepublished publishdate publish-date pubdate pub_date
    date.published publicationdate published_time article.published parsely-pub-date sailthru.date
    cxenseparse:recs:publishtime citation_publication_date dc.date.issued dcterms.issued dcterms.date
    dcterms.created dc.date date
""".split()  # noqa: SIM905


@dataclass(frozen=True)
class Page:
    """What a page holds and says of itself."""

    text: str
    title: str | None
    published: datetime | date | None
    publisher: str | None
    authors: tuple[str, ...]
    url: str | None


def read_page(content: str, url: str | None = None) -> Page | None:
    """The main text of an HTML page with its metadata; None where trafilatura finds none. Never raises."""
    tree = parse_html(content)
    if tree is None:
        return None
    published = page_date(tree)
    found = trafilatura.bare_extraction(tree, url=url, fast=True, include_comments=False, with_metadata=True)
    if not isinstance(found, Document) or not found.text:
        return None
    authors = tuple(a.strip() for a in (found.author or "").split(";") if a.strip())
    return Page(found.text, found.title, published or parse_timestamp(found.date), found.sitename, authors, found.url)


def page_date(tree: Any) -> datetime | date | None:
    """The publication time in a page's metadata: meta elements, then JSON-LD, then `time` in the article's head."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name in _PUBLISHED_META and meta.get("content"):
            said.setdefault(name, meta.get("content"))
    for name in _PUBLISHED_META:
        if name in said and (moment := parse_timestamp(said[name])):
            return moment
    for value in _json_ld_dates(tree):
        if moment := parse_timestamp(value):
            return moment
    for element in tree.iter("time"):
        if (element.get("itemprop") == "datePublished" or element.get("pubdate") is not None) and (
            moment := parse_timestamp(element.get("datetime") or element.text_content())
        ):
            return moment
    return None


_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def _json_ld_dates(tree: Any) -> Iterator[str]:
    """`datePublished` of schema.org data; read by pattern where the JSON is broken, as it often is."""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or not script.text:
            continue
        try:
            yield from _dates_in(json.loads(script.text, strict=False))
        except (ValueError, RecursionError):
            yield from _JSON_DATE.findall(script.text)


def _dates_in(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
        for value in node.values():
            yield from _dates_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from _dates_in(value)
