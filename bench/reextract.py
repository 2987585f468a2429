"""Extracts many stories again and again: no fact may differ, every id stays, and nothing moves to history.

    python bench/reextract.py stories.jsonl.gz              2,000 stories (objects with `text`, a line each), twice
    python bench/reextract.py stories.jsonl.gz --most 200 --workers 1

All stories are extracted, the relevant and the others. Stops with an error where anything differs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import sys
import time
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tradenlp.explore.diff import compare
from tradenlp.pipeline import ingest, reextract
from tradenlp.settings import read_settings
from tradenlp.warehouse.database import open_reader
from tradenlp.warehouse.replace import FACT_TABLES

IDS = "SELECT measure_id, article_id FROM measures UNION ALL SELECT event_id, article_id FROM events ORDER BY ALL"


def stories(path: Path, most: int, to: Path) -> Path:
    """The first `most` stories as a file of records with an id each."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in islice(file, most)]
    lines = (
        json.dumps({"id": f"story-{n}", "title": r.get("title"), "text": r["text"], "published_at": "1987-03-01"})
        for n, r in enumerate(records)
    )
    to.write_text("\n".join(lines), encoding="utf-8")
    return to


def facts(path: Path) -> tuple[int, int]:
    """Rows of facts, and rows of history."""
    with closing(open_reader(path)) as db:
        now, before = (
            [db.execute(f"SELECT count(*) FROM {schema}.{table}").fetchall()[0][0] for table in FACT_TABLES]
            for schema in ("main", "history")
        )
    return sum(now), sum(before)


def ids(path: Path) -> list[tuple[str, str]]:
    with closing(open_reader(path)) as db:
        return db.execute(IDS).fetchall()


def main() -> int:
    """Once in, twice again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--most", type=int, default=2000)
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--workers", type=int, default=0)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = read_settings(
            data_dir=folder, database=folder / "facts.duckdb", workers=given.workers, relevance_threshold=0.0
        )
        records = stories(given.texts, given.most, folder / "stories.jsonl")
        ingest([str(records)], settings, lambda _: None)
        first = shutil.copy(settings.database_path, folder / "first.duckdb")
        print(f"{given.most:,} stories, {facts(first)[0]:,} rows of facts", flush=True)
        for again in range(1, given.times + 1):
            started = time.perf_counter()
            reextract(settings, lambda _: None, everything=True)
            spent = time.perf_counter() - started
            diff, kept = compare(first, settings.database_path), ids(first) == ids(settings.database_path)
            moved = facts(settings.database_path)[1]
            print(
                f"again ({again}): {diff.compared:,} articles in {spent:.0f} s, {len(diff.changes)} facts differ, "
                f"ids {'equal' if kept else 'DIFFER'}, {moved} rows moved to history",
                flush=True,
            )
            if diff.changes or not kept or moved:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
