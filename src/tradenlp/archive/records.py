"""Captures as WARC records (ISO 28500:2017) and back.

Beside the standard headers our records carry `WARC-Capture-ID`, `WARC-Source-ID`, `WARC-Requested-URI`,
`WARC-Fetched-For` (JSON: the source, and the item of a feed that led there) and `WARC-Fetch-Error`, so that a record
by itself tells all that reading it needs. A body that is stored already is written as a `revisit` of the profile
identical-payload-digest; `WARC-Refers-To-Filename` and `WARC-Refers-To-File-Offset`, as Heritrix writes them, say
where.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from http.client import responses
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tradenlp.fetch.captures import capture_id
from tradenlp.records import Capture, FeedEntry, Purpose, Reject, Source

LARGEST_BODY = 20 * 1024 * 1024
"""bytes of the largest response that is read back"""
LONGEST_PURPOSE = 32 * 1024
"""bytes of the longest `WARC-Fetched-For`; what a feed says beyond that is left out"""
REVISIT = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
FOREIGN = "warc"
"""source of responses that others archived"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body is stored: file within the folder, byte offset of its record, address and time of the response."""

    warc_file: str
    offset: int
    url: str
    date: str


def record_bytes(capture: Capture, stored: Place | None = None) -> bytes:
    """One gzip member; a `revisit` of what is `stored` already, else a `response` with the body, which is decoded."""
    body = b"" if stored else capture.body or b""
    http = StatusAndHeaders(f"{capture.status} {_reason(capture.status)}", list(_http_headers(capture)), "HTTP/1.1")
    headers = {name: one_line(value) for name, value in _warc_headers(capture, stored) if value}
    writer = WARCWriter(out := io.BytesIO(), gzip=True)
    record = writer.create_warc_record(
        capture.final_url,
        "revisit" if stored else "response",
        payload=io.BytesIO(body),
        http_headers=http,
        warc_headers_dict=headers,
    )
    if stored:
        # The digest is the one of the body that the record stands for.
        record.rec_headers.replace_header("WARC-Payload-Digest", payload_digest(capture.body or b""))
    writer.write_record(record)
    return out.getvalue()


def payload_digest(body: bytes) -> str:
    """As warcio writes it: SHA-1 in base 32."""
    digester = WARCWriter(io.BytesIO(), gzip=False).create_warc_record("x:", "resource", payload=io.BytesIO(body))
    return str(digester.rec_headers.get_header("WARC-Payload-Digest"))


def _http_headers(capture: Capture) -> Iterator[tuple[str, str]]:
    """The HTTP headers that are remembered; lengths and encodings are those of the decoded body."""
    kept = (("Content-Type", capture.content_type), ("ETag", capture.etag), ("Last-Modified", capture.last_modified))
    yield from ((name, one_line(value)) for name, value in kept if value)
    yield "Content-Length", str(len(capture.body or b""))


def _warc_headers(capture: Capture, stored: Place | None) -> Iterator[tuple[str, str | None]]:
    yield "WARC-Date", capture.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    yield "WARC-Source-ID", capture.source_id
    yield "WARC-Capture-ID", capture.capture_id
    yield "WARC-Requested-URI", capture.url
    yield "WARC-Fetch-Error", capture.error
    yield "WARC-Fetched-For", written_purpose(capture.purpose) if capture.purpose else None
    if stored:
        yield "WARC-Profile", REVISIT
        yield "WARC-Refers-To-Target-URI", stored.url
        yield "WARC-Refers-To-Date", stored.date
        yield "WARC-Refers-To-Filename", stored.warc_file
        yield "WARC-Refers-To-File-Offset", str(stored.offset)


def written_purpose(purpose: Purpose) -> str:
    """JSON in ASCII on one line; summary and content of a feed's item are left out, since no page is read with them."""
    entry = purpose.entry and replace(purpose.entry, summary=None, content=None)
    said = {"source": asdict(purpose.source), "kind": purpose.kind, "links": purpose.links}
    text = json.dumps(said | {"entry": asdict(entry) if entry else None}, default=_iso)
    if len(text) > LONGEST_PURPOSE and entry:
        return written_purpose(replace(purpose, entry=None))
    return text


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written")


def read_purpose(text: str | None) -> Purpose | None:
    """What `written_purpose` wrote; None for anything else."""
    if not text:
        return None
    try:
        said = json.loads(text)
        entry = said["entry"]
        return Purpose(Source(**said["source"]), said["kind"], _entry(entry) if entry else None, said["links"])
    except (ValueError, KeyError, TypeError):
        return None


def _entry(said: dict[str, Any]) -> FeedEntry:
    moment = said["published_at"]
    said |= {"published_at": datetime.fromisoformat(moment) if moment else None, "authors": tuple(said["authors"])}
    return FeedEntry(**said)


def capture_of(record: Any, warc_file: str, body: bytes) -> Capture:
    """The capture that a record of type response, resource or revisit tells of, with `body` as its content."""
    header, http = record.rec_headers.get_header, record.http_headers
    url, sha256 = str(header("WARC-Target-URI")), hashlib.sha256(body).hexdigest()
    return Capture(
        capture_id=header("WARC-Capture-ID") or capture_id(f"{url} {header('WARC-Record-ID')}", sha256),
        source_id=header("WARC-Source-ID") or FOREIGN,
        url=header("WARC-Requested-URI") or url,
        final_url=url,
        fetched_at=_moment(header("WARC-Date")),
        status=int(http.get_statuscode()) if http and http.get_statuscode().isdigit() else 200,
        content_type=http.get_header("Content-Type") if http else header("Content-Type"),
        body=body,
        sha256=sha256,
        etag=http.get_header("ETag") if http else None,
        last_modified=http.get_header("Last-Modified") if http else None,
        warc_file=warc_file,
        error=header("WARC-Fetch-Error"),
        purpose=read_purpose(header("WARC-Fetched-For")),
    )


def read_body(record: Any, warc_file: str) -> bytes | Reject:
    """The content of a record, decoded; a Reject where it is too large or not what its digest says."""
    url = str(record.rec_headers.get_header("WARC-Target-URI"))
    body: bytes = record.content_stream().read(LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        return Reject("clean", "too_large", f"more than {LARGEST_BODY} bytes", url=url, source_id=FOREIGN)
    # A revisit holds no body of its own, and its digest is that of another record.
    is_altered = record.digest_checker.passed is False and record.rec_type != "revisit"
    if is_altered or getattr(record.raw_stream, "limit", 0) > 0:
        detail = f"{warc_file}: the content is not what its digest says; it was cut off or altered"
        return Reject("clean", "bad_warc", detail, url=url, source_id=FOREIGN)
    return body


def one_line(value: str) -> str:
    """`value` with every run of white space as one space."""
    return " ".join(value.split())


def _reason(status: int | None) -> str:
    return responses.get(status or 0, "Unknown")


def _moment(text: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
