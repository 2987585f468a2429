"""The documented questions, each as the view or macro asks it and as somebody would write it on the tables alone."""

from __future__ import annotations

from typing import NamedTuple


class Question(NamedTuple):
    """Two queries that give the same rows."""

    name: str
    ours: str
    by_hand: str


_DAY = (
    "CASE length({0}) WHEN 10 THEN try_cast({0} AS DATE) WHEN 7 THEN try_cast({0} || '-01' AS DATE) "
    "WHEN 4 THEN try_cast({0} || '-01-01' AS DATE) END"
)
_LAST = (
    "CASE length({0}) WHEN 10 THEN try_cast({0} AS DATE) WHEN 7 THEN last_day(try_cast({0} || '-01' AS DATE)) "
    "WHEN 4 THEN try_cast({0} || '-12-31' AS DATE) END"
)
_ANNOUNCED, _EFFECTIVE, _UNTIL = _DAY.format("announced"), _DAY.format("effective"), _LAST.format("until")
_STAGE = (
    "list_position(['ruled_out', 'threatened', 'proposed', 'investigating', 'announced', 'in_force', 'extended', "
    "'suspended', 'eased', 'removed'], status)"
)
_ON = "coalesce(a.published_on, a.published_at::DATE)"
_US_CN = (
    "list_contains(imposers, '{0}') AND CASE WHEN len(targets) > 0 THEN list_contains(targets, '{1}') "
    "WHEN type = 'trade_agreement' THEN list_contains(imposers, '{1}') ELSE TRUE END"
)
_PAIR = f"(({_US_CN.format('US', 'CN')}) OR ({_US_CN.format('CN', 'US')}))"

_STEPS = f"""
    WITH told AS (
        SELECT type, imposers, rate, measure_id, {_ANNOUNCED} AS d1, {_EFFECTIVE} AS d2, {_UNTIL} AS d3, {_ON} AS d4
        FROM measures JOIN articles a USING (article_id) WHERE duplicate_of IS NULL AND {{}}
    )
    SELECT d1, 'announced', type, imposers, rate, measure_id FROM told WHERE d1 IS NOT NULL
    UNION ALL SELECT d2, 'effective', type, imposers, rate, measure_id FROM told WHERE d2 IS NOT NULL
    UNION ALL SELECT d3, 'until', type, imposers, rate, measure_id FROM told WHERE d3 IS NOT NULL
    UNION ALL SELECT d4, 'reported', type, imposers, rate, measure_id FROM told WHERE d4 IS NOT NULL
    ORDER BY ALL
"""

QUESTIONS = (
    Question(
        "in force between two countries on a day",
        "SELECT type, rate, since, until, articles FROM measures_in_force('US', 'CN', '2022-06-30') ORDER BY ALL",
        f"""
        WITH told AS (
            SELECT type, list_sort(imposers) AS i, list_sort(targets) AS t, rate,
                   status IN ('suspended', 'removed') AS stops,
                   coalesce({_EFFECTIVE}, {_ANNOUNCED}, {_ON}) AS since, {_UNTIL} AS until_on, article_id
            FROM measures JOIN articles a USING (article_id)
            WHERE duplicate_of IS NULL AND {_PAIR} AND type NOT IN ('trade_dispute', 'trade_investigation')
              AND (status IN ('in_force', 'extended', 'eased', 'suspended', 'removed')
                   OR (status = 'announced' AND {_EFFECTIVE} IS NOT NULL))
        )
        SELECT type, rate, max(since) FILTER (NOT stops) AS s, max(until_on) FILTER (NOT stops),
               count(DISTINCT article_id)
        FROM told WHERE since <= DATE '2022-06-30' AND (until_on IS NULL OR until_on >= DATE '2022-06-30')
        GROUP BY type, i, t, rate HAVING s > coalesce(max(since) FILTER (stops), DATE '0001-01-01') ORDER BY ALL
        """,
    ),
    Question(
        "time line of a type of measure",
        "SELECT day, step, type, imposers, rate, measure_id FROM measure_steps WHERE type = 'export_ban' ORDER BY ALL",
        _STEPS.format("type = 'export_ban'"),
    ),
    Question(
        "time line of a good",
        "SELECT day, step, type, imposers, rate, measure_id FROM measure_steps "
        "WHERE contains(lower(array_to_string(goods, chr(10))), 'gallium') ORDER BY ALL",
        _STEPS.format("contains(lower(array_to_string(goods, chr(10))), 'gallium')"),
    ),
    Question(
        "status changes",
        "SELECT type, was, became, count(*) AS n FROM status_changes GROUP BY ALL ORDER BY ALL",
        f"""
        WITH told AS (
            SELECT type, list_sort(imposers) AS i, list_sort(targets) AS t, rate, article_id,
                   any_value(published_at) AS p,
                   arg_max(status, {_STAGE}) AS s
            FROM measures JOIN articles a USING (article_id) WHERE duplicate_of IS NULL
            GROUP BY ALL
        ),
        seen AS (SELECT *, lag(s) OVER (PARTITION BY type, i, t, rate ORDER BY p, article_id) AS was FROM told)
        SELECT type, was, s AS became, count(*) AS n FROM seen WHERE was <> s GROUP BY ALL ORDER BY ALL
        """,
    ),
    Question(
        "rates by imposer and target over time",
        "SELECT day, type, rate, measure_id FROM rate_history('US', 'CN')",
        f"""
        SELECT coalesce({_EFFECTIVE}, {_ANNOUNCED}, {_ON}) AS day, type, rate, measure_id
        FROM measures JOIN articles a USING (article_id)
        WHERE duplicate_of IS NULL AND rate IS NOT NULL AND {_US_CN.format("US", "CN")} ORDER BY ALL
        """,
    ),
    Question(
        "figures by what, subject and period",
        "SELECT subject, year(period_from) AS y, count(*), median(value) FROM figures_told "
        "WHERE contains(lower(what), 'exports') AND unit = 'percent' GROUP BY ALL ORDER BY ALL",
        f"""
        SELECT coalesce(s.name, subject), year({_DAY.format("split_part(period, '/', 1)")}) AS y,
               count(*), median(value)
        FROM figures JOIN articles USING (article_id) LEFT JOIN actors s ON s.actor_id = subject
        WHERE duplicate_of IS NULL AND contains(lower(what), 'exports') AND unit = 'percent' GROUP BY ALL ORDER BY ALL
        """,
    ),
    Question(
        "who said what",
        "SELECT speaker, count(*), max(published_at) FROM who_said_what WHERE kind = 'person' "
        "GROUP BY ALL ORDER BY ALL",
        """
        SELECT s.name, count(*), max(published_at) FROM statements q JOIN articles USING (article_id)
        JOIN actors s ON s.actor_id = q.speaker WHERE duplicate_of IS NULL AND s.kind = 'person'
        GROUP BY ALL ORDER BY ALL
        """,
    ),
    Question(
        "most-reported measures",
        "SELECT type, imposers, targets, rate, articles, publishers FROM interventions "
        "ORDER BY articles DESC, ALL LIMIT 20".replace(", ALL", ", type, imposers, targets, rate"),
        """
        SELECT type, list_sort(imposers) AS i, list_sort(targets) AS t, rate, count(DISTINCT article_id) AS n,
               count(DISTINCT publisher)
        FROM measures JOIN articles USING (article_id) WHERE duplicate_of IS NULL
        GROUP BY type, i, t, rate ORDER BY n DESC, type, i, t, rate LIMIT 20
        """,
    ),
    Question(
        "what is new since a date",
        "SELECT news, type, was, status, count(*) FROM new_since({since}) GROUP BY ALL ORDER BY ALL",
        f"""
        WITH told AS (
            SELECT type, list_sort(imposers) AS i, list_sort(targets) AS t, coalesce(rate, -1) AS r,
                   arg_max(status, (published_at, article_id, {_STAGE})) AS status
            FROM measures JOIN articles USING (article_id)
            WHERE duplicate_of IS NULL AND ingested_at >= {{since}} GROUP BY ALL
        ),
        before AS (
            SELECT type, list_sort(imposers) AS i, list_sort(targets) AS t, coalesce(rate, -1) AS r,
                   arg_max(status, (published_at, article_id, {_STAGE})) AS was
            FROM measures JOIN articles USING (article_id)
            WHERE duplicate_of IS NULL AND ingested_at < {{since}} GROUP BY ALL
        )
        SELECT CASE WHEN was IS NULL THEN 'new measure' WHEN was <> status THEN 'new status' ELSE 'told again' END,
               type, was, status, count(*)
        FROM told LEFT JOIN before USING (type, i, t, r) GROUP BY ALL ORDER BY ALL
        """,
    ),
    Question(
        "coverage by source",
        "SELECT source_id, publisher, articles, measures, figures, statements FROM coverage ORDER BY ALL",
        """
        WITH n AS (SELECT source_id, publisher, article_id FROM articles)
        SELECT source_id, publisher, count(*), coalesce(sum(m), 0), coalesce(sum(f), 0), coalesce(sum(s), 0) FROM n
        LEFT JOIN (SELECT article_id, count(*) AS m FROM measures GROUP BY 1) USING (article_id)
        LEFT JOIN (SELECT article_id, count(*) AS f FROM figures GROUP BY 1) USING (article_id)
        LEFT JOIN (SELECT article_id, count(*) AS s FROM statements GROUP BY 1) USING (article_id)
        GROUP BY ALL ORDER BY ALL
        """,
    ),
    Question(
        "in effect on a day, as known at a moment",
        "SELECT type, status, count(*) FROM measures_valid_on('2022-11-01', '2026-01-01 05:00:00+00') "
        "GROUP BY ALL ORDER BY ALL",
        f"""
        WITH known AS (
            SELECT type, status, effective, until FROM measures m JOIN articles a USING (article_id)
            WHERE coalesce(m.known_from, a.first_ingested_at, a.ingested_at) <= TIMESTAMPTZ '2026-01-01 05:00:00+00'
            UNION ALL
            SELECT type, status, effective, until FROM history.measures
            WHERE TIMESTAMPTZ '2026-01-01 05:00:00+00' >= known_from
              AND TIMESTAMPTZ '2026-01-01 05:00:00+00' < known_until
        )
        SELECT type, status, count(*) FROM known
        WHERE status IN ('announced', 'in_force', 'extended', 'eased') AND {_EFFECTIVE} <= DATE '2022-11-01'
          AND (until IS NULL OR {_UNTIL} >= DATE '2022-11-01')
        GROUP BY ALL ORDER BY ALL
        """,
    ),
    Question(
        "articles as they were held at a moment",
        "SELECT publisher, count(*), count(duplicate_of) FROM articles_as_of('2026-01-01 05:00:00+00') "
        "GROUP BY ALL ORDER BY ALL",
        """
        WITH before AS (
            SELECT article_id, duplicate_of FROM history.judgements
            WHERE TIMESTAMPTZ '2026-01-01 05:00:00+00' >= known_from
              AND TIMESTAMPTZ '2026-01-01 05:00:00+00' < known_until
        ),
        versions AS (
            SELECT article_id, publisher, duplicate_of FROM articles
            WHERE ingested_at <= TIMESTAMPTZ '2026-01-01 05:00:00+00'
            UNION ALL
            SELECT article_id, h.publisher, a.duplicate_of FROM history.articles h JOIN articles a USING (article_id)
            WHERE TIMESTAMPTZ '2026-01-01 05:00:00+00' >= h.known_from
              AND TIMESTAMPTZ '2026-01-01 05:00:00+00' < h.known_until
        )
        SELECT publisher, count(*), count(CASE WHEN b.article_id IS NULL THEN v.duplicate_of ELSE b.duplicate_of END)
        FROM versions v LEFT JOIN before b USING (article_id) GROUP BY ALL ORDER BY ALL
        """,
    ),
    Question(
        "goods of measures with their HS codes",
        "SELECT g.hs, count(*) FROM measure_goods g GROUP BY ALL ORDER BY ALL",
        """
        SELECT hs, count(*) FROM (
            SELECT p.measure_id, p.goods, n.goods_id, n.hs
            FROM (SELECT DISTINCT measure_id, unnest(goods) AS goods FROM measures) p
            LEFT JOIN (
                SELECT DISTINCT m.measure_id, m.goods, g.goods_id, g.hs
                FROM (SELECT measure_id, article_id, unnest(goods) AS goods FROM measures) m
                JOIN goods_mentions g USING (article_id) WHERE contains(lower(m.goods), lower(g.text))
            ) n USING (measure_id, goods))
        GROUP BY ALL ORDER BY ALL
        """,
    ),
)

SEARCHES = ("rare earth export controls", "tariffs on chinese electric cars", '"export controls"', "gallium")
