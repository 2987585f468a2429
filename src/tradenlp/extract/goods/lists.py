"""Goods that the lexicon does not name, in a list with goods that it does: "steel, yogurt, toilet paper and jeans".

They are read only where part-of-speech tags are set, and only beside goods that were found, so that the cost stays
with the lists of goods.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from tradenlp.extract.goods.reading import Reader

_NOUNS = frozenset(["NN", "NNS"])
_BEFORE_NOUNS = frozenset(["JJ", "HYPH", "VBN", *_NOUNS])
_LONGEST = 5
_LINKS = frozenset([",", "and", "or", "&"])
_ENDS = frozenset([",", ".", ";", ")", "and", "or", "from", "to", "will", "would", "are", "were"])


def beside_named(reader: Reader, doc: Doc, named: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """First token and end (exclusive) of each further item of a list in which two items are named goods.

    `named` are the goods found, in text order. An item stands between two of them, or follows two of them.
    """
    if not doc.has_annotation("TAG"):
        return
    starts = {start for start, _ in named}
    for number, (_, end) in enumerate(named):
        after_two = number > 0 and _only_links(doc, named[number - 1][1], named[number][0])
        while (begin := _next_item(doc, end)) is not None and begin not in starts:
            item_end = _noun_phrase(doc, begin)
            if item_end == begin or not _ends_item(doc, item_end) or not _is_goods(reader, doc, begin, item_end):
                break
            following = _next_item(doc, item_end)
            if not after_two and following not in starts:
                break
            yield begin, item_end
            end, after_two = item_end, True


def _only_links(doc: Doc, start: int, end: int) -> bool:
    return 0 < end - start < 3 and all(doc[place].lower_ in _LINKS for place in range(start, end))


def _next_item(doc: Doc, end: int) -> int | None:
    """The token after a comma, "and", or both; None where a list does not go on."""
    place = end
    while place < min(len(doc), end + 2) and doc[place].lower_ in _LINKS:
        place += 1
    return place if end < place < len(doc) else None


def _noun_phrase(doc: Doc, begin: int) -> int:
    end = begin
    while end < min(len(doc), begin + _LONGEST) and doc[end].tag_ in _BEFORE_NOUNS and doc[end].text[0].islower():
        end += 1
    while end > begin and doc[end - 1].tag_ not in _NOUNS:
        end -= 1
    return end


def _ends_item(doc: Doc, end: int) -> bool:
    return end >= len(doc) or doc[end].lower_ in _ENDS or doc[end].is_space


def _is_goods(reader: Reader, doc: Doc, begin: int, end: int) -> bool:
    words = [doc[place].lower_ for place in range(begin, end)]
    last = words[-1]
    return (
        last not in reader.not_goods
        and not reader.money.intersection(words)
        and doc.vocab.strings[last] not in reader.cues
    )
