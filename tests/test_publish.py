"""One writer and many readers: nobody waits, nobody sees half a run, and whatever is killed leaves all in order."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from tests.synthetic import REGISTERED, empty_database
from tests.warehouse_jobs import (
    JOBS,
    PER_BATCH,
    PER_RUN,
    PROCESSES,
    assert_sound,
    batch,
    count,
    counts,
    kill_once,
    make_old,
    read_often,
)
from tradenlp.errors import WarehouseError
from tradenlp.warehouse import files as files_module
from tradenlp.warehouse import publish
from tradenlp.warehouse.database import open_reader
from tradenlp.warehouse.load import load_batch
from tradenlp.warehouse.publish import Session, is_being_written, stamp, unfinished
from tradenlp.warehouse.runs import journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "facts.duckdb"
    path.write_bytes(empty_database())
    return path


def articles(path: Path) -> int:
    return counts(path)["articles"]


def files(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir())


def test_a_run_is_seen_when_it_ends_and_not_before(path: Path) -> None:
    with Session(path) as db:
        load_batch(db, "r1", "v1", batch(0), REGISTERED)
        assert articles(path) == 0
    assert articles(path) == PER_BATCH
    assert files(path) == ["facts.duckdb"]


def test_an_open_reader_keeps_what_it_opened_and_holds_up_nobody(path: Path) -> None:
    with closing(open_reader(path)) as reader:
        with Session(path) as db:
            load_batch(db, "r1", "v1", batch(0), REGISTERED)
        assert count(reader, "articles") == 0
    assert articles(path) == PER_BATCH


def test_readers_find_a_database_while_the_first_run_is_under_way(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    with Session(path):
        assert articles(path) == 0


def test_a_run_that_fails_is_published_with_its_whole_batches(path: Path) -> None:
    with pytest.raises(KeyError), Session(path) as db, journal(db, "ingest", "v1") as run:
        load_batch(db, run.run_id, "v1", batch(0), REGISTERED)
        raise KeyError
    assert assert_sound(path)["articles"] == PER_BATCH
    with closing(open_reader(path)) as db:
        assert db.execute("SELECT status FROM runs").fetchall() == [("failed",)]


def test_a_second_writer_is_refused_at_once(path: Path) -> None:
    with Session(path):
        assert is_being_written(path)
        with pytest.raises(WarehouseError, match="being written by another process"):
            Session(path).__enter__()
    assert not is_being_written(path)


def abandon(path: Path, number: int) -> None:
    """A run that is gone without an end, as far as one process can be."""
    session = Session(path)
    load_batch(session.__enter__(), "r1", "v1", batch(number), REGISTERED)
    session._release()


def test_the_next_run_goes_on_from_what_was_left(path: Path) -> None:
    abandon(path, 0)
    assert len(unfinished(path)) == 1
    assert articles(path) == 0
    with Session(path) as db:
        assert count(db, "articles") == PER_BATCH
        load_batch(db, "r2", "v1", batch(1), REGISTERED)
    assert assert_sound(path)["articles"] == 2 * PER_BATCH
    assert files(path) == ["facts.duckdb"]


def test_what_was_left_of_a_database_that_was_replaced_is_given_up(path: Path) -> None:
    abandon(path, 0)
    with closing(duckdb.connect(str(path))) as other:
        other.execute("CREATE TABLE mine (n INTEGER)")
    with Session(path) as db:
        assert count(db, "articles") == count(db, "mine") == 0
    assert files(path) == ["facts.duckdb"]


def test_a_database_that_was_removed_begins_anew(path: Path) -> None:
    abandon(path, 0)
    path.unlink()
    with Session(path) as db:
        assert count(db, "articles") == 0


def test_a_copy_that_cannot_be_opened_is_made_again(path: Path) -> None:
    abandon(path, 0)
    unfinished(path)[0].write_bytes(b"nonsense" * 1000)
    with Session(path) as db:
        assert count(db, "articles") == 0


def test_what_another_program_wrote_in_the_meantime_is_not_overwritten(path: Path) -> None:
    with pytest.raises(WarehouseError, match="changed by another program"), Session(path) as db:
        load_batch(db, "r1", "v1", batch(0), REGISTERED)
        with closing(duckdb.connect(str(path))) as other:
            other.execute("CREATE TABLE mine (n INTEGER)")
    with closing(open_reader(path)) as reader:
        assert count(reader, "mine") == 0
    assert articles(path.with_name("facts.duckdb.unpublished")) == PER_BATCH


def test_a_log_that_another_program_left_is_read(path: Path) -> None:
    process = PROCESSES.Process(target=_write_and_die, args=(path,))
    process.start()
    process.join(30)
    assert path.with_name("facts.duckdb.wal").exists()
    with Session(path) as db:
        assert count(db, "mine") == 1
    assert files(path) == ["facts.duckdb"]


def _write_and_die(path: Path) -> None:
    import os

    db = duckdb.connect(str(path))
    db.execute("CREATE TABLE mine AS SELECT 1")
    os._exit(9)


def test_a_disk_without_room_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    with pytest.raises(WarehouseError, match="as much as the database itself"), Session(path):
        pass
    assert files(path) == ["facts.duckdb"]


def test_a_file_that_is_mostly_unused_is_written_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session(path) as db:
        load_batch(db, "r1", "v1", batch(0), REGISTERED)
        db.execute("CREATE TABLE large AS SELECT hash(range) AS n FROM range(2_000_000)")
    before, comments = path.stat().st_size, _comments(path)
    monkeypatch.setattr(files_module, "WASTED_BLOCKS", 10)
    with Session(path) as db:
        db.execute("DROP TABLE large")
    assert path.stat().st_size < before / 2
    assert assert_sound(path)["articles"] == PER_BATCH
    assert _comments(path) == [row for row in comments if row[0] != "large"]
    assert files(path) == ["facts.duckdb"]


def _comments(path: Path) -> list[tuple[str, str, str]]:
    with closing(open_reader(path)) as db:
        return db.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal "
            "UNION ALL SELECT function_name, '', comment FROM duckdb_functions() WHERE NOT internal "
            "UNION ALL SELECT view_name, '', comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
        ).fetchall()


def test_the_stamp_changes_with_what_is_written_and_not_with_the_place(path: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere.duckdb"
    moved.write_bytes(path.read_bytes())
    assert stamp(moved) == stamp(path)
    with Session(path):
        pass
    with Session(moved) as db:
        db.execute("CREATE TABLE mine (n INTEGER)")
    assert stamp(moved) != stamp(path)


def test_readers_in_a_loop_never_fail_and_see_whole_runs(path: Path) -> None:
    stop, results = PROCESSES.Event(), PROCESSES.Queue()
    readers = [PROCESSES.Process(target=read_often, args=(path, stop, results, 0.03)) for _ in range(2)]
    for reader in readers:
        reader.start()
    number = 0
    try:
        for _ in range(6):
            with Session(path) as db, journal(db, "ingest", "v1") as run:
                for _ in range(PER_RUN):
                    load_batch(db, run.run_id, "v1", batch(number), REGISTERED)
                    number += 1
    finally:
        stop.set()
    found = [results.get(timeout=60) for _ in readers]
    for reader in readers:
        reader.join(30)
    assert [errors for _, _, errors in found if errors] == []
    assert all(reads > 2 for reads, _, _ in found)
    assert assert_sound(path)["articles"] == number * PER_BATCH


@pytest.mark.parametrize("name", JOBS)
def test_kill_9_at_any_moment_leaves_all_in_order(name: str, tmp_path: Path) -> None:
    if name == "migrate":
        make_old(tmp_path / "facts.duckdb")
    dice = random.Random(name)
    for _ in range(3):
        kill_once(name, tmp_path, dice)
