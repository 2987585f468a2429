"""Every example and decoy of the measure types, as proofs for the shared lexicon test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import spacy
from spacy.language import Language

from tradenlp.extract.measures.cues import find_cues
from tradenlp.extract.measures.lexicon import ANAPHOR, blocks, measure_types
from tradenlp.extract.measures.treaties import treaties, treaty_named
from tradenlp.lexicon import Proof


@cache
def _tokenizer() -> Language:
    return spacy.blank("en")


def types_in(sentence: str, *, alone: bool = False) -> set[str]:
    """Ids of the measure types that cues name in a sentence; with `alone`, where nothing else is in the article."""
    words = [token.lower_ for token in _tokenizer().make_doc(sentence)]
    cues = [cue for cue in find_cues(words, 0, len(words)) if cue.entry is not ANAPHOR]
    return {c.kind.id for c in cues if not alone or not c.entry.context or set(c.entry.context) & set(words)}


def _names(kind: str, expected: bool) -> Callable[[str], bool]:
    return lambda sentence: kind in types_in(sentence, alone=not expected)


def _is_treaty(name: str) -> Callable[[str], bool]:
    def told(sentence: str) -> bool:
        words = [token.lower_ for token in _tokenizer().make_doc(sentence)]
        return name in {entry.id for entry in treaty_named(words)}

    return told


def proofs() -> Iterator[Proof]:
    """An example must yield its type, a decoy must not; a block's example must yield nothing."""
    for kind in measure_types().values():
        for entry in kind.cues:
            for expected, sentences in ((True, entry.examples), (False, entry.decoys)):
                for sentence in sentences:
                    yield Proof(f"types/{kind.id}.toml", entry.id, sentence, expected, _names(kind.id, expected))
    for block in blocks():
        for sentence in block.examples:
            yield Proof("blocks.toml", block.id, sentence, False, lambda text: bool(types_in(text)))
    for treaty in treaties():
        for sentence in treaty.examples:
            yield Proof("treaties.toml", treaty.id, sentence, True, _is_treaty(treaty.id))
