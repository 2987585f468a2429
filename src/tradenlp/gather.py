"""Collects what a run reads: files and addresses that were handed in, feeds that are due, articles they link to."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from tradenlp.archive import Archive
from tradenlp.clean.readers import SOURCE_ID as FILES
from tradenlp.clean.readers import Read, read_capture, read_inputs
from tradenlp.errors import FetchRefused, InputError
from tradenlp.fetch import Fetcher, page_links, parse_feed
from tradenlp.fetch.fetcher import RobotsForbid
from tradenlp.fetch.media import sniff
from tradenlp.fetch.polling import Seen, address, conditions, is_due, known_state
from tradenlp.fetch.reasons import reject
from tradenlp.fetch.sitemaps import parse_sitemap
from tradenlp.fetch.streams import Start, in_thread, side_by_side
from tradenlp.records import Capture, FeedEntry, FeedState, Purpose, Reject, Source
from tradenlp.settings import Settings
from tradenlp.sources import read_sources

ADDRESSES = Source("addresses", "page", "")
"""pages and feeds that a user names on the command line"""
HANDED_IN = (ADDRESSES, Source(FILES, "file", ""))
MOST_HOSTS = 8
"""hosts that are asked at the same time"""
MOST_HOST_SECONDS = 1800.0
"""that a run spends on the articles of one host; what is left stays in the backlog"""


@dataclass(frozen=True, slots=True)
class Watch:
    """A configured source and how it is watched."""

    source: Source
    cadence: timedelta = timedelta(hours=1)
    links: str | None = None
    """regular expression of the articles' addresses, for index pages and sitemaps"""
    kind: str = "feed"
    """feed, page or sitemap"""
    expected_per_week: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An article to fetch, and the source that it counts for."""

    entry: FeedEntry
    source: Source


@dataclass(frozen=True, slots=True)
class Poll:
    """What asking a source gave: what goes to the warehouse as it is, links to articles, and what was made of it."""

    watch: Watch
    known: FeedState
    """what was remembered before"""
    capture: Capture
    seen: Seen
    reads: tuple[Read, ...] = ()
    entries: tuple[FeedEntry, ...] = ()

    @property
    def source(self) -> Source:
        """The source that was asked."""
        return self.watch.source

    @property
    def error(self) -> str | None:
        """`code: what happened`, where it failed."""
        return self.capture.error or self.seen.problem


def configured(settings: Settings) -> list[Watch]:
    """Everything that the configured publishers watch. Raises LexiconError for a publisher file that is wrong."""
    return [
        Watch(source, timedelta(minutes=w.cadence_minutes), w.links, w.kind, w.expected_per_week)
        for publisher in read_sources(settings.sources_dir)
        for source, w in publisher.watched()
    ]


def due(
    watches: Iterable[Watch], states: Mapping[str, FeedState], now: datetime, *, force: bool = False
) -> list[tuple[Watch, FeedState]]:
    """The sources that may be asked at `now` with what is remembered of each; with `force` all of them."""
    known = ((w, known_state(states.get(w.source.source_id), w.source.source_id, w.source.url)) for w in watches)
    return [(watch, state) for watch, state in known if force or is_due(state, now)]


class Gatherer:
    """Reads files and fetches addresses, archiving every response before anything else is done with it."""

    def __init__(self, settings: Settings, start: Start = in_thread) -> None:
        self._settings, self._start = settings, start
        self._unwritable = False

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
            stream = self._follow(Link(FeedEntry(name), ADDRESSES)) if _is_address(name) else self._read_path(name)
            links: list[Link] = []
            for read in stream:
                if isinstance(read, FeedEntry):
                    links.append(Link(read, ADDRESSES))
                else:
                    yield read
            yield from self.fetch(links)

    def _read_path(self, name: str) -> Iterator[Read]:
        yield from read_inputs([name], largest=self._settings.max_response_bytes)

    def poll(self, watches: Sequence[tuple[Watch, FeedState]]) -> Iterator[Poll]:
        """Ask sources, hosts side by side, those of one host one after another at its pace."""
        groups: dict[str, list[tuple[Watch, FeedState]]] = {}
        for watch, state in watches:
            groups.setdefault(urlsplit(address(state, watch.source.url)).netloc, []).append((watch, state))
        yield from side_by_side([partial(self.poll_host, group) for group in groups.values()], MOST_HOSTS, self._start)

    def poll_host(self, watches: Sequence[tuple[Watch, FeedState]]) -> Iterator[Poll]:
        """Ask sources one after another; those after an archive that cannot be written are left for the next run."""
        for watch, state in watches:
            if self._unwritable:
                return
            yield self._poll(watch, state)

    def _poll(self, watch: Watch, state: FeedState) -> Poll:
        """Never raises: what goes wrong is in the poll."""
        source, now = watch.source, datetime.now(UTC)
        etag, last_modified = conditions(state, now)
        try:
            capture = self._fetcher.get(
                address(state, source.url), source_id=source.source_id, etag=etag, last_modified=last_modified
            )
            capture = replace(capture, purpose=Purpose(source, watch.kind, links=watch.links))
        except FetchRefused as refusal:
            capture = _unasked(source, now, refused(refusal))
        except Exception as error:
            capture = _unasked(source, now, f"crash: {type(error).__name__}: {error}")
        if capture.error or capture.status == 304:
            return _poll_without_content(watch, state, self._kept(capture))
        return self._poll_with_content(watch, state, capture)

    def _poll_with_content(self, watch: Watch, state: FeedState, capture: Capture) -> Poll:
        try:
            stored = self._archive.store(capture)
        except OSError as error:
            self._unwritable = True
            return _useless(watch, state, capture, f"archive_failed: {_told(error)}", ())
        try:
            found, ttl = listed(stored, watch)
        except NoUse as error:
            return _useless(watch, state, stored, str(error), (stored,))
        except InputError as error:
            return _useless(watch, state, stored, f"bad_feed: {error}", (stored,))
        except Exception as error:
            return _useless(watch, state, stored, f"crash: {type(error).__name__}: {error}", (stored,))
        entries = tuple(read for read in found if isinstance(read, FeedEntry))
        others = tuple(read for read in found if not isinstance(read, FeedEntry))
        return Poll(watch, state, stored, Seen(len(found), ttl_seconds=ttl), (stored, *others), entries)

    def fetch(self, links: Iterable[Link]) -> Iterator[Read]:
        """Fetch articles, hosts side by side, the articles of one host one after another at its pace.

        What is received is yielded as it comes, so that a long list of links is stored while it is being fetched;
        what one link gave is yielded in one piece.
        """
        streams = [partial(self.fetch_host, group) for group in by_host(links).values()]
        for reads in side_by_side(streams, MOST_HOSTS, self._start):
            yield from reads

    def fetch_host(self, links: Sequence[Link]) -> Iterator[list[Read]]:
        """Fetch the articles of one host; links that a fetched page offers in turn are not followed.

        A host that keeps failing is left alone: of links in the backlog it is told once, of others for each.
        """
        until = time.monotonic() + MOST_HOST_SECONDS
        for position, link in enumerate(links):
            is_kept = link.source is not ADDRESSES
            if is_kept and (self._unwritable or time.monotonic() > until):
                return
            if is_kept and (rest := self.rest(link.entry.url)):
                yield [_resting(link, rest, len(links) - position)]
                return
            yield [read for read in self._follow(link) if not isinstance(read, FeedEntry)]

    def rest(self, url: str) -> float:
        """Seconds for which the host of an address is left alone; 0 where it may be asked."""
        return self._fetcher.breaker.rest(urlsplit(url).hostname or "")

    def _follow(self, link: Link) -> Iterator[Read]:
        entry, source = link.entry, link.source
        try:
            capture = self._fetcher.get(entry.url, source_id=source.source_id)
            capture = replace(capture, purpose=Purpose(source, entry=entry))
        except FetchRefused as refusal:
            yield reject("fetch", refused(refusal), entry.url, source.source_id)
            return
        except Exception as error:
            yield reject("fetch", f"crash: {type(error).__name__}: {error}", entry.url, source.source_id)
            return
        if capture.error:
            yield self._kept(capture)
            yield reject("fetch", capture.error, entry.url, source.source_id)
            return
        try:
            stored = self._archive.store(capture)
        except OSError as error:
            self._unwritable = True
            yield reject("fetch", f"archive_failed: {_told(error)}", entry.url, source.source_id)
            return
        yield stored
        yield from read_capture(stored, entry=entry, publisher=source.publisher, country=source.country)

    def _kept(self, capture: Capture) -> Capture:
        """An error's answer, archived where that is possible."""
        try:
            return self._archive.store(capture) if capture.body else capture
        except OSError:
            return capture


class NoUse(Exception):
    """An answer that was received well and is of no use; the text is `code: what happened`."""


def listed(capture: Capture, watch: Watch) -> tuple[list[Read], float | None]:
    """What a source's answer lists or holds, and the seconds for which it says it need not be asked again.

    Raises InputError or NoUse for what is not of the kind that is configured.
    """
    body, source = capture.body or b"", watch.source
    if not body.strip():
        raise NoUse("empty: the answer has no content")
    if watch.kind == "sitemap":
        return list(parse_sitemap(body, capture.final_url, watch.links)), None
    if watch.links:
        links = page_links(body, capture.final_url, capture.content_type, watch.links)
        if not links:
            raise NoUse("no_links: no link of the page matches `links` of its publisher file")
        return list(links), None
    if (kind := sniff(body)) != "feed":
        raise NoUse(f"bad_feed: the answer is {'a web page' if kind == 'html' else kind}, no feed")
    feed = parse_feed(body, capture.final_url, capture.content_type)
    found = list(read_capture(capture, feed=feed, publisher=source.publisher, country=source.country))
    return list(found), feed.ttl_seconds


def _poll_without_content(watch: Watch, state: FeedState, capture: Capture) -> Poll:
    """Of an error or an unchanged list; without a request there is no capture to store."""
    kept = (capture,) if capture.capture_id else ()
    return _useless(watch, state, capture, None, kept) if capture.error else Poll(watch, state, capture, Seen(), kept)


def _useless(watch: Watch, state: FeedState, capture: Capture, problem: str | None, kept: tuple[Capture, ...]) -> Poll:
    """A poll that failed for its capture's error or for `problem`, with the reject that says what to do."""
    complaint = reject("poll", problem or capture.error or "", watch.source.url, watch.source.source_id)
    return Poll(watch, state, capture, Seen(problem=problem), (*kept, complaint))


def _unasked(source: Source, now: datetime, error: str) -> Capture:
    """Stands for an answer where no request was made; it is never stored."""
    return Capture("", source.source_id, source.url, source.url, now, None, None, None, None, error=error)


def refused(refusal: FetchRefused) -> str:
    """A refusal as `code: what happened`."""
    return f"{'robots_forbid' if isinstance(refusal, RobotsForbid) else 'refused'}: {refusal}"


def _resting(link: Link, seconds: float, waiting: int) -> Reject:
    parts = urlsplit(link.entry.url)
    error = f"host_resting: {waiting} links wait in the backlog, the host is left alone for another {seconds:.0f} s"
    return reject("fetch", error, f"{parts.scheme}://{parts.netloc}/", link.source.source_id)


def _told(error: OSError) -> str:
    return f"{error.strerror or type(error).__name__}{f' ({error.filename})' if error.filename else ''}"


def by_host(links: Iterable[Link]) -> dict[str, list[Link]]:
    """Links by host, each address once, in the order of their first appearance."""
    groups: dict[str, dict[str, Link]] = {}
    for link in links:
        groups.setdefault(urlsplit(link.entry.url).netloc, {}).setdefault(link.entry.url, link)
    return {host: list(found.values()) for host, found in groups.items()}


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))
