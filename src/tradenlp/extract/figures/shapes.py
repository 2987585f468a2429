"""The shapes of the lexicon entries of this room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number word: see numbers.toml."""

    id: str
    kind: str
    value: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    glued: tuple[str, ...] = ()
    """those of the words that count only without a space after digits"""
    direction: str = "none"
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: see currencies.toml."""

    id: str
    nouns: tuple[str, ...]
    examples: tuple[str, ...]
    places: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    code_first: bool = True
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement: see units.toml."""

    id: str
    family: str
    """percent, point, weight, volume, area, length, energy, power, data, temperature, angle, time, money, speed …"""
    forms: tuple[str, ...]
    """phrases in any case, singular; the plural in -s is understood"""
    examples: tuple[str, ...]
    symbols: tuple[str, ...] = ()
    """abbreviations whose case counts"""
    plurals: tuple[str, ...] = ()
    broad_only: bool = False
    """recognised only where everything is asked for, not as a fact of an article"""
    decoys: tuple[str, ...] = ()
