"""kill -9 at random moments of a run over feeds, then the next run: the tables must equal an undisturbed run's.

    python bench/kills_feeds.py --kills 200 --articles 300
    python bench/kills_feeds.py --kills 200 --articles 300 --thinking

Real servers on 127.0.0.1, real processes, real kills. Every round begins with an empty database and archive, kills a
run at a moment drawn from the time that the undisturbed one took, lets the next run finish, and compares all tables
but for what tells when and by which run. The processes are forked from this one, so that the model is loaded once.

What the two pure steps make of a page and of an article (its main text, its facts) is remembered from the first run
on: they write nothing, and without them more of the kills fall where something is being written. `--thinking` has
every run do them again.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb

from tradenlp.archive import read
from tradenlp.clean import article as cleaning
from tradenlp.clean.page import read_page
from tradenlp.extract import pool
from tradenlp.extract.extractor import shared_extractor
from tradenlp.extract.nlp import DEFAULT_MODEL
from tradenlp.pipeline import run_sources
from tradenlp.records import Article, Reject
from tradenlp.settings import Settings, read_settings

FEEDS = 4
ACTORS = ("Brazil", "India", "Japan", "Canada", "Mexico", "Vietnam", "Turkey", "Norway", "Egypt", "Chile")
GOODS = ("steel", "rice", "canola", "copper", "solar panels", "wine", "beef", "cement", "tyres", "timber")
VERBS = ("raises", "cuts", "suspends", "extends", "proposes")
VOLATILE = {"runs", "polls", "schema_version", "captures", "rejects", "pending_links"}
"""tables that tell of runs and of time; what must hold for the last two is said apart. The ids of the search index
count up as articles come in, and are left out too."""
WHEN = {
    "ingested_at", "capture_id", "run_id", "extracted_at", "seconds", "next_poll_at", "last_ok_at", "polled_at",
    "full_at", "first_ok_at", "last_new_at", "gap_seconds", "first_stored_at", "stored_at", "since", "valid_from",
}  # fmt: skip


def story(number: int) -> str:
    """A page of a few sentences, another for every number."""
    actor, goods, verb = ACTORS[number % 10], GOODS[number // 10 % 10], VERBS[number // 7 % 5]
    title = f"{actor} {verb} duty on {goods}, order {number}"
    lines = (
        f"{actor} {verb} the import duty on {goods} to {number % 50 + 1} percent from {number % 27 + 1} March 2024.",
        f"Shipments of {goods} fell {number % 90 + 1}.5 percent in the first quarter, report {number} said.",
        f"The minister said “we had no other choice in case {number}”.",
    )
    text = "".join(f"<p>{line}</p>" for line in lines)
    day = f"2024-0{number % 9 + 1}-{number % 27 + 1:02}"
    stamp = f'<meta property="article:published_time" content="{day}">'
    return (
        f"<html><head><title>{title}</title>{stamp}</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    )


class Site:
    """Feeds and their articles on one address of 127.0.0.0/8 each, so that hosts are asked side by side."""

    def __init__(self, articles: int) -> None:
        self.servers = []
        self.bases: list[str] = []
        for feed in range(FEEDS):
            numbers = range(feed, articles, FEEDS)
            server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"numbers": numbers}))
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.servers.append(server)
            self.bases.append(f"http://127.0.0.1:{server.server_port}")

    def configure(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for number, base in enumerate(self.bases):
            text = f'publisher = "Wire {number}"\ncountry = "NL"\n[[feed]]\nurl = "{base}/feed"\ncadence_minutes = 5\n'
            (folder / f"wire-{number}.toml").write_text(text)


class _Handler(BaseHTTPRequestHandler):
    numbers: range

    def do_GET(self) -> None:
        if self.path == "/feed":
            items = "".join(f"<item><title>Order {n}</title><link>/{n}</link></item>" for n in self.numbers)
            body, media = f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "application/rss+xml"
        elif self.path == "/robots.txt":
            body, media = b"", "text/plain"
        else:
            body, media = story(int(self.path.strip("/"))).encode(), "text/html"
        self.send_response(200)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


def settings_for(folder: Path, sources: Path) -> Settings:
    return read_settings(
        data_dir=folder, sources_dir=sources, workers=1, host_delay_seconds=0, allow_private_addresses=["127.0.0.1"],
        batch_articles=20, links_per_host=10_000,
    )  # fmt: skip


def remember_what_is_pure() -> None:
    """From now on a page is read, and an article extracted, once for this process and all that it forks."""
    extract_articles = pool.extract_articles
    facts: dict[tuple[str, str], pool.Extraction] = {}

    def remembered(model: str, articles: Sequence[Article]) -> list[pool.Extraction]:
        new = [a for a in articles if (a.article_id, a.text) not in facts]
        facts.update(((e.article.article_id, e.article.text), e) for e in extract_articles(model, new))
        return [replace(facts[a.article_id, a.text], article=a) for a in articles]

    vars(cleaning)["read_page"] = cache(read_page)
    pool.extract_articles = remembered


def in_child(job: Callable[[], object]) -> int:
    """Fork a process that does a job and ends; its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        job()
        code = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        os._exit(code)


def ended_well(child: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def tables(path: Path) -> dict[str, list[str]]:
    """The contents of all tables that must not depend on when and in which run something came in."""
    found = {}
    with closing(duckdb.connect(str(path), read_only=True)) as db:
        columns: dict[tuple[str, str], list[str]] = {}
        for schema, table, column in db.execute(
            "SELECT schema_name, table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() "
            "USING (schema_name, table_name) WHERE NOT duckdb_tables.internal ORDER BY column_index"
        ).fetchall():
            columns.setdefault((schema, table), []).append(column)
        for (schema, table), names in columns.items():
            kept = ", ".join(f'"{name}"' for name in names if name not in WHEN)
            if table not in VOLATILE and not table.startswith("search_") and kept:
                rows = db.execute(f'SELECT {kept} FROM "{schema}"."{table}"').fetchall()
                found[f"{schema}.{table}"] = sorted(map(repr, rows))
        found["pending"] = [repr(row) for row in db.execute("SELECT url, tries FROM pending_links").fetchall()]
        found["rejected"] = [repr(row) for row in db.execute("SELECT stage, reason, url FROM rejects").fetchall()]
    return found


def damage(folder: Path) -> list[str]:
    """What of the archive cannot be read back, but for a record that a kill cut off."""
    return [r.detail for r in read(folder / "archive") if isinstance(r, Reject) and "unreadable before" not in r.detail]


def difference(one: dict[str, list[str]], other: dict[str, list[str]]) -> str:
    for name in one.keys() | other.keys():
        a, b = one.get(name, []), other.get(name, [])
        if a != b:
            return f"{name}: {len(a)} and {len(b)} rows; {next((r for r in b if r not in a), a[:1])!r:.300}"
    return ""


def play(kills: int, articles: int, seed: int, folder: Path, thinking: bool) -> int:
    """Rounds of a kill each; how many ended otherwise than the undisturbed run."""
    site, chance, bad = Site(articles), random.Random(seed), 0
    site.configure(folder / "sources")
    shared_extractor(DEFAULT_MODEL)
    if not thinking:
        remember_what_is_pure()
    run_sources(settings_for(folder / "warm", folder / "sources"), lambda _: None)
    started = time.monotonic()
    calm = settings_for(folder / "calm", folder / "sources")
    assert ended_well(in_child(lambda: run_sources(calm, lambda _: None)))
    took, wanted = time.monotonic() - started, tables(calm.database_path)
    assert len(wanted["main.articles"]) == articles, "the undisturbed run did not bring in every article"
    for number in range(kills):
        settings = settings_for(folder / f"round-{number}", folder / "sources")
        child = in_child(lambda settings=settings: run_sources(settings, lambda _: None))  # type: ignore[misc]
        moment = chance.uniform(0.0, took)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        killed = not ended_well(child)
        went_on = ended_well(in_child(lambda settings=settings: run_sources(settings, lambda _: None)))  # type: ignore[misc]
        problem = "" if went_on else "the next run failed"
        problem = problem or difference(wanted, tables(settings.database_path)) or "; ".join(damage(settings.data_dir))
        bad += bool(problem)
        if problem:
            print(
                f"kill {number} after {moment:.2f} s of {took:.2f} s ({'killed' if killed else 'was over'}): {problem}"
            )
        shutil.rmtree(settings.data_dir)
        if number % 20 == 19:
            print(f"{number + 1} kills, {bad} of them did harm", flush=True)
    print(f"{kills} kills over {articles} articles, a run takes {took:.1f} s: {kills - bad} as undisturbed, {bad} not")
    return bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--thinking", action="store_true", help="read pages and extract articles anew in every run")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return 1 if play(given.kills, given.articles, given.seed, Path(folder), given.thinking) else 0


if __name__ == "__main__":
    sys.exit(main())
