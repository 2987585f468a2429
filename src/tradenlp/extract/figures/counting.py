"""Decides whether a number without a unit counts something, and what kind of unit is only understood."""

from __future__ import annotations

from tradenlp.extract.figures.lexemes import NUMBER, WORD
from tradenlp.extract.figures.phrases import Sentence, is_word
from tradenlp.extract.figures.quantities import DASHES, Quantity

_IRREGULAR = frozenset(
    [
        "people",
        "men",
        "women",
        "children",
        "staff",
        "personnel",
        "police",
        "cattle",
        "sheep",
        "aircraft",
        "crew",
        "firms",
        "series",
        "species",
        "data",
        "media",
        "troops",
        "youth",
        "percent",
        "feet",
        "teeth",
        "poor",
        "dead",
        "wounded",
    ]
)
_NOT_COUNTED = frozenset(
    [
        "is",
        "was",
        "has",
        "as",
        "this",
        "its",
        "his",
        "us",
        "s",
        "its",
        "thus",
        "plus",
        "less",
        "across",
        "perhaps",
        "always",
        "years",
        "months",
        "weeks",
        "days",
        "hours",
        "minutes",
        "seconds",
        "decades",
        "centuries",
        "versus",
        "besides",
        "news",
        "pm",
        "am",
        "towards",
    ]
)
MEMBERS = frozenset(
    [
        "nation",
        "member",
        "country",
        "state",
        "seat",
        "item",
        "product",
        "company",
        "ship",
        "vessel",
        "person",
        "strong",
        "county",
        "province",
        "city",
        "firm",
        "judge",
        "team",
        "volume",
        "truck",
        "car",
        "plane",
        "hull",
        "jet",
        "page",
    ]
)
REACH = 8
"""lexemes after the number in which the noun that it counts must stand"""


def counts_something(s: Sentence, q: Quantity) -> bool:
    """Whether the number counts the noun that follows: `23 Chinese firms`, `27-nation bloc`, `128 of them`."""
    i = q.last
    if i >= len(s.lexemes):
        return False
    if s.lexemes[i].text in DASHES and i + 1 < len(s.lexemes) and s.lexemes[i].end == s.lexemes[i + 1].start:
        odd = s.lexemes[i + 1].low == "odd"
        return s.lexemes[i + 1].low in MEMBERS or (odd and _noun_follows(s, i + 2))
    group = is_word(s, i, "member", "nation", "country", "state") and s.tags[i : i + 2] in (["N", "N"], ["N", "J"])
    return group or _noun_follows(s, i) or _of_them(s, i) or _votes_against(s, q.first)


def _votes_against(s: Sentence, at: int) -> bool:
    """`by six votes to three`: the second number counts votes, too."""
    return is_word(s, at - 1, "to", "against") and is_word(s, at - 2, "votes")


def _noun_follows(s: Sentence, at: int) -> bool:
    at = behind_size(s, at)
    for i in range(at, min(at + REACH, len(s.lexemes))):
        lexeme, tag = s.lexemes[i], s.tags[i]
        if lexeme.kind != WORD:
            if tag == "H" or lexeme.text == "&" or (lexeme.text == "," and _lists(s, i, at)):
                continue
            return False
        if is_plural(lexeme.low) and tag in "NJ.P" + "V" * (i > at and s.tags[i - 1] in "JN"):
            return True
        if i == at and tag == "V" and is_plural(lexeme.low) and s.tags[i + 1 : i + 2] in ([], ["."], ["I"]):
            return True  # taken for a verb, though it has no object: `at least 40 cargoes,`
        if tag not in "NJGPSRHMC" or i in s.blocked:
            return False
        if tag == "N" and lexeme.low in ("percent", "pct"):
            return False
    return False


def behind_size(s: Sentence, at: int) -> int:
    """Where the noun of `58 mln 60-kilo bags`, `12 500-megawatt turbines` may begin: behind what size it is."""
    sized = (
        at + 2 < len(s.lexemes)
        and s.lexemes[at].kind == NUMBER
        and s.lexemes[at + 1].text in DASHES
        and s.lexemes[at + 1].start == s.lexemes[at].end
        and s.lexemes[at + 2].kind == WORD
    )
    return at + 3 if sized else at


def _lists(s: Sentence, i: int, at: int) -> bool:
    """A comma between the nouns or adjectives of one list: `59 copper, zinc and tin products`."""
    near = s.lexemes[i + 1 : i + 3]
    return (
        i > at
        and len(near) == 2
        and s.tags[i - 1] in "NJ"
        and s.tags[i + 1] in "JN"
        and near[1].low in ("and", "or", ",")
    )


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun that can be counted."""
    return (
        word in _IRREGULAR
        or word.endswith(("smen", "cemen", "swomen"))
        or (word.endswith("s") and len(word) > 3 and word not in _NOT_COUNTED and not word.endswith(("ss", "us", "is")))
    )


def _of_them(s: Sentence, i: int) -> bool:
    low = [lexeme.low for lexeme in s.lexemes[i : i + 3]]
    return low[:2] in (
        ["of", "them"],
        ["of", "which"],
        ["of", "whom"],
        ["of", "these"],
        ["of", "those"],
        ["of", "the"],
        ["out", "of"],
    ) or (low[:1] == ["of"] and (low[1:2] in (["its"], ["their"], ["our"], ["his"], ["her"]) or _of_owned(s, i + 1)))


def _of_owned(s: Sentence, at: int) -> bool:
    """`9 of Asia's 40-odd ports`, `12 of Peru's largest mines`: a part of the many that someone has."""
    owner = next((j for j in range(at, min(at + 4, len(s.lexemes))) if s.tags[j] == "S"), -1)
    if owner < 0 or any(s.tags[j] not in "NJD" for j in range(at, owner)):
        return False
    behind = owner + 1
    return any(is_plural(lexeme.low) for lexeme in s.lexemes[behind : behind + 5] if lexeme.kind == WORD)
