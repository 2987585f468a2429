-- What polling remembers: where a feed went, its rhythm, every poll, and the links that are still to be fetched.

ALTER TABLE feed_state ADD COLUMN url VARCHAR;
ALTER TABLE feed_state ADD COLUMN moved_to VARCHAR;
ALTER TABLE feed_state ADD COLUMN retired_at TIMESTAMPTZ;
ALTER TABLE feed_state ADD COLUMN polled_at TIMESTAMPTZ;
ALTER TABLE feed_state ADD COLUMN full_at TIMESTAMPTZ;
ALTER TABLE feed_state ADD COLUMN first_ok_at TIMESTAMPTZ;
ALTER TABLE feed_state ADD COLUMN last_new_at TIMESTAMPTZ;
ALTER TABLE feed_state ADD COLUMN gap_seconds DOUBLE;
COMMENT ON COLUMN feed_state.url IS 'Address in the configuration; another one there makes all the rest of the row void';
COMMENT ON COLUMN feed_state.moved_to IS 'Where the address moved permanently (301, 308); asked instead of it';
COMMENT ON COLUMN feed_state.retired_at IS 'When it answered 410 Gone; not asked again unless forced or the address changes';
COMMENT ON COLUMN feed_state.polled_at IS 'When it was last asked';
COMMENT ON COLUMN feed_state.full_at IS 'When it last answered in full rather than with 304 Not Modified';
COMMENT ON COLUMN feed_state.first_ok_at IS 'When it first answered as it should: volumes count from here';
COMMENT ON COLUMN feed_state.last_new_at IS 'When it last had something new';
COMMENT ON COLUMN feed_state.gap_seconds IS 'Seconds from one new item to the next, smoothed: the rhythm that the pause follows';

ALTER TABLE captures ADD COLUMN seconds DOUBLE;
COMMENT ON COLUMN captures.seconds IS 'Seconds that the answer took, redirects included, waiting for the host''s turn not';

CREATE TABLE polls (
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    host VARCHAR NOT NULL,
    polled_at TIMESTAMPTZ NOT NULL,
    status INTEGER,
    listed INTEGER NOT NULL,
    new INTEGER NOT NULL,
    error VARCHAR
);
COMMENT ON TABLE polls IS 'One row per time that a feed or index page was asked; maintenance drops old ones';
COMMENT ON COLUMN polls.run_id IS 'The run that asked';
COMMENT ON COLUMN polls.source_id IS 'The polled source';
COMMENT ON COLUMN polls.host IS 'Host that was asked';
COMMENT ON COLUMN polls.polled_at IS 'When it was asked';
COMMENT ON COLUMN polls.status IS 'HTTP status; null where no answer came';
COMMENT ON COLUMN polls.listed IS 'Articles that the answer listed or held';
COMMENT ON COLUMN polls.new IS 'Of these, the ones that were not known before';
COMMENT ON COLUMN polls.error IS 'Short code of why it failed; null after a good one';

CREATE TABLE pending_links (
    url VARCHAR PRIMARY KEY,
    source_id VARCHAR NOT NULL,
    title VARCHAR,
    published_at TIMESTAMPTZ,
    summary VARCHAR,
    authors VARCHAR[],
    external_id VARCHAR,
    listed_at TIMESTAMPTZ NOT NULL,
    tries INTEGER NOT NULL,
    next_try_at TIMESTAMPTZ,
    last_error VARCHAR
);
COMMENT ON TABLE pending_links IS 'Articles that sources listed and that are still to be fetched: the backlog';
COMMENT ON COLUMN pending_links.url IS 'Address of the article';
COMMENT ON COLUMN pending_links.source_id IS 'The source that listed it';
COMMENT ON COLUMN pending_links.title IS 'Headline in the feed';
COMMENT ON COLUMN pending_links.published_at IS 'Time of publication in the feed';
COMMENT ON COLUMN pending_links.summary IS 'Summary in the feed';
COMMENT ON COLUMN pending_links.authors IS 'Authors in the feed';
COMMENT ON COLUMN pending_links.external_id IS 'Id in the feed';
COMMENT ON COLUMN pending_links.listed_at IS 'When it was first seen in the list';
COMMENT ON COLUMN pending_links.tries IS 'Failed tries so far';
COMMENT ON COLUMN pending_links.next_try_at IS 'Not tried before this time; null once given up, so that a list that keeps it is not followed again';
COMMENT ON COLUMN pending_links.last_error IS 'Why the last try failed';
