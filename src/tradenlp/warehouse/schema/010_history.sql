-- What was known before. A fact that a new version of its article or a new extraction no longer gives, or gives in
-- another way, moves to the table of the same name in schema history, with the time from which and until which it was
-- known. Facts that never changed cost nothing here: known_from is null for them, which means since the article came.

CREATE SCHEMA history;

ALTER TABLE articles ADD COLUMN first_ingested_at TIMESTAMPTZ;
COMMENT ON COLUMN articles.first_ingested_at IS 'When its first version was stored, where that is not this one; else null';

CREATE TABLE unsettled_actors (actor_id VARCHAR PRIMARY KEY);
COMMENT ON TABLE unsettled_actors IS 'Actors found whose row in actors is to be summed up again before the run ends';
COMMENT ON COLUMN unsettled_actors.actor_id IS 'The actor';

ALTER TABLE actor_mentions ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN actor_mentions.known_from IS 'Since when it is known so; null: since the article was first stored';
ALTER TABLE dates ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN dates.known_from IS 'Since when it is known so; null: since the article was first stored';
ALTER TABLE figures ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN figures.known_from IS 'Since when it is known so; null: since the article was first stored';
ALTER TABLE goods_mentions ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN goods_mentions.known_from IS 'Since when it is known so; null: since the article was first stored';
ALTER TABLE measures ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN measures.known_from IS 'Since when it is known so; null: since the article was first stored';
ALTER TABLE measure_mentions ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN measure_mentions.known_from IS 'Since when it is known so; null: since the article was first stored';
ALTER TABLE events ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN events.known_from IS 'Since when it is known so; null: since the article was first stored';
ALTER TABLE statements ADD COLUMN known_from TIMESTAMPTZ;
COMMENT ON COLUMN statements.known_from IS 'Since when it is known so; null: since the article was first stored';

CREATE TABLE history.articles (
    article_id VARCHAR,
    external_id VARCHAR,
    source_id VARCHAR,
    capture_id VARCHAR,
    url VARCHAR,
    canonical_url VARCHAR,
    publisher VARCHAR,
    title VARCHAR,
    authors VARCHAR[],
    language VARCHAR,
    country VARCHAR,
    published_at TIMESTAMPTZ,
    published_at_origin VARCHAR,
    published_on DATE,
    text VARCHAR,
    text_sha256 VARCHAR,
    word_count INTEGER,
    duplicate_of VARCHAR,
    ingested_at TIMESTAMPTZ,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.articles IS 'Earlier versions of articles, each with its text';
COMMENT ON COLUMN history.articles.article_id IS 'Stable hash of the canonical URL, or of source and external id';
COMMENT ON COLUMN history.articles.external_id IS 'The id of a JSONL record, the stem of a file name, else null';
COMMENT ON COLUMN history.articles.source_id IS 'The source it came from';
COMMENT ON COLUMN history.articles.capture_id IS 'The response or file it was read from';
COMMENT ON COLUMN history.articles.url IS 'Address it was fetched from';
COMMENT ON COLUMN history.articles.canonical_url IS 'Its address without tracking, fragments and variants';
COMMENT ON COLUMN history.articles.publisher IS 'Who published it';
COMMENT ON COLUMN history.articles.title IS 'Headline; null where none was given or found';
COMMENT ON COLUMN history.articles.authors IS 'Authors as printed';
COMMENT ON COLUMN history.articles.language IS 'Language of the text, ISO 639-1';
COMMENT ON COLUMN history.articles.country IS 'Home country of the publisher, ISO 3166-1 alpha-2';
COMMENT ON COLUMN history.articles.published_at IS 'When it was published; null where nothing says so';
COMMENT ON COLUMN history.articles.published_at_origin IS
    'Where published_at is from: given, page, feed, text or fetched';
COMMENT ON COLUMN history.articles.published_on IS
    'Calendar day of publication where it was published: what relative dates count from';
COMMENT ON COLUMN history.articles.text IS 'Cleaned body without the title; one line a paragraph';
COMMENT ON COLUMN history.articles.text_sha256 IS 'SHA-256 of text, hexadecimal';
COMMENT ON COLUMN history.articles.word_count IS 'Words of the body';
COMMENT ON COLUMN history.articles.duplicate_of IS
    'article_id of the first copy of a syndicated or re-posted text, else null';
COMMENT ON COLUMN history.articles.ingested_at IS 'When this version was first stored';
COMMENT ON COLUMN history.articles.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.articles.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.articles.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE TABLE history.actor_mentions (
    article_id VARCHAR,
    actor_id VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    sentence INTEGER,
    in_title BOOLEAN,
    form VARCHAR,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.actor_mentions IS 'Mentions of actors as they were known before, one row per state';
COMMENT ON COLUMN history.actor_mentions.article_id IS 'The article';
COMMENT ON COLUMN history.actor_mentions.actor_id IS 'The actor';
COMMENT ON COLUMN history.actor_mentions.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN history.actor_mentions.end_char IS 'Code point after the last';
COMMENT ON COLUMN history.actor_mentions.text IS 'The words';
COMMENT ON COLUMN history.actor_mentions.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN history.actor_mentions.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN history.actor_mentions.form IS
    'name, abbreviation, adjective, seat, title (a description) or pronoun';
COMMENT ON COLUMN history.actor_mentions.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.actor_mentions.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.actor_mentions.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE TABLE history.dates (
    article_id VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    sentence INTEGER,
    in_title BOOLEAN,
    type VARCHAR,
    value VARCHAR,
    start_date DATE,
    end_date DATE,
    relative BOOLEAN,
    modifier VARCHAR,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.dates IS 'Temporal expressions as they were known before, one row per state';
COMMENT ON COLUMN history.dates.article_id IS 'The article';
COMMENT ON COLUMN history.dates.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN history.dates.end_char IS 'Code point after the last';
COMMENT ON COLUMN history.dates.text IS 'The words';
COMMENT ON COLUMN history.dates.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN history.dates.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN history.dates.type IS 'date, duration or set';
COMMENT ON COLUMN history.dates.value IS 'TIMEX3 value; a range as 2025-01/2025-08; null where it cannot be resolved';
COMMENT ON COLUMN history.dates.start_date IS 'First calendar day covered';
COMMENT ON COLUMN history.dates.end_date IS 'Last calendar day covered';
COMMENT ON COLUMN history.dates.relative IS
    'Whether it was resolved against the publication date or another date of the text';
COMMENT ON COLUMN history.dates.modifier IS
    'approx, start, mid, end, more_than, less_than, before or after (TIMEX3 mod)';
COMMENT ON COLUMN history.dates.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.dates.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.dates.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE TABLE history.figures (
    article_id VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    sentence INTEGER,
    in_title BOOLEAN,
    value DOUBLE,
    value_high DOUBLE,
    unit VARCHAR,
    modifier VARCHAR,
    direction VARCHAR,
    what VARCHAR,
    period VARCHAR,
    subject VARCHAR,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.figures IS 'Figures as they were known before, one row per state';
COMMENT ON COLUMN history.figures.article_id IS 'The article';
COMMENT ON COLUMN history.figures.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN history.figures.end_char IS 'Code point after the last';
COMMENT ON COLUMN history.figures.text IS 'The number with its unit';
COMMENT ON COLUMN history.figures.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN history.figures.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN history.figures.value IS 'In base units: $2 billion is 2000000000, 34.5% is 34.5';
COMMENT ON COLUMN history.figures.value_high IS 'Upper end of a range';
COMMENT ON COLUMN history.figures.unit IS
    'percent, percentage_point, basis_point, a currency code, a physical unit, USD/tonne, ratio, point or count';
COMMENT ON COLUMN history.figures.modifier IS 'exact, about, min, max or range';
COMMENT ON COLUMN history.figures.direction IS 'increase or decrease by it, to it, from it, or none';
COMMENT ON COLUMN history.figures.what IS 'What is measured or counted';
COMMENT ON COLUMN history.figures.period IS 'Value of the date it belongs to';
COMMENT ON COLUMN history.figures.subject IS 'actor_id that it is about';
COMMENT ON COLUMN history.figures.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.figures.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.figures.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE TABLE history.goods_mentions (
    article_id VARCHAR,
    goods_id VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    sentence INTEGER,
    in_title BOOLEAN,
    hs VARCHAR[],
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.goods_mentions IS 'Mentions of goods as they were known before, one row per state';
COMMENT ON COLUMN history.goods_mentions.article_id IS 'The article';
COMMENT ON COLUMN history.goods_mentions.goods_id IS 'The lexicon entry';
COMMENT ON COLUMN history.goods_mentions.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN history.goods_mentions.end_char IS 'Code point after the last';
COMMENT ON COLUMN history.goods_mentions.text IS 'The words';
COMMENT ON COLUMN history.goods_mentions.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN history.goods_mentions.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN history.goods_mentions.hs IS 'Chapters or headings of the Harmonized System';
COMMENT ON COLUMN history.goods_mentions.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.goods_mentions.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.goods_mentions.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE TABLE history.measures (
    measure_id VARCHAR,
    article_id VARCHAR,
    type VARCHAR,
    imposers VARCHAR[],
    targets VARCHAR[],
    goods VARCHAR[],
    rate DOUBLE,
    rate_high DOUBLE,
    rate_unit VARCHAR,
    status VARCHAR,
    stance VARCHAR,
    announced VARCHAR,
    effective VARCHAR,
    until VARCHAR,
    instrument VARCHAR,
    attributed_to VARCHAR,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.measures IS 'Measures as they were known before, one row per state';
COMMENT ON COLUMN history.measures.measure_id IS 'Stable: the same words giving the same measure keep it';
COMMENT ON COLUMN history.measures.article_id IS 'The article';
COMMENT ON COLUMN history.measures.type IS
    'import_tariff, anti_dumping, export_control, entity_listing, sanctions, trade_agreement …';
COMMENT ON COLUMN history.measures.imposers IS 'actor_ids of who imposes, plans or signs it';
COMMENT ON COLUMN history.measures.targets IS 'actor_ids of whom it is aimed at; empty where it is general';
COMMENT ON COLUMN history.measures.goods IS
    'What it covers, in the words of the text; empty where it covers everything';
COMMENT ON COLUMN history.measures.rate IS 'Its level';
COMMENT ON COLUMN history.measures.rate_high IS 'Upper end of a range of rates';
COMMENT ON COLUMN history.measures.rate_unit IS 'Unit of the rate, mostly percent';
COMMENT ON COLUMN history.measures.status IS
    'Furthest stage reported: threatened, proposed, investigating, announced, in_force, extended, suspended, eased, removed, ruled_out';
COMMENT ON COLUMN history.measures.stance IS 'harmful, liberalising or neutral to trade';
COMMENT ON COLUMN history.measures.announced IS 'Date value';
COMMENT ON COLUMN history.measures.effective IS 'Date value';
COMMENT ON COLUMN history.measures.until IS 'Date value';
COMMENT ON COLUMN history.measures.instrument IS 'The law, list or programme it rests on, as named';
COMMENT ON COLUMN history.measures.attributed_to IS 'actor_id of who says so';
COMMENT ON COLUMN history.measures.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.measures.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.measures.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE TABLE history.measure_mentions (
    measure_id VARCHAR,
    article_id VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    sentence INTEGER,
    in_title BOOLEAN,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.measure_mentions IS 'Words of measures as they were known before, one row per state';
COMMENT ON COLUMN history.measure_mentions.measure_id IS 'The measure';
COMMENT ON COLUMN history.measure_mentions.article_id IS 'The article';
COMMENT ON COLUMN history.measure_mentions.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN history.measure_mentions.end_char IS 'Code point after the last';
COMMENT ON COLUMN history.measure_mentions.text IS 'The words';
COMMENT ON COLUMN history.measure_mentions.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN history.measure_mentions.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN history.measure_mentions.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.measure_mentions.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.measure_mentions.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE TABLE history.events (
    event_id VARCHAR,
    article_id VARCHAR,
    type VARCHAR,
    participants VARCHAR[],
    location VARCHAR,
    date VARCHAR,
    status VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    sentence INTEGER,
    in_title BOOLEAN,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.events IS 'Events as they were known before, one row per state';
COMMENT ON COLUMN history.events.event_id IS 'Stable: the same words giving the same event keep it';
COMMENT ON COLUMN history.events.article_id IS 'The article';
COMMENT ON COLUMN history.events.type IS 'talks, meeting, call, summit, visit, signing or hearing';
COMMENT ON COLUMN history.events.participants IS 'actor_ids';
COMMENT ON COLUMN history.events.location IS 'As in the text';
COMMENT ON COLUMN history.events.date IS 'Date value';
COMMENT ON COLUMN history.events.status IS 'held, planned, uncertain or cancelled';
COMMENT ON COLUMN history.events.start_char IS 'First code point of its first mention within the text, or the title';
COMMENT ON COLUMN history.events.end_char IS 'Code point after the last';
COMMENT ON COLUMN history.events.text IS 'The words of its first mention';
COMMENT ON COLUMN history.events.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN history.events.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN history.events.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.events.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.events.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE TABLE history.statements (
    article_id VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    sentence INTEGER,
    in_title BOOLEAN,
    speaker VARCHAR,
    quote VARCHAR,
    known_from TIMESTAMPTZ NOT NULL,
    known_until TIMESTAMPTZ NOT NULL,
    ended_by VARCHAR NOT NULL
);
COMMENT ON TABLE history.statements IS 'Quotations as they were known before, one row per state';
COMMENT ON COLUMN history.statements.article_id IS 'The article';
COMMENT ON COLUMN history.statements.start_char IS 'First code point of the quoted words within the text, or the title';
COMMENT ON COLUMN history.statements.end_char IS 'Code point after the last';
COMMENT ON COLUMN history.statements.text IS 'The quoted words as printed';
COMMENT ON COLUMN history.statements.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN history.statements.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN history.statements.speaker IS 'actor_id, or the describing phrase of an unnamed speaker';
COMMENT ON COLUMN history.statements.quote IS 'The words between the quotation marks';
COMMENT ON COLUMN history.statements.known_from IS 'First moment at which it was known so';
COMMENT ON COLUMN history.statements.known_until IS 'First moment at which it no longer was';
COMMENT ON COLUMN history.statements.ended_by IS 'The run that replaced it: another text came, or other rules read it';

CREATE MACRO articles_as_of(moment) AS TABLE
SELECT * EXCLUDE (first_ingested_at) FROM articles WHERE ingested_at <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.articles
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE articles_as_of IS 'Articles as they were stored at a moment: articles_as_of(''2025-10-12 09:00:00+00'')';

CREATE MACRO actor_mentions_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM actor_mentions f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.actor_mentions
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE actor_mentions_as_of IS 'The rows that actor_mentions held at a moment: actor_mentions_as_of(''2025-10-12'')';

CREATE MACRO dates_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM dates f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.dates
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE dates_as_of IS 'The rows that dates held at a moment: dates_as_of(''2025-10-12'')';

CREATE MACRO figures_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM figures f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.figures
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE figures_as_of IS 'The rows that figures held at a moment: figures_as_of(''2025-10-12'')';

CREATE MACRO goods_mentions_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM goods_mentions f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.goods_mentions
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE goods_mentions_as_of IS 'The rows that goods_mentions held at a moment: goods_mentions_as_of(''2025-10-12'')';

CREATE MACRO measures_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM measures f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.measures
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE measures_as_of IS 'The rows that measures held at a moment: measures_as_of(''2025-10-12'')';

CREATE MACRO measure_mentions_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM measure_mentions f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.measure_mentions
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE measure_mentions_as_of IS 'The rows that measure_mentions held at a moment: measure_mentions_as_of(''2025-10-12'')';

CREATE MACRO events_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM events f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.events
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE events_as_of IS 'The rows that events held at a moment: events_as_of(''2025-10-12'')';

CREATE MACRO statements_as_of(moment) AS TABLE
SELECT f.* EXCLUDE (known_from) FROM statements f JOIN articles a USING (article_id)
WHERE coalesce(f.known_from, a.first_ingested_at, a.ingested_at) <= moment::TIMESTAMPTZ
UNION ALL BY NAME
SELECT * EXCLUDE (known_from, known_until, ended_by) FROM history.statements
WHERE known_from <= moment::TIMESTAMPTZ AND moment::TIMESTAMPTZ < known_until;
COMMENT ON MACRO TABLE statements_as_of IS 'The rows that statements held at a moment: statements_as_of(''2025-10-12'')';

CREATE MACRO measures_as_published(moment) AS TABLE
SELECT m.*, a.published_at FROM measures m JOIN articles a USING (article_id)
WHERE a.published_at <= moment::TIMESTAMPTZ;
COMMENT ON MACRO TABLE measures_as_published IS
    'Measures that articles published until a moment report, in today''s reading: what could be known from the press';

CREATE VIEW measure_history AS
SELECT m.* EXCLUDE (known_from), coalesce(m.known_from, a.first_ingested_at, a.ingested_at) AS known_from,
       NULL::TIMESTAMPTZ AS known_until, NULL::VARCHAR AS ended_by
FROM measures m JOIN articles a USING (article_id)
UNION ALL BY NAME
SELECT * FROM history.measures;
COMMENT ON VIEW measure_history IS
    'Every state in which each measure was known, from when until when; known_until is null for what holds now';

CREATE MACRO measures_valid_on(on_day, moment) AS TABLE
SELECT m.* FROM measures_as_of(moment) m
WHERE m.status IN ('announced', 'in_force', 'extended', 'eased')
  AND starts_on(m.effective) <= on_day::DATE
  AND (m.until IS NULL OR ends_on(m.until) >= on_day::DATE);
COMMENT ON MACRO TABLE measures_valid_on IS
    'Both times at once: measures that, as known at a moment, are in effect on a day: measures_valid_on(''2025-11-01'', ''2025-10-12'')';
