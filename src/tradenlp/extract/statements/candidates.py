"""Who in a sentence may be the speaker: actors, describing phrases ("a senior ministry official"), pronouns, names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tradenlp.extract.statements.cues import speaker_nouns, word_class
from tradenlp.extract.statements.words import Word
from tradenlp.facts import Actor, ActorMention

PREPOSITIONS = word_class("prepositions")
PRONOUNS = word_class("pronouns")
DETERMINERS = word_class("determiners")
_NO_NAMES = word_class("no_names")
_BREAKERS = word_class("breakers")
_JOINS = word_class("joins")
_NOMINAL_TAGS = ("NN", "JJ", "DT", "PRP$", "CD", "POS", "HYPH", "VBN", "VBG", "AFX")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may speak: the extent of the whole noun phrase, and whom it names."""

    start: int
    end: int
    kind: str
    """person, body, paper, pronoun, name (capitalised words that no other part knows)"""
    actor_id: str | None = None
    head: str = ""
    """of a describing phrase its noun, in small letters"""
    adjective: bool = False
    """a nationality or possessive in front of something else"""
    oblique: bool = False
    """it hangs on a preposition"""


class Mentions:
    """The actor mentions of a document by position; of mentions that overlap the longest counts."""

    def __init__(self, mentions: Sequence[ActorMention], table: Mapping[str, Actor]) -> None:
        self._kept: list[ActorMention] = []
        for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
            if not self._kept or mention.start >= self._kept[-1].end:
                self._kept.append(mention)
        self._starts = [m.start for m in self._kept]
        self._table = table

    def between(self, start: int, end: int) -> list[ActorMention]:
        """The mentions that begin in `start` to `end`."""
        return self._kept[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def is_person(self, actor_id: str) -> bool:
        """Whether the actor is a person."""
        actor = self._table.get(actor_id)
        return actor is not None and actor.kind == "person"


def candidates(words: Sequence[Word], mentions: Mentions) -> list[Candidate]:
    """Everybody who may speak within the words of one clause or sentence, in text order."""
    if not words:
        return []
    named = [_of_mention(m, words, mentions) for m in mentions.between(words[0].start, words[-1].end)]
    phrases = [_without_title(p, named, words) for p in _phrases(words, named)]
    found = [*named, *(p for p in phrases if p is not None), *_pronouns(words, named)]
    found += _names(words, found)
    return _outermost([_with_case(c, words) for c in found])


def _of_mention(mention: ActorMention, words: Sequence[Word], mentions: Mentions) -> Candidate:
    after = next((w for w in words if w.start >= mention.end), None)
    modifies = mention.form == "adjective" or (
        after is not None and after.lower in ("'s", "’s", "'", "’") and after.start <= mention.end + 1
    )
    kind = "person" if mentions.is_person(mention.actor_id) else "body"
    if mention.form == "pronoun":
        return Candidate(mention.start, mention.end, "pronoun", mention.actor_id, mention.text.lower())
    return Candidate(mention.start, mention.end, kind, mention.actor_id, adjective=modifies)


def _phrases(words: Sequence[Word], named: Sequence[Candidate]) -> Iterator[Candidate]:
    nouns = speaker_nouns()
    for position, word in enumerate(words):
        noun = nouns.get(word.lower)
        if noun is None or not word.tag.startswith(("NN", "")[not word.tag]) or _within(word, named):
            continue
        if (
            position + 1 < len(words)
            and words[position + 1].lower in nouns
            and words[position + 1].tag.startswith("NN")
        ):
            continue
        if _is_hyphenated(words, position):
            continue
        first = _phrase_start(words, position)
        last = _phrase_end(words, position)
        text_start, text_end = words[first].start, words[last].end
        yield Candidate(text_start, text_end, noun.kind, None, word.lower)


def _is_hyphenated(words: Sequence[Word], position: int) -> bool:
    """`Director-General Ana Lee`: half a title describes nobody."""
    joined = position + 2 < len(words) and words[position + 1].text in ("-", "‑")
    return joined and words[position].end == words[position + 1].start and words[position + 2].text[:1].isupper()


def _without_title(phrase: Candidate, named: Sequence[Candidate], words: Sequence[Word]) -> Candidate | None:
    """A phrase that runs into the name it describes (`secretary of state for Asia Ana Lee`) becomes that person."""
    person = next((c for c in named if c.kind == "person" and phrase.start < c.start and c.end == phrase.end), None)
    if person is None:
        return phrase
    before = next((w.lower for w in reversed(words) if w.end <= person.start), "")
    return phrase if before in _JOINS or before in DETERMINERS else replace(person, start=phrase.start)


def _within(word: Word, named: Sequence[Candidate]) -> bool:
    return any(
        c.start <= word.start < c.end and c.kind != "pronoun" for c in named if not c.adjective or c.end >= word.end
    )


def _phrase_start(words: Sequence[Word], position: int) -> int:
    first = position
    while first and position - first < 8:
        before = words[first - 1]
        if before.lower in _BREAKERS or before.lower in PREPOSITIONS:
            break
        if not before.tag.startswith(_NOMINAL_TAGS) if before.tag else before.text.endswith("ed"):
            break
        first -= 1
        if before.lower in DETERMINERS:
            break
    return first


def _phrase_end(words: Sequence[Word], position: int) -> int:
    """The last word of the phrase with what hangs on it: `an official at the ministry`, `people close to the talks`."""
    last = position
    while last + 1 < len(words) and last - position < 9:
        after = words[last + 1]
        joins = after.lower in _JOINS
        if not joins and (last == position or after.lower in _BREAKERS or after.tag.startswith(("VB", "MD", "PRP"))):
            break
        if after.tag and not joins and not after.tag.startswith(_NOMINAL_TAGS):
            break
        last += 1
    while last > position and (words[last].lower in _JOINS or words[last].lower in DETERMINERS):
        last -= 1
    return last


def _pronouns(words: Sequence[Word], named: Sequence[Candidate]) -> Iterator[Candidate]:
    taken = {c.start for c in named}
    for word in words:
        if word.lower in PRONOUNS and word.start not in taken:
            yield Candidate(word.start, word.end, "pronoun", None, word.lower)


def _names(words: Sequence[Word], found: Sequence[Candidate]) -> list[Candidate]:
    """Runs of two and more capitalised words, or of one that the tagger takes for a name, outside all others."""
    names: list[Candidate] = []
    run: list[Word] = []
    hyphens = {word.start for word in words if word.text in ("-", "‑")} | {
        after.end for word, after in pairwise(words) if word.text in ("-", "‑") and word.end == after.start
    }
    for word in [*words, None]:
        if (
            word is not None
            and word.text[:1].isupper()
            and word.lower not in _NO_NAMES
            and not any(c.start < word.end and word.start < c.end for c in found)
        ):
            run.append(word)
            continue
        if len(run) > 1 or (run and run[0].tag in ("NNP", "NNPS") and run[0].end not in hyphens):
            names.append(Candidate(run[0].start, run[-1].end, "name"))
        run = []
    return names


def _with_case(candidate: Candidate, words: Sequence[Word]) -> Candidate:
    """With the whole noun phrase as extent, and whether a preposition governs it."""
    position = next((i for i, w in enumerate(words) if w.end > candidate.start), 0)
    first = position if candidate.kind == "pronoun" else _phrase_start(words, position)
    before = words[first - 1].lower if first else ""
    return replace(candidate, start=min(words[first].start, candidate.start), oblique=before in PREPOSITIONS)


def _outermost(found: list[Candidate]) -> list[Candidate]:
    """Of nested candidates the outer one: `a WTO official` is not the WTO, `EU envoy Ana Lee` is Ana Lee."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.end, -c.start)):
        while kept and candidate.start <= kept[-1].start:
            kept.pop()
        if kept and candidate.kind == "person" and candidate.start < kept[-1].end and _is_title(kept[-1]):
            candidate = replace(candidate, start=kept.pop().start)  # `Trade and Ports Board chair Ana Lee`
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _is_title(candidate: Candidate) -> bool:
    """A body or a describing phrase that runs into a name is the title of that person."""
    return candidate.kind == "body" or (candidate.actor_id is None and bool(candidate.head))
