"""The words that name a measure: which type a sentence's cues tell, whatever else it says."""

from __future__ import annotations

from collections import Counter

import pytest
import spacy
from spacy.language import Language

from tests.marked import Case, read_cases
from tradenlp.extract.measures.cues import Cue, find_cues
from tradenlp.extract.measures.echoes import Echo, echoes
from tradenlp.extract.measures.flows import FlowEntry, entries
from tradenlp.extract.measures.frames import frames
from tradenlp.extract.measures.incentives import PAID
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.mentions import read_mentions
from tradenlp.extract.measures.open_words import KEPT_OUT
from tradenlp.extract.measures.remedies import HARMED
from tradenlp.extract.measures.stand_ins import STAND_IN
from tradenlp.extract.view import view_of

CASES = read_cases("measures_cues")
TOKENIZER = spacy.blank("en")
ENOUGH = 10


def named(case: Case) -> list[tuple[Cue, int, int]]:
    """Every cue of the sentence with its extent in code points."""
    doc = TOKENIZER.make_doc(case.text)
    cues = find_cues([token.lower_ for token in doc], 0, len(doc))
    return [(c, doc[c.start].idx, doc[c.end - 1].idx + len(doc[c.end - 1])) for c in cues]


def conditional(cue: Cue) -> bool:
    """Whether the cue says something only in a fitting clause or article and so nothing for certain here."""
    entry = cue.entry
    return bool(entry.needs or entry.context or entry.follows or entry.weak_alone)


@pytest.mark.parametrize("case", CASES, ids=[c.line[:90] for c in CASES])
def test_sentence_names_its_types_and_no_other(case: Case) -> None:
    wanted = {mark.attributes["type"] for mark in case.marks}
    found = [(cue, start, end) for cue, start, end in named(case) if cue.kind.id in wanted or not conditional(cue)]
    assert {cue.kind.id for cue, _, _ in found} == wanted
    for cue, start, end in found:
        marks = [mark for mark in case.marks if mark.attributes["type"] == cue.kind.id]
        assert conditional(cue) or any(mark.start < end and start < mark.end for mark in marks)


@pytest.mark.parametrize("kind", sorted(measure_types()))
def test_every_type_is_named_in_many_ways(kind: str) -> None:
    sentences = Counter(kind for case in CASES for kind in {mark.attributes["type"] for mark in case.marks})
    assert sentences[kind] >= ENOUGH


def kinds_read(nlp: Language, sentence: str) -> set[str]:
    """Types of the measures that a sentence tells, syntax and all."""
    return {mention.kind for mention in read_mentions(view_of(nlp(sentence)))}


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_acts_on_a_flow_are_read_and_others_are_not(nlp: Language, entry: FlowEntry) -> None:
    assert all(kinds_read(nlp, sentence) for sentence in entry.examples)
    assert not any(kinds_read(nlp, sentence) for sentence in entry.decoys)


def echoed(nlp: Language, sentences: str) -> bool:
    """Whether some measure is told only by what was named before."""
    return any(mention.cue.entry.id.startswith("echo") for mention in read_mentions(view_of(nlp(sentences))))


@pytest.mark.parametrize("echo", echoes(), ids=lambda echo: echo.id)
def test_what_was_named_is_heard_again(nlp: Language, echo: Echo) -> None:
    assert all(echoed(nlp, sentences) for sentences in echo.examples)
    assert not any(echoed(nlp, sentences) for sentences in echo.decoys)


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru raised duties on cars to 20 percent and those on shoes to 12 percent.",
        "Chile set a duty on maize, and that on rice was scrapped.",
        "American tariffs on cheese were lifted in May. The European ones on motorcycles stay in place.",
    ],
)
def test_a_pronoun_may_stand_for_a_measure(nlp: Language, sentence: str) -> None:
    assert STAND_IN in [mention.cue.entry for mention in read_mentions(view_of(nlp(sentence)))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya banned imports of maize from Uganda, where prices are lower than those in Nairobi.",
        "Peru said the tariff was legal and that on Friday it would double the levy.",
        "Ottawa keeps its duties on steel, and those who buy cars pay more.",
        "Chile charges firms from Peru a duty and takes none from those from Brazil.",
        "Peru laid duties on lorries. The electric ones cost more now.",
        "Brussels taxed imported cars by new tariffs on vans, and those from Japan became dear.",
        "The tariffs of Canada weigh on many people, above all those on small pensions.",
    ],
)
def test_other_pronouns_stand_for_none(nlp: Language, sentence: str) -> None:
    assert STAND_IN not in [mention.cue.entry for mention in read_mentions(view_of(nlp(sentence)))]


def test_entries_that_rules_call_by_their_ids_exist() -> None:
    known = {entry.id for kind in measure_types().values() for entry in kind.cues}
    assert known >= PAID
    assert {f"frame: {frame.id}" for frame in frames()} >= {KEPT_OUT, HARMED}
