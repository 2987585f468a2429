-- Full-text search: an inverted index in plain tables, so that any DuckDB reads it without an extension.
-- Ranking is BM25 (Robertson and Zaragoza 2009) with k1 = 1.2 and b = 0.75, and the idf that is never negative.

CREATE MACRO singular(word) AS CASE
    WHEN length(word) < 4 OR word[-1] <> 's' THEN word
    WHEN word[-3:] = 'ies' AND length(word) > 4 THEN word[:-4] || 'y'
    WHEN word[-4:] IN ('sses', 'ches', 'shes') OR word[-3:] IN ('xes', 'zes', 'oes') THEN word[:-3]
    WHEN word[-2:] IN ('ss', 'us', 'is') THEN word
    ELSE word[:-2]
END;
COMMENT ON MACRO singular IS 'A word in lower case without a plural ending: duties, taxes, tariffs give duty, tax, tariff';

CREATE MACRO words_of(words) AS list_transform(
    list_filter(
        regexp_extract_all(
            lower(strip_accents(regexp_replace(words, '\b(\pL)\.(\pL)\.', '\1\2', 'g'))), '\d+(?:[.,]\d+)+|[\pL\pN]+'),
        lambda w: w NOT IN ('a', 'an', 'and', 'are', 'as', 'at', 'be', 'been', 'but', 'by', 'for', 'from', 'had', 'has',
                            'have', 'he', 'in', 'is', 'it', 'its', 'of', 'on', 'or', 's', 'she', 'that', 'the', 'their',
                            'they', 'this', 'to', 'was', 'were', 'which', 'will', 'with')),
    lambda w: singular(w));
COMMENT ON MACRO words_of IS
    'The words of a text as search compares them, in order: lower case, no accents, no plural endings, no function words';

CREATE SEQUENCE search_numbers;

CREATE TABLE search_documents (
    number BIGINT NOT NULL,
    article_id VARCHAR NOT NULL,
    start_char INTEGER,
    words INTEGER NOT NULL,
    different_words INTEGER NOT NULL
);
COMMENT ON TABLE search_documents IS 'What full-text search finds: articles with their titles, and statements';
COMMENT ON COLUMN search_documents.number IS 'New with every version of a text and never used again';
COMMENT ON COLUMN search_documents.article_id IS 'The article';
COMMENT ON COLUMN search_documents.start_char IS 'Where the statement begins; null for the article as a whole';
COMMENT ON COLUMN search_documents.words IS 'Words counted, those of the title twice';
COMMENT ON COLUMN search_documents.different_words IS 'Its rows in search_words';

CREATE TABLE search_words (
    word VARCHAR NOT NULL,
    number BIGINT NOT NULL,
    times USMALLINT NOT NULL
);
COMMENT ON TABLE search_words IS 'The inverted index; rows of numbers that search_documents lacks are of earlier versions';
COMMENT ON COLUMN search_words.word IS 'A word as words_of gives it';
COMMENT ON COLUMN search_words.number IS 'The document it stands in';
COMMENT ON COLUMN search_words.times IS 'How often, in the title twice';

CREATE VIEW search_texts AS
SELECT article_id, NULL::INTEGER AS start_char, words_of(concat_ws(' ', title, title, text)) AS words FROM articles
UNION ALL
SELECT article_id, CASE WHEN in_title THEN -1 - start_char ELSE start_char END, words_of(quote) FROM statements;
COMMENT ON VIEW search_texts IS 'What the index is made from; statements in titles begin at -1 - start_char';

CREATE TEMP TABLE search_fresh AS SELECT nextval('search_numbers') AS number, * FROM search_texts;
INSERT INTO search_documents SELECT number, article_id, start_char, len(words), len(list_distinct(words)) FROM search_fresh;
INSERT INTO search_words
SELECT word, number, least(count(*), 65535) FROM (SELECT unnest(words) AS word, number FROM search_fresh)
GROUP BY word, number ORDER BY word, number;
DROP TABLE search_fresh;

CREATE MACRO search_scores(query, in_statements) AS TABLE
WITH wanted AS (
    SELECT DISTINCT unnest(words_of(regexp_replace(query, '(^|\s)-\S+', ' ', 'g'))) AS word
),
unwanted AS (
    SELECT DISTINCT unnest(words_of(array_to_string(regexp_extract_all(query, '(?:^|\s)-(\S+)', 1), ' '))) AS word
),
required AS (
    SELECT DISTINCT unnest(words_of(array_to_string(regexp_extract_all(query, '["“]([^"“”]+)["”]', 1), ' '))) AS word
),
documents AS (SELECT number, article_id, start_char, words FROM search_documents WHERE (start_char IS NOT NULL) = in_statements),
total AS (SELECT count(*) AS documents, avg(words) AS mean_words, (SELECT count(*) FROM wanted) AS asked FROM documents),
hits AS (
    SELECT w.word, w.times, d.number, d.article_id, d.start_char, d.words
    FROM search_words w JOIN wanted USING (word) JOIN documents d USING (number)
),
spread AS (SELECT word, count(*) AS found FROM hits GROUP BY word),
weighed AS (
    SELECT h.number, h.article_id, h.start_char, h.word IN (FROM required) AS is_required,
           ln(1 + (t.documents - s.found + 0.5) / (s.found + 0.5))
               * h.times * 2.2 / (h.times + 1.2 * (0.25 + 0.75 * h.words / t.mean_words)) AS weight,
           t.asked
    FROM hits h JOIN spread s USING (word), total t
)
SELECT article_id, start_char, sum(weight) * count(*) / any_value(asked) AS score
FROM weighed
WHERE number NOT IN (SELECT number FROM search_words WHERE word IN (FROM unwanted))
GROUP BY number, article_id, start_char
HAVING count(*) FILTER (WHERE is_required) = (SELECT count(*) FROM required);
COMMENT ON MACRO TABLE search_scores IS
    'Documents that hold a word of the query, all words of its phrases and none that it marks with a minus: BM25, times the share of its words that are found';

CREATE MACRO holds_phrases(query, words) AS list_bool_and(list_transform(
    regexp_extract_all(query, '["“]([^"“”]+)["”]', 1),
    lambda phrase: contains(lower(words), lower(phrase)))) IS NOT FALSE;
COMMENT ON MACRO holds_phrases IS 'Whether a text holds every phrase that stands between quotation marks in a query';

CREATE MACRO search_articles(query) AS TABLE
SELECT round(f.score, 3) AS score, a.published_at, a.publisher, a.title, a.article_id
FROM search_scores(query, FALSE) f JOIN articles a USING (article_id)
WHERE a.duplicate_of IS NULL AND holds_phrases(query, concat_ws(chr(10), a.title, a.text))
ORDER BY score DESC, a.published_at DESC, a.article_id;
COMMENT ON MACRO TABLE search_articles IS
    'Articles that fit a query, best first: any of its words, every phrase in quotation marks, none with a minus';

CREATE MACRO search_statements(query) AS TABLE
SELECT round(f.score, 3) AS score, q.speaker, q.quote, q.published_at, q.publisher, q.title, q.article_id
FROM search_scores(query, TRUE) f
JOIN who_said_what q
  ON q.article_id = f.article_id AND f.start_char = CASE WHEN q.in_title THEN -1 - q.start_char ELSE q.start_char END
WHERE holds_phrases(query, q.quote)
ORDER BY score DESC, q.published_at DESC, q.article_id, q.start_char;
COMMENT ON MACRO TABLE search_statements IS 'Quotations that fit a query, best first, as search_articles does';
