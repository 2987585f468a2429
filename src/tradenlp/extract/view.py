"""A document as plain lists by token: words, syntax and the facts of the earlier rooms, read once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from spacy.attrs import DEP, HEAD, IDX, LOWER, SENT_START, TAG
from spacy.tokens import Doc

from tradenlp.extract.state import (
    Located,
    actor_mentions_of,
    actor_table_of,
    context_of,
    dates_of,
    figures_of,
    goods_of,
)
from tradenlp.facts import Actor, ActorMention, DateExpression, Figure, GoodsMention, Words

COMMON = {"NNP": "NN", "NNPS": "NNS"}
"""the tags of names, and those of other nouns"""
F = TypeVar("F", bound=Located)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed(Generic[F]):
    """A fact of an earlier room with the tokens it covers (end exclusive)."""

    first: int
    last: int
    fact: F


@dataclass
class View:
    """Tokens of a document as lists; `heads` are token numbers, a root is its own head."""

    doc: Doc
    words: list[str]
    offsets: list[int]
    heads: list[int]
    deps: list[str]
    tags: list[str]
    sentences: list[tuple[int, int]]
    table: dict[str, Actor] = field(default_factory=dict)

    @cached_property
    def actors(self) -> list[Placed[ActorMention]]:
        """Mentions of actors with their tokens."""
        return self._place(actor_mentions_of(self.doc))

    @cached_property
    def dates(self) -> list[Placed[DateExpression]]:
        """Date expressions with their tokens."""
        return self._place(dates_of(self.doc))

    @cached_property
    def figures(self) -> list[Placed[Figure]]:
        """Figures with their tokens."""
        return self._place(figures_of(self.doc))

    @cached_property
    def goods(self) -> list[Placed[GoodsMention]]:
        """Goods with their tokens."""
        return self._place(goods_of(self.doc))

    @cached_property
    def body_token(self) -> int:
        """The first token of the body; 0 where there is no title."""
        start = context_of(self.doc).body_start
        return self.token_at(start) if start else 0

    @cached_property
    def _children(self) -> list[list[int]]:
        children: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != token:
                children[head].append(token)
        return children

    def children(self, token: int) -> list[int]:
        """Direct dependents in text order."""
        return self._children[token]

    @cached_property
    def _read(self) -> dict[Any, dict[int, Any]]:
        return {}

    def once(self, read: Callable[[View, int], T], token: int) -> T:
        """What `read` makes of a token, read at the first time and kept; `read` must hang on nothing else."""
        kept = self._read.setdefault(read, {})
        if token not in kept:
            kept[token] = read(self, token)
        found: T = kept[token]
        return found

    def token_at(self, char: int) -> int:
        """The token that covers a character offset."""
        return max(0, bisect_right(self.offsets, char) - 1)

    def _place(self, facts: Sequence[F]) -> list[Placed[F]]:
        return [Placed(self.token_at(f.start), self.token_at(f.end - 1) + 1, f) for f in facts]

    def char_end(self, token: int) -> int:
        """Offset one past the last character of a token."""
        return self.offsets[token] + len(self.doc[token])

    def wording(self, first: int, last: int) -> Words:
        """The text of tokens `first` to `last` (end exclusive)."""
        start, end = self.offsets[first], self.char_end(last - 1)
        return Words(start, end, self.doc[first:last].text)

    def ancestors(self, token: int) -> Iterator[int]:
        """Governors from the nearest to the root."""
        for _ in range(64):
            head = self.heads[token]
            if head == token:
                return
            yield head
            token = head

    def subtree(self, token: int) -> list[int]:
        """The token and all that depend on it, in text order."""
        found, open_tokens = [], [token]
        while open_tokens:
            current = open_tokens.pop()
            found.append(current)
            open_tokens.extend(self._children[current])
        return sorted(found)

    def is_verb(self, token: int) -> bool:
        """Whether the tagger calls it a verb."""
        return self.tags[token].startswith("V")


def within(placed: Sequence[Placed[F]], start: int, end: int) -> list[Placed[F]]:
    """Those that begin among tokens `start` to `end`; `placed` is in text order."""
    low = bisect_right(placed, start - 1, key=lambda p: p.first)
    high = bisect_right(placed, end - 1, key=lambda p: p.first)
    return list(placed[low:high])


def view_of(doc: Doc) -> View:
    """The view of a document; without a parse every sentence is one and every token its own head."""
    table = doc.to_array([IDX, HEAD, DEP, TAG, SENT_START, LOWER])
    strings = doc.vocab.strings
    names: dict[int, str] = {0: ""}
    columns = table.T.tolist()
    for key in {*columns[2], *columns[3], *columns[5]} - {0}:
        names[key] = strings[key]
    size = len(doc)
    heads = [i + _signed(h) for i, h in enumerate(columns[1])]
    starts = [i for i, flag in enumerate(columns[4]) if i == 0 or flag == 1] or [0]
    return View(
        doc=doc,
        words=["'s" if (word := names[key]) == "’s" else word for key in columns[5]],
        offsets=columns[0],
        heads=heads,
        deps=[names[key] for key in columns[2]],
        tags=_tags(doc, [names[key] for key in columns[3]]),
        sentences=list(zip(starts, [*starts[1:], size], strict=True)),
        table=dict(actor_table_of(doc)),
    )


def _tags(doc: Doc, tags: list[str]) -> list[str]:
    """The tags, with common nouns where a rare word in small letters ("kava", "urea") was taken for a name."""
    for token, tag in enumerate(tags):
        if tag in COMMON and doc[token].is_lower:
            tags[token] = COMMON[tag]
    return tags


def _signed(value: int) -> int:
    """HEAD is a relative offset that the unsigned array wraps around."""
    return value - (1 << 64) if value >= 1 << 63 else value
