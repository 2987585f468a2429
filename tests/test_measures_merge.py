"""Which mentions make one act, and which rate it has: marked texts with the number of acts they tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from spacy.language import Language

from tests.marked import Case, Mark, read_cases
from tests.test_measures import found, satisfies
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, measures_of
from tradenlp.facts import Measure

RATES = read_cases("measures_rates")
MERGES = read_cases("measures_merge")


def without_count(mark: Mark) -> Mark:
    """The mark with what a measure has itself."""
    return replace(mark, attributes={k: v for k, v in mark.attributes.items() if k != "acts"})


@pytest.mark.parametrize("case", RATES, ids=[c.line[:120] for c in RATES])
def test_rates_find_their_own(nlp: Language, case: Case) -> None:
    measures = found(nlp, case)
    for mark in case.marks:
        assert any(satisfies(m, mark) for m in measures), measures


@pytest.mark.parametrize("case", MERGES, ids=[c.line[:90] for c in MERGES])
def test_acts_are_counted_once(nlp: Language, case: Case) -> None:
    measures = found(nlp, case)
    for mark in case.marks:
        assert any(satisfies(m, without_count(mark)) for m in measures), measures
        assert len([m for m in measures if m.type == mark.attributes["type"]]) == int(mark.attributes["acts"]), measures


def told(nlp: Language, title: str, body: str) -> tuple[Measure, ...]:
    """The measures of an article with a title."""
    return measures_of(nlp(make_doc(nlp, title, body, Context(date(2024, 6, 1)))))


def test_goods_after_a_colon_are_covered(nlp: Language) -> None:
    [measure] = told(
        nlp, "", "China plans additional tariffs of 25 percent on 106 Thai products: soybeans, cars and planes."
    )
    assert measure.goods[:2] == ("soybeans", "cars")


def test_a_title_rounds_what_the_text_tells(nlp: Language) -> None:
    title = "Kenya hits Ugandan sugar with 80% tariff"
    body = "Kenya imposed an anti-dumping duty of 80.5% on sugar from Uganda on Monday."
    assert [(m.type, m.rate) for m in told(nlp, title, body)] == [("anti_dumping", 80.5)]


def test_the_threat_of_a_title_is_the_news(nlp: Language) -> None:
    body = "The president had told his ministers to draft sanctions against Bolivia, an aide said on Friday."
    measures = told(nlp, "Peru threatens Bolivia with sanctions", f"Peru is in a quarrel with Bolivia. {body}")
    assert [m.status for m in measures] == ["threatened"]


def test_what_belongs_to_a_list_is_no_measure_of_its_own(nlp: Language) -> None:
    barring = "Seoul put two Chinese yards on an entity list that keeps Korean parts from them unless leave is given."
    named = "Seoul put Vion Corp on its export control list. Korean firms will need approval before shipping to it."
    assert [m.type for m in told(nlp, "", barring)] == ["entity_listing"]
    assert len(told(nlp, "", named)) == 1


def test_what_a_listing_means_is_no_measure_of_its_own(nlp: Language) -> None:
    body = (
        "China decided on Tuesday to add two Canadian firms to its unreliable entity list. "
        "They will also be banned from making investments there."
    )
    assert [(m.type, m.targets) for m in told(nlp, "", body)] == [("entity_listing", ("CA",))]


def test_a_title_that_tells_something_else_stays(nlp: Language) -> None:
    title = "Kenya lifts ban on Ugandan maize"
    body = "Kenya imposed an anti-dumping duty of 80.5% on sugar from Uganda on Monday."
    assert len(told(nlp, title, body)) == 2


def test_duties_are_aimed_where_the_news_is_aimed(nlp: Language) -> None:
    title = "Peru raises tariffs on Chilean goods"
    body = "Peru raised tariffs on goods from Chile on Monday. Lima's duty on copper goes up to 25%."
    assert {(m.rate, m.targets) for m in told(nlp, title, body)} >= {(25.0, ("CL",))}


def test_a_case_is_about_the_goods_of_the_measure(nlp: Language) -> None:
    body = (
        "Peru banned imports of Chilean apples. Chile filed a complaint against Peru at the World Trade Organization."
    )
    [case] = [m for m in told(nlp, "", body) if m.type == "trade_dispute"]
    assert any("apples" in goods for goods in case.goods)


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("The EU prolonged its safeguard on steel, a mirror of the Section 232 duties.", None),
        ("Peru said that Chile's ban on imports of grapes broke global trade law.", None),
        ("Brussels banned imports of palm oil under its deforestation regulation.", "deforestation regulation"),
    ],
)
def test_a_measure_stands_on_a_law_of_its_maker(nlp: Language, text: str, instrument: str | None) -> None:
    measures = [m for m in told(nlp, "", text) if m.type in ("safeguard", "import_ban", "technical_barrier", "sps")]
    assert measures
    assert {m.instrument for m in measures} == {instrument}


def test_a_digital_services_tax_covers_no_goods(nlp: Language) -> None:
    [measure] = told(nlp, "", "Kenya imposed a digital services tax of 3% in May.")
    assert (measure.type, measure.goods, measure.rate) == ("digital_tax", (), 3.0)
