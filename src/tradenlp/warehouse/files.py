"""What is done to database files as files: copied, flushed, removed, written anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

WASTED_BLOCKS = 400
"""unused blocks, a quarter of a megabyte each, above which a file of which they are half is written anew"""


def copy_file(source: Path, target: Path) -> None:
    """Copy a file within the kernel; a file system that can share blocks shares them and takes no time."""
    with source.open("rb") as given, target.open("wb") as taken:
        left = os.fstat(given.fileno()).st_size
        try:
            while left and (done := os.copy_file_range(given.fileno(), taken.fileno(), left)):
                left -= done
        except (OSError, AttributeError):  # another file system, or another system
            given.seek(0)
            taken.seek(0)
            shutil.copyfileobj(given, taken, 1 << 20)


def sync(path: Path) -> None:
    """Have a file or folder written to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(work: Path) -> None:
    """Remove a DuckDB file with its log, what it spilled, and what it was to be written anew to."""
    for ending in (".wal", ".tmp.duckdb", ".tmp.duckdb.wal"):
        work.with_name(f"{work.name}{ending}").unlink(missing_ok=True)
    shutil.rmtree(work.with_name(f"{work.name}.tmp"), ignore_errors=True)
    work.unlink(missing_ok=True)


def is_wasteful(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether most of the file is unused: DuckDB uses freed blocks again, but seldom gives them back."""
    row = db.execute("SELECT free_blocks, total_blocks FROM pragma_database_size()").fetchone()
    free, total = row or (0, 0)
    return bool(free > WASTED_BLOCKS and 2 * free > total)


def compact(work: Path) -> None:
    """Write a file anew without its unused blocks; rows keep their order."""
    part = work.with_name(f"{work.name}.tmp.duckdb")
    remove(part)
    with duckdb.connect(":memory:") as db:
        for name, path, how in (("before_db", work, "(READ_ONLY)"), ("after_db", part, "")):
            quoted = str(path.resolve()).replace("'", "''")
            db.execute(f"ATTACH '{quoted}' AS {name} {how}")
        db.execute("COPY FROM DATABASE before_db TO after_db")
        db.execute("CHECKPOINT after_db")
    part.replace(work)
