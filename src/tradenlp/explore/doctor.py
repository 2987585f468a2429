"""Checks that tell whether an installation and its database can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from tradenlp.errors import TradenlpError
from tradenlp.extract.model_files import altered_files
from tradenlp.extract.nlp import DEFAULT_MODEL, build_nlp
from tradenlp.extract.version import pipeline_version
from tradenlp.settings import Settings
from tradenlp.sources import read_sources
from tradenlp.warehouse.database import open_reader

_SPANNED = (
    "actor_mentions",
    "dates",
    "figures",
    "goods_mentions",
    "measure_mentions",
    "events",
    "statements",
    "evidence",
)

_OFFSETS = """
    SELECT count(*) FROM {table} f JOIN articles a USING (article_id)
    WHERE substr(CASE WHEN f.in_title THEN a.title ELSE a.text END, f.start_char + 1, f.end_char - f.start_char)
          IS DISTINCT FROM f.text
"""

_QUESTIONS = {
    "facts without an article": " UNION ALL ".join(
        f"SELECT count(*) FROM {table} WHERE article_id NOT IN (SELECT article_id FROM articles)"
        for table in (*_SPANNED, "measures", "extractions")
    ),
    "mentions of unknown actors": (
        "SELECT count(*) FROM actor_mentions WHERE actor_id NOT IN (SELECT actor_id FROM actors)"
    ),
    "imposers, targets or participants that are no known actor": (
        "SELECT count(*) FROM (SELECT unnest(imposers || targets) AS actor_id FROM measures "
        "UNION ALL SELECT unnest(participants) FROM events) WHERE actor_id NOT IN (SELECT actor_id FROM actors)"
    ),
    "measures without words": (
        "SELECT count(*) FROM measures WHERE measure_id NOT IN (SELECT measure_id FROM measure_mentions)"
    ),
    "articles without an extraction": (
        "SELECT count(*) FROM articles WHERE article_id NOT IN (SELECT article_id FROM extractions)"
    ),
    "duplicates of an article that is not there": (
        "SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL "
        "AND duplicate_of NOT IN (SELECT article_id FROM articles)"
    ),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    what: str
    well: bool


def examine(settings: Settings) -> Iterator[Check]:
    """Look at the model, the sources and, where there is one, the database; never raises for what it finds."""
    yield _model(settings)
    yield _sources(settings)
    path = settings.database_path
    if not path.exists():
        yield Check(f"no database at {path} yet", True)
        return
    try:
        with open_reader(path) as db:
            yield from _database(db, pipeline_version(settings.model))
    except TradenlpError as error:
        yield Check(str(error), False)


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


def _database(db: duckdb.DuckDBPyConnection, version: str) -> Iterator[Check]:
    for table in _SPANNED:
        wrong = _number(db, _OFFSETS.format(table=table))
        yield Check(f"{table}: {f'{wrong} offsets do not match the text' if wrong else 'offsets match'}", not wrong)
    for what, sql in _QUESTIONS.items():
        found = _number(db, f"SELECT sum(n) FROM ({sql}) counted(n)")
        yield Check(f"{found or 'no'} {what}", not found)
    stale = _number(db, "SELECT count(*) FROM extractions WHERE pipeline_version <> ?", version)
    hint = f"{stale} articles with facts of another pipeline version: run `tradenlp extract`"
    yield Check(hint if stale else "all facts are of this pipeline version", True)


def _number(db: duckdb.DuckDBPyConnection, sql: str, *values: str) -> int:
    row = db.execute(sql, list(values)).fetchone()
    return int(row[0] or 0) if row else 0
