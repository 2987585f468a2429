"""What the docs say of the database is what the database says: answers of documented queries, and the dictionary."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import closing

import duckdb
import pytest

from tests.conftest import ROOT
from tradenlp.warehouse.database import open_reader

sys.path.insert(0, str(ROOT / "docs"))
import update

PAGE = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
QUERIES = [(found["sql"], found["answer"]) for found in update.QUERY.finditer(PAGE)]
AGAIN = "run `python docs/update.py` and read what changes"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(open_reader(update.demo_database(tmp_path_factory.mktemp("demo")))) as db:
        yield db


@pytest.mark.slow
@pytest.mark.parametrize(("sql", "answer"), QUERIES, ids=[re.sub(r"\s+", " ", sql)[:70] for sql, _ in QUERIES])
def test_a_documented_query_has_its_documented_answer(demo: duckdb.DuckDBPyConnection, sql: str, answer: str) -> None:
    found = update.answer(demo, sql)
    assert len(found.splitlines()) > 3, "an answer without rows shows nothing"
    assert found == answer, AGAIN


def test_the_data_dictionary_is_that_of_the_schema() -> None:
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == update.dictionary(), AGAIN


SCHEMA = ROOT / "src" / "tradenlp" / "warehouse" / "schema"
MADE = re.compile(r"CREATE (?:VIEW|MACRO) (\w+)(?:\([^)]*\))? AS(?: TABLE)?$", re.MULTILINE)
HELPERS = {"bears_on", "measure_reports", "search_texts", "search_scores"}


@pytest.mark.parametrize("file", ["003_questions.sql", "005_search.sql"])
def test_every_question_that_the_schema_answers_is_documented(file: str) -> None:
    made = set(MADE.findall((SCHEMA / file).read_text(encoding="utf-8")))
    assert made
    assert {name for name in made - HELPERS if name not in PAGE} == set()
