"""What an archive folder remembers beside its files: which bodies are stored where, and how long each file was.

The index is a help and no truth: without it bodies are stored once more, and nothing is lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from tradenlp.archive.records import Place

NAME = "index.sqlite"
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS bodies
        (digest BLOB PRIMARY KEY, warc_file TEXT, at INTEGER, url TEXT, date TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS files (warc_file TEXT PRIMARY KEY, length INTEGER) WITHOUT ROWID;
"""


class Index:
    """The index of one folder; a file that SQLite cannot use is begun anew, and one that cannot be written is none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        try:
            self._db = self._opened(str(self._path))
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._path.unlink()
            try:
                self._db = self._opened(str(self._path))
            except sqlite3.DatabaseError:
                self._db = self._opened(":memory:")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @staticmethod
    def _opened(name: str) -> sqlite3.Connection:
        db = sqlite3.connect(name, timeout=30, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA journal_mode = WAL")
        # What the system loses when it stops is found again in the files.
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(_SCHEMA)
        return db

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def place_of(self, digest: bytes) -> Place | None:
        """Where the body with this SHA-256 is stored."""
        row = self._db.execute("SELECT warc_file, at, url, date FROM bodies WHERE digest = ?", [digest]).fetchone()
        return Place(*row) if row else None

    def add(self, digest: bytes | None, place: Place, length: int) -> None:
        """Remember a body (None: a revisit, which holds none), and that its file now has `length` bytes."""
        with suppress(sqlite3.DatabaseError):  # a full disk: the response itself is stored
            if digest:
                values = (digest, place.warc_file, place.offset, place.url, place.date)
                self._db.execute("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?)", values)
            self.set_length(place.warc_file, length)

    def set_length(self, warc_file: str, length: int) -> None:
        """Remember that the first `length` bytes of a file are whole records."""
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (warc_file, length))

    def lengths(self) -> Iterator[tuple[str, int]]:
        """File names and their lengths in whole records."""
        yield from self._db.execute("SELECT warc_file, length FROM files ORDER BY warc_file").fetchall()
