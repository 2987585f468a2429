"""What differs between the facts of two databases: added, removed and changed, slot by slot, with words and reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from tradenlp.errors import InputError
from tradenlp.explore.diff_pairs import Fact, pair_up
from tradenlp.warehouse.database import open_reader
from tradenlp.warehouse.excerpt import sentence_span

OLD, NEW = "before_db", "after_db"
_NO_SLOTS = ("article_id", "measure_id", "event_id", "start_char", "end_char", "sentence", "in_title", "known_from")

_FIRST_WORDS = """
    SELECT m.*, w.* EXCLUDE (measure_id, article_id)
    FROM {db}.main.measures m LEFT JOIN (
        SELECT measure_id, article_id,
               first(start_char ORDER BY in_title DESC, start_char) AS start_char,
               first(end_char ORDER BY in_title DESC, start_char) AS end_char,
               first(text ORDER BY in_title DESC, start_char) AS text,
               first(in_title ORDER BY in_title DESC, start_char) AS in_title,
               list(text ORDER BY in_title DESC, start_char) AS mentions
        FROM {db}.main.measure_mentions GROUP BY ALL
    ) w USING (measure_id, article_id)
"""

KINDS: Mapping[str, str] = {
    "measures": _FIRST_WORDS,
    "events": "FROM {db}.main.events",
    "figures": "FROM {db}.main.figures",
    "dates": "FROM {db}.main.dates",
    "statements": "FROM {db}.main.statements",
    "goods_mentions": "FROM {db}.main.goods_mentions",
    "actor_mentions": "FROM {db}.main.actor_mentions",
}
"""kind of fact -> relation that holds it, with the columns article_id, start_char, end_char, text, in_title"""


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot that differs; an added fact has no old values, a removed one no new ones."""

    name: str
    old: Any = None
    new: Any = None
    why: str = ""
    """the rules that gave the values, where evidence tells"""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs, with the sentence it stands in, cut up so that its words can be marked."""

    what: str
    """added, removed or changed"""
    kind: str
    article_id: str
    article: str
    """title of the article, else its external id"""
    fact_id: str | None
    words: str
    sentence: tuple[str, str, str]
    """before the words, the words, behind them"""
    slots: tuple[Slot, ...]
    why: str
    """what changed: the text of the article, its day or country, or the pipeline"""


@dataclass(slots=True)
class Diff:
    """All differences between two databases, for the articles that both hold."""

    old: str
    new: str
    compared: int = 0
    only_old: int = 0
    only_new: int = 0
    changes: list[Change] = field(default_factory=list)

    def counts(self) -> Counter[tuple[str, str]]:
        """Number of facts by (kind, what)."""
        return Counter((change.kind, change.what) for change in self.changes)

    def slot_counts(self) -> Counter[tuple[str, str]]:
        """Number of changed facts by (kind, slot)."""
        changed = (change for change in self.changes if change.what == "changed")
        return Counter((change.kind, slot.name) for change in changed for slot in change.slots)


def compare(old: Path, new: Path, kinds: Sequence[str] = ()) -> Diff:
    """Compare the facts of two databases, all kinds or the named ones; what is alike is sorted out within DuckDB.

    Raises WarehouseError where one is no database of tradenlp, InputError for an unknown kind or one and the same file.
    """
    if unknown := sorted(set(kinds) - KINDS.keys()):
        raise InputError(f"unknown kind {', '.join(unknown)}; choose of {', '.join(KINDS)}")
    for path in (old, new):
        open_reader(path).close()
    if old.samefile(new):
        raise InputError(f"{old} and {new} are one and the same file")
    with duckdb.connect(":memory:") as db:
        for name, path in ((OLD, old), (NEW, new)):
            quoted = str(path.resolve()).replace("'", "''")
            db.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
        db.execute("SET TimeZone = 'UTC'")
        db.execute("SET enable_progress_bar = false")
        diff = Diff(str(old), str(new), *_articles(db))
        for kind in KINDS:
            if not kinds or kind in kinds:
                diff.changes += _changes(db, kind)
    order = list(KINDS)
    diff.changes.sort(key=lambda c: (order.index(c.kind), c.article, c.article_id))
    return diff


def _articles(db: duckdb.DuckDBPyConnection) -> tuple[int, int, int]:
    """Articles in both, in the old one alone, in the new one alone."""
    row = db.execute(
        "SELECT count(o.article_id) FILTER (n.article_id IS NOT NULL), count(*) FILTER (n.article_id IS NULL), "
        f"count(*) FILTER (o.article_id IS NULL) FROM {OLD}.main.articles o FULL JOIN {NEW}.main.articles n "
        "USING (article_id)"
    ).fetchone()
    assert row
    return row[0], row[1], row[2]


def _changes(db: duckdb.DuckDBPyConnection, kind: str) -> Iterator[Change]:
    columns = _common_columns(db, kind)
    slots = [name for name in columns if name not in _NO_SLOTS]
    _keep_unlike(db, kind, columns)
    old, new = _unlike(db, kind, columns, OLD), _unlike(db, kind, columns, NEW)
    ids = sorted(old.keys() | new.keys())
    about = _about(db, ids)
    rules = {name: _rules(db, name, ids) for name in (OLD, NEW)} if kind in ("measures", "events") else {}
    for article_id in ids:
        before, after = old.get(article_id, []), new.get(article_id, [])
        told = about[article_id]
        for one, other in pair_up(before, after, slots, same_text=told.same_text):
            differing = [s for s in slots if _value(one, s) != _value(other, s)]
            if differing:
                yield _change(kind, told, one, other, differing, rules)


def _change(
    kind: str,
    about: _About,
    one: Fact | None,
    other: Fact | None,
    differing: Sequence[str],
    rules: Mapping[str, Mapping[tuple[str, str], str]],
) -> Change:
    fact, text = (other, about.new_text) if other else (one, about.old_text)
    assert fact is not None
    names = [name for name in differing if _value(one, name) not in (None, [], "") or _value(other, name)]
    slots = tuple(
        Slot(name, _value(one, name), _value(other, name), _why(rules, one, other, name))
        for name in names
        if name not in ("text", "mentions") or (one and other)
    )
    what = "changed" if one and other else "added" if other else "removed"
    sentence = _sentence(text, about.new_title if other else about.old_title, fact)
    words, id_ = str(fact["text"]), fact.get("measure_id") or fact.get("event_id")
    return Change(what, kind, about.article_id, about.name, id_, words, sentence, slots, about.why)


def _value(fact: Fact | None, slot: str) -> Any:
    return fact[slot] if fact else None


def _why(rules: Mapping[str, Mapping[tuple[str, str], str]], one: Fact | None, other: Fact | None, slot: str) -> str:
    """The rule of before and the one of now; one alone where both agree or only one side is there."""
    told = []
    for name, fact in ((OLD, one), (NEW, other)):
        fact_id = (fact.get("measure_id") or fact.get("event_id")) if fact else None
        told.append(rules.get(name, {}).get((str(fact_id), slot), ""))
    return " → ".join(dict.fromkeys(filter(None, told)))


def _sentence(text: str, title: str, fact: Fact) -> tuple[str, str, str]:
    start, end = fact["start_char"], fact["end_char"]
    if start is None:
        return ("", str(fact["text"] or ""), "")
    whole = title if fact["in_title"] else text
    first, last = sentence_span(whole, start, end)
    return whole[first:start].lstrip(), whole[start:end], whole[end:last].rstrip()


def _common_columns(db: duckdb.DuckDBPyConnection, kind: str) -> list[str]:
    """Columns that both databases have; one of an older schema lacks some."""
    found = [
        [column[0] for column in db.execute(f"FROM ({_relation(kind, name)}) LIMIT 0").description or ()]
        for name in (OLD, NEW)
    ]
    return [column for column in found[1] if column in found[0]]


def _relation(kind: str, name: str) -> str:
    return KINDS[kind].format(db=name)


def _compared(columns: Sequence[str]) -> list[str]:
    """Columns that tell which fact a row is and what it says: ids are compared by nobody."""
    return [f'"{name}"' for name in columns if name not in ("known_from", "sentence", "measure_id", "event_id")]


def _keep_unlike(db: duckdb.DuckDBPyConnection, kind: str, columns: Sequence[str]) -> None:
    """Keep what one database says and the other does not, for articles that both hold, in the table `unlike`."""
    compared = ", ".join(_compared(columns))
    old, new = (
        f"(SELECT {compared} FROM ({_relation(kind, here)}) "
        f"WHERE article_id IN (SELECT article_id FROM {there}.main.articles))"
        for here, there in ((OLD, NEW), (NEW, OLD))
    )
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE unlike AS SELECT DISTINCT * FROM (({old} EXCEPT ALL {new}) "
        f"UNION ALL ({new} EXCEPT ALL {old}))"
    )


def _unlike(db: duckdb.DuckDBPyConnection, kind: str, columns: Sequence[str], name: str) -> dict[str, list[Fact]]:
    """The facts of one database that say what stands in `unlike`, by article, in the order of the text."""
    every = ", ".join(f'"{column}"' for column in columns if column not in ("known_from", "sentence"))
    same = " AND ".join(f"unlike.{column} IS NOT DISTINCT FROM facts.{column}" for column in _compared(columns))
    result = db.execute(
        f"SELECT {every} FROM ({_relation(kind, name)}) facts WHERE EXISTS (FROM unlike WHERE {same}) "
        "ORDER BY in_title DESC, start_char, end_char"
    )
    names = [column[0] for column in result.description or ()]
    found: dict[str, list[Fact]] = defaultdict(list)
    for row in result.fetchall():
        fact = dict(zip(names, row, strict=True))
        found[fact["article_id"]].append(fact)
    return found


@dataclass(frozen=True, slots=True)
class _About:
    article_id: str
    name: str
    old_title: str
    old_text: str
    new_title: str
    new_text: str
    same_text: bool
    why: str


def _about(db: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, _About]:
    """What there is to say of the articles whose facts differ."""
    rows = db.execute(
        "SELECT article_id, coalesce(n.title, n.external_id, n.url, article_id), coalesce(o.title, ''), o.text, "
        "coalesce(n.title, ''), n.text, o.published_on IS DISTINCT FROM n.published_on, "
        "o.country IS DISTINCT FROM n.country, x.pipeline_version, y.pipeline_version "
        f"FROM {OLD}.main.articles o JOIN {NEW}.main.articles n USING (article_id) "
        f"LEFT JOIN {OLD}.main.extractions x USING (article_id) LEFT JOIN {NEW}.main.extractions y USING (article_id) "
        "WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [list(ids)],
    ).fetchall()
    return {
        row[0]: _About(row[0], row[1], row[2], row[3], row[4], row[5], row[2:4] == row[4:6], _reason(*row[2:]))
        for row in rows
    }


def _reason(
    old_title: str, old_text: str, new_title: str, new_text: str, day: bool, country: bool, old: str, new: str
) -> str:
    texts = ("the title changed", old_title != new_title), ("the text changed", old_text != new_text)
    inputs = ("the day of publication changed", day), ("the country of the publisher changed", country)
    said = [words for words, holds in (*texts, *inputs) if holds]
    if old != new:
        said.append(f"pipeline {old or 'none'} → {new or 'none'}")
    return "; ".join(said) or "nothing that extraction reads: the facts were changed by hand"


def _rules(db: duckdb.DuckDBPyConnection, name: str, ids: Sequence[str]) -> dict[tuple[str, str], str]:
    """The rules behind each slot of a measure or event, with the words that they read."""
    rows = db.execute(
        "SELECT fact_id, slot, string_agg(DISTINCT rule || ' (“' || text || '”)', ', ') "
        f"FROM {name}.main.evidence WHERE article_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL",
        [list(ids)],
    ).fetchall()
    return {(row[0], row[1]): row[2] for row in rows}
