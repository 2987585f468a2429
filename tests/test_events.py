"""Diplomatic occasions: marked sentences, and what holds over a whole article."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from spacy.language import Language

from tests.marked import Case, Mark, read_cases
from tradenlp.extract.actors.registry import registry
from tradenlp.extract.events.grammar import word_class
from tradenlp.extract.events.parties import group_id
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, events_of
from tradenlp.facts import Event

CASES = read_cases("events") + read_cases("events_told") + read_cases("events_offices")


def told(nlp: Language, text: str, published: date = date(2025, 9, 16)) -> tuple[Event, ...]:
    """The events of a text."""
    return events_of(nlp(make_doc(nlp, None, text, Context(published))))


def agrees(mark: Mark, event: Event) -> dict[str, object]:
    """The attributes of a mark that the event does not have."""
    wrong: dict[str, object] = {}
    for key, value in mark.attributes.items():
        got = getattr(event, key)
        if not set(value.split(",")) <= set(got) if key == "participants" else got != value:
            wrong[key] = got
    return wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_marked_sentence(nlp: Language, case: Case) -> None:
    events = events_of(nlp(make_doc(nlp, None, case.text, Context(case.published))))
    assert len(events) == len(case.marks)
    for mark, event in zip(case.marks, events, strict=True):
        assert agrees(mark, event) == {}
        assert event.mentions[0].start < mark.end
        assert mark.start < event.mentions[0].end


@pytest.mark.parametrize("kind", ["talks", "meeting", "call", "summit", "visit", "signing", "hearing"])
def test_every_type_has_eight_sentences(kind: str) -> None:
    assert sum(mark.attributes["type"] == kind for case in CASES for mark in case.marks) >= 8


@pytest.mark.parametrize("status", ["held", "planned", "uncertain", "cancelled"])
def test_every_status_has_eight_sentences(status: str) -> None:
    assert Counter(m.attributes.get("status") for case in CASES for m in case.marks)[status] >= 8


def test_talks_told_of_again_are_one_event(nlp: Language) -> None:
    text = (
        "China and the United States held trade talks in Madrid on Sunday. The talks lasted six hours. "
        "The negotiations are set to continue, He Lifeng said."
    )
    (event,) = told(nlp, text)
    assert (event.location, event.date, event.status) == ("Madrid", "2025-09-14", "held")
    assert len(event.mentions) == 3


def test_rounds_in_several_cities_are_several_events(nlp: Language) -> None:
    text = "India and Peru have held three rounds of talks in Lima, Delhi and Geneva."
    assert [event.location for event in told(nlp, text)] == ["Lima", "Delhi", "Geneva"]


def test_next_round_has_the_parties_of_the_last(nlp: Language) -> None:
    text = "India and Chile ended the 5th round of negotiations in Delhi. The next round is to be held in Santiago."
    held, planned = told(nlp, text)
    assert set(planned.participants) == set(held.participants) == {"IN", "CL"}
    assert (planned.location, planned.status) == ("Santiago", "planned")


def test_he_is_the_subject_of_the_verb_of_saying(nlp: Language) -> None:
    (event,) = told(nlp, "Donald Trump said he would visit China next year.")
    assert set(event.participants) == {"donald-trump", "CN"}


def test_journey_to_a_meeting_is_no_event_of_its_own(nlp: Language) -> None:
    (event,) = told(nlp, "Maros Sefcovic flew to Washington on Sunday for a meeting with Howard Lutnick.")
    assert (event.type, event.location) == ("meeting", "Washington")


def test_name_before_a_noun_is_no_name_after_a_participle(nlp: Language) -> None:
    assert told(nlp, "Meeting in Lima, Fiji ministers signed a deal with Norway.")


def test_every_slot_points_at_its_words(nlp: Language) -> None:
    text = "Donald Trump met Xi Jinping in Busan on September 10."
    (event,) = told(nlp, text)
    evidence = {e.slot: e.words for e in event.evidence}
    assert {"participants", "location", "date"} <= evidence.keys()
    assert all(text[w.start : w.end] == w.text for w in evidence.values())


def test_groups_that_meet_are_called_by_ids_of_the_registry() -> None:
    known = registry().entries
    assert [name for name in word_class("groups") if group_id(name) not in known] == []


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        (
            "WTO Director-General Roberto Azevedo held talks with Piyush Goyal in Delhi.",
            {"world-trade-organization", "roberto-azevedo", "piyush-goyal", "IN"},
        ),
        (
            "The head of the World Trade Organization, Pascal Lamy, held talks with Kamal Nath in Delhi.",
            {"world-trade-organization", "pascal-lamy", "kamal-nath", "IN"},
        ),
        (
            "Michael Punke, US ambassador to the WTO, held talks with Kamal Nath in Delhi.",
            {"michael-punke", "US", "kamal-nath", "IN"},
        ),
        (
            "European Commission Vice President Valdis Dombrovskis met Boris Johnson in London.",
            {"valdis-dombrovskis", "boris-johnson"},
        ),
        (
            "The European Commission met Boris Johnson in London.",
            {"european-commission", "boris-johnson"},
        ),
    ],
)
def test_whoever_holds_an_office_stands_for_it(nlp: Language, text: str, participants: set[str]) -> None:
    assert [set(event.participants) for event in told(nlp, text)] == [participants]


def test_the_day_on_which_somebody_spoke_is_no_day_of_what_the_speaker_is_known_for(nlp: Language) -> None:
    text = "Ana Silva, Peru's envoy to the talks with Chile, said on Thursday that she had hope."
    assert "2025-09-11" not in [event.date for event in told(nlp, text)]


def test_what_one_works_towards_is_no_day_of_the_event(nlp: Language) -> None:
    text = "Scott Bessent met He Lifeng in London in an effort to move towards the year 2030."
    assert [event.date for event in told(nlp, text)] == ["2025-09-16"]


def test_what_was_held_is_not_what_is_to_come(nlp: Language) -> None:
    text = (
        "The talks between Chile and Norway on fish were held on September 12. Chile and Norway agreed to continue "
        "discussions in November. The consultations were useful, Chile said."
    )
    assert [[words.text for words in event.mentions] for event in told(nlp, text)] == [
        ["talks", "consultations"],
        ["discussions"],
    ]


def test_the_day_since_when_is_no_day_of_the_event(nlp: Language) -> None:
    text = "In a first since taking office three months ago, Rick Switzer held talks with Piyush Goyal in Delhi."
    assert [event.date for event in told(nlp, text)] == ["2025-09-16"]


def test_calls_have_no_place(nlp: Language) -> None:
    text = "Shigeru Ishiba and Donald Trump spoke by phone in the United States on Saturday."
    assert [event.location for event in told(nlp, text)] == [None]
