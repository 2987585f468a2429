"""The recogniser is run on stretches that may hold names, and finds there what it finds in the whole text."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from tradenlp.extract.names import NEAR, named_stretches
from tradenlp.extract.nlp import DEFAULT_MODEL, build_nlp, tokenize

QUIET = "The ministry said exporters had asked for more time. Prices rose in March and the talks went on. "
NAMED = "Officials met Ursula von der Leyen in Ottawa. "


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_nlp(parts=())


def names(nlp: Language, text: str) -> list[tuple[str, int]]:
    return [(ent.text, ent.start_char) for ent in nlp(tokenize(nlp, text)).ents if ent.label_ in ("PERSON", "GPE")]


def whole(text: str) -> list[tuple[str, int]]:
    stock = spacy.load(DEFAULT_MODEL)
    return [(ent.text, ent.start_char) for ent in stock(text).ents if ent.label_ in ("PERSON", "GPE")]


def test_a_sentence_without_a_proper_noun_is_not_read(nlp: Language) -> None:
    assert named_stretches(nlp(QUIET)) == []
    assert named_stretches(nlp(" ".join([QUIET, QUIET]))) == []


def test_months_weekdays_and_units_are_no_names(nlp: Language) -> None:
    assert named_stretches(nlp("Revenue rose to 12 mln dlrs in March. The board meets on Tuesday.")) == []


def test_countries_are_left_to_the_registry_and_people_who_share_a_word_are_not(nlp: Language) -> None:
    assert named_stretches(nlp("The United States taxed Chinese steel, and South Korea followed in May.")) == []
    assert named_stretches(nlp("Officials from New Zealand met Michael Jordan.")) != []
    assert named_stretches(nlp("United Airlines flies to New York.")) != []


def test_public_bodies_are_left_to_the_registry_and_people_named_alike_are_not(nlp: Language) -> None:
    assert named_stretches(nlp("The European Commission asked the World Trade Organization in May.")) == []
    assert named_stretches(nlp("The duty will stay, White said in May.")) != []


def test_a_name_among_quiet_sentences_is_found_where_it_stands(nlp: Language) -> None:
    text = QUIET * 3 + NAMED + QUIET * 3
    found = names(nlp, text)
    assert ("Ottawa", text.index("Ottawa")) in found
    assert found == whole(text)


def test_a_stretch_has_its_surroundings(nlp: Language) -> None:
    doc = nlp(QUIET * 3 + NAMED + QUIET * 3)
    ((start, end),) = named_stretches(doc)
    assert (doc[start + NEAR].text, doc[end - NEAR - 1].text) == ("Ursula", "Ottawa")


def test_of_a_long_sentence_what_is_near_a_name_is_read(nlp: Language) -> None:
    text = NAMED[:-2] + " and said" + " that the duties on rice and the quotas on beef would stay and" * 3 + " end."
    doc = nlp(text)
    ((start, end),) = named_stretches(doc)
    assert (start, end) < (0, len(doc) // 2)
    assert names(nlp, text) == whole(text) != []


def test_a_name_that_the_edge_of_a_stretch_cuts_is_not_told_by_halves(nlp: Language) -> None:
    text = "The New Zealand government and its minister told Ursula von der Leyen that the dues would stay."
    doc = nlp(text)
    ((start, _),) = named_stretches(doc)
    assert doc[start].text == "Zealand"
    assert "Zealand" not in [ent.text for ent in doc.ents]


def test_texts_without_any_word_pass(nlp: Language) -> None:
    assert [len(doc.ents) for doc in nlp.pipe(["", " \n ", "1 2 3", NAMED])][:3] == [0, 0, 0]
