"""Goods named by their value alone: "$200 billion worth of Chinese goods", "products worth 50 billion euros"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from tradenlp.extract.goods.reading import Reader

GOODS_ID = "goods-by-value"
_REACH = 9
"""tokens on either side of the noun that are looked at"""
_LINKS = ("of", "in")
_BRACKETS = ("(", ")")
"""around the same sum in another currency"""
_LAID = ("on", "against", "upon")
"""before goods that a charge is laid on"""


def by_value(reader: Reader, doc: Doc, keys: list[int]) -> Iterator[tuple[int, int]]:
    """First token and end (exclusive) of each such phrase, in text order."""
    for place, key in enumerate(keys):
        if key not in reader.sums:
            continue
        start, end = _value_before(reader, doc, place), _value_after(reader, doc, place + 1)
        if start < place and start != _first_word(doc, place):
            yield start, place + 1
        elif end > place + 1:
            yield _first_word(doc, place), end


def _first_word(doc: Doc, place: int) -> int:
    """The adjective of origin before the noun, where there is one ("Chinese goods")."""
    return place - 1 if place and doc[place - 1].text[0].isupper() and doc[place - 1].is_alpha else place


def _value_before(reader: Reader, doc: Doc, place: int) -> int:
    link = next((n for n in range(place - 1, max(-1, place - 6), -1) if doc[n].lower_ in _LINKS), None)
    between = range(link, place) if link is not None else range(0)
    if link is None or any(doc[n].is_punct or doc[n].is_space or doc[n].lower_ in _LAID for n in between):
        return place  # "$3 billion worth of tariffs on goods" is the worth of the tariffs
    start = link
    while start > max(0, link - _REACH) and (_of_value(reader, doc, start - 1) or doc[start - 1].text in _BRACKETS):
        start -= 1
    while start < link and (doc[start].lower_ in reader.hedges or doc[start].text in _BRACKETS):
        start += 1
    return start if _amount(reader, doc, start, link) else place


def _value_after(reader: Reader, doc: Doc, end: int) -> int:
    worth = next((n for n in range(end, min(len(doc), end + 4)) if doc[n].lower_ in ("worth", "valued")), None)
    if worth is None:
        return end
    last = worth + 1
    while last < min(len(doc), worth + _REACH) and (_of_value(reader, doc, last) or doc[last].lower_ == "at"):
        last += 1
    return last if _amount(reader, doc, worth, last) else end


def _of_value(reader: Reader, doc: Doc, place: int) -> bool:
    token = doc[place]
    return token.is_currency or token.text[0].isdigit() or token.lower_ in reader.value_words


def _amount(reader: Reader, doc: Doc, start: int, end: int) -> bool:
    money = any(doc[n].is_currency or doc[n].lower_ in reader.money or "$" in doc[n].text for n in range(start, end))
    return money and any(char.isdigit() for n in range(start, end) for char in doc[n].text)
