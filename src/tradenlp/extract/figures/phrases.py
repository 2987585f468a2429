"""Noun phrases by parts of speech: rightwards from a word and leftwards to one. Indices count lexemes."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from tradenlp.extract.figures.lexemes import WORD, Lexeme
from tradenlp.extract.figures.parse import Parse

PREPOSITIONS = frozenset(
    ("of", "on", "in", "to", "from", "for", "between", "with", "against", "among", "into", "under", "per")
)

WORTH = frozenset(
    ["worth", "valued", "totaling", "totalling", "estimated", "priced", "amounting", "costing", "numbering"]
)
"""words between goods and their value"""
PERIOD_NOUNS = frozenset(["year-on-year", "year", "month", "quarter", "yoy", "annually"])
"""nouns behind a number that say over which time it changed, not what changed"""
_SUBORDINATORS = frozenset("as after when while if because although though since before once unless whereas".split())
_IDIOMS = frozenset(
    "answer response reply retaliation return addition contrast effect force place turn total part all exchange late "
    "early order date theory practice fact general particular question".split()
)
"""nouns that make an adverb with the preposition before them: `investment of $5bn in return`"""
_MARKS = re.compile('["“”]')


class Sentence(NamedTuple):
    """What the phrase finder reads: lexemes, their tags and the indices that no phrase may hold (dates, amounts)."""

    lexemes: list[Lexeme]
    tags: list[str]
    blocked: Collection[int]
    parse: Parse | None = None


class Phrase(NamedTuple):
    """Lexemes `first` to `last` (exclusive)."""

    first: int
    last: int


_LEAD = frozenset(
    (
        "worth",
        "the",
        "a",
        "an",
        "some",
        "all",
        "any",
        "their",
        "its",
        "his",
        "her",
        "our",
        "these",
        "those",
        "this",
        "that",
    )
)


def after(s: Sentence, at: int, attachments: int = 4) -> Phrase | None:
    """The noun phrase that begins at lexeme `at`, without its article, with up to that many prepositional phrases."""
    first = at
    while first < len(s.lexemes) and (
        s.tags[first] == "D" or s.lexemes[first].low in ("such", "the") or _of_all(s, first)
    ):
        first += 1
    last = _core(s, first)
    if last == first:
        return None
    for _ in range(attachments):
        longer = _attached(s, last)
        if longer == last:
            break
        last = longer
    return Phrase(first, last)


def _of_all(s: Sentence, i: int) -> bool:
    """`nearly all goods`, `practically every car`: an adverb that opens a phrase with its determiner."""
    return s.tags[i] == "R" and is_word(s, i + 1, "all", "every", "each", "any")


def _core(s: Sentence, at: int) -> int:
    """Where the run of modifiers and nouns that begins at `at` ends; `at` itself where there is no noun."""
    i, end = at, at
    while i < len(s.lexemes):
        if i in s.blocked:
            if (behind := _behind_year(s, i)) > at:
                i = behind
                continue
            break
        tag = s.tags[i]
        if tag == "N" and is_word(s, i + 2, "free") and s.tags[i + 1] == "H":
            break
        if tag == "N" and end == i > at and _opens_relative(s, i):
            break
        if tag == "N":
            end = i + 1
        elif (tag == "S" and i > at and (end == i or s.lexemes[i - 1].low == "other")) or (
            tag in "GPVTIRX" and end > at and _hyphened(s, i)
        ):
            pass
        elif tag in "GPV" and end > at and not _inside(s, i):
            break
        elif tag == "C" or (tag == "." and s.lexemes[i].text in ","):
            if not (end == i or (tag == "C" and _pairs_adjectives(s, i))) or not _coordinates(s, i):
                break
        elif (
            (tag == "R" and not (i == at and i + 1 < len(s.lexemes) and s.tags[i + 1] in "JNP"))
            or tag not in "JGPHMRD"
            or (tag == "D" and i > at and s.tags[i - 1] != "C")
        ):
            break
        i += 1
    return end


def _hyphened(s: Sentence, i: int) -> bool:
    """A word within a compound: `ship-to-shore cranes`, `bone-in chicken`, `Chilean-made electric cars`."""
    if s.tags[i - 1] != "H":
        return False
    j = i + 1
    while j < len(s.tags) and (s.tags[j] in "JH" or s.tags[j - 1] == "H"):
        j += 1
    return j < len(s.tags) and s.tags[j] == "N" and j not in s.blocked


def _behind_year(s: Sentence, i: int) -> int:
    """Where a phrase goes on behind a year in its middle, `Polish 1990/91 beet harvest`; -1 where it does not."""
    if i < 2 or s.lexemes[i].kind == WORD or i - 1 in s.blocked:
        return -1
    named = s.tags[i - 1] == "N" and s.lexemes[i - 1].text[0].isupper() and s.tags[i - 2] == "D"
    if s.tags[i - 1] not in "JS" and not named:
        return -1
    while i < len(s.lexemes) and i in s.blocked:
        i += 1
    return i if i < len(s.lexemes) and s.tags[i] == "N" else -1


def _opens_relative(s: Sentence, i: int) -> bool:
    """`seven demands Norway wanted met`: a name behind a plural is the subject of a clause of its own."""
    named = s.lexemes[i].text[0].isupper() and not s.lexemes[i].text.isupper()
    plural = s.lexemes[i - 1].text.islower() and s.lexemes[i - 1].low.endswith("s")
    return named and plural and s.tags[i + 1 : i + 2] in (["V"], ["X"])


def _inside(s: Sentence, i: int) -> bool:
    """A participle between nouns that modifies the next one: `steel-making firms`."""
    before = "HCJSN" if s.tags[i] == "P" else "HCJS"
    return i > 0 and s.tags[i - 1] in before and i + 1 < len(s.tags) and s.tags[i + 1] in "N"


def _coordinates(s: Sentence, i: int) -> bool:
    """Whether `and` or a comma at i joins another noun of the same phrase, not a clause."""
    if s.lexemes[i].low in ("but", "nor"):
        return False
    comma = s.lexemes[i].text == ","
    j, limit = i + 1, i + (4 if comma else 6)
    if comma and (s.tags[j : j + 1] in (["D"], ["O"], ["W"], ["I"]) or _ends_opening_clause(s, i)):
        return False
    while j < min(limit, len(s.tags)) and s.tags[j] in "JNDHPS" and j not in s.blocked:
        j += 1
    if j == i + 1 or s.tags[j - 1] != "N":
        return False
    if comma:
        return is_word(s, j, "and", "or")
    if s.tags[i + 1] == "D":  # `of exports and the fall in prices has cut …`: a clause of its own
        while j < min(i + 12, len(s.tags)) and s.tags[j] in "JNDHPSI" and j not in s.blocked:
            j += 1
    return j >= len(s.tags) or s.tags[j] not in "VX"


def _pairs_adjectives(s: Sentence, i: int) -> bool:
    """`Chilean and Bolivian goods`, `new or used cars`: two attributes of one noun."""
    return s.tags[i - 1] in "JP" and s.tags[i + 1 : i + 2] in (["J"], ["P"], ["N"])


def _ends_opening_clause(s: Sentence, comma: int) -> bool:
    """`As Cairo bought 5 tonnes of corn, industry and farm sources said`: the first comma ends the clause."""
    opens = s.lexemes[0].low in _SUBORDINATORS
    return opens and all(s.lexemes[i].text != "," for i in range(comma))


def _attached(s: Sentence, at: int) -> int:
    """Where the prepositional phrase that begins at `at` ends; `at` where there is none that belongs."""
    if at + 1 >= len(s.lexemes) or at in s.blocked or s.lexemes[at].low not in PREPOSITIONS:
        return at
    if is_adverb(s, at):
        return at
    first = at + 1
    while first < len(s.lexemes) and s.tags[first] == "D":
        first += 1
    return end if first not in s.blocked and (end := _core(s, first)) > first else at


def is_adverb(s: Sentence, at: int) -> bool:
    """`in return`, `with effect`: a preposition and its noun that say nothing of what they stand behind."""
    return is_word(s, at, "in", "with", "to") and is_word(s, at + 1, *_IDIOMS)


def before(s: Sentence, at: int) -> Phrase | None:
    """The noun phrase, with its prepositional phrases, that ends before lexeme `at`."""
    last = _before_brackets(s, at)
    while last > 0 and (
        s.tags[last - 1] in "RXDTI.C" or s.lexemes[last - 1].low in ("that", "which", "who") or last - 1 in s.blocked
    ):
        last -= 1
        if last > 0 and s.lexemes[last - 1].text in (";", ":"):
            break
    while (
        last > 0 and s.tags[last - 1] == "J" and s.lexemes[last - 1].low in ("extra", "additional", "further", "record")
    ):
        last -= 1
        while last > 0 and s.tags[last - 1] == "D":
            last -= 1
    first = last
    while first > 0 and _extends(s, first - 1, last):
        first -= 1
    while first < last and _no_opening(s, first):
        first += 1
    return Phrase(first, last) if first < last and any(tag in "NG" for tag in s.tags[first:last]) else None


def _no_opening(s: Sentence, i: int) -> bool:
    """Whether lexeme i cannot open a noun phrase; the first word of a compound can: `hot-rolled coil`."""
    if s.tags[i + 1 : i + 2] == ["H"] and s.tags[i] not in "DH." and s.lexemes[i].end == s.lexemes[i + 1].start:
        return False
    if s.tags[i] in "GP" and i and s.tags[i - 1] in "VXR" and s.tags[i + 1 : i + 2] != ["H"]:
        return True  # of a verb that has the phrase as its object: `has since demanded deposits`
    return s.tags[i] in "DIRCTW.HOX" or i in s.blocked or s.lexemes[i].low in _LEAD


def _before_brackets(s: Sentence, at: int) -> int:
    """Where a remark in brackets that ends before lexeme `at` begins; `at` itself where there is none."""
    if at < 2 or s.lexemes[at - 1].text != ")":
        return at
    return next((i for i in range(at - 2, max(0, at - 12), -1) if s.lexemes[i].text == "("), at)


def _extends(s: Sentence, i: int, last: int) -> bool:
    tag, low = s.tags[i], s.lexemes[i].low
    if i in s.blocked:
        return False
    if tag in "NJDSHM":
        return True
    if tag == "I":
        return low in PREPOSITIONS or low in ("by",)
    if tag == "T" and is_word(s, i - 2, "in") and is_word(s, i - 1, *_IDIOMS):
        return False  # `in answer to tariffs of 5 percent`
    if tag == "T":
        return i + 1 < last and s.tags[i + 1] in "DNJ" and not is_word(s, i - 1, "subject", "liable", "equal")
    if tag == "C":
        return low in ("and", "&", "or") and s.tags[i - 1] in "NJ" if i else False
    if tag == "P" and i > 0 and (s.tags[i - 1] == "X" or (s.tags[i - 1] == "R" and s.tags[i - 2 : i - 1] == ["X"])):
        return False
    if tag in "PG":
        return (i > 0 and s.tags[i - 1] in "N" and i + 1 < last and s.tags[i + 1] in "IT") or (
            i + 1 < last and s.tags[i + 1] in "NJ"
        )
    return False


def text_of(s: Sentence, phrase: Phrase, text: str) -> str:
    """The words of the phrase as printed, line breaks made blanks, without the `'s` of `last year's`."""
    return _in_print(s, phrase, text).removeprefix("'s ").removeprefix("’s ")


def _in_print(s: Sentence, phrase: Phrase, text: str) -> str:
    amount = next((i for i in range(phrase.first + 1, phrase.last) if i in s.blocked and s.lexemes[i].kind != WORD), -1)
    if amount > 0 and (rest := _behind_amount(s, amount, phrase.last)):
        while s.tags[amount - 1] in "DR" and amount > phrase.first + 1:
            amount -= 1
        return f"{_printed(s, phrase.first, amount, text)} {_printed(s, rest, phrase.last, text)}"
    return _printed(s, phrase.first, phrase.last, text)


def _printed(s: Sentence, first: int, last: int, text: str) -> str:
    """Quotation marks are left out: one of a pair may stand outside the phrase."""
    return " ".join(_MARKS.sub("", text[s.lexemes[first].start : s.lexemes[last - 1].end]).split())


def _behind_amount(s: Sentence, at: int, last: int) -> int:
    """Where the goods begin in `levies on $200 billion worth of Chinese goods`; 0 where no amount of goods is there."""
    while at < last and at in s.blocked:
        at += 1
    if at < last and s.lexemes[at].low == "worth":
        at += 1
    return at + 1 if at + 1 < last and s.lexemes[at].low in ("of", "in") else 0


def head_of(s: Sentence, phrase: Phrase) -> int:
    """The head noun: the last noun before the first preposition."""
    end = next(
        (i for i in range(phrase.first, phrase.last) if s.tags[i] in "IT" or s.lexemes[i].low in PREPOSITIONS),
        phrase.last,
    )
    return next((i for i in range(end - 1, phrase.first - 1, -1) if s.tags[i] == "N"), max(phrase.first, end - 1))


def is_word(s: Sentence, i: int, *words: str) -> bool:
    """Whether lexeme i exists and is one of the words."""
    return 0 <= i < len(s.lexemes) and s.lexemes[i].low in words and s.lexemes[i].kind == WORD


def _from_dateline(s: Sentence, inside: list[int], head: int) -> int:
    """The first of the lexemes `inside` behind a dateline, `LIMA, March 3 - Peruvian exports`, before the head noun."""
    marks = [i for i in inside if s.lexemes[i].start < head and s.lexemes[i].text in "-–—" and s.tags[i] == "."]
    return marks[-1] + 1 if marks else inside[0]


def between(s: Sentence, extent: tuple[int, int, int] | None, limit: int = 14) -> Phrase | None:
    """The lexemes between two offsets as a phrase, without leading articles and trailing dates or prepositions."""
    if extent is None:
        return None
    inside = [i for i, lexeme in enumerate(s.lexemes) if extent[0] <= lexeme.start < extent[1]]
    if not inside:
        return None
    first, last = _from_dateline(s, inside, extent[2]), inside[-1] + 1
    while first < last and (s.tags[first] in "DIRTW.CO" or first in s.blocked):
        first += 1
    cut = next((i for i in range(first, last) if i in s.blocked or s.lexemes[i].text in ",;:(—"), last)
    last = min(cut, first + limit)
    while last > first and (s.tags[last - 1] in "DIRTCVX.SH" or last - 1 in s.blocked):
        last -= 1
    if last - first == 0 and cut > inside[0] and s.tags[inside[0]] in "OD":
        return Phrase(inside[0], inside[0] + 1)
    return Phrase(first, last) if any(tag in "NJGPM" for tag in s.tags[first:last]) else None
