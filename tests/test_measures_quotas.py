"""Who lets in and who sends under a quota, leave to import and ways in, in marked sentences."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.marked import Case, read_cases
from tests.test_measures import found, satisfies

CASES = read_cases("measures_quotas")


@pytest.mark.parametrize("case", CASES, ids=[c.line[:90] for c in CASES])
def test_marked_sentence(nlp: Language, case: Case) -> None:
    measures = found(nlp, case)
    if not case.marks:
        assert not measures
    for mark in case.marks:
        assert any(satisfies(m, mark) for m in measures), measures
