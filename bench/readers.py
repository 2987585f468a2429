"""One writer and many readers on one database: errors, consistency of every read, and what the writer waits.

    python bench/readers.py                                       20 readers, 1,002 batches in 167 runs
    python bench/readers.py --readers 4 --batches 120 --runs 20

Readers open the database, ask four questions and close it, in a loop, with `--pause` seconds in between. A read has to
see whole runs only, never fewer than before. The writer loads the same batches three times: alone, with the readers,
and with the readers on another file, who take as much of the processors but share nothing with it.

Beside the load a run has a beginning (copy, open) and an end (sums, checkpoint, flush, rename). The time of each is cut
in three by the kernel's own account of the thread: on a processor; in line for one, which says how busy the machine
is; and asleep, which is waiting: for the disk, or for a lock. Readers that held up the writer would show as sleep that
is longer with them on its file than on another one. DuckDB has one thread in the writer, so that it waits for no
worker of its own.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.synthetic import REGISTERED, batch_of, empty_database, story
from tests.warehouse_jobs import PER_BATCH, PER_RUN, PROCESSES, assert_sound, read_often

from tradenlp.warehouse.load import load_batch
from tradenlp.warehouse.publish import Session
from tradenlp.warehouse.runs import journal

PHASES = ("begin", "load", "end")
LONGEST_WAIT = 0.1
"""seconds that the writer may be asleep beside the load, in a run"""


class Spent(NamedTuple):
    """Seconds by the clock, on a processor, and in line for one."""

    wall: float
    on: float
    in_line: float

    @property
    def asleep(self) -> float:
        return max(0.0, self.wall - self.on - self.in_line)

    def since(self, before: Spent) -> Spent:
        return Spent(*(mine - theirs for mine, theirs in zip(self, before, strict=True)))


def clock() -> Spent:
    """What this thread has spent so far, from the kernel's own account."""
    on, in_line = map(int, Path("/proc/thread-self/schedstat").read_text().split()[:2])
    return Spent(time.perf_counter(), on / 1e9, in_line / 1e9)


Run = tuple[Spent, ...]
"""what a run spent in each of PHASES"""


def write(path: Path, runs: int, batches: int) -> list[Run]:
    """Load `batches` batches in each of `runs` runs."""
    done, number = list[Run](), 0
    for _ in range(runs):
        t = [clock()]
        with Session(path) as db, journal(db, "ingest", "v1") as run:
            db.execute("SET threads = 1")
            t.append(clock())
            for _ in range(batches):
                items = [story(number * PER_BATCH + n) for n in range(PER_BATCH)]
                load_batch(db, run.run_id, "v1", batch_of(items), REGISTERED)
                number += 1
            t.append(clock())
        t.append(clock())
        done.append(tuple(after.since(before) for before, after in pairwise(t)))
    return done


def show(name: str, runs: list[Run], path: Path) -> None:
    """A table of the three times of each phase, and how long the writer was asleep beside the load."""
    print(f"{name}: milliseconds a run, median / 99th percentile / maximum; file {path.stat().st_size / 1e6:.1f} MB")
    for n, phase in enumerate(PHASES):
        parts = (
            f"{kind} {told([getattr(run[n], kind) for run in runs])}" for kind in ("wall", "on", "in_line", "asleep")
        )
        print(f"  {phase:6}" + ", ".join(parts))
    beside = [run[0].asleep + run[2].asleep for run in runs]
    over = sum(wait > LONGEST_WAIT for wait in beside)
    print(
        f"  asleep beside the load {told(beside)}; {over} of {len(runs)} runs over {LONGEST_WAIT * 1e3:.0f} ms",
        flush=True,
    )


def told(seconds: list[float]) -> str:
    """Median, 99th percentile and maximum in milliseconds."""
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    return " / ".join(f"{one * 1e3:.0f}" for one in (statistics.median(ordered), high, ordered[-1]))


def read_politely(nice: int, *given: Any) -> None:
    """Read with a lower priority: a reader that held a lock would keep it all the longer."""
    os.nice(nice)
    read_often(*given)


def with_readers(path: Path, read: Path, given: Any) -> list[Run]:
    """Write while the readers read; prints what they saw, and raises where one saw what it must not."""
    stop, results = PROCESSES.Event(), PROCESSES.Queue()
    readers = [
        PROCESSES.Process(target=read_politely, args=(given.nice, read, stop, results, given.pause))
        for _ in range(given.readers)
    ]
    try:
        for reader in readers:
            reader.start()
        runs = write(path, given.runs, given.batches // given.runs)
    finally:
        stop.set()
    found = [results.get(timeout=120) for _ in readers]
    for reader in readers:
        reader.join(30)
    errors = [error for _, _, errors in found for error in errors]
    reads, longest = sum(reads for reads, _, _ in found), max(longest for _, longest, _ in found)
    print(f"{given.readers} readers: {reads:,} reads, {len(errors)} errors {errors[:3]}, longest read {longest:.2f} s")
    if errors:
        raise SystemExit(1)
    return runs


def main() -> int:
    """All three ways, with a look at each result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--batches", type=int, default=1002)
    parser.add_argument("--runs", type=int, default=167)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--nice", type=int, default=0, help="by how much the readers stand back from the processors")
    parser.add_argument("--folder", type=Path, help="where the files are made; unset: the system's temporary folder")
    given = parser.parse_args()
    if given.batches // given.runs % PER_RUN or given.batches % given.runs:
        parser.error(
            f"every run loads {PER_RUN} batches or a multiple: --batches {PER_RUN * given.runs} --runs {given.runs}"
        )
    with TemporaryDirectory(dir=given.folder) as name:
        alone, read, beside = (Path(name) / f"{which}.duckdb" for which in ("alone", "read", "beside"))
        for path in (alone, read, beside):
            path.write_bytes(empty_database())
        show("alone", write(alone, given.runs, given.batches // given.runs), alone)
        show("with readers on its file", with_readers(read, read, given), read)
        show("with readers on another file", with_readers(beside, alone, given), beside)
        for path in (alone, read, beside):
            assert_sound(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
