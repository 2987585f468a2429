"""The archive: what was stored comes back, also after a crash and from files that others wrote."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conftest import ROOT
from tradenlp.archive import Archive, load, read, verify
from tradenlp.archive.index import Index
from tradenlp.archive.reading import read_entries
from tradenlp.archive.records import Place, record_bytes
from tradenlp.archive.verify import mend_folder, missing
from tradenlp.errors import InputError
from tradenlp.records import Capture, FeedEntry, Purpose, Reject, Source


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
    assert len({one.warc_file for one in stored}) == len(list(tmp_path.glob("*.warc.gz"))) > 1
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


# -------------------------------------------------------------------------------------------- bodies that are known


def test_an_unchanged_body_is_stored_once_and_comes_back_every_time(tmp_path: Path) -> None:
    body = b"<p>the same as before</p>" * 400
    with Archive(tmp_path) as archive:
        first = archive.store(capture(1, body))
    size = (tmp_path / (first.warc_file or "")).stat().st_size
    with Archive(tmp_path) as archive:
        again = [archive.store(capture(n, body)) for n in (2, 3)]
        other = archive.store(capture(4, body + b"!"))
    kinds = [entry.kind for path in tmp_path.glob("*.warc.gz") for entry in read_entries(path)]
    assert sorted(kinds) == ["response", "response", "revisit", "revisit"]
    assert all(map(same, [first, *again, other], read(tmp_path)))
    assert same(again[1], Archive(tmp_path).load(again[1].warc_file or "", again[1].warc_offset or 0))
    assert size < 2000


def test_a_reference_to_a_file_that_is_gone_is_no_reference(tmp_path: Path) -> None:
    body = b"<p>the same as before</p>" * 400
    with Archive(tmp_path, largest_file=10) as archive:
        first, second = (archive.store(capture(n, body)) for n in (1, 2))
        assert first.warc_file != second.warc_file
        (tmp_path / (first.warc_file or "")).unlink()
        third = archive.store(capture(3, body))
    assert same(third, archive.load(third.warc_file or "", third.warc_offset or 0))
    lost, found = read(tmp_path)
    assert isinstance(lost, Reject)
    assert "stored before and is gone" in lost.detail
    assert same(third, found)


def test_a_reference_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    body = b"<p>the same as before</p>" * 400
    with Archive(tmp_path / "outside") as archive:
        secret = archive.store(capture(1, body))
    place = Place(f"../outside/{secret.warc_file}", 0, secret.final_url, "2025-10-14T12:00:00Z")
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.warc.gz"
    path.write_bytes(record_bytes(capture(2, body), place))
    (found,) = read(path)
    assert isinstance(found, Reject)


def test_files_that_name_each_other_end(tmp_path: Path) -> None:
    place = Place("a.warc.gz", 0, "https://a.example/1", "2025-10-14T12:00:00Z")
    (tmp_path / "a.warc.gz").write_bytes(record_bytes(capture(1), place))
    assert all(isinstance(one, Reject) for one in read(tmp_path))


def test_what_a_response_was_fetched_for_comes_back(tmp_path: Path) -> None:
    source = Source("wire", "feed", "https://a.example/feed", "The “Wire”", "IN", "en")
    entry = FeedEntry(
        "https://a.example/1", "Título\nof two lines", datetime(2025, 10, 14, tzinfo=UTC), authors=("Li",)
    )
    told = Purpose(source, "article", entry, r"/news/\d+")
    with Archive(tmp_path) as archive:
        archive.store(replace(capture(1), purpose=told, error="http_404: the server answered 404"))
        archive.store(replace(capture(2), purpose=replace(told, entry=replace(entry, title="x" * 100_000))))
    first, second = read(tmp_path)
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert (first.purpose, first.error) == (told, "http_404: the server answered 404")
    assert second.purpose == replace(told, entry=None)


# --------------------------------------------------------------------------------- crashes, full disks, no permission


@pytest.mark.parametrize("cut", [1, 40, 150])
def test_a_torn_record_is_cut_off_before_anything_is_appended(tmp_path: Path, cut: int) -> None:
    with Archive(tmp_path) as archive:
        stored = [archive.store(capture(n)) for n in range(3)]
    path = tmp_path / (stored[0].warc_file or "")
    path.write_bytes(path.read_bytes()[:-cut])
    assert not verify(tmp_path).is_well
    with Archive(tmp_path) as archive:
        more = archive.store(capture(9))
    assert more.warc_file == stored[0].warc_file
    assert verify(tmp_path).is_well
    assert all(map(same, [*stored[:2], more], read(tmp_path)))


def test_a_torn_file_of_another_day_is_mended_too(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        stored = [archive.store(capture(n)) for n in range(2)]
    path = tmp_path / (stored[0].warc_file or "")
    old = path.rename(tmp_path / "tradenlp-20200101T000000-abcdef01.warc.gz")
    old.write_bytes(old.read_bytes()[:-20])
    with Index(tmp_path) as index:
        index.set_length(old.name, stored[1].warc_offset or 0)
    with Archive(tmp_path) as archive:
        archive.store(capture(9))
    assert verify(tmp_path).is_well
    assert old.stat().st_size == stored[1].warc_offset


def test_mending_by_hand_cuts_only_what_is_torn(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        stored = [archive.store(capture(n)) for n in range(2)]
    path = tmp_path / (stored[0].warc_file or "")
    whole = path.read_bytes()
    assert mend_folder(tmp_path) == []
    path.write_bytes(whole + b"\x1f\x8b\x08 torn")
    assert mend_folder(tmp_path) == [path.name]
    assert path.read_bytes() == whole


def test_processes_share_a_folder_without_sharing_a_file(tmp_path: Path) -> None:
    with Archive(tmp_path) as one, Archive(tmp_path) as other:
        stored = [archive.store(capture(n)) for n, archive in enumerate((one, other, one, other))]
    assert len({s.warc_file for s in stored}) == 2
    with Archive(tmp_path) as later:
        assert later.store(capture(9)).warc_file in {s.warc_file for s in stored}
    assert verify(tmp_path).records["response"] == 5


def test_a_full_disk_costs_only_what_did_not_fit(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the full disk: the write stops in the middle of a record."""
    program = """
import resource, sys, random
from pathlib import Path
from tests.test_archive import capture
from tradenlp.archive import Archive
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Archive(Path(sys.argv[1])) as archive:
    archive.store(capture(1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
    try:
        archive.store(capture(2, random.Random(1).randbytes(90_000)))
    except OSError as error:
        print(error)
    archive.store(capture(3))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert "File too large" in done.stdout
    assert ".warc.gz" in done.stdout
    report = verify(tmp_path)
    assert (report.is_well, report.records["response"]) == (True, 2)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_by_name(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with Archive(tmp_path / "warc") as archive, pytest.raises(OSError, match="warc"):
        archive.store(capture(1))
    tmp_path.chmod(0o700)


def test_a_folder_that_is_a_file_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "warc").write_text("no folder")
    with Archive(tmp_path / "warc") as archive, pytest.raises(OSError, match="warc"):
        archive.store(capture(1))


def test_a_spoilt_index_costs_nothing_but_copies(tmp_path: Path) -> None:
    body = b"<p>the same as before</p>" * 400
    with Archive(tmp_path) as archive:
        archive.store(capture(1, body))
    for path in tmp_path.glob("index.sqlite*"):
        path.unlink()
    (tmp_path / "index.sqlite").write_bytes(b"not a database at all" * 99)
    with Archive(tmp_path) as archive:
        archive.store(capture(2, body))
        archive.store(capture(3, body))
    report = verify(tmp_path)
    assert report.is_well
    assert report.records == {"response": 2, "revisit": 1}


# ------------------------------------------------------------------------------------------------------ verification


def test_verification_names_what_is_altered_and_what_a_database_misses(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        stored = [archive.store(capture(n)) for n in range(2)]
    path = tmp_path / (stored[0].warc_file or "")
    report = verify(tmp_path)
    assert report.is_well
    wanted = [(s.capture_id, s.warc_file or "", s.warc_offset or 0) for s in stored]
    assert not list(missing(report, wanted))
    assert [p.warc_file for p in missing(report, [*wanted, ("f" * 16, "gone.warc.gz", 0)])] == ["gone.warc.gz"]
    plain = gzip.decompress(path.read_bytes()).replace(b"page 1", b"page X", 1)
    (tmp_path / "altered.warc").write_bytes(plain)
    assert [p.warc_file for p in verify(tmp_path).problems] == ["altered.warc"]


def test_an_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no archive"):
        verify(tmp_path / "none")


def test_kills_at_any_moment_leave_an_archive_that_the_next_writer_makes_whole(tmp_path: Path) -> None:
    """What was told as stored before the kill is there after it, and nothing is torn."""
    program = """
import random, sys
from pathlib import Path
from tests.test_archive import capture
from tradenlp.archive import Archive
body = random.Random(int(sys.argv[2]))
with Archive(Path(sys.argv[1])) as archive:
    for n in range(10**6):
        stored = archive.store(capture(n % 1000, body.randbytes(body.randrange(300, 60_000))))
        print(stored.capture_id, stored.warc_file, stored.warc_offset, flush=True)
"""
    told: list[tuple[str, str, int]] = []
    for seed, lines in enumerate((3, 17)):
        arguments = [sys.executable, "-c", program, str(tmp_path), str(seed)]
        with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            seen = [writer.stdout.readline().split() for _ in range(lines)]
            writer.kill()
        told += [(capture_id, name, int(offset)) for capture_id, name, offset in seen]
    with Archive(tmp_path) as archive:
        archive.store(capture(1))
    report = verify(tmp_path)
    assert report.is_well, report.problems
    assert not list(missing(report, told))
