"""What the pipeline asks the warehouse before it works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from tradenlp.dedupe import Fingerprint
from tradenlp.records import Article, FeedState

ARTICLE_COLUMNS = (
    "article_id, source_id, capture_id, text, title, external_id, url, canonical_url, publisher, authors, language, "
    "country, published_at, published_at_origin, published_on, text_sha256, word_count, duplicate_of, relevance"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of an article: what its facts were made from, and where it came from."""

    input_sha256: str
    pipeline_version: str
    origin: str | None
    """address or file it was read from"""
    fingerprint: Fingerprint


def known_articles(db: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, Known]:
    """What is stored of the given articles, by article_id."""
    rows = db.execute(
        "SELECT article_id, input_sha256, pipeline_version, c.url, words_sha256, signature, f.word_count "
        "FROM extractions JOIN articles a USING (article_id) JOIN fingerprints f USING (article_id) "
        "LEFT JOIN captures c USING (capture_id) "
        "WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [list(article_ids)],
    ).fetchall()
    return {row[0]: Known(row[1], row[2], row[3], Fingerprint(*row[4:])) for row in rows}


def feed_states(db: duckdb.DuckDBPyConnection) -> dict[str, FeedState]:
    """What is remembered of every polled source, by source_id."""
    rows = db.execute(
        "SELECT source_id, etag, last_modified, next_poll_at, last_ok_at, failures, last_error, url, moved_to, "
        "retired_at, polled_at, full_at, first_ok_at, last_new_at, gap_seconds FROM feed_state"
    ).fetchall()
    return {row[0]: FeedState(*row) for row in rows}


def captured_urls(db: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> frozenset[str]:
    """Which of the addresses were fetched well before, asked for or redirected to."""
    rows = db.execute(
        "SELECT DISTINCT url FROM captures WHERE error IS NULL AND status = 200 "
        "AND url IN (SELECT unnest(?::VARCHAR[]))",
        [list(urls)],
    ).fetchall()
    return frozenset(row[0] for row in rows)


_STALE = "(e.pipeline_version IS NULL OR e.pipeline_version <> ? OR e.text_sha256 IS DISTINCT FROM a.text_sha256)"


def stored_articles(
    db: duckdb.DuckDBPyConnection,
    stale_for: str | None = None,
    article_ids: Sequence[str] | None = None,
    batch: int = 64,
) -> Iterator[list[Article]]:
    """Stored articles in batches, by article_id: all, those whose facts are of another pipeline version than
    `stale_for` or of another text, or the given ones."""
    conditions, values = ["TRUE"], list[object]()
    if stale_for is not None:
        conditions.append(_STALE)
        values.append(stale_for)
    if article_ids is not None:
        conditions.append("article_id IN (SELECT unnest(?::VARCHAR[]))")
        values.append(list(article_ids))
    sql = (
        f"SELECT article_id FROM articles a LEFT JOIN extractions e USING (article_id) WHERE {' AND '.join(conditions)}"
    )
    ids = [row[0] for row in db.execute(f"{sql} ORDER BY article_id", values).fetchall()]
    for first in range(0, len(ids), batch):
        yield _articles(db, ids[first : first + batch])


def _articles(db: duckdb.DuckDBPyConnection, ids: list[str]) -> list[Article]:
    rows = db.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY article_id",
        [ids],
    ).fetchall()
    names = ARTICLE_COLUMNS.split(", ")
    return [Article(**{**dict(zip(names, row, strict=True)), "authors": tuple(row[9] or ())}) for row in rows]


def find_article(db: duckdb.DuckDBPyConnection, wanted: str) -> list[tuple[str, str | None]]:
    """article_id and title of what `wanted` may mean: an article_id or its beginning, an external id, an address."""
    rows = db.execute(
        "SELECT article_id, title FROM articles WHERE external_id = $w OR url = $w OR canonical_url = $w "
        "OR starts_with(article_id, $w) ORDER BY article_id LIMIT 20",
        {"w": wanted},
    ).fetchall()
    return [(row[0], row[1]) for row in rows]
