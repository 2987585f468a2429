"""One article for the eye: its text with the facts marked in colour, its measures as a table with their evidence."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from tradenlp.errors import InputError
from tradenlp.explore.results import cell
from tradenlp.warehouse.queries import find_article

STYLES = {
    "actor_mentions": "bold cyan",
    "dates": "green",
    "figures": "yellow",
    "measure_mentions": "on grey23",
    "statements": "italic",
}
"""how each kind of fact is marked; kinds that come later lie on top"""

SHORT = 16
"""columns of values no longer than this are never wrapped"""

_LAYERS = ("measure_mentions", "statements", "actor_mentions", "dates", "figures")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above an article."""

    article_id: str
    title: str | None
    publisher: str | None
    published: str
    text: str


def resolve_article(db: duckdb.DuckDBPyConnection, wanted: str) -> str:
    """The article_id that `wanted` means. Raises InputError where it means none or several."""
    found = find_article(db, wanted)
    if not found:
        raise InputError(f"no article {wanted!r}: give an article_id, an external id or an address")
    if len(found) > 1:
        names = "; ".join(f"{key} {title or ''}".strip() for key, title in found[:5])
        raise InputError(f"{wanted!r} fits {len(found)} articles or more: {names}")
    return found[0][0]


def article_view(db: duckdb.DuckDBPyConnection, article_id: str) -> RenderableType:
    """Title, marked text, legend, and the tables of measures, events and statements."""
    head = _heading(db, article_id)
    title = _marked(db, article_id, head.title, in_title=True) if head.title else Text("(no title)", style="dim")
    title.stylize("bold")
    about = Text(f"{head.publisher or 'unknown publisher'}, {head.published}, {head.article_id}", style="dim")
    legend = Text("marked: ").append_text(
        Text(", ").join(Text(n.replace("_", " "), style=s) for n, s in STYLES.items())
    )
    body = _marked(db, article_id, head.text, in_title=False)
    return Group(title, about, Text(), body, Text(), legend, *_tables(db, article_id))


def _heading(db: duckdb.DuckDBPyConnection, article_id: str) -> Heading:
    row = db.execute(
        "SELECT title, publisher, published_at, text FROM articles WHERE article_id = ?", [article_id]
    ).fetchone()
    if row is None:
        raise InputError(f"no article {article_id!r}")
    return Heading(article_id, row[0], row[1], cell(row[2]) or "no date", row[3])


def _marked(db: duckdb.DuckDBPyConnection, article_id: str, words: str, *, in_title: bool) -> Text:
    text = Text(words)
    for table in _LAYERS:
        spans = db.execute(
            f"SELECT start_char, end_char FROM {table} WHERE article_id = ? AND in_title = ?", [article_id, in_title]
        ).fetchall()
        for start, end in spans:
            text.stylize(STYLES[table], start, end)
    return text


_SECTIONS = {
    "Measures": (
        "SELECT type, imposers, targets, goods, "
        "concat_ws(' ', rate || coalesce('-' || rate_high, ''), rate_unit) AS rate, status, announced, effective, "
        "until, instrument, (SELECT list(w.text ORDER BY w.in_title DESC, w.start_char) FROM measure_mentions w "
        "WHERE w.measure_id = m.measure_id AND w.article_id = m.article_id)[1] AS words, measure_id "
        "FROM measures m WHERE article_id = ? ORDER BY rowid"
    ),
    "Figures": (
        "SELECT text, value, value_high, unit, modifier, direction, what, period, subject "
        "FROM figures WHERE article_id = ? ORDER BY in_title DESC, start_char"
    ),
    "Dates": (
        "SELECT text, type, value, start_date, end_date FROM dates WHERE article_id = ? "
        "ORDER BY in_title DESC, start_char"
    ),
    "Talks and other events": (
        "SELECT type, participants, location, date, status, text FROM events WHERE article_id = ? "
        "ORDER BY in_title DESC, start_char"
    ),
    "Who said what": ("SELECT speaker, quote FROM statements WHERE article_id = ? ORDER BY in_title DESC, start_char"),
}


def _tables(db: duckdb.DuckDBPyConnection, article_id: str) -> list[RenderableType]:
    return [part for name, sql in _SECTIONS.items() for part in _section(db, article_id, name, sql)]


def _section(db: duckdb.DuckDBPyConnection, article_id: str, name: str, sql: str) -> list[RenderableType]:
    """A heading's gap and the table; columns in which nothing stands are left out, and so is an empty table."""
    result = db.execute(sql, [article_id])
    names, rows = [c[0] for c in result.description or ()], result.fetchall()
    filled = [(n, column) for n, column in enumerate(names) if any(cell(row[n]) for row in rows)]
    table = Table(title=name, title_justify="left", title_style="bold", header_style="bold")
    for n, column in filled:
        short = max(len(cell(row[n])) for row in rows) <= SHORT
        table.add_column(column, overflow="fold", no_wrap=short)
    for row in rows:
        table.add_row(*[cell(row[n]) for n, _ in filled])
    return [Text(), table] if rows else []


def explanation(db: duckdb.DuckDBPyConnection, fact_id: str) -> RenderableType:
    """Which rule and which words gave each slot of a measure or event its value.

    `fact_id` may be the beginning of a measure_id or event_id. Raises InputError where it fits none or several.
    """
    found = db.execute(
        "SELECT DISTINCT fact_id FROM evidence WHERE starts_with(fact_id, ?) LIMIT 5", [fact_id]
    ).fetchall()
    if len(found) != 1:
        many = "several facts: " + ", ".join(row[0] for row in found) if found else "no measure or event"
        raise InputError(f"{fact_id!r} fits {many}; `tradenlp show ARTICLE` lists the ids")
    table = Table(title=f"Why {found[0][0]}", title_justify="left", header_style="bold")
    for column in ("slot", "rule", "words", "sentence"):
        table.add_column(column, overflow="fold")
    rows = db.execute(
        "SELECT slot, rule, text, sentence FROM evidence WHERE fact_id = ? ORDER BY rowid", [found[0][0]]
    ).fetchall()
    for row in rows:
        table.add_row(*[cell(value) for value in row])
    return table


def console() -> Console:
    """Colours on a terminal, 140 plain columns in a pipe."""
    return Console() if Console().is_terminal else Console(width=140)
