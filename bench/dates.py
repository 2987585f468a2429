"""How the dates do on public yardsticks, and what they cost.

    python bench/dates.py predict CASES.jsonl > PREDICTIONS.jsonl
    python bench/dates.py cost STORIES.jsonl[.gz] [--stories N]

`predict` reads cases {id, suite, published_at, text} and writes {id, items: [{start, end, text, type, value}]} with
everything that TimeML marks; suites named msrt_* by the conventions of Recognizers-Text, which treats the last day of a
range as its exclusive end. `cost` prints the processor time of the component over that of the full small pipeline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tradenlp.extract.dates.facts import recognizer_facts, timex_facts
from tradenlp.extract.state import Context
from tradenlp.facts import DateExpression


def items(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The predictions for a case."""
    stamp = case.get("published_at")
    context = Context(date.fromisoformat(stamp[:10]) if stamp else None)
    find = recognizer_facts if case["suite"].startswith("msrt") else timex_facts
    for fact in find(case["text"], context):
        yield item(fact, days=find is recognizer_facts)


def item(fact: DateExpression, days: bool) -> dict[str, Any]:
    """A prediction; with `days` its calendar days stand for its value."""
    known = {"start": fact.start, "end": fact.end, "text": fact.text, "type": fact.type.upper()}
    if days and fact.start_date and fact.end_date:
        return {**known, "value": f"{fact.start_date}/{fact.end_date}"}
    return {**known, "value": fact.value}


def predict(path: Path) -> None:
    """Print predictions for every case."""
    for line in read_lines(path):
        case = json.loads(line)
        print(json.dumps({"id": case["id"], "items": list(items(case))}, ensure_ascii=False))


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a file, packed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from file


def cost(path: Path, stories: int) -> None:
    """Print the processor seconds of the component and of the pipeline that it joins."""
    import spacy

    from tradenlp.extract.nlp import DEFAULT_MODEL

    texts = [json.loads(line)["text"] for line, _ in zip(read_lines(path), range(stories), strict=False)]
    nlp = spacy.load(DEFAULT_MODEL)
    component = nlp.create_pipe("trade_dates")
    component(nlp.make_doc("It began on Monday."))
    started = time.process_time()
    docs = list(nlp.pipe(texts, batch_size=16))
    between = time.process_time()
    for doc in docs:
        component(doc)
    ended = time.process_time()
    full, own = between - started, ended - between
    print(f"pipeline {full:.2f} s, trade_dates {own:.2f} s: {own / full:.2%} over {len(texts)} stories")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    predicting = commands.add_parser("predict")
    predicting.add_argument("cases", type=Path)
    costing = commands.add_parser("cost")
    costing.add_argument("stories_file", type=Path)
    costing.add_argument("--stories", type=int, default=2000)
    args = parser.parse_args()
    if args.command == "predict":
        predict(args.cases)
    else:
        cost(args.stories_file, args.stories)


if __name__ == "__main__":
    sys.exit(main())


__all__ = ["timedelta"]
