"""The commands as users type them: what they print, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from tradenlp.cli import app
from tradenlp.errors import InputError, WarehouseError
from tradenlp.pipeline import ingest
from tradenlp.settings import read_settings

STORY = {
    "id": "tin",
    "published_at": "2024-02-02",
    "title": "Peru puts a 5 percent duty on tin exports",
    "text": (
        "Peru imposed an export duty of 5 percent on tin concentrate on Thursday, the finance ministry said. "
        "Exports of tin fell 12 percent to $310 million in 2023.\n"
        "“This will keep jobs at home,” said Economy Minister Alex Contreras. Peru and Bolivia will hold talks in Lima "
        "in March."
    ),
}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    path = folder / "story.jsonl"
    path.write_text(json.dumps(STORY))
    ingest([str(path)], read_settings(data_dir=folder, database=folder / "facts.duckdb", workers=1), lambda _: None)
    return folder / "facts.duckdb"


def call(*words: object, code: int = 0) -> str:
    """What a command prints on standard output."""
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


def test_sql_prints_a_table(db: Path) -> None:
    shown = call("sql", "SELECT text, value, unit FROM figures ORDER BY start_char", "--db", db)
    assert "12 percent" in shown
    assert "310,000,000" in shown


def test_sql_as_csv_and_json_gives_what_programs_read(db: Path) -> None:
    query = "SELECT text, value FROM figures WHERE NOT in_title ORDER BY start_char"
    from_csv = list(csv.DictReader(io.StringIO(call("sql", query, "--db", db, "--format", "csv"))))
    from_json = json.loads(call("sql", query, "--db", db, "--format", "json"))
    assert [row["text"] for row in from_csv] == [row["text"] for row in from_json]
    assert [float(row["value"]) for row in from_csv] == [row["value"] for row in from_json]
    assert 310_000_000 in [row["value"] for row in from_json]


def test_sql_as_parquet_keeps_types(db: Path, tmp_path: Path) -> None:
    call(
        "sql",
        "SELECT published_at, authors FROM articles",
        "--db",
        db,
        "--format",
        "parquet",
        "--output",
        tmp_path / "a",
    )
    table = pq.read_table(tmp_path / "a")
    assert [str(field.type) for field in table.schema] == ["timestamp[us, tz=UTC]", "list<element: string>"]


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * FROM no_such_table", "no_such_table"),
        ("SELEC 1", "syntax error"),
        ("COPY articles TO 'stolen.csv'", "only queries"),
        ("SELECT * FROM read_csv('/etc/passwd')", "disabled by configuration"),
        ("ATTACH 'other.duckdb'", "only queries"),
        ("DELETE FROM articles", "read-only"),
        ("SET threads = 8", "only queries"),
        ("", "no statement"),
        ("SELECT count(*) FROM range(100000000) a, range(100000000) b", "longer than 1 s"),
    ],
)
def test_sql_refuses_what_is_wrong_or_forbidden(db: Path, query: str, complaint: str) -> None:
    with pytest.raises(WarehouseError, match=complaint):
        call("sql", query, "--db", db, "--seconds", "1")


def test_an_unknown_format_names_the_known_ones(db: Path) -> None:
    with pytest.raises(InputError, match="table, csv, json, parquet"):
        call("sql", "SELECT 1", "--db", db, "--format", "xml")


def test_show_prints_text_measures_and_quotations(db: Path) -> None:
    shown = call("show", "tin", "--db", db)
    for words in ("Peru puts a 5 percent duty", "Measures", "export_tax", "Figures", "Who said what"):
        assert words in shown


def test_show_tells_which_articles_a_name_fits(db: Path) -> None:
    with pytest.raises(InputError, match="no article 'zinc'"):
        call("show", "zinc", "--db", db)


def test_explain_says_which_words_gave_each_slot(db: Path) -> None:
    measure = json.loads(call("sql", "SELECT measure_id FROM measures", "--db", db, "--format", "json"))[0][
        "measure_id"
    ]
    shown = call("explain", measure, "--db", db)
    assert "type" in shown
    assert "imposers" in shown
    with pytest.raises(InputError, match="no measure or event"):
        call("explain", "zzz", "--db", db)


def test_extract_again_and_doctor(db: Path) -> None:
    assert "1 articles extracted" in call("extract", "--db", db, "--all", "--workers", "1")
    told = call("doctor", "--db", db)
    assert "offsets match" in told
    assert "BAD" not in told


def test_doctor_finds_what_is_wrong(db: Path, tmp_path: Path) -> None:
    import shutil

    from tradenlp.warehouse.database import open_writer

    broken = tmp_path / "broken.duckdb"
    shutil.copy(db, broken)
    with open_writer(broken) as connection:
        connection.execute("UPDATE figures SET start_char = start_char + 1, end_char = end_char + 1")
        connection.execute("DELETE FROM actors WHERE actor_id = 'PE'")
    told = call("doctor", "--db", broken, code=1)
    assert "offsets do not match the text" in told
    assert "mentions of unknown actors" in told


def test_sources_lists_the_built_in_publishers() -> None:
    shown = call("sources")
    assert "World Trade Organization" in shown
    assert "https://" in shown


def test_evaluate_scores_against_gold(db: Path, tmp_path: Path) -> None:
    gold = {
        "actors": [{"id": "PE", "name": "Peru", "kind": "country", "mentions": ["Peru"]}],
        "figures": [{"text": "12 percent", "value": 12, "unit": "percent", "direction": "decrease"}],
        "dates": [{"text": "2023", "type": "date", "value": "2023", "start": "2023-01-01", "end": "2023-12-31"}],
        "statements": [{"speaker": "nobody", "quote": "This was never said at all"}],
    }
    (tmp_path / "tin.json").write_text(json.dumps(gold))
    shown = call("evaluate", tmp_path, "--db", db, "--misses")
    assert "This was never said at all" in shown
    assert "too many" in shown
    (tmp_path / "zinc.json").write_text("{}")
    call("evaluate", tmp_path, "--db", db, code=1)


@pytest.mark.parametrize(
    "command", ["ingest", "run", "extract", "sql", "show", "explain", "sources", "evaluate", "doctor"]
)
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert "Example: tradenlp" in call(command, "--help")


def test_errors_are_one_line_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tradenlp.cli", "sql", "SELECT 1", "--db", str(tmp_path / "none.duckdb")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error: there is no database at")
    assert len(done.stderr.strip().splitlines()) == 1


def test_ingest_in_a_pipe_prints_one_plain_line(tmp_path: Path) -> None:
    path = tmp_path / "story.jsonl"
    path.write_text(json.dumps(STORY))
    command = [sys.executable, "-m", "tradenlp.cli", "ingest", str(path), "--db", str(tmp_path / "f.duckdb")]
    done = subprocess.run([*command, "--workers", "1"], capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"1 articles extracted in {tmp_path / 'f.duckdb'}"]
