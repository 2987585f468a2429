"""Collects what a run reads: files and addresses that were handed in, feeds that are due, articles they link to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from queue import Full, Queue
from threading import Event
from types import TracebackType
from urllib.parse import urlsplit

from tradenlp.archive import Archive
from tradenlp.clean.readers import SOURCE_ID as FILES
from tradenlp.clean.readers import Read, read_capture, read_inputs
from tradenlp.errors import FetchRefused, InputError
from tradenlp.fetch import Fetcher, is_due, next_state, page_links
from tradenlp.records import Capture, FeedEntry, FeedState, Reject, Source
from tradenlp.settings import Settings
from tradenlp.sources import read_sources

ADDRESSES = Source("addresses", "page", "")
"""pages and feeds that a user names on the command line"""
HANDED_IN = (ADDRESSES, Source(FILES, "file", ""))
MOST_HOSTS = 8
"""hosts that are asked at the same time"""
MOST_FAILURES = 5
"""times in a row that a host may be unreachable before it is left alone for the rest of the run"""


@dataclass(frozen=True, slots=True)
class Watch:
    """A configured source and how it is watched."""

    source: Source
    cadence: timedelta = timedelta(hours=1)
    links: str | None = None
    """regular expression of the articles' addresses, for index pages"""


def configured(settings: Settings) -> list[Watch]:
    """Every feed and page of the configured publishers. Raises LexiconError for a publisher file that is wrong."""
    return [
        Watch(source, timedelta(minutes=watched.cadence_minutes), watched.links)
        for publisher in read_sources(settings.sources_dir)
        for source, watched in zip(publisher.sources(), (*publisher.feeds, *publisher.pages), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Poll:
    """What polling a source gave: its new state, what goes to the warehouse as it is, and links to articles."""

    source: Source
    state: FeedState
    reads: tuple[Read, ...] = ()
    entries: tuple[FeedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


def side_by_side(streams: Sequence[Callable[[], Iterator[Read]]], threads: int) -> Iterator[Read]:
    """What several streams yield, as it comes, each stream in a thread of its own; raises what a stream raises.

    When the caller stops listening, every stream stops at its next item.
    """
    items: Queue[Read | _End] = Queue(maxsize=64)
    stopped = Event()

    def offer(item: Read | _End) -> None:
        while not stopped.is_set():
            with suppress(Full):
                return items.put(item, timeout=0.5)

    def run(stream: Callable[[], Iterator[Read]]) -> None:
        try:
            for item in stream():
                offer(item)
                if stopped.is_set():
                    return
            offer(_End(None))
        except BaseException as error:
            offer(_End(error))

    with ThreadPoolExecutor(max_workers=threads) as pool:
        try:
            for stream in streams:
                pool.submit(run, stream)
            for _ in streams:
                while not isinstance(item := items.get(), _End):
                    yield item
                if item.error:
                    raise item.error
        finally:
            stopped.set()


class Gatherer:
    """Reads files and fetches addresses, archiving every response before anything else is done with it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __enter__(self) -> Gatherer:
        self._fetcher = Fetcher(self._settings).__enter__()
        largest = self._settings.warc_megabytes * 1024 * 1024
        self._archive = Archive(self._settings.archive_path, largest_file=largest)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._fetcher.__exit__(kind, error, trace)
        self._archive.close()

    def read(self, inputs: Sequence[str]) -> Iterator[Read]:
        """Everything in files, folders and addresses; links of feeds are followed.

        Raises InputError for a path that does not exist, before anything is read.
        """
        for name in inputs:
            if not _is_address(name) and not Path(name).exists():
                raise InputError(f"{name}: there is no such file or folder")
        return self._read(inputs)

    def _read(self, inputs: Sequence[str]) -> Iterator[Read]:
        for name in inputs:
            stream = self._follow(FeedEntry(name), ADDRESSES) if _is_address(name) else self._read_path(name)
            links: list[FeedEntry] = []
            for read in stream:
                if isinstance(read, FeedEntry):
                    links.append(read)
                else:
                    yield read
            yield from self.fetch(links, ADDRESSES)

    def _read_path(self, name: str) -> Iterator[Read]:
        yield from read_inputs([name], largest=self._settings.max_response_bytes)

    def poll(self, watch: Watch, state: FeedState | None = None, *, force: bool = False) -> Poll:
        """Ask a feed or index page whether it has something new. What is not due yet is left alone."""
        source, now = watch.source, datetime.now(UTC)
        known = state or FeedState(source.source_id)
        if not force and not is_due(known, now):
            return Poll(source, known)
        try:
            capture = self._fetcher.get(
                source.url, source_id=source.source_id, etag=known.etag, last_modified=known.last_modified
            )
        except FetchRefused as refusal:
            reject = Reject("poll", "refused", str(refusal), source.url, source.source_id)
            state = replace(
                known, failures=known.failures + 1, last_error=str(refusal), next_poll_at=now + watch.cadence
            )
            return Poll(source, state, (reject,))
        found = list(self._contents(capture, source, None, "poll", watch.links))
        entries = tuple(read for read in found if isinstance(read, FeedEntry))
        others = tuple(read for read in found if not isinstance(read, FeedEntry))
        return Poll(source, next_state(known, capture, now, watch.cadence), others, entries)

    def fetch(self, entries: Iterable[FeedEntry], source: Source) -> Iterator[Read]:
        """Fetch articles, hosts side by side, the articles of one host one after another at its pace.

        What is received is yielded as it comes, so that a long list of links is stored while it is being fetched.
        """
        groups = list(group_by_host(entries).values())
        if len(groups) > 1:
            yield from side_by_side([partial(self.fetch_host, group, source) for group in groups], MOST_HOSTS)
        elif groups:
            yield from self.fetch_host(groups[0], source)

    def fetch_host(self, entries: Sequence[FeedEntry], source: Source) -> Iterator[Read]:
        """Fetch the articles of one host; links that a fetched page offers in turn are not followed.

        A host that cannot be reached several times in a row is left alone: the rest of its links are rejected.
        """
        unreachable = 0
        for entry in entries:
            if unreachable >= MOST_FAILURES:
                hint = f"the host could not be reached {unreachable} times in a row; the next run tries again"
                yield Reject("fetch", "host_unreachable", hint, entry.url, source.source_id)
                continue
            for read in self._follow(entry, source):
                if isinstance(read, Capture):
                    unreachable = unreachable + 1 if read.status is None else 0
                if not isinstance(read, FeedEntry):
                    yield read

    def _follow(self, entry: FeedEntry, source: Source) -> Iterator[Read]:
        try:
            capture = self._fetcher.get(entry.url, source_id=source.source_id)
        except FetchRefused as refusal:
            yield Reject("fetch", "refused", str(refusal), entry.url, source.source_id)
            return
        yield from self._contents(capture, source, entry, "fetch")

    def _contents(
        self, capture: Capture, source: Source, entry: FeedEntry | None, stage: str, links: str | None = None
    ) -> Iterator[Read]:
        stored = self._archive.store(capture) if capture.body else capture
        yield stored
        if problem := _problem(stored):
            yield Reject(stage, *problem, stored.url, source.source_id)
        elif stored.status == 304:
            return
        elif links:
            yield from page_links(stored.body or b"", stored.final_url, stored.content_type, links)
        else:
            yield from read_capture(stored, entry=entry, publisher=source.publisher, country=source.country)


def _problem(capture: Capture) -> tuple[str, str] | None:
    """Code and explanation of why a response is of no use."""
    if not capture.error:
        return None
    code, _, detail = capture.error.partition(": ")
    return code, detail or "look at the address in a browser"


def group_by_host(entries: Iterable[FeedEntry]) -> dict[str, list[FeedEntry]]:
    """Entries by host, each address once, in the order of their first appearance."""
    groups: dict[str, dict[str, FeedEntry]] = {}
    for entry in entries:
        groups.setdefault(urlsplit(entry.url).netloc, {}).setdefault(entry.url, entry)
    return {host: list(links.values()) for host, links in groups.items()}


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))
