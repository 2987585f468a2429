"""Trains the relevance weights on texts of the project alone and writes weights.json and metrics.json beside this file.

    python models/relevance/train.py

The texts are `passages.txt`, `articles.jsonl` and the articles of `fixtures/articles` whose names begin
with a to m; those from n on are kept back to see whether the weights hold for what they were not trained on. The same
texts give the same weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tradenlp.clean import clean_document, read_inputs
from tradenlp.records import Article, RawDocument
from tradenlp.relevance.features import features
from tradenlp.relevance.model import Weights
from tradenlp.relevance.training import Options, fit, out_of_fold, scaled

HERE = Path(__file__).resolve().parent
ARTICLES = HERE.parent.parent / "fixtures" / "articles"
WRITTEN = HERE / "articles.jsonl"
OPTIONS = Options(strength=1.0, relevant=1.5, fewest=3, word_scale=1.0, concept_scale=0.5)
SMALLEST = 0.002
Text = tuple[str | None, str, bool]


def passages() -> Iterator[Text]:
    """The texts written for training."""
    for line in (HERE / "passages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(("+ ", "- ")):
            title, text = line[2:].split(" | ", 1)
            yield title, text, line[0] == "+"


def written() -> Iterator[Text]:
    """The articles written for training, which the model of measures is trained on too."""
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        yield said["title"], said["text"], said.get("relevant", True)


def articles(first: str, last: str) -> Iterator[Text]:
    """The fixture articles whose folders' names begin with a letter of the range; all are about trade policy."""
    folders = [folder for folder in sorted(ARTICLES.iterdir()) if first <= folder.name[0] <= last]
    for read in read_inputs(folders):
        if isinstance(read, RawDocument) and isinstance(article := clean_document(read), Article):
            yield article.title, article.text, True


def rounded(weights: dict[str, float]) -> dict[str, float]:
    """Weights by name, without those that weigh next to nothing."""
    return {name: round(value, 4) for name, value in sorted(weights.items()) if abs(value) >= SMALLEST}


def main() -> None:
    """Train, measure, write."""
    texts = [*passages(), *written(), *articles("a", "m")]
    found = [features(title, text) for title, text, _ in texts]
    labels = [label for _, _, label in texts]
    margins = out_of_fold(found, labels, OPTIONS)
    model = scaled(fit(found, labels, OPTIONS), margins, labels)
    held = [model.probability(model.margin(features(title, text))) for title, text, _ in articles("n", "z")]
    said = {
        "bias": round(model.bias, 4),
        "slope": round(model.slope, 4),
        "offset": round(model.offset, 4),
        "concepts": rounded(dict(model.concepts)),
        "words": rounded(dict(model.words)),
    }
    (HERE / "weights.json").write_text(json.dumps(said, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    (HERE / "metrics.json").write_text(json.dumps(metrics(model, margins, labels, held), indent=2) + "\n")


def metrics(model: Weights, margins: np.ndarray, labels: list[bool], held: list[float]) -> dict[str, object]:
    """What five folds and the articles kept back give."""
    chances = np.array([model.probability(margin) for margin in margins])
    told, truth = chances >= 0.5, np.array(labels)
    right = int((told & truth).sum())
    lost = int((truth & (chances < 0.1)).sum())
    return {
        "texts": len(labels),
        "relevant": int(truth.sum()),
        "five folds, at 0.5": {
            "precision": round(right / int(told.sum()), 3),
            "recall": round(right / int(truth.sum()), 3),
        },
        "five folds, relevant below 0.1": lost,
        "articles kept back": {"texts": len(held), "lowest relevance": round(min(held), 3)},
    }


if __name__ == "__main__":
    main()
