"""Bare nouns said in full elsewhere: `the duty` is the `duty on car imports` that the article named before."""

from __future__ import annotations

import re

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.lexemes import lex
from tradenlp.extract.figures.nouns import levies, prepositions_of
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity
from tradenlp.extract.figures.tags import Tagger

BACK = 4000
"""code points looked back for the noun in full"""
AHEAD = 600
"""code points looked ahead where nothing stands before, as after a headline"""
TRIES = 6
"""mentions of the noun looked at in either direction"""
REACH = 120
"""code points read on behind a mention"""
CLAUSE = 5
"""lexemes between a number and the phrase that says what its noun is of"""


class Retold:
    """The nouns of one document by the words that complete them."""

    def __init__(self, text: str, tagger: Tagger) -> None:
        self._text = text
        self._tagger = tagger

    def in_full(self, s: Sentence, q: Quantity, words: str, phrase: Phrase) -> str:
        """`words`, the text of `phrase`, with what the clause or the last full mention of the noun adds to it."""
        if q.unit == "count" or not _is_bare(s, words, phrase) or _defined(s, phrase.last):
            return words
        noun = s.lexemes[phrase.last - 1].low
        if (found := _behind_number(s, q, phrase, prepositions_of(noun))) is not None:
            return f"{words} {phrases.text_of(s, found, self._text)}"
        definite = is_word(s, phrase.first - 1, "the", "this", "that", "these", "those")
        if noun not in levies() and not definite:
            return words
        return words + (self._elsewhere(s, phrase) or "")

    def _elsewhere(self, s: Sentence, phrase: Phrase) -> str | None:
        noun = s.lexemes[phrase.last - 1]
        pattern = re.compile(rf"\b{re.escape(noun.low.rstrip('s'))}(?:s|es)? (?=[a-z])", re.IGNORECASE)
        before = [m.end() for m in pattern.finditer(self._text, max(0, noun.start - BACK), noun.start)]
        behind = [m.end() for m in pattern.finditer(self._text, noun.end, noun.end + AHEAD)]
        for at in (*reversed(before[-TRIES:]), *behind[:TRIES]):
            if (found := self._complement(at, prepositions_of(noun.low))) is not None:
                return f" {found}"
        return None

    def _complement(self, at: int, prepositions: frozenset[str]) -> str | None:
        """The prepositional phrase that begins at offset `at`, where it is one that names something."""
        line_end = self._text.find("\n", at, at + REACH)
        lexemes = lex(self._text, at, min(len(self._text), at + REACH) if line_end < 0 else line_end)
        if len(lexemes) < 2 or lexemes[0].low not in prepositions:
            return None
        s = Sentence(lexemes, self._tagger.tags(lexemes), frozenset())
        found = phrases.after(s, 1, 1)
        if found is not None and s.lexemes[found.last - 1].low in _NO_GOODS:
            found = phrases.after(s, 1, 0)  # `on copper imports on July 8`
        if found is None or "M" in s.tags[1 : found.last] or s.lexemes[found.first].low in _NO_GOODS:
            return None
        if _points_back(s, found):
            return None
        return f"{lexemes[0].text} {phrases.text_of(s, found, self._text)}"


def _points_back(s: Sentence, found: Phrase) -> bool:
    """`duty on the metal`, `on shipments of the vegetable`: goods that were named elsewhere, too."""
    return (
        s.tags[found.last - 1] == "N"
        and s.tags[found.last - 2] == "D"
        and is_word(s, found.last - 2, "the", "this", "that", "these", "those", "its", "their")
        and s.lexemes[found.last - 1].low == s.lexemes[found.last - 1].text
    )


_NO_GOODS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december top hold average total year month week place effect force return".split()
)


def _defined(s: Sentence, at: int) -> bool:
    """`the tariffs they have laid on each other`: a clause with a subject of its own says which."""
    return s.tags[at : at + 1] == ["O"] or (
        s.tags[at : at + 1] == ["W"] and s.tags[at + 1 : at + 2] in (["N"], ["O"], ["D"])
    )


def _is_bare(s: Sentence, words: str, phrase: Phrase) -> bool:
    noun = s.lexemes[phrase.last - 1]
    if s.tags[phrase.last - 1] != "N" or not words.endswith(noun.text):
        return False
    if phrase.last > phrase.first + 1:
        return noun.low in levies() and all(s.tags[i] in "JNHCR" for i in range(phrase.first, phrase.last))
    return noun.low in levies() or noun.text.islower()


def _behind_number(s: Sentence, q: Quantity, phrase: Phrase, prepositions: frozenset[str]) -> Phrase | None:
    """`a gap of $3bn last year with Chile`: the phrase a few words behind the number, with its preposition."""
    i = max(q.last, phrase.last)
    for at in range(i, min(i + CLAUSE, len(s.lexemes) - 1)):
        if s.lexemes[at].text in ".,;:" or s.tags[at] in "VX":
            return None
        if s.lexemes[at].low in prepositions and at + 1 not in s.blocked:
            found = phrases.after(s, at + 1, 1)
            if found is None or s.lexemes[found.first].low in _NO_GOODS:
                return None
            return Phrase(at, found.last)
    return None
