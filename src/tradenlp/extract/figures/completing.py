"""Makes the phrase of what is measured say it all: a bare `duty` names its goods, `lines` what is done with them."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.levies import full_levy, levied_goods, levy_on, payer
from tradenlp.extract.figures.nouns import head_noun, is_levy, levies
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity

_RATES = frozenset(("rate", "rates", "margin", "margins", "deposit", "deposits"))
SHORT = 3
"""words up to which a phrase is completed from its surroundings"""
LONGEST = 9
"""lexemes that a completion may add"""


def completed(
    s: Sentence, q: Quantity, begin: int, found: Phrase, words: str, earlier: Sequence[str], text: str
) -> str:
    """`words`, the text of `found`, with what its sentence or the figure before it adds."""
    part = found.first >= q.last and is_word(s, q.last, "of", "in")
    if is_levy(words) and part and (tail := _tail(s, q, found, text)):
        return words + tail
    if is_levy(words) and " on " not in words and " for " not in words and not _named_goods(s, found):
        return full_levy(s, q, begin, found, words, earlier, text)
    if head_noun(words) in _RATES and (bearer := payer(s, min(begin, found.first))) is not None:
        return f"{words} on {phrases.text_of(s, bearer, text)}"
    if found.last <= begin and is_word(s, begin - 1, "worth") and q.last < len(s.lexemes) and s.tags[q.last] == "P":
        words += _stretch(s, q.last, text)
    spoken = " subject" in words or any(levy in words for levy in levies())
    shared = q.family == "money" or (q.unit == "percent" and part)
    if shared and not spoken and (levy := levy_on(s, begin, found) or (q.family == "money" and levied_goods(s, found))):
        return f"{words} subject to {levy}"
    if part and s.tags[found.last : found.last + 1] == ["X"] and (tail := _tail(s, q, found, text)):
        return words + tail
    if (full := _named_before(s, found, words, earlier)) is not None:
        return full
    if len(words.split()) > SHORT or found.last < q.last:
        return words
    return words + _tail(s, q, found, text)


_OF_TRADE = frozenset(
    "import export customs trade sales value border counter entry countervailing dumping fentanyl emergency "
    "security safeguard retaliation luxury".split()
)


def _named_goods(s: Sentence, found: Phrase) -> bool:
    """`the car tariff`: a levy in a compound with its goods needs no others."""
    i = phrases.head_of(s, found) - 1
    known = i < found.first or s.tags[i] != "N" or s.lexemes[i].low in _OF_TRADE
    return not known and s.lexemes[i].text.islower()


def _named_before(s: Sentence, found: Phrase, words: str, earlier: Sequence[str]) -> str | None:
    """`the deficit` is the one named in full before: `U.S. trade deficit with China`."""
    if len(words.split()) > 1 or not is_word(s, found.first - 1, "the", "this", "that", "these", "those"):
        return None
    for other in reversed(earlier):
        if words.lower() in other.lower().split(" to ")[0].split() and len(other.split()) > 1:
            return other
    return None


def _tail(s: Sentence, q: Quantity, found: Phrase, text: str) -> str:
    """What a short phrase leaves out: `collected so far`, `brought against …`, `that include pork`, `tariff-free`."""
    i = found.last
    if i >= len(s.lexemes) or i in s.blocked:
        return ""
    if s.tags[i] in "PG" and not _changes(s, i):
        return _stretch(s, i, text)
    if found.first >= q.last and s.tags[i + 1 : i + 2] == ["I"] and _restricted(s, found, i):
        return _stretch(s, i, text)
    if is_word(s, i, "that", "who") and i + 1 < len(s.lexemes) and s.tags[i + 1] in "VX":
        return _stretch(s, i, text)
    shares = q.unit in ("count", "ratio") or is_word(s, q.last, "of")
    if found.first < q.last or s.tags[i] != "X" or not shares:
        return ""
    while i < len(s.lexemes) and s.tags[i] in "XR":
        i += 1
    hyphened = is_word(s, i + 1, "free") or s.tags[i : i + 3] in (["N", "H", "J"], ["J", "H", "J"], ["N", "H", "P"])
    if i < len(s.lexemes) and (s.tags[i] in "PJ" or hyphened) and i not in s.blocked:
        return _stretch(s, i, text)
    return ""


_VAGUE = frozenset("people persons individuals sources items parties things".split())


def _restricted(s: Sentence, found: Phrase, i: int) -> bool:
    """`people familiar with the matter`: an adjective says which, where the noun says next to nothing."""
    return (s.tags[i] == "J" and s.lexemes[found.last - 1].low in _VAGUE) or _reduced(s, i)


def _reduced(s: Sentence, i: int) -> bool:
    """`two vessels contracted for Valero are …`: a participle taken for a verb, as another verb follows."""
    if s.tags[i] != "V" or not s.lexemes[i].low.endswith("ed"):
        return False
    for j in range(i + 1, min(i + 16, len(s.lexemes))):
        if s.tags[j] in "XV":
            return True
        if s.tags[j] in "WO" or s.lexemes[j].text in ",;:":
            return False
    return False


def _changes(s: Sentence, i: int) -> bool:
    return change_words().verbs.get(s.lexemes[i].low) in ("increase", "decrease")


def _stretch(s: Sentence, first: int, text: str) -> str:
    last = first
    if s.tags[first] == "J" and is_word(s, first + 1, "to") and {first + 2, first + 3} & set(s.blocked):
        return ""
    while (
        last < min(first + LONGEST, len(s.lexemes))
        and last not in s.blocked
        and s.lexemes[last].text not in '.,;:()—–"“”'
    ):
        if last > first and (
            (s.tags[last] == "X" and s.tags[last - 1] not in "XWIR")
            or s.lexemes[last].low
            in ("that", "which", "who", "said", "says", "but", "while", "when", "if", "after", "as")
            or (s.tags[last] == "V" and s.tags[last - 1] == "N" and s.tags[first] == "P")
            or (s.tags[last] == "C" and s.tags[last + 1 : last + 2] in (["V"], ["X"], ["P"]))
        ):
            break
        last += 1
    while last > first and s.tags[last - 1] in "DITCXHO":
        last -= 1
    return f" {text[s.lexemes[first].start : s.lexemes[last - 1].end]}" if last > first else ""
