"""What travels between the rooms before extraction: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Source:
    """A place that articles come from: a configured feed or page, or what a user handed in."""

    source_id: str
    kind: str
    """feed, page, file, warc"""
    url: str
    publisher: str | None = None
    country: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a polled source between two polls."""

    source_id: str
    etag: str | None = None
    last_modified: str | None = None
    next_poll_at: datetime | None = None
    last_ok_at: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    url: str | None = None
    """address in the configuration that all this is about"""
    moved_to: str | None = None
    """where that address moved permanently"""
    retired_at: datetime | None = None
    """when it answered 410 Gone"""
    polled_at: datetime | None = None
    full_at: datetime | None = None
    """when it last answered in full rather than with 304"""
    first_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    """when it last had something new"""
    gap_seconds: float | None = None
    """from one new item to the next, smoothed; None until that is known"""


@dataclass(frozen=True, slots=True)
class Polled:
    """One time that a source was asked, for the record."""

    source_id: str
    host: str
    polled_at: datetime
    status: int | None
    listed: int
    new: int
    error: str | None = None
    """short code"""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed: where the article is and what the feed says of it."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    external_id: str | None = None
    content: str | None = None
    """HTML of the whole article, where the feed carries it"""


@dataclass(frozen=True, slots=True)
class PendingLink:
    """An article that a source listed and that is still to be fetched; `next_try_at` is None once it was given up."""

    entry: FeedEntry
    source_id: str
    listed_at: datetime
    tries: int = 0
    next_try_at: datetime | None = None
    last_error: str | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """What something was fetched for: with it an archived response is read like the one that came over the network."""

    source: Source
    kind: str = "article"
    """article, or what a poll asked for: feed, page, sitemap"""
    entry: FeedEntry | None = None
    """the item of a feed that led to the article"""
    links: str | None = None
    """regular expression of the articles' addresses, for index pages and sitemaps"""


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP response or file read; `body` is None where nothing was received or it was not kept."""

    capture_id: str
    source_id: str
    url: str
    final_url: str
    fetched_at: datetime
    status: int | None
    content_type: str | None
    body: bytes | None
    sha256: str | None
    etag: str | None = None
    last_modified: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    error: str | None = None
    """a short code, a colon and what happened, for everything but a usable response"""
    retry_after_seconds: float | None = None
    """how long the server asked to be left alone"""
    fresh_seconds: float | None = None
    """how long the answer may be taken for current, by its Cache-Control or Expires"""
    moved_to: str | None = None
    """where the address moved permanently, if it did"""
    seconds: float | None = None
    """that the answer took"""
    purpose: Purpose | None = None
    """what it was fetched for; None for files and for responses that others archived"""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as received, before cleaning: HTML or text with whatever its carrier says of it."""

    source_id: str
    capture_id: str
    content: str
    media: str
    """html, text"""
    url: str | None = None
    external_id: str | None = None
    title: str | None = None
    published_at: datetime | date | None = None
    published_at_origin: str | None = None
    """given (by a record), page, feed, text, fetched; None where `published_at` is None"""
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    country: str | None = None
    """home country of the publisher, which decides readings such as 10/11/2025 and a bare $"""
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article, ready for extraction."""

    article_id: str
    source_id: str
    capture_id: str
    text: str
    title: str | None = None
    external_id: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    country: str | None = None
    published_at: datetime | None = None
    published_at_origin: str | None = None
    published_on: date | None = None
    """the calendar day where it was published, which `published_at` in UTC no longer tells"""
    text_sha256: str = ""
    word_count: int = 0
    duplicate_of: str | None = None
    relevance: float | None = None
    """how far it is about trade policy, 0 to 1; None before that is told"""


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be used: where, at which stage, a short code and what to do."""

    stage: str
    """poll, fetch, clean, extract, load"""
    reason: str
    detail: str
    url: str | None = None
    source_id: str | None = None
