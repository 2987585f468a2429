"""Score floors: on the project's own articles always, on outside cases where there are any. They only ever rise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT
from tradenlp.explore.evaluate import Report, evaluate
from tradenlp.pipeline import ingest
from tradenlp.settings import read_settings
from tradenlp.warehouse.database import open_reader

FIXTURES = ROOT / "fixtures" / "articles"
FLOORS = {
    "actors": 0.98,
    "dates": 0.98,
    "figures": 0.975,
    "measures": 0.735,
    "events": 0.84,
    "statements": 0.965,
}
OUTSIDE_FLOORS = {
    "actors": 0.975,
    "dates": 0.985,
    "figures": 0.98,
    "measures": 0.83,
    "events": 0.83,
    "statements": 0.94,
}


@pytest.fixture(scope="module")
def fixture_facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(facts_of(tmp_path_factory.mktemp("fixtures"), FIXTURES)) as db:
        yield db


def facts_of(folder: Path, *inputs: Path) -> duckdb.DuckDBPyConnection:
    settings = read_settings(data_dir=folder, database=folder / "facts.duckdb", workers=1)
    ingest([str(path) for path in inputs], settings, lambda _: None)
    return open_reader(settings.database_path)


def below(report: Report, floors: dict[str, float]) -> dict[str, str]:
    scores = {kind: report.scores[kind].f1 for kind in floors}
    return {kind: f"{scores[kind]:.3f} < {floor}" for kind, floor in floors.items() if scores[kind] < floor}


@pytest.mark.slow
def test_scores_on_our_own_articles_stay_above_their_floors(fixture_facts: duckdb.DuckDBPyConnection) -> None:
    report = evaluate(fixture_facts, [FIXTURES])
    assert not report.absent
    assert not below(report, FLOORS)


@pytest.mark.slow
def test_every_fact_of_our_own_articles_points_at_its_words(fixture_facts: duckdb.DuckDBPyConnection) -> None:
    for table in ("actor_mentions", "dates", "figures", "measure_mentions", "events", "statements", "evidence"):
        wrong = fixture_facts.execute(
            f"SELECT f.text FROM {table} f JOIN articles a USING (article_id) WHERE f.text IS DISTINCT FROM "
            "substr(CASE WHEN in_title THEN a.title ELSE a.text END, start_char + 1, end_char - start_char)"
        ).fetchall()
        assert not wrong, table


@pytest.mark.slow
def test_scores_on_outside_cases_stay_above_their_floors(outside_cases: Path, tmp_path: Path) -> None:
    files = sorted(outside_cases.glob("*/articles.jsonl"))
    with closing(facts_of(tmp_path, *files)) as db:
        report = evaluate(db, [file.with_name("gold") for file in files])
    assert not report.absent
    assert not below(report, OUTSIDE_FLOORS)


@pytest.mark.slow
def test_outside_texts_as_bare_files_give_the_same_facts_but_for_dates(outside_cases: Path, tmp_path: Path) -> None:
    folders = [
        file.parent for file in sorted(outside_cases.glob("*/articles.jsonl")) if list(file.parent.glob("*.txt"))
    ]
    if not folders:
        pytest.skip("the outside cases hold no bare text files")
    undated = {
        "articles": "external_id, title, text",
        "actor_mentions": "article_id, actor_id, text, start_char, in_title",
        "figures": "article_id, text, value, unit, modifier, start_char",
        "statements": "article_id, speaker, quote",
        "measures": "article_id, type, imposers, targets, goods, rate",
    }
    records = facts_of(tmp_path / "records", *(folder / "articles.jsonl" for folder in folders))
    bare = facts_of(tmp_path / "bare", *(path for folder in folders for path in sorted(folder.glob("*.txt"))))
    for table, columns in undated.items():
        left, right = (
            sorted(map(repr, db.execute(f"SELECT {columns} FROM {table}").fetchall())) for db in (records, bare)
        )
        assert left == right, table
