"""Says who speaks each quotation, reading an article from top to bottom and remembering who spoke before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tradenlp.extract.statements.candidates import Candidate, Mentions
from tradenlp.extract.statements.clauses import Clause, SentenceReading
from tradenlp.extract.statements.cues import SpeakerNoun, speaker_nouns, word_class
from tradenlp.extract.statements.marks import Quotation
from tradenlp.extract.statements.sentences import Sentence
from tradenlp.extract.statements.words import Word, Words

_DEFINITE = re.compile(r"(?:the|that|this|these|those)\s", re.I)
_SINGULAR_PERSON = frozenset(["he", "she", "him", "her"])
_TITLE_BACK = 8
"""sentences in which `the minister` finds who that is"""
_OF_PARTY = word_class("of_party")
"""nouns by which a member of a parliament is told of with his state: `the Utah Republican`"""
_VOICES = word_class("voices")
"""nouns that an adjective may stand before when they point back: `the presidential spokesman`"""
_PARTY_BACK = 3
"""sentences in which `the Utah Republican` finds who that is"""
_LOOK_BACK = 4
"""sentences in which a pronoun finds its person"""
_SUBJECT = 12
"""characters in front of a verb in which `one` or `another` stands"""


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
    previous: Word | None = None
    """the word in front of the quotation"""


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
    _names: dict[str, Speaker] = field(default_factory=dict)
    """people whom only their words name, by surname"""

    def read(self, sentences: Sequence[Sentence]) -> list[Attributed]:
        """All quotations of the sentences, those without a speaker included."""
        found: list[Attributed] = []
        self._sentences = sentences
        for number, sentence in enumerate(sentences):
            if sentence.quotations:
                reading = SentenceReading(sentence, self.words, self.mentions)
                found += [self._attribute(quotation, reading, number) for quotation in sentence.quotations]
        return list(_carried_back(found))

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
        return Attributed(quotation, reading.sentence, clause, speaker, reading.before(quotation))

    def _remember(self, speaker: Speaker, quotation: Quotation) -> None:
        self._last, self._last_paragraph = speaker, quotation.paragraph
        self._spoke[self._number] = speaker

    def _carried(self, quotation: Quotation, reading: SentenceReading, clause: Clause | None) -> Speaker | None:
        """A quotation without a speaker of its own: whoever spoke just before, or the subject before."""
        if clause is not None and clause.speaker is None and clause.kind != "colon":
            return self._one_of_group(clause) or self._last
        if not reading.bare and not quotation.continues:
            return None
        if quotation.continues or self._number - 1 in self._spoke or quotation.paragraph == self._last_paragraph:
            return self._last
        if self._number:
            before = SentenceReading(self._sentences[self._number - 1], self.words, self.mentions)
            for candidate in before.speakers():
                return self._resolve(candidate)
        return self._last if quotation.paragraph <= self._last_paragraph + 1 else None

    def _one_of_group(self, clause: Clause) -> Speaker | None:
        """`Ministry sources saw no cuts. "…," one said`: the group that a sentence before told of."""
        if clause.verb is None:
            return None
        before = self.words.between(max(0, clause.verb.start - _SUBJECT), clause.verb.start)
        if not before or before[-1].lower not in ("one", "another"):
            return None
        for number in range(self._number - 1, max(-1, self._number - 1 - _LOOK_BACK), -1):
            reading = SentenceReading(self._sentences[number], self.words, self.mentions)
            for candidate in reading.speakers():
                if candidate.head.endswith("s"):
                    return Speaker(self._phrase(candidate), True)
        return None

    def _resolve(self, candidate: Candidate) -> Speaker | None:
        if candidate.head in _SINGULAR_PERSON and (person := self._of_pronoun(candidate)) is not None:
            return person
        if candidate.actor_id is not None:
            return Speaker(candidate.actor_id, self.mentions.is_person(candidate.actor_id))
        if candidate.kind == "pronoun":
            return self._of_pronoun(candidate)
        phrase = self._phrase(candidate)
        if candidate.kind == "paper":
            return self._issuer(candidate) or self._last or Speaker(phrase, False)
        if candidate.kind == "name":
            return self._by_surname(phrase)
        noun = speaker_nouns()[candidate.head]
        points_back = bool(_DEFINITE.match(phrase)) and len(phrase.split()) == 2
        if _DEFINITE.match(phrase) and (meant := self._epithet(candidate, noun)) is not None:
            return meant
        if points_back and noun.id in self._phrases:
            return self._phrases[noun.id]
        named = self._titled(noun) if points_back else None
        speaker = named or Speaker(phrase, noun.kind == "person")
        self._phrases[noun.id] = speaker
        return speaker

    def _by_surname(self, phrase: str) -> Speaker:
        """A name that no other part knows; `Lee` is the `Ana Lee` who spoke before."""
        if " " not in phrase:
            return self._names.get(phrase, Speaker(phrase, True))
        return self._names.setdefault(phrase.split()[-1], Speaker(phrase, True))

    def _epithet(self, candidate: Candidate, noun: SpeakerNoun) -> Speaker | None:
        """`the California Republican`, `the presidential spokesman`: who spoke last, where it fits the words."""
        words = self._phrase(candidate).split()
        if len(words) > 4:
            return None
        if noun.id in _OF_PARTY:
            return self._member(words)
        middle = self.words.between(candidate.start, candidate.end)[1:-1]
        if noun.id in _VOICES and len(middle) == 1 and middle[0].tag in ("JJ", "VBG") and middle[0].text.islower():
            return self._titled(noun)
        return None

    def _member(self, words: list[str]) -> Speaker | None:
        """The person who spoke last, or was named, unless he is of another state: `Lee, an Idaho Democrat`."""
        for number in range(self._number - 1, max(-1, self._number - 1 - _PARTY_BACK), -1):
            if (person := self._person_of(number)) is not None:
                sentence = self._sentences[number]
                told = self.words.text[sentence.start : sentence.end]
                noun = re.escape(words[-1].rstrip("s"))
                other = re.search(rf"\b[Aa]n? (?:[A-Z]\w+ ){{1,2}}{noun}\b", told)
                return None if other and not all(w in other[0] for w in words[1:]) else person
        return None

    def _of_pronoun(self, candidate: Candidate) -> Speaker | None:
        """He and she: the last person who spoke or was a subject; it and they: who spoke last."""
        if candidate.head not in _SINGULAR_PERSON:
            return self._thing_before(candidate) or self._last
        for number in range(self._number - 1, max(-1, self._number - 1 - _LOOK_BACK), -1):
            if (person := self._person_of(number)) is not None:
                return person
        near = self.mentions.between(max(0, candidate.start - 600), candidate.start)
        people = [m.actor_id for m in near if self.mentions.is_person(m.actor_id)]
        return Speaker(people[-1], True) if people else self._last

    def _thing_before(self, candidate: Candidate) -> Speaker | None:
        """What `it said` refers to where nobody spoke in the sentence before: who said something there."""
        if candidate.head != "it" or not self._number or self._number - 1 in self._spoke:
            return None
        reading = SentenceReading(self._sentences[self._number - 1], self.words, self.mentions)
        subject = next(iter(reading.speakers()), None) if reading.cues else None
        return self._resolve(subject) if subject is not None and subject.kind in ("body", "paper") else None

    def _person_of(self, number: int) -> Speaker | None:
        """The person who speaks in a sentence, or who is its subject."""
        spoke = self._spoke.get(number)
        if spoke is not None and spoke.person:
            return spoke
        reading = SentenceReading(self._sentences[number], self.words, self.mentions)
        for candidate in reading.speakers():
            if candidate.kind == "person" and candidate.actor_id:
                return Speaker(candidate.actor_id, True)
            if candidate.kind == "name" and " " in (name := self._phrase(candidate)) and not _DEFINITE.match(name):
                return Speaker(name, True)
            noun = speaker_nouns().get(candidate.head)
            told_of = re.match(r"[Aa]n? ", self._phrase(candidate))
            if told_of and candidate.kind == "person" and noun is not None and noun.kind == "person":
                return self._resolve(candidate)
        return None

    def _phrase(self, candidate: Candidate) -> str:
        return " ".join(self.words.text[candidate.start : candidate.end].split())

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

    def _titled(self, noun: SpeakerNoun) -> Speaker | None:
        """`the minister`: a person who bore the title before, or `a minister from Asia` named there."""
        forms = {noun.id, *noun.forms}
        for number in range(self._number - 1, max(-1, self._number - 1 - _TITLE_BACK), -1):
            reading = SentenceReading(self._sentences[number], self.words, self.mentions)
            for candidate in reversed(reading.everybody()):
                phrase = self._phrase(candidate)
                if candidate.head in forms and not _DEFINITE.match(phrase):
                    return Speaker(phrase, noun.kind == "person")
                if candidate.actor_id and candidate.kind == "person" and forms & set(phrase.lower().split()):
                    return Speaker(candidate.actor_id, True)
        return None


def _carried_back(found: Sequence[Attributed]) -> Iterator[Attributed]:
    """A quotation over paragraphs whose speaker only its last paragraph names."""
    speaker: Speaker | None = None
    back: list[Attributed] = []
    for attributed in reversed(found):
        speaker = attributed.speaker or speaker
        back.append(replace(attributed, speaker=speaker))
        if not attributed.quotation.continues:
            speaker = None
    return reversed(back)
