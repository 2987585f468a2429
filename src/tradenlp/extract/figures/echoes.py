"""Numbers that go on about what the figure before them measured: comparisons, gaps, ellipses, pronouns."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.behind import first_behind
from tradenlp.extract.figures.changes import Direction
from tradenlp.extract.figures.nouns import head_noun, is_levy
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity
from tradenlp.extract.figures.words import word_list


class Earlier(NamedTuple):
    """The figure before this one in the article: what it measured, for `the figure`, `it` and ellipses."""

    what: str | None
    quantity: Quantity | None
    same_sentence: bool
    direction: str = "none"
    named: tuple[str, ...] = ()
    """what the figures before measured, the last ones"""
    units: tuple[str, ...] = ()
    """their units"""
    subject: str | None = None
    """the actor that the last figure with one was about"""

    def last_in(self, unit: str | None) -> str | None:
        """What the last figure in this unit measured: what `the rate` and `the figure` refer to."""
        pairs = zip(reversed(self.named), reversed(self.units), strict=True)
        return next((what for what, one in pairs if what and one == unit), self.what if self.same_sentence else None)


def gapped(s: Sentence, q: Quantity, begin: int, direction: Direction, earlier: Earlier) -> Direction:
    """The direction that a number shares with the one before: `rose $3bn or 4 pct`, `wool fell 5 pct, tin 3 pct`."""
    before = earlier.quantity
    if direction.name != "none" or not earlier.same_sentence or before is None or q.unit == "count":
        return direction
    if earlier.direction not in ("increase", "decrease") or before.last > begin:
        return direction
    between = range(before.last, begin)
    if q.family in ("money", "minor", "point") and _at(s, before.last, begin):
        return Direction("to", begin - 1, "after")
    joined = any(s.lexemes[i].low in ("and", "or", ",", ";") for i in between)
    if not joined or any(s.tags[i] in "VX" or s.lexemes[i].text == "." for i in between):
        return direction
    if is_word(s, begin - 1, "or") and all(s.lexemes[i].text == "," for i in between[:-1]):
        return Direction(earlier.direction, -1, "gapped")
    names = (
        before.unit == q.unit
        and len(between) <= 8
        and begin > 0
        and (s.tags[begin - 1] == "N" or s.lexemes[begin - 1].low == "by")
    )
    follows = q.last < len(s.lexemes) and s.tags[q.last] in "NJ"
    return Direction(earlier.direction, -1, "gapped") if names and not follows else direction


def _at(s: Sentence, first: int, begin: int) -> bool:
    """`down 2 percent at $60`, `up $3 on Monday, at $60`: the level that a change just told led to."""
    return is_word(s, begin - 1, "at") and all(
        i in s.blocked or s.lexemes[i].low in (",", "on") for i in range(first, begin - 1)
    )


def continues(s: Sentence, begin: int, direction: Direction, earlier: Earlier) -> bool:
    """`…, down 9 percent from $80`: more about what the figure before it measured."""
    cue = direction.cue
    if direction.kind == "adverb" and cue > 0 and s.lexemes[cue - 1].text in (",", "—", "-"):
        return True
    if direction.kind == "after" and begin > 0 and s.lexemes[begin - 1].text in (",", "("):
        return is_word(s, direction.cue, "lower", "higher", "less", "more", "up", "down") or direction.cue < 0
    return begin > 1 and is_word(s, begin - 1, "from") and (begin - 2 in s.blocked or _since(s, begin, earlier))


def _since(s: Sentence, begin: int, earlier: Earlier) -> bool:
    """`fell to 25,000 tonnes in the new season from 28,000`: the level where a change began."""
    before = earlier.quantity
    if before is None or earlier.direction not in ("to", "increase", "decrease") or before.last > begin:
        return False
    return all(s.tags[i] not in "VXPG" and s.lexemes[i].text not in ";:" for i in range(before.last, begin - 1))


_COMPARING = word_list("comparing")


def adds_nothing(s: Sentence, q: Quantity, begin: int, earlier: Earlier) -> bool:
    """`rose to $3bn in May from $2bn in April and $1bn a year earlier`: between the two nothing new is named."""
    before = earlier.quantity
    if before is not None and before.last == begin - 1 and q.unit != "count" and is_word(s, begin - 1, "to", "from"):
        return True
    if before is None or before.unit != q.unit or q.unit == "count" or before.last >= begin or begin - before.last > 12:
        return False
    behind = first_behind(s, q)
    if (
        behind < len(s.lexemes)
        and behind not in s.blocked
        and not _season(s, behind)
        and (s.tags[behind] in "NJGP" or is_word(s, behind, "of", "in", "on", "for"))
    ):
        return False
    between = [i for i in range(before.last, begin) if i not in s.blocked]
    if not any(s.lexemes[i].low in ("compared", "against", "after", "versus", "from", "and", "to") for i in between):
        return False
    return all(s.lexemes[i].low in _COMPARING or s.lexemes[i].text == "," for i in between)


def _season(s: Sentence, at: int) -> bool:
    """`13.1 last season`: a time that is no date of the calendar."""
    return is_word(s, at, "last", "this", "next", "previous") and is_word(
        s, at + 1, "season", "campaign", "crop", "marketing", "harvest", "session", "time"
    )


def in_turn(s: Sentence, q: Quantity, begin: int, found: Phrase, earlier: Earlier, text: str) -> str | None:
    """`Arauco faces a rate of 21%, CMPC 9%`: the rate of the figure before, on the one that is named in turn."""
    before = earlier.quantity
    if before is None or before.unit != q.unit or q.unit == "count" or earlier.what is None:
        return None
    if not before.last < found.first or found.last != begin:
        return None
    joined = all(
        s.lexemes[i].low in _JOINTS or s.tags[i] == "D" or i in s.blocked for i in range(before.last, found.first)
    )
    head = head_noun(earlier.what)
    preposition = next((p for p in ("on", "for") if f" {p} " in earlier.what), None)
    if not joined or preposition is None or not (is_levy(earlier.what) or head in _RATES):
        return None
    return f"{earlier.what.split(f' {preposition} ')[0]} {preposition} {phrases.text_of(s, found, text)}"


_JOINTS = frozenset((",", ";", "and", "while", "or", "but"))
_RATES = frozenset(("rate", "rates", "margin", "margins", "deposit", "deposits"))


def those(s: Sentence, begin: int, earlier: Earlier, text: str) -> str | None:
    """`Exports to Peru fell 3%, those to Chile 2%`: what the figure before measured, of the one that is named."""
    before = earlier.quantity
    if before is None or earlier.what is None:
        return None
    head = _OBJECT.split(earlier.what, maxsplit=1)
    for i in range(begin - 3, before.last - 1, -1):
        if is_word(s, i, "those", "that") and is_word(s, i + 1, *_OF_THOSE):
            found = phrases.after(s, i + 2, 1)
            named = found is not None and found.last <= begin and len(head) > 1
            return f"{head[0]} {s.lexemes[i + 1].text} {phrases.text_of(s, found, text)}" if found and named else None
    return None


def of_them(s: Sentence, q: Quantity, begin: int, earlier: Earlier, text: str) -> str | None:
    """`half of them`, `five of these`: of what the last count counted, a part also of what was measured last.

    `Drivers, nearly 300 of them, wrote` counts the noun before the comma, `two of them Finns` the one behind.
    """
    if not is_word(s, q.last, "of") or not is_word(s, q.last + 1, "them", "these", "those", "which", "whom"):
        return None
    if q.last + 2 < len(s.tags) and s.tags[q.last + 2] in "NJI":
        which = phrases.after(s, q.last + 2, 0) if is_word(s, q.last + 1, "them") else None
        return (
            phrases.text_of(s, which, text)
            if which is not None and s.lexemes[which.last - 1].low.endswith("s")
            else None
        )
    if begin > 1 and s.lexemes[begin - 1].text in ",(–—" and s.lexemes[q.last + 2 : q.last + 3] != []:
        whole = _whole_of(s, begin - 1) if s.lexemes[q.last + 2].text in ",)–—" else None
        if whole is not None and s.lexemes[phrases.head_of(s, whole)].low.endswith("s"):
            return phrases.text_of(s, whole, text)
    counted = next(
        (w for w, u in zip(reversed(earlier.named), reversed(earlier.units), strict=True) if u == "count"), None
    )
    return counted or (earlier.what if q.unit != "count" else None)


def object_in_turn(s: Sentence, q: Quantity, begin: int, earlier: Earlier, text: str) -> str | None:
    """`the duty on wine to 140%, on cars to 120% and on rum to 60%`: the thing of the figure before, of the next."""
    before = earlier.quantity
    if before is None or before.unit != q.unit or earlier.what is None or not is_word(s, begin - 1, "to", "at", "by"):
        return None
    for i in range(before.last + 1, begin - 2):
        if is_word(s, i, "on", "for", "in", "to", "from") and s.lexemes[i - 1].low in _JOINTS:
            named = phrases.after(s, i + 1, 1)
            head, preposition, _ = earlier.what.partition(f" {s.lexemes[i].low} ")
            if named is None or named.last != begin - 1 or not preposition:
                return None
            return f"{head}{preposition}{phrases.text_of(s, named, text)}"
    return None


_PLACES = ("at", "near", "aboard", "outside", "inside", "across")


def _whole_of(s: Sentence, at: int) -> Phrase | None:
    """The noun phrase before lexeme `at`, with the place behind its noun: `drivers at the depot`."""
    found = phrases.before(s, at)
    i = found.first - 1 if found is not None else -1
    while i > 0 and s.tags[i] == "D":
        i -= 1
    whole = phrases.before(s, i) if found is not None and i > 0 and is_word(s, i, *_PLACES) else None
    return Phrase(whole.first, found.last) if whole is not None and found is not None and whole.last == i else found


_FRONTED = 10
"""lexemes between `For tin` and the number that is for it"""


def fronted_in_turn(s: Sentence, q: Quantity, begin: int, earlier: Earlier, text: str) -> str | None:
    """`The duty on tin is 5%. For zinc it would rise to 9%`: the levy of the figure before, on what a clause fronts."""
    rate = next((w for w in reversed(earlier.named) if w and is_levy(w)), None)
    if rate is None or q.unit != "percent":
        return None
    for i in range(begin - 2, max(-1, begin - _FRONTED), -1):
        if not is_word(s, i, "for", "on") or not (i == 0 or s.lexemes[i - 1].low in _JOINTS):
            continue
        named = phrases.after(s, i + 1, 1)
        at = named.last + (s.lexemes[named.last].text == ",") if named is not None and named.last < begin else begin
        at += is_word(s, at, "the", "this", "that") and is_word(s, at + 1, *_ITS_LEVEL)
        if named is not None and at < begin and is_word(s, at, "it", "they", *_ITS_LEVEL):
            return f"{_OBJECT.split(rate, maxsplit=1)[0]} on {phrases.text_of(s, named, text)}"
    return None


_ITS_LEVEL = ("figure", "rate", "level", "tariff", "duty", "levy", "tax", "charge")
_OF_THOSE = ("of", "to", "from", "on", "in", "for")
_OBJECT = re.compile(rf" (?:{'|'.join(_OF_THOSE)}) ")


def ellipsis(s: Sentence, q: Quantity, earlier: Earlier, text: str) -> str | None:
    """`25 percent duties on steel and 10 percent on aluminium`: the head of the figure before, with the new object."""
    i, before = q.last, earlier.quantity
    if before is None or before.unit != q.unit or not is_word(s, i, "on", "for", "in") or earlier.what is None:
        return None
    phrase = phrases.after(s, i + 1, 1)
    head = earlier.what.split(f" {s.lexemes[i].low} ")[0].split(" on ")[0]
    if phrase is None or (s.lexemes[i].low == "in" and f" {s.lexemes[i].low} " not in earlier.what):
        return None
    return f"{head} {s.lexemes[i].text} {phrases.text_of(s, phrase, text)}"
