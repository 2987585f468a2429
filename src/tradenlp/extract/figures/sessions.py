"""The trading day that a market report is about: `Tin fell 3% on Monday. … Zinc closed at $2,610`, on Monday too.

News of prices names its day once and goes on without it. A move of something quoted on a market, told in a sentence
without a date, is of the day on which the first sentences tell of such a move.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tradenlp.extract.figures.currencies import currency_index
from tradenlp.extract.figures.reports import LEDE, MOVES
from tradenlp.extract.figures.words import word_list
from tradenlp.facts import DateExpression, Figure

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"[A-Z][a-z]+\.?")
_WORD = re.compile(r"[^\W\d_]+")
_ON = re.compile(r"[^.,;:] $")
_MOVED = re.compile(
    r"\b(?:rose|fell|gained|lost|jumped|slipped|slid|sank|dropped|climbed|surged|soared|plunged|tumbled|slumped|dipped"
    r"|rallied|rebounded|recovered|retreated|eased|firmed|strengthened|weakened|advanced|declined|leapt|leaped|shed|added"
    r"|edged|settled|closed|ended|finished|traded|opened|steadied|hit|reached|touched|hovered|held|was|were|had)\b"
)
_TOLD = re.compile(r"\b(?:sa(?:id|ys)|announced|told|reported|unveiled|agreed|imposed|warned|threatened)\b")
_NOT_SO = re.compile(
    r"\b(?:ha(?:s|ve)|will|would|could|may|might|should|if|since|so far|expect\w*|forecast\w*|predict\w*|likely)\b"
)
_OF = re.compile(r" (?:of|to|from|with|in|on|for|by|at|traded) ")
_ANCHORED = re.compile(
    r"\b(?:in|on|since|for|until|till|by|from|of|to|last|next|this|late|early|mid|during|before|after)[ -]$"
)
BEFORE = 60
"""code points before a number in which its verb stands"""


@cache
def _quoted() -> frozenset[str]:
    """Nouns for what is quoted on markets: goods, papers, indices, and currencies by their names."""
    index = currency_index()
    money = {noun for noun in index.nouns if len(noun) > 3} | {
        word for name in index.names for word in name.split()[-1:]
    }
    return word_list("quoted on markets") | money


class Session:
    """The trading day that the first sentences of an article tell of."""

    def __init__(self, text: str, dates: Sequence[DateExpression]) -> None:
        self._text = text
        self._lede = _of_lede(text, dates)

    def read(self, figure: Figure, start: int, dates: Sequence[DateExpression]) -> Figure:
        """The figure, with the day of the session where its sentence, from `start` on, has no date of its own."""
        if self._lede is None or figure.period is not None or figure.direction not in MOVES or not _is_quoted(figure):
            return figure
        before = self._text[max(start, figure.start - BEFORE) : figure.start]
        if _NOT_SO.search(before) or any(d.type == "date" and not is_delivery(self._text, d) for d in dates):
            return figure
        return replace(figure, period=self._lede)


def _is_quoted(figure: Figure) -> bool:
    """Whether it measures a price, an index, a rate: the last word before the first preposition says so."""
    return figure.unit == "point" or _names_quoted(_OF.split(f"{figure.what or ''} ", maxsplit=1)[0])


def _names_quoted(phrase: str) -> bool:
    words = _WORD.findall(phrase.lower())
    if words[-1:] in (["price"], ["prices"], ["contract"], ["contracts"]):
        words.pop()
    return bool(words) and (words[-1] in _quoted() or words[-1].removesuffix("s") in _quoted())


def is_delivery(text: str, date: DateExpression) -> bool:
    """The month in which goods bought today are handed over: `July cotton`, `the March contract`."""
    if not _MONTH.fullmatch(date.text) or _ANCHORED.search(text[max(0, date.start - 8) : date.start].lower()):
        return False
    words = re.match(r" ([\w'’-]+)(?: ([\w'’-]+))?(?: ([\w'’-]+))?", text[date.end : date.end + 60])
    return words is not None and any(
        word in _CONTRACTS or (word in word_list("quoted on markets")) for word in words.groups() if word
    )


_CONTRACTS = frozenset(("contract", "contracts", "futures", "delivery"))


def _of_lede(text: str, dates: Sequence[DateExpression]) -> str | None:
    """The day on which the first sentences tell that something quoted moved or stood still: `Tin fell on Monday`."""
    for date in dates:
        if date.start > LEDE:
            return None
        if date.type != "date" or not _DAY.fullmatch(date.value or ""):
            continue
        first = max(text.rfind(end, 0, date.start) for end in (". ", "\n", " - ", " — ", " – ", "— ")) + 1
        told = text[first : date.start]
        moved = _MOVED.search(told)
        if moved and not _TOLD.search(told) and _ON.search(told) and _subject_quoted(told[: moved.start()]):
            return date.value
    return None


def _subject_quoted(subject: str) -> bool:
    """Whether the price of a good or a currency moved: shares that fell are news of their firm, no market report."""
    phrase = _OF.split(f"{subject.strip(' -–—')} ", maxsplit=1)[0]
    return _names_quoted(phrase) and _SHARES.search(phrase) is None


_SHARES = re.compile(r"\b(?:shares?|stocks?|index)\b", re.IGNORECASE)
