"""Headlines in Capitals and in CAPITALS: read by the model as if they were printed like the text below them.

Old wires print their titles in capitals ("CHILE TO RAISE SHOE DUTIES FRIDAY"), American papers begin each word
with one ("Bush Slaps Tariffs on Steel Imports"), and the small model takes most such words for names. Tagger, parser
and recogniser are given these lines in the letters that the rest of the article has for the same words, and the
registry for states; all other words in small letters. What they find is then brought back to the document as it was
printed, so that facts keep the words of the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, NORM, TAG
from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract.actors.registry import registry
from tradenlp.extract.headline_verbs import plain_verbs
from tradenlp.extract.names import CALENDAR, STATES

FEWEST = 3
"""words in capitals that make a headline"""
LONGEST = 40
"""tokens of a headline"""
LONG_WORD = 5
"""letters of a word that no style of headlines leaves in small letters"""
NO_HEADLINE_ENDS = (".", ";", ",", ":")
"""signs at the end of a sentence, of an item of a list, of what leads to one"""
FEWEST_SMALL = 2
"""words that the text has in small letters, without which a line in Capitals may be names alone"""
STOPPED = frozenset({"U.S.", "U.K.", "U.N.", "U.S.S.R.", "E.C."})
"""abbreviations behind which old wires take the next word for the first of a sentence"""
GRAMMAR = frozenset(
    "is are was were has have had will would could should may might can and or but to in on of by for with from at as "
    "that which who not said says into against after before if because while since until over under about".split()
)
PRINTED = "trade_printed"
"""where the words as printed are kept until they come back"""
AMBIGUOUS = frozenset({"may", "march"})
"""months that are other words too, unless a number stands beside them"""
WRITTEN = frozenset({"name", "alias", "abbreviation", "adjective", "seat", "former"})
"""forms of a state's name that are written with capitals"""
PLAIN_WORDS = frozenset({"who", "car", "tim", "spa", "doc"})
"""abbreviations that are words too"""
READ = [NORM, TAG, HEAD, DEP, ENT_IOB, ENT_TYPE]


def trade_capitals(doc: Doc) -> Doc:
    """The document with a headline in capitals told in the letters of its text, and with plain verbs for those that
    look like nouns; itself where nothing is told otherwise.
    """
    printed = [token.text for token in doc]
    words = _in_small(doc, printed)
    for at, verb in plain_verbs(words).items():
        words[at] = verb
    for at, word in _behind_stops(words):
        words[at] = word
    if words == printed:
        return doc
    starts: list[bool | int | None] = [bool(token.is_sent_start) or None for token in doc]
    read = Doc(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc], sent_starts=starts)
    norms = doc.to_array([NORM])
    return _carried(doc, _with(read, [NORM], norms, printed), {PRINTED: printed})


def _in_small(doc: Doc, printed: Sequence[str]) -> list[str]:
    """The words with those of a headline in capitals in the letters of the text."""
    line = _first_line(doc)
    all_capitals = _in_capitals(line)
    if not all_capitals and not _begun_with_capitals(line):
        return [*printed]
    told = _forms(printed[len(line) :])
    if not all_capitals and not _has_small(line, told):
        return [*printed]
    return [*recased(line, told), *printed[len(line) :]]


def _behind_stops(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The words that old wires begin with a capital because an abbreviation before them ends in a stop: "U.S. Is".

    Only those that begin no name: words of grammar, and those that the text itself has in small letters.
    """
    behind = [at + 1 for at, word in enumerate(words[:-1]) if word in STOPPED and words[at + 1].istitle()]
    if not behind:
        return
    told = _forms([word for at, word in enumerate(words) if at not in behind])
    for at in behind:
        low = words[at].lower()
        if low in GRAMMAR or told.get(low, words[at]) == low:
            yield at, low


def _with(doc: Doc, attributes: Sequence[int], values: Any, before: Sequence[str]) -> Doc:
    """The document with what another one of `before` has told of its words, but for the norms of other words."""
    values = values.reshape(len(doc), len(attributes)).copy()
    for token in doc:
        if token.lower_ != before[token.i].lower():
            values[token.i, 0] = doc.vocab[token.text].norm
    return doc.from_array([*attributes], cast(Any, values if len(attributes) > 1 else values[:, 0]))


def trade_printed(doc: Doc) -> Doc:
    """The document as it was printed, with what the model found; itself where nothing was told otherwise."""
    words = doc.user_data.get(PRINTED)
    if words is None:
        return doc
    printed = Doc(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc])
    read = [token.text for token in doc]
    return _carried(doc, _with(printed, READ, doc.to_array(READ), read), {PRINTED: None})


def recased(words: Sequence[str], told: Mapping[str, str]) -> list[str]:
    """A line in capitals in ordinary letters: as `told` by the small word, as states are written, else small."""
    low = [word.lower() for word in words]
    cased = [_cased(words, low, told, at) for at in range(len(words))]
    for at in range(len(words)):
        for name in _written().get(low[at], ()):
            if tuple(low[at : at + len(name)]) == tuple(part.lower() for part in name):
                cased[at : at + len(name)] = name
                break
    first = next((at for at, word in enumerate(cased) if word[:1].isalpha()), None)
    if first is not None:
        cased[first] = cased[first][0].upper() + cased[first][1:]
    return cased


def _cased(words: Sequence[str], low: Sequence[str], told: Mapping[str, str], at: int) -> str:
    word = words[at]
    if len(low[at]) != len(word) or "." in word or any(sign.isdigit() for sign in word):
        return word
    if low[at] in CALENDAR:
        beside = "".join(words[max(0, at - 1) : at + 2])
        month = low[at] not in AMBIGUOUS or any(sign.isdigit() for sign in beside)
        return word.capitalize() if month else low[at]
    return told.get(low[at], low[at])


def _first_line(doc: Doc) -> list[str]:
    """The words before the first line break, the title where there is one; none of a line too long for a headline."""
    line: list[str] = []
    for token in doc:
        if "\n" in token.text:
            return line
        if len(line) == LONGEST:
            return []
        line.append(token.text)
    return line


def _in_capitals(line: Sequence[str]) -> bool:
    letters = [word for word in line if any(sign.isalpha() for sign in word)]
    return sum(len(word) > 1 for word in letters) >= FEWEST and all(word == word.upper() for word in letters)


def _begun_with_capitals(line: Sequence[str]) -> bool:
    """Whether all longer words of a line that is no sentence begin with a capital."""
    if not line or line[-1] in NO_HEADLINE_ENDS:
        return False
    long = [word for word in line if len(word) >= LONG_WORD and word.isalpha()]
    return len(long) >= FEWEST and all(word[0].isupper() for word in long)


def _has_small(line: Sequence[str], told: Mapping[str, str]) -> bool:
    """Whether the text has words of the line in small letters: a line of names alone is left as it is."""
    return sum(told.get(word.lower(), word).islower() and len(word) >= LONG_WORD for word in line) >= FEWEST_SMALL


def _forms(words: Sequence[str]) -> dict[str, str]:
    """How the text writes each word where it begins no sentence."""
    seen: dict[str, Counter[str]] = {}
    begins = True
    for word in words:
        if word.isalpha() and not begins:
            seen.setdefault(word.lower(), Counter())[word] += 1
        begins = "\n" in word or word in (".", "?", "!", '"', "“", ":") or (begins and not word.isalpha())
    return {low: forms.most_common(1)[0][0] for low, forms in seen.items()}


@cache
def _written() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Names of states and blocs and anybody's abbreviations, in words, by the first in small letters; longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for entry in registry().entries.values():
        for name in entry.names():
            by_letters = name.form == "abbreviation" and len(name.text) > 2 and name.text.lower() not in PLAIN_WORDS
            if name.text[:1].isupper() and (by_letters or (entry.kind in STATES and name.form in WRITTEN)):
                words = tuple(name.text.split())
                found.setdefault(words[0].lower(), set()).add(words)
    return {first: sorted(names, key=lambda name: (-len(name), name)) for first, names in found.items()}


def _carried(doc: Doc, other: Doc, changed: Mapping[str, object]) -> Doc:
    """The other document with all that was left on the first."""
    other.user_data = {**doc.user_data, **changed}
    other._context = doc._context  # what `nlp.pipe(…, as_tuples=True)` gives back with the document
    return other


@Language.factory("trade_capitals", requires=["token.is_sent_start"])
def make_capitals(nlp: Language, name: str) -> object:
    """The spaCy component that stands before the model; it has no settings."""
    return trade_capitals


@Language.factory("trade_printed", assigns=["token.tag", "token.head", "token.dep", "doc.ents"])
def make_printed(nlp: Language, name: str) -> object:
    """The spaCy component that stands after the model; it has no settings."""
    return trade_printed
