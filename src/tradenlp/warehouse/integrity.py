"""What holds in every sound database, as questions in SQL that count what breaks it, with repairs where one is safe.

DuckDB's own constraints cover keys and allowed values; these cover what it cannot: offsets, references between tables
whose rows are replaced together, digests. A repair removes only what no reader can make sense of, and marks the
articles concerned as stale, so that the next `tradenlp extract` finds their facts again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from tradenlp.warehouse.found import settle
from tradenlp.warehouse.replace import FACT_TABLES

SPANNED = (
    "actor_mentions",
    "dates",
    "figures",
    "goods_mentions",
    "measure_mentions",
    "events",
    "statements",
    "evidence",
)
DAMAGED = "damaged"
"""pipeline version of articles whose facts were repaired: no pipeline has it, so they are stale"""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that must not be; `rows` selects the article_ids concerned, one a wrong row."""

    what: str
    rows: str
    repair: tuple[str, ...] = ()
    stale: bool = True
    """whether articles that are repaired are to be extracted again"""
    well: str = ""
    """what to say where nothing is wrong; else `no` and what is asked for"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a question."""

    question: Question
    wrong: int

    def __str__(self) -> str:
        if not self.wrong:
            return self.question.well or f"no {self.question.what}"
        return f"{self.wrong:,} {self.question.what}"


def _offsets(table: str) -> Question:
    wrong = (
        f"FROM {table} f JOIN articles a USING (article_id) "
        "WHERE substr(CASE WHEN f.in_title THEN a.title ELSE a.text END, f.start_char + 1, f.end_char - f.start_char) "
        "IS DISTINCT FROM f.text"
    )
    repair = f"DELETE FROM {table} WHERE rowid IN (SELECT f.rowid {wrong})"
    what = f"rows of {table} whose offsets do not match the text"
    return Question(what, f"SELECT f.article_id {wrong}", (repair,), well=f"{table}: offsets match")


def _orphans(tables: Sequence[str]) -> Question:
    alone = [f"FROM {table} WHERE article_id NOT IN (SELECT article_id FROM articles)" for table in tables]
    return _joined("rows of facts, extractions or fingerprints without an article", alone)


def _doubled(keys: Mapping[str, str]) -> Question:
    again = [
        f"FROM {table} WHERE rowid NOT IN (SELECT min(rowid) FROM {table} GROUP BY {key})"
        for table, key in keys.items()
    ]
    return _joined("facts that stand there twice", again)


def _joined(what: str, wrong: Sequence[str]) -> Question:
    rows = " UNION ALL ".join(f"SELECT article_id {part}" for part in wrong)
    return Question(what, rows, tuple(f"DELETE {part}" for part in wrong))


def _without(what: str, table: str, condition: str) -> Question:
    wrong = f"FROM {table} WHERE {condition}"
    return Question(what, f"SELECT article_id {wrong}", (f"DELETE {wrong}",))


_WORDS = "article_id, in_title, start_char, end_char"
_ONCE = {
    "measures": "measure_id",
    "events": "event_id",
    "actor_mentions": f"{_WORDS}, actor_id",
    "dates": f"{_WORDS}, type, value",
    "figures": f"{_WORDS}, value, unit, what",
    "goods_mentions": f"{_WORDS}, goods_id",
    "statements": f"{_WORDS}, speaker",
    "measure_mentions": f"{_WORDS}, measure_id",
}
"""what tells two rows of a table apart"""

_SETTLE = """
    INSERT OR IGNORE INTO unsettled_actors
    SELECT DISTINCT actor_id FROM found_actors WHERE actor_id NOT IN (SELECT actor_id FROM actors)
"""
_NAMED = (
    "(SELECT article_id, unnest(imposers || targets) AS actor_id FROM measures "
    "UNION ALL SELECT article_id, unnest(participants) FROM events "
    "UNION ALL SELECT article_id, subject FROM figures WHERE subject IS NOT NULL)"
)
_WITH_HISTORY = ("articles", "judgements", *FACT_TABLES)
_UNKNOWN = "WHERE actor_id NOT IN (SELECT actor_id FROM actors)"

QUESTIONS: tuple[Question, ...] = (
    _orphans((*SPANNED, "measures", "found_actors", "extractions", "fingerprints", "fingerprint_bands")),
    *map(_offsets, SPANNED),
    _doubled(_ONCE),
    _without("measures without words", "measures", "measure_id NOT IN (SELECT measure_id FROM measure_mentions)"),
    _without(
        "words of measures that are not there",
        "measure_mentions",
        "measure_id NOT IN (SELECT measure_id FROM measures)",
    ),
    _without(
        "reasons for facts that are not there",
        "evidence",
        "fact_id NOT IN (SELECT measure_id FROM measures UNION ALL SELECT event_id FROM events)",
    ),
    Question("mentions of unknown actors", f"SELECT article_id FROM actor_mentions {_UNKNOWN}", (_SETTLE,)),
    Question(
        "imposers, targets, participants or subjects that are no known actor",
        f"SELECT article_id FROM {_NAMED} {_UNKNOWN}",
        (_SETTLE,),
    ),
    Question(
        "articles without an extraction",
        "SELECT article_id FROM articles WHERE article_id NOT IN (SELECT article_id FROM extractions)",
    ),
    Question(
        "articles whose text is not what its digest says",
        "SELECT article_id FROM articles WHERE sha256(text) <> text_sha256",
        ("UPDATE articles SET text_sha256 = sha256(text) WHERE sha256(text) <> text_sha256",),
    ),
    Question(
        "articles whose facts are from another text",
        "SELECT article_id FROM articles a JOIN extractions e USING (article_id) WHERE a.text_sha256 <> e.text_sha256 "
        f"AND e.pipeline_version <> '{DAMAGED}'",
        ("SELECT 1",),
    ),
    Question(
        "duplicates of an article that is not there",
        "SELECT article_id FROM articles WHERE duplicate_of NOT IN (SELECT article_id FROM articles)",
        ("UPDATE articles SET duplicate_of = NULL WHERE duplicate_of NOT IN (SELECT article_id FROM articles)",),
        stale=False,
    ),
    Question(
        "articles whose capture is not there",
        "SELECT article_id FROM articles WHERE capture_id NOT IN (SELECT capture_id FROM captures)",
    ),
    Question(
        "states in history that ended before they began",
        " UNION ALL ".join(
            f"SELECT article_id FROM history.{table} WHERE known_until <= known_from" for table in _WITH_HISTORY
        ),
    ),
    Question(
        "states in history of articles that are not there",
        " UNION ALL ".join(
            f"SELECT article_id FROM history.{table} WHERE article_id NOT IN (SELECT article_id FROM articles)"
            for table in _WITH_HISTORY
        ),
        tuple(
            f"DELETE FROM history.{table} WHERE article_id NOT IN (SELECT article_id FROM articles)"
            for table in _WITH_HISTORY
        ),
        stale=False,
    ),
    Question(
        "articles of which two versions or two judgements held at once",
        " UNION ALL ".join(
            f"SELECT article_id FROM (SELECT article_id, known_from < max(known_until) OVER (PARTITION BY article_id "
            f"ORDER BY known_from ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS is_early FROM history.{table}) "
            "WHERE is_early"
            for table in ("articles", "judgements")
        ),
    ),
)


def examine(db: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Ask every question; the database has the newest schema."""
    for question in QUESTIONS:
        yield Finding(question, _number(db, question))


def repair(db: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Repair what can be, in one transaction; what was wrong and is no longer. Writes to the database."""
    done = []
    db.execute("BEGIN")
    try:
        for question in QUESTIONS:
            wrong = _number(db, question) if question.repair else 0
            if wrong:
                _mend(db, question)
                done.append(Finding(question, wrong))
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    settle(db)
    return done


def _mend(db: duckdb.DuckDBPyConnection, question: Question) -> None:
    if question.stale:
        db.execute(f"UPDATE extractions SET pipeline_version = '{DAMAGED}' WHERE article_id IN ({question.rows})")
    for statement in question.repair:
        db.execute(statement)


def _number(db: duckdb.DuckDBPyConnection, question: Question) -> int:
    row = db.execute(f"SELECT count(*) FROM ({question.rows})").fetchone()
    return int(row[0]) if row else 0
