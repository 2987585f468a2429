"""The words that tell how far a measure has got, read from `status.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.errors import LexiconError
from tradenlp.extract.notation import Phrasebook
from tradenlp.lexicon import read_entries, read_toml

HERE = Path(__file__).parent
ROLES = frozenset({"action", "attitude", "quality", "light"})


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Phrases of one sense: what is done to a measure, how somebody stands to that, or what a measure is like."""

    id: str
    role: str
    """action, attitude, quality; light: says nothing by itself ("a raft of", "go ahead with")"""
    sense: str
    """actions: impose, ease, suspend, remove, extend, stand, keep, conclude, observe; attitudes:
    threaten, propose, urge, announce, refuse"""
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    tag: str = ""
    """how the tag of the head must begin, where there are tags"""
    family: str = "any"
    """deal: of agreements only; restriction: of everything else; any"""


@cache
def entries() -> tuple[StatusEntry, ...]:
    """All entries. Raises LexiconError for an unknown role."""
    found = read_entries(HERE / "status.toml", StatusEntry)
    for entry in found:
        if entry.role not in ROLES:
            raise LexiconError(f"status.toml, entry {entry.id}: `role` must be one of {', '.join(sorted(ROLES))}")
    return found


@cache
def phrasebook(family: str) -> Phrasebook[StatusEntry]:
    """The phrases that apply to a family of measures (`deal` or `restriction`)."""
    mine = [entry for entry in entries() if entry.family in ("any", family)]
    return Phrasebook([(phrase, entry) for entry in mine for phrase in entry.phrases], {}, head_first=True)


def word_list(name: str) -> frozenset[str]:
    """One of the short lists of words of `lists.toml`. Raises LexiconError for an unknown name."""
    lists = read_toml(HERE / "lists.toml")["lists"]
    if name not in lists:
        raise LexiconError(f"lists.toml: no list is called {name}")
    return frozenset(lists[name])
