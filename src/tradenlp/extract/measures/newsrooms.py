"""Whose news it is where no state is named: where the report was sent from, or else where it was printed.

Papers write for readers at home: "KARACHI: The government raised the duty on tyres" names no state at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tradenlp.extract.measures.lexicon import HERE
from tradenlp.extract.state import context_of
from tradenlp.extract.view import View
from tradenlp.lexicon import read_toml

LONGEST_NAME = 4
"""tokens"""
SIGNS = frozenset({":", "-", "–", "—", "--", "(", ",", "|"})
"""what stands behind the place that a report was sent from"""


def state_of_news(view: View) -> str | None:
    """The state of the town that the text opens with as the place of its report; else the one of its publisher."""
    first = view.body_token
    for last in range(first + 1, min(first + LONGEST_NAME, len(view.words) - 1) + 1):
        state = _towns().get(tuple(view.words[first:last]))
        if state is not None and view.words[last] in SIGNS:
            return state
    return context_of(view.doc).country


@cache
def _towns() -> Mapping[tuple[str, ...], str]:
    """Towns in lower-case words, and their states."""
    told = read_toml(HERE / "newsrooms.toml")
    return {tuple(town.lower().split()): state for state, towns in told.items() for town in towns}
