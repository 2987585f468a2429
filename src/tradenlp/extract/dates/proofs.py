"""Every example and decoy of the room's lexicons, as questions that a test can ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial

from spacy.language import Language

from tradenlp.extract.dates.cues import direction
from tradenlp.extract.dates.facts import date_facts
from tradenlp.extract.dates.governed import is_fixed, presents
from tradenlp.extract.dates.lexing import lex
from tradenlp.extract.dates.read import read
from tradenlp.extract.dates.schedules import plans
from tradenlp.extract.dates.tenses import FUTURE, OPEN, PAST, Cue, cues
from tradenlp.extract.dates.timex import timex_facts
from tradenlp.extract.dates.vocabulary import Company, Entry, companies, entries, modifiers
from tradenlp.extract.nlp import build_nlp
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
    for company in companies().values():
        yield from _of_company(company)
    for one in modifiers():
        yield from (Proof("dates/modifiers", one.id, text, True, _qualifies(one.id)) for text in one.examples)
        yield from (Proof("dates/modifiers", one.id, text, False, _qualifies(one.id)) for text in one.decoys)
    for present in presents():
        yield from (Proof("dates/present", present.id, text, False, _is_fixed) for text in present.examples)
        yield from (Proof("dates/present", present.id, text, True, _is_fixed) for text in present.decoys)
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


_BRACKET = re.compile(r"\[([^\]|]+)(?:\|([^\]]+))?\]")


def _of_company(one: Company) -> Iterator[Proof]:
    """Examples of words that keep company: the dates in brackets are found in the sentence, and no others."""
    for example in one.examples:
        sentence = _BRACKET.sub(r"\1", example)
        yield Proof("dates/contexts", one.id, sentence, True, _as_bracketed(one, example))
    yield from (Proof("dates/contexts", one.id, decoy, False, _has_date) for decoy in one.decoys)


def _as_bracketed(one: Company, example: str) -> Callable[[str], bool]:
    marks = _BRACKET.findall(example)

    def found(sentence: str) -> bool:
        facts = timex_facts(sentence, DAY) if one.vague else date_facts(sentence, DAY)
        named = any(token.text in one.words for token in lex(sentence).items)
        alike = all(
            text == fact.text and value in ("", fact.value, f"{fact.type} {fact.value}")
            for (text, value), fact in zip(marks, facts, strict=False)
        )
        return named and alike and len(marks) == len(facts)

    return found


def _has_date(sentence: str) -> bool:
    return bool(date_facts(sentence, DAY))


def _qualifies(name: str) -> Callable[[str], bool]:
    """Whether a date of the sentence carries a modifier."""
    return lambda sentence: any(fact.modifier == name for fact in date_facts(sentence, DAY))


def _lies_ahead(sentence: str) -> bool:
    """Whether the one date of a sentence is taken to be one to come."""
    (one,) = read(sentence, DAY)[1]
    return one.anchor.direction >= FUTURE


@cache
def _parser() -> Language:
    return build_nlp(parts=())


def _is_fixed(sentence: str) -> bool:
    """Whether the one date of a sentence is taken to be one to come by its parse."""
    (one,) = date_facts(sentence, DAY, partial(is_fixed, _parser()(sentence)))
    return one.start_date is not None and DAY.published is not None and one.start_date > DAY.published


def _points(cue: Cue) -> Callable[[str], bool]:
    """Whether the weekday at the end of a sentence is taken to lie where the cue says."""

    def found(sentence: str) -> bool:
        tokens = lex(sentence)
        at = next(n for n, token in enumerate(tokens.items) if token.word and token.word.kind == "Weekday")
        pointed = direction(tokens, at, at + 1)
        return (FUTURE if pointed > OPEN else PAST if pointed < OPEN else OPEN) == cue.direction

    return found
