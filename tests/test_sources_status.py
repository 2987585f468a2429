"""Checking sources, alarms, and the status at a glance; the report of a run."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from tests.fault_servers import Faulty, Names, reply, silent
from tradenlp.cli import app
from tradenlp.errors import InputError
from tradenlp.explore.report import run_report
from tradenlp.explore.status import status
from tradenlp.fetch.alarms import alarms
from tradenlp.fetch.sitemaps import parse_sitemap
from tradenlp.pipeline import run_sources
from tradenlp.records import FeedState
from tradenlp.settings import Settings, read_settings
from tradenlp.warehouse.database import open_writer
from tradenlp.warehouse.runs import Run
from tradenlp.warehouse.tidy import tidy

NOW = datetime(2025, 10, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = FeedState("s", first_ok_at=NOW - 60 * DAY, last_ok_at=NOW, last_new_at=NOW, gap_seconds=3600.0, polled_at=NOW)
FEED = b"<rss version='2.0'><channel><item><title>A</title><link>https://a.example/1</link></item></channel></rss>"

# ------------------------------------------------------------------------------------------------------------- alarms


def kinds(expected: float | None = None, seen: int = 0, days: float = 28.0, **state: object) -> list[str]:
    told = {name: getattr(WELL, name) for name in FeedState.__slots__} | state
    return [alarm.kind for alarm in alarms(FeedState(**told), NOW, expected, seen, days)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ({}, []),
        ({"last_new_at": NOW - 3 * DAY}, []),
        ({"last_new_at": NOW - 5 * DAY}, ["silent"]),
        ({"last_new_at": NOW - 5 * DAY, "gap_seconds": 86_400.0}, []),
        ({"last_new_at": NOW - 9 * DAY, "gap_seconds": 86_400.0}, ["silent"]),
        ({"last_new_at": None, "gap_seconds": None}, []),
        ({"failures": 3, "last_error": "timeout: x"}, ["failing"]),
        ({"failures": 3, "last_error": "timeout: x", "last_new_at": NOW - 99 * DAY}, ["failing"]),
        ({"moved_to": "https://n.example/"}, ["moved"]),
        ({"retired_at": NOW - DAY, "failures": 1}, ["retired"]),
    ],
    ids=["well", "weekend", "silent", "slow", "slow and silent", "unknown", "fails", "fails long", "moved", "gone"],
)  # fmt: skip
def test_alarms_of_state(state: dict[str, object], wanted: list[str]) -> None:
    assert kinds(**state) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expected", "seen", "days", "wanted"),
    [
        (20.0, 80, 28.0, []),
        (20.0, 40, 28.0, []),
        (20.0, 10, 28.0, ["too_few"]),
        (20.0, 10, 7.0, []),
        (20.0, 400, 28.0, ["too_many"]),
        (0.5, 0, 28.0, []),
        (1.0, 20, 28.0, ["too_many"]),
        (None, 0, 28.0, []),
    ],
)
def test_volumes_are_held_against_what_is_expected_and_what_chance_explains(
    expected: float | None, seen: int, days: float, wanted: list[str]
) -> None:
    assert kinds(expected, seen, days) == wanted


def test_a_source_that_never_gave_anything_is_silent_by_its_expected_volume() -> None:
    assert kinds(7.0, last_new_at=None, gap_seconds=None, first_ok_at=NOW - 20 * DAY) == ["silent"]
    assert kinds(7.0, days=3.0, last_new_at=None, gap_seconds=None, first_ok_at=NOW - 3 * DAY) == []


# ----------------------------------------------------------------------------------------------------------- sitemaps

SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/2025/one</loc><lastmod>2025-10-01</lastmod></url>
<url><loc> https://a.example/2025/two </loc><news:news><news:publication_date>2025-10-14T09:00:00+02:00
</news:publication_date><news:title>Duty  falls</news:title></news:news></url>
<url><loc>https://a.example/about</loc></url><url><loc>javascript:1</loc></url><url/>
<url><loc>https://a.example/2025/one</loc></url></urlset>"""


def test_a_sitemap_gives_its_articles_newest_first() -> None:
    entries = parse_sitemap(SITEMAP, "https://a.example/map.xml", "/2025/")
    assert [(e.url[-3:], e.title, e.published_at) for e in entries] == [
        ("two", "Duty falls", datetime(2025, 10, 14, 7, tzinfo=UTC)),
        ("one", None, datetime(2025, 10, 1, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<sitemapindex><sitemap/></sitemapindex>", "index of sitemaps"),
        (b"<!DOCTYPE u [<!ENTITY a 'b'>]><urlset/>", "document type"),
        (b"plain", "no sitemap"),
        (b"<html/>", "html"),
    ],
)
def test_what_is_no_sitemap_is_refused_with_a_reason(body: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_sitemap(body, "https://a.example/map.xml")


# ------------------------------------------------------------------------------------------------------ sources check


@pytest.fixture
def servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Faulty]]:
    """A feed that is well, one that is a page, one that does not answer; and settings that let them be asked."""
    monkeypatch.setattr(socket, "getaddrinfo", Names())
    monkeypatch.setenv("TRADENLP_ALLOW_PRIVATE_ADDRESSES", '["127.0.0.1"]')
    monkeypatch.setenv("TRADENLP_RESPECT_ROBOTS", "false")
    monkeypatch.setenv("TRADENLP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TRADENLP_WORKERS", "1")
    acts = {"well": reply("200 OK", FEED), "page": reply("200 OK", b"<html><body><p>Hello"), "mute": silent}
    made = {name: Faulty(f"{name}.example", act) for name, act in acts.items()}
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, server in made.items():
        (folder / f"{name}.toml").write_text(f'publisher = "{name}"\n[[feed]]\nurl = "{server.base}/f"\n')
    monkeypatch.setenv("TRADENLP_SOURCES_DIR", str(folder))
    yield made
    for server in made.values():
        server.close()


def test_check_asks_each_source_once_and_its_exit_code_tells(servers: dict[str, Faulty], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["sources", "check", "--seconds", "0.5"])
    told = {line.split("\t")[1]: line.split("\t")[:3:2] for line in done.stdout.splitlines() if "\t" in line}
    assert told["well"][0] == "ok"
    assert told["well"][1].startswith("1 articles listed")
    assert told["page"] == ["BAD", "bad_feed: the answer is a web page, no feed"]
    assert told["mute"][1].startswith("timeout")
    assert done.exit_code == 1
    assert [server.hits for server in servers.values()] == [1, 1, 1]
    assert not list(tmp_path.glob("*.duckdb"))
    assert CliRunner().invoke(app, ["sources", "check", "well"]).exit_code == 0
    assert CliRunner().invoke(app, ["sources", "check", "nobody"]).exit_code == 1
    limited = CliRunner().invoke(app, ["sources", "check", "--limit", "1", "--seconds", "0.5"])
    assert sum("\t" in line for line in limited.stdout.splitlines()) == 1


def test_sources_lists_what_is_configured(servers: dict[str, Faulty]) -> None:
    done = CliRunner().invoke(app, ["sources"])
    assert done.exit_code == 0
    assert all(name in done.stdout for name in servers)


# ------------------------------------------------------------------------------------------------------------- status


def test_status_tells_of_the_last_good_run_failing_sources_and_the_backlog(servers: dict[str, Faulty]) -> None:
    settings = read_settings(read_timeout_seconds=0.3, total_timeout_seconds=0.5)
    servers["well"].act = reply("200 OK", FEED.replace(b"https://a.example", servers["page"].base.encode()))
    run_sources(settings, lambda _: None)
    lines = {line.what: line.well for line in status(settings)}
    told = "\n".join(lines)
    assert "last good run: run, 0 minutes ago" in told
    assert "3 sources configured, 3 polled so far, 2 failing" in told
    assert "mute: failing: 1 times in a row, never yet well: timeout" in told
    assert "backlog: 0 links to fetch" in told
    done = CliRunner().invoke(app, ["status"])
    assert done.exit_code == 1
    assert "LOOK" in done.stdout


def test_status_of_a_project_that_is_well_exits_with_0(servers: dict[str, Faulty]) -> None:
    for name in ("page", "mute"):
        servers[name].act = reply("200 OK", FEED.replace(b"<item>", b"").replace(b"</item>", b""))
    run_sources(quick(), lambda _: None)
    assert CliRunner().invoke(app, ["status"]).exit_code == 0


def test_status_tells_of_runs_that_failed_since_and_of_a_schedule_that_stands_still(servers: dict[str, Faulty]) -> None:
    settings = quick()
    run_sources(settings, lambda _: None)
    with closing(duckdb.connect(str(settings.database_path))) as db:
        db.execute("INSERT INTO runs SELECT 'x', 'ingest', now(), NULL, 'crashed', 'v', NULL, NULL")
    told = "\n".join(line.what for line in status(settings, datetime.now(UTC) + 9 * DAY) if not line.well)
    assert "crashed; run it again" in told
    assert "3 sources were due more than 2 days ago" in told


def quick() -> Settings:
    return read_settings(read_timeout_seconds=0.3, total_timeout_seconds=0.5)


# ------------------------------------------------------------------------------------------------- report and tidying


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = open_writer(":memory:")
    yield connection
    connection.close()


def test_the_report_tells_sources_new_duplicates_rejects_and_slow_hosts(db: duckdb.DuckDBPyConnection) -> None:
    db.execute(
        "INSERT INTO polls VALUES ('r', 'good', 'a.example', now(), 200, 9, 2, NULL), "
        "('r', 'bad', 'b.example', now(), NULL, 0, 0, 'timeout'), ('other', 'x', 'x', now(), 200, 1, 1, NULL)"
    )
    db.execute(
        "INSERT INTO rejects SELECT 'r', 'bad', 'https://b.example/' || i, 'fetch', 'http_404', 'a | b', now() "
        "FROM range(3) t(i)"
    )
    db.execute(
        "INSERT INTO captures (capture_id, run_id, url, seconds) VALUES ('1', 'r', 'https://slow.example/a', 9.5), "
        "('2', 'r', 'https://slow.example:81/b', 1), ('3', 'r', 'https://fast.example/b', 0.5)"
    )
    text = run_report(db, Run("r", "ingest", "v", {"articles extracted": 2, "duplicates": 1}))
    assert "2 sources polled, 1 of them failed; duplicates: 1" in text
    assert "| bad | timeout | 0 | 0 |" in text
    assert "| good | well | 9 | 2 |" in text
    assert "| fetch | http_404 | 3 | https://b.example/" in text
    assert "a \\| b" in text
    hosts = text[text.index("Slowest hosts") :]
    assert hosts.index("slow.example") < hosts.index("fast.example")
    assert "| x |" not in text


def test_tidying_drops_what_is_old_and_keeps_what_still_waits(db: duckdb.DuckDBPyConnection) -> None:
    for days in (1, 89, 91):
        db.execute("INSERT INTO polls VALUES ('r', 's', 'h', ?, 200, 1, 1, NULL)", [NOW - days * DAY])
    for days, waits in ((400, True), (400, False), (100, False)):
        row = [f"https://a.example/{days}{waits}", NOW - days * DAY, NOW if waits else None]
        db.execute(
            "INSERT INTO pending_links (url, source_id, listed_at, tries, next_try_at) VALUES (?, 's', ?, 1, ?)", row
        )
    assert tidy(db, NOW) == {"old polls dropped": 1, "old links dropped": 1}
    assert db.execute("SELECT count(*) FROM pending_links").fetchone() == (2,)
