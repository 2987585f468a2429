"""Numbered migrations: each applied once, from every earlier version on a database that is filled, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.synthetic import REGISTERED, REGISTRY, batch_of, empty_database, story
from tests.warehouse_jobs import columns_of, fill_older
from tradenlp.warehouse import database, integrity
from tradenlp.warehouse.database import applied_migrations, connect, migrate, migrations, pending_migrations
from tradenlp.warehouse.load import load_batch, load_registry
from tradenlp.warehouse.publish import Session
from tradenlp.warehouse.replace import FACT_TABLES

NUMBERS = [number for number, _ in migrations()]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the newest schema with everything that a run leaves."""
    path = tmp_path_factory.mktemp("newest") / "facts.duckdb"
    path.write_bytes(empty_database())
    with Session(path) as db:
        load_registry(db, REGISTRY)
        load_batch(db, "r1", "v1", batch_of([story(n) for n in range(8)]), REGISTERED)
    return path


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(":memory:", read_only=False) as connection:
        yield connection


def counted(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    tables = [table for table in columns_of(db) if table != "schema_version"]
    return {table: len(db.execute(f"SELECT 1 FROM {table}").fetchall()) for table in tables}


@pytest.mark.parametrize("newest", NUMBERS)
def test_a_filled_database_of_every_version_comes_up_whole(
    db: duckdb.DuckDBPyConnection, filled: Path, newest: int
) -> None:
    fill_older(db, newest, filled)
    before = counted(db)
    assert migrate(db) == sum(number > newest for number in NUMBERS)
    assert applied_migrations(db) == set(NUMBERS)
    after = counted(db)
    assert {table: after[table] for table in before} == before
    assert [str(finding) for finding in integrity.examine(db) if finding.wrong] == []


def test_a_batch_that_is_loaded_again_after_all_migrations_changes_nothing(
    db: duckdb.DuckDBPyConnection, filled: Path
) -> None:
    fill_older(db, NUMBERS[0], filled)
    before = counted(db)
    migrate(db)
    load_batch(db, "r2", "v1", batch_of([story(n) for n in range(8)]), REGISTERED)
    assert {table: counted(db)[table] for table in FACT_TABLES} == {table: before[table] for table in FACT_TABLES}
    assert db.execute("SELECT count(*) FROM history.measures").fetchall() == [(0,)]


def test_the_schema_that_grew_is_the_one_that_is_made_new(db: duckdb.DuckDBPyConnection, filled: Path) -> None:
    fill_older(db, NUMBERS[0], filled)
    migrate(db)
    with connect(filled, read_only=True) as new:
        assert columns_of(db) == columns_of(new)


def test_what_was_known_of_earlier_versions_stays_known_when_judgements_get_a_history(
    db: duckdb.DuckDBPyConnection, filled: Path
) -> None:
    fill_older(db, 12, filled)
    db.execute(
        "INSERT INTO history.articles BY NAME SELECT * EXCLUDE (first_ingested_at, relevance) REPLACE ('a000007' AS "
        "duplicate_of), TIMESTAMPTZ '2025-01-01' AS known_from, TIMESTAMPTZ '2025-02-01' AS known_until, "
        "'r0' AS ended_by FROM articles WHERE article_id = 'a000001'"
    )
    db.execute(
        "UPDATE articles SET first_ingested_at = TIMESTAMPTZ '2025-01-01', ingested_at = TIMESTAMPTZ '2025-02-01' "
        "WHERE article_id = 'a000001'"
    )
    asked = "SELECT article_id, text, duplicate_of FROM articles_as_of('{}') ORDER BY article_id"
    moments = ("2024-12-31", "2025-01-15", "2025-02-15", "2100-01-01")
    before = [db.execute(asked.format(moment)).fetchall() for moment in moments]
    assert [len(rows) for rows in before] == [0, 1, 1, 8]
    migrate(db)
    assert [db.execute(asked.format(moment)).fetchall() for moment in moments] == before
    assert [str(finding) for finding in integrity.examine(db) if finding.wrong] == []


def test_numbers_are_given_once() -> None:
    assert [number for number, n in Counter(NUMBERS).items() if n > 1] == []


def test_a_migration_that_came_late_is_applied(db: duckdb.DuckDBPyConnection) -> None:
    late = NUMBERS[2]
    for number, sql in migrations():
        if number < late:
            database._apply(db, number, sql)
    database._apply(db, NUMBERS[-1] + 1, "CREATE TABLE extra (n INTEGER)")
    assert late in [number for number, _ in pending_migrations(db)]


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    db: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(db)
    before = columns_of(db)
    bad = (999, "CREATE TABLE half (n INTEGER); ALTER TABLE dates ADD COLUMN x INTEGER; SELECT * FROM nowhere")
    monkeypatch.setattr(database, "migrations", lambda: (*migrations(), bad))
    with pytest.raises(duckdb.CatalogException, match="nowhere"):
        migrate(db)
    assert columns_of(db) == before
    assert 999 not in applied_migrations(db)


def test_every_relation_column_and_macro_carries_a_comment(db: duckdb.DuckDBPyConnection) -> None:
    migrate(db)
    bare = db.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE comment IS NULL "
        "UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT function_name FROM duckdb_functions() WHERE NOT internal AND comment IS NULL "
        "AND function_type LIKE '%macro' "
        "UNION ALL SELECT schema_name || '.' || table_name || '.' || column_name FROM duckdb_columns() "
        "WHERE NOT internal AND comment IS NULL AND (schema_name, table_name) IN "
        "(SELECT (schema_name, table_name) FROM duckdb_tables())"
    ).fetchall()
    assert bare == []
