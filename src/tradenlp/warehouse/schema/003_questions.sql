-- Views and macros that answer what people ask. Macros take actors as an id (US), a name (United States) or an alias,
-- and give their ids; actor_names turns a list of ids into words.

CREATE MACRO period_start(value) AS CASE length(value)
    WHEN 10 THEN try_cast(value AS DATE)
    WHEN 7 THEN try_cast(substr(value, 1, 5) || CASE substr(value, 6)
        WHEN 'Q1' THEN '01' WHEN 'Q2' THEN '04' WHEN 'Q3' THEN '07' WHEN 'Q4' THEN '10' WHEN 'H1' THEN '01'
        WHEN 'H2' THEN '07' WHEN 'SP' THEN '03' WHEN 'SU' THEN '06' WHEN 'FA' THEN '09' WHEN 'WI' THEN '12'
        ELSE substr(value, 6) END || '-01' AS DATE)
    WHEN 4 THEN try_cast(replace(value, 'XX', '00') || '-01-01' AS DATE)
    WHEN 8 THEN try_strptime(value || '-1', '%G-W%V-%u')::DATE
    WHEN 11 THEN try_strptime(substr(value, 1, 8) || '-6', '%G-W%V-%u')::DATE
    WHEN 5 THEN try_cast(substr(value, 1, 4) || '-01-01' AS DATE)
END;
COMMENT ON MACRO period_start IS 'First calendar day of a date value that is no range; null where it has none';

CREATE MACRO period_end(value) AS CASE length(value)
    WHEN 10 THEN try_cast(value AS DATE)
    WHEN 4 THEN try_cast(replace(value, 'XX', '99') || '-12-31' AS DATE)
    WHEN 5 THEN try_cast(substr(value, 1, 3) || '9-12-31' AS DATE)
    ELSE (period_start(value) + CASE
        WHEN length(value) = 8 THEN INTERVAL 6 DAY
        WHEN length(value) = 11 THEN INTERVAL 1 DAY
        WHEN substr(value, 6, 1) IN ('Q', 'S', 'F', 'W') THEN INTERVAL '3 months -1 days'
        WHEN substr(value, 6, 1) = 'H' THEN INTERVAL '6 months -1 days'
        ELSE INTERVAL '1 month -1 days' END)::DATE
END;
COMMENT ON MACRO period_end IS 'Last calendar day of a date value that is no range; null where it has none';

CREATE MACRO starts_on(value) AS period_start(split_part(value, '/', 1));
COMMENT ON MACRO starts_on IS
    'First calendar day of a date value (2025-10-13, 2025-10, 2025-Q4, 2025-W41, 2020s, 2025-01/2025-08); null for lengths';

CREATE MACRO ends_on(value) AS period_end(split_part(value, '/', -1));
COMMENT ON MACRO ends_on IS 'Last calendar day of a date value, as starts_on gives the first';

CREATE MACRO stage(status) AS list_position(
    ['ruled_out', 'threatened', 'proposed', 'investigating', 'announced', 'in_force', 'extended', 'suspended', 'eased',
     'removed'], status);
COMMENT ON MACRO stage IS 'How far a status of a measure is along, for sorting: threatened before announced before in_force';

CREATE MACRO find_actor(who) AS (
    SELECT arg_min(actor_id, (CASE WHEN actor_id = who THEN 0 WHEN lower(name) = lower(who) THEN 1 ELSE 2 END,
                              NOT registered, actor_id))
    FROM actors
    WHERE actor_id = who OR lower(name) = lower(who) OR list_contains(aliases, who)
);
COMMENT ON MACRO find_actor IS 'actor_id of the actor with that id, else that name, else that alias; null where there is none';

CREATE MACRO actor_names(ids) AS (
    SELECT string_agg(coalesce(actors.name, listed.actor_id), ', ' ORDER BY listed.place)
    FROM (SELECT unnest(ids) AS actor_id, generate_subscripts(ids, 1) AS place) listed LEFT JOIN actors USING (actor_id)
);
COMMENT ON MACRO actor_names IS 'Names of a list of actor_ids, joined by commas; meant for short results, not for millions of rows';

CREATE MACRO bears_on(kind, imposers, targets, by_whom, on_whom) AS
    list_contains(imposers, by_whom) AND CASE
        WHEN len(targets) > 0 THEN list_contains(targets, on_whom)
        WHEN kind = 'trade_agreement' THEN list_contains(imposers, on_whom)
        ELSE TRUE
    END;
COMMENT ON MACRO bears_on IS
    'Whether a measure of these imposers touches another actor: it names it, or is general; an agreement has to be with it';

CREATE VIEW measure_reports AS
SELECT m.measure_id, m.article_id, m.type, m.imposers, m.targets, m.goods, m.rate, m.rate_high, m.rate_unit, m.status,
       m.stance, m.instrument, m.attributed_to,
       starts_on(m.announced) AS announced_on,
       starts_on(m.effective) AS effective_on,
       ends_on(m.until) AS until_on,
       a.published_at,
       coalesce(a.published_on, a.published_at::DATE) AS reported_on,
       a.publisher,
       a.title
FROM measures m
JOIN articles a USING (article_id)
WHERE a.duplicate_of IS NULL;
COMMENT ON VIEW measure_reports IS 'Measures as each article reports them, with calendar days, without duplicate articles';

CREATE VIEW measure_steps AS
SELECT day, step, type, imposers, targets, goods, rate, rate_high, rate_unit, status, publisher, title, published_at,
       measure_id, article_id
FROM (
    SELECT *,
           unnest(['announced', 'effective', 'until', 'reported']) AS step,
           unnest([announced_on, effective_on, until_on, reported_on]) AS day
    FROM measure_reports
)
WHERE day IS NOT NULL;
COMMENT ON VIEW measure_steps IS
    'One row per day known of each reported measure: announced, effective, until (its last day), reported (the article)';

CREATE MACRO type_timeline(measure_type) AS TABLE
SELECT s.day, s.step, s.imposers, s.targets, s.goods, s.rate, s.rate_unit,
       s.status, s.publisher, s.title, s.measure_id, s.article_id
FROM measure_steps s
WHERE s.type = measure_type
ORDER BY s.day, s.measure_id, s.step;
COMMENT ON MACRO TABLE type_timeline IS 'Time line of a type of measure, by day: type_timeline(''export_control'')';

CREATE MACRO goods_timeline(words) AS TABLE
SELECT s.day, s.step, s.type, s.imposers, s.targets, s.goods, s.rate,
       s.rate_unit, s.status, s.publisher, s.title, s.measure_id, s.article_id
FROM measure_steps s
WHERE contains(lower(array_to_string(s.goods, chr(10))), lower(words))
ORDER BY s.day, s.measure_id, s.step;
COMMENT ON MACRO TABLE goods_timeline IS
    'Time line of the measures whose goods hold the words, by day: goods_timeline(''gallium'')';

CREATE VIEW measure_goods AS
WITH phrases AS (SELECT DISTINCT measure_id, article_id, unnest(goods) AS goods FROM measures),
named AS (
    SELECT DISTINCT p.measure_id, p.goods, g.goods_id, g.hs
    FROM phrases p JOIN goods_mentions g USING (article_id)
    WHERE contains(lower(p.goods), lower(g.text))
)
SELECT p.measure_id, p.article_id, p.goods, n.goods_id, n.hs
FROM phrases p LEFT JOIN named n USING (measure_id, goods);
COMMENT ON VIEW measure_goods IS
    'Goods of measures, one row per phrase and entry of the goods lexicon that it names, with HS chapters or headings';

CREATE MACRO measures_in_force(one, other, on_day) AS TABLE
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
    WHERE since <= on_day::DATE AND (until_on IS NULL OR until_on >= on_day::DATE)
)
SELECT type,
       list_sort(imposers) AS imposers,
       list_sort(targets) AS targets,
       rate,
       any_value(rate_unit) AS rate_unit,
       list_sort(list_distinct(flatten(list(goods)))) AS goods,
       max(since) FILTER (WHERE NOT stops) AS since,
       arg_max(basis, since) FILTER (WHERE NOT stops) AS since_is,
       max(until_on) FILTER (WHERE NOT stops) AS until,
       count(DISTINCT article_id) AS articles,
       list(measure_id ORDER BY published_at, measure_id) AS measure_ids
FROM then_valid
GROUP BY ALL
HAVING max(since) FILTER (WHERE NOT stops) > coalesce(max(since) FILTER (WHERE stops), DATE '0001-01-01')
ORDER BY type, list_sort(imposers), list_sort(targets), rate;
COMMENT ON MACRO TABLE measures_in_force IS
    'Measures between two actors, either way, that are told to be in force on a day, those that are general among them: the last step told to that day (effective, else announced, else reported) is neither suspension nor removal';

CREATE VIEW status_changes AS
WITH told AS (
    SELECT type, list_sort(imposers) AS imposers, list_sort(targets) AS targets, rate, article_id,
           any_value(published_at) AS published_at,
           any_value(reported_on) AS reported_on,
           arg_max(status, stage(status)) AS status,
           any_value(publisher) AS publisher,
           any_value(title) AS title,
           list_sort(list_distinct(flatten(list(goods)))) AS goods,
           min(measure_id) AS measure_id
    FROM measure_reports
    GROUP BY ALL
)
SELECT reported_on, type, imposers, targets, rate, goods,
       lag(status) OVER reports AS was,
       status AS became,
       published_at, publisher, title, measure_id, article_id
FROM told
WINDOW reports AS (PARTITION BY type, imposers, targets, rate ORDER BY published_at, article_id)
QUALIFY was <> became;
COMMENT ON VIEW status_changes IS
    'Where an article tells another status of a measure (type, imposers, targets, rate) than the article before it';

CREATE MACRO rate_history(imposer, target) AS TABLE
WITH sides AS (SELECT find_actor(imposer) AS a, find_actor(target) AS b),
touched AS (
    SELECT m.* FROM measures m, sides
    WHERE m.rate IS NOT NULL AND bears_on(m.type, m.imposers, m.targets, sides.a, sides.b)
),
dated AS (
    SELECT t.*, starts_on(t.effective) AS effective_on, starts_on(t.announced) AS announced_on,
           coalesce(a.published_on, a.published_at::DATE) AS reported_on, a.publisher, a.title
    FROM touched t JOIN articles a USING (article_id)
    WHERE a.duplicate_of IS NULL
)
SELECT coalesce(effective_on, announced_on, reported_on) AS day,
       CASE WHEN effective_on IS NOT NULL THEN 'effective' WHEN announced_on IS NOT NULL THEN 'announced'
            ELSE 'reported' END AS day_is,
       type, rate, rate_high, rate_unit, status, goods, len(targets) = 0 AS general, publisher, title,
       measure_id, article_id
FROM dated
ORDER BY 1, type, rate, measure_id;
COMMENT ON MACRO TABLE rate_history IS
    'Rates that one actor imposes on another, or on all, over time: rate_history(''US'', ''China'')';

CREATE VIEW figures_told AS
SELECT f.what, f.value, f.value_high, f.unit, f.direction, f.modifier, f.period,
       starts_on(f.period) AS period_from,
       ends_on(f.period) AS period_to,
       f.subject AS subject_id,
       coalesce(s.name, f.subject) AS subject,
       f.text AS said,
       a.published_at, a.publisher, a.title, f.in_title, f.start_char, f.article_id
FROM figures f
JOIN articles a USING (article_id)
LEFT JOIN actors s ON s.actor_id = f.subject
WHERE a.duplicate_of IS NULL;
COMMENT ON VIEW figures_told IS 'Figures with the days of their period, whom they are about, and who published them';

CREATE MACRO figures_about(words) AS TABLE
SELECT what, value, value_high, unit, direction, modifier, period, period_from, period_to, subject, said, published_at,
       publisher, title, article_id
FROM figures_told
WHERE contains(lower(what), lower(words))
ORDER BY period_from NULLS LAST, published_at, article_id, start_char;
COMMENT ON MACRO TABLE figures_about IS 'Figures whose `what` holds the words, by period: figures_about(''exports'')';

CREATE VIEW who_said_what AS
SELECT a.published_at,
       coalesce(s.name, q.speaker) AS speaker,
       s.kind, s.country,
       q.quote, a.publisher, a.title,
       q.speaker AS speaker_id,
       q.in_title, q.start_char, q.article_id
FROM statements q
JOIN articles a USING (article_id)
LEFT JOIN actors s ON s.actor_id = q.speaker
WHERE a.duplicate_of IS NULL;
COMMENT ON VIEW who_said_what IS 'Quotations with their speakers by name, without duplicate articles';

CREATE MACRO said_by(who) AS TABLE
SELECT published_at, speaker, quote, publisher, title, article_id
FROM who_said_what
WHERE speaker_id = find_actor(who) OR contains(lower(speaker), lower(who))
ORDER BY published_at, article_id, start_char;
COMMENT ON MACRO TABLE said_by IS 'What somebody is quoted with, by actor or by words of the description: said_by(''spokesperson'')';

CREATE MACRO new_since(moment) AS TABLE
WITH fresh AS (
    SELECT article_id FROM articles WHERE ingested_at >= moment::TIMESTAMPTZ AND duplicate_of IS NULL
),
told AS (
    SELECT type, list_sort(imposers) AS imposers, list_sort(targets) AS targets, rate,
           arg_max(status, (published_at, article_id)) AS status,
           list_sort(list_distinct(flatten(list(goods)))) AS goods,
           count(DISTINCT article_id) AS articles,
           max(published_at) AS published_at
    FROM measure_reports WHERE article_id IN (FROM fresh) GROUP BY ALL
),
before AS (
    SELECT m.type, list_sort(m.imposers) AS imposers, list_sort(m.targets) AS targets, m.rate,
           arg_max(m.status, (a.published_at, a.article_id)) AS status
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

CREATE VIEW coverage AS
SELECT a.source_id, a.publisher,
       count(*) AS articles,
       count(a.duplicate_of) AS duplicates,
       sum(a.word_count)::BIGINT AS words,
       min(a.published_at) AS first_published,
       max(a.published_at) AS last_published,
       max(a.ingested_at) AS last_ingested,
       sum(coalesce(m.n, 0))::BIGINT AS measures,
       sum(coalesce(f.n, 0))::BIGINT AS figures,
       sum(coalesce(s.n, 0))::BIGINT AS statements,
       count(*) FILTER (WHERE m.n IS NULL) AS articles_without_measures
FROM articles a
LEFT JOIN (SELECT article_id, count(*) AS n FROM measures GROUP BY ALL) m USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS n FROM figures GROUP BY ALL) f USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS n FROM statements GROUP BY ALL) s USING (article_id)
GROUP BY ALL;
COMMENT ON VIEW coverage IS 'What each source and publisher brought in, and when';
