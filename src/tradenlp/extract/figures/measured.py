"""Finds what a number measures or counts: the shortest phrase that says it all."""

from __future__ import annotations

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.changes import Direction, change_words
from tradenlp.extract.figures.lexemes import WORD
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import DASHES, Quantity

_VALUE_NOUNS = frozenset("rate rates total average level levels value price pace margin tune cost sum worth maximum minimum equivalent".split())
_PERIOD_NOUNS = frozenset("year-on-year year month quarter yoy annually".split())
_LEVIES = frozenset("tariff tariffs duty duties levy levies tax taxes sanctions quotas quota safeguard tariffs-on surcharge surcharges".split())
_FILLERS = frozenset("extra more additional".split())


def measured(s: Sentence, q: Quantity, begin: int, direction: Direction, text: str) -> str | None:
    """The phrase, or None where the sentence does not say. `begin` is where the modifier phrase of q begins."""
    if q.unit == "count":
        found = _counted(s, q)
    else:
        found = _following(s, q, direction) or _by_change(s, q, begin, direction) or _preceding(s, q, begin)
    if found is None:
        return None
    return _with_levy(s, q, phrases.text_of(s, found, text), begin)


def _counted(s: Sentence, q: Quantity) -> Phrase | None:
    i = q.last
    if i < len(s.lexemes) and s.lexemes[i].text in DASHES:
        i += 1
    if is_word(s, i, "of", "out"):
        return phrases.after(s, i + 1, 1) or phrases.before(s, q.first)
    return phrases.after(s, i, 1)


def _following(s: Sentence, q: Quantity, direction: Direction) -> Phrase | None:
    """What stands behind the number: `of Chinese goods`, `tariff on steel`, `in duties`, `plunge in exports`."""
    i = q.last
    while i < len(s.lexemes) and (s.lexemes[i].text in DASHES or s.lexemes[i].low in _FILLERS and not is_word(s, i + 1, "than")):
        i += 1
    if i >= len(s.lexemes) or i in s.blocked:
        return None
    low = s.lexemes[i].low
    if low == "worth" and is_word(s, i + 1, "of"):
        return phrases.after(s, i + 2)
    if low == "of" and direction.kind != "verb" or low == "of" and _removes(s, direction):
        return phrases.after(s, i + 1)
    if low == "in" and q.family == "money" and direction.name in ("none",):
        return phrases.after(s, i + 1, 1)
    if direction.kind == "after" and direction.cue >= q.last:
        return _of_change(s, q, direction)
    if direction.name in ("none", "to", "from") and s.tags[i] in "NJGP" and direction.kind != "adverb" and low not in _PERIOD_NOUNS and not _adverbial(s, i):
        return phrases.after(s, i)
    return None


def _adverbial(s: Sentence, i: int) -> bool:
    low = s.lexemes[i].low
    return low in change_words().adverbs or s.tags[i] in "PG" and i + 1 < len(s.tags) and s.tags[i + 1] not in "NJ"


def _removes(s: Sentence, direction: Direction) -> bool:
    return direction.cue >= 0 and s.lexemes[direction.cue].low not in ("rose", "fell", "grew")


def _of_change(s: Sentence, q: Quantity, direction: Direction) -> Phrase | None:
    """After a noun of change behind the number: what it is a change of."""
    i = direction.cue + 1
    if is_word(s, i, "in", "of", "on", "to"):
        return phrases.after(s, i + 1)
    inner = phrases.after(s, q.last + (s.lexemes[q.last].text in DASHES), 0)
    if inner and inner.first < direction.cue and s.tags[direction.cue - 1] == "N" and s.lexemes[direction.cue - 1].low not in _PERIOD_NOUNS:
        return Phrase(inner.first, direction.cue + (s.lexemes[direction.cue].low == "growth"))
    return None


def _by_change(s: Sentence, q: Quantity, begin: int, direction: Direction) -> Phrase | None:
    cue = direction.cue
    if cue < 0 or cue >= q.first:
        return None
    if direction.kind == "adverb":
        return phrases.before(s, cue)
    if direction.kind == "noun":
        return _of_noun(s, cue, begin)
    return _object(s, cue, begin) or _subject(s, cue)


def _of_noun(s: Sentence, cue: int, begin: int) -> Phrase | None:
    """`a decline in exports`, `export growth`, `the growth of trade`."""
    if is_word(s, cue + 1, "in", "of", "on", "to") and cue + 2 < begin and (found := phrases.after(s, cue + 2)) and found.last <= begin:
        return found
    found = phrases.before(s, cue + 1)
    if found and found.last - found.first == 1:
        return _subject(s, found.first) or found
    return found


def _object(s: Sentence, cue: int, begin: int) -> Phrase | None:
    """The object between a verb of change and its number: `cut tariffs on cars by 46 percent`."""
    i = cue + 1
    while i < begin and (s.tags[i] in "R" or s.lexemes[i].low in ("by", "to", "from", "at", "an", "a", "the") and s.tags[i] != "D" or i in s.blocked):
        i += 1
    if i >= begin or s.lexemes[cue + 1].low in ("by", "to", "from", "in", "at", ",") or s.tags[i] not in "NJDGPM":
        return None
    found = phrases.after(s, i)
    return found if found and found.last <= begin and s.lexemes[found.last - 1].low not in _PERIOD_NOUNS else None


def _subject(s: Sentence, verb: int) -> Phrase | None:
    """The subject of the verb at lexeme `verb`; for a participle after a comma that of the clause before it."""
    i = verb
    while i > 0 and (s.tags[i - 1] in "XR" or s.lexemes[i - 1].low in ("to", "not", "expected", "forecast", "set", "likely", "continued", "began")):
        i -= 1
    if i > 0 and s.tags[verb] in "GP" and s.lexemes[i - 1].text == ",":
        return _of_clause(s, i - 1)
    if i > 0 and s.lexemes[i - 1].low in ("and", "but", "which", "that", "or", ",") and s.tags[i - 1] in "CW.":
        return _of_clause(s, i - 1)
    return phrases.before(s, i)


def _of_clause(s: Sentence, end: int) -> Phrase | None:
    """The subject of the clause that ends at lexeme `end`: what stands before its first finite verb."""
    start = end
    while start > 0 and s.lexemes[start - 1].low not in (";", "but", "while", "whereas", "that", "although") and end - start < 40:
        start -= 1
    verb = next((i for i in range(start, end) if s.tags[i] in "VX" and i > start), -1)
    change = next((i for i in range(end - 1, start, -1) if s.lexemes[i].low in change_words().nouns), -1)
    if change > 0 and is_word(s, change + 1, "in", "of"):
        return phrases.after(s, change + 2)
    return phrases.before(s, verb) if verb > 0 else phrases.before(s, end)


def _preceding(s: Sentence, q: Quantity, begin: int) -> Phrase | None:
    """What stands before the number: `goods worth $5bn`, `tariffs of 25 percent on steel`, `the tariff was 8%`."""
    i = begin
    while i > 0 and (s.tags[i - 1] in "D" or s.lexemes[i - 1].low in ("another", "additional", "average")):
        i -= 1
    low = s.lexemes[i - 1].low if i else ""
    if low == "of" and i > 1:
        return _before_of(s, i - 1, q)
    if low in ("at", "with", "by", "to", "from") and i > 1:
        return phrases.before(s, i - 1) or _subject(s, i - 1)
    if low == "(":
        return phrases.before(s, i - 1)
    verb = i - 1
    while verb > 0 and s.tags[verb] in "RI":
        verb -= 1
    found = _subject(s, verb) if verb >= 0 and s.tags[verb] in "VXPG" else None
    return found or phrases.before(s, begin)


def _before_of(s: Sentence, of: int, q: Quantity) -> Phrase | None:
    """`tariffs of 25% on steel`; a bare noun of value (`a rate of`) hands on to what it is the value of."""
    found = phrases.before(s, of)
    if found is None:
        return None
    head = phrases.head_of(s, found)
    if s.lexemes[head].low in _VALUE_NOUNS and head == found.first:
        return phrases.before(s, found.first)
    return found


def _with_levy(s: Sentence, q: Quantity, what: str, begin: int) -> str:
    """An amount of goods under a levy says so: `Chinese goods subject to tariffs`."""
    if q.family != "money" or begin < 2 or s.lexemes[begin - 1].low != "on":
        return what
    levy = next((x.low for x in reversed(s.lexemes[max(0, begin - 5) : begin - 1]) if x.kind == WORD and x.low in _LEVIES), None)
    return f"{what} subject to {levy}" if levy else what
