"""Loads batches: each one transaction, all facts of an article replaced at once, nothing doubled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any

import duckdb
import pyarrow as pa

from tradenlp.dedupe import Fingerprint
from tradenlp.facts import Actor, ArticleFacts
from tradenlp.records import Article, Capture, FeedState, PendingLink, Polled, Reject, Source
from tradenlp.warehouse.rows import Row, fact_rows

FACT_TABLES = (
    "actor_mentions",
    "found_actors",
    "dates",
    "figures",
    "goods_mentions",
    "measures",
    "measure_mentions",
    "events",
    "statements",
    "evidence",
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article with its facts, the hash of what extraction read and the seconds it took."""

    article: Article
    facts: ArticleFacts
    input_sha256: str
    seconds: float
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction stores."""

    sources: Sequence[Source] = ()
    feed_states: Sequence[FeedState] = ()
    captures: Sequence[Capture] = ()
    extracted: Sequence[Extracted] = ()
    duplicates: Sequence[tuple[str, str]] = ()
    """article_id and its new duplicate_of, for articles already stored"""
    rejects: Sequence[Reject] = ()
    polls: Sequence[Polled] = ()
    links: Sequence[PendingLink] = ()
    """links to fetch, or to try again: new ones, or the new state of known ones"""
    links_done: Sequence[str] = ()
    """addresses that need not be fetched any more"""


@contextmanager
def transaction(db: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block does, or none of it."""
    db.execute("BEGIN")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def load_batch(
    db: duckdb.DuckDBPyConnection, run_id: str, version: str, batch: Batch, registered: frozenset[str]
) -> None:
    """Store a batch in one transaction; `registered` are the actor_ids of the registry."""
    now = datetime.now(UTC)
    with transaction(db):
        append(db, "sources", [_source_row(s) for s in batch.sources], "OR REPLACE")
        append(db, "feed_state", [_feed_row(f) for f in batch.feed_states], "OR REPLACE")
        append(db, "captures", [_capture_row(run_id, c) for c in batch.captures], "OR IGNORE")
        append(db, "rejects", [_reject_row(run_id, r, now) for r in batch.rejects])
        append(db, "polls", [(run_id, *_poll_columns(p)) for p in batch.polls])
        append(db, "pending_links", [_link_row(link) for link in batch.links], "OR REPLACE")
        if batch.links_done:
            db.execute("DELETE FROM pending_links WHERE url IN (SELECT unnest(?))", [list(batch.links_done)])
        _store_articles(db, run_id, version, batch.extracted, now, registered)
        for article_id, original in batch.duplicates:
            db.execute("UPDATE articles SET duplicate_of = ? WHERE article_id = ?", [original, article_id])


def load_registry(db: duckdb.DuckDBPyConnection, actors: Iterable[Actor]) -> None:
    """Replace the registered actors by `actors`; actors found in articles keep their rows."""
    rows = [(a.actor_id, a.name, a.kind, a.country, a.wikidata_id, a.parent_id, list(a.aliases), True) for a in actors]
    with transaction(db):
        db.execute("DELETE FROM actors WHERE registered")
        append(db, "actors", rows, "OR REPLACE")


def _store_articles(
    db: duckdb.DuckDBPyConnection,
    run_id: str,
    version: str,
    extracted: Sequence[Extracted],
    now: datetime,
    registered: frozenset[str],
) -> None:
    if not extracted:
        return
    ids = [item.article.article_id for item in extracted]
    gone = [row[0] for row in db.execute(_DISTINCT_FOUND, [ids]).fetchall()]
    for table in (*FACT_TABLES, "fingerprint_bands"):
        db.execute(f"DELETE FROM {table} WHERE article_id IN (SELECT unnest(?))", [ids])
    append(db, "articles", [_article_row(item.article, now) for item in extracted], "OR REPLACE")
    append(db, "extractions", [_extraction_row(run_id, version, item, now) for item in extracted], "OR REPLACE")
    append(db, "fingerprints", [_fingerprint_row(item) for item in extracted], "OR REPLACE")
    bands = [(item.article.article_id, band) for item in extracted for band in item.fingerprint.bands()]
    append(db, "fingerprint_bands", bands)
    rows = [fact_rows(item.article, item.facts, registered) for item in extracted]
    for table in FACT_TABLES:
        append(db, table, [row for tables in rows for row in tables[table]])
    _sum_up_found_actors(db, sorted({*gone, *(row[1] for tables in rows for row in tables["found_actors"])}))


_DISTINCT_FOUND = "SELECT DISTINCT actor_id FROM found_actors WHERE article_id IN (SELECT unnest(?))"

# Ties are broken by the value itself, so that the order in which articles came in does not show.
_SUM_UP = """
    INSERT OR REPLACE INTO actors
    WITH wanted AS (
        SELECT * FROM found_actors
        WHERE actor_id IN (SELECT unnest($ids::VARCHAR[]))
          AND actor_id NOT IN (SELECT actor_id FROM actors WHERE registered)
    ),
    names AS (SELECT actor_id, name, count(*) AS n FROM wanted GROUP BY ALL),
    kinds AS (SELECT actor_id, kind, count(*) AS n FROM wanted GROUP BY ALL),
    surface AS (
        SELECT actor_id, list_sort(list(DISTINCT text)) AS aliases FROM actor_mentions
        WHERE actor_id IN (SELECT unnest($ids::VARCHAR[])) AND form IN ('name', 'abbreviation') GROUP BY actor_id
    )
    SELECT actor_id,
           (SELECT arg_max(n.name, (n.n, length(n.name), n.name)) FROM names n WHERE n.actor_id = w.actor_id),
           (SELECT arg_max(k.kind, (k.n, k.kind)) FROM kinds k WHERE k.actor_id = w.actor_id),
           max(w.country), NULL, max(w.parent_id), coalesce(any_value(s.aliases), []), FALSE
    FROM wanted w LEFT JOIN surface s USING (actor_id)
    GROUP BY actor_id
"""

_FORGET = """
    DELETE FROM actors
    WHERE NOT registered AND actor_id IN (SELECT unnest($ids::VARCHAR[]))
      AND actor_id NOT IN (SELECT actor_id FROM found_actors)
"""


def _sum_up_found_actors(db: duckdb.DuckDBPyConnection, actor_ids: list[str]) -> None:
    """Bring the rows of unregistered actors in line with what the articles say; drop those that none names."""
    if actor_ids:
        db.execute(_FORGET, {"ids": actor_ids})
        db.execute(_SUM_UP, {"ids": actor_ids})


def append(db: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row], clause: str = "") -> None:
    """INSERT rows, whose values stand in the order of the table's columns, by way of Arrow."""
    if not rows:
        return
    schema = _arrow_schema(db, table)
    columns = [pa.array(column, type=field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)]
    incoming = pa.Table.from_arrays(columns, schema=schema)
    db.register("incoming_rows", incoming)
    try:
        db.execute(f"INSERT {clause} INTO {table} SELECT * FROM incoming_rows")
    finally:
        db.unregister("incoming_rows")


_TYPES: dict[str, Any] = {
    "VARCHAR": pa.string(),
    "BLOB": pa.binary(),
    "VARCHAR[]": pa.list_(pa.string()),
    "DOUBLE": pa.float64(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC"),
    "JSON": pa.string(),
}


@cache
def _columns(table: str, described: tuple[tuple[str, str], ...]) -> Any:
    return pa.schema([(name, _TYPES[kind]) for name, kind in described])


def _arrow_schema(db: duckdb.DuckDBPyConnection, table: str) -> Any:
    described = db.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND schema_name = 'main' "
        "ORDER BY column_index",
        [table],
    ).fetchall()
    return _columns(table, tuple(described))


_source_row = attrgetter("source_id", "kind", "url", "publisher", "country", "language")

_feed_row = attrgetter(
    "source_id", "etag", "last_modified", "next_poll_at", "last_ok_at", "failures", "last_error", "url", "moved_to",
    "retired_at", "polled_at", "full_at", "first_ok_at", "last_new_at", "gap_seconds",
)  # fmt: skip

_poll_columns = attrgetter("source_id", "host", "polled_at", "status", "listed", "new", "error")

_article_columns = attrgetter(
    "article_id", "external_id", "source_id", "capture_id", "url", "canonical_url", "publisher", "title", "authors",
    "language", "country", "published_at", "published_at_origin", "published_on", "text", "text_sha256",
    "word_count", "duplicate_of",
)  # fmt: skip


def _capture_row(run_id: str, c: Capture) -> Row:
    size = len(c.body) if c.body is not None else None
    first = (c.capture_id, run_id, c.source_id, c.url, c.final_url, c.fetched_at, c.status, c.content_type)
    return (*first, size, c.sha256, c.warc_file, c.warc_offset, c.error, c.seconds)


def _link_row(link: PendingLink) -> Row:
    e = link.entry
    said = (e.url, link.source_id, e.title, e.published_at, e.summary, list(e.authors), e.external_id)
    return (*said, link.listed_at, link.tries, link.next_try_at, link.last_error)


def _reject_row(run_id: str, reject: Reject, now: datetime) -> Row:
    return run_id, reject.source_id, reject.url, reject.stage, reject.reason, reject.detail, now


def _fingerprint_row(item: Extracted) -> Row:
    print_ = item.fingerprint
    return item.article.article_id, print_.words_sha256, print_.signature, print_.word_count


def _article_row(article: Article, now: datetime) -> Row:
    return (*_article_columns(article), now)


def _extraction_row(run_id: str, version: str, item: Extracted, now: datetime) -> Row:
    a = item.article
    return a.article_id, run_id, version, a.text_sha256, item.input_sha256, now, item.seconds
