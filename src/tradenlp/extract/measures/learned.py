"""Mentions of measures that no phrase and no frame tells: a linear model over what stands around a noun or a verb.

It is asked only in articles that rules find a measure in and in brief texts that name a state, and only about words
that named one in some training sentence. In an article at length it must be surer, as what it finds may have been told
before; surer still beside a mention that rules found in the same sentence, and of another type. A mention whose type by
its rule it thinks out of the question gets a likely type that the article names elsewhere. Softmax regression;
weights, texts and trainer are in `models/measures`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradenlp.errors import ModelError
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.learned_features import Sight, candidates, kinds_of, stem
from tradenlp.extract.measures.lexicon import CueEntry, measure_types
from tradenlp.extract.measures.links import is_below
from tradenlp.extract.measures.parties import is_state
from tradenlp.extract.view import View

Sums = NDArray[np.float64]
"""one log-odds per type, or per feature a row of them: matrices, as each word adds up dozens of features"""
BESIDE = 0.8
"""how probable a type must be in a sentence of which rules tell another mention"""
BRIEF = 12
"""sentences of a text that tells each of its measures once, in words that rules may not know"""
BRIEFLY = 0.4
"""how probable a type must be in such a text, in a sentence of which rules tell nothing"""
LIKELY, UNLIKELY = 0.4, 0.02
"""how probable another type must be, and that of the rules at most, for a mention of theirs to be of the other"""
GLANCE = math.log(1 / 150)
"""log odds of a type against none, by the word and its sentence alone, from which its place is looked at too"""
LEARNED = CueEntry("learned", (), ())
"""the cue of a word that the model takes for the head of a mention"""


@dataclass(frozen=True, eq=False)
class Weights:
    """The model: types in the order of their numbers, their biases, and per feature what it adds to each of them.

    Number 0 is "no measure".
    """

    types: tuple[str, ...]
    bias: Sums
    features: Mapping[str, int]
    """the row of each feature"""
    rows: Sums
    """what each feature adds to each type: features by types"""
    heads: frozenset[str]
    """stems of the words that may head a mention"""
    threshold: float
    """how probable a type must be"""

    def added(self, sums: Sums, features: Iterable[str]) -> Sums:
        """The sums of the types with what the features add to each."""
        known = self.features
        told = [known[feature] for feature in features if feature in known]
        return sums + self.rows.take(told, axis=0).sum(axis=0) if told else sums

    def chances(self, features: Iterable[str]) -> list[float]:
        """The probability of each type."""
        return chances(self.added(self.bias, features))


def chances(sums: Sums) -> list[float]:
    """The sums of the types as probabilities."""
    powers = np.exp(sums - sums.max())
    shares: list[float] = (powers / powers.sum()).tolist()
    return shares


def weights_file() -> Path:
    """Where the shipped weights are: in an installed package, else in the checkout. Raises ModelError where missing."""
    package = Path(str(resources.files("tradenlp")))
    tail = Path("models", "measures", "weights.json")
    path = next((p for p in (package / tail, package.parents[1] / tail) if p.is_file()), None)
    if path is None:
        raise ModelError(f"the weights {tail} are missing: reinstall tradenlp")
    return path


@cache
def read_weights() -> Weights:
    """The shipped weights. Raises ModelError where they are missing or not what the trainer writes."""
    return parse_weights(weights_file().read_text(encoding="utf-8"))


def parse_weights(text: str) -> Weights:
    """Weights as `models/measures/train.py` writes them. Raises ModelError where it did not."""
    try:
        said = json.loads(text)
        types, bias = ("none", *said["types"]), np.array(said["bias"], dtype=np.float64)
        features = {name: row for row, name in enumerate(said["features"])}
        rows = np.zeros((len(features), len(types)))
        for row, told in enumerate(said["features"].values()):
            rows[row, told[::2]] = told[1::2]
        known = Weights(types, bias, features, rows, frozenset(said["heads"]), float(said["threshold"]))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ModelError(f"models/measures/weights.json is no file of weights: {error!r}") from error
    if len(bias) != len(types) or not measure_types().keys() >= set(types[1:]):
        raise ModelError("models/measures/weights.json: its types are not those of the lexicons; run train.py again")
    return known


class Finder:
    """Asks the model about sentences of one article; `types` are those that the article names in other sentences."""

    def __init__(self, view: View, types: Collection[str]) -> None:
        self._view = view
        self._named = frozenset(types)
        self._kinds = kinds_of(view)
        self._sight = Sight(view, self._kinds, types)
        self._weights = read_weights()
        self._least = BRIEFLY if len(view.sentences) <= BRIEF else self._weights.threshold
        self._article = self._weights.added(self._weights.bias, self._sight.of_article())

    def cues(self, start: int, end: int, told: Sequence[Cue] = ()) -> list[Cue]:
        """The likeliest mention of each type among the tokens `start` to `end` of a sentence, beside those `told`."""
        least = BESIDE if told else self._least
        heads, best = self._weights.heads, dict[str, tuple[float, int]]()
        words = [t for t in candidates(self._view, self._kinds, start, end) if stem(self._view.words[t]) in heads]
        words = [t for t in words if _is_free(self._view, t, told)] if told else words
        shared = self._weights.added(self._article, self._sight.of_sentence(start, end) if words else ())
        for token in words:
            glance = self._weights.added(shared, self._sight.at_a_glance(token))
            if glance[1:].max() - glance[0] < GLANCE:
                continue
            sums = chances(self._weights.added(glance, self._sight.in_its_place(token, start, end)))
            number = max(range(1, len(sums)), key=sums.__getitem__)
            kind, chance = self._weights.types[number], sums[number]
            if chance >= least and chance > best.get(kind, (0.0, 0))[0]:
                best[kind] = (chance, token)
        others = best.keys() - {cue.kind.id for cue in told}
        found = [Cue(measure_types()[kind], LEARNED, best[kind][1:], best[kind][1]) for kind in others]
        return sorted(found, key=lambda cue: (cue.head, cue.kind.id))

    def settled(self, start: int, end: int, told: Sequence[Cue]) -> list[Cue]:
        """The cues of a sentence, each of the type that its rule says unless another of the article is far likelier."""
        heads = [cue.head for cue in told]
        shared = self._weights.added(self._article, self._sight.of_sentence(start, end))
        asked = (cue.entry.follows or heads.count(cue.head) > 1 for cue in told)
        return [
            cue if left else self._of_likely_type(cue, shared, start, end)
            for cue, left in zip(told, asked, strict=True)
        ]

    def _of_likely_type(self, cue: Cue, shared: Sums, start: int, end: int) -> Cue:
        sums = chances(self._weights.added(shared, self._sight.by_itself(cue.head, start, end)))
        number = max(range(1, len(sums)), key=sums.__getitem__)
        own = sums[self._weights.types.index(cue.kind.id)]
        kind = self._weights.types[number]
        if sums[number] < LIKELY or own > UNLIKELY or kind not in self._named:
            return cue
        return replace(cue, kind=measure_types()[kind])


def _names_states(view: View) -> bool:
    """Whether a state, or a bloc, is named: others have no trade policy."""
    return any(is_state(view, place.fact.actor_id) for place in view.actors)


def _is_free(view: View, token: int, told: Sequence[Cue]) -> bool:
    """Whether a token belongs to none of the mentions told of."""
    if any(token in other.tokens or token == other.head for other in told):
        return False
    return not any(is_below(view, token, other.head) for other in told if not view.is_verb(other.head))


def learned_cues(view: View, told: Mapping[int, list[Cue]]) -> dict[int, list[Cue]]:
    """By sentence the mentions that phrases and syntax tell (`told`), and those that the model finds beside them.

    An article at length in which those tell nothing at all is none of trade policy, and is not looked at.
    """
    types = {cue.kind.id for cues in told.values() for cue in cues if not cue.entry.follows}
    if not types and (len(view.sentences) > BRIEF or not _names_states(view)):
        return dict(told)
    finder = Finder(view, types)
    found: dict[int, list[Cue]] = {}
    for number, (start, end) in enumerate(view.sentences):
        known = finder.settled(start, end, told[number]) if number in told else []
        if cues := [*known, *finder.cues(start, end, known)]:
            found[number] = cues
    return found
