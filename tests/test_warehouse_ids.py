"""Ids of facts: the same words giving the same fact keep theirs, whatever changes around them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.synthetic import REGISTERED, story
from tradenlp.facts import ArticleFacts, Measure, Words
from tradenlp.warehouse.excerpt import sentence_span
from tradenlp.warehouse.rows import fact_rows

TEXT = "The U.S. set duties on tin. Mr. Li called the duties unfair!\nNo more duties, he said. Then 3.5 percent came."


def sentence_around(text: str, start: int, end: int) -> str:
    first, last = sentence_span(text, start, end)
    return text[first:last].strip()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("set", "The U.S. set duties on tin."),
        ("unfair", "Mr. Li called the duties unfair!"),
        ("more", "No more duties, he said."),
        ("percent", "Then 3.5 percent came."),
    ],
)
def test_the_sentence_around_words(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    assert sentence_around(TEXT, start, start + len(words)) == sentence


def test_a_text_without_any_end_is_cut() -> None:
    assert len(sentence_around("x" * 100_000, 50_000, 50_010)) <= 1210


def ids(*measures: Measure, text: str = TEXT) -> list[str]:
    article = replace(story(1).article, title=None, text=text)
    return [row[0] for row in fact_rows(article, ArticleFacts(measures=measures), REGISTERED)["measures"]]


def duties(occurrence: int, text: str = TEXT, **slots: object) -> Measure:
    start = -1
    for _ in range(occurrence):
        start = text.index("duties", start + 1)
    told = Measure("import_tariff", "announced", "harmful", (Words(start, start + 6, "duties"),), ("US",))
    return replace(told, **slots)


def test_measures_that_come_and_go_leave_the_ids_of_others() -> None:
    first, second, third = ids(duties(1), duties(2), duties(3))
    assert len({first, second, third}) == 3
    assert ids(duties(2), duties(3)) == [second, third]
    assert ids(duties(3)) == [third]


def test_slots_read_otherwise_leave_the_id() -> None:
    assert ids(duties(1, imposers=("CN",), targets=("JP",), status="removed", rate=3.0)) == ids(duties(1))


def test_a_sentence_put_in_front_leaves_the_id() -> None:
    longer = f"This is new. {TEXT}"
    assert ids(duties(2, longer), text=longer) == ids(duties(2))


def test_the_same_words_twice_in_a_sentence_are_two_facts() -> None:
    text = "It has duties on tin and duties on zinc."
    one, two = ids(duties(1, text), duties(2, text), text=text)
    assert one != two
    assert ids(duties(2, text), text=text) == [two]


def test_facts_with_the_very_same_words_are_numbered() -> None:
    assert len(set(ids(duties(1), duties(1, rate=5.0)))) == 2
