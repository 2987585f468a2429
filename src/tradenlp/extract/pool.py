"""Extraction in several processes, in order, with a time limit and without losing a batch to one bad article."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType

from tradenlp.extract.extractor import shared_extractor
from tradenlp.extract.nlp import DEFAULT_MODEL
from tradenlp.facts import ArticleFacts
from tradenlp.records import Article, Reject


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article gave."""

    article: Article
    facts: ArticleFacts
    seconds: float


Outcome = Extraction | Reject


def extract_articles(model: str, articles: Sequence[Article]) -> list[Extraction]:
    """Facts of articles in this process. Raises whatever a component raises on hostile text."""
    found = shared_extractor(model).extract(articles)
    return [Extraction(article, facts, seconds) for article, (facts, seconds) in zip(articles, found, strict=True)]


class ExtractionPool:
    """Runs batches in `workers` processes; with one worker in this process, without a time limit.

    A batch that fails, kills its process or takes longer than `timeout` seconds is run again article by article,
    each with the same limit; what still fails becomes a Reject of stage `extract`.
    """

    def __init__(self, model: str = DEFAULT_MODEL, workers: int = 1, timeout: float = 300.0) -> None:
        self._model, self._workers, self._timeout = model, max(1, workers), timeout
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> ExtractionPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def run(self, batches: Iterable[Sequence[Article]]) -> Iterator[list[Outcome]]:
        """The outcomes of every batch, in order; at most two batches a worker are under way."""
        if self._workers == 1:
            yield from (self._here(batch) for batch in batches)
            return
        under_way: deque[tuple[Sequence[Article], Future[list[Extraction]]]] = deque()
        for batch in batches:
            under_way.append((batch, self._submit(batch)))
            if len(under_way) >= 2 * self._workers:
                yield self._collect(*under_way.popleft())
        while under_way:
            yield self._collect(*under_way.popleft())

    def _here(self, batch: Sequence[Article]) -> list[Outcome]:
        try:
            return list(extract_articles(self._model, batch))
        except Exception:
            return [self._alone_here(article) for article in batch]

    def _alone_here(self, article: Article) -> Outcome:
        try:
            return extract_articles(self._model, [article])[0]
        except Exception as error:
            return _reject(article, "crash", f"{type(error).__name__}: {error}")

    def _submit(self, batch: Sequence[Article]) -> Future[list[Extraction]]:
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self._workers, mp_context=context)
        try:
            return self._executor.submit(extract_articles, self._model, list(batch))
        except BrokenProcessPool as error:
            failed: Future[list[Extraction]] = Future()
            failed.set_exception(error)
            return failed

    def _collect(self, batch: Sequence[Article], future: Future[list[Extraction]]) -> list[Outcome]:
        try:
            return list(future.result(self._timeout))
        except Exception:
            # A stuck or dead worker takes its whole pool with it; the batches behind it come here in turn.
            self._stop()
            return [self._alone(article) for article in batch]

    def _alone(self, article: Article) -> Outcome:
        try:
            return self._submit([article]).result(self._timeout)[0]
        except TimeoutError:
            self._stop()
            return _reject(article, "timeout", f"extraction took longer than {self._timeout:g} s")
        except Exception as error:
            self._stop()
            return _reject(article, "crash", f"{type(error).__name__}: {error}")

    def _stop(self) -> None:
        if self._executor is None:
            return
        # shutdown() alone would wait for a stuck worker for ever; there is no public call before Python 3.14.
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
        self._executor = None


def _reject(article: Article, reason: str, detail: str) -> Reject:
    hint = f"article {article.article_id} is stored without facts; report it with its text ({detail})"
    return Reject("extract", reason, hint, article.url or article.external_id, article.source_id)
