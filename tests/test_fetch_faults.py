"""Everything that servers and names can do wrong, against real servers: nothing hangs, nothing is lost.

One run meets all the faults at once: a healthy feed lists one article at each faulty host, and faulty feeds are
watched beside it. Each row of the matrices then says what must have come of one fault: one row of `rejects` that says
what to do. Then all is healed, and the next run must bring in whatever may still come.
"""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import httpx
import pytest

from tests import fault_servers as fs
from tests.fault_servers import Act, Authority, endless, raw, reply, reset, stalled, times
from tests.fault_worlds import World, feed, moved, opened, page, quick, silent
from tradenlp.fetch.reasons import reason
from tradenlp.pipeline import run_sources

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
HTML = "Content-Type: text/html"
TWO_HOURS = 7200
LONGEST_RUN = 45
"""seconds that the run may take"""


def encrypted(host: str, days: int = 2, issuer: Authority | None = None) -> Act:
    """A page over TLS, with a certificate for `host`."""
    return fs.encrypted(reply("200 OK", page(host.partition(".")[0].replace("-", "_")), HTML), host, days, issuer)


def busy_until(connection: socket.socket, over: threading.Event) -> None:
    """Asks for two hours by naming the moment when they are over, counted from the request."""
    reply("429 Too Many Requests", b"slow", f"Retry-After: {fs.in_seconds(TWO_HOURS)}")(connection, over)


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
    "busy_seconds": Fault("http_429", reply("429 Too Many Requests", b"slow", f"Retry-After: {TWO_HOURS}")),
    "busy_date": Fault("http_429", busy_until),
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


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One run that meets every fault."""
    trusting = fs.authority().trusted_by(httpx.create_ssl_context(trust_env=False))
    settings = quick(tmp_path_factory.mktemp("faults"), links_per_poll=len(FAULTS) + 2)
    with opened(settings) as world, pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
        add_faulty_hosts(world)
        add_feeds(world)
        started = time.monotonic()
        run_sources(world.settings, silent)
        world.seconds = time.monotonic() - started
        yield world


def add_faulty_hosts(world: World) -> None:
    """The hosts that fail articles, and at each the address of one."""
    world.names.answers["inner.example"] = ["10.0.0.1"]
    for name, fault in FAULTS.items():
        server = world.add(name, fault.act or fs.silent, fault.scheme)
        world.urls[name] = f"{server.base}/{name}"
        world.names.answers[server.name] = list(fault.addresses)
    world.held, port = fs.unanswering()
    world.urls["connect_silent"] = f"http://connect-silent.example:{port}/connect_silent"
    with socket.socket() as nobody:  # a port on which nobody listens once this block ends
        nobody.bind(("127.0.0.1", 0))
        world.urls["connect_refused"] = f"http://connect-refused.example:{nobody.getsockname()[1]}/connect_refused"


def add_feeds(world: World) -> None:
    """The healthy feed that lists all the articles, one with entities, and those that fail."""
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


def test_nothing_hangs(world: World) -> None:
    assert world.seconds < LONGEST_RUN
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
    rows = world.ask(
        "SELECT regexp_extract(url, '[^/]+$'), date_diff('second', listed_at, next_try_at) FROM pending_links "
        "WHERE contains(url, '/busy_')"
    )
    waits = {name: int(str(seconds)) for name, seconds in rows}
    assert waits.keys() == {"busy_seconds", "busy_date"}
    # The rest is counted here from when the link was listed. It began later, with the host's answer, and so by no more
    # than the run took. A date leaves out the fraction of its second.
    for seconds in waits.values():
        assert TWO_HOURS - 1 <= seconds <= TWO_HOURS + LONGEST_RUN


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
