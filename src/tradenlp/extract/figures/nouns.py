"""The nouns of nouns.toml: which need a complement to say what is measured, and the prepositions that lead to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class Noun:
    """A class of relational nouns: see nouns.toml."""

    id: str
    nouns: tuple[str, ...]
    prepositions: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def _nouns() -> dict[str, Noun]:
    entries = read_entries(Path(__file__).with_name("nouns.toml"), Noun)
    return {form: entry for entry in entries for noun in entry.nouns for form in (noun, _plural(noun))}


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}es" if noun.endswith("x") else f"{noun}s"


@cache
def levies() -> frozenset[str]:
    """The nouns for tariffs, duties and taxes, in both numbers."""
    return frozenset(noun for noun, entry in _nouns().items() if entry.id == "levy")


def noun_class(noun: str) -> str | None:
    """The class of a noun in lower case, or None where it is no relational noun."""
    entry = _nouns().get(noun)
    return None if entry is None else entry.id


def prepositions_of(noun: str) -> frozenset[str]:
    """The prepositions that lead to what a noun is of; those of any noun where it is not in the lexicon."""
    entry = _nouns().get(noun)
    return _ANY if entry is None else frozenset(entry.prepositions)


_ANY = frozenset(("of", "on", "to", "from", "with", "in", "for"))


def head_noun(words: str) -> str:
    """The last word before the first preposition, in lower case: `duty` of `additional duty on cars`."""
    before: list[str] = []
    for word in words.lower().split():
        if before and word in _ANY | {"between", "against", "into", "per", "by"}:
            break
        before.append(word)
    return before[-1] if before else ""


def is_levy(words: str) -> bool:
    """Whether the head of a phrase is a tariff, duty or tax."""
    return head_noun(words) in levies()
