"""The law, list or programme that a measure stands on, where its sentence names one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.notation import Match, Phrasebook
from tradenlp.extract.view import View
from tradenlp.lexicon import read_entries

NOUNS = frozenset({"act", "law", "regulation", "directive", "instrument", "mechanism", "list", "order", "proclamation",
                   "rule", "initiative", "decree", "memorandum", "code", "announcement", "notification", "resolution",
                   "decision", "section", "license", "licence"})  # fmt: skip
"""what instruments are called"""
TREATIES = frozenset({"agreement", "partnership", "area", "accord", "treaty", "pact"})
"""what treaties are called, the instruments of deals and of cases"""
ORDERS = frozenset({"order", "proclamation", "decree"})
"""by which one side acts; a deal is no order's"""
PACTS = TREATIES | {"deal"}
ALSO_LAWS = frozenset({"amendment", "bill", "clause", "policy", "programme", "program", "provision", "rules", "scheme",
                       "statute", "system"})  # fmt: skip
"""of which a name in capitals is told"""
BEFORE_KNOWN = frozenset({",", "also", "better", "commonly", "is", "widely"})
OPENING = frozenset({"the", '"', "'", "“", "‘"})
MOST_OF_NAME = 4
SHORTEST = 3
"""letters of an abbreviation"""
LOWER_NOUNS = frozenset({"act", "regulation", "directive"})
"""those that make an instrument also where they are not written as names"""
NUMBERED = frozenset({"section", "order", "regulation", "directive", "law", "announcement", "notification", "decree",
                      "resolution", "decision", "proclamation", "license", "licence"})  # fmt: skip
BEFORE_NUMBERS = frozenset({"(", ")", "eu", "ec", "eec", "no", "no.", "nr", "nr.", "number", "."})
OF_ANY_LAW = frozenset(
    {"trade", "emergency", "world", "tax", "government", "minute", "company", "state", "labour", "labor"}
)
"""in "trade law", "a last-minute regulation", which name none"""
JOINING = frozenset({"of", "on", "and", "for", "the", "&", "-"})


@dataclass(frozen=True, slots=True)
class InstrumentEntry:
    """Names of instruments of one kind."""

    id: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    home: str | None = None
    """the state whose law it is"""
    types: tuple[str, ...] = ()
    """ids of the measure types that it can be the instrument of; any where there are none"""


@cache
def entries() -> tuple[InstrumentEntry, ...]:
    """The instruments known by name."""
    return read_entries(Path(__file__).parent / "instruments.toml", InstrumentEntry)


@cache
def phrasebook() -> Phrasebook[InstrumentEntry]:
    """Their names, ready to be looked up."""
    return Phrasebook([(phrase, entry) for entry in entries() for phrase in entry.phrases], {})


def read_instrument(view: View, cue: Cue, start: int, end: int) -> tuple[int, int] | None:
    """Tokens of the instrument of the mention: known by its name, by its number, or by how it is named; or None."""
    known = phrasebook().within(view.words, start, end)
    found = [(m.start, _end_of_number(view, m.end, end)) for m in known if _fits(m, cue)]
    if cue.kind.side == "deal":
        found = [m for m in found if _names_deal(view, cue, m) and ORDERS.isdisjoint(view.words[slice(*m)])]
    sections = [m for m in found if view.words[m[0]] == "section"]
    if not found and (called := _called(view, cue, start, end)) is not None:
        return called
    if found:
        found = sections or found
        return min(found, key=lambda m: (m[0] - m[1], abs(m[0] - cue.head), m[0]))
    if cue.kind.two_sided and not TREATIES.isdisjoint(view.words[start:end]):
        found = list(_treaties(view, start, end))
    if not found and NOUNS.isdisjoint(view.words[start:end]):
        return None
    found = found or [*_numbered(view, start, end), *_named(view, cue, start, end)]
    found = [m for m in found if not any(k.start < m[1] and m[0] < k.end for k in known)]
    return min(found, key=lambda m: abs(m[0] - cue.head), default=None)


def capitals(view: View, name: tuple[int, int]) -> str:
    """The capitals of a name, by which "NAFTA" and its full form are the same."""
    return "".join(letter for letter in view.doc[name[0] : name[1]].text if letter.isupper())


def in_full_form(view: View, name: tuple[int, int]) -> str:
    """The name as it is printed, or where that is an abbreviation the full form that the article gives besides."""
    text = view.wording(*name).text
    if name[1] - name[0] > 1 or len(text) < SHORTEST:
        return text
    known = phrasebook().within(view.words, 0, len(view.words))
    whole = (m for m in known if m.end - m.start > 1 and capitals(view, (m.start, m.end)) == text.upper())
    return next((view.wording(m.start, m.end).text for m in whole), text)


def home_of_law(view: View, start: int, end: int) -> tuple[str, int] | None:
    """The state whose law or list tokens `start` to `end` name, with the token; None where none or several do."""
    matches = phrasebook().within(view.words, start, end)
    whole = [m for m in matches if not any(_inside(m, other) for other in matches)]
    found = [(m.value.home, m.start) for m in whole if m.value.home]
    return found[0] if len({home for home, _ in found}) == 1 else None


def _inside(match: Match[InstrumentEntry], other: Match[InstrumentEntry]) -> bool:
    """Whether a name is part of a longer one ("entity list" of "unreliable entity list")."""
    return other is not match and other.start <= match.start and match.end <= other.end and other.tokens != match.tokens


def _fits(match: Match[InstrumentEntry], cue: Cue) -> bool:
    """ "The entity list" is no instrument of a tariff, NAFTA none of anything but deals and cases."""
    return not match.value.types or cue.kind.id in match.value.types


def _names_deal(view: View, cue: Cue, name: tuple[int, int]) -> bool:
    """Whether the treaty is the deal, or stands with it: "the deal is a step towards CPTPP" tells of another."""
    tokens = {*range(*name)}
    if not tokens.isdisjoint((*cue.tokens, *view.ancestors(cue.head))):
        return True
    above = [name[1] - 1, *view.ancestors(name[1] - 1)]
    if cue.head not in above:
        return False
    return all(view.deps[t] != "relcl" for t in above[: above.index(cue.head)])  # "a deal that replaces NAFTA"


def _called(view: View, cue: Cue, start: int, end: int) -> tuple[int, int] | None:
    """ "The pact, known as ECOWAS", "the rule, better known as REACH": what a law or a treaty is called for short."""
    if "known" not in view.words[start:end]:
        return None
    for token in range(max(start + 1, view.body_token), end - 2):
        if view.words[token] != "known" or view.words[token + 1] != "as":
            continue
        first = token + 3 if view.words[token + 2] in OPENING else token + 2
        last = first
        while last < end and (view.doc[last].text[0].isupper() or (last > first and view.doc[last].text[0].isdigit())):
            last += 1
        noun = token - 1
        while noun > start and view.words[noun] in BEFORE_KNOWN:
            noun -= 1
        nouns = PACTS if cue.kind.side == "deal" else NOUNS | ALSO_LAWS
        if last > first and view.words[noun] in nouns:
            return first, last
    return None


def _numbered(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """ "Executive Order 14257", "Regulation (EU) 2023/956", "Announcement No. 46"."""
    for token in range(start, end - 1):
        if view.words[token] in NUMBERED and view.doc[token].text[0].isupper():
            last = _end_of_number(view, token + 1, end)
            if last > token + 1:
                yield _first_of_name(view, token, start), last


def _end_of_number(view: View, token: int, end: int) -> int:
    """The end of the number that begins at a token, right after the noun that it numbers; the token where none does."""
    if view.words[token - 1] not in NUMBERED:
        return token
    last = token
    while last < end and view.words[last] in BEFORE_NUMBERS:
        last += 1
    word = view.words[last] if last < end else ""
    if not word[:1].isdigit() and not (word.startswith("no.") and word[3:4].isdigit()):
        return token
    bracketed = view.words[last - 1] == "(" and view.words[last + 1 : last + 2] == [")"]
    return last + 2 if bracketed else last + 1


def _named(view: View, cue: Cue, start: int, end: int) -> Iterator[tuple[int, int]]:
    """ "the Export Control Law", "the bloc's enforcement regulation": a noun of law with a name before it."""
    for token in range(max(start, view.body_token), end):
        if view.words[token] not in NOUNS or not view.tags[token].startswith("NN"):
            continue
        capital = view.doc[token].text[0].isupper()
        first = _first_of_name(view, token, start) if capital else _first_of_compound(view, token, start)
        if first < token and (capital or view.words[token] in LOWER_NOUNS):
            yield first, token + 1


def _first_of_name(view: View, noun: int, start: int) -> int:
    """Where a name begins that ends with a noun written as one: "the Export Control Law", "Under General License 5"."""
    first = noun
    while first > start and _of_name(view, first - 1):
        first -= 1
    while first < noun and (view.words[first] in JOINING or view.tags[first] == "IN"):
        first += 1
    return first


def _first_of_compound(view: View, noun: int, start: int) -> int:
    first = noun
    while first > start and _is_compound(view, first - 1, noun):
        first -= 1
    while first < noun and view.words[first] in JOINING:
        first += 1
    return first


def _treaties(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """ "the Andean Free Trade Agreement": a noun of treaties with two more words of its name before it."""
    for token in range(max(start, view.body_token), end):
        if view.words[token] not in TREATIES or not view.doc[token].text[0].isupper():
            continue
        first = token
        while first > max(start, token - MOST_OF_NAME) and _of_treaty(view, first - 1):
            first -= 1
        named = [t for t in range(first, token) if view.doc[t].text[0].isupper()]
        if len(named) > 1 and not {view.words[t] for t in named} <= {"free", "trade", "-"}:
            yield first, token + 1


def _of_treaty(view: View, token: int) -> bool:
    return (_of_name(view, token) or view.words[token] == "in") and view.words[token] != "the"


def _of_name(view: View, token: int) -> bool:
    return view.doc[token].text[0].isupper() or view.words[token] in JOINING


def _is_compound(view: View, token: int, noun: int) -> bool:
    """Whether a noun says what a law is about: "deforestation regulation"."""
    about = view.tags[token] in ("NN", "HYPH") and token < view.heads[token] <= noun
    return about and view.words[token] not in OF_ANY_LAW
