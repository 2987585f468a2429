"""The news of an article: where it is told, and the day on which what it reports was decided."""

from __future__ import annotations

from collections.abc import Iterator

from tradenlp.extract.measures.day_words import is_news, preposition, words
from tradenlp.extract.state import context_of
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import DateExpression

AT_ONCE = frozenset({("immediate", "effect"), ("effective", "immediately"), ("effect", "immediately"),
                     ("immediately", "effective"), ("effect", "today"), ("apply", "immediately"), ("effect", "at"),
                     ("applies", "immediately"), ("apply", "at"), ("applies", "at"), ("force", "at"),
                     ("force", "immediately"), ("effective", "at")})  # fmt: skip
IMMEDIATE = frozenset({"immediate", "immediately"})
DECISIONS = frozenset({"adoption", "announcement", "approval", "decision", "publication", "signature", "signing"})
LEAD_SENTENCES = 3
NEWS_SENTENCES = 8
"""the day of the news is told in the first sentences"""


def at_once(view: View, number: int) -> bool:
    """Whether a sentence says that the measure applies from the moment of its announcement."""
    return any(pair in AT_ONCE for pair in _pairs(view, number)) or _on_its_day(view, *view.sentences[number])


def _pairs(view: View, number: int) -> Iterator[tuple[str, str]]:
    start, end = view.sentences[number]
    return zip(view.words[start : end - 1], view.words[start + 1 : end], strict=True)


def immediately(view: View, number: int) -> bool:
    """ "With immediate effect": whether what a sentence tells of as decided applies already."""
    return any(pair in AT_ONCE and not IMMEDIATE.isdisjoint(pair) for pair in _pairs(view, number))


def _on_its_day(view: View, start: int, end: int) -> bool:
    """ "took effect on the day of its adoption", "apply from the day of the announcement"."""
    days = [t for t in range(start, end - 3) if view.words[t] == "day" and view.words[t + 1] == "of"]
    return any(not DECISIONS.isdisjoint(view.words[t + 2 : t + 4]) for t in days)


def lead_end(view: View) -> int:
    """Offset at which the first sentences of the body end."""
    body = [s for s in view.sentences if s[0] >= view.body_token][:LEAD_SENTENCES]
    return view.char_end(body[-1][1] - 1) if body else 0


def news_day(view: View) -> str | None:
    """The day on which what the lead of an article reports was decided: the first of the last days that it tells.

    Of what is told further down that day says nothing. An article that names no day near its own may tell of an act of
    any day.
    """
    if context_of(view.doc).published is None:
        return None
    body = [s for s in view.sentences if s[0] >= view.body_token][:NEWS_SENTENCES]
    for start, end in body:
        for placed in within(view.dates, start, end):
            if _is_news(view, placed):
                return placed.fact.value
    return None


def _is_news(view: View, placed: Placed[DateExpression]) -> bool:
    fact = placed.fact
    if fact.type != "date" or fact.start_date is None or fact.start_date != fact.end_date:
        return False
    if not is_news(view, fact):
        return False
    before, _ = preposition(view, placed.first)
    verb = next((a for a in view.ancestors(placed.last - 1) if view.is_verb(a)), None)
    if verb is not None and view.words[verb] in words("starting_verbs"):
        return False
    return before not in words("until_words") | words("since_words") | words("by_words")
