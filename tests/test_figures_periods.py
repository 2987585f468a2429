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
        "Oslo and Lima agreed on Monday to take 40 percentage points off their duties.",
        "A 12% levy on tin, in place since March, made it worse.",
        "A 12% levy on tin is paused until March 1.",
        "Accra waived the 12% levy on tin until the end of July.",
        "A levy of 12% on tin has applied in Peru since May 3.",
        "Accra, which asked for talks in March, says it lost a fifth of its market.",
        "Accra opened an inquiry in March and has since threatened a levy of 12%.",
        "Peru on Monday published a list of goods worth $4 million.",
        "A deal signed on May 9 cuts the levy to 12%, but no day is set.",
    ],
)
def test_a_date_of_something_else_is_no_period(sentence: str) -> None:
    nlp = pipeline()
    doc = nlp(set_context(nlp.make_doc(sentence), Context(date(2025, 6, 10))))
    assert dates_of(doc)
    assert [figure.period for figure in figures_of(doc)] == [None]


def test_the_time_of_an_entry_of_a_running_report_counts_nothing() -> None:
    assert list(figures_of(pipeline()("22.48 Papers fly everywhere.\n21.55 Officials arrive."))) == []


def report(text: str) -> list[tuple[str, str | None, str | None]]:
    nlp = pipeline()
    doc = nlp(set_context(nlp.make_doc(text), Context(date(2025, 6, 10))))
    return [(figure.text, figure.what, figure.period) for figure in figures_of(doc)]


def test_a_report_goes_on_about_its_month_in_levels_and_in_the_rows_of_its_list() -> None:
    text = (
        "Chile's exports grew to $9.2 billion in April.\nBy goods\n- Copper: up 4%\n- Fresh fruit: down 7%\n"
        "Imports\nImports were 3% lower at $6.1 billion."
    )
    assert report(text) == [
        ("$9.2 billion", "Chile's exports", "2025-04"),
        ("4%", "exports of Copper", "2025-04"),
        ("7%", "exports of Fresh fruit", "2025-04"),
        ("3%", "Imports", "2025-04"),
        ("$6.1 billion", "Imports", "2025-04"),
    ]


def test_a_hope_does_not_date_what_follows() -> None:
    told = report("Peru and Chile agreed to lift trade to $9 billion by 2030. Peru exports goods worth $2 billion.")
    assert [period for _, _, period in told] == ["2030", None]


def test_a_market_report_goes_on_about_its_day() -> None:
    text = (
        "Tin fell sharply in London on Monday after a smelter reopened.\n\nLead gained 2% to $1,950 a tonne.\n"
        "Imports of tin rose 4%.\nCopper has risen 12% so far.\nThe rand firmed 3% to 17.9 per dollar."
    )
    assert [period for _, _, period in report(text)] == ["2025-06-09", "2025-06-09", None, None, *["2025-06-09"] * 2]


def test_news_of_one_firms_shares_is_no_market_report() -> None:
    assert report("Shares of Orvik fell on Monday.\nZinc lost 3%.") == [("3%", "Zinc", None)]


def test_a_month_of_delivery_is_no_period() -> None:
    assert [period for _, _, period in report("July cotton closed up 2% and the March contract gained 3%.")] == [
        None
    ] * 2
