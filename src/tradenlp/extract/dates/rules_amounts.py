"""Rules for durations, ages, sets, clock times and what only TimeML marks."""

from __future__ import annotations

from tradenlp.extract.dates.expressions import Duration, Expression, Recurrence, Timed, Vague
from tradenlp.extract.dates.grammar import Match, rule
from tradenlp.extract.dates.numbers import CARDINALS
from tradenlp.extract.dates.rules_relative import after, before, iso_duration, plural, unit_of, vague_duration
from tradenlp.extract.dates.vocabulary import context

LONGEST = 5000
"""of any unit: larger numbers are amounts that stand before a heading such as "Year" in a table"""
WEEKDAY_CODES = "XXXX-WXX-{}"


@rule(
    "{number} (Dash|More|Other|Open DayNumber Shut)* (Fiscal)? unit:Length",
    "{number} unit:Unit (And A half:Half)",
    "{number} (To|Or|Dash) Dash? high:(Numeral|NumberWord) Dash? unit:Length",
    "{number} Dash (To|Or) Dash high:(Numeral|NumberWord) Dash unit:Length",
    "Between {number} And high:(Numeral|NumberWord) unit:Length",
    "Half Dash? A? Dash? unit:Unit",
)
def duration(m: Match) -> Expression | None:
    """ "90-day", "22 months", "a decade", "half a year", "two to three years", "a year and a half"."""
    unit = unit_of(m)
    if m.kind("unit") in ("Half", "Second"):
        return None
    amount = 0.5 if "number" not in m else m.number()
    if "number" in m and "," in m.words("number")[0]:
        return None
    if unit == "quarter" and (not plural(m) or "-" in m.match_words() or after(m) == "of"):
        return None
    if amount is None or amount > LONGEST or (unit == "hour" and amount >= 1000):
        return None
    if (unit == "weekend" and amount == 1) or (amount >= 1000 and not plural(m)):
        return None
    if "half" in m:
        amount += 0.5
    if m.match_words() == ["one", "day"] and before(m) in _SOME_DAY:
        return Vague("FUTURE_REF")
    if _is_age(m):
        return Duration(iso_duration(amount, unit), age=True)
    if "high" in m:
        return _ranged(m, amount, unit)
    if "number" in m and "couple" in m.words("number"):
        return Duration(iso_duration(amount, unit), vague=True)
    if _is_bond(m):
        return Duration(iso_duration(amount, unit), vague=True)
    if _per(m):
        return Recurrence(_step(m, unit), iso_duration(1, unit))
    return Duration(iso_duration(amount, unit))


_SOME_DAY = context("some_day")


def _ranged(m: Match, low: float, unit: str) -> Expression | None:
    word = m.words("high")[0]
    high = m.value("high") if word[0].isdigit() or m.kind("high") == "Cardinal" else 0
    if high <= low:
        return None
    return Duration(f"{iso_duration(low, unit)}/{iso_duration(high, unit)}")


def _is_age(m: Match) -> bool:
    """ "52 years old", "a 12-year-old", "aged 40 years", "18 years of age"."""
    follows = (after(m), after(m, 1))
    return (
        follows[0] in ("old", "olds")
        or (follows[0] in ("-", "‑") and follows[1] in ("old", "olds"))
        or follows == ("of", "age")
        or before(m) in ("aged", "age")
    )


_BONDS = context("bonds")


def _is_bond(m: Match) -> bool:
    """ "the 10-year Treasury yield": the name of a product."""
    return bool(_BONDS & {after(m), after(m, 1) if after(m) in ("u", "us", "government", "german", "-") else ""})


_RATED = context("rated")


def _per(m: Match) -> bool:
    """Whether "a year" means each year: behind an amount or a count of times."""
    if "number" not in m or m.words("number") not in (["a"], ["an"]) or "high" in m:
        return False
    back = [before(m, n) for n in range(1, 5)]
    if back[0] in _RATED | CARDINALS.keys() or back[0] in ("%", "each") or back[0][:1].isdigit():
        return True
    counted = any(word[:1].isdigit() or word in _COUNTS for word in back[1:4])
    return counted and back[0].isalpha() and back[0] not in _NOT_RATED


_TIMES_A_YEAR = {"twice": "P6M", "three": "P4M", "four": "P3M", "six": "P2M", "twelve": "P1M"}


def _step(m: Match, unit: str) -> str:
    """The step of a set: "twice a year" is every six months; TimeML counts the times apart from the period."""
    count = before(m, 2) if before(m) == "times" else before(m)
    if unit == "year" and (count == "twice" or before(m) == "times"):
        return _TIMES_A_YEAR.get(count, "P1Y")
    return iso_duration(1, unit)


_COUNTS = context("scales") | CARDINALS.keys() - {"one"}
_NOT_RATED = context("not_rated")


@rule(
    "unit:Unit",
    "unit:Unit Or Unit",
    "few:Few Dash unit:Unit",
    "few:Few More? unit:Length",
    "A few:Few unit:Length",
    "few:Couple Of few2:Few unit:Length",
    "Few Of unit:Unit",
)
def unnumbered(m: Match) -> Expression | None:
    """ "several months", "weeks", "years": only TimeML marks them."""
    compound = "few" in m and "-" in m.match_words()
    if (not plural(m) and not compound) or (unit_of(m) == "quarter" and "few" not in m):
        return None
    if m.match_words() == m.words("unit") and after(m) in ("before", "after", "apart"):
        return None
    if (unit_of(m) in ("second", "night") and "few" not in m) or before(m) in ("these", "those", "of"):
        return None
    if unit_of(m) == "hour" and before(m) in _HOURS_OF:
        return None
    return Vague(vague_duration(unit_of(m)), "duration")


_HOURS_OF = context("before_hours")


@rule("unit:Unit Dash Long")
def lasting(m: Match) -> Expression | None:
    """ "a year-long inquiry": a length without a number, which only TimeML marks."""
    return None if plural(m) else Duration(iso_duration(1, unit_of(m)), vague=True)


@rule("word:Recurring")
def recurring(m: Match) -> Expression | None:
    """ "annually", "daily"; not in the name of a paper ("the China Daily")."""
    token = m.token("word")
    at = m.match.start("word")
    word = token.word
    if word is None or word.entry is None or _in_name(m, at):
        return None
    return Recurrence(str(word.value), word.entry.timex)


def _in_name(m: Match, at: int) -> bool:
    source, items = m.tokens.source, m.tokens.items
    if not source[items[at].start].isupper() or at == 0:
        return False
    left = items[at - 1]
    return source[left.start].isupper() or (left.text == "s" and at > 1) or left.text == "the"


@rule(
    "Every (Other|{number})? unit:Unit",
    "Every (Other)? {weekday} (part:DayPart)?",
    "Every {month}",
    "Every season:Season",
    "Every part:DayPart",
    "Per unit:Unit",
)
def every(m: Match) -> Expression | None:
    """ "every Tuesday", "each year", "every two weeks", "per day"."""
    if "weekday" in m:
        return Recurrence("P1W", WEEKDAY_CODES.format(m.value("weekday") + 1))
    if "month" in m:
        return Recurrence("P1Y", f"XXXX-{m.value('month'):02d}")
    if "season" in m:
        return Recurrence("P1Y", f"XXXX-{m.name('season')}")
    if "part" in m:
        return Recurrence("P1D", f"XXXX-XX-XXT{m.name('part')}")
    if "unit" not in m:
        return None
    amount = m.number() if "number" in m else 2 if "other" in m.match_words() else 1
    return None if amount is None else Recurrence(*[iso_duration(amount, unit_of(m))] * 2)


@rule("weekday:Weekday part:DayPart?", "weekday:Weekday nights:Unit")
def every_weekday(m: Match) -> Expression | None:
    """ "Mondays", "Monday nights"."""
    if "nights" in m:
        nights = m.words("nights") == ["nights"]
        return Recurrence("P1W", WEEKDAY_CODES.format(m.value("weekday") + 1) + "TNI") if nights else None
    word = m.token("weekday").word
    if not m.words("weekday")[0].endswith("s") or word is None or word.abbreviation:
        return None
    return Recurrence("P1W", WEEKDAY_CODES.format(m.value("weekday") + 1))


@rule(
    "clock:Clock (half:AmPm)? Dot? Zone?",
    "hour:D12 half:AmPm Zone?",
    "D12? noon:Noon Zone?",
    "hour:D12 Oclock",
)
def clock_time(m: Match) -> Expression | None:
    """ "12:01 a.m.", "5 pm", "noon"."""
    if "noon" in m:
        return Timed("24:00" if m.words("noon") == ["midnight"] else "12:00")
    if "clock" in m:
        hour, minute, *_ = (*m.values("clock"), 0)
        if "." in m.token("clock").text and "half" not in m:
            return None
    else:
        hour, minute = m.value("hour"), 0
    if "half" in m:
        hour = hour % 12 + (12 if m.words("half")[0].startswith("p") else 0)
    return Timed(f"{hour:02d}:{minute:02d}") if hour < 25 and minute < 60 else None


@rule("word:Vague")
def vague(m: Match) -> Expression | None:
    """ "now", "recently", "the future"; not "the foreseeable future", nor "as recently as May"."""
    if before(m) == "foreseeable" or after(m) == "as":
        return None
    return Vague(m.name("word"))


@rule("word:This")
def current(m: Match) -> Expression | None:
    """ "the current rules": those of now; not "the current account"."""
    if m.words("word") != ["current"] or not after(m).isalpha() or after(m) in _NOT_OF_NOW:
        return None
    then = "then" in (before(m), before(m, 2) if before(m) == "-" else "")
    return Vague("PAST_REF" if then else "PRESENT_REF")


_NOT_OF_NOW = context("after_current")
_AFTER_NOUN = context("after_the_past") | {""}


@rule("The past:Past")
def the_past(m: Match) -> Expression | None:
    """ "the past" as a noun."""
    return Vague("PAST_REF") if after(m) in _AFTER_NOUN else None


@rule("Recent unit:Unit")
def recent_units(m: Match) -> Expression | None:
    """ "recent months"."""
    return Vague(vague_duration(unit_of(m)), "duration") if plural(m) else None


@rule("part:DayPart", "edge:Edge part:DayPart", "edge:Mid Dash part:DayPart", "edge:Edge In The part:DayPart")
def bare_part_of_day(m: Match) -> Expression | None:
    """ "mid-afternoon": a time of day without a day."""
    return Timed(m.name("part")) if "edge" in m else None
