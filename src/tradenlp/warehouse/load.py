"""Loads batches: each one transaction, facts of an article replaced where they differ, nothing doubled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter, itemgetter

import duckdb

from tradenlp.dedupe import Fingerprint, day_of
from tradenlp.facts import Actor, ArticleFacts
from tradenlp.records import Article, Capture, FeedState, PendingLink, Polled, Reject, Source
from tradenlp.warehouse.arrow import Row, Schemas, append, table_schemas
from tradenlp.warehouse.found import note_found
from tradenlp.warehouse.replace import (
    FACT_TABLES,
    Change,
    mark_copies,
    replace_articles,
    replace_facts,
    stored_articles_of,
)
from tradenlp.warehouse.rows import fact_rows
from tradenlp.warehouse.search import index_articles


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
    """Store a batch in one transaction; `registered` are the actor_ids of the registry.

    What articles say of actors that the registry lacks is summed up by `found.settle`, before a run is published.
    """
    now, schemas = datetime.now(UTC), table_schemas(db)
    with transaction(db):
        append(db, schemas, "sources", [_source_row(s) for s in batch.sources], "OR REPLACE")
        append(db, schemas, "feed_state", [_feed_row(f) for f in batch.feed_states], "OR REPLACE")
        append(db, schemas, "captures", [_capture_row(run_id, c) for c in batch.captures], "OR IGNORE")
        append(db, schemas, "rejects", [_reject_row(run_id, r, now) for r in batch.rejects])
        append(db, schemas, "polls", [(run_id, *_poll_columns(p)) for p in batch.polls])
        append(db, schemas, "pending_links", [_link_row(link) for link in batch.links], "OR REPLACE")
        if batch.links_done:
            db.execute("DELETE FROM pending_links WHERE url IN (SELECT unnest(?))", [list(batch.links_done)])
        if batch.extracted:
            _store_articles(db, schemas, _Loading(run_id, version, now, registered), batch.extracted)
        mark_copies(db, schemas, dict(batch.duplicates), Change(run_id, now, {}))


def load_registry(db: duckdb.DuckDBPyConnection, actors: Iterable[Actor]) -> None:
    """Replace the registered actors by `actors`, where they differ; actors found in articles keep their rows."""
    rows = [(a.actor_id, a.name, a.kind, a.country, a.wikidata_id, a.parent_id, list(a.aliases), True) for a in actors]
    if sorted(db.execute("FROM actors WHERE registered").fetchall(), key=itemgetter(0)) == sorted(rows):
        return
    with transaction(db):
        db.execute("DELETE FROM actors WHERE registered")
        append(db, table_schemas(db), "actors", rows, "OR REPLACE")


@dataclass(frozen=True, slots=True)
class _Loading:
    run_id: str
    version: str
    now: datetime
    registered: frozenset[str]


def _store_articles(
    db: duckdb.DuckDBPyConnection, schemas: Schemas, loading: _Loading, extracted: Sequence[Extracted]
) -> None:
    ids = [item.article.article_id for item in extracted]
    before = stored_articles_of(db, ids)
    told = schemas["articles"].names.index("ingested_at")
    first = {key: row[told + 1] or row[told] for key, row in before.items()}
    change = Change(loading.run_id, loading.now, first)
    replace_articles(db, schemas, [_article_columns(item.article) for item in extracted], before, change)
    append(db, schemas, "extractions", [_extraction_row(loading, item) for item in extracted], "OR REPLACE")
    _store_fingerprints(db, schemas, extracted, before)
    _store_facts(db, schemas, loading, extracted, change)
    index_articles(db, [item.article for item in extracted], known=before)


def _store_fingerprints(
    db: duckdb.DuckDBPyConnection, schemas: Schemas, extracted: Sequence[Extracted], before: Mapping[str, Row]
) -> None:
    """Fingerprints that are new, or others than the stored ones by text, by day or by how they are made."""
    published = schemas["articles"].names.index("published_at")
    stored = _stored_signatures(db, list(before))
    days = {key: day_of(row[published]) for key, row in before.items()}
    new = [i for i in extracted if _print_of(i) != (stored.get(_key(i)), days.get(_key(i)))]
    known = [_key(item) for item in new if _key(item) in before]
    if known:
        db.execute("DELETE FROM fingerprint_bands WHERE article_id IN (SELECT unnest(?))", [known])
    append(db, schemas, "fingerprints", [_fingerprint_row(item) for item in new], "OR REPLACE")
    bands = [(_key(i), band, day_of(i.article.published_at)) for i in new for band in i.fingerprint.bands()]
    append(db, schemas, "fingerprint_bands", bands)


def _stored_signatures(db: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, tuple[str, bytes]]:
    if not article_ids:
        return {}
    rows = db.execute(
        "SELECT article_id, words_sha256, signature FROM fingerprints WHERE article_id IN (SELECT unnest(?))",
        [list(article_ids)],
    ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def _print_of(item: Extracted) -> tuple[tuple[str, bytes], int | None]:
    print_ = item.fingerprint
    return (print_.words_sha256, print_.signature), day_of(item.article.published_at)


def _key(item: Extracted) -> str:
    return item.article.article_id


def _store_facts(
    db: duckdb.DuckDBPyConnection,
    schemas: Schemas,
    loading: _Loading,
    extracted: Sequence[Extracted],
    change: Change,
) -> None:
    """Facts of all tables; actors that are named in another way than before are noted for summing up."""
    rows = {i.article.article_id: fact_rows(i.article, i.facts, loading.registered) for i in extracted}
    found_before = _found_by_article(db, [key for key in rows if key in change.first_ingested])
    differing: set[str] = set()
    for table in FACT_TABLES:
        changed = replace_facts(db, schemas, table, {key: tables[table] for key, tables in rows.items()}, change)
        differing |= changed if table in ("actor_mentions", "found_actors") else set()
    found_now = [row for key in rows if key in differing for row in rows[key]["found_actors"]]
    gone = {actor for key in differing for actor in found_before.get(key, ())}
    note_found(db, schemas, found_now, sorted(gone | {row[1] for row in found_now}))


def _found_by_article(db: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, list[str]]:
    if not article_ids:
        return {}
    rows = db.execute(
        "SELECT article_id, list(actor_id) FROM found_actors WHERE article_id IN (SELECT unnest(?)) GROUP BY ALL",
        [list(article_ids)],
    ).fetchall()
    return dict(rows)


_source_row = attrgetter("source_id", "kind", "url", "publisher", "country", "language")

_feed_row = attrgetter(
    "source_id", "etag", "last_modified", "next_poll_at", "last_ok_at", "failures", "last_error", "url", "moved_to",
    "retired_at", "polled_at", "full_at", "first_ok_at", "last_new_at", "gap_seconds",
)  # fmt: skip

_poll_columns = attrgetter("source_id", "host", "polled_at", "status", "listed", "new", "error")

_article_columns = attrgetter(
    "article_id", "external_id", "source_id", "capture_id", "url", "canonical_url", "publisher", "title", "authors",
    "language", "country", "published_at", "published_at_origin", "published_on", "text", "text_sha256",
    "word_count", "duplicate_of", "relevance",
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
    return item.article.article_id, print_.words_sha256, print_.signature, print_.word_count, print_.words_key


def _extraction_row(loading: _Loading, item: Extracted) -> Row:
    a = item.article
    digests = (a.text_sha256, item.input_sha256)
    return a.article_id, loading.run_id, loading.version, *digests, loading.now, item.seconds
