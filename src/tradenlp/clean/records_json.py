"""Records as JSON (`id`, `published_at`, `text`; `title`, `url`, `publisher` optional), one a line or in a list."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from tradenlp.clean.dates_printed import parse_timestamp
from tradenlp.fetch.markup import looks_like_markup, plain_text
from tradenlp.fetch.media import decode
from tradenlp.records import Capture, RawDocument, Reject


def open_plain(path: Path) -> IO[bytes]:
    """The bytes of a file, decompressed where its name ends in `.gz`."""
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def read_json_lines(path: Path, capture: Capture, largest: int) -> Iterator[RawDocument | Reject]:
    """One record a line, streaming; a line longer than `largest` bytes or that is no record gives a Reject."""
    with open_plain(path) as file:
        number = 0
        while line := file.readline(largest + 1):
            number += 1
            if len(line) > largest and not line.endswith(b"\n"):
                while (more := file.readline(largest)) and not more.endswith(b"\n"):
                    pass
                yield _reject(capture, "too_large", f"line {number}: longer than {largest} bytes")
            elif line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
                yield _read_record(line, number, capture)


def read_json_file(path: Path, body: bytes, capture: Capture, largest: int) -> Iterator[RawDocument | Reject]:
    """A file that is one JSON object or a list of them, else JSON lines under another name."""
    try:
        whole = json.loads(decode(body))
    except (ValueError, RecursionError):
        yield from read_json_lines(path, capture, largest)
        return
    for number, record in enumerate(whole if isinstance(whole, list) else [whole], 1):
        yield _of_value(record, f"record {number}", capture)


def _read_record(line: bytes, number: int, capture: Capture) -> RawDocument | Reject:
    try:
        return _of_value(json.loads(decode(line)), f"line {number}", capture)
    except (ValueError, RecursionError) as error:
        return _reject(capture, "bad_json", f"line {number}: {error}")


def _of_value(record: object, where: str, capture: Capture) -> RawDocument | Reject:
    if not isinstance(record, dict):
        return _reject(capture, "bad_json", f"{where}: a {type(record).__name__} where an object was expected")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return _reject(capture, "missing_text", f"{where}: record {record.get('id')!r} has no `text`")
    return _of_record(record, text, capture)


def _of_record(record: dict[str, Any], text: str, capture: Capture) -> RawDocument:
    published = parse_timestamp(record.get("published_at"))
    return RawDocument(
        source_id=capture.source_id,
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


def _reject(capture: Capture, reason: str, detail: str) -> Reject:
    return Reject("clean", reason, detail, url=capture.url, source_id=capture.source_id)
