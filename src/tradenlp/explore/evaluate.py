"""Holds the stored facts of articles against gold annotations: precision, recall and F1 per kind of fact.

A gold folder holds `<external id>.json` files, or `<slug>/gold.json` files, with the keys `actors`, `dates`,
`figures`, `measures`, `events` and `statements`; each fact has the columns of its table, span columns left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from tradenlp.errors import InputError
from tradenlp.explore import matching
from tradenlp.explore.matching import Fact

DEFAULTS: dict[str, Fact] = {
    "actors": {"name": None, "kind": None, "mentions": []},
    "dates": {"value": None, "start": None, "end": None},
    "figures": {"value_high": None, "modifier": "exact", "direction": "none", "what": None, "period": None},
    "measures": {"imposers": [], "targets": [], "goods": [], "triggers": [], "rate": None, "status": None},
    "events": {"participants": [], "location": None, "date": None, "status": None},
    "statements": {"speaker": None},
}

_SAME: dict[str, Callable[[Fact, Fact], float]] = {
    "actors": matching.actor,
    "dates": matching.date_span,
    "figures": matching.figure,
    "measures": matching.measure,
    "events": matching.event,
    "statements": matching.statement,
}

_ATTRIBUTES: dict[str, dict[str, Callable[[Fact, Fact], bool]]] = {
    "actors": {"kind": lambda g, f: g["kind"] == f["kind"]},
    "dates": {"days": matching.same_days},
    "figures": {
        "modifier": lambda g, f: g["modifier"] == f["modifier"],
        "direction": lambda g, f: g["direction"] == f["direction"],
        "what": lambda g, f: matching.dice(g["what"], f["what"]) >= 0.5 or not (g["what"] or f["what"]),
        "period": lambda g, f: (g["period"] or None) == (f["period"] or None),
    },
    "measures": {
        "status": lambda g, f: g["status"] == f["status"],
        "goods": lambda g, f: matching.goods(g["goods"], f["goods"]),
        "rate": lambda g, f: matching.close(g["rate"], f["rate"]),
        "effective": lambda g, f: g.get("effective") == f.get("effective"),
    },
    "events": {"status": lambda g, f: g["status"] == f["status"]},
}

_SQL = {
    "actors": (
        "SELECT actor_id AS id, any_value(a.name) AS name, any_value(a.kind) AS kind, "
        "list(DISTINCT m.text) AS mentions "
        "FROM actor_mentions m LEFT JOIN actors a USING (actor_id) WHERE m.article_id = ? GROUP BY 1 ORDER BY 1"
    ),
    "dates": (
        'SELECT text, type, value, CAST(start_date AS VARCHAR) AS start, CAST(end_date AS VARCHAR) AS "end" '
        "FROM dates WHERE article_id = ? ORDER BY in_title DESC, start_char"
    ),
    "figures": "SELECT * FROM figures WHERE article_id = ? ORDER BY in_title DESC, start_char",
    "measures": (
        "SELECT m.*, (SELECT list(w.text) FROM measure_mentions w WHERE w.measure_id = m.measure_id) AS triggers "
        "FROM measures m WHERE article_id = ?"
    ),
    "events": "SELECT * FROM events WHERE article_id = ? ORDER BY in_title DESC, start_char",
    "statements": "SELECT * FROM statements WHERE article_id = ? ORDER BY in_title DESC, start_char",
}


@dataclass(slots=True)
class Score:
    """Counts for one kind of fact over all articles."""

    kind: str
    matched: int = 0
    gold: int = 0
    found: int = 0
    right: Counter[str] = field(default_factory=Counter)
    """attribute -> matched facts in which it is right"""

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        return 2 * self.matched / (self.gold + self.found) if self.gold + self.found else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold fact that was not found, or a found one that gold lacks."""

    article: str
    kind: str
    missed: bool
    fact: Fact


@dataclass(frozen=True, slots=True)
class Report:
    """Scores by kind, every miss, and the gold files whose article is not in the database."""

    scores: dict[str, Score]
    misses: list[Miss]
    absent: list[str]


def evaluate(db: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> Report:
    """Score the stored facts against every gold file below the folders. Raises InputError where there is none."""
    report = Report({kind: Score(kind) for kind in _SAME}, [], [])
    seen = False
    for external_id, gold in _gold_files(folders):
        seen = True
        row = db.execute("SELECT article_id FROM articles WHERE external_id = ?", [external_id]).fetchone()
        if row is None and gold.get("url"):
            row = db.execute("SELECT article_id FROM articles WHERE canonical_url = ?", [gold["url"]]).fetchone()
        if row is None:
            report.absent.append(external_id)
        _score_article(report, external_id, gold, _stored(db, row[0]) if row else {})
    if not seen:
        raise InputError(f"no gold file (ID.json or ID/gold.json) in {', '.join(map(str, folders))}")
    return report


def _score_article(report: Report, name: str, gold: Fact, found: dict[str, list[Fact]]) -> None:
    same_id: dict[str, str] = {}
    for kind, score in report.scores.items():
        wanted = [{**DEFAULTS[kind], **{k: v for k, v in f.items() if v is not None}} for f in gold.get(kind) or []]
        have = [_renamed(fact, same_id) for fact in found.get(kind, [])]
        pairs, missed, extra = matching.pair_up(wanted, have, _SAME[kind])
        if kind == "actors":  # a firm's id may be spelt differently; what refers to it is then the same
            same_id = {f["id"]: g["id"] for g, f in pairs}
        score.matched += len(pairs)
        score.gold += len(wanted)
        score.found += len(have)
        for attribute, right in _ATTRIBUTES.get(kind, {}).items():
            score.right[attribute] += sum(right(g, f) for g, f in pairs)
        report.misses.extend(Miss(name, kind, True, fact) for fact in missed)
        report.misses.extend(Miss(name, kind, False, fact) for fact in extra)


def _renamed(fact: Fact, same_id: dict[str, str]) -> Fact:
    lists = fact.keys() & {"imposers", "targets", "participants"}
    changed: Fact = {key: [same_id.get(a, a) for a in fact[key]] for key in lists}
    if "speaker" in fact:
        changed["speaker"] = same_id.get(fact["speaker"], fact["speaker"])
    return {**fact, **changed}


def _gold_files(folders: Sequence[Path]) -> Iterator[tuple[str, Fact]]:
    for folder in folders:
        for path in sorted([*folder.glob("*.json"), *folder.glob("*/gold.json")]):
            gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            yield (path.parent.name if path.name == "gold.json" else path.stem), gold


def _stored(db: duckdb.DuckDBPyConnection, article_id: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for kind, sql in _SQL.items():
        result = db.execute(sql, [article_id])
        names = [column[0] for column in result.description or ()]
        found[kind] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return found


def report_rows(report: Report) -> list[tuple[str, str, str, str, str, str]]:
    """kind, precision, recall, F1, gold/found, attributes: as text for a table."""
    rows = []
    for s in report.scores.values():
        precision = s.matched / s.found if s.found else float(not s.gold)
        recall = s.matched / s.gold if s.gold else 1.0
        attributes = ", ".join(f"{name} {n / s.matched:.2f}" for name, n in s.right.items() if s.matched)
        rows.append((s.kind, f"{precision:.3f}", f"{recall:.3f}", f"{s.f1:.3f}", f"{s.gold}/{s.found}", attributes))
    return rows
