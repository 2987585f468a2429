"""The days and the law of a measure: decided, applied, put off; the law of a package."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.marked import parse_case
from tests.test_measures import found

# An act told as news is of the day that its article tells; one that names no day may report an act of any day.
DECIDED = [
    ("Lima slapped a 10% tariff on Thai rice on Tuesday.", "2025-06-03", None),
    ("Lima slapped a 10% tariff on Thai rice on Tuesday. The tariff applies from July 1.", "2025-06-03", "2025-07-01"),
    ("Ottawa said on Monday it would put a 12% tariff on Polish glass.", "2025-06-02", None),
    ("In March 2021 Peru imposed duties on Ecuadorian shrimp.", None, "2021-03"),
    ("Delhi has put off its export tax on onions until July 1.", None, "2025-07-01"),
    ("Seoul imposed a tariff on Danish pork under a 1962 trade law.", None, None),
    ("Seoul imposed a tariff on Danish pork. The ministry was closed on Tuesday.", "2025-06-03", None),
]
LAWS = [
    (
        "Section 301 lets Washington answer unfair trade. It used it to put a tariff of 20% on Turkish rugs.",
        "Section 301",
    ),
    ("Washington put a tariff of 20% on Turkish rugs. The weather in Ankara was fine.", None),
]


@pytest.mark.parametrize(("text", "announced", "effective"), DECIDED, ids=[text for text, _, _ in DECIDED])
def test_day_of_decision_and_day_of_force(
    nlp: Language, text: str, announced: str | None, effective: str | None
) -> None:
    (measure,) = found(nlp, parse_case(f"[2025-06-04] {text}"))
    assert (measure.announced, measure.effective) == (announced, effective)


@pytest.mark.parametrize(("text", "law"), LAWS, ids=[text for text, _ in LAWS])
def test_a_law_told_just_before(nlp: Language, text: str, law: str | None) -> None:
    assert {m.instrument for m in found(nlp, parse_case(f"[2025-06-04] {text}")) if m.rate == 20} == {law}


def test_a_case_is_opened_on_a_day_and_not_in_force(nlp: Language) -> None:
    (case,) = found(nlp, parse_case("[2025-06-04] Jakarta took the European Union to the WTO on Monday over nickel."))
    assert (case.status, case.announced, case.effective) == ("investigating", "2025-06-02", None)


def test_a_proposal_for_a_day_is_still_a_proposal(nlp: Language) -> None:
    (wanted,) = found(nlp, parse_case("[2025-06-04] Poland wants a digital tax of 3% from 2027."))
    (planned,) = found(nlp, parse_case("[2025-06-04] Poland plans to impose a digital tax of 3% from 2027."))
    assert (wanted.status, planned.status) == ("proposed", "announced")
