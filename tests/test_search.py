"""Full-text search: what is found, in which order, and that the index follows what is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from tradenlp.cli import app
from tradenlp.dedupe import fingerprint
from tradenlp.explore.search import Wanted, search, snippet
from tradenlp.facts import ArticleFacts, Statement
from tradenlp.records import Article
from tradenlp.warehouse.database import open_writer
from tradenlp.warehouse.load import Batch, Extracted, load_batch
from tradenlp.warehouse.search import tidy_index

STORIES = {
    "gallium": (
        "China licenses gallium",
        "Beijing put gallium and germanium under export control. Buyers in Japan hold stocks for two months.",
    ),
    "steel": (
        "Steel duties stay",
        "The U.S. keeps duties of 25% on steel. A licence for gallium was not discussed. Mills in Ohio were pleased.",
    ),
    "wine": ("Wine flows again", "Export of wine from Australia to China grew after the tariffs of 116.2% went."),
    "tax": ("Taxes on parcels", "Brussels taxes parcels from China. São Paulo does the same with a tax of 20 percent."),
}
QUOTES = {"gallium": "stocks for two months", "steel": "Mills in Ohio were pleased"}


def story(key: str, **changes: object) -> Extracted:
    title, text = STORIES[key]
    day = datetime(2024, 1, 1 + list(STORIES).index(key), 12, tzinfo=UTC)
    article = Article(key, "files", "", text, title, publisher=f"The {key.title()} Post", published_at=day)
    article = replace(article, published_at_origin="given", **changes)  # type: ignore[arg-type]
    whole = f"{title}\n\n{article.text}"
    quote = QUOTES.get(key, "")
    at = whole.find(quote)
    said = (Statement(at, at + len(quote), quote, None),) if quote and at >= 0 else ()
    return Extracted(article, ArticleFacts(statements=said), "in", 0.1, fingerprint(article.text))


def load(db: duckdb.DuckDBPyConnection, *stories: Extracted) -> None:
    load_batch(db, "r1", "v1", Batch(extracted=stories), frozenset())


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    """For tests that only ask."""
    with open_writer(":memory:") as connection:
        load(connection, *map(story, STORIES))
        yield connection


@pytest.fixture
def fresh() -> Iterator[duckdb.DuckDBPyConnection]:
    """For tests that store."""
    with open_writer(":memory:") as connection:
        load(connection, *map(story, STORIES))
        yield connection


def found(db: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in db.execute("SELECT article_id FROM search_articles($1)", [query]).fetchall()]


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("Tariffs, duties and TAXES!", ["tariff", "duty", "tax"]),
        ("the losses of businesses", ["loss", "business"]),
        ("U.S. steel at 34.5% or 1,000 tonnes", ["us", "steel", "34.5", "1,000", "tonne"]),
        ("São Paulo’s news", ["sao", "paulo", "new"]),
        ("gas, bus, analysis, us", ["gas", "bus", "analysis", "us"]),
        ("rare-earth 中国", ["rare", "earth", "中国"]),
        ("", []),
    ],
)
def test_words_are_compared_without_plural_case_and_accent(
    db: duckdb.DuckDBPyConnection, words: str, index: list[str]
) -> None:
    assert db.execute("SELECT words_of($1)", [words]).fetchall() == [(index,)]


def test_the_title_counts_more_and_rare_words_count_more(db: duckdb.DuckDBPyConnection) -> None:
    assert found(db, "gallium") == ["gallium", "steel"]
    assert found(db, "china wine")[0] == "wine"


def test_more_of_the_words_is_better(db: duckdb.DuckDBPyConnection) -> None:
    assert found(db, "gallium licence ohio")[0] == "steel"


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ('gallium "export control"', {"gallium"}),
        ("gallium -ohio", {"gallium"}),
        ("gallium -duties", {"gallium"}),
        ("duty", {"steel"}),
        ("sao paulo", {"tax"}),
        ("US", {"steel"}),
        ("116.2%", {"wine"}),
        ("the of and", set()),
        ("zinc", set()),
        ("", set()),
        ("'; DROP TABLE articles; --", set()),
        ('"', set()),
        ("%_\\ [a-z]* (", set()),
    ],
)
def test_what_a_query_finds(db: duckdb.DuckDBPyConnection, query: str, hits: set[str]) -> None:
    assert set(found(db, query)) == hits


def test_bm25_is_what_the_formula_gives(db: duckdb.DuckDBPyConnection) -> None:
    """ "wine" stands twice in the title as counted and once in the text of one of four articles."""
    from math import log

    lengths = dict(db.execute("SELECT article_id, words FROM search_documents WHERE start_char IS NULL").fetchall())
    times, mean = 3, sum(lengths.values()) / 4
    expected = log(1 + (4 - 1 + 0.5) / 1.5) * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * lengths["wine"] / mean))
    rows = db.execute("SELECT score FROM search_articles('wine')").fetchall()
    assert rows == [(round(expected, 3),)]


def test_quotations_are_found_by_their_own_words(db: duckdb.DuckDBPyConnection) -> None:
    assert db.execute("SELECT quote FROM search_statements('month stock')").fetchall() == [("stocks for two months",)]
    assert db.execute("FROM search_statements('germanium')").fetchall() == []


def test_a_changed_text_is_found_by_its_new_words_alone(fresh: duckdb.DuckDBPyConnection) -> None:
    load(fresh, story("wine", text="Nothing but beer is left."))
    assert found(fresh, "beer") == ["wine"]
    assert found(fresh, "australia") == []
    assert found(fresh, "wine") == ["wine"]


def test_a_sorted_index_finds_the_same_and_holds_nothing_old(fresh: duckdb.DuckDBPyConnection) -> None:
    for _ in range(3):
        load(fresh, *map(story, STORIES))
    before = {
        query: fresh.execute("FROM search_articles($1)", [query]).fetchall() for query in ("china", "gallium stock")
    }
    assert tidy_index(fresh)
    assert not tidy_index(fresh)
    for query, rows in before.items():
        assert fresh.execute("FROM search_articles($1)", [query]).fetchall() == rows
    left = fresh.execute("SELECT count(*) FROM search_words ANTI JOIN search_documents USING (number)").fetchall()
    assert left == [(0,)]
    words = [row[0] for row in fresh.execute("SELECT word FROM search_words").fetchall()]
    assert words == sorted(words)


def test_copies_are_not_listed(fresh: duckdb.DuckDBPyConnection) -> None:
    load(fresh, story("wine", duplicate_of="steel"))
    assert found(fresh, "wine") == []


def test_a_migrated_database_is_indexed_as_a_loaded_one(db: duckdb.DuckDBPyConnection) -> None:
    """The migration makes the index from the view `search_texts`, the load from what it stores."""
    stored = db.execute(
        "SELECT article_id, start_char, word, times FROM search_words JOIN search_documents USING (number) ORDER BY ALL"
    ).fetchall()
    afresh = db.execute(
        "SELECT article_id, start_char, word, count(*) FROM (SELECT article_id, start_char, unnest(words) AS word "
        "FROM search_texts) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert stored == afresh


@pytest.mark.parametrize(
    ("narrowed", "hits"),
    [
        ({"since": date(2024, 1, 3)}, ["wine", "tax"]),
        ({"until": date(2024, 1, 3)}, ["gallium", "wine"]),
        ({"publisher": "tax post"}, ["tax"]),
        ({"limit": 1}, ["gallium"]),
    ],
)
def test_hits_are_narrowed(db: duckdb.DuckDBPyConnection, narrowed: dict[str, object], hits: list[str]) -> None:
    table = search(db, Wanted("china", **narrowed))  # type: ignore[arg-type]
    assert sorted(table.column("article_id").to_pylist()) == sorted(hits)


def test_a_snippet_is_where_the_words_are() -> None:
    text = "Nothing here. " * 50 + "Then tariffs on steel rose. " + "Nothing there. " * 50
    cut = snippet(text, frozenset({"tariff", "steel"}))
    assert "tariffs on steel rose" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) < 300
    assert snippet("Short and\nsweet.", frozenset({"absent"})) == "Short and sweet."


def test_the_command_prints_hits_and_gives_them_to_programs(tmp_path: Path) -> None:
    path = tmp_path / "facts.duckdb"
    with open_writer(path) as connection:
        load(connection, *map(story, STORIES))
    shown = CliRunner().invoke(app, ["search", "gallium", "--db", str(path)], catch_exceptions=False)
    assert shown.exit_code == 0
    assert shown.stdout.index("China licenses gallium") < shown.stdout.index("Steel duties stay")
    words = ["search", "month", "--statements", "--format", "json", "--db", str(path)]
    told = CliRunner().invoke(app, words, catch_exceptions=False)
    assert [row["text"] for row in json.loads(told.stdout)] == ["stocks for two months"]
    nothing = CliRunner().invoke(app, ["search", "zinc", "--db", str(path)], catch_exceptions=False)
    assert nothing.stdout == "nothing found\n"
