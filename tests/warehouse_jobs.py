"""Jobs that run in processes of their own, to be killed or to read while another writes, and what must hold after."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tests.synthetic import REGISTERED, REGISTRY, batch_of, empty_database, story
from tradenlp.explore.diff import compare
from tradenlp.warehouse import database, integrity
from tradenlp.warehouse.database import connect, migrations, open_reader
from tradenlp.warehouse.load import load_batch, load_registry
from tradenlp.warehouse.publish import Session
from tradenlp.warehouse.runs import journal

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.warehouse_jobs"])
PER_BATCH, PER_RUN = 4, 3
"""articles of a batch, batches of a run"""
PER_ARTICLE = {"measures": 2, "measure_mentions": 2, "figures": 1, "dates": 1, "events": 1, "statements": 1,
               "actor_mentions": 2, "goods_mentions": 1, "evidence": 2, "extractions": 1, "captures": 1}  # fmt: skip
"""rows that `tests.synthetic.story` gives each article"""


def batch(number: int) -> Any:
    return batch_of([story(number * PER_BATCH + n) for n in range(PER_BATCH)])


def acknowledge(log: Path, word: object) -> None:
    with log.open("a") as file:
        file.write(f"{word}\n")


def acknowledged(log: Path) -> list[str]:
    return log.read_text().split() if log.exists() else []


def load_runs(path: Path, log: Path) -> None:
    """Runs without end, each of PER_RUN batches; what is stored and what is published is written to `log`."""
    number = 0
    while True:
        with Session(path) as db, journal(db, "ingest", "v1") as run:
            load_registry(db, REGISTRY)
            for _ in range(PER_RUN):
                load_batch(db, run.run_id, "v1", batch(number), REGISTERED)
                acknowledge(log, number)
                number += 1
        acknowledge(log, "published")


def publish_runs(path: Path, log: Path) -> None:
    """Runs without end that write next to nothing: nearly all their time goes into copying and publishing."""
    while True:
        with Session(path) as db, journal(db, "run", "v1"):
            pass
        acknowledge(log, "published")


def migrate_once(path: Path, log: Path) -> None:
    with Session(path):
        pass
    acknowledge(log, "published")


def diff_often(path: Path, log: Path) -> None:
    while True:
        compare(path, path.with_name("other.duckdb"))
        acknowledge(log, "compared")


def counts(path: Path) -> dict[str, int]:
    """Rows by table of the database that readers see."""
    with closing(open_reader(path)) as db:
        return {table: count(db, table) for table in ("articles", "runs", *PER_ARTICLE)}


def count(db: duckdb.DuckDBPyConnection, table: str) -> int:
    row = db.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row
    return int(row[0])


def assert_sound(path: Path, *, newest: bool = True) -> dict[str, int]:
    """The database opens, nothing is wrong with it, and no fact is missing or doubled."""
    found = counts(path)
    assert {table: found[table] for table in PER_ARTICLE} == {t: n * found["articles"] for t, n in PER_ARTICLE.items()}
    if newest:
        with closing(open_reader(path)) as db:
            assert [str(finding) for finding in integrity.examine(db) if finding.wrong] == []
    return found


def finish(path: Path) -> None:
    """What the next run does: it goes on from what the killed one left, and publishes."""
    with Session(path) as db, journal(db, "ingest", "v1"):
        pass
    left = sorted(p.name for p in path.parent.iterdir() if p.name.startswith(f"{path.name}."))
    assert left == [], left


@dataclass(frozen=True)
class Job:
    """Something that is killed: the child's work, how the folder is laid out before, what must hold after."""

    work: Callable[[Path, Path], None]
    prepare: Callable[[Path], None]
    check: Callable[[Path, Path], None]
    longest_seconds: float


def prepare_loaded(path: Path) -> None:
    if not path.exists():
        path.write_bytes(empty_database())


def check_loaded(path: Path, log: Path) -> None:
    """All that readers saw stays; all that was stored is there after the next run, each batch whole and once."""
    said = acknowledged(log)
    stored = [int(word) for word in said if word != "published"]
    seen = assert_sound(path)["articles"]
    published = max((n for n, word in enumerate(said) if word == "published"), default=0)
    assert seen >= PER_BATCH * sum(word != "published" for word in said[:published])
    finish(path)
    with closing(open_reader(path)) as db:
        there = {row[0] for row in db.execute("SELECT article_id FROM articles").fetchall()}
    assert there >= {f"a{n * PER_BATCH + k:06}" for n in stored for k in range(PER_BATCH)}
    assert len(there) <= PER_BATCH * (len(stored) + 1)
    assert len(there) % PER_BATCH == 0
    assert_sound(path)


def check_published(path: Path, log: Path) -> None:
    published = acknowledged(log).count("published")
    runs = assert_sound(path)["runs"]
    assert published <= runs <= published + 1
    finish(path)
    assert published + 1 <= assert_sound(path)["runs"] <= published + 2


def prepare_old(path: Path) -> None:
    """A database of an early version that is filled."""
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    shutil.copy(path.with_name("old.duckdb"), path)


def make_old(path: Path) -> None:
    """`old.duckdb` beside `path`: the first version, filled."""
    full = path.with_name("full.duckdb")
    full.write_bytes(empty_database())
    with Session(full) as db:
        load_registry(db, REGISTRY)
        for number in range(10):
            load_batch(db, "r1", "v1", batch(number), REGISTERED)
    with closing(connect(path.with_name("old.duckdb"), read_only=False)) as old:
        fill_older(old, migrations()[0][0], full)


def fill_older(db: duckdb.DuckDBPyConnection, newest: int, filled: Path) -> None:
    """A database as that version of the schema had it, with the rows of `filled` for which it has columns."""
    for number, sql in migrations():
        if number <= newest:
            database._apply(db, number, sql)
    db.execute(f"ATTACH '{filled}' AS newer (READ_ONLY)")
    now = columns_of(db, "newer")
    for table, columns in columns_of(db).items():
        if table != "schema_version":
            given = ", ".join(_as_before(table, name, kind, now) for name, kind in columns.items())
            db.execute(f"INSERT INTO {table} BY NAME SELECT {given} FROM newer.{table}")
    db.execute("DETACH newer")


def _as_before(table: str, name: str, kind: str, now: dict[str, dict[str, str]]) -> str:
    found = now.get(table, {}).get(name)
    assert found, f"{table}.{name} was taken out of the schema: columns may only be added"
    return f'"{name}"' if found == kind else f"lpad(to_hex({name}), 16, '0') AS {name}"  # a hash once in hexadecimal


def columns_of(db: duckdb.DuckDBPyConnection, name: str | None = None) -> dict[str, dict[str, str]]:
    """Type by column by table, of the connection's own database or an attached one."""
    rows = db.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main' "
        "AND database_name = coalesce(?, current_database()) "
        "AND table_name IN (SELECT table_name FROM duckdb_tables())",
        [name],
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found


def check_migrated(path: Path, _: Path) -> None:
    before = assert_sound(path, newest=False)
    assert before["articles"] == 10 * PER_BATCH
    finish(path)
    after = assert_sound(path)
    assert {t: after[t] for t in PER_ARTICLE} == {t: before[t] for t in PER_ARTICLE}


def prepare_two(path: Path) -> None:
    other = path.with_name("other.duckdb")
    if not path.exists():
        for name, rules in ((path, 0), (other, 1)):
            name.write_bytes(empty_database())
            with Session(name) as db:
                load_batch(db, "r1", f"v{rules}", batch_of([story(n, rules=rules) for n in range(40)]), REGISTERED)
        acknowledge(path.with_name("digest"), _digest(path) + _digest(other))


def check_two(path: Path, _: Path) -> None:
    other = path.with_name("other.duckdb")
    assert [_digest(path) + _digest(other)] == acknowledged(path.with_name("digest"))
    assert len(compare(path, other).changes) == 40


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


JOBS = {
    "load": Job(load_runs, prepare_loaded, check_loaded, 2.0),
    "publish": Job(publish_runs, prepare_loaded, check_published, 1.0),
    "migrate": Job(migrate_once, prepare_old, check_migrated, 1.5),
    "diff": Job(diff_often, prepare_two, check_two, 1.0),
}


def _begin(ready: Any, work: Callable[[Path, Path], None], path: Path, log: Path) -> None:
    ready.set()
    work(path, log)


def kill_once(name: str, folder: Path, dice: random.Random) -> None:
    """Start a job in a folder of its own, kill it at a random moment, and see that all is well after."""
    job, path, log = JOBS[name], folder / "facts.duckdb", folder / "log"
    job.prepare(path)
    log.unlink(missing_ok=True)
    if name in ("load", "publish"):
        path.write_bytes(empty_database())
    ready = PROCESSES.Event()
    process = PROCESSES.Process(target=_begin, args=(ready, job.work, path, log), daemon=True)
    process.start()
    assert ready.wait(60)
    time.sleep(dice.uniform(0.0, job.longest_seconds))
    process.kill()
    process.join(30)
    job.check(path, log)


def read_often(path: Path, stop: Any, results: Any, pause: float) -> None:
    """Open, ask and close until told to stop; what was seen must be whole runs, and never less than before.

    Ends too once the process that started it is gone: one that was killed tells nobody to stop.
    """
    reads, longest, before, errors = 0, 0.0, 0, list[str]()
    starter = multiprocessing.parent_process()
    while not stop.is_set() and (starter is None or starter.is_alive()):
        started = time.perf_counter()
        try:
            before = _read(path, before)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        longest = max(longest, time.perf_counter() - started)
        reads += 1
        time.sleep(pause)
    results.put((reads, longest, errors))


def _read(path: Path, before: int) -> int:
    with closing(open_reader(path)) as db:
        articles, measures = count(db, "articles"), count(db, "measures")
        whole = count(db, "measures_by_pair m JOIN articles a USING (article_id) WHERE m.type = 'import_tariff'")
        running = count(db, "runs WHERE status <> 'completed'")
    assert articles % (PER_BATCH * PER_RUN) == 0, f"half a run: {articles} articles"
    assert measures == 2 * articles, f"{measures} measures of {articles} articles"
    assert whole == articles, f"{whole} pairs of {articles} articles"
    assert not running, "a run that is not finished"
    assert articles >= before, f"{articles} articles after {before}"
    return articles
