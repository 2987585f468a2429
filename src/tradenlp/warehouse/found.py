"""Actors that the registry lacks: their rows sum up what all articles say of them.

A batch enters actors that are new and notes whose rows are to be summed up; that is done once, when a run ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from tradenlp.warehouse.arrow import Row, Schemas, append

_FORGET = """
    DELETE FROM actors
    WHERE NOT registered AND actor_id IN (SELECT actor_id FROM unsettled_actors)
      AND actor_id NOT IN (SELECT actor_id FROM found_actors)
"""

# Ties are broken by the value itself, so that the order in which articles came in does not show.
_SUM_UP = """
    INSERT OR REPLACE INTO actors
    WITH asked AS (
        SELECT actor_id FROM unsettled_actors
        WHERE actor_id NOT IN (SELECT actor_id FROM actors WHERE registered)
    ),
    wanted AS (SELECT * FROM found_actors WHERE actor_id IN (FROM asked)),
    names AS (SELECT actor_id, name, count(*) AS n FROM wanted GROUP BY ALL),
    best_name AS (SELECT actor_id, arg_max(name, (n, length(name), name)) AS name FROM names GROUP BY actor_id),
    kinds AS (SELECT actor_id, kind, count(*) AS n FROM wanted GROUP BY ALL),
    best_kind AS (SELECT actor_id, arg_max(kind, (n, kind)) AS kind FROM kinds GROUP BY actor_id),
    surface AS (
        SELECT actor_id, list_sort(list(DISTINCT text)) AS aliases FROM actor_mentions
        WHERE actor_id IN (FROM asked) AND form IN ('name', 'abbreviation') GROUP BY actor_id
    ),
    homes AS (SELECT actor_id, max(country) AS country, max(parent_id) AS parent_id FROM wanted GROUP BY actor_id)
    SELECT actor_id, name, kind, country, NULL, parent_id, coalesce(aliases, []), FALSE
    FROM best_name JOIN best_kind USING (actor_id) JOIN homes USING (actor_id) LEFT JOIN surface USING (actor_id)
"""


def note_found(db: duckdb.DuckDBPyConnection, schemas: Schemas, rows: Iterable[Row], concerned: Sequence[str]) -> None:
    """Enter the actors of found_actors `rows` that have no row yet; `concerned` are to be summed up."""
    new: dict[str, Row] = {row[1]: (row[1], row[2], row[3], row[4], None, row[5], [], False) for row in rows}
    append(db, schemas, "actors", list(new.values()), "OR IGNORE")
    append(db, schemas, "unsettled_actors", [(actor_id,) for actor_id in concerned], "OR IGNORE")


def settle(db: duckdb.DuckDBPyConnection) -> int:
    """Sum up the actors that are noted, and drop those that no article names any more; returns how many were noted."""
    row = db.execute("SELECT count(*) FROM unsettled_actors").fetchone()
    if not row or not row[0]:
        return 0
    db.execute("BEGIN")
    try:
        for statement in (_FORGET, _SUM_UP, "DELETE FROM unsettled_actors"):
            db.execute(statement)
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    return int(row[0])
