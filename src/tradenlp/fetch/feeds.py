"""RSS, Atom, RDF and CDF feeds → frozen records, whatever state they are in."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from tradenlp.errors import InputError
from tradenlp.fetch.markup import plain_text
from tradenlp.records import FeedEntry

_IN_PARENTHESES = re.compile(r"^\S* ?\(([^()]{3,80})\)?$")
LARGEST_FEED = 20 * 1024 * 1024
"""bytes"""
MOST_ELEMENTS = 1_000_000
"""which take some 20 seconds to read; a feed of 10,000 entries has a tenth of it"""
LONGEST_SUMMARY = 20_000
"""code points of a title or summary that are kept"""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's own title and its entries in the order of the feed."""

    title: str | None
    entries: tuple[FeedEntry, ...]
    ttl_seconds: float | None = None
    """for how long the feed says it need not be asked again (RSS ttl, Syndication module)"""


def parse_feed(body: bytes, url: str = "", content_type: str | None = None) -> Feed:
    """The feed in `body`; relative links are resolved against its base, else against `url`.

    Raises InputError, saying what is wrong, for anything that is no feed. External entities are never loaded and
    document type declarations are dropped, so that entities cannot multiply.
    """
    if not body.strip():
        raise InputError(f"{url or 'feed'}: it is empty")
    if len(body) > LARGEST_FEED:
        raise InputError(f"{url or 'feed'}: {len(body)} bytes; the limit for a feed is {LARGEST_FEED}")
    if body.count(b"<") > MOST_ELEMENTS:
        raise InputError(f"{url or 'feed'}: more than {MOST_ELEMENTS} elements; no feed needs as many")
    headers = {"content-location": url} if url else {}
    if content_type:
        headers["content-type"] = content_type
    try:
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # feedparser promises not to raise, and now and then does
        raise InputError(f"{url or 'feed'}: it cannot be parsed ({type(error).__name__}: {error})") from error
    if not parsed.get("version") and not parsed.entries:
        raise InputError(f"{url or 'feed'}: it is no feed ({_complaint(parsed)})")
    base = parsed.feed.get("link") or url
    entries = (_entry(entry, urljoin(url, base) if url else base) for entry in parsed.entries)
    return Feed(_text(parsed.feed, "title"), tuple(entry for entry in entries if entry), _ttl(parsed.feed))


_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}


def _ttl(feed: Mapping[str, Any]) -> float | None:
    """RSS 2.0 `ttl` is in minutes; RSS 1.0 says a period and how often within it (RDF Site Summary, Syndication)."""
    minutes = str(feed.get("ttl") or "").strip()
    if re.fullmatch(r"\d{1,6}", minutes, re.ASCII):
        return int(minutes) * 60.0
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    times = str(feed.get("sy_updatefrequency") or "1").strip()
    if period is None or not re.fullmatch(r"\d{1,4}", times, re.ASCII):
        return None
    return period / max(1, int(times))


def _complaint(parsed: Any) -> str:
    problem = parsed.get("bozo_exception")
    if problem is None or isinstance(problem, feedparser.NonXMLContentType | feedparser.CharacterEncodingOverride):
        return "no feed element was found"
    return f"{type(problem).__name__}: {problem}"


def _entry(entry: Mapping[str, Any], base: str) -> FeedEntry | None:
    """None for an entry with neither address nor content."""
    url = next((link for link in _links(entry, base)), "")
    content = _content(entry)
    if not url and not content:
        return None
    authors = tuple(dict.fromkeys(name for author in entry.get("authors", ()) if (name := _person(author))))
    return FeedEntry(
        url=url,
        title=_text(entry, "title"),
        published_at=_moment(entry),
        summary=_text(entry, "summary"),
        authors=authors,
        external_id=_text(entry, "id"),
        content=content,
    )


def _links(entry: Mapping[str, Any], base: str) -> Iterator[str]:
    """Addresses of the article, the best first: the entry's link, its other pages, an id that is an address."""
    candidates = [entry.get("feedburner_origlink"), entry.get("link")]
    for link in entry.get("links", ()):
        if link.get("rel", "alternate") == "alternate" and "html" in link.get("type", "html"):
            candidates.append(link.get("href"))
    if str(entry.get("id", "")).startswith(("http://", "https://")):
        candidates.append(entry["id"])
    for candidate in candidates:
        if candidate and (address := _address(str(candidate), base)):
            yield address


def _address(link: str, base: str) -> str | None:
    try:
        joined = urljoin(base, link.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def _person(author: Mapping[str, Any]) -> str | None:
    """The name in "press@example.international (Maria Keller)", of which feedparser leaves half of the address."""
    name = _text(author, "name")
    inside = _IN_PARENTHESES.search(name) if name else None
    return inside[1] if inside else name


def _content(entry: Mapping[str, Any]) -> str | None:
    """The longest `content` of the entry; its summary is no article."""
    values = [str(part.get("value") or "") for part in entry.get("content", ())]
    longest = max(values, key=len, default="")
    return longest.strip() or None


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    for key in ("published_parsed", "created_parsed", "updated_parsed"):
        # `in` first: feedparser maps a missing `updated` to `published` with a warning.
        parsed = dict.get(entry, key) if isinstance(entry, dict) else None
        if parsed:
            try:
                return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
            except (ValueError, OverflowError, TypeError):
                continue
    return None


def _text(node: Mapping[str, Any], key: str) -> str | None:
    """One line of plain text; HTML in it is read as a browser would show it."""
    value = node.get(key)
    if not isinstance(value, str) or not value.strip():
        return None
    if key in ("title", "summary", "name"):
        value = unescape(plain_text(value[:LONGEST_SUMMARY]))
    return " ".join(value.split()) or None
