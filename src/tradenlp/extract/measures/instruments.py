"""The law, list or programme that a measure stands on, where its sentence names one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.notation import Match, Phrasebook
from tradenlp.extract.view import View
from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class InstrumentEntry:
    """Names of instruments of one kind."""

    id: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def entries() -> tuple[InstrumentEntry, ...]:
    """The instruments known by name."""
    return read_entries(Path(__file__).parent / "instruments.toml", InstrumentEntry)


@cache
def phrasebook() -> Phrasebook[InstrumentEntry]:
    """Their names, ready to be looked up."""
    return Phrasebook([(phrase, entry) for entry in entries() for phrase in entry.phrases], {})


def read_instrument(view: View, cue: Cue, start: int, end: int) -> tuple[int, int] | None:
    """Tokens of the instrument nearest to the mention in its sentence, or None."""
    found = [m for m in phrasebook().within(view.words, start, end) if _fits(m, cue)]
    if not found:
        return None
    best = min(found, key=lambda m: (-len(m.tokens), abs(m.start - cue.head)))
    return best.start, best.end


def _fits(match: Match[InstrumentEntry], cue: Cue) -> bool:
    """A trade agreement's name is the basis of agreements and disputes only; the rest serve any type."""
    return match.value.id != "agreements" or cue.kind.side in ("deal", "dispute")
