"""Exports hold what the tables hold, say what each column means, and are there as a whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from tradenlp.cli import app
from tradenlp.errors import InputError
from tradenlp.explore import results
from tradenlp.explore.export import FACTS, export
from tradenlp.warehouse.database import open_writer


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_writer(tmp_path_factory.mktemp("db") / "facts.duckdb") as connection:
        connection.execute(
            "INSERT INTO articles BY NAME SELECT 'a' AS article_id, 'files' AS source_id, "
            "'Said \"no\", twice' AS title, "
            "['A. B', 'C'] AS authors, TIMESTAMPTZ '2025-01-02 03:04:05+00' AS published_at, "
            "E'First line\nsecond, line' AS text, '' AS text_sha256, 4 AS word_count, now() AS ingested_at"
        )
        connection.execute(
            "INSERT INTO measures BY NAME SELECT 'm1' AS measure_id, 'a' AS article_id, 'import_tariff' AS type, "
            "['US'] AS imposers, [] AS targets, ['tin, refined', 'a \"rod\"'] AS goods, 25.5 AS rate, "
            "'in_force' AS status, 'harmful' AS stance"
        )
        yield connection


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_every_fact_table_is_written_with_its_dictionary(
    db: duckdb.DuckDBPyConnection, tmp_path: Path, form: str
) -> None:
    written = export(db, tmp_path / "out", form)
    assert [one.name for one in written] == list(FACTS)
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert names == {f"{table}.{form}" for table in FACTS} | {"DICTIONARY.md", "datapackage.json"}
    assert {one.name: one.rows for one in written}["measures"] == 1


def test_values_survive_in_every_format(db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for form in ("parquet", "csv", "jsonl"):
        export(db, tmp_path / form, form, ["measures", "articles"])
    goods = ["tin, refined", 'a "rod"']
    parquet = pq.read_table(tmp_path / "parquet" / "measures.parquet").to_pylist()[0]
    line = json.loads((tmp_path / "jsonl" / "measures.jsonl").read_text())
    with (tmp_path / "csv" / "measures.csv").open(newline="") as file:
        row = next(csv.DictReader(file))
    assert parquet["goods"] == line["goods"] == json.loads(row["goods"]) == goods
    assert parquet["rate"] == line["rate"] == float(row["rate"]) == 25.5
    assert line["until"] is None
    with (tmp_path / "csv" / "articles.csv").open(newline="") as file:
        assert next(csv.DictReader(file))["text"] == "First line\nsecond, line"


def test_what_was_known_before_is_written_where_it_is_asked_for(db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (written,) = export(db, tmp_path / "out", "csv", ["history.measures"])
    assert (written.rows, written.file.name) == (0, "history.measures.csv")
    assert "known_until" in written.file.read_text()
    assert "### history.measures" in (tmp_path / "out" / "DICTIONARY.md").read_text()


def test_the_package_describes_every_column(db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(db, tmp_path / "out", "csv", ["measures", "interventions"])
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    measures, interventions = package["resources"]
    assert measures["path"] == "measures.csv"
    fields = {field["name"]: field for field in measures["schema"]["fields"]}
    assert fields["rate"] == {"name": "rate", "type": "number", "description": "Its level"}
    assert fields["goods"]["type"] == "array"
    assert fields["status"]["constraints"] == {"required": True}
    columns = [column[0] for column in db.execute("SELECT * FROM interventions LIMIT 0").description or []]
    assert [field["name"] for field in interventions["schema"]["fields"]] == columns
    assert "One row per trade-policy measure" in (tmp_path / "out" / "DICTIONARY.md").read_text()


def test_parquet_files_carry_the_comments_themselves(db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(db, tmp_path / "out", tables=["measures"])
    metadata = pq.read_metadata(tmp_path / "out" / "measures.parquet").metadata
    assert metadata[b"column rate"] == b"Its level"


def test_other_things_are_never_overwritten(db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    for overwrite in (False, True):
        with pytest.raises(InputError, match=r"not empty|no earlier export"):
            export(db, mine, overwrite=overwrite)
    assert (mine / "thesis.txt").read_text() == "years of work"


def test_an_earlier_export_is_replaced_as_a_whole(db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(db, tmp_path / "out", "csv", ["measures", "dates"])
    export(db, tmp_path / "out", "jsonl", ["measures"], overwrite=True)
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert names == {"measures.jsonl", "DICTIONARY.md", "datapackage.json"}


def test_an_export_that_fails_leaves_nothing(db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no table or view nonsense"):
        export(db, tmp_path / "out", tables=["measures", "nonsense"])
    with pytest.raises(InputError, match="parquet, csv, jsonl"):
        export(db, tmp_path / "out", "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_command_lists_what_it_wrote(tmp_path: Path) -> None:
    open_writer(tmp_path / "facts.duckdb").close()
    words = ["export", str(tmp_path / "out"), "--db", str(tmp_path / "facts.duckdb"), "--table", "measures"]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0
    assert done.stdout.split() == ["0", str(tmp_path / "out" / "measures.parquet")]


def told(table: pa.Table, form: str, tmp_path: Path) -> str:
    results.write_result(results.Whole(table), form, tmp_path / "result")
    return (tmp_path / "result").read_text()


def test_a_result_cannot_steer_the_terminal(tmp_path: Path) -> None:
    shown = told(pa.table({"title": ["\x1b[2Jgone [bold red]loud[/]"]}), "table", tmp_path)
    assert "\x1b" not in shown
    assert "[bold red]loud[/]" in shown


def test_columns_of_one_name_are_all_there(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], names=["a", "a", "a_1"])
    assert told(table, "csv", tmp_path) == "a,a,a_1\n1,2,3\n"
    (row,) = json.loads(told(table, "json", tmp_path))
    assert list(row.values()) == [1, 2, 3]
    results.write_result(results.Whole(table), "parquet", tmp_path / "result")
    assert pq.read_table(tmp_path / "result").num_columns == 3


def test_json_has_no_infinities_and_an_empty_result_is_a_list(tmp_path: Path) -> None:
    assert json.loads(told(pa.table({"x": [float("inf"), float("nan"), 1.5]}), "json", tmp_path)) == [
        {"x": None},
        {"x": None},
        {"x": 1.5},
    ]
    assert json.loads(told(pa.table({"x": pa.array([], pa.int64())}), "json", tmp_path)) == []
    assert told(pa.table({"x": [1, 2]}), "jsonl", tmp_path) == '{"x": 1}\n{"x": 2}\n'


def test_a_long_result_says_that_it_goes_on(tmp_path: Path) -> None:
    assert "only the first 200 rows" in told(pa.table({"x": list(range(201))}), "table", tmp_path)
    assert "only the first" not in told(pa.table({"x": list(range(200))}), "table", tmp_path)


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    class Breaks:
        schema = pa.schema([("x", pa.int64())])

        @property
        def batches(self) -> Iterator[pa.RecordBatch]:
            yield pa.record_batch({"x": [1]})
            raise RuntimeError("the query was stopped")

    (tmp_path / "result").write_text("what was there")
    with pytest.raises(RuntimeError):
        results.write_result(Breaks(), "csv", tmp_path / "result")
    assert (tmp_path / "result").read_text() == "what was there"
    assert [file.name for file in tmp_path.iterdir()] == ["result"]
