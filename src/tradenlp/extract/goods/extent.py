"""How far a phrase of goods reaches: its modifiers on the left, its closing nouns on the right.

All functions look at a bounded number of tokens, so that the cost per phrase is constant.
"""

from __future__ import annotations

from spacy.tokens import Doc

from tradenlp.extract.goods.reading import Reader

_JOINS = frozenset(["and", "or", "&"])
_MOST_MODIFIERS = 5
_MOST_HEADS = 3
_LEGAL_REACH = 14
"""tokens of a clause such as "whether or not assembled into modules" """


def reach_left(reader: Reader, doc: Doc, start: int) -> int:
    """The first token of the phrase with its modifiers: "imported steel", "fresh, chilled or frozen beef"."""
    for _ in range(_MOST_MODIFIERS):
        wider = _one_modifier(reader, doc, start)
        if wider == start:
            wider = _coordinated_modifier(reader, doc, start)
        if wider == start:
            break
        start = wider
    return start


def _one_modifier(reader: Reader, doc: Doc, start: int) -> int:
    if start == 0:
        return start
    word = doc[start - 1].lower_
    if word in reader.modifiers or ("-" in word and word.rpartition("-")[2] in reader.made):
        return start - 1
    if start > 1 and word == "-" and doc[start - 2].lower_ == "non":
        return start - 2
    if start > 2 and doc[start - 2].text == "-":
        compound = f"{doc[start - 3].lower_}-{word}"
        if compound in reader.modifiers or (
            word in reader.made and doc[start - 3].is_alpha | ("." in doc[start - 3].text)
        ):
            return start - 3
    return start


def _coordinated_modifier(reader: Reader, doc: Doc, start: int) -> int:
    """`fresh, chilled or` before `frozen beef`: a phrase that begins with a modifier may have another joined to it."""
    if start < 2 or not _modifies(reader, doc, start):
        return start
    link = start - 1
    if doc[link].lower_ not in _JOINS and not (doc[link].text == "," and _joined_later(doc, start)):
        return start
    if doc[link - 1].text == ",":
        link -= 1
    if link and _modifies(reader, doc, link - 1) and doc[link - 1].text.islower():
        return link - 1
    return start


def _joined_later(doc: Doc, start: int) -> bool:
    """Whether "or" or "and" follows a modifier, so that the comma before it is that of a list of modifiers."""
    return start + 1 < len(doc) and doc[start + 1].lower_ in _JOINS


def _modifies(reader: Reader, doc: Doc, place: int) -> bool:
    return doc[place].lower_ in reader.modifiers or doc[place].lower_ in reader.states


def reach_right(reader: Reader, doc: Doc, end: int) -> int:
    """The end of the phrase with its closing nouns: "copper products", "rare earth processing technology"."""
    end = _past_makings(reader, doc, end)
    for _ in range(_MOST_HEADS):
        wider = _one_head(reader, doc, end)
        if wider == end:
            break
        end = wider
    return _past_legal_clause(doc, end)


def _one_head(reader: Reader, doc: Doc, end: int) -> int:
    if end < len(doc) and doc[end].lower_ in reader.heads:
        return end + 1
    if end + 2 < len(doc) and doc[end].lower_ == "by" and doc[end + 1].text == "-":
        return end + 3 if doc[end + 2].lower_.startswith("product") else end
    working = end + 1 < len(doc) and doc[end].lower_ in reader.workings and doc[end + 1].lower_ in reader.heads
    return end + 2 if working else end


def _past_makings(reader: Reader, doc: Doc, end: int) -> int:
    """`-intensive derivative products` after `copper`: only with the noun that closes it."""
    if end + 3 > len(doc) or doc[end].text != "-" or doc[end + 1].lower_ not in reader.made:
        return end
    after = end + 2
    while after < len(doc) and doc[after].lower_ in reader.heads:
        after += 1
    return after if after > end + 2 else end


def _past_legal_clause(doc: Doc, end: int) -> int:
    """`, whether or not assembled into modules`, as schedules of tariffs say it, up to the comma that ends it."""
    after = end + 1 if end < len(doc) and doc[end].text == "," else end
    if [token.lower_ for token in doc[after : after + 3]] != ["whether", "or", "not"]:
        return end
    last = after + 3
    while last < min(len(doc), after + _LEGAL_REACH) and doc[last].text not in (",", ".", ";", "(", ")", "\n"):
        last += 1
    return last if last > after + 3 else end
