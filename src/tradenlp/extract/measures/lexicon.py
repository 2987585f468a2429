"""The measure types: one TOML file each under `types/`, with definition, borders, cue phrases and their proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.errors import LexiconError
from tradenlp.extract.notation import Phrasebook
from tradenlp.lexicon import read_entries, read_toml

HERE = Path(__file__).parent
SIDES = frozenset({"import", "export", "home", "firms", "deal", "dispute"})


@dataclass(frozen=True, slots=True)
class CueEntry:
    """Phrases that name a measure of one type."""

    id: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    status: str | None = None
    """the status that the phrase itself tells ("probe": investigating)"""
    sense: str = "impose"
    """what is done where the head is a verb: impose, ease, suspend, remove, extend"""
    both: bool = False
    """of deals: tells one only where both sides are named"""
    needs: tuple[str, ...] = ()
    """what its clause must tell for it to say anything: rate, scope (goods or rate), target, party"""
    context: tuple[str, ...] = ()
    """words one of which the article must hold"""
    aimless: bool = False
    """who is named with it is no target (licences for some buyers)"""
    follows: bool = False
    """means this type only in an article that names it otherwise too"""
    flow: bool = False
    """what is done to goods on their way, told by a verb and its object"""
    undergone: bool = False
    """the subject of its verb is who is hit, not who acts"""
    modal: bool = False
    """a modal in it tells what holds ("may not enter"), and no doubt"""
    either_way: bool = False
    """says nothing of whether goods come in or go out, which the article then tells"""
    weak_alone: bool = False
    """says something only where who acts is named in its own clause"""
    again: bool = False
    """says no more than that another does what was told before"""
    stands_for: tuple[str, ...] = ()
    """other types that it means where the article names one of them nearer"""

    @property
    def weak(self) -> bool:
        """Whether it says something only together with other words."""
        return self.follows or bool(self.needs)


@dataclass(frozen=True, slots=True)
class MeasureType:
    """A type of measure: what it is, where it ends, and how news in English names it."""

    id: str
    definition: str
    border: str
    mast: str
    gta: tuple[str, ...]
    side: str
    """whose trade it concerns and so how roles are read: import, export, home, firms, deal, dispute"""
    stance: str
    default_status: str
    cues: tuple[CueEntry, ...]
    less_is_more: bool = False
    """to cut it is to restrict: quotas"""
    shifts_from: tuple[str, ...] = ()
    """types that become this one where one of `shift_words` stands in the sentence"""
    shift_words: frozenset[str] = frozenset()

    @property
    def two_sided(self) -> bool:
        """Whether it takes two: a deal, a case."""
        return self.side in ("deal", "dispute")


@dataclass(frozen=True, slots=True)
class Block:
    """Phrases that look like a measure and are none."""

    id: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """What a phrase stands for: an entry of a type, or a block (`kind` None)."""

    kind: MeasureType | None
    entry: CueEntry | None


@cache
def measure_types() -> Mapping[str, MeasureType]:
    """All measure types by id: a type exists because its file exists. Raises LexiconError for a faulty file."""
    return {path.stem: _measure_type(path) for path in sorted((HERE / "types").glob("*.toml"))}


def _measure_type(path: Path) -> MeasureType:
    table = read_toml(path)
    if table.get("side") not in SIDES:
        raise LexiconError(f"{path.name}: `side` must be one of {', '.join(sorted(SIDES))}")
    try:
        return MeasureType(
            id=path.stem,
            definition=table["definition"],
            border=table["border"],
            mast=table["mast"],
            gta=tuple(table["gta"]),
            side=table["side"],
            stance=table["stance"],
            default_status=table["default_status"],
            cues=read_entries(path, CueEntry, "cue"),
            less_is_more=table.get("less_is_more", False),
            shifts_from=tuple(table.get("shifts_from", ())),
            shift_words=frozenset(table.get("shift_words", ())),
        )
    except KeyError as error:
        raise LexiconError(f"{path.name}: missing key {error}") from error


@cache
def blocks() -> tuple[Block, ...]:
    """The phrases that keep their words from every measure type."""
    return read_entries(HERE / "blocks.toml", Block)


@cache
def word_sets() -> Mapping[str, tuple[str, ...]]:
    """The named sets of words that phrases use as `@name`."""
    files = sorted(HERE.glob("words*.toml"))
    return {name: tuple(words) for file in files for name, words in read_toml(file)["sets"].items()}


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in read_toml(HERE / "lists.toml")["lists"].items()}


def word_list(name: str) -> frozenset[str]:
    """One of the short lists of words of `lists.toml`. Raises LexiconError for an unknown name."""
    if name not in _lists():
        raise LexiconError(f"lists.toml: no list is called {name}")
    return frozenset(_lists()[name])


@cache
def anaphors() -> Mapping[str, frozenset[str]]:
    """Nouns that point back to a measure, with the types that each may mean."""
    return {noun: frozenset(kinds) for noun, kinds in read_toml(HERE / "lists.toml")["anaphors"].items()}


ANAPHOR = CueEntry("anaphor", ("the|this|these|those *@anaphor",), (), follows=True)
"""the cue of a bare noun with "the"; the type is that of the measure that it points back to"""
DEAL = "trade_agreement"
"""the type of what some such nouns alone point back to: words of status are read of them as of a deal"""


@cache
def phrasebook() -> Phrasebook[Naming]:
    """Every phrase of every type and block, ready to be looked up."""
    named = [(p, Naming(kind, e)) for kind in measure_types().values() for e in kind.cues for p in e.phrases]
    blocked = [(phrase, Naming(None, None)) for block in blocks() for phrase in block.phrases]
    of_deals = tuple(noun for noun, kinds in anaphors().items() if kinds == {DEAL})
    others = tuple(noun for noun in anaphors() if noun not in of_deals)
    back = [(phrase, Naming(measure_types()["import_tariff"], ANAPHOR)) for phrase in ANAPHOR.phrases]
    back += [(f"{phrase}_of_deal", Naming(measure_types()[DEAL], ANAPHOR)) for phrase in ANAPHOR.phrases]
    return Phrasebook([*blocked, *named, *back], {**word_sets(), "anaphor": others, "anaphor_of_deal": of_deals})
