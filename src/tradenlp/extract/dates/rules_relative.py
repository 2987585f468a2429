"""Rules for periods counted from an anchor: last month, two weeks ago, past six months, the same day."""

from __future__ import annotations

from tradenlp.extract.dates.cues import governed_by_modal
from tradenlp.extract.dates.expressions import (
    DEFINITE,
    LATEST,
    SPEECH,
    TEXT,
    Calendar,
    Duration,
    Event,
    Expression,
    Part,
    Relative,
    Shift,
    Timed,
    Vague,
    Window,
    Within,
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


@rule(
    "word:Tonight",
    "word:Last part:DayPart",
    "word:This part:DayPart",
    "word:That part:DayPart",
    "word:Same part:DayPart",
)
def part_of_day(m: Match) -> Expression | None:
    """ "tonight", "last night", "this morning", "the same evening"."""
    if m.kind("word") == "Tonight":
        return Timed("NI", Relative("day", 0))
    part, kind = m.name("part"), m.kind("word")
    base = TEXT if kind in ("That", "Same") else SPEECH
    return Timed(part, Relative("day", -1 if kind == "Last" else 0, base))


@rule(
    "which:Which (More|fiscal:Fiscal|CalendarWord|Full)? unit:Unit",
    "which:Which Coming unit:Unit",
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


@rule(
    "which:Which {number} More? (Fiscal)? unit:Length",
    "{number} which:Which More? unit:Length",
    "which:Which few:Few More? unit:Length",
    "which:Which A? few:Couple Of? unit:Length",
)
def stretch(m: Match) -> Expression | None:
    """ "past six months", "next two years", "last few weeks"."""
    unit, kind = unit_of(m), m.kind("which")
    if m.kind("unit") == "Second" or (
        "number" in m and m.match.start("number") < m.match.start("which") and not plural(m)
    ):
        return None
    if "few" in m and m.kind("few") == "Few":
        return Vague(vague_duration(unit), "duration")
    if "few" in m or "couple" in m.words("number"):
        return Duration(iso_duration(2, unit), vague=True)
    amount = m.number()
    if amount is None or kind in ("This", "That", "Same", "Latest"):
        return Duration(iso_duration(amount, unit)) if amount else None
    return Window(amount * m.value("which"), unit, base=base_of(m))


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
    """ISO 8601 duration: 90 day -> `P90D`, 2.5 year -> `P2Y6M`, 30 minute -> `PT30M`."""
    factor, unit = TIMES.get(unit, (1, unit))
    amount *= factor
    if unit == "year" and amount != int(amount):
        years, months = divmod(round(amount * 12), 12)
        return (f"P{years}Y" if years else "P") + f"{months}M"
    if unit == "minute" and amount != int(amount):
        return f"PT{int(amount)}M{round(amount % 1 * 60)}S"
    if unit == "hour" and amount != int(amount):
        hours, minutes = divmod(round(amount * 60), 60)
        return "PT" + (f"{hours}H" if hours else "") + f"{minutes}M"
    return f"P{'T' if unit in CLOCK_UNITS - {'night'} else ''}{amount:g}{ISO[unit]}"


def vague_duration(unit: str) -> str:
    """The TIMEX3 duration of an unnamed number of units: `PXM`, `PTXH`."""
    code = {"decade": "DE", "century": "CE", "quarter": "Q", "weekend": "WE", "fortnight": "W"}.get(unit) or ISO.get(
        unit, "X"
    )
    return f"P{'T' if unit in CLOCK_UNITS - {'night'} else ''}X{code}"


@rule(
    "{number} More? unit:Length Ago",
    "few:Few More? unit:Length Ago",
    "{number} unit:Length (Or So) Ago",
    "A unit:Length (And A Half) Ago",
    "A? unit:Length Dash Ago (Unit|Period)?",
)
def ago(m: Match) -> Expression | None:
    """ "two weeks ago"."""
    if "number" not in m and "few" not in m:
        return Shift(-1, unit_of(m))
    return _shift(m, -1, SPEECH)


@rule(
    "{number} More? unit:Length step:Earlier",
    "{number} More? unit:Length step:Later",
    "few:Few unit:Length step:Earlier",
    "few:Few unit:Length step:Later",
    "{number} unit:Length step:Before",
    "few:Few unit:Length step:Before",
    "{number} unit:Length step:Previous",
    "A? unit:Length Dash step:Earlier (Unit|Period)?",
)
def earlier_or_later(m: Match) -> Expression | None:
    """ "three months later", "a year earlier", "five years previously"."""
    sign = 1 if m.kind("step") == "Later" else -1
    if m.kind("step") == "Before" and after(m) not in (".", ",", ";", ")", ""):
        return None
    if m.kind("step") == "Previous" and m.words("step") != ["previously"]:
        return None
    if "number" not in m and "few" not in m:
        return Shift(sign, unit_of(m), TEXT)
    return _shift(m, sign, TEXT)


def _shift(m: Match, sign: int, base: str) -> Expression | None:
    unit = unit_of(m)
    if "few" in m:
        return Vague("PAST_REF" if sign < 0 else "FUTURE_REF")
    amount = m.number()
    return None if amount is None or unit not in CALENDAR_UNITS | CLOCK_UNITS else Shift(sign * amount, unit, base)


@rule("In {number} unit:Unit")
def in_units(m: Match) -> Expression | None:
    """ "will meet in two weeks": a day to come; without a modal, and with years, "in two years" is a length."""
    amount, unit = m.number(), unit_of(m)
    if amount is None or unit not in ("day", "week", "month", "fortnight") or amount != int(amount):
        return None
    if not governed_by_modal(m.tokens, m.match.start()) or after(m) in ("of", "after", "before", "from"):
        return None
    return Shift(amount, unit)


@rule("{number} unit:Unit From Now", "{number} unit:Unit From day:Deictic")
def ahead(m: Match) -> Expression | None:
    """ "two weeks from now"."""
    amount, unit = m.number(), unit_of(m)
    if amount is None or unit not in CALENDAR_UNITS:
        return None
    return Shift(amount, unit, Relative("day", m.value("day")) if "day" in m else SPEECH)


def _date_follows(m: Match) -> bool:
    at = m.match.end()
    word = m.tokens.items[at].word if at < len(m.tokens.items) else None
    return word is not None and word.kind in ("Month", "Deictic", "Weekday", "Next", "Holiday", "Last")


@rule(
    "{number} unit:Unit order:Before",
    "{number} unit:Unit order:After",
    "{number} unit:Unit order:Previous To",
    "{number} unit:Unit order:Following",
    "{number} unit:Unit order:From",
    "unit:Unit order:Before",
    "unit:Unit order:After",
)
def distance(m: Match) -> Expression | None:
    """ "two days before", "the day after": the anchor follows, a date or an event."""
    amount = m.number() if "number" in m else 1
    unit, order = unit_of(m), m.kind("order")
    if (
        amount is None
        or unit not in CALENDAR_UNITS
        or (order == "From" and (not _date_follows(m) or before(m) in ("for", "the", "in")))
    ):
        return None
    if "number" not in m and (plural(m) or before(m) not in ("the", "a")):
        return None
    return Shift(-amount if order in ("Before", "Previous") else amount, unit, Event("", pending=True))


@rule(
    "edge:First {number} unit:Unit",
    "nth:Ordinal {number} More? unit:Unit",
    "final:Last {number} unit:Unit Of",
    "The? edge:Final {number} unit:Unit",
)
def first_units(m: Match) -> Expression | None:
    """ "first eight months", to be completed by what follows: "of 2025"."""
    amount = m.number()
    if amount is None or ("nth" in m and m.value("nth") != 1) or "final" in m:
        return None
    unit = unit_of(m)
    sign = -1 if "edge" in m and m.kind("edge") == "Final" else 1
    return (
        Within(None, unit=unit, count=sign * int(amount)) if unit in CALENDAR_UNITS and amount == int(amount) else None
    )


@rule("unit:Unit To Date", "Unit Dash To Dash Date", "So Far which:This unit:Unit")
def to_date(m: Match) -> Expression | None:
    """ "year to date", "so far this year"."""
    if "which" in m:
        return Relative(unit_of(m), 0)
    return Relative("year", 0) if m.tokens.items[m.match.start()].text == "year" else None


@rule(
    "unit:Unit Dash edge:End (year:Year4)?",
    "edge:End Dash unit:Unit",
    "edge:Mid Dash unit:Unit",
    "edge:End Dash? {month} (year:Year4)?",
    "{month} Dash edge:End",
    "edge:End Dash? year:Year4",
    "edge:Start Dash? year:Year4",
)
def edge_compound(m: Match) -> Expression | None:
    """ "year-end", "end-June", "mid-year"."""
    name = m.name("edge")
    if "month" in m or "year" in m:
        month = m.value("month") if "month" in m else None
        return Part(name, Calendar(m.optional("year"), month))
    unit = unit_of(m)
    return Part(name, Relative(unit, 0)) if unit in ("year", "month", "week", "quarter") and not plural(m) else None


@rule("unit:Unit", "The (More|Full|Fiscal)? unit:Unit", "(Fiscal|CalendarWord) unit:Unit")
def definite_period(m: Match) -> Expression | None:
    """ "the weekend", "the quarter": what the text is about; a part of it may be named ("the end of the year")."""
    unit = unit_of(m)
    if plural(m) or unit not in CALENDAR_UNITS:
        return None
    if m.tokens.items[m.match.start()].text != "the" and unit != "weekend" and before(m) not in ("of", "in"):
        return None
    return Relative(unit, 0, DEFINITE)
