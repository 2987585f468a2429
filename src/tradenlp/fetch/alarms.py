"""Whether a source gives what is expected of it: silent for too long, or far fewer or far more articles than usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tradenlp.records import FeedState

WATCHED_FOR = timedelta(days=14)
"""before volumes are judged"""
SHORTEST_SILENCE = timedelta(days=4)
"""a long weekend is no silence"""
SILENT_GAPS = 8
"""usual gaps between items after which a source counts as silent: by chance once in 3,000 (Poisson)"""
FEWEST, MOST = 0.3, 3.0
"""of the expected volume"""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something about a source that a person should look at."""

    source_id: str
    kind: str
    """failing, retired, moved, silent, too_few, too_many"""
    detail: str


def alarms(state: FeedState, now: datetime, expected_per_week: float | None, seen: int, days: float) -> list[Alarm]:
    """What is wrong with a source at `now`; `seen` new articles came of it in the last `days` of watching."""
    found = []
    if state.retired_at:
        return [_alarm(state, "retired", f"answered 410 Gone on {state.retired_at:%Y-%m-%d}; take it out")]
    if state.moved_to:
        found.append(_alarm(state, "moved", f"moved for good to {state.moved_to}; put that into its publisher file"))
    if state.failures:
        since = f", last well on {state.last_ok_at:%Y-%m-%d %H:%M}" if state.last_ok_at else ", never yet well"
        found.append(_alarm(state, "failing", f"{state.failures} times in a row{since}: {state.last_error}"))
    elif silence := _silence(state, now, expected_per_week):
        found.append(_alarm(state, "silent", silence))
    elif expected_per_week and days * timedelta(days=1) >= WATCHED_FOR:
        found += _volume(state, expected_per_week * days / 7, seen, days)
    return found


def _silence(state: FeedState, now: datetime, expected_per_week: float | None) -> str | None:
    since = state.last_new_at or state.first_ok_at
    if since is None:
        return None
    expected = 7 * 86_400 / expected_per_week if expected_per_week else None
    gap = max((g for g in (state.gap_seconds, expected) if g), default=None)
    if gap is None or now - since < max(SHORTEST_SILENCE, timedelta(seconds=SILENT_GAPS * gap)):
        return None
    return f"nothing new for {(now - since).days} days; usually something every {_span(gap)}"


def _volume(state: FeedState, expected: float, seen: int, days: float) -> list[Alarm]:
    """Beyond the shares, and beyond what chance explains (three standard deviations of a Poisson count)."""
    told = f"{seen} new in {days:.0f} days where {expected:.0f} were expected"
    chance = 3 * expected**0.5
    if seen < FEWEST * expected and expected - seen > chance:
        return [_alarm(state, "too_few", told)]
    if seen > MOST * expected and seen - expected > chance:
        return [_alarm(state, "too_many", told)]
    return []


def _alarm(state: FeedState, kind: str, detail: str) -> Alarm:
    return Alarm(state.source_id, kind, detail)


def _span(seconds: float) -> str:
    for size, name in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} seconds"
