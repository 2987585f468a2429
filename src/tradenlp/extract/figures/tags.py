"""One coarse part of speech per lexeme: from spaCy's tagger where it ran, else from closed classes and endings.

N noun, J adjective, V finite verb or infinitive, G -ing form, P past participle, X auxiliary or modal, D determiner,
I preposition, T "to", C coordination, W wh-word or "that", R adverb, O pronoun, S possessive, M number, H hyphen,
"." sign.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from spacy.attrs import IDX, TAG
from spacy.tokens import Doc

from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.deeds import deed_verbs
from tradenlp.extract.figures.lexemes import NUMBER, WORD, Lexeme

_FROM_TAG = {
    "NN": "N", "NNS": "N", "NNP": "N", "NNPS": "N", "JJ": "J", "JJR": "J", "JJS": "J", "AFX": "J", "VB": "V",
    "VBD": "V", "VBP": "V", "VBZ": "V", "VBG": "G", "VBN": "P", "MD": "X", "DT": "D", "PDT": "D", "PRP$": "D",
    "WP$": "D", "IN": "I", "TO": "T", "CC": "C", "WDT": "W", "WP": "W", "WRB": "W", "RB": "R", "RBR": "R",
    "RBS": "R", "RP": "R", "PRP": "O", "EX": "O", "POS": "S", "CD": "M", "HYPH": "H", "UH": "R", "FW": "N",
    "$": ".",
}  # fmt: skip
_CLOSED = {
    "D": "a an the this that these those its their his her our your my every each any no some all both another",
    "I": (
        "of in on at from for by with about against between among under over during since until after before "
        "into through across within worth via per as than like towards toward amid despite without including "
        "excluding because if above below"
    ),
    "T": "to",
    "C": "and or but nor & plus",
    "W": "which who whom whose what when where while whereas although though how why whether",
    "X": (
        "is are was were be been being am has have had having do does did will would shall should may might "
        "can could must 's"
    ),
    "O": "it they he she we you i them him us me there itself themselves",
    "R": (
        "not also still now then here already yet so more most less least only just even too very again once "
        "ever never soon later up down off out year-on-year meanwhile however overall roughly nearly almost "
        "about respectively"
    ),
    "V": (
        "said says say reported told announced announces decided plans planned plan agreed impose imposed "
        "imposes wants want threatened proposed include includes included covers cover account accounts "
        "accounted make makes made remain remains remained stand stands stood see saw seen came come comes "
        "went go goes gave give gives took take takes show shows showed buy bought sell sold export exported "
        "face faces faced pay pays paid used get gets got put set expects expected became become becomes "
        "began begin hit reached totalled totaled averaged cost costs left meant means held hold holds kept "
        "keep ordered called call calls killed sent"
    ),
}
_SCALES = frozenset("mln bln trln bn mn million billion trillion crore lakh".split())
_OVER = frozenset(("year", "month", "quarter", "week"))
_PARTICLES_OF_NAMES = frozenset(("de", "del", "von", "van"))
_APOSTROPHES = frozenset("'’")
_WORDS = {word: tag for tag, words in _CLOSED.items() for word in words.split()}
_AUXILIARIES = frozenset(_CLOSED["X"].split()) - {"'s"}


class Tagger:
    """Tags the lexemes of one document."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts: list[int] = []
        self._tags: list[str] = []
        ids = doc.to_array([IDX, TAG])
        if ids[:, 1].any():
            strings = doc.vocab.strings
            self._starts = ids[:, 0].tolist()
            names: dict[Any, str] = {tag: _FROM_TAG.get(strings[tag], ".") for tag in set(ids[:, 1].tolist())}
            self._tags = [names[tag] for tag in ids[:, 1].tolist()]

    def tags(self, lexemes: list[Lexeme]) -> list[str]:
        """One tag per lexeme."""
        found = [self._tag(lexeme) for lexeme in lexemes] if self._starts else _guess(lexemes)
        self._names(lexemes, found)
        for i, lexeme in enumerate(lexemes):
            if lexeme.low in _OVER and [x.low for x in lexemes[i + 1 : i + 5]] == ["-", "on", "-", lexeme.low]:
                found[i : i + 5] = "JHJHJ"
        for i in range(1, len(lexemes)):
            if found[i] == "H" and i + 1 < len(lexemes) and _stands_alone(lexemes, i):
                found[i] = "."
            if lexemes[i].text in _APOSTROPHES and found[i - 1] == "N" and _owns(lexemes[i - 1], lexemes[i]):
                found[i] = "S"
        return found

    def _tag(self, lexeme: Lexeme) -> str:
        if lexeme.kind == NUMBER:
            return "M"
        if lexeme.kind != WORD:
            return "H" if lexeme.text in "-‑" else ("C" if lexeme.text == "&" else ".")
        low = lexeme.low
        if low in _AUXILIARIES:
            return "X"
        if low == "to":
            return "T"
        if low == "worth":
            return "I"
        if low in ("stays", "remains", "stands", "faces"):
            return "V"
        if low in _SCALES:
            return "M"
        if low in _PARTICLES_OF_NAMES:
            return "N"
        tag = self._tags[bisect_right(self._starts, lexeme.start) - 1]
        if tag in ".M" or (tag == "I" and low in ("that", "while", "whereas", "although", "though")):
            return _WORDS.get(low, "N") if tag != "M" else "M"
        return tag

    def _names(self, lexemes: list[Lexeme], tags: list[str]) -> None:
        """Capitalised words within a sentence that were taken for adverbs: `18 percent for Geely`."""
        for i in range(1, len(lexemes)):
            inner = lexemes[i - 1].kind == WORD and lexemes[i].text[0].isupper() and lexemes[i].text[1:].islower()
            if tags[i] == "R" and inner and lexemes[i].low not in _WORDS:
                tags[i] = "N"


def _stands_alone(lexemes: list[Lexeme], i: int) -> bool:
    """Whether a hyphen has blanks around it: a dash."""
    return lexemes[i - 1].end < lexemes[i].start and lexemes[i].end < lexemes[i + 1].start


def _owns(noun: Lexeme, sign: Lexeme) -> bool:
    """An apostrophe right behind a plural: `the growers' share`."""
    return noun.end == sign.start and noun.low.endswith("s")


def _guess(lexemes: list[Lexeme]) -> list[str]:
    tags: list[str] = []
    for i, lexeme in enumerate(lexemes):
        tags.append(_guessed(lexemes, i, lexeme, tags))
    return tags


def _guessed(lexemes: list[Lexeme], i: int, lexeme: Lexeme, tags: list[str]) -> str:
    low = lexeme.low
    if lexeme.kind == NUMBER:
        return "M"
    if lexeme.kind != WORD:
        return "H" if lexeme.text in "-‑" else ("C" if lexeme.text == "&" else ".")
    before = tags[-1] if tags else ""
    if low in ("'s", "’s"):
        return "S"
    if low in _WORDS:
        return _WORDS[low]
    if low in deed_verbs() and low not in _NOUNS_TOO and before in ("N", "O", "X", "T", "R"):
        return "V"
    if (changed := _change_verb(lexeme, before)) is not None:
        return changed
    if low.endswith("ly"):
        return "R"
    if low.endswith("ing") and len(low) > 4 and before != "D":
        return "G"
    if low.endswith("ed") and len(low) > 4:
        followed = i + 1 < len(lexemes) and lexemes[i + 1].low in ("by", "in", "on", "from", "to")
        return "P" if followed or before in ("X", "D", "J") else "V"
    return "N"


def _change_verb(lexeme: Lexeme, before: str) -> str | None:
    """The tag of a word of change that is a verb after a word with the tag `before`, or None."""
    low = lexeme.low
    if low not in change_words().verbs or before in ("D", "J", "S") or lexeme.text.isupper():
        return None
    if low.endswith("ing"):
        return "G"
    if before == "I":
        return None
    if before == "X" and low.endswith("ed"):
        return "P"
    return "V" if before in ("N", "T", "X", "R", "O", ".", "", "C", "W") and not _noun_here(low, before) else "N"


_NOUNS_TOO = frozenset(
    (
        "cost costs loan grant grants offer offers fine fines pledge pledges order orders import imports export "
        "exports purchase purchases ship ships produce raise raises yield save bid "
        "hold control process processes target targets mine mines run support"
    ).split()
)


def _noun_here(low: str, before: str) -> bool:
    return (
        low in change_words().nouns
        and before in (".", "", "C", "N")
        and not low.endswith(("ed", "ell", "ew", "ose", "s"))
    )
