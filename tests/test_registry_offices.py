"""Who held which office from 2016 to mid-2026: how much of that time the registry covers, state by state.

A hole is honest where nobody was in office or where it is not certain who was, so a floor is held and not the whole;
the floors only rise. Adding who is missing is one line of TOML in the registry.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tradenlp.extract.actors.registry import registry

G20 = "AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA".split()
UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
SOUTH_EAST_ASIA = "BN KH LA MM MY PH SG TH VN ID".split()
STATES = sorted({*G20, *UNION, *SOUTH_EAST_ASIA})
FIRST, LAST, STEP = date(2016, 1, 1), date(2026, 6, 1), timedelta(days=30)
DAYS = [FIRST + STEP * number for number in range((LAST - FIRST) // STEP + 1)]
ROLES = {
    "leader": ("president", "prime minister", "premier", "chancellor", "king", "state counsellor"),
    "foreign": ("foreign minister", "state secretary"),
    "finance": ("finance minister", "treasury minister", "treasurer", "treasury secretary", "exchequer chancellor"),
    "trade": (
        "trade minister",
        "commerce minister",
        "economy minister",
        "industry minister",
        "business minister",
        "business secretary",
        "commerce secretary",
        "development minister",
        "enterprise minister",
        "production minister",
        "junior trade minister",
    ),
}
MONEY_TOO = ("economy minister",)
"""in some states the minister of the economy keeps the purse"""
FLOORS = {"leader": 0.98, "foreign": 0.96, "finance": 0.92, "trade": 0.84}


def covered(state: str, roles: tuple[str, ...]) -> float:
    """The share of days on which somebody is known to have held one of the offices."""
    offices = [office for role in roles for office in registry().by_role.get((state, role), ())]
    return sum(any(office.held_on(day) for office in offices) for day in DAYS) / len(DAYS)


def roles_of(office: str) -> tuple[str, ...]:
    return ROLES[office] + (MONEY_TOO if office == "finance" else ())


@pytest.mark.parametrize("office", FLOORS)
def test_most_of_ten_years_is_covered(office: str) -> None:
    shares = {state: covered(state, roles_of(office)) for state in STATES}
    worst = sorted(shares.items(), key=lambda item: item[1])[:8]
    assert sum(shares.values()) / len(shares) >= FLOORS[office], f"the largest holes: {worst}"


@pytest.mark.parametrize("state", G20)
def test_the_large_states_are_covered_almost_without_a_hole(state: str) -> None:
    assert {office: share for office in ROLES if (share := covered(state, roles_of(office))) < 0.93} == {}


@pytest.mark.parametrize(
    ("of", "role", "day", "holder"),
    [
        ("FR", "trade minister", date(2017, 1, 15), "matthias-fekl"),
        ("FR", "trade minister", date(2023, 5, 1), "olivier-becht"),
        ("FR", "foreign minister", date(2024, 3, 1), "stephane-sejourne"),
        ("ZA", "foreign minister", date(2018, 10, 1), "lindiwe-sisulu"),
        ("KR", "industry minister", date(2019, 7, 4), "sung-yun-mo"),
        ("KR", "trade minister", date(2023, 1, 10), "ahn-duk-geun"),
        ("PL", "finance minister", date(2017, 6, 1), "mateusz-morawiecki"),
        ("VN", "president", date(2019, 2, 27), "nguyen-phu-trong"),
        ("RO", "prime minister", date(2018, 6, 1), "viorica-dancila"),
        ("DE", "president", date(2016, 6, 1), "joachim-gauck"),
        ("MX", "finance minister", date(2018, 3, 1), "jose-antonio-gonzalez-anaya"),
        ("AU", "trade minister", date(2020, 5, 18), "simon-birmingham"),
        ("US", "trade representative", date(2017, 3, 1), None),
    ],
)
def test_who_was_in_office(of: str, role: str, day: date, holder: str | None) -> None:
    assert registry().holder(of, role, day) == holder
