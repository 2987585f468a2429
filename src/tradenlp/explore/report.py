"""What a run came to, as Markdown: sources polled, what was new, what was refused and why, which hosts were slow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from tradenlp.warehouse.runs import Run, summary

MOST_ROWS = 40
"""of a table; the rest is in the database"""

_POLLS = """
    SELECT p.source_id, CASE WHEN p.error IS NOT NULL THEN p.error WHEN p.status = 304 THEN 'unchanged' ELSE 'well' END,
           p.listed, p.new, f.failures, f.next_poll_at
    FROM polls p LEFT JOIN feed_state f USING (source_id)
    WHERE p.run_id = ? ORDER BY p.error IS NULL, p.new DESC, p.source_id
"""
_REJECTS = """
    SELECT stage, reason, count(*), any_value(url), any_value(detail) FROM rejects
    WHERE run_id = ? GROUP BY ALL ORDER BY 3 DESC, 1, 2
"""
_HOSTS = r"""
    SELECT regexp_extract(url, '^\w+://([^/?#]+)', 1) AS host, count(*), round(avg(seconds), 2), round(max(seconds), 2)
    FROM captures WHERE run_id = ? AND seconds IS NOT NULL GROUP BY host ORDER BY max(seconds) DESC, host LIMIT 10
"""


def run_report(db: duckdb.DuckDBPyConnection, run: Run) -> str:
    """The report of a run that is still open; `db` is where it writes."""
    polls = db.execute(_POLLS, [run.run_id]).fetchall()
    failed = sum(row[1] not in ("well", "unchanged") for row in polls)
    lines = [f"# Run {run.run_id}", "", summary(run.counts), ""]
    lines += [
        f"{len(polls)} sources polled, {failed} of them failed; duplicates: {run.counts.get('duplicates', 0)}",
        "",
    ]
    lines += _table(
        "Sources",
        ("source", "answer", "listed", "new", "failures in a row", "next poll"),
        [_poll_row(p) for p in polls],
    )
    rejects = db.execute(_REJECTS, [run.run_id]).fetchall()
    lines += _table("Rejected", ("stage", "reason", "how many", "for example", "what to do"), rejects)
    hosts = db.execute(_HOSTS, [run.run_id]).fetchall()
    lines += _table("Slowest hosts", ("host", "requests", "seconds on average", "longest"), hosts)
    return "\n".join(lines)


def _poll_row(row: Sequence[object]) -> tuple[object, ...]:
    *first, when = row
    return (*first, f"{when:%Y-%m-%d %H:%M}" if when else "")


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    if not rows:
        return
    yield from (f"## {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}")
    for row in rows[:MOST_ROWS]:
        yield f"| {' | '.join(map(_cell, row))} |"
    if len(rows) > MOST_ROWS:
        yield f"\n… and {len(rows) - MOST_ROWS} more"
    yield ""


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return (text[:200] + "…" if len(text) > 200 else text).replace("|", "\\|")
