"""Paywalls: a stub is refused, a teaser of some length goes in without the sales talk, a whole article stays whole."""

from __future__ import annotations

import pytest

from tradenlp.clean import clean_document
from tradenlp.clean.paywall import without_paywall
from tradenlp.records import Article, RawDocument, Reject

NEWS = (
    "The ministry said on Friday that the duty on steel wire would be kept for another five years, because mills in "
    "the east of the country had lost a third of their sales to cheaper coils since the spring."
)
MORE = (
    "Importers had asked the court to end the duty at once, and they have until May to appeal. The wire goes into "
    "nails, screws, springs and fences, and builders say that their costs will rise by a tenth."
)
SALES = (
    "Try unlimited access for four weeks. Then $39 per month, for complete digital access on any device; cancel at any "
    "time during your trial, as all our readers may."
)
PROMPT = "Subscribe to continue reading"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([NEWS, NEWS], [NEWS, NEWS]),
        ([NEWS, PROMPT, SALES], [NEWS]),
        ([NEWS, PROMPT, SALES, "Choose your plan", "Best value", "$1 a week"], [NEWS]),
        ([NEWS, PROMPT, SALES, NEWS], [NEWS, NEWS]),
        (
            [NEWS, PROMPT, SALES, "Traders in the port had asked for much less.", NEWS],
            [NEWS, "Traders in the port had asked for much less.", NEWS],
        ),
        (
            [NEWS, "Subscribers to the fund pay a month later, and members get access.", NEWS],
            [NEWS, "Subscribers to the fund pay a month later, and members get access.", NEWS],
        ),
    ],
)
def test_sales_talk_goes_and_news_stays(lines: list[str], kept: list[str]) -> None:
    assert without_paywall(lines) == (kept, PROMPT in lines)


def cleaned(*lines: str, head: str = "") -> Article | Reject:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><head><title>Duty on steel wire</title>{head}</head><body><article>{body}</article></body></html>"
    return clean_document(RawDocument("files", "c", page, "html"))


LOCKED = (
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Duty on steel wire", '
    '"isAccessibleForFree": {}}}</script>'
)


@pytest.mark.parametrize("said", ["false", '"False"'])
def test_a_page_that_says_it_is_locked_is_a_stub_only_where_little_stands_on_it(said: str) -> None:
    stub = cleaned("Mills want more, and makers of nails and screws want less of it.", head=LOCKED.format(said))
    assert isinstance(stub, Reject)
    assert (stub.stage, stub.reason) == ("clean", "paywall")
    assert isinstance(cleaned(NEWS, MORE, head=LOCKED.format(said)), Article)


def test_a_short_page_that_is_free_goes_in() -> None:
    assert isinstance(cleaned("Mills want more, and makers of nails want less.", head=LOCKED.format("true")), Article)


def test_a_teaser_of_some_length_goes_in_without_the_prompt() -> None:
    found = cleaned(NEWS, MORE, PROMPT, SALES)
    assert isinstance(found, Article)
    assert found.text.split("\n") == [NEWS, MORE]


def test_the_reason_tells_how_much_there_was() -> None:
    found = cleaned("Mills want half of the quota.", PROMPT, SALES)
    assert isinstance(found, Reject)
    assert found.detail == "only 6 words stand before the prompt to subscribe"
