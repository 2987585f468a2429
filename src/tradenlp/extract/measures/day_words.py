"""The words around a day: what introduces it, what it is the day of besides a measure, what is put off to it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path

from tradenlp.extract.state import context_of
from tradenlp.extract.view import Placed, View
from tradenlp.facts import DateExpression
from tradenlp.lexicon import read_toml

REACH = 6
"""words before "since" within which it is said of what the day is the last such one"""
NEWS_DAYS = 7
"""a decision that an article reports was taken within these days before it appeared"""
RULES = frozenset({"rules", "regulations", "acts", "laws", "ordinance", "order", "notification"})
LAWS = frozenset({"act", "law", "code", "treaty", "statute"})


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists of `timing.toml`."""
    return frozenset(read_toml(Path(__file__).parent / "timing.toml")["lists"][name])


def is_news(view: View, fact: DateExpression) -> bool:
    """Whether a day is so near before that of publication that what was done then is news."""
    published = context_of(view.doc).published
    if published is None or fact.start_date is None:
        return False
    return published - timedelta(days=NEWS_DAYS) <= fact.start_date <= published


def preposition(view: View, first: int) -> tuple[str, int]:
    """The word that introduces a date, and its token."""
    token = first - 1
    while token > max(-1, first - 5) and view.words[token] in words("passed_over"):
        token -= 1
    if token < 0:
        return "", 0
    if view.words[token] == "of" and view.words[token - 1] == "as":
        return "since", token
    if view.words[token] == "to" and view.words[token - 1] == "up":
        return "until", token
    return view.words[token], token


def is_past(view: View, fact: DateExpression) -> bool:
    """Whether a day can be one of announcement: it does not lie after the day of publication."""
    published = context_of(view.doc).published
    if published is None or fact.start_date is None:
        return True
    runs_on = "/" in (fact.value or "") and fact.end_date is not None and fact.end_date > published
    return fact.start_date < published or (fact.start_date == published and not runs_on)  # "for the next five years"


def of_a_law(view: View, placed: Placed[DateExpression]) -> bool:
    """ "the Trade Act from 1962", "a law of 2015", "a 1962 trade law": the year is the law's."""
    at, last = preposition(view, placed.first)[1], placed.last - 1
    before = at > 0 and view.words[at - 1] in LAWS
    year = placed.last - placed.first == 1 and view.words[placed.first].isdigit()
    if year and view.words[placed.first - 1] == "," and view.words[placed.first - 2] in LAWS | RULES:
        return True  # "the Dumping Rules, 2001"
    return before or (view.heads[last] >= placed.last and view.words[view.heads[last]] in LAWS)


def compared(view: View, placed: Placed[DateExpression]) -> bool:
    """ "half of last year's volume", "47% less than in 2024", "against 2019": what a figure is measured by."""
    last = placed.last - 1
    if placed.last < len(view.words) and view.words[placed.last] == "'s" and view.deps[last] == "poss":
        return view.words[view.heads[last]] in words("amounts")
    before, at = preposition(view, placed.first)
    if before == "than" and view.words[at - 1] in ("later", "earlier", "sooner"):
        return False
    if before == "since" and _the_most(view, at):
        return True
    return before in ("than", "against", "versus") or (before == "in" and view.words[at - 1] in ("than", "from"))


def _the_most(view: View, since: int) -> bool:
    """ "The largest deal since 1995", "their lowest since 2009": the last such one, and not the start of this one."""
    return any(view.tags[t] in ("JJS", "RBS") for t in range(max(0, since - REACH), since))


def retold(view: View, verb: int) -> bool:
    """ "The paper reported on Monday that", "could announce it on Friday": nobody's decision, or one still to come."""
    ahead = any(view.tags[c] in ("MD", "TO") for c in view.children(verb) if c < verb)
    return ahead or view.words[verb] in words("reporting_verbs")


def denied(view: View, verb: int) -> bool:
    """Whether a verb is told with "not"."""
    return any(view.deps[c] == "neg" for c in view.children(verb))


def delays(view: View, verb: int) -> bool:
    """Whether a verb moves something to a later day: "postponed until", "put off to"."""
    off = view.words[verb] in ("put", "puts", "putting") and any(view.words[c] == "off" for c in view.children(verb))
    return off or view.words[verb] in words("delaying_verbs")


def once_planned(view: View, verb: int) -> bool:
    """ "was due to last until March", "had been meant to start in May": it came otherwise."""
    below = (c for c in view.children(verb) if view.deps[c] in ("acomp", "attr"))
    due = next((t for t in (view.heads[verb], *below) if view.words[t] in words("due")), None)
    if due is None or view.deps[verb] not in ("xcomp", "ROOT"):
        return False
    be = view.heads[due]
    return any(view.words[c] in ("was", "were", "had") for c in (*view.children(due), be, *view.children(be)))
