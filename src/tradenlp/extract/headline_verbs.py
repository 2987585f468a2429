"""Verbs of headlines that look like plurals: "Ghana lifts ban on maize imports", "US curbs chip exports".

At the head of a line, right behind who acts, the small model takes many of them for nouns ("Ghana lifts") and then
reads another word as the verb ("ban", "maize"). It is given a verb in their place that it never takes for a noun;
the printed word comes back behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from tradenlp.extract.actors.registry import registry
from tradenlp.extract.names import STATES
from tradenlp.lexicon import read_toml

_LISTS = read_toml(Path(__file__).with_suffix(".toml"))
PLAIN = "extends"
"""a verb with an object that is no noun"""
VERBS = frozenset(_LISTS["verbs"])
"""hardly anything else behind the name of who acts"""
ALSO_NOUNS = frozenset(_LISTS["also_nouns"])
"""nouns too where another verb follows: "China curbs hit makers of chips" """
NO_OBJECT = frozenset(_LISTS["no_object"])
"""small words before which the verb has no object"""
PLURAL_VERBS = frozenset(_LISTS["plural_verbs"])
"""what plurals do in headlines"""
KINDS = STATES | {"government_body", "person"}
LONGEST_NAME = 5


def plain_verbs(words: Sequence[str]) -> dict[int, str]:
    """By the place of each such verb, what the model shall read there; printed words where it stands for a noun."""
    return {at: _like(words[at]) for start in _line_starts(words) if (at := _verb_behind(words, start)) is not None}


def _like(word: str) -> str:
    return PLAIN.upper() if word.isupper() else PLAIN.capitalize() if word[0].isupper() else PLAIN


def _line_starts(words: Sequence[str]) -> Iterator[int]:
    for at in range(len(words)):
        if at == 0 or "\n" in words[at - 1]:
            yield at


def _verb_behind(words: Sequence[str], start: int) -> int | None:
    """Where the verb stands behind the name of who acts with which a line begins."""
    line = words[start : start + LONGEST_NAME + 3]
    low = [word.lower() for word in line]
    first = 1 if low[:1] == ["the"] else 0
    for name in _acting().get("".join(line[first : first + 1]), ()):
        at = first + len(name)
        if tuple(line[first:at]) == name and at + 1 < len(line) and _has_object(low[at], low[at + 1]):
            return start + at
    return None


def _has_object(verb: str, behind: str) -> bool:
    if verb in VERBS:
        return behind not in NO_OBJECT and behind[0].isalnum()
    return verb in ALSO_NOUNS and behind not in NO_OBJECT | PLURAL_VERBS and behind[0].isalnum()


@cache
def _acting() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Names of states, their seats, bodies and office-holders, in words, by the first; longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for entry in registry().entries.values():
        for name in entry.names() if entry.kind in KINDS else ():
            if name.form not in ("adjective", "generic") and name.text[:1].isupper():
                words = tuple(name.text.split())
                if len(words) <= LONGEST_NAME:
                    found.setdefault(words[0], set()).add(words)
    return {first: sorted(names, key=lambda name: (-len(name), name)) for first, names in found.items()}
