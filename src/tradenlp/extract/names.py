"""The stock name recogniser, run only where a name can stand.

Names are the dearest part of the small pipeline, nearly half of it, and news has long runs without any: tables of
results, running prose about "the government" and "exporters". The tagger, which runs anyway, marks proper nouns;
sentences without one but months, weekdays and the words of states and public bodies, which the registry knows, are
left out, and of long sentences what is far from the next one. The recogniser sees four words to each side, so that
each stretch is given with as much of its surroundings, and finds in it what it would have found in the whole text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import accumulate, islice
from typing import Any, cast

from spacy.attrs import NORM, ORTH, SENT_START, SPACY
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span, Token

from tradenlp.extract.actors.registry import registry

PROPER = frozenset(["NNP", "NNPS"])
CALENDAR = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
"""proper nouns that alone are no names of anybody: `Theresa May` has another beside them"""
STATES = frozenset(["country", "bloc"])
BODIES = frozenset(["government_body", "international_organization"])
LONGEST_UNIT = 4
"""letters of a word in small letters that is rather a unit than a name: `cts`, `mln`, `dlrs`"""
SURROUNDINGS = 4
"""tokens to each side: four layers of a window of one (`MaxoutWindowEncoder`, depth 4) see no farther"""
NEAR = 6
"""tokens to each side of a proper noun that are read with it: its surroundings, and two words of a name around it"""
MOSTLY = 0.9
"""share of the tokens from which it is cheaper to read the whole text"""


class Names:
    """Runs `recogniser` on the stretches of a document that may hold names, and sets `doc.ents`."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        self._recogniser = recogniser

    def __call__(self, doc: Doc) -> Doc:
        """The document, names set."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        """The documents in order, names set; raises nothing of its own."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            stretches = [named_stretches(doc) for doc in batch]
            parts = [_part(doc, spans) for doc, spans in zip(batch, stretches, strict=True)]
            for _ in self._recogniser.pipe((part for part in parts if len(part)), batch_size=batch_size):
                pass
            for doc, spans, part in zip(batch, stretches, parts, strict=True):
                if part is not doc:
                    _bring_back(doc, spans, part)
            yield from batch


def named_stretches(doc: Doc) -> list[tuple[int, int]]:
    """The token ranges to read, ascending and apart: what stands near a proper noun."""
    if not doc.has_annotation("SENT_START") or not doc.has_annotation("TAG"):
        return [(0, len(doc))] if len(doc) else []
    wide: list[tuple[int, int]] = []
    for token in filter(_may_be_name, doc):
        start, end = max(0, token.i - NEAR), min(len(doc), token.i + 1 + NEAR)
        if wide and start <= wide[-1][1]:
            wide[-1] = (wide[-1][0], end)
        else:
            wide.append((start, end))
    return wide


def _may_be_name(token: Token) -> bool:
    if token.tag_ not in PROPER or token.lower_ in CALENDAR:
        return False
    return (len(token) > LONGEST_UNIT or not token.is_lower) and token.text not in _known_words()


@cache
def _known_words() -> frozenset[str]:
    """The words in the names of states and public bodies, which the registry finds by itself.

    Not those of cities, about which the events ask the recogniser, nor those that are names of people too.
    """
    return _words_of(STATES) | (_words_of(BODIES) - _words_of({"person"}))


def _words_of(kinds: Collection[str]) -> frozenset[str]:
    entries = (entry for entry in registry().entries.values() if entry.kind in kinds)
    names = (name for e in entries for name in (e.name, *e.aliases, *e.abbreviations, *e.adjectives, *e.generic))
    return frozenset(word for name in names for word in name.split())


def _part(doc: Doc, spans: list[tuple[int, int]]) -> Doc:
    """The stretches as a document of their own; the document itself where they are nearly all of it."""
    if sum(end - start for start, end in spans) > MOSTLY * len(doc):
        return doc
    home = [number for start, end in spans for number in range(start, end)]
    told = doc.to_array([ORTH, SPACY, SENT_START, NORM])[home]
    edges = set(accumulate((end - start for start, end in spans), initial=0))
    part = Doc(
        doc.vocab,
        words=told[:, 0].tolist(),
        spaces=(told[:, 1] == 1).tolist(),
        sent_starts=[number in edges or flag == 1 for number, flag in enumerate(told[:, 2].tolist())],
    )
    # short forms keep the norms that the tokenizer gave them: "’ll" is "will"
    return part.from_array([NORM], cast(Any, told[:, 3:]))


def _bring_back(doc: Doc, spans: list[tuple[int, int]], part: Doc) -> None:
    home = [number for start, end in spans for number in range(start, end)]
    inner = {number for span in spans for number in range(*_inner(doc, *span))}
    found = (Span(doc, home[ent.start], home[ent.end - 1] + 1, label=ent.label) for ent in part.ents)
    doc.set_ents([span for span in found if span.start in inner and span.end - 1 in inner])


def _inner(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The stretch without its surroundings, where a name may have been cut in two."""
    return start and start + SURROUNDINGS, end if end == len(doc) else end - SURROUNDINGS


@Language.factory("trade_names", requires=["token.tag", "token.is_sent_start"], assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> Names:
    """The spaCy component; it takes the pipeline's own `ner`, which is to be disabled."""
    recogniser = nlp.get_pipe("ner")
    assert isinstance(recogniser, EntityRecognizer), "the pipeline's `ner` is an entity recogniser"
    return Names(recogniser)
