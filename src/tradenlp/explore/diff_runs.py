"""The differences that a re-extraction makes: of one that is only tried out, or of one that was done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tradenlp.errors import InputError
from tradenlp.explore.diff import Diff, compare
from tradenlp.pipeline import Summary
from tradenlp.settings import Settings
from tradenlp.warehouse.database import open_reader
from tradenlp.warehouse.files import copy_file

Job = Callable[[Settings], Summary]
"""runs over the database that the settings name, and writes to it"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to, and what it changed."""

    summary: Summary
    diff: Diff | None


def run_and_compare(job: Job, settings: Settings, *, dry: bool, wanted: bool) -> Outcome:
    """Run a job and, where `wanted`, compare the facts before and after; a `dry` run works on a copy that is removed.

    Raises InputError where there is no database yet, or no room for a copy.
    """
    path = settings.database_path
    open_reader(path).close()
    with _beside(path) as folder:
        if dry:
            after = folder / "tried.duckdb"
            _copy(path, after)
            summary = job(settings.model_copy(update={"database": after}))
            return Outcome(summary, _named(compare(path, after), path, "tried") if wanted else None)
        before = folder / "before.duckdb"
        os.link(path, before)  # the run puts another file in its place; this name keeps the old one
        summary = job(settings)
        return Outcome(summary, _named(compare(before, path), path, "now") if wanted else None)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as name:
        yield Path(name)


def _copy(path: Path, to: Path) -> None:
    if path.stat().st_size > shutil.disk_usage(path.parent).free:
        raise InputError(f"{path.parent} has no room for a copy of {path.name}, which a dry run works on")
    copy_file(path, to)


def _named(diff: Diff, path: Path, after: str) -> Diff:
    diff.old, diff.new = str(path), f"{path} ({after})"
    return diff
