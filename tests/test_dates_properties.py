"""What must hold for any date, any anchor and any text."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.costs import assert_linear, cpu_seconds
from tradenlp.extract.dates.facts import date_facts
from tradenlp.extract.dates.timex import timex_facts
from tradenlp.extract.state import Context
from tradenlp.facts import DateExpression

DAYS = st.dates(date(1987, 1, 1), date(2035, 12, 31))
MONTHS = str.split("January February March April May June July August September October November December")
SHORT = str.split("Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.")
WEEKDAYS = str.split("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
UNITS = ("day", "week", "month", "quarter", "year", "decade")

SPELLINGS = {
    "October 13, 2025": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "13 October 2025": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "Oct. 13, 2025": lambda d: f"{SHORT[d.month - 1]} {d.day}, {d.year}",
    "13 Oct 2025": lambda d: f"{d.day} {SHORT[d.month - 1].rstrip('.')} {d.year}",
    "the 13th of October 2025": lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    "October 13th, 2025": lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)}, {d.year}",
    "Monday, October 13, 2025": lambda d: f"{WEEKDAYS[d.weekday()]}, {MONTHS[d.month - 1]} {d.day}, {d.year}",
    "Monday 13 October 2025": lambda d: f"{WEEKDAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}",
    "2025-10-13": lambda d: d.isoformat(),
    "2025/10/13": lambda d: d.strftime("%Y/%m/%d"),
}


def ordinal(number: int) -> str:
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def only(text: str, published: date | None, country: str | None = None) -> DateExpression:
    facts = date_facts(text, Context(published, country=country))
    assert len(facts) == 1, facts
    return facts[0]


@pytest.mark.parametrize("spelling", SPELLINGS, ids=str)
@given(day=DAYS, published=st.none() | DAYS)
@settings(max_examples=60, deadline=None)
def test_a_whole_date_is_read_back(spelling: str, day: date, published: date | None) -> None:
    fact = only(f"The notice of {SPELLINGS[spelling](day)} names nine firms.", published)
    assert (fact.start_date, fact.end_date, fact.value) == (day, day, day.isoformat())
    assert not fact.relative


@pytest.mark.parametrize(("country", "form"), [("US", "%m/%d/%Y"), ("GB", "%d/%m/%Y"), ("IN", "%d/%m/%Y")])
@given(day=DAYS)
@settings(max_examples=60, deadline=None)
def test_the_publishers_country_decides_the_order_of_day_and_month(country: str, form: str, day: date) -> None:
    assert only(f"It was filed on {day.strftime(form)} in Geneva.", None, country).start_date == day


@given(day=DAYS, gap=st.integers(0, 6))
@settings(max_examples=100, deadline=None)
def test_a_weekday_said_of_the_past_lies_within_the_last_seven_days(day: date, gap: int) -> None:
    meant = day - timedelta(gap)
    fact = only(f"The ministry said on {WEEKDAYS[meant.weekday()]} that it had appealed.", day)
    assert fact.start_date == fact.end_date == meant


def named_day(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}"


AHEAD = [
    "The duty will begin on {}.",
    "The panel set a public hearing for {}.",
    "Exporters need licences from {}.",
    "The ruling was put off until {}.",
    "The rule takes effect on {}.",
    "Firms face a {} deadline.",
]


@pytest.mark.parametrize("sentence", AHEAD)
@given(day=DAYS, gap=st.integers(1, 200))
@settings(max_examples=40, deadline=None)
def test_a_day_without_a_year_that_is_planned_lies_ahead(sentence: str, day: date, gap: int) -> None:
    meant = day + timedelta(gap)
    assume((meant.month, meant.day) != (2, 29))
    assert only(sentence.format(named_day(meant)), day).start_date == meant


BEHIND = [
    "The duty was imposed on {}.",
    "Envoys met on {}.",
    "Duties were paid from {}.",
    "Stocks were up from {}.",
    "The court, which heard the case on {}, agreed.",
]


@pytest.mark.parametrize("sentence", BEHIND)
@given(day=DAYS, gap=st.integers(0, 200))
@settings(max_examples=40, deadline=None)
def test_a_day_without_a_year_that_is_told_of_lies_behind(sentence: str, day: date, gap: int) -> None:
    meant = day - timedelta(gap)
    assume((meant.month, meant.day) != (2, 29))
    assert only(sentence.format(named_day(meant)), day).start_date == meant


PERIODS = {
    "October 2025": (lambda d: f"{MONTHS[d.month - 1]} {d.year}", lambda d: f"{d:%Y-%m}"),
    "Oct. 2025": (lambda d: f"{SHORT[d.month - 1]} {d.year}", lambda d: f"{d:%Y-%m}"),
    "the fourth quarter of 2025": (
        lambda d: f"the {str.split('first second third fourth')[(d.month - 1) // 3]} quarter of {d.year}",
        lambda d: f"{d.year}-Q{(d.month + 2) // 3}",
    ),
    "Q4 2025": (lambda d: f"Q{(d.month + 2) // 3} {d.year}", lambda d: f"{d.year}-Q{(d.month + 2) // 3}"),
    "H2 2025": (lambda d: f"H{1 if d.month < 7 else 2} {d.year}", lambda d: f"{d.year}-H{1 if d.month < 7 else 2}"),
    "2025": (lambda d: f"{d.year}", lambda d: f"{d.year}"),
    "the 2020s": (lambda d: f"the {d.year // 10 * 10}s", lambda d: f"{d.year // 10 * 10}s"),
    "October 13-14, 2025": (
        lambda d: f"{MONTHS[d.month - 1]} {min(d.day, 27)}-{min(d.day, 27) + 1}, {d.year}",
        lambda d: f"{d:%Y-%m}-{min(d.day, 27):02d}/{d:%Y-%m}-{min(d.day, 27) + 1:02d}",
    ),
    "from 2025 to 2026": (lambda d: f"from {d.year} to {d.year + 1}", lambda d: f"{d.year}/{d.year + 1}"),
}


@pytest.mark.parametrize("spelling", PERIODS, ids=str)
@given(day=DAYS, published=st.none() | DAYS)
@settings(max_examples=60, deadline=None)
def test_a_whole_period_is_read_back(spelling: str, day: date, published: date | None) -> None:
    said, value = PERIODS[spelling]
    fact = only(f"The quota fell in {said(day)}, the notice says.", published)
    assert fact.value == value(day)
    assert fact.start_date is not None and fact.end_date is not None and not fact.relative
    assert fact.start_date <= day <= fact.end_date or "/" in value(day)


@given(day=DAYS, unit=st.sampled_from(UNITS), which=st.sampled_from(("last", "this", "next")))
@settings(max_examples=100, deadline=None)
def test_this_period_holds_the_day_of_publication(day: date, unit: str, which: str) -> None:
    assume(unit != "day" and (unit, which) != ("decade", "last"))
    fact = only(f"Duties change {which} {unit}.", day)
    assert fact.start_date is not None and fact.end_date is not None
    if which == "this":
        assert fact.start_date <= day <= fact.end_date
    else:
        assert fact.end_date < day if which == "last" else fact.start_date > day


PHRASES = st.sampled_from(
    str.split(
        "today|Friday|next Tuesday|last May|mid-November|the end of the year|the past six months|two weeks ago|"
        "in 30 days|three months later|the first eight months of 2025|January to August|from Nov. 3 to Feb. 2|"
        "the summer|last winter|the weekend|the third quarter|early 2020|the same day|a year earlier|"
        "the year to March|February 29|30 February|the first Monday of next month|New Year's Eve|Lunar New Year|"
        "the 13th|the last week of July|Easter|the 1930s|2018-2019|between May and July|a decade ago|"
        "the next five years|Friday last week|year-end|the 31st|week 53",
        "|",
    )
)


@given(day=DAYS, phrases=st.lists(PHRASES, min_size=1, max_size=4), lead=st.sampled_from(("It will change", "It fell")))
@settings(max_examples=300, deadline=None)
def test_every_interval_is_in_order_and_every_offset_exact(day: date, phrases: list[str], lead: str) -> None:
    text = ". ".join(f"{lead} by {phrase}" for phrase in phrases) + "."
    for fact in [*date_facts(text, Context(day)), *timex_facts(text, Context(day))]:
        assert text[fact.start : fact.end] == fact.text
        assert (fact.start_date is None) == (fact.end_date is None)
        if fact.start_date and fact.end_date:
            assert fact.start_date <= fact.end_date


@given(phrases=st.lists(PHRASES, min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_without_a_day_of_publication_nothing_is_guessed(phrases: list[str]) -> None:
    for fact in date_facts(f"It fell by {phrases[0]}.", Context(None)):
        if fact.relative:
            assert fact.start_date is None and fact.end_date is None


@given(text=st.text(max_size=400), day=st.none() | DAYS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_error(text: str, day: date | None) -> None:
    for fact in [*date_facts(text, Context(day)), *timex_facts(text, Context(day))]:
        assert text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize(
    "words",
    ["31 February 2025", "February 30, 2025", "2025-13-45", "2025-02-30", "45/13/2025", "June 31", "29 February 2023"],
)
def test_an_impossible_date_keeps_its_words_and_has_no_days(words: str) -> None:
    facts = date_facts(f"It was dated {words} by mistake.", Context(date(2025, 10, 14)))
    assert [(fact.text, fact.start_date, fact.end_date) for fact in facts] == [(words, None, None)]


HOSTILE = (
    "1",
    "12",
    "1,234,",
    "2018-",
    "May ",
    "from May to ",
    "2025-10-13 ",
    "1/1/",
    "of the first of the ",
    "a year and a half ",
    "two hundred and ",
    "Oct. ",
    "\n\n",
    "'",
    "the ",
    "last ",
    "Monday, ",
    "between 2 and 3 ",
    "end of the end of the ",
    "é",
    "that end ",
    "set a hearing for May ",
    "deferred to ",
    "to be to be ",
    "was up from ",
)


def assert_linear_in(text: str) -> None:
    context = Context(date(2025, 10, 14))
    assert_linear(lambda length: cpu_seconds(lambda: date_facts(text[:length], context)), 25_000, 100_000)


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    assert_linear_in((piece * (100_000 // len(piece) + 1))[:100_000])


@pytest.mark.parametrize("seed", range(3))
def test_time_grows_no_faster_than_a_random_text(seed: int) -> None:
    pieces = [*HOSTILE, *SHORT, *WEEKDAYS, *"0123456789/-.,:'()", " to ", " and ", " from ", " set ", " for ", "% "]
    drawn = random.Random(seed).choices(pieces, k=100_000)
    assert_linear_in("".join(drawn)[:100_000])
