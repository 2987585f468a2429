"""Finds the unit or currency that belongs to a numeral, after it (`40 tonnes`, `15 €`) or before it (`US$ 40`).

Names of currencies that several states share (dollar, peso, pound) and the sign ¥ are decided by the article: by the
place named with them, else by the places that the text names, else the first currency that has the name.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tradenlp.extract.figures.currencies import Named, Setting, money_at
from tradenlp.extract.figures.lexemes import NUMBER, WORD, Lexeme, lex
from tradenlp.extract.figures.shapes import Unit
from tradenlp.lexicon import read_entries

HERE = Path(__file__).parent


@cache
def unit_index() -> dict[str, tuple[tuple[tuple[str, ...], bool, Unit], ...]]:
    """First lexeme in lower case → (lexemes of a form, whether case counts, unit), longest forms first."""
    found: dict[str, list[tuple[tuple[str, ...], bool, Unit]]] = {}
    for entry in read_entries(HERE / "units.toml", Unit):
        plain = {form for f in entry.forms for form in (f, *_plurals(f), f.replace("degree ", "degrees "))} | set(
            entry.plurals
        )
        for form in sorted(plain):
            words = tuple(lexeme.low for lexeme in lex(form))
            found.setdefault(words[0], []).append((words, False, entry))
        for symbol in entry.symbols:
            words = tuple(lexeme.text for lexeme in lex(symbol))
            found.setdefault(words[0].lower(), []).append((words, True, entry))
    return {first: tuple(sorted(forms, key=lambda f: (-len(f[0]), not f[1]))) for first, forms in found.items()}


def _plurals(form: str) -> tuple[str, ...]:
    head, per, tail = form.partition(" per ") if " per " in form else form.partition(" a ")
    if head.endswith(("y",)) and not head.endswith(("ay", "ey", "oy")):
        return (head[:-1] + "ies" + per + tail,)
    return (head + ("es" if head.endswith(("ch", "sh", "x")) else "s") + per + tail,)


def unit_after(lexemes: list[Lexeme], at: int, setting: Setting, *, scaled: bool) -> Named | None:
    """The unit whose name begins at lexeme `at` (after a hyphen or an opening bracket, too), or None.

    `scaled` says that the number carries a scale word, which makes pounds money.
    """
    if at >= len(lexemes):
        return None
    gap = lexemes[at].start - lexemes[at - 1].end
    if gap > 2:
        return None
    if lexemes[at].text in "-‑–" and at + 1 < len(lexemes) and lexemes[at + 1].kind == WORD:
        found = _unit_at(lexemes, at + 1, setting, scaled)
        loose = gap != 0 and (found is None or found.family == "money" or lexemes[at + 1].start - lexemes[at].end != 1)
        return found._replace(first=at) if found and not loose else None
    if lexemes[at].text in "([{<" and at + 2 < len(lexemes):
        found = _unit_at(lexemes, at + 1, setting, scaled)
        if (
            found
            and found.family not in ("money", "percent", "time")
            and found.last < len(lexemes)
            and lexemes[found.last].text in ")]}>"
        ):
            return found._replace(first=at, last=found.last + 1)
        return None
    return _unit_at(lexemes, at, setting, scaled)


def _unit_at(lexemes: list[Lexeme], at: int, setting: Setting, scaled: bool) -> Named | None:
    return money_at(lexemes, at, setting, scaled) or _measure_at(lexemes, at)


def _measure_at(lexemes: list[Lexeme], at: int) -> Named | None:
    for words, cased, unit in unit_index().get(lexemes[at].low, ()):
        part = lexemes[at : at + len(words)]
        if len(part) < len(words) or (cased and part[-1].end - part[0].start != sum(len(word) for word in words)):
            continue
        if tuple(x.text if cased else x.low for x in part) == words and not (
            cased and _runs_on(lexemes, at + len(words))
        ):
            if len(words) == 1 and len(words[0]) == 1 and words[0].isalpha() and not cased:
                continue
            if words in (("pm",), ("in",), ("times",), ("time",), ('"',)) and not _means_unit(lexemes, at):
                continue
            return Named(at, at + len(words), unit.id, unit.family, unit.broad_only)
    return None


_SIZES = frozenset(["thick", "long", "wide", "tall", "deep", "high", "more", "across", "diameter"])
_COMPARING = frozenset(
    [
        "as",
        "more",
        "higher",
        "larger",
        "bigger",
        "greater",
        "the",
        "what",
        "its",
        "that",
        "their",
        "current",
        "last",
        "less",
        "lower",
        "faster",
        "his",
        "her",
        "this",
        "stronger",
    ]
)


def _means_unit(lexemes: list[Lexeme], at: int) -> bool:
    """`in` is inches before a size or at the end only; `times` is a multiple only in a comparison."""
    after = lexemes[at + 1] if at + 1 < len(lexemes) else None
    if lexemes[at].low == "in":
        return after is None or after.low in _SIZES or after.text in ".,;)"
    if lexemes[at].low == "pm":
        return at > 0 and re.fullmatch(r"\d+\.(?:\d|\d{3,})", lexemes[at - 1].text) is not None
    if lexemes[at].low == '"':
        return after is not None and after.low in _SIZES
    return after is not None and after.low in _COMPARING


def _runs_on(lexemes: list[Lexeme], at: int) -> bool:
    """A symbol glued to a following number, word or hyphen is part of a longer name."""
    while at < len(lexemes) and lexemes[at].text == "-" and lexemes[at].start == lexemes[at - 1].end:
        at += 1
    return at < len(lexemes) and lexemes[at].start == lexemes[at - 1].end and lexemes[at].kind == NUMBER
