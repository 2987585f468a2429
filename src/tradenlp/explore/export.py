"""Writes tables as files, with a data dictionary beside them that says what each column holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tradenlp.errors import InputError
from tradenlp.explore.dictionary import Relation, as_markdown, relations

FACTS = (
    "articles",
    "actors",
    "actor_mentions",
    "dates",
    "figures",
    "goods_mentions",
    "measures",
    "measure_mentions",
    "events",
    "statements",
    "evidence",
    "extractions",
    "sources",
)
"""what is exported where nothing else is asked for"""
PACKAGE_FILE = "datapackage.json"
DICTIONARY_FILE = "DICTIONARY.md"


@dataclass(frozen=True, slots=True)
class _Format:
    suffix: str
    media_type: str
    options: str
    lists_as_json: bool = False


_FORMATS = {
    "parquet": _Format("parquet", "application/vnd.apache.parquet", "FORMAT parquet, COMPRESSION zstd"),
    "csv": _Format("csv", "text/csv", "FORMAT csv, HEADER true", lists_as_json=True),
    "jsonl": _Format("jsonl", "application/jsonl", "FORMAT json, ARRAY false"),
}

_FIELD_TYPES = {
    "VARCHAR": "string",
    "BLOB": "string",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "JSON": "object",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """One file written."""

    name: str
    rows: int
    file: Path


def export(
    db: duckdb.DuckDBPyConnection,
    folder: Path,
    form: str = "parquet",
    tables: Sequence[str] = FACTS,
    *,
    overwrite: bool = False,
) -> list[Exported]:
    """Write tables or views to `folder`, a file each, with DICTIONARY.md and datapackage.json; all of it or nothing.

    datapackage.json follows the Frictionless Data Package and Table Schema. Lists are JSON texts in CSV. `overwrite`
    replaces an earlier export. Raises InputError for an unknown format or table, and for a folder that holds other
    things.
    """
    if form not in _FORMATS:
        raise InputError(f"unknown format {form!r}; choose one of {', '.join(_FORMATS)}")
    chosen = _chosen(db, tables)
    _check_free(folder, overwrite)
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        counts = [_write(db, table, part / _file_name(table, form), form) for table in chosen]
        (part / DICTIONARY_FILE).write_text(as_markdown(chosen), encoding="utf-8")
        package = json.dumps(data_package(chosen, form), ensure_ascii=False, indent=1)
        (part / PACKAGE_FILE).write_text(package + "\n", encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return [
        Exported(table.name, rows, folder / _file_name(table, form)) for table, rows in zip(chosen, counts, strict=True)
    ]


def _chosen(db: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[Relation]:
    known = {relation.name: relation for relation in relations(db)}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise InputError(f"no table or view {', '.join(unknown)}; there are {', '.join(known)}")
    return [known[name] for name in dict.fromkeys(names)]


def _check_free(folder: Path, overwrite: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder")
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not overwrite:
        raise InputError(f"{folder} is not empty; name another folder, or replace an earlier export with --overwrite")
    if not (folder / PACKAGE_FILE).exists():
        raise InputError(f"{folder} holds no earlier export (no {PACKAGE_FILE}), so it is left alone")


def _file_name(table: Relation, form: str) -> str:
    return f"{table.name}.{_FORMATS[form].suffix}"


def _write(db: duckdb.DuckDBPyConnection, table: Relation, file: Path, form: str) -> int:
    kind = _FORMATS[form]
    columns = [_column(c.name, c.type, kind.lists_as_json) for c in table.columns]
    options = kind.options
    if form == "parquet":
        comments = {"table": table.comment} | {f"column {c.name}": c.comment for c in table.columns if c.comment}
        options += f", KV_METADATA {{{', '.join(f'{_text(k)}: {_text(v)}' for k, v in comments.items())}}}"
    row = db.execute(
        f"COPY (SELECT {', '.join(columns)} FROM {table.name}) TO {_text(str(file))} ({options})"
    ).fetchone()
    return int(row[0]) if row else 0


def _column(name: str, type_: str, lists_as_json: bool) -> str:
    return f'to_json("{name}")::VARCHAR AS "{name}"' if lists_as_json and type_.endswith("[]") else f'"{name}"'


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def data_package(tables: Sequence[Relation], form: str) -> dict[str, Any]:
    """The tables as a Frictionless Data Package descriptor."""
    resources = [
        {
            "name": table.name.replace("_", "-").replace(".", "-"),
            "path": _file_name(table, form),
            "format": _FORMATS[form].suffix,
            "mediatype": _FORMATS[form].media_type,
            "encoding": "utf-8",
            "description": table.comment,
            "schema": {
                "fields": [_field(c.name, c.type, c.comment, c.nullable or table.is_view) for c in table.columns]
            },
        }
        for table in tables
    ]
    return {"name": "tradenlp", "title": "Facts from news about trade policy", "resources": resources}


def _field(name: str, type_: str, comment: str, nullable: bool) -> dict[str, Any]:
    kind = "array" if type_.endswith("[]") else _FIELD_TYPES.get(type_, "integer" if "INT" in type_ else "any")
    field: dict[str, Any] = {"name": name, "type": kind}
    if comment:
        field["description"] = comment
    if not nullable:
        field["constraints"] = {"required": True}
    return field
