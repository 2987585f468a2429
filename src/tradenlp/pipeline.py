"""The whole walk on one screen: sources → fetch → archive → clean → dedupe → extract → warehouse."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from tradenlp.clean.readers import Read
from tradenlp.errors import InputError
from tradenlp.extract.pool import Pending
from tradenlp.gather import HANDED_IN, Gatherer, configured
from tradenlp.records import Source
from tradenlp.settings import Settings
from tradenlp.walk import Prepared, Walk, chunks
from tradenlp.warehouse.queries import feed_states, find_article, stored_articles
from tradenlp.warehouse.runs import summary

Tell = Callable[[str], None]
"""hears what is going on, for a progress display"""


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


def run_sources(settings: Settings, tell: Tell, *, force: bool = False) -> Summary:
    """Poll the configured sources that are due, fetch what they list and was not fetched before, extract, load."""
    with Walk(settings, "run") as walk, Gatherer(settings) as gatherer:
        states = feed_states(walk.db)
        for watch in configured(settings):
            source = watch.source
            tell(f"polling {source.source_id}")
            poll = gatherer.poll(watch, states.get(source.source_id), force=force)
            links = walk.unfetched(poll.entries)
            store(walk, chain(poll.reads, gatherer.fetch(links, source)), tell, [source])
            walk.remember(poll)
        return Summary(walk.run.counts)


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
        extract_and_load(walk, (Prepared(articles=tuple(batch)) for batch in batches), tell)
        return Summary(walk.run.counts)


def store(walk: Walk, reads: Iterable[Read], tell: Tell, sources: Sequence[Source] = HANDED_IN) -> None:
    """Clean, extract and load a stream of what was read, in batches."""
    pieces = chunks(reads, walk.settings.batch_articles)
    extract_and_load(walk, (walk.prepare(piece, sources) for piece in pieces), tell)


def extract_and_load(walk: Walk, batches: Iterable[Prepared], tell: Tell) -> None:
    """Extract batches side by side and load them in order, each as soon as it and all before it are done."""
    under_way: deque[tuple[Prepared, Pending]] = deque()
    for prepared in batches:
        under_way.append((prepared, walk.submit(prepared)))
        if len(under_way) >= walk.pool.window:
            _finish(walk, *under_way.popleft(), tell)
    while under_way:
        _finish(walk, *under_way.popleft(), tell)


def _finish(walk: Walk, prepared: Prepared, pending: Pending, tell: Tell) -> None:
    walk.load(prepared, walk.pool.collect(pending))
    tell(summary(walk.run.counts))


def _one(walk: Walk, wanted: str) -> str:
    found = find_article(walk.db, wanted)
    if len(found) != 1:
        raise InputError(f"{wanted!r} fits {len(found)} stored articles; give an article_id, external id or address")
    return found[0][0]
