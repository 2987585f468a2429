"""English number words: what they are worth and how a phrase of them adds up."""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = str.split("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = str.split(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)

CARDINALS: dict[str, int] = {word: n for n, word in enumerate(_UNITS)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
SCALES: dict[str, int] = {"dozen": 12, "hundred": 100, "thousand": 1000}
ORDINALS: dict[str, int] = {word: n for n, word in enumerate(_ORDINALS) if n} | {"twentieth": 20, "thirtieth": 30}
TENS: dict[str, int] = {w: 10 * n for n, w in enumerate(_TENS, 2)}
DECADES: dict[str, int] = {f"{w[:-1]}ies": 10 * n for n, w in enumerate(_TENS, 2)}


def number_of(words: Sequence[str]) -> float | None:
    """The number that a phrase of digits and number words says ("2", "twenty four", "two and a half"), or None."""
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if (value := _plain(word)) is not None:
            current, seen = current + value, True
        elif word in SCALES:
            current, seen = (current or 1) * SCALES[word], True
            if word == "thousand":
                total, current = total + current, 0.0
        elif word == "half":
            current, seen = current + 0.5, True
        elif word not in {"and", "a", "an", "-"}:
            return None
    if not seen and any(word in {"a", "an"} for word in words):
        return 1.0
    return total + current if seen else None


def spelled_year(words: Sequence[str]) -> int | None:
    """A year in words ("nineteen ninety-seven", "two thousand four"), or None."""
    values = [CARDINALS.get(word, SCALES.get(word, -1)) for word in words if word not in {"-", "and"}]
    match values:
        case [2, 1000]:
            return 2000
        case [2, 1000, *rest] if 0 < sum(rest) < 100:
            return 2000 + sum(rest)
        case [15 | 16 | 17 | 18 | 19 | 20 as hundreds, tens, *rest] if 10 <= tens + sum(rest) < 100 and len(rest) < 2:
            return hundreds * 100 + tens + sum(rest)
    return None


def _plain(word: str) -> float | None:
    if word in CARDINALS:
        return CARDINALS[word]
    if word == "1/2":
        return 0.5
    try:
        return float(word.replace(",", "")) if word[0].isdigit() else None
    except ValueError:
        return None
