"""Goods: marked sentences, every phrase of the lexicon, number, speed and hostile text (proofs: test_lexicons)."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from tests.costs import assert_linear, cpu_seconds
from tests.marked import Case, Mark, read_cases
from tradenlp.extract.goods.lexicon import Goods, expand_hs, read_goods
from tradenlp.extract.goods.number import both_numbers, plural, singular
from tradenlp.extract.nlp import build_nlp
from tradenlp.extract.state import goods_of
from tradenlp.facts import GoodsMention

CASES = read_cases("goods")


@pytest.fixture(scope="module")
def goods_nlp() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe("trade_goods")
    return blank


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_marked_sentence(case: Case, goods_nlp: Language) -> None:
    found = goods_of(goods_nlp(case.text))
    assert [fact.text for fact in found] == [mark.text for mark in case.marks]
    assert [(fact.start, fact.end) for fact in found] == [(mark.start, mark.end) for mark in case.marks]
    assert all(agrees(fact, mark) for fact, mark in zip(found, case.marks, strict=True)), found


def agrees(fact: GoodsMention, mark: Mark) -> bool:
    wanted = mark.attributes
    return wanted.get("id", fact.goods_id) == fact.goods_id and ("hs" not in wanted or wanted["hs"] in fact.hs)


@pytest.fixture(scope="module")
def tagged_nlp() -> Language:
    return build_nlp(parts=["trade_goods"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ottawa will tax steel, yogurt, lawn sprinklers and jeans.", ["steel", "yogurt", "lawn sprinklers", "jeans"]),
        ("The levy hits coffee, tea and sewing kits.", ["coffee", "tea", "sewing kits"]),
        ("The levy hits coffee, growth and jobs.", ["coffee"]),
        ("The levy hits coffee, tea and jobs.", ["coffee", "tea"]),
        ("The levy hits coffee, tea and, she said, consumers.", ["coffee", "tea"]),
    ],
)
def test_unknown_items_of_a_list_of_goods(text: str, expected: list[str], tagged_nlp: Language) -> None:
    assert [fact.text for fact in goods_of(tagged_nlp(text))] == expected


@pytest.mark.parametrize("entry", read_goods(), ids=lambda entry: entry.id)
def test_every_phrase_is_found_near_a_word_of_trade(entry: Goods, goods_nlp: Language) -> None:
    missed = [
        phrase
        for phrase in entry.phrases
        if not any(
            entry.id in fact.goods_id.split("+")
            for fact in goods_of(goods_nlp(f"New duties on imports of {phrase} took effect."))
        )
    ]
    assert missed == []


@pytest.mark.parametrize("entry", read_goods(), ids=lambda entry: entry.id)
def test_hs_codes_are_chapters_or_headings(entry: Goods) -> None:
    codes = expand_hs(entry.hs)
    assert all(len(code) in (2, 4) and 1 <= int(code[:2]) <= 97 and code[:2] != "77" for code in codes)


def test_the_lexicon_names_hundreds_of_goods_with_a_code() -> None:
    assert sum(len(entry.phrases) for entry in read_goods() if entry.hs) >= 400


def test_no_phrase_belongs_to_two_goods_in_either_number() -> None:
    owner: dict[str, str] = {}
    for entry in read_goods():
        for phrase in entry.phrases:
            forms = (phrase,) if phrase in (*entry.nouns, *entry.fixed) else both_numbers(phrase)
            for form in forms:
                assert owner.setdefault(form.lower(), entry.id) == entry.id, form


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("battery", "batteries"),
        ("car", "cars"),
        ("switch", "switches"),
        ("tomato", "tomatoes"),
        ("aircraft", "aircraft"),
        ("toy", "toys"),
    ],
)
def test_singular_and_plural(one: str, many: str) -> None:
    assert singular(many) == one
    assert one == "tomato" or plural(one) == many


def test_ranges_of_hs_codes_are_written_out() -> None:
    assert expand_hs(("76-78", "0201", "4410-4412")) == ("76", "78", "0201", "4410", "4411", "4412")


def test_spans_are_left_for_spacy_users(goods_nlp: Language) -> None:
    doc = goods_nlp("Duties on softwood lumber doubled.")
    assert [(span.text, span.label_) for span in doc.spans["goods"]] == [("softwood lumber", "lumber")]


@given(st.text(alphabet=st.sampled_from("steel chips $5 of worth goods,and US-made .\n\u200b\x00é中😀"), max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_exact_offsets(text: str) -> None:
    blank = _blank()
    for fact in goods_of(blank(text)):
        assert text[fact.start : fact.end] == fact.text


_CACHE: list[Language] = []


def _blank() -> Language:
    if not _CACHE:
        _CACHE.append(spacy.blank("en"))
        _CACHE[0].add_pipe("trade_goods")
    return _CACHE[0]


@pytest.mark.parametrize(
    "piece", ["steel and aluminum, ", "Steel Copper ", "$5 billion worth of ", "US-made US-made cars "]
)
def test_time_grows_with_length_alone(piece: str, goods_nlp: Language) -> None:
    component = goods_nlp.get_pipe("trade_goods")

    def seconds(times: int) -> float:
        doc = goods_nlp.make_doc(piece * times)
        return cpu_seconds(lambda: component(doc))

    assert_linear(seconds, 2000, 8000, least=0.005)


@pytest.mark.parametrize(("tag", "found"), [("VB", ["toys"]), ("NN", ["toys and lead"])])
def test_a_word_that_is_tagged_as_a_verb_is_no_goods(tag: str, found: list[str], goods_nlp: Language) -> None:
    words = ["Duties", "on", "toys", "and", "lead", "importers", "elsewhere", "."]
    doc = Doc(goods_nlp.vocab, words=words, tags=["NNS", "IN", "NNS", "CC", tag, "NNS", "RB", "."])
    for _, component in goods_nlp.pipeline:
        doc = component(doc)
    assert [fact.text for fact in goods_of(doc)] == found
