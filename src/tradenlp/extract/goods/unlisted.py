"""Goods that the lexicon does not name, where the sentence says that they are traded: "duties on ceramic pot stills".

They are read only where part-of-speech tags are set (Penn Treebank tags, as spaCy's English pipelines give them), and
only after a word of trade with "of" or "on", so that the cost stays with the few places where one stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from tradenlp.extract.goods.reading import Reader

GOODS_ID = "unlisted"
_NOUNS = frozenset(["NN", "NNS"])
_BEFORE_NOUNS = frozenset(["JJ", "HYPH", "VBN", *_NOUNS])
_LONGEST = 6
_NEXT_QUANTITY = 2
"""tokens behind "billions of" in which "dollars of" or "dollars worth of" follows"""
_SKIPPED = frozenset(["the", "all", "some", "certain", "any", "most", "these", "those", "its", "their", "such"])


def unlisted(reader: Reader, doc: Doc, keys: list[int], taken: set[int]) -> Iterator[tuple[int, int]]:
    """First token and end (exclusive) of each such phrase that touches none of the tokens `taken`, in text order."""
    if not doc.has_annotation("TAG"):
        return
    for place, key in enumerate(keys):
        if key in reader.traded and (begin := _after_link(reader, doc, place + 1)):
            end = _noun_phrase(doc, begin)
            if end > begin and _is_goods(reader, doc, begin, end) and taken.isdisjoint(range(begin, end)):
                yield begin, end


def _after_link(reader: Reader, doc: Doc, place: int) -> int | None:
    """The token after "of" or "on" and words of quantity ("imports of 3 million tonnes of"); None where none stands."""
    if place + 1 >= len(doc) or doc[place].lower_ not in ("of", "on"):
        return None
    begin = _past_quantities(reader, doc, place + 1)
    while begin < len(doc) and (doc[begin].lower_ in _SKIPPED or doc[begin].tag_ == "NNP" or _of_state(doc, begin)):
        begin += 1
    return begin if begin < len(doc) else None


def _past_quantities(reader: Reader, doc: Doc, begin: int) -> int:
    """The token after "300 tonnes of", "billions of dollars worth of", one measure within another."""
    reach = _LONGEST
    while found := next(
        (
            ahead + 2
            for ahead in range(begin, min(len(doc) - 1, begin + reach))
            if doc[ahead].lower_ in reader.quantities and doc[ahead + 1].lower_ == "of"
        ),
        None,
    ):
        begin, reach = found, _NEXT_QUANTITY
    return begin


def _of_state(doc: Doc, place: int) -> bool:
    """An adjective of origin ("Chinese") or a possessive: no part of the goods."""
    return doc[place].tag_ == "POS" or (doc[place].tag_.startswith("JJ") and doc[place].text[0].isupper())


def _noun_phrase(doc: Doc, begin: int) -> int:
    end = begin
    while end < min(len(doc), begin + _LONGEST) and doc[end].tag_ in _BEFORE_NOUNS and not doc[end].is_space:
        end += 1
    while end > begin and doc[end - 1].tag_ not in _NOUNS:
        end -= 1
    return end


def _is_goods(reader: Reader, doc: Doc, begin: int, end: int) -> bool:
    words = [doc[place].lower_ for place in range(begin, end)]
    return words[-1] not in reader.not_goods and len(words[-1]) > 2 and not reader.money.intersection(words)
