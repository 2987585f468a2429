"""The dependency parse seen from lexemes: who is the subject or object of a verb. Absent without a parser."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import numpy
from spacy.attrs import DEP, HEAD, IDX, LOWER
from spacy.tokens import Doc

from tradenlp.extract.figures.lexemes import Lexeme

SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_CHAIN = frozenset(("conj", "xcomp", "advcl", "ccomp", "dep", "pcomp", "aux", "auxpass", "acomp", "attr"))
_CUT = frozenset(("relcl", "appos", "punct", "parataxis", "advcl"))
WINDOW = 60
"""tokens looked at on either side of a verb"""


class Parse:
    """Heads and relations of one document, by token."""

    @classmethod
    def of(cls, doc: Doc) -> Parse | None:
        """The parse of a document, or None where no parser ran."""
        columns = doc.to_array([IDX, HEAD, DEP, LOWER])
        return cls(doc, columns) if columns[:, 2].any() else None

    def __init__(self, doc: Doc, columns: Any) -> None:
        self._starts: list[int] = columns[:, 0].tolist()
        offsets = columns[:, 1].astype(numpy.int64)
        self._heads: list[int] = (numpy.arange(len(offsets)) + offsets).tolist()
        strings = doc.vocab.strings
        names = {dep: strings[dep] for dep in set(columns[:, 2].tolist())}
        self._deps = [names[dep] for dep in columns[:, 2].tolist()]
        relatives = {strings["which"]: "which", strings["that"]: "that", strings["who"]: "who"}
        self._words = [relatives.get(word, "") for word in columns[:, 3].tolist()]
        self._length = len(self._deps)

    def token(self, lexeme: Lexeme) -> int:
        """The token in which a lexeme begins."""
        return bisect_right(self._starts, lexeme.start) - 1

    def subject(self, verb: Lexeme) -> tuple[int, int, int] | None:
        """Offsets (start, end) of the subject's phrase and of its head noun, or None.

        A participle that modifies a noun has that noun as its subject.
        """
        token = first = self.token(verb)
        for _ in range(5):
            dep, head = self._deps[token], self._heads[token]
            for child in self._children(token, SUBJECTS):
                if token != first and child > first:  # `…, the ministry said`: who says it is not what it is about
                    return None
                relative = dep == "relcl" and head < child and child + 1 >= token - 3 and self._is_relative(child)
                return self._extent(head, until=child) if relative else self._extent(child)
            if dep in ("acl", "relcl") and head != token:
                return self._extent(head, until=token)
            if dep == "pcomp" and head != token:
                token, dep, head = head, "conj", self._heads[head]
            if dep not in _CHAIN or head == token:
                return None
            token = head
        return None

    def governor(self, lexeme: Lexeme) -> int:
        """Offset at which the token that governs a lexeme begins."""
        return self._starts[self._heads[self.token(lexeme)]]

    def _is_relative(self, token: int) -> bool:
        return self._words[token] in ("which", "that", "who")

    def _children(self, token: int, deps: frozenset[str]) -> Iterator[int]:
        for i in range(max(0, token - WINDOW), min(self._length, token + WINDOW)):
            if self._heads[i] == token and self._deps[i] in deps and i != token:
                yield i

    def _extent(self, noun: int, until: int | None = None) -> tuple[int, int, int]:
        """The noun with what hangs on it, without relative clauses, appositions and what follows a comma."""
        low, high = max(0, noun - WINDOW), min(self._length, noun + WINDOW) if until is None else until
        inside = {noun}
        first, last = noun, noun
        for i in range(noun - 1, low - 1, -1):
            if self._climbs(i, noun) and self._deps[i] not in _CUT:
                first = i
            elif i < first - 2:
                break
        for i in range(noun + 1, high):
            if not self._climbs(i, noun) or self._cuts(i, noun):
                break
            inside.add(i)
            last = i
        end = self._starts[last + 1] if last + 1 < self._length else self._starts[last] + 1
        return self._starts[first], end, self._starts[noun]

    def _cuts(self, i: int, noun: int) -> bool:
        while i != noun:
            if self._deps[i] in _CUT and not (self._deps[i] == "punct" and self._heads[i] != noun):
                return True
            i = self._heads[i]
        return False

    def _climbs(self, i: int, noun: int) -> bool:
        for _ in range(12):
            if i == noun:
                return True
            head = self._heads[i]
            if head == i:
                return False
            i = head
        return False
