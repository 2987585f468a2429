"""The hard cases of the intake, through the whole walk: what `fixtures/pages/cases.toml` says must come of each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import duckdb
import pytest

from tests.conftest import ROOT
from tradenlp.pipeline import ingest
from tradenlp.settings import read_settings
from tradenlp.warehouse.database import open_reader

FIXTURES = ROOT / "fixtures"
CASES: list[dict[str, Any]] = tomllib.loads((FIXTURES / "pages" / "cases.toml").read_text(encoding="utf-8"))["case"]
COLUMNS = "article_id, title, text, language, published_on::varchar AS published_on, url, canonical_url, duplicate_of"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The articles that a case is a copy or a later version of, and then all the cases at once."""
    folder = tmp_path_factory.mktemp("intake")
    settings = read_settings(data_dir=folder, database=folder / "facts.duckdb", workers=1)
    slugs = [slug for case in CASES for key in ("duplicate_of", "updates") if (slug := case.get(key))]
    ingest([str(FIXTURES / "articles" / slug / "page.html") for slug in slugs], settings, print)
    ingest([str(FIXTURES / "pages")], settings, print)
    with closing(open_reader(settings.database_path)) as opened:
        yield opened


def rows(db: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[dict[str, Any]]:
    found = db.execute(sql, values)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def plain(text: str | None) -> str:
    """White space of every kind counts alike."""
    return " ".join((text or "").split())


def stem(case: dict[str, Any]) -> str:
    return str(case["file"]).rsplit(".", 1)[0]


def rejected(db: duckdb.DuckDBPyConnection, case: dict[str, Any]) -> list[str]:
    name = rf"(^|/){re.escape(stem(case))}(\.\w+)?$"
    return [row["reason"] for row in rows(db, "SELECT reason FROM rejects WHERE regexp_matches(url, ?)", name)]


def article(db: duckdb.DuckDBPyConnection, case: dict[str, Any]) -> dict[str, Any]:
    (found,) = rows(db, f"SELECT {COLUMNS} FROM articles WHERE external_id = ?", stem(case))
    return found


def of_outcome(outcome: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [c for c in CASES if c["outcome"] == outcome], ids=lambda case: case["id"])


@of_outcome("article")
def test_one_article_goes_in(db: duckdb.DuckDBPyConnection, case: dict[str, Any]) -> None:
    found = article(db, case)
    assert rejected(db, case) == []
    assert plain(found["title"]) == plain(case["title"])
    assert (found["language"], found["published_on"]) == (case["language"], case["published_at"])
    assert case.get("url") in (None, found["url"], found["canonical_url"])


@of_outcome("article")
def test_its_text_is_whole_and_nothing_else(db: duckdb.DuckDBPyConnection, case: dict[str, Any]) -> None:
    text = plain(article(db, case)["text"])
    assert [part for part in case["contains"] if plain(part) not in text] == []
    assert [part for part in case.get("lacks", []) if plain(part) in text] == []
    assert plain(case["title"]) not in text


@of_outcome("reject")
def test_a_row_of_rejects_says_why_and_no_article_goes_in(db: duckdb.DuckDBPyConnection, case: dict[str, Any]) -> None:
    (reason,) = rejected(db, case)
    assert reason in case["reasons"]
    assert not rows(db, "SELECT title FROM articles WHERE external_id = ?", stem(case))


@of_outcome("reject")
def test_nothing_of_a_refused_page_becomes_text_or_fact(db: duckdb.DuckDBPyConnection, case: dict[str, Any]) -> None:
    for part in case.get("lacks", []):
        assert not rows(db, "SELECT title FROM articles WHERE contains(text, ?)", part)
        for amount in re.findall(r"[$€£]\d+", part):
            assert not rows(db, "SELECT text FROM figures WHERE text = ?", amount)


@of_outcome("records")
def test_good_records_go_in_and_the_rest_is_told(db: duckdb.DuckDBPyConnection, case: dict[str, Any]) -> None:
    found = rows(
        db, "SELECT external_id FROM articles WHERE list_contains(?, external_id) ORDER BY 1", case["articles"]
    )
    reasons = rejected(db, case)
    assert [row["external_id"] for row in found] == case["articles"]
    assert (len(reasons), set(reasons)) == (case["rejects"], set(case["reasons"]))


@pytest.mark.parametrize("case", [c for c in CASES if c.get("duplicate_of")], ids=lambda case: case["id"])
def test_a_copy_names_the_first(db: duckdb.DuckDBPyConnection, case: dict[str, Any]) -> None:
    (first,) = rows(db, "SELECT article_id FROM articles WHERE external_id = ?", case["duplicate_of"])
    assert article(db, case)["duplicate_of"] == first["article_id"]


@pytest.mark.parametrize("case", [c for c in CASES if c.get("updates")], ids=lambda case: case["id"])
def test_a_later_version_takes_the_place_of_the_first(db: duckdb.DuckDBPyConnection, case: dict[str, Any]) -> None:
    found = article(db, case)
    same = rows(db, "SELECT external_id FROM articles WHERE canonical_url = ?", found["canonical_url"])
    assert same == [{"external_id": stem(case)}]
    for part in case["lacks"]:
        for price in re.findall(r"[$€£]\d+", part):
            assert not rows(
                db, "SELECT text FROM figures WHERE article_id = ? AND text = ?", found["article_id"], price
            )
