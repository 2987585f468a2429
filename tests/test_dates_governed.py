"""A weekday that the plain present governs lies ahead; one that it only stands near does not."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from tradenlp.extract.nlp import build_nlp, make_doc
from tradenlp.extract.state import Context, dates_of

WEDNESDAY = Context(date(2025, 10, 15))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_nlp(parts=("trade_dates",))


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The envoy flies to Ottawa on Friday for a last round.", date(2025, 10, 17)),
        ("The surcharges, ordered last month, take effect Friday.", date(2025, 10, 17)),
        ("Senators vote on the waiver on Thursday.", date(2025, 10, 16)),
        ("The envoy, who flew in on Monday, sees the premier on Tuesday.", date(2025, 10, 13)),
        ("Steel shares fall on Tuesday as the levy bites.", date(2025, 10, 14)),
        ("The pact signed on Monday gives growers relief.", date(2025, 10, 13)),
        ("The waiver comes after a row over quotas on Monday.", date(2025, 10, 13)),
        ("The waiver comes into force on Monday.", date(2025, 10, 20)),
        ("Growers plan to drive tractors to Quito on Tuesday.", date(2025, 10, 21)),
        ("Prices seem to have fallen on Tuesday.", date(2025, 10, 14)),
        ("The paper does not say on Friday the levy was void.", date(2025, 10, 10)),
    ],
)
def test_the_first_weekday_looks_where_its_verb_says(nlp: Language, sentence: str, day: date) -> None:
    doc = nlp(make_doc(nlp, None, sentence, WEDNESDAY))
    first = next(one for one in dates_of(doc) if one.text.endswith("day"))
    assert first.start_date == day


@pytest.mark.parametrize("which", ["first", "third", "last", "final"])
def test_a_quarter_of_a_year(nlp: Language, which: str) -> None:
    years = nlp(make_doc(nlp, None, f"It lost money in the {which} quarter of 2024.", WEDNESDAY))
    assert [one.text for one in dates_of(years)] == [f"{which} quarter of 2024"]


@pytest.mark.parametrize(("which", "value"), [("first", "2025-Q1"), ("third", "2025-Q3")])
def test_a_quarter_before_an_amount_is_one_of_this_year(nlp: Language, which: str, value: str) -> None:
    amounts = nlp(make_doc(nlp, None, f"It lost money in the {which} quarter of 5 cents a share.", WEDNESDAY))
    assert [(one.text, one.value) for one in dates_of(amounts)] == [(f"{which} quarter", value)]


def test_a_holiday_looks_where_its_verb_says(nlp: Language) -> None:
    text = "Furniture that was exempt pays 30% on New Year's Day."
    assert [one.value for one in dates_of(nlp(make_doc(nlp, None, text, Context(date(2025, 5, 30)))))] == ["2026-01-01"]
