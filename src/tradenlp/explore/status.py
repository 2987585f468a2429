"""Whether things are well, at a glance: the last good run, sources that need a look, the backlog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import duckdb

from tradenlp.extract.version import pipeline_version
from tradenlp.fetch.alarms import Alarm, alarms
from tradenlp.fetch.polling import LONGEST_BACK_OFF, known_state
from tradenlp.gather import Watch, configured
from tradenlp.settings import Settings
from tradenlp.warehouse.database import open_reader
from tradenlp.warehouse.publish import is_being_written
from tradenlp.warehouse.queries import feed_states
from tradenlp.warehouse.runs import summary

VOLUME_DAYS = 28
"""over which volumes are counted"""
OVERDUE = timedelta(days=2)
"""after which the lack of a good run, or of a poll, is told"""

_SEEN = """
    SELECT source_id, sum(new), date_diff('hour', min(polled_at), $now) / 24.0 FROM polls
    WHERE polled_at > $since AND error IS NULL
      AND (source_id, polled_at) NOT IN (SELECT source_id, min(polled_at) FROM polls WHERE error IS NULL GROUP BY ALL)
    GROUP BY source_id
"""
_LINKS = """
    SELECT count(*) FILTER (next_try_at <= $now), count(*) FILTER (next_try_at > $now),
           count(*) FILTER (next_try_at IS NULL), min(listed_at) FILTER (next_try_at IS NOT NULL)
    FROM pending_links
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told; what is not well should be looked at."""

    what: str
    well: bool = True


def status(settings: Settings, now: datetime | None = None) -> Iterator[Line]:
    """What the database says of runs, sources and backlog. Raises WarehouseError where there is no database."""
    now = now or datetime.now(UTC)
    with open_reader(settings.database_path) as db:
        yield from _runs(db, now)
        if is_being_written(settings.database_path):
            yield Line("a run is under way; what follows is the state before it")
        yield from _sources(db, configured(settings), now)
        yield from _backlog(db, settings, now)


def _runs(db: duckdb.DuckDBPyConnection, now: datetime) -> Iterator[Line]:
    runs = db.execute(
        "SELECT flow, status, started_at, finished_at, counts, error FROM runs ORDER BY started_at DESC LIMIT 200"
    ).fetchall()
    good = next((run for run in runs if run[1] == "completed"), None)
    if good is None:
        yield Line("no run has completed yet", False)
    else:
        age = now - (good[3] or good[2])
        counts = db.execute("SELECT key, value::BIGINT FROM json_each(?::JSON)", [good[4] or "{}"]).fetchall()
        told = f"last good run: {good[0]}, {_ago(age)} ago; {summary(dict(counts))}"
        yield Line(told, age < OVERDUE)
    since = [run for run in runs if run[1] in ("failed", "crashed") and (good is None or run[2] > good[2])]
    for flow, ended, started, _, _, error in since[:5]:
        yield Line(f"{flow} of {started:%Y-%m-%d %H:%M} {ended}{f': {error}' if error else ''}; run it again", False)


def _sources(db: duckdb.DuckDBPyConnection, watches: list[Watch], now: datetime) -> Iterator[Line]:
    states, found = feed_states(db), list(source_alarms(db, watches, now))
    polled = [w for w in watches if w.source.source_id in states]
    failing = sum(alarm.kind == "failing" for alarm in found)
    yield Line(f"{len(watches)} sources configured, {len(polled)} polled so far, {failing} failing")
    for alarm in found:
        yield Line(f"{alarm.source_id}: {alarm.kind.replace('_', ' ')}: {alarm.detail}", alarm.kind == "moved")
    late = [w for w in polled if _is_late(states[w.source.source_id].next_poll_at, now)]
    if late:
        yield Line(f"{len(late)} sources were due more than {OVERDUE.days} days ago: is the schedule running?", False)


def source_alarms(db: duckdb.DuckDBPyConnection, watches: list[Watch], now: datetime) -> Iterator[Alarm]:
    """What is wrong with the watched sources, by source; sources that were never polled are passed over."""
    states = feed_states(db)
    since = now - timedelta(days=VOLUME_DAYS)
    seen = {row[0]: (int(row[1]), float(row[2])) for row in db.execute(_SEEN, {"now": now, "since": since}).fetchall()}
    for watch in watches:
        source = watch.source
        if source.source_id in states:
            state = known_state(states[source.source_id], source.source_id, source.url)
            yield from alarms(state, now, watch.expected_per_week, *seen.get(source.source_id, (0, 0.0)))


def _is_late(next_poll_at: datetime | None, now: datetime) -> bool:
    return next_poll_at is not None and now - next_poll_at > max(OVERDUE, LONGEST_BACK_OFF)


def _backlog(db: duckdb.DuckDBPyConnection, settings: Settings, now: datetime) -> Iterator[Line]:
    due, waiting, given_up, oldest = db.execute(_LINKS, {"now": now}).fetchall()[0]
    age = f", the oldest listed {_ago(now - oldest)} ago" if oldest else ""
    yield Line(f"backlog: {due} links to fetch, {waiting} wait to be tried again{age}; {given_up} were given up")
    stale = db.execute(
        "SELECT count(*) FROM extractions WHERE pipeline_version <> ?", [pipeline_version(settings.model)]
    ).fetchall()[0][0]
    if stale:
        yield Line(f"{stale} articles have facts of another version: `tradenlp extract` brings them up to date")


def _ago(age: timedelta) -> str:
    hours = age.total_seconds() / 3600
    return f"{hours * 60:.0f} minutes" if hours < 2 else f"{hours:.0f} hours" if hours < 48 else f"{age.days} days"
