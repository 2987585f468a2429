"""Kills loading, publishing, migrating and comparing at random moments, and looks at what is left each time.

    python bench/kills.py                500 kills
    python bench/kills.py 40 --seed 7    fewer, at other moments

After every kill the database that readers see has to open, to be sound by all questions of `tradenlp doctor`, and to
hold no half run; the next run has to go on from what the killed one had stored, with nothing lost and nothing doubled.
Stops with an error at the first kill after which that does not hold.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.warehouse_jobs import JOBS, acknowledged, kill_once, make_old


def main() -> int:
    """Kill as often as asked; prints a line a job."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", nargs="?", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice, killed, done = random.Random(given.seed), Counter[str](), Counter[str]()
    started = time.monotonic()
    with TemporaryDirectory() as name:
        folders = {job: Path(name) / job for job in JOBS}
        for folder in folders.values():
            folder.mkdir()
        make_old(folders["migrate"] / "facts.duckdb")
        for n in range(given.kills):
            job = list(JOBS)[n % len(JOBS)]
            kill_once(job, folders[job], dice)
            killed[job] += 1
            done[job] += len(acknowledged(folders[job] / "log"))
            if n % 50 == 49:
                print(f"{n + 1} kills, {time.monotonic() - started:.0f} s", flush=True)
    for job, n in killed.items():
        print(f"{job}: {n} kills, {done[job]} steps done before them; sound after each")
    return 0


if __name__ == "__main__":
    sys.exit(main())
