"""One writer and many readers on one database: errors, consistency of every read, and what the writer waits.

    python bench/readers.py                                       20 readers, 1,002 batches in 167 runs
    python bench/readers.py --readers 4 --batches 100 --runs 20

Readers open the database, ask four questions and close it, in a loop, with `--pause` seconds in between. A read has to
see whole runs only, never fewer than before. The writer loads the same batches once with the readers and once without
them. What it spends beyond the load is the beginning of a run (copy, open) and its end (checkpoint, flush, rename).
Times are those in which the writer was on a processor or asleep (disk, locks); the time in which it stood in line for
a processor that others had is told beside them: it says how busy the machine is, not who waits for whom.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.synthetic import REGISTERED, batch_of, empty_database, story
from tests.warehouse_jobs import PER_BATCH, PROCESSES, assert_sound, read_often

from tradenlp.warehouse.load import load_batch
from tradenlp.warehouse.publish import Session
from tradenlp.warehouse.runs import journal


def clock() -> tuple[float, float]:
    """Seconds of this thread without those in line for a processor, and these, from the kernel's own account."""
    in_line = int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    return time.perf_counter() - in_line, in_line


@dataclass
class Times:
    """Seconds of every run: before the load, the load, after it, and in line for a processor."""

    begin: list[float] = field(default_factory=list)
    load: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    in_line: list[float] = field(default_factory=list)


def write(path: Path, runs: int, batches: int) -> Times:
    """Load `batches` batches in each of `runs` runs."""
    times, number = Times(), 0
    for _ in range(runs):
        t = [clock()]
        with Session(path) as db, journal(db, "ingest", "v1") as run:
            t.append(clock())
            for _ in range(batches):
                items = [story(number * PER_BATCH + n) for n in range(PER_BATCH)]
                load_batch(db, run.run_id, "v1", batch_of(items), REGISTERED)
                number += 1
            t.append(clock())
        t.append(clock())
        for held, first, last in zip((times.begin, times.load, times.end), t, t[1:], strict=False):
            held.append(last[0] - first[0])
        times.in_line.append(t[-1][1] - t[0][1])
    return times


def told(name: str, seconds: list[float]) -> str:
    """Median, 99th percentile and maximum in milliseconds."""
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    return f"{name} {statistics.median(ordered) * 1e3:.0f} / {high * 1e3:.0f} / {ordered[-1] * 1e3:.0f} ms"


def show(name: str, times: Times, path: Path) -> None:
    parts = (
        told("begin", times.begin),
        told("load", times.load),
        told("end", times.end),
        told("in line", times.in_line),
    )
    print(f"{name}: {', '.join(parts)} a run (median / p99 / max), file {path.stat().st_size / 1e6:.1f} MB", flush=True)


def with_readers(path: Path, given: Any) -> Times:
    """Write while the readers read; prints what they saw, and raises where one saw what it must not."""
    stop, results = PROCESSES.Event(), PROCESSES.Queue()
    readers = [
        PROCESSES.Process(target=read_often, args=(path, stop, results, given.pause)) for _ in range(given.readers)
    ]
    for reader in readers:
        reader.start()
    times = write(path, given.runs, given.batches // given.runs)
    stop.set()
    found = [results.get(timeout=120) for _ in readers]
    for reader in readers:
        reader.join(30)
    errors = [error for _, _, errors in found for error in errors]
    reads, longest = sum(reads for reads, _, _ in found), max(longest for _, longest, _ in found)
    print(f"{given.readers} readers: {reads:,} reads, {len(errors)} errors {errors[:3]}, longest read {longest:.2f} s")
    if errors:
        raise SystemExit(1)
    return times


def main() -> int:
    """Both ways, then a look at the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--batches", type=int, default=1002)
    parser.add_argument("--runs", type=int, default=167)
    parser.add_argument("--pause", type=float, default=0.0)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        for alone in (True, False):
            path = Path(name) / f"{'alone' if alone else 'read'}.duckdb"
            path.write_bytes(empty_database())
            times = write(path, given.runs, given.batches // given.runs) if alone else with_readers(path, given)
            show("alone" if alone else f"with {given.readers} readers", times, path)
            assert_sound(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
