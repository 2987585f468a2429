"""Marked sentences, and what must hold of every text: exact offsets, finite values, no overlaps, linear time."""

from __future__ import annotations

import math
import sys
from datetime import date
from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tests.marked import Case, read_cases
from tradenlp.extract.figures.component import find_figures
from tradenlp.extract.figures.lexemes import lex, segments
from tradenlp.extract.nlp import build_nlp
from tradenlp.extract.state import Context, figures_of, set_context
from tradenlp.facts import Figure

CASES = [*read_cases("figures"), *read_cases("figures_measured")]


@cache
def pipeline() -> Language:
    return build_nlp(parts=["trade_dates", "trade_actors", "trade_figures"])


@cache
def blank() -> Language:
    return spacy.blank("en")


def figures_in(text: str, *, broad: bool = False) -> list[Figure]:
    return list(find_figures(blank()(text), broad))


def shown(figure: Figure, key: str) -> str | None:
    value = getattr(figure, key)
    return None if value is None else str(value)


def agrees(figure: Figure, key: str, expected: str) -> bool:
    if key in ("value", "value_high"):
        value = getattr(figure, key)
        return value is not None and math.isclose(value, float(expected), rel_tol=1e-4)
    return shown(figure, key) == (None if key == "period" and expected == "none" else expected)


@pytest.mark.parametrize("case", CASES, ids=[case.text for case in CASES])
def test_marked_sentence(case: Case) -> None:
    nlp = pipeline()
    doc = nlp(set_context(nlp.make_doc(case.text), Context(case.published or date(2025, 6, 10))))
    found = figures_of(doc)
    assert [f.text for f in found] == [mark.text for mark in case.marks]
    wrong = [
        (mark.text, key, expected, shown(figure, key))
        for mark, figure in zip(case.marks, found, strict=True)
        for key, expected in mark.attributes.items()
        if not agrees(figure, key, expected)
    ]
    assert not wrong


def english(number: int) -> str:
    return f"{number:,}"


def indian(number: int) -> str:
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    groups = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])


def spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


STYLES = {"english": english, "plain": str, "indian": indian, "spaced": spaced}
UNITS = {
    "{} percent": "percent",
    "{}%": "percent",
    "{} pct": "percent",
    "{} percentage points": "percentage_point",
    "{} basis points": "basis_point",
    "${}": "USD",
    "US${}": "USD",
    "€{}": "EUR",
    "{} euros": "EUR",
    "{} Swiss francs": "CHF",
    "{} tonnes": "tonne",
    "{} barrels": "barrel",
    "{} hectares": "hectare",
    "{} gigawatts": "gigawatt",
    "{} kilometres": "kilometre",
    "{} firms": "count",
}


@settings(max_examples=150, deadline=None)
@given(
    number=st.integers(2100, 99_999_999), style=st.sampled_from(sorted(STYLES)), template=st.sampled_from(sorted(UNITS))
)
def test_whole_numbers_read_back_in_every_style_and_unit(number: int, style: str, template: str) -> None:
    (figure,) = figures_in(f"The report names {template.format(STYLES[style](number))}.")
    assert (figure.value, figure.unit) == (number, UNITS[template])


@settings(max_examples=150, deadline=None)
@given(number=st.decimals("0.001", "999.999", places=3), template=st.sampled_from(sorted(set(UNITS) - {"{} firms"})))
def test_decimals_are_not_rounded(number: object, template: str) -> None:
    (figure,) = figures_in(f"The report names {template.format(number)}.")
    assert figure.value == float(str(number))


SCALES = {
    "million": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "trn": 10**12,
}


@settings(max_examples=100, deadline=None)
@given(cents=st.integers(1, 99_999), scale=st.sampled_from(sorted(SCALES)), glued=st.booleans())
def test_scales_multiply_exactly(cents: int, scale: str, glued: bool) -> None:
    gap = "" if glued or scale == "m" else " "
    (figure,) = figures_in(f"It cost ${cents / 100:.2f}{gap}{scale}.")
    assert figure.value == cents * SCALES[scale] / 100


TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()


def in_words(number: int) -> str:
    if number < 20:
        return "one" if number == 1 else SMALL[number - 2]
    if number < 100:
        ten, unit = divmod(number, 10)
        return TENS[ten - 2] + (f"-{in_words(unit)}" if unit else "")
    if number < 1000:
        hundred, rest = divmod(number, 100)
        return f"{in_words(hundred)} hundred" + (f" and {in_words(rest)}" if rest else "")
    thousand, rest = divmod(number, 1000)
    return f"{in_words(thousand)} thousand" + (f" {in_words(rest)}" if rest else "")


@settings(max_examples=100, deadline=None)
@given(number=st.integers(2, 99_999))
def test_number_words_read_back(number: int) -> None:
    (figure,) = figures_in(f"Duties rose by {in_words(number)} percent.")
    assert (figure.value, figure.unit, figure.direction) == (number, "percent", "increase")


@pytest.mark.parametrize("text", ["It cost Rs. 100/-", "It cost $1/-", "It cost $5 a -"])
def test_sign_of_a_denominator_may_end_the_text(text: str) -> None:
    assert [figure.unit for figure in find_figures(spacy.blank("en")(text))] in (["INR"], ["USD"])


PIECES = (
    "1 2,000 $ € 5% ten two half third million bn m - – ( ) , . / : to from by of and between rose fell tariffs "
    "exports China 's per cent points US$ Rs. No. 301 zero double twice ½ 1/4 10:30 p.m. 2019 the Section worth "
    "up × 10 −5 yen pence 1e999 9e99"
).split()


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=20), gap=st.sampled_from([" ", "", "\n"]), broad=st.booleans())
def test_any_text_gives_ordered_finite_figures_with_their_own_words(pieces: list[str], gap: str, broad: bool) -> None:
    text = gap.join(pieces)
    last = 0
    for figure in figures_in(text, broad=broad):
        assert text[figure.start : figure.end] == figure.text
        assert figure.start >= last
        assert math.isfinite(figure.value)
        assert figure.value_high is None or figure.value_high > figure.value
        last = figure.end


HOSTILE = [
    "9",
    "1,",
    "1 ",
    "five ",
    "and ",
    "$",
    "1.1.",
    "a million ",
    "(5%) ",
    "5 to ",
    "from 1% to ",
    "one hundred and ",
    "- ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_length_and_no_faster(piece: str) -> None:
    length = 6000 // len(piece)
    assert calls(piece * length * 3) <= 4 * calls(piece * length) + 2000


def calls(text: str) -> int:
    """How many functions are called while the figures of a text are found, its tokens apart."""
    doc, count = blank()(text), 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        list(find_figures(doc))
    finally:
        sys.setprofile(None)
    return count


def test_a_stretch_without_sentence_end_is_cut() -> None:
    assert all(segment.end - segment.start <= 1500 for segment in segments("9, " * 3000, range(9000)))


def test_a_value_too_large_for_a_float_is_no_figure() -> None:
    assert figures_in("It cost $" + "9" * 400 + ".") == []


def test_sentences_without_a_number_are_not_cut() -> None:
    text = "Nothing here. It cost 5 euros. Nothing there."
    assert [text[s.start : s.end].strip() for s in segments(text, [text.index("5")])] == ["It cost 5 euros."]


def test_lexemes_keep_their_offsets() -> None:
    text = "About US$250bn (£1.5m), or 3½%."
    assert all(text[lexeme.start : lexeme.end] == lexeme.text for lexeme in lex(text))


def test_durations_are_given_only_where_everything_is_asked_for() -> None:
    assert figures_in("The pact lasts 4 years.") == []
    assert [(f.value, f.unit) for f in figures_in("The pact lasts 4 years.", broad=True)] == [(4.0, "year")]


def test_the_component_works_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("trade_figures")
    doc = nlp("China raised the duty on rice to 25%.")
    assert [(f.value, f.direction, f.what) for f in figures_of(doc)] == [(25.0, "to", "duty on rice")]
    assert [span.label_ for span in doc.spans["figures"]] == ["percent"]


def test_the_subject_is_the_owner_and_not_the_destination() -> None:
    (figure,) = figures_of(pipeline()("China's exports to Japan fell 5 percent in May."))
    assert figure.subject == "CN"
