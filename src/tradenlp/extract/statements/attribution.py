"""Says who speaks each quotation, reading an article from top to bottom and remembering who spoke before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tradenlp.extract.statements.candidates import Candidate, Mentions
from tradenlp.extract.statements.clauses import QUOTE, Clause, SentenceReading
from tradenlp.extract.statements.cues import speaker_nouns
from tradenlp.extract.statements.marks import Quotation
from tradenlp.extract.statements.sentences import Sentence
from tradenlp.extract.statements.words import Words

_DEFINITE = re.compile(r"(?:the|that|this|these|those)\s", re.I)
_SINGULAR_PERSON = frozenset(["he", "she", "him", "her"])
_LOOK_BACK = 4
"""sentences in which a pronoun finds its person"""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an actor id or a describing phrase."""

    name: str
    person: bool


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quotation with what introduces it and who speaks."""

    quotation: Quotation
    sentence: Sentence
    clause: Clause | None
    speaker: Speaker | None


@dataclass(slots=True)
class Attribution:
    """Attributes quotations sentence by sentence, in text order."""

    words: Words
    mentions: Mentions
    _sentences: Sequence[Sentence] = ()
    _number: int = 0
    _last: Speaker | None = None
    _last_paragraph: int = -2
    _spoke: dict[int, Speaker] = field(default_factory=dict)
    """who spoke last in a sentence, by its number"""
    _phrases: dict[str, Speaker] = field(default_factory=dict)

    def read(self, sentences: Sequence[Sentence]) -> list[Attributed]:
        """All quotations of the sentences, those without a speaker included."""
        found: list[Attributed] = []
        self._sentences = sentences
        for number, sentence in enumerate(sentences):
            if sentence.quotations:
                reading = SentenceReading(sentence, self.words, self.mentions)
                found += [self._attribute(quotation, reading, number) for quotation in sentence.quotations]
        return found

    def _attribute(self, quotation: Quotation, reading: SentenceReading, number: int) -> Attributed:
        self._number = number
        clause = reading.clause(quotation, self.words.text)
        speaker = self._resolve(clause.speaker) if clause and clause.speaker else None
        if (
            not quotation.closed
            and quotation.start == quotation.outer_start
            and quotation.paragraph == self._last_paragraph
        ):
            speaker = self._last
        if speaker is None:
            speaker = self._carried(quotation, reading, clause)
        if speaker is not None:
            self._remember(speaker, quotation)
        return Attributed(quotation, reading.sentence, clause, speaker)

    def _remember(self, speaker: Speaker, quotation: Quotation) -> None:
        self._last, self._last_paragraph = speaker, quotation.paragraph
        self._spoke[self._number] = speaker

    def _carried(self, quotation: Quotation, reading: SentenceReading, clause: Clause | None) -> Speaker | None:
        """A quotation without a speaker of its own: whoever spoke just before, or the subject of the sentence before."""
        if clause is not None and clause.speaker is None and clause.kind != "colon":
            return self._last
        bare = sum(w.text != QUOTE and w.text.isalnum() for w in reading.line) <= 1
        if not bare and not quotation.continues:
            return None
        if quotation.continues or self._number - 1 in self._spoke or quotation.paragraph == self._last_paragraph:
            return self._last
        if self._number:
            before = SentenceReading(self._sentences[self._number - 1], self.words, self.mentions)
            for candidate in before.speakers():
                return self._resolve(candidate)
        return self._last if quotation.paragraph <= self._last_paragraph + 1 else None

    def _resolve(self, candidate: Candidate) -> Speaker | None:
        if candidate.head in _SINGULAR_PERSON and (person := self._of_pronoun(candidate)) is not None:
            return person
        if candidate.actor_id is not None:
            return Speaker(candidate.actor_id, self.mentions.is_person(candidate.actor_id))
        if candidate.kind == "pronoun":
            return self._of_pronoun(candidate)
        phrase = " ".join(self.words.text[candidate.start : candidate.end].split())
        if candidate.kind == "paper":
            return self._issuer(candidate) or self._last
        if candidate.kind == "name":
            return Speaker(phrase, True)
        noun = speaker_nouns()[candidate.head]
        if _DEFINITE.match(phrase) and noun.id in self._phrases:
            return self._phrases[noun.id]
        named = self._titled(candidate, noun.id) if _DEFINITE.match(phrase) else None
        speaker = named or Speaker(phrase, noun.kind == "person")
        self._phrases[noun.id] = speaker
        return speaker

    def _of_pronoun(self, candidate: Candidate) -> Speaker | None:
        """He and she: the last person who spoke or was a subject; it and they: who spoke last."""
        if candidate.head not in _SINGULAR_PERSON:
            return self._last
        for number in range(self._number - 1, max(-1, self._number - 1 - _LOOK_BACK), -1):
            if (person := self._person_of(number)) is not None:
                return person
        near = self.mentions.between(max(0, candidate.start - 600), candidate.start)
        people = [m.actor_id for m in near if self.mentions.is_person(m.actor_id)]
        return Speaker(people[-1], True) if people else self._last

    def _person_of(self, number: int) -> Speaker | None:
        """The person who speaks in a sentence, or who is its subject."""
        spoke = self._spoke.get(number)
        if spoke is not None and spoke.person:
            return spoke
        reading = SentenceReading(self._sentences[number], self.words, self.mentions)
        for candidate in reading.speakers():
            if candidate.kind == "person" and candidate.actor_id:
                return Speaker(candidate.actor_id, True)
        return None

    def _issuer(self, candidate: Candidate) -> Speaker | None:
        """Whom a statement or report speaks for: the actor named within the phrase or just behind it."""
        inside = self.mentions.between(candidate.start, candidate.end)
        behind = self.mentions.between(candidate.end, candidate.end + 60)
        if not inside and not re.match(
            r"[^.,;]{0,30}\b(?:by|from|of|for)\s", self.words.text[candidate.end : candidate.end + 60]
        ):
            return None
        chosen = inside or behind
        return Speaker(chosen[0].actor_id, self.mentions.is_person(chosen[0].actor_id)) if chosen else None

    def _titled(self, candidate: Candidate, noun: str) -> Speaker | None:
        """`the minister`: a person who bears the title in the text before."""
        start = max(0, candidate.start - 1500)
        earlier = self.words.text[start : candidate.start]
        for match in reversed(list(re.finditer(rf"\b{re.escape(noun)}\b", earlier, re.I))):
            at = start + match.end()
            for mention in self.mentions.between(at, at + 3):
                if self.mentions.is_person(mention.actor_id):
                    return Speaker(mention.actor_id, True)
            phrase = re.search(
                r"\b(?:an?|one|another)(?:\s[\w.’'-]+){0,4}\s\Z", earlier[max(0, match.start() - 60) : match.start()]
            )
            if phrase:
                return Speaker(f"{phrase[0].strip()} {match[0]}", True)
        return None
