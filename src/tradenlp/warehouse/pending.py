"""The backlog: links that sources listed and that are still to be fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import duckdb

from tradenlp.records import FeedEntry, PendingLink, Source

FARTHEST = timedelta(days=8)
"""a next try beyond this was set by a clock gone wrong"""


def links_due(db: duckdb.DuckDBPyConnection, now: datetime) -> list[PendingLink]:
    """Links that may be tried at `now`, the longest listed first."""
    rows = db.execute(
        "SELECT url, source_id, title, published_at, summary, authors, external_id, listed_at, tries, next_try_at, "
        "last_error FROM pending_links WHERE next_try_at <= $now OR next_try_at > $far ORDER BY listed_at, rowid",
        {"now": now, "far": now + FARTHEST},
    ).fetchall()
    return [
        PendingLink(FeedEntry(url, title, published, summary, tuple(authors or ()), external), source_id, *rest)
        for url, source_id, title, published, summary, authors, external, *rest in rows
    ]


def share_of_hosts(links: Iterable[PendingLink], per_host: int) -> list[PendingLink]:
    """The first `per_host` links of every host."""
    taken: Counter[str] = Counter()
    kept = []
    for link in links:
        host = urlsplit(link.entry.url).netloc
        taken[host] += 1
        if taken[host] <= per_host:
            kept.append(link)
    return kept


def postpone(db: duckdb.DuckDBPyConnection, until: Mapping[str, datetime]) -> None:
    """Leave links alone until the given times, which counts as no failure; those that are no longer there stay so."""
    db.executemany(
        "UPDATE pending_links SET next_try_at = greatest(next_try_at, ?) WHERE url = ? AND next_try_at IS NOT NULL",
        [(moment, url) for url, moment in until.items()],
    )


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
