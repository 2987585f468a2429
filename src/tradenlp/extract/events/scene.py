"""A document as the search for events sees it: which actor and which date stand at each token."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from spacy.attrs import IDX
from spacy.tokens import Doc, Span, Token

from tradenlp.facts import Actor, ActorMention, DateExpression

_UNION = re.compile(
    r"\b(?:EU|EC|EEC|European (?:Union|Commission|Council|Parliament|Community|Communities)|Commission)\b"
)


_OFFICE = re.compile(
    r"(?:['’]s)? (?:(?:deputy|managing|executive|outgoing|incoming|new) )*"
    r"(?:director|secretary|chief|head|president|boss)(?:[- ]general)? ",
    re.I,
)
_HEAD_OF = re.compile(
    r"\b(?:director|secretary|chief|head|president|boss)(?:[- ]general)? (?:of|at) (?:the )?(?:\w+['’]s )?$", re.I
)


def _union(text: str, person: ActorMention) -> bool:
    """Whether the first mention of a person names the union in the five or so words before or, in brackets, after."""
    before = re.split(r"[.;:\n]| and | with | to ", text[max(0, person.start - 50) : person.start])[-1]
    after = text[person.end : person.end + 45]
    return bool(_UNION.search(before)) or (after[:1] == "," and bool(_UNION.search(re.split(r"[.;:\n]", after)[0])))


def _heads(text: str, body: ActorMention, person: ActorMention) -> bool:
    """Whether a person heads a body: `GATT chief Arthur Dunkel`, `the head of GATT, Arthur Dunkel`."""
    if body.start < person.start:
        between, front = text[body.end : person.start], text[max(0, body.start - 30) : body.start]
        named = bool(_OFFICE.fullmatch(between)) or (between in (", ", " ") and bool(_HEAD_OF.search(front)))
    else:
        between = text[person.end : body.start]
        named = bool(re.match(r", (?:the )?", between)) and bool(_HEAD_OF.search(between))
    return named


class Scene:
    """Looks up actors and dates by token; of mentions that overlap the longest counts."""

    def __init__(
        self, doc: Doc, mentions: Sequence[ActorMention], table: Mapping[str, Actor], dates: Sequence[DateExpression]
    ) -> None:
        self.doc = doc
        self.table = table
        self._starts: list[int] = doc.to_array(IDX).tolist()
        self.actor_at: dict[int, ActorMention] = {}
        for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
            for i in self.tokens_of(mention.start, mention.end):
                self.actor_at.setdefault(i, mention)
        self.date_at: dict[int, DateExpression] = {}
        for date in dates:
            for i in self.tokens_of(date.start, date.end):
                self.date_at.setdefault(i, date)
        self.parsed = doc.has_annotation("DEP")
        self._in_sentences = doc.has_annotation("SENT_START")

    @cached_property
    def text(self) -> str:
        """The text of the document, which spaCy joins from all tokens whenever it is asked."""
        return self.doc.text

    @cached_property
    def of_the_union(self) -> frozenset[str]:
        """People who are told of as acting for the European Union: `EU trade chief Cecilia Malmstrom`."""
        people = {m.actor_id: m for m in reversed(self.actor_at_start) if self.kind(m.actor_id) == "person"}
        return frozenset(a for a, first in people.items() if _union(self.text, first))

    @cached_property
    def of_no_state(self) -> frozenset[str]:
        """People who are told of as heads of an international organisation: `WTO chief Ngozi Okonjo-Iweala`."""
        found: set[str] = set()
        for body, person in pairwise(self.actor_at_start):
            if self.kind(body.actor_id) == "person":
                body, person = person, body
            kinds = self.kind(body.actor_id), self.kind(person.actor_id)
            if kinds == ("international_organization", "person") and _heads(self.text, body, person):
                found.add(person.actor_id)
        return frozenset(found)

    @cached_property
    def actor_at_start(self) -> tuple[ActorMention, ...]:
        """The actor mentions in text order."""
        return tuple(dict.fromkeys(self.actor_at.values()))

    def tokens_of(self, start: int, end: int) -> range:
        """The tokens between two character offsets."""
        first = bisect_left(self._starts, start)
        if first and self._starts[first - 1] + len(self.doc[first - 1]) > start:
            first -= 1
        return range(first, bisect_left(self._starts, end))

    def sentence(self, token: Token) -> Span:
        """The sentence of a token; where nothing set sentences, its surroundings."""
        if self._in_sentences:
            return token.sent
        return self.doc[max(0, token.i - 40) : token.i + 40]

    def mentions_in(self, tokens: Iterable[int]) -> list[ActorMention]:
        """The actor mentions at these tokens, each once, in text order."""
        found: dict[int, ActorMention] = {}
        for i in tokens:
            if mention := self.actor_at.get(i):
                found.setdefault(mention.start, mention)
        return list(found.values())

    def kind(self, actor_id: str) -> str:
        """The kind of an actor, empty where the table lacks it."""
        actor = self.table.get(actor_id)
        return actor.kind if actor else ""

    def kind_at(self, i: int) -> str:
        """The kind of the actor named at a token, empty where none is."""
        mention = self.actor_at.get(i)
        return self.kind(mention.actor_id) if mention is not None else ""

    def state_of(self, actor_id: str) -> str | None:
        """The country or bloc that an actor acts for: itself, its parent, its home country."""
        actor = self.table.get(actor_id)
        if actor is None or actor.kind in ("country", "bloc"):
            return actor_id if actor else None
        if actor.kind in ("person", "government_body"):
            return actor.parent_id or actor.country
        return None
