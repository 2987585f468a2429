"""The days and the law of a measure: decided, applied, put off; the law of a package."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.marked import parse_case
from tests.test_measures import found
from tradenlp.extract.measures.lengths import ends

# An act told as news is of the day that its article tells; one that names no day may report an act of any day.
DECIDED = [
    ("Lima slapped a 10% tariff on Thai rice on Tuesday.", "2025-06-03", "2025-06-03"),
    ("Lima slapped a 10% tariff on Thai rice on Tuesday. The tariff applies from July 1.", "2025-06-03", "2025-07-01"),
    ("Ottawa said on Monday it would put a 12% tariff on Polish glass.", "2025-06-02", None),
    ("In March 2021 Peru imposed duties on Ecuadorian shrimp.", None, "2021-03"),
    ("Delhi has put off its export tax on onions until July 1.", None, "2025-07-01"),
    ("Seoul imposed a tariff on Danish pork under a 1962 trade law.", None, None),
    ("Seoul imposed a tariff on Danish pork. The ministry was closed on Tuesday.", None, None),
    ("Seoul will impose a tariff on Danish pork. The ministry said so on Tuesday.", "2025-06-03", None),
]
# Announced, effective, until.
DAYS = [
    ("A decree signed by Gabon's president on Monday bans exports of chromium ore.", "2025-06-02", None, None),
    ("Gabon has banned exports of chromium ore under a decree signed on Monday.", "2025-06-02", None, None),
    ("Kenya barred imports of Ugandan eggs on March 3.", "2025-03-03", "2025-03-03", None),
    ("Last year Kenya halted shipments of macadamia nuts abroad.", None, "2024", None),
    ("Bolivia stopped exports of beef in April.", None, "2025-04", None),
    ("Chile stopped accepting imports of Peruvian poultry in April.", None, "2025-04", None),
    ("Oslo bars salmon from Chile. It was first imposed in May 2024.", None, "2024-05", None),
    ("Kenya charges a duty of 9% on Ugandan eggs. They were put off by sellers in May.", None, None, None),
    ("In 2019 Peru put a duty of 12% on Fijian rope. It was withdrawn in 2021.", None, "2019", "2021"),
    (
        "Peru charges a dumping duty of 12% on Fijian rope. It was prolonged in May for two years.",
        "2025-05",
        None,
        "2027-05",
    ),
    (
        "Lima will charge a duty of 12% on Fijian rope, the ministry said on Monday. The duty takes effect on the "
        "day of its publication and lasts two years.",
        "2025-06-02",
        "2025-06-02",
        "2027-06-02",
    ),
    ("Peru stopped registering rice export sales in March to protect its mills.", None, "2025-03", None),
    ("On Monday Bolivia lifted its ban on exports of beef.", "2025-06-02", None, "2025-06-02"),
    ("Bolivia lifted its ban on exports of beef in March.", None, None, "2025-03"),
    ("Bolivia has ended its quotas on beef exports, a promise of the campaign last March.", None, None, None),
    ("Peru will start to lower or scrap tariffs on tin from July 1, 2026.", None, "2026-07-01", None),
    ("Bolivia lifts its ban on exports of beef from Monday.", None, None, "2025-06-02"),
    (
        "On 30 May the Treasury's Office of Foreign Assets Control added Fijian Tuna Corp, Bank of Suva and "
        "Rotuma Shipping to its Specially Designated Nationals List.",
        "2025-05-30",
        None,
        None,
    ),
    ("Togo suspended tariffs on Ghanaian salt on Monday.", "2025-06-02", "2025-06-02", None),
    ("Fiji has imposed a tariff of 8% on rope. The tariff took effect on Sunday.", None, "2025-06-01", None),
    (
        "Chile on Monday lifted the ban on Peruvian poultry that it imposed in March 2023.",
        "2025-06-02",
        "2023-03",
        "2025-06-02",
    ),
    ("Kenya banned maize imports and traders in Uganda cancelled their orders in May.", None, None, None),
    ("Kenya banned imports of maize, forcing mills that had bought ahead to close until July.", None, None, None),
    (
        "Delhi has ordered licences for imported drills. On Tuesday the step was put off until August 1.",
        "2025-06-03",
        "2025-08-01",
        None,
    ),
    (
        "Delhi will require licences for exports of drills. The decision, which takes effect on July 9, hits Nepal.",
        None,
        "2025-07-09",
        None,
    ),
    ("Togo put a 9% duty on salt. The duty was meant to end in May.", None, None, None),
    (
        "Norway eased its tariff on Thai rice, it said on Monday. The tariff of 5% will start on July 1.",
        "2025-06-02",
        "2025-07-01",
        None,
    ),
    ("Oslo on Monday asked the WTO to look into Peru's duties on Norwegian salmon.", None, None, None),
    ("Kenya banned imports of Ugandan eggs with immediate effect on Monday.", "2025-06-02", "2025-06-02", None),
    ("Chile lifted its ban on Argentine poultry on Monday.", "2025-06-02", None, "2025-06-02"),
    ("Anyone landing foreign cod in Norway from July 1 faces a duty of 12%.", None, "2025-07-01", None),
    ("Ports will close from July 1, but Norway leaves its duty of 12% on foreign cod.", None, None, None),
    ("Chile said on Monday that its ban on Argentine poultry would be lifted.", "2025-06-02", None, None),
    ("Wine has been short since March, when Georgia imposed a tariff of 9% on Turkish wine.", None, "2025-03", None),
    ("Brazil's duties of 12% on Peruvian rope, twine and nets, imposed in 2019, stay.", None, "2019", None),
    ("Brussels will vote on Friday on anti-dumping duties on Turkish rope.", None, None, None),
    ("Washington's 30% duty on Turkish rope, now suspended, is to return on September 1.", None, None, "2025-09-01"),
    ("Kenya may not export lime before October 1.", None, None, "2025-10-01"),
    ("India will apply a 12% duty on Chinese steel no later than July 1.", None, "2025-07-01", None),
    ("The US tariffs on Canadian lumber will return on July 9.", None, "2025-07-09", None),
    ("India put a duty on steel imports in March and lifted it in May.", None, "2025-03", "2025-05"),
]
# A length and the day up to which what begins on a day holds for it.
LENGTHS = [
    ("Peru will ban exports of copper scrap for two years from July 1.", "2027-07-01"),
    ("Kenya put a 20% tariff on Ugandan eggs on Monday. It will last 180 days.", "2025-11-29"),
    ("On May 30 Oman imposed a safeguard duty on steel pipes. The duties, of 8%, apply for four months.", "2025-09-30"),
    ("Tunis extended its anti-dumping duties on Turkish rope on Tuesday by five years.", "2030-06-03"),
    ("Chile has charged a 6% duty on Peruvian rope for ten years.", None),
    ("Kenya put a 20% tariff on Ugandan eggs on Monday under a law that allows duties for up to 150 days.", None),
    ("Kenya put a 20% tariff on Ugandan eggs on Monday. It may last two years.", None),
]
LAWS = [
    (
        "Section 301 lets Washington answer unfair trade. It used it to put a tariff of 20% on Turkish rugs.",
        "Section 301",
    ),
    ("Washington put a tariff of 20% on Turkish rugs. The weather in Ankara was fine.", None),
]


@pytest.mark.parametrize(("text", "announced", "effective"), DECIDED, ids=[text for text, _, _ in DECIDED])
def test_day_of_decision_and_day_of_force(
    nlp: Language, text: str, announced: str | None, effective: str | None
) -> None:
    (measure,) = found(nlp, parse_case(f"[2025-06-04] {text}"))
    assert (measure.announced, measure.effective) == (announced, effective)


@pytest.mark.parametrize(("text", "announced", "effective", "until"), DAYS, ids=[text for text, *_ in DAYS])
def test_days(nlp: Language, text: str, announced: str | None, effective: str | None, until: str | None) -> None:
    (measure,) = found(nlp, parse_case(f"[2025-06-04] {text}"))
    assert (measure.announced, measure.effective, measure.until) == (announced, effective, until)


@pytest.mark.parametrize(("text", "until"), LENGTHS, ids=[text for text, _ in LENGTHS])
def test_a_length_runs_from_the_day_of_force_or_of_decision(nlp: Language, text: str, until: str | None) -> None:
    assert {m.until for m in found(nlp, parse_case(f"[2025-06-04] {text}"))} == {until}


@pytest.mark.parametrize(
    ("began", "length", "end"),
    [
        ("2024-11-30", "P3M", "2025-02-28"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-03", "P18M", "2025-09"),
        ("2024", "P2Y", "2026"),
        ("2024-03-01", "P90D", "2024-05-30"),
        ("2024-03-01", "P2W", "2024-03-15"),
        ("2024", "P6M", None),
        ("2024-03", "P90D", None),
        ("2024-Q3", "P1Y", None),
        (None, "P1Y", None),
        ("2024-03-01", None, None),
        ("2024-03-01", "P9000Y", None),
        ("2024-03-01", "P9999999999D", None),
    ],
)
def test_an_end_is_as_fine_as_its_beginning(began: str | None, length: str | None, end: str | None) -> None:
    assert ends(began, length) == end


def test_a_month_long_past_is_not_that_of_what_was_decided_since(nlp: Language) -> None:
    text = (
        "Kenya closed its market to Ugandan eggs on Monday. It first halted imports of the eggs in November last year."
    )
    days = [(m.announced, m.effective) for m in found(nlp, parse_case(f"[2025-06-04] {text}"))]
    assert days == [("2025-06-02", "2025-06-02"), (None, "2024-11")]


def test_a_day_before_two_verbs_is_the_day_of_both(nlp: Language) -> None:
    told = found(
        nlp, parse_case("[2025-06-04] On Monday Peru cut its duty on maize and raised its tariff on rice to 20%.")
    )
    assert {m.announced for m in told} == {"2025-06-02"}


@pytest.mark.parametrize(("text", "law"), LAWS, ids=[text for text, _ in LAWS])
def test_a_law_told_just_before(nlp: Language, text: str, law: str | None) -> None:
    assert {m.instrument for m in found(nlp, parse_case(f"[2025-06-04] {text}")) if m.rate == 20} == {law}


TREATIES = [
    ("Peru and Chile signed the Andean Coffee Trade Agreement on Monday.", "Andean Coffee Trade Agreement"),
    ("Peru and Chile signed a Free Trade Agreement on Monday.", None),
]


@pytest.mark.parametrize(("text", "treaty"), TREATIES, ids=[text for text, _ in TREATIES])
def test_a_treaty_is_called_by_its_name(nlp: Language, text: str, treaty: str | None) -> None:
    assert {m.instrument for m in found(nlp, parse_case(f"[2025-06-04] {text}"))} == {treaty}


def test_a_case_is_opened_on_a_day_and_not_in_force(nlp: Language) -> None:
    (case,) = found(nlp, parse_case("[2025-06-04] Jakarta took the European Union to the WTO on Monday over nickel."))
    assert (case.status, case.announced, case.effective) == ("investigating", "2025-06-02", None)


def test_a_proposal_for_a_day_is_still_a_proposal(nlp: Language) -> None:
    (wanted,) = found(nlp, parse_case("[2025-06-04] Poland wants a digital tax of 3% from 2027."))
    (planned,) = found(nlp, parse_case("[2025-06-04] Poland plans to impose a digital tax of 3% from 2027."))
    assert (wanted.status, planned.status) == ("proposed", "announced")
