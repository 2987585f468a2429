"""Whose a treaty is that is called by its own name: "NAFTA" is that of its three members, whoever speaks of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.notation import Phrasebook
from tradenlp.extract.view import View
from tradenlp.lexicon import read_entries

NEAR = 8
"""tokens from the head of a mention within which the name of its treaty stands"""
LEAVING = ("remove", "threat")
"""how the rule of a reading begins that tells of one side that leaves"""


@dataclass(frozen=True, slots=True)
class TreatyEntry:
    """A treaty by the names that news gives it."""

    id: str
    phrases: tuple[str, ...]
    members: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def treaties() -> tuple[TreatyEntry, ...]:
    """The treaties of two or three sides that are known by name."""
    return read_entries(Path(__file__).parent / "treaties.toml", TreatyEntry)


@cache
def _phrasebook() -> Phrasebook[TreatyEntry]:
    return Phrasebook([(phrase, entry) for entry in treaties() for phrase in entry.phrases], {})


def treaty_named(words: Sequence[str]) -> Iterator[TreatyEntry]:
    """The treaties that a row of words in small letters names."""
    yield from (match.value for match in _phrasebook().within(words, 0, len(words)))


def sign_for_members(view: View, mention: Mention, parties: Sequence[Party]) -> None:
    """Give a deal that is a treaty known by its name to those of its members that the article names.

    Who leaves one does so alone.
    """
    if mention.cue.kind.side != "deal" or mention.reading.rule.startswith(LEAVING):
        return
    own = {*mention.cue.tokens, *(t for t in view.subtree(mention.cue.head) if abs(t - mention.cue.head) <= NEAR)}
    start, end = view.sentences[mention.sentence]
    for match in _phrasebook().within(view.words, start, end):
        if own.isdisjoint(match.tokens):
            continue
        for member in match.value.members:
            party = next((p for p in parties if p.actor_id == member), None)
            if party is not None:
                mention.roles.impose(party, "member of the treaty")
        return
