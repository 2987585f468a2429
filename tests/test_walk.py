"""The whole walk on files and on servers: what goes in comes out once, whatever happens on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from tests import hostile_extraction
from tradenlp.errors import InputError
from tradenlp.extract import pool as pool_module
from tradenlp.extract.extractor import shared_extractor
from tradenlp.extract.nlp import DEFAULT_MODEL
from tradenlp.extract.pool import ExtractionPool
from tradenlp.pipeline import ingest, reextract, run_sources
from tradenlp.records import Article, Reject
from tradenlp.settings import Settings, read_settings
from tradenlp.walk import loading
from tradenlp.warehouse.load import load_batch
from tradenlp.warehouse.replace import FACT_TABLES

STORIES = [
    ("Brazil raises the tariff on imported steel to 25 percent", "2024-05-06"),
    ("India bans exports of broken rice until March", "2023-09-04"),
    ("Japan and Canada hold talks in Ottawa about canola", "2022-02-11"),
    ("Mexico opens an anti-dumping probe into steel wire from China", "2021-07-20"),
]


def record(number: int, title: str, day: str) -> dict[str, str]:
    text = (
        f"{title}, the trade ministry said on Monday. It is measure number {number} since last spring.\n"
        f"Shipments fell {number + 3}.5 percent in the first quarter, and the minister said “we had no other choice”."
    )
    return {"id": f"story-{number}", "published_at": day, "title": title, "text": text}


def write(path: Path, records: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


RECORDS = [record(n, *story) for n, story in enumerate(STORIES)]


def settings(folder: Path, **changes: object) -> Settings:
    return read_settings(data_dir=folder, database=folder / "facts.duckdb", workers=1, **changes)


def silent(_: str) -> None:
    """Nobody watches."""


def tables(path: Path) -> dict[str, list[str]]:
    """Everything but what tells when and by which run."""
    wanted = dict.fromkeys(("fingerprints", "fingerprint_bands", "sources"), "*")
    wanted |= dict.fromkeys(FACT_TABLES, "* EXCLUDE (known_from)")
    wanted["articles"] = "* EXCLUDE (ingested_at, first_ingested_at, judged_at, capture_id)"
    wanted["extractions"] = "* EXCLUDE (run_id, extracted_at, seconds)"
    wanted["actors"] = "*"
    with closing(duckdb.connect(str(path), read_only=True)) as db:
        return {t: sorted(map(repr, db.execute(f"SELECT {c} FROM {t}").fetchall())) for t, c in wanted.items()}


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(duckdb.connect(str(path), read_only=True)) as db:
        return db.execute(sql).fetchall()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    ingest([str(write(folder / "all.jsonl", RECORDS))], settings(folder), silent)
    return folder / "facts.duckdb"


def test_articles_come_in_with_facts(undisturbed: Path) -> None:
    assert ask(undisturbed, "SELECT count(*), count(published_at) FROM articles") == [(4, 4)]
    for table in ("actor_mentions", "dates", "figures", "measures", "statements"):
        assert ask(undisturbed, f"SELECT count(DISTINCT article_id) FROM {table}")[0][0] >= 3, table


def test_the_same_input_again_extracts_nothing_and_changes_nothing(undisturbed: Path, tmp_path: Path) -> None:
    before = tables(undisturbed)
    again = ingest([str(write(tmp_path / "all.jsonl", RECORDS))], settings(undisturbed.parent), silent)
    assert again.counts == {"unchanged": 4}
    assert tables(undisturbed) == before


def test_two_halves_end_in_the_same_tables(undisturbed: Path, tmp_path: Path) -> None:
    for name, half in (("second", RECORDS[2:]), ("first", RECORDS[:2])):
        ingest([str(write(tmp_path / f"{name}.jsonl", half))], settings(tmp_path), silent)
    assert tables(tmp_path / "facts.duckdb") == tables(undisturbed)


def test_a_changed_text_replaces_the_old_facts(tmp_path: Path) -> None:
    ingest([str(write(tmp_path / "a.jsonl", RECORDS[:1]))], settings(tmp_path), silent)
    changed = {**RECORDS[0], "text": RECORDS[0]["text"].replace("3.5 percent", "44.5 percent")}
    ingest([str(write(tmp_path / "a.jsonl", [changed]))], settings(tmp_path), silent)
    values = {row[0] for row in ask(tmp_path / "facts.duckdb", "SELECT value FROM figures")}
    assert 44.5 in values
    assert 3.5 not in values
    assert ask(tmp_path / "facts.duckdb", "SELECT count(*) FROM articles") == [(1,)]


def test_two_files_that_give_one_id_to_different_articles_lose_neither_unseen(tmp_path: Path) -> None:
    ingest([str(write(tmp_path / "one.jsonl", RECORDS[:1]))], settings(tmp_path), silent)
    other = {**RECORDS[3], "id": RECORDS[0]["id"], "text": "Quite another story about wire rod. " * 8}
    summary = ingest([str(write(tmp_path / "two.jsonl", [other, RECORDS[1]]))], settings(tmp_path), silent)
    assert summary.counts == {"articles extracted": 1, "rejected": 1}
    assert ask(tmp_path / "facts.duckdb", "SELECT stage, reason, url FROM rejects") == [
        ("load", "id_conflict", "story-0")
    ]
    titles = ask(tmp_path / "facts.duckdb", "SELECT title FROM articles ORDER BY external_id")
    assert titles == [(RECORDS[0]["title"],), (RECORDS[1]["title"],)]


def test_two_records_of_one_file_with_one_id_lose_neither_unseen(tmp_path: Path) -> None:
    other = {**RECORDS[3], "id": RECORDS[0]["id"], "text": "Quite another story about wire rod. " * 8}
    summary = ingest([str(write(tmp_path / "one.jsonl", [RECORDS[0], other]))], settings(tmp_path), silent)
    assert summary.counts == {"articles extracted": 1, "rejected": 1}
    assert ask(tmp_path / "facts.duckdb", "SELECT title FROM articles") == [(RECORDS[0]["title"],)]


def test_kill_9_in_the_middle_and_again_ends_in_the_same_tables(undisturbed: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "all.jsonl", RECORDS)
    command = [sys.executable, "-m", "tradenlp.cli", "ingest", str(path), "--db", str(tmp_path / "facts.duckdb")]
    environment = {**os.environ, "TRADENLP_BATCH_ARTICLES": "1", "TRADENLP_DATA_DIR": str(tmp_path)}
    killed = subprocess.Popen([*command, "--workers", "1"], env=environment, stdout=subprocess.DEVNULL)
    wait_for_rows(tmp_path, killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait(30)
    ingest([str(path)], settings(tmp_path), silent)
    assert tables(tmp_path / "facts.duckdb") == tables(undisturbed)
    runs = ask(tmp_path / "facts.duckdb", "SELECT status FROM runs ORDER BY started_at")
    assert runs == [("crashed",), ("completed",)]


def wait_for_rows(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the first transactions stand in the write-ahead log, at most a minute."""
    for _ in range(600):
        if process.poll() is not None or any(log.stat().st_size > 100_000 for log in folder.glob("*.work-*.wal")):
            return
        time.sleep(0.1)
    raise AssertionError("nothing was written within a minute")


def test_bad_input_is_rejected_and_the_rest_goes_in(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    good = write(inputs / "a.jsonl", RECORDS[:2])
    with good.open("a") as file:
        file.write('{"id": "broken", "text": \n{"id": "no text"}\n[1, 2]\n')
    (inputs / "empty.txt").write_text("")
    (inputs / "report.html").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8)
    with (inputs / "huge.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    write(inputs / "z.jsonl", RECORDS[2:])
    summary = ingest([str(inputs)], settings(tmp_path), silent)
    assert summary.counts["articles extracted"] == 4
    rejects = ask(tmp_path / "facts.duckdb", "SELECT reason, url FROM rejects ORDER BY reason, url")
    reasons = ["bad_json", "bad_json", "empty", "missing_text", "not_text", "too_large"]
    assert [reason for reason, _ in rejects] == reasons
    assert all(url for _, url in rejects)


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        ingest([str(write(tmp_path / "a.jsonl", RECORDS)), str(tmp_path / "none")], settings(tmp_path), silent)
    assert ask(tmp_path / "facts.duckdb", "SELECT count(*) FROM articles") == [(0,)]
    assert ask(tmp_path / "facts.duckdb", "SELECT status FROM runs") == [("failed",)]


def test_reextraction_needs_only_the_database(undisturbed: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "all.jsonl", RECORDS)
    ingest([str(path)], settings(tmp_path), silent)
    path.unlink()
    with closing(duckdb.connect(str(tmp_path / "facts.duckdb"))) as db:
        db.execute("DELETE FROM figures; UPDATE extractions SET pipeline_version = 'old' WHERE TRUE")
    assert reextract(settings(tmp_path), silent).counts["articles extracted"] == 4
    assert tables(tmp_path / "facts.duckdb") == tables(undisturbed)
    assert not reextract(settings(tmp_path), silent).counts
    assert reextract(settings(tmp_path), silent, wanted=["story-2"]).counts["articles extracted"] == 1
    assert tables(tmp_path / "facts.duckdb") == tables(undisturbed)
    with pytest.raises(InputError, match="fits 0 stored articles"):
        reextract(settings(tmp_path), silent, wanted=["nothing-like-this"])


def test_a_copy_points_at_the_earliest_whatever_came_first(tmp_path: Path) -> None:
    long = RECORDS[0]["text"] + "\n" + RECORDS[1]["text"]
    copies = [
        {"id": "late", "published_at": "2024-05-08", "title": "Steel duty up in Brazil", "text": long},
        {
            "id": "middle",
            "published_at": "2024-05-07",
            "title": "Brazil: dearer steel",
            "text": long + " No more.",
        },
        {"id": "early", "published_at": "2024-05-06", "title": "Brazil lifts steel duty", "text": long},
    ]
    for copy in copies:
        ingest([str(write(tmp_path / f"{copy['id']}.jsonl", [copy]))], settings(tmp_path), silent)
    found = ask(
        tmp_path / "facts.duckdb",
        "SELECT a.external_id, b.external_id FROM articles a LEFT JOIN articles b ON b.article_id = a.duplicate_of",
    )
    assert dict(found) == {"late": "early", "middle": "early", "early": None}


def test_batches_that_are_stored_together_end_in_the_same_tables(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As where a million articles are stored already: copies, a new version and a wrong id among what is held back."""
    copy = {**RECORDS[1], "id": "elsewhere", "published_at": "2023-09-05"}
    earlier = {**RECORDS[0], "id": "before", "published_at": "2024-05-04"}
    version = {**RECORDS[2], "text": RECORDS[2]["text"] + "\nTalks go on in June, officials said."}
    wrong = {**RECORDS[3], "id": RECORDS[0]["id"], "text": "Quite another story about wire rod. " * 8}
    lists = [RECORDS, [copy, version], [earlier, wrong]]
    files = [str(write(tmp_path / f"{n}.jsonl", found)) for n, found in enumerate(lists)]
    commits = [0]

    def counted(*given: object) -> None:
        commits[0] += 1
        load_batch(*given)  # type: ignore[arg-type]

    found, times = [], []
    monkeypatch.setattr(loading, "load_batch", counted)
    for together in (0, 1000):
        monkeypatch.setattr(loading, "held_together", lambda _, together=together: together)
        commits[0], own = 0, settings(tmp_path / str(together), batch_articles=1)
        assert ingest(files, own, silent).counts["rejected"] == 1
        assert ask(own.database_path, "SELECT count(duplicate_of), count(*) FROM articles") == [(2, 6)]
        found.append(tables(own.database_path))
        times.append(commits[0])
    assert found[0] == found[1]
    assert times[0] >= 8
    assert times[1] < 4, "once where ids come again, once at the end"


def test_more_are_stored_together_the_more_there_are() -> None:
    assert [loading.held_together(n) for n in (0, 49_999, 400_000, 10**7)] == [0, 49, 400, 1000]


def test_what_was_held_back_by_a_run_that_broke_off_comes_with_the_next(
    undisturbed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(loading, "held_together", lambda _: 1000)
    source, own = str(write(tmp_path / "all.jsonl", RECORDS)), settings(tmp_path, batch_articles=1)
    with monkeypatch.context() as broken, pytest.raises(RuntimeError, match="power cut"):
        broken.setattr(loading.Loader, "flush", broken_off)
        ingest([source], own, silent)
    assert ask(own.database_path, "SELECT count(*) FROM articles") == [(0,)]
    ingest([source], own, silent)
    assert tables(own.database_path) == tables(undisturbed)


def broken_off(_: loading.Loader) -> None:
    raise RuntimeError("power cut")


def test_two_processes_give_what_one_gives(undisturbed: Path, tmp_path: Path) -> None:
    path = str(write(tmp_path / "all.jsonl", RECORDS))
    both = read_settings(data_dir=tmp_path, database=tmp_path / "facts.duckdb", workers=2, batch_articles=1)
    ingest([path], both, silent)
    assert tables(tmp_path / "facts.duckdb") == tables(undisturbed)


def test_a_component_that_fails_costs_only_its_own_facts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    extractor = shared_extractor(DEFAULT_MODEL)
    parts = [(name, fail if name == "trade_figures" else part) for name, part in extractor._trade]
    monkeypatch.setattr(extractor, "_trade", parts)
    summary = ingest([str(write(tmp_path / "all.jsonl", RECORDS))], settings(tmp_path), silent)
    assert summary.counts == {"articles extracted": 4, "rejected": 4}
    rejects = ask(
        tmp_path / "facts.duckdb", "SELECT DISTINCT stage, reason, contains(detail, 'trade_figures') FROM rejects"
    )
    assert rejects == [("extract", "component_failed", True)]
    assert ask(tmp_path / "facts.duckdb", "SELECT count(DISTINCT article_id) FROM dates") == [(4,)]
    assert ask(tmp_path / "facts.duckdb", "SELECT count(*) FROM figures") == [(0,)]


def test_hostile_texts_end_soon_and_cost_no_other(tmp_path: Path) -> None:
    hostile = ["$" * 60_000, "tariff" * 10_000, "“" * 30_000, "a\u0301" * 20_000, "🚢" * 20_000, "1,000" * 12_000]
    bad = [
        {"id": f"bad-{n}", "published_at": "2025-01-01", "text": f"On trade and more: {t}"}
        for n, t in enumerate(hostile)
    ]
    long = {"id": "long", "text": "The duty on tin is 5 percent. " * 11_000}
    summary = ingest([str(write(tmp_path / "all.jsonl", [*bad, long, *RECORDS]))], settings(tmp_path), silent)
    rejects = dict(ask(tmp_path / "facts.duckdb", "SELECT url, reason FROM rejects"))
    assert rejects == {"long": "too_long"}
    assert summary.counts["articles extracted"] == len(bad) + 1 + len(RECORDS)
    assert ask(
        tmp_path / "facts.duckdb",
        "SELECT count(*) FROM figures f JOIN articles USING (article_id) WHERE external_id = 'long'",
    ) == [(0,)]


def fail(_: object) -> None:
    """A component with a fault."""
    raise KeyError("unit")


def test_a_text_that_kills_or_stalls_its_worker_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "extract_articles", hostile_extraction.crash_on_poison)
    articles = [Article(str(n), "files", "", text) for n, text in enumerate(["fine", "poison", "well", "tar", "good"])]
    with ExtractionPool(workers=2, timeout=4.0) as pool:
        pending = [pool.submit(articles[:2]), pool.submit(articles[2:])]
        outcomes = [outcome for p in pending for outcome in pool.collect(p)]
    told = [outcome.reason if isinstance(outcome, Reject) else outcome for outcome in outcomes]
    assert told == ["fine", "crash", "well", "timeout", "good"]


@dataclass
class Site:
    """A publisher on 127.0.0.1 whose pages a test sets; remembers what was asked."""

    pages: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    base: str = ""


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, body = made.pages.get(self.path, (404, "nothing here"))
            self.send_response(status)
            self.send_header("Content-Type", "application/rss+xml" if body.startswith("<?xml") else "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.base = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def page(number: int) -> str:
    r = RECORDS[number]
    paragraphs = "".join(f"<p>{line}</p>" for line in r["text"].split("\n"))
    stamp = f'<meta property="article:published_time" content="{r["published_at"]}">'
    head = f"<head><title>{r['title']}</title>{stamp}</head>"
    return f"<html>{head}<body><article><h1>{r['title']}</h1>{paragraphs}</article></body></html>"


def feed(*paths: str) -> str:
    items = "".join(f"<item><title>{p}</title><link>{p}</link></item>" for p in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'


def network(folder: Path) -> Settings:
    return settings(folder, host_delay_seconds=0, allow_private_addresses=["127.0.0.1"], sources_dir=folder / "sources")


def test_an_address_of_a_feed_brings_in_its_articles(site: Site, tmp_path: Path) -> None:
    site.pages = {"/feed": (200, feed("/1", "/2", "/gone")), "/1": (200, page(1)), "/2": (200, page(2))}
    summary = ingest([f"{site.base}/feed"], network(tmp_path), silent)
    assert summary.counts == {"articles extracted": 2, "rejected": 1}
    assert ask(tmp_path / "facts.duckdb", "SELECT stage, reason FROM rejects") == [("fetch", "http_404")]
    kept = ask(tmp_path / "facts.duckdb", "SELECT count(*) FROM captures WHERE status = 200 AND warc_file IS NOT NULL")
    assert kept == [(3,)]


def test_configured_sources_are_polled_and_known_links_are_not_fetched_again(site: Site, tmp_path: Path) -> None:
    site.pages = {"/feed": (200, feed("/1", "/2")), "/1": (200, page(1)), "/2": (200, page(2))}
    (tmp_path / "sources").mkdir()
    wire = f'publisher = "Wire"\ncountry = "IN"\n[[feed]]\nurl = "{site.base}/feed"\n'
    (tmp_path / "sources" / "wire.toml").write_text(wire)
    assert run_sources(network(tmp_path), silent).counts["articles extracted"] == 2
    site.asked.clear()
    assert not run_sources(network(tmp_path), silent).counts
    assert not site.asked, "the feed was not due"
    site.pages["/feed"] = (200, feed("/1", "/2", "/3"))
    site.pages["/3"] = (200, page(3))
    assert run_sources(network(tmp_path), silent, force=True).counts["articles extracted"] == 1
    assert [path for path in site.asked if path != "/robots.txt"] == ["/feed", "/3"]
    assert ask(tmp_path / "facts.duckdb", "SELECT DISTINCT publisher, country FROM articles") == [("Wire", "IN")]


def test_a_source_that_fails_is_remembered_and_does_not_stop_the_others(site: Site, tmp_path: Path) -> None:
    site.pages = {"/feed": (200, feed("/1")), "/1": (200, page(1)), "/bad": (503, "later")}
    (tmp_path / "sources").mkdir()
    for name in ("bad", "feed"):
        text = f'publisher = "{name}"\n[[feed]]\nurl = "{site.base}/{name}"\n'
        (tmp_path / "sources" / f"{name}.toml").write_text(text)
    summary = run_sources(network(tmp_path), silent)
    told = {"articles extracted": 1, "rejected": 1, "sources polled": 2, "sources failed": 1, "links listed": 1}
    assert summary.counts == told
    state = ask(tmp_path / "facts.duckdb", "SELECT source_id, failures, last_error IS NULL FROM feed_state ORDER BY 1")
    assert state == [("bad", 1, False), ("feed", 0, True)]


def test_private_addresses_are_refused_unless_allowed(site: Site, tmp_path: Path) -> None:
    site.pages = {"/1": (200, page(1))}
    summary = ingest([f"{site.base}/1"], settings(tmp_path), silent)
    assert summary.counts == {"rejected": 1}
    assert not site.asked
    assert ask(tmp_path / "facts.duckdb", "SELECT reason FROM rejects") == [("refused",)]


def test_the_archive_gives_the_same_facts_without_the_network(site: Site, tmp_path: Path) -> None:
    site.pages = {"/1": (200, page(1)), "/2": (200, page(2))}
    ingest([f"{site.base}/1", f"{site.base}/2"], network(tmp_path), silent)
    replay = tmp_path / "replay"
    ingest([str(tmp_path / "archive")], settings(replay), silent)
    left, right = tables(tmp_path / "facts.duckdb"), tables(replay / "facts.duckdb")
    assert left == right
