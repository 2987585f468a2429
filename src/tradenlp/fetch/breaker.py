"""A host that fails several times in a row, or asks for rest, is left alone for a while (a circuit breaker)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

MOST_FAILURES = 5
"""in a row, before a host is left alone"""
REST_SECONDS = 600.0
LONGEST_REST_SECONDS = 7 * 86_400.0


@dataclass(slots=True)
class _Host:
    failures: int = 0
    resting_until: float = 0.0


class Breaker:
    """Remembers how hosts fare. After a rest one request is let through: if it fails too, the next rest begins."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def rest(self, host: str) -> float:
        """Seconds for which `host` is still to be left alone; 0 where it may be asked."""
        with self._lock:
            known = self._hosts.get(host)
            return max(0.0, known.resting_until - self._clock()) if known else 0.0

    def failed(self, host: str, rest_seconds: float | None = None) -> None:
        """Note a failure of `host`, and how long it asked to be left alone if it did."""
        with self._lock:
            known = self._hosts.setdefault(host, _Host())
            known.failures += 1
            seconds = REST_SECONDS if known.failures >= MOST_FAILURES else 0.0
            seconds = max(seconds, min(rest_seconds or 0.0, LONGEST_REST_SECONDS))
            known.resting_until = max(known.resting_until, self._clock() + seconds)

    def succeeded(self, host: str) -> None:
        """Note that `host` answered as it should."""
        with self._lock:
            self._hosts.pop(host, None)
