"""The stock networks with other arithmetic answer as before, whatever was read before, and on one thread."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from tradenlp.extract.networks import OneThread, WordVectors, at_less_cost
from tradenlp.extract.nlp import DEFAULT_MODEL

TEXTS = (
    "Chile's customs service will levy 12% on imported copper wire from 3 March, the finance ministry said on Monday.",
    "",
    "Duties on copper wire are to double, Carlos Pinto of Codelco said;\n\nPeru won’t follow.",
    "12% 12% 12%",
)


@pytest.fixture(scope="module")
def stock() -> Language:
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def ours() -> Language:
    nlp = spacy.load(DEFAULT_MODEL)
    at_less_cost(nlp)
    return nlp


def readings(doc: Doc) -> list[tuple[str, str, int, str, str]]:
    return [(token.text, token.tag_, token.head.i, token.dep_, token.ent_type_) for token in doc]


def test_tags_trees_and_names_are_those_of_the_stock_pipeline(stock: Language, ours: Language) -> None:
    expected = [readings(doc) for doc in stock.pipe(TEXTS)]
    assert any(name for doc in expected for *_, name in doc)
    assert [readings(doc) for doc in ours.pipe(TEXTS)] == expected
    assert [readings(doc) for doc in ours.pipe(TEXTS)] == expected, "once the words are known"


def test_vectors_of_words_are_those_of_the_stock_layers_also_when_they_are_forgotten(stock: Language) -> None:
    embed = stock.get_pipe("tok2vec").model.layers[0]
    kept = WordVectors(embed, most=10)
    docs = [stock.make_doc(text) for text in TEXTS]
    expected = embed.predict(docs)
    for _ in range(3):
        for doc, vectors in zip(docs, expected, strict=True):
            assert np.allclose(kept.of([doc])[0], vectors, atol=1e-5)
        assert len(kept._rows) <= 10 + max(map(len, docs))


def test_training_asks_the_stock_layers(ours: Language) -> None:
    layer = ours.get_pipe("tok2vec").model.layers[0]
    docs = [ours.make_doc(TEXTS[0])]
    (vectors,), backward = layer(docs, is_train=True)
    assert vectors.shape == (len(docs[0]), layer.get_dim("nO"))
    backward([vectors])
    _, no_backward = layer(docs, is_train=False)
    with pytest.raises(RuntimeError, match="is_train"):
        no_backward([vectors])


def test_the_pipeline_can_be_written_and_read(ours: Language, tmp_path: Path) -> None:
    ours.to_disk(tmp_path / "own")
    again = spacy.load(tmp_path / "own")
    assert readings(again(TEXTS[0])) == readings(ours(TEXTS[0]))


def test_products_run_on_one_thread_and_the_setting_of_others_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    pools = ThreadpoolController().select(user_api="blas")
    during: list[int] = []

    def spied(self: object, first: np.ndarray, second: np.ndarray, **_: object) -> np.ndarray:
        during.extend(pool["num_threads"] for pool in ThreadpoolController().select(user_api="blas").info())
        return first @ second

    monkeypatch.setattr("thinc.backends.numpy_ops.NumpyOps.gemm", spied)
    with pools.limit(limits=2):
        product = OneThread().gemm(np.eye(3, dtype="f"), np.ones((3, 2), dtype="f"))
        after = {pool["num_threads"] for pool in pools.info()}
    assert product.tolist() == [[1.0, 1.0]] * 3
    assert set(during) == {1}
    assert after == {2}
