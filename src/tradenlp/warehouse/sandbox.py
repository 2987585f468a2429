"""Runs a user's SQL where it can do no harm: in a process of its own, read-only, without files, network or settings.

Three fences stand one behind the other. `sandbox_child` admits queries alone (with an open database DuckDB counts
the path of the file itself as allowed, so that a COPY could overwrite it even where external access is off); DuckDB
is opened read-only, without external access and with its configuration locked; and the process has limits of its own
for memory, CPU time and files (it can write none). A query that outstays its time is ended with its process, since
DuckDB heeds an interrupt only between two pieces of work.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from tradenlp.errors import InputError, WarehouseError

START_SECONDS = 30.0
"""longest time for the process to start, open the database and read the query"""
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT])i?B", re.IGNORECASE)
_KEPT = ("PATH", "PYTHON", "LD_", "LANG", "LC_", "OPENBLAS", "TMPDIR")
"""beginnings of the environment variables that the process gets: nothing that could be a secret"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use. Raises InputError for a memory size that is none."""

    seconds: float = 60.0
    memory: str = "2GB"
    result_megabytes: int = 2048

    def __post_init__(self) -> None:
        if not _SIZE.fullmatch(self.memory):
            raise InputError(f"memory {self.memory!r} is no size; write it like 500MB or 2GB")
        if not self.seconds > 0:
            raise InputError("the time limit has to be more than 0 seconds")

    @property
    def memory_bytes(self) -> int:
        """The memory limit as a number."""
        number, unit = re.fullmatch(_SIZE, self.memory).groups()  # type: ignore[union-attr]
        return int(float(number) * 1000 ** (1 + "KMGT".index(unit.upper())))


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of a result, the rows in batches that are read as they are asked for, once."""

    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]


def run_sql(path: Path | str, sql: str, seconds: float = 60.0, memory: str = "2GB") -> pa.Table:
    """The result of one query as an Arrow table.

    Raises WarehouseError with DuckDB's words where the query is wrong, forbidden, or exceeds its limits.
    """
    with ask(path, sql, Limits(seconds, memory)) as answer:
        return pa.Table.from_batches(list(answer.batches), answer.schema)


@contextmanager
def ask(path: Path | str, sql: str, limits: Limits = Limits()) -> Iterator[Answer]:
    """The result of one query, read while it is made; its process ends with the block.

    Only the time that the query takes counts, not what is done with its rows. Raises WarehouseError, also while
    batches are read, where the query is wrong, forbidden, or exceeds its limits.
    """
    query = _Query(path, sql, limits)
    try:
        yield query.answer()
    finally:
        query.close()


class _Query:
    """A process that answers one query, and the watchdog over it."""

    def __init__(self, path: Path | str, sql: str, limits: Limits) -> None:
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tradenlp.warehouse.sandbox_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/",
            env={name: value for name, value in os.environ.items() if name.startswith(_KEPT)},
            start_new_session=True,
        )
        self._watchdog = _Watchdog(self._process)
        order = {"path": str(Path(path).absolute()), "sql": sql, "memory_bytes": limits.memory_bytes}
        order["seconds"] = limits.seconds
        with suppress(BrokenPipeError):
            self._pipe("stdin").write(json.dumps(order).encode() + b"\n")
            self._pipe("stdin").flush()

    def answer(self) -> Answer:
        """Columns and rows; the rows are read when they are asked for."""
        with self._watchdog.until(START_SECONDS):
            if self._pipe("stdout").readline() != b"\n":
                raise self._failure()
        self._left = self._limits.seconds
        reader = self._watched(lambda: pa.ipc.open_stream(self._pipe("stdout")))
        return Answer(reader.schema, self._batches(reader))

    def _batches(self, reader: Any) -> Iterator[pa.RecordBatch]:
        size = 0
        while (batch := self._watched(lambda: next(reader, None))) is not None:
            size += batch.nbytes
            if size > self._limits.result_megabytes * 1_000_000:
                raise WarehouseError(
                    f"the result is larger than {self._limits.result_megabytes:,} MB; ask for less, or use "
                    "`tradenlp export`"
                )
            yield batch
        if self._process.wait(START_SECONDS):
            raise self._failure()

    def _watched(self, read: Any) -> Any:
        started = time.monotonic()
        try:
            with self._watchdog.until(self._left):
                return read()
        except (pa.ArrowException, OSError) as error:
            raise self._failure() from error
        finally:
            self._left -= time.monotonic() - started

    def _failure(self) -> WarehouseError:
        """What went wrong, from what the process left behind."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        code = self._process.poll()
        if self._watchdog.fired:
            return WarehouseError(f"the query took longer than {self._limits.seconds:g} s and was stopped")
        said = self._pipe("stderr").read().decode(errors="replace").strip() if code is not None else ""
        if code == 1 and said:
            return WarehouseError(said)
        return WarehouseError(
            f"the query ended its process (code {code}); it may need more than {self._limits.memory} of memory"
        )

    def _pipe(self, name: str) -> Any:
        return getattr(self._process, name)

    def close(self) -> None:
        """End the process, whatever it does."""
        self._watchdog.stop()
        self._process.kill()
        self._process.wait()
        for name in ("stdin", "stdout", "stderr"):
            with suppress(OSError):
                self._pipe(name).close()


class _Watchdog:
    """Kills a process that keeps its reader waiting for too long."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._deadline: float | None = None
        self._over = threading.Event()
        self.fired = False
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            deadline = self._deadline
            if deadline is not None and time.monotonic() > deadline:
                self.fired = True
                self._process.kill()
                return

    @contextmanager
    def until(self, seconds: float) -> Iterator[None]:
        """Within the block the process has this long."""
        self._deadline = time.monotonic() + seconds
        try:
            yield
        finally:
            self._deadline = None

    def stop(self) -> None:
        """Watch no more."""
        self._over.set()
