"""Predictions of the figures room for public benchmarks, and what it costs.

    python bench/figures.py predict CASES.jsonl > PRED.jsonl     CASES: one {id, suite, text} a line
    python bench/figures.py cost STORIES.jsonl[.gz] [--number 200]   STORIES: one {text} a line

The benchmarks ask for one kind of quantity each, so `predict` gives for the suites of the Microsoft recognisers only
the kind that their recogniser is for; prices there come without "per share".
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import spacy

import tradenlp.extract.figures
from tradenlp.extract.figures.component import find_figures
from tradenlp.extract.figures.shapes import Unit
from tradenlp.extract.nlp import DEFAULT_MODEL
from tradenlp.facts import Figure
from tradenlp.lexicon import read_entries

NAMES = {"ESP": "peseta", "NLG": "netherlands guilder", "CRC": "costa rican colón", "GEL": "georgian lari"}
"""currencies that the benchmarks call by name and not by code"""
TIMES = ("year", "month", "week", "day", "hour", "minute", "second", "decade", "century")


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode("utf-8").splitlines():
        yield json.loads(line)


def predict(path: Path) -> None:
    nlp = spacy.load(DEFAULT_MODEL, exclude=["parser", "ner", "lemmatizer", "attribute_ruler"])
    for case in read_lines(path):
        figures = [f for f in find_figures(nlp(case["text"]), broad=True) if wanted(f, case["suite"])]
        items = [{"text": f.text, "start": f.start, "end": f.end, **shown(f, case["suite"])} for f in figures]
        print(json.dumps({"id": case["id"], "items": items}))


def wanted(figure: Figure, suite: str) -> bool:
    kind = family(figure.unit)
    if suite == "msrt_currency":
        return kind == "money"
    if suite == "msrt_percent":
        return figure.unit == "percent"
    return suite != "msrt_dimension" or (kind == "dimension" and figure.unit not in TIMES)


def family(unit: str) -> str:
    head = unit.split("/")[0]
    if (head.isupper() and len(head) == 3 and head != "TEU") or head in ("cent", "penny"):
        return "money"
    return "dimension" if head in units() else "other"


@cache
def units() -> frozenset[str]:
    plain = ("percent", "point", "ratio")
    entries = read_entries(Path(tradenlp.extract.figures.__file__).with_name("units.toml"), Unit)
    return frozenset(entry.id.split("/")[0] for entry in entries if entry.family not in plain)


def shown(figure: Figure, suite: str) -> dict[str, Any]:
    unit = "count" if figure.unit == "ratio" else figure.unit
    if suite.startswith("msrt_"):
        unit = unit.split("/")[0]
    unit = NAMES.get(unit, unit)
    if suite == "msrt_currency":
        unit = {"penny": "pence"}.get(unit, unit)
    value = figure.value if figure.value_high is None else [figure.value, figure.value_high]
    return {"value": value, "unit": unit.replace("/", " per ")}


def cost(path: Path, number: int) -> None:
    texts = [story["text"] for _, story in zip(range(number), read_lines(path), strict=False)]
    nlp = spacy.load(DEFAULT_MODEL)
    started = time.process_time()
    docs = list(nlp.pipe(texts, batch_size=16))
    stock = time.process_time() - started
    find_figures(docs[0])
    started = time.process_time()
    found = sum(len(list(find_figures(doc))) for doc in docs)
    ours = time.process_time() - started
    print(f"{len(texts)} stories, {found} figures: {ours:.2f} s, the stock pipeline {stock:.2f} s: {ours / stock:.1%}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["predict", "cost"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--number", type=int, default=200)
    args = parser.parse_args()
    predict(args.path) if args.what == "predict" else cost(args.path, args.number)
    return 0


if __name__ == "__main__":
    sys.exit(main())
