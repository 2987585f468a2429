"""Opens tradenlp databases: one process that writes, readers that cannot, and the numbered migrations between.

In DuckDB a process that writes excludes every other process, readers included; who comes second gets a
WarehouseError that says so.
"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import duckdb

from tradenlp.errors import WarehouseError

_NUMBERED = re.compile(r"(\d{3})_\w+\.sql")


def open_writer(path: Path | str) -> duckdb.DuckDBPyConnection:
    """The database at `path` for writing, created and brought to the newest schema where it is not.

    Raises WarehouseError where another process has it open or the file is no DuckDB database.
    """
    if str(path) != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(path, read_only=False)
    migrate(connection)
    return connection


def open_reader(path: Path | str) -> duckdb.DuckDBPyConnection:
    """The database at `path` for reading. Raises WarehouseError where there is none or it is being written."""
    if not Path(path).exists():
        raise WarehouseError(f"there is no database at {path}; make one with `tradenlp ingest PATH --db {path}`")
    connection = _connect(path, read_only=True)
    if not schema_version(connection):
        connection.close()
        raise WarehouseError(f"{path} is a DuckDB database but not one of tradenlp: it has no table schema_version")
    return connection


def _connect(path: Path | str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise WarehouseError(f"{path} is open in another process; wait for it to finish, then try again") from error
        raise WarehouseError(f"{path} cannot be opened: {error}") from error
    connection.execute("SET TimeZone = 'UTC'")
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
    try:
        row = connection.execute("SELECT max(version) FROM schema_version").fetchone()
    except duckdb.CatalogException:
        return 0
    return int(row[0]) if row and row[0] is not None else 0


def migrate(connection: duckdb.DuckDBPyConnection) -> int:
    """Apply the migrations that the database lacks, each in a transaction; returns how many were applied.

    Raises WarehouseError where the database is newer than this program.
    """
    have, steps = schema_version(connection), migrations()
    if have > steps[-1][0]:
        raise WarehouseError(f"the database has schema {have}, this tradenlp knows {steps[-1][0]}: upgrade tradenlp")
    pending = [(number, sql) for number, sql in steps if number > have]
    for number, sql in pending:
        connection.execute("BEGIN")
        try:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TIMESTAMPTZ)"
            )
            connection.execute(sql)
            connection.execute("INSERT INTO schema_version VALUES (?, now())", [number])
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    if pending:
        connection.execute("COMMENT ON TABLE schema_version IS 'Migrations applied to this database'")
    return len(pending)
