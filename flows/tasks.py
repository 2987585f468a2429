"""The walk's steps as tasks: one per source, per host and per batch of articles, never per article.

Waits are bounded within the steps (requests, batches in workers); Prefect cannot interrupt a thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, cast

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run
from prefect.utilities.annotations import quote

from tradenlp.clean.readers import Read
from tradenlp.extract.pool import Outcome
from tradenlp.gather import Gatherer, Poll, Watch
from tradenlp.records import FeedEntry, FeedState, Reject, Source
from tradenlp.walk import Prepared, Walk

RETRIES = 2
_PASSING = ("timeout", "connect_failed", "bad_response", "network", "http_429", "http_5")


T = TypeVar("T")


def as_is(value: T) -> T:
    """A task's argument that Prefect hands over without walking through it in search of futures."""
    return cast(T, quote(value))


class PassingTrouble(Exception):
    """A failure that may be gone in a moment: the task is tried again."""


@task(name="poll", retries=RETRIES, retry_delay_seconds=[2, 10], cache_policy=NO_CACHE)
def poll_source(gatherer: Gatherer, watch: Watch, state: FeedState | None, force: bool) -> Poll:
    """Ask one feed or page; passing trouble is tried again, the last try is taken as it is."""
    poll = gatherer.poll(watch, state, force=force)
    trouble = [read for read in poll.reads if isinstance(read, Reject) and read.reason.startswith(_PASSING)]
    if trouble and (task_run.run_count or 0) <= RETRIES:
        raise PassingTrouble(f"{watch.source.source_id}: {trouble[0].reason}")
    return poll


@task(name="fetch", cache_policy=NO_CACHE)
def fetch_host(gatherer: Gatherer, links: Sequence[FeedEntry], source: Source) -> list[Read]:
    """Fetch articles of one host, one after another at its pace."""
    return list(gatherer.fetch_host(links, source))


@task(name="extract", cache_policy=NO_CACHE)
def extract_batch(walk: Walk, prepared: Prepared) -> list[Outcome]:
    """Extract a batch in the walk's own processes."""
    return walk.extract(prepared)


@task(name="load", cache_policy=NO_CACHE)
def load_batch(walk: Walk, prepared: Prepared, outcomes: list[Outcome]) -> None:
    """Store a batch in one transaction."""
    walk.load(prepared, outcomes)
