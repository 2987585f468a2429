"""The spaCy component `trade_goods`: goods and sectors that trade policy names, with their HS codes.

It needs the tokenizer alone; where part-of-speech tags are set, it also finds goods that the lexicon does not name
("duties on ceramic pot stills", id "unlisted"). Two phrases that "and" or "or" joins are one mention ("imported steel
and aluminum"), whose `goods_id` names both ("steel+aluminium"); the parts of a longer list are mentions of their own.
Goods that are named by their value alone ("$200 billion worth of Chinese goods") have the id "goods-by-value".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract.goods.aggregate import GOODS_ID as BY_VALUE
from tradenlp.extract.goods.aggregate import by_value
from tradenlp.extract.goods.extent import reach_left, reach_right
from tradenlp.extract.goods.lists import beside_named
from tradenlp.extract.goods.phrases import Tree, build_tree, longest
from tradenlp.extract.goods.reading import (
    Reader,
    build_reader,
    follows,
    joined,
    listed,
    stands_for_goods,
)
from tradenlp.extract.goods.unlisted import GOODS_ID as UNLISTED
from tradenlp.extract.goods.unlisted import unlisted
from tradenlp.extract.state import put_goods
from tradenlp.facts import GoodsMention
from tradenlp.lexicon import collector_at_rest

LONGEST_COMPOUND = 10
"""tokens"""


@dataclass(frozen=True, slots=True)
class Found:
    """Goods in tokens `start` to `end` (exclusive); `core` is where the phrase itself begins, after its modifiers."""

    start: int
    end: int
    core: int
    ids: tuple[str, ...]
    hs: tuple[str, ...]


class GoodsFinder:
    """Leaves the goods of a document on it."""

    def __init__(self, nlp: Language) -> None:
        with collector_at_rest():
            self.tree: Tree = build_tree(nlp)
            self.reader: Reader = build_reader(nlp)

    def __call__(self, doc: Doc) -> Doc:
        """Find the goods and put them on the document."""
        keys = doc.to_array("LOWER").tolist()
        named = list(_pairs(self.reader, doc, list(_compounds(doc, self._named(doc, keys)))))
        put_goods(doc, [_mention(doc, found) for found in self._with_unnamed(doc, keys, named)])
        return doc

    def _named(self, doc: Doc, keys: list[int]) -> Iterator[Found]:
        last = -1
        for match in longest(self.tree, keys):
            start = reach_left(self.reader, doc, match.start)
            if stands_for_goods(self.reader, doc, keys, match, follows(doc, last, start)):
                last = reach_right(self.reader, doc, match.end)
                yield Found(start, last, match.start, (match.phrase.goods_id,), match.phrase.hs)

    def _with_unnamed(self, doc: Doc, keys: list[int], named: list[Found]) -> list[Found]:
        taken = {place for found in named for place in range(found.start, found.end)}
        sums = [Found(start, end, start, (BY_VALUE,), ()) for start, end in by_value(self.reader, doc, keys)]
        free = [found for found in sums if taken.isdisjoint(range(found.start, found.end))]
        taken.update(place for found in free for place in range(found.start, found.end))
        others = [*self._beside(doc, named, taken), *self._traded(doc, keys, taken)]
        return sorted(named + free + others, key=lambda found: found.start)

    def _beside(self, doc: Doc, named: list[Found], taken: set[int]) -> list[Found]:
        places = beside_named(self.reader, doc, [(found.start, found.end) for found in named])
        items = [
            Found(start, end, start, (UNLISTED,), ()) for start, end in places if taken.isdisjoint(range(start, end))
        ]
        taken.update(place for found in items for place in range(found.start, found.end))
        return items

    def _traded(self, doc: Doc, keys: list[int], taken: set[int]) -> list[Found]:
        return [Found(first, end, first, (UNLISTED,), ()) for first, end in unlisted(self.reader, doc, keys, taken)]


def _compounds(doc: Doc, found: Iterator[Found]) -> Iterator[Found]:
    """One phrase of two: "tractor tyres" are tyres, "tyres for passenger cars" too."""
    before: Found | None = None
    for here in found:
        if before is not None and (whole := _compound(doc, before, here)):
            before = whole
            continue
        if before is not None:
            yield before
        before = here
    if before is not None:
        yield before


def _compound(doc: Doc, left: Found, right: Found) -> Found | None:
    if right.core != right.start or right.end - left.start > LONGEST_COMPOUND:
        return None
    if left.end == right.start and doc[right.start].is_alpha:
        return Found(left.start, right.end, left.core, right.ids, right.hs)
    if left.end + 1 == right.start and doc[left.end].lower_ == "for":
        return Found(left.start, right.end, left.core, left.ids, left.hs)
    return None


def _pairs(reader: Reader, doc: Doc, found: list[Found]) -> Iterator[Found]:
    place = 0
    while place < len(found):
        here = found[place]
        after = found[place + 1] if place + 1 < len(found) else None
        if after and _pair(reader, doc, here, after):
            ids = tuple(dict.fromkeys(here.ids + after.ids))
            yield Found(here.start, after.end, here.core, ids, tuple(dict.fromkeys(here.hs + after.hs)))
            place += 2
        else:
            yield here
            place += 1


def _pair(reader: Reader, doc: Doc, left: Found, right: Found) -> bool:
    hyphenated = right.end < len(doc) and doc[right.end].text == "-"
    return (
        joined(reader, doc, left.end, right.start)
        and right.core == right.start
        and not hyphenated
        and not listed(doc, left.start, right.end)
    )


def _mention(doc: Doc, found: Found) -> GoodsMention:
    span = doc[found.start : found.end]
    return GoodsMention(span.start_char, span.end_char, span.text, "+".join(found.ids), found.hs)


@Language.factory("trade_goods", assigns=["doc._.trade_goods", "doc.spans"])
def make_goods(nlp: Language, name: str) -> GoodsFinder:
    """The component; it has no settings."""
    return GoodsFinder(nlp)
