"""Reads WARC files, our own and those of others, record by record; broken ones cost only what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.utils import BUFF_SIZE

from tradenlp.archive.records import FOREIGN, capture_of, one_line, payload_digest, read_body
from tradenlp.errors import InputError
from tradenlp.records import Capture, Reject

LONGEST_LINE = 64 * 1024
"""bytes of the longest line of a record's headers"""
_KINDS = frozenset({"response", "resource", "revisit"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file: what it is, where it begins (bytes), and what came of reading it."""

    kind: str
    """WARC-Type"""
    offset: int
    found: Capture | Reject | None
    """None for records that hold no response, such as warcinfo and request"""


def load(path: Path, offset: int) -> Capture:
    """The response at `offset` (bytes) of a WARC file. Raises InputError where there is none."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            found = _read_record(next(iter(_records(stream))), path)
    except Exception as error:  # the parser raises whatever broken headers lead it to
        raise InputError(f"{path}: no record at byte {offset} ({error or type(error).__name__})") from error
    if isinstance(found, Reject):
        raise InputError(f"{path}: the record at byte {offset} cannot be used: {found.detail}")
    if found is None:
        raise InputError(f"{path}: no record at byte {offset} that holds a response")
    return replace(found, warc_offset=offset)


def warc_files(file_or_folder: Path) -> list[Path]:
    """The file itself, or the WARC files of a folder in the order in which they were begun."""
    if not file_or_folder.is_dir():
        return [file_or_folder]
    return sorted(path for path in file_or_folder.rglob("*.warc*") if path.is_file())


def read(file_or_folder: Path) -> Iterator[Capture | Reject]:
    """Every HTTP response of one WARC file, or of all in a folder by name; a Reject for what cannot be read.

    A file that was cut off in its last record gives all the others and one Reject.
    """
    for path in warc_files(file_or_folder):
        for entry in read_entries(path):
            if entry.found is not None:
                yield entry.found


def read_entries(path: Path) -> Iterator[Entry]:
    """Every record of one WARC file; the last one tells where and why reading ended early, if it did."""
    try:
        stream = path.open("rb")
    except OSError as error:
        detail = error.strerror or str(error)
        yield Entry("", 0, Reject("fetch", "unreadable", detail, url=str(path), source_id=FOREIGN))
        return
    with stream:
        records = _records(stream)
        try:
            for record in records:
                if not record.rec_type:
                    raise InputError("a record without WARC-Type")
                found = _read_record(record, path)
                # Only now: asking for the offset reads over the content.
                offset = records.get_record_offset()
                placed = replace(found, warc_offset=offset) if isinstance(found, Capture) else found
                yield Entry(record.rec_type, offset, placed)
        except Exception as error:  # the parser raises whatever broken headers lead it to
            problem = one_line(str(error) or type(error).__name__)[:200]
            detail = f"unreadable before byte {stream.tell()}: {problem}"
            yield Entry("", stream.tell(), Reject("clean", "bad_warc", detail, url=str(path), source_id=FOREIGN))


def _read_record(record: Any, path: Path) -> Capture | Reject | None:
    if not record.rec_headers.get_header("Content-Length"):
        raise InputError("a record whose headers end too early")
    if record.rec_type not in _KINDS or not _is_http(record):
        return None
    if record.rec_type == "revisit":
        return _read_revisit(record, path)
    body = read_body(record, path.name)
    return body if isinstance(body, Reject) else capture_of(record, path.name, body)


def _read_revisit(record: Any, path: Path) -> Capture | Reject | None:
    """The capture with the body of the record that it refers to; None where a foreign record does not say where."""
    header = record.rec_headers.get_header
    name, offset = header("WARC-Refers-To-Filename"), header("WARC-Refers-To-File-Offset")
    if not name or not str(offset).isdigit():
        return None
    url = str(header("WARC-Target-URI"))
    if isinstance(cut := read_body(record, path.name), Reject):
        return cut
    try:
        # Only the name counts: a header never leads out of the folder.
        stored = load(path.parent / Path(name).name, int(offset))
    except InputError as error:
        detail = f"its body was stored before and is gone: {error}"
        return Reject("clean", "bad_warc", detail, url=url, source_id=FOREIGN)
    body = stored.body or b""
    if payload_digest(body) != header("WARC-Payload-Digest"):
        detail = f"its body is not the one at byte {offset} of {name}"
        return Reject("clean", "bad_warc", detail, url=url, source_id=FOREIGN)
    return capture_of(record, path.name, body)


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
