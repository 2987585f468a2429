"""What the Prefect flow costs beside the plain pipeline, as a ratio: the same feeds and articles through both.

    python bench/flow_overhead.py --articles 1000 --rounds 2

Servers on 127.0.0.1, a Prefect server of its own that is already up, as on a schedule; plain and flow take turns, each
with an empty database; the best round of each counts. CPU is that of this process, extraction included. The flow runs
as `python -m flows.ingest` runs it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from kills_feeds import Site  # noqa: E402
from tradenlp.pipeline import run_sources  # noqa: E402
from tradenlp.settings import read_settings  # noqa: E402


def timed(job: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    clock, processor = time.monotonic(), time.process_time()
    job()
    return time.monotonic() - clock, time.process_time() - processor


def prepare(folder: Path, sources: Path) -> None:
    os.environ.update(
        TRADENLP_DATA_DIR=str(folder), TRADENLP_SOURCES_DIR=str(sources), TRADENLP_WORKERS="1",
        TRADENLP_HOST_DELAY_SECONDS="0", TRADENLP_LINKS_PER_HOST="100000",
        TRADENLP_ALLOW_PRIVATE_ADDRESSES='["127.0.0.1"]',
    )  # fmt: skip


def race(articles: int, rounds: int, folder: Path, api: str) -> None:
    os.environ |= {"PREFECT_API_URL": api, "PREFECT_LOGGING_LEVEL": "WARNING"}
    from flows.common import by_hand
    from flows.ingest import ingest

    def through_prefect() -> None:
        with by_hand():
            ingest()

    sources = folder / "sources"
    Site(articles).configure(sources)
    jobs: dict[str, Callable[[], object]] = {
        "plain": lambda: run_sources(read_settings(), lambda _: None),
        "flow": through_prefect,
    }
    small = folder / "small"
    Site(8).configure(small)
    for name, job in jobs.items():
        prepare(folder / f"warm-{name}", small)
        job()
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for number in range(rounds):
        for name, job in jobs.items():
            prepare(folder / f"{name}-{number}", sources)
            found[name].append(timed(job))
            print(f"{name}: {found[name][-1][0]:.1f} s, CPU {found[name][-1][1]:.1f} s", flush=True)
    for what, at in (("clock", 0), ("CPU", 1)):
        plain, flow = (min(times[at] for times in found[name]) for name in ("plain", "flow"))
        print(f"{what}: flow / plain = {flow / plain:.3f} ({articles} articles)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.setdefault("PREFECT_HOME", str(folder / "prefect"))
        from flows.serve import own_server

        with own_server() as api:
            race(given.articles, given.rounds, folder, api)
    return 0


if __name__ == "__main__":
    sys.exit(main())
