-- The tables of a tradenlp database. Offsets are Unicode code points, end exclusive, so that
-- substr(text, start_char + 1, end_char - start_char) of articles.text (or of articles.title where in_title)
-- is the surface form.

CREATE TABLE sources (
    source_id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('feed', 'page', 'file', 'warc')),
    url VARCHAR,
    publisher VARCHAR,
    country VARCHAR,
    language VARCHAR
);
COMMENT ON TABLE sources IS 'Where articles come from: configured feeds and pages, and what users handed in';
COMMENT ON COLUMN sources.source_id IS 'Slug from the configuration; files, pages and warc for what was handed in';
COMMENT ON COLUMN sources.kind IS 'feed, page, file or warc';
COMMENT ON COLUMN sources.url IS 'Address of the feed or page; null for files';
COMMENT ON COLUMN sources.publisher IS 'Who publishes it';
COMMENT ON COLUMN sources.country IS 'Home country of the publisher, ISO 3166-1 alpha-2';
COMMENT ON COLUMN sources.language IS 'Language, ISO 639-1';

CREATE TABLE feed_state (
    source_id VARCHAR PRIMARY KEY,
    etag VARCHAR,
    last_modified VARCHAR,
    next_poll_at TIMESTAMPTZ,
    last_ok_at TIMESTAMPTZ,
    failures INTEGER NOT NULL DEFAULT 0,
    last_error VARCHAR
);
COMMENT ON TABLE feed_state IS 'What is remembered of each polled source between two polls';
COMMENT ON COLUMN feed_state.source_id IS 'The polled source';
COMMENT ON COLUMN feed_state.etag IS 'ETag of the last full answer, sent back as If-None-Match';
COMMENT ON COLUMN feed_state.last_modified IS 'Last-Modified of the last full answer, sent back as If-Modified-Since';
COMMENT ON COLUMN feed_state.next_poll_at IS 'Not polled before this time';
COMMENT ON COLUMN feed_state.last_ok_at IS 'When it last answered as it should';
COMMENT ON COLUMN feed_state.failures IS 'Failed polls in a row';
COMMENT ON COLUMN feed_state.last_error IS 'Why the last poll failed; null after a good one';

CREATE TABLE captures (
    capture_id VARCHAR PRIMARY KEY,
    run_id VARCHAR,
    source_id VARCHAR,
    url VARCHAR,
    final_url VARCHAR,
    fetched_at TIMESTAMPTZ,
    status INTEGER,
    content_type VARCHAR,
    bytes BIGINT,
    sha256 VARCHAR,
    warc_file VARCHAR,
    warc_offset BIGINT,
    error VARCHAR
);
COMMENT ON TABLE captures IS 'One row per HTTP response or file read';
COMMENT ON COLUMN captures.capture_id IS 'Stable hash of what was read, from where and, for responses, when';
COMMENT ON COLUMN captures.run_id IS 'The run that first received it';
COMMENT ON COLUMN captures.source_id IS 'The source it came from';
COMMENT ON COLUMN captures.url IS 'Address asked for, or path of the file';
COMMENT ON COLUMN captures.final_url IS 'Address that answered after redirects';
COMMENT ON COLUMN captures.fetched_at IS 'When it was received';
COMMENT ON COLUMN captures.status IS 'HTTP status; null for files and where no answer came';
COMMENT ON COLUMN captures.content_type IS 'Media type as told by the server or read from the bytes';
COMMENT ON COLUMN captures.bytes IS 'Length of the body in bytes';
COMMENT ON COLUMN captures.sha256 IS 'SHA-256 of the body, hexadecimal';
COMMENT ON COLUMN captures.warc_file IS 'Archive file that holds the response, relative to the archive folder';
COMMENT ON COLUMN captures.warc_offset IS 'Byte offset of its record in the archive file';
COMMENT ON COLUMN captures.error IS 'Why nothing usable was received; null where all is well';

CREATE TABLE articles (
    article_id VARCHAR PRIMARY KEY,
    external_id VARCHAR,
    source_id VARCHAR NOT NULL,
    capture_id VARCHAR,
    url VARCHAR,
    canonical_url VARCHAR,
    publisher VARCHAR,
    title VARCHAR,
    authors VARCHAR[],
    language VARCHAR,
    country VARCHAR,
    published_at TIMESTAMPTZ,
    published_at_origin VARCHAR CHECK (published_at_origin IN ('given', 'page', 'feed', 'text', 'fetched')),
    published_on DATE,
    text VARCHAR NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    word_count INTEGER NOT NULL,
    duplicate_of VARCHAR,
    ingested_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE articles IS 'Cleaned articles, newest version of each';
COMMENT ON COLUMN articles.article_id IS 'Stable hash of the canonical URL, or of source and external id';
COMMENT ON COLUMN articles.external_id IS 'The id of a JSONL record, the stem of a file name, else null';
COMMENT ON COLUMN articles.source_id IS 'The source it came from';
COMMENT ON COLUMN articles.capture_id IS 'The response or file it was read from';
COMMENT ON COLUMN articles.url IS 'Address it was fetched from';
COMMENT ON COLUMN articles.canonical_url IS 'Its address without tracking, fragments and variants';
COMMENT ON COLUMN articles.publisher IS 'Who published it';
COMMENT ON COLUMN articles.title IS 'Headline; null where none was given or found';
COMMENT ON COLUMN articles.authors IS 'Authors as printed';
COMMENT ON COLUMN articles.language IS 'Language of the text, ISO 639-1';
COMMENT ON COLUMN articles.country IS 'Home country of the publisher, ISO 3166-1 alpha-2';
COMMENT ON COLUMN articles.published_at IS 'When it was published; null where nothing says so';
COMMENT ON COLUMN articles.published_at_origin IS 'Where published_at is from: given, page, feed, text or fetched';
COMMENT ON COLUMN articles.published_on IS 'Calendar day of publication where it was published: what relative dates count from';
COMMENT ON COLUMN articles.text IS 'Cleaned body without the title; one line a paragraph';
COMMENT ON COLUMN articles.text_sha256 IS 'SHA-256 of text, hexadecimal';
COMMENT ON COLUMN articles.word_count IS 'Words of the body';
COMMENT ON COLUMN articles.duplicate_of IS 'article_id of the first copy of a syndicated or re-posted text, else null';
COMMENT ON COLUMN articles.ingested_at IS 'When this version was first stored';

CREATE TABLE runs (
    run_id VARCHAR PRIMARY KEY,
    flow VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    status VARCHAR NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'crashed')),
    pipeline_version VARCHAR NOT NULL,
    counts JSON,
    error VARCHAR
);
COMMENT ON TABLE runs IS 'Every run that wrote to this database';
COMMENT ON COLUMN runs.run_id IS 'Sortable by start time';
COMMENT ON COLUMN runs.flow IS 'What ran: ingest, run or extract';
COMMENT ON COLUMN runs.started_at IS 'When it began';
COMMENT ON COLUMN runs.finished_at IS 'When it ended; null while it runs or where it crashed';
COMMENT ON COLUMN runs.status IS 'running, completed, failed, or crashed (found unfinished by a later run)';
COMMENT ON COLUMN runs.pipeline_version IS 'Version of code, rules, registry and model that ran';
COMMENT ON COLUMN runs.counts IS 'What came of it: articles new, changed, unchanged, duplicates, rejects';
COMMENT ON COLUMN runs.error IS 'Why it failed';

CREATE TABLE extractions (
    article_id VARCHAR PRIMARY KEY,
    run_id VARCHAR NOT NULL,
    pipeline_version VARCHAR NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    input_sha256 VARCHAR NOT NULL,
    extracted_at TIMESTAMPTZ NOT NULL,
    seconds DOUBLE NOT NULL
);
COMMENT ON TABLE extractions IS 'The extraction that the stored facts of each article are from';
COMMENT ON COLUMN extractions.article_id IS 'The article';
COMMENT ON COLUMN extractions.run_id IS 'The run that extracted it';
COMMENT ON COLUMN extractions.pipeline_version IS 'Changes whenever code, rules, registry or model change';
COMMENT ON COLUMN extractions.text_sha256 IS 'articles.text_sha256 at that time';
COMMENT ON COLUMN extractions.input_sha256 IS
    'SHA-256 of all that extraction read: title, text, publication day, country of the publisher';
COMMENT ON COLUMN extractions.extracted_at IS 'When';
COMMENT ON COLUMN extractions.seconds IS 'CPU seconds spent, its share of the batch';

CREATE TABLE rejects (
    run_id VARCHAR NOT NULL,
    source_id VARCHAR,
    url VARCHAR,
    stage VARCHAR NOT NULL CHECK (stage IN ('poll', 'fetch', 'clean', 'extract', 'load')),
    reason VARCHAR NOT NULL,
    detail VARCHAR,
    "at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE rejects IS 'Everything that could not be used, so that nothing vanishes';
COMMENT ON COLUMN rejects.run_id IS 'The run that met it';
COMMENT ON COLUMN rejects.source_id IS 'The source it came from';
COMMENT ON COLUMN rejects.url IS 'Address, or path and line';
COMMENT ON COLUMN rejects.stage IS 'poll, fetch, clean, extract or load';
COMMENT ON COLUMN rejects.reason IS 'Short code';
COMMENT ON COLUMN rejects.detail IS 'What was wrong and what to do';
COMMENT ON COLUMN rejects."at" IS 'When';

CREATE TABLE fingerprints (
    article_id VARCHAR PRIMARY KEY,
    words_sha256 VARCHAR NOT NULL,
    signature BLOB NOT NULL,
    word_count INTEGER NOT NULL
);
COMMENT ON TABLE fingerprints IS 'What is kept of each text to find its copies';
COMMENT ON COLUMN fingerprints.article_id IS 'The article';
COMMENT ON COLUMN fingerprints.words_sha256 IS 'SHA-256 of its words in lower case';
COMMENT ON COLUMN fingerprints.signature IS 'MinHash of its groups of five words';
COMMENT ON COLUMN fingerprints.word_count IS 'Its words';

CREATE TABLE fingerprint_bands (
    article_id VARCHAR NOT NULL,
    band VARCHAR NOT NULL
);
COMMENT ON TABLE fingerprint_bands IS 'Keys under which near copies meet: texts that share one are compared';
COMMENT ON COLUMN fingerprint_bands.article_id IS 'The article';
COMMENT ON COLUMN fingerprint_bands.band IS 'Hash of a band of its MinHash';

CREATE TABLE actors (
    actor_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    wikidata_id VARCHAR,
    parent_id VARCHAR,
    aliases VARCHAR[],
    registered BOOLEAN NOT NULL
);
COMMENT ON TABLE actors IS 'The registry plus every actor found';
COMMENT ON COLUMN actors.actor_id IS 'ISO 3166-1 alpha-2 for countries, abbreviation for blocs, else the hyphenated name';
COMMENT ON COLUMN actors.name IS 'Full name';
COMMENT ON COLUMN actors.kind IS
    'country, bloc, government_body, international_organization, person, company, organization or media';
COMMENT ON COLUMN actors.country IS 'Home country, ISO 3166-1 alpha-2';
COMMENT ON COLUMN actors.wikidata_id IS 'Wikidata item, where a named source gives it';
COMMENT ON COLUMN actors.parent_id IS 'The state or bloc that a body belongs to';
COMMENT ON COLUMN actors.aliases IS 'Other names';
COMMENT ON COLUMN actors.registered IS 'Whether it is in the registry; otherwise it was found in articles';

CREATE TABLE actor_mentions (
    article_id VARCHAR NOT NULL,
    actor_id VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    in_title BOOLEAN NOT NULL,
    form VARCHAR NOT NULL
);
COMMENT ON TABLE actor_mentions IS 'Every place where an actor is named or referred to';
COMMENT ON COLUMN actor_mentions.article_id IS 'The article';
COMMENT ON COLUMN actor_mentions.actor_id IS 'The actor';
COMMENT ON COLUMN actor_mentions.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN actor_mentions.end_char IS 'Code point after the last';
COMMENT ON COLUMN actor_mentions.text IS 'The words';
COMMENT ON COLUMN actor_mentions.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN actor_mentions.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN actor_mentions.form IS 'name, abbreviation, adjective, seat, title (a description) or pronoun';

CREATE TABLE found_actors (
    article_id VARCHAR NOT NULL,
    actor_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    parent_id VARCHAR
);
COMMENT ON TABLE found_actors IS 'What each article says of actors that the registry lacks; actors sums it up';
COMMENT ON COLUMN found_actors.article_id IS 'The article';
COMMENT ON COLUMN found_actors.actor_id IS 'The actor';
COMMENT ON COLUMN found_actors.name IS 'Fullest name in the article';
COMMENT ON COLUMN found_actors.kind IS 'Kind, as in actors';
COMMENT ON COLUMN found_actors.country IS 'Home country, where the article tells';
COMMENT ON COLUMN found_actors.parent_id IS 'The state or bloc, where the article tells';

CREATE TABLE dates (
    article_id VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    in_title BOOLEAN NOT NULL,
    type VARCHAR NOT NULL CHECK (type IN ('date', 'duration', 'set')),
    value VARCHAR,
    start_date DATE,
    end_date DATE,
    relative BOOLEAN NOT NULL,
    modifier VARCHAR
);
COMMENT ON TABLE dates IS 'Every temporal expression';
COMMENT ON COLUMN dates.article_id IS 'The article';
COMMENT ON COLUMN dates.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN dates.end_char IS 'Code point after the last';
COMMENT ON COLUMN dates.text IS 'The words';
COMMENT ON COLUMN dates.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN dates.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN dates.type IS 'date, duration or set';
COMMENT ON COLUMN dates.value IS 'TIMEX3 value; a range as 2025-01/2025-08; null where it cannot be resolved';
COMMENT ON COLUMN dates.start_date IS 'First calendar day covered';
COMMENT ON COLUMN dates.end_date IS 'Last calendar day covered';
COMMENT ON COLUMN dates.relative IS 'Whether it was resolved against the publication date or another date of the text';
COMMENT ON COLUMN dates.modifier IS 'approx, start, mid, end, more_than, less_than, before or after (TIMEX3 mod)';

CREATE TABLE figures (
    article_id VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    in_title BOOLEAN NOT NULL,
    value DOUBLE NOT NULL,
    value_high DOUBLE,
    unit VARCHAR NOT NULL,
    modifier VARCHAR NOT NULL CHECK (modifier IN ('exact', 'about', 'min', 'max', 'range')),
    direction VARCHAR NOT NULL CHECK (direction IN ('increase', 'decrease', 'to', 'from', 'none')),
    what VARCHAR,
    period VARCHAR,
    subject VARCHAR
);
COMMENT ON TABLE figures IS 'Every number that measures or counts something';
COMMENT ON COLUMN figures.article_id IS 'The article';
COMMENT ON COLUMN figures.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN figures.end_char IS 'Code point after the last';
COMMENT ON COLUMN figures.text IS 'The number with its unit';
COMMENT ON COLUMN figures.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN figures.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN figures.value IS 'In base units: $2 billion is 2000000000, 34.5% is 34.5';
COMMENT ON COLUMN figures.value_high IS 'Upper end of a range';
COMMENT ON COLUMN figures.unit IS
    'percent, percentage_point, basis_point, a currency code, a physical unit, USD/tonne, ratio, point or count';
COMMENT ON COLUMN figures.modifier IS 'exact, about, min, max or range';
COMMENT ON COLUMN figures.direction IS 'increase or decrease by it, to it, from it, or none';
COMMENT ON COLUMN figures.what IS 'What is measured or counted';
COMMENT ON COLUMN figures.period IS 'Value of the date it belongs to';
COMMENT ON COLUMN figures.subject IS 'actor_id that it is about';

CREATE TABLE goods_mentions (
    article_id VARCHAR NOT NULL,
    goods_id VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    in_title BOOLEAN NOT NULL,
    hs VARCHAR[]
);
COMMENT ON TABLE goods_mentions IS 'Every place where goods or a sector are named';
COMMENT ON COLUMN goods_mentions.article_id IS 'The article';
COMMENT ON COLUMN goods_mentions.goods_id IS 'The lexicon entry';
COMMENT ON COLUMN goods_mentions.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN goods_mentions.end_char IS 'Code point after the last';
COMMENT ON COLUMN goods_mentions.text IS 'The words';
COMMENT ON COLUMN goods_mentions.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN goods_mentions.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN goods_mentions.hs IS 'Chapters or headings of the Harmonized System';

CREATE TABLE measures (
    measure_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    imposers VARCHAR[] NOT NULL,
    targets VARCHAR[] NOT NULL,
    goods VARCHAR[] NOT NULL,
    rate DOUBLE,
    rate_high DOUBLE,
    rate_unit VARCHAR,
    status VARCHAR NOT NULL,
    stance VARCHAR NOT NULL CHECK (stance IN ('harmful', 'liberalising', 'neutral')),
    announced VARCHAR,
    effective VARCHAR,
    until VARCHAR,
    instrument VARCHAR,
    attributed_to VARCHAR
);
COMMENT ON TABLE measures IS 'One row per trade-policy measure that an article reports';
COMMENT ON COLUMN measures.measure_id IS 'Stable: the same words giving the same measure keep it';
COMMENT ON COLUMN measures.article_id IS 'The article';
COMMENT ON COLUMN measures.type IS 'import_tariff, anti_dumping, export_control, entity_listing, sanctions, trade_agreement …';
COMMENT ON COLUMN measures.imposers IS 'actor_ids of who imposes, plans or signs it';
COMMENT ON COLUMN measures.targets IS 'actor_ids of whom it is aimed at; empty where it is general';
COMMENT ON COLUMN measures.goods IS 'What it covers, in the words of the text; empty where it covers everything';
COMMENT ON COLUMN measures.rate IS 'Its level';
COMMENT ON COLUMN measures.rate_high IS 'Upper end of a range of rates';
COMMENT ON COLUMN measures.rate_unit IS 'Unit of the rate, mostly percent';
COMMENT ON COLUMN measures.status IS
    'Furthest stage reported: threatened, proposed, investigating, announced, in_force, extended, suspended, eased, removed, ruled_out';
COMMENT ON COLUMN measures.stance IS 'harmful, liberalising or neutral to trade';
COMMENT ON COLUMN measures.announced IS 'Date value';
COMMENT ON COLUMN measures.effective IS 'Date value';
COMMENT ON COLUMN measures.until IS 'Date value';
COMMENT ON COLUMN measures.instrument IS 'The law, list or programme it rests on, as named';
COMMENT ON COLUMN measures.attributed_to IS 'actor_id of who says so';

CREATE TABLE measure_mentions (
    measure_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    in_title BOOLEAN NOT NULL
);
COMMENT ON TABLE measure_mentions IS 'The words that name each measure';
COMMENT ON COLUMN measure_mentions.measure_id IS 'The measure';
COMMENT ON COLUMN measure_mentions.article_id IS 'The article';
COMMENT ON COLUMN measure_mentions.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN measure_mentions.end_char IS 'Code point after the last';
COMMENT ON COLUMN measure_mentions.text IS 'The words';
COMMENT ON COLUMN measure_mentions.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN measure_mentions.in_title IS 'Whether the offsets count within the title';

CREATE TABLE events (
    event_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    participants VARCHAR[] NOT NULL,
    location VARCHAR,
    date VARCHAR,
    status VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    in_title BOOLEAN NOT NULL
);
COMMENT ON TABLE events IS 'Talks, meetings, calls, summits, visits, signings and hearings';
COMMENT ON COLUMN events.event_id IS 'Stable: the same words giving the same event keep it';
COMMENT ON COLUMN events.article_id IS 'The article';
COMMENT ON COLUMN events.type IS 'talks, meeting, call, summit, visit, signing or hearing';
COMMENT ON COLUMN events.participants IS 'actor_ids';
COMMENT ON COLUMN events.location IS 'As in the text';
COMMENT ON COLUMN events.date IS 'Date value';
COMMENT ON COLUMN events.status IS 'held, planned, uncertain or cancelled';
COMMENT ON COLUMN events.start_char IS 'First code point of its first mention within the text, or the title';
COMMENT ON COLUMN events.end_char IS 'Code point after the last';
COMMENT ON COLUMN events.text IS 'The words of its first mention';
COMMENT ON COLUMN events.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN events.in_title IS 'Whether the offsets count within the title';

CREATE TABLE statements (
    article_id VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    in_title BOOLEAN NOT NULL,
    speaker VARCHAR,
    quote VARCHAR NOT NULL
);
COMMENT ON TABLE statements IS 'Direct quotations';
COMMENT ON COLUMN statements.article_id IS 'The article';
COMMENT ON COLUMN statements.start_char IS 'First code point of the quoted words within the text, or the title';
COMMENT ON COLUMN statements.end_char IS 'Code point after the last';
COMMENT ON COLUMN statements.text IS 'The quoted words as printed';
COMMENT ON COLUMN statements.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN statements.in_title IS 'Whether the offsets count within the title';
COMMENT ON COLUMN statements.speaker IS 'actor_id, or the describing phrase of an unnamed speaker';
COMMENT ON COLUMN statements.quote IS 'The words between the quotation marks';

CREATE TABLE evidence (
    article_id VARCHAR NOT NULL,
    fact_id VARCHAR NOT NULL,
    slot VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    in_title BOOLEAN NOT NULL
);
COMMENT ON TABLE evidence IS 'Which rule and which words gave each slot of a measure or event its value';
COMMENT ON COLUMN evidence.article_id IS 'The article';
COMMENT ON COLUMN evidence.fact_id IS 'measure_id or event_id';
COMMENT ON COLUMN evidence.slot IS 'The slot: type, imposers, status, rate …';
COMMENT ON COLUMN evidence.rule IS 'Name of the rule that decided';
COMMENT ON COLUMN evidence.start_char IS 'First code point within the text, or the title';
COMMENT ON COLUMN evidence.end_char IS 'Code point after the last';
COMMENT ON COLUMN evidence.text IS 'The words';
COMMENT ON COLUMN evidence.sentence IS 'Number of the sentence within the article, from 0, title first';
COMMENT ON COLUMN evidence.in_title IS 'Whether the offsets count within the title';
