"""Hostile text for goods and statements: no crash, and time that grows no faster than the text."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from tests.costs import assert_linear, cpu_seconds
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, goods_of, statements_of

PIECES = {
    "one sentence again and again": "China will tax steel, wine and pork, “in kind,” the ministry said. ",
    "straight quotes never closed": '"China said steel ',
    "curly quotes never closed": "“He said ",
    "closing quotes only": "said” ",
    "apostrophes": "'tariff said ",
    "no white space": "China“steel”said",
    "mixed scripts": "中国“Китай said ",
    "emoji and controls": "🇨🇳“\u0000\u200b\ufeff ",
    "dashes": "— said ",
    "a list without end": "steel, ",
    "a compound without end": "steel wine ",
    "quotes on lines of their own": '"\n',
    "modifiers without end": "frozen or chilled, ",
    "legal clauses": "steel, whether or not ",
}


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    for name in ("trade_actors", "trade_goods", "trade_statements"):
        nlp.add_pipe(name)
    return nlp


def read(nlp: Language, text: str) -> tuple[Doc, float]:
    """The document after goods and statements, and the processor time that these two took."""
    doc = make_doc(nlp, None, text, Context())
    doc = nlp.get_pipe("trade_actors")(doc)
    pipes = [nlp.get_pipe(name) for name in ("trade_goods", "trade_statements")]
    return doc, cpu_seconds(lambda: [pipe(doc) for pipe in pipes])


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_time_is_linear(piece: str, blank: Language) -> None:
    assert_linear(lambda length: read(blank, piece * (length // len(piece)))[1], 20_000, 80_000)


def test_ten_thousand_quotes_never_closed(blank: Language) -> None:
    doc, seconds = read(blank, '"' * 10_000 + " China said it would tax steel.")
    assert seconds < 5
    assert [fact.text for fact in goods_of(doc)] == ["steel"]


@given(
    st.lists(st.sampled_from([*PIECES.values(), "\n\n", "he added. ", ", ", "(", "$5 billion worth of "]), max_size=20)
)
@settings(max_examples=60, deadline=None)
def test_any_mixture_gives_exact_offsets(pieces: list[str]) -> None:
    text = "".join(pieces)
    doc = read(_cached(), text)[0]
    facts = [*goods_of(doc), *statements_of(doc)]
    assert all(text[fact.start : fact.end] == fact.text and fact.text.strip() for fact in facts)


_CACHE: list[Language] = []


def _cached() -> Language:
    if not _CACHE:
        _CACHE.append(spacy.blank("en"))
        for name in ("trade_actors", "trade_goods", "trade_statements"):
            _CACHE[0].add_pipe(name)
    return _CACHE[0]
