"""Status by the build of the sentence, in marked sentences with their decoys."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.marked import Case, parse_case, read_cases
from tests.test_measures import found, satisfies


@pytest.mark.parametrize("case", read_cases("status_told"), ids=lambda c: c.line[:90])
def test_marked_sentence(nlp: Language, case: Case) -> None:
    measures = found(nlp, case)
    for mark in case.marks:
        assert any(satisfies(m, mark) for m in measures), measures


@pytest.mark.parametrize(
    ("text", "effective"),
    [
        ("Peru used the Trade Act from 1971 to impose duties on Ecuadorian shrimp.", None),
        ("Peru has imposed duties on Ecuadorian shrimp from May 2021.", "2021-05"),
    ],
)
def test_a_year_of_a_law_is_no_day_of_the_measure(nlp: Language, text: str, effective: str | None) -> None:
    (measure,) = found(nlp, parse_case(f"[2021-05-20] {text}"))
    assert measure.effective == effective
