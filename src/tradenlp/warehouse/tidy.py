"""Drops what polling remembers for longer than anybody needs it."""

from __future__ import annotations

from datetime import datetime, timedelta

import duckdb

from tradenlp.warehouse.load import transaction

POLLS_KEPT = timedelta(days=90)
GIVEN_UP_KEPT = timedelta(days=180)
"""links that were given up: while they are kept, a list that still has them is not followed again"""


def tidy(db: duckdb.DuckDBPyConnection, now: datetime) -> dict[str, int]:
    """Drop old polls and old links that were given up; how many of each."""
    with transaction(db):
        polls = db.execute("DELETE FROM polls WHERE polled_at < ?", [now - POLLS_KEPT]).fetchall()
        links = db.execute(
            "DELETE FROM pending_links WHERE next_try_at IS NULL AND listed_at < ?", [now - GIVEN_UP_KEPT]
        ).fetchall()
    return {"old polls dropped": int(polls[0][0]), "old links dropped": int(links[0][0])}
