"""Rules for dates by their calendar names: days, months, quarters, years, decades, seasons, weekdays, holidays."""

from __future__ import annotations

from itertools import pairwise

from tradenlp.extract.dates.expressions import Calendar, Expression, Span, Timed
from tradenlp.extract.dates.grammar import Match, rule
from tradenlp.extract.dates.vocabulary import context


def before(m: Match) -> str:
    """The spelling of the token before a match, or nothing."""
    return m.tokens.items[m.match.start() - 1].text if m.match.start() else ""


def full_year(two: int) -> int:
    """The year of two digits: 00-49 are of this century, 50-99 of the last; longer numbers stay."""
    return two if two > 99 else two + (2000 if two < 50 else 1900)


def year_of(m: Match) -> int | None:
    """The year that a match names in four or two digits."""
    if "short" in m:
        return full_year(m.value("short"))
    return m.optional("year")


@rule(
    "(Which|(Which Coming?)? {weekday} Comma?)? {month} The? day:Day"
    " (Comma? (Of|In)? year:Year4|Comma? Apos short:ShortYear)?",
    "({weekday} Comma? The?)? day:Day Of? Dash? {month} (Comma? Dash? (Of|In)? year:Year4|Apos short:ShortYear)?",
    "({weekday} Comma? The?)? day:DayNumber Of? month:Other1",
    "month:Other1 day:(DayNumber|Ordinal|Twentieth) (Comma? year:Year4)?",
    "{month} Dash day:DayNumber Dash year:Year4",
    "year:Year4 {month} day:DayNumber",
    "({weekday} Comma?)? {month} The? Cardinal Dash? day:Twentieth (Comma? year:Year4)?",
    "(The)? Cardinal Dash? day:Twentieth Of? {month} (Comma? year:Year4)?",
    "{month} Comma The? day:OrdDigit (Comma? year:Year4)?",
)
def month_and_day(m: Match) -> Expression | None:
    """ "Sunday, September 14th", "13 Oct 2025", "the 20th of August"."""
    if before(m) in ("$", "€", "£"):
        return None
    return Calendar(year_of(m), m.value("month"), m.ordinal("day"), m.optional("weekday"))


@rule(
    "({weekday} Comma?)? {month} The? day:DayNumber Link last:DayNumber (Comma? (Of|In)? year:Year4)?",
    "day:DayNumber Link last:DayNumber Of? {month} (Comma? (Of|In)? year:Year4)?",
    "Between day:DayNumber And last:DayNumber Of? {month} (Comma? year:Year4)?",
    "Between {month} day:DayNumber And last:DayNumber (Comma? year:Year4)?",
)
def day_range(m: Match) -> Expression | None:
    """ "October 13-17, 2025", "from 13 to 17 October"."""
    year, month = m.optional("year"), m.value("month")
    if m.value("last") <= m.value("day"):
        return None
    return Span(Calendar(year, month, m.value("day")), Calendar(year, month, m.value("last")))


@rule(
    "{month} (Comma|Of|In|Dash|Slash|The)? Of? year:Year4",
    "{month} Apos short:ShortYear",
    "year:Year4 {month}",
    "month:Other1 year:Year4",
)
def month_and_year(m: Match) -> Expression | None:
    """ "May 2025", "February of 1940", "Dec. '88"."""
    if m.token("month").text == "may" and m.kind("month") == "Other1":
        return None
    return Calendar(year_of(m), m.value("month"))


@rule("{month}", "which:Which {month}", "This which:Past {month}")
def month_alone(m: Match) -> Expression | None:
    """ "May", "last May"."""
    if "which" not in m:
        return Calendar(month=m.value("month"))
    return None if m.kind("which") in ("Same", "That") else Calendar(month=m.value("month"), which=m.value("which"))


@rule("iso:Iso", "({weekday} Comma?) iso:Iso")
def iso_day(m: Match) -> Expression | None:
    """2025-10-13, 2025/10/13, 2025.10.13."""
    year, month, day = m.values("iso")
    if not 1000 <= year < 2200:
        return None
    return Calendar(year, month, day)


@rule("slashed:Slashed", "Which? {weekday} Comma? slashed:Slashed")
def slashed_day(m: Match) -> Expression | None:
    """13/10/2025; `week` -1 marks that the order of day and month is still to be settled."""
    parts = m.values("slashed")
    if "." in m.token("slashed").text and (len(parts) == 2 or parts[-1] < 100):
        return None
    if len(parts) == 2:
        return Calendar(None, parts[0], parts[1], week=-2)
    return Calendar(full_year(parts[2]), parts[0], parts[1], week=-1)


@rule("day:DayNumber Dash month:DayNumber Dash year:Year4")
def dashed_day(m: Match) -> Expression | None:
    """13-10-2025."""
    return Calendar(m.value("year"), m.value("day"), m.value("month"), week=-1)


@rule("month:D12 Dash year:Year4")
def month_dash_year(m: Match) -> Expression | None:
    """12-2015."""
    at = m.match.start()
    alone = at == 0 or m.tokens.items[at - 1].text not in ("-", "/", ".")
    return Calendar(m.value("year"), m.value("month")) if alone and tight(m) else None


@rule("year:Year4 Dash month:D12")
def year_dash_month(m: Match) -> Expression | None:
    """2025-03; but 2006-07 are two years, as in seasons and crop years."""
    year, month = m.value("year"), m.value("month")
    if len(m.token("month").text) != 2 or not tight(m) or 0 < month - year % 100 <= 5:
        return None
    return Calendar(m.value("year"), m.value("month"))


@rule(
    "The? day:OrdDigit",
    "On The day:OrdDigit",
    "{weekday} Comma? The (Cardinal Dash?)? day:Day",
    "{weekday} Comma? day:OrdDigit",
)
def day_of_month(m: Match) -> Expression | None:
    """ "the 13th", "Monday the 21st"; which must not go on to name what is thirteenth."""
    items, end = m.tokens.items, m.match.end()
    if "weekday" in m:
        counts = items[end - 1].text.isalpha() and end < len(items) and items[end].text.isalpha()
        if counts and items[end].text not in _AFTER_DAY | {"of"}:
            return None  # "on Friday, the second meeting in a month"
        return Calendar(day=m.ordinal("day"), weekday=m.value("weekday"))
    if items[m.match.start()].text not in ("the", "on") or not 1 <= m.value("day") <= 31:
        return None
    follows = items[end].text.strip() if end < len(items) else "."
    if follows == "of" and "month" in [token.text for token in items[end + 1 : end + 3]]:
        return Calendar(day=m.value("day"))
    return Calendar(day=m.value("day")) if follows in _AFTER_DAY else None


_AFTER_DAY = context("after_day_of_month") | {""}


@rule(
    "which:Which? day:Holiday ((Comma|Of|In)? year:Year4)?",
    "day:Holiday (Of) which:Which Unit",
)
def holiday(m: Match) -> Expression | None:
    """ "New Year's Eve", "last Thanksgiving", "Lunar New Year 2026"."""
    entry = m.token("day").word
    if entry is None or entry.entry is None:
        return None
    which = m.value("which") if "which" in m else None
    return Calendar(m.optional("year"), holiday=entry.entry.id, which=which)


@rule(
    "{weekday} (Comma? (The|In The)? part:DayPart)?",
    "which:Which also:Coming? {weekday} (Comma? part:DayPart)?",
    "This also:Past {weekday}",
    "{weekday} part:DayPart? (Of|Comma)? (The)? which:Which unit:Unit",
    "which:Which unit:Unit (Comma|On|Dash|Apos)? {weekday}",
)
def weekday(m: Match) -> Expression | None:
    """ "Saturday morning", "next Tuesday", "Friday last week"."""
    number = m.value("weekday")
    if "unit" in m:
        return _weekday_of(m, number)
    which = m.value("which") if "which" in m and m.kind("which") not in ("Same", "That", "This") else None
    if "which" in m and m.kind("which") == "This":
        which = 0
    if "also" in m:
        which = m.value("also")
        made: Expression = Calendar(weekday=number, which=-2 if which < 0 else 2)
    else:
        made = Calendar(weekday=number, which=which)
    return Timed(m.name("part"), made) if "part" in m else made


def _weekday_of(m: Match, number: int) -> Expression | None:
    if m.name("unit") == "week":
        return Calendar(weekday=number, week_offset=m.value("which"))
    return None


def tight(m: Match, part: str | None = None) -> bool:
    """Whether the tokens of a match, from a part on, stand without blanks."""
    items = m.tokens.items[m.match.start(part or 0) : m.match.end()]
    return all(left.end == right.start for left, right in pairwise(items))
