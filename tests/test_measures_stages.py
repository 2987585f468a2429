"""How far a measure has got where no phrase names it and a verb tells what became of it."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from tradenlp.extract.measures.act_days import lies_ahead, lies_behind
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.learned import LEARNED
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.stages import read_stage
from tradenlp.extract.measures.timing import Timing
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, measures_of
from tradenlp.extract.status.decide import status_cues
from tradenlp.extract.view import view_of

WEDNESDAY = date(2025, 6, 11)
VERBS = [
    ("Nairobi abolished it on Monday.", "import_licensing", "abolished", "removed"),
    ("The scheme lapsed at midnight.", "import_licensing", "lapsed", "removed"),
    ("Ottawa shelves its retaliation on bourbon.", "import_tariff", "shelves", "suspended"),
    ("It was prolonged by sixty days.", "sps", "prolonged", "extended"),
    ("Abuja renewed the bonus for two years.", "export_incentive", "renewed", "extended"),
    ("The parliament repealed the prohibition.", "export_ban", "repealed", "removed"),
    ("Peru halted Chilean tomatoes on Thursday.", "sps", "halted", "in_force"),
    ("It has stopped all cargoes of ore.", "export_ban", "stopped", "in_force"),
    ("Customs has stopped handing out licences.", "export_control", "stopped", "in_force"),
    ("Maize and salt got a pass on Friday.", "import_tariff", "got", "eased"),
    ("Lima dropped, without a word, the requirement on laptops.", "export_control", "dropped", "removed"),
    ("Lima removed the small parcels from the list.", "customs_procedure", "removed", "in_force"),
]


@pytest.mark.parametrize(("text", "kind", "word", "status"), VERBS, ids=[case[0] for case in VERBS])
def test_a_verb_tells_what_became_of_a_measure(nlp: Language, text: str, kind: str, word: str, status: str) -> None:
    view = view_of(nlp(make_doc(nlp, None, text, Context(published=WEDNESDAY))))
    head = view.words.index(word)
    statuses = status_cues(view, 0, len(view.words), "restriction")
    cue = Cue(measure_types()[kind], LEARNED, (head,), head)
    assert read_stage(view, cue, statuses, None, Timing()).status == status


@pytest.mark.parametrize("value", ["2025-06-12", "2025-W25", "2025-07", "2025-Q3", "2026"])
def test_what_begins_after_the_day_lies_ahead(value: str) -> None:
    assert lies_ahead(value, WEDNESDAY)
    assert not lies_behind(value, WEDNESDAY)


@pytest.mark.parametrize("value", ["2025-06-10", "2025-W23", "2025-05", "2025-Q1", "2024"])
def test_what_ended_before_it_lies_behind(value: str) -> None:
    assert lies_behind(value, WEDNESDAY)
    assert not lies_ahead(value, WEDNESDAY)


@pytest.mark.parametrize("value", ["2025-06-11", "2025-W24", "2025-06", "2025-Q2", "2025", "2025-SU"])
def test_what_holds_the_day_does_neither(value: str) -> None:
    assert not lies_ahead(value, WEDNESDAY)
    assert not lies_behind(value, WEDNESDAY)


HEADLINES = [
    ("Peru Lifts Ban On Chilean Wine", "removed"),
    ("Peru Delays Tariffs On Chilean Wine", "suspended"),
    ("Peru's Tariffs On Chilean Wine", "in_force"),
]


@pytest.mark.parametrize(("title", "status"), HEADLINES, ids=[title for title, _ in HEADLINES])
def test_a_verb_with_a_capital_in_a_title_tells_the_stage(nlp: Language, title: str, status: str) -> None:
    doc = nlp(make_doc(nlp, title, "Growers met in Lima.", Context(published=WEDNESDAY)))
    assert [measure.status for measure in measures_of(doc)] == [status]


LIFTED = [
    ("Kenya will lift its ban on exports of tea on June 20.", "removed"),
    ("Kenya's ban on exports of tea runs until June 20, when it expires.", "in_force"),
]


@pytest.mark.parametrize(("text", "status"), LIFTED, ids=[text for text, _ in LIFTED])
def test_what_is_called_off_is_over_and_what_runs_out_is_not(nlp: Language, text: str, status: str) -> None:
    doc = nlp(make_doc(nlp, None, text, Context(published=WEDNESDAY)))
    assert [measure.status for measure in measures_of(doc)] == [status]
