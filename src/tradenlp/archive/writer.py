"""Appends what was received to WARC files: one file a day and size, bodies once, nothing torn.

Every record is a gzip member of its own and is flushed when it is stored: what `store` returned survives a kill of the
process. A record that a killed process or a full disk left torn is cut off before anything is appended behind it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Self

from tradenlp.archive.index import Index
from tradenlp.archive.reading import load
from tradenlp.archive.records import Place, record_bytes
from tradenlp.archive.tail import mend
from tradenlp.records import Capture

SMALLEST_REVISIT = 256
"""bytes of the smallest body that is worth a reference instead of a copy"""


class Archive:
    """Appends responses to the WARC files of one folder; a new file each day and whenever one has grown large.

    Threads may share an Archive. Processes may share the folder: each writes to a file of its own, which it locks, and
    a later one goes on with the file of the same day that nobody holds.
    """

    def __init__(self, folder: Path, *, largest_file: int = 256 * 1024 * 1024) -> None:
        self._folder, self._largest_file = folder, largest_file
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._path = folder
        self._index: Index | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the current file; the next `store` opens one again."""
        with self._lock:
            self._close_file()
            if self._index is not None:
                self._index.close()
            self._index = None

    def store(self, capture: Capture) -> Capture:
        """The capture with `warc_file` (a name within the folder) and `warc_offset` (bytes); one without body as it is.

        A body that the folder holds already is stored as a reference to it. Raises OSError, with what is wrong and the
        file's name, where the folder cannot be written; then the file holds what it held before.
        """
        if capture.body is None or capture.status is None:
            return capture
        with self._lock:
            try:
                return self._store(capture, hashlib.sha256(capture.body).digest(), len(capture.body))
            except OSError as error:
                raise _told(error, self._path) from error

    def load(self, warc_file: str, offset: int) -> Capture:
        """The capture stored in `warc_file` of this folder at `offset`. Raises InputError where there is none."""
        return load(self._folder / warc_file, offset)

    def _store(self, capture: Capture, digest: bytes, size: int) -> Capture:
        file, index = self._current()
        before = index.place_of(digest) if size >= SMALLEST_REVISIT else None
        if before and not (self._folder / before.warc_file).is_file():
            before = None
        offset = file.tell()
        self._append(file, record_bytes(capture, before), offset)
        date = capture.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        place = Place(self._path.name, offset, capture.final_url, date)
        index.add(None if before else digest, place, file.tell())
        return replace(capture, warc_file=self._path.name, warc_offset=offset)

    def _append(self, file: BinaryIO, record: bytes, offset: int) -> None:
        try:
            rest = memoryview(record)
            # The file is unbuffered: a write may take less than all, and nothing is left to be written on closing.
            while rest:
                rest = rest[file.write(rest) :]
        except OSError:
            with suppress(OSError):
                file.truncate(offset)
                file.seek(offset)
            raise

    def _current(self) -> tuple[BinaryIO, Index]:
        if self._index is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._index = Index(self._folder)
            self._mend_others(self._index)
        if self._file is not None and self._is_done(self._file):
            self._close_file()
        if self._file is None:
            self._file, self._path = self._reopened(self._index) or self._begun()
        return self._file, self._index

    def _is_done(self, file: BinaryIO) -> bool:
        return file.tell() >= self._largest_file or not self._path.name.startswith(_prefix())

    def _begun(self) -> tuple[BinaryIO, Path]:
        path = self._folder / f"{_prefix()}{datetime.now(UTC):%H%M%S%f}-{uuid.uuid4().hex[:8]}.warc.gz"
        self._path = path
        file = path.open("xb", buffering=0)
        fcntl.flock(file, fcntl.LOCK_EX)
        return file, path

    def _reopened(self, index: Index) -> tuple[BinaryIO, Path] | None:
        """A file of today that is not full and that no other process holds."""
        for path in sorted(self._folder.glob(f"{_prefix()}*.warc.gz"), reverse=True):
            if path.stat().st_size >= self._largest_file:
                continue
            file = _held(path)
            if file is None:
                continue
            length = mend(file, dict(index.lengths()).get(path.name, 0))
            index.set_length(path.name, length)
            file.seek(length)
            return file, path
        return None

    def _mend_others(self, index: Index) -> None:
        """Cut torn records off the files that killed processes left."""
        for name, length in index.lengths():
            path = self._folder / name
            if path.is_file() and path.stat().st_size != length and (file := _held(path)):
                with file:
                    index.set_length(name, mend(file, length))

    def _close_file(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                os.fsync(self._file.fileno())
            self._file.close()
        self._file = None


def _prefix() -> str:
    return f"tradenlp-{datetime.now(UTC):%Y%m%d}T"


def _held(path: Path) -> BinaryIO | None:
    """The file opened and locked for writing; None where another process holds it or it cannot be written."""
    try:
        file = path.open("r+b", buffering=0)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _told(error: OSError, path: Path) -> OSError:
    """The same error with the name of the file, which a write does not tell by itself."""
    name = error.filename or str(path)
    return OSError(error.errno, error.strerror or str(error) or "cannot be written", name)


def unused(folder: Path) -> Iterator[Path]:
    """Files of the folder that no process is writing to."""
    for path in sorted(folder.glob("*.warc.gz")):
        if file := _held(path):
            file.close()
            yield path
