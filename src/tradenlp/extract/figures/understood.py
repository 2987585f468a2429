"""Units that are only understood: index points, exchange rates, prices per barrel, tariffs of zero, bare counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.figures.counting import counts_something
from tradenlp.extract.figures.currencies import currency_index
from tradenlp.extract.figures.lexemes import NUMBER, WORD
from tradenlp.extract.figures.phrases import Sentence, is_word
from tradenlp.extract.figures.quantities import DENOMINATOR_FAMILIES, Quantity
from tradenlp.extract.figures.units import unit_index
from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class Commodity:
    """Goods quoted per unit: see commodities.toml."""

    id: str
    names: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def commodity_units() -> dict[str, str]:
    """Name of a commodity in lower case → unit that it is quoted per."""
    entries = read_entries(Path(__file__).with_name("commodities.toml"), Commodity)
    return {name: entry.id for entry in entries for name in entry.names}


_LEVIES = frozenset(
    ["tariff", "tariffs", "duty", "duties", "levy", "levies", "tax", "taxes", "rate", "rates", "tariff-rate"]
)
_INDICES = frozenset(
    [
        "index",
        "nikkei",
        "ftse",
        "s&p",
        "dow",
        "nasdaq",
        "dax",
        "cac",
        "kospi",
        "sensex",
        "nifty",
        "stoxx",
        "topix",
        "csi",
        "seng",
        "composite",
        "pmi",
        "ibex",
        "bovespa",
        "hsi",
    ]
)
_PER = re.compile(r"\bper (\w+)")


def understood(s: Sentence, q: Quantity, measured: Quantity | None = None) -> Quantity | None:
    """The bare quantity with the unit that its sentence gives it, or None where it is no figure.

    `measured` is the amount before it: `3.1 billion euros, against 2.9 billion`, `12 million tonnes, then 25 million`.
    """
    if q.value == 0 and s.lexemes[q.head].kind == WORD:
        return _zero(s, q)
    if (rate := _exchange_rate(s, q)) is not None:
        return q._replace(unit=rate, family="rate")
    if counts_something(s, q):
        return q._replace(unit="count", family="count")
    if measured is not None and q.scale >= 1000000:
        return q._replace(unit=measured.unit, family=measured.family)
    if _index_level(s, q):
        return q._replace(unit="point", family="point")
    return q._replace(unit="count", family="count") if _large_alone(s, q) else None


def points_of_rate(s: Sentence) -> bool:
    """Whether points are of a tariff or rate in percent, not of an index: `the duty rose 15 points, to 35%`."""
    low = {lexeme.low for lexeme in s.lexemes}
    return bool(low & _LEVIES) and not low & _INDICES


_TELLING = frozenset(("against", "for", "in", "more", "abstained"))


def another_count(s: Sentence, q: Quantity, counted: bool) -> Quantity | None:
    """The bare number as a count, where a count before it in the sentence says of what (`issued 27 permits and refused
    three`, `281 votes in favour and 24 against`, `of 54 firms, 12 were Chinese`), or `the number of` is its subject."""
    if _number_of(s, q):
        return q._replace(unit="count", family="count")
    if not counted or q.value.denominator != 1 or q.high is not None:
        return None
    before, behind = s.tags[q.first - 1 : q.first], s.tags[q.last : q.last + 1]
    compared = is_word(s, q.first - 1, "against", "versus") or (
        is_word(s, q.first - 1, "with", "to") and is_word(s, q.first - 2, "compared")
    )
    opens = compared or before in (["C"], ["V"], ["P"]) or s.lexemes[q.first - 1].text == ","
    closes = behind in ([], ["X"]) or s.lexemes[q.last].text in ".;," or s.lexemes[q.last].low in _TELLING
    return q._replace(unit="count", family="count") if opens and closes else None


def _number_of(s: Sentence, q: Quantity) -> bool:
    if not is_word(s, q.first - 1, "to", "from", "at", "was", "reached", "hit"):
        return False
    return any(x.low == "number" and is_word(s, i + 1, "of") for i, x in enumerate(s.lexemes[: q.first]))


def _zero(s: Sentence, q: Quantity) -> Quantity | None:
    """`to zero`, `zero tariffs`: a levy of nought percent; not `zero-tariff access` or `zero tolerance`."""
    levied = q._replace(unit="percent", family="percent")
    if q.last < len(s.lexemes) and s.lexemes[q.last].low in _LEVIES:
        return levied
    at_level = is_word(s, q.first - 1, "to", "at", "from", "of", "is", "was", "remain", "stay", "be", "by")
    return levied if at_level and any(lexeme.low in _LEVIES for lexeme in s.lexemes) else None


def _exchange_rate(s: Sentence, q: Quantity) -> str | None:
    """`7.20 per dollar`, `7.1 to the dollar`: the code of the currency that is quoted."""
    low = [lexeme.low for lexeme in s.lexemes[q.last : q.last + 3]]
    base = (
        low[1:2]
        if low[:1] == ["per"]
        else low[2:3]
        if low[:2] in (["to", "the"], ["against", "the"], ["to", "a"])
        else []
    )
    index = currency_index()
    if not base or base[0] not in ("dollar", "euro", "greenback", "pound"):
        return None
    for i in range(q.first - 1, -1, -1):
        noun = s.lexemes[i].low.rstrip("s") if len(s.lexemes[i].low) > 3 else s.lexemes[i].low
        noun = s.lexemes[i].low if s.lexemes[i].low in index.nouns else noun
        if noun in index.nouns and noun != base[0]:
            return index.nouns[noun][0].id
    return None


def _index_level(s: Sentence, q: Quantity) -> bool:
    """`the Nikkei fell to 38,120.50`, `the PMI rose to 50.2`: the number follows a preposition or verb of level."""
    if s.lexemes[q.head].kind != NUMBER or not is_word(
        s, q.first - 1, "to", "at", "of", "was", "reached", "hit", "from", "touched"
    ):
        return False
    if q.value.denominator == 1 and q.value < 1000:
        return False
    return any(lexeme.low in _INDICES or lexeme.text == "PMI" for lexeme in s.lexemes[: q.first])


def _large_alone(s: Sentence, q: Quantity) -> bool:
    """A number of thousands or more, or after a verb of number, that no noun follows: `climbed to 44,356`."""
    lexeme = s.lexemes[q.head]
    if lexeme.kind != NUMBER or q.value < 1000 or q.value.denominator != 1 or not ("," in lexeme.text or q.scale != 1):
        return False
    return is_word(
        s,
        q.first - 1,
        "to",
        "from",
        "at",
        "was",
        "were",
        "reached",
        "hit",
        "of",
        "totalled",
        "totaled",
        "than",
        "about",
        "nearly",
        "only",
        "by",
    )


def quoted_per(what: str | None, q: Quantity) -> str | None:
    """The unit that a bare price of `what` is understood to be per, or None."""
    if what is None or q.family != "money" or q.per or q.scale != 1 or q.value >= 20000:
        return None
    if (per := _PER.search(what)) and (forms := unit_index().get(per[1].lower())):
        return forms[-1][2].id if forms[-1][2].family in DENOMINATOR_FAMILIES - {"time"} else None
    words = what.lower().replace("prices", "price").removesuffix(" price")
    words = words.split(" in ")[0].split(" for ")[0].removeprefix("price of ").removeprefix("price cap on ")
    units = commodity_units()
    for length in (3, 2, 1):
        tail = " ".join(words.split()[-length:])
        unit = units.get(tail) or units.get(tail.removesuffix(" futures"))
        if unit and len(words.split()) <= length + 3:
            return unit
    return None
