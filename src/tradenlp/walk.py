"""The walk's steps over one database: poll, fetch, prepare, extract, load; plain calls, used by pipeline and flows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import TypedDict
from urllib.parse import urlsplit

from tradenlp.archive import FOREIGN
from tradenlp.clean.article import clean_document
from tradenlp.clean.readers import Read
from tradenlp.dedupe import Candidate, fingerprint
from tradenlp.errors import TradenlpError
from tradenlp.extract.actors.registry import registry
from tradenlp.extract.pool import Extraction, ExtractionPool, Outcome, Pending
from tradenlp.extract.version import pipeline_version
from tradenlp.facts import ArticleFacts
from tradenlp.fetch.backlog import after_failure
from tradenlp.fetch.polling import SHORTEST, Seen, address, next_state
from tradenlp.fetch.reasons import reject
from tradenlp.gather import HANDED_IN, Link, Poll
from tradenlp.records import Article, Capture, FeedEntry, FeedState, PendingLink, Polled, RawDocument, Reject, Source
from tradenlp.relevance import relevance
from tradenlp.relevance.gate import Gate
from tradenlp.settings import Settings
from tradenlp.sources import quirks_by_source, read_sources
from tradenlp.warehouse.copies import find_copies
from tradenlp.warehouse.load import Batch, Extracted, load_batch, load_registry
from tradenlp.warehouse.pending import known_links, links_due, postpone, share_of_hosts, stored_sources
from tradenlp.warehouse.publish import Session
from tradenlp.warehouse.queries import Known, captured_urls, known_articles
from tradenlp.warehouse.runs import Run, finish_run, start_run


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch that is ready for extraction: what was received, what was refused, and the articles to extract."""

    articles: tuple[Article, ...] = ()
    captures: tuple[Capture, ...] = ()
    rejects: tuple[Reject, ...] = ()
    sources: tuple[Source, ...] = ()
    unchanged: int = 0
    links: tuple[PendingLink, ...] = ()
    """links of the backlog that failed once more"""
    links_done: tuple[str, ...] = ()
    """addresses of the backlog that were fetched"""


class _Settled(TypedDict):
    links: tuple[PendingLink, ...]
    links_done: tuple[str, ...]


@dataclass(slots=True)
class _Sorted:
    documents: list[RawDocument] = field(default_factory=list)
    captures: list[Capture] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def input_sha256(article: Article) -> str:
    """Digest of all that extraction reads of an article: title, text, day of publication, country."""
    day = article.published_on.isoformat() if article.published_on else ""
    parts = (article.title or "", article.text, day, article.country or "")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Walk:
    """One run over one database: it writes from `with` to the end of the block, where readers see what it did."""

    def __init__(self, settings: Settings, flow: str) -> None:
        self.settings, self.flow = settings, flow
        self.version = pipeline_version(settings.model)
        self.gate = Gate(settings.import_languages, settings.relevance_threshold)
        self._pending: dict[str, PendingLink] = {}

    def __enter__(self) -> Walk:
        self.started_at = datetime.now(UTC)
        self.quirks = quirks_by_source(read_sources(self.settings.sources_dir))
        self.registered = frozenset(registry().entries)
        self._session = Session(self.settings.database_path)
        self.db = self._session.__enter__()
        try:
            self.run: Run = start_run(self.db, self.flow, self.version)
            load_registry(self.db, map(registry().actor, sorted(self.registered)))
        except BaseException as error:
            self._session.__exit__(type(error), error, error.__traceback__)
            raise
        self.pool = ExtractionPool(
            self.settings.model, self.settings.worker_count, self.settings.extract_timeout_seconds
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.__exit__(kind, error, trace)
        try:
            finish_run(self.db, self.run, error)
        finally:
            self._session.__exit__(kind, error, trace)

    def unfetched(self, entries: Sequence[FeedEntry]) -> list[FeedEntry]:
        """The links that no earlier run fetched well and that are not in the backlog, each once."""
        links = {entry.url: entry for entry in reversed(entries) if entry.url}
        before = captured_urls(self.db, list(links)) | known_links(self.db, list(links))
        return [entry for entry in reversed(links.values()) if entry.url not in before]

    def remember(self, poll: Poll, taken: int = 0) -> None:
        """Store the state of a polled source and the links that it listed, in one transaction.

        To be called once all that the answer itself held is loaded, `taken` articles of it new or changed: a crash
        before that polls the source again, and one after it finds the links in the backlog.
        """
        now = poll.capture.fetched_at
        fresh = self.unfetched(poll.entries)
        new = fresh[: self.settings.links_per_poll]
        seen = replace(poll.seen, new=taken + len(new), is_cut=len(new) < len(fresh))
        batch = Batch(
            sources=[poll.source],
            feed_states=[_polled_state(poll, replace(seen, listed=max(seen.listed, seen.new)))],
            polls=[_polled(poll, seen)],
            links=[PendingLink(entry, poll.source.source_id, now, next_try_at=now) for entry in new],
            rejects=[_too_many(poll, len(fresh), len(new))] if seen.is_cut else [],
        )
        load_batch(self.db, self.run.run_id, self.version, batch, self.registered)
        self.run.count("sources polled")
        self.run.count("sources failed", 1 if poll.error else 0)
        self.run.count("links listed", len(new))
        self.run.count("rejected", len(batch.rejects))

    def links_to_fetch(self, wanted: Iterable[str] | None = None) -> list[Link]:
        """What of the backlog is due, listed by this run or left by earlier ones; `wanted` limits it to sources."""
        only = None if wanted is None else frozenset(wanted)
        due = [link for link in links_due(self.db, datetime.now(UTC)) if only is None or link.source_id in only]
        pending = share_of_hosts(due, self.settings.links_per_host)
        self.run.count("links left for the next run", len(due) - len(pending))
        self._pending = {link.entry.url: link for link in pending}
        self.run.count("links left by earlier runs", sum(link.listed_at < self.started_at for link in pending))
        sources = stored_sources(self.db, sorted({link.source_id for link in pending}))
        unknown = Source("", "page", "")
        return [
            Link(link.entry, sources.get(link.source_id, replace(unknown, source_id=link.source_id)))
            for link in pending
        ]

    def postpone(self, seconds: Mapping[str, float]) -> None:
        """Leave links of the backlog alone for so many seconds: their hosts rest."""
        now = datetime.now(UTC)
        if seconds:
            postpone(self.db, {url: now + timedelta(seconds=rest) for url, rest in seconds.items()})

    def prepare(self, reads: Iterable[Read], sources: Sequence[Source] = HANDED_IN) -> Prepared:
        """Clean documents and set aside those whose facts are up to date; `sources` describes where they may be from.

        Reads the database: one thread only.
        """
        sorted_ = _sort(reads)
        cleaned = [self._cleaned(raw) for raw in self._let_in(sorted_)]
        wanted = [a for a in cleaned if isinstance(a, Article) and not self._is_passed_over(a, sorted_)]
        articles, doubled = _by_id(_dated(a) for a in wanted)
        known = known_articles(self.db, list(articles))
        origins = {capture.capture_id: capture.url for capture in sorted_.captures}
        conflicts = [c for a in articles.values() if (c := _conflict(a, known.get(a.article_id), origins))]
        taken = {conflict.url for conflict in conflicts}
        fresh = [a for a in articles.values() if a.external_id not in taken]
        stale = [a for a in fresh if self._is_stale(a, known.get(a.article_id))]
        conflicts += [_too_long(a) for a in stale if self._is_too_long(a)]
        refused = [*(a for a in cleaned if isinstance(a, Reject)), *doubled, *conflicts]
        return Prepared(
            articles=tuple(stale),
            captures=tuple(sorted_.captures),
            rejects=(*sorted_.rejects, *refused),
            sources=_used(sources, sorted_.captures),
            unchanged=len(fresh) - len(stale),
            **self._settled(sorted_),
        )

    def _settled(self, received: _Sorted) -> _Settled:
        """What became of the links of the backlog that were asked for."""
        failed = {r.url: r for r in received.rejects if r.stage == "fetch" and r.url in self._pending}
        captures = {c.url: c for c in received.captures if c.url in self._pending}
        now = datetime.now(UTC)
        again = [
            after_failure(
                self._pending[url],
                f"{r.reason}: {r.detail}",
                now,
                captures[url].retry_after_seconds if url in captures else None,
            )
            for url, r in failed.items()
            if url
        ]
        done = [url for url, capture in captures.items() if not capture.error and url not in failed]
        return {"links": tuple(again), "links_done": tuple(done)}

    def _let_in(self, received: _Sorted) -> list[RawDocument]:
        """The documents without pages of foreign archives that declare a language that is not wanted."""
        declined = [d for d in received.documents if d.source_id == FOREIGN and self.gate.declines_page(d)]
        self._pass_over(received, {d.capture_id for d in declined}, "passed over, other languages")
        return [d for d in received.documents if d not in declined] if declined else received.documents

    def _is_passed_over(self, article: Article, received: _Sorted) -> bool:
        why = self.gate.declines(article) if article.source_id == FOREIGN else None
        if why:
            self._pass_over(received, {article.capture_id}, why)
        return why is not None

    def _pass_over(self, received: _Sorted, capture_ids: set[str], why: str) -> None:
        """Of what others archived and nobody wants only the number is kept."""
        received.captures = [c for c in received.captures if c.capture_id not in capture_ids]
        self.run.count(why, len(capture_ids))

    def _cleaned(self, raw: RawDocument) -> Article | Reject:
        cleaned = clean_document(raw, self.quirks.get(raw.source_id, ()))
        return judged(cleaned) if isinstance(cleaned, Article) else cleaned

    def _is_skipped(self, article: Article) -> bool:
        """Whether it is stored without facts: too long, or of too little relevance."""
        return self._is_too_long(article) or self._is_beside_the_point(article)

    def _is_beside_the_point(self, article: Article) -> bool:
        return article.relevance is not None and article.relevance < self.settings.relevance_threshold

    def _is_too_long(self, article: Article) -> bool:
        return len(article.text) > self.settings.max_extract_characters

    def _is_stale(self, article: Article, known: Known | None) -> bool:
        return known is None or (known.input_sha256, known.pipeline_version) != (input_sha256(article), self.version)

    def submit(self, prepared: Prepared) -> Pending:
        """Begin to extract a batch. Safe to call from any thread."""
        return self.pool.submit([a for a in prepared.articles if not self._is_skipped(a)])

    def extract(self, prepared: Prepared) -> list[Outcome]:
        """Extract a batch and wait for it. Safe to call from any thread."""
        return self.pool.collect(self.submit(prepared))

    def load(self, prepared: Prepared, outcomes: Sequence[Outcome]) -> None:
        """Store a batch in one transaction. Writes the database: one thread only."""
        rejects = [o for o in outcomes if isinstance(o, Reject)]
        rejects += [_partial(o) for o in outcomes if isinstance(o, Extraction) and o.problems]
        extracted = [self._extracted(o) for o in outcomes if isinstance(o, Extraction)]
        done = {item.article.article_id for item in extracted}
        # An article that extraction failed on keeps its text; it comes without facts.
        failed = [article for article in prepared.articles if article.article_id not in done]
        bare = [self._extracted(Extraction(article, ArticleFacts(), 0.0)) for article in failed]
        extracted, moved = self._mark_copies([*extracted, *bare])
        batch = Batch(
            sources=prepared.sources,
            captures=prepared.captures,
            extracted=extracted,
            duplicates=moved,
            rejects=[*prepared.rejects, *rejects],
            links=prepared.links,
            links_done=prepared.links_done,
        )
        load_batch(self.db, self.run.run_id, self.version, batch, self.registered)
        self._count(batch, prepared.unchanged)
        self.run.count("of too little relevance to extract", sum(map(self._is_beside_the_point, prepared.articles)))

    def _extracted(self, outcome: Extraction) -> Extracted:
        article = outcome.article
        return Extracted(article, outcome.facts, input_sha256(article), outcome.seconds, fingerprint(article.text))

    def _mark_copies(self, items: list[Extracted]) -> tuple[list[Extracted], list[tuple[str, str]]]:
        """The batch with `duplicate_of` filled in, and stored articles of which an earlier copy came only now."""
        candidates = [Candidate(i.article.article_id, i.article.published_at, i.fingerprint) for i in items]
        copies = find_copies(self.db, candidates)
        self.run.count("duplicates", len(copies.new))
        marked = [
            replace(i, article=replace(i.article, duplicate_of=copies.new.get(i.article.article_id))) for i in items
        ]
        return marked, sorted(copies.stored.items())

    def _count(self, batch: Batch, unchanged: int) -> None:
        self.run.count("articles extracted", len(batch.extracted))
        self.run.count("unchanged", unchanged)
        self.run.count("rejected", len(batch.rejects))


def _polled_state(poll: Poll, seen: Seen) -> FeedState:
    """The source's new state; trouble with the archive is none of its own: it is asked again soon."""
    now = poll.capture.fetched_at
    if (seen.problem or "").startswith("archive_failed"):
        return replace(poll.known, next_poll_at=now + SHORTEST)
    return next_state(poll.known, poll.capture, now, poll.watch.cadence, seen)


def _polled(poll: Poll, seen: Seen) -> Polled:
    capture, host = poll.capture, urlsplit(address(poll.known, poll.source.url)).netloc
    code = poll.error.partition(":")[0] if poll.error else None
    return Polled(poll.source.source_id, host, capture.fetched_at, capture.status, seen.listed, seen.new, code)


def _too_many(poll: Poll, found: int, taken: int) -> Reject:
    error = f"too_many_links: {found} new links in one answer, {taken} of them taken"
    return reject("poll", error, poll.source.url, poll.source.source_id)


SAME_ARTICLE = 0.1
"""share of word groups that a new version of an article has in common with the old one at the least"""


def _by_id(articles: Iterable[Article]) -> tuple[dict[str, Article], list[Reject]]:
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


def _conflict(article: Article, known: Known | None, origins: Mapping[str, str]) -> Reject | None:
    """Two files that give the same id to different articles: the first stays, the second is refused."""
    origin = origins.get(article.capture_id)
    if known is None or article.canonical_url or origin == known.origin:
        return None
    if known.fingerprint.similarity(fingerprint(article.text)) >= SAME_ARTICLE:
        return None
    detail = f"{origin}: its id belongs to another article, from {known.origin}; give one of them another id"
    return Reject("load", "id_conflict", detail, article.external_id, article.source_id)


def _used(sources: Sequence[Source], captures: Sequence[Capture]) -> tuple[Source, ...]:
    """The sources that captures came from; one that nobody described is of an archive."""
    archived = [capture.purpose.source for capture in captures if capture.purpose]
    described = {source.source_id: source for source in (*archived, *sources)}
    ids = sorted({capture.source_id for capture in captures})
    return tuple(described.get(key) or Source(key, "warc", "") for key in ids)


def judged(article: Article) -> Article:
    """The article with its relevance."""
    return replace(article, relevance=relevance(article.title, article.text, article.language))


def _dated(article: Article) -> Article:
    return replace(article, published_on=article.published_at.date()) if article.published_at else article


def _partial(outcome: Extraction) -> Reject:
    article = outcome.article
    detail = f"article {article.article_id} lacks the facts of {'; '.join(outcome.problems)}; report it with its text"
    return Reject("extract", "component_failed", detail, article.url or article.external_id, article.source_id)


def _too_long(article: Article) -> Reject:
    detail = f"{len(article.text):,} characters: stored without facts; cut it up, or raise max_extract_characters"
    return Reject("extract", "too_long", detail, article.url or article.external_id, article.source_id)


def _marked(item: Extracted, first_copies: Mapping[str, str]) -> Extracted:
    original = first_copies.get(item.article.article_id)
    return replace(item, article=replace(item.article, duplicate_of=original))


def _sort(reads: Iterable[Read]) -> _Sorted:
    out = _Sorted()
    for read in reads:
        match read:
            case RawDocument():
                out.documents.append(read)
            case Capture():
                out.captures.append(read)
            case Reject():
                out.rejects.append(read)
            case FeedEntry():
                raise TradenlpError(f"{read.url}: links of feeds are fetched before they are prepared")
    return out


def chunks(reads: Iterable[Read], documents: int) -> Iterator[list[Read]]:
    """Cut a stream so that each piece holds at most `documents` documents."""
    piece: list[Read] = []
    held = 0
    for read in reads:
        piece.append(read)
        held += isinstance(read, RawDocument)
        # Never between a response and what it holds: once the response is stored it is not fetched again.
        if held >= documents or (len(piece) >= 16 * documents and not isinstance(read, Capture)):
            yield piece
            piece, held = [], 0
    if piece:
        yield piece
