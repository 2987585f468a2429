"""A compact notation for phrases, compiled to look-ups over lower-cased tokens.

A phrase is a row of elements separated by spaces:

    tariff              the word as it stands            tariff~        any inflection of it, noun or verb
    ban~|halt~          one of several                   @stop          one of a named set of words
    (new)               may be missing                   *ban~          the head of the phrase
    ..                  up to three words between        ...            up to eight words between
    anti-dumping        split like the tokenizer does    ^ban~          a word that must follow, but is not part

Neither gap runs over the end of a sentence or a semicolon; `..` stops at commas too. Without `*` the last element
before a preposition is the head. A `Phrasebook` finds its phrases by the first element, so that only tokens whose word
begins some phrase cost more than a dictionary look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from tradenlp.errors import LexiconError

T = TypeVar("T")
_SPLIT = re.compile(r"-|[^\s-]+")
_PART = re.compile(r"([(*^]*)(.*?)(\)?)")
_VOWELS = "aeiou"
_FULL_STOPS = frozenset({".", ";", "?", "!", "…"})
_PREPOSITIONS = frozenset({"on", "of", "for", "against", "from", "to", "into", "over", "under", "at", "in", "with",
                           "between", "by", "through", "before", "using"})  # fmt: skip
_SHORT, _LONG = 3, 8

IRREGULAR: Mapping[str, tuple[str, ...]] = {
    "begin": ("begins", "began", "begun", "beginning"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "bring": ("brings", "brought", "bringing"),
    "buy": ("buys", "bought", "buying"),
    "come": ("comes", "came", "coming"),
    "cut": ("cuts", "cutting"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "fight": ("fights", "fought", "fighting"),
    "drive": ("drives", "drove", "driven", "driving"),
    "fly": ("flies", "flew", "flown", "flying"),
    "find": ("finds", "found", "finding"),
    "freeze": ("freezes", "froze", "frozen", "freezing"),
    "get": ("gets", "got", "gotten", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "go": ("goes", "went", "gone", "going"),
    "hit": ("hits", "hitting"),
    "hold": ("holds", "held", "holding"),
    "keep": ("keeps", "kept", "keeping"),
    "lay": ("lays", "laid", "laying"),
    "leave": ("leaves", "left", "leaving"),
    "let": ("lets", "letting"),
    "make": ("makes", "made", "making"),
    "pay": ("pays", "paid", "paying"),
    "put": ("puts", "putting"),
    "say": ("says", "said", "saying"),
    "seek": ("seeks", "sought", "seeking"),
    "sell": ("sells", "sold", "selling"),
    "send": ("sends", "sent", "sending"),
    "set": ("sets", "setting"),
    "shut": ("shuts", "shutting"),
    "strike": ("strikes", "struck", "stricken", "striking"),
    "take": ("takes", "took", "taken", "taking"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "win": ("wins", "won", "winning"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "withhold": ("withholds", "withheld", "withholding"),
    "write": ("writes", "wrote", "written", "writing"),
    "tear": ("tears", "tore", "torn", "tearing"),
    "sweep": ("sweeps", "swept", "sweeping"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "run": ("runs", "ran", "running"),
    "stand": ("stands", "stood", "standing"),
    "think": ("thinks", "thought", "thinking"),
    "stick": ("sticks", "stuck", "sticking"),
    "meet": ("meets", "met", "meeting"),
    "lose": ("loses", "lost", "losing"),
    "rise": ("rises", "rose", "risen", "rising"),
    "embargo": ("embargoes", "embargos", "embargoed", "embargoing"),
    "veto": ("vetoes", "vetoed", "vetoing"),
    "tariff": ("tariffs",),
    "forbid": ("forbids", "forbade", "forbidden", "forbidding"),
    "deny": ("denies", "denied", "denying"),
}
_DOUBLED = frozenset(
    "ban bar slap drop scrap slash trim curb plan permit ship stop refer defer control cap pin hit "
    "expel compel cancel admit readmit unban wrap strip clap rip step flag".split()
) - {"slash", "curb"}


def inflections(word: str) -> frozenset[str]:
    """The word with its plural and its verb forms; forms that English does not use do no harm."""
    if word in IRREGULAR:
        return frozenset((word, *IRREGULAR[word]))
    if word.endswith("y") and word[-2] not in _VOWELS:
        stem = word[:-1]
        return frozenset((word, stem + "ies", stem + "ied", word + "ing"))
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if word.endswith("e"):
        return frozenset((word, plural, word + "d", word[:-1] + "ing"))
    stems = (word + word[-1], word) if word in _DOUBLED else (word,)
    return frozenset((word, plural, *(s + e for s in stems for e in ("ed", "ing"))))


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a compiled phrase: the words that satisfy it, or a gap of up to `gap` tokens."""

    words: frozenset[str]
    gap: int = 0
    optional: bool = False
    head: bool = False
    ahead: bool = False
    """looked at, but no part of the phrase"""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found: its fixed tokens (without gaps), its head, and what the phrase stands for."""

    tokens: tuple[int, ...]
    head: int
    value: T

    @property
    def start(self) -> int:
        """First token."""
        return self.tokens[0]

    @property
    def end(self) -> int:
        """One past the last token."""
        return self.tokens[-1] + 1


def variants(phrase: str) -> Iterator[str]:
    """The phrase once for every hyphenated alternative in it, since those are several tokens long."""
    parts = phrase.split()
    for at, part in enumerate(parts):
        if "-" not in part or "|" not in part:
            continue
        prefix, core, suffix = _PART.fullmatch(part).groups()  # type: ignore[union-attr]
        choices = core.split("|")
        plain = "|".join(c for c in choices if "-" not in c)
        for choice in [*(c for c in choices if "-" in c), *([plain] if plain else [])]:
            yield from variants(" ".join([*parts[:at], prefix + choice + suffix, *parts[at + 1 :]]))
        return
    yield phrase


def compile_phrase(phrase: str, sets: Mapping[str, Sequence[str]], *, head_first: bool = False) -> tuple[Element, ...]:
    """The elements of a phrase; with `head_first` its first element is the head where none is marked.

    Raises LexiconError for an unknown set, a phrase that begins with a gap, and a head that may be missing.
    """
    elements = [e for part in phrase.split() for e in _elements(part, sets, phrase)]
    if not elements or elements[0].gap or elements[0].optional:
        raise LexiconError(f"phrase {phrase!r} must begin with a word that is always there")
    if any(e.head for e in elements):
        if all(e.optional for e in elements if e.head):
            raise LexiconError(f"phrase {phrase!r}: its head, marked with *, may not be in brackets")
        return tuple(elements)
    heads = {0} if head_first else _nouns(elements)
    return tuple(Element(e.words, e.gap, e.optional, i in heads, e.ahead) for i, e in enumerate(elements))


def _nouns(elements: Sequence[Element]) -> set[int]:
    """The fixed elements before a preposition: the last one found heads a noun phrase such as "ban on … imports"."""
    stop = next((i for i, e in enumerate(elements) if i and e.words and e.words <= _PREPOSITIONS), len(elements))
    return {i for i, e in enumerate(elements) if i < stop and e.words and not e.ahead}


def _elements(part: str, sets: Mapping[str, Sequence[str]], phrase: str) -> Iterator[Element]:
    if part in ("..", "..."):
        yield Element(frozenset(), gap=_SHORT if part == ".." else _LONG)
        return
    optional = part.startswith("(") and part.endswith(")")
    part = part[1:-1] if optional else part
    head, ahead = part.startswith("*"), part.startswith("^")
    part = part.lstrip("*^")
    if "-" in part and part != "-":
        pieces = _SPLIT.findall(part)
        for number, piece in enumerate(pieces, 1):
            words = frozenset(_words(piece, sets, phrase))
            yield Element(words, optional=optional, head=head and number == len(pieces), ahead=ahead)
        return
    yield Element(frozenset(_words(part, sets, phrase)), optional=optional, head=head, ahead=ahead)


def _words(part: str, sets: Mapping[str, Sequence[str]], phrase: str) -> Iterator[str]:
    for word in part.split("|"):
        if word.startswith("@"):
            if word[1:] not in sets:
                raise LexiconError(f"phrase {phrase!r}: no set of words is called {word}")
            for member in sets[word[1:]]:
                yield from _words(member, sets, phrase)
        elif word.endswith("~"):
            yield from inflections(word[:-1])
        else:
            yield word


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[T]):
    """A compiled phrase, with what refuses it quickly."""

    elements: tuple[Element, ...]
    second: frozenset[str] | None
    """words of which one must follow the first directly, where the phrase says so"""
    later: tuple[frozenset[str], ...]
    """words of which one must stand somewhere after the first gap, for each element that may not be missing"""
    value: T


class Phrasebook(Generic[T]):
    """Phrases with what they stand for, found by their first word."""

    def __init__(
        self, phrases: Iterable[tuple[str, T]], sets: Mapping[str, Sequence[str]], *, head_first: bool = False
    ) -> None:
        """Compile the phrases; see `compile_phrase` for `head_first` and errors."""
        self._by_first: dict[str, list[_Phrase[T]]] = {}
        for phrase, value in phrases:
            for variant in variants(phrase):
                compiled = compile_phrase(variant, sets, head_first=head_first)
                told = _Phrase(compiled, _second(compiled), _later(compiled), value)
                for word in compiled[0].words:
                    self._by_first.setdefault(word, []).append(told)
        self._followers = {
            word: frozenset().union(*(p.second for p in told if p.second)) for word, told in self._by_first.items()
        }
        self._by_pair: dict[tuple[str, str], list[_Phrase[T]]] = {}

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Every word that begins a phrase: the gate."""
        return frozenset(self._by_first)

    def within(self, words: Sequence[str], start: int, end: int) -> list[Match[T]]:
        """Phrases within tokens `start` to `end`, by where they begin; `words` are lower-cased tokens."""
        found: list[Match[T]] = []
        here: frozenset[str] | None = None
        for position in range(start, end):
            if words[position] not in self._by_first:
                continue
            for phrase in self._beginning(words[position], words[position + 1] if position + 1 < end else ""):
                if phrase.later:
                    here = frozenset(words[start:end]) if here is None else here
                    if any(map(here.isdisjoint, phrase.later)):
                        continue
                rest = _match(phrase.elements, 1, words, position + 1, end)
                if rest is not None:
                    found.append(_as_match(phrase.elements, [(position, 0), *rest], phrase.value))
        return found

    def _beginning(self, word: str, following: str) -> list[_Phrase[T]]:
        """Phrases that may begin with the word where the other follows; each pair is worked out once."""
        pair = (word, following if following in self._followers[word] else "")
        known = self._by_pair.get(pair)
        if known is None:
            known = [p for p in self._by_first[word] if p.second is None or pair[1] in p.second]
            self._by_pair[pair] = known
        return known


def _as_match(elements: Sequence[Element], pairs: Sequence[tuple[int, int]], value: T) -> Match[T]:
    head = max(token for token, element in pairs if elements[element].head)
    return Match(tuple(token for token, _ in pairs), head, value)


def _second(elements: Sequence[Element]) -> frozenset[str] | None:
    """The words that must follow the first one directly, where the phrase says so: a quick refusal."""
    if len(elements) < 2 or elements[1].gap or elements[1].optional:
        return None
    return elements[1].words


def _later(elements: Sequence[Element]) -> tuple[frozenset[str], ...]:
    """The words of each element after the first gap that may not be missing."""
    gap = next((i for i, e in enumerate(elements) if e.gap), len(elements))
    return tuple(e.words for e in elements[gap:] if e.words and not e.optional)


def _match(
    elements: Sequence[Element], number: int, words: Sequence[str], position: int, end: int
) -> list[tuple[int, int]] | None:
    """Pairs of token and element for the elements from `number` on, or None where they do not fit."""
    if number == len(elements):
        return []
    element = elements[number]
    if element.gap:
        return _match_gap(elements, number, words, position, end)
    if position < end and words[position] in element.words:
        rest = _match(elements, number + 1, words, position + 1, end)
        if rest is not None:
            return rest if element.ahead else [(position, number), *rest]
    return _match(elements, number + 1, words, position, end) if element.optional else None


def _match_gap(
    elements: Sequence[Element], number: int, words: Sequence[str], position: int, end: int
) -> list[tuple[int, int]] | None:
    for skipped in range(elements[number].gap + 1):
        rest = _match(elements, number + 1, words, position + skipped, end)
        if rest is not None:
            return rest
        at = position + skipped
        if at >= end or words[at] in _FULL_STOPS or (elements[number].gap == _SHORT and words[at] == ","):
            return None
    return None
