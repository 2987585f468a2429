"""The warehouse at size: load rate, the time of each documented question as a ratio to SQL by hand, size, memory.

    python bench/warehouse.py --articles 20000                  a quick look
    python bench/warehouse.py --articles 1000000 --folder DIR   in full: some 15 GB in DIR, removed at the end

Ratios are of the best of several rounds in turn, in one process on the same file; a question and its twin by hand have
to give the same rows. The database gets a quarter of the machine's memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
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
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tradenlp-bench-", dir=given.folder))
    try:
        run(folder, given.articles, given.rounds)
    finally:
        shutil.rmtree(folder)


def run(folder: Path, articles: int, rounds: int) -> None:
    """Fill, measure, print."""
    patterns = folder / "patterns.duckdb"
    settings = read_settings(data_dir=folder, database=patterns, workers=1)
    ingest([str(FIXTURES)], settings, lambda _: None)
    samples = extracted_fixtures()
    path = folder / "facts.duckdb"
    db = open_writer(path)
    db.execute(f"SET memory_limit = '{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') // 4} B'")
    prepare(db, patterns)
    load_rate(db, samples, "empty database")
    fill_and_index(db, path, articles)
    load_rate(db, samples, f"database of {articles:,} articles")
    tidy(db, path)
    questions(db, articles, rounds)
    searches(db, rounds)
    db.close()


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


def fill_and_index(db: duckdb.DuckDBPyConnection, path: Path, articles: int) -> None:
    """Generate the articles; index them chunk by chunk; tell rates, sizes and memory."""
    words = Words([row[0] for row in db.execute(f"SELECT text FROM {PATTERNS}.articles").fetchall()])
    filling = indexing = 0.0
    memory: list[float] = []
    started = time.perf_counter()
    for ids in fill(db, articles, words):
        filling += time.perf_counter() - started
        started = time.perf_counter()
        found = db.execute("SELECT article_id, title, text FROM chosen").fetchall()
        db.execute("BEGIN")
        index_articles(db, [Article(key, "files", "", text, title) for key, title, text in found], known=())
        db.execute("COMMIT")
        indexing += time.perf_counter() - started
        memory.append(resident_megabytes())
        if len(memory) % 10 == 0:
            out.print(f"  {len(memory) * len(ids):,} articles, {memory[-1]:,.0f} MB resident")
        started = time.perf_counter()
    db.execute("CHECKPOINT")
    rows = sum(_count(db, table) for table in (*FACT_TABLES, "articles"))
    out.print(
        f"{articles:,} articles, {rows:,} rows: generated in bulk at {articles / filling:,.0f} articles/s, "
        f"{rows / filling:,.0f} rows/s; indexed at {articles / indexing:,.0f} articles/s\n"
        f"file {path.stat().st_size / 1e9:.2f} GB, {path.stat().st_size / articles:,.0f} bytes an article; resident "
        f"{memory[0]:,.0f} MB after the first chunk, {memory[len(memory) // 2]:,.0f} MB half-way, "
        f"{memory[-1]:,.0f} MB at the end, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB at most"
    )


def tidy(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Sort the full-text index."""
    before = {words: seconds(db, _found(words)) for words in SEARCHES}
    started = time.perf_counter()
    tidy_index(db, always=True)
    out.print(
        f"full-text index: {_count(db, 'search_words'):,} rows, sorted in "
        f"{time.perf_counter() - started:,.0f} s; before "
        + ", ".join(f"{words!r} {seconds:.2f} s" for words, seconds in before.items())
    )


def questions(db: duckdb.DuckDBPyConnection, articles: int, rounds: int) -> None:
    """Each documented question against its twin by hand."""
    table = Table("question", "rows", "seconds", "by hand", "ratio")
    since = f"TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_seconds({articles - articles // 20})"
    for question in QUESTIONS:
        ours, by_hand = question.ours.replace("{since}", since), question.by_hand.replace("{since}", since)
        first, second = ask(db, ours), ask(db, by_hand)
        assert first == second, f"{question.name}: {first[:3]} is not {second[:3]}"
        timed = [(seconds(db, ours), seconds(db, by_hand)) for _ in range(rounds)]
        mine, theirs = min(one[0] for one in timed), min(one[1] for one in timed)
        table.add_row(question.name, f"{len(first):,}", f"{mine:.3f}", f"{theirs:.3f}", f"{mine / theirs:.2f}")
    out.print(table)


def searches(db: duckdb.DuckDBPyConnection, rounds: int) -> None:
    """Searches with the index against a look through all texts."""
    table = Table("search", "hits", "seconds", "all texts by ILIKE", "ratio")
    for words in SEARCHES:
        hits = ask(db, _found(words))[0][0]
        mine = min(seconds(db, _found(words)) for _ in range(rounds))
        every = " OR ".join(f"text ILIKE '%{word}%'" for word in words.replace('"', "").split())
        theirs = seconds(db, f"SELECT count(*) FROM articles WHERE {every}")
        table.add_row(words, f"{hits:,}", f"{mine:.3f}", f"{theirs:.3f}", f"{mine / theirs:.2f}")
    out.print(table)


def _found(words: str) -> str:
    return f"SELECT count(*) FROM search_articles('{words}')"


def seconds(db: duckdb.DuckDBPyConnection, sql: str) -> float:
    started = time.perf_counter()
    ask(db, sql)
    return time.perf_counter() - started


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
