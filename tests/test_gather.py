"""Streams side by side, and hosts that do not answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tradenlp.clean.readers import Read
from tradenlp.fetch.breaker import MOST_FAILURES
from tradenlp.fetch.streams import side_by_side
from tradenlp.gather import ADDRESSES, Gatherer, Link, by_host
from tradenlp.records import FeedEntry, Reject
from tradenlp.settings import read_settings


def numbered(name: str, count: int) -> Iterator[Read]:
    for n in range(count):
        yield Reject("fetch", name, str(n))


def broken() -> Iterator[Read]:
    yield Reject("fetch", "first", "0")
    raise OSError("disk full")


def endless(seen: list[int]) -> Iterator[Read]:
    n = 0
    while True:
        seen.append(n)
        yield Reject("fetch", "endless", str(n))
        n += 1


def test_every_item_of_every_stream_comes_once_and_each_stream_in_order() -> None:
    streams = [partial(numbered, name, 100) for name in "abcdefghij"]
    items = [item for item in side_by_side(streams, at_once=3) if isinstance(item, Reject)]
    for name in "abcdefghij":
        assert [item.detail for item in items if item.reason == name] == [str(n) for n in range(100)]
    assert len(items) == 1000


def test_what_a_stream_raises_reaches_the_caller() -> None:
    with pytest.raises(OSError, match="disk full"):
        list(side_by_side([broken, partial(numbered, "a", 10)], at_once=2))


def test_streams_end_when_the_caller_stops_listening() -> None:
    seen: list[int] = []
    before = threading.active_count()
    stream = side_by_side([partial(endless, seen)], at_once=1)
    assert next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
    assert len(seen) < 1000


def test_links_are_grouped_by_host_each_once() -> None:
    addresses = [f"https://{host}.example/{n}" for host, n in (("a", 1), ("b", 1), ("a", 2), ("a", 1))]
    groups = by_host(Link(FeedEntry(address), ADDRESSES) for address in addresses)
    assert [[link.entry.url[-1] for link in group] for group in groups.values()] == [["1", "2"], ["1"]]


def test_a_host_that_cannot_be_reached_is_left_alone_after_a_few_tries(tmp_path: Path) -> None:
    with socket.socket() as probe:  # a port that nobody listens on once this block ends
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    links = [Link(FeedEntry(f"http://127.0.0.1:{port}/{n}"), ADDRESSES) for n in range(20)]
    settings = read_settings(data_dir=tmp_path, allow_private_addresses=["127.0.0.1"], host_delay_seconds=0)
    with Gatherer(settings) as gatherer:
        reads = list(gatherer.fetch(links))
    reasons = [read.reason for read in reads if isinstance(read, Reject)]
    assert len(reasons) == 20
    assert reasons.count("host_resting") == 20 - MOST_FAILURES
