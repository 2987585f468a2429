"""Tells a stub in front of a paywall from an article, and takes out the sales talk: its prices are no news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.clean.boilerplate import is_prose, is_sentence
from tradenlp.lexicon import read_entries, read_toml

LEXICON = Path(__file__).with_name("paywall.toml")
LONGEST_PROMPT = 200
"""code points"""
FEWEST_WORDS = 50
"""of text before a paywall: with fewer it is a headline and a standfirst, and no article"""
FEWEST_SALES_WORDS = 2


@dataclass(frozen=True)
class Prompt:
    """One way to say that the rest is for subscribers."""

    id: str
    pattern: str
    """regular expression of a whole line, letter case aside"""
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()


@cache
def read_prompts() -> tuple[Prompt, ...]:
    """All entries of the lexicon."""
    return read_entries(LEXICON, Prompt)


@cache
def _prompt() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry.pattern})" for entry in read_prompts()), re.IGNORECASE)


@cache
def _sales() -> re.Pattern[str]:
    words = sorted(read_toml(LEXICON)["sales"]["words"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def is_prompt(line: str) -> bool:
    """Whether a line asks to subscribe in order to read on."""
    return len(line) <= LONGEST_PROMPT and _prompt().fullmatch(line) is not None


def without_paywall(lines: Sequence[str]) -> tuple[list[str], bool]:
    """The lines without prompts to subscribe and the sales talk below them, and whether there was such a prompt.

    Sales talk ends at the first running prose that is none, or while such prose is still to come at any sentence:
    some pages carry the whole article behind the prompt.
    """
    if not any(map(is_prompt, lines)):
        return list(lines), False
    last = max((number for number, line in enumerate(lines) if is_prose(line) and not is_sales_talk(line)), default=-1)
    kept: list[str] = []
    inside = False
    for number, line in enumerate(lines):
        if is_prompt(line):
            inside = True
        elif inside and number <= last and is_sentence(line) and not is_sales_talk(line):
            inside = False
        if not inside:
            kept.append(line)
    return kept, True


def is_sales_talk(line: str) -> bool:
    """Whether a paragraph below a prompt goes on about subscriptions."""
    return len({word.lower() for word in _sales().findall(line)}) >= FEWEST_SALES_WORDS
