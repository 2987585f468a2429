"""What is recognised beyond the facts of an article: durations, lone numbers, sums of money in two parts.

The benchmarks of quantity recognition, and users who look for every number, ask for this; the tables do not.
"""

from __future__ import annotations

from tradenlp.extract.figures.lexemes import Lexeme
from tradenlp.extract.figures.phrases import Sentence
from tradenlp.extract.figures.quantities import DASHES, Quantity

NEVER = frozenset(
    (
        "embedded",
        "web address",
        "clock",
        "ordinal or decade",
        "year",
        "day of a month",
        "code",
        "phone",
        "numbers in a row",
        "address",
    )
)
"""classes of decoys that are no quantities in any sense"""


def two_parts(lexemes: list[Lexeme], quantities: list[Quantity]) -> list[Quantity]:
    """Sums told in two parts made one: `3 dollars 50 cents`, `13 dollars and 45`."""
    out: list[Quantity] = []
    for q in quantities:
        if out and _is_rest(lexemes, out[-1], q):
            out[-1] = out[-1]._replace(value=out[-1].value + q.value / 100, last=q.last)
        else:
            out.append(q)
    return out


def _is_rest(lexemes: list[Lexeme], a: Quantity, b: Quantity) -> bool:
    between = [lexeme.low for lexeme in lexemes[a.last : b.first]]
    if a.family != "money" or a.value.denominator != 1 or between not in ([], ["and"]) or not 0 < b.value < 100:
        return False
    if b.family == "minor":
        return True
    ends = b.last >= len(lexemes) or lexemes[b.last].text in ".,;" or lexemes[b.last].low in ("more", "less")
    return b.unit is None and b.form in ("digits", "words") and ends and a.scale == 1


def percent_of(lexemes: list[Lexeme], q: Quantity) -> Quantity:
    """`per cent of 210`, said the wrong way round."""
    low = [lexeme.low for lexeme in lexemes[max(0, q.first - 3) : q.first]]
    if (
        q.unit is None
        and low[-1:] == ["of"]
        and (low[-2:-1] in (["percent"], ["percents"]) or low == ["per", "cent", "of"])
    ):
        return q._replace(unit="percent", family="percent")
    return q


def counted_unit(s: Sentence, q: Quantity) -> str:
    """What a plain number counts, as its unit: `fighter jets`, `large contracts`; `count` for a number by itself."""
    i = q.last
    while i < len(s.lexemes) and s.lexemes[i].text in DASHES:
        i += 1
    words: list[str] = []
    while i < len(s.lexemes) and s.tags[i] in "NJ" and len(words) < 4:
        if s.lexemes[i].low not in ("most", "more", "other", "such"):
            words.append(s.lexemes[i].low)
        i += 1
        if words and s.tags[i - 1] == "N" and (words[-1].endswith("s") or words[-1] == "people"):
            break
    if not words or s.tags[i - 1] != "N":
        return "count"
    return "count" if words[-1] in ("times", "time") else " ".join(words)
