"""When a source is asked next: decided from what is remembered and what came back, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tradenlp.records import Capture, FeedState

LONGEST_BACK_OFF = timedelta(days=1)
"""a source that fails is asked at least this often: no failure stops it for good"""
LONGEST_RETRY_AFTER = timedelta(days=7)


def is_due(state: FeedState | None, now: datetime) -> bool:
    """Whether a source may be asked at `now`; one that was never asked is due."""
    return state is None or state.next_poll_at is None or state.next_poll_at <= now


def next_state(state: FeedState, capture: Capture, now: datetime, cadence: timedelta = timedelta(hours=1)) -> FeedState:
    """The state after `capture`, received at `now` from a source that is asked every `cadence`.

    A response keeps or replaces the validators (a 304 keeps those it does not repeat) and forgets failures; a
    failure keeps everything and doubles the pause with each in a row, up to a day. A Retry-After is obeyed.
    """
    ok = capture.error is None and capture.status is not None and (capture.status < 300 or capture.status == 304)
    failures = 0 if ok else state.failures + 1
    pause = _pause(failures, cadence)
    if capture.retry_after_seconds is not None:
        pause = max(pause, min(timedelta(seconds=capture.retry_after_seconds), LONGEST_RETRY_AFTER))
    if not ok:
        error = capture.error or f"http_{capture.status}: the server answered {capture.status}"
        return replace(state, failures=failures, last_error=error, next_poll_at=now + pause)
    unchanged = capture.status == 304
    return FeedState(
        source_id=state.source_id,
        etag=capture.etag or (state.etag if unchanged else None),
        last_modified=capture.last_modified or (state.last_modified if unchanged else None),
        next_poll_at=now + pause,
        last_ok_at=now,
    )


def _pause(failures: int, cadence: timedelta) -> timedelta:
    """The cadence, doubled per failure in a row, and not beyond the longest back-off (or the cadence, if longer)."""
    longest = max(LONGEST_BACK_OFF, cadence)
    return longest if failures > 16 else min(cadence * 2**failures, longest)
