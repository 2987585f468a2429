"""Whether a phrase stands for goods where it was found.

All functions look at a bounded number of tokens around a match, so that the cost per match is constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from tradenlp.extract.goods.lexicon import read_words
from tradenlp.extract.goods.phrases import Match

WINDOW = 10
"""tokens on either side in which a word of trade is looked for"""
HEADING = 12
"""tokens on either side from which title case is judged"""
_STARTS = frozenset(".!?:;\"'“”‘’`()[]•–—-*|")
_VERBS = frozenset(["VB", "VBD", "VBP", "VBZ"])
"""tags of a finite verb or infinitive: "the duty could lead to", "they steel themselves" """
_NOUNS = frozenset(["NN", "NNS"])
_BEFORE_NOUNS = frozenset(["JJ", "NNP", "NNPS", "POS", "PRP$", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
_JOINS = ("and", "or", "&")


@dataclass(frozen=True, slots=True)
class Reader:
    """The word lists as sets of token hashes (`cues`, `sums`, `traded`) or of lower-case words."""

    cues: frozenset[int]
    noun_signs: frozenset[str]
    modifiers: frozenset[str]
    made: frozenset[str]
    heads: frozenset[str]
    states: frozenset[str]
    workings: frozenset[str]
    tails: frozenset[str]
    offices: frozenset[str]
    speech: frozenset[str]
    sums: frozenset[int]
    money: frozenset[str]
    hedges: frozenset[str]
    value_words: frozenset[str]
    traded: frozenset[int]
    quantities: frozenset[str]
    not_goods: frozenset[str]


def build_reader(nlp: Language) -> Reader:
    """The word lists of `words.toml`."""
    lists = {name: frozenset(words.words) for name, words in read_words().items()}
    cues, sums, traded = (
        frozenset(nlp.vocab.strings[word] for word in lists[name]) for name in ("cues", "sums", "traded")
    )
    return Reader(
        cues=cues,
        noun_signs=lists["noun_signs"],
        modifiers=lists["modifiers"],
        made=lists["made"],
        heads=lists["heads"],
        states=lists["states"],
        workings=lists["workings"],
        tails=lists["name_tails"],
        offices=lists["offices"],
        speech=lists["speech"],
        sums=sums,
        money=lists["money"],
        hedges=lists["hedges"],
        value_words=lists["value_words"] | lists["money"] | lists["hedges"],
        traded=traded,
        quantities=lists["quantities"],
        not_goods=lists["not_goods"],
    )


def stands_for_goods(reader: Reader, doc: Doc, keys: Sequence[int], match: Match, listed: bool) -> bool:
    """Whether the match is spelled as it must be, is no verb and no part of a name, and has its word of trade.

    A match that is `listed` follows other goods after a comma or "and", which does for a word of trade.
    """
    phrase = match.phrase
    if not phrase.goods_id or any(doc[match.start + place].text != word for place, word in phrase.acronyms):
        return False
    if match.end < len(doc) and doc[match.end].lower_ in reader.offices:
        return False
    if phrase.cued and not listed and not _near_cue(reader.cues, keys, match):
        return False
    if match.end == match.start + 1 and doc[match.start].tag_ in _VERBS:
        return False
    if phrase.noun and not (_noun_place(reader, doc, match.start) or _tagged_noun(reader, doc, match)):
        return False
    return not _in_name(reader, doc, match)


def _near_cue(cues: frozenset[int], keys: Sequence[int], match: Match) -> bool:
    before, after = keys[max(0, match.start - WINDOW) : match.start], keys[match.end : match.end + WINDOW]
    return not cues.isdisjoint(before) or not cues.isdisjoint(after)


def _noun_place(reader: Reader, doc: Doc, start: int) -> bool:
    if start == 0:
        return False
    before = doc[start - 1].lower_
    return before in reader.noun_signs or before in reader.modifiers or before in (",", "/", *_JOINS)


def _tagged_noun(reader: Reader, doc: Doc, match: Match) -> bool:
    """ "Argentine beef", "halted beef imports": a noun by its tag, with what goes before nouns or in front of trade."""
    if doc[match.end - 1].tag_ not in _NOUNS:
        return False
    after = doc[match.end] if match.end < len(doc) else None
    if after is not None and after.tag_ in _NOUNS:
        return after.lower in reader.cues or after.lower_ in reader.heads
    return match.start > 0 and doc[match.start - 1].tag_ in _BEFORE_NOUNS


def _in_name(reader: Reader, doc: Doc, match: Match) -> bool:
    first, after = doc[match.start], match.end
    if not first.text[0].isupper() or match.phrase.acronyms:
        return False
    if after < len(doc) and _is_named_by(reader, doc, after):
        return True
    if _title_case(doc, match):
        return False
    return _capital(doc, after) or (not _begins(doc, match.start) and _after_name(doc, match.start))


def _is_named_by(reader: Reader, doc: Doc, after: int) -> bool:
    """Whether the word after a capitalised one makes it a name: "Copper Co.", "Cotton added"."""
    word = doc[after]
    tail = word.text[0].isupper() and word.lower_ in reader.tails
    return tail or (_capital(doc, after - 1) and word.lower_ in reader.speech)


def _after_name(doc: Doc, start: int) -> bool:
    if start > 1 and doc[start - 1].lower_ in ("of", "for", "on", "and"):
        return _capital(doc, start - 2) and not _begins(doc, start - 2)
    return _capital(doc, start - 1)


def _capital(doc: Doc, place: int) -> bool:
    return 0 <= place < len(doc) and doc[place].text[0].isupper()


def _begins(doc: Doc, place: int) -> bool:
    before: Token | None = doc[place - 1] if place else None
    return before is None or before.is_space or (before.text in _STARTS or before.text in ("...", "--", "''", "``"))


def _title_case(doc: Doc, match: Match) -> bool:
    words = [t.text for t in doc[max(0, match.start - HEADING) : match.start] if len(t) > 3 and t.is_alpha]
    words += [t.text for t in doc[match.end : match.end + HEADING] if len(t) > 3 and t.is_alpha]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def follows(doc: Doc, left_end: int, right_start: int) -> bool:
    """Whether a list goes on from one phrase to another: a comma, "and" or "or" (or both) stand between them."""
    between = [token.lower_ for token in doc[left_end:right_start]] if 0 < right_start - left_end < 3 else []
    return bool(between) and all(word in (",", *_JOINS) for word in between)


def joined(reader: Reader, doc: Doc, left_end: int, right_start: int) -> bool:
    """Whether only "and", "or" or "&" stands between two phrases, and the second has no modifier of its own."""
    if right_start != left_end + 1 or doc[left_end].lower_ not in _JOINS:
        return False
    return doc[right_start].lower_ not in reader.modifiers


def listed(doc: Doc, start: int, end: int) -> bool:
    """Whether a phrase stands in a list of three or more: a comma or "and" before it, or a comma and more after it."""
    before = start > 0 and doc[start - 1].lower_ in (",", *_JOINS)
    return before or (end < len(doc) and doc[end].lower_ in _JOINS)
