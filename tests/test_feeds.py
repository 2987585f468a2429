"""Feeds in whatever state: read, or refused with a reason; never a crash, never a hang."""

from __future__ import annotations

import contextlib
import os
import tarfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tradenlp.errors import InputError
from tradenlp.fetch import parse_feed

ONE = "https://a.example/1"
URL = "https://harbour.example/news/feed.xml"


def rss(items: str, encoding: str = "utf-8", *, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Harbour &amp; Co</title>'
        f"<link>https://harbour.example/</link>{items}</channel></rss>"
    ).encode(encoding)


def test_an_rss_item_with_everything() -> None:
    feed = parse_feed(
        rss(
            "<item><title>Cocoa &lt;b&gt;duty&lt;/b&gt; falls</title><link>/2025/cocoa</link>"
            "<guid isPermaLink='false'>c1</guid>"
            "<author>m@harbour.example (Maria Keller)</author><pubDate>Tue, 14 Oct 2025 09:30:00 +0200</pubDate>"
            "<description>&lt;p&gt;Less to pay.&lt;/p&gt;</description></item>"
        ),
        URL,
    )
    (entry,) = feed.entries
    assert feed.title == "Harbour & Co"
    assert (entry.url, entry.title, entry.summary) == (
        "https://harbour.example/2025/cocoa",
        "Cocoa duty falls",
        "Less to pay.",
    )
    assert entry.published_at == datetime(2025, 10, 14, 7, 30, tzinfo=UTC)
    assert (entry.external_id, entry.authors, entry.content) == ("c1", ("Maria Keller",), None)


def test_an_atom_entry_with_its_whole_text() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><title>A</title>
        <entry><id>tag:a,1</id><title>One</title><link rel="alternate" href="one.html"/><link rel="edit" href="e"/>
        <updated>2025-10-14T00:00:00Z</updated>
        <content type="html">&lt;p&gt;All of it.&lt;/p&gt;</content></entry></feed>"""
    (entry,) = parse_feed(body, URL).entries
    assert (entry.url, entry.content) == ("https://a.example/x/one.html", "<p>All of it.</p>")


@pytest.mark.parametrize(
    ("name", "body", "urls"),
    [
        ("ampersand", rss("<item><title>A & B</title><link>https://a.example/1</link></item>"), [ONE]),
        ("unclosed", b"<rss version='2.0'><channel><item><link>https://a.example/1</link><title>x", [ONE]),
        ("no link, address as guid", rss("<item><guid>https://a.example/2</guid></item>"), ["https://a.example/2"]),
        ("neither link nor text", rss("<item><title>Nothing</title></item>"), []),
        ("script as link", rss("<item><link>javascript:alert(1)</link></item>"), []),
        ("broken address", rss("<item><link>http://[::1/</link></item>"), []),
        ("windows-1252 in disguise", rss(f"<item><title>Déjà</title><link>{ONE}</link></item>", "cp1252"), [ONE]),
        ("leading blanks", b"\n\n  " + rss("<item><link>https://a.example/1</link></item>"), [ONE]),
        ("date out of range", rss(f"<item><link>{ONE}</link><pubDate>Mon, 45 Foo 99999</pubDate></item>"), [ONE]),
    ],
)  # fmt: skip
def test_odd_feeds_are_read(name: str, body: bytes, urls: list[str]) -> None:
    assert [entry.url for entry in parse_feed(body, URL).entries] == urls


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"plain words", "no feed"),
        (b"<!doctype html><html><body><p>Hello</p></body></html>", "no feed"),
        (b"%PDF-1.7 \x00\x01", "no feed"),
        (b"\x00" * 1000, "no feed"),
        (b"<" * 1_000_001, "elements"),
        (b" " * 20 * 1024 * 1024 + b"<rss/>", "limit"),
    ],
    ids=["nothing", "blank", "words", "page", "pdf", "zeros", "elements", "size"],
)
def test_what_is_no_feed_is_refused_with_a_reason(body: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_feed(body, URL)


BOMB = "<!DOCTYPE l [<!ENTITY a '" + "x" * 1000 + "'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(8)
) + "]>"  # fmt: skip


def test_entities_neither_multiply_nor_load_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("launch codes")
    head = f"<!DOCTYPE l [<!ENTITY f SYSTEM '{secret.as_uri()}'>]>"
    item = "<item><title>{}</title><link>https://a.example/1</link></item>"
    assert "launch" not in str(parse_feed(rss(item.format("a&f;b"), head=head), URL))
    bombed = parse_feed(rss(item.format("&i;"), head=BOMB), URL)
    assert len(str(bombed)) < 1000


@pytest.mark.parametrize(
    "piece", ["<!--", "<?", "</", "<a href='", "&#", "<![CDATA[", "<!DOCTYPE ", "&lt;!--", "<item>", "&", "&lt;div&gt;"]
)
def test_hostile_repetition_costs_linear_time(piece: str) -> None:
    started = time.process_time()
    with contextlib.suppress(InputError):
        parse_feed(rss(f"<item><link>https://a.example/</link><description>{piece * 20_000}"), URL)
    assert time.process_time() - started < 10


def test_ten_thousand_entries() -> None:
    items = "".join(f"<item><title>Story {i}</title><link>/s/{i}</link></item>" for i in range(10_000))
    feed = parse_feed(rss(items), URL)
    assert len(feed.entries) == 10_000
    assert feed.entries[-1].url == "https://harbour.example/s/9999"


def outside_feeds() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(os.environ["TRADENLP_FEEDS"]) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() and "/" in member.name else None
            if file is not None:
                yield member.name, file.read()


@pytest.mark.skipif("TRADENLP_FEEDS" not in os.environ, reason="TRADENLP_FEEDS names no tarball of feeds")
def test_every_outside_feed_is_read_or_refused_with_a_reason() -> None:
    read, reasons = 0, []
    for name, body in outside_feeds():
        started = time.process_time()
        try:
            parse_feed(body, f"https://a.example/{name}")
            read += 1
        except InputError as error:
            reasons.append(str(error))
        assert time.process_time() - started < 10, name
    assert read > 2000
    assert len(reasons) < 20
    assert all(len(reason.split(": ", 1)[1]) > 5 for reason in reasons)
