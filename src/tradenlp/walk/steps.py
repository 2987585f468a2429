"""The walk's steps over one database: poll, fetch, prepare, extract, load; plain calls, used by pipeline and flows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import TracebackType

from tradenlp.clean.readers import Read
from tradenlp.extract.actors.registry import registry
from tradenlp.extract.pool import ExtractionPool, Outcome, Pending
from tradenlp.extract.version import pipeline_version
from tradenlp.gather import HANDED_IN, Link, Poll
from tradenlp.records import FeedEntry, PendingLink, Source
from tradenlp.settings import Settings
from tradenlp.walk.loading import Loader
from tradenlp.walk.polled import has_failed, polled, polled_state, too_many
from tradenlp.walk.prepared import Prepared
from tradenlp.walk.preparing import Preparer
from tradenlp.warehouse.load import Batch, load_batch, load_registry
from tradenlp.warehouse.pending import known_links, links_due, postpone, share_of_hosts, stored_sources
from tradenlp.warehouse.publish import Session
from tradenlp.warehouse.queries import captured_urls
from tradenlp.warehouse.runs import Run, finish_run, start_run


class Walk:
    """One run over one database: it writes from `with` to the end of the block, where readers see what it did."""

    def __init__(self, settings: Settings, flow: str) -> None:
        self.settings, self.flow = settings, flow
        self.version = pipeline_version(settings.model)
        self._pending: dict[str, PendingLink] = {}

    def __enter__(self) -> Walk:
        self.started_at = datetime.now(UTC)
        self.registered = frozenset(registry().entries)
        self._session = Session(self.settings.database_path)
        self.db = self._session.__enter__()
        try:
            self.run: Run = start_run(self.db, self.flow, self.version)
            load_registry(self.db, map(registry().actor, sorted(self.registered)))
        except BaseException as error:
            self._session.__exit__(type(error), error, error.__traceback__)
            raise
        self._loader = Loader(self.db, self.run, self.version, self.registered)
        self._preparer = Preparer(self.db, self.run, self.settings, self._loader)
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
            feed_states=[polled_state(poll, replace(seen, listed=max(seen.listed, seen.new)))],
            polls=[polled(poll, seen)],
            links=[PendingLink(entry, poll.source.source_id, now, next_try_at=now) for entry in new],
            rejects=[too_many(poll, len(fresh), len(new))] if seen.is_cut else [],
        )
        load_batch(self.db, self.run.run_id, self.version, batch, self.registered)
        self.run.count("sources polled")
        self.run.count("sources failed", int(has_failed(poll)))
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

        Reads the database, and may store what is held back: one thread only.
        """
        return self._preparer.prepare(reads, sources, self._pending)

    def submit(self, prepared: Prepared) -> Pending:
        """Begin to extract a batch. Safe to call from any thread."""
        return self.pool.submit([a for a in prepared.articles if not self._preparer.is_skipped(a)])

    def load(self, prepared: Prepared, outcomes: Sequence[Outcome]) -> None:
        """Store a batch, now or together with later ones. Writes the database: one thread only."""
        self._loader.add(prepared, outcomes)
        self.run.count(
            "of too little relevance to extract", sum(map(self._preparer.is_beside_the_point, prepared.articles))
        )

    def flush(self) -> None:
        """Store all that was loaded and is held back. Writes the database: one thread only."""
        self._loader.flush()
