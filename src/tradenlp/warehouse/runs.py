"""The journal of runs: opened, closed, and marked as crashed by whoever comes after."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import duckdb


@dataclass(slots=True)
class Run:
    """One run under way; `counts` is what it will be remembered for."""

    run_id: str
    flow: str
    version: str
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, n: int = 1) -> None:
        """Add `n` to a count; a count of nothing is not kept."""
        if n:
            self.counts[what] = self.counts.get(what, 0) + n


def start_run(db: duckdb.DuckDBPyConnection, flow: str, version: str) -> Run:
    """Enter a run in the journal; runs found unfinished are marked as crashed, since only one process can write."""
    db.execute("UPDATE runs SET status = 'crashed' WHERE status = 'running'")
    now = datetime.now(UTC)
    run = Run(f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}", flow, version)
    db.execute("INSERT INTO runs VALUES (?, ?, ?, NULL, 'running', ?, NULL, NULL)", [run.run_id, flow, now, version])
    return run


def finish_run(db: duckdb.DuckDBPyConnection, run: Run, error: BaseException | None = None) -> None:
    """Close a run as completed, or as failed with its error."""
    text = f"{type(error).__name__}: {error}" if error else None
    db.execute(
        "UPDATE runs SET finished_at = ?, status = ?, counts = ?, error = ? WHERE run_id = ?",
        [datetime.now(UTC), "failed" if error else "completed", json.dumps(run.counts), text, run.run_id],
    )


@contextmanager
def journal(db: duckdb.DuckDBPyConnection, flow: str, version: str) -> Iterator[Run]:
    """A run that is closed whatever happens within the block."""
    run = start_run(db, flow, version)
    try:
        yield run
    except BaseException as error:
        finish_run(db, run, error)
        raise
    finish_run(db, run)


def summary(counts: Mapping[str, int]) -> str:
    """Counts as one line, for example `40 articles new, 2 rejected`."""
    return ", ".join(f"{n:,} {what}" for what, n in counts.items()) or "nothing to do"
