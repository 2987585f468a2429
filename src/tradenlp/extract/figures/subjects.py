"""Finds the country, bloc or firm that a number is about, among the actors that the text names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from tradenlp.facts import Actor, ActorMention

_ABOUT = frozenset(("country", "bloc", "company", "organization"))
_OBJECTS = ("to", "from", "on", "against", "with", "for", "into", "versus")
_SAYING = frozenset(["said", "says", "told", "expects", "forecast", "estimates", "reported", "announced"])
_OWNER_KINDS = frozenset(("country", "bloc", "company"))


class Actors:
    """The actors of one document that numbers can be about, by place."""

    def __init__(self, mentions: Sequence[ActorMention], table: Mapping[str, Actor], text: str) -> None:
        self._text = text
        self._states = {m.start for m in mentions if _kind(m, table) in ("country", "bloc")}
        self._mentions = [m for m in mentions if _kind(m, table) in _ABOUT]
        self._named: dict[str, list[ActorMention]] = {}
        for m in mentions:
            if m.form not in ("title", "pronoun"):
                self._named.setdefault(m.actor_id, []).append(m)
        self._owners = [m for m in self._mentions if _kind(m, table) in _OWNER_KINDS]
        self._starts = [m.start for m in self._mentions]
        self._owner_starts = [m.start for m in self._owners]

    def inside(self, start: int, end: int) -> list[ActorMention]:
        """The mentions between two offsets."""
        return self._mentions[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]

    def owner_before(self, at: int, since: int) -> ActorMention | None:
        """The last country, bloc or firm named before offset `at`, not before `since`: what `its` refers to."""
        i = bisect_right(self._owner_starts, at - 1) - 1
        return self.by_name(self._owners[i]) if i >= 0 and self._owners[i].start >= since else None

    def by_name(self, mention: ActorMention) -> ActorMention | None:
        """The mention itself, or for `the ministry` and `it` the last one before that names the same actor."""
        if mention.form not in ("title", "pronoun"):
            return mention
        same = self._named.get(mention.actor_id, [])
        i = bisect_left(same, mention.start, key=lambda m: m.start)
        return same[i - 1] if i else None

    def state_before(self, at: int, since: int) -> ActorMention | None:
        """The last country or bloc between the offsets that is not the object of a preposition."""
        for mention in reversed(self.inside(since, at)):
            if mention.start in self._states and not _object(self._text, mention) and not _speaks(self._text, mention):
                return self.by_name(mention)
        return None


def _kind(mention: ActorMention, table: Mapping[str, Actor]) -> str:
    actor = table.get(mention.actor_id)
    if actor is not None:
        return actor.kind
    return "country" if len(mention.actor_id) == 2 and mention.actor_id.isupper() else "person"


def subject_of(
    actors: Actors, text: str, sentence: tuple[int, int], phrase: tuple[int, int] | None, number: tuple[int, int]
) -> str | None:
    """The actor_id that the number is about: the owner named in the phrase of what is measured, else the actor that
    opens the clause before the number and is not the object of a preposition, else the one that follows it."""
    if phrase is not None:
        for mention in actors.inside(max(sentence[0], phrase[0] - 25), phrase[1]):
            if mention.end >= phrase[0] - 3 and not _object(text, mention):
                return mention.actor_id
    before = [m for m in actors.inside(sentence[0], number[0]) if not _object(text, m) and not _speaks(text, m)]
    return before[-1].actor_id if before else None


def _speaks(text: str, mention: ActorMention) -> bool:
    """Sources (`the ministry said`, `told Reuters`) are not what a number is about."""
    after = text[mention.end : mention.end + 12].split()
    before = text[max(0, mention.start - 8) : mention.start].split()
    return bool(after and after[0] in _SAYING) or bool(before and before[-1] == "told")


def _object(text: str, mention: ActorMention) -> bool:
    before = text[max(0, mention.start - 40) : mention.start]
    words = re.sub(r"(?:(?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*)*(?:, | and |, and ))+$", "", before).split()
    if words and words[-1].lower() in ("the", "all", "most", "some"):
        words = words[:-1]
    return bool(words) and words[-1].lower() in _OBJECTS
