"""Makes the phrase of what is measured say it all: a bare `duty` names its goods, `lines` what is done with them."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.lexemes import WORD
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity

LEVIES = frozenset(["tariff", "tariffs", "duty", "duties", "levy", "levies", "tax", "taxes", "surcharge", "surcharges"])
_RESTRAINTS = LEVIES | frozenset(
    ["sanctions", "quotas", "quota", "safeguard", "safeguards", "curbs", "controls", "restrictions", "penalties"]
)
SHORT = 3
"""words up to which a phrase is completed from its surroundings"""
LONGEST = 9
"""lexemes that a completion may add"""


def completed(
    s: Sentence, q: Quantity, begin: int, found: Phrase, words: str, earlier: Sequence[str], text: str
) -> str:
    """`words`, the text of `found`, with what its sentence or the figure before it adds."""
    if is_levy(words) and " on " not in words:
        return _levied(s, q, found, words, earlier, text)
    if found.last <= begin and is_word(s, begin - 1, "worth") and q.last < len(s.lexemes) and s.tags[q.last] == "P":
        words += _stretch(s, q.last, text)
    spoken = " subject" in words or any(levy in words for levy in LEVIES)
    if q.family == "money" and not spoken and (levy := _levy_on(s, begin, found) or _levied_goods(s, found)):
        return f"{words} subject to {levy}"
    if (full := _named_before(s, found, words, earlier)) is not None:
        return full
    if len(words.split()) > SHORT or found.last < q.last:
        return words
    return words + _tail(s, q, found, text)


def _named_before(s: Sentence, found: Phrase, words: str, earlier: Sequence[str]) -> str | None:
    """`the deficit` is the one named in full before: `U.S. trade deficit with China`."""
    if len(words.split()) > 1 or not is_word(s, found.first - 1, "the", "this", "that", "these", "those"):
        return None
    for other in reversed(earlier):
        if words.lower() in other.lower().split(" to ")[0].split() and len(other.split()) > 1:
            return other
    return None


def is_levy(words: str) -> bool:
    """Whether the head of a phrase is a tariff, duty or tax."""
    head = words.lower().split(" on ")[0].split(" for ")[0].split(" of ")[0].split()
    return bool(head) and head[-1] in LEVIES


def _levied(s: Sentence, q: Quantity, found: Phrase, words: str, earlier: Sequence[str], text: str) -> str:
    """The goods of a bare levy: from `imposed on …`, from the same sentence, or from the figure before."""
    behind = max(found.last, q.last)
    for i in range(behind, min(behind + 14, len(s.lexemes) - 1)):
        if s.lexemes[i].text in ".;" or (i in s.blocked and not is_word(s, i - 1, "on")):
            break
        if is_word(s, i, "on") and (goods := _goods(s, i + 1)):
            return f"{words} on {phrases.text_of(s, goods, text)}"
    for i in range(min(q.first, found.first) - 1, 0, -1):
        if is_word(s, i, "on") and s.lexemes[i - 1].low in LEVIES and (goods := _goods(s, i + 1)):
            return f"{words} on {phrases.text_of(s, goods, text)}"
    for other in reversed(earlier):
        if " on " in other and is_levy(other) and not _new_levy(s, found):
            return f"{words} on {other.split(' on ', 1)[1]}"
    return words


def _new_levy(s: Sentence, found: Phrase) -> bool:
    """A levy of somebody else, who is named with it, is not the one before."""
    return any(s.tags[i] == "S" for i in range(found.first, found.last))


def _goods(s: Sentence, at: int) -> Phrase | None:
    """The goods behind `on`; an amount of goods gives the goods, a date gives nothing."""
    i = at
    while i < len(s.lexemes) and (s.tags[i] == "D" or s.lexemes[i].low in ("some", "about")):
        i += 1
    if i in s.blocked:
        while i in s.blocked:
            i += 1
        i += is_word(s, i, "worth")
        return phrases.after(s, i + 1) if is_word(s, i, "of", "in") else None
    return phrases.after(s, i) if i < len(s.lexemes) and s.tags[i] != "M" else None


def _levy_on(s: Sentence, begin: int, found: Phrase) -> str | None:
    """The levy that an amount of goods is under: `tariffs on $200bn of goods`, `duties on goods worth $200bn`."""
    at = min(begin, found.first)
    while at > 0 and s.tags[at - 1] in "DR":
        at -= 1
    verb = is_word(s, at - 1, "cover", "covers", "covered", "hit", "hits", "affect", "affects", "affected", "target")
    if not verb and not is_word(s, at - 1, "on", "against", "affecting", "covering", "hitting", "targeting", "targets"):
        return None
    for i in range(at - 2, max(-1, at - 14 if verb else at - 8), -1):
        if s.lexemes[i].low in _RESTRAINTS and s.lexemes[i].kind == WORD:
            return s.lexemes[i].text
    return None


_GOODS = frozenset("goods products imports exports items merchandise shipments product".split())


def _levied_goods(s: Sentence, found: Phrase) -> str | None:
    """The levy that a sentence about goods speaks of: `a list of goods worth $3bn for new tariffs`."""
    head = s.lexemes[phrases.head_of(s, found)].low
    if head not in _GOODS:
        return None
    return next((x.text for x in s.lexemes if x.low in LEVIES and x.kind == WORD), None)


def _tail(s: Sentence, q: Quantity, found: Phrase, text: str) -> str:
    """What a short phrase leaves out: `collected so far`, `brought against …`, `that include pork`, `tariff-free`."""
    i = found.last
    if i >= len(s.lexemes) or i in s.blocked:
        return ""
    if s.tags[i] in "PG" and not _changes(s, i):
        return _stretch(s, i, text)
    if is_word(s, i, "that", "who") and i + 1 < len(s.lexemes) and s.tags[i + 1] in "VX":
        return _stretch(s, i, text)
    shares = q.unit in ("count", "ratio") or is_word(s, q.last, "of")
    if found.first < q.last or s.tags[i] != "X" or not shares:
        return ""
    while i < len(s.lexemes) and s.tags[i] in "XR":
        i += 1
    hyphened = s.tags[i : i + 3] in (["N", "H", "J"], ["J", "H", "J"], ["N", "H", "P"])
    if i < len(s.lexemes) and (s.tags[i] in "PJ" or hyphened) and i not in s.blocked:
        return _stretch(s, i, text)
    return ""


def _changes(s: Sentence, i: int) -> bool:
    return change_words().verbs.get(s.lexemes[i].low) in ("increase", "decrease")


def _stretch(s: Sentence, first: int, text: str) -> str:
    last = first
    while (
        last < min(first + LONGEST, len(s.lexemes))
        and last not in s.blocked
        and s.lexemes[last].text not in '.,;:()—–"“”'
    ):
        if last > first and (
            s.lexemes[last].low in ("that", "which", "who", "said", "says", "but", "while", "when", "if", "after", "as")
            or (s.tags[last] == "C" and s.tags[last + 1 : last + 2] in (["V"], ["X"], ["P"]))
        ):
            break
        last += 1
    while last > first and s.tags[last - 1] in "DITCXHO":
        last -= 1
    return f" {text[s.lexemes[first].start : s.lexemes[last - 1].end]}" if last > first else ""
