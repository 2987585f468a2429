"""What one article shows before anything is decided: its words, layout, sentences and the registry names in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from tradenlp.extract.actors.index import Hit, Words
from tradenlp.extract.actors.layout import Layout
from tradenlp.extract.actors.lexicons import Lexicons
from tradenlp.extract.actors.registry import Registry

_SENTENCE_GAP = re.compile(r"[.!?…][\"'”’)\]]*\s|\n\s*\n|[:;]\s|^[\"“]")
_MODEL = re.compile(r"[A-Z]\d{2,4}|\d{3}")
_LIST_REACH = 12
_NO_END = frozenset(["mr", "mrs", "ms", "dr", "st", "sen", "rep", "gov", "gen", "col", "no", "vs", "u"])
_NO_END |= {"jan", "feb", "mar", "apr"}
_NO_END |= {"jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
STATE_FORMS = frozenset(["name", "alias", "abbreviation", "adjective", "former", "seat"])


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of words read as an actor; words `first` to `last` inclusive, code points `start` to `end`."""

    start: int
    end: int
    first: int
    last: int
    actor_id: str
    form: str


@dataclass(slots=True)
class Scene:
    """One article under examination."""

    doc: Doc
    words: Words
    layout: Layout
    registry: Registry
    lexicon: Lexicons
    published: date | None
    publisher_country: str | None
    hits: list[Hit] = field(default_factory=list)
    """names of the index, by position, blocked phrases included"""
    sentences: list[int] = field(default_factory=list)
    """numbers of the words that begin a sentence or line"""
    low: frozenset[str] = frozenset()
    """words that stand in lower case somewhere in the text"""

    def sentence_start(self, number: int) -> int:
        """The word that begins the sentence of a word."""
        return self.sentences[max(0, bisect_right(self.sentences, number) - 1)] if self.sentences else 0

    def opens_sentence(self, number: int) -> bool:
        """Whether a word is the first of its sentence."""
        return self.sentence_start(number) == number

    def hit_ending(self, number: int) -> Hit | None:
        """The hit whose last word is `number`."""
        place = bisect_right(self.hits, number, key=lambda hit: hit.first) - 1
        return self.hits[place] if place >= 0 and self.hits[place].last == number else None

    def hit_starting(self, number: int) -> Hit | None:
        """The hit whose first word is `number`."""
        place = bisect_left(self.hits, number, key=lambda hit: hit.first)
        return self.hits[place] if place < len(self.hits) and self.hits[place].first == number else None

    def hits_within(self, first: int, last: int) -> list[Hit]:
        """The hits that share a word with the run `first` to `last`."""
        place = max(0, bisect_right(self.hits, first, key=lambda hit: hit.first) - 1)
        found = []
        while place < len(self.hits) and self.hits[place].first <= last:
            if self.hits[place].last >= first:
                found.append(self.hits[place])
            place += 1
        return found

    def text_of(self, first: int, last: int) -> tuple[int, int, str]:
        """Extent and text of a run of words; the dot of `Inc.` or of an initial belongs to it."""
        start, end = self.words.starts[first], self.words.ends[last]
        head = self.lexicon.heads.get(self.words.folded[last])
        if head is not None and head.id == "firm_suffix" and self.words.text[end : end + 1] == ".":
            end += 1
        return start, end, self.words.text[start:end]

    def before_list(self, first: int) -> int:
        """The word before a list of names: `in` for each of `in Geneva, London and Stockholm`."""
        number = first - 1
        for _ in range(_LIST_REACH):
            if number < 0 or self.words.gap(number).strip(" ,"):
                break
            capital = _capital(self.words, number)
            if self.word(number) in self.lexicon.cues["in"] and (not capital or self.opens_sentence(number)):
                break
            if "\n" in self.words.gap(number):
                break
            if not capital and self.word(number) not in ("and", "the"):
                break
            if capital and number == first - 1 and self.gap(number) == " ":
                break
            number -= 1
        return number

    def word(self, number: int) -> str:
        """A folded word; empty beyond the text."""
        return self.words.folded[number] if 0 <= number < len(self.words.folded) else ""

    def gap(self, number: int) -> str:
        """What stands between a word and the next; a line break beyond the text."""
        return self.words.gap(number) if 0 <= number < len(self.words.folded) else "\n"


def tells_of_sanctions(scene: Scene, number: int) -> bool:
    """Whether the sentence of a word tells of sanctions or of listed firms."""
    after = bisect_right(scene.sentences, number)
    end = scene.sentences[after] if after < len(scene.sentences) else len(scene.words.folded)
    told = scene.words.folded[scene.sentence_start(number) : end]
    return not scene.lexicon.cues["sanctioning"].isdisjoint(told)


def sentence_words(words: Words, layout: Layout, openers: frozenset[str]) -> list[int]:
    """The numbers of the words that begin a sentence, a heading or a paragraph, by punctuation and line breaks."""
    begins = [0] if words.folded else []
    for number in range(1, len(words.folded)):
        gap = words.gap(number - 1)
        if gap == " ":
            if (
                words.text[words.ends[number - 1] - 1] == "."
                and words.folded[number] in openers
                and _capital(words, number)
            ):
                begins.append(number)
            continue
        broken = "\n" in gap and layout.in_heading(words.starts[number - 1])
        if not broken and not _SENTENCE_GAP.search(gap):
            continue
        if words.folded[number - 1] in _NO_END and "\n" not in gap and gap.startswith("."):
            continue
        begins.append(number)
    return begins


def _capital(words: Words, number: int) -> bool:
    return words.text[words.starts[number]].isupper()


def is_other_name(scene: Scene, hit: Hit) -> bool:
    """`Michael Jordan`, `Chad Bown`, `Amazon River`, `WHO WOULD PAY`: the word is part of another name, or a word."""
    if hit.first != hit.last:
        return False
    lexicon, number = scene.lexicon, hit.first
    word, before, after = scene.word(number), number - 1, number + 1
    follows = after < len(scene.words.folded) and scene.gap(number) == " " and _capital(scene.words, after)
    if follows and scene.word(after) in lexicon.places:
        return True
    if scene.gap(number) == " " and after < len(scene.words.folded) and _MODEL.fullmatch(scene.words.raw(after)):
        return state_of(scene, hit) is None
    if word in lexicon.word_acronyms and follows and scene.words.raw(after).isupper():
        return True
    if scene.layout.in_heading(hit.start):
        return False
    if word in lexicon.first_names and follows and scene.hit_starting(after) is None:
        return scene.word(after) not in lexicon.cues["opener"] and scene.word(after) not in lexicon.heads
    if word not in lexicon.surnames or before < 0 or scene.gap(before) != " " or not _capital(scene.words, before):
        return False
    named = scene.hit_ending(before) is None and scene.word(before) not in lexicon.cues["opener"]
    return named and scene.word(before) not in lexicon.titles


def states_named(scene: Scene) -> Counter[str]:
    """How often each country or bloc is named, in any form, blocked phrases and datelines aside."""
    counts: Counter[str] = Counter()
    for hit in scene.hits:
        state = state_of(scene, hit) or _home_of_known(scene, hit)
        if state is not None and not scene.layout.is_silent(hit.start):
            counts[state] += 1
    return counts


def _home_of_known(scene: Scene, hit: Hit) -> str | None:
    """The home of a person or body known by an unambiguous name: it, too, shows whose affairs these are."""
    name = hit.names[0]
    entry = scene.registry.entries.get(name.actor_id)
    if entry is None or name.form not in ("name", "alias") or entry.kind not in ("person", "government_body"):
        return None
    return entry.country if entry.country in scene.registry.states else None


def state_of(scene: Scene, hit: Hit) -> str | None:
    """The country or bloc that a hit names, if it names one."""
    for name in hit.names:
        if name.actor_id in scene.registry.states and name.form in STATE_FORMS:
            return name.actor_id
    return None
