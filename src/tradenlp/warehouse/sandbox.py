"""Runs a user's SQL: read-only, without files, network, extensions or settings, within time and memory limits."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pyarrow as pa

from tradenlp.errors import WarehouseError
from tradenlp.warehouse.database import open_reader

_LOCKS = (
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET threads = 2",
    "SET lock_configuration = true",
)


def run_sql(path: Path | str, sql: str, seconds: float = 60.0, memory: str = "2GB") -> pa.Table:
    """The result of one SQL statement as an Arrow table.

    Raises WarehouseError with DuckDB's words where the statement is wrong, forbidden, or exceeds its limits.
    """
    db = open_reader(path)
    timer = threading.Timer(seconds, db.interrupt)
    try:
        db.execute(f"SET memory_limit = '{memory}'")
        for statement in _LOCKS:
            db.execute(statement)
        timer.start()
        result = db.execute(sql)
        if result is None:
            raise WarehouseError("there is no statement in the query")
        return result.to_arrow_table()
    except duckdb.InterruptException as error:
        raise WarehouseError(f"the query took longer than {seconds:g} s and was stopped") from error
    except duckdb.Error as error:
        raise WarehouseError(str(error)) from error
    finally:
        timer.cancel()
        db.close()
