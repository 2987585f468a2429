"""Names by their words: finds thousands of names in one walk over the words of a text.

Names are compared word by word, without regard to accents, to British or American spelling or to how the text
is broken into lines; their capitals must be as written, or the name must stand in capitals throughout. The index
works on the text itself and not on a tokenizer's idea of `US-China`; letters with dots (`U.S.`) are one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+")
LONGEST = 16
_ANY_CASE = ("generic", "type")
_SPELLING = {
    "organisation": "organization",
    "organisations": "organizations",
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "programme": "program",
    "saint": "st",
}
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae"})
_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "\u00a0": " "})
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Name:
    """A form under which an actor is known; `form` says when it counts."""

    actor_id: str
    text: str
    form: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where names of the index stand: words `first` to `last` (inclusive), code points `start` to `end`."""

    start: int
    end: int
    first: int
    last: int
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where each begins and ends, and its folded form."""

    text: str
    starts: list[int]
    ends: list[int]
    folded: list[str]

    def raw(self, number: int) -> str:
        """A word as written; empty beyond the text."""
        if not 0 <= number < len(self.starts):
            return ""
        return self.text[self.starts[number] : self.ends[number]]

    def gap(self, number: int) -> str:
        """What stands between a word and the one after it."""
        after = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.ends[number] : after]


def strip_accents(text: str) -> str:
    """`Malmström` → `Malmstrom`."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case, accents, dots and national spelling."""
    low = strip_accents(word).lower().replace(".", "")
    return _SPELLING.get(low, low)


@lru_cache(maxsize=16384)
def normalise(text: str) -> str:
    """A name with plain quotes, hyphens, spaces and letters, in one spelling, its capitals kept, no final dot."""
    plain = strip_accents(_SPACE.sub(" ", text.translate(_MARKS)).strip()).rstrip(".")
    return WORD.sub(_one_spelling, plain)


def _one_spelling(match: re.Match[str]) -> str:
    word = match[0]
    other = _SPELLING.get(word.lower())
    if other is None:
        return word
    return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other


def split_words(text: str) -> Words:
    """The words of a text, in order."""
    starts, ends, folded = [], [], []
    for match in WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        folded.append(fold(match[0]) if match.end() - match.start() < 40 else "")
    return Words(text, starts, ends, folded)


class NameIndex:
    """A tree of words; where a branch ends a name, its leaf holds the names that end there."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.tree: dict[str, Any] = {}
        self.add(names)

    def add(self, names: Iterable[Name]) -> None:
        """Put further names in; where a blocked phrase is also a name, the phrase is first."""
        for name in names:
            node = self.tree
            for word in WORD.findall(name.text):
                node = node.setdefault(fold(word), {})
            leaf = node.setdefault("", {})
            text = name.text.lower() if name.form in _ANY_CASE and " " in name.text else name.text
            namesakes = leaf.setdefault((text, name.form in _ANY_CASE), [])
            if name.form == "generic" and namesakes:
                continue  # one stands for all bodies that share the name; the registry knows them
            if name.form == "blocked":
                namesakes.insert(0, name)
            elif all(other.actor_id != name.actor_id for other in namesakes):
                namesakes.append(name)

    def find(self, words: Words) -> Iterator[Hit]:
        """The longest names, left to right, without overlaps."""
        number, count = 0, len(words.folded)
        tree = self.tree
        while number < count:
            node = tree.get(words.folded[number])
            hit = self._longest(words, number, node) if node is not None else None
            if hit is not None:
                yield hit
                number = hit.last
            number += 1

    def _longest(self, words: Words, first: int, node: dict[str, Any]) -> Hit | None:
        best, last, stop = None, first, min(len(words.folded), first + LONGEST)
        while True:
            if (here := node.get("")) and (hit := _as_written(words, first, last, here)):
                best = hit
            last += 1
            following = node.get(words.folded[last]) if last < stop else None
            if following is None:
                return best
            node = following


def _as_written(words: Words, first: int, last: int, leaf: dict[tuple[str, bool], list[Name]]) -> Hit | None:
    start, end = words.starts[first], words.ends[last]
    surface = words.text[start:end]
    if words.text[end : end + 1] == "+" and any(text.endswith("+") for text, _ in leaf):
        surface, end = surface + "+", end + 1  # `OPEC+` is not OPEC
    fitting: list[Name] = []
    for (text, any_case), names in leaf.items():
        if fits(surface, text, any_case):
            fitting.extend(names)
    if not fitting:
        return None
    fitting = [name for name in fitting if name.form == "blocked"] or fitting
    if words.text[end : end + 1] == "." and (fitting[0].text.endswith(".") or "." in surface.rsplit(None, 1)[-1]):
        end += 1
    return Hit(start, end, first, last, tuple(fitting))


def fits(surface: str, text: str, any_case: bool = False) -> bool:
    """Whether a stretch of text is a name as written or in capitals throughout; with `any_case` in any."""
    if surface == text:
        return True
    plain, known = normalise(surface), normalise(text)
    if plain == known:
        return True
    if any_case and " " in known:
        return plain.lower() == known.lower()
    return len(plain) > 3 and plain.isupper() and plain == known.upper()
