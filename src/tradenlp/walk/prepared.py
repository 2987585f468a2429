"""What the walk hands from step to step: what was received, in pieces, and batches that are ready for extraction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tradenlp.clean.readers import Read
from tradenlp.errors import TradenlpError
from tradenlp.records import Article, Capture, FeedEntry, PendingLink, RawDocument, Reject, Source


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch that is ready for extraction: what was received, what was refused, and the articles to extract."""

    articles: tuple[Article, ...] = ()
    captures: tuple[Capture, ...] = ()
    rejects: tuple[Reject, ...] = ()
    sources: tuple[Source, ...] = ()
    unchanged: int = 0
    links: tuple[PendingLink, ...] = ()
    """links of the backlog that failed once more"""
    links_done: tuple[str, ...] = ()
    """addresses of the backlog that were fetched"""


def input_sha256(article: Article) -> str:
    """Digest of all that extraction reads of an article: title, text, day of publication, country."""
    day = article.published_on.isoformat() if article.published_on else ""
    parts = (article.title or "", article.text, day, article.country or "")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(slots=True)
class Received:
    """A piece of what was read, by kind."""

    documents: list[RawDocument] = field(default_factory=list)
    captures: list[Capture] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def sorted_by_kind(reads: Iterable[Read]) -> Received:
    """The documents, captures and rejects among `reads`. Raises TradenlpError for a link that nobody followed."""
    out = Received()
    for read in reads:
        match read:
            case RawDocument():
                out.documents.append(read)
            case Capture():
                out.captures.append(read)
            case Reject():
                out.rejects.append(read)
            case FeedEntry():
                raise TradenlpError(f"{read.url}: links of feeds are fetched before they are prepared")
    return out


def sources_of(sources: Sequence[Source], captures: Sequence[Capture]) -> tuple[Source, ...]:
    """The sources that captures came from; one that nobody described is of an archive."""
    archived = [capture.purpose.source for capture in captures if capture.purpose]
    described = {source.source_id: source for source in (*archived, *sources)}
    ids = sorted({capture.source_id for capture in captures})
    return tuple(described.get(key) or Source(key, "warc", "") for key in ids)


def chunks(reads: Iterable[Read], documents: int) -> Iterator[list[Read]]:
    """Cut a stream so that each piece holds at most `documents` documents."""
    piece: list[Read] = []
    held = 0
    for read in reads:
        piece.append(read)
        held += isinstance(read, RawDocument)
        # Never between a response and what it holds: once the response is stored it is not fetched again.
        if held >= documents or (len(piece) >= 16 * documents and not isinstance(read, Capture)):
            yield piece
            piece, held = [], 0
    if piece:
        yield piece
