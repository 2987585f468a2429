"""Imposers and targets of measures in marked sentences, told by their sentence or by the passage it stands in."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from tests.marked import Case, Mark, read_cases
from tradenlp.extract.measures.parties import parties_of
from tradenlp.extract.measures.passages import frames_of, seats
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, measures_of
from tradenlp.extract.view import view_of
from tradenlp.facts import Measure

CASES = read_cases("measures_roles")
LINE_END = "¶"


def lines_of(text: str) -> str:
    """The text with its line ends; as many code points as before."""
    return text.replace(LINE_END, "\n")


def who(actors: str) -> set[str]:
    """Actor ids as a mark gives them."""
    return set() if actors == "none" else set(actors.split(","))


def satisfies(measure: Measure, mark: Mark) -> bool:
    """Whether a measure has a mention within the mark and everything that the mark says."""
    if not any(w.start < mark.end and w.end > mark.start for w in measure.mentions):
        return False
    wanted = mark.attributes
    if "rate" in wanted and measure.rate != float(wanted["rate"]):
        return False
    if any(name in wanted and set(getattr(measure, name)) != who(wanted[name]) for name in ("imposers", "targets")):
        return False
    return all(getattr(measure, name) == wanted[name] for name in ("type", "status") if name in wanted)


@pytest.mark.parametrize("case", CASES, ids=[c.line[:90] for c in CASES])
def test_marked_sentence(nlp: Language, case: Case) -> None:
    measures = measures_of(nlp(make_doc(nlp, None, lines_of(case.text), Context(case.published))))
    if not case.marks:
        assert not measures
    for mark in case.marks:
        assert any(satisfies(m, mark) for m in measures), measures


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Kenya: the rice duty is back.", {"KE"}),
        ("Peru and Chile: the copper tax is back.", {"PE", "CL"}),
        ("In Brasilia, officials met.", {"BR"}),
        ("And Norway? The tax stays.", {"NO"}),
        ("As for Norway, the tax stays.", {"NO"}),
        ("OSLO – The tax stays.", None),
        ("Norway says that the tax stays.", None),
        ("In Davos, officials met.", None),
        ("On Norway's demand, officials met.", None),
    ],
)
def test_who_a_passage_is_about(nlp: Language, text: str, states: set[str] | None) -> None:
    view = view_of(nlp(make_doc(nlp, None, text, Context())))
    first = frames_of(view, parties_of(view))[0]
    assert (set(first.states) if first else None) == states


def test_a_passage_ends_with_its_line(nlp: Language) -> None:
    view = view_of(nlp(make_doc(nlp, None, "Kenya: the duty is back. It rose.\nOfficials met.", Context())))
    frames = frames_of(view, parties_of(view))
    assert [bool(f) for f in frames] == [True, True, False]


def test_every_seat_is_in_lower_case() -> None:
    assert all(word == word.lower() for seat in seats() for word in seat)
    assert seats()[("brasilia",)] == "BR"


@pytest.mark.parametrize(
    ("text", "imposers"),
    [
        ("The United States and the EU ended a row over a 25% duty on French wine.", {"US"}),
        ("The United States and the EU ended a row over a 25% duty on Norwegian salmon.", {"US", "EU"}),
    ],
)
def test_a_customs_union_lays_no_duty_on_its_own_members(nlp: Language, text: str, imposers: set[str]) -> None:
    measures = measures_of(nlp(make_doc(nlp, None, text, Context(None))))
    duties = (m for m in measures if m.type != "trade_agreement")
    assert {state for m in duties for state in m.imposers} == imposers


@pytest.mark.parametrize(
    ("title", "imposers", "targets"),
    [
        ("Biden drops plan for Chile tariffs", {"US"}, {"CL"}),
        ("Trump delays Chile, Peru tariffs", {"US"}, {"CL", "PE"}),
        ("Biden keeps Peru tariffs in place", {"US"}, {"PE"}),
        ("Ottawa attacks Peru tariffs", {"PE"}, set()),
    ],
)
def test_title_calls_tariffs_by_whom_they_hit(nlp: Language, title: str, imposers: set[str], targets: set[str]) -> None:
    doc = nlp(make_doc(nlp, title, "Shares rose.", Context(date(2021, 5, 4))))
    (measure,) = measures_of(doc)
    assert (set(measure.imposers), set(measure.targets)) == (imposers, targets)


def test_who_strikes_back_strikes_no_deal(nlp: Language) -> None:
    doc = nlp(
        make_doc(nlp, "Quito strikes back", "Ecuador raised duties on Colombian rice.", Context(date(2021, 5, 4)))
    )
    assert [measure.type for measure in measures_of(doc)] == ["import_tariff"]
