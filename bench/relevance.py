"""How well the relevance model tells articles on trade policy, and what it costs beside spaCy.

    python bench/relevance.py --labelled news.jsonl.gz [--label trade]     objects with `title`, `text` and a label
    python bench/relevance.py --articles cases/articles.jsonl              texts that are all about trade policy

On labelled texts: the same features and trainer in five folds (each text judged by a model that was trained on the
other four fifths), and the weights of the project, which never saw such texts. On articles: how many would be skipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
from rich.console import Console
from rich.table import Table

from tradenlp.clean import clean_document, read_inputs
from tradenlp.extract.nlp import DEFAULT_MODEL
from tradenlp.records import Article, RawDocument
from tradenlp.relevance.features import features
from tradenlp.relevance.model import read_weights, relevance
from tradenlp.relevance.training import out_of_fold
from tradenlp.settings import Settings

SPACY_TEXTS = 150


def scores(told: np.ndarray, truth: np.ndarray) -> tuple[str, str, str]:
    right = int((told & truth).sum())
    precision, recall = right / max(1, int(told.sum())), right / max(1, int(truth.sum()))
    return f"{precision:.3f}", f"{recall:.3f}", f"{2 * precision * recall / max(1e-9, precision + recall):.3f}"


def labelled(path: Path, label: str) -> Iterator[tuple[str, ...]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    truth = np.array([bool(row[label]) for row in rows])
    found = [features(row.get("title"), row["text"]) for row in rows]
    for seed in range(3):
        yield f"five folds, seed {seed}", *scores(out_of_fold(found, list(truth), seed=seed) > 0, truth)
    weights = read_weights()
    chances = np.array([weights.probability(weights.margin(each)) for each in found])
    for threshold in (Settings().relevance_threshold, 0.5, 0.9):
        yield f"our weights, at {threshold}", *scores(chances >= threshold, truth)
    order = np.argsort(-chances)
    right = np.cumsum(truth[order])
    best = np.max(2 * right / (truth.sum() + np.arange(1, len(truth) + 1)))
    yield "our weights, at the best threshold (optimistic)", "", "", f"{best:.3f}"
    yield "CPU, share of spaCy's", "", "", f"{cost([row['text'] for row in rows[:SPACY_TEXTS]]):.2%}"


def cost(texts: list[str]) -> float:
    nlp = spacy.load(DEFAULT_MODEL)
    relevance(None, texts[0])
    best = []
    for _ in range(3):
        started = time.process_time()
        for text in texts:
            relevance(None, text)
        ours = time.process_time() - started
        started = time.process_time()
        for _ in nlp.pipe(texts, batch_size=16):
            pass
        best.append(ours / (time.process_time() - started))
    return min(best)


def skipped(paths: list[Path]) -> Iterator[tuple[str, ...]]:
    articles = [
        article
        for read in read_inputs(paths)
        if isinstance(read, RawDocument) and isinstance(article := clean_document(read), Article)
    ]
    chances = sorted(relevance(a.title, a.text, a.language) for a in articles)
    threshold = Settings().relevance_threshold
    lowest = " ".join(f"{chance:.2f}" for chance in chances[:5])
    yield f"{len(chances)} articles, below {threshold}", "", "", str(sum(chance < threshold for chance in chances))
    yield "the five lowest", "", "", lowest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, help="JSONL or JSONL.gz")
    parser.add_argument("--label", default="trade")
    parser.add_argument("--articles", type=Path, nargs="+", default=[], help="files or folders, all on trade policy")
    given = parser.parse_args()
    table = Table("what", "precision", "recall", "F1 or value")
    for row in labelled(given.labelled, given.label) if given.labelled else ():
        table.add_row(*row)
    for row in skipped(given.articles) if given.articles else ():
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
