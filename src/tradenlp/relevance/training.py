"""Trains the relevance model: L2-regularised squared hinge loss by L-BFGS, then Platt scaling. Deterministic.

Squared hinge with L2 is the linear support vector machine of Fan et al., LIBLINEAR (JMLR 2008), problem L2-loss SVC;
the scaling is Platt, Probabilistic Outputs for Support Vector Machines (1999).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tradenlp.relevance.features import Features
from tradenlp.relevance.model import Weights

Vector = NDArray[np.float64]
FOLDS = 5
_STEPS = 200
_MEMORY = 10


@dataclass(frozen=True, slots=True)
class Options:
    """How to train: the defaults are for thousands of texts."""

    strength: float = 1.0
    """of the data against regularisation"""
    relevant: float = 2.0
    """weight of a relevant text"""
    fewest: int = 5
    """texts in which a word occurs at the least"""
    word_scale: float = 2.0
    """how much more freely words may weigh than regularisation alone would let them"""
    concept_scale: float = 1.0


@dataclass(frozen=True)
class _Matrix:
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Vector
    shape: tuple[int, int]

    def times(self, weights: Vector) -> Vector:
        return np.bincount(self.rows, self.values * weights[self.columns], self.shape[0]).astype(np.float64)

    def transposed_times(self, slopes: Vector) -> Vector:
        return np.bincount(self.columns, self.values * slopes[self.rows], self.shape[1]).astype(np.float64)


def fit(found: Sequence[Features], relevant: Sequence[bool], options: Options | None = None) -> Weights:
    """Weights from features and labels, not yet scaled to probabilities."""
    options = options or Options()
    names = _names(found, options.fewest)
    scales = np.array([options.concept_scale if name.startswith("C:") else options.word_scale for name in names])
    matrix = _matrix(found, {name: n for n, name in enumerate(names)}, scales)
    signs = np.where(np.array(relevant), 1.0, -1.0)
    costs = options.strength * np.where(signs > 0, options.relevant, 1.0)

    def loss(point: Vector) -> tuple[float, Vector]:
        weights, bias = point[:-1], point[-1]
        short = np.maximum(0.0, 1.0 - signs * (matrix.times(weights) + bias))
        slopes = -2.0 * costs * signs * short
        value = float((costs * short * short).sum() + 0.5 * weights @ weights)
        return value, np.append(matrix.transposed_times(slopes) + weights, slopes.sum())

    best = _minimum(loss, np.zeros(len(names) + 1))
    weights = {name: float(w) for name, w in zip(names, best[:-1] * scales, strict=True)}
    return Weights(
        bias=float(best[-1]),
        words={name: w for name, w in weights.items() if not name.startswith("C:")},
        concepts={name: w for name, w in weights.items() if name.startswith("C:")},
    )


def folds(count: int, seed: int = 0) -> NDArray[np.int64]:
    """The fold of each of `count` articles, shuffled, the same for the same seed."""
    order = np.random.default_rng(seed).permutation(count)
    return (order % FOLDS).astype(np.int64)


def out_of_fold(
    found: Sequence[Features], relevant: Sequence[bool], options: Options | None = None, seed: int = 0
) -> Vector:
    """The margin of each article by a model that was trained on the other folds."""
    fold = folds(len(found), seed)
    margins = np.zeros(len(found))
    for held in range(FOLDS):
        inside = [n for n in range(len(found)) if fold[n] != held]
        model = fit([found[n] for n in inside], [relevant[n] for n in inside], options)
        for n in range(len(found)):
            if fold[n] == held:
                margins[n] = model.margin(found[n])
    return margins


def scaled(model: Weights, margins: Vector, relevant: Sequence[bool]) -> Weights:
    """The model with slope and offset that turn margins of articles it has not seen into probabilities."""
    # Platt's targets, which keep the slope finite where the margins part the classes.
    yes = sum(relevant)
    high, low = (yes + 1.0) / (yes + 2.0), 1.0 / (len(relevant) - yes + 2.0)
    targets = np.where(np.array(relevant), high, low)

    def loss(point: Vector) -> tuple[float, Vector]:
        power = point[0] * margins + point[1]
        wrong = 1.0 / (1.0 + np.exp(-power)) - targets
        value = float((np.logaddexp(0.0, power) - targets * power).sum())
        return value, np.array([wrong @ margins, wrong.sum()])

    slope, offset = _minimum(loss, np.array([1.0, 0.0]))
    return replace(model, slope=float(slope), offset=float(offset))


def _names(found: Sequence[Features], fewest: int) -> list[str]:
    counts = Counter(name for features in found for name in features.words)
    words = sorted(name for name, n in counts.items() if n >= fewest)
    return words + sorted({name for features in found for name in features.concepts})


def _matrix(found: Sequence[Features], places: dict[str, int], scales: Vector) -> _Matrix:
    entries = [
        (row, places[name], value)
        for row, features in enumerate(found)
        for part in (features.words, features.concepts)
        for name, value in part.items()
        if name in places
    ]
    rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    where = np.array(columns, dtype=np.int64)
    scaled_values = np.array(values, dtype=np.float64) * scales[where]
    return _Matrix(np.array(rows, dtype=np.int64), where, scaled_values, (len(found), len(places)))


def _minimum(loss: Callable[[Vector], tuple[float, Vector]], point: Vector) -> Vector:
    """L-BFGS with backtracking, after Nocedal and Wright, Numerical Optimization, algorithm 7.5."""
    past: deque[tuple[Vector, Vector]] = deque(maxlen=_MEMORY)
    value, slope = loss(point)
    for _ in range(_STEPS):
        direction = -_scaled_slope(slope, past)
        step, fall = 1.0 if past else 1.0 / max(1.0, float(np.abs(slope).sum())), float(slope @ direction)
        while (further := loss(point + step * direction))[0] > value + 1e-4 * step * fall and step > 1e-10:
            step *= 0.5
        if value - further[0] <= 1e-9 * max(1.0, abs(value)):
            break
        moved, turned = step * direction, further[1] - slope
        if moved @ turned > 1e-12:
            past.append((moved, turned))
        point, (value, slope) = point + moved, further
    return point


def _scaled_slope(slope: Vector, past: deque[tuple[Vector, Vector]]) -> Vector:
    rest, shares = slope.copy(), []
    for moved, turned in reversed(past):
        share = float(moved @ rest) / float(moved @ turned)
        rest -= share * turned
        shares.append(share)
    if past:
        moved, turned = past[-1]
        rest *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), share in zip(past, reversed(shares), strict=True):
        rest += moved * (share - float(turned @ rest) / float(moved @ turned))
    return rest
