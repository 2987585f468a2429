"""The component `trade_dates` as a spaCy user meets it: alone, on a blank pipeline."""

from __future__ import annotations

from datetime import date

import pytest
import spacy

from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, dates_of

TITLE = "Duties on steel rise Friday"
BODY = "The duty will double on Friday, the ministry said on Monday. It has now been paid for several years."
PUBLISHED = date(2025, 10, 14)


def test_it_works_alone_and_reads_the_day_of_publication() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("trade_dates")
    doc = nlp(make_doc(nlp, TITLE, BODY, Context(PUBLISHED)))
    found = [(fact.text, fact.start_date) for fact in dates_of(doc)]
    assert found[1:] == [("Friday", date(2025, 10, 17)), ("Monday", date(2025, 10, 13))]
    assert found[0][0] == "Friday"
    assert [(span.text, span.label_) for span in doc.spans["dates"]] == [
        ("Friday", "date"),
        ("Friday", "date"),
        ("Monday", "date"),
    ]


def test_vague_adds_what_only_timeml_marks() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("trade_dates", config={"vague": True})
    doc = nlp(make_doc(nlp, None, BODY, Context(PUBLISHED)))
    values = {fact.text: (fact.type, fact.value) for fact in dates_of(doc)}
    assert values["now"] == ("date", "PRESENT_REF")
    assert values["several years"] == ("duration", "PXY")
    assert values["Monday"] == ("date", "2025-10-13")


def test_an_expression_does_not_run_from_the_title_into_the_body() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("trade_dates")
    doc = nlp(make_doc(nlp, "Steel duties in May", "2024 was a bad year.", Context(PUBLISHED)))
    assert [fact.text for fact in dates_of(doc)] == ["May", "2024"]


def test_a_text_without_dates_leaves_none() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("trade_dates")
    assert dates_of(nlp("")) == ()
    assert dates_of(nlp("Nothing of the kind.")) == ()


@pytest.mark.parametrize(
    ("title", "body", "value"),
    [
        ("U.S. TO SET JUICE DUTIES MONDAY", "The panel met.", "1987-03-30"),
        ("Senate panel to vote on tariff bill Tuesday", "The panel met.", "1987-03-31"),
        ("EC TO DECIDE ON LEVY IN FEBRUARY", "The panel met.", "1988-02"),
        ("TIN FALLS TO FIVE DLRS MONDAY", "The panel met.", "1987-03-23"),
        ("ENVOY FLIES TO LIMA MONDAY", "The panel met.", "1987-03-23"),
        ("TIN PRICES SINK TO LOWS MONDAY", "The panel met.", "1987-03-23"),
        ("JUICE DUTIES MONDAY", "The agency will set the duties on Monday.", "1987-03-30"),
        ("BAKER WARNED JAPAN MONDAY", "The agency will set the duties on Monday.", "1987-03-23"),
    ],
)
def test_a_day_of_the_headline_is_that_of_its_plan_or_of_the_story(title: str, body: str, value: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("trade_dates")
    doc = nlp(make_doc(nlp, title, body, Context(date(1987, 3, 25))))
    assert dates_of(doc)[0].value == value
