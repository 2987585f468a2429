"""The whole walk on one screen: sources → fetch → archive → clean → dedupe → extract → warehouse."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tradenlp.clean.readers import Only, Read, read_archives
from tradenlp.errors import InputError
from tradenlp.extract.pool import Pending
from tradenlp.gather import HANDED_IN, Gatherer, Watch, configured, due
from tradenlp.records import Source
from tradenlp.settings import Settings
from tradenlp.walk import Prepared, Walk, chunks, judged
from tradenlp.warehouse.queries import feed_states, find_article, stored_articles
from tradenlp.warehouse.runs import summary

Tell = Callable[[str], None]
"""hears what is going on, for a progress display"""
Load = Callable[[Iterable[Prepared]], None]
"""extracts and stores prepared batches"""
Finish = Callable[[Walk, Prepared, Pending], None]
"""waits for the facts of a batch and loads it"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to."""

    counts: Mapping[str, int]

    @property
    def rejected(self) -> int:
        """Things that could not be used; table `rejects` says why."""
        return self.counts.get("rejected", 0)

    def __str__(self) -> str:
        return summary(self.counts)


def ingest(inputs: Sequence[str], settings: Settings, tell: Tell) -> Summary:
    """Read files, folders and addresses; extract and load what is new or changed.

    Raises InputError for an input that does not exist, before anything is read.
    """
    with Walk(settings, "ingest") as walk, Gatherer(settings) as gatherer:
        store(walk, gatherer.read(inputs), tell)
        return Summary(walk.run.counts)


def replay(paths: Sequence[Path], settings: Settings, tell: Tell, only: Only) -> Summary:
    """Read archived responses again, without the network; extract and load what is new or changed.

    Raises InputError for a path that does not exist.
    """
    with Walk(settings, "replay") as walk:
        store(walk, read_archives(paths, only), tell)
        return Summary(walk.run.counts)


def run_sources(settings: Settings, tell: Tell, *, force: bool = False) -> Summary:
    """Poll the configured sources that are due, fetch what they list and was not fetched before, extract, load.

    What an earlier run listed and could not fetch, or was killed before it did, is fetched too.
    """
    with Walk(settings, "run") as walk, Gatherer(settings) as gatherer:
        ingest_sources(walk, gatherer, configured(settings), tell, force=force)
        return Summary(walk.run.counts)


def ingest_sources(
    walk: Walk,
    gatherer: Gatherer,
    watches: Sequence[Watch],
    tell: Tell,
    load: Load | None = None,
    *,
    force: bool = False,
) -> None:
    """Polls first, then the backlog; `load` takes prepared batches to the tables, by default here and now."""
    load = load or (lambda batches: extract_and_load(walk, batches, tell))
    watched = due(watches, feed_states(walk.db), walk.started_at, force=force)
    tell(f"polling {len(watched)} sources")
    for poll in gatherer.poll(watched):
        before = walk.run.counts.get("articles extracted", 0)
        load(walk.prepare(piece, [poll.source]) for piece in chunks(poll.reads, walk.settings.batch_articles))
        walk.remember(poll, walk.run.counts.get("articles extracted", 0) - before)
    links = walk.links_to_fetch(watch.source.source_id for watch in watches)
    sources = list({link.source.source_id: link.source for link in links}.values())
    pieces = chunks(gatherer.fetch(links), walk.settings.batch_articles)
    load(walk.prepare(piece, sources) for piece in pieces)
    rests = {link.entry.url: gatherer.rest(link.entry.url) for link in links}
    walk.postpone({url: seconds for url, seconds in rests.items() if seconds})


def reextract(
    settings: Settings, tell: Tell, *, everything: bool = False, wanted: Sequence[str] | None = None
) -> Summary:
    """Extract stored articles again: those with stale facts, all, or the wanted ones. Needs no network.

    Raises InputError for a wanted article that is not stored.
    """
    with Walk(settings, "extract") as walk:
        ids = [_one(walk, name) for name in wanted] if wanted else None
        stale_for = None if everything or ids else walk.version
        batches = stored_articles(walk.db, stale_for, ids, settings.batch_articles)
        extract_and_load(walk, (Prepared(articles=tuple(map(judged, batch))) for batch in batches), tell)
        return Summary(walk.run.counts)


def store(walk: Walk, reads: Iterable[Read], tell: Tell, sources: Sequence[Source] = HANDED_IN) -> None:
    """Clean, extract and load a stream of what was read, in batches."""
    pieces = chunks(reads, walk.settings.batch_articles)
    extract_and_load(walk, (walk.prepare(piece, sources) for piece in pieces), tell)


def extract_and_load(walk: Walk, batches: Iterable[Prepared], tell: Tell) -> None:
    """Extract batches side by side and load them in order, each as soon as it and all before it are done."""

    def told(walk: Walk, prepared: Prepared, pending: Pending) -> None:
        finish(walk, prepared, pending)
        tell(summary(walk.run.counts))

    in_order(walk, batches, told)


def in_order(walk: Walk, batches: Iterable[Prepared], finish: Finish) -> None:
    """Begin to extract batches, as many at once as is useful; finish them in order, then store what is held back."""
    under_way: deque[tuple[Prepared, Pending]] = deque()
    for prepared in batches:
        under_way.append((prepared, walk.submit(prepared)))
        if len(under_way) >= walk.pool.window:
            finish(walk, *under_way.popleft())
    while under_way:
        finish(walk, *under_way.popleft())
    walk.flush()


def finish(walk: Walk, prepared: Prepared, pending: Pending) -> None:
    """Wait for the facts of a batch and load it."""
    walk.load(prepared, walk.pool.collect(pending))


def _one(walk: Walk, wanted: str) -> str:
    found = find_article(walk.db, wanted)
    if len(found) != 1:
        raise InputError(f"{wanted!r} fits {len(found)} stored articles; give an article_id, external id or address")
    return found[0][0]
