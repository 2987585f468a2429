"""Singular and plural of English nouns, as far as names of goods need them."""

from __future__ import annotations

IRREGULAR = {"fish": "fish", "sheep": "sheep", "aircraft": "aircraft", "spacecraft": "spacecraft", "knife": "knives"}
_SINGULAR = {plural: singular for singular, plural in IRREGULAR.items()}
_SIBILANT = ("s", "x", "z", "ch", "sh")


def plural(noun: str) -> str:
    """The plural of a lower-case singular noun: "battery" -> "batteries"."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_SIBILANT) else "s")


def singular(noun: str) -> str:
    """The singular of a lower-case plural noun: "batteries" -> "battery", "switches" -> "switch"."""
    if noun in _SINGULAR:
        return _SINGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "sses", "xes", "toes", "goes")):
        return noun[:-2]
    return noun[:-1]


def is_plural(noun: str) -> bool:
    """Whether a lower-case noun looks like a plural: it ends in "s" but not in "ss", "us" or "is"."""
    return noun in _SINGULAR or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))


def both_numbers(phrase: str) -> tuple[str, str]:
    """A phrase and the same phrase with its last word in the other number."""
    front, gap, last = phrase.rpartition(" ")
    other = singular(last) if is_plural(last) else plural(last)
    return phrase, front + gap + other
