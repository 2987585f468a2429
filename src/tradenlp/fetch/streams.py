"""Several streams at once, as one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import Full, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")
Job = Callable[[], None]
Start = Callable[[Job], object]
"""starts a job elsewhere and returns at once"""


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


def in_thread(job: Job) -> Thread:
    """Start a job in a thread of its own."""
    thread = Thread(target=job, daemon=True)
    thread.start()
    return thread


def _pass_on(stream: Callable[[], Iterator[T]], items: Queue[T | _End], stopped: Event) -> None:
    """Offer what a stream yields, until it ends or nobody listens any more, and then its end."""

    def offer(item: T | _End) -> None:
        while not stopped.is_set() or isinstance(item, _End):
            with suppress(Full):
                return items.put(item, timeout=0.2)

    try:
        for item in stream():
            offer(item)
            if stopped.is_set():
                break
        offer(_End(None))
    except BaseException as error:
        offer(_End(error))


def side_by_side(
    streams: Iterable[Callable[[], Iterator[T]]], at_once: int, start: Start = in_thread, waiting: int = 32
) -> Iterator[T]:
    """What several streams yield, as it comes, `at_once` of them under way; raises what a stream raises.

    When the caller stops listening, or a stream fails, every stream stops at its next item, and this waits for that.
    At most `waiting` items are held for a caller who is slow.
    """
    items: Queue[T | _End] = Queue(maxsize=waiting)
    stopped = Event()
    left = deque(streams)
    under_way = 0
    try:
        while left or under_way:
            while left and under_way < at_once:
                stream = left.popleft()
                start(lambda stream=stream: _pass_on(stream, items, stopped))  # type: ignore[misc]
                under_way += 1
            item = items.get()
            if not isinstance(item, _End):
                yield item
                continue
            under_way -= 1
            if item.error:
                raise item.error
    finally:
        stopped.set()
        while under_way:  # which also makes room for those who still want to say something
            under_way -= isinstance(items.get(), _End)
