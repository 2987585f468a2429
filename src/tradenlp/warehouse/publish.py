"""One writer and any number of readers: a run works on a copy, which takes the place of the database at its end.

In DuckDB a process that writes excludes every other one, and an open reader excludes the writer. So nobody ever
writes to the file that readers open:

- A run copies `facts.duckdb` to `facts.duckdb.work-<stamp>` and writes there. The stamp names the state of the
  database that the copy was made of.
- At its end the run writes everything into that one file and renames it to `facts.duckdb`. A rename is atomic: who
  opens the database gets the state before the run or the one after it, and who has it open keeps what was opened.
- A run that is killed leaves its copy behind. The next one goes on from it, unless the database has been replaced
  or removed in the meantime, which the stamp tells.

Only one run works at a time: `facts.duckdb.lock` is locked while it does.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import duckdb

from tradenlp.errors import WarehouseError
from tradenlp.warehouse.database import connect, migrate, open_writer
from tradenlp.warehouse.files import compact, copy_file, is_wasteful, remove, sync
from tradenlp.warehouse.found import settle
from tradenlp.warehouse.search import tidy_index

HEADER_BYTES = 3 * 4096
"""the three headers of a DuckDB file; every checkpoint that changes anything changes one of them"""
NO_STAMP = "new"


class Session:
    """The database at `path`, open for writing within a `with` block, which gives the connection.

    What was written is published at the end of the block, also of one that raises: batches are whole by themselves,
    and `runs` tells how the run ended. Raises WarehouseError where another process writes.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._lock: _Lock | None = None
        self._db: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        if str(self.path) == ":memory:":
            self._db = open_writer(":memory:")
            return self._db
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _Lock(self.path)
        try:
            self._work = _working_copy(self.path)
            self._db = _open_work(self._work, self.path)
        except OSError as error:
            self._release()
            raise WarehouseError(f"{self.path} cannot be copied for the run: {error}") from error
        except BaseException:
            self._release()
            raise
        return self._db

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._lock:
                self._publish()
        except (duckdb.Error, WarehouseError):
            if error is None:  # what went wrong first says more
                raise
        finally:
            self._release()

    def _publish(self) -> None:
        assert self._db is not None
        settle(self._db)
        tidy_index(self._db)
        self._db.execute("CHECKPOINT")
        wasteful = is_wasteful(self._db)
        self._db.close()
        _refuse_if_changed(self.path, self._work)
        if wasteful:
            compact(self._work)
        sync(self._work)
        self._work.replace(self.path)
        sync(self.path.parent)

    def _release(self) -> None:
        if self._db is not None:
            self._db.close()
        if self._lock:
            self._lock.release()
            self._lock = None


def stamp(path: Path) -> str:
    """Names a state of a DuckDB file: equal for equal states, another after every checkpoint that changed something."""
    if not path.exists():
        return NO_STAMP
    with path.open("rb") as file:
        return hashlib.sha256(file.read(HEADER_BYTES)).hexdigest()[:16]


def unfinished(path: Path) -> list[Path]:
    """Copies of the database at `path` that a run is at work on, or left when it was killed."""
    found = path.parent.glob(f"{path.name}.work-*")
    return sorted(p for p in found if p.suffix not in (".wal", ".tmp", ".duckdb"))


def is_being_written(path: Path) -> bool:
    """Whether a run is at work on the database at `path`."""
    try:
        _Lock(path).release()
    except WarehouseError:
        return True
    return False


class _Lock:
    """A lock file that goes when it is released; the lock itself goes with its process, however that ends."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(f"{path.name}.lock")
        while True:
            self._file = self._path.open("a")
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                self._file.close()
                raise WarehouseError(
                    f"{path} is being written by another process; wait for it to finish, then try again"
                ) from error
            if self._is_current():
                return
            self._file.close()

    def _is_current(self) -> bool:
        """False where the file was removed, by who held the lock, between opening it and locking it."""
        with suppress(FileNotFoundError):
            return self._path.stat().st_ino == os.fstat(self._file.fileno()).st_ino
        return False

    def release(self) -> None:
        self._path.unlink(missing_ok=True)
        self._file.close()


def _working_copy(path: Path) -> Path:
    """The file to write to: what a killed run left, if it is of the present state of the database; else a new copy."""
    if path.exists():
        _settle(path)
    else:
        _create(path)
    work = _work_name(path)
    for other in unfinished(path):
        if other != work:
            remove(other)
    if not work.exists():
        _copy(path, work)
    return work


def _work_name(path: Path) -> Path:
    return path.with_name(f"{path.name}.work-{stamp(path)}")


def _create(path: Path) -> None:
    """An empty database, so that readers find one from the beginning."""
    new = path.with_name(f"{path.name}.creating")
    remove(new)
    open_writer(new).close()
    new.replace(path)


def _settle(path: Path) -> None:
    """Make sure that nobody writes to the file itself, and that all of it is in the one file.

    A program that is not of tradenlp may have the database open for writing, or have been killed at it.
    """
    log = path.with_name(f"{path.name}.wal")
    connect(path, read_only=not log.exists()).close()


def _copy(path: Path, work: Path) -> None:
    needed, free = path.stat().st_size, shutil.disk_usage(path.parent).free
    if needed > free:
        raise WarehouseError(
            f"{path.parent} has {free:,} bytes free; a run needs as much as the database itself, {needed:,}"
        )
    part = path.with_name(f"{path.name}.copying")
    copy_file(path, part)
    part.replace(work)


def _open_work(work: Path, path: Path) -> duckdb.DuckDBPyConnection:
    try:
        db = connect(work, read_only=False)
    except WarehouseError:  # cannot be read: what a run left is given up for a new copy
        remove(work)
        _copy(path, work)
        db = connect(work, read_only=False)
    try:
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _refuse_if_changed(path: Path, work: Path) -> None:
    log = path.with_name(f"{path.name}.wal")
    if work == _work_name(path) and not log.exists():
        return
    kept = path.with_name(f"{path.name}.unpublished")
    work.replace(kept)
    raise WarehouseError(
        f"{path} was changed by another program during the run; what the run did is in {kept}. "
        "Programs that only read must open the database as read_only"
    )
