"""`tradenlp sql` against people who mean harm: everything is refused or stopped, and the database stays as it is."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest

from tradenlp.errors import InputError, WarehouseError
from tradenlp.warehouse.database import open_writer
from tradenlp.warehouse.sandbox import Limits, ask, run_sql

SECONDS = 0.5
LIMITS = Limits(seconds=SECONDS, memory="200MB", result_megabytes=50)
GRACE = 15.0
"""for starting and ending the process on a busy machine"""

NOT_A_QUERY = [
    "COPY (SELECT 1) TO '{db}' (FORMAT csv, USE_TMP_FILE false)",
    "COPY (SELECT 1) TO '{db}.wal'",
    "COPY articles FROM '/etc/passwd'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{db}' (FORMAT csv, USE_TMP_FILE false)",
    "EXPLAIN (ANALYZE, FORMAT json) COPY (SELECT 1) TO '{db}' (FORMAT csv, USE_TMP_FILE false)",
    "EXPLAIN /* ) */ ANALYZE COPY (SELECT 1) TO '{db}'",
    "/* SELECT */ COPY (SELECT 1) TO '{folder}/stolen.csv'",
    "EXPORT DATABASE '{folder}/all'",
    "ATTACH '{folder}/other.duckdb'",
    "ATTACH ':memory:' AS m",
    "DETACH memory",
    "USE memory",
    "INSTALL httpfs",
    "FORCE INSTALL fts",
    "LOAD '/tmp/evil.duckdb_extension'",
    "SET enable_external_access = true",
    "SET GLOBAL lock_configuration = false",
    "RESET enable_external_access",
    "SET VARIABLE x = 1",
    "PRAGMA enable_profiling",
    "PRAGMA profiling_output='{folder}/profile.json'",
    "PRAGMA memory_limit='100GB'",
    "CALL enable_logging()",
    "CHECKPOINT",
    "VACUUM",
    "BEGIN",
    "SELECT 1; DROP TABLE articles",
    "SELECT 1; SELECT 2",
    "CREATE TABLE stolen AS FROM articles",
    "CREATE TEMP TABLE stolen AS FROM articles",
    "CREATE SECRET s (TYPE s3, KEY_ID 'x', SECRET 'y')",
    "CREATE MACRO f() AS 1",
    "INSERT INTO articles SELECT * FROM articles",
    "UPDATE articles SET title = 'x'",
    "DELETE FROM articles",
    "TRUNCATE articles",
    "DROP TABLE articles",
    "ALTER TABLE articles ADD COLUMN x INTEGER",
    "COMMENT ON TABLE articles IS 'x'",
    "MERGE INTO articles USING articles b ON TRUE WHEN MATCHED THEN DELETE",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
]

OUT_OF_REACH = [
    "IMPORT DATABASE '{folder}/all'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT content FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('{folder}/secret.txt')",
    "SELECT * FROM '{folder}/secret.csv'",
    "SELECT * FROM read_json_auto('/proc/self/environ')",
    "SELECT * FROM parquet_metadata('{folder}/x.parquet')",
    "SELECT * FROM sniff_csv('{folder}/secret.csv')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_parquet('https://127.0.0.1:1/x.parquet')",
    "SELECT * FROM read_csv('s3://bucket/x.csv')",
    "SELECT * FROM sqlite_scan('{folder}/x.db', 't')",
    "SELECT * FROM query('COPY articles TO ''{folder}/stolen.csv''')",
    "SELECT * FROM sys",
    "SELECT * FROM force_checkpoint()",
    "SELECT getenv('HOME')",
    "SELECT set_config('threads', '9')",
    "WITH gone AS (DELETE FROM articles RETURNING *) FROM gone",
    "DESCRIBE (DELETE FROM articles RETURNING *)",
]

TOO_MUCH = [
    "SELECT count(*) FROM range(100000000) a, range(100000000) b",
    "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t",
    "SELECT repeat('x', 4000000000)",
    "SELECT length(repeat(repeat('x', 1000000), 1000000))",
    "SELECT repeat('x', 1000000) FROM range(1000000)",
    "SELECT string_agg(repeat('x', 10000), '') FROM range(1000000)",
    "SELECT list(range) FROM range(1000000000)",
    "SELECT range(4000000000)",
    "SELECT unnest(range(1000000000)) ORDER BY hash(1) DESC",
    "SELECT lpad('x', 2147483647, 'y')",
    "SELECT regexp_matches(repeat('a', 10000000), '((a{1,50}){1,50}b)+$') FROM range(100)",
    "SELECT regexp_replace(repeat('ab', 50000000), '(a|b|ab)*c', 'x', 'g')",
    "SELECT count(*) FROM range(10000000) a JOIN range(10000000) b ON a.range % 7 = b.range % 7",
    "SELECT list_reduce(range(100000000), lambda x, y: x + y % 3)",
    "SELECT * FROM range(100000000000)",
    "SELECT levenshtein(repeat('ab', 1000000), repeat('ba', 1000000))",
    "SELECT " + "(" * 200_000 + "1" + ")" * 200_000,
    "SELECT " + " + ".join(["1"] * 100_000),
]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sandbox")
    path = folder / "facts.duckdb"
    with open_writer(path) as connection:
        connection.execute(
            "INSERT INTO actors SELECT 'a' || range, 'A', 'person', 'US', NULL, NULL, [], TRUE FROM range(9)"
        )
    (folder / "secret.txt").write_text("open sesame")
    (folder / "secret.csv").write_text("a,b\n1,2\n")
    return path


@pytest.fixture(scope="module", autouse=True)
def nothing_changes(db: Path) -> object:
    """Every file of the folder is the same after all attempts as before, and no file has joined it."""

    def state() -> dict[str, str]:
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in db.parent.iterdir()}

    before = state()
    yield
    assert state() == before


def attempt(db: Path, query: str) -> str:
    """What is told about a query that has to fail; never a sentence about a crash."""
    sql = query.format(db=db, folder=db.parent) if "{" in query and "{1" not in query else query
    started = time.monotonic()
    with pytest.raises(WarehouseError) as told, ask(db, sql, LIMITS) as answer:
        for _ in answer.batches:
            pass
    assert time.monotonic() - started < SECONDS + GRACE
    return str(told.value)


@pytest.mark.parametrize("query", NOT_A_QUERY)
def test_what_is_no_query_is_refused(db: Path, query: str) -> None:
    told = attempt(db, query)
    assert "only queries are allowed" in told or "one statement at a time" in told or "Parser Error" in told


@pytest.mark.parametrize("query", OUT_OF_REACH)
def test_files_network_and_settings_are_out_of_reach(db: Path, query: str) -> None:
    told = attempt(db, query)
    assert "took longer" not in told
    assert "sesame" not in told


@pytest.mark.parametrize("query", TOO_MUCH, ids=lambda query: query[:60])
def test_what_needs_too_much_is_stopped(db: Path, query: str) -> None:
    attempt(db, query)


def test_there_are_at_least_sixty_attempts() -> None:
    assert len({*NOT_A_QUERY, *OUT_OF_REACH, *TOO_MUCH}) >= 60


@pytest.mark.parametrize(
    "query",
    [
        "SELECT count(*) FROM actors",
        "FROM actors LIMIT 1",
        "VALUES (1)",
        "WITH a AS (SELECT 1) FROM a",
        "SHOW TABLES",
        "DESCRIBE actors",
        "SUMMARIZE actors",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "EXPLAIN (FORMAT json) SELECT 1",
        "-- a remark\nSELECT 1;",
        "PIVOT actors ON kind USING count(*) GROUP BY country",
        "PRAGMA table_info('actors')",
        "SELECT 'DROP TABLE actors; COPY'",
    ],
)
def test_queries_of_every_kind_are_answered(db: Path, query: str) -> None:
    assert run_sql(db, query, seconds=20).num_rows >= 1


def test_rows_come_in_batches_as_they_are_made(db: Path) -> None:
    with ask(db, "SELECT range AS n FROM range(1000000)", Limits(seconds=20)) as answer:
        assert answer.schema == pa.schema([("n", pa.int64())])
        first = next(answer.batches)
        assert first.num_rows < 10_000
        assert first.num_rows + sum(batch.num_rows for batch in answer.batches) == 1_000_000


def test_time_that_the_reader_takes_is_not_counted(db: Path) -> None:
    with ask(db, "FROM range(100000)", Limits(seconds=0.6)) as answer:
        next(answer.batches)
        time.sleep(0.9)
        assert sum(batch.num_rows for batch in answer.batches) > 90_000


def test_an_error_among_the_rows_is_told(db: Path) -> None:
    query = "SELECT CASE WHEN range = 900000 THEN error('here') END FROM range(1000000)"
    with pytest.raises(WarehouseError, match="here"), ask(db, query, Limits(seconds=20)) as answer:
        list(answer.batches)


def test_a_query_ends_with_who_asked(db: Path) -> None:
    """Killed by force, the asker cannot clean up: the process notices that nobody listens any more."""
    asker = (
        "from tradenlp.warehouse import sandbox\n"
        f"query = sandbox._Query({str(db)!r}, 'SELECT count(*) FROM range(10**9) a, range(10**9)', sandbox.Limits())\n"
        "print(query._process.pid, flush=True)\n"
        "query.answer()\n"
    ).replace("10**9", "1000000000")
    process = subprocess.Popen([sys.executable, "-c", asker], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    with process:
        child = int(process.stdout.readline())
        time.sleep(1.0)
        os.kill(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + GRACE
    while alive(child):
        assert time.monotonic() < deadline, "the query goes on"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("memory", ["much", "", "5", "-1GB", "2GB; DROP"])
def test_a_memory_size_has_to_be_one(memory: str) -> None:
    with pytest.raises(InputError, match="is no size"):
        Limits(memory=memory)


def test_sizes_are_read_as_decimal() -> None:
    assert Limits(memory="1.5GB").memory_bytes == 1_500_000_000
    assert Limits(memory="200 mb").memory_bytes == 200_000_000
