"""Prints query results: a table for people, CSV, JSON and Parquet for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from tradenlp.errors import InputError

MAX_ROWS = 200
"""rows that a table for people shows"""


def cell(value: Any) -> str:
    """A value as people read it: lists joined by commas, whole floats without .0, midnight as a day, null empty."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) >= 10_000 else f"{value:g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if not (value.hour or value.minute or value.second) else f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def as_rich_table(data: pa.Table, title: str | None = None) -> Table:
    """The first MAX_ROWS rows; numbers stand to the right."""
    table = Table(title=title, header_style="bold", title_justify="left")
    for field in data.schema:
        numeric = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
        table.add_column(field.name, justify="right" if numeric else "left", overflow="fold")
    for row in data.slice(0, MAX_ROWS).to_pylist():
        table.add_row(*[cell(value) for value in row.values()])
    return table


def _write_table(data: pa.Table, out: IO[str]) -> None:
    width = None if out.isatty() else 160
    console = Console(file=out, width=width)
    console.print(as_rich_table(data))
    if data.num_rows > MAX_ROWS:
        console.print(f"{data.num_rows - MAX_ROWS:,} more rows; use --format csv for all")
    elif not data.num_rows:
        console.print("no rows")


def _write_csv(data: pa.Table, out: IO[str]) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(data.schema.names)
    for row in data.to_pylist():
        writer.writerow([json.dumps(v, default=_plain) if isinstance(v, list) else v for v in row.values()])


def _write_json(data: pa.Table, out: IO[str]) -> None:
    json.dump(data.to_pylist(), out, ensure_ascii=False, indent=1, default=_plain)
    out.write("\n")


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


_WRITERS: dict[str, Callable[[pa.Table, IO[str]], None]] = {
    "table": _write_table,
    "csv": _write_csv,
    "json": _write_json,
}
FORMATS = (*_WRITERS, "parquet")


def write_result(data: pa.Table, form: str, output: Path | None = None) -> None:
    """Write a result to a file, or to standard output.

    Raises InputError for an unknown form, and for Parquet on a terminal, which would show as noise.
    """
    if form == "parquet":
        _write_parquet(data, output)
    elif form not in _WRITERS:
        raise InputError(f"unknown format {form!r}; choose one of {', '.join(FORMATS)}")
    elif output is None:
        _WRITERS[form](data, sys.stdout)
    else:
        with output.open("w", encoding="utf-8", newline="") as file:
            _WRITERS[form](data, file)


def _write_parquet(data: pa.Table, output: Path | None) -> None:
    if output is not None:
        pq.write_table(data, output)
    elif sys.stdout.isatty():
        raise InputError("Parquet is binary: name a file with --output, or redirect the output")
    else:
        pq.write_table(data, pa.PythonFile(sys.stdout.buffer, mode="w"))
