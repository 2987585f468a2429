CREATE VIEW measures_by_pair AS
SELECT coalesce(imposer.name, i.imposer_id) AS imposer,
       coalesce(target.name, t.target_id, 'everyone') AS target,
       m.type,
       m.status,
       m.rate,
       m.rate_unit,
       m.goods,
       m.effective,
       a.published_at,
       a.publisher,
       a.title,
       m.measure_id,
       m.article_id,
       i.imposer_id,
       t.target_id
FROM measures m
JOIN articles a USING (article_id)
LEFT JOIN LATERAL (SELECT unnest(m.imposers) AS imposer_id) i ON TRUE
-- The other side of an agreement is whoever else signs it.
LEFT JOIN LATERAL (
    SELECT unnest(
        CASE WHEN m.type = 'trade_agreement' AND len(m.targets) = 0
             THEN list_filter(m.imposers, lambda other: other <> i.imposer_id)
             ELSE m.targets END
    ) AS target_id
) t ON TRUE
LEFT JOIN actors imposer ON imposer.actor_id = i.imposer_id
LEFT JOIN actors target ON target.actor_id = t.target_id
WHERE a.duplicate_of IS NULL;
COMMENT ON VIEW measures_by_pair IS 'Measures with one row per imposer and target, by name, without duplicate articles';

CREATE VIEW timeline AS
SELECT d.start_date AS day,
       d.end_date,
       d.text AS said,
       a.published_at,
       a.publisher,
       a.title,
       substr(a.text, greatest(1, d.start_char - 60), d.end_char - d.start_char + 140) AS around,
       d.article_id
FROM dates d
JOIN articles a USING (article_id)
WHERE d.start_date IS NOT NULL AND NOT d.in_title AND a.duplicate_of IS NULL;
COMMENT ON VIEW timeline IS 'What the articles date, by the day it is about, with the words around it';

CREATE VIEW measure_timeline AS
SELECT when_.kind AS what_happened,
       when_.value AS day,
       m.type,
       m.imposers,
       m.targets,
       m.goods,
       m.rate,
       m.status,
       a.publisher,
       a.title,
       m.measure_id,
       m.article_id
FROM measures m
JOIN articles a USING (article_id)
JOIN LATERAL (
    SELECT unnest(['announced', 'effective', 'until']) AS kind, unnest([m.announced, m.effective, m.until]) AS value
) when_ ON when_.value IS NOT NULL
WHERE a.duplicate_of IS NULL;
COMMENT ON VIEW measure_timeline IS 'When measures were announced, took effect and end, one row per dated step';

CREATE VIEW interventions AS
SELECT m.type,
       list_sort(m.imposers) AS imposers,
       list_sort(m.targets) AS targets,
       m.rate,
       count(DISTINCT m.article_id) AS articles,
       count(DISTINCT a.publisher) AS publishers,
       min(a.published_at) AS first_reported,
       max(a.published_at) AS last_reported,
       arg_max(m.status, a.published_at) AS latest_status,
       list_sort(list_distinct(flatten(list(m.goods)))) AS goods,
       list(m.measure_id ORDER BY a.published_at, m.measure_id) AS measure_ids
FROM measures m
JOIN articles a USING (article_id)
WHERE a.duplicate_of IS NULL
GROUP BY ALL;
COMMENT ON VIEW interventions IS
    'Measures that articles report alike (type, imposers, targets, rate) as one, with the latest status told';
