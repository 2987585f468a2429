"""Full-text search for people: the best articles or quotations with the words of the query in their surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
from rich.console import Group, RenderableType
from rich.text import Text

SNIPPET = 240
"""characters of an article that are shown"""
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query and what narrows it; days are days of publication, both inclusive."""

    query: str
    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    statements: bool = False
    limit: int = 10


_ARTICLES = """
    SELECT f.score, f.published_at, f.publisher, f.title, a.text, f.article_id
    FROM search_articles($query) f JOIN articles a USING (article_id)
"""
_STATEMENTS = """
    SELECT f.score, f.published_at, f.publisher, f.title, f.speaker, f.quote AS text, f.article_id
    FROM search_statements($query) f
"""
_NARROWED = """
    WHERE ($since IS NULL OR f.published_at >= $since::DATE)
      AND ($until IS NULL OR f.published_at < $until::DATE + 1)
      AND ($publisher IS NULL OR contains(lower(f.publisher), lower($publisher)))
    ORDER BY f.score DESC, f.published_at DESC, f.article_id
    LIMIT $limit
"""


def search(db: duckdb.DuckDBPyConnection, wanted: Wanted) -> pa.Table:
    """The best hits: score, published_at, publisher, title, speaker (of statements), text (its snippet), article_id."""
    values = {
        "query": wanted.query,
        "since": wanted.since,
        "until": wanted.until,
        "publisher": wanted.publisher,
        "limit": wanted.limit,
    }
    found = db.execute((_STATEMENTS if wanted.statements else _ARTICLES) + _NARROWED, values).to_arrow_table()
    if wanted.statements:
        return found
    words = query_words(db, wanted.query)
    cut = pa.array([snippet(text, words) for text in found.column("text").to_pylist()], pa.string())
    return found.set_column(found.schema.get_field_index("text"), "text", cut)


def query_words(db: duckdb.DuckDBPyConnection, query: str) -> frozenset[str]:
    """The words of a query as the index has them."""
    row = db.execute("SELECT words_of(regexp_replace($1, '(^|\\s)-\\S+', ' ', 'g'))", [query]).fetchone()
    return frozenset(row[0] or ()) if row else frozenset()


def snippet(text: str, words: frozenset[str], width: int = SNIPPET) -> str:
    """The stretch of a text with the most different words of a query, from the beginning of a word, one line."""
    hits = _hits(text, words)
    if not hits:
        return _one_line(text[:width], more=len(text) > width)
    best = max(range(len(hits)), key=lambda i: (_different(hits, i, width), -i))
    start = max(0, hits[best][0] - width // 6)
    start = 0 if start < 20 else text.rfind(" ", 0, start) + 1
    return ("… " if start else "") + _one_line(text[start : start + width], more=start + width < len(text))


def _hits(text: str, words: frozenset[str]) -> list[tuple[int, int, str]]:
    """Start, end and index form of every word of the text that is asked for."""
    found = ((match.start(), match.end(), _fold(match[0], words)) for match in _WORD.finditer(text))
    return [(start, end, word) for start, end, word in found if word]


def _fold(printed: str, words: frozenset[str]) -> str:
    """The asked word that a printed one is a form of, or nothing."""
    low = printed.lower()
    forms = (low, low[:-1], low[:-2], low[:-3] + "y") if low.endswith("s") else (low,)
    return next((form for form in forms if form in words), "")


def _different(hits: list[tuple[int, int, str]], first: int, width: int) -> int:
    end = hits[first][0] + width * 5 // 6
    return len({word for start, _, word in hits[first:] if start < end})


def _one_line(text: str, more: bool) -> str:
    line = " ".join(text.split())
    return f"{line.rsplit(' ', 1)[0]} …" if more and " " in line else line


def as_page(found: pa.Table, words: frozenset[str]) -> RenderableType:
    """Hits below each other: title, where and when, and the snippet with the words of the query marked."""
    return Group(*[_hit(row, words) for row in found.to_pylist()]) if found.num_rows else Text("nothing found")


def _hit(row: dict[str, Any], words: frozenset[str]) -> Text:
    day = f"{row['published_at']:%Y-%m-%d}" if row["published_at"] else "undated"
    shown = Text()
    shown.append(row["title"] or "(no title)", style="bold")
    shown.append(f"\n{day}  {row['publisher'] or ''}  {row['article_id'][:8]}\n", style="dim")
    if row.get("speaker"):
        shown.append(f"{row['speaker']}: ")
    body = Text(row["text"])
    for start, end, _ in _hits(row["text"], words):
        body.stylize("bold yellow", start, end)
    return shown.append_text(body).append("\n")
