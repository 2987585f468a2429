"""Which way an undated weekday or month looks, and what qualifies an expression: read from the words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.vocabulary import FOLDER
from tradenlp.lexicon import read_entries

PAST, OPEN, FUTURE = -1, 0, 1
BACK_REACH, FRONT_REACH, MODAL_REACH = 14, 16, 5
_MODALS = frozenset("will would shall to could should must may might can ll".split())
_STOPS = frozenset(".?!;")
_CLOSE_FUTURE = frozenset("until till by".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a direction."""

    id: str
    direction: int
    words: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def cues() -> tuple[Cue, ...]:
    """The entries of the lexicon."""
    return read_entries(FOLDER / "cues.toml", Cue)


@cache
def _directions() -> dict[str, int]:
    return {word: cue.direction for cue in cues() for word in cue.words}


def direction(tokens: Tokens, first: int, last: int) -> int:
    """PAST, FUTURE or OPEN: the nearest cue before the expression in its sentence, else the nearest behind it."""
    return _backward(tokens, first) or _forward(tokens, last)


def _backward(tokens: Tokens, first: int) -> int:
    items = tokens.items
    for at in range(first - 1, max(first - BACK_REACH, 0) - 1, -1):
        word = items[at].text
        if _ends(tokens, at):
            return OPEN
        if found := _cue(tokens, at):
            return found
        if word in _CLOSE_FUTURE and at < first - 2:
            continue
    return OPEN


def _cue(tokens: Tokens, at: int) -> int:
    word = tokens.items[at].text
    known = _directions().get(word, 0)
    if word == "by":
        return OPEN
    if known == FUTURE:
        return FUTURE
    if known == PAST or (len(word) > 4 and word.endswith("ed")):
        return FUTURE if _under_modal(tokens, at) else PAST
    return OPEN


def _under_modal(tokens: Tokens, at: int) -> bool:
    return any(token.text in _MODALS for token in tokens.items[max(at - MODAL_REACH, 0) : at])


def _forward(tokens: Tokens, last: int) -> int:
    for at in range(last, min(last + FRONT_REACH, len(tokens.items))):
        if _ends(tokens, at):
            return OPEN
        if found := _cue(tokens, at):
            return found
    return OPEN


def _ends(tokens: Tokens, at: int) -> bool:
    token = tokens.items[at]
    if token.word and token.word.kind == "Break":
        return True
    if token.text not in _STOPS:
        return False
    if token.text != ".":
        return True
    after = token.end
    source = tokens.source
    spaced = after >= len(source) or source[after].isspace() or source[after] in "\"”’'"
    return spaced and (at == 0 or len(tokens.items[at - 1].text) > 3 or tokens.items[at - 1].text.isdigit())


_MODIFIERS = {
    "approx": "about around roughly some approximately circa nearly almost".split(),
    "more_than": ["over"],
    "before": "by before until till".split(),
    "after": "after since from".split(),
}
_PAIRS = {("more", "than"): "more_than", ("at", "least"): "more_than", ("less", "than"): "less_than", ("up", "to"): "less_than"}


def modifier(tokens: Tokens, first: int) -> str | None:
    """What qualifies an expression: approx, more_than, less_than, before, after; None where nothing does."""
    words = [token.text for token in tokens.items[max(first - 3, 0) : first] if token.text != "the"]
    if tuple(words[-2:]) in _PAIRS:
        return _PAIRS[words[-2], words[-1]]
    return next((name for name, known in _MODIFIERS.items() if words and words[-1] in known), None)
