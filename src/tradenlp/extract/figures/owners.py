"""Names the owner of what is measured: `its exports`, `the country's exports`, the state that levies a duty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tradenlp.extract.figures.completing import is_levy
from tradenlp.extract.figures.phrases import Phrase, Sentence
from tradenlp.extract.figures.subjects import Actors
from tradenlp.facts import ActorMention

_PRONOUNS = frozenset(("its", "their"))
_STATES = frozenset(("country", "nation", "bloc", "company", "firm", "group"))
BACK = 400
"""code points looked back for the owner that a pronoun refers to"""


class Measured(NamedTuple):
    """What a figure measures, as far as it is known: its words, their extent, the actor it is about."""

    words: str
    phrase: Phrase | None
    subject: str | None
    begin: int
    """lexeme at which the number and what modifies it begin"""


def with_owner(s: Sentence, m: Measured, actors: Actors, text: str, earlier: Sequence[str]) -> str:
    """The words of `m` with their owner, where the text leaves it to a pronoun, a common noun or the clause."""
    if m.phrase is None:
        return m.words
    if (owned := _referred(s, m, actors)) is not None:
        return owned
    if is_levy(m.words) and (imposer := _imposer(s, m, actors)) is not None:
        return _possessive(imposer, m.words)
    return m.words


def _referred(s: Sentence, m: Measured, actors: Actors) -> str | None:
    phrase, words = m.phrase, m.words
    assert phrase is not None
    stands_for = s.lexemes[phrase.first].low in _STATES and s.tags[phrase.first + 1 : phrase.first + 2] == ["S"]
    if not stands_for and (phrase.first == 0 or s.lexemes[phrase.first - 1].low not in _PRONOUNS):
        return None
    at = s.lexemes[phrase.first].start
    mention = actors.owner_before(at, at - BACK)
    if mention is None:
        return None
    if stands_for:
        words = words.split("’s " if "’s " in words else "'s ", 1)[-1]
    return _possessive(mention, words)


def _imposer(s: Sentence, m: Measured, actors: Actors) -> ActorMention | None:
    """The state or bloc that opens the clause of a levy, unless the words of the levy name one in front."""
    assert m.phrase is not None
    head = m.words.split(" on ")[0]
    start = s.lexemes[m.phrase.first].start
    if actors.inside(start, start + len(head)) or s.tags[max(0, m.begin - 1)] == "S":
        return None
    return actors.state_before(start, s.lexemes[0].start)


def _possessive(mention: ActorMention, words: str) -> str:
    short = mention.form == "adjective" or mention.text.isupper() or mention.text.endswith(".")
    return f"{mention.text} {words}" if short else f"{mention.text}'s {words}"
