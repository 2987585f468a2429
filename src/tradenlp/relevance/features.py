"""What the relevance model sees of an article: its words and word pairs, and the concepts of `concepts.toml`.

Names of features: `tariff`, `trade deal` (a word, two words in a row), `T:…` (in the title), `H:…` (among the first
words of the body), `C:tariff` (a concept, however it is worded), `C:tariff/head` (in the title or at the start).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from tradenlp.lexicon import read_entries, read_toml

LEXICON = Path(__file__).with_name("concepts.toml")
HEAD_WORDS = 60
"""words at the start of the body that say what an article is about"""
MOST_WORDS = 2500
"""words that are looked at, title included: the rest of a long text tells no more"""
MOST_CHARACTERS = 20_000
_WORD = re.compile(r"[a-z0-9]+(?:[.&'’-][a-z0-9]+)*")
_ENDINGS = tuple("s es d ed ing e er ers ion ions or ors ment ce ces se sed sation zation y ies ied ying".split())


@dataclass(frozen=True)
class Concept:
    """One thing an article can be about, with the words that say so; `topic` is False where they speak against."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    topic: bool = True


@dataclass(frozen=True, slots=True)
class Features:
    """What was found: values of the words, scaled so that their squares add up to one, and of the concepts (0 to 4)."""

    words: Mapping[str, float]
    concepts: Mapping[str, float]
    seen: Mapping[str, int] = field(default_factory=dict)
    """how often each concept was found"""


@cache
def read_concepts() -> tuple[Concept, ...]:
    """All concepts. Raises LexiconError for an entry of the wrong shape."""
    return read_entries(LEXICON, Concept, "concept")


@cache
def stems() -> Mapping[str, tuple[str, ...]]:
    """Stems that tell trade policy in other languages, by ISO 639-1 code."""
    return {code: tuple(words) for code, words in read_toml(LEXICON).get("stems", {}).items()}


@cache
def _phrases() -> dict[str, str]:
    """Every form of every phrase, with its concept."""
    return {form: concept.id for concept in read_concepts() for word in concept.words for form in forms(word)}


@cache
def _begins_three() -> frozenset[str]:
    """The first two words of the phrases of three."""
    return frozenset(form.rsplit(" ", 1)[0] for form in _phrases() if form.count(" ") == 2)


def forms(word: str) -> Iterator[str]:
    """`tariff~` stands for tariff, tariffs …; `lev~` for levy and levies; anything else for itself."""
    if not word.endswith("~"):
        yield word
        return
    stem = word[:-1]
    yield from (stem + ending for ending in ("", *_ENDINGS))
    if stem.endswith("y"):
        yield stem[:-1] + "ies"
    if stem.endswith("e"):
        yield stem[:-1] + "ing"


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, as the model counts them."""
    return _WORD.findall(text.lower())


def concept_counts(words: Iterable[str], pairs: Iterable[str], threes: Iterable[str]) -> Counter[str]:
    """How often each concept is found among words, word pairs and threes."""
    known = _phrases()
    return Counter(known[form] for forms_ in (words, pairs, threes) for form in forms_ if form in known)


def _counts_in(words: list[str], pairs: list[str]) -> Counter[str]:
    begins = _begins_three()
    threes = [f"{pair} {words[n + 2]}" for n, pair in enumerate(pairs[:-1]) if pair in begins]
    return concept_counts(words, pairs, threes)


def features(title: str | None, text: str) -> Features:
    """The features of an article in English; linear in its length, which is cut at MOST_WORDS."""
    head = words_of(title or "")
    body = words_of(text[:MOST_CHARACTERS])[:MOST_WORDS]
    pairs = [f"{a} {b}" for a, b in pairwise(body)]
    head_pairs = [f"{a} {b}" for a, b in pairwise(head)]
    seen = _counts_in(body, pairs)
    top = _counts_in(head, head_pairs) + _counts_in(body[:HEAD_WORDS], pairs[: HEAD_WORDS - 1])
    found = Counter(body + pairs + head + head_pairs)
    found.update([f"T:{word}" for word in head] + [f"H:{word}" for word in body[:HEAD_WORDS]])
    values = {name: 1.0 + math.log(n) for name, n in found.items()}
    scale = 1.0 / math.sqrt(sum(value * value for value in values.values()) or 1.0)
    length = max(len(body), 40)
    concepts = {f"C:{name}": math.log1p(200 * n / length) for name, n in seen.items()}
    concepts |= {f"C:{name}/head": math.log1p(n) for name, n in top.items()}
    return Features({name: value * scale for name, value in values.items()}, concepts, seen + top)
