"""Every fixture is complete and agrees with itself: pages, descriptions, gold, feeds and the hard cases."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import lxml.html
import pytest


def words(line: str) -> set[str]:
    return set(line.split())


FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SLUGS = sorted(folder.name for folder in (FIXTURES / "articles").iterdir() if folder.is_dir())
FEEDS = tomllib.loads((FIXTURES / "feeds" / "index.toml").read_text(encoding="utf-8"))["feed"]
CASES = tomllib.loads((FIXTURES / "pages" / "cases.toml").read_text(encoding="utf-8"))["case"]

KINDS = words("country bloc government_body international_organization person company organization media")
TYPES = words(
    "import_tariff anti_dumping countervailing_duty safeguard import_ban import_quota import_licensing sps "
    "technical_barrier customs_procedure export_control export_ban export_quota export_tax export_incentive "
    "entity_listing sanctions investment_restriction procurement_restriction local_content subsidy port_fee "
    "digital_tax other_tax trade_agreement trade_dispute trade_investigation"
)
STATUSES = words("threatened proposed investigating announced in_force extended suspended eased removed ruled_out")
MODIFIERS = words("exact about min max range")
DIRECTIONS = words("increase decrease to from none")
EVENT_TYPES = words("talks meeting call summit visit signing hearing")
EVENT_STATUSES = words("held planned uncertain cancelled")
ABOUT_KEYS = words("slug title url path publisher country language published_at genre layout text_start text_end")
SHAPES = {
    "actors": {"id", "name", "kind", "country", "mentions"},
    "dates": {"text", "type", "value", "start", "end"},
    "figures": {"text", "value", "value_high", "unit", "modifier", "direction", "what", "period"},
    "measures": words(
        "id type imposers targets goods rate rate_unit status announced effective until instrument triggers"
    ),
    "events": {"type", "participants", "location", "date", "status", "triggers"},
    "statements": {"speaker", "quote"},
}
each_article = pytest.mark.parametrize("slug", SLUGS)


@cache
def about(slug: str) -> dict[str, Any]:
    return tomllib.loads((FIXTURES / "articles" / slug / "about.toml").read_text(encoding="utf-8"))


@cache
def gold(slug: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIXTURES / "articles" / slug / "gold.json").read_text(encoding="utf-8"))
    return found


def visible(markup: bytes) -> str:
    """What a reader sees of a UTF-8 page, white space collapsed."""
    page = lxml.html.document_fromstring(markup, parser=lxml.html.HTMLParser(encoding="utf-8"))
    for hidden in page.xpath("//head | //script | //style | //noscript | //template"):
        hidden.drop_tree()
    return re.sub(r"\s+", " ", page.text_content())


@cache
def article(slug: str) -> str:
    """Title and body as they stand on the page; fails where either is not there."""
    said = about(slug)
    seen = visible((FIXTURES / "articles" / slug / "page.html").read_bytes())
    assert said["title"] in seen
    start = seen.index(said["text_start"])
    end = seen.index(said["text_end"], start) + len(said["text_end"])
    return said["title"] + "\n" + seen[start:end]


def all_facts(kind: str) -> Iterator[dict[str, Any]]:
    for slug in SLUGS:
        yield from gold(slug)[kind]


def quoted(facts: dict[str, Any]) -> Iterator[str]:
    """Every string of a gold file that must stand in the article."""
    for kind in ("dates", "figures"):
        yield from (fact["text"] for fact in facts[kind])
    for actor in facts["actors"]:
        yield from actor["mentions"]
    for measure in facts["measures"]:
        yield from (*measure["triggers"], *measure["goods"])
        yield from [measure["instrument"]] if measure["instrument"] else []
    for event in facts["events"]:
        yield from event["triggers"]
        yield from [event["location"]] if event["location"] else []
    yield from (statement["quote"] for statement in facts["statements"])


def test_the_set_is_large_and_varied() -> None:
    assert len(SLUGS) >= 32
    assert len({about(slug)["layout"] for slug in SLUGS}) >= 9
    assert len({about(slug)["genre"] for slug in SLUGS}) >= 9
    assert len({about(slug)["published_at"][:4] for slug in SLUGS}) >= 8


def test_every_measure_type_occurs() -> None:
    assert {measure["type"] for measure in all_facts("measures")} == TYPES


def test_every_status_occurs() -> None:
    assert {measure["status"] for measure in all_facts("measures")} == STATUSES


def test_every_kind_of_actor_occurs() -> None:
    assert {actor["kind"] for actor in all_facts("actors")} == KINDS


@each_article
def test_about_is_complete(slug: str) -> None:
    said = about(slug)
    assert set(said) == ABOUT_KEYS
    assert said["slug"] == slug
    assert all(isinstance(value, str) and value for value in said.values())
    assert re.fullmatch(r"[A-Z]{2}", said["country"])
    datetime.fromisoformat(said["published_at"])


@each_article
def test_address_and_path_agree(slug: str) -> None:
    said, address = about(slug), urlsplit(about(slug)["url"])
    site, _, rest = said["path"].removeprefix("/").partition("/")
    assert address.scheme == "https"
    assert address.netloc == f"{site}.example"
    assert address.path == f"/{rest}"


@each_article
def test_length_of_body(slug: str) -> None:
    assert 140 <= len(article(slug).split()) <= 520


@each_article
def test_page_surrounds_the_article(slug: str) -> None:
    """A page is more than its article, or there would be nothing to clean away."""
    seen = visible((FIXTURES / "articles" / slug / "page.html").read_bytes())
    assert len(seen.split()) >= len(article(slug).split()) + 60


@each_article
def test_gold_has_the_shape_of_the_guidelines(slug: str) -> None:
    facts = gold(slug)
    assert set(facts) == {"id", "published_at", *SHAPES}
    assert facts["id"] == slug
    assert facts["published_at"] == about(slug)["published_at"][:10]
    for kind, keys in SHAPES.items():
        assert [fact for fact in facts[kind] if set(fact) != keys] == [], kind


@each_article
def test_gold_quotes_the_article(slug: str) -> None:
    text = article(slug)
    assert [part for part in quoted(gold(slug)) if part not in text] == []


@each_article
@pytest.mark.parametrize("kind", ["dates", "figures"])
def test_gold_follows_the_text(slug: str, kind: str) -> None:
    position = 0
    for fact in gold(slug)[kind]:
        found = article(slug).find(fact["text"], position)
        assert found >= 0, f"{fact['text']!r} is not after the one before it"
        position = found + len(fact["text"])


@each_article
def test_actors(slug: str) -> None:
    actors = gold(slug)["actors"]
    assert [a["id"] for a in actors if a["kind"] not in KINDS or not a["mentions"]] == []
    assert [i for i, n in Counter(a["id"] for a in actors).items() if n > 1] == []
    assert [m for m, n in Counter(m for a in actors for m in a["mentions"]).items() if n > 1] == []
    for actor in actors:
        state = actor["kind"] in ("country", "bloc")
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]{1,5}" if state else r"[a-z0-9]+(-[a-z0-9]+)*", actor["id"])
        assert actor["country"] is None or re.fullmatch(r"[A-Z]{2}", actor["country"])


@each_article
def test_dates(slug: str) -> None:
    for fact in gold(slug)["dates"]:
        if fact["type"] == "date":
            assert date.fromisoformat(fact["start"]) <= date.fromisoformat(fact["end"]), fact
        else:
            assert fact["type"] in ("duration", "set")
            assert re.fullmatch(r"PT?\d+[YMWDH]", fact["value"]), fact
            assert fact["start"] is fact["end"] is None


@each_article
def test_figures(slug: str) -> None:
    facts = gold(slug)
    periods = {None, *(fact["value"] for fact in facts["dates"])}
    for fact in facts["figures"]:
        assert isinstance(fact["value"], int | float)
        assert (fact["modifier"] == "range") == (fact["value_high"] is not None), fact
        assert fact["value_high"] is None or fact["value"] < fact["value_high"]
        assert fact["modifier"] in MODIFIERS
        assert fact["direction"] in DIRECTIONS
        assert fact["unit"] and fact["what"]
        assert fact["period"] in periods, fact


@each_article
def test_measures(slug: str) -> None:
    facts = gold(slug)
    actors = {actor["id"] for actor in facts["actors"]}
    assert len({measure["id"] for measure in facts["measures"]}) == len(facts["measures"])
    for measure in facts["measures"]:
        assert measure["type"] in TYPES
        assert measure["status"] in STATUSES
        assert {*measure["imposers"], *measure["targets"]} <= actors, measure
        assert measure["imposers"] and measure["triggers"], measure
        assert (measure["rate"] is None) == (measure["rate_unit"] is None), measure


@each_article
def test_a_rate_stands_among_the_figures(slug: str) -> None:
    facts = gold(slug)
    printed = {(figure["value"], figure["unit"]) for figure in facts["figures"]}
    rates = {(m["rate"], m["rate_unit"]) for m in facts["measures"] if m["rate"] is not None}
    assert rates <= printed


@each_article
def test_a_dated_measure_has_its_date_in_the_text(slug: str) -> None:
    facts = gold(slug)
    known = {None, *(fact["value"] for fact in facts["dates"])}
    days = {(m["id"], m[slot]) for m in facts["measures"] for slot in ("announced", "effective", "until")}
    assert {(m, day) for m, day in days if day not in known | {facts["published_at"]}} == set()


@each_article
def test_events(slug: str) -> None:
    facts = gold(slug)
    actors = {actor["id"] for actor in facts["actors"]}
    for event in facts["events"]:
        assert event["type"] in EVENT_TYPES
        assert event["status"] in EVENT_STATUSES
        assert set(event["participants"]) <= actors, event
        assert event["triggers"]


@each_article
def test_speakers_are_actors_or_described_in_the_text(slug: str) -> None:
    actors = {actor["id"] for actor in gold(slug)["actors"]}
    speakers = [statement["speaker"] for statement in gold(slug)["statements"]]
    assert [s for s in speakers if s not in actors and s not in article(slug)] == []


def test_no_statement_is_forgotten() -> None:
    """Direct speech of some length is a statement in every article."""
    for slug in SLUGS:
        speech = re.findall(r"[“\"]([^“”\"]{40,}?)[”\"]", article(slug))
        assert [s for s in speech if s not in {f["quote"] for f in gold(slug)["statements"]}] == [], slug


def read_feed(feed: dict[str, str]) -> Any:
    where = f"http://127.0.0.1:8000{feed['path']}"
    headers = {"content-location": where, "content-type": "application/xml; charset=utf-8"}
    return feedparser.parse((FIXTURES / feed["path"].removeprefix("/")).read_bytes(), response_headers=headers)


def paths(feed: dict[str, str]) -> list[str]:
    return [urlsplit(entry.link).path for entry in read_feed(feed).entries]


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed["id"])
def test_feed_entries_have_title_date_and_local_link(feed: dict[str, str]) -> None:
    assert set(feed) == {"id", "path", "publisher", "country"}
    entries = read_feed(feed).entries
    assert entries
    for entry in entries:
        assert entry.link.startswith("http://127.0.0.1:8000/")
        assert entry.title
        assert entry.get("published_parsed") or entry.get("updated_parsed")


def test_every_feed_file_is_listed() -> None:
    assert {f"/feeds/{file.name}" for file in (FIXTURES / "feeds").glob("*.xml")} == {feed["path"] for feed in FEEDS}


def test_feeds_come_in_three_formats_and_one_is_malformed() -> None:
    read = {feed["id"]: read_feed(feed) for feed in FEEDS}
    assert {found.version for found in read.values()} == {"rss20", "atom10", "rss10"}
    assert [name for name, found in read.items() if found.bozo] == ["agrarian-post"]


def test_feeds_link_to_every_page_some_twice_and_one_that_is_gone() -> None:
    linked = Counter(path for feed in FEEDS for path in paths(feed))
    offered = {about(slug)["path"] for slug in SLUGS}
    assert offered <= set(linked)
    assert len(set(linked) - offered) == 1
    assert max(linked.values()) == 2


def case_text(case: dict[str, Any]) -> str:
    raw = (FIXTURES / "pages" / case["file"]).read_bytes().decode(case["encoding"])
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", raw))


def test_every_hard_case_is_listed() -> None:
    files = {file.name for file in (FIXTURES / "pages").iterdir()} - {"cases.toml"}
    assert files == {case["file"] for case in CASES}
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_hard_case_says_what_must_come_of_it(case: dict[str, Any]) -> None:
    assert case["outcome"] in ("article", "reject", "records")
    assert case["note"]
    assert {"title", "language", "published_at", "contains"} <= set(case) or case["outcome"] != "article"
    assert case.get("reasons") or case["outcome"] == "article"
    text = case_text(case)
    assert [part for part in case.get("contains", []) if part not in text] == []
    for slug in (case.get("duplicate_of"), case.get("updates")):
        assert slug is None or slug in SLUGS


@pytest.mark.parametrize("case", [c for c in CASES if c.get("updates")], ids=lambda case: case["id"])
def test_a_later_version_keeps_the_address(case: dict[str, Any]) -> None:
    later = (FIXTURES / "pages" / case["file"]).read_bytes()
    first = (FIXTURES / "articles" / case["updates"] / "page.html").read_bytes()
    assert f'rel="canonical" href="{about(case["updates"])["url"]}"'.encode() in later
    assert first != later
    assert [part for part in case["lacks"] if part not in visible(first)] == []


@pytest.mark.parametrize("case", [c for c in CASES if c.get("duplicate_of")], ids=lambda case: case["id"])
def test_a_syndicated_copy_holds_the_whole_body(case: dict[str, Any]) -> None:
    copy = visible((FIXTURES / "pages" / case["file"]).read_bytes())
    assert about(case["duplicate_of"])["text_start"] in copy
    assert about(case["duplicate_of"])["text_end"] in copy
    assert about(case["duplicate_of"])["title"] not in copy


@pytest.mark.parametrize(
    ("encoding", "wrong"), [("gb18030", "gb2312"), ("cp932", "utf-8"), ("cp1252", "utf-8"), ("utf-16", "utf-8")]
)
def test_encoded_pages_cannot_be_read_otherwise(encoding: str, wrong: str) -> None:
    """The traps are real: a reader that trusts the declaration or assumes UTF-8 fails."""
    case = next(case for case in CASES if case["encoding"] == encoding)
    raw = (FIXTURES / "pages" / case["file"]).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode(wrong)
