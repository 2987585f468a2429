"""The archive: what was stored comes back, also after a crash and from files that others wrote."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tradenlp.archive import Archive, load, read
from tradenlp.errors import InputError
from tradenlp.records import Capture, Reject


def capture(number: int, body: bytes | None = None) -> Capture:
    body = body if body is not None else f"<p>page {number}</p>".encode() * 20
    return Capture(
        capture_id=f"{number:016x}",
        source_id="harbour",
        url=f"https://a.example/{number}",
        final_url=f"https://a.example/{number}.html",
        fetched_at=datetime(2025, 10, 14, 12, 0, number, 5000, tzinfo=UTC),
        status=200,
        content_type="text/html; charset=utf-8",
        body=body,
        sha256="set when read",
        etag='"e"',
        last_modified="Tue, 14 Oct 2025 12:00:00 GMT",
    )


def same(stored: Capture, loaded: Capture | Reject) -> bool:
    return isinstance(loaded, Capture) and replace(loaded, sha256=None) == replace(stored, sha256=None)


def test_what_was_stored_comes_back_by_place_and_in_order(tmp_path: Path) -> None:
    with Archive(tmp_path / "warc") as archive:
        stored = [archive.store(capture(n)) for n in range(5)]
        assert all(same(one, archive.load(one.warc_file or "", one.warc_offset or 0)) for one in stored)
    found = list(read(tmp_path / "warc"))
    assert len(found) == 5
    assert all(map(same, stored, found))


def test_a_new_file_begins_when_one_has_grown(tmp_path: Path) -> None:
    with Archive(tmp_path, largest_file=600) as archive:
        stored = [archive.store(capture(n)) for n in range(6)]
    assert len({one.warc_file for one in stored}) == len(list(tmp_path.iterdir())) > 1
    assert len(list(read(tmp_path))) == 6


@pytest.mark.parametrize("status", [None, 304])
def test_what_has_no_body_is_not_stored(tmp_path: Path, status: int | None) -> None:
    empty = replace(capture(1), status=status, body=None)
    with Archive(tmp_path) as archive:
        assert archive.store(empty) == empty
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cut", [1, 9, 40, 150, 300])
def test_a_torn_last_record_costs_only_itself(tmp_path: Path, cut: int) -> None:
    with Archive(tmp_path) as archive:
        stored = [archive.store(capture(n, bytes(range(256)) * 8)) for n in range(3)]
    path = tmp_path / (stored[0].warc_file or "")
    path.write_bytes(path.read_bytes()[:-cut])
    first, second, *rest = read(tmp_path)
    assert same(stored[0], first)
    assert same(stored[1], second)
    assert all(isinstance(one, Reject) or same(stored[2], one) for one in rest)
    if cut > 9:
        assert not any(isinstance(one, Capture) for one in rest)


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    with Archive(tmp_path) as archive:
        stored = archive.store(capture(1))
    path.write_bytes(
        gzip.decompress((tmp_path / (stored.warc_file or "")).read_bytes()).replace(b"page 1", b"page 2", 1)
    )
    (found,) = read(path)
    assert isinstance(found, Reject)
    assert (found.reason, "digest" in found.detail) == ("bad_warc", True)


@pytest.mark.parametrize(
    "content", [b"", b"nonsense\n" * 9, b"WARC/1.0\r\n\r\n", b"\x1f\x8b\x08\x00rubbish", b"WARC/1.0\r\nA: b\r\n\r\nc"]
)
def test_no_file_breaks_the_reading_of_a_folder(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "0.warc.gz").write_bytes(content)
    with Archive(tmp_path) as archive:
        stored = archive.store(capture(1))
    *rejects, last = read(tmp_path)
    assert same(stored, last)
    assert all(isinstance(one, Reject) for one in rejects)


def test_loading_from_a_wrong_place_is_told(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        stored = archive.store(capture(1))
        for name, offset in ((stored.warc_file or "", 7), (stored.warc_file or "", 10_000), ("other.warc.gz", 0)):
            with pytest.raises(InputError, match="no record at byte"):
                archive.load(name, offset)


def foreign(path: Path, compressed: bool) -> None:
    bodies = ((None, b"<p>hello</p>" * 9), ("gzip", gzip.compress(b"<p>hello</p>" * 9)))
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=compressed)
        writer.write_record(writer.create_warcinfo_record("x", {"software": "another crawler"}))
        for encoding, body in bodies:
            headers = [("Content-Type", "text/html")] + ([("Content-Encoding", encoding)] if encoding else [])
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                "http://b.example/x", "response", payload=io.BytesIO(body), http_headers=http
            )
            writer.write_record(record)
        http = StatusAndHeaders("200 OK", [("Transfer-Encoding", "chunked")], protocol="HTTP/1.1")
        payload = io.BytesIO(b"5\r\nhello\r\n0\r\n\r\n")
        writer.write_record(
            writer.create_warc_record("http://b.example/y", "response", payload=payload, http_headers=http)
        )


@pytest.mark.parametrize("compressed", [True, False])
def test_files_of_others_are_read_decoded(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / "crawl.warc.gz"
    foreign(path, compressed)
    found = list(read(path))
    assert [one.body for one in found if isinstance(one, Capture)] == [b"<p>hello</p>" * 9] * 2 + [b"hello"]
    assert {one.source_id for one in found} == {"warc"}
    for one in found:
        assert isinstance(one, Capture)
        assert load(path, one.warc_offset or 0) == one
