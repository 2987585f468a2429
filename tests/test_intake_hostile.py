"""Broken, huge and odd input of every kind: a clear reject or the right article, and the rest goes in."""

from __future__ import annotations

import builtins
import gzip
import io
import json
import os
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.costs import cpu_seconds
from tradenlp.clean import clean_document, read_inputs
from tradenlp.clean.dates_printed import parse_timestamp
from tradenlp.clean.readers import Read
from tradenlp.fetch.media import decode, sniff
from tradenlp.pipeline import ingest
from tradenlp.records import Article, FeedEntry, RawDocument, Reject
from tradenlp.settings import read_settings
from tradenlp.warehouse.database import open_reader

MEGABYTE = 1024 * 1024
TITLE = "Sugar mills get a higher duty"
BODY = (
    "The ministry raised the duty on cane sugar to 40 percent on Monday, after mills in the south had asked for help. "
    "Traders said that shipments already at sea would be let in under the old rate until the end of the month."
)
PAGE = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>{BODY}</p></article></body></html>"


def read(*paths: Path) -> tuple[list[RawDocument], list[Reject]]:
    items = list(read_inputs(paths))
    return [i for i in items if isinstance(i, RawDocument)], [i for i in items if isinstance(i, Reject)]


def articles(*paths: Path) -> list[Article]:
    cleaned = [clean_document(document) for document in read(*paths)[0]]
    return [article for article in cleaned if isinstance(article, Article)]


def line(**record: object) -> bytes:
    return json.dumps({"id": "a", "text": BODY} | record).encode() + b"\n"


def sparse(path: Path, start: bytes, end: bytes = b"") -> Path:
    """A file of 200 MB that takes no room on the disk: null bytes between what it begins and ends with."""
    with path.open("wb") as file:
        file.write(start)
        file.seek(200 * MEGABYTE)
        file.write(end or b"\n")
    return path


# ------------------------------------------------------------------------------------------------------------- size


@pytest.mark.parametrize(
    ("name", "start", "reason"),
    [
        ("a.txt", BODY.encode(), "too_large"),
        ("a.html", PAGE.encode(), "too_large"),
        ("a.xml", b"<rss version='2.0'><channel>", "too_large"),
        ("a.jsonl", b'{"id": "a", "text": "', "too_large"),
        ("a.txt.gz", gzip.compress(BODY.encode(), mtime=0) + b"\x1f\x8b\x08rubbish", "unreadable"),
        ("a.warc", b"WARC/1.0\r\n", "bad_warc"),
    ],
)
def test_200_megabytes_are_refused_soon_and_the_rest_goes_in(
    tmp_path: Path, name: str, start: bytes, reason: str
) -> None:
    sparse(tmp_path / name, start)
    (tmp_path / "z.txt").write_text(BODY)
    before = time.process_time()
    documents, rejects = read(tmp_path)
    assert time.process_time() - before < 20
    assert [document.external_id for document in documents] == ["z"]
    assert [reject.reason for reject in rejects] == [reason]


def test_one_line_of_200_megabytes_costs_only_itself(tmp_path: Path) -> None:
    path = sparse(tmp_path / "x.jsonl", line() + b'{"id": "b", "text": "', b'"}\n' + line(id="c"))
    documents, rejects = read(path)
    assert [document.external_id for document in documents] == ["a", "c"]
    assert [(reject.reason, "line 2" in reject.detail) for reject in rejects] == [("too_large", True)]


def test_a_feed_file_of_ten_thousand_entries(tmp_path: Path) -> None:
    items = "".join(f"<item><title>{n}</title><link>https://a.example/{n}</link></item>" for n in range(10_000))
    (tmp_path / "feed.rss").write_text(f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>")
    links = [item.url for item in read_inputs([tmp_path]) if isinstance(item, FeedEntry)]
    assert links == [f"https://a.example/{n}" for n in range(10_000)]


# ------------------------------------------------------------------------------------------------------- characters


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_page_of_wide_characters(tmp_path: Path, codec: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode(codec))
    (article,) = articles(tmp_path)
    assert (article.title, article.text) == (TITLE, BODY)


def test_a_stray_null_byte_does_not_make_a_page_binary(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode().replace(b"cane sugar", b"cane \x00sugar"))
    (article,) = articles(tmp_path)
    assert article.text == BODY


def test_many_null_bytes_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BODY.encode().replace(b" ", b"\x00\x00\x00"))
    assert [reject.reason for reject in read(tmp_path)[1]] == ["not_text"]


@pytest.mark.parametrize(
    "label", ["unicode_escape", "raw_unicode_escape", "utf-7", "punycode", "idna", "undefined", "zlib"]
)
def test_a_label_that_is_no_character_set_is_passed_over(label: str) -> None:
    page = PAGE.replace("<head>", f"<head><meta charset='{label}'>").replace("40 percent", r"\ud800 +AOk- 40 percent")
    assert r"\ud800 +AOk- 40 percent" in decode(page.encode())


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_records_with_a_byte_order_mark_and_with_two_characters_at_line_ends(
    tmp_path: Path, codec: str, end: str
) -> None:
    records = [
        {"id": name, "title": "Zölle für Zucker", "text": f"{BODY}\n{name} ist genug – für “jetzt”."} for name in "abc"
    ]
    text = end.join(json.dumps(record, ensure_ascii=False) for record in records) + end * 2
    (tmp_path / "x.jsonl").write_bytes(text.encode(codec))
    documents, rejects = read(tmp_path)
    assert [(d.external_id, d.title, d.content) for d in documents] == [
        (record["id"], record["title"], record["text"]) for record in records
    ]
    assert rejects == []


def test_wide_records_keep_the_limit_of_a_line(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": BODY}, {"id": "b", "text": BODY * 30}, {"id": "c", "text": BODY}]
    (tmp_path / "x.jsonl").write_bytes("\n".join(map(json.dumps, lines)).encode("utf-16"))
    items: list[Read] = list(read_inputs([tmp_path], largest=2000))
    assert [i.external_id for i in items if isinstance(i, RawDocument)] == ["a", "c"]
    assert [i.reason for i in items if isinstance(i, Reject)] == ["too_large"]


def test_what_no_database_stores_is_mended_before_it_gets_there(tmp_path: Path) -> None:
    broken = line(
        id="half \ud800", title="T \x00 \udfff itle", text=BODY + " \ud83d\ude00 \ud800.", publisher="\udc00 P"
    )
    (tmp_path / "x.jsonl").write_bytes(broken + line(id="z", title="Second"))
    settings = read_settings(data_dir=tmp_path, database=tmp_path / "facts.duckdb", workers=1)
    ingest([str(tmp_path / "x.jsonl")], settings, print)
    with closing(open_reader(settings.database_path)) as db:
        found = db.execute("SELECT external_id, title, publisher FROM articles ORDER BY 1").fetchall()
    assert found == [("half \ufffd", "T \ufffd itle", "\ufffd P"), ("z", "Second", None)]


# ------------------------------------------------------------------------------------------------ files and folders


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl.gz", b"\x1f\x8b\x08\x00rubbish"),
        ("a.jsonl.gz", b"no gzip at all"),
        ("a.html.gz", gzip.compress(PAGE.encode(), mtime=0)[:-9] + b"123456789"),
        ("a.txt.gz", gzip.compress(BODY.encode(), mtime=0)[:30]),
    ],
)
def test_a_broken_compressed_file_is_told_and_the_rest_goes_in(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text(BODY)
    documents, (reject,) = read(tmp_path)
    assert [document.external_id for document in documents] == ["z"]
    assert (reject.reason, reject.url) == ("unreadable", str(tmp_path / name))
    assert reject.detail


def test_records_before_a_break_in_a_compressed_file_go_in(tmp_path: Path) -> None:
    whole = b"".join(line(id=f"r{n}", text=f"{BODY} {os.urandom(400).hex()}") for n in range(400))
    packed = gzip.compress(whole, mtime=0)
    (tmp_path / "x.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    documents, rejects = read(tmp_path)
    assert [d.external_id for d in documents] == [f"r{n}" for n in range(len(documents))]
    assert 100 < len(documents) < 300
    assert rejects[-1].reason == "unreadable"


def test_folders_that_link_to_themselves_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(BODY)
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "self.txt").symlink_to(tmp_path / "in" / "self.txt")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    documents, rejects = read(tmp_path)
    assert [document.external_id for document in documents] == ["a"]
    assert rejects == []


def test_a_linked_folder_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(BODY)
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert [document.external_id for document in read(tmp_path / "link")[0]] == ["a"]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.html.gz", "a.warc"])
def test_a_file_that_may_not_be_opened_is_told_and_the_rest_goes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).write_bytes(BODY.encode())
    (tmp_path / "z.txt").write_text(BODY)
    forbid(tmp_path / name, monkeypatch)
    documents, (reject,) = read(tmp_path)
    assert [document.external_id for document in documents] == ["z"]
    assert (reject.reason, reject.detail, reject.url) == ("unreadable", "Permission denied", str(tmp_path / name))


def forbid(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deny a file to this process; rights alone do not where the tests run as root."""

    def opens(original: object) -> object:
        def checked(file: object, *more: object, **named: object) -> object:
            if not isinstance(file, int) and Path(str(file)) == path:
                raise PermissionError(13, "Permission denied", str(path))
            return original(file, *more, **named)  # type: ignore[operator]

        return checked

    for module in (builtins, io):
        monkeypatch.setattr(module, "open", opens(module.open))


def test_a_file_whose_name_is_no_utf8_goes_in(tmp_path: Path) -> None:
    name = os.fsdecode(b"zucker-\xfc.txt")
    try:
        (tmp_path / name).write_text(BODY)
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    (tmp_path / os.fsdecode(b"\xfc.txt.gz")).write_bytes(b"no gzip")
    ((document,), (reject,)) = read(tmp_path)
    assert document.external_id == "zucker-\ufffd"
    assert reject.url == f"{tmp_path}/\ufffd.txt.gz"


# ---------------------------------------------------------------------------------------------------------- records


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("2025-10-14", date(2025, 10, 14)),
        ("20251014", date(2025, 10, 14)),
        (20251014, date(2025, 10, 14)),
        ("14.10.2025", date(2025, 10, 14)),
        ("10/14/2025", date(2025, 10, 14)),
        ("14/10/2025", date(2025, 10, 14)),
        ("11/11/2025", date(2025, 11, 11)),
        ("October 14, 2025", date(2025, 10, 14)),
        ("2025年10月14日", date(2025, 10, 14)),
        ("2025년 10월 14일", date(2025, 10, 14)),
        ("2025-10-14T09:30:00Z", datetime.fromisoformat("2025-10-14T09:30:00+00:00")),
        ("2025-10-14T23:30:00-05:00", datetime.fromisoformat("2025-10-14T23:30:00-05:00")),
        ("2025-10-14 09:30", datetime(2025, 10, 14, 9, 30)),
        ("Tue, 14 Oct 2025 09:30:00 +0200", datetime.fromisoformat("2025-10-14T09:30:00+02:00")),
        (1760434200, datetime.fromisoformat("2025-10-14T09:30:00+00:00")),
        (1760434200000, datetime.fromisoformat("2025-10-14T09:30:00+00:00")),
        ("1760434200", datetime.fromisoformat("2025-10-14T09:30:00+00:00")),
    ],
)
def test_dates_of_publication_in_many_shapes(tmp_path: Path, said: object, read_as: date) -> None:
    (tmp_path / "x.jsonl").write_bytes(line(published_at=said))
    (document,), rejects = read(tmp_path)
    assert (document.published_at, document.published_at_origin, rejects) == (read_as, "given", [])


@pytest.mark.parametrize(
    "said",
    [
        "yesterday",
        "10/11/2025",
        "2025",
        2025,
        0,
        "2025-13-45",
        True,
        ["2025-10-14"],
        {"$date": 1},
        "0001-01-01T00:00:00",
        1e30,
    ],
)
def test_a_date_that_cannot_be_read_is_told_and_its_article_goes_in_without(tmp_path: Path, said: object) -> None:
    (tmp_path / "x.jsonl").write_bytes(line() + line(id="b", published_at=said))
    documents, (reject,) = read(tmp_path)
    assert [(d.external_id, d.published_at, d.published_at_origin) for d in documents] == [
        ("a", None, None),
        ("b", None, None),
    ]
    assert (reject.stage, reject.reason) == ("clean", "bad_date")
    assert "line 2" in reject.detail
    assert repr(said)[:20] in reject.detail


@pytest.mark.parametrize("said", [None, ""])
def test_no_date_is_no_fault(tmp_path: Path, said: object) -> None:
    (tmp_path / "x.jsonl").write_bytes(line(published_at=said))
    assert read(tmp_path)[1] == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1e300, "\ud800", "9" * 5000])
def test_no_time_stamp_is_too_odd(value: object) -> None:
    assert parse_timestamp(value) is None


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{TITLE}\n{BODY}",
        f"{TITLE}\nMills had asked for help\n{TITLE.upper()}.\n{BODY}",
        f"{TITLE}\n\n{TITLE}\n\n{TITLE}\n{BODY}",
    ],
)
@pytest.mark.parametrize("title", [TITLE, None])
def test_a_title_that_the_text_repeats_is_no_text(tmp_path: Path, text: str, title: str | None) -> None:
    (tmp_path / "x.jsonl").write_bytes(line(text=text, title=title))
    (article,) = articles(tmp_path)
    assert article.title == TITLE
    assert TITLE.lower() not in article.text.lower()
    assert article.text.endswith(BODY)


MARKED = BODY.replace("cane sugar", '<a href="/sugar" title="x > y">cane sugar</a>').replace("Monday", "<b>Monday</b>")


@pytest.mark.parametrize(
    "text",
    [
        f"<p>{MARKED}</p><p>{BODY}</p>",
        f"{MARKED}<br><br>{BODY}<script>var x = 1;</script><br/>",
        f"<div>{MARKED}</div>\n<div>{BODY}</div>",
        f"{BODY.replace('cane sugar', '<em>cane sugar</em>')}\n{BODY}",
        f"<!DOCTYPE html><html><body><nav>Home | News</nav><article><p>{BODY}</p><p>{BODY} It said no more.</p>"
        "</article><footer>Imprint</footer></body></html>",
    ],
)
def test_markup_in_a_record_is_read_as_a_browser_shows_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.jsonl").write_bytes(line(text=text))
    (article,) = articles(tmp_path)
    assert article.text.split("\n") == [BODY, BODY + " It said no more." if "html" in text else BODY]


@pytest.mark.parametrize("text", ["Rates of a < 5 and b > 7 percent.", "Use <steel> and </steel> as codes for it all."])
def test_signs_that_are_no_markup_stay(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.jsonl").write_bytes(line(text=text))
    (article,) = articles(tmp_path)
    assert article.text == text


@pytest.mark.parametrize("piece", ["<a ", "</a", "<a href='", "<p", "&#", "<b><", '{"a":'])
def test_hostile_repetition_costs_linear_time(tmp_path: Path, piece: str) -> None:
    (tmp_path / "x.jsonl").write_bytes(line(text=f"{BODY}</a>" + piece * (400_000 // len(piece))))
    assert cpu_seconds(lambda: [clean_document(document) for document in read(tmp_path)[0]]) < 15


def odd_records() -> Iterator[object]:
    ids: list[object] = [1, 1.5, True, ["x"], {"a": 1}, "", " ", "\u2028", "x" * 5000]
    titles: list[object] = [1, [], {}, "", "\n", "x" * 50_000]
    addresses: list[object] = [1, "no address", "http://[", "javascript:x", " "]
    for key, values in (("id", ids), ("title", titles), ("url", addresses)):
        yield from ({"id": "a", "text": BODY} | {key: value} for value in values)


@pytest.mark.parametrize("record", list(odd_records()), ids=lambda record: repr(record)[:60])
def test_odd_values_neither_crash_nor_lose_the_text(tmp_path: Path, record: object) -> None:
    (tmp_path / "x.jsonl").write_text(json.dumps(record))
    (article,) = articles(tmp_path)
    assert article.text == BODY


def test_sniffing_needs_no_more_than_the_start() -> None:
    page = b"<html><head><title>T</title></head>" + b" " * (20 * MEGABYTE)
    assert sniff(page) == "html"
    assert cpu_seconds(lambda: sniff(page)) < 1
