"""Dates of a sentence that do not belong to its number: they end, limit or precede something else."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from spacy.language import Language

from tradenlp.extract.nlp import build_nlp
from tradenlp.extract.state import Context, dates_of, figures_of, set_context


@cache
def pipeline() -> Language:
    return build_nlp(parts=["trade_dates", "trade_figures"])


@pytest.mark.parametrize(
    "sentence",
    [
        "The shield stays until April 2028, with a levy of 12%.",
        "Unless they agree by March 1, Oslo will charge 12%.",
        "The 12% duty on tin was abolished on April 1.",
        "Tin hit a record of $39,000 a tonne, two months after the ban.",
        "Kenya said on Tuesday it would scrap the fee; Togo charges 12%.",
    ],
)
def test_a_date_of_something_else_is_no_period(sentence: str) -> None:
    nlp = pipeline()
    doc = nlp(set_context(nlp.make_doc(sentence), Context(date(2025, 6, 10))))
    assert dates_of(doc)
    assert [figure.period for figure in figures_of(doc)] == [None]


def test_the_time_of_an_entry_of_a_running_report_counts_nothing() -> None:
    assert list(figures_of(pipeline()("22.48 Papers fly everywhere.\n21.55 Officials arrive."))) == []
