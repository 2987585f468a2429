"""Every example and decoy of the lexicons of this room, with the question that decides it."""

from __future__ import annotations

from collections.abc import Iterator

import spacy

from tradenlp.extract.statements.candidates import Mentions, candidates
from tradenlp.extract.statements.clauses import SentenceReading
from tradenlp.extract.statements.cues import ROOM, SayingVerb, SpeakerNoun, speaker_nouns, verb_forms
from tradenlp.extract.statements.marks import find_quotations
from tradenlp.extract.statements.paragraphs import paragraphs
from tradenlp.extract.statements.sentences import all_sentences
from tradenlp.extract.statements.words import Words
from tradenlp.lexicon import Proof, read_entries

_BLANK = spacy.blank("en")


def proofs() -> Iterator[Proof]:
    """One proof per example and decoy."""
    for verb in read_entries(ROOM / "saying.toml", SayingVerb):
        for expected, sentences in ((True, verb.examples), (False, verb.decoys)):
            for sentence in sentences:
                yield Proof("statements/saying.toml", verb.id, sentence, expected, Introduces(verb))
    for noun in read_entries(ROOM / "people.toml", SpeakerNoun):
        for expected, sentences in ((True, noun.examples), (False, noun.decoys)):
            for sentence in sentences:
                yield Proof("statements/people.toml", noun.id, sentence, expected, Describes(noun))


class Introduces:
    """Whether the verb introduces a quotation of the sentence."""

    def __init__(self, verb: SayingVerb) -> None:
        self._forms = set(verb_forms(verb))

    def __call__(self, sentence: str) -> bool:
        """Whether it does in this sentence."""
        extents = paragraphs(sentence)
        quotations = find_quotations(sentence, extents)
        for found in all_sentences(sentence, extents, quotations):
            reading = SentenceReading(found, Words(_BLANK(sentence)), Mentions((), {}))
            clauses = [reading.clause(q, sentence) for q in found.quotations]
            if any(c is not None and c.verb is not None and c.verb.lower in self._forms for c in clauses):
                return True
        return False


class Describes:
    """Whether the noun is found as somebody who may speak."""

    def __init__(self, noun: SpeakerNoun) -> None:
        self._forms = {noun.id, *noun.forms}

    def __call__(self, sentence: str) -> bool:
        """Whether it is in this sentence."""
        words = Words(_BLANK(sentence)).between(0, len(sentence))
        return any(c.head in self._forms and c.head in speaker_nouns() for c in candidates(words, Mentions((), {})))
