"""Doctor finds each kind of damage, says how many rows it concerns, and repairs what is safe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.synthetic import REGISTERED, REGISTRY, empty_database, story
from tradenlp.archive import FOREIGN
from tradenlp.explore.doctor import _database, _runs
from tradenlp.records import Capture
from tradenlp.settings import read_settings
from tradenlp.warehouse import integrity
from tradenlp.warehouse.database import connect, open_reader, open_writer
from tradenlp.warehouse.load import Batch, load_batch, load_registry
from tradenlp.warehouse.publish import Session
from tradenlp.warehouse.queries import stored_articles

DAMAGE = {
    "UPDATE figures SET start_char = start_char + 1, end_char = end_char + 1 WHERE article_id = 'a000001'": (
        "1 rows of figures whose offsets do not match the text"
    ),
    "UPDATE statements SET text = upper(text)": "2 rows of statements whose offsets do not match the text",
    "UPDATE articles SET text = 'x' || text, text_sha256 = sha256('x' || text) WHERE article_id = 'a000001'": (
        "1 articles whose facts are from another text"
    ),
    "UPDATE articles SET text_sha256 = '00' WHERE article_id = 'a000002'": (
        "1 articles whose text is not what its digest says"
    ),
    "DELETE FROM articles WHERE article_id = 'a000002'": "extractions or fingerprints without an article",
    "INSERT INTO measures FROM measures": "4 facts that stand there twice",
    "INSERT INTO dates FROM dates LIMIT 1": "1 facts that stand there twice",
    "DELETE FROM measure_mentions WHERE article_id = 'a000001'": "2 measures without words",
    "DELETE FROM measures WHERE article_id = 'a000001'": "2 words of measures that are not there",
    "DELETE FROM events": "no reasons for facts that are not there",
    "UPDATE evidence SET fact_id = 'gone' WHERE article_id = 'a000001'": "2 reasons for facts that are not there",
    "DELETE FROM actors WHERE actor_id = 'acme-1'": "1 mentions of unknown actors",
    "UPDATE measures SET imposers = ['XX'] WHERE type = 'import_ban'": (
        "2 imposers, targets, participants or subjects that are no known actor"
    ),
    "UPDATE articles SET duplicate_of = 'gone' WHERE article_id = 'a000002'": (
        "1 duplicates of an article that is not there"
    ),
    "DELETE FROM extractions WHERE article_id = 'a000001'": "1 articles without an extraction",
}
_STATE = (
    "SELECT 'a000001' AS article_id, TIMESTAMPTZ '2025-01-01 00:00:00+00' AS known_from, "
    "TIMESTAMPTZ '{}-01-01 00:00:00+00' AS known_until, 'r1' AS ended_by"
)
DAMAGE |= {
    f"INSERT INTO history.evidence BY NAME {_STATE.format(2024)}": "1 states in history that ended before they began",
    f"INSERT INTO history.figures BY NAME {_STATE.format(2026).replace('a000001', 'gone')}": (
        "1 states in history of articles that are not there"
    ),
    f"INSERT INTO history.judgements BY NAME {_STATE.format(2026)} UNION ALL BY NAME {_STATE.format(2027)}": (
        "1 articles of which two versions or two judgements held at once"
    ),
}
BEYOND_REPAIR = {
    f"INSERT INTO history.evidence BY NAME {_STATE.format(2024)}",
    f"INSERT INTO history.judgements BY NAME {_STATE.format(2026)} UNION ALL BY NAME {_STATE.format(2027)}",
    "UPDATE measures SET imposers = ['XX'] WHERE type = 'import_ban'",  # until it is extracted again
    "DELETE FROM extractions WHERE article_id = 'a000001'",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "facts.duckdb"
    path.write_bytes(empty_database())
    with open_writer(path) as connection:
        fill(connection)
    return path


@pytest.fixture
def db(filled: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(shutil.copy(filled, tmp_path / "facts.duckdb"), read_only=False) as connection:
        yield connection


def fill(db: duckdb.DuckDBPyConnection) -> None:
    load_registry(db, REGISTRY)
    items = [replace(i, article=replace(i.article, capture_id="c1")) for i in (story(1), story(2))]
    capture = Capture("c1", "files", "u", "u", items[0].article.published_at, None, None, b"a", "ff")  # type: ignore[arg-type]
    load_batch(db, "r1", "v1", Batch(captures=[capture], extracted=items), REGISTERED)
    integrity.settle(db)


def told(db: duckdb.DuckDBPyConnection) -> list[str]:
    return [str(finding) for finding in integrity.examine(db) if finding.wrong]


def test_a_sound_database_has_nothing_wrong(db: duckdb.DuckDBPyConnection) -> None:
    assert told(db) == []
    assert integrity.repair(db) == []


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found_and_counted(db: duckdb.DuckDBPyConnection, damage: str) -> None:
    db.execute(damage)
    assert any(DAMAGE[damage] in str(finding) for finding in integrity.examine(db))


@pytest.mark.parametrize("damage", sorted(set(DAMAGE) - BEYOND_REPAIR))
def test_what_is_repaired_is_sound_and_will_be_extracted_again(db: duckdb.DuckDBPyConnection, damage: str) -> None:
    db.execute(damage)
    had = bool(told(db))
    assert bool(integrity.repair(db)) == had
    assert told(db) == []


def test_articles_with_damaged_facts_are_stale_after_the_repair(db: duckdb.DuckDBPyConnection) -> None:
    db.execute("UPDATE figures SET start_char = start_char + 1 WHERE article_id = 'a000001'")
    integrity.repair(db)
    stale = [article.article_id for batch in stored_articles(db, "v1") for article in batch]
    assert stale == ["a000001"]


def test_articles_whose_text_is_not_the_one_extracted_are_stale(db: duckdb.DuckDBPyConnection) -> None:
    assert list(stored_articles(db, "v1")) == []
    db.execute("UPDATE articles SET text = 'x', text_sha256 = sha256('x') WHERE article_id = 'a000002'")
    assert [article.article_id for batch in stored_articles(db, "v1") for article in batch] == ["a000002"]


def test_extracting_again_after_a_repair_gives_the_same_facts(db: duckdb.DuckDBPyConnection) -> None:
    before = sorted(db.execute("SELECT * EXCLUDE (known_from) FROM figures").fetchall())
    db.execute("UPDATE figures SET text = 'nonsense'")
    integrity.repair(db)
    fill(db)
    assert sorted(db.execute("SELECT * EXCLUDE (known_from) FROM figures").fetchall()) == before
    assert told(db) == []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "facts.duckdb"
    path.write_bytes(empty_database())
    return path


def archived(offset: int, source: str = "wire") -> Capture:
    found = story(1).article.published_at
    assert found
    return Capture(f"c{offset}", source, "u", "u", found, 200, "text/html", b"a", "ff", warc_file="a.warc.gz",
                   warc_offset=offset)  # fmt: skip


def checks(path: Path) -> dict[str, bool]:
    settings = read_settings(data_dir=path.parent, database=path)
    with open_reader(path) as db:
        return {check.what: check.well for check in _database(db, settings)}


def test_a_capture_without_its_record_is_found(path: Path) -> None:
    with Session(path) as db:
        captures = [archived(0), archived(40), archived(7, FOREIGN)]
        load_batch(db, "r1", "v1", Batch(captures=captures), REGISTERED)
    assert any("2 captures whose record is not in" in what for what, well in checks(path).items() if not well)
    (path.parent / "archive").mkdir()
    (path.parent / "archive" / "a.warc.gz").write_bytes(b"\x1f\x8b" + b"." * 38 + b"\x1f\x8b...")
    assert checks(path).get("2 captures have their record in the archive")
    (path.parent / "archive" / "a.warc.gz").write_bytes(b"\x1f\x8b" + b"." * 30)
    assert any("1 captures whose record is not in" in what for what, well in checks(path).items() if not well)


def test_a_run_under_way_is_told(path: Path) -> None:
    assert not list(_runs(path))
    with Session(path):
        assert [check.what for check in _runs(path)] == ["a run is under way; what it does is seen when it ends"]
    assert not list(_runs(path))


def test_a_database_of_an_older_schema_is_told_and_brought_up(path: Path) -> None:
    with open_writer(path) as db:
        db.execute("DELETE FROM schema_version WHERE version = (SELECT max(version) FROM schema_version)")
    assert any("lacks 1 migrations" in what for what in checks(path))
