"""The period that a statistical report is about: `Exports fell 3% in July. … Imports rose 2%`, in July too.

News of trade figures names its month once and goes on without it. A change of a flow of trade, or a level that such a
change leads to, is of the period that the last dated change of a flow was of, as long as its own sentence has no date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.words import word_list
from tradenlp.facts import DateExpression, Figure

_PERIOD = re.compile(r"\d{4}(?:-\d\d|-Q\d|-H\d)?|\d{4}-\d\d(?:-\d\d)?/\d{4}-\d\d(?:-\d\d)?")
_FLOWS = word_list("flows of trade")
_GOODS_FLOWS = frozenset(("exports", "imports", "shipments", "sales", "deliveries", "arrivals", "output", "production"))
_ROW = re.compile(r"\s*(?:[-–•*·▪]\s*)?([^\W\d_][^:\n.;]{1,50}):\s")
"""an entry of a list, `- Passenger cars: down 6%`: the goods before the colon"""
_UNDONE = re.compile(
    r"\b(?:agree\w*|plan\w*|aim\w*|hope\w*|want\w*|would|could|may|might|will|should|expect\w*|forecast\w*|predict\w*"
    r"|target\w*|if|set to)\b"
)
_SINCE = re.compile(r"\bsince (?:the (?:start|beginning|end)|last|early|mid|late|[A-Z\d])")
_IN = re.compile(r"\b(?:in|for)(?: the)? $")
LEDE = 500
"""code points in which a report names its period"""
MOVES = frozenset(("increase", "decrease", "to"))
"""directions of a figure by which something moved"""


class Report:
    """The period of the report that an article is, as far as it has been read."""

    def __init__(self, period: str | None = None) -> None:
        self._period = period
        self._flow: str | None = None

    def read(self, figure: Figure, sentence: str, dated: bool) -> Figure:
        """The figure with what the report adds: the period, and in a row of a list the flow that the goods are of."""
        if self._flow is None and figure.period is not None and _of_flow(figure):
            self._flow = next((word for word in _head(figure).split() if word in _GOODS_FLOWS), None)
        row = _ROW.match(sentence)
        if row and self._flow and figure.direction in MOVES and figure.what == row[1].strip() and not _of_flow(figure):
            figure = replace(figure, what=f"{self._flow} of {figure.what}")
        period = self.period_of(figure, sentence, dated)
        return figure if period == figure.period else replace(figure, period=period)

    def period_of(self, figure: Figure, sentence: str, dated: bool) -> str | None:
        """The period of `figure`, whose `sentence` holds dates or not: its own, else that of the report."""
        if not _of_flow(figure):
            return figure.period
        if figure.period is not None:
            told = figure.direction in MOVES and _SINCE.search(sentence) is None and _UNDONE.search(sentence) is None
            if told and _PERIOD.fullmatch(figure.period) and not _sums_up(figure.period, self._period):
                self._period = figure.period
            return figure.period
        moved = figure.direction in MOVES or figure.unit != "percent"
        return self._period if moved and not dated and not _UNDONE.search(sentence) else None


def of_lede(text: str, dates: Sequence[DateExpression]) -> str | None:
    """The month or quarter in which the first sentences tell that a flow rose or fell: `exports fell in May`."""
    for date in dates:
        if date.start > LEDE:
            return None
        if date.type != "date" or not _PERIOD.fullmatch(date.value or "") or not _IN.search(text, 0, date.start):
            continue
        first = max(text.rfind(end, 0, date.start) for end in (". ", "\n")) + 1
        end = text.find("\n", date.end)
        told = text[first : end if end > 0 else None].partition(". ")[0]
        words = set(re.findall(r"[a-z]+", told.lower()))
        if (
            len(date.value or "") > 4
            and words & _FLOWS
            and words & change_words().verbs.keys()
            and not _UNDONE.search(told)
        ):
            return date.value
    return None


def _sums_up(period: str, month: str | None) -> bool:
    """`2025-01/2025-07` beside `2025-07`: the year so far, told once in a report of its last month."""
    return month is not None and len(month) == 7 and period.endswith(f"/{month}")


def _of_flow(figure: Figure) -> bool:
    """Whether it measures exports, imports, a balance: a noun before the first preposition of its phrase says so."""
    return figure.unit != "count" and not _FLOWS.isdisjoint(_head(figure).split())


def _head(figure: Figure) -> str:
    return re.split(r" (?:of|to|from|with|in|on|for|by)\b", (figure.what or "").lower(), maxsplit=1)[0]
