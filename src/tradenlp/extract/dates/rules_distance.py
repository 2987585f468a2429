"""Rules for distances and stretches: two weeks ago, three months later, past six months, first eight months."""

from __future__ import annotations

from tradenlp.extract.dates.cues import governed_by_modal
from tradenlp.extract.dates.expressions import (
    SPEECH,
    TEXT,
    Calendar,
    Duration,
    Event,
    Expression,
    Part,
    Relative,
    Shift,
    Vague,
    Window,
    Within,
)
from tradenlp.extract.dates.grammar import Match, rule
from tradenlp.extract.dates.rules_relative import (
    CALENDAR_UNITS,
    CLOCK_UNITS,
    after,
    base_of,
    before,
    iso_duration,
    plural,
    unit_of,
    vague_duration,
)
from tradenlp.extract.dates.vocabulary import context


@rule(
    "which:Which {number} More? (Fiscal)? unit:Length",
    "{number} which:Which More? unit:Length",
    "which:Which few:Few More? unit:Length",
    "which:Which A? few:Couple Of? unit:Length",
)
def stretch(m: Match) -> Expression | None:
    """ "past six months", "next two years", "last few weeks"."""
    unit, kind = unit_of(m), m.kind("which")
    if kind == "Last" and (before(m) in _BEFORE_VERB or _is_subject(before(m))):
        return None
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


_BEFORE_VERB = context("before_verb_last")
_NO_SUBJECT = context("no_subject_in_s")


def _is_subject(word: str) -> bool:
    """ "the duties last five years": a plural before the bare word, which is the verb; the adjective has "the"."""
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NO_SUBJECT


@rule(
    "{number} More? unit:Length Ago",
    "A? few:Few More? unit:Length Ago",
    "{number} unit:Length (Or So) Ago",
    "unit:Unit Ago",
    "A unit:Length (And A Half) Ago",
    "A? unit:Length Dash Ago (Unit|Period)?",
)
def ago(m: Match) -> Expression | None:
    """ "two weeks ago", "years ago"."""
    if "number" not in m and plural(m):
        return Vague("PAST_REF")
    if "number" not in m and "few" not in m:
        return Shift(-1, unit_of(m))
    return _shift(m, -1, SPEECH)


@rule(
    "{number} More? unit:Length step:Earlier",
    "{number} More? unit:Length step:Later",
    "A? few:Few unit:Length step:Earlier",
    "A? few:Few unit:Length step:Later",
    "{number} unit:Length step:Before",
    "A? few:Few unit:Length step:Before",
    "unit:Unit step:Before",
    "unit:Unit step:After",
    "{number} unit:Length step:Previous",
    "A? unit:Length Dash step:Earlier (Unit|Period)?",
)
def earlier_or_later(m: Match) -> Expression | None:
    """ "three months later", "a year earlier", "five years previously"."""
    sign = 1 if m.kind("step") in ("Later", "After") else -1
    if m.kind("step") in ("Before", "After") and not _stands_alone(m):
        return None
    if after(m) == "than":
        return None
    if m.kind("step") == "Previous" and m.words("step") != ["previously"]:
        return None
    if "number" not in m and "few" not in m:
        return Shift(sign, unit_of(m), TEXT)
    if "few" in m and sign > 0:
        return Vague(vague_duration(unit_of(m)), "duration")
    return _shift(m, sign, TEXT)


def _stands_alone(m: Match) -> bool:
    """ "five days before.", "the year before, when": nothing follows that they are counted from."""
    if after(m) not in (".", ",", ";", ")", ""):
        return False
    return "number" in m or "few" in m or (before(m) == "the" and not plural(m))


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
    if m.match_words()[0] != "in":
        return None
    if amount is None or unit not in ("day", "week", "fortnight") or amount != int(amount):
        return None
    if not governed_by_modal(m.tokens, m.match.start()) or after(m) in ("of", "after", "before", "from"):
        return None
    return Shift(amount, unit)


@rule("A? Unit Dash? unit:Unit", "A? Unit Dash? unit:Unit Ago", "which:Which (Half|Unit) Dash? unit:Unit")
def part_of_century(m: Match) -> Expression | None:
    """ "a quarter-century ago", "the last half-century"."""
    words = m.match_words()
    years = 25 if "quarter" in words else 50 if "half" in words else 0
    if not years or m.words("unit") != ["century"]:
        return None
    if "which" in m:
        return Window(years * m.value("which"), "year") if m.value("which") else None
    return Shift(-years, "year") if words[-1] == "ago" else Duration(iso_duration(years, "year"))


@rule("which:Which A? unit:Unit And A Half")
def stretch_and_a_half(m: Match) -> Expression | None:
    """ "the past year and a half"."""
    known = m.value("which") and unit_of(m) in ("year", "month", "week") and not plural(m)
    return Window(1.5 * m.value("which"), unit_of(m)) if known else None


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
    if "number" not in m and (plural(m) or before(m) not in ("the", "a") or before(m, 2) == "of"):
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
    "unit:Unit Dash? edge:End (year:Year4)?",
    "unit:Unit Apos Possessive edge:End",
    "edge:End Dash unit:Unit",
    "edge:Mid Dash unit:Unit",
    "edge:End Dash? {month} (year:Year4)?",
    "{month} Dash edge:End",
    "edge:End Dash? year:Year4",
    "edge:Start Dash? year:Year4",
)
def edge_compound(m: Match) -> Expression | None:
    """ "year-end", "by year end", "end-June", "mid-year"."""
    name = m.name("edge")
    if m.match_words() == ["year", "end"] and before(m) not in ("by", "before", "until", "at", "to", "fiscal"):
        return None
    if ("month" in m or "year" in m) and m.words("edge") == ["close"]:
        return None
    if "month" in m or "year" in m:
        month = m.value("month") if "month" in m else None
        return Part(name, Calendar(m.optional("year"), month))
    unit = unit_of(m)
    named = len(m.match_words()) > 2 or unit == "year"
    good = unit in ("year", "month", "week", "quarter") and named and not plural(m)
    return Part(name, Relative(unit, 0)) if good else None
