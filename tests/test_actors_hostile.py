"""Hostile text: no crash, exact offsets, and time that grows no faster than the text."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from tests.costs import assert_linear, cpu_seconds
from tradenlp.extract.actors.component import find_actors
from tradenlp.extract.state import actor_mentions_of

BLANK = spacy.blank("en")
PIECES = {
    "one long word": "a",
    "the ministry, again and again": "the ministry ",
    "pronouns": "he said ",
    "titles": "President Minister ",
    "capitals": "Norvik Delmont ",
    "countries in a list": "China, ",
    "surnames": "Li Wang ",
    "acronyms": "MOC (MOC) ",
    "brackets": "((((",
    "quotes": '"China ',
    "heads": "Association of ",
    "of": "Bank of ",
    "dots": "U.S.",
    "line breaks": "Beijing\n",
    "mixed scripts": "中国Китай Ελλάδα ",
    "emoji and controls": "🇨🇳\u0000\u200b\ufeff ",
    "persons": "Minister Ilka Tarkovic, Tarkovic. ",
    "central banks": "the central bank ",
}


def document(text: str) -> Doc:
    """A document of one token for every 1,000 characters: the tokenizer's own time is not what is tested."""
    words = [text[start : start + 1000] for start in range(0, len(text), 1000)]
    return Doc(BLANK.vocab, words=words, spaces=[False] * len(words))


def seconds(text: str) -> float:
    doc = document(text)
    return cpu_seconds(lambda: find_actors(doc))


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_time_is_linear(piece: str) -> None:
    assert_linear(lambda length: seconds(piece * (length // len(piece))), 50_000, 200_000)


def test_a_megabyte_on_one_line_ends_soon() -> None:
    sentence = "China's commerce ministry told Norvik Alloys Inc. that it would reply, said Minister Ilka Tarkovic. "
    assert seconds(sentence * (1_000_000 // len(sentence))) < 40


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES.values(), "Trump ", "(", ")", ", ", " - ", "\n\n", "'s ", "Inc. "]), max_size=30)
)
def test_any_mixture_gives_exact_offsets_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    mentions = actor_mentions_of(find_actors(BLANK.make_doc(text)))
    assert all(text[m.start : m.end] == m.text and m.text.strip() for m in mentions)
    assert list(mentions) == sorted(mentions, key=lambda m: (m.start, -m.end))


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    find_actors(BLANK.make_doc(text))


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "\u0000", "(", "the", "U.S."])
def test_next_to_nothing_is_survived(text: str) -> None:
    find_actors(BLANK.make_doc(text))
