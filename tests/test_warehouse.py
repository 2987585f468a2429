"""The tables: complete, commented, loaded in whole batches, and the same however often and in whatever pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from tests.synthetic import empty_database
from tradenlp.dedupe import fingerprint
from tradenlp.errors import WarehouseError
from tradenlp.facts import (
    Actor,
    ActorMention,
    ArticleFacts,
    DateExpression,
    Event,
    Evidence,
    Figure,
    GoodsMention,
    Measure,
    Statement,
    Words,
)
from tradenlp.records import Article, Capture, FeedState, Reject, Source
from tradenlp.warehouse.database import connect, migrations, open_reader, open_writer, schema_version
from tradenlp.warehouse.found import settle
from tradenlp.warehouse.load import Batch, Extracted, load_batch, load_registry, transaction
from tradenlp.warehouse.replace import FACT_TABLES
from tradenlp.warehouse.runs import finish_run, journal, start_run

TITLE = "Acme hits out"
BODY = "China said no. Acme Corp sold 3% less steel in May, “a bad month” for it."
NOW = datetime(2025, 6, 10, 12, tzinfo=UTC)
CHINA = Actor("CN", "China", "country", "CN", aliases=("PRC",))
REGISTERED = frozenset({"CN"})

CONTRACT = {
    "sources": "source_id kind url publisher country language",
    "feed_state": "source_id etag last_modified next_poll_at last_ok_at failures last_error",
    "captures": "capture_id run_id source_id url final_url fetched_at status content_type bytes sha256 warc_file "
    "warc_offset error",
    "articles": "article_id external_id source_id capture_id url canonical_url publisher title authors language "
    "published_at published_at_origin text text_sha256 word_count duplicate_of ingested_at",
    "runs": "run_id flow started_at finished_at status pipeline_version counts error",
    "extractions": "article_id run_id pipeline_version text_sha256 extracted_at seconds",
    "rejects": "run_id source_id url stage reason detail at",
    "actors": "actor_id name kind country wikidata_id parent_id aliases",
    "actor_mentions": "article_id actor_id start_char end_char text sentence in_title form",
    "dates": "article_id start_char end_char text sentence in_title type value start_date end_date relative",
    "figures": "article_id start_char end_char text sentence in_title value value_high unit modifier direction what "
    "period subject",
    "measures": "measure_id article_id type imposers targets goods rate rate_high rate_unit status stance announced "
    "effective until instrument attributed_to",
    "measure_mentions": "measure_id article_id start_char end_char text sentence in_title",
    "events": "event_id article_id type participants location date status start_char end_char text sentence in_title",
    "statements": "article_id speaker quote start_char end_char text sentence in_title",
}


def spot(words: str, after: int = 0) -> tuple[int, int, str]:
    """Where words stand in the document of title and body."""
    start = f"{TITLE}\n\n{BODY}".index(words, after)
    return start, start + len(words), words


def article(article_id: str = "a1", **changes: object) -> Article:
    made = Article(article_id, "files", "c1", BODY, TITLE, external_id=article_id, published_at=NOW)
    told = {"published_at_origin": "given", "published_on": NOW.date(), "text_sha256": "00", "word_count": 15}
    return replace(made, **(told | changes))


def facts() -> ArticleFacts:
    evidence = (Evidence("type", "noun cue", Words(*spot("Acme"))),)
    return ArticleFacts(
        actors=(Actor("acme", "Acme", "company", "US"), CHINA),
        actor_mentions=(
            ActorMention(*spot("Acme"), "acme", "name"),
            ActorMention(*spot("China"), "CN", "name"),
            ActorMention(*spot("Acme Corp"), "acme", "name"),
        ),
        dates=(DateExpression(*spot("May"), "date", "2025-05", date(2025, 5, 1), date(2025, 5, 31), True),),
        figures=(Figure(*spot("3%"), 3.0, None, "percent", direction="decrease", what="steel", subject="acme"),),
        goods=(GoodsMention(*spot("steel"), "steel", ("72",)),),
        measures=(
            Measure("import_ban", "announced", "harmful", (Words(*spot("said no")),), ("CN",), evidence=evidence),
        ),
        events=(Event("call", "held", (Words(*spot("hits out")),), ("CN",)),),
        statements=(Statement(*spot("a bad month"), "acme"),),
        sentence_starts=(0, 15, 30),
    )


def extracted(article_id: str = "a1", **changes: object) -> Extracted:
    return Extracted(article(article_id, **changes), facts(), "in1", 0.1, fingerprint(BODY))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    (tmp_path / "empty.duckdb").write_bytes(empty_database())
    with connect(tmp_path / "empty.duckdb", read_only=False) as connection:
        load_registry(connection, [CHINA])
        yield connection


def load(db: duckdb.DuckDBPyConnection, *items: Extracted) -> None:
    load_batch(db, "r1", "v1", Batch(extracted=items), REGISTERED)
    settle(db)


def contents(db: duckdb.DuckDBPyConnection, *without: str) -> dict[str, list[tuple[object, ...]]]:
    tables = (*FACT_TABLES, "actors", "fingerprints", "fingerprint_bands")
    return {t: sorted(db.execute(f"FROM {t}").fetchall(), key=repr) for t in tables if t not in without}


@pytest.mark.parametrize("table", CONTRACT)
def test_every_column_of_the_contract_is_there(db: duckdb.DuckDBPyConnection, table: str) -> None:
    columns = {row[0] for row in db.execute(f"DESCRIBE {table}").fetchall()}
    assert set(CONTRACT[table].split()) <= columns


def test_every_table_view_and_column_carries_a_comment(db: duckdb.DuckDBPyConnection) -> None:
    bare = db.execute(
        "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL UNION ALL "
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL UNION ALL "
        "SELECT table_name || '.' || column_name FROM duckdb_columns() c WHERE comment IS NULL AND NOT internal "
        "AND table_name IN (SELECT table_name FROM duckdb_tables()) AND table_name <> 'schema_version'"
    ).fetchall()
    assert bare == []


@pytest.mark.parametrize(
    "table", ["actor_mentions", "dates", "figures", "goods_mentions", "measure_mentions", "events"]
)
def test_offsets_give_back_the_words(db: duckdb.DuckDBPyConnection, table: str) -> None:
    load(db, extracted())
    rows = db.execute(
        "SELECT f.text, substr(CASE WHEN in_title THEN a.title ELSE a.text END, start_char + 1, end_char - start_char)"
        f" FROM {table} f JOIN articles a USING (article_id)"
    ).fetchall()
    assert rows
    assert all(text == cut for text, cut in rows)


def test_sentences_are_numbered_with_the_title_first(db: duckdb.DuckDBPyConnection) -> None:
    load(db, extracted())
    rows = db.execute(
        "SELECT text, sentence, in_title FROM actor_mentions ORDER BY in_title DESC, start_char"
    ).fetchall()
    assert rows == [("Acme", 0, True), ("China", 1, False), ("Acme Corp", 2, False)]


def test_loading_twice_changes_nothing(db: duckdb.DuckDBPyConnection) -> None:
    load(db, extracted(), extracted("a2"))
    before = contents(db)
    load(db, extracted(), extracted("a2"))
    assert contents(db) == before


def test_two_halves_in_either_order_give_the_same_tables(db: duckdb.DuckDBPyConnection) -> None:
    load(db, extracted())
    load(db, extracted("a2"))
    other = open_writer(":memory:")
    load_registry(other, [CHINA])
    load(other, extracted("a2"))
    load(other, extracted())
    assert contents(db) == contents(other)


def test_new_facts_of_an_article_replace_all_old_ones(db: duckdb.DuckDBPyConnection) -> None:
    load(db, extracted(), extracted("a2"))
    load(db, replace(extracted(), facts=ArticleFacts()))
    assert {row[0] for table in FACT_TABLES for row in db.execute(f"SELECT article_id FROM {table}").fetchall()} == {
        "a2"
    }


def test_an_actor_that_no_article_names_any_more_is_forgotten(db: duckdb.DuckDBPyConnection) -> None:
    load(db, extracted())
    load(db, replace(extracted(), facts=ArticleFacts()))
    assert db.execute("SELECT actor_id FROM actors").fetchall() == [("CN",)]


def test_a_batch_that_fails_leaves_nothing_behind(db: duckdb.DuckDBPyConnection) -> None:
    load(db, extracted())
    before = contents(db)
    with pytest.raises(duckdb.ConstraintException):
        load(db, extracted("a2"), replace(extracted("a3"), article=article("a3", published_at_origin="guess")))
    assert contents(db) == before


def test_equal_measures_get_ids_of_their_own_and_keep_them(db: duckdb.DuckDBPyConnection) -> None:
    twice = replace(facts(), measures=facts().measures * 2)
    load(db, replace(extracted(), facts=twice))
    first = db.execute("SELECT measure_id FROM measures ORDER BY rowid").fetchall()
    load(db, replace(extracted(), facts=twice))
    assert len(set(first)) == 2
    assert db.execute("SELECT measure_id FROM measures ORDER BY rowid").fetchall() == first


def test_captures_rejects_sources_and_feed_states_are_stored(db: duckdb.DuckDBPyConnection) -> None:
    batch = Batch(
        sources=[Source("wire", "feed", "https://wire.example/feed")],
        feed_states=[FeedState("wire", etag='"1"', failures=2, last_error="timeout")],
        captures=[Capture("c1", "wire", "u", "u", NOW, 200, "text/html", b"abc", "ff")],
        rejects=[Reject("clean", "empty", "there is nothing in it", "u", "wire")],
    )
    load_batch(db, "r1", "v1", batch, REGISTERED)
    assert db.execute("SELECT bytes, run_id FROM captures").fetchall() == [(3, "r1")]
    assert db.execute("SELECT stage, reason, source_id FROM rejects").fetchall() == [("clean", "empty", "wire")]
    assert db.execute("SELECT etag, failures FROM feed_state").fetchall() == [('"1"', 2)]
    assert db.execute("SELECT kind FROM sources").fetchall() == [("feed",)]


def test_a_migration_runs_once(tmp_path: Path) -> None:
    path = tmp_path / "facts.duckdb"
    open_writer(path).close()
    with open_writer(path) as db:
        assert db.execute("SELECT count(*) FROM schema_version").fetchall() == [(len(migrations()),)]
        assert schema_version(db) == migrations()[-1][0]


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.duckdb"
    with open_writer(path) as db:
        db.execute("INSERT INTO schema_version VALUES (999, now())")
    with pytest.raises(WarehouseError, match="upgrade tradenlp"):
        open_writer(path)


def test_a_missing_and_a_foreign_database_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no database"):
        open_reader(tmp_path / "none.duckdb")
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with pytest.raises(WarehouseError, match="not one of tradenlp"):
        open_reader(tmp_path / "other.duckdb")
    (tmp_path / "junk.duckdb").write_bytes(b"no database at all" * 400)
    with pytest.raises(WarehouseError, match="cannot be opened"):
        open_reader(tmp_path / "junk.duckdb")


def test_a_run_is_remembered_with_its_end(db: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ZeroDivisionError), journal(db, "ingest", "v1") as run:
        run.count("articles extracted", 3)
        _ = 1 / 0
    lost = start_run(db, "ingest", "v1")
    last = start_run(db, "ingest", "v1")
    finish_run(db, last)
    found = dict(db.execute("SELECT run_id, status FROM runs").fetchall())
    assert found == {run.run_id: "failed", lost.run_id: "crashed", last.run_id: "completed"}


def test_a_transaction_that_raises_rolls_back(db: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(KeyError), transaction(db):
        db.execute("DELETE FROM actors")
        raise KeyError
    assert db.execute("SELECT count(*) FROM actors").fetchall() == [(1,)]


def test_the_pair_view_names_both_sides(db: duckdb.DuckDBPyConnection) -> None:
    words = (Words(*spot("said no")),)
    deal = Measure("trade_agreement", "in_force", "liberalising", words, ("CN", "acme"))
    ban = Measure("import_ban", "in_force", "harmful", words, ("CN",), ("acme",))
    general = Measure("subsidy", "in_force", "harmful", words, ("CN",))
    load(db, replace(extracted(), facts=replace(facts(), measures=(deal, ban, general))))
    rows = set(db.execute("SELECT type, imposer, target FROM measures_by_pair").fetchall())
    assert rows == {
        ("trade_agreement", "China", "Acme"),
        ("trade_agreement", "Acme", "China"),
        ("import_ban", "China", "Acme"),
        ("subsidy", "China", "everyone"),
    }


def test_the_time_line_holds_one_row_per_dated_step(db: duckdb.DuckDBPyConnection) -> None:
    words = (Words(*spot("said no")),)
    dated = Measure("import_ban", "in_force", "harmful", words, ("CN",), announced="2025-05", until="2026")
    load(db, replace(extracted(), facts=replace(facts(), measures=(dated,))))
    rows = db.execute("SELECT what_happened, day FROM measure_timeline ORDER BY day").fetchall()
    assert rows == [("announced", "2025-05"), ("until", "2026")]


def test_copies_are_left_out_of_the_views(db: duckdb.DuckDBPyConnection) -> None:
    load(db, extracted(), extracted("a2", duplicate_of="a1"))
    for view in ("measures_by_pair", "timeline"):
        assert {row[0] for row in db.execute(f"SELECT article_id FROM {view}").fetchall()} == {"a1"}, view


def test_measures_told_alike_in_several_articles_are_one_intervention(db: duckdb.DuckDBPyConnection) -> None:
    words = (Words(*spot("said no")),)
    first = Measure("import_ban", "threatened", "harmful", words, ("CN",), ("acme",), ("steel",))
    later = replace(first, status="in_force", goods=("tin",))
    other = replace(first, type="subsidy")
    load(db, replace(extracted(), facts=replace(facts(), measures=(first, other))))
    load(db, replace(extracted("a2", published_at=NOW.replace(day=12)), facts=replace(facts(), measures=(later,))))
    load(db, replace(extracted("a3", duplicate_of="a1"), facts=replace(facts(), measures=(first,))))
    rows = db.execute("SELECT type, articles, latest_status, goods FROM interventions ORDER BY type").fetchall()
    assert rows == [("import_ban", 2, "in_force", ["steel", "tin"]), ("subsidy", 1, "threatened", ["steel"])]
