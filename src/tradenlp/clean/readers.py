"""Reads whatever a user hands in, streaming: JSONL, text, pages, feeds, WARC files and folders of these.

Each file yields one Capture first and then what it holds; whatever cannot be used yields a Reject that says why,
and reading goes on. All files of a user belong to the source `files`, so that the same article has the same id
whatever its file is called and wherever it lies.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from tradenlp.archive.warc import read
from tradenlp.clean.dates_printed import parse_timestamp
from tradenlp.errors import InputError
from tradenlp.fetch.captures import capture_id
from tradenlp.fetch.feeds import parse_feed
from tradenlp.fetch.markup import looks_like_markup, plain_text
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
) -> Iterator[RawDocument | FeedEntry | Reject]:
    """What a response or a file with a body holds: a document, or the entries of a feed, or the reason why nothing.

    `entry` is the feed item that led here; `publisher` and `country` are the source's. `fetched_at` is passed on
    only for captures with an HTTP status, so that the clock of this machine never dates a file.
    """
    body = capture.body or b""
    kind = sniff(body)
    said = RawDocument(
        source_id=capture.source_id,
        capture_id=capture.capture_id,
        content="",
        media="text",
        url=capture.final_url if capture.final_url.startswith("http") else None,
        external_id=external_id or (entry.external_id if entry else None),
        title=entry.title if entry else None,
        published_at=entry.published_at if entry else None,
        published_at_origin="feed" if entry and entry.published_at else None,
        publisher=publisher,
        authors=entry.authors if entry else (),
        country=country,
        fetched_at=capture.fetched_at if capture.status else None,
    )
    if kind == "empty":
        yield _reject(capture, "empty", "there is nothing in it")
    elif kind in ("binary", "warc"):
        yield _reject(capture, "not_text", f"it begins with {body[:8]!r}: no text, page or feed")
    elif kind == "feed":
        yield from _read_feed(capture, said)
    else:
        content = decode(body, capture.content_type)
        yield replace(said, content=content, media="html" if kind == "html" else "text")


def _read_feed(capture: Capture, said: RawDocument) -> Iterator[RawDocument | FeedEntry | Reject]:
    try:
        feed = parse_feed(capture.body or b"", said.url or "", capture.content_type)
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
    except OSError as error:
        yield Reject("fetch", "unreadable", f"{error.strerror or error}", url=str(path), source_id=SOURCE_ID)


def _read_known(path: Path, largest: int) -> Iterator[Read]:
    suffix = _suffix(path)
    if suffix == ".warc":
        yield from _read_warc(path)
        return
    size = path.stat().st_size
    if suffix in (".jsonl", ".ndjson") and size:
        capture = _capture(path, _sha256(path), "application/x-ndjson")
        yield capture
        yield from _read_jsonl(path, capture, largest)
        return
    if size > largest:
        yield Reject(
            "clean", "too_large", f"{size} bytes; the limit for one document is {largest}", str(path), SOURCE_ID
        )
        return
    body = path.read_bytes()
    capture = _capture(path, hashlib.sha256(body).hexdigest(), None)
    yield capture
    if sniff(body) == "json":
        yield from _read_jsonl(path, capture, largest)
    else:
        yield from read_capture(replace(capture, body=body), external_id=external_id_of(path))


def external_id_of(path: Path) -> str:
    """The stem of a file's name; of its folder's where the file is called `index`, `page`, `article` and the like."""
    stem = path.name.split(".")[0] if path.name.endswith(".gz") else path.stem
    return path.resolve().parent.name if stem.lower() in _GENERIC else stem


def _capture(path: Path, sha256: str, content_type: str | None) -> Capture:
    url = path.resolve().as_uri()
    return Capture(
        capture_id=capture_id(path.name, sha256),
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


def _read_warc(path: Path) -> Iterator[Read]:
    for capture in read(path):
        if isinstance(capture, Reject):
            yield capture
            continue
        yield capture
        yield from read_capture(capture)


def _read_jsonl(path: Path, capture: Capture, largest: int) -> Iterator[RawDocument | Reject]:
    with _open(path) as file:
        number = 0
        while line := file.readline(largest + 1):
            number += 1
            if len(line) > largest and not line.endswith(b"\n"):
                while (more := file.readline(largest)) and not more.endswith(b"\n"):
                    pass
                yield _reject(capture, "too_large", f"line {number}: longer than {largest} bytes")
            elif line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
                yield _read_record(line, number, capture)


def _read_record(line: bytes, number: int, capture: Capture) -> RawDocument | Reject:
    try:
        record = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        return _reject(capture, "bad_json", f"line {number}: {error}")
    if not isinstance(record, dict):
        return _reject(capture, "bad_json", f"line {number}: a {type(record).__name__} where an object was expected")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        name = record.get("id")
        return _reject(capture, "missing_text", f"line {number}: record {name!r} has no `text`")
    return _of_record(record, text, capture)


def _of_record(record: dict[str, Any], text: str, capture: Capture) -> RawDocument:
    published = parse_timestamp(record.get("published_at"))
    return RawDocument(
        source_id=SOURCE_ID,
        capture_id=capture.capture_id,
        content=plain_text(text) if looks_like_markup(text) else text,
        media="text",
        url=_string(record, "url"),
        external_id=str(record["id"]) if record.get("id") is not None else None,
        title=_string(record, "title"),
        published_at=published,
        published_at_origin="given" if published else None,
        publisher=_string(record, "publisher"),
    )


def _string(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _suffix(path: Path) -> str:
    """The ending that says what a file is, below a `.gz`."""
    name = path.name.lower()
    return Path(name[:-3] if name.endswith(".gz") else name).suffix


def _reject(capture: Capture, reason: str, detail: str) -> Reject:
    return Reject("clean", reason, detail, url=capture.url, source_id=capture.source_id)
