"""Rules for periods by their calendar names: quarters, halves, years, decades, seasons, centuries, numbered weeks."""

from __future__ import annotations

from tradenlp.extract.dates.expressions import LATEST, Calendar, Expression, Relative, Span, Within
from tradenlp.extract.dates.grammar import Match, rule
from tradenlp.extract.dates.numbers import spelled_year
from tradenlp.extract.dates.rules_calendar import before, full_year, tight, year_of
from tradenlp.extract.dates.vocabulary import context


@rule("{month} unit:Unit (Of? year:Year4)?")
def quarter_by_month(m: Match) -> Expression | None:
    """ "the September quarter": the one that ends with the month."""
    month = m.value("month")
    if m.words("unit") != ["quarter"] or month % 3 or before(m) in ("-", "–", "to", "/", "through"):
        return None
    return Calendar(m.optional("year"), quarter=month // 3)


@rule(
    "nth:Nth Dash? unit:Unit ((Of|In|Comma) The?)? (fiscal:Fiscal Unit?)? year:Year4",
    "year:Year4 (Apos)? nth:Nth Dash? unit:Unit",
    "nth:Nth Dash? unit:Unit",
    "(Final|final:Last) Dash? unit:Unit (Of year:Year4)",
    "nth:Nth Dash? half:Half ((Of|In) The?)? (fiscal:Fiscal Unit?)? year:Year4",
    "year:Year4 nth:Nth Dash? half:Half",
    "nth:Nth Dash? half:Half",
    "D12 Dash half:Half",
)
def quarter_or_half(m: Match) -> Expression | None:
    """ "second quarter of 2019", "third-quarter", "first half of 2025", "20th century"."""
    if "half" in m:
        return _half(m)
    nth = m.value("nth") if "nth" in m and m.kind("nth") != "Second" else 2 if "nth" in m else 4
    match m.name("unit"):
        case "quarter" if nth <= 4 and (not m.words("unit")[0].endswith("s") or _second_of_two(m)):
            return Calendar(m.optional("year"), quarter=nth)
        case "century" if "year" not in m and 1 <= nth <= 22:
            return Calendar(century=nth)
    return None


def _second_of_two(m: Match) -> bool:
    """ "the second and third quarters"."""
    at = m.match.start()
    word = m.tokens.items[at - 2].word if at > 1 and m.tokens.items[at - 1].text == "and" else None
    return word is not None and word.kind in ("Ordinal", "Second", "OrdDigit")


def _half(m: Match) -> Expression | None:
    if "nth" not in m:
        return None
    nth = 2 if m.kind("nth") == "Second" else m.value("nth")
    return Calendar(m.optional("year"), half=nth) if nth in (1, 2) and m.words("half") == ["half"] else None


@rule(
    "code:QuarterCode ((Of|Dash|Comma)? year:Year4|Apos short:ShortYear)?",
    "year:Year4 (Dash)? code:QuarterCode",
    "code:HalfCode ((Of|Dash)? year:Year4|Apos short:ShortYear)?",
    "year:Year4 Dash? code:HalfCode",
)
def quarter_code(m: Match) -> Expression | None:
    """Q3 2025, 3Q25, H1 2025, 1H25."""
    number, *short = m.values("code")
    year = year_of(m) or (full_year(short[0]) if short else None)
    return Calendar(year, quarter=number) if m.kind("code") == "QuarterCode" else Calendar(year, half=number)


@rule("code:FiscalCode", "quarter:QuarterCode code:FiscalCode", "code:FiscalCode Dash last:(D31|D99)")
def fiscal_code(m: Match) -> Expression | None:
    """FY2025, FY25, Q4 FY25, FY2024-25."""
    year = full_year(m.values("code")[0])
    if "quarter" in m:
        return Calendar(year, quarter=m.values("quarter")[0], fiscal=True)
    if "last" in m:
        return Span(Calendar(year), Calendar(year + 1)) if m.value("last") == (year + 1) % 100 else None
    return Calendar(full_year(m.values("code")[0]), fiscal=m.token("code").text.startswith("f"))


@rule(
    "year:Year4",
    "(fiscal:Fiscal|CalendarWord) unit:Unit? year:Year4",
    "unit:Unit Of? year:Year4",
    "year:Year4 fiscal:Fiscal unit:Unit",
    "Apos short:D99",
)
def year_alone(m: Match) -> Expression | None:
    """ "2018", "fiscal year 2024", "the year 2000"."""
    if "unit" in m and m.words("unit") not in (["year"], ["years"]):
        return None
    return Calendar(year_of(m), fiscal="fiscal" in m)


@rule("year:Year4 unit:Unit")
def reported_quarter(m: Match) -> Expression | None:
    """ "the 2024 quarter": the one reported on, in another year."""
    if m.words("unit") != ["quarter"] or before(m) in _RANGED:
        return None
    return Within(Calendar(m.value("year")), unit="quarter", same=True)


@rule("which:Last year:Unit Apos Possessive unit:Unit", "which:Last year:Unit Apos Possessive unit:Period")
def last_years_quarter(m: Match) -> Expression | None:
    """ "last year's quarter", "last year's period": the one reported on, in that year."""
    unit = "period" if m.kind("unit") == "Period" else m.name("unit")
    if m.words("year") != ["year"] or unit not in ("quarter", "period"):
        return None
    return Within(Relative("year", m.value("which")), unit=unit, same=True)


@rule("year:Year4 Period", "period:Latest Period")
def reported_period(m: Match) -> Expression | None:
    """ "the 2024 period": the one reported on, in another year; "the latest period"."""
    if "period" in m:
        return Relative("period", 0, LATEST)
    if before(m) in _RANGED:
        return None
    return Within(Calendar(m.value("year")), unit="period", same=True)


_RANGED = context("ranged")


@rule(
    "unit:Unit? words:(Cardinal|Scale) rest:((And|Dash)? Cardinal (Dash? Cardinal)?)",
    "unit:Unit? words:(Cardinal|Scale) rest:(Scale (And? Cardinal (Dash? Cardinal)?)?)",
)
def year_in_words(m: Match) -> Expression | None:
    """ "nineteen ninety-seven", "two thousand"; "two thousand" only as "the year two thousand"."""
    words = [*m.words("words"), *m.words("rest")]
    year = spelled_year(words)
    if year is None or ("unit" in m and m.words("unit") != ["year"]):
        return None
    if words[:2] == ["two", "thousand"] and "unit" not in m and (len(words) == 2 or before(m) != "in"):
        return None
    return Calendar(year)


@rule(
    "{month} year:(Numeral) Era",
    "(The)? year:(D12|D31|D99|Int|Year4) Era",
    "season:Season Of? year:(D12|D31|D99|Int|Year4) Era",
    "nth:Nth Dash? Unit Era",
    "year:(D12|D31|D99|Int|Year4) Dash D99 Era",
)
def before_christ(m: Match) -> Expression | None:
    """ "497 BC": a negative year."""
    if "nth" in m:
        return Calendar(century=-m.value("nth")) if m.match_words()[-2] == "century" else None
    month = m.value("month") if "month" in m else None
    return Calendar(-m.value("year"), month, season=m.name("season") if "season" in m else None)


@rule("pair:YearPair")
def year_pair(m: Match) -> Expression | None:
    """1986/87."""
    first, last = m.values("pair")
    last = last if last > 99 else first // 100 * 100 + last
    return Span(Calendar(first), Calendar(last)) if 0 < last - first < 100 else None


@rule(
    "((Fiscal|CalendarWord) Unit?)? first:Year4 Dash last:D12",
    "((Fiscal|CalendarWord) Unit?)? first:Year4 Dash last:D31",
    "((Fiscal|CalendarWord) Unit?)? first:Year4 Dash last:D99",
)
def short_year_pair(m: Match) -> Expression | None:
    """2018-19; the second year follows the first."""
    first = m.value("first")
    last = first // 100 * 100 + m.value("last")
    if not tight(m, "first") or not 0 < last - first < 60 or len(m.token("last").text) != 2:
        return None
    return Span(Calendar(first), Calendar(last)) if 1800 <= first <= 2100 else None


@rule("decade:DecadeDigits", "Apos decade:DecadeDigits", "decade:DecadeWord", "decade:Year4 Apos Possessive")
def decade(m: Match) -> Expression | None:
    """ "1930s", "'90s", "the nineties", "the 1980's"; "1990's exports" are those of the year."""
    value = m.value("decade")
    if m.kind("decade") == "Year4" and before(m) not in _BEFORE_DECADE:
        return None
    if value < 100 and value % 10:
        return None
    return Calendar(decade=value if value > 99 else value + (1900 if value >= 30 else 2000))


_BEFORE_DECADE = context("before_decade")


@rule(
    "season:Season (Comma|Of|In|The)? (Of)? year:Year4",
    "year:Year4 season:Season",
    "which:Which season:Season",
    "season:Season",
)
def season(m: Match) -> Expression | None:
    """ "summer of 2018", "last autumn", "the spring"."""
    which = m.value("which") if "which" in m and m.kind("which") not in ("Same", "That") else None
    if "which" not in m and "year" not in m and not _clear_season(m):
        return None
    return Calendar(m.optional("year"), season=m.name("season"), which=which)


_SEASONAL = context("seasonal")


def _clear_season(m: Match) -> bool:
    end = m.match.end()
    if end < len(m.tokens.items) and m.tokens.items[end].text in _SEASONAL:
        return False
    if m.token("season").text in ("summer", "winter", "autumn"):
        return True
    start, items = m.match.start(), m.tokens.items
    if start and items[start - 1].text in ("early", "late", "mid", "next"):
        return True
    before = [token.text for token in items[max(start - 2, 0) : start]]
    return before[-2:] in (["in", "the"], ["by", "the"], ["until", "the"], ["since", "the"], ["during", "the"]) and (
        m.match.end() >= len(items) or items[m.match.end()].text not in ("of", "in", "from")
    )


@rule("nth:Nth {weekday} part:DayPart? Of", "back:Last {weekday} part:DayPart? Of")
def nth_weekday(m: Match) -> Expression | None:
    """ "the first Monday of", completed by the month that follows."""
    return Within(None, Calendar(weekday=m.value("weekday")), nth=_nth(m))


@rule("nth:Nth unit:Unit (Of|In)", "back:Last unit:Unit Of", "Final unit:Unit Of")
def nth_unit(m: Match) -> Expression | None:
    """ "the last week of", completed by the month or year that follows."""
    if m.name("unit") not in ("day", "week", "month", "quarter", "weekend") or m.words("unit")[0].endswith("s"):
        return None
    if m.name("unit") == "quarter" and "nth" in m and not _goes_on(m):
        return None
    return Within(None, unit=m.name("unit"), nth=_nth(m))


_PERIODS = frozenset(["Year4", "Unit", "Fiscal", "FiscalCode"])
"""kinds of words with which the period begins that a quarter is of"""


def _goes_on(m: Match) -> bool:
    """Whether a period follows "the third quarter of", and no amount."""
    items, at = m.tokens.items, m.match.end()
    while at < len(items) and items[at].text in ("the", "this", "last", "next"):
        at += 1
    word = items[at].word if at < len(items) else None
    return word is not None and word.kind in _PERIODS


def _nth(m: Match) -> int:
    if "nth" not in m:
        return -1
    return 2 if m.kind("nth") == "Second" else m.value("nth")


@rule(
    "Unit number:DayNumber",
    "Unit Of {month} The? day:Day (Comma? year:Year4)?",
    "Unit Of The day:OrdDigit",
    "Unit Of day:DayNumber {month} (Comma? year:Year4)?",
    "Unit Beginning {month} day:Day (Comma? year:Year4)?",
)
def numbered_week(m: Match) -> Expression | None:
    """ "week 31"; "the week of April 10"."""
    if m.tokens.items[m.match.start()].text != "week":
        return None
    if "number" in m:
        return Calendar(week=m.value("number")) if m.kind("number") != "OrdDigit" and m.value("number") <= 53 else None
    month = m.value("month") if "month" in m else None
    return Within(Calendar(m.optional("year"), month, m.value("day")), unit="week", nth=0)
