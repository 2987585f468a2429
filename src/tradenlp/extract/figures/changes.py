"""Reads which way a number goes: the size of a rise or fall, or the level where a change starts or ends."""

from __future__ import annotations

from typing import NamedTuple

from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.lexemes import WORD, Lexeme
from tradenlp.extract.figures.quantities import DASHES, Quantity
from tradenlp.extract.figures.words import word_list


class Direction(NamedTuple):
    """The direction of a quantity and the lexeme that tells it (-1 where none does)."""

    name: str
    cue: int = -1
    kind: str = ""
    """verb, noun, adverb (before), after (a noun or adverb behind the number)"""


REACH = 30
"""lexemes looked back for a word of change"""
_STOPS = frozenset(
    (";", "but", "while", "whereas", "although", "though", "who", "which", "because", ".", "—", "\u201d", "\u201c")
)
_BETWEEN = word_list("between change and number")
_RATE_NOUNS = frozenset(["rate", "pace", "clip", "speed", "average", "margin", "total", "range"])


def changing(lexemes: list[Lexeme], at: int) -> bool:
    """Whether the words before lexeme `at`, in its clause, tell of a change."""
    return change_before(lexemes, at).cue >= 0


def change_before(lexemes: list[Lexeme], at: int) -> Direction:
    """The nearest word of change before lexeme `at` in its clause."""
    words = change_words()
    for i in range(at - 1, max(-1, at - 1 - REACH), -1):
        low = lexemes[i].low
        if low in _STOPS:
            break
        if low in words.verbs and not _is_plain_noun(lexemes, i):
            return Direction(words.verbs[low], i, "verb")
        if low in words.nouns:
            return Direction(words.nouns[low], i, "noun")
        if low in ("up", "down") and i > 0 and lexemes[i - 1].low not in ("set", "sum", "end"):
            return Direction(words.adverbs[low], i, "adverb")
    return Direction("none")


def _is_plain_noun(lexemes: list[Lexeme], i: int) -> bool:
    """A verb form after an article or adjective that can only be a noun there: `the cut`, `an advance`."""
    return (
        i > 0
        and lexemes[i - 1].low in ("a", "an", "the", "this", "that", "of")
        and not lexemes[i].low.endswith(("ed", "ing"))
    )


def direction_of(lexemes: list[Lexeme], q: Quantity, begin: int) -> Direction:
    """The direction of a quantity whose modifier phrase begins at lexeme `begin`."""
    if q.direction != "none":
        back = change_before(lexemes, begin)
        return Direction(q.direction, back.cue, back.kind)
    if (found := _behind(lexemes, q)).name != "none":
        return found
    if (found := _in_front(lexemes, q, begin)).name != "none":
        return found
    if _ends_here(lexemes, q):
        return Direction("to", -1, "after")
    return Direction("none")


def _behind(lexemes: list[Lexeme], q: Quantity) -> Direction:
    """`a 13% plunge`, `$2 lower`, `5 percent year-on-year growth`."""
    words = change_words()
    if q.unit == "count":
        return Direction("none")
    for i in range(q.last, min(q.last + 5, len(lexemes))):
        low = lexemes[i].low
        if (
            low in words.adverbs
            and i <= q.last + 1
            and not (low in ("off", "up", "down", "more", "less") and _leads_on(lexemes, i))
        ):
            return Direction(words.adverbs[low], i, "after")
        if low in words.nouns and words.nouns[low] != "level" and low not in ("loss", "losses", "discount", "recovery"):
            return Direction(words.nouns[low], i, "after")
        if (lexemes[i].kind != WORD and lexemes[i].text not in DASHES) or low in (
            "of",
            "in",
            "on",
            "to",
            "from",
            "and",
            "for",
            "at",
            "the",
            "by",
            "as",
            "with",
            "or",
        ):
            break
    return Direction("none")


def _leads_on(lexemes: list[Lexeme], i: int) -> bool:
    """`down` that belongs to a following number or verb (`$5, down 3%`) and `more than`."""
    return i + 1 < len(lexemes) and (
        (lexemes[i + 1].kind != WORD and lexemes[i + 1].text not in ".,;)") or lexemes[i + 1].low in ("to", "by")
    )


def _in_front(lexemes: list[Lexeme], q: Quantity, begin: int) -> Direction:
    i = begin - 1
    before = lexemes[i].low if i >= 0 else ""
    while i > 0 and before in ("a", "an", "the", "record", "another", "only", "just", "over"):
        i -= 1
        before = lexemes[i].low
    if before == "to":
        return _level(lexemes, i, "to", counted=q.unit == "count")
    if before == "from":
        found = _level(lexemes, i, "from", counted=q.unit == "count")
        return (
            found
            if found.name != "none" or not _to_follows(lexemes, q) or q.unit == "count"
            else Direction("from", i, "after")
        )
    if (
        begin < q.first
        and lexemes[begin].low in ("above", "below", "beyond", "under", "past")
        and before in change_words().verbs
    ):
        return Direction("to", i, "verb")
    if before in _REACHED and _goods_follow(lexemes, q):
        return Direction("none")
    if before in _REACHED or (before == "at" and i > 0 and lexemes[i - 1].low in _SETTLED):
        return Direction("to", i, "reached") if q.unit != "count" else Direction("none")
    if before == "at" and i > 0 and lexemes[i - 1].low in ("lower", "higher", "up", "down"):
        return Direction("to", i - 1, "adverb")
    if before == "of" and i > 1 and lexemes[i - 1].low in ("high", "low", "peak", "level", "levels", "maximum"):
        return _level(lexemes, i, "to", strict=True)
    return _size(lexemes, q, begin)


_REACHED = frozenset(["reached", "reach", "reaches", "reaching", "hit", "hits", "hitting"])
_SETTLED = word_list("settled")


def _level(lexemes: list[Lexeme], at: int, name: str, *, strict: bool = False, counted: bool = False) -> Direction:
    found = change_before(lexemes, at)
    if counted and (found.name == "level" or at - found.cue > 6):
        return Direction("none")
    if found.cue < 0 or (strict and found.kind == "noun" and found.cue < at - 8):
        return Direction("none")
    if (
        found.kind == "verb"
        and found.name == "level"
        and lexemes[found.cue].low in ("extend", "extended", "come", "came", "comes", "coming")
    ):
        return Direction("none")
    return Direction(name, found.cue, found.kind)


def _goods_follow(lexemes: list[Lexeme], q: Quantity) -> bool:
    """`would hit $136 billion of goods`: the amount is an object, not a level."""
    return q.last < len(lexemes) and lexemes[q.last].low in ("of", "worth", "in") and q.family == "money"


def _to_follows(lexemes: list[Lexeme], q: Quantity) -> bool:
    return any(lexeme.low == "to" for lexeme in lexemes[q.last : q.last + 3])


def _size(lexemes: list[Lexeme], q: Quantity, begin: int) -> Direction:
    """`fell 5%`, `by an average of 46 percent`, `growth of 5%`, `up 5%`, `growing at an annual rate of 5%`."""
    words, i, after_by = change_words(), begin - 1, False
    while i >= 0 and i > begin - 12:
        low = lexemes[i].low
        if low in ("up", "down", "off") and i == begin - 1 and not (low == "off" and q.unit == "count"):
            return Direction(words.adverbs[low], i, "adverb")
        verb = words.verbs.get(low)
        if verb in ("increase", "decrease") and _may_size(lexemes, q, i, low, begin, after_by):
            return Direction(verb, i, "verb")
        if (
            low in words.nouns
            and words.nouns[low] != "level"
            and q.unit != "count"
            and low not in ("loss", "losses", "discount", "raise")
        ):
            return Direction(words.nouns[low], i, "noun")
        if low == "by":
            after_by = True
        if after_by:
            found = change_before(lexemes, i)
            if any(x.low in _OUTDOES for x in lexemes[max(0, found.cue) : begin]):
                return Direction("none")
            return found if found.name in ("increase", "decrease") else Direction("none")
        if low in ("at", "is", "was", "be", "were", "being", "been", "to") and i < begin:
            return _rate(lexemes, q, i)
        described = i == begin - 1 and i > 0 and lexemes[i - 1].low in ("a", "an") and lexemes[i].kind == WORD
        if low not in _BETWEEN and low not in _RATE_NOUNS and not described:
            break
        i -= 1
    return Direction("none")


_OUTDOES = word_list("outdoes")
_REMOVES = frozenset(["cancel", "remove", "scrap", "eliminate", "waive", "abolish", "strip", "forgive"])


def _takes_part(low: str) -> bool:
    """Verbs that take a part away (`cancelled 91% of the duties`): the part must be named with `of`."""
    return any(low.startswith(verb[:5]) for verb in _REMOVES)


def _may_size(lexemes: list[Lexeme], q: Quantity, i: int, low: str, begin: int, after_by: bool) -> bool:
    """Whether the verb at lexeme i takes the quantity as the size of its change."""
    loose = low in change_words().loose
    if i + 2 < len(lexemes) and lexemes[i + 1].low == "short" and lexemes[i + 2].low == "of":
        return False
    of = q.last < len(lexemes) and (
        lexemes[q.last].low == "of" or [x.low for x in lexemes[q.last : q.last + 3]] == ["or", "so", "of"]
    )
    if _takes_part(low) and not of:
        return False
    if (
        low in ("grow", "grows", "grew", "growing", "raise", "raises", "raised", "raising", "boost", "lift", "contract")
        and not after_by
        and begin - i <= 2
    ) and (of or (q.family == "money" and low.startswith("rais"))):
        return False
    if q.unit == "count" or q.family in ("weight", "volume", "length", "area"):
        return (after_by or begin - i <= 2) and not loose
    if loose:
        return q.family in ("percent", "point", "ratio") or (
            q.family in ("money", "minor")
            and (
                low not in ("add", "added", "adding", "adds") or (q.last < len(lexemes) and lexemes[q.last].low == "to")
            )
        )
    return True


def _rate(lexemes: list[Lexeme], q: Quantity, at: int) -> Direction:
    """Growth that `was 6.5%` or runs `at 6.5%` is the size of a change."""
    if q.family not in ("percent", "point"):
        return Direction("none")
    for i in range(at - 1, max(-1, at - 10), -1):
        low = lexemes[i].low
        if low in _STOPS or (low in (",",) and i < at - 6):
            break
        if low in ("growth", "growing", "expanding", "grow", "grew", "expand", "expanded"):
            return Direction("increase", i, "noun" if low == "growth" else "verb")
        if low in ("contraction", "contracting", "contracted", "shrinking", "shrank"):
            return Direction("decrease", i, "verb")
    return Direction("none")


def _ends_here(lexemes: list[Lexeme], q: Quantity) -> bool:
    """`0.8 percent, down from 16 percent`: the level at which a change ended."""
    for i in range(q.last, min(q.last + 8, len(lexemes) - 2)):
        if lexemes[i].low == "," and lexemes[i + 1].low in ("up", "down", "compared"):
            return lexemes[i + 2].low == "from"
        if (lexemes[i].kind == WORD and i > q.last + 5) or lexemes[i].text in ".;":
            break
    return False
