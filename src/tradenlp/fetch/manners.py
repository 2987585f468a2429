"""Pace per host, and robots.txt with a memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tradenlp.fetch.robots import Robots

ROBOTS_SECONDS = 24 * 3600.0
"""longest time for which a robots.txt is remembered (RFC 9309, 2.4)"""
ROBOTS_RETRY_SECONDS = 600.0
"""after which an unreachable robots.txt is asked for again"""
LONGEST_DELAY_SECONDS = 60.0
"""a longer Crawl-delay is cut to this: schedules keep the rate lower than that anyway"""


class Pace:
    """Lets requests to one host through at a distance; other hosts are not held up."""

    def __init__(
        self,
        delay_seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay, self._clock, self._sleep = delay_seconds, clock, sleep
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, delay_seconds: float | None = None) -> float:
        """Take the next free moment of `host`, wait for it, and return the seconds waited."""
        delay = max(self._delay, min(delay_seconds or 0.0, LONGEST_DELAY_SECONDS))
        with self._lock:
            now = self._clock()
            start = max(now, self._free_at.get(host, now))
            self._free_at[host] = start + delay
        if start > now:
            self._sleep(start - now)
        return start - now


@dataclass(frozen=True, slots=True)
class Remembered:
    """A site's robots.txt and until when (monotonic clock) it holds; `problem` says why it could not be read."""

    robots: Robots
    until: float
    problem: str | None = None


class RobotsMemory:
    """Robots rules by origin; one thread asks, the others of the same origin wait for its answer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, Remembered] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def of(self, origin: str, ask: Callable[[], tuple[Robots, str | None]]) -> Remembered:
        """What is remembered of `origin`, else what `ask` returns: rules, and why they could not be read or None."""
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            known = self._known.get(origin)
            if known is None or known.until <= self._clock():
                robots, problem = ask()
                seconds = ROBOTS_RETRY_SECONDS if problem else ROBOTS_SECONDS
                known = self._known[origin] = Remembered(robots, self._clock() + seconds, problem)
            return known
