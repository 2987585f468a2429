"""Status in marked sentences: every status in several constructions, and how stages combine over an article."""

from __future__ import annotations

from collections import Counter

import pytest
from spacy.language import Language

from tests.marked import Case, read_cases
from tests.test_measures import found, satisfies
from tradenlp.extract.measures.acts import furthest

CASES = read_cases("status")
STATUSES = (
    "threatened",
    "proposed",
    "investigating",
    "announced",
    "in_force",
    "extended",
    "suspended",
    "eased",
    "removed",
    "ruled_out",
)


@pytest.mark.parametrize("case", CASES, ids=[c.line[:90] for c in CASES])
def test_marked_sentence(nlp: Language, case: Case) -> None:
    measures = found(nlp, case)
    for mark in case.marks:
        assert any(satisfies(m, mark) for m in measures), measures


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_eight_sentences(status: str) -> None:
    counts = Counter(mark.attributes["status"] for case in CASES for mark in case.marks)
    assert counts[status] >= 8


def test_furthest_stage_wins() -> None:
    assert furthest([("threatened", True), ("in_force", True), ("announced", True)]) == "in_force"


def test_a_certain_reading_beats_what_a_mention_usually_means() -> None:
    assert furthest([("in_force", False), ("threatened", True)]) == "threatened"


def test_ruled_out_where_nothing_else_is_told() -> None:
    assert furthest([("ruled_out", True), ("in_force", False)]) == "ruled_out"
