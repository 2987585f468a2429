-- How far articles are about trade policy; copies are looked for among the articles of the same days, not among all.

ALTER TABLE articles ADD COLUMN relevance DOUBLE;
COMMENT ON COLUMN articles.relevance IS
    'How far it is about trade policy, 0 to 1; below the setting relevance_threshold it is stored without facts';

ALTER TABLE fingerprints ADD COLUMN words_key BIGINT;
COMMENT ON COLUMN fingerprints.words_key IS 'The first eight bytes of words_sha256, which are found faster';
UPDATE fingerprints SET words_key = (('0x' || substr(words_sha256, 1, 15))::BIGINT) WHERE TRUE;

CREATE TABLE bands_before AS
SELECT b.article_id, ('0x' || substr(b.band, 1, 15))::BIGINT AS band,
       (extract(epoch FROM a.published_at) // 86400)::INTEGER AS day
FROM fingerprint_bands b LEFT JOIN articles a USING (article_id)
ORDER BY day;
DROP TABLE fingerprint_bands;
CREATE TABLE fingerprint_bands (article_id VARCHAR NOT NULL, band BIGINT NOT NULL, day INTEGER);
INSERT INTO fingerprint_bands FROM bands_before;
DROP TABLE bands_before;
COMMENT ON TABLE fingerprint_bands IS
    'Keys under which near copies meet: texts of neighbouring days that share one are compared';
COMMENT ON COLUMN fingerprint_bands.article_id IS 'The article';
COMMENT ON COLUMN fingerprint_bands.band IS 'Hash of a band of its MinHash';
COMMENT ON COLUMN fingerprint_bands.day IS 'Day of publication in UTC, counted from 1970-01-01; null where it is unknown';
