"""The relevance of an article, 0 to 1: the logistic function of a weighted sum of its features.

The weights are data (`models/relevance/weights.json`), and every part of the sum can be looked at.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from tradenlp.errors import ModelError
from tradenlp.relevance.features import MOST_CHARACTERS, Features, features, stems

UNKNOWN = 0.5
"""relevance of a text in a language of which neither words nor stems are known"""
MOST_REASONS = 8
LARGEST_SUM = 30.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained model: weights of words and concepts, and how their sum becomes a probability (Platt scaling)."""

    bias: float
    words: Mapping[str, float]
    concepts: Mapping[str, float]
    slope: float = 1.0
    offset: float = 0.0

    def margin(self, found: Features) -> float:
        """The weighted sum: above 0 rather about trade policy than not."""
        words, concepts = self.words, self.concepts
        total = sum(value * words[name] for name, value in found.words.items() if name in words)
        return self.bias + total + sum(value * concepts.get(name, 0.0) for name, value in found.concepts.items())

    def probability(self, margin: float) -> float:
        """0 to 1."""
        power = self.slope * margin + self.offset
        return 1.0 / (1.0 + math.exp(-max(-LARGEST_SUM, min(LARGEST_SUM, power))))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The relevance of an article, with the features that speak most for or against it and what each adds."""

    relevance: float
    reasons: tuple[tuple[str, float], ...] = ()


def relevance(title: str | None, text: str, language: str | None = None) -> float:
    """How far an article is about trade policy, 0 to 1, rounded to three digits; see `judge`."""
    if language in (None, "en"):
        weights = read_weights()
        return round(weights.probability(weights.margin(features(title, text))), 3)
    return _of_stems(f"{title or ''}\n{text}", language or "")


def judge(title: str | None, text: str, language: str | None = None, weights: Weights | None = None) -> Judgement:
    """Relevance and reasons. English, and what is too short to tell, by the weights; other languages by stems."""
    if language not in (None, "en"):
        return Judgement(_of_stems(f"{title or ''}\n{text}", language))
    weights = weights or read_weights()
    found = features(title, text)
    parts = {name: value * weights.words.get(name, 0.0) for name, value in found.words.items()}
    parts |= {name: value * weights.concepts.get(name, 0.0) for name, value in found.concepts.items()}
    reasons = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))[:MOST_REASONS]
    told = tuple((name, round(part, 3)) for name, part in reasons if abs(part) >= 0.001)
    return Judgement(round(weights.probability(weights.margin(found)), 3), told)


def _of_stems(text: str, language: str) -> float:
    known = stems().get(language)
    if known is None:
        return UNKNOWN
    lower = text[:MOST_CHARACTERS].lower()
    return round(1.0 - 0.95 * 0.5 ** sum(min(lower.count(stem), 3) for stem in known), 3)


@cache
def read_weights() -> Weights:
    """The weights that the project ships. Raises ModelError where they are missing or cannot be read."""
    package = Path(str(resources.files("tradenlp")))
    tail = Path("models", "relevance", "weights.json")
    path = next((p for p in (package / tail, package.parents[1] / tail) if p.is_file()), None)
    if path is None:
        raise ModelError("the weights models/relevance/weights.json are missing: reinstall tradenlp")
    return load_weights(path)


def load_weights(path: Path) -> Weights:
    """Weights from a file that `models/relevance/train.py` wrote. Raises ModelError where it is none."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Weights(said["bias"], said["words"], said["concepts"], said["slope"], said["offset"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: these are no weights of the relevance model: {error!r}") from error
