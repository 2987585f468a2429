"""Whatever a user hands in: read, or a reject that says why, and the rest goes in."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tradenlp.archive import Archive
from tradenlp.clean import clean_document, read_capture, read_inputs
from tradenlp.errors import InputError
from tradenlp.fetch.media import decode, sniff
from tradenlp.records import Article, Capture, FeedEntry, RawDocument, Reject

BODY = (
    "The ministry raised the duty on cane sugar to 40 percent on Monday, after mills in the south had asked for help. "
    "Traders said that shipments already at sea would be let in under the old rate until the end of the month."
)
HEAD = "<html><head><meta charset='{}'><title>{}</title></head>"
PAGE = HEAD + f"<body><article><p>{{}}</p><p>{BODY}</p></article></body></html>"


def documents(*paths: Path) -> list[RawDocument]:
    return [item for item in read_inputs(paths) if isinstance(item, RawDocument)]


def rejects(*paths: Path) -> list[Reject]:
    return [item for item in read_inputs(paths) if isinstance(item, Reject)]


def jsonl(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def test_a_record_brings_what_it_says(tmp_path: Path) -> None:
    record = {
        "id": "a1",
        "published_at": "2025-10-14",
        "text": BODY,
        "title": "Sugar",
        "url": "https://a.example/1",
        "publisher": "A",
    }
    (capture, raw) = read_inputs([jsonl(tmp_path / "x.jsonl", record)])
    assert isinstance(capture, Capture)
    assert isinstance(raw, RawDocument)
    assert (raw.external_id, raw.published_at, raw.published_at_origin) == ("a1", date(2025, 10, 14), "given")
    assert (raw.title, raw.url, raw.publisher, raw.source_id, raw.fetched_at) == (
        "Sugar",
        "https://a.example/1",
        "A",
        "files",
        None,
    )
    assert raw.capture_id == capture.capture_id


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "b", "text": "half', "bad_json"),
        (b"[1, 2]", "bad_json"),
        (b"[" * 2000, "bad_json"),
        (b'{"id": "b"}', "missing_text"),
        (b'{"id": "b", "text": null}', "missing_text"),
        (b'{"id": "b", "text": "  "}', "missing_text"),
        (b'{"id": "b", "text": "' + b"x" * 3000 + b'"}', "too_large"),
        (b"\xff\xfe\x00", "bad_json"),
    ],
)
def test_a_bad_line_is_told_by_number_and_the_rest_goes_in(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "x.jsonl"
    good = json.dumps({"id": "a", "text": BODY}).encode()
    path.write_bytes(good + b"\n" + line + b"\n\n" + good.replace(b'"a"', b'"c"'))
    items = list(read_inputs([path], largest=2500))
    assert [item.external_id for item in items if isinstance(item, RawDocument)] == ["a", "c"]
    (reject,) = [item for item in items if isinstance(item, Reject)]
    assert (reject.reason, "line 2" in reject.detail) == (reason, True)


def test_a_large_jsonl_streams(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    line = json.dumps({"id": "a", "text": BODY * 100}).encode() + b"\n"
    with path.open("wb") as file:
        file.writelines(line for _ in range(200))
    items = read_inputs([path], largest=len(line))
    assert isinstance(next(items), Capture)
    assert isinstance(next(items), RawDocument)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.html", b"%PDF-1.7\n1 0 obj", "not_text"),
        ("a.txt", b"PK\x03\x04zipped", "not_text"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "not_text"),
        ("a.txt", bytes(range(256)) * 4, "not_text"),
        ("a.txt", b"", "empty"),
        ("a.html", b" \n\t ", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.xml", b"<?xml version='1.0'?><note>no feed</note>", "bad_feed"),
        ("a.txt", b"x" * 4000, "too_large"),
        ("a.warc", b"nonsense", "bad_warc"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_the_rest_goes_in(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text(BODY)
    items = list(read_inputs([tmp_path], largest=3000))
    assert [item.reason for item in items if isinstance(item, Reject)] == [reason]
    assert [item.external_id for item in items if isinstance(item, RawDocument)] == ["z"]


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(read_inputs([tmp_path / "nothing"]))


def test_a_folder_is_read_by_name_and_depth_and_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/one.html", "a.txt", "notes.toml", "gold.json", "x.png"):
        (tmp_path / name).write_text(PAGE.format("utf-8", "T", BODY) if name.endswith("html") else BODY)
    assert [raw.external_id for raw in documents(tmp_path)] == ["a", "one", "c"]


def test_the_same_content_elsewhere_is_the_same_article_and_capture(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "sugar.txt").write_text(BODY)
    first, second = documents(tmp_path / "x"), documents(tmp_path / "y")
    assert [clean_document(one) for one in first] == [clean_document(one) for one in second]


def test_a_page_called_index_is_known_by_its_folder(tmp_path: Path) -> None:
    for folder in ("sugar", "steel"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").write_text(PAGE.format("utf-8", "T", BODY))
    assert [raw.external_id for raw in documents(tmp_path)] == ["steel", "sugar"]


def test_compressed_jsonl_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "a", "text": BODY}).encode()))
    assert [raw.external_id for raw in documents(path)] == ["a"]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_that_is_one_object_or_a_list_is_read(tmp_path: Path, indent: int | None) -> None:
    records = [{"id": "a", "text": BODY}, {"id": "b", "text": BODY}, {"id": "c"}]
    (tmp_path / "list.json").write_text(json.dumps(records, indent=indent))
    (tmp_path / "one.json").write_text(json.dumps(records[0], indent=indent))
    assert [raw.external_id for raw in documents(tmp_path / "list.json", tmp_path / "one.json")] == ["a", "b", "a"]
    assert [reject.reason for reject in rejects(tmp_path / "list.json")] == ["missing_text"]


@pytest.mark.parametrize("name", ["x.html.gz", "x.jsonl.gz"])
def test_a_compressed_file_that_was_cut_off_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(BODY.encode())[:-20])
    assert [reject.reason for reject in rejects(tmp_path)][-1] == "unreadable"


def test_a_compressed_page_is_read_and_a_bomb_refused(tmp_path: Path) -> None:
    (tmp_path / "a.b.html.gz").write_bytes(gzip.compress(PAGE.format("utf-8", "T", BODY).encode()))
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"x " * 50_000_000))
    assert [raw.external_id for raw in documents(tmp_path)] == ["a.b"]
    assert [reject.reason for reject in rejects(tmp_path)] == ["too_large"]


def test_a_feed_yields_whole_articles_and_links_to_fetch(tmp_path: Path) -> None:
    content = "".join(f"&lt;p&gt;{BODY}&lt;/p&gt;" for _ in range(2))
    (tmp_path / "feed.xml").write_text(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour</title>'
        "<item><title>Whole</title><link>https://a.example/1</link><pubDate>Tue, 14 Oct 2025 09:30:00 GMT</pubDate>"
        f"<content:encoded>{content}</content:encoded></item>"
        "<item><title>Link</title><link>https://a.example/2</link><description>Short.</description></item></channel></rss>"
    )
    capture, whole, link = read_inputs([tmp_path])
    assert isinstance(capture, Capture)
    assert isinstance(whole, RawDocument)
    assert (whole.url, whole.title, whole.publisher, whole.published_at_origin) == (
        "https://a.example/1",
        "Whole",
        "Harbour",
        "feed",
    )
    article = clean_document(whole)
    assert isinstance(article, Article)
    assert article.text.split("\n") == [BODY, BODY]
    assert isinstance(link, FeedEntry)
    assert link.url == "https://a.example/2"


def test_responses_of_a_warc_are_pages_dated_by_their_fetching(tmp_path: Path) -> None:
    moment = datetime(2025, 10, 14, 12, tzinfo=UTC)
    page = PAGE.format("utf-8", "T", BODY).encode()
    with Archive(tmp_path / "warc") as archive:
        archive.store(
            Capture(
                "0" * 16, "harbour", "https://a.example/1", "https://a.example/1", moment, 200, "text/html", page, None
            )
        )
    (raw,) = documents(tmp_path)
    article = clean_document(raw)
    assert isinstance(article, Article)
    assert (article.published_at, article.published_at_origin, article.source_id) == (moment, "fetched", "harbour")


JAPANESE = "経済産業省は月曜日、砂糖の関税を四十パーセントに引き上げると発表した。"
CHINESE = "商务部星期一宣布，将食糖进口关税提高到百分之四十，并称此举旨在保护国内产业。"
FRENCH = "Le ministère a relevé à 40 % le droit sur le sucre – « une mesure nécessaire », a-t-il déclaré."


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("gb2312", "gb18030", CHINESE),
        ("GBK", "gb18030", CHINESE),
        ("Shift_JIS", "cp932", JAPANESE),
        ("euc-jp", "euc_jp", JAPANESE),
        ("iso-8859-1", "cp1252", FRENCH),
        ("windows-1252", "cp1252", FRENCH),
        ("utf-8", "utf-8", JAPANESE),
        ("iso-8859-1", "utf-8", FRENCH),
        ("no-such-set", "utf-8", FRENCH),
        ("iso-2022-jp", "iso-2022-jp", JAPANESE),
    ],
)
def test_a_declared_character_set_is_read_as_publishers_mean_it(label: str, codec: str, words: str) -> None:
    page = PAGE.format(label, "T", words).encode(codec)
    assert words in decode(page)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_without_a_label_is_read(codec: str) -> None:
    words = FRENCH * 3 if codec == "cp1252" else "The duty rose to 40 % – “for now”. " * 9
    body = words.encode(codec)
    assert sniff(body) == "text"
    assert decode(body) == words


@pytest.mark.parametrize(("codec", "words"), [("gb18030", CHINESE), ("shift_jis", JAPANESE)])
def test_a_set_without_label_is_told_by_statistics(codec: str, words: str) -> None:
    assert decode((words * 20).encode(codec)) == words * 20


def test_the_header_of_the_response_comes_before_the_page(tmp_path: Path) -> None:
    page = PAGE.format("utf-8", "T", JAPANESE).encode("cp932")
    assert JAPANESE in decode(page, "text/html; charset=Shift_JIS")


@pytest.mark.parametrize(
    ("label", "codec", "words", "language"),
    [
        ("gb2312", "gb18030", CHINESE, "zh"),
        ("shift_jis", "cp932", JAPANESE, "ja"),
        ("windows-1252", "cp1252", FRENCH, "fr"),
    ],
)
def test_a_page_in_another_script_comes_out_of_a_file_right(
    tmp_path: Path, label: str, codec: str, words: str, language: str
) -> None:
    page = f"{HEAD.format(label, words[:10])}<body><article>{f'<p>{words}</p>' * 4}</article></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode(codec))
    article = clean_document(documents(tmp_path)[0])
    assert isinstance(article, Article)
    assert (article.title, article.text.split("\n")[0], article.language) == (words[:10], words, language)
    assert article.word_count >= 15


def test_a_capture_from_the_network_may_be_a_feed_or_a_page() -> None:
    def capture(body: bytes) -> Capture:
        return Capture("c", "s", "https://a.example/f", "https://a.example/f", datetime.now(UTC), 200, None, body, None)

    feed = b"<rss version='2.0'><channel><item><link>/1</link></item></channel></rss>"
    assert [type(item) for item in read_capture(capture(feed))] == [FeedEntry]
    entry = FeedEntry("https://a.example/1", "T", datetime(2025, 10, 14, tzinfo=UTC), authors=("M",), external_id="x")
    (raw,) = read_capture(capture(PAGE.format("utf-8", "T", BODY).encode()), entry=entry, publisher="A", country="NL")
    assert isinstance(raw, RawDocument)
    assert (raw.published_at_origin, raw.authors, raw.external_id, raw.publisher, raw.country) == (
        "feed",
        ("M",),
        "x",
        "A",
        "NL",
    )


STARTS = (
    b"",
    b"<html><body><p>",
    b"<?xml version='1.0'?><rss version='2.0'>",
    b"{",
    b"WARC/1.0\r\n",
    b"\xff\xfe",
    b"\x1f\x8b",
)


@given(st.sampled_from(STARTS), st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_rejected(start: bytes, rest: bytes) -> None:
    body = start + rest
    capture = Capture("c", "s", "https://a.example/f", "https://a.example/f", datetime.now(UTC), 200, None, body, None)
    for item in read_capture(capture):
        if isinstance(item, RawDocument):
            assert isinstance(clean_document(item), Article | Reject)
        else:
            assert isinstance(item, FeedEntry) or item.detail


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_lines_are_read_or_rejected(tmp_path: Path, noise: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(
        b'{"id": "a", "text": "First."}\n' + noise.replace(b"\n", b" ") + b'\n{"id": "z", "text": "Last."}\n'
    )
    found = [item.external_id for item in read_inputs([path]) if isinstance(item, RawDocument)]
    assert (found[0], found[-1]) == ("a", "z")
