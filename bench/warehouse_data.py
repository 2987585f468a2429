"""Fills a database with the facts of any number of invented articles, distributed as those of the fixtures are.

Every invented article takes the facts of a fixture as its pattern (so the number of facts of each kind, and how they
hang together, are real) and changes what they say: other days, rates, values and places of the text, and for every
second measure the imposers and targets of another one. Its text is words of the fixtures at random, as often as they
come there, and two in a hundred from a long list of made-up names, so that it packs as badly as real text does. Only a
share of the articles has facts, as feeds bring much that is beside the point and is stored without. Fingerprints and
captures are there too, as random as real ones.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from tradenlp.dedupe.fingerprint import BANDS, PERMUTATIONS
from tradenlp.warehouse.replace import FACT_TABLES

CHUNK = 20_000
NAMES = 300_000
PATTERNS = "patterns"
"""name under which the database of the fixtures is attached"""

_SHIFT = """
    CREATE OR REPLACE TEMP MACRO moved(value, days) AS CASE length(value)
        WHEN 10 THEN coalesce((try_cast(value AS DATE) + days)::VARCHAR, value)
        WHEN 7 THEN coalesce(strftime(try_cast(value || '-15' AS DATE) + days, '%Y-%m'), value)
        WHEN 4 THEN coalesce(strftime(try_cast(value || '-07-01' AS DATE) + days, '%Y'), value)
        ELSE value END
"""
_OTHER_NAME = (
    "CASE WHEN f.{0} IN (SELECT actor_id FROM actors WHERE registered) THEN f.{0} ELSE f.{0} || '-' || c.no % 20000 END"
)
_OTHER_NUMBER = (
    "CASE WHEN hash(c.no, f.rowid) % 3 = 0 THEN f.{0} "
    "ELSE round(f.{0} * (0.5 + hash(f.rowid, c.no) % 100 / 100), 1) END"
)
_OTHER_SIDE = (
    "CASE WHEN hash(c.no, f.rowid) % 2 = 0 THEN f.{0} "
    "ELSE getvariable('{0}')[1 + (hash(f.rowid, c.no) % len(getvariable('{0}')))::INTEGER] END"
)
_OTHER_WORDS = "CASE WHEN hash(c.no, f.rowid) % 2 = 0 THEN f.{0} ELSE f.{0} || ' ' || c.word END"
_CHANGED = {
    "article_id": "c.article_id",
    "measure_id": "left(md5(f.measure_id || c.article_id), 16)",
    "event_id": "left(md5(f.event_id || c.article_id), 16)",
    "fact_id": "left(md5(f.fact_id || c.article_id), 16)",
    "actor_id": _OTHER_NAME.format("actor_id"),
    "speaker": _OTHER_NAME.format("speaker"),
    "announced": "moved(f.announced, c.days)",
    "effective": "moved(f.effective, c.days)",
    "until": "moved(f.until, c.days)",
    "period": "moved(f.period, c.days)",
    "date": "moved(f.date, c.days)",
    "start_date": "f.start_date + c.days",
    "end_date": "f.end_date + c.days",
    "rate": _OTHER_NUMBER.format("rate"),
    "imposers": _OTHER_SIDE.format("imposers"),
    "targets": _OTHER_SIDE.format("targets"),
    "what": _OTHER_WORDS.format("what"),
    "quote": "substr(c.text, 1 + c.no % 300, length(f.quote))",
}
_CHANGED_IN = {
    ("dates", "value"): "moved(f.value, c.days)",
    ("figures", "value"): _OTHER_NUMBER.format("value"),
    ("figures", "text"): "f.text || ' ' || c.no % 1000",
    ("statements", "text"): "substr(c.text, 1 + c.no % 300, length(f.text))",
}

_ARTICLES = """
    INSERT INTO articles BY NAME
    SELECT c.article_id, a.source_id, 'https://' || c.no % 400 || '.example/' || c.article_id AS url,
           'Publisher ' || c.no % 400 AS publisher, c.title, a.authors, 'en' AS language, a.country,
           a.published_at + to_days(c.days) AS published_at, a.published_at_origin,
           a.published_on + c.days AS published_on, c.text, sha256(c.text) AS text_sha256, a.word_count,
           CASE WHEN c.no % 25 = 7 THEN left(md5((c.no - 5)::VARCHAR), 16) END AS duplicate_of,
           left(md5('c' || c.no), 16) AS capture_id, CASE WHEN c.with_facts THEN 0.9 ELSE 0.1 END AS relevance,
           TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_seconds(c.no) AS ingested_at
    FROM chosen c JOIN patterns.articles a ON a.article_id = c.pattern
    ORDER BY c.no
"""


class Words:
    """Random texts with the word frequencies of given ones."""

    def __init__(self, texts: list[str], seed: int = 1) -> None:
        counted = Counter(word for text in texts for word in text.split())
        self._words = np.array(list(counted), dtype=object)
        weights = np.array(list(counted.values()), dtype=float)
        self._cumulated = np.cumsum(weights / weights.sum())
        syllables = random.Random(seed)
        parts = ["ba", "ken", "lor", "mi", "tan", "vos", "ri", "del", "gau", "sen", "po", "whit", "zar", "nu", "field"]
        self._names = np.array(
            ["".join(syllables.choices(parts, k=4)).capitalize() for _ in range(NAMES)], dtype=object
        )
        self._random = np.random.default_rng(seed)

    def text(self, words: int) -> str:
        """A text of so many words."""
        drawn = self._words[np.searchsorted(self._cumulated, self._random.random(words)).clip(0, len(self._words) - 1)]
        rare = self._random.random(words) < 0.02
        drawn[rare] = self._names[(self._random.random(int(rare.sum())) ** 3 * NAMES).astype(int)]
        return " ".join(drawn)


def prepare(db: duckdb.DuckDBPyConnection, patterns: Path) -> None:
    """Attach the database of the fixtures and take over its actors."""
    db.execute(f"ATTACH '{patterns}' AS {PATTERNS} (READ_ONLY)")
    db.execute(_SHIFT)
    db.execute(f"INSERT OR IGNORE INTO actors BY NAME SELECT * FROM {PATTERNS}.actors WHERE registered")
    db.execute(f"INSERT OR IGNORE INTO sources BY NAME FROM {PATTERNS}.sources")
    for side in ("imposers", "targets"):
        db.execute(f"SET VARIABLE {side} = (SELECT list({side}) FROM {PATTERNS}.measures)")


_CHOSEN = """
    CREATE OR REPLACE TEMP TABLE chosen AS
    SELECT *, left(md5(no::VARCHAR), 16) AS article_id, -(hash(no) % 3000)::INTEGER AS days,
           hash(no, 'told') % 1000 < $share * 1000 AS with_facts
    FROM drawn
"""
# As incompressible as the real ones, which are hashes too.
_REST = f"""
    INSERT INTO extractions BY NAME
    SELECT article_id, 'r1' AS run_id, 'v1' AS pipeline_version, sha256(text) AS text_sha256,
           sha256(article_id) AS input_sha256, now() AS extracted_at, 0.1 AS seconds
    FROM chosen;
    INSERT INTO captures BY NAME
    SELECT left(md5('c' || no), 16) AS capture_id, 'r1' AS run_id,
           'https://' || no % 400 || '.example/' || article_id AS url, now() AS fetched_at, 200 AS status,
           'text/html' AS content_type, length(text) AS bytes,
           sha256(article_id) AS sha256, 'w-' || no // 5000 AS warc_file, no % 5000 * 9000 AS warc_offset
    FROM chosen;
    INSERT INTO fingerprints BY NAME
    SELECT article_id, sha256(text) AS words_sha256, len(string_split(text, ' ')) AS word_count,
           unhex(array_to_string([sha256(no || '.' || k) for k in range({PERMUTATIONS // 8})], '')) AS signature,
           (hash(no) >> 1)::BIGINT AS words_key
    FROM chosen;
    INSERT INTO fingerprint_bands
    SELECT article_id, (hash(no, b) >> 1)::BIGINT, 19000 + days FROM chosen, range({BANDS}) bands(b) ORDER BY no, b
"""


def fill(db: duckdb.DuckDBPyConnection, articles: int, words: Words, share: float) -> Iterator[list[str]]:
    """Add invented articles in chunks, a `share` of them with facts; yields the article_ids of each."""
    patterns = db.execute(f"SELECT article_id, word_count FROM {PATTERNS}.articles ORDER BY article_id").fetchall()
    for first in range(0, articles, CHUNK):
        numbers = range(first, min(first + CHUNK, articles))
        db.register("drawn", _drawn(numbers, patterns, words))
        db.execute(_CHOSEN, {"share": share})
        db.unregister("drawn")
        db.execute("BEGIN")
        db.execute(_ARTICLES)
        for table in FACT_TABLES:
            db.execute(_copied(db, table))
        db.execute(_REST)
        db.execute("COMMIT")
        yield [row[0] for row in db.execute("SELECT article_id FROM chosen ORDER BY no").fetchall()]
    db.execute(
        "INSERT OR IGNORE INTO actors BY NAME SELECT actor_id, any_value(name) AS name, any_value(kind) AS kind, "
        "[] AS aliases, FALSE AS registered FROM found_actors GROUP BY actor_id"
    )


def _drawn(numbers: range, patterns: list[tuple[str, int]], words: Words) -> pa.Table:
    chosen = [patterns[(number * 2_654_435_761 >> 7) % len(patterns)] for number in numbers]
    texts = [words.text(count) for _, count in chosen]
    columns = {
        "no": pa.array(numbers, pa.int64()),
        "pattern": [pattern for pattern, _ in chosen],
        "text": texts,
        "title": [" ".join(text.split(" ", 9)[:9]) for text in texts],
        "word": [text.split(" ", 30)[-2] for text in texts],
    }
    return pa.table(columns)


def _copied(db: duckdb.DuckDBPyConnection, table: str) -> str:
    columns = [
        row[0]
        for row in db.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND schema_name = 'main' "
            "AND database_name = current_database() ORDER BY column_index",
            [table],
        ).fetchall()
    ]
    values = [_CHANGED_IN.get((table, name)) or _CHANGED.get(name) or f"f.{name}" for name in columns]
    return (
        f"INSERT INTO {table} SELECT {', '.join(values)} FROM {PATTERNS}.{table} f "
        f"JOIN chosen c ON f.article_id = c.pattern WHERE c.with_facts ORDER BY c.no, f.rowid"
    )
