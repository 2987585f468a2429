"""Finds what a verb or noun of change is about: its object, its subject, the noun behind `a decline in`."""

from __future__ import annotations

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.changes import Direction
from tradenlp.extract.figures.phrases import PERIOD_NOUNS, Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity


def by_change(s: Sentence, q: Quantity, begin: int, direction: Direction) -> Phrase | None:
    """What the word of change in front of a number says has changed."""
    cue = direction.cue
    if cue < 0 or cue >= q.first:
        return None
    if direction.kind == "adverb":
        return _before_adverb(s, cue)
    noun = s.tags[cue] == "N" and s.lexemes[cue].low in change_words().nouns and is_word(s, cue + 1, "of", "in")
    if direction.kind == "noun" or noun:
        return _of_noun(s, cue, begin, q.last)
    return _object(s, cue, begin) or subject_phrase(s, cue)


def _before_adverb(s: Sentence, cue: int) -> Phrase | None:
    """`Exports were up 5%`, `shares closed down 2%`: the subject of the verb before it, else the noun."""
    if cue > 0 and (s.tags[cue - 1] in "XV" or (s.tags[cue - 1] in "PG" and s.tags[cue - 2 : cue - 1] == ["X"])):
        return subject_phrase(s, cue - 1)
    return phrases.before(s, cue)


def _of_noun(s: Sentence, cue: int, begin: int, last: int) -> Phrase | None:
    """`a decline in exports`, `export growth`, `the growth of trade`; a bare `a decline of` hands on to its verb."""
    if (
        is_word(s, cue + 1, "in", "of", "on", "to")
        and cue + 2 < begin
        and (found := phrases.after(s, cue + 2))
        and found.last <= begin
    ):
        return found
    if begin == cue + 2 and is_word(s, cue + 1, "of") and is_word(s, last, "in") and last + 1 not in s.blocked:
        behind = phrases.after(s, last + 1)
        if behind is not None and s.lexemes[behind.first].low not in PERIOD_NOUNS:
            return behind
    found = phrases.before(s, cue + 1)
    if found is None:
        return None
    grows = s.lexemes[cue].low == "growth"
    if grows and found.last - found.first > 1:
        return found
    if all(s.tags[i] in "JRDPH" for i in range(found.first, cue)):
        return subject_phrase(s, verb_before(s, found.first)) or found
    return Phrase(found.first, max(cue, found.first + 1))


def verb_before(s: Sentence, at: int) -> int:
    """The index of the last verb before lexeme `at`; 0 or less where there is none."""
    i = at - 1
    while i > 0 and s.tags[i] not in "VXGP":
        i -= 1
    return i


def _object(s: Sentence, cue: int, begin: int) -> Phrase | None:
    """The object between a verb of change and its number: `cut tariffs on cars by 46 percent`."""
    i = cue + 1
    while i < begin and s.tags[i] == "R":
        i += 1
    if is_word(s, i, "a", "an") and not is_word(s, begin - 1, "by", "to", "from"):
        return None
    if (
        i >= begin
        or s.lexemes[i].low in ("by", "to", "from", "in", "at", ",")
        or s.tags[i] not in "NJDGP"
        or i in s.blocked
    ):
        return None
    found = phrases.after(s, i)
    if found is None or found.last > begin:
        return None
    if (
        s.lexemes[found.last].low == "on"
        and found.last + 1 in s.blocked
        and (goods := _goods_of_amount(s, found.last + 1, begin))
    ):
        return Phrase(found.first, goods)
    return found


def _goods_of_amount(s: Sentence, at: int, begin: int) -> int | None:
    """Where the goods end in `levies on $200 billion of Chinese goods`."""
    while at in s.blocked:
        at += 1
    if is_word(s, at, "worth"):
        at += 1
    if not is_word(s, at, "of", "in"):
        return None
    found = phrases.after(s, at + 1, 1)
    return found.last if found and found.last <= begin else None


def subject_phrase(s: Sentence, verb: int) -> Phrase | None:
    """The subject of the verb at lexeme `verb`: from the parse, else the noun phrase before it."""
    found = _subject(s, verb) if verb >= 0 else None
    return _with_name(s, _own_conjunct(s, found, verb), verb) if found is not None and found.last <= verb else found


def _own_conjunct(s: Sentence, found: Phrase, verb: int) -> Phrase:
    """`Drought cut the harvest and prices doubled`: what is the object of another verb is no part of the subject."""
    i = found.first - 1
    while i > 0 and s.tags[i] == "D":
        i -= 1
    if i < 1 or s.tags[i] != "V" or s.tags[verb] not in "VX":
        return found
    joint = next((j for j in range(found.last - 2, found.first, -1) if is_word(s, j, "and", "but", "or")), -1)
    first = joint + 1
    while 0 < first < found.last and s.tags[first] == "D":
        first += 1
    return Phrase(first, found.last) if 0 < first < found.last else found


def _with_name(s: Sentence, found: Phrase, verb: int) -> Phrase:
    """`Shares of the retailer Bintang Jaya fell`: with the name that stands behind the noun, right before the verb."""
    last = found.last
    while last < verb and s.tags[last] == "N" and last not in s.blocked and s.lexemes[last].text[0].isupper():
        last += 1
    return Phrase(found.first, last) if last == verb or s.tags[last] == "X" else found


def _subject(s: Sentence, verb: int) -> Phrase | None:
    if s.tags[verb] == "G" and verb > 1 and s.lexemes[verb - 1].text == "," and (found := _changed_before(s, verb - 1)):
        return found
    parsed = phrases.between(s, s.parse.subject(s.lexemes[verb])) if s.parse is not None else None
    if parsed and _in_dateline(s, parsed, verb):
        parsed = None
    if parsed and parsed.first != verb and s.lexemes[parsed.first].low not in ("which", "that", "who"):
        return _of_its_change(s, parsed)
    return _surface_subject(s, verb)


def _in_dateline(s: Sentence, found: Phrase, verb: int) -> bool:
    """`LIMA, March 3 - exports rose`: the place of the news, which a dash sets off."""
    if found.first > 0 or found.last - found.first > 2:
        return False
    return any(s.lexemes[i].text in "-–—" and s.tags[i] == "." for i in range(found.last, min(verb, found.last + 8)))


def _changed_before(s: Sentence, comma: int) -> Phrase | None:
    """`a sharp decline in exports, falling 34.5%`: what the noun of change before the comma is a change of."""
    for i in range(comma - 1, max(0, comma - 12), -1):
        if s.lexemes[i].text in ".;:":
            break
        if s.lexemes[i].low in change_words().nouns and s.tags[i] == "N" and is_word(s, i + 1, "in", "of"):
            found = phrases.after(s, i + 2)
            return found if found and found.last <= comma else None
    return None


def _of_its_change(s: Sentence, found: Phrase) -> Phrase:
    """`a decline in exports` as a subject stands for the exports."""
    head = phrases.head_of(s, found)
    if (
        s.lexemes[head].low != "growth"
        and s.lexemes[head].low in change_words().nouns
        and is_word(s, head + 1, "in", "of")
        and head + 2 < found.last
    ):
        first = head + 2 + (s.tags[head + 2] == "D")
        return Phrase(first, found.last) if first < found.last else found
    return found


def _surface_subject(s: Sentence, verb: int) -> Phrase | None:
    i = verb
    while i > 0 and (
        s.tags[i - 1] in "XR"
        or s.lexemes[i - 1].low in ("to", "not", "expected", "forecast", "set", "likely", "continued", "began")
    ):
        i -= 1
    if i > 0 and s.tags[verb] in "GP" and s.lexemes[i - 1].text == ",":
        return _of_clause(s, i - 1)
    if i > 0 and s.lexemes[i - 1].low in ("and", "but", "which", "that", "or", ",") and s.tags[i - 1] in "CW.":
        return _of_clause(s, i - 1)
    if i > 0 and s.tags[i - 1] == "O":
        return Phrase(i - 1, i)
    return phrases.before(s, i)


def _of_clause(s: Sentence, end: int) -> Phrase | None:
    """The subject of the clause that ends at lexeme `end`: what stands before its first finite verb."""
    start = end
    while (
        start > 0
        and s.lexemes[start - 1].low not in (";", "but", "while", "whereas", "that", "although")
        and end - start < 40
    ):
        start -= 1
    verb = next((i for i in range(start, end) if s.tags[i] in "VX" and i > start), -1)
    change = next((i for i in range(end - 1, start, -1) if s.lexemes[i].low in change_words().nouns), -1)
    if change > 0 and is_word(s, change + 1, "in", "of"):
        return phrases.after(s, change + 2)
    return phrases.before(s, verb) if verb > 0 else phrases.before(s, end)
