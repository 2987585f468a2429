"""Copies among the stored articles and a batch of new ones, whatever the order in which they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import pyarrow as pa

from tradenlp.dedupe import Candidate, Fingerprint, day_of, is_copy
from tradenlp.dedupe.decide import DAYS_APART
from tradenlp.warehouse.arrow import registered

_EVER = 2_000_000_000
Order = tuple[datetime, str]


@dataclass(slots=True)
class Copies:
    """article_id of the first copy, for new articles and for stored ones whose first copy has changed."""

    new: dict[str, str] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)


# The keys of bands come as a table, since as parameters they would cost many times what the look-up does; those of
# words as numbers in the text, since only then the index on them is used.
_NEAR = """
    SELECT article_id FROM fingerprint_bands
    WHERE day BETWEEN $first AND $last AND band IN (SELECT key FROM wanted_bands)
    UNION
    SELECT article_id FROM fingerprint_bands WHERE day IS NULL AND band IN (SELECT key FROM wanted_bands)
    UNION
    SELECT article_id FROM fingerprints WHERE words_key IN ({words})
"""
_NEIGHBOURS = """
    SELECT article_id, a.published_at, a.duplicate_of, f.words_sha256, f.signature, f.word_count
    FROM articles a JOIN fingerprints f USING (article_id)
    WHERE article_id IN (SELECT unnest($near::VARCHAR[]))
"""


def find_copies(db: duckdb.DuckDBPyConnection, new: Sequence[Candidate]) -> Copies:
    """Compare new articles with each other and with the stored ones that share a band or all words with them."""
    stored, originals = _stored_neighbours(db, new)
    by_key = _by_key([*new, *stored.values()])
    orders = {c.article_id: c.order for c in (*new, *stored.values())}
    orders |= _orders(db, set(originals.values()) - orders.keys())
    copies = Copies()
    for one in new:
        near = {
            other.article_id: other for key in _keys(one) for other in by_key[key] if other.article_id != one.article_id
        }
        for other in near.values():
            if is_copy(one, other):
                _note(one, other, copies.new, {}, orders)
                if other.article_id in stored:
                    _note(other, one, copies.stored, originals, orders)
    return copies


def _note(
    copy: Candidate, other: Candidate, found: dict[str, str], before: Mapping[str, str], orders: Mapping[str, Order]
) -> None:
    """Remember `other` as the first copy of `copy` if it came earlier than it and than the first known so far."""
    first = found.get(copy.article_id) or before.get(copy.article_id)
    earliest = min(orders.get(first, copy.order), copy.order) if first else copy.order
    if other.order < earliest:
        found[copy.article_id] = other.article_id


def _stored_neighbours(
    db: duckdb.DuckDBPyConnection, new: Sequence[Candidate]
) -> tuple[dict[str, Candidate], dict[str, str]]:
    near = _near(db, new) - {candidate.article_id for candidate in new}
    rows = db.execute(_NEIGHBOURS, {"near": sorted(near)}).fetchall() if near else []
    found: dict[str, Candidate] = {}
    originals: dict[str, str] = {}
    for key, published, original, words, signature, count in rows:
        found[key] = Candidate(key, published, Fingerprint(words, signature, count))
        if original:
            originals[key] = original
    return found, originals


def _near(db: duckdb.DuckDBPyConnection, new: Sequence[Candidate]) -> set[str]:
    """article_id of everything that shares a band or all words with one of `new`."""
    first, last = _days(new)
    bands = {band for c in new for band in c.fingerprint.bands()}
    words = ", ".join(str(key) for key in sorted({c.fingerprint.words_key for c in new})) or "NULL"
    with registered(db, "wanted_bands", pa.table({"key": pa.array(sorted(bands), pa.int64())})):
        return {row[0] for row in db.execute(_NEAR.format(words=words), {"first": first, "last": last}).fetchall()}


def _days(new: Sequence[Candidate]) -> tuple[int, int]:
    """The first and last day of publication that copies can have; all days where one of `new` is undated."""
    days = [day_of(candidate.published_at) for candidate in new]
    known = [day for day in days if day is not None]
    if len(known) < len(days) or not known:
        return -_EVER, _EVER
    return min(known) - DAYS_APART, max(known) + DAYS_APART


def _orders(db: duckdb.DuckDBPyConnection, ids: set[str]) -> dict[str, Order]:
    rows = db.execute(
        "SELECT article_id, published_at FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [sorted(ids)]
    ).fetchall()
    nothing = Fingerprint("", b"", 0)
    return {key: Candidate(key, published, nothing).order for key, published in rows}


def _keys(candidate: Candidate) -> tuple[int, ...]:
    return (candidate.fingerprint.words_key, *candidate.fingerprint.bands())


def _by_key(candidates: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        for key in _keys(candidate):
            groups.setdefault(key, []).append(candidate)
    return groups
