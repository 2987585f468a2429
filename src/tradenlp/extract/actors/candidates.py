"""Names that the registry may lack: what the statistical model marked, and what titles and name heads point at.

A candidate is a run of words that may name a person or a body. What the model marked is cut to the bare name
(no article, title, possessive, bracket or second line). Title words and strong heads (`Inc.`, `Association`)
find names of their own, so that a blank pipeline and a model's miss still give the plain cases.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from tradenlp.extract.actors.index import Words
from tradenlp.extract.actors.layout import Layout
from tradenlp.extract.actors.lexicons import Lexicons

LABELS = frozenset(["PERSON", "ORG", "GPE", "NORP", "PRODUCT", "FAC", "WORK_OF_ART", "EVENT", "LAW", "LOC"])
LONGEST_PERSON, LONGEST_BODY = 5, 12
_JOIN = re.compile(r"(?: |-|‑|–|'|’|\. ?|/| & |\n)$")
_BODY_JOINS = (" ", " & ", "-", "\n", " \n")
_PERSON_JOIN = re.compile(r"(?:[ \u00a0]|-|‑|'|’|\. ?|\n)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words, `first` to `last` inclusive, that may be a name."""

    first: int
    last: int
    label: str
    """what it is thought to be: a label of the model, PERSON after a title, ORG by its head"""
    sure: bool = False
    """found by a title or a strong head, not by the model alone"""
    titled: bool = False
    heading: bool = False


def find_candidates(doc: Doc, words: Words, layout: Layout, lexicon: Lexicons) -> list[Candidate]:
    """All candidates outside datelines and credits, by position, longer ones first."""
    found = [*_marked(doc, words, lexicon), *_titled(words, lexicon), *_headed(words, lexicon)]
    placed = (
        replace(one, heading=layout.in_heading(words.starts[one.first]))
        for one in found
        if not layout.is_silent(words.starts[one.first])
    )
    return sorted(placed, key=lambda one: (one.first, -one.last, not one.sure))


def _marked(doc: Doc, words: Words, lexicon: Lexicons) -> Iterator[Candidate]:
    for span in doc.ents:
        if span.label_ not in LABELS:
            continue
        first = bisect_left(words.starts, span.start_char)
        last = bisect_left(words.starts, span.end_char) - 1
        bare = bare_name(words, first, last, span.label_ == "PERSON", lexicon)
        if bare is not None:
            titled = bare[0] > 0 and words.folded[bare[0] - 1] in lexicon.titles
            yield Candidate(*bare, span.label_, titled=titled)


def bare_name(words: Words, first: int, last: int, person: bool, lexicon: Lexicons) -> tuple[int, int] | None:
    """The first and last word of the bare name in a run: no article, title, possessive, bracket, second line."""
    while first <= last and (_is_low(words, first) or words.folded[first] in ("the", "a", "an")):
        if person and words.folded[first] in ("al", "el", "de", "van", "von", "bin", "da", "di"):
            break
        first += 1
    while person and first < last and words.folded[first] in lexicon.titles:
        first += 1
    end = first
    while end < last and _joined(words, end, person) and not _possessive(words, end + 1):
        end += 1
    while end > first and _is_low(words, end):
        end -= 1
    return (first, end) if first <= end else None


def _joined(words: Words, number: int, person: bool) -> bool:
    gap = words.gap(number)
    if (_PERSON_JOIN if person else _JOIN).match(gap):
        return not ("." in gap and len(words.folded[number]) > 3)
    return gap == ", " and words.folded[number + 1] in ("inc", "ltd", "llc", "llp", "lp", "plc")


def _possessive(words: Words, number: int) -> bool:
    return words.folded[number] == "s" and words.gap(number - 1) in ("'", "’") and words.raw(number) == "s"


def _is_low(words: Words, number: int) -> bool:
    return words.text[words.starts[number]].islower()


def is_capital(words: Words, number: int) -> bool:
    """Whether a word begins with a capital (or a digit inside a name such as `3M`)."""
    return words.text[words.starts[number]].isupper()


def _titled(words: Words, lexicon: Lexicons) -> Iterator[Candidate]:
    """Capitalised words after a title: `Trade minister Ilka Tarkovic`."""
    titles, openers, count = lexicon.titles, lexicon.cues["opener"], len(words.folded)
    for number, word in enumerate(words.folded):
        if word not in titles or number + 1 >= count or words.gap(number) not in (" ", ". ", "\n"):
            continue
        first = number + 1
        if not is_capital(words, first) or words.folded[first] in titles or words.folded[first] in openers:
            continue
        last = first
        while last + 1 < count and last - first + 1 < LONGEST_PERSON and _continues(words, last, lexicon):
            last += 1
        while last > first and not is_capital(words, last):
            last -= 1
        yield Candidate(first, last, "PERSON", sure=True, titled=True)


def _continues(words: Words, number: int, lexicon: Lexicons) -> bool:
    gap = words.gap(number)
    if not _PERSON_JOIN.match(gap) or ("." in gap and len(words.folded[number]) > 2):
        return False
    following = number + 1
    particle = words.folded[following] in lexicon.cues["particle"] and gap not in ("'", "’")
    return particle or is_capital(words, following)


def _headed(words: Words, lexicon: Lexicons) -> Iterator[Candidate]:
    """Capitalised words around a strong head: `Norwegian Salmon Growers Association`, `Bureau of Mines`."""
    heads, openers = lexicon.heads, lexicon.cues["opener"]
    for number, word in enumerate(words.folded):
        head = heads.get(word)
        if head is None or not head.strong or not is_capital(words, number):
            continue
        first = _leftmost(words, number, openers)
        last = _rightmost(words, number, lexicon.cues["connector"]) if head.place == "head" else number
        if last > first:
            yield Candidate(first, last, "ORG", sure=True)


def _leftmost(words: Words, head: int, openers: frozenset[str]) -> int:
    first = number = head
    while number > 0 and head - number < LONGEST_BODY:
        gap, before = words.gap(number - 1), words.folded[number - 1]
        if not _JOIN.match(gap) or "\n" in gap or ("." in gap and len(before) > 2):
            break
        number -= 1
        if is_capital(words, number) and before not in openers:
            first = number
        elif before not in ("of", "and", "for") or not _is_low(words, number):
            break
    return first


def _rightmost(words: Words, head: int, connectors: frozenset[str]) -> int:
    """`Bureau of Mines and Quarries`: on over connectors to the last capitalised word; an embassy is "in" a state."""
    count = len(words.folded)
    last = number = head
    if words.folded[head] in ("embassy", "consulate"):
        connectors = frozenset(["in", "to", "the"])
    while number + 1 < count and number - head < LONGEST_BODY and words.gap(number) in _BODY_JOINS:
        number += 1
        word, beside = words.folded[number], number == head + 1
        if is_capital(words, number):
            if beside:
                break
            last = number
        elif word not in connectors or (beside and word in ("and", "the")):
            break
    return last
