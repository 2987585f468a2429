"""Checks that tell whether an installation and its database can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import duckdb

from tradenlp.archive import FOREIGN
from tradenlp.errors import TradenlpError
from tradenlp.extract.actors.registry import registry
from tradenlp.extract.model_files import altered_files
from tradenlp.extract.nlp import DEFAULT_MODEL, build_nlp
from tradenlp.extract.version import pipeline_version
from tradenlp.settings import Settings
from tradenlp.sources import read_sources
from tradenlp.warehouse import integrity
from tradenlp.warehouse.database import open_reader, pending_migrations
from tradenlp.warehouse.load import load_registry
from tradenlp.warehouse.publish import Session, is_being_written, unfinished


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    what: str
    well: bool


def examine(settings: Settings, *, repair: bool = False) -> Iterator[Check]:
    """Look at the model, the sources and, where there is one, the database; never raises for what it finds.

    With `repair` what can safely be put right is, in a run of its own, before the database is looked at.
    """
    yield _model(settings)
    yield _sources(settings)
    path = settings.database_path
    if not path.exists():
        yield Check(f"no database at {path} yet", True)
        return
    try:
        if repair:
            yield from _repair(path)
        with closing(open_reader(path)) as db:
            yield from _database(db, settings)
    except TradenlpError as error:
        yield Check(str(error), False)
    yield from _runs(path)


def _repair(path: Path) -> Iterator[Check]:
    with Session(path) as db:
        load_registry(db, map(registry().actor, sorted(registry().entries)))
        mended = integrity.repair(db)
    for finding in mended:
        yield Check(f"repaired: {finding}", True)
    yield Check("what was repaired is extracted again by `tradenlp extract`" if mended else "nothing to repair", True)


def _model(settings: Settings) -> Check:
    try:
        altered = altered_files() if settings.model == DEFAULT_MODEL else []
        build_nlp(settings.model)
    except TradenlpError as error:
        return Check(str(error), False)
    if altered:
        return Check(f"model {settings.model}: {'; '.join(altered)}; install it again", False)
    return Check(f"model {settings.model} loads, pipeline version {pipeline_version(settings.model)}", True)


def _sources(settings: Settings) -> Check:
    try:
        return Check(f"{len(read_sources(settings.sources_dir))} publishers configured", True)
    except TradenlpError as error:
        return Check(str(error), False)


def _database(db: duckdb.DuckDBPyConnection, settings: Settings) -> Iterator[Check]:
    if pending := pending_migrations(db):
        told = f"the database lacks {len(pending)} migrations: any run, or `tradenlp doctor --repair`, applies them"
        yield Check(told, False)
        return
    for finding in integrity.examine(db):
        hint = "; `tradenlp doctor --repair` puts that right" if finding.wrong and finding.question.repair else ""
        yield Check(f"{finding}{hint}", not finding.wrong)
    yield _archive(db, settings.archive_path)
    stale = _number(
        db, "SELECT count(*) FROM extractions WHERE pipeline_version <> ?", pipeline_version(settings.model)
    )
    hint = f"{stale} articles with facts of another pipeline version: run `tradenlp extract`"
    yield Check(hint if stale else "all facts are of this pipeline version", True)


def _archive(db: duckdb.DuckDBPyConnection, folder: Path) -> Check:
    """Whether a record begins where each capture says; `tradenlp archive` reads the records themselves."""
    rows = db.execute(
        "SELECT warc_file, list(warc_offset ORDER BY warc_offset) FROM captures "
        "WHERE warc_file IS NOT NULL AND source_id <> ? GROUP BY ALL ORDER BY ALL",
        [FOREIGN],
    ).fetchall()
    wrong = {name: missing for name, offsets in rows if (missing := _missing(folder / name, offsets))}
    if wrong:
        name, n = next(iter(wrong.items()))
        told = f"{sum(wrong.values()):,} captures whose record is not in {folder}, {n:,} of them in {name}"
        return Check(f"{told}: put the files back, or set archive_dir", False)
    return Check(f"{sum(len(offsets) for _, offsets in rows):,} captures have their record in the archive", True)


def _missing(path: Path, offsets: Sequence[int]) -> int:
    """How many of the offsets hold no beginning of a record."""
    try:
        with path.open("rb") as file:
            return sum(not _record_begins(file, offset) for offset in offsets)
    except OSError:
        return len(offsets)


def _record_begins(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    return file.read(5).startswith((b"\x1f\x8b", b"WARC/"))


def _runs(path: Path) -> Iterator[Check]:
    if is_being_written(path):
        yield Check("a run is under way; what it does is seen when it ends", True)
    elif unfinished(path):
        yield Check("a run was killed; the next one goes on from what it had stored", True)


def _number(db: duckdb.DuckDBPyConnection, sql: str, *values: str) -> int:
    row = db.execute(sql, list(values)).fetchone()
    return int(row[0] or 0) if row else 0
