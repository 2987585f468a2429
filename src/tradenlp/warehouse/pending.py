"""The backlog: links that sources listed and that are still to be fetched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import duckdb

from tradenlp.records import FeedEntry, PendingLink, Source

FARTHEST = timedelta(days=8)
"""a next try beyond this was set by a clock gone wrong"""


def links_due(db: duckdb.DuckDBPyConnection, now: datetime, per_host: int) -> list[PendingLink]:
    """Links that may be tried at `now`, the longest listed first, at most `per_host` of each host."""
    rows = db.execute(
        "SELECT url, source_id, title, published_at, summary, authors, external_id, listed_at, tries, next_try_at, "
        "last_error FROM pending_links WHERE next_try_at <= $now OR next_try_at > $far ORDER BY listed_at, rowid",
        {"now": now, "far": now + FARTHEST},
    ).fetchall()
    taken: dict[str, int] = {}
    due = []
    for url, source_id, title, published, summary, authors, external, *rest in rows:
        host = urlsplit(url).netloc
        taken[host] = taken.get(host, 0) + 1
        if taken[host] <= per_host:
            entry = FeedEntry(url, title, published, summary, tuple(authors or ()), external)
            due.append(PendingLink(entry, source_id, *rest))
    return due


def known_links(db: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> frozenset[str]:
    """Which of the addresses are in the backlog, or were given up."""
    found = db.execute("SELECT url FROM pending_links WHERE url IN (SELECT unnest(?::VARCHAR[]))", [list(urls)])
    return frozenset(row[0] for row in found.fetchall())


def stored_sources(db: duckdb.DuckDBPyConnection, source_ids: Sequence[str]) -> dict[str, Source]:
    """The sources of the given ids, as far as they were ever stored."""
    rows = db.execute(
        "SELECT source_id, kind, url, publisher, country, language FROM sources "
        "WHERE source_id IN (SELECT unnest(?::VARCHAR[]))",
        [list(source_ids)],
    ).fetchall()
    return {row[0]: Source(*row) for row in rows}
