"""sources → fetch → archive → clean → dedupe → extract → warehouse, as a Prefect flow.

python -m flows.ingest            poll the sources that are due
python -m flows.ingest --force    poll all of them now
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from flows.tasks import as_is, extract_batch, fetch_host, load_batch, poll_source
from tradenlp.clean.readers import Read
from tradenlp.extract.pool import Outcome
from tradenlp.gather import Gatherer, Poll, configured, group_by_host
from tradenlp.records import FeedEntry, Source
from tradenlp.settings import Settings, read_settings
from tradenlp.walk import Prepared, Walk, chunks
from tradenlp.warehouse.queries import feed_states
from tradenlp.warehouse.runs import summary

MOST_AT_ONCE = 8
"""tasks under way at the same time; extraction itself runs in the walk's own processes"""
RUNNER: Any = ThreadPoolTaskRunner(max_workers=MOST_AT_ONCE)


@flow(name="ingest", task_runner=RUNNER, timeout_seconds=6 * 3600)
def ingest(force: bool = False) -> dict[str, int]:
    """Poll what is due (or, with `force`, everything), fetch what is new, extract and load it; returns the counts."""
    settings = read_settings()
    with Walk(settings, "ingest") as walk, Gatherer(settings) as gatherer:
        polls = poll_all(walk, gatherer, settings, force)
        polled = chain.from_iterable(poll.reads for poll in polls)
        reads = chain(polled, fetch_all(walk, gatherer, polls))
        sources = [poll.source for poll in polls]
        pieces = chunks(reads, settings.batch_articles)
        extract_and_load(walk, (walk.prepare(piece, sources) for piece in pieces))
        for poll in polls:
            walk.remember(poll)
        report(walk, polls)
        return dict(walk.run.counts)


def poll_all(walk: Walk, gatherer: Gatherer, settings: Settings, force: bool) -> list[Poll]:
    """One task per source; a source whose task fails for good is left for the next run."""
    states = feed_states(walk.db)
    futures = [
        poll_source.submit(as_is(gatherer), as_is(watch), as_is(states.get(watch.source.source_id)), force)
        for watch in configured(settings)
    ]
    return [poll for future in futures if isinstance(poll := future.result(raise_on_failure=False), Poll)]


def fetch_all(walk: Walk, gatherer: Gatherer, polls: Iterable[Poll]) -> Iterator[Read]:
    """One task per host and source, hosts side by side; a link that two sources offer is fetched once."""
    seen: set[str] = set()
    futures: list[PrefectFuture[list[Read]]] = []
    for poll in polls:
        links = [link for link in walk.unfetched(poll.entries) if link.url not in seen]
        seen.update(link.url for link in links)
        futures += [_fetch(gatherer, group, poll.source) for group in group_by_host(links).values()]
    for future in futures:
        reads = future.result(raise_on_failure=False)
        if isinstance(reads, list):
            yield from reads


def _fetch(gatherer: Gatherer, links: list[FeedEntry], source: Source) -> PrefectFuture[list[Read]]:
    return fetch_host.submit(as_is(gatherer), as_is(links), as_is(source))


def extract_and_load(walk: Walk, batches: Iterable[Prepared]) -> None:
    """One extraction and one loading task per batch: as many under way as is useful, loaded in order, one at a time."""
    under_way: list[tuple[Prepared, PrefectFuture[list[Outcome]]]] = []
    for prepared in batches:
        under_way.append((prepared, extract_batch.submit(as_is(walk), as_is(prepared))))
        if len(under_way) >= walk.pool.window:
            _load(walk, *under_way.pop(0))
    for prepared, future in under_way:
        _load(walk, prepared, future)


def _load(walk: Walk, prepared: Prepared, future: PrefectFuture[list[Outcome]]) -> None:
    load_batch(as_is(walk), as_is(prepared), as_is(future.result()))


def report(walk: Walk, polls: Iterable[Poll]) -> None:
    """The run's artifact: what came in, by source, and what it came to."""
    lines = [
        f"# Ingest run {walk.run.run_id}",
        "",
        summary(walk.run.counts),
        "",
        "| source | listed | state |",
        "|---|---|---|",
    ]
    lines += [f"| {p.source.source_id} | {len(p.entries)} | {p.state.last_error or 'well'} |" for p in polls]
    create_markdown_artifact("\n".join(lines), key="ingest-summary", description="What the last ingest run came to")


if __name__ == "__main__":
    ingest(force="--force" in sys.argv[1:])
