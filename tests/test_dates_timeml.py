"""What the `vague` reading gives: the expressions and values of TIMEX3, which the tables partly leave out."""

from __future__ import annotations

from datetime import date

import pytest

from tradenlp.extract.dates.facts import date_facts
from tradenlp.extract.dates.timex import timex_facts
from tradenlp.extract.state import Context

CONTEXT = Context(date(2025, 11, 5))
VALUES = [
    ("The waiver lasts a year and a half.", "a year and a half", "P1Y6M"),
    ("The waiver lasts 18 months.", "18 months", "P18M"),
    ("The fee was dropped a few years ago.", "a few years ago", "PAST_REF"),
    ("The port was shut years ago.", "years ago", "PAST_REF"),
    ("Duties were low in the past, he said.", "the past", "PAST_REF"),
    ("Envoys say that steel will one day be free of duty.", "one day", "FUTURE_REF"),
    ("The strike lasted one day.", "one day", "P1D"),
    ("Inspectors call every other week.", "every other week", "P2W"),
    ("Inspectors call on Tuesday nights.", "Tuesday nights", "XXXX-WXX-2TNI"),
    ("The line runs four sailings a week.", "a week", "P1W"),
    ("It followed a several-year dispute.", "several-year", "PXY"),
    ("The bell rang at midday.", "midday", "2025-11-05T12:00"),
    ("Prices have lately firmed.", "lately", "PAST_REF"),
    ("Prices peaked in the mid-1980's.", "mid-1980's", "198"),
    ("Prices fell in the last half-century.", "last half-century", "P50Y"),
    ("Profit doubled in the year ended June 30.", "the year", "P1Y"),
    ("Profit doubled in the nine months ended June 30.", "nine months", "P9M"),
    ("Profit doubled in the year.", "the year", "2025"),
    ("Firms obey the current rules.", "current", "PRESENT_REF"),
    ("They paid half of the then current price.", "current", "PAST_REF"),
    ("The siren wailed at 9 o'clock Monday night.", "9 o'clock Monday night", "2025-11-03T21:00"),
    ("The siren wailed at 2 a.m. Monday night.", "2 a.m. Monday night", "2025-11-03T02:00"),
    ("The waiver will lapse in the current quarter.", "current quarter", "2025-Q4"),
    ("For the week, wheat fell 3%.", "the week", "2025-WXX"),
    ("Wheat fell 3% this week.", "this week", "2025-W45"),
    ("A few days later the port shut.", "A few days later", "PXD"),
    ("A few days earlier the port shut.", "A few days earlier", "PAST_REF"),
    ("Its year-long inquiry found nothing.", "year-long", "P1Y"),
    ("Guards stood by on Oct. 12, the day before the vote.", "the day", "2025-10-12"),
    ("The talks opened on Oct. 14. On the day before the talks the list came out.", "the day", "2025-10-13"),
    ("Sirens were heard in the two days before the raid.", "two days", "P2D"),
    ("Losses will last through the first two quarters of 2026.", "first two quarters of 2026", "2026-H1"),
    ("Prices rose in the last two quarters of 2024.", "last two quarters of 2024", "2024-H2"),
]


@pytest.mark.parametrize(("text", "words", "value"), VALUES, ids=[text for text, _, _ in VALUES])
def test_timeml_gives_the_value(text: str, words: str, value: str) -> None:
    assert (words, value) in [(fact.text, fact.value) for fact in timex_facts(text, CONTEXT)]


REPORTS = [
    ("Profit rose in the third quarter. Sales in the latest period fell.", "latest period", "2025-Q3"),
    ("Profit rose in the third quarter. In the 2024 period it fell.", "2024 period", "2024-Q3"),
    ("Profit fell in the first nine months. In the 2024 period it rose.", "2024 period", "2024"),
    ("The third quarter was weak. Profit was $6 in the quarter, against $9 a year ago.", "a year ago", "2024-Q3"),
    ("Profit rose in the third quarter. It sees a fourth-quarter loss. The latest quarter was fine.", "latest quarter",
     "2025-Q3"),
    ("Profit was $6, against $9 in the year-ago third quarter.", "year-ago third quarter", "2024-Q3"),
    ("In the quarter ended Sept. 30 it lost $6, against $9 a year earlier.", "a year earlier", "2024-Q3"),
    ("Third-quarter profit rose. For the nine months it was $6, against $9 a year ago.", "a year ago", "2024"),
    ("Third-quarter profit rose after a flat second quarter. It was $9 a year ago.", "a year ago", "2024-Q3"),
    ("Profit rose in the third quarter. In the 2024 quarter it fell.", "2024 quarter", "2024-Q3"),
    ("Sales were $6 in the third quarter, up from $5 in the 2024 period. It broke even for the quarter.", "the quarter",
     "2025-Q3"),
    ("Third-quarter profit rose. It sees losses through the first quarter of 2026. In the year-ago period it lost $9.",
     "year-ago period", "2024-Q3"),
    ("Third-quarter profit rose. For the quarter a year ago it was $6.", "the quarter a year ago", "2024-Q3"),
    ("Third-quarter profit rose. Sales in last year's quarter were $6.", "last year's quarter", "2024-Q3"),
    ("Third-quarter profit was $6, compared with a loss of $3 last year.", "last year", "2024-Q3"),
    ("Third-quarter profit was $6. The rule took effect last year.", "last year", "2024"),
    ("Prices rose 6%, compared with 3% last year.", "last year", "2024"),
    ("Third-quarter profit rose. In last year's period it lost $9.", "last year's period", "2024-Q3"),
    ("Profit rose in the third quarter. It fell in the comparable quarter of 2024.", "comparable quarter of 2024",
     "2024-Q3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value"), REPORTS, ids=[text for text, _, _ in REPORTS])
def test_a_report_compares_with_the_period_it_is_about(text: str, words: str, value: str) -> None:
    assert (words, value) in [(fact.text, fact.value) for fact in timex_facts(text, CONTEXT)]


UNMARKED = [
    'He told ABC\'s "This Week" that talks go on.',
    "He told USA Today that talks go on.",
    "The quarter-to-quarter change was small.",
    "Ships were seen in the days before the raid.",
    "Trains ran day and night.",
    "The current account deficit grew.",
    "A current of air kept the lamps swinging.",
    "The shop is shut outside business hours.",
    "Prices of everyday goods rose.",
    "Sirens were heard the day before the raid.",
]


@pytest.mark.parametrize("text", UNMARKED)
def test_names_and_comparisons_are_no_dates(text: str) -> None:
    assert timex_facts(text, CONTEXT) == []


def test_the_tables_hold_years_and_months_as_months() -> None:
    lengths = [fact.value for fact in date_facts("It lasts a year and a half, or 2 1/2 years, or two years.", CONTEXT)]
    assert lengths == ["P18M", "P30M", "P2Y"]


def test_a_weekday_and_a_month_make_no_range() -> None:
    values = [fact.value for fact in date_facts("The bureau cut its estimate on Monday to October's level.", CONTEXT)]
    assert values == ["2025-11-03", "2025-10"]


DEADLINES = [
    ("Nine firms had filed by the Tuesday deadline.", "2025-11-04"),
    ("Nine firms must file by Tuesday.", "2025-11-11"),
    ("The duty began as previously planned Saturday.", "2025-11-01"),
    ("The duty is planned for Saturday.", "2025-11-08"),
]


@pytest.mark.parametrize(("text", "value"), DEADLINES, ids=[text for text, _ in DEADLINES])
def test_a_plan_or_a_deadline_may_be_over(text: str, value: str) -> None:
    assert [fact.value for fact in date_facts(text, CONTEXT)] == [value]
