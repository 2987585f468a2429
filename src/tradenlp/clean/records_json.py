"""Records as JSON (`id`, `published_at`, `text`; `title`, `url`, `publisher` optional), one a line or in a list.

`published_at` is read in every shape that `parse_timestamp` knows. A record whose date cannot be read goes in without
it, as if it had none, and a Reject `bad_date` tells so: the text is worth more than its date.
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from tradenlp.clean.dates_printed import parse_timestamp
from tradenlp.fetch.markup import looks_like_markup, plain_text, without_inline_markup
from tradenlp.fetch.media import decode
from tradenlp.records import Capture, RawDocument, Reject

_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAGE = re.compile(r"\s*(?:<\?xml[^<>]{0,80}>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)


def open_plain(path: Path) -> IO[bytes]:
    """The bytes of a file, decompressed where its name ends in `.gz`."""
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def read_json_lines(path: Path, capture: Capture, largest: int) -> Iterator[RawDocument | Reject]:
    """One record a line, streaming; a line longer than `largest` bytes or that is no record gives a Reject."""
    with open_plain(path) as file:
        for number, line in enumerate(_lines(file, largest), 1):
            if line is None:
                yield _reject(capture, "too_large", f"line {number}: longer than {largest} bytes")
            elif line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
                yield from _read_record(line, number, capture)


def _lines(file: IO[bytes], largest: int) -> Iterator[bytes | None]:
    """The lines of a file, in UTF-8 where it begins with a mark of UTF-16; None for one that is too long."""
    if file.read(2) in _WIDE_BOMS:
        file.seek(0)
        yield from _wide_lines(file, largest)
        return
    file.seek(0)
    while line := file.readline(largest + 1):
        if len(line) > largest and not line.endswith(b"\n"):
            while (more := file.readline(largest)) and not more.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _wide_lines(file: IO[bytes], largest: int) -> Iterator[bytes | None]:
    """UTF-16, as some shells write it into a file, cannot be parted at single bytes."""
    text = io.TextIOWrapper(file, encoding="utf-16", errors="replace", newline="\n")
    while line := text.readline(largest + 1):
        if len(line) > largest and not line.endswith("\n"):
            while (more := text.readline(largest)) and not more.endswith("\n"):
                pass
            yield None
        else:
            yield line.encode()


def read_json_file(path: Path, body: bytes, capture: Capture, largest: int) -> Iterator[RawDocument | Reject]:
    """A file that is one JSON object or a list of them, else JSON lines under another name."""
    try:
        whole = json.loads(decode(body))
    except (ValueError, RecursionError):
        yield from read_json_lines(path, capture, largest)
        return
    for number, record in enumerate(whole if isinstance(whole, list) else [whole], 1):
        yield from _of_value(record, f"record {number}", capture)


def _read_record(line: bytes, number: int, capture: Capture) -> Iterator[RawDocument | Reject]:
    try:
        record = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        yield _reject(capture, "bad_json", f"line {number}: {error}")
        return
    yield from _of_value(record, f"line {number}", capture)


def _of_value(record: object, where: str, capture: Capture) -> Iterator[RawDocument | Reject]:
    if not isinstance(record, dict):
        yield _reject(capture, "bad_json", f"{where}: a {type(record).__name__} where an object was expected")
        return
    text = _string(record, "text")
    if not text:
        yield _reject(capture, "missing_text", f"{where}: record {record.get('id')!r} has no `text`")
        return
    document = _of_record(record, text, capture)
    yield document
    said = record.get("published_at")
    if said not in (None, "") and document.published_at is None:
        shapes = "2025-10-14, 2025-10-14T09:30:00+02:00 or seconds since 1970"
        yield _reject(capture, "bad_date", f"{where}: published_at is {said!r:.60}; write {shapes}; the text went in")


def _of_record(record: dict[str, Any], text: str, capture: Capture) -> RawDocument:
    published = parse_timestamp(record.get("published_at"))
    is_page = _PAGE.match(text) is not None
    return RawDocument(
        source_id=capture.source_id,
        capture_id=capture.capture_id,
        content=text if is_page else _without_markup(text),
        media="html" if is_page else "text",
        url=_string(record, "url"),
        external_id=sound(str(record["id"])).strip() or None if record.get("id") is not None else None,
        title=_string(record, "title"),
        published_at=published,
        published_at_origin="given" if published else None,
        publisher=_string(record, "publisher"),
    )


def _without_markup(text: str) -> str:
    return plain_text(text) if looks_like_markup(text) else without_inline_markup(text)


def _string(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    return sound(value).strip() or None if isinstance(value, str) else None


def sound(text: str) -> str:
    """`text` without NUL and without halves of surrogate pairs, which JSON can hold and no database stores."""
    text = text.replace("\x00", "")
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _reject(capture: Capture, reason: str, detail: str) -> Reject:
    return Reject("clean", reason, detail, url=capture.url, source_id=capture.source_id)
