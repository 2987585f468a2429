"""Every example and decoy of the status lexicon, as proofs for the shared lexicon test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import spacy
from spacy.language import Language

from tradenlp.extract.notation import Phrasebook
from tradenlp.extract.status.lexicon import StatusEntry, entries
from tradenlp.lexicon import Proof


@cache
def _tokenizer() -> Language:
    return spacy.blank("en")


@cache
def _book(entry: StatusEntry) -> Phrasebook[str]:
    return Phrasebook([(phrase, entry.id) for phrase in entry.phrases], {})


def _found(entry: StatusEntry) -> Callable[[str], bool]:
    def found(sentence: str) -> bool:
        words = [token.lower_ for token in _tokenizer().make_doc(sentence)]
        return any(_book(entry).within(words, 0, len(words)))

    return found


def proofs() -> Iterator[Proof]:
    """An example must hold a phrase of its entry, a decoy must not."""
    for entry in entries():
        for expected, sentences in ((True, entry.examples), (False, entry.decoys)):
            for sentence in sentences:
                yield Proof("status.toml", entry.id, sentence, expected, _found(entry))
