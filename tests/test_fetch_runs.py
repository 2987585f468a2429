"""Whole runs against a few hosts, one thing wrong in each: rests, moves, paces, robots, disks, archives, clocks.

What went wrong is healed at the end of most of them, and the next run must bring in all three articles of the feed.
"""

from __future__ import annotations

import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import pairwise

import duckdb
import pytest

from tests import fault_servers as fs
from tests.fault_servers import Act, reply, reset
from tests.fault_worlds import World, feed, moved, quick, silent, site, small
from tradenlp.errors import TradenlpError
from tradenlp.gather import Gatherer, Link, configured, due
from tradenlp.pipeline import run_sources
from tradenlp.records import Capture, Reject

__all__ = ["small"]
MOVED = "301 Moved Permanently"


def articles(world: World) -> int:
    return int(str(world.ask("SELECT count(*) FROM articles")[0][0]))


def everything_now(world: World) -> None:
    """As if the pauses were over."""
    with closing(duckdb.connect(str(world.settings.database_path))) as db:
        db.execute("UPDATE feed_state SET next_poll_at = NULL WHERE retired_at IS NULL")
        db.execute("UPDATE pending_links SET next_try_at = listed_at WHERE next_try_at IS NOT NULL")
    (world.settings.data_dir / "resting_hosts.json").unlink(missing_ok=True)


@pytest.mark.parametrize("kind", ["a file where a folder should be", "a file system that takes nothing"])
def test_an_archive_that_cannot_be_written_stops_the_run_and_loses_nothing(small: World, kind: str) -> None:
    archive = small.settings.archive_path
    if kind.startswith("a file where"):
        archive.write_text(kind)
    else:  # not even root may make a folder there
        archive.symlink_to("/sys/kernel/nothing-of-that-name")
    run_sources(small.settings, silent)
    ((stage, reason_, detail),) = small.ask("SELECT stage, reason, detail FROM rejects")
    assert (stage, reason_) == ("poll", "archive_failed")
    assert "make the archive folder writable" in str(detail)
    assert small.servers["wire"].hits == 1
    assert small.ask("SELECT failures FROM feed_state") == [(0,)], "it is not the feed's fault"
    archive.unlink()
    everything_now(small)
    run_sources(small.settings, silent)
    assert articles(small) == 3


def test_an_archive_that_fails_in_the_middle_leaves_the_rest_in_the_backlog(small: World) -> None:
    """The kernel refuses what goes beyond the largest file, as it would on a full disk."""
    ((watch, state),) = due(configured(small.settings), {}, datetime.now(UTC))
    with Gatherer(small.settings) as gatherer:
        poll = next(gatherer.poll([(watch, state)]))
        with files_no_larger_than(64):
            reads = list(gatherer.fetch(Link(entry, watch.source) for entry in poll.entries))
    rejects = [read for read in reads if isinstance(read, Reject)]
    assert [r.reason for r in rejects] == ["archive_failed"]
    assert "free space" in rejects[0].detail
    assert not [read for read in reads if isinstance(read, Capture) and read.error is None]
    run_sources(small.settings, silent)
    assert articles(small) == 3


def test_a_disk_without_room_for_the_database_ends_the_run_and_the_next_one_goes_on(small: World) -> None:
    with files_no_larger_than(300_000), pytest.raises((duckdb.Error, TradenlpError, OSError)):
        run_sources(small.settings, silent)
    run_sources(small.settings, silent)
    assert articles(small) == 3


def test_a_host_that_asks_for_time_gets_it_for_all_its_articles_and_across_runs(small: World) -> None:
    server = small.servers["wire"]
    well = server.act

    def busy(connection: socket.socket, over: threading.Event) -> None:
        if server.hits == 1:
            return well(connection, over)
        return reply("429 Too Many Requests", b"", "Retry-After: 3600")(connection, over)

    server.act = busy
    run_sources(small.settings, silent)
    assert server.hits == 2, "after the first article was refused the others were not asked for"
    assert small.ask("SELECT reason FROM rejects ORDER BY ALL") == [("host_resting",), ("http_429",)]
    run_sources(small.settings, silent)
    assert server.hits == 2, "nor by the next run"
    assert small.ask("SELECT count(*), sum(tries) FROM pending_links WHERE next_try_at > now()") == [(3, 1)]
    server.act = well
    everything_now(small)
    run_sources(small.settings, silent)
    assert articles(small) == 3


@pytest.mark.parametrize("told", ["7200", "date"])
def test_a_feed_that_asks_for_time_gets_it_in_either_form(small: World, told: str) -> None:
    asked = fs.in_seconds(7200) if told == "date" else told
    small.servers["wire"].act = reply("429 Too Many Requests", b"", f"Retry-After: {asked}")
    run_sources(small.settings, silent)
    ((minutes,),) = small.ask("SELECT date_diff('minute', polled_at, next_poll_at) FROM feed_state")
    assert 115 <= int(str(minutes)) <= 121


def test_a_feed_that_is_gone_for_good_is_asked_no_more_until_its_address_changes(small: World) -> None:
    server = small.servers["wire"]
    well, server.act = server.act, reply("410 Gone")
    run_sources(small.settings, silent)
    everything_now(small)
    run_sources(small.settings, silent)
    assert server.hits == 1
    server.act = well
    small.watch("wire", f"{server.base}/feed/")
    run_sources(small.settings, silent)
    assert articles(small) == 3


def test_a_permanent_move_is_remembered_and_the_old_place_asked_again_once_the_new_one_fails(small: World) -> None:
    old, new = small.servers["wire"], small.add("new", fs.silent)
    well, new.act = old.act, old.act
    old.act = reply(MOVED, b"", f"Location: {new.base}/feed")
    run_sources(small.settings, silent)
    assert small.ask("SELECT moved_to, failures FROM feed_state") == [(f"{new.base}/feed", 0)]
    asked, hits = old.hits, new.hits
    everything_now(small)
    run_sources(small.settings, silent)
    assert (old.hits, new.hits) == (asked, hits + 1), "the new place at once"
    new.act, old.act = reply("404 Not Found"), well
    for _ in range(2):
        everything_now(small)
        run_sources(small.settings, silent)
    assert small.ask("SELECT moved_to, failures FROM feed_state") == [(None, 0)]
    assert old.hits == asked + 1


def test_a_host_that_asked_for_time_is_not_asked_for_its_other_feeds_nor_for_what_they_list(small: World) -> None:
    server, other = small.servers["wire"], small.add("other", fs.silent)
    well = server.act
    server.act = reply("503 Busy", b"", "Retry-After: 3600")
    run_sources(small.settings, silent)
    assert server.hits == 1
    server.act = well
    small.watch("second", f"{server.base}/feed")
    other.act = reply("200 OK", feed(f"{server.base}/9"), "Content-Type: application/rss+xml")
    small.watch("other", f"{other.base}/feed")
    counts = run_sources(small.settings, silent).counts
    assert server.hits == 1, "neither its other feed was asked nor the article that another host's feed lists"
    assert not counts.get("sources failed")
    state = "SELECT failures, last_error, date_diff('minute', now(), next_poll_at) FROM feed_state WHERE source_id = ?"
    ((failures, error, minutes),) = small.ask(state, "second")
    assert (failures, error) == (0, None), "it is not the feed's fault"
    assert 50 <= int(str(minutes)) <= 60
    assert small.ask("SELECT tries, date_diff('minute', now(), next_try_at) > 50 FROM pending_links") == [(0, True)]
    told = small.ask("SELECT stage, source_id FROM rejects WHERE reason = 'host_resting' ORDER BY ALL")
    assert told == [("fetch", "other"), ("poll", "second")]
    everything_now(small)
    run_sources(small.settings, silent)
    assert articles(small) == 4


def test_a_host_is_asked_at_its_pace_for_feeds_and_articles_together(small: World) -> None:
    server = small.servers["wire"]
    well, moments, under_way, most = server.act, list[float](), [0], [0]
    assert well

    def counted(connection: socket.socket, over: threading.Event) -> None:
        moments.append(time.monotonic())
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        time.sleep(0.05)
        well(connection, over)
        under_way[0] -= 1

    server.act = counted
    small.watch("second", f"{server.base}/feed")
    elsewhere = small.add("elsewhere", fs.silent)
    elsewhere.act = reply("200 OK", feed(f"{server.base}/9"), "Content-Type: application/rss+xml")
    small.watch("elsewhere", f"{elsewhere.base}/feed")
    run_sources(quick(small.settings.data_dir, host_delay_seconds=0.3, respect_robots=True), silent)
    assert articles(small) == 4
    assert len(moments) == 1 + 2 + 4, "robots.txt, two feeds, four articles"
    assert most == [1]
    assert min(after - before for before, after in pairwise(moments)) > 0.25


def test_a_long_list_of_one_host_is_spread_over_runs(small: World) -> None:
    two_at_most = quick(small.settings.data_dir, links_per_host=2)
    assert run_sources(two_at_most, silent).counts["links left for the next run"] == 1
    assert articles(small) == 2
    run_sources(two_at_most, silent)
    assert articles(small) == 3


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (fs.silent, "timeout"),
        (reply("503 Busy"), "status 503"),
        (moved("http://10.0.0.1/robots.txt"), "10.0.0.1"),
        (reset(b"HTTP/1.1 2"), "network"),
        (reply("200 OK", bytes(5_000_000)), "too_large"),
    ],
    ids=["silent", "503", "inside", "reset", "huge"],
)
def test_a_robots_txt_that_cannot_be_read_is_a_failure_that_is_told(small: World, act: Act, told: str) -> None:
    settings = quick(small.settings.data_dir, respect_robots=True)
    server = small.servers["wire"]
    server.act = act
    run_sources(settings, silent)
    ((reason_, detail),) = small.ask("SELECT reason, detail FROM rejects")
    assert reason_ in ("robots_unreachable", "refused")
    assert told in str(detail)
    server.act = site(server)
    everything_now(small)
    run_sources(small.settings, silent)
    assert articles(small) == 3


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_jumped_neither_stops_feeds_nor_links(small: World, years: int) -> None:
    run_sources(small.settings, silent)
    away = f"to_years({years})"
    with closing(duckdb.connect(str(small.settings.database_path))) as db:
        db.execute(f"UPDATE feed_state SET polled_at = polled_at + {away}, next_poll_at = next_poll_at + {away}")
        db.execute(
            "INSERT INTO pending_links (url, source_id, authors, listed_at, tries, next_try_at) "
            f"SELECT '{small.servers['wire'].base}/late', 'wire', [], now() + {away}, 0, now() + {away}"
        )
    run_sources(small.settings, silent)
    assert small.ask("SELECT count(*) FROM polls") == [(2,)]
    assert articles(small) == 4
