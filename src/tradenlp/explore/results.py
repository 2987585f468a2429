"""Prints query results: a table for people, CSV, JSON and Parquet for programs. Rows are written as they come."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tradenlp.errors import InputError

MAX_ROWS = 200
"""rows that a table for people shows"""
MAX_CELL = 2_000
"""characters that a cell of such a table shows"""
ROW_GROUP = 100_000
"""rows of a Parquet row group"""
_CONTROL = {code: "�" for code in (*range(32), *range(127, 160)) if code not in (9, 10)}


class Rows(Protocol):
    """A result that is read once, in batches."""

    @property
    def schema(self) -> pa.Schema:
        """Names and types of the columns."""
        ...

    @property
    def batches(self) -> Iterable[pa.RecordBatch]:
        """The rows."""
        ...


class Whole:
    """A table as a result."""

    def __init__(self, table: pa.Table) -> None:
        self.schema: pa.Schema = table.schema
        self.batches: Iterable[pa.RecordBatch] = table.to_batches()


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
    return _rich_table(data.schema, _values(data.slice(0, MAX_ROWS).to_batches()), title)


def _rich_table(schema: pa.Schema, rows: Iterable[tuple[Any, ...]], title: str | None = None) -> Table:
    table = Table(title=title, header_style="bold", title_justify="left")
    for field in schema:
        numeric = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
        table.add_column(field.name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*[_shown(value) for value in row])
    return table


def _shown(value: Any) -> Text:
    """Text that cannot steer the terminal: markup as it stands, control characters replaced, long cells cut."""
    text = cell(value)
    return Text((text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…").translate(_CONTROL))


def _values(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*[column.to_pylist() for column in batch.columns], strict=True)


def _write_table(data: Rows, out: IO[str]) -> None:
    values = _values(data.batches)
    shown = list(islice(values, MAX_ROWS))
    console = Console(file=out, width=None if out.isatty() else 160)
    console.print(_rich_table(data.schema, shown))
    if not shown:
        console.print("no rows")
    elif next(values, None) is not None:
        console.print(f"only the first {MAX_ROWS} rows are shown; use --format csv for all")


def _write_csv(data: Rows, out: IO[str]) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(data.schema.names)
    for row in _values(data.batches):
        writer.writerow([_csv_value(value) for value in row])


def _csv_value(value: Any) -> Any:
    if isinstance(value, list | dict):
        return _json(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.hex() if isinstance(value, bytes) else value


def _write_json(data: Rows, out: IO[str]) -> None:
    between = "[\n"
    for row in _objects(data):
        out.write(between + " " + row)
        between = ",\n"
    out.write("[]\n" if between == "[\n" else "\n]\n")


def _write_json_lines(data: Rows, out: IO[str]) -> None:
    for row in _objects(data):
        out.write(row + "\n")


def _objects(data: Rows) -> Iterator[str]:
    names = _distinct(data.schema.names)
    for row in _values(data.batches):
        yield _json(dict(zip(names, row, strict=True)))


def _distinct(names: Iterable[str]) -> list[str]:
    """Column names, those that come again numbered: a, a_1."""
    found: dict[str, None] = {}
    for name in names:
        again = sum(other == name or other.rpartition("_")[0] == name for other in found) if name in found else 0
        found[f"{name}_{again}" if again else name] = None
    return list(found)


def _json(value: Any) -> str:
    return json.dumps(_finite(value), ensure_ascii=False, default=_plain)


def _finite(value: Any) -> Any:
    """JSON knows no infinities: null instead."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list | tuple) else value


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)


_WRITERS: dict[str, Callable[[Rows, IO[str]], None]] = {
    "table": _write_table,
    "csv": _write_csv,
    "json": _write_json,
    "jsonl": _write_json_lines,
}
FORMATS = ("table", "csv", "json", "parquet", "jsonl")


def write_result(data: Rows, form: str, output: Path | None = None) -> None:
    """Write a result to a file, which is there when it is whole, or to standard output.

    Raises InputError for an unknown form, and for Parquet on a terminal, which would show as noise.
    """
    if form not in FORMATS:
        raise InputError(f"unknown format {form!r}; choose one of {', '.join(FORMATS)}")
    if form == "parquet":
        _write_parquet(data, output)
    elif output is None:
        _WRITERS[form](data, sys.stdout)
    else:
        with replaced_when_done(output) as part, part.open("w", encoding="utf-8", newline="") as file:
            _WRITERS[form](data, file)


@contextmanager
def replaced_when_done(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place at the end of the block, and vanishes where the block raises."""
    if path.exists() and not path.is_file():  # a pipe or a device
        yield path
        return
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_parquet(data: Rows, output: Path | None) -> None:
    if output is not None:
        with replaced_when_done(output) as part:
            _stream_parquet(data, part)
    elif sys.stdout.isatty():
        raise InputError("Parquet is binary: name a file with --output, or redirect the output")
    else:
        _stream_parquet(data, pa.PythonFile(sys.stdout.buffer, mode="w"))


def _stream_parquet(data: Rows, sink: Any) -> None:
    """Row groups of a hundred thousand rows: batches as they come would make a file of crumbs."""
    names = _distinct(data.schema.names)
    schema = pa.schema([field.with_name(name) for field, name in zip(data.schema, names, strict=True)])
    with pq.ParquetWriter(sink, schema) as writer:
        waiting, rows = list[pa.RecordBatch](), 0
        for batch in data.batches:
            waiting.append(batch.rename_columns(names))
            rows += batch.num_rows
            if rows >= ROW_GROUP:
                writer.write_table(pa.Table.from_batches(waiting, schema))
                waiting, rows = [], 0
        writer.write_table(pa.Table.from_batches(waiting, schema))
