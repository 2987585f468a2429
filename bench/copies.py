"""What finding copies costs as the number of stored articles grows: CPU time each, disk, memory.

    python bench/copies.py --articles 200000 1000000

Fingerprints are made up (their values are random, and every tenth article shares nine tenths of them with an earlier
one of the same week), so that a million of them cost minutes instead of days. They are spread over two years in order
of time. Measured: the fingerprint of a text of 500 words, the look-up of neighbours with the decision, and the storing,
for as many articles together as a run stores together where so many are stored already; also for articles of all days
mixed, where days tell nothing. DuckDB gets 300 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from tradenlp.dedupe import Candidate, Fingerprint, day_of, fingerprint
from tradenlp.dedupe.fingerprint import BANDS, PERMUTATIONS
from tradenlp.walk.loading import held_together
from tradenlp.warehouse.arrow import append, table_schemas
from tradenlp.warehouse.copies import find_copies
from tradenlp.warehouse.database import open_writer

START = datetime(2024, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=730)
FEWEST, MEASURED, CHUNK = 50, 2000, 20_000
WORDS = 500


def candidates(first: int, count: int, total: int, mixed: bool = False) -> Iterator[Candidate]:
    """Made-up articles number `first` and on; every tenth is a near copy of one a few before it."""
    random = np.random.default_rng(first)
    values = random.integers(0, 2**32, (count, PERMUTATIONS), dtype=np.uint64).astype("<u4")
    for n in range(count):
        if n % 10 == 9:
            values[n] = values[n - 5]
            values[n, :: PERMUTATIONS // 12] = random.integers(0, 2**32, len(values[n, :: PERMUTATIONS // 12]))
        number = first + n
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        share = random.random() if mixed else min(1.0, number / total)
        yield Candidate(digest[:16], START + SPAN * share, Fingerprint(digest, values[n].tobytes(), WORDS))


def store(db: duckdb.DuckDBPyConnection, items: list[Candidate]) -> None:
    """What loading stores of the fingerprints of new articles."""
    schemas = table_schemas(db)
    prints = [
        (c.article_id, c.fingerprint.words_sha256, c.fingerprint.signature, WORDS, c.fingerprint.words_key)
        for c in items
    ]
    append(db, schemas, "fingerprints", prints)
    bands = [(c.article_id, band, day_of(c.published_at)) for c in items for band in c.fingerprint.bands()]
    append(db, schemas, "fingerprint_bands", bands)


def fill(db: duckdb.DuckDBPyConnection, have: int, total: int, most: int) -> None:
    """Articles in order of time whose fingerprints are random altogether; `most` of them fill the two years."""
    for first in range(have, total, CHUNK):
        count = min(CHUNK, total - first)
        random = np.random.default_rng(first)
        numbers = np.arange(first, first + count)
        signatures = pa.py_buffer(random.bytes(4 * PERMUTATIONS * count))
        incoming = pa.table(
            {
                "id": pa.array([f"{n:016x}" for n in numbers]),
                "moment": pa.array([START + SPAN * (n / most) for n in numbers]),
                "words": pa.array([random.bytes(32).hex() for _ in numbers]),
                "key": pa.array(random.integers(0, 2**60, count)),
                "signature": pa.FixedSizeBinaryArray.from_buffers(
                    pa.binary(4 * PERMUTATIONS), count, [None, signatures]
                ).cast(pa.binary()),
                "bands": pa.FixedSizeListArray.from_arrays(pa.array(random.integers(0, 2**60, BANDS * count)), BANDS),
                "day": pa.array([day_of(START + SPAN * (n / most)) for n in numbers], pa.int32()),
            }
        )
        db.register("incoming", incoming)
        db.execute(
            "INSERT INTO articles (article_id, source_id, text, text_sha256, word_count, ingested_at, published_at) "
            "SELECT id, 'bench', '', '', 0, now(), moment FROM incoming"
        )
        db.execute(f"INSERT INTO fingerprints SELECT id, words, signature, {WORDS}, key FROM incoming")
        db.execute("INSERT INTO fingerprint_bands SELECT id, unnest(bands::BIGINT[]), day FROM incoming")
        db.unregister("incoming")
    db.execute("CHECKPOINT")


def measure(db: duckdb.DuckDBPyConnection, total: int, mixed: bool) -> tuple[float, float, int]:
    """Milliseconds each for looking up and for storing, and the copies that were found."""
    look = keep = 0.0
    found, together = 0, max(FEWEST, held_together(total))
    for first in range(0, MEASURED, together):
        items = list(candidates((2 + mixed) * 10**9 + 10 * total + first, together, total, mixed))
        if not mixed:
            items = [replace(c, published_at=START + SPAN) for c in items]
        started = time.process_time()
        found += len(find_copies(db, items).new)
        looked = time.process_time()
        db.execute("BEGIN")
        store(db, items)
        db.execute("COMMIT")
        look, keep = look + looked - started, keep + time.process_time() - looked
    measured = first + together
    return 1000 * look / measured, 1000 * keep / measured, found


def fingerprint_ms() -> float:
    words = np.random.default_rng(1).integers(0, 20_000, (200, WORDS))
    texts = [" ".join(f"word{n}" for n in row) for row in words]
    started = time.process_time()
    for text in texts:
        fingerprint(text)
    return 1000 * (time.process_time() - started) / len(texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[50_000, 200_000])
    given = parser.parse_args()
    heads = ("articles", "fingerprint ms", "look up ms", "store ms", "all ms", "mixed days ms", "disk MB", "memory MB")
    table = Table(*heads)
    made = fingerprint_ms()
    with tempfile.TemporaryDirectory() as folder:
        path, have = Path(folder) / "copies.duckdb", 0
        with open_writer(path) as db:
            db.execute("SET memory_limit = '300MB'")
            for total in sorted(given.articles):
                fill(db, have, total, max(given.articles))
                have = total
                look, keep, found = measure(db, total, mixed=False)
                mixed_look, mixed_keep, _ = measure(db, total, mixed=True)
                assert found >= MEASURED // 10, f"only {found} copies were found"
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                table.add_row(
                    f"{total:,}", f"{made:.2f}", f"{look:.2f}", f"{keep:.2f}", f"{made + look + keep:.2f}",
                    f"{made + mixed_look + mixed_keep:.2f}", f"{path.stat().st_size / 1e6:,.0f}", f"{memory:,.0f}",
                )  # fmt: skip
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
