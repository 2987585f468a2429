"""The period that a statistical report is about: `Exports fell 3% in July. … Imports rose 2%`, in July too.

News of trade figures names its month once and goes on without it. A change of a flow of trade, or a level that such a
change leads to, is of the period that the last dated change of a flow was of, as long as its own sentence has no date.
"""

from __future__ import annotations

import re

from tradenlp.extract.figures.words import word_list
from tradenlp.facts import Figure

_PERIOD = re.compile(r"\d{4}(?:-\d\d|-Q\d|-H\d)?|\d{4}-\d\d(?:-\d\d)?/\d{4}-\d\d(?:-\d\d)?")
_FLOWS = word_list("flows of trade")
_UNDONE = re.compile(r"\b(?:would|could|may|might|will|should|expect\w*|forecast\w*|predict\w*|target\w*|if|set to)\b")
_MOVES = frozenset(("increase", "decrease"))


class Report:
    """The period of the report that an article is, as far as it has been read."""

    def __init__(self) -> None:
        self._period: str | None = None

    def period_of(self, figure: Figure, sentence: str, dated: bool) -> str | None:
        """The period of `figure`, whose `sentence` holds dates or not: its own, else that of the report."""
        if not _of_flow(figure):
            return figure.period
        if figure.period is not None:
            if figure.direction in _MOVES and "since" not in sentence and _PERIOD.fullmatch(figure.period):
                self._period = figure.period
            return figure.period
        moved = figure.direction in (*_MOVES, "to") or figure.unit != "percent"
        return self._period if moved and not dated and not _UNDONE.search(sentence) else None


def _of_flow(figure: Figure) -> bool:
    """Whether it measures exports, imports, a balance: a noun before the first preposition of its phrase says so."""
    head = re.split(r" (?:of|to|from|with|in|on|for|by)\b", (figure.what or "").lower(), maxsplit=1)[0]
    return figure.unit != "count" and not _FLOWS.isdisjoint(head.split())
