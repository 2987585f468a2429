"""From articles to facts in one process: builds the documents, runs the pipeline, collects what it left."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract import state
from tradenlp.extract.nlp import DEFAULT_MODEL, TRADE_PARTS, build_nlp, make_doc
from tradenlp.facts import ArticleFacts
from tradenlp.records import Article


def collect(doc: Doc) -> ArticleFacts:
    """Everything that the components left on a processed document."""
    return ArticleFacts(
        actors=tuple(state.actor_table_of(doc).values()),
        actor_mentions=state.actor_mentions_of(doc),
        dates=state.dates_of(doc),
        figures=state.figures_of(doc),
        goods=state.goods_of(doc),
        measures=state.measures_of(doc),
        events=state.events_of(doc),
        statements=state.statements_of(doc),
        sentence_starts=tuple(sent.start_char for sent in doc.sents) if len(doc) else (0,),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What one article gave, the seconds it took, and the components that failed on it, each with its error."""

    facts: ArticleFacts
    seconds: float
    problems: tuple[str, ...] = ()


class Extractor:
    """The loaded pipeline; one a process."""

    def __init__(self, model: str = DEFAULT_MODEL, batch_size: int = 16) -> None:
        self._nlp: Language = build_nlp(model)
        self._trade = [(name, part) for name, part in self._nlp.pipeline if name in TRADE_PARTS]
        self._batch_size = batch_size

    def extract(self, articles: Sequence[Article]) -> Iterator[Found]:
        """What each article gives, in order; the time of a batch is shared out by length.

        A trade component that raises costs the article the facts of that component and no others.
        """
        for first in range(0, len(articles), self._batch_size):
            batch = articles[first : first + self._batch_size]
            started = time.perf_counter()
            with self._nlp.select_pipes(disable=[name for name, _ in self._trade]):
                parsed = list(self._nlp.pipe(map(self._document, batch), batch_size=self._batch_size))
            problems = [self._run_trade_parts(doc) for doc in parsed]
            facts = [collect(doc) for doc in parsed]
            spent = time.perf_counter() - started
            length = sum(len(article.text) for article in batch) or 1
            for article, found, failed in zip(batch, facts, problems, strict=True):
                yield Found(found, spent * len(article.text) / length, failed)

    def _run_trade_parts(self, doc: Doc) -> tuple[str, ...]:
        problems = []
        for name, part in self._trade:
            try:
                part(doc)
            except Exception as error:
                problems.append(f"{name}: {type(error).__name__}: {error}")
        return tuple(problems)

    def _document(self, article: Article) -> Doc:
        context = state.Context(published=article.published_on, country=article.country)
        return make_doc(self._nlp, article.title, article.text, context)


@lru_cache(maxsize=1)
def shared_extractor(model: str) -> Extractor:
    """The extractor of this process, loaded at the first call."""
    return Extractor(model)
