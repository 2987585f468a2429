-- Days of date values at the price of a cast for most of them, and answers that do not hang on the order of rows.

-- Nearly all values are null, a day, a month or a year: these are sorted out before the many that are not are cut up.
CREATE OR REPLACE MACRO starts_on(value) AS CASE
    WHEN value IS NULL THEN NULL
    WHEN length(value) = 10 AND value[5] = '-' THEN try_cast(value AS DATE)
    WHEN regexp_full_match(value, '\d{4}-\d\d') THEN try_cast(value || '-01' AS DATE)
    WHEN regexp_full_match(value, '\d{4}') THEN try_cast(value || '-01-01' AS DATE)
    ELSE period_start(split_part(value, '/', 1))
END;
COMMENT ON MACRO starts_on IS
    'First calendar day of a date value (2025-10-13, 2025-10, 2025-Q4, 2025-W41, 2020s, 2025-01/2025-08); null for lengths';

CREATE OR REPLACE MACRO ends_on(value) AS CASE
    WHEN value IS NULL THEN NULL
    WHEN length(value) = 10 AND value[5] = '-' THEN try_cast(value AS DATE)
    WHEN regexp_full_match(value, '\d{4}-\d\d') THEN last_day(try_cast(value || '-01' AS DATE))
    WHEN regexp_full_match(value, '\d{4}') THEN try_cast(value || '-12-31' AS DATE)
    ELSE period_end(split_part(value, '/', -1))
END;
COMMENT ON MACRO ends_on IS 'Last calendar day of a date value, as starts_on gives the first';

CREATE OR REPLACE MACRO measures_in_force(one, other, on_day) AS TABLE
WITH sides AS (SELECT find_actor(one) AS a, find_actor(other) AS b),
touched AS (
    SELECT m.* FROM measures m, sides
    WHERE (bears_on(m.type, m.imposers, m.targets, sides.a, sides.b)
           OR bears_on(m.type, m.imposers, m.targets, sides.b, sides.a))
      AND m.type NOT IN ('trade_dispute', 'trade_investigation')
      AND (m.status IN ('in_force', 'extended', 'eased', 'suspended', 'removed')
           OR (m.status = 'announced' AND m.effective IS NOT NULL))
),
dated AS (
    SELECT t.*, starts_on(t.effective) AS effective_on, starts_on(t.announced) AS announced_on,
           ends_on(t.until) AS until_on, coalesce(a.published_on, a.published_at::DATE) AS reported_on, a.published_at
    FROM touched t JOIN articles a USING (article_id)
    WHERE a.duplicate_of IS NULL
),
reports AS (
    SELECT type, imposers, targets, goods, rate, rate_unit, until_on, article_id, measure_id, published_at,
           status IN ('suspended', 'removed') AS stops,
           coalesce(effective_on, announced_on, reported_on) AS since,
           CASE WHEN effective_on IS NOT NULL THEN 'effective' WHEN announced_on IS NOT NULL THEN 'announced'
                ELSE 'reported' END AS basis
    FROM dated
    WHERE status <> 'announced' OR effective_on IS NOT NULL
),
then_valid AS (
    SELECT * FROM reports
    -- One expression on until_on: the planner works each use of it out again.
    WHERE since <= on_day::DATE AND coalesce(until_on >= on_day::DATE, TRUE)
)
SELECT type,
       list_sort(imposers) AS imposers,
       list_sort(targets) AS targets,
       rate,
       min(rate_unit) AS rate_unit,
       list_sort(list_distinct(flatten(list(goods)))) AS goods,
       max(since) FILTER (WHERE NOT stops) AS since,
       -- Of several that tell the same day the firmest counts: effective, then announced, then reported.
       arg_max(basis, (since, basis <> 'reported', basis)) FILTER (WHERE NOT stops) AS since_is,
       max(until_on) FILTER (WHERE NOT stops) AS until,
       count(DISTINCT article_id) AS articles,
       list(measure_id ORDER BY published_at, measure_id) AS measure_ids
FROM then_valid
GROUP BY ALL
HAVING max(since) FILTER (WHERE NOT stops) > coalesce(max(since) FILTER (WHERE stops), DATE '0001-01-01')
ORDER BY type, list_sort(imposers), list_sort(targets), rate;
COMMENT ON MACRO TABLE measures_in_force IS
    'Measures between two actors, either way, that are told to be in force on a day, those that are general among them: the last step told to that day (effective, else announced, else reported) is neither suspension nor removal';

CREATE OR REPLACE VIEW interventions AS
SELECT m.type,
       list_sort(m.imposers) AS imposers,
       list_sort(m.targets) AS targets,
       m.rate,
       count(DISTINCT m.article_id) AS articles,
       count(DISTINCT a.publisher) AS publishers,
       min(a.published_at) AS first_reported,
       max(a.published_at) AS last_reported,
       arg_max(m.status, (a.published_at, stage(m.status))) AS latest_status,
       list_sort(list_distinct(flatten(list(m.goods)))) AS goods,
       list(m.measure_id ORDER BY a.published_at, m.measure_id) AS measure_ids
FROM measures m
JOIN articles a USING (article_id)
WHERE a.duplicate_of IS NULL
GROUP BY ALL;
COMMENT ON VIEW interventions IS
    'Measures that articles report alike (type, imposers, targets, rate) as one, with the latest status told';

CREATE OR REPLACE MACRO new_since(moment) AS TABLE
WITH fresh AS (
    SELECT article_id FROM articles WHERE ingested_at >= moment::TIMESTAMPTZ AND duplicate_of IS NULL
),
told AS (
    SELECT type, list_sort(imposers) AS imposers, list_sort(targets) AS targets, rate,
           arg_max(status, (published_at, article_id, stage(status))) AS status,
           list_sort(list_distinct(flatten(list(goods)))) AS goods,
           count(DISTINCT article_id) AS articles,
           max(published_at) AS published_at
    FROM measure_reports WHERE article_id IN (FROM fresh) GROUP BY ALL
),
before AS (
    SELECT m.type, list_sort(m.imposers) AS imposers, list_sort(m.targets) AS targets, m.rate,
           arg_max(m.status, (a.published_at, a.article_id, stage(m.status))) AS status
    FROM measures m JOIN articles a USING (article_id)
    WHERE a.duplicate_of IS NULL AND a.ingested_at < moment::TIMESTAMPTZ
      AND m.type IN (SELECT type FROM told)
    GROUP BY ALL
)
SELECT CASE WHEN before.type IS NULL THEN 'new measure' WHEN before.status <> told.status THEN 'new status'
            ELSE 'told again' END AS news,
       told.type, told.imposers, told.targets, told.rate, told.goods,
       before.status AS was, told.status, told.articles, told.published_at
FROM told
LEFT JOIN before ON before.type = told.type AND before.imposers = told.imposers AND before.targets = told.targets
    AND before.rate IS NOT DISTINCT FROM told.rate
ORDER BY news, told.published_at DESC, told.type, told.imposers, told.targets, told.rate;
COMMENT ON MACRO TABLE new_since IS
    'Measures in the articles that came in since a moment, held against all that came in before: new measure, new status or told again';
