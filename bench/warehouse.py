"""The warehouse at size: load rate, the time of each documented question as a ratio to SQL by hand, size, memory.

    python bench/warehouse.py --articles 20000                  a quick look
    python bench/warehouse.py --articles 1000000 --folder DIR   in full: some 12 GB in DIR, removed at the end

Ratios are of the best of several rounds in turn, in one process on the same file; a question and its twin by hand have
to give the same rows. Seconds are those of the clock and, beside them, of the processors, which tell more where other
programs are at work. `--share` of the articles have facts, by default so many that there are 30 rows of facts an
article. The database may use `--memory`; what the process really takes is looked at five times a second.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from tradenlp.clean.article import clean_document
from tradenlp.clean.readers import read_inputs
from tradenlp.dedupe import fingerprint
from tradenlp.extract.extractor import Extractor
from tradenlp.pipeline import ingest
from tradenlp.records import Article, RawDocument
from tradenlp.settings import read_settings
from tradenlp.warehouse.database import open_writer
from tradenlp.warehouse.load import Batch, Extracted, load_batch
from tradenlp.warehouse.publish import Session
from tradenlp.warehouse.replace import FACT_TABLES
from tradenlp.warehouse.search import index_articles, tidy_index
from warehouse_data import PATTERNS, Words, fill, prepare
from warehouse_questions import QUESTIONS, SEARCHES

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"
BATCH = 50
BATCHES = 20
out = Console(width=140)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="where the database is made; unset: the system's temporary folder")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--share", type=float, help="of the articles that have facts; unset: for 30 rows an article")
    parser.add_argument("--memory", default="2GB", help="what the database may use")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tradenlp-bench-", dir=given.folder))
    try:
        run(folder, given)
    finally:
        shutil.rmtree(folder)


def run(folder: Path, given: argparse.Namespace) -> None:
    """Fill, measure, print."""
    patterns, path, watch = folder / "patterns.duckdb", folder / "facts.duckdb", Watch()
    settings = read_settings(data_dir=folder, database=patterns, workers=1)
    ingest([str(FIXTURES)], settings, lambda _: None)
    samples = extracted_fixtures()
    with open_writer(path) as db:
        db.execute(f"SET memory_limit = '{given.memory}'")
        prepare(db, patterns)
        load_rate(db, samples, "empty database")
        share = given.share or 30 / rows_of_pattern(db)
        fill_and_index(db, path, given.articles, share, watch)
        load_rate(db, samples, f"database of {given.articles:,} articles")
        tell(watch, "while loading")
    publish(path, samples, given.memory)
    tell(watch, "while publishing")
    with open_writer(path) as db:
        db.execute(f"SET memory_limit = '{given.memory}'")
        tidy(db, path)
        tell(watch, "while the index is sorted")
        questions(db, given.articles, given.rounds)
        searches(db, given.rounds)
        tell(watch, "while questions are answered")


class Watch:
    """Looks five times a second at the memory that this process has."""

    def __init__(self) -> None:
        self._most = 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            self._most = max(self._most, resident_megabytes())
            time.sleep(0.2)

    def most(self) -> float:
        """The most since it was asked before, in megabytes."""
        most, self._most = max(self._most, resident_megabytes()), 0.0
        return most


def tell(watch: Watch, when: str) -> None:
    out.print(f"memory {when}: {watch.most():,.0f} MB at most")


def rows_of_pattern(db: duckdb.DuckDBPyConnection) -> float:
    """Rows of facts that a fixture has on average."""
    rows = sum(_count(db, f"{PATTERNS}.{table}") for table in FACT_TABLES)
    return rows / _count(db, f"{PATTERNS}.articles")


def publish(path: Path, samples: list[Extracted], memory: str) -> None:
    """What a run costs beside its load: the copy at its beginning, the sums and the flush at its end."""
    registered, (batch, *_) = frozenset[str](), _batches(samples, "publish")
    t = [time.perf_counter()]
    with Session(path) as db:
        t.append(time.perf_counter())
        db.execute(f"SET memory_limit = '{memory}'")
        load_batch(db, "r2", "v1", Batch(extracted=batch), registered)
        t.append(time.perf_counter())
    t.append(time.perf_counter())
    begin, load, end = (after - before for before, after in pairwise(t))
    out.print(
        f"a run on a file of {path.stat().st_size / 1e9:.2f} GB: {begin:.1f} s to begin (copy and open), {load:.1f} s "
        f"for a batch, {end:.1f} s to publish (sums, checkpoint, flush, rename)"
    )


def extracted_fixtures() -> list[Extracted]:
    """The fixtures with their facts, as extraction hands them to the load."""
    pages = (read for read in read_inputs([FIXTURES]) if isinstance(read, RawDocument))
    articles = [article for page in pages if isinstance(article := clean_document(page), Article)]
    found = Extractor().extract(articles)
    return [Extracted(a, f.facts, "in", 0.1, fingerprint(a.text)) for a, f in zip(articles, found, strict=True)]


def load_rate(db: duckdb.DuckDBPyConnection, samples: list[Extracted], where: str) -> None:
    """Load batches of articles as ingestion does, and beside it the same rows as bare INSERTs of Arrow tables."""
    registered = frozenset(row[0] for row in db.execute("SELECT actor_id FROM actors WHERE registered").fetchall())
    batches = list(_batches(samples, where))
    started = time.perf_counter()
    for batch in batches:
        load_batch(db, "r1", "v1", Batch(extracted=batch), registered)
    loaded = time.perf_counter() - started
    ids = [item.article.article_id for batch in batches for item in batch]
    rows, bare = _bare_insert(db, ids)
    count = len(ids)
    out.print(
        f"load into the {where}: {count / loaded:,.0f} articles/s, {rows / loaded:,.0f} rows/s "
        f"({1000 * loaded / len(batches):.0f} ms a batch of {BATCH}); the same rows as bare INSERTs of "
        f"{len(batches)} batches: {rows / bare:,.0f} rows/s, ratio {loaded / bare:.1f}"
    )


def _batches(samples: list[Extracted], mark: str) -> Iterator[list[Extracted]]:
    for number in range(BATCHES):
        chosen = [(number * BATCH + i, samples[(number * BATCH + i) % len(samples)]) for i in range(BATCH)]
        yield [
            replace(one, article=replace(one.article, article_id=f"{mark[:5]}-{i:011d}", url=None, canonical_url=None))
            for i, one in chosen
        ]


def _bare_insert(db: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> tuple[int, float]:
    """Rows and seconds of inserting the stored rows of these articles, batch by batch, into tables without any rule."""
    tables = ("articles", "extractions", *FACT_TABLES)
    pieces = [ids[first : first + BATCH] for first in range(0, len(ids), BATCH)]
    for table in tables:
        db.execute(f"CREATE TEMP TABLE bare_{table} AS FROM {table} LIMIT 0")
    rows, spent = 0, 0.0
    for piece in pieces:
        arrow = {
            t: db.execute(f"SELECT * FROM {t} WHERE article_id IN (SELECT unnest(?))", [list(piece)]).to_arrow_table()
            for t in tables
        }
        started = time.perf_counter()
        db.execute("BEGIN")
        for table, data in arrow.items():
            db.register("piece", data)
            db.execute(f"INSERT INTO bare_{table} FROM piece")
            db.unregister("piece")
        db.execute("COMMIT")
        spent += time.perf_counter() - started
        rows += sum(data.num_rows for data in arrow.values())
    for table in tables:
        db.execute(f"DROP TABLE bare_{table}")
    return rows, spent


def fill_and_index(db: duckdb.DuckDBPyConnection, path: Path, articles: int, share: float, watch: Watch) -> None:
    """Generate the articles; index them chunk by chunk; tell rates, sizes and memory."""
    words = Words([row[0] for row in db.execute(f"SELECT text FROM {PATTERNS}.articles").fetchall()])
    filling = indexing = 0.0
    done, before = 0, _fact_rows(db)
    watch.most()
    started = time.perf_counter()
    for ids in fill(db, articles, words, share):
        filling += time.perf_counter() - started
        started = time.perf_counter()
        found = db.execute("SELECT article_id, title, text FROM chosen").fetchall()
        db.execute("BEGIN")
        index_articles(db, [Article(key, "files", "", text, title) for key, title, text in found], known=())
        db.execute("COMMIT")
        indexing += time.perf_counter() - started
        done += len(ids)
        if done % 100_000 == 0:
            held = db.execute("SELECT sum(memory_usage_bytes) / 1e6 FROM duckdb_memory()").fetchall()[0][0]
            out.print(
                f"  {done:,} articles: {watch.most():,.0f} MB at most since the line before, DuckDB holds {held:,.0f}"
            )
        started = time.perf_counter()
    db.execute("CHECKPOINT")
    rows = _fact_rows(db) - before
    out.print(
        f"{articles:,} articles, {share:.0%} of them with facts, {rows:,} rows of facts: generated in bulk at "
        f"{articles / filling:,.0f} articles/s, {rows / filling:,.0f} rows/s; indexed at {articles / indexing:,.0f} "
        f"articles/s\nfile {path.stat().st_size / 1e9:.2f} GB, {path.stat().st_size / articles:,.0f} bytes an article"
    )


def _fact_rows(db: duckdb.DuckDBPyConnection) -> int:
    return sum(_count(db, table) for table in FACT_TABLES)


def tidy(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Sort the full-text index."""
    before = {words: seconds(db, _found(words))[0] for words in SEARCHES}
    started = time.perf_counter()
    tidy_index(db, always=True)
    out.print(
        f"full-text index: {_count(db, 'search_words'):,} rows, sorted in "
        f"{time.perf_counter() - started:,.0f} s; before "
        + ", ".join(f"{words!r} {seconds:.2f} s" for words, seconds in before.items())
    )


def questions(db: duckdb.DuckDBPyConnection, articles: int, rounds: int) -> None:
    """Each documented question against its twin by hand."""
    table = Table("question", "rows", "seconds", "by hand", "ratio", "CPU seconds", "by hand", "ratio")
    since = f"TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_seconds({articles - articles // 20})"
    for question in QUESTIONS:
        ours, by_hand = question.ours.replace("{since}", since), question.by_hand.replace("{since}", since)
        first, second = ask(db, ours), ask(db, by_hand)
        assert first == second, f"{question.name}: {first[:3]} is not {second[:3]}"
        timed = [(*seconds(db, ours), *seconds(db, by_hand)) for _ in range(rounds)]
        mine, my_cpu, theirs, their_cpu = (min(one[n] for one in timed) for n in range(4))
        told = [f"{mine:.3f}", f"{theirs:.3f}", f"{mine / theirs:.2f}"]
        told += [f"{my_cpu:.3f}", f"{their_cpu:.3f}", f"{my_cpu / their_cpu:.2f}"]
        table.add_row(question.name, f"{len(first):,}", *told)
    out.print(table)


def searches(db: duckdb.DuckDBPyConnection, rounds: int) -> None:
    """Searches with the index against a look through all texts."""
    table = Table("search", "hits", "seconds", "all texts by ILIKE", "ratio")
    for words in SEARCHES:
        hits = ask(db, _found(words))[0][0]
        mine = min(seconds(db, _found(words))[0] for _ in range(rounds))
        every = " OR ".join(f"text ILIKE '%{word}%'" for word in words.replace('"', "").split())
        theirs = seconds(db, f"SELECT count(*) FROM articles WHERE {every}")[0]
        table.add_row(words, f"{hits:,}", f"{mine:.3f}", f"{theirs:.3f}", f"{mine / theirs:.2f}")
    out.print(table)


def _found(words: str) -> str:
    return f"SELECT count(*) FROM search_articles('{words}')"


def seconds(db: duckdb.DuckDBPyConnection, sql: str) -> tuple[float, float]:
    """By the clock, and of the processors."""
    started, cpu = time.perf_counter(), time.process_time()
    ask(db, sql)
    return time.perf_counter() - started, time.process_time() - cpu


def ask(db: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return db.execute(sql).fetchall()


def _count(db: duckdb.DuckDBPyConnection, table: str) -> int:
    row = db.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0


def resident_megabytes() -> float:
    """Memory of this process that is in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
