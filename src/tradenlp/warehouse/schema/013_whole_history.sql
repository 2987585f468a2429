-- The history of what was still without one: the reasons for facts, what articles say of actors, which article was held
-- to be a copy of which, and how far it was held to be about trade policy.

ALTER TABLE evidence ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN evidence.known_from IS 'Since when it is known so; null: since the article was first stored';
ALTER TABLE found_actors ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN found_actors.known_from IS 'Since when it is known so; null: since the article was first stored';

CREATE TABLE history.evidence (
    article_id VARCHAR,
    fact_id VARCHAR,
    slot VARCHAR,
    rule VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    sentence INTEGER,
    in_title BOOLEAN,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.evidence IS 'Reasons for facts as they were before, one row per state';
COMMENT ON COLUMN history.evidence.article_id IS 'The article';
COMMENT ON COLUMN history.evidence.fact_id IS 'measure_id or event_id';
COMMENT ON COLUMN history.evidence.slot IS 'The slot: type, imposers, status, rate …';
COMMENT ON COLUMN history.evidence.rule IS 'Name of the rule that decided';
COMMENT ON COLUMN history.evidence.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN history.evidence.end_char IS 'Code point after the last';
COMMENT ON COLUMN history.evidence.text IS 'The words';
COMMENT ON COLUMN history.evidence.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN history.evidence.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN history.evidence.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.evidence.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.evidence.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE TABLE history.found_actors (
    article_id VARCHAR,
    actor_id VARCHAR,
    name VARCHAR,
    kind VARCHAR,
    country VARCHAR,
    parent_id VARCHAR,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.found_actors IS 'What articles said of actors that the registry lacks, one row per state';
COMMENT ON COLUMN history.found_actors.article_id IS 'The article';
COMMENT ON COLUMN history.found_actors.actor_id IS 'The actor';
COMMENT ON COLUMN history.found_actors.name IS 'Fullest name in the article';
COMMENT ON COLUMN history.found_actors.kind IS 'Kind, as in actors';
COMMENT ON COLUMN history.found_actors.country IS 'Home country, where the article tells';
COMMENT ON COLUMN history.found_actors.parent_id IS 'The state or bloc, where the article tells';
COMMENT ON COLUMN history.found_actors.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.found_actors.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.found_actors.ended_by IS 'The run that replaced it: another text came, or other rules read it';

-- Judgements change without the text (an earlier copy comes in, a word list grows), so they are kept apart from it.
ALTER TABLE articles ADD COLUMN judged_at TIMESTAMPTZ;
COMMENT ON COLUMN articles.judged_at IS
    'Since when duplicate_of and relevance are what they are; null: since the article was first stored';

CREATE TABLE history.judgements (
    article_id VARCHAR,
    duplicate_of VARCHAR,
    relevance DOUBLE,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.judgements IS 'What was held of articles before: copies of which they were, and how relevant';
COMMENT ON COLUMN history.judgements.article_id IS 'The article';
COMMENT ON COLUMN history.judgements.duplicate_of IS
    'article_id of the first copy of a syndicated or re-posted text, else null';
COMMENT ON COLUMN history.judgements.relevance IS
    'How far it was held to be about trade policy, 0 to 1; null where it was not judged, or before this was kept';
COMMENT ON COLUMN history.judgements.known_from IS 'First moment at which it was held so';
COMMENT ON COLUMN history.judgements.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.judgements.ended_by IS 'The run that changed it';

-- Until now each version of a text kept what was held of it at its end.
INSERT INTO history.judgements
SELECT article_id, duplicate_of, NULL, known_from, known_until, ended_by FROM history.articles;
UPDATE articles SET judged_at = ingested_at WHERE first_ingested_at IS NOT NULL;

CREATE OR REPLACE MACRO articles_as_of(moment) AS TABLE
WITH held AS (
    SELECT article_id, duplicate_of, relevance FROM history.judgements
    WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until
),
versions AS (
    SELECT * EXCLUDE (first_ingested_at, judged_at) FROM articles WHERE ingested_at <= moment::TIMESTAMPTZ
    UNION ALL BY NAME
    SELECT h.* EXCLUDE (known_from, known_until, ended_by) REPLACE (now.duplicate_of AS duplicate_of), now.relevance
    FROM history.articles h JOIN articles now USING (article_id)
    WHERE h.known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < h.known_until
)
SELECT v.* REPLACE (
    CASE WHEN held.article_id IS NULL THEN v.duplicate_of ELSE held.duplicate_of END AS duplicate_of,
    CASE WHEN held.article_id IS NULL THEN v.relevance ELSE held.relevance END AS relevance
)
FROM versions v LEFT JOIN held USING (article_id);
COMMENT ON MACRO TABLE articles_as_of IS
    'Articles as they were stored at a moment, and what was held of them then: articles_as_of(''2025-10-12 09:00:00+00'')';

CREATE MACRO evidence_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM evidence f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.evidence
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE evidence_as_of IS
    'The reasons for facts as evidence held them at a moment: evidence_as_of(''2025-10-12'')';

CREATE MACRO found_actors_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM found_actors f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.found_actors
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE found_actors_as_of IS
    'What articles said of actors that the registry lacks, at a moment: found_actors_as_of(''2025-10-12'')';
