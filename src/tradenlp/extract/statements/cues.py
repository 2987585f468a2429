"""The verbs that introduce a quotation and the nouns that describe a speaker, read from their lexicons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.lexicon import read_entries, read_toml

ROOM = Path(__file__).parent
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class SayingVerb:
    """A verb that introduces a quotation."""

    id: str
    kind: str
    """say: somebody utters words; judge: somebody passes a judgement on something"""
    examples: tuple[str, ...]
    noun: bool = False
    """its forms are nouns as well, so that the tagger decides"""
    forms: tuple[str, ...] = ()
    """inflections that do not follow from the spelling"""
    regular: bool = True
    """False where the regular inflections would be other words (`seed`)"""
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerNoun:
    """A noun that describes an unnamed speaker."""

    id: str
    kind: str
    """person, body, paper (a text, which speaks for whoever issued it)"""
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


def verb_forms(verb: SayingVerb) -> Iterator[str]:
    """All inflections of a verb; of a phrasal verb those of its first word."""
    base = verb.id.split()[0]
    yield base
    yield from verb.forms
    if not verb.regular:
        return
    stem = base[:-1] if base.endswith("e") else base
    yield f"{base[:-1]}ies" if _consonant_y(base) else f"{base}es" if base.endswith(("s", "sh", "ch")) else f"{base}s"
    yield f"{base[:-1]}ied" if _consonant_y(base) else f"{stem}ed"
    yield f"{stem}ing"


def _consonant_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in _VOWELS


@cache
def saying_verbs() -> Mapping[str, SayingVerb]:
    """The verbs by each of their inflections, in small letters."""
    return {form: verb for verb in read_entries(ROOM / "saying.toml", SayingVerb) for form in verb_forms(verb)}


@cache
def speaker_nouns() -> Mapping[str, SpeakerNoun]:
    """The nouns by singular and plural, in small letters."""
    nouns = read_entries(ROOM / "people.toml", SpeakerNoun)
    return {form: noun for noun in nouns for form in (noun.id, *noun.forms)}


@cache
def word_class(name: str) -> frozenset[str]:
    """The little words of a class of `grammar.toml`."""
    return frozenset(str(read_toml(ROOM / "grammar.toml")[name]).split())
