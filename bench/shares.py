"""What share of spaCy's full small pipeline each part of ours takes, in CPU seconds of one process, in one run.

python bench/shares.py stories.jsonl.gz --most 500     objects with `text` and optionally `title`, a line each
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import spacy
from rich.console import Console
from rich.table import Table
from spacy.tokens import Doc

from throughput import read_texts
from tradenlp.extract.nlp import DEFAULT_MODEL, build_nlp, make_doc
from tradenlp.extract.state import Context
from tradenlp.records import Article

Part = Callable[[Doc], Doc]
TURN = 50
"""articles that the reference and ours read in turn"""


def timed(job: Callable[[], list[Doc]]) -> tuple[list[Doc], float]:
    started = time.process_time()
    docs = job()
    return docs, time.process_time() - started


def run(part: Part, docs: list[Doc]) -> list[Doc]:
    pipe = getattr(part, "pipe", None)
    return list(pipe(docs, batch_size=16)) if pipe else [part(doc) for doc in docs]


def shares(articles: list[Article]) -> Iterable[tuple[str, float]]:
    """Each part with its share; both sides take turns, so that a drifting machine slows both."""
    reference, ours = spacy.load(DEFAULT_MODEL), build_nlp()
    context, whole, spent = Context(date(2020, 1, 1)), 0.0, Counter[str]()
    for first in range(0, len(articles), TURN):
        turn = articles[first : first + TURN]
        texts = [article.text for article in turn]
        whole += timed(lambda texts=texts: list(reference.pipe(texts, batch_size=16)))[1]
        docs, seconds = timed(lambda turn=turn: [make_doc(ours, a.title, a.text, context) for a in turn])
        spent["tokenizer"] += seconds
        for name, part in ours.pipeline:
            docs, seconds = timed(lambda part=part, docs=docs: run(part, docs))
            spent[name] += seconds
    return ((name, seconds / whole) for name, seconds in spent.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="JSONL or JSONL.gz with a `text` in every object")
    parser.add_argument("--most", type=int, default=500, help="texts at the most")
    given = parser.parse_args()
    found = list(shares(read_texts(given.texts, given.most)))
    table = Table("part", "CPU, times spaCy's full small pipeline")
    for name, share in [*found, ("all", sum(share for _, share in found))]:
        table.add_row(name, f"{share:.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
