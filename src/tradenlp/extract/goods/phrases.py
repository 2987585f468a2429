"""The phrases of goods as a tree of token hashes, and the search for the longest of them.

Tokens are compared by the hash of their lower-case form (spaCy's `LOWER`), so that a token that begins no
phrase costs one look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from tradenlp.extract.goods.lexicon import Goods, expand_hs, read_goods, read_words
from tradenlp.extract.goods.number import both_numbers

Tree = dict[Any, Any]
"""token hash -> subtree; the key LEAF holds the Phrase that ends here"""
LEAF = "leaf"
_PLAIN = re.compile(r"[a-z]+(?:[ -][a-z]+)*\Z")
_PIECE = re.compile(r"[a-z]+|-")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the lexicon, ready for matching; `goods_id` is empty for an idiom that is no goods."""

    goods_id: str
    hs: tuple[str, ...]
    acronyms: tuple[tuple[int, str], ...] = ()
    """place and spelling of tokens that count only as written ("DRAM", "EV")"""
    cued: bool = False
    noun: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `start` to `end` (exclusive) hold `phrase`."""

    start: int
    end: int
    phrase: Phrase


def build_tree(nlp: Language) -> Tree:
    """The tree of all phrases and idioms, in both numbers, with hyphens and with spaces."""
    tree: Tree = {}
    for entry in read_goods():
        hs = expand_hs(entry.hs)
        for phrase in entry.phrases:
            for form in _forms(entry, phrase):
                _plant(tree, nlp, form, _phrase(nlp, entry, hs, phrase, form))
    for idiom in read_words()["idioms"].words:
        _plant(tree, nlp, idiom, Phrase("", ()))
    return tree


def _forms(entry: Goods, phrase: str) -> Iterator[str]:
    forms = (phrase,) if phrase in entry.nouns or phrase in entry.fixed else both_numbers(phrase)
    for form in forms:
        yield form
        if "-" in form:
            yield form.replace("-", " ")
        elif " " in form:
            yield form.replace(" ", "-", 1)  # before a noun: rare-earth exports, electric-vehicle makers


def _phrase(nlp: Language, entry: Goods, hs: tuple[str, ...], phrase: str, form: str) -> Phrase:
    # the other number of an acronym keeps its capitals: "EVs" -> "EV"
    acronyms = tuple((n, word) for n, word in enumerate(_split(nlp, form)) if sum(c.isupper() for c in word) > 1)
    return Phrase(entry.id, hs, acronyms, phrase in entry.cued, phrase in entry.nouns)


def _split(nlp: Language, text: str) -> list[str]:
    # the tokenizer takes words and hyphens apart in this way; it is asked only where a phrase holds more than these
    return _PIECE.findall(text) if _PLAIN.match(text) else [token.text for token in nlp.make_doc(text)]


def _plant(tree: Tree, nlp: Language, text: str, phrase: Phrase) -> None:
    node = tree
    for word in _split(nlp, text):
        node = node.setdefault(nlp.vocab.strings[word.lower()], {})
    node.setdefault(LEAF, phrase)


def longest(tree: Tree, keys: Sequence[int]) -> Iterator[Match]:
    """The longest phrase at each place of `keys` (LOWER of each token), left to right, without overlap."""
    place, last = 0, len(keys)
    while place < last:
        node = tree.get(keys[place])
        if node is None:
            place += 1
            continue
        match, ahead = None, place + 1
        while node is not None:
            if LEAF in node:
                match = Match(place, ahead, node[LEAF])
            node = node.get(keys[ahead]) if ahead < last else None
            ahead += 1
        if match:
            yield match
        place = match.end if match else place + 1
