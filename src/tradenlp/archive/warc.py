"""WARC files (ISO 28500) of what was received, so that extraction can always be run again without the network.

Our own records carry `WARC-Source-ID` and `WARC-Capture-ID` beside the standard headers. Every record is a gzip
member of its own, so a file that was cut off in the middle of its last record stays readable up to there.
"""

from __future__ import annotations

import hashlib
import io
import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path
from typing import Any, BinaryIO, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import BUFF_SIZE
from warcio.warcwriter import WARCWriter

from tradenlp.errors import InputError
from tradenlp.fetch.captures import capture_id
from tradenlp.records import Capture, Reject

LARGEST_BODY = 20 * 1024 * 1024
"""bytes of the largest response that is read back"""
LONGEST_LINE = 64 * 1024
"""bytes of the longest line of a record's headers"""


class Archive:
    """Appends responses to WARC files in one folder; a new file per Archive and whenever one has grown large.

    Every record is flushed when it is stored: what `store` returned survives a kill of the process. Threads may
    share an Archive; processes each have their own, and so their own files.
    """

    def __init__(self, folder: Path, *, largest_file: int = 256 * 1024 * 1024) -> None:
        self._folder, self._largest_file = folder, largest_file
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._path: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the current file; the next `store` begins another."""
        with self._lock:
            if self._file is not None:
                self._file.close()
            self._file = None

    def store(self, capture: Capture) -> Capture:
        """The capture with `warc_file` (a name within the folder) and `warc_offset` (bytes); one without body as it is.

        Raises OSError where the folder cannot be written.
        """
        if capture.body is None or capture.status is None:
            return capture
        with self._lock:
            file, path = self._current()
            offset = file.tell()
            record = io.BytesIO()
            WARCWriter(record, gzip=True).write_record(_record(capture))
            file.write(record.getvalue())
            file.flush()
        return replace(capture, warc_file=path.name, warc_offset=offset)

    def load(self, warc_file: str, offset: int) -> Capture:
        """The capture stored in `warc_file` of this folder at `offset`. Raises InputError where there is none."""
        return load(self._folder / warc_file, offset)

    def _current(self) -> tuple[BinaryIO, Path]:
        if self._file is not None and self._path is not None and self._file.tell() < self._largest_file:
            return self._file, self._path
        if self._file is not None:
            self._file.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"tradenlp-{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}.warc.gz"
        self._path = self._folder / name
        self._file = self._path.open("xb")
        return self._file, self._path


def _record(capture: Capture) -> Any:
    """A response record; the HTTP headers are the ones that are remembered of it, the body is stored decoded."""
    body = capture.body or b""
    kept = (("Content-Type", capture.content_type), ("ETag", capture.etag), ("Last-Modified", capture.last_modified))
    headers = [(name, _one_line(value)) for name, value in kept if value] + [("Content-Length", str(len(body)))]
    return WARCWriter(io.BytesIO(), gzip=False).create_warc_record(
        capture.final_url,
        "response",
        payload=io.BytesIO(body),
        http_headers=StatusAndHeaders(f"{capture.status} {_reason(capture.status)}", headers, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": capture.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "WARC-Source-ID": capture.source_id,
            "WARC-Capture-ID": capture.capture_id,
            "WARC-Requested-URI": capture.url,
        },
    )


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _reason(status: int | None) -> str:
    return responses.get(status or 0, "Unknown")


def load(path: Path, offset: int) -> Capture:
    """The response at `offset` (bytes) of a WARC file. Raises InputError where there is none."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            found = _capture(next(iter(_records(stream))), path)
    except Exception as error:  # the parser raises whatever broken headers lead it to
        raise InputError(f"{path}: no record at byte {offset} ({error or type(error).__name__})") from error
    if isinstance(found, Reject):
        raise InputError(f"{path}: the record at byte {offset} cannot be used: {found.detail}")
    return replace(found, warc_offset=offset)


def read(file_or_folder: Path) -> Iterator[Capture | Reject]:
    """Every HTTP response of one WARC file, or of all in a folder by name; a Reject for what cannot be read.

    A file that was cut off in its last record gives all the others and one Reject.
    """
    if file_or_folder.is_dir():
        for path in sorted(file_or_folder.rglob("*.warc*")):
            yield from read(path)
        return
    with file_or_folder.open("rb") as stream:
        records = _records(stream)
        try:
            for record in records:
                if not record.rec_type:
                    raise InputError("a record without WARC-Type")
                if record.rec_type in ("response", "resource") and _is_http(record):
                    found = _capture(record, file_or_folder)
                    # Only now: asking for the offset reads over the content.
                    offset = records.get_record_offset()
                    yield found if isinstance(found, Reject) else replace(found, warc_offset=offset)
        except Exception as error:  # the parser raises whatever broken headers lead it to
            problem = _one_line(str(error) or type(error).__name__)[:200]
            detail = f"unreadable before byte {stream.tell()}: {problem}"
            yield Reject("clean", "bad_warc", detail, url=str(file_or_folder), source_id="warc")


class _ShortLines(DecompressingBufferedReader):  # type: ignore[misc]
    """Reads headers, and gives up on a line without end, which would cost time in the square of its length."""

    def readline(self, length: int | None = None) -> bytes:
        # Four times as much, because the reader counts each block of a line more than once against the limit.
        most = 4 * LONGEST_LINE
        line: bytes = super().readline(min(length or most, most))
        if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            raise InputError(f"a line of more than {LONGEST_LINE} bytes where headers should be")
        return line


def _records(stream: BinaryIO) -> Any:
    """Iterates over the records of an opened WARC file."""
    records = ArchiveIterator(stream, check_digests=True)
    records.reader = _ShortLines(records.fh, block_size=BUFF_SIZE)
    return records


def _is_http(record: Any) -> bool:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").startswith(("http://", "https://"))


def _capture(record: Any, path: Path) -> Capture | Reject:
    header = record.rec_headers.get_header
    http = record.http_headers
    url = str(header("WARC-Target-URI"))
    body = record.content_stream().read(LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        return Reject("clean", "too_large", f"more than {LARGEST_BODY} bytes", url=url, source_id="warc")
    if record.digest_checker.passed is False or getattr(record.raw_stream, "limit", 0) > 0:
        detail = f"{path.name}: the content is not what its digest says; it was cut off or altered"
        return Reject("clean", "bad_warc", detail, url=url, source_id="warc")
    sha256 = hashlib.sha256(body).hexdigest()
    return Capture(
        capture_id=header("WARC-Capture-ID") or capture_id(f"{url} {header('WARC-Record-ID')}", sha256),
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
    )


def _moment(text: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
