"""Cleaning: what is cut and what stays, titles, dates, languages, ids, and the same text from every carrier."""

from __future__ import annotations

import random
import string
import time
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.marked import Case, read_cases
from tradenlp.clean import clean_document, read_inputs
from tradenlp.clean.boilerplate import strip_boilerplate
from tradenlp.clean.identity import canonical_url
from tradenlp.clean.language import language_of
from tradenlp.clean.normalise import normalise, paragraphs
from tradenlp.records import Article, RawDocument, Reject
from tradenlp.sources import Quirk

PROSE = (
    "The ministry said that the duty would apply to every shipment that leaves the port after the first of the month."
)


def raw(content: str, **more: object) -> RawDocument:
    fields = {"source_id": "files", "capture_id": "c", "content": content, "media": "text"} | more
    return RawDocument(**fields)  # type: ignore[arg-type]


def clean(content: str, **more: object) -> Article:
    article = clean_document(raw(content, **more))
    assert isinstance(article, Article), article
    return article


# ----------------------------------------------------------------------------------------------------- boilerplate


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.replace("{prose}", PROSE).split("¶") if line.strip()]


def _kept(case: Case) -> list[str]:
    text = case.text
    for mark in reversed(case.marks):
        text = text[: mark.start] + text[mark.end :]
    return _lines(text)


@pytest.mark.parametrize("case", read_cases("clean"), ids=lambda case: case.line[:80])
def test_what_is_cut_and_what_stays(case: Case) -> None:
    assert strip_boilerplate(_lines(case.text)) == _kept(case)


@given(st.text(alphabet=string.ascii_letters + " .,:;()[]—-/|&@+©0123456789\n", max_size=600))
@settings(max_examples=200, deadline=None)
def test_cleaning_only_takes_away(text: str) -> None:
    received = iter("".join(normalise(text).split()))
    cleaned = "".join("".join(strip_boilerplate(paragraphs(normalise(text)))).split())
    assert all(character in received for character in cleaned), "not the characters of the text in their order"


@pytest.mark.parametrize(
    "piece", ["a", " ", "(", "A ", "By ", "var x = ", "© ", "| ", "- ", "1:2", "Read more: ", "GENEVA, "]
)
def test_hostile_repetition_costs_linear_time(piece: str) -> None:
    started = time.process_time()
    strip_boilerplate(paragraphs(normalise(piece * (200_000 // len(piece)))))
    strip_boilerplate(paragraphs(normalise((piece * 40 + "\n") * 2000)))
    assert time.process_time() - started < 5


# ---------------------------------------------------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Duty on sugar doubles\n\n{PROSE}", "Duty on sugar doubles"),
        (f"BLOG\n\nDuty on sugar doubles\n{PROSE}", "Duty on sugar doubles"),
        (f"Tuesday, October 28, 2025\nWill the duty hold?\nBy Maria Keller\n{PROSE}", "Will the duty hold?"),
        (f"The duty on sugar doubles from Monday.\n{PROSE}", None),
        (f"{PROSE}\n{PROSE}", None),
        (f"- Duty on sugar\n{PROSE}", None),
        ("Duty on sugar doubles\nDuty on rice falls", None),
        (
            f"Home\nRate Story\nDuty on sugar doubles\n- Mills had asked\n- Bakers warn\n{PROSE}",
            "Duty on sugar doubles",
        ),
        (f"Synopsis\nIndia may cut the duty.\n{PROSE}", None),
    ],
)
def test_a_title_is_guessed_only_where_a_heading_stands(text: str, title: str | None) -> None:
    article = clean(text)
    assert article.title == title
    assert title is None or title not in article.text


@pytest.mark.parametrize(
    "head",
    [
        "Duty on sugar doubles",
        "BLOG\n\nDuty on sugar doubles",
        "October 28, 2025\nDUTY ON SUGAR DOUBLES",
        "Duty on sugar – doubles!",
    ],
)
def test_a_repeated_title_is_no_text(head: str) -> None:
    assert clean(f"{head}\n{PROSE}", title="Duty on sugar doubles").text == PROSE


@pytest.mark.parametrize(
    ("title", "tidy"),
    [
        ("Rivals meet at sanctions conference by Maria Keller", "Rivals meet at sanctions conference"),
        ("Tariffs to be lifted by Justin Trudeau", "Tariffs to be lifted by Justin Trudeau"),
        ("Statement by Ursula von der Leyen", "Statement by Ursula von der Leyen"),
        ("Answer by Tom Ode", "Answer by Tom Ode"),
        ("Duty  on\nsugar | Harbour Times", "Duty on sugar"),
        ("Duty on sugar - what now", "Duty on sugar - what now"),
    ],
)
def test_titles_lose_bylines_and_the_name_of_the_site(title: str, tidy: str) -> None:
    text = f"{PROSE}\nThe minister, Tom Ode, agreed to that in the end."
    assert clean(text, title=title, publisher="Harbour Times").title == tidy


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["Tom Ode"], []),
        (["Key Takeaways"], ["Key Takeaways"]),
        (["The Ministry"], ["The Ministry"]),
    ],
)
def test_a_lone_name_below_the_title_goes(lines: list[str], kept: list[str]) -> None:
    text = "\n".join([*lines, PROSE])
    assert clean(text, title="Duty on sugar doubles").text == "\n".join([*kept, PROSE])


def test_bare_text_and_a_record_with_title_give_the_same_article() -> None:
    text = f"BLOG\n\nDuty on sugar doubles\n\n{PROSE}\n{PROSE}\n\nCONTACT US\nMr. Ode\n"
    assert clean(text).text == clean(text, title="Duty on sugar doubles").text == f"{PROSE}\n{PROSE}"


# ------------------------------------------------------------------------------------------------------ characters


@pytest.mark.parametrize(
    ("received", "normal"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("10\u00a0000\u202ft", "10 000 t"),
        ("tar\u00adiff\u200b\ufeff", "tariff"),
        ("“quoted” – dash’s", "“quoted” – dash’s"),
        ("AT&amp;T &lt;b&gt; &#8220;x&#8221; &nbsp;y", "AT&T <b> “x”  y"),
        ("R&D; AT&T", "R&D; AT&T"),
        ("e\u0301", "é"),
        ("a\x00b\x07c", "abc"),
        ("a\u2028b", "a\nb"),
    ],
)
def test_characters_are_made_uniform(received: str, normal: str) -> None:
    assert normalise(received) == normal


WRAPPED = """The minister of foreign affairs said
today that his country would do all it could to fight the
action against its exports of potash, and warned against a
long-
term dispute with the U.S.
    In the latest chapter of the quarrel the commission ruled
on Monday that shipments had injured the industry.

TABLE OF RATES
  Sugar      40 pct      May 1
  Rice       25 pct      June 1
    "We shall see," he said.
"""


def test_a_short_wrapped_note_is_joined() -> None:
    note = "The bank said it had revised up\nits forecast of the shortage in the market to\n500 mln stg from 350 mln."
    assert paragraphs(note) == [note.replace("\n", " ")]


def test_hard_wrapped_text_is_joined_to_paragraphs() -> None:
    assert paragraphs(WRAPPED) == [
        "The minister of foreign affairs said today that his country would do all it could to fight the action against "
        "its exports of potash, and warned against a long-term dispute with the U.S.",
        "In the latest chapter of the quarrel the commission ruled on Monday that shipments had injured the industry.",
        "TABLE OF RATES",
        "Sugar 40 pct May 1",
        "Rice 25 pct June 1",
        '"We shall see," he said.',
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n{PROSE}",
        f"What it covers\n- steel from all countries of the union and its partners\n- aluminium\n- copper\n{PROSE}",
        "A short note on rates\nSugar up\nRice down\nWheat flat",
        "Imports of cane sugar in thousand tonnes\n2023: 50\n2024: 61\n2025: 72",
        "The duties that the decree sets out in detail\n1. sugar\n2. rice and wheat\n(a) in bags",
    ],
)
def test_text_that_is_not_wrapped_keeps_its_lines(text: str) -> None:
    assert paragraphs(text) == text.split("\n")


# ----------------------------------------------------------------------------------------------------------- dates

DAY = datetime(2025, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Duty on sugar doubles\nPublished: 12 October 2025\n{PROSE}", DAY),
        (f"Duty on sugar doubles\nPosted on Oct. 12, 2025 by staff\n{PROSE}", DAY),
        (f"Duty on sugar doubles\nSunday, October 12, 2025\n{PROSE}", DAY),
        (f"Duty on sugar doubles\n2025-10-12\n{PROSE}", DAY),
        (f"GENEVA, October 12, 2025 — {PROSE}", DAY),
        (f"Client Alert | October 12, 2025 | 6 minute read\nDuty on sugar doubles\n{PROSE}", DAY),
        (f"FOR IMMEDIATE RELEASE\nOctober 12, 2025\nDuty on sugar doubles\n{PROSE}", DAY),
        (f"Duty on sugar doubles\n(Xinhua) 09:21, October 12, 2025\n{PROSE}", DAY),
        (f"Duty on sugar doubles\nOctober 12, 2025 6:12 PM GMT+2 Updated 3 hours ago\n{PROSE}", DAY),
        (f"Duty on sugar doubles\nWhat changes on October 12, 2025\n{PROSE}", None),
        (f"October 28, 2025\nDuty on sugar doubles\n{PROSE}", None),
        (f"GENEVA, October 12 — {PROSE}", None),
        (f"Tuesday, October 28, 2025\nDuty on sugar doubles\n{PROSE}", None),
        (f"Tuesday, October 28, 2025\n{PROSE}", None),
        (f"{PROSE} The rule of October 12, 2025 stands.", None),
        (f"Duty on sugar doubles\nPublished: 45 October 2025\n{PROSE}", None),
    ],
)
def test_a_date_of_publication_in_the_text(text: str, found: datetime | None) -> None:
    article = clean(text)
    assert (article.published_at, article.published_at_origin) == (found, "text" if found else None)


HEAD = "<html><head>{}<title>Duty on sugar</title></head><body><article><h1>Duty on sugar</h1>"
PAGE = HEAD + f"{{}}<p>{PROSE}</p><p>{PROSE}</p></article></body></html>"
LINKED = '<script type="application/ld+json">'
STAMP = "2025-10-12T09:30:00+02:00"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f'<meta property="article:published_time" content="{STAMP}">', ""),
        (LINKED + f'{{"@graph": [{{"@type": "NewsArticle", "datePublished": "{STAMP}"}}]}}</script>', ""),
        (LINKED + f'{{"broken": , "datePublished": "{STAMP}"</script>', ""),
        ("", f'<time datetime="{STAMP}">Sunday</time>'),
        ('<meta name="date" content="2025-10-12">', ""),
        ("", "<p class=meta>By Maria Keller | Posted: Sunday, October 12, 2025</p>"),
    ],
)  # fmt: skip
def test_a_date_of_publication_on_a_page(head: str, body: str) -> None:
    article = clean(PAGE.format(head, body), media="html", fetched_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert article.published_at is not None
    assert (article.published_at.date(), article.published_at_origin) == (date(2025, 10, 12), "page")


@pytest.mark.parametrize(
    ("given", "origin", "page_date", "expected"),
    [
        (date(2025, 9, 1), "given", True, "given"),
        (datetime(2025, 9, 1, tzinfo=UTC), "feed", True, "page"),
        (datetime(2025, 9, 1, tzinfo=UTC), "feed", False, "feed"),
        (None, None, False, "fetched"),
    ],
)
def test_the_most_trustworthy_date_wins(given: date | None, origin: str | None, page_date: bool, expected: str) -> None:
    head = f'<meta property="article:published_time" content="{STAMP}">' if page_date else ""
    fetched = datetime(2026, 1, 1, tzinfo=UTC)
    article = clean(
        PAGE.format(head, ""), media="html", published_at=given, published_at_origin=origin, fetched_at=fetched
    )
    assert article.published_at_origin == expected


# ----------------------------------------------------------------------------------------------- authors and quirks


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Maria Keller", ("Maria Keller",)),
        ("BY MARIA KELLER AND TOM ODE", ("Maria Keller", "Tom Ode")),
        ("By Maria Keller, Tom Ode and Li Na | Trade Desk", ("Maria Keller", "Tom Ode", "Li Na")),
        ("By Maria Keller, Reuters", ("Maria Keller",)),
        ("By News Staff", ()),
        ("By law the duty ends in May", ()),
    ],
)
def test_authors_are_read_from_a_byline(line: str, authors: tuple[str, ...]) -> None:
    assert clean(f"Duty on sugar doubles\n{line}\n{PROSE}").authors == authors


def test_a_publishers_quirk_holds_for_its_days() -> None:
    quirk = Quirk("^Ship ahoy", date(2020, 1, 1), date(2021, 12, 31))
    document = raw(f"{PROSE}\nShip ahoy, dear readers!", published_at=date(2021, 5, 1), published_at_origin="given")
    later = replace(document, published_at=date(2022, 5, 1))
    articles = [clean_document(one, [quirk]) for one in (document, later)]
    assert [isinstance(a, Article) and a.text.endswith("readers!") for a in articles] == [False, True]


# ------------------------------------------------------------------------------------------- language, ids, rejects


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROSE, "en"),
        ("Die Kommission hat am Montag mitgeteilt, dass sie den Zoll auf Stahl nicht weiter erhöhen wird.", "de"),
        ("La Commission a annoncé lundi qu'elle ne relèverait pas les droits sur l'acier dans les mois à venir.", "fr"),
        ("La Comisión anunció el lunes que no va a subir los aranceles sobre el acero en los próximos meses.", "es"),
        ("商务部星期一宣布，将食糖进口关税提高到百分之四十。", "zh"),
        ("経済産業省は月曜日、砂糖の関税を引き上げると発表した。", "ja"),
        ("Комиссия объявила в понедельник, что не повысит пошлину.", "ru"),
        ("Steel 40 Rice 25", None),
    ],
)
def test_the_language_is_told(text: str, code: str | None) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "variant",
    [
        "https://www.harbour.example/2025/sugar/",
        "http://harbour.example/2025/sugar",
        "https://harbour.example/2025/sugar?utm_source=x&utm_medium=y#comments",
        "https://harbour.example/2025/sugar/amp/",
        "https://amp.harbour.example/2025/sugar?fbclid=123",
        "https://m.harbour.example/2025/sugar?print=1",
        "HTTPS://Harbour.Example/2025/sugar/print",
    ],
)
def test_one_address_in_many_shapes_is_one_article(variant: str) -> None:
    plain = clean(PROSE, url="https://harbour.example/2025/sugar")
    assert clean(PROSE, url=variant).article_id == plain.article_id


@pytest.mark.parametrize(
    "other", ["harbour.example/2025/rice", "harbour.example/2025/sugar?page=2", "b.harbour.example/2025/sugar"]
)
def test_other_addresses_are_other_articles(other: str) -> None:
    one = clean(PROSE, url="https://harbour.example/2025/sugar")
    assert clean(PROSE, url=f"https://{other}").article_id != one.article_id


@pytest.mark.parametrize("url", [None, "", "file:///a/x", "nonsense", "http://[::1", "mailto:a@b.example"])
def test_what_is_no_address_has_no_canonical_form(url: str | None) -> None:
    assert canonical_url(url) is None


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://harbour.example/2025/sugar", "https://harbour.example/2025/sugar"),
        ("/2025/sugar", "https://harbour.example/2025/sugar"),
        ("https://harbour.example/", "https://harbour.example/p/9"),
        ("http://[::1", "https://harbour.example/p/9"),
    ],
)
def test_a_page_names_its_own_address(link: str, expected: str) -> None:
    page = PAGE.format(f'<link rel="canonical" href="{link}">', "")
    assert clean(page, media="html", url="https://www.harbour.example/p/9?utm_source=x").canonical_url == expected


def test_ids_come_from_address_then_external_id_then_text() -> None:
    by_id = clean(PROSE, external_id="a1")
    assert by_id.article_id == clean(PROSE + " More.", external_id="a1").article_id
    assert by_id.article_id != clean(PROSE, external_id="a1", source_id="harbour").article_id
    assert clean(PROSE).article_id == clean(PROSE).article_id != clean(PROSE + " More.").article_id
    assert len(by_id.article_id) == 16


@pytest.mark.parametrize(
    ("content", "media", "reason"),
    [
        ("", "text", "empty"),
        (" \n\u00a0\n ", "text", "empty"),
        ("12 34 56 78 90", "text", "no_text"),
        ("Leave a comment", "text", "no_text"),
        ("x" * (10 * 1024 * 1024 + 1), "text", "too_large"),
        ("<html><body></body></html>", "html", "no_text"),
        ("<" * 1000, "html", "no_text"),
    ],
)
def test_what_holds_no_article_is_told(content: str, media: str, reason: str) -> None:
    reject = clean_document(raw(content, media=media, url="https://a.example/1"))
    assert isinstance(reject, Reject)
    assert (reject.stage, reject.reason, reject.url) == ("clean", reason, "https://a.example/1")


@pytest.mark.parametrize("seed", range(20))
def test_no_page_is_too_broken(seed: int) -> None:
    shuffled = random.Random(seed)
    pieces = ["<p>", "</p>", "<div", ">", "<table><tr><td>", "</html>", "<article>", PROSE, "<script>", "<!--"]
    pieces += ["&#xD800;", "\x00", '"', "<br>" * 50]
    clean_document(raw("".join(shuffled.choices(pieces, k=60)), media="html"))


# ----------------------------------------------------------------------------------------------------- whole pages

ARTICLES = sorted(path.parent for path in (ROOT / "fixtures" / "articles").glob("*/about.toml"))


@pytest.mark.parametrize("folder", ARTICLES, ids=lambda folder: folder.name)
def test_a_whole_page_gives_its_article_and_nothing_else(folder: Path) -> None:
    about = tomllib.loads((folder / "about.toml").read_text(encoding="utf-8"))
    (document,) = [item for item in read_inputs([folder]) if isinstance(item, RawDocument)]
    article = clean_document(document)
    assert isinstance(article, Article)
    published = datetime.fromisoformat(about["published_at"])
    assert article.published_at is not None
    assert (article.title, article.publisher, article.published_at.date()) == (
        about["title"],
        about["publisher"],
        published.date(),
    )
    words = article.text.replace("\n- ", "\n").split()
    assert " ".join(words).startswith(" ".join(about["text_start"].split()))
    assert " ".join(words).endswith(" ".join(about["text_end"].split()))
