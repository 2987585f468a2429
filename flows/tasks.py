"""The walk's steps as tasks: one per host that is asked, and per batch of articles, never per article.

Waits are bounded within the steps (requests, batches in workers); Prefect cannot interrupt a thread.
"""

from __future__ import annotations

from typing import TypeVar, cast

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from tradenlp.extract.pool import Pending
from tradenlp.fetch.streams import Job
from tradenlp.pipeline import finish
from tradenlp.walk import Prepared, Walk

T = TypeVar("T")


def as_is(value: T) -> T:
    """A task's argument that Prefect hands over without walking through it in search of futures."""
    return cast(T, quote(value))


@task(name="ask-host", cache_policy=NO_CACHE)
def ask_host(job: Job) -> None:
    """Poll the sources of one host, or fetch its articles, one after another at its pace; trouble comes as data."""
    job()


def in_task(job: Job) -> object:
    """Start a job as a task of the flow that is under way."""
    return ask_host.submit(as_is(job))


@task(name="extract-and-load", cache_policy=NO_CACHE)
def finish_batch(walk: Walk, prepared: Prepared, pending: Pending) -> None:
    """Wait for the facts of a batch and store it in one transaction."""
    finish(walk, prepared, pending)
