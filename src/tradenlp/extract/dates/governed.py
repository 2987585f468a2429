"""What the parse says of an undated weekday or month: whether a verb in the plain present governs it.

English tells of what is fixed in the plain present: "the tariffs take effect Friday", "talks resume on Monday". What
happens to a price or is being said is told so too and lies behind: "stocks fall on Tuesday".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from tradenlp.extract.dates.schedules import words_of
from tradenlp.extract.dates.vocabulary import FOLDER
from tradenlp.lexicon import read_entries

_PRESENT = frozenset(["VBZ", "VBP", "VB"])
_LINKS = frozenset(["prep", "pobj", "pcomp", "npadvmod", "advmod", "appos", "compound", "nmod", "nummod"])
_HELPERS = frozenset(["aux", "auxpass"])
_GONE_BEFORE = frozenset(["after", "following", "since"])
"""what stands behind these went before what the verb tells of: "comes after a call on Thursday" """
_COMING = frozenset(["comes", "come"])
STEPS = 4
"""links between a day and its verb, at most: "in the first week of May" """


@dataclass(frozen=True, slots=True)
class Present:
    """Verbs whose plain present does not tell of what is fixed."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def presents() -> tuple[Present, ...]:
    """The entries of the lexicon."""
    return read_entries(FOLDER / "present.toml", Present)


def is_fixed(doc: Doc, start: int, end: int) -> bool:
    """Whether the expression between two character offsets is an adverbial of a verb in the plain present."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not doc.has_annotation("DEP"):
        return False
    verb = _governor(span.root)
    if verb is None or verb.tag_ not in _PRESENT or verb.lower_ in _told():
        return False
    if verb.lower_ in _COMING and verb.i + 1 < span.start and verb.nbor().lower_ in _GONE_BEFORE:
        return False  # "comes after a row over quotas on Monday"
    if verb.dep_ == "xcomp" and verb.head.tag_ in ("VBZ", "VBP"):
        return all(
            child.tag_ == "TO" for child in verb.children if child.dep_ in _HELPERS
        )  # "plan to march on Tuesday"
    if verb.tag_ == "VB" and verb.dep_ in ("ccomp", "xcomp"):
        return False  # "let them resume in February"
    return not any(child.dep_ in _HELPERS or child.tag_ in ("TO", "MD") for child in verb.children)


def _governor(day: Token) -> Token | None:
    """The verb of which a day is an adverbial, without a noun between them."""
    token = day
    for _ in range(STEPS):
        if token.head is token or token.dep_ not in _LINKS:
            return None
        token = token.head
        if token.dep_ == "prep" and token.lower_ in _GONE_BEFORE and token.head.tag_ in _PRESENT:
            return None
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            return token
        if token.tag_.startswith("N") and token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            return None
    return None


@cache
def _told() -> frozenset[str]:
    return words_of("comparing").union(*(one.words for one in presents()))
