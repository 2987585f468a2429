"""Reads numerals: digits in English, Indian and continental style, words, scales, fractions and multiples.

A numeral is the number alone, without unit or currency. All arithmetic is exact (fractions of whole numbers), so
that 0.1 stays 0.1 and 1.15 billion is 1150000000.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tradenlp.extract.figures.digits import LARGEST, power_of_ten, read_digits, slashed, spaced_group
from tradenlp.extract.figures.lexemes import NUMBER, WORD, Lexeme
from tradenlp.extract.figures.shapes import NumberWord
from tradenlp.extract.figures.shares import is_share
from tradenlp.lexicon import read_entries


class Numeral(NamedTuple):
    """A number in lexemes `first` to `last` (exclusive)."""

    first: int
    last: int
    value: Fraction
    form: str
    """digits, words, fraction, collective, multiple"""
    scale: Fraction = Fraction(1)
    """the product of its scale words"""
    direction: str = "none"
    """of a multiple: increase, decrease or none"""


@cache
def number_words() -> dict[str, tuple[NumberWord, Fraction]]:
    """Number words in lower case with their entries and values."""
    entries = read_entries(Path(__file__).with_name("numbers.toml"), NumberWord)
    return {word: (entry, Fraction(entry.value)) for entry in entries for word in entry.words}


@cache
def cue_words() -> frozenset[str]:
    """Words that can begin a numeral, or stand in one, without digits: what a sentence is searched for."""
    return frozenset(w for w, (e, _) in number_words().items() if w not in e.glued and len(w) > 2) - {"score"}


def read_numeral(lexemes: list[Lexeme], at: int) -> Numeral | None:
    """The longest numeral that begins at lexeme `at`, or None."""
    first = lexemes[at]
    if first.kind == NUMBER:
        found = _digits(lexemes, at)
        return found and _scaled(lexemes, found)
    if first.kind == WORD and (first.low in number_words() or first.low in ("a", "an", "per")):
        found = _words(lexemes, at)
        return found and _scaled(lexemes, found)
    return None


def _digits(lexemes: list[Lexeme], at: int) -> Numeral | None:
    value = read_digits(lexemes[at].text)
    if value is None or value >= LARGEST:
        return None
    last = at + 1
    while joined := spaced_group(lexemes, at, last):
        digits, last = joined
        value = Fraction(digits)
    if (power := power_of_ten(lexemes, at)) is not None:
        return Numeral(at, power[0], value * power[1], "digits")
    if (fraction := slashed(lexemes, at)) is not None:
        return Numeral(at, at + 3, fraction, "fraction")
    if last < len(lexemes) and lexemes[last].kind == NUMBER and value.denominator == 1:
        more = slashed(lexemes, last)
        if more is not None and _touching(lexemes, last, 1):
            return Numeral(at, last + 3, value + more, "digits")
        if not lexemes[last].text[0].isascii() and (vulgar := read_digits(lexemes[last].text)) is not None:
            return Numeral(at, last + 1, value + vulgar, "digits")
    if (mixed := _hyphened_fraction(lexemes, last)) is not None and last == at + 1:
        cents = lexemes[at].text[-3:-2] == "."  # `2.85-1/2 dlrs`: half a cent
        return Numeral(at, last + 4, value + (mixed / 100 if cents else mixed), "digits")
    if _is_half(lexemes, last):
        return Numeral(at, last + 3, value + Fraction(1, 2), "digits")
    return Numeral(at, last, value, "digits")


def _hyphened_fraction(lexemes: list[Lexeme], at: int) -> Fraction | None:
    """The fraction of `7-3/4`, as old wires print a whole number with one; `at` is where the hyphen stands."""
    if at + 1 >= len(lexemes) or lexemes[at].text != "-" or lexemes[at + 1].kind != NUMBER:
        return None
    glued = _touching(lexemes, at, 0) and _touching(lexemes, at + 1, 0)
    return slashed(lexemes, at + 1) if glued else None


def _touching(lexemes: list[Lexeme], at: int, gap: int) -> bool:
    return lexemes[at].start - lexemes[at - 1].end <= gap


def _is_half(lexemes: list[Lexeme], at: int) -> bool:
    return [lexeme.low for lexeme in lexemes[at : at + 3]] == ["and", "a", "half"]


def _words(lexemes: list[Lexeme], at: int) -> Numeral | None:
    """Number words by the usual grammar: groups below a hundred, `hundred`, then scales from large to small."""
    known, total, group, i, seen = number_words(), Fraction(0), Fraction(0), at, ""
    if lexemes[at].low in ("a", "an"):
        return _after_article(lexemes, at)
    while i < len(lexemes):
        low = lexemes[i].low
        if low in ("-", "and", "&", ",") and i > at:
            if not _continues(lexemes, i, seen):
                break
            i += 1
            continue
        if low not in known or lexemes[i].kind != WORD:
            break
        entry, value = known[low]
        kind = entry.kind
        if kind in ("fraction", "multiple", "collective") and i == at:
            return _single(lexemes, at, entry, value)
        if not _fits(kind, seen):
            break
        if kind in ("fraction", "collective"):
            return _fraction_of(lexemes, at, i, total + group, value, kind)
        if kind == "hundred":
            group = (group or Fraction(1)) * value
        elif kind == "scale":
            if low in entry.glued or (not seen and i == at):
                break
            if group == 0:
                total *= value
            else:
                total, group = (total + group * value, Fraction(0))
        else:
            group += value
        seen, i = kind, i + 1
    return _spelled(lexemes, at, i, total + group) if seen and not (seen == "hundred" and i == at + 1) else None


def _spelled(lexemes: list[Lexeme], at: int, i: int, value: Fraction) -> Numeral | None:
    """The numeral of the words from `at` to `i` with what may follow them: `five point six`, `two and a half`."""
    while lexemes[i - 1].low in ("-", "and", "&", ","):
        i -= 1
    if [lexeme.low for lexeme in lexemes[i : i + 1]] == ["point"]:
        return _point(lexemes, at, i, value)
    if _is_half(lexemes, i):
        return Numeral(at, i + 3, value + Fraction(1, 2), "words")
    return Numeral(at, i, value, "words") if value < LARGEST else None


_FOLLOWS = {
    "unit": ("", "ten", "hundred", "scale"),
    "teen": ("", "hundred", "scale"),
    "ten": ("", "hundred", "scale"),
    "hundred": ("unit", "teen"),
    "scale": ("unit", "teen", "ten", "hundred", "scale"),
    "fraction": ("unit",),
    "collective": ("unit", "ten"),
}


def _fits(kind: str, seen: str) -> bool:
    return seen in _FOLLOWS.get(kind, ())


def _continues(lexemes: list[Lexeme], at: int, seen: str) -> bool:
    """Whether `and`, a hyphen or a comma inside a numeral leads on to more of the same number."""
    after = number_words().get(lexemes[at + 1].low) if at + 1 < len(lexemes) else None
    if after is None:
        return False
    sign, kind = lexemes[at].low, after[0].kind
    if sign == "-":
        return (seen == "ten" and kind == "unit") or (
            seen == "unit" and kind in ("fraction", "hundred", "scale", "collective")
        )
    if sign == ",":
        return seen == "scale" and kind in ("unit", "teen", "ten") and _leads_to_hundred(lexemes, at + 1)
    return seen in ("hundred", "scale") and kind in ("unit", "teen", "ten")


def _leads_to_hundred(lexemes: list[Lexeme], at: int) -> bool:
    return any(lexeme.low in ("hundred", "thousand") for lexeme in lexemes[at + 1 : at + 4])


def _point(lexemes: list[Lexeme], at: int, i: int, value: Fraction) -> Numeral:
    digits, known = "", number_words()
    end = i + 1
    while (
        end < len(lexemes)
        and lexemes[end].low in known
        and known[lexemes[end].low][0].kind == "unit"
        and len(digits) < 6
    ):
        digits += str(int(known[lexemes[end].low][1]))
        end += 1
    if not digits:
        return Numeral(at, i, value, "words")
    return Numeral(at, end, value + Fraction(f"0.{digits}"), "words")


def _after_article(lexemes: list[Lexeme], at: int) -> Numeral | None:
    """`a dozen`, `a hundred`, `a million`, `a third of`, `a quarter of a million`."""
    if at + 1 >= len(lexemes) or (word := number_words().get(lexemes[at + 1].low)) is None:
        return None
    entry, value = word
    if lexemes[at + 1].low in entry.glued or entry.kind not in ("hundred", "scale", "collective", "fraction"):
        return None
    if entry.kind in ("collective", "fraction"):
        return _single(lexemes, at, entry, value, at + 2)
    if entry.kind == "hundred":
        rest = at + 2
        if (
            (
                rest + 1 < len(lexemes)
                and lexemes[rest].low == "and"
                and (more := number_words().get(lexemes[rest + 1].low))
            )
            and more[0].kind in ("unit", "teen", "ten")
            and (tail := _words(lexemes, rest + 1))
        ):
            return Numeral(at, tail.last, value + tail.value, "words")
    if lexemes[at + 1].low in ("millions", "billions", "trillions", "lakhs", "crores"):
        return None
    scale = value if entry.kind == "scale" else Fraction(1)
    half = _is_half(lexemes, at + 2)
    return Numeral(at, at + (5 if half else 2), value + (value / 2 if half else 0), "words", scale)


def _single(
    lexemes: list[Lexeme], at: int, entry: NumberWord, value: Fraction, last: int | None = None
) -> Numeral | None:
    """A fraction, collective or multiple without a number before it; `half a million` takes its scale along."""
    last = at + 1 if last is None else last
    if entry.kind == "multiple":
        return Numeral(at, last, value, "multiple", direction=entry.direction)
    if entry.kind == "fraction" and value > 0:
        if (scaled := _of_scale(lexemes, last)) is not None:
            return Numeral(at, scaled[0], value * scaled[1], "words", scaled[1])
        return Numeral(at, last, value, "fraction") if is_share(lexemes, at, last, entry.id) else None
    if entry.id == "score" or (lexemes[last - 1].low == "dozen" and last == at + 1):
        return None
    return Numeral(at, last, value, "collective")


def _of_scale(lexemes: list[Lexeme], at: int) -> tuple[int, Fraction] | None:
    """After a fraction: (of) a million, a dozen, million, as (where it ends, factor)."""
    i = at
    for filler in ("of", "a", "-"):
        if i < len(lexemes) and lexemes[i].low == filler:
            i += 1
    word = number_words().get(lexemes[i].low) if i < len(lexemes) else None
    if (
        word is None
        or word[0].kind not in ("scale", "hundred", "collective")
        or lexemes[i].low in word[0].glued
        or lexemes[i].low.endswith("s")
    ):
        return None
    return i + 1, word[1]


def _fraction_of(lexemes: list[Lexeme], at: int, i: int, count: Fraction, value: Fraction, kind: str) -> Numeral | None:
    if kind == "collective":
        return Numeral(at, i + 1, count * value, "collective")
    if (count > 1) != lexemes[i].low.endswith("s") and count != 1:
        return None
    if (scaled := _of_scale(lexemes, i + 1)) is not None:
        return Numeral(at, scaled[0], count * value * scaled[1], "words", scaled[1])
    return Numeral(at, i + 1, count * value, "fraction")


def _scaled(lexemes: list[Lexeme], found: Numeral) -> Numeral:
    """The numeral with the scale words that follow it: `2.5 million`, `250bn`, `50-bln`, `35 lakh crore`."""
    if found.form in ("fraction", "multiple") or found.scale != 1:
        return found
    value, scale, last = found.value, found.scale, found.last
    while last < len(lexemes):
        i = last + (lexemes[last].text == "-" and found.form == "digits")
        entry = number_words().get(lexemes[i].low) if i < len(lexemes) else None
        if (
            entry is None
            or entry[0].kind not in ("scale", "hundred", "collective")
            or not _may_scale(lexemes, i, entry[0], scale, found)
        ):
            break
        value, scale, last = value * entry[1], scale * entry[1], i + 1
    return found._replace(value=value, scale=scale, last=last) if value < LARGEST else found


def _may_scale(lexemes: list[Lexeme], i: int, entry: NumberWord, scale: Fraction, found: Numeral) -> bool:
    word = lexemes[i]
    if word.low in entry.glued or (len(word.low) <= 2 and word.low != "bn"):
        glued = word.start - lexemes[i - 1].end <= (0 if word.low in entry.glued else 1)
        if found.form != "digits" or not glued or scale != 1 or _is_name_tail(lexemes, i):
            return False
        return word.low not in ("m", "mm", "t", "b") or _is_amount(lexemes, found.first, i, word.low)
    if found.form != "digits":
        return entry.kind == "scale" and not word.low.endswith("s")
    if entry.id == "score" or (word.low == "millions" and scale != 1):
        return False
    return entry.kind != "hundred" or scale == 1


_CURRENCY_SIGNS = frozenset("$€£¥₹₩₽")
_SIZES = frozenset(["tall", "long", "wide", "high", "deep", "thick", "above", "below", "away", "x", "is", "and"])


def _is_amount(lexemes: list[Lexeme], first: int, letter: int, low: str) -> bool:
    """Whether a letter glued to digits scales them (`$3m`, `5m tonnes`, `3.2m in May`) or is a unit (`1.8m tall`)."""
    before = lexemes[first - 1].text if first else ""
    if before[-1:] in _CURRENCY_SIGNS or (before.isupper() and len(before) in (2, 3)):
        return True
    after = lexemes[letter + 1] if letter + 1 < len(lexemes) else None
    if after is None or after.kind != WORD or low == "mm":
        return False
    return after.low not in _SIZES and (low != "t" or len(after.low) > 3)


def _is_name_tail(lexemes: list[Lexeme], i: int) -> bool:
    """A letter glued to a number and to what follows (`24703m212`) is part of a name."""
    return i + 1 < len(lexemes) and lexemes[i + 1].start == lexemes[i].end and lexemes[i + 1].kind == NUMBER
