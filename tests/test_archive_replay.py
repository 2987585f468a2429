"""Reading the archive again gives what the network gave; what others archived passes a gate."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.test_walk import RECORDS, Site, ask, feed, network, page, settings, silent, site, tables
from tradenlp.archive import verify
from tradenlp.clean.readers import Only
from tradenlp.cli import app
from tradenlp.errors import InputError
from tradenlp.pipeline import ingest, replay, run_sources
from tradenlp.records import RawDocument
from tradenlp.relevance.gate import Gate
from tradenlp.settings import Settings

__all__ = ["site"]
BARE = "<html><head><title>Duty on tin</title></head><body><article><h1>Duty on tin</h1>{}</article></body></html>"


def bare(number: int) -> str:
    """A page that says neither when it was published nor by whom."""
    return BARE.format("".join(f"<p>{line}</p>" for line in RECORDS[number]["text"].split("\n")))


def dated_feed(base: str, *paths: str) -> str:
    items = "".join(
        f"<item><title>News of {p}</title><link>{base}{p}</link><author>li@a.example (Li Na)</author>"
        f"<pubDate>Tue, 07 May 2024 0{n}:00:00 GMT</pubDate></item>"
        for n, p in enumerate(paths, 1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Other name</title>{items}</channel></rss>'


@pytest.fixture
def received(site: Site, tmp_path: Path) -> Settings:
    """A run over a configured feed and an index page, with an error among what they list."""
    site.pages = {
        "/feed": (200, dated_feed(site.base, "/1", "/2", "/gone")),
        "/1": (200, bare(1)),
        "/2": (200, bare(2)),
        "/gone": (404, bare(3)),
        "/list": (200, f'<html><body><p>All news</p><a href="{site.base}/news-3">one</a></body></html>'),
        "/news-3": (200, page(3)),
    }
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "wire.toml").write_text(
        f'publisher = "The Wire"\ncountry = "IN"\n[[feed]]\nurl = "{site.base}/feed"\n'
        f'[[page]]\nurl = "{site.base}/list"\nlinks = "news-"\n'
    )
    used = network(tmp_path)
    run_sources(used, silent)
    return used


def test_replay_gives_what_the_network_gave(received: Settings, site: Site, tmp_path: Path) -> None:
    database = tmp_path / "facts.duckdb"
    assert ask(database, "SELECT DISTINCT publisher, country FROM articles") == [("The Wire", "IN")]
    origins = ask(database, "SELECT published_at_origin, count(*) FROM articles GROUP BY ALL ORDER BY ALL")
    assert origins == [("feed", 2), ("page", 1)]
    asked = len(site.asked)
    again = tmp_path / "again"
    summary = replay([tmp_path / "archive"], settings(again), silent, Only())
    assert len(site.asked) == asked, "a replay never goes to the network"
    assert summary.counts["articles extracted"] == 3
    assert tables(again / "facts.duckdb") == tables(database)
    assert ask(again / "facts.duckdb", "SELECT stage, reason FROM rejects") == [("fetch", "http_404")]
    columns = "capture_id, source_id, url, fetched_at, status, sha256, warc_file, warc_offset, error"
    stored = f"SELECT {columns} FROM captures WHERE warc_file IS NOT NULL ORDER BY ALL"
    assert ask(again / "facts.duckdb", stored) == ask(database, stored)


def test_a_second_replay_changes_nothing_and_the_archive_verifies(received: Settings, tmp_path: Path) -> None:
    before = tables(tmp_path / "facts.duckdb")
    assert replay([tmp_path / "archive"], received, silent, Only()).counts["unchanged"] == 3
    assert tables(tmp_path / "facts.duckdb") == before
    assert verify(tmp_path / "archive").is_well


def test_replay_can_be_narrowed(received: Settings, tmp_path: Path) -> None:
    """By time and source."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    for name, only in (("late", Only(since=tomorrow)), ("other", Only(sources=frozenset(["other"])))):
        assert not replay([tmp_path / "archive"], settings(tmp_path / name), silent, only).counts
    with pytest.raises(InputError, match="there is no archive"):
        replay([tmp_path / "nothing"], settings(tmp_path / "none"), silent, Only())


def test_the_commands_tell_what_they_found(received: Settings, tmp_path: Path) -> None:
    archive, database = str(tmp_path / "archive"), str(tmp_path / "facts.duckdb")
    done = CliRunner().invoke(app, ["archive", "verify", archive, "--db", database])
    assert (done.exit_code, "no problems" in done.stdout) == (0, True), done.stdout
    next((tmp_path / "archive").glob("*.warc.gz")).unlink()
    done = CliRunner().invoke(app, ["archive", "verify", archive, "--db", database])
    assert done.exit_code == 1
    assert "of the database is not there" in done.stdout


# ------------------------------------------------------------------------------------------- what others archived


def records() -> Iterator[tuple[str, int, str]]:
    sport = "<p>The striker scored twice and the coach praised the defence after the match on Saturday evening.</p>" * 6
    german = "<p>Die Zölle auf Stahl und die Ausfuhr von Holz sind der Streit, den die Minister nun lösen.</p>" * 6
    yield "/trade", 200, page(0)
    yield "/sport", 200, f"<html lang=en><body><article><h1>Rovers go top</h1>{sport}</article></body></html>"
    yield "/zoll", 200, f'<html lang="de-DE"><body><article><h1>Zölle</h1>{german}</article></body></html>'
    yield "/stumm", 200, f"<html><body><article><h1>Zölle</h1>{german}</article></body></html>"
    yield "/moved", 301, page(1)
    yield "/error", 500, page(2)


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    path = tmp_path / "CC-NEWS.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for address, status, body in records():
            http = StatusAndHeaders(f"{status} X", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://news.example{address}"
            payload = io.BytesIO(body.encode())
            writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=http))
    return path


def test_a_foreign_archive_gives_its_articles_on_trade_in_the_languages_wanted(crawl: Path, tmp_path: Path) -> None:
    summary = ingest([str(crawl)], settings(tmp_path), silent)
    assert ask(tmp_path / "facts.duckdb", "SELECT url FROM articles") == [("https://news.example/trade",)]
    assert ask(tmp_path / "facts.duckdb", "SELECT count(*) FROM captures") == [(1,)]
    assert summary.counts == {
        "articles extracted": 1,
        "passed over, other languages": 2,
        "passed over, other topics": 1,
    }


def test_the_languages_of_a_foreign_archive_are_a_setting(crawl: Path, tmp_path: Path) -> None:
    summary = ingest([str(crawl)], settings(tmp_path, import_languages=()), silent)
    assert summary.counts == {"articles extracted": 3, "duplicates": 1, "passed over, other topics": 1}


@pytest.mark.parametrize(
    ("head", "declined"),
    [
        ('<html lang="de">', True),
        ("<!DOCTYPE html>\n<HTML xml:lang='fr' LANG=fr-CA class=x>", True),
        ('<html lang="en-GB">', False),
        ("<html>", False),
        ('<html data-x="' + "a" * 900 + '">', False),
        ('<p lang="de">', False),
    ],
)
def test_a_declared_language_is_believed(head: str, declined: bool) -> None:
    raw = RawDocument("warc", "c", f"{head}<body>text</body>", "html")
    assert Gate(("en",)).declines_page(raw) is declined
    assert not Gate(()).declines_page(raw)


def test_the_links_of_an_archived_feed_are_not_fetched(site: Site, tmp_path: Path) -> None:
    site.pages = {"/feed": (200, feed("/1")), "/1": (200, page(1))}
    ingest([f"{site.base}/feed"], network(tmp_path), silent)
    site.asked.clear()
    ingest([str(tmp_path / "archive")], network(tmp_path / "again"), silent)
    assert not site.asked
