"""What was known when: every earlier state of the tables can be asked for again, and nothing is kept twice."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests.synthetic import REGISTERED, batch_of, empty_database, story
from tradenlp.facts import ArticleFacts
from tradenlp.warehouse.database import connect
from tradenlp.warehouse.found import settle
from tradenlp.warehouse.load import Extracted, load_batch
from tradenlp.warehouse.replace import FACT_TABLES


@pytest.fixture
def db(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    (tmp_path / "facts.duckdb").write_bytes(empty_database())
    with connect(tmp_path / "facts.duckdb", read_only=False) as connection:
        yield connection


def load(db: duckdb.DuckDBPyConnection, *items: Extracted, run: str = "r1") -> datetime:
    """Load a batch; a moment at which it is known and the next one is not yet."""
    load_batch(db, run, "v1", batch_of(items), REGISTERED)
    settle(db)
    time.sleep(0.002)
    moment = datetime.now(UTC)
    time.sleep(0.002)
    return moment


def now(db: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    found = {t: db.execute(f"SELECT * EXCLUDE (known_from) FROM {t}").fetchall() for t in FACT_TABLES}
    found["articles"] = db.execute("SELECT * EXCLUDE (first_ingested_at, judged_at) FROM articles").fetchall()
    return {table: sorted(map(repr, rows)) for table, rows in found.items()}


def then(db: duckdb.DuckDBPyConnection, moment: datetime) -> dict[str, list[str]]:
    found = {t: db.execute(f"SELECT * FROM {t}_as_of(?)", [moment]).fetchall() for t in (*FACT_TABLES, "articles")}
    return {table: sorted(map(repr, rows)) for table, rows in found.items()}


def judged(item: Extracted, original: str | None, relevance: float | None) -> Extracted:
    return replace(item, article=replace(item.article, duplicate_of=original, relevance=relevance))


def counted(db: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = db.execute(sql).fetchone()
    assert row
    return int(row[0])


def test_every_state_that_ever_was_can_be_asked_for(db: duckdb.DuckDBPyConnection) -> None:
    dice = random.Random(7)
    seen: list[tuple[datetime, dict[str, list[str]]]] = []
    for step in range(8):
        items = [story(dice.randrange(6), version=dice.randrange(3), rules=dice.randrange(3)) for _ in range(3)]
        items = [judged(item, dice.choice([None, "a000000"]), dice.choice([0.25, 0.75])) for item in items]
        moment = load(db, *{item.article.article_id: item for item in items}.values(), run=f"r{step}")
        seen.append((moment, now(db)))
    assert counted(db, "SELECT count(*) FROM history.measures") > 3
    assert counted(db, "SELECT count(*) FROM history.articles") > 2
    assert counted(db, "SELECT count(*) FROM history.judgements") > 2
    for moment, snapshot in seen:
        assert then(db, moment) == snapshot


def test_nothing_was_known_before_the_first_article(db: duckdb.DuckDBPyConnection) -> None:
    load(db, story(1))
    assert not any(then(db, datetime.now(UTC) - timedelta(hours=1)).values())


def test_what_stays_the_same_leaves_no_trace(db: duckdb.DuckDBPyConnection) -> None:
    load(db, story(1), story(2))
    before = now(db)
    load(db, story(1), story(2), run="r2")
    assert now(db) == before
    for table in (*FACT_TABLES, "articles", "judgements"):
        assert counted(db, f"SELECT count(*) FROM history.{table}") == 0, table
    assert counted(db, "SELECT count(known_from) FROM measures") == 0


def test_a_rule_that_changes_one_slot_moves_only_the_rows_it_touches(db: duckdb.DuckDBPyConnection) -> None:
    first = story(1)
    load(db, first)
    measures = (replace(first.facts.measures[0], status="removed"), *first.facts.measures[1:])
    load(db, replace(first, facts=replace(first.facts, measures=measures)), run="r2")
    assert db.execute("SELECT status, ended_by FROM history.measures").fetchall() == [("announced", "r2")]
    moved = {table: counted(db, f"SELECT count(*) FROM history.{table}") for table in (*FACT_TABLES, "articles")}
    assert {table for table, n in moved.items() if n} == {"measures"}
    assert counted(db, "SELECT count(*) FROM measures WHERE known_from IS NULL") == len(measures) - 1


def test_reasons_are_remembered_with_the_facts_they_gave(db: duckdb.DuckDBPyConnection) -> None:
    first = load(db, story(1))
    load(db, story(1, rules=1), run="r2")
    asked = "SELECT slot, rule FROM evidence_as_of(?) ORDER BY slot"
    assert db.execute(asked, [first]).fetchall() == [("rate", "figure beside"), ("type", "noun cue 0")]
    assert db.execute("SELECT slot, rule FROM history.evidence").fetchall() == [("type", "noun cue 0")]
    assert counted(db, "SELECT count(*) FROM evidence WHERE known_from IS NULL") == 1


def test_what_is_held_of_an_article_changes_without_its_text(db: duckdb.DuckDBPyConnection) -> None:
    first = load(db, judged(story(1), None, 0.25), story(2))
    second = load(db, judged(story(1), None, 0.75), run="r2")
    load_batch(db, "r3", "v1", replace(batch_of(()), duplicates=(("a000001", "a000002"),)), REGISTERED)
    asked = "SELECT duplicate_of, relevance FROM articles_as_of(?) WHERE article_id = 'a000001'"
    assert db.execute(asked, [first]).fetchall() == [(None, 0.25)]
    assert db.execute(asked, [second]).fetchall() == [(None, 0.75)]
    assert db.execute(asked, [datetime.now(UTC)]).fetchall() == [("a000002", 0.75)]
    ended = "SELECT relevance, ended_by FROM history.judgements ORDER BY known_from"
    assert db.execute(ended).fetchall() == [(0.25, "r2"), (0.75, "r3")]
    assert counted(db, "SELECT count(*) FROM history.articles") == 0


def test_the_same_copy_told_again_is_no_change(db: duckdb.DuckDBPyConnection) -> None:
    load(db, story(1), story(2))
    again = replace(batch_of(()), duplicates=(("a000001", "a000002"),))
    for run in ("r2", "r3"):
        load_batch(db, run, "v1", again, REGISTERED)
    assert db.execute("SELECT ended_by FROM history.judgements").fetchall() == [("r2",)]


def test_an_earlier_version_knows_what_was_held_of_it(db: duckdb.DuckDBPyConnection) -> None:
    first = load(db, judged(story(1), "a000009", 0.25))
    load(db, judged(story(1, version=1), None, 0.75), run="r2")
    last = load(db, judged(story(1, version=1), None, 0.5), run="r3")
    asked = "SELECT duplicate_of, relevance, starts_with(text, 'An editor') FROM articles_as_of(?)"
    assert db.execute(asked, [first]).fetchall() == [("a000009", 0.25, False)]
    assert db.execute(asked, [last]).fetchall() == [(None, 0.5, True)]


def test_a_measure_keeps_its_id_while_its_slots_change(db: duckdb.DuckDBPyConnection) -> None:
    first = story(1)
    load(db, first)
    later = replace(first.facts.measures[0], status="in_force", targets=("JP",), rate=99.0)
    load(db, replace(first, facts=replace(first.facts, measures=(later, *first.facts.measures[1:]))), run="r2")
    states = db.execute(
        "SELECT status, known_until IS NULL FROM measure_history WHERE measure_id IN "
        "(SELECT measure_id FROM history.measures) ORDER BY known_from"
    ).fetchall()
    assert states == [("announced", False), ("in_force", True)]


def test_a_text_that_grows_elsewhere_leaves_the_ids_of_its_facts(db: duckdb.DuckDBPyConnection) -> None:
    load(db, story(1))
    ids = set(db.execute("SELECT measure_id FROM measures UNION SELECT event_id FROM events").fetchall())
    load(db, story(1, version=1), run="r2")
    assert set(db.execute("SELECT measure_id FROM measures UNION SELECT event_id FROM events").fetchall()) == ids
    assert counted(db, "SELECT count(*) FROM history.articles") == 1


def test_an_article_whose_extraction_fails_keeps_its_former_facts_in_history(db: duckdb.DuckDBPyConnection) -> None:
    moment = load(db, story(1))
    before = now(db)
    load(db, replace(story(1), facts=ArticleFacts()), run="r2")
    assert not any(now(db)[table] for table in FACT_TABLES)
    assert then(db, moment) == before


def test_both_times_at_once(db: duckdb.DuckDBPyConnection) -> None:
    first = story(1)
    dated = replace(first.facts.measures[0], status="announced", effective="2025-11", until=None)
    known = load(db, replace(first, facts=replace(first.facts, measures=(dated,))))
    put_off = replace(dated, effective="2026-02-01")
    load(db, replace(first, facts=replace(first.facts, measures=(put_off,))), run="r2")
    asked = "SELECT effective FROM measures_valid_on(?, ?)"
    assert db.execute(asked, ["2025-11-15", known]).fetchall() == [("2025-11",)]
    assert db.execute(asked, ["2025-11-15", datetime.now(UTC)]).fetchall() == []
    assert db.execute(asked, ["2026-03-01", datetime.now(UTC)]).fetchall() == [("2026-02-01",)]


def test_what_the_press_had_told(db: duckdb.DuckDBPyConnection) -> None:
    load(db, story(1), story(2))
    published = counted(db, "SELECT count(*) FROM measures_as_published('2025-06-02 12:00:00+00')")
    assert published == len(story(1).facts.measures)


def test_fingerprints_follow_text_and_day(db: duckdb.DuckDBPyConnection) -> None:
    first = story(1)
    load(db, first, story(2))
    before = db.execute("FROM fingerprint_bands ORDER BY ALL").fetchall()
    load(db, first, run="r2")
    assert db.execute("FROM fingerprint_bands ORDER BY ALL").fetchall() == before
    assert first.article.published_at
    later = first.article.published_at + timedelta(days=40)
    load(db, replace(first, article=replace(first.article, published_at=later)), run="r3")
    days = db.execute("SELECT DISTINCT article_id, day FROM fingerprint_bands ORDER BY ALL").fetchall()
    (a1, day1), (a2, day2) = days
    assert (a1, a2, day1 - day2) == ("a000001", "a000002", 39)
    assert len(db.execute("FROM fingerprint_bands").fetchall()) == len(before)
    db.execute("DELETE FROM fingerprints")
    load(db, first, run="r4")
    assert db.execute("SELECT article_id FROM fingerprints").fetchall() == [("a000001",)]
