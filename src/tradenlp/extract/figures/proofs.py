"""One proof per example and decoy of every lexicon of the room: what each entry promises, asked of the component."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

import spacy
from spacy.language import Language

from tradenlp.extract.figures.change_words import Change
from tradenlp.extract.figures.component import find_figures
from tradenlp.extract.figures.decoy_words import Decoy
from tradenlp.extract.figures.deeds import Deed
from tradenlp.extract.figures.modifiers import Modifier
from tradenlp.extract.figures.nouns import Noun, head_noun, noun_class
from tradenlp.extract.figures.shapes import Currency, NumberWord, Unit
from tradenlp.extract.figures.understood import Commodity
from tradenlp.extract.figures.words import WordList
from tradenlp.facts import Figure
from tradenlp.lexicon import Proof, read_entries

HERE = Path(__file__).parent


class Entry(Protocol):
    """What every lexicon entry has."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def examples(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def decoys(self) -> tuple[str, ...]: ...  # noqa: D102


@cache
def _blank() -> Language:
    return spacy.blank("en")


def figures_in(sentence: str, *, broad: bool = False) -> list[Figure]:
    """The figures of a sentence without tagger and parser, by surface rules alone."""
    return list(find_figures(_blank()(sentence), broad))


def proofs() -> Iterator[Proof]:
    """Every example and decoy of the room."""
    for unit in read_entries(HERE / "units.toml", Unit):
        yield from _of("units.toml", unit, _has_unit(unit.id, broad=unit.broad_only))
    for currency in read_entries(HERE / "currencies.toml", Currency):
        yield from _of("currencies.toml", currency, _has_unit(currency.id, broad=False))
    for number in read_entries(HERE / "numbers.toml", NumberWord):
        yield from _of("numbers.toml", number, lambda sentence: bool(figures_in(sentence)))
    for modifier in read_entries(HERE / "modifiers.toml", Modifier):
        yield from _of("modifiers.toml", modifier, _has_modifier(modifier.id))
    for change in read_entries(HERE / "changes.toml", Change):
        yield from _of("changes.toml", change, _has_direction(change.id))
    for decoy in read_entries(HERE / "decoys.toml", Decoy):
        yield from _of("decoys.toml", decoy, lambda sentence: not figures_in(sentence))
    for deed in read_entries(HERE / "deeds.toml", Deed):
        yield from _of("deeds.toml", deed, _has_what(deed))
    for noun in read_entries(HERE / "nouns.toml", Noun):
        yield from _of("nouns.toml", noun, _has_noun(noun.id))
    for words in read_entries(HERE / "words.toml", WordList):
        yield from _of("words.toml", words, _decides)
    for commodity in read_entries(HERE / "commodities.toml", Commodity):
        yield from _of("commodities.toml", commodity, _has_unit(f"USD/{commodity.id}", broad=False))


def _of(lexicon: str, entry: Entry, found: Callable[[str], bool]) -> Iterator[Proof]:
    for sentence in entry.examples:
        yield Proof(lexicon, entry.id, sentence, True, found)
    for sentence in entry.decoys:
        yield Proof(lexicon, entry.id, sentence, False, found)


def _has_unit(unit: str, *, broad: bool) -> Callable[[str], bool]:
    return lambda sentence: any(figure.unit == unit for figure in figures_in(sentence, broad=broad))


def _has_modifier(name: str) -> Callable[[str], bool]:
    return lambda sentence: any(figure.modifier == name for figure in figures_in(sentence))


def _has_what(deed: Deed) -> Callable[[str], bool]:
    words = {"share": "share of", "treatment": f" {deed.by} "}.get(deed.kind, deed.id)
    return lambda sentence: any(words in (figure.what or "") for figure in figures_in(sentence))


def _decides(example: str) -> bool:
    sentence, expected = example.split(" => ")
    last = figures_in(sentence)[-1]
    return expected in (last.what, last.direction)


def _has_noun(name: str) -> Callable[[str], bool]:
    return lambda sentence: any(noun_class(head_noun(figure.what or "")) == name for figure in figures_in(sentence))


_DIRECTIONS = {"removal": ("decrease",), "level": ("to",), "loose": ("increase", "decrease")}


def _has_direction(name: str) -> Callable[[str], bool]:
    wanted = _DIRECTIONS.get(name, (name,))
    return lambda sentence: any(figure.direction in wanted for figure in figures_in(sentence))
