"""Keeps the full-text index in step with the articles and statements that it finds.

The index is plain tables (schema/005_search.sql): any DuckDB can search them, nothing is downloaded or loaded, and a
batch adds its own words in the transaction that stores it. Rows of `search_words` are only ever added, since finding
old ones would mean reading all of them; they count for nothing once `search_documents` lacks their number, and
`tidy_index` drops them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb
import pyarrow as pa

from tradenlp.records import Article
from tradenlp.warehouse.arrow import registered

_FRESH = """
    CREATE OR REPLACE TEMP TABLE search_fresh AS
    SELECT nextval('search_numbers') AS number, article_id, start_char, words_of(words) AS words
    FROM (
        SELECT article_id, NULL::INTEGER AS start_char, words FROM search_incoming
        UNION ALL
        SELECT article_id, CASE WHEN in_title THEN -1 - start_char ELSE start_char END, quote
        FROM statements SEMI JOIN search_incoming USING (article_id)
    )
"""

_DOCUMENTS = """
    INSERT INTO search_documents
    SELECT number, article_id, start_char, len(words), len(list_distinct(words)) FROM search_fresh
"""

_WORDS = """
    INSERT INTO search_words
    SELECT word, number, least(count(*), 65535) FROM (SELECT unnest(words) AS word, number FROM search_fresh)
    GROUP BY word, number ORDER BY word, number
"""


def index_articles(db: duckdb.DuckDBPyConnection, articles: Sequence[Article], known: Collection[str]) -> None:
    """Index articles and their stored statements; `known` are those that were stored, and so indexed, before.

    Belongs into the transaction that stores them. The texts come with the call: to look them up would mean to read
    those of all articles.
    """
    again = [one.article_id for one in articles if one.article_id in known]
    if again:
        db.execute("DELETE FROM search_documents WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [again])
    incoming = {
        "article_id": pa.array([one.article_id for one in articles], pa.string()),
        "words": pa.array([indexed_text(one.title, one.text) for one in articles], pa.string()),
    }
    with registered(db, "search_incoming", pa.table(incoming)):
        for statement in (_FRESH, _DOCUMENTS, _WORDS, "DROP TABLE search_fresh"):
            db.execute(statement)


def indexed_text(title: str | None, text: str) -> str:
    """What is indexed of an article, as the view search_texts has it: the title counts twice."""
    return f"{title} {title} {text}" if title else text


_MUCH_IS_OLD = """
    SELECT (SELECT sum(different_words) FROM search_documents) < 0.75 * (SELECT count(*) FROM search_words)
"""


def tidy_index(db: duckdb.DuckDBPyConnection, *, always: bool = False) -> bool:
    """Sort the index by word and drop what earlier versions left, where that is a quarter of it; says whether it did.

    A sorted index lets a search read only the blocks that hold its words.
    """
    row = db.execute(_MUCH_IS_OLD).fetchone()
    if not (always or (row and row[0])):
        return False
    db.execute("BEGIN")
    try:
        db.execute(
            "CREATE TEMP TABLE search_kept AS "
            "SELECT w.* FROM search_words w SEMI JOIN search_documents USING (number) ORDER BY word, number"
        )
        db.execute("DELETE FROM search_words")
        db.execute("INSERT INTO search_words FROM search_kept")
        db.execute("DROP TABLE search_kept")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    return True
