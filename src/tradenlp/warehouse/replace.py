"""New versions of stored articles and their facts: what differs is replaced, what was known before goes to history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import duckdb

from tradenlp.warehouse.arrow import Row, Schemas, append

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
class Change:
    """By whom and when stored rows are replaced."""

    run_id: str
    now: datetime
    first_ingested: Mapping[str, datetime]
    """of the articles that were stored before"""


def stored_articles_of(db: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, Row]:
    """The rows of articles that are stored, by article_id."""
    rows = db.execute("SELECT * FROM articles WHERE article_id IN (SELECT unnest(?))", [list(article_ids)]).fetchall()
    return {row[0]: row for row in rows}


def replace_articles(
    db: duckdb.DuckDBPyConnection, schemas: Schemas, rows: Iterable[Row], before: Mapping[str, Row], change: Change
) -> None:
    """Store articles; `rows` hold the columns before ingested_at, and relevance.

    A version whose title, text or dates differ from the stored one sends that to history; where only the capture
    differs, the version stays the one that it is. What is judged of an article has a history of its own, which
    repeats no text.
    """
    names = schemas["articles"].names
    told, apart = names.index("ingested_at"), {names.index("capture_id"), names.index("duplicate_of")}
    written, superseded, rejudged = [], [], list[Row]()
    for row in rows:
        old, version, relevance = before.get(row[0]), row[:told], row[told]
        if old is None:
            written.append((*version, change.now, None, relevance, None))
            continue
        same = all(_frozen(version[n]) == _frozen(old[n]) for n in range(told) if n not in apart)
        times = old[told : told + 2] if same else (change.now, old[told + 1] or old[told])
        if not same:
            superseded.append((*old[: told + 1], old[told], change.now, change.run_id))
        judged_at = old[told + 3]
        if (old[told - 1], old[told + 2]) != (version[told - 1], relevance):
            since = judged_at or change.first_ingested[row[0]]
            rejudged.append((row[0], old[told - 1], old[told + 2], since, change.now, change.run_id))
            judged_at = change.now
        new = (*version, *times, relevance, judged_at)
        if any(_frozen(a) != _frozen(b) for a, b in zip(new, old, strict=True)):
            written.append(new)
    append(db, schemas, "history.articles", superseded)
    append(db, schemas, "history.judgements", rejudged)
    append(db, schemas, "articles", written, "OR REPLACE")


_JUDGED = """
    SELECT article_id, duplicate_of, relevance, coalesce(judged_at, first_ingested_at, ingested_at)
    FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))
"""


def mark_copies(db: duckdb.DuckDBPyConnection, schemas: Schemas, originals: Mapping[str, str], change: Change) -> None:
    """Give stored articles another `duplicate_of`, by article_id; what stood there before goes to history."""
    if not originals:
        return
    rows = db.execute(_JUDGED, [list(originals)]).fetchall()
    ended = [(*row, change.now, change.run_id) for row in rows if row[1] != originals[row[0]]]
    append(db, schemas, "history.judgements", ended)
    for key, *_ in ended:
        sql = "UPDATE articles SET duplicate_of = ?, judged_at = ? WHERE article_id = ?"
        db.execute(sql, [originals[key], change.now, key])


def replace_facts(
    db: duckdb.DuckDBPyConnection, schemas: Schemas, table: str, rows: Mapping[str, Sequence[Row]], change: Change
) -> set[str]:
    """Bring the rows of a fact table in line with `rows`, by article_id; returns the articles that differ.

    Rows that an article keeps stay known since they were; the others are known from now, and what they replace goes to
    history. An article all of whose rows are the same is not touched.
    """
    stored = _stored_rows(db, table, [key for key in rows if key in change.first_ingested])
    gone, ended, written, differing = list[int](), list[Row](), list[Row](), set[str]()
    for key, fresh in rows.items():
        old = stored.get(key, [])
        if [_freeze(row[1:-1]) for row in old] == [_freeze(row) for row in fresh]:
            continue
        differing.add(key)
        gone += [row[0] for row in old]
        if key not in change.first_ingested:
            written += [(*row, None) for row in fresh]
        else:
            living, dead = _sorted_out([row[1:] for row in old], fresh, change, key)
            written += living
            ended += dead
    if gone:
        db.execute(f"DELETE FROM {table} WHERE rowid IN (SELECT unnest(?::BIGINT[]))", [gone])
    append(db, schemas, f"history.{table}", ended)
    append(db, schemas, table, written)
    return differing


def _sorted_out(old: Sequence[Row], fresh: Sequence[Row], change: Change, key: str) -> tuple[list[Row], list[Row]]:
    """What is stored from now on, each row with known_from; and what ends, as rows of history."""
    since: dict[Row, list[datetime | None]] = defaultdict(list)
    for row in old:
        since[_freeze(row[:-1])].append(row[-1])
    living = [(*row, _since(since, _freeze(row), change.now)) for row in fresh]
    dead = [
        (*row, known or change.first_ingested[key], change.now, change.run_id)
        for row, left in since.items()
        for known in left
    ]
    return living, dead


def _since(since: Mapping[Row, list[datetime | None]], row: Row, now: datetime) -> datetime | None:
    left = since.get(row)
    return left.pop(0) if left else now


def _stored_rows(db: duckdb.DuckDBPyConnection, table: str, article_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Rows by article_id, in the order in which they were stored, each behind its rowid."""
    if not article_ids:
        return {}
    at = 1 + _article_column(table)
    rows = db.execute(
        f"SELECT rowid, * FROM {table} WHERE article_id IN (SELECT unnest(?))", [list(article_ids)]
    ).fetchall()
    ordered = sorted(rows, key=itemgetter(at, 0))
    return {key: list(group) for key, group in groupby(ordered, key=itemgetter(at))}


def _article_column(table: str) -> int:
    return 1 if table in ("measures", "measure_mentions", "events") else 0


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _freeze(row: Row) -> Row:
    return tuple(map(_frozen, row))
