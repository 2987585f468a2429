"""Everything that servers, names and disks can do wrong, against real servers: nothing hangs, nothing is lost.

One run meets all the faults at once: a healthy feed lists one article at each faulty host, and faulty feeds are
watched beside it. Each row of the matrices then says what must have come of one fault: one row of `rejects` that says
what to do. Then all is healed, and the next run must bring in whatever may still come.
"""

from __future__ import annotations

import gzip
import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import duckdb
import httpx
import pytest

from tests import fault_servers as fs
from tests.fault_servers import Act, Authority, Faulty, Names, endless, raw, reply, reset, stalled, times
from tradenlp.errors import TradenlpError
from tradenlp.fetch.reasons import reason
from tradenlp.gather import Gatherer, Link, configured, due
from tradenlp.pipeline import run_sources
from tradenlp.records import Capture, Reject
from tradenlp.settings import Settings, read_settings

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
HTML = "Content-Type: text/html"
MOVED = "301 Moved Permanently"


def page(name: str) -> bytes:
    text = f"The ministry raised the tariff on imported {name.replace('_', ' ')} to 25 percent on Monday. " * 2
    return f"<html><head><title>Duty on {name}</title></head><body><article><p>{text}</p></article>".encode()


def feed(*links: str) -> bytes:
    titled = [(link.rsplit("/", 1)[1], link) for link in links]
    items = "".join(f"<item><title>Duty on {title}</title><link>{link}</link></item>" for title, link in titled)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


def encrypted(host: str, days: int = 2, issuer: Authority | None = None) -> Act:
    """A page over TLS, with a certificate for `host`."""
    return fs.encrypted(reply("200 OK", page(host.partition(".")[0].replace("-", "_")), HTML), host, days, issuer)


def moved(target: str) -> Act:
    return reply("302 Found", b"", f"Location: {target}")


@dataclass(frozen=True)
class Fault:
    """What a host does to the one who fetches an article from it, and what must come of it."""

    code: str
    act: Act | None = None
    scheme: str = "http"
    addresses: tuple[object, ...] = ("127.0.0.1",)
    """what the host's name resolves to, one answer per look-up"""


ALONE = "tls-self-signed.example"
FAULTS = {
    # time-outs at every phase
    "dns_silent": Fault("timeout", addresses=("silence",)),
    "connect_silent": Fault("timeout"),
    "tls_silent": Fault("timeout", fs.silent, "https"),
    "answer_silent": Fault("timeout", fs.silent),
    "header_stalled": Fault("timeout", stalled(OK)),
    "body_stalled": Fault("timeout", stalled(OK + b"Content-Length: 900\r\n\r\n<p>one")),
    "slow_loris_header": Fault("timeout", endless(OK, fs.forever(b"X: y\r\n"), 0.1)),
    "slow_loris_body": Fault("timeout", endless(OK + b"\r\n", fs.forever(b"<p>"), 0.1)),
    # no connection, no proper answer
    "dns_missing": Fault("connect_failed", addresses=(None,)),
    "connect_refused": Fault("connect_failed"),
    "tls_plain": Fault("tls_failed", fs.plain, "https"),
    "tls_self_signed": Fault("bad_certificate", encrypted(ALONE, issuer=Authority(ALONE)), "https"),
    "tls_other_host": Fault("bad_certificate", encrypted("another.example"), "https"),
    "tls_expired": Fault("bad_certificate", encrypted("tls-expired.example", days=-1), "https"),
    "reset_at_once": Fault("network", reset(b"")),
    "reset_in_header": Fault("network", reset(OK)),
    "reset_in_body": Fault("network", reset(OK + b"Content-Length: 900\r\n\r\n<p>one")),
    "closed_at_once": Fault("bad_response", raw()),
    "no_http": Fault("bad_response", raw(b"220 mail.example ESMTP\r\n")),
    "endless_header_line": Fault("bad_response", endless(OK + b"X: ", fs.forever(b"y" * 9999))),
    "endless_headers": Fault("bad_response", endless(OK, fs.forever(b"X: y\r\n" * 999))),
    # truncated bodies, wrong lengths
    "length_too_long": Fault("bad_response", reply("200 OK", b"<p>short", HTML, length=900)),
    "length_negative": Fault("bad_response", reply("200 OK", b"<p>short", HTML, length=-1)),
    "lengths_differ": Fault("bad_response", raw(OK + b"Content-Length: 9\r\nContent-Length: 900\r\n\r\n<p>short")),
    "chunk_cut": Fault("bad_response", raw(OK + b"Transfer-Encoding: chunked\r\n\r\n400\r\n<p>short")),
    "chunk_size_bad": Fault("bad_response", raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>short")),
    "gzip_cut": Fault("truncated", reply("200 OK", gzip.compress(page("tin") * 9)[:-20], "Content-Encoding: gzip")),
    # bombs and floods
    "gzip_bomb": Fault("too_large", reply("200 OK", fs.bomb(), HTML, "Content-Encoding: gzip")),
    "gzip_bomb_twice": Fault("too_large", reply("200 OK", fs.bomb(2), HTML, "Content-Encoding: gzip, gzip")),
    "brotli_bomb": Fault("bad_encoding", reply("200 OK", b"\x1b\xff\xff\xff\x01\x00", HTML, "Content-Encoding: br")),
    "zstd_bomb": Fault("bad_encoding", reply("200 OK", b"\x28\xb5\x2f\xfd", HTML, "Content-Encoding: zstd")),
    "gzip_garbage": Fault("bad_encoding", reply("200 OK", b"\x1f\x8b\x08\x00broken" * 9, "Content-Encoding: gzip")),
    "endless_body": Fault("too_large", endless(OK + b"\r\n<title>", fs.forever(b"y" * 65536))),
    "title_of_50_mb": Fault("too_large", endless(OK + b"\r\n<title>", times(b"y" * 1_000_000, 50))),
    # what servers say
    "busy_seconds": Fault("http_429", reply("429 Too Many Requests", b"slow", "Retry-After: 7200")),
    "busy_date": Fault("http_429", reply("429 Too Many Requests", b"slow", f"Retry-After: {fs.in_seconds(7200)}")),
    "storm_500": Fault("http_500", reply("500 Oops", b"x" * 300_000)),
    "storm_503": Fault("http_503", reply("503 Busy", b"", "Retry-After: 60")),
    "storm_502_cut": Fault("http_502", reply("502 Bad Gateway", b"short", length=900)),
    "not_there": Fault("http_404", reply("404 Not Found", b"no")),
    "gone": Fault("http_410", reply("410 Gone", b"no")),
    "forbidden": Fault("http_403", reply("403 Forbidden", b"no")),
    "part_only": Fault("http_206", reply("206 Partial Content", b"<p>part", HTML)),
    "moved_nowhere": Fault("http_302", reply("302 Found", b"")),
    # redirects
    "loop": Fault("too_many_redirects", moved("/loop")),
    "redirect_metadata": Fault("refused", moved("http://169.254.169.254/latest/meta-data/")),
    "redirect_loopback_6": Fault("refused", moved("http://[::1]/")),
    "redirect_mapped": Fault("refused", moved("http://[::ffff:10.0.0.1]/")),
    "redirect_private": Fault("refused", moved("http://10.1.2.3/")),
    "redirect_private_name": Fault("refused", moved("http://inner.example/")),
    "redirect_decimal": Fault("refused", moved("http://167772161/")),
    "redirect_file": Fault("refused", moved("file:///etc/passwd")),
    "redirect_user": Fault("refused", moved("http://user:word@127.0.0.1/")),
    # names
    "name_private": Fault("refused", addresses=("10.20.30.40",)),
    "name_metadata": Fault("refused", addresses=("169.254.169.254",)),
    "name_loopback_6": Fault("refused", addresses=("::1",)),
    "name_half_private": Fault("refused", addresses=(("93.184.216.34", "192.168.0.1"),)),
    "name_changes": Fault("refused", moved("/again"), addresses=("127.0.0.1", "10.0.0.5")),
}  # fmt: skip

START = b"HTTP/1.1 200 OK\r\n\r\n<rss version='2.0'><channel>"
ITEMS = fs.forever(b"<item><link>http://a.example/</link></item>" * 999)
LONG = feed(*(f"http://10.9.8.7/{n}" for n in range(len(FAULTS) + 9)))
ENTITIES = b"".join(b"<!ENTITY e%d '%s'>" % (n, b"&e%d;" % (n - 1) * 10 if n else b"x" * 1000) for n in range(9))
FEED_FAULTS: dict[str, tuple[str, Act]] = {
    "feed_silent": ("timeout", fs.silent),
    "feed_endless": ("too_large", endless(START, ITEMS)),
    "feed_title_of_50_mb": ("too_large", endless(START + b"<title>", times(b"y" * 1_000_000, 50))),
    "feed_bomb": ("too_large", reply("200 OK", fs.bomb(), "Content-Encoding: gzip")),
    "feed_of_too_many_links": ("too_many_links", reply("200 OK", LONG)),
    "feed_is_a_page": ("bad_feed", reply("200 OK", page("nickel"), HTML)),
    "feed_is_empty": ("empty", reply("200 OK", b" \n")),
    "feed_is_a_picture": ("bad_feed", reply("200 OK", b"\x89PNG\r\n\x1a\n" + bytes(99))),
    "feed_is_broken_xml": ("bad_feed", reply("200 OK", b"<?xml version='1.0'?><nothing")),
    "feed_unchanged_unasked": ("not_modified", reply("304 Not Modified")),
    "feed_gone": ("http_410", reply("410 Gone")),
    "feed_redirected_inside": ("refused", moved("http://169.254.169.254/feed")),
    "feed_reset": ("network", reset(b"HTTP/1.1 200 OK\r\n")),
}  # fmt: skip


@dataclass
class World:
    """The servers, the settings, and what the runs came to."""

    settings: Settings
    servers: dict[str, Faulty] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    seconds: float = 0.0
    urls: dict[str, str] = field(default_factory=dict)
    held: list[socket.socket] = field(default_factory=list)

    def ask(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with closing(duckdb.connect(str(self.settings.database_path), read_only=True)) as db:
            return db.execute(sql, list(values)).fetchall()

    def add(self, name: str, act: Act, scheme: str = "http") -> Faulty:
        server = self.servers[name] = Faulty(f"{name.replace('_', '-')}.example", act, scheme)
        return server

    def watch(self, name: str, url: str) -> None:
        folder = self.settings.sources_dir
        assert folder
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text(f'publisher = "{name}"\n[[feed]]\nurl = "{url}"\n')


def quick(folder: Path, **more: object) -> Settings:
    usual: dict[str, object] = {
        "data_dir": folder,
        "sources_dir": folder / "sources",
        "workers": 1,
        "host_delay_seconds": 0,
        "respect_robots": False,
        "max_response_bytes": 3_000_000,
        "allow_private_addresses": ["127.0.0.1"],
        "connect_timeout_seconds": 0.5,
        "read_timeout_seconds": 0.5,
        "total_timeout_seconds": 1.5,
    }
    return read_settings(**{**usual, **more})


def silent(_: str) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One run that meets every fault."""
    folder = tmp_path_factory.mktemp("faults")
    world = World(quick(folder, links_per_poll=len(FAULTS) + 2))
    patch = pytest.MonkeyPatch()
    patch.setattr(socket, "getaddrinfo", world.names)
    trusting = fs.authority().trusted_by(httpx.create_ssl_context(trust_env=False))
    patch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
    world.names.answers["inner.example"] = ["10.0.0.1"]
    for name, fault in FAULTS.items():
        server = world.add(name, fault.act or fs.silent, fault.scheme)
        world.urls[name] = f"{server.base}/{name}"
        world.names.answers[server.name] = list(fault.addresses)
    full, port = fs.unanswering()
    world.held = full
    world.urls["connect_silent"] = f"http://connect-silent.example:{port}/connect_silent"
    with socket.socket() as nobody:  # a port on which nobody listens once this block ends
        nobody.bind(("127.0.0.1", 0))
        world.urls["connect_refused"] = f"http://connect-refused.example:{nobody.getsockname()[1]}/connect_refused"
    good = world.add("good", fs.reply("200 OK"))
    good_page = world.add("good_page", reply("200 OK", page("good"), HTML))
    good.act = reply("200 OK", feed(f"{good_page.base}/good", *world.urls.values()))
    world.watch("good", f"{good.base}/feed")
    declared = b"<!DOCTYPE rss [" + ENTITIES + b"<!ENTITY f SYSTEM 'file:///etc/hostname'>]>"
    entities = reply(
        "200 OK", feed("http://10.9.8.7/one").replace(b"<rss", declared + b"<rss").replace(b">Duty", b">&e8;&f;Duty")
    )
    world.watch("entities", f"{world.add('entities', entities).base}/feed")
    for name, (_, act) in FEED_FAULTS.items():
        world.watch(name, f"{world.add(name, act).base}/feed")
    started = time.monotonic()
    run_sources(world.settings, silent)
    world.seconds = time.monotonic() - started
    yield world
    world.names.over.set()
    for server in world.servers.values():
        server.close()
    for held in world.held:
        held.close()
    patch.undo()


def test_nothing_hangs(world: World) -> None:
    assert world.seconds < 45
    assert world.ask("SELECT status FROM runs") == [("completed",)]


def test_the_good_article_is_in(world: World) -> None:
    assert world.ask("SELECT title FROM articles") == [("Duty on good",)]


@pytest.mark.parametrize("name", FAULTS)
def test_an_article_that_cannot_be_had_is_told_once_with_what_to_do(world: World, name: str) -> None:
    rows = world.ask("SELECT stage, reason, detail FROM rejects WHERE url = ?", world.urls[name])
    assert [row[:2] for row in rows] == [("fetch", FAULTS[name].code)]
    assert str(rows[0][2]).endswith(reason(FAULTS[name].code).advice)
    assert world.ask("SELECT count(*) FROM pending_links WHERE url = ?", world.urls[name]) == [(1,)]


@pytest.mark.parametrize("name", FEED_FAULTS)
def test_a_feed_that_cannot_be_had_is_told_once_with_what_to_do(world: World, name: str) -> None:
    code = FEED_FAULTS[name][0]
    rows = world.ask("SELECT stage, reason, detail FROM rejects WHERE source_id = ? AND stage = 'poll'", name)
    assert [row[:2] for row in rows] == [("poll", code)]
    assert str(rows[0][2]).endswith(reason(code).advice)
    failures, next_poll, retired = world.ask(
        "SELECT failures, next_poll_at IS NOT NULL, retired_at IS NOT NULL FROM feed_state WHERE source_id = ?", name
    )[0]
    assert failures == (0 if code == "too_many_links" else 1)
    assert next_poll
    assert retired is (name == "feed_gone")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tls_self_signed", "self-signed certificate"),
        ("tls_other_host", "Hostname mismatch, certificate is not valid for 'tls-other-host.example'"),
        ("tls_expired", "certificate has expired"),
    ],
)
def test_a_certificate_that_is_not_accepted_is_told_with_what_is_wrong_with_it(
    world: World, name: str, said: str
) -> None:
    ((detail,),) = world.ask("SELECT detail FROM rejects WHERE url = ?", world.urls[name])
    assert str(detail).startswith(said)
    assert "open the address in a browser" in str(detail)


def test_entities_neither_multiply_nor_load_anything(world: World) -> None:
    assert world.ask("SELECT failures, last_error FROM feed_state WHERE source_id = 'entities'") == [(0, None)]
    ((title,),) = world.ask("SELECT title FROM pending_links WHERE source_id = 'entities'")
    assert len(str(title)) < 40
    assert Path("/etc/hostname").read_text().strip() not in str(title)


def test_a_long_list_is_taken_in_parts(world: World) -> None:
    taken = world.ask("SELECT count(*) FROM pending_links WHERE source_id = 'feed_of_too_many_links'")
    assert taken == [(len(FAULTS) + 2,)]
    assert world.ask("SELECT count(*) FROM feed_state WHERE source_id = 'feed_of_too_many_links' AND etag IS NULL")


def test_who_asks_for_time_gets_it(world: World) -> None:
    waits = dict(
        world.ask(
            "SELECT regexp_extract(url, '[^/]+$'), date_diff('second', listed_at, next_try_at) FROM pending_links "
            "WHERE contains(url, '/busy_')"
        )
    )
    assert 7000 <= int(str(waits["busy_seconds"])) <= 7210 + 600
    assert 6000 <= int(str(waits["busy_date"])) <= 7210, "the day is told when the servers start, minutes before"


def test_inner_addresses_were_never_connected_to(world: World) -> None:
    assert world.servers["name_changes"].hits == 1
    for name in ("name_private", "name_metadata", "name_loopback_6", "name_half_private", "dns_silent", "dns_missing"):
        assert world.servers[name].hits == 0


def test_once_healed_everything_that_may_still_come_comes(world: World) -> None:
    """Runs last: it heals the world. What looks lasting and was given up stays out; all the rest comes in."""
    over = {row[0] for row in world.ask("SELECT url FROM pending_links WHERE next_try_at IS NULL")}
    kept = [name for name, url in world.urls.items() if url not in over]
    assert {FAULTS[name].code for name in FAULTS if name not in kept} == {"http_410", "refused", "too_large"}
    for name in kept:
        heal(world, name)
    with closing(duckdb.connect(str(world.settings.database_path))) as db:
        db.execute("UPDATE pending_links SET next_try_at = listed_at WHERE next_try_at IS NOT NULL")
    (world.settings.data_dir / "resting_hosts.json").unlink()
    run_sources(world.settings, silent)
    titles = {row[0] for row in world.ask("SELECT title FROM articles")}
    unreachable = {"connect_silent", "connect_refused"}
    assert titles == {"Duty on good", *(f"Duty on {name}" for name in kept if name not in unreachable)}


def heal(world: World, name: str) -> None:
    server = world.servers[name]
    server.over.set()
    well = reply("200 OK", page(name), HTML)
    # Those of bad certificates get good ones: nothing but the certificate kept them out.
    server.act = fs.encrypted(well, server.name) if server.scheme == "https" else well
    world.names.answers[server.name] = ["127.0.0.1"]


# ------------------------------------------------------------------------------------- robots, disk, archive and clock


@pytest.fixture
def small(tmp_path: Path) -> Iterator[World]:
    """A healthy feed with three articles on one host."""
    world = World(quick(tmp_path))
    patch = pytest.MonkeyPatch()
    patch.setattr(socket, "getaddrinfo", world.names)
    server = world.add("wire", fs.silent)
    server.act = site(server)
    world.watch("wire", f"{server.base}/feed")
    yield world
    server.close()
    patch.undo()


def site(server: Faulty) -> Act:
    """A feed of three articles."""

    def act(connection: socket.socket, over: object) -> None:
        path = fs.heard(connection).strip("/")
        listed = feed(*(f"{server.base}/{n}" for n in range(3)))
        body, media = (listed, "application/rss+xml") if path == "feed" else (page(path), "text/html")
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nContent-Type: {media}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode() + body)

    return act


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
