"""Finds the reporting clause of a quotation: the verb that introduces it and the subject of that verb."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradenlp.extract.statements.bearers import COMMAS, bearer
from tradenlp.extract.statements.candidates import DETERMINERS, Candidate, Mentions, candidates
from tradenlp.extract.statements.cues import SayingVerb, saying_verbs, word_class
from tradenlp.extract.statements.marks import Quotation
from tradenlp.extract.statements.sentences import Sentence
from tradenlp.extract.statements.words import Word, Words

QUOTE = "\x00"
"""stands for a whole quotation among the words of a sentence"""
_BE = word_class("forms_of_be")
_AUXILIARIES = word_class("auxiliaries")
_SUBORDINATORS = word_class("subordinators")
_GOES_ON = word_class("goes_on")
_GOES_ON_NAME = word_class("goes_on_name")
_NEAR = 45
"""words between a quotation and its verb at most"""
_WINDOW = 120
"""words read at most in search of a speaker"""


@dataclass(frozen=True, slots=True)
class Clause:
    """What introduces a quotation: how, and who speaks."""

    kind: str
    """say, judge, according, colon, dash"""
    speaker: Candidate | None
    verb: Word | None = None
    before: bool = True
    """the verb stands before the quotation"""


class SentenceReading:
    """The words of a sentence with each quotation shrunk to one sign."""

    def __init__(self, sentence: Sentence, words: Words, mentions: Mentions) -> None:
        self.sentence = sentence
        self._mentions = mentions
        self.line: list[Word] = []
        position = sentence.start
        for quotation in sentence.quotations:
            self.line += words.between(position, quotation.outer_start)
            self.line.append(Word(quotation.outer_start, quotation.outer_end, QUOTE, QUOTE, QUOTE))
            position = quotation.outer_end
        self.line += words.between(position, sentence.end)
        self._starts = [w.start for w in self.line]
        self.bare = sum(w.text != QUOTE and w.text.isalnum() for w in self.line) <= 1
        self.cues = [i for i in range(len(self.line)) if self._cue_kind(i)]
        self._places = {w.start: i for i, w in enumerate(self.line) if w.text == QUOTE}

    def place(self, quotation: Quotation) -> int:
        """Where in `line` the quotation stands."""
        return self._places[quotation.outer_start]

    def _cue_kind(self, i: int) -> str:
        word = self.line[i]
        following = self.line[i + 1].lower if i + 1 < len(self.line) else ""
        if word.lower == "according":
            return "according" if following == "to" else ""
        if word.lower == "put":
            return "say" if following == "it" else ""
        verb = saying_verbs().get(word.lower)
        if verb is None or not self._is_verb(word, verb):
            return ""
        noun = not word.tag and i and not word.lower.endswith("ed") and self.line[i - 1].lower in DETERMINERS
        return "" if noun else verb.kind

    @staticmethod
    def _is_verb(word: Word, verb: SayingVerb) -> bool:
        """What the tagger says, but for third persons (`the order cites`) that it takes for plural nouns."""
        return not word.tag or word.tag.startswith("VB") or (word.tag == "NNS" and not verb.noun)

    def before(self, quotation: Quotation) -> Word | None:
        """The word in front of a quotation."""
        at = self.place(quotation)
        return self.line[at - 1] if at else None

    def clause(self, quotation: Quotation, text: str) -> Clause | None:
        """The reporting clause of a quotation, None where its sentence has none."""
        at = self.place(quotation)
        cue = self._choose(at, text[quotation.end - 1 : quotation.end])
        if cue is not None:
            return Clause(self._cue_kind(cue), self._speaker(cue, at), self.line[cue], cue < at)
        return self._verbless(at)

    def _choose(self, at: int, last: str) -> int | None:
        split = bisect_left(self.cues, at)
        before = self.cues[split - 1] if split and self.cues[split - 1] >= at - _NEAR else None
        after = self.cues[split] if split < len(self.cues) and self.cues[split] <= at + _NEAR else None
        following = self.line[at + 1].lower if at + 1 < len(self.line) else ""
        if before is None or after is None:
            return before if after is None else after
        if self._cue_kind(before) == "judge" and following in COMMAS and last not in ",?!":
            return before  # `called it "…", ended the talks and promised to tell them`
        trails = last in ",?!—-…" or following in COMMAS
        if following in COMMAS and at + 2 < len(self.line):
            following = self.line[at + 2].lower
        return after if trails and following not in _GOES_ON else before

    def _verbless(self, at: int) -> Clause | None:
        """`Lee: "…"` and `"…" – Ana Lee, minister of trade`."""
        previous = self.line[at - 1].text if at else ""
        if previous == ":":
            found = [c for c in self._candidates(0, at) if not c.adjective]
            return Clause("colon", next((c for c in found if not c.oblique), None)) if found else None
        if at + 1 < len(self.line) and self.line[at + 1].text in ("–", "—", "-", "--", "―"):
            found = self._candidates(at + 2, len(self.line))
            if found and found[0].start == self.line[at + 2].start and found[0].kind in ("person", "name"):
                return Clause("dash", found[0], None, before=False)
        return None

    def _candidates(self, first: int, last: int) -> list[Candidate]:
        window = self.line[max(first, 0) : min(last, first + _WINDOW)]
        return candidates([w for w in window if w.text != QUOTE], self._mentions)

    def _after(self, end: int) -> Sequence[Word]:
        """The few words that follow a place in the text."""
        first = bisect_left(self._starts, end)
        return self.line[first : first + 4]

    def speakers(self) -> Iterator[Candidate]:
        """The subjects of the verbs of saying, the last one first; then the first person named as a subject."""
        for cue in reversed(self.cues[-8:]):
            speaker = self._speaker(cue, len(self.line))
            if speaker is not None:
                yield speaker
        found = self._candidates(0, len(self.line))
        yield from (c for c in found if c.kind in ("person", "name") and not c.oblique and not c.adjective)

    def everybody(self) -> list[Candidate]:
        """All candidates of the sentence, in text order."""
        return self._candidates(0, len(self.line))

    def main_subject(self) -> Candidate | None:
        """The first candidate of the sentence that no preposition governs."""
        found = self._candidates(0, len(self.line))
        first = next((c for c in found if not c.oblique and not c.adjective), None)
        return self._named(first, found) if first is not None else None

    def _speaker(self, cue: int, at: int) -> Candidate | None:
        word = self.line[cue]
        if word.lower == "according":
            return next(iter(self._candidates(cue + 2, self._stop(cue + 2))), None)
        if (quoted := self._as_saying(cue)) is not None:
            return self._quoted(quoted)
        if agent := self._agent(cue):
            return agent
        if word.lower.endswith("ing") and not (cue and self.line[cue - 1].lower in _BE):
            return self._of_participle(cue, at)
        if self._cue_kind(cue) == "say" and self._inverted(cue):
            return self._right(cue)
        return self._left(cue, at) or self._right(cue)

    def _stop(self, first: int) -> int:
        """Where the stretch from `first` meets a comma or a quotation."""
        stops = (i for i in range(first, len(self.line)) if self.line[i].text in (QUOTE, ",", ";", ":"))
        return next(stops, len(self.line))

    def _as_saying(self, cue: int) -> int | None:
        """Where `saying` stands in `quoted Lee as saying`, for either of its verbs."""
        for i in range(cue, min(cue + 12, len(self.line))):
            if self.line[i].lower in ("saying", "telling") and i and self.line[i - 1].lower == "as":
                return i
        return None

    def _quoted(self, cue: int) -> Candidate | None:
        """`quoted Lee as saying`, `Lee was quoted as saying`."""
        verb = next((i for i in range(cue - 1, max(-1, cue - 15), -1) if self._cue_kind(i)), None)
        if verb is None:
            return None
        between = self._candidates(verb + 1, cue - 1)
        if between and self.line[verb - 1].lower not in _BE:
            return between[0]
        return self._left(verb, len(self.line))

    def _agent(self, cue: int) -> Candidate | None:
        """The agent of a passive: `described by officials as "…"`, `was called "…" by China`."""
        if not self.line[cue].lower.endswith(("ed", "en", "wn", "id", "ld")):
            return None
        if cue + 1 < len(self.line) and self.line[cue + 1].lower == "by":
            return next(iter(self._candidates(cue + 1, min(cue + 12, len(self.line)))), None)
        if cue and self.line[cue - 1].lower in _BE:
            by = next((i for i in range(cue + 1, min(cue + 12, len(self.line))) if self.line[i].lower == "by"), None)
            return next(iter(self._candidates(by, len(self.line))), None) if by else None
        return None

    def _of_participle(self, cue: int, at: int) -> Candidate | None:
        """`…, saying "…"`: the subject of the verb of saying before it, else of the sentence."""
        split = bisect_left(self.cues, cue)
        finite = next((i for i in self.cues[:split][-8:] if not self.line[i].lower.endswith("ing")), None)
        if finite is None and cue == 0:  # `Noting that there was "…", Ana Lee said`
            finite = next((i for i in self.cues[1:] if not self.line[i].lower.endswith("ing")), None)
        if finite is not None:
            return self._speaker(finite, at)
        return self.main_subject()

    def _inverted(self, cue: int) -> bool:
        """`," said Ana Lee, a broker`: nothing or a comma before the verb, a noun phrase and no verb after it."""
        i = cue
        while i and self.line[i - 1].lower in _AUXILIARIES:
            i -= 1
        if (i and self.line[i - 1].text not in (QUOTE, ",")) or self.line[cue].lower in ("told", "tells", "tell"):
            return False
        found = self._candidates(cue + 1, min(cue + 25, len(self.line)))
        if not found or found[0].start != self.line[cue + 1].start:
            return False
        after = next((w for w in self.line[cue + 1 : cue + 60] if w.start >= found[0].end), None)
        return after is None or not after.tag.startswith(("VB", "MD"))

    def _right(self, cue: int) -> Candidate | None:
        found = self._candidates(cue + 1, min(cue + 25, len(self.line)))
        if not found or len([w for w in self.line[cue + 1 :] if w.start < found[0].start]) > 3:
            return None
        return found[0]

    def _left(self, cue: int, at: int) -> Candidate | None:
        """The subject before the verb, back to the quotation before it or the beginning of the sentence."""
        first = next((i + 1 for i in range(cue - 1, max(0, cue - _WINDOW), -1) if self.line[i].text in (QUOTE, ";")), 0)
        first = max(first, cue - _WINDOW)
        last = cue
        while last > first and (self.line[last - 1].lower in _AUXILIARIES or self.line[last - 1].lower.endswith("ly")):
            last -= 1
        found = [c for c in self._candidates(first, last) if not c.adjective]
        if not found:
            earlier = [c for c in self._candidates(max(0, first - _NEAR), first) if not c.adjective and not c.oblique]
            return earlier[0] if earlier and last > first else None
        previous = self.line[last - 1]
        if previous.text in COMMAS:
            return self._before_apposition(found)
        if previous.lower in ("and", "but", "then", "to"):
            return next((c for c in found if not c.oblique), found[0])
        return self._nearest(found, first, last)

    def _before_apposition(self, found: Sequence[Candidate]) -> Candidate:
        """`Ana Lee, head of the board, said`: the first that a comma follows."""
        for candidate in found:
            after = next(iter(self._after(candidate.end)), None)
            if (
                candidate.kind != "pronoun"
                and not candidate.oblique
                and after is not None
                and (after.text in COMMAS or after.lower in _GOES_ON_NAME)
            ):
                return self._named(candidate, found)
        return next((c for c in found if not c.oblique), found[-1])

    def _nearest(self, found: Sequence[Candidate], first: int, last: int) -> Candidate:
        """The last one that no preposition governs, within the innermost clause that has one."""
        if (person := bearer(found, self.line[first:last])) is not None:
            return person
        joints = [w.end for w in self.line[first:last] if w.lower in _SUBORDINATORS or w.text in COMMAS]
        for joint in reversed(joints):
            inner = [c for c in found if c.start >= joint and not (c.oblique and c.start > joint + 1)]
            if inner:
                return self._named(inner[0], found)
        return self._named(next((c for c in found if not c.oblique), found[-1]), found)

    def _named(self, chosen: Candidate, found: Sequence[Candidate]) -> Candidate:
        """`the minister, Ana Lee, said`: a describing phrase gives way to the name in apposition to it."""
        if not chosen.head:
            return self._first_of_two(chosen, found)
        if (alone := self._only_example(chosen, found)) is not None:
            return alone
        for candidate in found:
            gap = [w.text for w in self._after(chosen.end) if w.start < candidate.start]
            if candidate.kind == "person" and not candidate.head and gap == [","]:
                return candidate
        return chosen

    def _first_of_two(self, chosen: Candidate, found: Sequence[Candidate]) -> Candidate:
        """`Ana Lee and Bo Hale said`: of two people who say one thing together the first named stands for both."""
        if chosen.kind != "person":
            return chosen
        for candidate in found:
            gap = [w.lower for w in self._after(candidate.end) if w.start < chosen.start]
            if gap == ["and"] and candidate.kind == "person" and not candidate.oblique and self._opens(candidate):
                return candidate
        return chosen

    def _opens(self, candidate: Candidate) -> bool:
        """Whether a candidate begins its clause: it is nobody's object."""
        first = bisect_left(self._starts, candidate.start)
        return first == 0 or self.line[first - 1].text in (QUOTE, *COMMAS, ";", ":")

    def _only_example(self, chosen: Candidate, found: Sequence[Candidate]) -> Candidate | None:
        """`Experts, among them Ana Lee of the board, said`: the one person named of a group."""
        opening = [w.lower for w in self._after(chosen.end)][:2]
        if opening not in ([",", "including"], [",", "among"], [",", "notably"]):
            return None
        people = [c for c in found if c.kind == "person" and not c.head and c.start > chosen.end]
        return people[0] if len(people) == 1 else None
