"""Direct quotations: marked sentences, quotations over several paragraphs, hostile text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tests.costs import assert_linear, cpu_seconds
from tests.marked import Case, read_cases
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, statements_of
from tradenlp.extract.statements.marks import find_quotations


def spoken(nlp: Language, text: str, title: str | None = None) -> list[tuple[str | None, str]]:
    """Speaker and words of every statement."""
    doc = nlp(make_doc(nlp, title, text, Context()))
    return [(s.speaker, s.text) for s in statements_of(doc)]


@pytest.mark.parametrize("case", read_cases("statements"), ids=lambda case: case.text)
def test_marked_sentence(nlp: Language, case: Case) -> None:
    doc = nlp(make_doc(nlp, None, case.text, Context(case.published)))
    found = [(s.start, s.end, s.speaker) for s in statements_of(doc)]
    assert found == [(m.start, m.end, m.attributes["speaker"]) for m in case.marks]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“One.\n\n“Two,” he said.", ["One.", "Two,"]),
        ('"One.\n\n"Two," he said.', ["One.", "Two,"]),
        ('"It began here.\n\nIt ended there," he said.', ["It began here.\n\nIt ended there,"]),
        ('He said: "We sell 12" pipes." They left.', ['We sell 12" pipes.']),
        ("‘We can’t do “that” again,’ she said.", ["We can’t do “that” again,"]),
        ("'The workers' pay fell,' he said.", ["The workers' pay fell,"]),
        ("„Gut“ and »gut« and «bon» and ``good''", ["Gut", "gut", "bon", "good"]),
        ('A 6\'2" man and a 5" screw', []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_marks(text: str, inside: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text)] == inside


def test_quotation_over_paragraphs_has_one_speaker(nlp: Language) -> None:
    text = (
        "Janet Yellen, a former central banker, was blunt.\n"
        '"Duties cost us a third of our orders.\n'
        '"We shall not survive another year," she said.'
    )
    speakers = [speaker for speaker, _ in spoken(nlp, text)]
    assert speakers == ["janet-yellen", "janet-yellen"]


def test_speaker_in_the_paragraph_before(nlp: Language) -> None:
    text = 'Janet Yellen ruled it out. She added:\n"There is no plan of that kind at all."'
    assert spoken(nlp, text) == [("janet-yellen", "There is no plan of that kind at all.")]


def test_headline_that_repeats_a_quotation_is_left_out(nlp: Language) -> None:
    text = '"We will not be bullied by anybody," Mark Carney said.'
    assert [q for _, q in spoken(nlp, text, "Carney: 'We will not be bullied'")] == [
        "We will not be bullied by anybody,"
    ]


def test_headline_with_a_quotation_of_its_own_is_kept(nlp: Language) -> None:
    text = "Mark Carney spoke in Ottawa on Monday."
    assert spoken(nlp, text, "Mark Carney: 'Canada is not for sale'") == [("mark-carney", "Canada is not for sale")]


@pytest.mark.parametrize("unit", ['"a ', "“a ", "'a ", 'a" ', " 'a s' b", '"a\n', "„a ", "``a "])
def test_unclosed_quotes_take_linear_time(unit: str) -> None:
    assert_linear(lambda times: cpu_seconds(lambda: find_quotations(unit * times)), 2_000, 20_000, least=0.002)


@given(st.text(alphabet="\"'“”‘’«»„` abs,.\n-1", max_size=80))
@settings(max_examples=200, deadline=None)
def test_quotations_are_ordered_and_lie_within_the_text(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.outer_start <= quotation.start <= quotation.end <= quotation.outer_end <= len(text)
        end = quotation.outer_end
