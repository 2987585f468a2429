"""Every example and decoy of the room's lexicons, as questions that a test can ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from tradenlp.extract.dates.cues import direction
from tradenlp.extract.dates.lexing import lex
from tradenlp.extract.dates.read import read
from tradenlp.extract.dates.schedules import plans
from tradenlp.extract.dates.tenses import FUTURE, OPEN, PAST, Cue, cues
from tradenlp.extract.dates.vocabulary import Entry, entries
from tradenlp.extract.state import Context
from tradenlp.lexicon import Proof

DAY = Context(date(2025, 10, 14))


def proofs() -> Iterator[Proof]:
    """One proof for every example and decoy."""
    for lexicon, group in entries().items():
        for entry in group:
            yield from _of_entry(f"dates/{lexicon}", entry)
    for cue in cues():
        yield from (Proof("dates/cues", cue.id, sentence, True, _points(cue)) for sentence in cue.examples)
    for plan in plans():
        yield from (Proof("dates/schedules", plan.id, sentence, True, _lies_ahead) for sentence in plan.examples)
        yield from (Proof("dates/schedules", plan.id, sentence, False, _lies_ahead) for sentence in plan.decoys)


def _of_entry(lexicon: str, entry: Entry) -> Iterator[Proof]:
    found = _stands_in_expression(entry)
    yield from (Proof(lexicon, entry.id, sentence, True, found) for sentence in entry.examples)
    yield from (Proof(lexicon, entry.id, sentence, False, found) for sentence in entry.decoys)


def _stands_in_expression(entry: Entry) -> Callable[[str], bool]:
    """Whether one of the entry's words stands within a temporal expression that is found."""
    spellings = sorted((*entry.words, *entry.abbreviations), key=len, reverse=True)
    word = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)", re.IGNORECASE)

    def found(sentence: str) -> bool:
        tokens, readings = read(sentence, DAY)
        extents = [(tokens.items[one.first].start, tokens.items[one.last - 1].end) for one in readings]
        return any(a <= m.start() and m.end() <= b for m in word.finditer(sentence) for a, b in extents)

    return found


def _lies_ahead(sentence: str) -> bool:
    """Whether the one date of a sentence is taken to be one to come."""
    (one,) = read(sentence, DAY)[1]
    return one.anchor.direction >= FUTURE


def _points(cue: Cue) -> Callable[[str], bool]:
    """Whether the weekday at the end of a sentence is taken to lie where the cue says."""

    def found(sentence: str) -> bool:
        tokens = lex(sentence)
        at = next(n for n, token in enumerate(tokens.items) if token.word and token.word.kind == "Weekday")
        pointed = direction(tokens, at, at + 1)
        return (FUTURE if pointed > OPEN else PAST if pointed < OPEN else OPEN) == cue.direction

    return found
