"""A noun in its place: what the open word classes are asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.view import View


@dataclass(frozen=True, slots=True)
class Spot:
    """A noun in its sentence: the view, the noun, the verb whose argument it is."""

    view: View
    token: int
    verb: int


def phrase_with(token_words: str, beside: str) -> Callable[[Spot], bool]:
    """A word of one set in whose phrase a word of another stands: "list of banned firms", "state contracts"."""

    def holds(spot: Spot) -> bool:
        if spot.view.words[spot.token] not in flow_words(token_words):
            return False
        below = (t for t in spot.view.subtree(spot.token) if t != spot.token)
        return any(spot.view.words[t] in flow_words(beside) for t in below)

    return holds
