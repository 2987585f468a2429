"""What a page says of itself: title, time of publication, publisher, authors, address.

Read in the order of trust: elements made for machines (Open Graph, schema.org JSON-LD and microdata, Dublin Core),
then what readers see. `htmldate` is asked last for the date, without its search of the whole text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin

from htmldate import find_date

from tradenlp.clean.dates_printed import parse_timestamp
from tradenlp.clean.published import LONGEST_LABEL, date_below_title, labelled_date

MOST_TEXTS = 2000
"""pieces of text at the start of a page among which a labelled date is looked for"""

MOST_SIBLINGS = 12
"""elements below the heading of a page among which its date is looked for"""

# Names of meta elements, the most trustworthy first.
_DATES = """
    article:published_time og:article:published_time datepublished publishdate publish-date pubdate pub_date
    date.published publicationdate published_time article.published parsely-pub-date sailthru.date
    cxenseparse:recs:publishtime citation_publication_date dc.date.issued dcterms.issued dcterms.date
    dcterms.created dc.date date
""".split()
_TITLES = ("og:title", "headline", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title")
_SITES = ("og:site_name", "application-name", "cre", "copyright-holder")
_PUBLISHERS = ("dcterms.publisher", "dc.publisher", "citation_journal_title", "publisher", "article:publisher")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "byl")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_SUFFIX = re.compile(r"\s+(?:[|–—»·•]|--?|::?)\s+([^|–—»·•]{2,60})$")
_ADDRESS = re.compile(r"https?://|^www\.|/", re.IGNORECASE)


@dataclass(frozen=True)
class Metadata:
    """What a page says of itself; None and () where it does not say."""

    title: str | None = None
    published: datetime | date | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    is_free: bool | None = None
    """what schema.org data say of access to the article"""


def read_metadata(tree: Any, url: str | None = None) -> Metadata:
    """The metadata of a parsed page; `url` resolves a relative canonical address."""
    meta = _meta(tree)
    linked = list(_json_ld(tree))
    title, suffix = _title(tree, meta, linked)
    return Metadata(
        title=title,
        published=_published(tree, meta, linked),
        publisher=_publisher(meta, linked, suffix),
        authors=_authors(tree, meta, linked),
        url=_address(tree, meta, url),
        is_free=_is_free(linked),
    )


def _meta(tree: Any) -> dict[str, str]:
    """Content of meta elements by lower-case name; of several with one name the first."""
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            said.setdefault(name, content)
    return said


def _first(said: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((said[name] for name in names if name in said), None)


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of schema.org data that speaks of an article, outermost first."""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or not script.text:
            continue
        try:
            nodes = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            # Broken JSON is common; the date can be read all the same.
            yield from ({"datePublished": found} for found in _JSON_DATE.findall(script.text)[:1])
            continue
        for _ in range(200):
            if not nodes:
                break
            node = nodes.pop(0)
            if isinstance(node, list):
                nodes = [*node[:50], *nodes]
            elif isinstance(node, dict):
                nodes = [*nodes, *(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)]
                if "headline" in node or "datePublished" in node:
                    yield node


def _title(tree: Any, meta: dict[str, str], linked: list[dict[str, Any]]) -> tuple[str | None, str | None]:
    """The title and what its longer forms add at the end, which is the site's name."""
    headings = [text for h1 in tree.iter("h1") if (text := _visible(h1))]
    headlines = [node["headline"] for node in linked if isinstance(node.get("headline"), str)]
    document = next((text for element in tree.iter("title") if (text := _visible(element))), None)
    shorter = [text for text in (*headlines, *headings) if text]
    full = _first(meta, _TITLES) or document or next(iter(shorter), None)
    if full is None:
        return None, None
    suffix = _SUFFIX.search(document or full)
    for text in shorter:
        if len(text) > 10 and full.startswith(text):
            return " ".join(text.split()), suffix[1] if suffix else None
    return full, suffix[1] if suffix else None


def _published(tree: Any, meta: dict[str, str], linked: list[dict[str, Any]]) -> datetime | date | None:
    stamps: list[object] = [meta[name] for name in _DATES if name in meta]
    stamps += [node["datePublished"] for node in linked if "datePublished" in node]
    for element in tree.iter("time"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            stamps.append(element.get("datetime") or _visible(element))
    if times := [e.get("datetime") for e in tree.iter("time") if e.get("datetime")]:
        # The first time element of a page with a heading is the article's own.
        stamps.append(times[0])
    for stamp in stamps:
        if moment := parse_timestamp(stamp):
            return moment
    for text in islice(tree.itertext(), MOST_TEXTS):
        if len(text) < 150 and (day := labelled_date(text.strip())):
            return day
    if day := date_below_title(_below_heading(tree)):
        return day
    try:
        return parse_timestamp(find_date(tree, original_date=True, extensive_search=False))
    except Exception:  # htmldate parses what it finds and raises whatever that leads to
        return None


def _below_heading(tree: Any) -> list[str]:
    """The labels between a page's only main heading and the running text: bylines, dates, share buttons."""
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        return []
    # The heading often stands in a block of its own, and the labels in the next.
    levels = [headings[0], *islice(headings[0].iterancestors("header", "div", "section"), 1)]
    labels: list[str] = []
    for element in chain.from_iterable(islice(level.itersiblings(), MOST_SIBLINGS) for level in levels):
        text = _visible(element) if isinstance(element.tag, str) else ""
        if len(text) > LONGEST_LABEL:
            break
        labels += [text] if text else []
    return labels


def _publisher(meta: dict[str, str], linked: list[dict[str, Any]], suffix: str | None) -> str | None:
    """The name of the site, else the end of the page's title, else who is named as publisher."""
    named = [_name(node.get("publisher")) for node in linked]
    candidates = (_first(meta, _SITES), *named, suffix, _first(meta, _PUBLISHERS))
    return next((name for name in candidates if name and not _ADDRESS.search(name)), None)


def _authors(tree: Any, meta: dict[str, str], linked: list[dict[str, Any]]) -> tuple[str, ...]:
    people: list[str | None] = []
    for node in linked:
        author = node.get("author")
        people += [_name(one) for one in (author if isinstance(author, list) else [author])]
    if not any(people):
        people.append(_first(meta, _AUTHORS))
    if not any(people):
        marked = (e for e in tree.iter("a", "span") if e.get("rel") == "author" or e.get("itemprop") == "author")
        people += [_visible(element) for element in marked]
    names = (re.sub(r"^[Bb]y\s+", "", name).strip() for name in people if name and not _ADDRESS.search(name))
    return tuple(dict.fromkeys(name for name in names if 2 < len(name) <= 80))[:10]


def _address(tree: Any, meta: dict[str, str], url: str | None) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    said = next((link for link in (*links, meta.get("og:url")) if link), None)
    try:
        found = urljoin(url or "", said.strip()) if said else None
    except ValueError:
        return None
    return found if found and found.startswith(("http://", "https://")) else None


def _is_free(linked: list[dict[str, Any]]) -> bool | None:
    """`isAccessibleForFree` of schema.org, a truth value or its name."""
    said = {str(node["isAccessibleForFree"]).lower() for node in linked if "isAccessibleForFree" in node}
    return None if not said else "false" not in said


def _name(node: object) -> str | None:
    if isinstance(node, list):
        return next(filter(None, map(_name, node)), None)
    value = node.get("name") if isinstance(node, dict) else node
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _visible(element: Any) -> str:
    return " ".join(str(element.text_content()).split())
