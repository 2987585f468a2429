"""The compact notation of phrases: what each sign means, what is refused, and that the quick refusals lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradenlp.errors import LexiconError
from tradenlp.extract.notation import Phrasebook, compile_phrase, inflections

SETS = {"stop": ("halt~", "bar"), "goods": ("rice", "@metals"), "metals": ("tin",)}
FOUND = [
    ("tariff on rice", "a tariff on rice", "tariff on rice"),
    ("tariff~", "new tariffs fell", "tariffs"),
    ("ban~|halt~ on", "halts on", "halts on"),
    ("@stop @goods", "they halted tin", "halted tin"),
    ("ban (new) rice", "ban rice", "ban rice"),
    ("ban (new) rice", "ban new rice", "ban new rice"),
    ("ban .. rice", "ban on all white rice", "ban rice"),
    ("ban ... rice", "ban of the state , on all white rice", "ban rice"),
    ("anti-dumping", "an anti - dumping duty", "anti - dumping"),
    ("put ^duties", "put duties", "put"),
    ("a-b|c duty", "c duty", "c duty"),
    ("a-b|c duty", "a - b duty", "a - b duty"),
]
MISSED = [
    ("ban .. rice", "ban on all of the rice"),
    ("ban .. rice", "ban , rice"),
    ("ban ... rice", "ban ; rice"),
    ("ban .. rice", "ban is off"),
    ("put ^duties", "put taxes"),
    ("tariff on rice", "tariff of rice"),
]


def found(phrase: str, text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[t] for t in m.tokens) for m in Phrasebook([(phrase, 1)], SETS).within(words, 0, len(words))]


@pytest.mark.parametrize(("phrase", "text", "expected"), FOUND, ids=[f"{p}: {t}" for p, t, _ in FOUND])
def test_what_a_phrase_finds(phrase: str, text: str, expected: str) -> None:
    assert found(phrase, text) == [expected]


@pytest.mark.parametrize(("phrase", "text"), MISSED, ids=[f"{p}: {t}" for p, t in MISSED])
def test_what_a_phrase_leaves(phrase: str, text: str) -> None:
    assert found(phrase, text) == []


@pytest.mark.parametrize(
    ("phrase", "head"), [("ban on rice", 0), ("*ban of rice", 0), ("rice ban", 1), ("ban *rice", 1)]
)
def test_head_of_a_phrase(phrase: str, head: int) -> None:
    words = phrase.replace("*", "").split()
    (match,) = Phrasebook([(phrase, 1)], {}).within(words, 0, len(words))
    assert match.head == head


@pytest.mark.parametrize("phrase", ["", ".. rice", "(new) rice", "ban @nowhere", "ban (*new)"])
def test_phrases_that_cannot_be(phrase: str) -> None:
    with pytest.raises(LexiconError):
        compile_phrase(phrase, SETS)


@pytest.mark.parametrize(
    ("word", "form"), [("ban", "banned"), ("levy", "levies"), ("raise", "raising"), ("shut", "shutting")]
)
def test_inflections(word: str, form: str) -> None:
    assert form in inflections(word) and word in inflections(word)


PHRASES = ["a b", "a .. b", "a ... b c", "a (b) c", "b", "a ^c", "b .. c .. a", "a|b c"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c", "d", ",", ";"]), max_size=14))
def test_many_phrases_together_find_what_each_finds_alone(words: list[str]) -> None:
    def places(phrases: list[str]) -> list[tuple[str, tuple[int, ...]]]:
        book = Phrasebook([(p, p) for p in phrases], {})
        return sorted((m.value, m.tokens) for m in book.within(words, 0, len(words)))

    assert places(PHRASES) == sorted(place for phrase in PHRASES for place in places([phrase]))
