"""Measures in marked sentences: every type in several constructions, and sentences that hold none."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from spacy.language import Language

from tests.marked import Case, Mark, read_cases
from tradenlp.extract.measures.evidence import BESIDE, ELSEWHERE
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, measures_of
from tradenlp.facts import Measure

NAMED_OR_DATED = ("instrument", "announced", "effective", "until")
"""of which a mark may say that there is none"""
CASES = [*read_cases("measures"), *read_cases("measures_relations")]
OPEN_CASES = read_cases("measures_open")


def found(nlp: Language, case: Case) -> tuple[Measure, ...]:
    """The measures of a marked sentence."""
    return measures_of(nlp(make_doc(nlp, None, case.text, Context(case.published))))


def satisfies(measure: Measure, mark: Mark) -> bool:
    """Whether a measure has a mention within the mark and everything that the mark says."""
    if not any(w.start < mark.end and w.end > mark.start for w in measure.mentions):
        return False
    for name, wanted in mark.attributes.items():
        value = getattr(measure, name)
        if name in ("imposers", "targets"):
            if set(value) != (set() if wanted == "none" else set(wanted.split(","))):
                return False
        elif name == "rate":
            if value != (None if wanted == "none" else float(wanted)):
                return False
        elif value != (None if wanted == "none" and name in NAMED_OR_DATED else wanted):
            return False
    return True


@pytest.mark.parametrize("case", CASES, ids=[c.line[:90] for c in CASES])
def test_marked_sentence(nlp: Language, case: Case) -> None:
    measures = found(nlp, case)
    if not case.marks:
        assert not measures
    for mark in case.marks:
        assert any(satisfies(m, mark) for m in measures), measures


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (
            "Beijing has tightened its export controls on gallium and magnets.",
            "its export controls on gallium and magnets",
        ),
        ("The US reopened a 25% tariff on Swiss watches.", "25% tariff on Swiss watches"),
        ("Brazil halted exports of beef to China last week.", "halted exports of beef to China"),
    ],
)
def test_evidence_is_the_whole_phrase(nlp: Language, text: str, phrase: str) -> None:
    measures = measures_of(nlp(make_doc(nlp, None, text, Context())))
    assert [w.text for m in measures for w in m.mentions] == [phrase]


def test_a_day_of_the_mention_that_fills_two_slots_is_told_beside_it(nlp: Language) -> None:
    text = "Togo imposed a six-month ban on exports of shea nuts on 3 March."
    (ban,) = measures_of(nlp(make_doc(nlp, None, text, Context(date(2020, 4, 15)))))
    assert ban.announced == ban.effective == "2020-03-03"
    days = {e.slot: (e.rule, e.words.text) for e in ban.evidence if e.slot in ("announced", "effective")}
    assert days == {"announced": ("date of the mention", "3 March"), "effective": (BESIDE, "3 March")}


def test_goods_that_are_filled_in_are_whole_words(nlp: Language) -> None:
    text = (
        "Makers of boilers met in Lima on Monday. The duty on oil from Chile hits them, they said. "
        "Peru laid it on oil in May. Boilers need heat. Chile has opened a case at the WTO over the duty."
    )
    measures = measures_of(nlp(make_doc(nlp, None, text, Context(date(2020, 4, 15)))))
    told = [e.words for m in measures if m.type == "trade_dispute" for e in m.evidence if e.slot == "goods"]
    assert [(words.text, text.index("oil in May")) for words in told] == [("oil", words.start) for words in told]
    assert told


def test_what_is_filled_in_points_at_the_words_that_tell_it(nlp: Language) -> None:
    text = (
        "Peru's finance ministry published new rules for trade on Tuesday. Peru raises the duty on Chilean copper. "
        "A ban on scrap from Bolivia was lifted too. Santiago has opened a case at the WTO over the duty."
    )
    measures = {m.type: m for m in measures_of(nlp(make_doc(nlp, None, text, Context(date(2020, 4, 15)))))}
    told = {
        (kind, e.slot, text[e.words.start : e.words.end])
        for kind, measure in measures.items()
        for e in measure.evidence
        if ELSEWHERE in e.rule
    }
    assert told == {
        ("import_ban", "announced", "Tuesday"),
        ("import_ban", "imposers", "Peru"),
        ("trade_dispute", "targets", "Peru"),
        ("trade_dispute", "goods", "copper"),
    }
    assert all(text[e.words.start : e.words.end] == e.words.text for m in measures.values() for e in m.evidence)


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("Brussels set duties on Chinese cars of 17 percent for BYD and 35.3 percent for SAIC.", {17.0}),
        ("US duties on Swiss watches will fall to 15% from 39%.", {15.0, 39.0}),
    ],
)
def test_a_schedule_is_one_measure_and_an_old_rate_another(nlp: Language, text: str, rates: set[float]) -> None:
    measures = measures_of(nlp(make_doc(nlp, None, text, Context())))
    assert {m.rate for m in measures} == rates
    assert len(measures) == len(rates)


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize("case", OPEN_CASES, ids=[c.line[:90] for c in OPEN_CASES])
def test_open_sentence(nlp: Language, case: Case) -> None:
    measures = found(nlp, case)
    assert all(any(satisfies(m, mark) for m in measures) for mark in case.marks), measures


@pytest.mark.parametrize(
    "text", ["Peru raised duties on panels of Hanwha's", "Peru raised duties on steel from China-"]
)
def test_a_name_may_end_the_article(nlp: Language, text: str) -> None:
    assert measures_of(nlp(make_doc(nlp, None, text, Context())))


@pytest.mark.parametrize("kind", sorted(measure_types()))
def test_every_type_has_eight_sentences(kind: str) -> None:
    counts = Counter(mark.attributes["type"] for case in CASES for mark in case.marks)
    assert counts[kind] >= 8


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Kenya exempted maize from import duty.", ("maize",)),
        ("Kenya put a duty of 10% on all goods but exempted maize from the duty.", ()),
    ],
)
def test_what_is_exempted_is_told_where_nothing_else_is(nlp: Language, text: str, goods: tuple[str, ...]) -> None:
    measures = measures_of(nlp(make_doc(nlp, None, text, Context())))
    assert [m.goods for m in measures] == [goods]
