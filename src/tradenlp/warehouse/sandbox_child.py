"""The process that answers one query for `sandbox`: `python -m tradenlp.warehouse.sandbox_child`.

Reads a line of JSON (path, sql, memory_bytes, seconds), writes an empty line when it begins to work, and then the
result as an Arrow IPC stream. What goes wrong is told on standard error, with exit code 1. It ends when its standard
input closes, so that it never outlives who asked.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import threading
from typing import Any

import duckdb

from tradenlp.errors import TradenlpError, WarehouseError
from tradenlp.warehouse.database import open_reader

THREADS = 2
BATCH_ROWS = 2048
"""as many as DuckDB works on at a time: batches of long values stay small"""
_LOCKS = (
    "SET temp_directory = ''",
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    f"SET threads = {THREADS}",
    "SET lock_configuration = true",
)
# DuckDB 1.5 makes SELECTs of these before it tells their type, 2.0 does not.
_READS = {
    "MULTI": re.compile(r"\s*pivot\b", re.IGNORECASE),
    "PRAGMA": re.compile(r"\s*pragma\s+table_info\s*\(", re.IGNORECASE),
}
_EXPLAIN = re.compile(r"\s*explain\b\s*(?:\([^)]*\)|analyze\b)?", re.IGNORECASE)


def main() -> int:
    """Answer the query on standard input; 0 where it was answered in full."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints does not end up among the rows
    order = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_asker, daemon=True).start()
    try:
        db = _open(order)
        _answer(db, admitted(db, order["sql"]), out)
    except BrokenPipeError:
        return 1
    except (duckdb.OutOfMemoryException, MemoryError):
        return _fail(f"the query needs more than its {order['memory_bytes'] / 1e6:,.0f} MB of memory")
    except (TradenlpError, duckdb.Error, OSError, ValueError) as error:  # errors of Arrow are of the last two kinds
        return _fail(str(error))
    return 0


def _end_with_asker() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(1)


def _open(order: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    _limit(order["memory_bytes"], order["seconds"])
    db = open_reader(order["path"])
    db.execute(f"SET memory_limit = '{order['memory_bytes']} B'")
    for statement in _LOCKS:
        db.execute(statement)
    return db


def _limit(memory: int, seconds: float) -> None:
    """Limits that the operating system keeps: they also hold where DuckDB forgets to count."""
    room = 1_000_000_000
    cpu = int(seconds * THREADS) + 10
    limits = {"AS": memory + room, "CPU": cpu, "FSIZE": 0, "CORE": 0}
    for name, most in limits.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def _answer(db: duckdb.DuckDBPyConnection, statements: list[duckdb.Statement], out: Any) -> None:
    import pyarrow as pa  # takes as long to load as all the rest: what is refused is refused before

    out.write(b"\n")
    out.flush()
    *prepared, query = statements
    for statement in prepared:
        db.execute(statement)
    reader = db.execute(query).to_arrow_reader(BATCH_ROWS)
    with pa.ipc.new_stream(out, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
            out.flush()


def admitted(db: duckdb.DuckDBPyConnection, sql: str) -> list[duckdb.Statement]:
    """The statements of a query: one SELECT (or FROM, SHOW, DESCRIBE, SUMMARIZE …), or the EXPLAIN of one.

    DuckDB itself puts the creation of a temporary type before a PIVOT whose columns it has to look up.
    Raises WarehouseError for everything else.
    """
    statements = db.extract_statements(sql)
    if not statements:
        raise WarehouseError("there is no statement in the query")
    *before, last = statements
    if any(one.query or one.type != duckdb.StatementType.CREATE for one in before):
        raise WarehouseError("one statement at a time")
    if last.type == duckdb.StatementType.EXPLAIN:
        inner = db.extract_statements(_EXPLAIN.sub("", last.query, count=1))
        if [one.type for one in inner] == [duckdb.StatementType.SELECT]:
            return statements
    elif last.type == duckdb.StatementType.SELECT or _reads(last):
        return statements
    raise WarehouseError(f"only queries are allowed, this is {last.type.name}; the database is read-only here")


def _reads(statement: duckdb.Statement) -> bool:
    form = _READS.get(statement.type.name)
    return bool(form and form.match(statement.query))


def _fail(message: str) -> int:
    sys.stderr.write(message[:4000])
    return 1


if __name__ == "__main__":
    try:
        code = main()
    except BaseException as error:
        code = _fail(f"{type(error).__name__}: {error}")
    sys.stderr.flush()
    os._exit(code)  # at once: the thread that reads standard input cannot be waited for
