"""Levies whose noun is left out: `put a provisional 13% on pipes`, `the 50% that Lima charges on cars`."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.levies import CHARGED, goods_at, levy_meant, names_its_levy
from tradenlp.extract.figures.nouns import is_levy
from tradenlp.extract.figures.phrases import Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity
from tradenlp.extract.figures.words import word_list

_RATES = ("percent", "percentage_point")
_WHO_CHARGES = 7
"""lexemes between `the 50%` and the verb of charging"""


def elided_levy(
    s: Sentence, q: Quantity, begin: int, named: Sequence[str], same_sentence: bool, text: str
) -> str | None:
    """The levy and what it is on where only the rate is printed, None where the number is something else.

    `named` is what the figures before measured, `same_sentence` whether the last of them stands in this sentence.
    """
    if q.unit not in _RATES or (names_its_levy(s, q.last) and not is_word(s, q.last, "more")):
        return None
    at = q.last + is_word(s, q.last, "more", "extra")
    levy = levy_meant(s, q, named, text)
    first = _article(s, begin)
    kind = (
        text[s.lexemes[first + 1].start : s.lexemes[begin - 1].end] if first is not None and first + 1 < begin else ""
    )
    kind = kind if kind.lower() in word_list("kinds of levies") else ""
    if (charged := _charged_by(s, at)) is not None:
        words = f"{kind} {levy.split()[-1]}" if kind else levy
        return f"{words} on {phrases.text_of(s, charged, text)}" if first is not None else None
    if not is_word(s, at, "on", "for", "against") or (goods := goods_at(s, at + 1)) is None:
        return None
    told = phrases.text_of(s, goods, text)
    if at > q.last:
        return f"{levy} on {told}" if is_word(s, at, "on") else None
    listed = begin > 0 and s.lexemes[begin - 1].low in (",", ";", "and")
    if listed and same_sentence and is_word(s, at, "for") and named and is_levy(named[-1]):
        return f"{levy} on {told}"
    return f"{kind} {levy.split()[-1]} on {told}" if kind and is_word(s, at, "on") else None


def _article(s: Sentence, begin: int) -> int | None:
    """Where the article stands that makes a noun of the number: `a flat 10%`, `the 50%`."""
    i = begin - 1
    while i > 0 and (s.tags[i] in "JP" or s.lexemes[i].low in word_list("kinds of levies")):
        i -= 1
    return i if i >= 0 and is_word(s, i, "a", "an", "the") else None


def _charged_by(s: Sentence, at: int) -> phrases.Phrase | None:
    """What the levy is on in `the 50% that Lima has charged on cars`."""
    if not is_word(s, at, "that", "which") and (at >= len(s.tags) or s.tags[at] not in "NS"):
        return None
    for i in range(at + 1, min(at + _WHO_CHARGES, len(s.lexemes) - 2)):
        if s.lexemes[i].low in CHARGED or is_word(s, i, "piled", "put", "slapped", "levied", "laid"):
            return goods_at(s, i + 2) if is_word(s, i + 1, "on") else None
    return None
