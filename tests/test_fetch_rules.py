"""What may be fetched, how often and how much: the pure parts of fetching."""

from __future__ import annotations

import gzip
import ipaddress
import threading
import time
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradenlp.errors import FetchRefused, InputError
from tradenlp.fetch.addresses import check_url, is_public, read_allowed
from tradenlp.fetch.bodies import BodyError, read_body
from tradenlp.fetch.freshness import fresh_seconds, retry_after
from tradenlp.fetch.links import page_links
from tradenlp.fetch.manners import Pace
from tradenlp.fetch.robots import parse_robots

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
        ("64:ff9b:1::5db8:d822", False),
        ("fec0::1", False),
        ("192.0.0.192", False),
        ("168.63.129.16", False),
        ("100.100.100.200", False),
        ("fd00:ec2::254", False),
        ("::127.0.0.1", False),
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


# --------------------------------------------------------------------------------------------------- pace and freshness


def test_each_host_is_asked_at_its_own_pace() -> None:
    clock, slept = [100.0], list[float]()
    pace = Pace(2.0, clock=lambda: clock[0], sleep=slept.append)
    assert [pace.wait("a"), pace.wait("b"), pace.wait("a"), pace.wait("a", 10.0)] == [0, 0, 2, 4]
    assert pace.wait("a") == 14
    clock[0] = 200.0
    assert pace.wait("a") == 0
    assert slept == [2, 4, 14]


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


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=900"}, 900),
        ({"cache-control": 'max-age="60"'}, 60),
        ({"cache-control": "s-maxage=5"}, None),
        ({"cache-control": "max-age=900, no-cache"}, 0),
        ({"cache-control": "max-age=900", "age": "300"}, 600),
        ({"cache-control": "max-age=900", "expires": "Tue, 14 Oct 2025 18:00:00 GMT"}, 900),
        ({"expires": "Tue, 14 Oct 2025 13:00:00 GMT"}, 3600),
        ({"expires": "Tue, 14 Oct 2025 13:00:00 GMT", "date": "Tue, 14 Oct 2025 12:50:00 GMT"}, 600),
        ({"expires": "0"}, 0),
        ({"expires": "Tue, 14 Oct 2025 11:00:00 GMT"}, 0),
        ({"cache-control": "max-age=99999999999999999999"}, 999_999_999),
    ],
)
def test_freshness_by_cache_control_else_expires(headers: dict[str, str], seconds: float | None) -> None:
    assert fresh_seconds(headers, NOW) == seconds


def test_so_many_requests_of_a_host_at_a_time() -> None:
    pace, most, under_way = Pace(0.0, at_once=2), [0], [0]
    lock = threading.Lock()

    def ask() -> None:
        with pace.turn("a"):
            with lock:
                under_way[0] += 1
                most[0] = max(most[0], under_way[0])
            time.sleep(0.02)
            with lock:
                under_way[0] -= 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [2]


def test_an_index_page_gives_its_articles_once() -> None:
    page = b"""<html><head><base href="/news/"></head><body><a href="2025/one.html#top"><img></a>
        <a href="2025/one.html">One <b>duty</b> falls</a><a href="about.html">About</a>
        <a href="http://[::1/2025/">broken</a><a href="mailto:x@a.example">Write</a></body></html>"""
    entries = page_links(page, "https://a.example/", None, r"/2025/.+\.html$")
    assert [(e.url, e.title) for e in entries] == [("https://a.example/news/2025/one.html", "One duty falls")]
