-- The very same words are looked for among all articles, whatever their day.

CREATE INDEX fingerprints_by_words ON fingerprints (words_key);
