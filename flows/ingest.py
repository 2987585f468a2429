"""sources → fetch → archive → clean → dedupe → extract → warehouse, as a Prefect flow.

python -m flows.ingest            poll the sources that are due
python -m flows.ingest --force    poll all of them now
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows.tasks import extract_batch, fetch_host, load_batch, poll_source
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


@flow(name="ingest", task_runner=ThreadPoolTaskRunner(max_workers=MOST_AT_ONCE), timeout_seconds=6 * 3600)
def ingest(force: bool = False) -> dict[str, int]:
    """Poll what is due (or, with `force`, everything), fetch what is new, extract and load it; returns the counts."""
    settings = read_settings()
    with Walk(settings, "ingest") as walk, Gatherer(settings) as gatherer:
        polls = poll_all(walk, gatherer, settings, force)
        for poll in polls:
            store(walk, poll.reads, poll.source)
        for source, reads in fetch_all(walk, gatherer, polls):
            store(walk, reads, source)
        for poll in polls:
            walk.remember(poll)
        report(walk, polls)
        return dict(walk.run.counts)


def poll_all(walk: Walk, gatherer: Gatherer, settings: Settings, force: bool) -> list[Poll]:
    """One task per source; a source whose task fails for good is left for the next run."""
    states = feed_states(walk.db)
    futures = [
        poll_source.submit(quote(gatherer), quote(watch), quote(states.get(watch.source.source_id)), force)
        for watch in configured(settings)
    ]
    return [poll for future in futures if isinstance(poll := future.result(raise_on_failure=False), Poll)]


def fetch_all(walk: Walk, gatherer: Gatherer, polls: Iterable[Poll]) -> Iterator[tuple[Source, list[Read]]]:
    """One task per host and source, hosts side by side; a link that two sources offer is fetched once."""
    seen: set[str] = set()
    futures: list[tuple[Source, PrefectFuture[list[Read]]]] = []
    for poll in polls:
        links = [link for link in walk.unfetched(poll.entries) if not (link.url in seen or seen.add(link.url))]
        futures += [(poll.source, _fetch(gatherer, group, poll.source)) for group in group_by_host(links).values()]
    for source, future in futures:
        reads = future.result(raise_on_failure=False)
        if isinstance(reads, list):
            yield source, reads


def _fetch(gatherer: Gatherer, links: list[FeedEntry], source: Source) -> PrefectFuture[list[Read]]:
    return fetch_host.submit(quote(gatherer), quote(links), quote(source))


def store(walk: Walk, reads: Iterable[Read], source: Source) -> None:
    """One extraction and one loading task per batch; loading in order, one at a time."""
    prepared = (walk.prepare(piece, source) for piece in chunks(reads, walk.settings.batch_articles))
    extract_and_load(walk, prepared)


def extract_and_load(walk: Walk, batches: Iterable[Prepared]) -> None:
    """Keep as many batches under way as the walk's processes can use; load them in order."""
    under_way: list[tuple[Prepared, PrefectFuture[list[Outcome]]]] = []
    for prepared in batches:
        under_way.append((prepared, extract_batch.submit(quote(walk), quote(prepared))))
        if len(under_way) >= walk.pool.window:
            _load(walk, *under_way.pop(0))
    for prepared, future in under_way:
        _load(walk, prepared, future)


def _load(walk: Walk, prepared: Prepared, future: PrefectFuture[list[Outcome]]) -> None:
    load_batch(quote(walk), quote(prepared), quote(future.result()))


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
