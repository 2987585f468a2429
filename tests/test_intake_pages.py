"""Old and foreign pages: dates beside the heading, menus in tables, heads of releases, footers of every script."""

from __future__ import annotations

from datetime import date

import pytest

from tradenlp.clean import clean_document
from tradenlp.records import Article, RawDocument

TITLE = "Duty on sugar doubles in May"
PROSE = (
    "The ministry said that the duty would apply to every shipment that leaves the port after the first of the month."
)
MORE = (
    "Mills in the south had asked for help since the spring, when the price of cane fell by a fifth within six weeks."
)
PAGE = "<html><head><title>{}</title></head><body>{}</body></html>"


def clean(content: str, media: str = "html") -> Article:
    article = clean_document(RawDocument("files", "c", content, media))
    assert isinstance(article, Article), article
    return article


DAY = date(2025, 9, 5)


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("<span>September 5, 2025</span>", DAY),
        ("<p>By Renée Achard, 5 September 2025</p>", DAY),
        ("<div><a href='/a'>Share</a></div><div>05.09.2025, 10:20</div>", DAY),
        ("<p>2025年9月5日　18時30分</p>", DAY),
        ("<p>13/9/2025</p>", date(2025, 9, 13)),
        ("<p>5/9/2025</p>", None),
        ("<p>What changes on September 5, 2025</p>", None),
        ("<p>The rule ends on September 5, 2025.</p>", None),
        ("", None),
    ],
)
@pytest.mark.parametrize(
    "head", ["<h1>{}</h1>{}", "<header><h1>{}</h1></header>{}", "<div><h1>{}</h1><p>Trade</p></div>{}"]
)
def test_the_day_beside_the_heading(head: str, labels: str, found: date | None) -> None:
    body = head.format(TITLE, labels) + f"<p>{PROSE}</p><p>{MORE}</p>"
    article = clean(PAGE.format(TITLE, body))
    assert (article.published_at and article.published_at.date()) == found
    assert article.text.endswith(f"{PROSE}\n{MORE}")


def test_a_date_of_another_story_below_the_text_is_not_taken() -> None:
    body = f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p><h2>More</h2><p>Fish deal near, September 5, 2025</p>"
    assert clean(PAGE.format(TITLE, body)).published_at is None


MENU = "<table><tr><td><a href='/a'>Steel talks stall in Ohio</a></td><td><a href='/b'>Fish deal</a></td></tr></table>"
RATES = (
    "<table><tr><th>Good</th><th>Rate</th></tr><tr><td><a href='/cane'>Cane sugar</a></td><td>40%</td></tr>"
    "<tr><td><a href='/beet'>Beet sugar</a></td><td>35%</td></tr></table>"
)


def test_a_table_of_links_is_a_menu_and_one_with_links_is_a_table() -> None:
    body = f"<article><h1>{TITLE}</h1><p>{PROSE}</p>{MENU}{RATES}<p>{MORE}</p></article>"
    text = clean(PAGE.format(TITLE, body)).text
    assert "Ohio" not in text
    assert "| Cane sugar | 40% |" in text
    assert text.startswith(PROSE)
    assert text.endswith(MORE)


@pytest.mark.parametrize(
    "head",
    [
        "FOR IMMEDIATE RELEASE                 5 September 2025\n\n",
        "FOR IMMEDIATE RELEASE\nFriday, September 5, 2025\n\n",
        "Press release No. 25/117 | 05.09.2025\n\n",
        "MEDIA RELEASE – 5 September 2025\n",
    ],
)
def test_the_head_of_a_release_is_no_title_and_tells_the_day(head: str) -> None:
    article = clean(f"{head}{TITLE}\n\n{PROSE}\n\n{MORE}", "text")
    assert (article.title, article.text) == (TITLE, f"{PROSE}\n{MORE}")
    assert article.published_at is not None
    assert article.published_at.date() == DAY


@pytest.mark.parametrize(
    "foot",
    [
        "back\n|\nwebmaster\n| you are visitor 004512",
        "« Previous | Home | Next »\nVisitors: 12,041",
        "関連記事：北海道産ホタテ、東南アジアへ販路\n無断転載を禁じます",
        "责任编辑：李娜\n临港经贸网版权所有 联系我们",
        "관련기사: 쌀 수입 늘어\n<저작권자 항구일보, 무단 전재 금지>",
        "To unsubscribe, write to list@example.org",
    ],
)
def test_what_stands_below_an_article_goes(foot: str) -> None:
    assert clean(f"{TITLE}\n{PROSE}\n{MORE}\n{foot}", "text").text == f"{PROSE}\n{MORE}"


@pytest.mark.parametrize("day", ["2024年11月8日", "8 November 2024", "08.11.2024"])
def test_a_day_that_heads_a_part_of_the_text_stays(day: str) -> None:
    text = f"{PROSE}\n{MORE}\n{PROSE} Twice.\n{MORE} Twice.\n{PROSE} Thrice.\n{day}\n{MORE} Thrice."
    assert day in clean(text, "text").text.split("\n")
