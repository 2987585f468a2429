"""Throughput of cleaning and extraction as ratios to what they are built on, measured in one run.

    python bench/throughput.py                             on the fixtures
    python bench/throughput.py --texts stories.jsonl.gz    extraction on other texts (objects with `text`, a line each)

Cleaning is compared with trafilatura alone on the same pages, extraction with spaCy's full small pipeline alone on
the same texts; CPU seconds of this process, best of three rounds taken in turn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy
import trafilatura
from rich.console import Console
from rich.table import Table

from tradenlp.clean.article import clean_document
from tradenlp.clean.readers import read_inputs
from tradenlp.extract.extractor import Extractor
from tradenlp.extract.nlp import DEFAULT_MODEL
from tradenlp.records import Article, RawDocument

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"
ROUNDS = 3


def cpu_seconds(job: Callable[[], object]) -> float:
    started = time.process_time()
    job()
    return time.process_time() - started


def race(ours: Callable[[], object], reference: Callable[[], object]) -> tuple[float, float]:
    """Best CPU seconds of each, in turn, so that a drifting machine slows both."""
    rounds = [(cpu_seconds(ours), cpu_seconds(reference)) for _ in range(ROUNDS)]
    return min(r[0] for r in rounds), min(r[1] for r in rounds)


def clean_race(pages: list[RawDocument]) -> tuple[float, float]:
    def reference() -> None:
        for page in pages:
            trafilatura.bare_extraction(page.content, fast=True, include_comments=False, with_metadata=True)

    return race(lambda: [clean_document(page) for page in pages], reference)


def extract_race(articles: list[Article]) -> tuple[float, float]:
    ours, reference = Extractor(), spacy.load(DEFAULT_MODEL)
    texts = [article.text for article in articles]

    def run_reference() -> None:
        for _ in reference.pipe(texts, batch_size=16):
            pass

    return race(lambda: list(ours.extract(articles)), run_reference)


def read_texts(path: Path, most: int) -> list[Article]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for _, line in zip(range(most), file, strict=False)]
    return [Article(str(i), "files", "", row["text"], row.get("title")) for i, row in enumerate(rows)]


def rows(pages: list[RawDocument], articles: list[Article]) -> Iterable[tuple[str, ...]]:
    words = sum(len(article.text.split()) for article in articles)
    cleaned, clean_reference = clean_race(pages)
    extracted, extract_reference = extract_race(articles)
    yield ("cleaning", "trafilatura", f"{len(pages) / cleaned:,.0f} pages/s", f"{cleaned / clean_reference:.2f}")
    yield (
        "extraction",
        "spaCy small, full",
        f"{words / extracted:,.0f} words/s",
        f"{extracted / extract_reference:.2f}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="JSONL or JSONL.gz with a `text` in every object")
    parser.add_argument("--most", type=int, default=500, help="texts at the most")
    parser.add_argument("--repeat", type=int, default=3, help="how often the fixtures are taken, without --texts")
    given = parser.parse_args()
    pages = [read for read in read_inputs([FIXTURES]) if isinstance(read, RawDocument)] * given.repeat
    cleaned = [article for page in pages if isinstance(article := clean_document(page), Article)]
    table = Table("step", "reference", "speed", "CPU, times the reference")
    for row in rows(pages, read_texts(given.texts, given.most) if given.texts else cleaned):
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
