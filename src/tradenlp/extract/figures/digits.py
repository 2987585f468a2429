"""Reads digit strings: English, Indian and continental grouping, fractions with a slash, powers of ten."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from tradenlp.extract.figures.lexemes import NUMBER, Lexeme

LARGEST = Fraction(10) ** 300
"""values from here on are no figures: they would leave the range of a float"""


_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")


_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}")


_APOSTROPHE = re.compile(r"\d{1,3}(?:[’']\d{3})+(?:\.\d+)?")


_PLAIN = re.compile(r"\d+(?:\.\d+)?")


_SCIENTIFIC = re.compile(r"(\d+(?:\.\d+)?)[eE]([-+−]?\d{1,3})")


_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 32, 40, 64, 100))


def read_digits(text: str) -> Fraction | None:
    """The value of a digit string, or None where the grouping belongs to no known style (1.2.3, 10,11,12)."""
    if not text[0].isdigit() or not text.replace("−", "-").isascii():
        return vulgar(text)
    if _PLAIN.fullmatch(text):
        return Fraction(text)
    if power := _SCIENTIFIC.fullmatch(text):
        return Fraction(power[1]) * Fraction(10) ** int(power[2].replace("−", "-"))
    if _ENGLISH.fullmatch(text) or _INDIAN.fullmatch(text):
        return Fraction(text.replace(",", ""))
    if _APOSTROPHE.fullmatch(text):
        return Fraction(re.sub("[’']", "", text))
    if _CONTINENTAL.fullmatch(text):
        return Fraction(text.replace(".", "").replace(",", "."))
    return None


def vulgar(text: str) -> Fraction | None:
    """The value of a single character such as ½, else None."""
    try:
        return Fraction(unicodedata.numeric(text)).limit_denominator(10)
    except (TypeError, ValueError):
        return Fraction(text.replace("’", "")) if text.replace("’", "").isdigit() else None


def power_of_ten(lexemes: list[Lexeme], at: int) -> tuple[int, Fraction] | None:
    """`× 10−5` behind a number: where it ends and the power of ten."""
    part = [lexeme.text for lexeme in lexemes[at + 1 : at + 5]]
    if part[:2] != ["×", "10"] or len(part) < 4 or not part[3].isdigit() or len(part[3]) > 2:
        return None
    exponent = int(part[3]) if part[2] == "^" else -int(part[3]) if part[2] in "-−" else None
    return None if exponent is None else (at + 5, Fraction(10) ** exponent)


def spaced_group(lexemes: list[Lexeme], at: int, last: int) -> tuple[str, int] | None:
    """`10 000` and, in tokenised text, `6 . 2` and `80 , 000`: the digits so far and where they end."""
    so_far = "".join(lexeme.text for lexeme in lexemes[at:last])
    following = lexemes[last : last + 2]
    if not following or not so_far.replace(".", "").isdigit() or len(so_far) > 12:
        return None
    group = following[0]
    if group.kind == NUMBER:
        end = _blank_groups(lexemes, last) if last == at + 1 and len(so_far) <= 3 and so_far.isdigit() else last
        return (so_far + "".join(lexeme.text for lexeme in lexemes[last:end]), end) if end > last else None
    if group.text not in ".," or len(following) < 2 or following[1].kind != NUMBER or not following[1].text.isdigit():
        return None
    before, after = group.start - lexemes[last - 1].end, following[1].start - group.end
    if group.text == "." and before == after == 1 and "." not in so_far:
        return f"{so_far}.{following[1].text}", last + 2
    thousands = len(following[1].text) == 3 and len(so_far) <= 3
    if group.text == "," and thousands and after == 1 and (before == 1 or following[1].text[0] == "0"):
        return so_far + following[1].text, last + 2
    return None


def _blank_groups(lexemes: list[Lexeme], at: int) -> int:
    """Where groups of three digits after one blank each end; `at` where other digits follow them."""
    i = at
    while i < len(lexemes) and len(lexemes[i].text) == 3 and lexemes[i].text.isdigit() and i < at + 4:
        if lexemes[i].start - lexemes[i - 1].end != 1:
            break
        i += 1
    return at if i < len(lexemes) and lexemes[i].kind == NUMBER else i


def slashed(lexemes: list[Lexeme], at: int) -> Fraction | None:
    """The value of `1/4` at lexeme `at`, or None where it is no fraction (`9/11`, `24/7`)."""
    if len(lexemes) < at + 3 or lexemes[at + 1].text not in "/⁄" or lexemes[at + 2].kind != NUMBER:
        return None
    top, bottom = lexemes[at].text, lexemes[at + 2].text
    if not (top.isdigit() and bottom.isdigit()) or len(top) > 3 or len(bottom) > 3 or int(bottom) not in _DENOMINATORS:
        return None
    more = at + 3 < len(lexemes) and lexemes[at + 3].text == "/"
    return None if more or int(top) >= int(bottom) else Fraction(int(top), int(bottom))
