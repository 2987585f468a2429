"""Rules for periods counted from an anchor: last month, two weeks ago, past six months, the same day."""

from __future__ import annotations

import re

from tradenlp.extract.dates.expressions import (
    DEFINITE,
    LATEST,
    NEW,
    SPEECH,
    TEXT,
    Duration,
    Expression,
    Relative,
    Timed,
    Vague,
    Window,
)
from tradenlp.extract.dates.grammar import Match, rule
from tradenlp.extract.dates.vocabulary import context

CALENDAR_UNITS = frozenset(
    {"day", "week", "weekend", "fortnight", "month", "quarter", "half", "year", "decade", "century"}
)


CLOCK_UNITS = frozenset({"hour", "minute", "second", "night"})


def unit_of(m: Match, name: str = "unit") -> str:
    """The unit that a part names."""
    return m.name(name)


def base_of(m: Match, name: str = "which") -> str:
    """The anchor of a word such as last (the day of publication) or previous (what the text spoke of)."""
    word = m.token(name).word
    return word.entry.base if word and word.entry else SPEECH


def plural(m: Match, name: str = "unit") -> bool:
    """Whether a unit stands in the plural."""
    return m.words(name)[0].endswith("s")


def before(m: Match, back: int = 1) -> str:
    """The spelling of a token before the match, or nothing."""
    at = m.match.start() - back
    return m.tokens.items[at].text if at >= 0 else ""


def after(m: Match, ahead: int = 0) -> str:
    """The spelling of a token behind the match, or nothing."""
    at = m.match.end() + ahead
    return m.tokens.items[at].text if at < len(m.tokens.items) else ""


_NOWADAYS = context("nowadays")


@rule("day:Deictic (part:DayPart)?")
def deictic_day(m: Match) -> Expression | None:
    """ "today", "yesterday afternoon"."""
    if after(m) in ("'", "’") and after(m, 2) in _NOWADAYS:
        return None
    made = Relative("day", m.value("day"))
    return Timed(m.name("part"), made) if "part" in m else made


@rule("Unit order:Before day:Deictic", "Unit order:After day:Deictic")
def day_next_to(m: Match) -> Expression | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    step = -1 if m.kind("order") == "Before" else 1
    if m.tokens.items[m.match.start()].text != "day":
        return None
    return Relative("day", m.value("day") + step)


@rule("Same Period")
def same_period(m: Match) -> Expression | None:
    """ "the same period" of another year, which must follow."""
    return Relative("period", 0, TEXT, same=True)


@rule(
    "word:Tonight",
    "word:Last part:DayPart",
    "word:This part:DayPart",
    "word:That part:DayPart",
    "word:Same part:DayPart",
    "word:Next part:DayPart",
    "word:Following part:DayPart",
    "word:Previous part:DayPart",
)
def part_of_day(m: Match) -> Expression | None:
    """ "tonight", "last night", "this morning", "the same evening", "the next morning"."""
    if m.kind("word") == "Tonight":
        return Timed("NI", Relative("day", 0))
    part, kind = m.name("part"), m.kind("word")
    if kind in ("Next", "Following", "Previous"):
        return Timed(part, Relative("day", m.value("word"), TEXT))
    base = TEXT if kind in ("That", "Same") else SPEECH
    return Timed(part, Relative("day", -1 if kind == "Last" else 0, base))


@rule(
    "which:Which (More|fiscal:Fiscal|CalendarWord|Full)? unit:Unit",
    "which:Which Coming unit:Unit",
    "This which:Past unit:Unit",
    "which:Which unit:Half",
    "which:This (nth:Nth)? unit:Unit",
)
def period_next_to(m: Match) -> Expression | None:
    """ "last month", "the previous year", "this fiscal year", "that day"; "the past year" is a stretch up to today."""
    unit, kind = unit_of(m), m.kind("which")
    if plural(m) or "nth" in m:
        return _plural_period(m, unit)
    if unit not in CALENDAR_UNITS or (unit == "half" and after(m) in ("of", "a")):
        return Duration("PXX", vague=True) if unit in CLOCK_UNITS else None
    if (unit == "decade" and kind == "Last") or (kind == "Past" and unit != "weekend") or _stretch(m, unit, kind):
        return Window(m.value("which"), unit)
    if unit == "day" and kind == "This" and after(m) == "and":
        return None
    if kind == "Same":
        return Relative(unit, 0, TEXT, same=True)
    if kind == "Latest":
        return Relative(unit, 0, LATEST)
    if unit == "day" and kind == "Next":
        return Relative(unit, 1, TEXT)
    if (
        kind == "That" and before(m) in ("on", "in", "by", "of", "during", "since", "at", "later", "earlier", "")
    ) or kind != "That":
        return Relative(unit, m.value("which"), base_of(m))
    return Relative(unit, 0, TEXT) if before(m) not in ("said", "say", "says", "told", "believe") else None


def _plural_period(m: Match, unit: str) -> Expression | None:
    if "nth" in m:
        return None
    kind = m.kind("which")
    if unit in CLOCK_UNITS or kind in ("This", "That", "Same"):
        return None
    if kind in ("Coming", "Next", "Following"):
        return Vague("FUTURE_REF")
    return Vague("PAST_REF") if kind in ("Past", "Last", "Previous") else None


def _stretch(m: Match, unit: str, kind: str) -> bool:
    """Whether "the next year" means the twelve months from now: after "over", "within" and the like."""
    reach = {"over", "within", "during", "throughout", "for"} | ({"in"} if kind == "Coming" else set())
    return (
        kind in ("Last", "Next", "Coming")
        and unit not in ("weekend", "quarter")
        and before(m) == "the"
        and before(m, 2) in reach
    )


ISO = {
    "year": "Y",
    "month": "M",
    "week": "W",
    "weekend": "D",
    "day": "D",
    "night": "D",
    "hour": "H",
    "minute": "M",
    "second": "S",
}


TIMES = {
    "decade": (10, "year"),
    "century": (100, "year"),
    "quarter": (3, "month"),
    "half": (6, "month"),
    "fortnight": (2, "week"),
}


def iso_duration(amount: float, unit: str) -> str:
    """ISO 8601 duration: 90 day -> `P90D`, 1.5 year -> `P1Y6M`, 30 minute -> `PT30M`.

    ISO 8601-1 allows P1Y6M, P1.5Y and P18M alike and TIMEX3 names none of them the right one. Here, and in what TimeML
    gets, the units are those printed, as in "a minute and a half" (PT1M30S); the tables turn years and months into
    months (`in_months`), so that "a year and a half" and "18 months" are the same length there.
    """
    factor, unit = TIMES.get(unit, (1, unit))
    amount *= factor
    if unit == "year" and amount != int(amount):
        years, months = divmod(round(amount * 12), 12)
        return "P" + (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
    if unit == "minute" and amount != int(amount):
        return f"PT{int(amount)}M{round(amount % 1 * 60)}S"
    if unit == "hour" and amount != int(amount):
        hours, minutes = divmod(round(amount * 60), 60)
        return "PT" + (f"{hours}H" if hours else "") + f"{minutes}M"
    return f"P{'T' if unit in CLOCK_UNITS - {'night'} else ''}{amount:g}{ISO[unit]}"


def in_months(value: str) -> str:
    """`P1Y6M` as `P18M`; any other duration as it is."""
    found = re.fullmatch(r"P(\d+)Y(\d+)M", value)
    return f"P{12 * int(found[1]) + int(found[2])}M" if found else value


def vague_duration(unit: str) -> str:
    """The TIMEX3 duration of an unnamed number of units: `PXM`, `PTXH`."""
    code = {"decade": "DE", "century": "CE", "quarter": "Q", "weekend": "WE", "fortnight": "W"}.get(unit) or ISO.get(
        unit, "X"
    )
    return f"P{'T' if unit in CLOCK_UNITS - {'night'} else ''}X{code}"


@rule("Earlier In The unit:Unit", "Later In The unit:Unit")
def within_period(m: Match) -> Expression | None:
    """ "earlier in the day", "later in the week": the period that the text is about."""
    unit = unit_of(m)
    if plural(m) or unit not in ("day", "week", "month", "year"):
        return None
    return Relative(unit, 0, TEXT if unit == "day" else SPEECH)


@rule("The NewYear")
def new_year(m: Match) -> Expression | None:
    """ "in the new year": the one that begins next, or has just begun."""
    return Relative("year", 0, NEW) if after(m) not in _HOLIDAY else None


_HOLIDAY = context("behind_new_year")
_WEEK_OF_TRADE = context("before_the_week")


@rule("The unit:Unit")
def week_of_trade(m: Match) -> Expression | None:
    """ "ended the week lower", "up 4% on the week": the week of publication, as market reports have it."""
    if m.words("unit") != ["week"] or before(m) not in _WEEK_OF_TRADE or after(m) in _WEEK_OF_ANOTHER:
        return None
    return Relative("week", 0)


_WEEK_OF_ANOTHER = context("behind_another_week")


@rule("unit:Unit", "The (More|Full|Fiscal)? unit:Unit", "(Fiscal|CalendarWord) unit:Unit")
def definite_period(m: Match) -> Expression | None:
    """ "the weekend", "the quarter": what the text is about; a part of it may be named ("the end of the year")."""
    unit = unit_of(m)
    if plural(m) or unit not in CALENDAR_UNITS or (after(m) in ("-", "–") and after(m, 1) == "to"):
        return None
    if m.tokens.items[m.match.start()].text != "the" and unit != "weekend" and before(m) not in ("of", "in"):
        return None
    return Relative(unit, 0, DEFINITE)
