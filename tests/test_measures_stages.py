"""How far a measure has got where no phrase names it and a verb tells what became of it."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from tradenlp.extract.measures.act_days import lies_ahead, lies_behind
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, measures_of

WEDNESDAY = date(2025, 6, 11)


@pytest.mark.parametrize("value", ["2025-06-12", "2025-W25", "2025-07", "2025-Q3", "2026"])
def test_what_begins_after_the_day_lies_ahead(value: str) -> None:
    assert lies_ahead(value, WEDNESDAY)
    assert not lies_behind(value, WEDNESDAY)


@pytest.mark.parametrize("value", ["2025-06-10", "2025-W23", "2025-05", "2025-Q1", "2024"])
def test_what_ended_before_it_lies_behind(value: str) -> None:
    assert lies_behind(value, WEDNESDAY)
    assert not lies_ahead(value, WEDNESDAY)


@pytest.mark.parametrize("value", ["2025-06-11", "2025-W24", "2025-06", "2025-Q2", "2025", "2025-SU"])
def test_what_holds_the_day_does_neither(value: str) -> None:
    assert not lies_ahead(value, WEDNESDAY)
    assert not lies_behind(value, WEDNESDAY)


HEADLINES = [
    ("Peru Lifts Ban On Chilean Wine", "removed"),
    ("Peru Delays Tariffs On Chilean Wine", "suspended"),
    ("Peru's Tariffs On Chilean Wine", "in_force"),
]


@pytest.mark.parametrize(("title", "status"), HEADLINES, ids=[title for title, _ in HEADLINES])
def test_a_verb_with_a_capital_in_a_title_tells_the_stage(nlp: Language, title: str, status: str) -> None:
    doc = nlp(make_doc(nlp, title, "Growers met in Lima.", Context(published=WEDNESDAY)))
    assert [measure.status for measure in measures_of(doc)] == [status]


LIFTED = [
    ("Kenya will lift its ban on exports of tea on June 20.", "removed"),
    ("Kenya's ban on exports of tea runs until June 20, when it expires.", "in_force"),
]


@pytest.mark.parametrize(("text", "status"), LIFTED, ids=[text for text, _ in LIFTED])
def test_what_is_called_off_is_over_and_what_runs_out_is_not(nlp: Language, text: str, status: str) -> None:
    doc = nlp(make_doc(nlp, None, text, Context(published=WEDNESDAY)))
    assert [measure.status for measure in measures_of(doc)] == [status]
