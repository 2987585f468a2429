"""What the views and macros answer, on a handful of measures whose answers can be told by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from tradenlp.extract.dates import periods
from tradenlp.warehouse.database import open_writer


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = open_writer(":memory:")
    for key, name, aliases in (("US", "United States", ["America"]), ("CN", "China", []), ("EU", "European Union", [])):
        connection.execute(
            "INSERT INTO actors BY NAME SELECT $1 AS actor_id, $2 AS name, 'country' AS kind, $3 AS aliases, "
            "TRUE AS registered",
            [key, name, aliases],
        )
    yield connection
    connection.close()


@pytest.fixture
def db(empty: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a test puts in is gone after it."""
    empty.execute("BEGIN")
    yield empty
    empty.execute("ROLLBACK")


def article(db: duckdb.DuckDBPyConnection, key: str, day: str, **other: object) -> None:
    row = {
        "article_id": key,
        "source_id": "wire",
        "publisher": "The Wire",
        "title": f"Title {key}",
        "published_at": f"{day} 12:00:00+00",
        "published_on": day,
        "text": "words",
        "text_sha256": "",
        "word_count": 1,
        "ingested_at": f"{day} 13:00:00+00",
    }
    insert(db, "articles", row | other)


def report(
    db: duckdb.DuckDBPyConnection, key: str, day: str, type_: str, who: str, whom: str, status: str, **other: object
) -> None:
    """A measure in an article of its own; `who` and `whom` are actor_ids with blanks between."""
    if not db.execute("SELECT 1 FROM articles WHERE article_id = ?", [key]).fetchall():
        article(db, key, day)
    number = db.execute("SELECT count(*) FROM measures").fetchall()[0][0]
    row = {
        "measure_id": f"m{number}",
        "article_id": key,
        "type": type_,
        "imposers": who.split(),
        "targets": whom.split(),
        "goods": [],
        "status": status,
        "stance": "harmful",
    }
    insert(db, "measures", row | other)


def insert(db: duckdb.DuckDBPyConnection, table: str, row: dict[str, object]) -> None:
    columns = ", ".join(f"${i + 1} AS {name}" for i, name in enumerate(row))
    db.execute(f"INSERT INTO {table} BY NAME SELECT {columns}", list(row.values()))


def in_force(db: duckdb.DuckDBPyConnection, one: str, other: str, day: str) -> list[str]:
    rows = db.execute("SELECT type FROM measures_in_force($1, $2, $3) ORDER BY type", [one, other, day]).fetchall()
    return [row[0] for row in rows]


PERIODS = [
    periods.day(date(2024, 2, 29)),
    periods.month(2024, 2),
    periods.month(2025, 12),
    periods.quarter(2025, 4),
    periods.quarter(2025, 1),
    periods.half(2024, 2),
    periods.season(2025, "SP"),
    periods.season(2025, "WI"),
    periods.year(2025),
    periods.week(date(2024, 12, 31)),
    periods.week(date(2021, 1, 1)),
    periods.weekend(date(2025, 10, 11)),
    periods.decade(2025),
    periods.century(20),
    periods.span(periods.month(2025, 1), periods.month(2025, 8)),
    periods.days(date(2025, 5, 1), date(2025, 5, 20)),
    periods.span(periods.year(2018), periods.year(2019)),
    periods.span(periods.quarter(2024, 4), periods.quarter(2025, 1)),
]


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.value)
def test_days_of_a_date_value_are_those_that_extraction_gives(
    db: duckdb.DuckDBPyConnection, period: periods.Period
) -> None:
    found = db.execute("SELECT starts_on($1), ends_on($1)", [period.value]).fetchall()
    assert found == [(period.start, period.end)]


@pytest.mark.parametrize(
    "value", ["P90D", "P10Y", "XXXX-05", "XXXX-10-13", "XXXX-WXX-5", "BC0044", "", "2025-13", None]
)
def test_what_is_no_calendar_period_has_no_days(db: duckdb.DuckDBPyConnection, value: str | None) -> None:
    assert db.execute("SELECT starts_on($1), ends_on($1)", [value]).fetchall() == [(None, None)]


def test_in_force_from_its_day_until_its_end(db: duckdb.DuckDBPyConnection) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", "announced", effective="2025-02-01", until="2025-04")
    assert in_force(db, "US", "CN", "2025-01-31") == []
    assert in_force(db, "US", "CN", "2025-02-01") == ["import_tariff"]
    assert in_force(db, "US", "CN", "2025-04-30") == ["import_tariff"]
    assert in_force(db, "US", "CN", "2025-05-01") == []


def test_in_force_goes_both_ways_and_by_name(db: duckdb.DuckDBPyConnection) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", "in_force")
    report(db, "a", "2025-01-10", "export_ban", "CN", "US", "in_force")
    report(db, "a", "2025-01-10", "import_ban", "CN", "EU", "in_force")
    for one, other in (("US", "CN"), ("CN", "US"), ("United States", "china"), ("America", "CN")):
        assert in_force(db, one, other, "2025-02-01") == ["export_ban", "import_tariff"]
    assert in_force(db, "US", "EU", "2025-02-01") == []


def test_a_general_measure_touches_everyone_an_agreement_only_its_sides(db: duckdb.DuckDBPyConnection) -> None:
    report(db, "a", "2025-01-10", "export_control", "CN", "", "in_force")
    report(db, "a", "2025-01-10", "trade_agreement", "CN EU", "", "in_force")
    assert in_force(db, "CN", "US", "2025-02-01") == ["export_control"]
    assert in_force(db, "CN", "EU", "2025-02-01") == ["export_control", "trade_agreement"]


@pytest.mark.parametrize("status", ["threatened", "proposed", "investigating", "ruled_out", "announced"])
def test_what_has_not_begun_is_not_in_force(db: duckdb.DuckDBPyConnection, status: str) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", status)
    assert in_force(db, "US", "CN", "2025-02-01") == []


@pytest.mark.parametrize("status", ["suspended", "removed"])
def test_what_is_suspended_or_removed_is_in_force_before_and_not_after(
    db: duckdb.DuckDBPyConnection, status: str
) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", "in_force", rate=25.0)
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", "in_force", rate=10.0)
    report(db, "b", "2025-05-12", "import_tariff", "US", "CN", status, rate=25.0, effective="2025-05-14")
    query = "SELECT rate FROM measures_in_force('US', 'CN', $1) ORDER BY rate"
    assert db.execute(query, ["2025-05-13"]).fetchall() == [(10.0,), (25.0,)]
    assert db.execute(query, ["2025-05-14"]).fetchall() == [(10.0,)]


def test_a_suspension_ends(db: duckdb.DuckDBPyConnection) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", "in_force")
    report(db, "b", "2025-05-12", "import_tariff", "US", "CN", "suspended", until="2025-08-12")
    assert in_force(db, "US", "CN", "2025-08-12") == []
    assert in_force(db, "US", "CN", "2025-08-13") == ["import_tariff"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_reports_of_the_same_day_the_firmest_says_since_when(db: duckdb.DuckDBPyConnection, order: int) -> None:
    days = ({"effective": "2025-03-01"}, {"announced": "2025-03-01"}, {})
    for n, told in list(enumerate(days))[::order]:
        report(db, f"a{n}", "2025-03-01", "import_tariff", "US", "CN", "in_force", rate=10.0, **told)
    asked = "SELECT since, since_is, articles FROM measures_in_force('US', 'CN', '2025-04-01')"
    assert db.execute(asked).fetchall() == [(date(2025, 3, 1), "effective", 3)]


def test_copies_count_nowhere(db: duckdb.DuckDBPyConnection) -> None:
    article(db, "copy", "2025-01-10", duplicate_of="a")
    report(db, "copy", "2025-01-10", "import_tariff", "US", "CN", "in_force", rate=5.0)
    insert(db, "statements", SPAN | {"article_id": "copy", "speaker": "US", "quote": "so it is"})
    for view in ("measure_reports", "measure_steps", "status_changes", "figures_told", "who_said_what"):
        assert db.execute(f"FROM {view}").fetchall() == [], view
    assert in_force(db, "US", "CN", "2025-02-01") == []
    assert db.execute("SELECT articles, duplicates FROM coverage").fetchall() == [(1, 1)]


SPAN: dict[str, object] = {"start_char": 0, "end_char": 2, "text": "so", "sentence": 0, "in_title": False}


def test_a_time_line_has_every_day_that_is_told(db: duckdb.DuckDBPyConnection) -> None:
    report(
        db,
        "a",
        "2025-01-10",
        "export_ban",
        "CN",
        "",
        "announced",
        announced="2025-01-09",
        effective="2025-03",
        until="2026-Q1",
        goods=["raw Gallium"],
    )
    report(db, "a", "2025-01-10", "import_ban", "CN", "", "announced", announced="2025-01-01")
    steps = [
        (date(2025, 1, 9), "announced"),
        (date(2025, 1, 10), "reported"),
        (date(2025, 3, 1), "effective"),
        (date(2026, 3, 31), "until"),
    ]
    assert db.execute("SELECT day, step FROM type_timeline('export_ban')").fetchall() == steps
    assert db.execute("SELECT day, step FROM goods_timeline('gallium')").fetchall() == steps


def test_status_changes_are_between_articles_and_per_measure(db: duckdb.DuckDBPyConnection) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN EU", "threatened", rate=25.0)
    report(db, "b", "2025-02-10", "import_tariff", "US", "EU CN", "threatened", rate=25.0)
    report(db, "c", "2025-03-10", "import_tariff", "US", "CN EU", "announced", rate=25.0)
    report(db, "c", "2025-03-10", "import_tariff", "US", "CN EU", "in_force", rate=25.0)
    report(db, "c", "2025-03-10", "import_tariff", "US", "CN", "removed", rate=10.0)
    found = db.execute("SELECT reported_on, was, became, article_id FROM status_changes").fetchall()
    assert found == [(date(2025, 3, 10), "threatened", "in_force", "c")]


def test_rates_over_time_are_of_one_direction(db: duckdb.DuckDBPyConnection) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", "in_force", rate=20.0, effective="2025-03-04")
    report(db, "b", "2024-01-10", "import_tariff", "US", "", "in_force", rate=10.0)
    report(db, "b", "2024-01-10", "import_tariff", "CN", "US", "in_force", rate=15.0)
    report(db, "b", "2024-01-10", "import_tariff", "US", "CN", "in_force")
    found = db.execute("SELECT day, day_is, rate, general FROM rate_history('US', 'China')").fetchall()
    assert found == [(date(2024, 1, 10), "reported", 10.0, True), (date(2025, 3, 4), "effective", 20.0, False)]


def test_figures_come_with_period_and_subject(db: duckdb.DuckDBPyConnection) -> None:
    article(db, "a", "2025-01-10")
    figure = SPAN | {"article_id": "a", "value": 3.0, "unit": "percent", "modifier": "exact", "direction": "decrease"}
    insert(db, "figures", figure | {"what": "Exports of tin", "period": "2024-Q4", "subject": "CN"})
    insert(db, "figures", figure | {"what": "jobs", "period": None, "subject": None})
    found = db.execute("SELECT what, period_from, period_to, subject FROM figures_about('exports')").fetchall()
    assert found == [("Exports of tin", date(2024, 10, 1), date(2024, 12, 31), "China")]


def test_who_said_what_by_actor_and_by_description(db: duckdb.DuckDBPyConnection) -> None:
    article(db, "a", "2025-01-10")
    insert(db, "statements", SPAN | {"article_id": "a", "speaker": "EU", "quote": "not today"})
    insert(db, "statements", SPAN | {"article_id": "a", "speaker": "a customs spokesman", "quote": "not yet"})
    assert db.execute("SELECT speaker, quote FROM said_by('European Union')").fetchall() == [
        ("European Union", "not today")
    ]
    assert db.execute("SELECT quote FROM said_by('spokesman')").fetchall() == [("not yet",)]


def test_what_is_new_since_a_moment(db: duckdb.DuckDBPyConnection) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", "threatened")
    report(db, "a", "2025-01-10", "export_ban", "CN", "US", "in_force")
    report(db, "b", "2025-02-10", "import_tariff", "US", "CN", "announced")
    report(db, "b", "2025-02-10", "export_ban", "CN", "US", "in_force")
    report(db, "b", "2025-02-10", "import_ban", "CN", "US", "in_force")
    found = db.execute("SELECT news, type, was, status FROM new_since('2025-02-01') ORDER BY news").fetchall()
    assert found == [
        ("new measure", "import_ban", None, "in_force"),
        ("new status", "import_tariff", "threatened", "announced"),
        ("told again", "export_ban", "in_force", "in_force"),
    ]
    assert db.execute("FROM new_since('2025-02-11')").fetchall() == []


def test_goods_of_measures_meet_the_goods_lexicon(db: duckdb.DuckDBPyConnection) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", "in_force", goods=["imported Steel and tin", "wigs"])
    article(db, "b", "2025-01-10")
    for key, goods_id, words in (("a", "steel", "steel"), ("a", "tin", "tin"), ("b", "wigs", "wigs")):
        insert(db, "goods_mentions", SPAN | {"article_id": key, "goods_id": goods_id, "text": words, "hs": ["72"]})
    found = db.execute("SELECT goods, goods_id FROM measure_goods ORDER BY ALL").fetchall()
    assert found == [("imported Steel and tin", "steel"), ("imported Steel and tin", "tin"), ("wigs", None)]


def test_coverage_counts_articles_and_their_facts(db: duckdb.DuckDBPyConnection) -> None:
    report(db, "a", "2025-01-10", "import_tariff", "US", "CN", "in_force")
    report(db, "a", "2025-01-10", "import_ban", "US", "CN", "in_force")
    article(db, "b", "2025-01-12", word_count=9)
    found = db.execute(
        "SELECT publisher, articles, words, measures, articles_without_measures FROM coverage"
    ).fetchall()
    assert found == [("The Wire", 2, 10, 2, 1)]


def test_stages_are_in_order_and_names_are_found(db: duckdb.DuckDBPyConnection) -> None:
    assert db.execute(
        "SELECT stage('threatened') < stage('announced') AND stage('announced') < stage('in_force')"
    ).fetchall() == [(True,)]
    assert db.execute("SELECT actor_names(['CN', 'somebody', 'US'])").fetchall() == [
        ("China, somebody, United States",)
    ]


def test_every_macro_carries_a_comment(db: duckdb.DuckDBPyConnection) -> None:
    bare = db.execute(
        "SELECT function_name FROM duckdb_functions() "
        "WHERE NOT internal AND comment IS NULL AND function_type IN ('macro', 'table_macro')"
    ).fetchall()
    assert bare == []
