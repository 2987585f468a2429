"""From what was read to batches that are ready for extraction: cleaned, judged, let in, and only what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypedDict

import duckdb

from tradenlp.archive import FOREIGN
from tradenlp.clean.article import clean_document
from tradenlp.clean.readers import Read
from tradenlp.fetch.backlog import after_failure
from tradenlp.records import Article, PendingLink, RawDocument, Reject, Source
from tradenlp.relevance import relevance
from tradenlp.relevance.gate import Gate
from tradenlp.settings import Settings
from tradenlp.sources import quirks_by_source, read_sources
from tradenlp.walk.identity import by_id, conflict
from tradenlp.walk.loading import Loader
from tradenlp.walk.prepared import Prepared, Received, input_sha256, sorted_by_kind, sources_of
from tradenlp.warehouse.queries import Known, known_articles
from tradenlp.warehouse.runs import Run


class _Settled(TypedDict):
    links: tuple[PendingLink, ...]
    links_done: tuple[str, ...]


class Preparer:
    """Prepares pieces of what a run read. Reads the database, and has `loader` store what it holds: one thread only."""

    def __init__(self, db: duckdb.DuckDBPyConnection, run: Run, settings: Settings, loader: Loader) -> None:
        self._db, self._run, self._settings, self._loader = db, run, settings, loader
        self._gate = Gate(settings.import_languages, settings.relevance_threshold)
        self._quirks = quirks_by_source(read_sources(settings.sources_dir))

    def prepare(self, reads: Iterable[Read], sources: Sequence[Source], pending: Mapping[str, PendingLink]) -> Prepared:
        """Clean documents and set aside those whose facts are up to date.

        `sources` describes where they may be from, `pending` the links of the backlog that were asked for, by address.
        """
        sorted_ = sorted_by_kind(reads)
        cleaned = [self._cleaned(raw) for raw in self._let_in(sorted_)]
        wanted = [a for a in cleaned if isinstance(a, Article) and not self._is_passed_over(a, sorted_)]
        articles, doubled = by_id(_dated(a) for a in wanted)
        self._loader.make_known(articles)
        known = known_articles(self._db, list(articles))
        origins = {capture.capture_id: capture.url for capture in sorted_.captures}
        conflicts = [c for a in articles.values() if (c := conflict(a, known.get(a.article_id), origins))]
        taken = {refusal.url for refusal in conflicts}
        fresh = [a for a in articles.values() if a.external_id not in taken]
        stale = [a for a in fresh if self._is_stale(a, known.get(a.article_id))]
        conflicts += [_too_long(a) for a in stale if self._is_too_long(a)]
        refused = [*(a for a in cleaned if isinstance(a, Reject)), *doubled, *conflicts]
        return Prepared(
            articles=tuple(stale),
            captures=tuple(sorted_.captures),
            rejects=(*sorted_.rejects, *refused),
            sources=sources_of(sources, sorted_.captures),
            unchanged=len(fresh) - len(stale),
            **_settled(sorted_, pending),
        )

    def _let_in(self, received: Received) -> list[RawDocument]:
        """The documents without pages of foreign archives that declare a language that is not wanted."""
        declined = [d for d in received.documents if d.source_id == FOREIGN and self._gate.declines_page(d)]
        self._pass_over(received, {d.capture_id for d in declined}, "passed over, other languages")
        return [d for d in received.documents if d not in declined] if declined else received.documents

    def _is_passed_over(self, article: Article, received: Received) -> bool:
        why = self._gate.declines(article) if article.source_id == FOREIGN else None
        if why:
            self._pass_over(received, {article.capture_id}, why)
        return why is not None

    def _pass_over(self, received: Received, capture_ids: set[str], why: str) -> None:
        """Of what others archived and nobody wants only the number is kept."""
        received.captures = [c for c in received.captures if c.capture_id not in capture_ids]
        self._run.count(why, len(capture_ids))

    def _cleaned(self, raw: RawDocument) -> Article | Reject:
        cleaned = clean_document(raw, self._quirks.get(raw.source_id, ()))
        return judged(cleaned) if isinstance(cleaned, Article) else cleaned

    def is_skipped(self, article: Article) -> bool:
        """Whether it is stored without facts: too long, or of too little relevance."""
        return self._is_too_long(article) or self.is_beside_the_point(article)

    def is_beside_the_point(self, article: Article) -> bool:
        """Whether its relevance is below the threshold."""
        return article.relevance is not None and article.relevance < self._settings.relevance_threshold

    def _is_too_long(self, article: Article) -> bool:
        return len(article.text) > self._settings.max_extract_characters

    def _is_stale(self, article: Article, known: Known | None) -> bool:
        return known is None or (known.input_sha256, known.pipeline_version) != (
            input_sha256(article),
            self._loader.version,
        )


def _settled(received: Received, pending: Mapping[str, PendingLink]) -> _Settled:
    """What became of the links of the backlog that were asked for."""
    failed = {r.url: r for r in received.rejects if r.stage == "fetch" and r.url in pending}
    captures = {c.url: c for c in received.captures if c.url in pending}
    now = datetime.now(UTC)
    again = [
        after_failure(
            pending[url],
            f"{r.reason}: {r.detail}",
            now,
            captures[url].retry_after_seconds if url in captures else None,
        )
        for url, r in failed.items()
        if url
    ]
    done = [url for url, capture in captures.items() if not capture.error and url not in failed]
    return {"links": tuple(again), "links_done": tuple(done)}


def judged(article: Article) -> Article:
    """The article with its relevance."""
    return replace(article, relevance=relevance(article.title, article.text, article.language))


def _dated(article: Article) -> Article:
    return replace(article, published_on=article.published_at.date()) if article.published_at else article


def _too_long(article: Article) -> Reject:
    detail = f"{len(article.text):,} characters: stored without facts; cut it up, or raise max_extract_characters"
    return Reject("extract", "too_long", detail, article.url or article.external_id, article.source_id)
