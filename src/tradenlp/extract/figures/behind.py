"""Finds what is measured behind a number: `of Chinese goods`, `tariff on steel`, `plunge in exports`."""

from __future__ import annotations

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.changes import Direction
from tradenlp.extract.figures.clauses import subject_phrase
from tradenlp.extract.figures.counting import behind_size
from tradenlp.extract.figures.nouns import levies
from tradenlp.extract.figures.phrases import PERIOD_NOUNS, WORTH, Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import DASHES, Quantity
from tradenlp.extract.figures.words import word_list

_FILLERS = frozenset(["extra", "more", "additional"])


_IN_IDIOMS = frozenset(
    ["return", "total", "all", "response", "part", "place", "fact", "addition", "exchange", "late", "early", "order"]
)


def following(s: Sentence, q: Quantity, begin: int, direction: Direction) -> Phrase | None:
    """What stands behind the number: `of Chinese goods`, `tariff on steel`, `in duties`, `plunge in exports`."""
    i = first_behind(s, q)
    if i >= len(s.lexemes) or i in s.blocked or (begin > 0 and s.lexemes[begin - 1].low in WORTH):
        return None
    i += s.tags[i] == "S" and is_word(s, i + 1, "worth")  # `$21 billion's worth of`
    low = s.lexemes[i].low
    if low == "worth" and is_word(s, i + 1, "of"):
        return phrases.after(s, i + 2)
    if low == "to" and direction.kind == "verb" and s.lexemes[direction.cue].low.startswith("add"):
        own = is_word(s, i + 1, "its", "their")
        return None if own else phrases.after(s, i + 1)  # `adds $5 to the price of tin`
    if low == "of" and q.unit == "percent" and _says_what_it_is(s, begin):
        return None
    if low == "of" and (direction.kind != "verb" or _removes(s, begin)) and not _level_of(s, begin):
        own = is_word(s, i + 1, "its", "their", "his", "her") and is_word(
            s, i + 2, "value", "worth", "size", "volume", "weight"
        )
        return None if own else phrases.after(s, i + 1)
    if low == "the" and q.form == "fraction":
        return phrases.after(s, i + 1)
    if low == "off" and is_word(s, i + 1, "the", "its", "their", "all"):
        return phrases.after(s, i + 1)
    if low == "in" and q.family == "money" and direction.name == "none" and _goods_of_money(s, i + 1):
        return None if _put_into(s, begin) else phrases.after(s, i + 1, 1)
    if direction.name == "none" and q.last < len(s.lexemes) and low == "and" and i + 1 in s.blocked:
        return _shared_head(s, i + 1)
    if (
        direction.name in ("none", "to", "from")
        and s.tags[i] in "NJGP"
        and direction.kind != "adverb"
        and low not in PERIOD_NOUNS
        and not _adverbial(s, i)
    ):
        found = phrases.after(s, i)
        return _with_target(s, found) if found else None
    return None


def _put_into(s: Sentence, begin: int) -> bool:
    """`invested $5m in ports`: the amount is not one of ports."""
    return any(lexeme.low.startswith("invest") for lexeme in s.lexemes[max(0, begin - 3) : begin])


def _goods_of_money(s: Sentence, at: int) -> bool:
    """`$5 million in duties`, but not `in return`, `in the north` or `in Accra`."""
    if at >= len(s.lexemes) or at in s.blocked or s.tags[at] not in "NJGP" or s.lexemes[at].low in _IN_IDIOMS:
        return False
    found = phrases.after(s, at, 0)
    last = s.lexemes[found.last - 1].text if found is not None else ""
    return not last[:1].isupper() or last.isupper() or last.endswith("s")


def first_behind(s: Sentence, q: Quantity) -> int:
    """The first lexeme behind the number that can say what it measures; a twin in brackets is passed over."""
    i = q.last
    if is_word(s, i, "or") and is_word(s, i + 1, "so", "more", "less", "higher", "lower", "above"):
        i += 2
    if i < len(s.lexemes) and s.lexemes[i].text == "(":
        close = next((j for j in range(i, min(i + 8, len(s.lexemes))) if s.lexemes[j].text == ")"), -1)
        if close > 0 and i + 1 in s.blocked:
            i = close + 1
    if i + 1 < len(s.lexemes) and s.lexemes[i].text == "," and is_word(s, i + 1, "of"):
        return i + 1
    i = behind_size(s, i)
    while i < len(s.lexemes) and (
        s.lexemes[i].text in DASHES + ")" or (s.lexemes[i].low in _FILLERS and not is_word(s, i + 1, "than"))
    ):
        i += 1
    return i


def _shared_head(s: Sentence, at: int) -> Phrase | None:
    """`25 percent and 10 percent tariffs`: the noun behind the next number."""
    while at in s.blocked and at < len(s.lexemes):
        at += 1
    if at < len(s.lexemes) and s.tags[at] in "NJGP":
        return phrases.after(s, at)
    return phrases.after(s, at + 1) if is_word(s, at, "of") else None


def _with_target(s: Sentence, found: Phrase) -> Phrase:
    return found


def _adverbial(s: Sentence, i: int) -> bool:
    low = s.lexemes[i].low
    return low in change_words().adverbs or (s.tags[i] in "PG" and i + 1 < len(s.tags) and s.tags[i + 1] not in "NJ")


def _removes(s: Sentence, begin: int) -> bool:
    """Whether the number is the object of the verb: `cancelled 91% of the duties`, not `fell to 2% of output`."""
    return begin > 0 and not is_word(s, begin - 1, "to", "at", "by", "from", "of", "than")


_PROPORTIONS = word_list("measured as a share")


def _says_what_it_is(s: Sentence, begin: int) -> bool:
    """`the duty is 29% of the value`: the subject is what the percentage measures."""
    if not is_word(s, begin - 1, "is", "was", "are", "were", "be", "been", "remains", "stands"):
        return False
    found = subject_phrase(s, begin - 1)
    if found is None or found.last > begin:
        return False
    head = s.lexemes[phrases.head_of(s, found)].low
    return head in levies() or head in _PROPORTIONS


def _level_of(s: Sentence, begin: int) -> bool:
    """`fines of up to 4% of turnover`, `a bond equal to 10% of the duty`: the noun before is what is measured."""
    if is_word(s, begin - 1, "to") and is_word(s, begin - 2, "equal", "equivalent", "amounting"):
        return True
    return begin > 1 and is_word(s, begin - 1, "of") and s.tags[begin - 2] == "N"


def of_change(s: Sentence, q: Quantity, direction: Direction) -> Phrase | None:
    """After a noun of change behind the number: what it is a change of."""
    i = direction.cue + 1
    if is_word(s, i - 1, "off") and is_word(s, i, "the", "its", "their", "all"):
        return phrases.after(s, i)
    prepositions = ("in", "of", "to", "on") if s.tags[direction.cue] == "N" else ("in", "of", "to")
    if is_word(s, i, *prepositions) and i + 1 not in s.blocked:
        return phrases.after(s, i + 1)
    inner = phrases.after(s, first_behind(s, q), 0)
    if (
        inner
        and inner.first < direction.cue
        and s.tags[direction.cue - 1] in "NJ"
        and s.lexemes[direction.cue - 1].low not in PERIOD_NOUNS
    ):
        return Phrase(inner.first, direction.cue + (s.lexemes[direction.cue].low == "growth"))
    return None
