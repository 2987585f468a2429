"""WARC files (ISO 28500) of what was received, so that extraction can always be run again without the network.

Our own records carry `WARC-Source-ID` and `WARC-Capture-ID` beside the standard headers. Every record is a gzip
member of its own, so a file that was cut off in the middle of its last record stays readable up to there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from tradenlp.records import Capture, Reject

LARGEST_BODY = 20 * 1024 * 1024
"""bytes of the largest response that is read back"""


def read(file_or_folder: Path) -> Iterator[Capture | Reject]:
    """Every HTTP response of one WARC file, or of all in a folder by name; a Reject for what cannot be read."""
    if file_or_folder.is_dir():
        for path in sorted(file_or_folder.rglob("*.warc*")):
            yield from read(path)
        return
    with file_or_folder.open("rb") as stream:
        records = ArchiveIterator(stream)
        try:
            for record in records:
                if record.rec_type in ("response", "resource") and _is_http(record):
                    yield _capture(record, file_or_folder, records.get_record_offset())
        except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
            yield Reject(
                "clean", "bad_warc", f"from byte {stream.tell()} on: {error}", url=str(file_or_folder), source_id="warc"
            )


def _is_http(record: Any) -> bool:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").startswith(("http://", "https://"))


def _capture(record: Any, path: Path, offset: int) -> Capture | Reject:
    header = record.rec_headers.get_header
    http = record.http_headers
    url = str(header("WARC-Target-URI"))
    body = record.content_stream().read(LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        return Reject("clean", "too_large", f"more than {LARGEST_BODY} bytes", url=url, source_id="warc")
    sha256 = hashlib.sha256(body).hexdigest()
    name = f"{path.name}:{header('WARC-Record-ID')}"
    return Capture(
        capture_id=header("WARC-Capture-ID") or hashlib.sha256(name.encode()).hexdigest()[:16],
        source_id=header("WARC-Source-ID") or "warc",
        url=header("WARC-Requested-URI") or url,
        final_url=url,
        fetched_at=_moment(header("WARC-Date")),
        status=int(http.get_statuscode()) if http and http.get_statuscode().isdigit() else 200,
        content_type=http.get_header("Content-Type") if http else header("Content-Type"),
        body=body,
        sha256=sha256,
        etag=http.get_header("ETag") if http else None,
        last_modified=http.get_header("Last-Modified") if http else None,
        warc_file=path.name,
        warc_offset=offset,
    )


def _moment(text: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
