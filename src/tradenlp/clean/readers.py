"""Reads whatever a user hands in, streaming: JSONL, text, pages, feeds, WARC files and folders of these.

Each file yields one Capture first and then what it holds; whatever cannot be used yields a Reject that says why,
and reading goes on. All files of a user belong to the source `files`, so that the same article has the same id
whatever its file is called and wherever it lies.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tradenlp.archive import FOREIGN, read
from tradenlp.clean.records_json import open_plain, read_json_file, read_json_lines
from tradenlp.errors import InputError
from tradenlp.fetch.captures import capture_id
from tradenlp.fetch.feeds import Feed, parse_feed
from tradenlp.fetch.markup import plain_text
from tradenlp.fetch.media import decode, sniff
from tradenlp.records import Capture, FeedEntry, RawDocument, Reject

Read = Capture | RawDocument | FeedEntry | Reject
"""What reading yields: a capture per file or response, documents to clean, links of a feed to fetch, rejects"""

SOURCE_ID = "files"
LARGEST_FILE = 20 * 1024 * 1024
"""bytes of the largest file that holds a single document, and of the longest line of a JSONL file"""
FEWEST_CONTENT_WORDS = 60
"""words from which on the content of a feed entry counts as the article itself"""
SUFFIXES = frozenset(
    [".jsonl", ".ndjson", ".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".rdf", ".warc"]
)
_GENERIC = frozenset(
    ["index", "page", "article", "text", "body", "content", "default", "main", "document", "doc", "story", "raw"]
)


def read_inputs(paths: Iterable[str | Path], *, largest: int = LARGEST_FILE) -> Iterator[Read]:
    """Everything in the files and folders of `paths`, in the order given, folders sorted by name and to any depth.

    Raises InputError for a path that does not exist. In a folder, files of unknown endings are passed over; a file
    named itself is read by what it holds.
    """
    for path in map(Path, paths):
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file() and _suffix(p) in SUFFIXES)
            for file in inside:
                yield from _read_file(file, largest)
        elif path.exists():
            yield from _read_file(path, largest)
        else:
            raise InputError(f"{path}: there is no such file or folder")


def read_capture(
    capture: Capture,
    *,
    entry: FeedEntry | None = None,
    publisher: str | None = None,
    country: str | None = None,
    external_id: str | None = None,
    feed: Feed | None = None,
) -> Iterator[RawDocument | FeedEntry | Reject]:
    """What a response or a file with a body holds: a document, or the entries of a feed, or the reason why nothing.

    `entry` is the feed item that led here, `feed` what was parsed of the body already; `publisher` and `country` are
    the source's. `fetched_at` is passed on only for captures with an HTTP status, so that the clock of this machine
    never dates a file.
    """
    body = capture.body or b""
    kind = sniff(body)
    said = replace(_known(capture, entry), publisher=publisher, country=country)
    said = replace(said, external_id=external_id or said.external_id)
    if kind == "empty":
        yield _reject(capture, "empty", "there is nothing in it")
    elif kind in ("binary", "warc"):
        yield _reject(capture, "not_text", f"it begins with {body[:8]!r}: no text, page or feed")
    elif kind == "feed":
        yield from _read_feed(capture, said, feed)
    else:
        content = decode(body, capture.content_type)
        yield replace(said, content=content, media="html" if kind == "html" else "text")


def _known(capture: Capture, entry: FeedEntry | None) -> RawDocument:
    """A document still without its text, as far as the response and the feed item tell of it."""
    return RawDocument(
        source_id=capture.source_id,
        capture_id=capture.capture_id,
        content="",
        media="text",
        url=capture.final_url if capture.final_url.startswith("http") else None,
        external_id=entry.external_id if entry else None,
        title=entry.title if entry else None,
        published_at=entry.published_at if entry else None,
        published_at_origin="feed" if entry and entry.published_at else None,
        authors=entry.authors if entry else (),
        fetched_at=capture.fetched_at if capture.status else None,
    )


def _read_feed(capture: Capture, said: RawDocument, parsed: Feed | None) -> Iterator[RawDocument | FeedEntry | Reject]:
    try:
        feed = parsed or parse_feed(capture.body or b"", said.url or "", capture.content_type)
    except InputError as error:
        yield _reject(capture, "bad_feed", str(error))
        return
    for entry in feed.entries:
        text = plain_text(entry.content) if entry.content else ""
        if len(text.split()) < FEWEST_CONTENT_WORDS:
            yield entry
            continue
        yield replace(
            said,
            content=text,
            url=entry.url or None,
            external_id=entry.external_id,
            title=entry.title,
            published_at=entry.published_at,
            published_at_origin="feed" if entry.published_at else None,
            publisher=said.publisher or feed.title,
            authors=entry.authors,
            fetched_at=None,
        )


def _read_file(path: Path, largest: int) -> Iterator[Read]:
    try:
        yield from _read_known(path, largest)
    except (OSError, EOFError, zlib.error) as error:
        detail = str(getattr(error, "strerror", None) or error)
        yield Reject("fetch", "unreadable", detail, url=_shown(path), source_id=SOURCE_ID)


def _read_known(path: Path, largest: int) -> Iterator[Read]:
    suffix = _suffix(path)
    if suffix == ".warc":
        yield from _read_warc(path)
        return
    if suffix in (".jsonl", ".ndjson") and path.stat().st_size:
        capture = _capture(path, _sha256(path), "application/x-ndjson")
        yield capture
        yield from read_json_lines(path, capture, largest)
        return
    with open_plain(path) as file:
        body = file.read(largest + 1)
    if len(body) > largest:
        detail = f"{path.stat().st_size} bytes; the limit for one document is {largest}"
        yield Reject("clean", "too_large", detail, _shown(path), SOURCE_ID)
        return
    capture = _capture(path, hashlib.sha256(body).hexdigest(), None)
    yield capture
    if sniff(body) == "json":
        yield from read_json_file(path, body, capture, largest)
    else:
        yield from read_capture(replace(capture, body=body), external_id=external_id_of(path))


def external_id_of(path: Path) -> str:
    """The stem of a file's name; of its folder's where the file is called `index`, `page`, `article` and the like."""
    stem = Path(path.name.removesuffix(".gz")).stem
    return _shown(path.resolve().parent.name if stem.lower() in _GENERIC else stem)


def _shown(name: str | Path) -> str:
    """A name whose bytes are no UTF-8 can be opened, but neither printed nor stored."""
    return os.fsencode(name).decode("utf-8", "replace")


def _capture(path: Path, sha256: str, content_type: str | None) -> Capture:
    url = path.resolve().as_uri()
    return Capture(
        capture_id=capture_id(_shown(path.name), sha256),
        source_id=SOURCE_ID,
        url=url,
        final_url=url,
        fetched_at=datetime.now(UTC),
        status=None,
        content_type=content_type,
        body=None,
        sha256=sha256,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Only:
    """What of an archive is read: responses from `since` up to, not including, `until`; of these sources, if any."""

    since: datetime | None = None
    until: datetime | None = None
    sources: frozenset[str] = frozenset()

    def holds(self, capture: Capture) -> bool:
        """Whether the response is wanted."""
        if self.sources and capture.source_id not in self.sources:
            return False
        at = capture.fetched_at
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


def read_archives(paths: Iterable[Path], only: Only) -> Iterator[Read]:
    """The wanted responses of WARC files and of folders of these, and what they hold.

    Raises InputError for a path that does not exist, before anything is read.
    """
    paths = list(paths)
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: there is no archive; `tradenlp run` makes one, or name its folder")
    return (found for path in paths for found in _read_warc(path, only))


def _read_warc(path: Path, only: Only | None = None) -> Iterator[Read]:
    """What the responses of a WARC file hold; links that feeds list are in the archive, or were never fetched."""
    for capture in read(path):
        if isinstance(capture, Reject):
            yield capture
        elif only and not only.holds(capture):
            continue
        elif capture.purpose is None and capture.source_id == FOREIGN and capture.status != 200:
            continue  # redirects and errors that others archived
        else:
            yield capture
            yield from (found for found in _read_archived(capture) if not isinstance(found, FeedEntry))


def _read_archived(capture: Capture) -> Iterator[RawDocument | FeedEntry | Reject]:
    """An archived response, read like the one that came over the network for the same purpose."""
    purpose = capture.purpose
    if capture.error:
        code, _, detail = capture.error.partition(": ")
        stage = "fetch" if purpose is None or purpose.kind == "article" else "poll"
        yield Reject(stage, code, detail or "the answer that was archived is an error", capture.url, capture.source_id)
    elif purpose is None:
        yield from read_capture(capture)
    elif purpose.kind != "sitemap" and not purpose.links:
        publisher, country = purpose.source.publisher, purpose.source.country
        yield from read_capture(capture, entry=purpose.entry, publisher=publisher, country=country)


def _suffix(path: Path) -> str:
    """The ending that says what a file is, below a `.gz`."""
    name = path.name.lower()
    return Path(name[:-3] if name.endswith(".gz") else name).suffix


def _reject(capture: Capture, reason: str, detail: str) -> Reject:
    return Reject("clean", reason, detail, url=capture.url, source_id=capture.source_id)
