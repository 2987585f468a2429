"""Percentages of a levy that the sentence does not name: `will charge 50% on pipes`, `set 17 percent for BYD`."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.clauses import subject_phrase
from tradenlp.extract.figures.completing import is_levy
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity

_CHARGED = frozenset(
    "charge charges charged charging levied set sets setting fixed impose imposes imposed imposing".split()
)
_PAYS = frozenset("pay pays paid paying face faces faced facing owe owes attract attracts".split())


def charged_levy(s: Sentence, q: Quantity, begin: int, named: Sequence[str]) -> tuple[str, Phrase] | None:
    """The levy and its preposition, and what it is on, where a verb of charging takes the percentage as its object.

    `named` is what the figures before measured: the last levy among it is meant, else a tariff.
    """
    verb = begin - 1
    while verb > 0 and s.tags[verb] in "RD":
        verb -= 1
    word = s.lexemes[verb].low if verb > 0 else ""
    if q.unit != "percent" or word not in _CHARGED | _PAYS or _names_its_levy(s, q.last):
        return None
    levy = last_levy(named)
    if is_word(s, q.last, "on", "for") and (target := phrases.after(s, q.last + 1)):
        return f"{levy} {s.lexemes[q.last].low}", target
    payer = subject_phrase(s, verb) if word in _PAYS else None
    return (f"{levy} on", payer) if payer else None


def _names_its_levy(s: Sentence, at: int) -> bool:
    return is_word(s, at, "of") or (at < len(s.lexemes) and s.tags[at] in "NJGP" and at not in s.blocked)


def last_levy(named: Sequence[str]) -> str:
    """`countervailing duty` of `countervailing duty on cars`, from the last of the phrases that is a levy."""
    for words in reversed(named):
        if is_levy(words):
            head = words.split(" on ")[0].split(" for ")[0].split(" of ")[0]
            return " ".join(head.split()[-2:]) if "'s" not in head and "’s" not in head else head.split()[-1]
    return "tariff"
