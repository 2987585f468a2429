"""Whether two records under one id are versions of one article, or two articles that got the same id by mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tradenlp.dedupe import fingerprint
from tradenlp.records import Article, Reject
from tradenlp.warehouse.queries import Known

SAME_ARTICLE = 0.1
"""share of word groups that a new version of an article has in common with the old one at the least"""


def by_id(articles: Iterable[Article]) -> tuple[dict[str, Article], list[Reject]]:
    """Articles by id; a later version of a text replaces the earlier one, another text under the same id is refused."""
    found: dict[str, Article] = {}
    refused = []
    for article in articles:
        before = found.get(article.article_id)
        if before is None or before.text == article.text or _alike(before, article):
            found[article.article_id] = article
        else:
            detail = "its id belongs to an earlier record with another text; give one of them another id"
            refused.append(Reject("load", "id_conflict", detail, article.external_id or article.url, article.source_id))
    return found, refused


def _alike(one: Article, other: Article) -> bool:
    return fingerprint(one.text).similarity(fingerprint(other.text)) >= SAME_ARTICLE


def conflict(article: Article, known: Known | None, origins: Mapping[str, str]) -> Reject | None:
    """Two files that give the same id to different articles: the first stays, the second is refused."""
    origin = origins.get(article.capture_id)
    if known is None or article.canonical_url or origin == known.origin:
        return None
    if known.fingerprint.similarity(fingerprint(article.text)) >= SAME_ARTICLE:
        return None
    detail = f"{origin}: its id belongs to another article, from {known.origin}; give one of them another id"
    return Reject("load", "id_conflict", detail, article.external_id, article.source_id)
