"""Extraction in several processes, in order, with a time limit and without losing a batch to one bad article."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
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
    problems: tuple[str, ...] = ()
    """components that failed on it, each with its error; their facts are missing"""


Outcome = Extraction | Reject


@dataclass(frozen=True, slots=True)
class Pending:
    """A batch under way; without a future it is extracted when it is collected."""

    batch: Sequence[Article]
    executor: ProcessPoolExecutor | None
    future: Future[list[Extraction]] | None


def extract_articles(model: str, articles: Sequence[Article]) -> list[Extraction]:
    """Facts of articles in this process. Raises what tagger, parser or recogniser raise on hostile text."""
    found = shared_extractor(model).extract(articles)
    return [Extraction(a, f.facts, f.seconds, f.problems) for a, f in zip(articles, found, strict=True)]


class ExtractionPool:
    """Extracts batches in `workers` processes; with one worker in this process, without a time limit.

    A batch that fails, kills its process or takes longer than `timeout` seconds is run again article by article,
    each with the same limit; what still fails becomes a Reject of stage `extract`. Safe to use from threads.
    """

    def __init__(self, model: str = DEFAULT_MODEL, workers: int = 1, timeout: float = 300.0) -> None:
        self._model, self._workers, self._timeout = model, max(1, workers), timeout
        self._executor: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> ExtractionPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop(self._executor)

    @property
    def window(self) -> int:
        """How many batches are worth having under way at once."""
        return 2 * self._workers if self._workers > 1 else 1

    def submit(self, batch: Sequence[Article]) -> Pending:
        """Begin with a batch; `collect` waits for it."""
        if self._workers == 1 or not batch:
            return Pending(batch, None, None)
        with self._lock:
            if self._executor is None:
                self._executor = ProcessPoolExecutor(self._workers, multiprocessing.get_context("spawn"))
            executor = self._executor
            try:
                return Pending(batch, executor, executor.submit(extract_articles, self._model, list(batch)))
            except (BrokenProcessPool, RuntimeError) as error:  # broken, or stopped because of another batch
                failed: Future[list[Extraction]] = Future()
                failed.set_exception(error)
                return Pending(batch, executor, failed)

    def collect(self, pending: Pending) -> list[Outcome]:
        """The outcomes of a batch, in the order of its articles."""
        if pending.future is None:
            return self._here(pending.batch)
        try:
            return list(self._wait(pending))
        except Exception:
            return [self._alone(article) for article in pending.batch]

    def _wait(self, pending: Pending) -> list[Extraction]:
        """The result of a batch; a stuck or dead worker takes its whole pool with it."""
        assert pending.future is not None
        try:
            return pending.future.result(self._timeout)
        except (TimeoutError, CancelledError, BrokenProcessPool):
            self._stop(pending.executor)
            raise

    def _here(self, batch: Sequence[Article]) -> list[Outcome]:
        with self._lock:
            try:
                return list(extract_articles(self._model, batch))
            except Exception:
                return [self._alone_here(article) for article in batch]

    def _alone_here(self, article: Article) -> Outcome:
        try:
            return extract_articles(self._model, [article])[0]
        except Exception as error:
            return _reject(article, "crash", f"{type(error).__name__}: {error}")

    def _alone(self, article: Article) -> Outcome:
        pending = self.submit([article])
        try:
            return self._wait(pending)[0]
        except TimeoutError:
            return _reject(article, "timeout", f"extraction took longer than {self._timeout:g} s")
        except Exception as error:
            return _reject(article, "crash", f"{type(error).__name__}: {error}")

    def _stop(self, executor: ProcessPoolExecutor | None) -> None:
        """Kill a pool's processes, unless another thread already has."""
        with self._lock:
            if executor is None or executor is not self._executor:
                return
            self._executor = None
        # shutdown() alone would wait for a stuck worker for ever; there is no public call before Python 3.14.
        processes = list((getattr(executor, "_processes", None) or {}).values())
        executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()


def _reject(article: Article, reason: str, detail: str) -> Reject:
    hint = f"article {article.article_id} is stored without facts; report it with its text ({detail})"
    return Reject("extract", reason, hint, article.url or article.external_id, article.source_id)
