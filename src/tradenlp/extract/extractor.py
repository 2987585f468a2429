"""From articles to facts in one process: builds the documents, runs the pipeline, collects what it left."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract import state
from tradenlp.extract.nlp import DEFAULT_MODEL, build_nlp, make_doc, process
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


class Extractor:
    """The loaded pipeline; one a process."""

    def __init__(self, model: str = DEFAULT_MODEL, batch_size: int = 16) -> None:
        self._nlp: Language = build_nlp(model)
        self._batch_size = batch_size

    def extract(self, articles: Sequence[Article]) -> Iterator[tuple[ArticleFacts, float]]:
        """Facts of each article and the seconds it took, in order; a batch's time is shared out by length."""
        for first in range(0, len(articles), self._batch_size):
            batch = articles[first : first + self._batch_size]
            started = time.perf_counter()
            facts = [collect(doc) for doc in process(self._nlp, map(self._document, batch), self._batch_size)]
            spent = time.perf_counter() - started
            length = sum(len(article.text) for article in batch) or 1
            yield from ((f, spent * len(a.text) / length) for a, f in zip(batch, facts, strict=True))

    def _document(self, article: Article) -> Doc:
        context = state.Context(published=article.published_on, country=article.country)
        return make_doc(self._nlp, article.title, article.text, context)


@lru_cache(maxsize=1)
def shared_extractor(model: str = DEFAULT_MODEL) -> Extractor:
    """The extractor of this process, loaded at the first call."""
    return Extractor(model)
