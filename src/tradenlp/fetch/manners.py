"""Pace and concurrency per host, and robots.txt with a memory that outlasts the process."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tradenlp.fetch.robots import NOTHING_ALLOWED, Robots, parse_robots

ROBOTS_SECONDS = 24 * 3600.0
"""longest time for which a robots.txt is remembered (RFC 9309, 2.4)"""
ROBOTS_RETRY_SECONDS = 600.0
"""after which an unreachable robots.txt is asked for again"""
LONGEST_DELAY_SECONDS = 60.0
"""a longer Crawl-delay is cut to this: schedules keep the rate lower than that anyway"""


class Pace:
    """Lets requests to one host through at a distance and so many at a time; other hosts are not held up."""

    def __init__(
        self,
        delay_seconds: float,
        at_once: int = 1,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay, self._at_once, self._clock, self._sleep = delay_seconds, at_once, clock, sleep
        self._free_at: dict[str, float] = {}
        self._turns: dict[str, threading.Semaphore] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay_seconds: float | None = None) -> Iterator[None]:
        """Within the block one of the few requests that `host` gets at a time may be under way."""
        with self._lock:
            turns = self._turns.setdefault(host, threading.Semaphore(self._at_once))
        with turns:
            self.wait(host, delay_seconds)
            yield

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
class RobotsAnswer:
    """What a site's robots.txt said, or why it could not be read; a missing file is an empty text."""

    text: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """A site's rules and until when they hold; `problem` says why they could not be read: nothing is allowed then."""

    robots: Robots
    until: float
    problem: str | None = None


class RobotsMemory:
    """Robots rules by origin; one thread asks, the others of the same origin wait for its answer.

    With a folder, answers are kept there for the next process too; one that cannot be written is asked for again.
    The clock tells Unix time; answers from the future, by a clock that was wrong, are not trusted.
    """

    def __init__(self, agent: str, folder: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._agent, self._folder, self._clock = agent, folder, clock
        self._known: dict[str, Remembered] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def of(self, origin: str, ask: Callable[[], RobotsAnswer]) -> Remembered:
        """What is remembered of `origin`, else what `ask` returns."""
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            known = self._known.get(origin) or self._kept(origin)
            if known is None or not 0 < known.until - self._clock() <= ROBOTS_SECONDS:
                answer = ask()
                known = self._read(answer, self._clock())
                self._keep(origin, answer)
            self._known[origin] = known
            return known

    def _read(self, answer: RobotsAnswer, asked_at: float) -> Remembered:
        if answer.problem:
            return Remembered(NOTHING_ALLOWED, asked_at + ROBOTS_RETRY_SECONDS, answer.problem)
        return Remembered(parse_robots(answer.text, self._agent), asked_at + ROBOTS_SECONDS)

    def _kept(self, origin: str) -> Remembered | None:
        if self._folder is None:
            return None
        try:
            kept = json.loads(_file(self._folder, origin).read_text(encoding="utf-8"))
            return self._read(RobotsAnswer(str(kept["text"])), float(kept["asked_at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _keep(self, origin: str, answer: RobotsAnswer) -> None:
        if self._folder is None or answer.problem:
            return
        path = _file(self._folder, origin)
        text = json.dumps({"origin": origin, "asked_at": self._clock(), "text": answer.text})
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{threading.get_ident()}.part")
            part.write_text(text, encoding="utf-8")
            part.replace(path)


def _file(folder: Path, origin: str) -> Path:
    return folder / f"{hashlib.sha256(origin.encode('utf-8', 'replace')).hexdigest()[:20]}.json"
