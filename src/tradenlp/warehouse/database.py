"""Opens tradenlp databases for reading and for writing in place, and brings them to the newest schema.

Runs write by way of `tradenlp.warehouse.publish`, which keeps readers and the writer apart.
"""

from __future__ import annotations

import re
from contextlib import suppress
from importlib import resources
from pathlib import Path

import duckdb

from tradenlp.errors import WarehouseError

_NUMBERED = re.compile(r"(\d{3})_\w+\.sql")


def open_writer(path: Path | str) -> duckdb.DuckDBPyConnection:
    """The file at `path` for writing in place, created and brought to the newest schema where it is not.

    For files that nobody else opens, and for `:memory:`. Raises WarehouseError where another process has it open or
    the file is no DuckDB database.
    """
    if str(path) != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path, read_only=False)
    migrate(connection)
    return connection


def open_reader(path: Path | str) -> duckdb.DuckDBPyConnection:
    """The database at `path` for reading, in the state that the last run left it in, whatever is under way.

    Raises WarehouseError where there is none.
    """
    if not Path(path).exists():
        raise WarehouseError(f"there is no database at {path}; make one with `tradenlp ingest PATH --db {path}`")
    connection = connect(path, read_only=True)
    if not schema_version(connection):
        connection.close()
        raise WarehouseError(f"{path} is a DuckDB database but not one of tradenlp: it has no table schema_version")
    return connection


def connect(path: Path | str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection to the DuckDB file at `path`, as it is. Raises WarehouseError where it cannot be opened."""
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise WarehouseError(f"{path} is open in another process; wait for it to finish, then try again") from error
        raise WarehouseError(f"{path} cannot be opened: {error}") from error
    connection.execute("SET TimeZone = 'UTC'")
    # It would stand in the midst of what a command prints.
    connection.execute("SET enable_progress_bar = false")
    # Otherwise a name in SQL that no table has would be looked up among Python's variables.
    connection.execute("SET python_enable_replacements = false")
    return connection


def migrations() -> tuple[tuple[int, str], ...]:
    """Number and SQL text of every migration, in order."""
    folder = resources.files("tradenlp.warehouse") / "schema"
    found = ((_NUMBERED.fullmatch(file.name), file) for file in folder.iterdir())
    return tuple(sorted((int(match[1]), file.read_text(encoding="utf-8")) for match, file in found if match))


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Number of the newest migration applied; 0 for a database that is empty or not of tradenlp."""
    return max(applied_migrations(connection), default=0)


def applied_migrations(connection: duckdb.DuckDBPyConnection) -> frozenset[int]:
    """Numbers of the migrations that the database has; none for one that is empty or not of tradenlp."""
    try:
        return frozenset(row[0] for row in connection.execute("SELECT version FROM schema_version").fetchall())
    except duckdb.CatalogException:
        return frozenset()


def pending_migrations(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    """Number and SQL text of the migrations that the database lacks, in order."""
    have = applied_migrations(connection)
    return [(number, sql) for number, sql in migrations() if number not in have]


def migrate(connection: duckdb.DuckDBPyConnection) -> int:
    """Apply the migrations that the database lacks, each in a transaction; returns how many were applied.

    Raises WarehouseError where the database is newer than this program.
    """
    have, newest = schema_version(connection), migrations()[-1][0]
    if have > newest:
        raise WarehouseError(f"the database has schema {have}, this tradenlp knows {newest}: upgrade tradenlp")
    pending = pending_migrations(connection)
    for number, sql in pending:
        _apply(connection, number, sql)
    if pending:
        _comment_on_schemas(connection)
    return len(pending)


def _apply(connection: duckdb.DuckDBPyConnection, number: int, sql: str) -> None:
    connection.execute("BEGIN")
    try:
        connection.execute(_JOURNAL)
        connection.execute(sql)
        connection.execute("INSERT INTO schema_version VALUES (?, now())", [number])
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


_JOURNAL = """
    CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TIMESTAMPTZ);
    COMMENT ON TABLE schema_version IS 'Migrations applied to this database';
    COMMENT ON COLUMN schema_version.version IS 'Number of the migration';
    COMMENT ON COLUMN schema_version.applied_at IS 'When it was applied';
"""

_SCHEMA_COMMENTS = {
    "main": "News about trade policy as tables: what came in, what was found in it, and where it came from",
    "history": "What the tables of the same names held before: article versions and facts that were replaced",
}


def _comment_on_schemas(connection: duckdb.DuckDBPyConnection) -> None:
    for schema, comment in _SCHEMA_COMMENTS.items():
        # DuckDB 1.5 keeps no comments on schemas; later ones may.
        with suppress(duckdb.NotImplementedException, duckdb.CatalogException):
            connection.execute(f"COMMENT ON SCHEMA {schema} IS '{comment}'")
