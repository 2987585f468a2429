"""Names the owner of what is measured: `its exports`, `the country's exports`, the state that levies a duty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tradenlp.extract.figures.nouns import is_levy, noun_class
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
    if (state := _of_state(s, m, actors)) is not None:
        return _possessive(state, m.words[:1].lower() + m.words[1:])
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
    if mention is None or _other_owner(s, mention, at):
        return None
    if stands_for:
        words = words.split("’s " if "’s " in words else "'s ", 1)[-1]
    return _possessive(mention, words)


def _of_state(s: Sentence, m: Measured, actors: Actors) -> ActorMention | None:
    """Whose a bare noun of trade is: `Japan said exports fell 2%` tells of Japan's exports."""
    assert m.phrase is not None
    if " " in m.words or noun_class(m.words.lower()) not in ("flow", "balance") or m.phrase.first >= m.begin:
        return None
    return actors.state_before(s.lexemes[m.phrase.first].start, s.lexemes[0].start)


_OTHER_OWNERS = frozenset(
    "firm company group bank ministry agency industry government maker fund union association exporter importer "
    "firms companies banks makers producers exporters importers farmers growers buyers consumers".split()
)


def _other_owner(s: Sentence, mention: ActorMention, at: int) -> bool:
    """Whether a common noun between the mention and the pronoun is more likely what the pronoun stands for."""
    return any(lexeme.low in _OTHER_OWNERS for lexeme in s.lexemes if mention.end <= lexeme.start < at)


_IMPOSES = re.compile(
    r"(?:impos|slap|levi|levy|put|plac|set|introduc|adopt|charg|rais|cut|lower|hik|increas|reduc|plan|announc|threat|appl|add"
    r"|collect|keep|kept|extend|suspend|remov|lift|doubl|propos|scrap|launch|unveil|agree|will|would|has|have|is|was)"
)


def _imposer(s: Sentence, m: Measured, actors: Actors) -> ActorMention | None:
    """The state or bloc that opens the clause of a levy, unless the words of the levy name one in front."""
    assert m.phrase is not None
    head = m.words.split(" on ")[0]
    start = s.lexemes[m.phrase.first].start
    if actors.inside(start, start + len(head)) or s.tags[max(0, m.begin - 1)] == "S":
        return None
    verb = min(m.begin, m.phrase.first) - 1
    while verb >= 0 and s.tags[verb] not in "VGPX":
        verb -= 1
    if verb < 0 or not _IMPOSES.match(s.lexemes[verb].low):
        return None
    return actors.state_before(s.lexemes[verb].start, s.lexemes[0].start)


def _possessive(mention: ActorMention, words: str) -> str:
    if mention.actor_id == "US" and mention.form == "name":
        return f"US {words}"
    short = mention.form == "adjective" or mention.text.isupper() or mention.text.endswith(".")
    if short:
        return f"{mention.text} {words}"
    return f"{mention.text}' {words}" if mention.text.endswith("s") else f"{mention.text}'s {words}"
