"""The stock networks at less cost: the same weights and answers, other arithmetic.

Thinc multiplies matrices with blis; on those of these networks (some thousand rows, 288 columns) numpy's BLAS takes
less than half the CPU. It is held to one thread: a second one costs more CPU than it saves here, and other cores are
used by processes of their own. The first layers look at each word by itself, so what they give is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps, chain
from threadpoolctl import ThreadpoolController

NETWORKS = ("tok2vec", "tagger", "parser", "ner")
MOST_WORDS = 100_000
"""words whose vectors are kept, 400 bytes each: a hundred thousand articles hold more, most of them once"""
Vectors = NDArray[np.float32]
Features = NDArray[np.uint64]
Embed = Model[list[Doc], list[Vectors]]
Backward = Callable[[Any], list[Doc]]
"""what thinc's layers return beside their output, for training"""


class OneThread(NumpyOps):  # type: ignore[misc]  # a Cython class, which has no types
    """Thinc's operations on a CPU, matrix products by numpy's BLAS on one thread."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)
        self._pools = ThreadpoolController().select(user_api="blas")

    def gemm(self, *args: Any, **kwargs: Any) -> Any:
        """The product of two matrices, as thinc's own gives it."""
        with self._pools.limit(limits=1):
            return super().gemm(*args, **kwargs)


class WordVectors:
    """What the layers of `embed` that read a word by itself give for each, kept by its features.

    `embed` is spaCy's `MultiHashEmbed`: the features of the words first, then what is made of them.
    """

    def __init__(self, embed: Embed, most: int = MOST_WORDS) -> None:
        self._features, self._most = embed.layers[0], most
        self._rest: Model[Any, list[Vectors]] = chain(*embed.layers[1:])
        self._rows: dict[bytes, int] = {}
        self._vectors: Vectors = np.zeros((0, embed.get_dim("nO")), dtype=np.float32)

    def of(self, docs: list[Doc]) -> list[Vectors]:
        """The vectors of the words of each document: words by width."""
        features: list[Features] = [np.ascontiguousarray(of_doc) for of_doc in self._features.predict(docs)]
        words = [of_doc.view(f"V{of_doc[:1].nbytes}").ravel().tolist() if len(of_doc) else [] for of_doc in features]
        if len(self._rows) > self._most:
            self._rows.clear()
        if new := {word for of_doc in words for word in of_doc} - self._rows.keys():
            self._learn(sorted(new), features[0])
        known = self._rows
        return [self._vectors.take([known[word] for word in of_doc], axis=0, mode="clip") for of_doc in words]

    def _learn(self, words: list[bytes], like: Features) -> None:
        first, needed = len(self._rows), len(self._rows) + len(words)
        (vectors,) = self._rest.predict([np.frombuffer(b"".join(words), like.dtype).reshape(-1, like.shape[1])])
        if needed > len(self._vectors):
            grown = np.zeros((2 * needed, vectors.shape[1]), dtype=np.float32)
            grown[:first] = self._vectors[:first]
            self._vectors = grown
        self._vectors[first:needed] = vectors
        self._rows.update(zip(words, range(first, needed), strict=True))


def keep_word_vectors(embed: Embed) -> None:
    """Make the layer `embed` give what it has given for a word before; not in training.

    The function of the layer is replaced and no layer added, so that the network can be written and read as before.
    """
    kept, anew = WordVectors(embed), embed._func

    def forward(model: Embed, docs: list[Doc], is_train: bool) -> tuple[list[Vectors], Backward]:
        return anew(model, docs, is_train) if is_train else (kept.of(docs), _no_training)

    embed._func = forward


def _no_training(_: object) -> list[Doc]:
    raise RuntimeError("call the layer with is_train=True to train it")


def at_less_cost(nlp: Language) -> None:
    """Make the stock networks of the pipeline, as far as they run on the CPU, multiply and remember as said above."""
    ops = OneThread()
    for name in NETWORKS:
        model = getattr(nlp.get_pipe(name), "model", None) if name in nlp.component_names else None
        if not isinstance(model, Model) or not isinstance(model.ops, NumpyOps):
            continue
        for node in model.walk():
            node.ops = ops
            if _reads_single_words(node):
                keep_word_vectors(node)


def _reads_single_words(layer: Model[Any, Any]) -> bool:
    """Whether it is spaCy's `MultiHashEmbed` without static vectors."""
    return bool(layer.layers) and layer.layers[0].name == "extract_features" and layer.layers[-1].name == "ragged2list"
