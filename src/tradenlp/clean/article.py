"""From a document as received to a cleaned article, or to a reason why it is none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from tradenlp.clean import paywall
from tradenlp.clean.boilerplate import strip_boilerplate
from tradenlp.clean.bylines import authors_in_lines
from tradenlp.clean.dates_printed import as_datetime
from tradenlp.clean.identity import article_id, canonical_url
from tradenlp.clean.language import count_words, language_of
from tradenlp.clean.metadata import Metadata
from tradenlp.clean.normalise import normalise, paragraphs
from tradenlp.clean.page import read_page
from tradenlp.clean.published import date_in_lines
from tradenlp.clean.title import drop_names, from_title, guess_title, tidy_title
from tradenlp.records import Article, RawDocument, Reject
from tradenlp.sources import Quirk

LARGEST_TEXT = 10 * 1024 * 1024
"""code points of the largest document that is cleaned"""
FEWEST_WORDS = 5
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class _Content:
    """What a document holds, before the rules: its lines, and what a page says of itself."""

    lines: list[str]
    metadata: Metadata = field(default_factory=Metadata)
    is_walled: bool = False
    """whether it asks to subscribe in order to read on"""


def clean_document(raw: RawDocument, quirks: Sequence[Quirk] = ()) -> Article | Reject:
    """The article in `raw` without title, boilerplate and hard wraps; or a Reject of stage `clean`.

    `quirks` are habits of its publisher (see `tradenlp.sources.quirks_by_source`) that go beyond the rules for all.

    The publication date is the one given, else the page's, the feed's, one that the text prints, or for what was
    fetched from the network the time of fetching; it stays None where nothing says it. Never raises for bad input.
    """
    if len(raw.content) > LARGEST_TEXT:
        return _reject(raw, "too_large", f"{len(raw.content)} characters; the limit is {LARGEST_TEXT}")
    if not raw.content.strip():
        return _reject(raw, "empty", "there is no text in it")
    content = _read(raw)
    if content is None:
        return _reject(raw, "no_text", "no main text was found on the page")
    title, lines = _titled(raw, content)
    published = _published(raw, content, title)
    lines = _without_quirks(lines, quirks, published[0])
    text = "\n".join(lines)
    words = count_words(text)
    if content.is_walled and words < paywall.FEWEST_WORDS:
        return _reject(raw, "paywall", f"only {words} words stand before the prompt to subscribe")
    if words < FEWEST_WORDS or not _LETTER.search(text):
        return _reject(raw, "no_text", f"only {words} words are left once what surrounds the article is gone")
    return _article(raw, content, title, text, published)


def _read(raw: RawDocument) -> _Content | None:
    if raw.media != "html":
        return _content(raw.content, Metadata())
    page = read_page(raw.content, raw.url)
    return None if page is None else _content(page.text, page.metadata)


def _content(text: str, metadata: Metadata) -> _Content:
    lines, is_walled = paywall.without_paywall(paragraphs(normalise(text)))
    return _Content(lines, metadata, is_walled or metadata.is_free is False)


def _titled(raw: RawDocument, content: _Content) -> tuple[str | None, list[str]]:
    """The title, and the lines of the article without it."""
    said = content.metadata
    title = tidy_title(raw.title or said.title, content.lines, raw.publisher or said.publisher)
    lines = strip_boilerplate(from_title(content.lines, title))
    if title is None:
        guessed, lines = guess_title(lines)
        title = tidy_title(guessed, lines, raw.publisher)
    return title, drop_names(lines)


def _without_quirks(lines: list[str], quirks: Sequence[Quirk], published: datetime | None) -> list[str]:
    day = published.date() if published else None
    habits = [re.compile(quirk.lines) for quirk in quirks if quirk.holds_on(day)]
    return [line for line in lines if not any(habit.search(line) for habit in habits)]


def _article(
    raw: RawDocument, content: _Content, title: str | None, text: str, published: tuple[datetime | None, str | None]
) -> Article:
    canonical = _canonical(raw.url, content.metadata.url)
    return Article(
        article_id=article_id(canonical, raw.source_id, raw.external_id, text),
        source_id=raw.source_id,
        capture_id=raw.capture_id,
        text=text,
        title=title,
        external_id=raw.external_id,
        url=raw.url or content.metadata.url,
        canonical_url=canonical,
        publisher=raw.publisher or content.metadata.publisher,
        authors=raw.authors or content.metadata.authors or authors_in_lines(content.lines),
        language=language_of(text),
        country=raw.country,
        published_at=published[0],
        published_at_origin=published[1],
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        word_count=count_words(text),
    )


def _canonical(url: str | None, said: str | None) -> str | None:
    """The address that the page gives for itself; its own where that is a mere home page, as careless sites say."""
    own, other = canonical_url(url), canonical_url(said)
    if own and other and urlsplit(other).path == "/" and not urlsplit(other).query:
        return own
    return other or own


def _published(raw: RawDocument, content: _Content, title: str | None) -> tuple[datetime | None, str | None]:
    """Date and origin, the most trustworthy first."""
    said = raw.published_at
    if said and raw.published_at_origin == "given":
        return as_datetime(said), "given"
    if content.metadata.published:
        return as_datetime(content.metadata.published), "page"
    if said:
        return as_datetime(said), raw.published_at_origin or "given"
    if printed := date_in_lines(content.lines, title):
        return as_datetime(printed), "text"
    return (raw.fetched_at, "fetched") if raw.fetched_at else (None, None)


def _reject(raw: RawDocument, reason: str, detail: str) -> Reject:
    return Reject("clean", reason, detail, url=raw.url or raw.external_id, source_id=raw.source_id)
