"""Amounts that are the object of a deed: `invested $5m in a plant` measures an investment in a plant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.phrases import Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity
from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class Deed:
    """A noun for amounts that certain verbs take: see deeds.toml."""

    id: str
    verbs: tuple[str, ...]
    examples: tuple[str, ...]
    trade: bool = False
    """an act of trade: its amounts may be quantities, too, and who acts is named"""
    decoys: tuple[str, ...] = ()


@cache
def deeds() -> dict[str, Deed]:
    """Verb in any form → the deed."""
    entries = read_entries(Path(__file__).with_name("deeds.toml"), Deed)
    return {verb: entry for entry in entries for verb in entry.verbs}


_QUANTITIES = frozenset(("money", "weight", "volume", "energy", "area"))


def deed_of(s: Sentence, q: Quantity, begin: int, direction: str, doer: str, text: str) -> str | None:
    """The noun of the deed that `doer` does, with what it is for where a preposition follows: `exports to Chile`.

    None where no verb of deeds.toml stands before the number.
    """
    verb = begin - 1
    while verb > 0 and s.tags[verb] in "DRJ":
        verb -= 1
    if q.family not in _QUANTITIES or verb < 1 or s.tags[verb] not in "VGPN" or direction in ("to", "from"):
        return None
    deed = deeds().get(s.lexemes[verb].low)
    if (
        deed is None
        or (s.tags[verb] == "N" and s.tags[verb - 1] not in "TX")
        or not (deed.trade or q.family == "money")
    ):
        return None
    noun = deed.id
    if deed.trade and len(doer.split()) <= 3 and doer[:1].isupper():
        noun = f"{doer} {noun}" if doer.isupper() else f"{doer}'s {noun}"
    if is_word(s, q.last, "in", "on", "for", "to", "from") and (found := phrases.after(s, q.last + 1)):
        return f"{noun} {s.lexemes[q.last].text} {phrases.text_of(s, found, text)}"
    return f"{noun} of {doer}" if noun == deed.id else noun
