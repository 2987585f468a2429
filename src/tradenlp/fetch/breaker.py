"""A host that fails several times in a row, or asks for rest, is left alone for a while (a circuit breaker)."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST_FAILURES = 5
"""in a row, before a host is left alone"""
REST_SECONDS = 600.0
LONGEST_REST_SECONDS = 7 * 86_400.0


@dataclass(slots=True)
class _Host:
    failures: int = 0
    noted_at: float = 0.0
    resting_until: float = 0.0


class Breaker:
    """Remembers how hosts fare. After a rest one request is let through: if it fails too, the next rest begins.

    A rest holds for all that is asked of a host, feeds and articles; with a file it holds for the next process too.
    The clock tells Unix time; a rest that began in the future, by a clock that was wrong, is not believed.
    """

    def __init__(self, file: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = file, clock
        self._lock = threading.Lock()
        self._hosts = self._kept()

    def rest(self, host: str) -> float:
        """Seconds for which `host` is still to be left alone; 0 where it may be asked."""
        with self._lock:
            known = self._hosts.get(host)
            return self._left(known) if known else 0.0

    def failed(self, host: str, rest_seconds: float | None = None) -> None:
        """Note a failure of `host`, and how long it asked to be left alone if it did."""
        with self._lock:
            known = self._hosts.setdefault(host, _Host())
            known.failures += 1
            seconds = REST_SECONDS if known.failures >= MOST_FAILURES else 0.0
            seconds = max(seconds, min(rest_seconds or 0.0, LONGEST_REST_SECONDS), self._left(known))
            known.noted_at = self._clock()
            known.resting_until = known.noted_at + seconds
            if seconds:
                self._keep()

    def succeeded(self, host: str) -> None:
        """Note that `host` answered as it should."""
        with self._lock:
            known = self._hosts.pop(host, None)
            if known and known.resting_until:
                self._keep()

    def _left(self, host: _Host) -> float:
        now = self._clock()
        return max(0.0, host.resting_until - now) if host.noted_at <= now else 0.0

    def _kept(self) -> dict[str, _Host]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8")) if self._file else {}
            return {host: _Host(int(n), float(noted), float(until)) for host, (n, noted, until) in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _keep(self) -> None:
        """What cannot be written holds for this process alone."""
        if self._file is None:
            return
        now = self._clock()
        resting = {
            name: (host.failures, host.noted_at, host.resting_until)
            for name, host in self._hosts.items()
            if host.resting_until > now
        }
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_suffix(".part")
            part.write_text(json.dumps(resting), encoding="utf-8")
            part.replace(self._file)
