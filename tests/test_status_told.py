"""Status by the build of the sentence, in marked sentences with their decoys."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.marked import Case, read_cases
from tests.test_measures import found, satisfies


@pytest.mark.parametrize("case", read_cases("status_told"), ids=lambda c: c.line[:90])
def test_marked_sentence(nlp: Language, case: Case) -> None:
    measures = found(nlp, case)
    for mark in case.marks:
        assert any(satisfies(m, mark) for m in measures), measures
