"""Extracted batches into the tables: copies marked, each transaction whole.

Where many articles are stored already, batches are held back until there are enough of them: looking for the copies of
a thousand articles reads the stored fingerprints once, as looking for those of one does. What is held back when a run
is killed is extracted again by the next one, like a batch that was under way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

import duckdb

from tradenlp.dedupe import Candidate, fingerprint
from tradenlp.extract.pool import Extraction, Outcome
from tradenlp.facts import ArticleFacts
from tradenlp.records import Article, Reject
from tradenlp.walk.prepared import Prepared, input_sha256
from tradenlp.warehouse.copies import find_copies
from tradenlp.warehouse.load import Batch, Extracted, load_batch
from tradenlp.warehouse.runs import Run

STORED_PER_HELD = 1000
"""articles that are stored for each that is held back"""
MOST_HELD = 1000
"""articles that are held back at the most"""


class Loader:
    """Stores batches in the order in which they come; `flush` before anything relies on what was added.

    For one thread only.
    """

    def __init__(self, db: duckdb.DuckDBPyConnection, run: Run, version: str, registered: frozenset[str]) -> None:
        self._db, self._run, self._registered = db, run, registered
        self.version = version
        self._held: list[Batch] = []
        self._unchanged = 0
        (stored,) = db.execute("SELECT count(*) FROM fingerprints").fetchone() or (0,)
        self._together = held_together(stored)

    def add(self, prepared: Prepared, outcomes: Sequence[Outcome]) -> None:
        """Store a batch, now or together with later ones."""
        self._held.append(_batch(prepared, outcomes))
        self._unchanged += prepared.unchanged
        if sum(len(batch.extracted) for batch in self._held) >= self._together:
            self.flush()

    def make_known(self, article_ids: Iterable[str]) -> None:
        """Store what is held back if one of the articles is among it."""
        held = {item.article.article_id for batch in self._held for item in batch.extracted}
        if not held.isdisjoint(article_ids):
            self.flush()

    def flush(self) -> None:
        """Store what is held back, in one transaction."""
        if not self._held:
            return
        batch = self._with_copies(_together(self._held))
        load_batch(self._db, self._run.run_id, self.version, batch, self._registered)
        self._run.count("articles extracted", len(batch.extracted))
        self._run.count("unchanged", self._unchanged)
        self._run.count("rejected", len(batch.rejects))
        self._held, self._unchanged = [], 0

    def _with_copies(self, batch: Batch) -> Batch:
        """With `duplicate_of` filled in, and the stored articles of which an earlier copy came only now."""
        articles = [(item.article, item.fingerprint) for item in batch.extracted]
        copies = find_copies(self._db, [Candidate(a.article_id, a.published_at, print_) for a, print_ in articles])
        self._run.count("duplicates", len(copies.new))
        marked = [
            replace(i, article=replace(i.article, duplicate_of=copies.new.get(i.article.article_id)))
            for i in batch.extracted
        ]
        return replace(batch, extracted=marked, duplicates=sorted(copies.stored.items()))


def held_together(stored: int) -> int:
    """How many articles are worth being stored together where `stored` are stored already."""
    return min(MOST_HELD, stored // STORED_PER_HELD)


def _batch(prepared: Prepared, outcomes: Sequence[Outcome]) -> Batch:
    rejects = [o for o in outcomes if isinstance(o, Reject)]
    rejects += [_partial(o) for o in outcomes if isinstance(o, Extraction) and o.problems]
    extracted = [_extracted(o) for o in outcomes if isinstance(o, Extraction)]
    done = {item.article.article_id for item in extracted}
    # An article that extraction failed on keeps its text; it comes without facts.
    bare = [_bare(article) for article in prepared.articles if article.article_id not in done]
    return Batch(
        sources=prepared.sources,
        captures=prepared.captures,
        extracted=[*extracted, *bare],
        rejects=[*prepared.rejects, *rejects],
        links=prepared.links,
        links_done=prepared.links_done,
    )


def _together(batches: Sequence[Batch]) -> Batch:
    """Several batches as one; of sources, links and articles that come again the last counts."""
    if len(batches) == 1:
        return batches[0]
    return Batch(
        sources=list({s.source_id: s for b in batches for s in b.sources}.values()),
        captures=list(chain.from_iterable(b.captures for b in batches)),
        extracted=list({i.article.article_id: i for b in batches for i in b.extracted}.values()),
        rejects=list(chain.from_iterable(b.rejects for b in batches)),
        links=list({link.entry.url: link for b in batches for link in b.links}.values()),
        links_done=list(chain.from_iterable(b.links_done for b in batches)),
    )


def _extracted(outcome: Extraction) -> Extracted:
    article = outcome.article
    return Extracted(article, outcome.facts, input_sha256(article), outcome.seconds, fingerprint(article.text))


def _bare(article: Article) -> Extracted:
    return _extracted(Extraction(article, ArticleFacts(), 0.0))


def _partial(outcome: Extraction) -> Reject:
    article = outcome.article
    detail = f"article {article.article_id} lacks the facts of {'; '.join(outcome.problems)}; report it with its text"
    return Reject("extract", "component_failed", detail, article.url or article.external_id, article.source_id)
