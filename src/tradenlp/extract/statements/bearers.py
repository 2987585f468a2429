"""Whose the words are where the subject of a verb of saying is one long noun phrase: the person's in it."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.statements.candidates import Candidate
from tradenlp.extract.statements.cues import word_class
from tradenlp.extract.statements.words import Word

COMMAS = frozenset((",", "--", "—", "–"))
_OF_FIRM = word_class("of_firm")
_CLAUSES = word_class("opens_clause")
_ARTICLES = frozenset(("a", "an", "the"))


def bearer(found: Sequence[Candidate], stretch: Sequence[Word]) -> Candidate | None:
    """The person among the candidates of a stretch without any verb, or None where none bears the whole phrase.

    His firm hangs on him (`analyst Ana Lee of Hale, Park and Co said`), his body and title lead to him (`Ports Board
    (PB) Deputy Head Ana Lee said`), or an apposition that no comma closes follows (`Ana Lee, a Utah Republican said`).
    """
    people = [c for c in found if c.kind == "person" and not c.oblique and c.actor_id is not None]
    if not people or any(map(_joins_clauses, stretch)):
        return None
    person = people[0]
    before = [c for c in found if c.end <= person.start]
    behind = [c for c in found if c.start >= person.end]
    if any(w.text in COMMAS for w in stretch if w.end <= person.start):
        return None
    if not behind:
        titled = before and before[-1].kind == "body" and person.end >= stretch[-1].end
        return person if titled else None
    if any(c.kind == "person" and c.actor_id is not None for c in before):
        return None
    opening = next(w for w in stretch if w.start >= person.end)
    if opening.lower in _OF_FIRM and behind[0].oblique:
        return person
    apposed = opening.text == "," and bool(behind[0].head) and len(behind) == 1
    return person if apposed and _has_article(behind[0], stretch) else None


def _joins_clauses(word: Word) -> bool:
    """A verb or a word that opens a clause; a word with a capital is part of a name."""
    return word.lower in _CLAUSES or (word.tag.startswith(("VB", "MD", "W")) and not word.text[0].isupper())


def _has_article(candidate: Candidate, stretch: Sequence[Word]) -> bool:
    return next(w for w in stretch if w.start >= candidate.start).lower in _ARTICLES
