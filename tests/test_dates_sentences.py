"""The marked sentences of `cases/dates.txt`, read by the component alone on a blank pipeline."""

from __future__ import annotations

import pytest
import spacy

from tests.marked import Case, Mark, read_cases
from tradenlp.extract.dates.component import make_dates
from tradenlp.extract.state import Context, dates_of, set_context
from tradenlp.facts import DateExpression

NLP = spacy.blank("en")
COMPONENT = make_dates(NLP, "trade_dates")


def found(case: Case) -> list[DateExpression]:
    return list(dates_of(COMPONENT(set_context(NLP.make_doc(case.text), Context(case.published)))))


def shown(fact: DateExpression, mark: Mark) -> tuple[str, str, dict[str, str]]:
    known = {"value": fact.value, "start": fact.start_date, "end": fact.end_date, "mod": fact.modifier}
    return fact.type, without_article(fact.text), {name: str(known[name] or "none") for name in mark.attributes}


def without_article(text: str) -> str:
    return text.removeprefix("the ").removeprefix("The ")


@pytest.mark.parametrize("case", read_cases("dates"), ids=lambda case: case.line)
def test_sentence(case: Case) -> None:
    facts = found(case)
    assert [without_article(fact.text) for fact in facts] == [without_article(mark.text) for mark in case.marks]
    expected = [(mark.kind, without_article(mark.text), mark.attributes) for mark in case.marks]
    assert [shown(fact, mark) for fact, mark in zip(facts, case.marks, strict=True)] == expected
