"""A text may end anywhere: a headline has no full stop, and a feed cuts an article within its sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language

from tests.marked import read_cases
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, measures_of

FILES = ("measures", "measures_relations", "measures_roles", "status", "status_told", "events", "figures")
STEP = 9
"""every so many-th beginning of all the marked sentences of a file is read"""


def beginnings(name: str) -> Iterator[str]:
    """The marked sentences of a file cut after each of their words, without the sign that ends them."""
    for case in read_cases(name):
        words = case.text.split(" ")
        yield from (" ".join(words[:count]).rstrip(".!?,;:") for count in range(2, len(words) + 1))


@pytest.mark.parametrize("name", FILES)
def test_any_beginning_of_a_text_is_read(nlp: Language, name: str) -> None:
    for text in list(beginnings(name))[::STEP]:
        measures_of(nlp(make_doc(nlp, None, text, Context())))


@pytest.mark.parametrize(
    "text",
    [
        "A provisional safeguard on pipes was notified",
        "Mexico, Chile and Peru suspended imports of poultry from Brazil over",
        "British makers learned that they must pay duties on exports bound for",
        "Ryosei Akazawa left for",
        "Under the TRQ, 20,000 tons",
    ],
)
def test_a_last_word_has_none_behind_it(nlp: Language, text: str) -> None:
    assert nlp(make_doc(nlp, None, text, Context())).text == text
