"""What may be fetched, how often and how much: the pure parts of fetching."""

from __future__ import annotations

import gzip
import ipaddress
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradenlp.errors import FetchRefused, InputError
from tradenlp.fetch import is_due, next_state
from tradenlp.fetch.addresses import check_url, is_public, read_allowed
from tradenlp.fetch.bodies import BodyError, read_body
from tradenlp.fetch.fetcher import retry_after
from tradenlp.fetch.links import page_links
from tradenlp.fetch.manners import Pace
from tradenlp.fetch.robots import parse_robots
from tradenlp.records import Capture, FeedState

NOW = datetime(2025, 10, 14, 12, tzinfo=UTC)

# ------------------------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_only_addresses_of_the_open_internet_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    ("allowed", "host", "address", "permitted"),
    [
        (["127.0.0.1"], "127.0.0.1", "127.0.0.1", True),
        (["127.0.0.1"], "evil.example", "127.0.0.1", True),
        (["10.0.0.0/8"], "intra.example", "10.3.4.5", True),
        (["10.0.0.0/8"], "intra.example", "192.168.0.1", False),
        (["Intra.example"], "intra.EXAMPLE", "192.168.0.1", True),
        (["intra.example"], "other.example", "192.168.0.1", False),
        (["10.0.0.0/8"], "x.example", "::ffff:10.0.0.1", True),
        ([], "x.example", "93.184.216.34", True),
    ],
)
def test_exceptions_name_hosts_addresses_or_networks(
    allowed: list[str], host: str, address: str, permitted: bool
) -> None:
    assert read_allowed(allowed).permits(host, ipaddress.ip_address(address)) is permitted


@pytest.mark.parametrize("entry", ["10.0.0.0/99", " ", "a/b"])
def test_an_exception_that_is_none_is_told(entry: str) -> None:
    with pytest.raises(InputError, match="allow_private_addresses"):
        read_allowed([entry])


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example", "javascript:1", "a.example", "http://", "http://u:p@a.example/",
     "http://[::1", "http://a.example:99999/"],
)  # fmt: skip
def test_other_schemes_and_odd_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        check_url(url)


# ---------------------------------------------------------------------------------------------------------- robots

ROBOTS = """
User-agent: other
Disallow: /

User-agent: *
Disallow: /private   # a comment
Disallow: /*.pdf$
Allow: /private/open
Disallow: /search?q=
Crawl-delay: 7
Sitemap: https://a.example/map.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/privateer", False),
        ("/private/open/x", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x=1", True),
        ("/search?q=tariff", False),
        ("/search", True),
        ("/%70rivate/x", False),
    ],
)
def test_the_longest_matching_rule_of_robots_txt_decides(path: str, allowed: bool) -> None:
    assert parse_robots(ROBOTS, "tradenlp/1.0 (x)").allows(f"https://a.example{path}") is allowed


def test_robots_groups_delays_and_sitemaps() -> None:
    robots = parse_robots(ROBOTS, "tradenlp/1.0")
    assert (robots.crawl_delay_seconds, robots.sitemaps) == (7.0, ("https://a.example/map.xml",))
    assert not parse_robots(ROBOTS, "Other/2").allows("https://a.example/")
    assert parse_robots("User-agent: tradenlp\nUser-agent: b\nDisallow: /x", "tradenlp").allows("https://a.example/y")
    assert not parse_robots("User-agent: tradenlp\nUser-agent: b\nDisallow: /x", "tradenlp").allows(
        "https://a.example/x"
    )


@given(st.text(max_size=300))
def test_any_robots_txt_can_be_read(text: str) -> None:
    parse_robots("User-agent: *\n" + text, "tradenlp").allows("https://a.example/some/path?x=1")


# ---------------------------------------------------------------------------------------------------------- bodies


@given(st.binary(max_size=3000), st.integers(1, 700))
def test_bodies_come_back_whole_however_they_are_cut(body: bytes, size: int) -> None:
    raw_deflate = zlib.compressobj(wbits=-15)
    forms = {"": body, "gzip": gzip.compress(body), "deflate": zlib.compress(body)}
    forms["DEFLATE"] = raw_deflate.compress(body) + raw_deflate.flush()
    for encoding, sent in forms.items():
        chunks = [sent[i : i + size] for i in range(0, len(sent), size)]
        assert read_body(chunks, encoding, 10_000) == body


@pytest.mark.parametrize(
    ("chunks", "encoding", "code"),
    [
        ([b"x" * 600] * 2, "", "too_large"),
        ([gzip.compress(b"x" * 10_000_000)], "gzip", "too_large"),
        ([gzip.compress(gzip.compress(b"x" * 10_000_000))], "gzip, gzip", "too_large"),
        ([gzip.compress(b"hello" * 50)[:-12]], "gzip", "truncated"),
        ([b"\x1f\x8b\x08\x00broken" * 9], "gzip", "bad_encoding"),
        ([b"x"], "br", "bad_encoding"),
    ],
)
def test_bodies_beyond_bounds_are_told(chunks: list[bytes], encoding: str, code: str) -> None:
    with pytest.raises(BodyError, match=code):
        read_body(chunks, encoding, 1000)


# --------------------------------------------------------------------------------------------------- pace and polls


def test_each_host_is_asked_at_its_own_pace() -> None:
    clock, slept = [100.0], list[float]()
    pace = Pace(2.0, clock=lambda: clock[0], sleep=slept.append)
    assert [pace.wait("a"), pace.wait("b"), pace.wait("a"), pace.wait("a", 10.0)] == [0, 0, 2, 4]
    assert pace.wait("a") == 14
    clock[0] = 200.0
    assert pace.wait("a") == 0
    assert slept == [2, 4, 14]


def answer(status: int | None, **more: object) -> Capture:
    error = None if status and status < 400 else "timeout: nothing came"
    fields: dict[str, object] = {"error": error} | more
    return Capture("c", "s", "u", "u", NOW, status, None, b"", None, **fields)  # type: ignore[arg-type]


HOUR = timedelta(hours=1)
KNOWN = FeedState("s", etag="e1", last_modified="m1", failures=0, last_ok_at=NOW - HOUR)


def test_a_response_brings_new_validators_and_a_304_keeps_the_old_ones() -> None:
    fresh = next_state(KNOWN, answer(200, etag="e2"), NOW)
    assert (fresh.etag, fresh.last_modified, fresh.last_ok_at, fresh.next_poll_at) == ("e2", None, NOW, NOW + HOUR)
    same = next_state(KNOWN, answer(304), NOW)
    assert (same.etag, same.last_modified, same.last_ok_at) == ("e1", "m1", NOW)


def test_failures_double_the_pause_up_to_a_day_and_a_success_forgets_them() -> None:
    state, pauses = KNOWN, []
    for _ in range(30):
        state = next_state(state, answer(None), NOW)
        pauses.append((state.next_poll_at or NOW) - NOW)
    assert [p / HOUR for p in pauses[:6]] == [2, 4, 8, 16, 24, 24]
    assert pauses[-1] == timedelta(days=1)
    assert (state.etag, state.last_ok_at, state.failures, state.last_error) == (
        "e1",
        NOW - HOUR,
        30,
        "timeout: nothing came",
    )
    assert next_state(state, answer(200), NOW).failures == 0


def test_retry_after_is_obeyed_within_reason() -> None:
    assert next_state(KNOWN, answer(429, retry_after_seconds=36_000.0), NOW).next_poll_at == NOW + 10 * HOUR
    assert next_state(KNOWN, answer(503, retry_after_seconds=1e9), NOW).next_poll_at == NOW + timedelta(days=7)
    assert next_state(KNOWN, answer(200, retry_after_seconds=1.0), NOW).next_poll_at == NOW + HOUR


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Tue, 14 Oct 2025 12:01:00 GMT", 60),
        ("Tue, 14 Oct 2025 11:00:00 GMT", 0),
        ("soon", None),
        (None, None),
        ("", None),
    ],
)
def test_retry_after_comes_as_seconds_or_as_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_what_was_never_asked_is_due() -> None:
    assert is_due(None, NOW)
    assert is_due(FeedState("s", next_poll_at=NOW), NOW)
    assert not is_due(FeedState("s", next_poll_at=NOW + HOUR), NOW)


def test_an_index_page_gives_its_articles_once() -> None:
    page = b"""<html><head><base href="/news/"></head><body><a href="2025/one.html#top"><img></a>
        <a href="2025/one.html">One <b>duty</b> falls</a><a href="about.html">About</a>
        <a href="http://[::1/2025/">broken</a><a href="mailto:x@a.example">Write</a></body></html>"""
    entries = page_links(page, "https://a.example/", None, r"/2025/.+\.html$")
    assert [(e.url, e.title) for e in entries] == [("https://a.example/news/2025/one.html", "One duty falls")]
