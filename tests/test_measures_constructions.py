"""Acts told by a verb with what it takes and by a noun with what it is laid on: every example, every decoy."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.marked import Case, read_cases
from tradenlp.errors import LexiconError
from tradenlp.extract.measures import frames as frame_entries
from tradenlp.extract.measures.constructions import construction_cues
from tradenlp.extract.measures.frames import FIRST, LAST, LEADING, Frame, Naming, frames, namings
from tradenlp.extract.measures.mentions import read_mentions
from tradenlp.extract.state import measures_of
from tradenlp.extract.view import view_of

ENTRIES: tuple[Frame | Naming, ...] = (*frames(), *namings())
CASES = read_cases("measures_recall")
PLAIN = read_cases("measures_recall_plain")


def built(nlp: Language, sentence: str) -> set[tuple[str, str]]:
    """Type and entry of what the constructions alone find in a sentence."""
    view = view_of(nlp(sentence))
    places = (LEADING, FIRST, LAST)
    found = [construction_cues(view, *span, (), place=place) for span in view.sentences for place in places]
    return {(cue.kind.id, cue.entry.id.partition(": ")[2]) for cues in found for cue in cues}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_examples_are_read_by_the_construction_and_decoys_by_none(nlp: Language, entry: Frame | Naming) -> None:
    for sentence in entry.examples:
        assert (entry.type, entry.id) in built(nlp, sentence), sentence
    for sentence in entry.decoys:
        found = {m.cue.entry.id for m in read_mentions(view_of(nlp(sentence)))}
        assert not any(entry_id.startswith(("frame", "naming")) for entry_id in found), sentence


def test_every_construction_has_a_name_of_its_own_and_a_decoy() -> None:
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)
    assert all(entry.decoys for entry in ENTRIES)


def test_unknown_classes_and_types_are_refused() -> None:
    for kind, classes in (("import_ban", ["gods"]), ("import_bar", ["goods"]), ("import_ban", ["goods+@nowhere"])):
        with pytest.raises(LexiconError, match="unknown"):
            frame_entries._check("an entry", kind, classes)


@pytest.mark.parametrize("case", CASES, ids=[c.line[:90] for c in CASES])
def test_sentence_tells_its_measure(nlp: Language, case: Case) -> None:
    found = measures_of(nlp(case.text))
    for mark in case.marks:
        wanted = mark.attributes
        same = [m for m in found if m.type == wanted["type"]]
        assert same, f"no {wanted['type']}"
        if "imposers" in wanted:
            assert any(set(wanted["imposers"].split(",")) == set(m.imposers) for m in same)
        if "targets" in wanted:
            assert any(set(wanted["targets"].split(",")) == set(m.targets) for m in same)


@pytest.mark.parametrize("case", PLAIN, ids=[c.line[:90] for c in PLAIN])
def test_plain_news_tells_none(nlp: Language, case: Case) -> None:
    assert not measures_of(nlp(case.text))
