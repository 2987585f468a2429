"""Trains the learned finder of measures on the project's own texts; writes weights.json and metrics.json beside this.

    python models/measures/train.py

Texts: `sentences.txt` and the `*articles.jsonl` beside this file, the articles of `fixtures/articles` from a to m with
their gold, the opened part of `fixtures/sentences`, the marked sentences of `tests/cases/measures*.txt`, and the
examples and decoys of the measure types' lexicons.
Softmax regression with L2 by L-BFGS (scipy). The same texts give the same weights.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.language import Language
from spacy.tokens import Doc

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from marked import Case, parse_case, read_cases  # noqa: E402
from tradenlp.clean import clean_document, read_inputs  # noqa: E402
from tradenlp.extract.measures.cues import Cue  # noqa: E402
from tradenlp.extract.measures.learned import Weights, parse_weights  # noqa: E402
from tradenlp.extract.measures.learned_features import Sight, candidates, kinds_of, stem  # noqa: E402
from tradenlp.extract.measures.lexicon import measure_types  # noqa: E402
from tradenlp.extract.measures.mentions import told_by_rules  # noqa: E402
from tradenlp.extract.nlp import TRADE_PARTS, build_nlp, make_doc  # noqa: E402
from tradenlp.extract.state import Context  # noqa: E402
from tradenlp.extract.view import View, view_of  # noqa: E402
from tradenlp.records import Article, RawDocument  # noqa: E402

THRESHOLD = 0.9
FEWEST = 3
"""training words that a feature must be seen with"""
SMALLEST = 0.05
"""weights below this are left out"""
HEAD_SHARE = 0.03
"""of the places of a word where it names a measure: below, it is not asked about"""
FOLDS = 4
SCALES = (("S:", 0.4), ("A:", 0.4))
PAIR_SCALE = 0.5
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Word:
    """A noun or verb of the training texts: where it is from, its stem, features, types, and types it may name too."""

    text: str
    sentence: int
    word: str
    features: tuple[str, ...]
    types: frozenset[str]
    open: frozenset[str]
    ruled: bool
    """whether the rules find a mention in its sentence"""


@dataclass(frozen=True)
class Told:
    """A text with the places that name measures; `whole` is the type of an example or decoy without places."""

    id: str
    doc: Doc
    places: tuple[tuple[int, int, str], ...]
    whole: str | None = None
    decoy: bool = False


def sentences() -> Iterator[tuple[str, Case]]:
    """Marked sentences: those written for training, and those of the tests."""
    for number, line in enumerate((HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()):
        if line and line[0] != "#":
            yield f"line:{number}", parse_case(_as_marked(line))
    for path in sorted((ROOT / "tests" / "cases").glob("measures*.txt")):
        if path.stem != "measures_learned":
            yield from ((f"{path.stem}:{n}", case) for n, case in enumerate(read_cases(path.stem)))


def _as_marked(line: str) -> str:
    for kind in measure_types():
        line = line.replace(f"{{{kind}|", f"<measure type={kind}>")
    return line.replace("}", "</measure>")


def told_sentences(nlp: Language) -> Iterator[Told]:
    """Sentences, and the examples and decoys of the types' entries."""
    for name, case in sentences():
        marks = [m for m in case.marks if m.kind == "measure" and "type" in m.attributes]
        places = tuple((m.start, m.end, m.attributes["type"]) for m in marks)
        yield Told(name, _read(nlp, None, case.text), places)
    folder = ROOT / "src" / "tradenlp" / "extract" / "measures" / "types"
    for path in sorted(folder.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["cue"]:
            for text in entry["examples"]:
                yield Told(f"lexicon:{text}", _read(nlp, None, text), (), path.stem)
            for text in entry.get("decoys", ()):
                yield Told(f"decoy:{text}", _read(nlp, None, text), (), path.stem, True)


def told_articles(nlp: Language) -> Iterator[Told]:
    """Whole articles with the phrases that name their measures."""
    files = sorted(HERE.glob("*articles.jsonl"))
    for said in (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()):
        doc = _read(nlp, said.get("title"), said["text"], said["published_at"])
        yield Told(said["id"], doc, tuple(_places(doc.text, said["measures"])))
    folders = [f for f in sorted((ROOT / "fixtures" / "articles").iterdir()) if "a" <= f.name[0] <= "m"]
    for folder in folders:
        for read in read_inputs([folder]):
            if isinstance(read, RawDocument) and isinstance(article := clean_document(read), Article):
                gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
                doc = _read(nlp, article.title, article.text, gold["published_at"])
                yield Told(folder.name, doc, tuple(_places(doc.text, gold["measures"])))


def told_in_bank(nlp: Language) -> Iterator[Told]:
    """The opened part of the bank of sentences; the rest is kept back to measure by."""
    for path in sorted((ROOT / "fixtures" / "sentences").glob("*.jsonl")):
        if path.name.startswith("kept_back"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            doc = _read(nlp, said.get("title"), said["text"], said["published_at"])
            name = said["id"] if path.stem.endswith("articles") else f"bank:{said['id']}"
            yield Told(name, doc, tuple(_places(doc.text, said["measures"])))


def _read(nlp: Language, title: str | None, text: str, published: str | None = "2025-06-01") -> Doc:
    day = date.fromisoformat(published) if published else None
    return nlp(make_doc(nlp, title, text, Context(published=day)))


def _places(text: str, measures: Sequence[dict[str, object]]) -> Iterator[tuple[int, int, str]]:
    for measure in measures:
        for phrase in measure["triggers"]:  # type: ignore[attr-defined]
            at = text.find(phrase)
            while at >= 0:
                yield at, at + len(phrase), str(measure["type"])
                at = text.find(phrase, at + 1)


def words_of(told: Told) -> Iterator[Word]:
    """The words of a text with what they name; of a phrase that names a measure the head does, the rest is left out."""
    view = view_of(told.doc)
    rules = told_by_rules(view)
    single = ":" in told.id
    named = set() if single else {c.kind.id for cues in rules.values() for c in cues if not c.entry.follows}
    kinds = kinds_of(view)
    sight = Sight(view, kinds, named)
    heads: dict[int, set[str]] = {}
    inside: dict[int, set[str]] = {}
    for first, last, kind in ((view.token_at(s), view.token_at(e - 1) + 1, k) for s, e, k in told.places):
        heads.setdefault(_head(view, first, last), set()).add(kind)
        for token in range(first, last):
            inside.setdefault(token, set()).add(kind)
    article = set() if single else {kind for _, _, kind in told.places}
    for number, (start, end) in enumerate(view.sentences):
        cues = rules.get(number, [])
        for token in candidates(view, kinds, start, end):
            types, unsure = heads.get(token, set()), set(inside.get(token, ()))
            ruled = {c.kind.id for c in cues if token in c.tokens}
            if told.whole is not None:
                types, unsure = _by_whole(told, token, cues, ruled)
            unsure |= ruled & article
            features = tuple(sight.of(token, start, end))
            yield Word(
                told.id,
                number,
                stem(view.words[token]),
                features,
                frozenset(types),
                frozenset(unsure - types),
                bool(cues),
            )


def _by_whole(told: Told, token: int, cues: Sequence[Cue], ruled: Set[str]) -> tuple[set[str], set[str]]:
    """Of an example the head that the rules find; of a decoy, whatever other type they find in it is not asked."""
    assert told.whole is not None
    if told.decoy:
        return set(), set(ruled) - {told.whole}
    if any(c.head == token and c.kind.id == told.whole for c in cues):
        return {told.whole}, set()
    return set(), set(ruled) & {told.whole}


def _head(view: View, first: int, last: int) -> int:
    tops = [t for t in range(first, last) if view.heads[t] == t or not first <= view.heads[t] < last]
    telling = [t for t in (*tops, *range(first, last)) if view.tags[t][:2] in ("NN", "VB")]
    return telling[0] if telling else first


def fit(words: Sequence[Word]) -> Weights:
    """The model of these words."""
    types = sorted(measure_types())
    seen = Counter(name for word in words for name in word.features)
    names = sorted(name for name, count in seen.items() if count >= FEWEST)
    scales = np.array([_scale(name) for name in names])
    matrix = _matrix(words, {name: n for n, name in enumerate(names)}, scales)
    best = _minimum(matrix, *_targets(words, {kind: n + 1 for n, kind in enumerate(types)}))
    bias, weights = best[-1], best[:-1] * scales[:, None]
    weights = np.where(np.abs(weights) >= SMALLEST, weights.round(2), 0.0)
    features = {name: _told(row) for name, row in zip(names, weights, strict=True)}
    said = {
        "types": types,
        "threshold": THRESHOLD,
        "bias": [round(float(b), 3) for b in bias],
        "heads": _heads(words),
        "features": {name: told for name, told in features.items() if told},
    }
    return parse_weights(json.dumps(said))


def _told(row: Vector) -> list[float]:
    """The weights of a feature as the file has them: the number of a type and what it gets, one after the other."""
    return [part for kind in np.flatnonzero(row) for part in (int(kind), float(row[kind]))]


def _scale(name: str) -> float:
    start = next((scale for prefix, scale in SCALES if name.startswith(prefix)), 1.0)
    return min(start, PAIR_SCALE) if "&" in name else start


def _heads(words: Sequence[Word]) -> list[str]:
    said, named = Counter(w.word for w in words), Counter(w.word for w in words if w.types)
    return sorted(word for word, count in named.items() if count / said[word] >= HEAD_SHARE)


def _matrix(words: Sequence[Word], places: dict[str, int], scales: Vector) -> csr_matrix:
    columns = [[places[name] for name in word.features if name in places] for word in words]
    ends = np.cumsum([0, *(len(c) for c in columns)])
    flat = np.array([c for row in columns for c in row])
    return csr_matrix((scales[flat], flat, ends), shape=(len(words), len(places)))


def _targets(words: Sequence[Word], numbers: dict[str, int]) -> tuple[Vector, Vector, Vector]:
    """What each word names, which types it is not asked about (minus infinity), and what it counts for."""
    truth, hidden = np.zeros((len(words), len(numbers) + 1)), np.zeros((len(words), len(numbers) + 1))
    counts = np.ones(len(words))
    for row, word in enumerate(words):
        hidden[row, [numbers[kind] for kind in word.open]] = -1e9
        truth[row, [numbers[kind] for kind in word.types] or [0]] = 1 / max(1, len(word.types))
        counts[row] = 0.0 if word.open and not word.types else 1.0
    return truth, hidden, counts


def _minimum(matrix: csr_matrix, truth: Vector, hidden: Vector, counts: Vector) -> Vector:
    """Weights and, in the last row, biases that make the texts likeliest, small weights being likelier than large."""
    turned, shape = matrix.T.tocsr(), (matrix.shape[1] + 1, truth.shape[1])

    def loss(point: Vector) -> tuple[float, Vector]:
        weights = point.reshape(shape)
        sums = matrix @ weights[:-1] + weights[-1] + hidden
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        chances = powers / powers.sum(axis=1, keepdims=True)
        value = -float(counts @ (truth * np.log(chances + 1e-12)).sum(axis=1)) + 0.5 * float((weights[:-1] ** 2).sum())
        slopes = (chances - truth) * counts[:, None]
        return value, np.vstack([turned @ slopes + weights[:-1], slopes.sum(axis=0)]).ravel()

    options = {"maxiter": 50, "maxcor": 6}
    return np.asarray(minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options=options).x).reshape(
        shape
    )


def measured(words: Sequence[Word]) -> dict[str, object]:
    """Of what the model proposes in sentences without other mentions, how much the gold has; folds by article."""
    articles = sorted({w.text for w in words if ":" not in w.text})
    fold = {name: n % FOLDS for n, name in enumerate(articles)}
    told: list[tuple[bool, bool, bool]] = []
    for number in range(FOLDS):
        model = fit([w for w in words if fold.get(w.text) != number])
        told += _proposed(model, [w for w in words if fold.get(w.text) == number])
    return {
        "folds": FOLDS,
        "proposed": len(told),
        "of the type the gold has in the sentence": sum(t[0] for t in told),
        "a measure in the sentence": sum(t[1] for t in told),
        "of a type the gold has in the article": sum(t[2] for t in told),
    }


def _proposed(model: Weights, words: Sequence[Word]) -> Iterator[tuple[bool, bool, bool]]:
    here: dict[tuple[str, int], set[str]] = {}
    anywhere: dict[str, set[str]] = {}
    best: dict[tuple[str, int], tuple[float, str]] = {}
    for word in words:
        here.setdefault((word.text, word.sentence), set()).update(word.types)
        anywhere.setdefault(word.text, set()).update(word.types)
        if word.ruled or word.word not in model.heads:
            continue
        chances = model.chances(word.features)
        chance, number = max((c, n) for n, c in enumerate(chances) if n)
        if chance >= model.threshold:
            best[word.text, word.sentence] = max(
                best.get((word.text, word.sentence), (0.0, "")), (chance, model.types[number])
            )
    for place, (_, kind) in best.items():
        yield kind in here[place], bool(here[place]), kind in anywhere[place[0]]


def main() -> None:
    """Read, train, measure, write."""
    nlp = build_nlp(parts=[part for part in TRADE_PARTS if part not in ("trade_measures", "trade_events")])
    texts = (*told_articles(nlp), *told_in_bank(nlp), *told_sentences(nlp))
    words = [word for told in texts for word in words_of(told)]
    model = fit(words)
    said = {
        "types": model.types[1:],
        "threshold": model.threshold,
        "bias": model.bias.tolist(),
        "heads": sorted(model.heads),
        "features": {name: _told(model.rows[row]) for name, row in model.features.items()},
    }
    (HERE / "weights.json").write_text(json.dumps(said, separators=(",", ":")) + "\n", encoding="utf-8")
    counts = {
        "words": len(words),
        "naming a measure": sum(bool(w.types) for w in words),
        "features": len(model.features),
    }
    cross = {} if "--quick" in sys.argv else {"cross-validation": measured(words)}
    (HERE / "metrics.json").write_text(json.dumps({**counts, **cross}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
