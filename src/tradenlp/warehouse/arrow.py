"""Rows into tables by way of Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import duckdb
import pyarrow as pa

Row = tuple[Any, ...]
Schemas = Mapping[str, Any]
"""Arrow schema of every table, by its name; `history.measures` for tables of other schemas than main"""

_TYPES: dict[str, Any] = {
    "VARCHAR": pa.string(),
    "BLOB": pa.binary(),
    "VARCHAR[]": pa.list_(pa.string()),
    "DOUBLE": pa.float64(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC"),
    "JSON": pa.string(),
}

_COLUMNS = """
    SELECT CASE schema_name WHEN 'main' THEN table_name ELSE schema_name || '.' || table_name END,
           column_name, data_type
    FROM duckdb_columns()
    WHERE NOT internal AND schema_name IN ('main', 'history') AND database_name = current_database()
    ORDER BY 1, column_index
"""


def table_schemas(db: duckdb.DuckDBPyConnection) -> Schemas:
    """The Arrow schema of every table."""
    fields: dict[str, list[tuple[str, Any]]] = {}
    for table, column, kind in db.execute(_COLUMNS).fetchall():
        fields.setdefault(table, []).append((column, _TYPES.get(kind, pa.string())))
    return {table: pa.schema(columns) for table, columns in fields.items()}


def append(db: duckdb.DuckDBPyConnection, schemas: Schemas, table: str, rows: Sequence[Row], clause: str = "") -> None:
    """INSERT rows, whose values stand in the order of the table's columns; `clause` may be OR REPLACE or OR IGNORE."""
    if not rows:
        return
    schema = schemas[table]
    columns = [pa.array(column, type=field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)]
    incoming = pa.Table.from_arrays(columns, schema=schema)
    with registered(db, "incoming_rows", incoming):
        db.execute(f"INSERT {clause} INTO {table} SELECT * FROM incoming_rows")


@contextmanager
def registered(db: duckdb.DuckDBPyConnection, name: str, rows: Any) -> Iterator[None]:
    """Within the block an Arrow table can be asked by that name."""
    db.register(name, rows)
    try:
        yield
    except BaseException:
        # In a transaction that failed DuckDB 2.0 does nothing any more; the next of that name takes its place.
        with suppress(duckdb.Error):
            db.unregister(name)
        raise
    db.unregister(name)
