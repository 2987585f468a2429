"""What the flows share: waiting for the one writer, batches as tasks."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.task_runners import ThreadPoolTaskRunner

from flows.tasks import as_is, finish_batch
from tradenlp.errors import WarehouseError
from tradenlp.extract.pool import Pending
from tradenlp.pipeline import finish, in_order
from tradenlp.settings import Settings
from tradenlp.walk import Prepared, Walk
from tradenlp.warehouse.publish import is_being_written

PATIENCE_SECONDS = 3600.0
"""for which a run waits for another one that is writing; then it gives way"""
MOST_AT_ONCE = 64
"""tasks under way at the same time: hosts that are asked and batches must never wait for each other's places"""
RUNNER: Any = ThreadPoolTaskRunner(max_workers=MOST_AT_ONCE)


@contextmanager
def by_hand() -> Iterator[None]:
    """Flows that are called within the block send no heartbeats.

    Those tell a server that a run it started is alive; the end of a run waits up to a second for what sends them.
    """
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


@contextmanager
def waiting_walk(settings: Settings, flow: str, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[Walk]:
    """A run that writes as soon as no other does. Raises WarehouseError where that takes too long."""
    walk = _entered(settings, flow, time.monotonic() + patience_seconds)
    try:
        yield walk
    except BaseException as error:
        walk.__exit__(type(error), error, error.__traceback__)
        raise
    walk.__exit__(None, None, None)


def _entered(settings: Settings, flow: str, until: float) -> Walk:
    while True:
        try:
            return Walk(settings, flow).__enter__()
        except WarehouseError:
            if time.monotonic() >= until:
                raise
            if not is_being_written(settings.database_path):
                # Free by now; or it was trouble of another kind, which this raises once more.
                return Walk(settings, flow).__enter__()
            time.sleep(1.0)


def extract_and_load(walk: Walk, batches: Iterable[Prepared]) -> None:
    """One task per batch of articles, in order, while the next ones are being extracted."""
    in_order(walk, batches, _finish)


def _finish(walk: Walk, prepared: Prepared, pending: Pending) -> None:
    """What holds no article, as most answers of feeds, is not worth a task."""
    if prepared.articles:
        finish_batch(as_is(walk), as_is(prepared), as_is(pending))
    else:
        finish(walk, prepared, pending)
