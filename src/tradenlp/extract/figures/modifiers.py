"""Reads what bounds or blurs a number: `about`, `more than`, `up to`, `or less`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.figures.lexemes import WORD, Lexeme, lex
from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class Modifier:
    """Phrases that give one modifier: see modifiers.toml."""

    id: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def _phrases(side: str) -> Phrases:
    """Last (before) or first (after) lexeme → phrases, longest first, with their modifier."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in read_entries(Path(__file__).with_name("modifiers.toml"), Modifier):
        for phrase in entry.before if side == "before" else entry.after:
            words = tuple(lexeme.low for lexeme in lex(phrase))
            found.setdefault(words[-1] if side == "before" else words[0], []).append((words, entry.id))
    return {key: tuple(sorted(value, key=lambda v: -len(v[0]))) for key, value in found.items()}


_SKIPPED = frozenset(
    ("a", "an", "the", "another", "additional", "only", "record", "combined", "total", "annual", "(", "by", "of")
)


def modifier_before(lexemes: list[Lexeme], first: int, unit: str | None) -> tuple[str, int]:
    """The modifier of a number that begins at lexeme `first`, and where the phrase that gives it begins.

    ("exact", first) where nothing bounds it.
    """
    for skip in range(3):
        at = first - skip
        if at < 1 or (skip and lexemes[at].low not in _SKIPPED):
            break
        for words, name in _phrases("before").get(lexemes[at - 1].low, ()):
            begin = at - len(words)
            if (
                begin >= 0
                and tuple(x.low for x in lexemes[begin:at]) == words
                and not _misleads(lexemes, begin, words, unit, skip)
            ):
                return ("max" if name == "min" and _denied(lexemes, begin) else name), begin
    return "exact", first


_LIFTS = frozenset("push pushes pushed pushing drive drives drove driven driving send sends sent sending".split())


def _misleads(lexemes: list[Lexeme], begin: int, words: tuple[str, ...], unit: str | None, skip: int) -> bool:
    """Prepositions of place (`under 14 categories`, `within 5 nations`) and adverbs that belong elsewhere."""
    if skip and (
        len(words) == 1
        and words[0] in ("over", "under", "above", "below", "within", "beyond", "some", "top", "maximum", "estimated")
    ):
        return lexemes[begin + 1].low not in ("a", "an", "only")
    if words in (("under",), ("within",), ("over",), ("above",), ("beyond",)) and unit == "count":
        return (
            begin > 0
            and lexemes[begin - 1].kind == WORD
            and lexemes[begin - 1].low.endswith("s")
            and words != ("over",)
        )
    if words == ("up", "to") and any(lexeme.low in _LIFTS for lexeme in lexemes[max(0, begin - 4) : begin]):
        return True  # `pushing its price up to $9`
    if words == ("up", "to"):
        return begin > 0 and lexemes[begin - 1].low in (
            "go",
            "goes",
            "going",
            "went",
            "gone",
            "moved",
            "stepped",
            "ratcheted",
            "back",
        )
    return words == ("within",)


def _denied(lexemes: list[Lexeme], begin: int) -> bool:
    """`No country may fill more than 40 percent` caps."""
    before = [lexeme.low for lexeme in lexemes[max(0, begin - 6) : begin]]
    return any(word in ("no", "not", "never", "cannot", "nor", "neither") for word in before)


def modifier_after(lexemes: list[Lexeme], last: int) -> str | None:
    """The modifier that the words from lexeme `last` on give, or None."""
    if last >= len(lexemes):
        return None
    for words, name in _phrases("after").get(lexemes[last].low, ()):
        if tuple(x.low for x in lexemes[last : last + len(words)]) == words:
            return name
    return None
