"""The words of a document by position: what the search for a speaker reads instead of the whole parse."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its extent in the text."""

    start: int
    end: int
    text: str
    lower: str
    tag: str
    """Penn Treebank tag; empty where nothing tagged the document"""


class Words:
    """Looks up the tokens that lie in a stretch of the text."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self._doc = doc
        self._starts = [token.idx for token in doc]

    def between(self, start: int, end: int) -> list[Word]:
        """The tokens that begin in `start` to `end` (code points), white space left out."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [
            Word(t.idx, t.idx + len(t.text), t.text, t.lower_, t.tag_) for t in self._doc[first:last] if not t.is_space
        ]
