"""The data dictionary: every table, view, macro and column with the comment that the schema gives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, DuckDB type, whether it may be null, and what it holds."""

    name: str
    type: str
    nullable: bool
    comment: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view with its columns; those outside the schema main have its name in front: history.measures."""

    name: str
    is_view: bool
    comment: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro: called in FROM where it gives a table, anywhere else where it gives a value."""

    name: str
    parameters: tuple[str, ...]
    gives_table: bool
    comment: str


_RELATIONS = """
    WITH every AS (
        SELECT schema_name, table_name AS name, FALSE AS is_view, comment FROM duckdb_tables()
        UNION ALL
        SELECT schema_name, view_name, TRUE, comment FROM duckdb_views() WHERE NOT internal
    ),
    columns AS (
        SELECT schema_name, table_name AS name, list(
            [column_name, data_type, is_nullable::VARCHAR, coalesce(comment, '')] ORDER BY column_index) AS columns
        FROM duckdb_columns() WHERE NOT internal AND schema_name IN ('main', 'history') GROUP BY ALL
    )
    SELECT CASE schema_name WHEN 'main' THEN name ELSE schema_name || '.' || name END, is_view, comment, columns
    FROM every JOIN columns USING (schema_name, name)
    ORDER BY is_view, schema_name <> 'main', name
"""


def relations(db: duckdb.DuckDBPyConnection) -> list[Relation]:
    """Tables by name, those of the schema history behind the others, then views by name."""
    return [
        Relation(name, is_view, comment or "", tuple(Column(c[0], c[1], c[2] == "true", c[3]) for c in columns))
        for name, is_view, comment, columns in db.execute(_RELATIONS).fetchall()
    ]


def macros(db: duckdb.DuckDBPyConnection) -> list[Macro]:
    """Macros that give tables, then those that give values, each by name."""
    rows = db.execute(
        "SELECT function_name, parameters, function_type = 'table_macro' AS gives_table, comment "
        "FROM duckdb_functions() WHERE NOT internal AND function_type IN ('macro', 'table_macro') "
        "ORDER BY gives_table DESC, function_name"
    ).fetchall()
    return [
        Macro(name, tuple(parameters), gives_table, comment or "") for name, parameters, gives_table, comment in rows
    ]


def as_markdown(tables: Iterable[Relation], functions: Iterable[Macro] = ()) -> str:
    """The dictionary as a page: tables and views with their columns, then macros."""
    tables, functions = list(tables), list(functions)
    parts = ["# Data dictionary\n"]
    for heading, views in (("Tables", False), ("Views", True)):
        chosen = [table for table in tables if table.is_view == views]
        if chosen:
            parts += [f"## {heading}\n", *[_table(table) for table in chosen]]
    if functions:
        parts += ["## Macros\n", _macros(functions)]
    return "\n".join(parts)


def _table(table: Relation) -> str:
    commented = any(column.comment for column in table.columns)
    lines = ["| column | type |" + (" |" if commented else ""), "| --- | --- |" + (" --- |" if commented else "")]
    for column in table.columns:
        kind = column.type + ("" if column.nullable or table.is_view else ", not null")
        lines.append(f"| `{column.name}` | {kind} |" + (f" {_cell(column.comment)} |" if commented else ""))
    return f"### {table.name}\n\n{table.comment}.\n\n" + "\n".join(lines) + "\n"


def _macros(functions: list[Macro]) -> str:
    lines = ["| call | gives | |", "| --- | --- | --- |"]
    for macro in functions:
        call = f"{macro.name}({', '.join(macro.parameters)})"
        lines.append(f"| `{call}` | {'a table' if macro.gives_table else 'a value'} | {_cell(macro.comment)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
