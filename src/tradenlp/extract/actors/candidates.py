"""Names that the registry may lack: what the statistical model marked, and what titles and name heads point at.

A candidate is a run of words that may name a person or a body. What the model marked is cut to the bare name
(no article, title, possessive, bracket or second line). Title words and strong heads (`Inc.`, `Association`)
find names of their own, so that a blank pipeline and a model's miss still give the plain cases.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from tradenlp.extract.actors.index import Words
from tradenlp.extract.actors.layout import Layout
from tradenlp.extract.actors.lexicons import Lexicons

LABELS = frozenset(["PERSON", "ORG", "GPE", "NORP", "PRODUCT", "FAC", "WORK_OF_ART", "EVENT", "LAW", "LOC"])
LONGEST_PERSON, LONGEST_BODY = 5, 12
_JOIN = re.compile(r"(?: |-|‑|–|['’] ?|\. ?|/| & |\n)$")
_PLURAL_POSSESSIVE = ("' ", "’ ")
_BODY_JOINS = (" ", " & ", "-", "\n", " \n")
_AFTER_COMMA = frozenset(["inc", "ltd", "llc", "llp", "lp", "plc", "corp"])
_HALF_TITLES = frozenset(["under", "first", "crown", "vice"])
"""words that begin a title and are never the whole of it: `under IEEPA` is no `Under Secretary`"""
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_SYLLABLE = 6
"""letters of a part of an East Asian given name, at most"""
_ASKING = frozenset(["would", "will", "should", "could", "can", "may", "might", "must", "does", "do", "did", "has"])
"""verbs that open a question: `Would Canberra answer?`"""
_TRADERS = frozenset(["makers", "exporters", "importers", "growers", "producers", "sellers", "buyers", "shippers",
                      "users", "farmers", "traders", "suppliers"])  # fmt: skip
"""`Growers of Moroccan tomatoes`: a plural that opens a sentence and names nobody"""
_LEADS_TO_FIRM = frozenset(["of", "at", "with", "by", "from", "for", "said", "told", "like", "including", "and"])
_FIELDS_AFTER = frozenset(["on", "of", "for"])
"""between a body and what it is for"""
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
    called: bool = False
    """a noun or position beside it says that it is a body"""
    heading: bool = False


def find_candidates(
    doc: Doc, words: Words, layout: Layout, lexicon: Lexicons, states: Container[int] = ()
) -> list[Candidate]:
    """All candidates outside datelines and credits, by position, longer ones first.

    `states` are the words at which names of states begin: in a list they are no fields of a body.
    """
    found = [*_marked(doc, words, lexicon), *_pointed_at(words, lexicon, states)]
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
        for begin, end in _items(words, first, last):
            first_word = _past_description(words, begin, end, lexicon)
            bare = bare_name(words, first_word, end, span.label_ == "PERSON", lexicon)
            if bare is not None and words.folded[bare[0]] != "non":
                titled = bare[0] > 0 and words.folded[bare[0] - 1] in lexicon.titles.keys() - _HALF_TITLES
                yield Candidate(*bare, span.label_, titled=titled)


def _past_description(words: Words, first: int, last: int, lexicon: Lexicons) -> int:
    """The first word behind `Rival`, `Would`, `Makers of` that open the sentence: their capital is the sentence's."""
    opens = first == 0 or not words.gap(first - 1).isspace() or "\n" in words.gap(first - 1)
    if opens and first + 1 < last and words.folded[first] in _TRADERS and words.folded[first + 1] == "of":
        return first + 2
    described = first < last and is_capital(words, first + 1)
    described = described and (words.folded[first] in lexicon.company_nouns or words.folded[first] in _ASKING)
    return first + 1 if opens and described and words.gap(first) == " " else first


def _items(words: Words, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The items of a list that was marked as one name: `Lazada, Shopee and`."""
    begin = first
    for number in range(first, last):
        if words.gap(number) == ", " and words.folded[number + 1] not in _AFTER_COMMA:
            yield begin, number
            begin = number + 1
    yield begin, last


def bare_name(words: Words, first: int, last: int, person: bool, lexicon: Lexicons) -> tuple[int, int] | None:
    """The first and last word of the bare name in a run: no article, title, possessive, bracket, second line."""
    particles, connectors = lexicon.cues["particle"], lexicon.cues["connector"]
    while first <= last and (_is_low(words, first) or words.folded[first] in ("the", "a", "an")):
        if person and words.folded[first] in particles and first < last:
            break
        first += 1
    if first > last:
        return None
    while person and first < last and words.folded[first] in lexicon.titles:
        first += 1
    end = first
    while end < last and _joined(words, end, person, lexicon) and not _possessive(words, end + 1):
        if _is_low(words, end + 1) and not person and words.folded[end + 1] not in connectors:
            break
        end += 1
    while end > first and _is_low(words, end) and words.gap(end - 1) not in ("-", "‑"):
        end -= 1
    while end > first and _is_figure(words, end):
        end -= 1  # `Ankara 7.5 per cent`
    while person and end > first and words.folded[end] in _DAYS:
        end -= 1  # `Reagan Friday announced`
    if person and first < end and _has_second_syllable(words, end):
        end += 1
    if not person and end > first + 2 and len(words.raw(end)) == 1 and words.gap(end) == ". ":
        end -= 2  # `the Treasury Brian E. Nelson`
    return (first, end) if first <= end else None


def _is_figure(words: Words, number: int) -> bool:
    """Whether a word is digits of a number with a unit behind it."""
    if not words.raw(number).isdigit() or number + 1 >= len(words.folded):
        return False
    gap, after = words.gap(number), words.folded[number + 1]
    return gap == "." or gap.startswith("%") or (gap == " " and after in ("per", "percent", "pct", "percentage"))


def _has_second_syllable(words: Words, number: int) -> bool:
    """`Chung In-yong`, cut by the model before `-yong`; not `Trump-led`."""
    after = number + 1
    if words.gap(number) != "-" or after >= len(words.folded) or not _is_low(words, after):
        return False
    short = len(words.folded[number]) <= _SYLLABLE and len(words.folded[after]) <= _SYLLABLE
    return short and words.folded[after] not in ("led", "era", "style", "born", "based", "like", "run", "made")


def _joined(words: Words, number: int, person: bool, lexicon: Lexicons) -> bool:
    gap = words.gap(number)
    if (_PERSON_JOIN if person else _JOIN).match(gap):
        if gap in _PLURAL_POSSESSIVE and not _is_group(words, number, lexicon):
            return False
        return not ("." in gap and len(words.folded[number]) > 3)
    return gap == ", " and words.folded[number + 1] in _AFTER_COMMA


def _is_group(words: Words, number: int, lexicon: Lexicons) -> bool:
    """`Exporters'` of `Exporters' Association`; not `the Philippines'` of its Senate."""
    head = lexicon.heads.get(words.folded[number])
    return head is not None and head.id == "association" and words.folded[number].endswith("s")


def _possessive(words: Words, number: int) -> bool:
    """`Delmo's`; not the name of `Weisfield's Inc.`."""
    if words.raw(number) != "s" or words.gap(number - 1) not in ("'", "’"):
        return False
    after = number + 1
    return not (words.gap(number) == " " and after < len(words.folded) and words.folded[after] in _AFTER_COMMA)


def _is_low(words: Words, number: int) -> bool:
    return words.raw(number)[:1].islower()


def is_capital(words: Words, number: int) -> bool:
    """Whether a word begins with a capital (or a digit inside a name such as `3M`)."""
    return words.raw(number)[:1].isupper()


def _pointed_at(words: Words, lexicon: Lexicons, states: Container[int]) -> Iterator[Candidate]:
    """What titles, cue nouns, positions and strong heads point at, in one walk over the words."""
    nouns = lexicon.company_nouns
    for number, word in enumerate(words.folded):
        if word in lexicon.titles and (found := _titled(words, number, lexicon)):
            yield found
        if word in nouns and (found := _called(words, number, lexicon)):
            yield found
        if word in lexicon.heads and (found := _headed(words, number, lexicon, states)):
            yield found


def _titled(words: Words, number: int, lexicon: Lexicons) -> Candidate | None:
    """A person after a title: `Trade minister Ilka Tarkovic`; a body after a position: `head of Harrow Metals`."""
    first = number + 1
    if first >= len(words.folded) or words.folded[number] in _HALF_TITLES:
        return None
    if words.folded[first] in lexicon.cues["employer_word"]:
        return _employer(words, number, lexicon)
    if words.folded[number] == "executive" and words.folded[first] in lexicon.things:
        return None  # `Executive Order No. 7`
    last = _run(words, number, lexicon)
    if last is None or any(words.folded[place] in lexicon.titles for place in range(first, last + 1)):
        return None
    return Candidate(first, last, "PERSON", sure=True, titled=True)


def _employer(words: Words, number: int, lexicon: Lexicons) -> Candidate | None:
    """`an economist at Harrow Metals`, `chair of the Rebar Users Group`."""
    at = number + 1
    if lexicon.titles[words.folded[number]] or words.folded[number] in lexicon.cues["serves_person"]:
        return None
    if at + 1 < len(words.folded) and words.folded[at + 1] == "the" and words.gap(at) == " ":
        at += 1
    last = _run(words, at, lexicon)
    if last is None or (last == at + 1 and words.folded[number + 1] not in ("at", "with")):
        return None
    return Candidate(at + 1, last, "ORG", sure=last > at + 1, called=True)


def _called(words: Words, number: int, lexicon: Lexicons) -> Candidate | None:
    """A name after the noun that says what it is: `chipmaker Norvika`, `the newspaper Norvikposten`."""
    if not _is_low(words, number):
        return None
    last = _run(words, number, lexicon)
    return None if last is None else Candidate(number + 1, last, "ORG", called=True)


def _leads_on(words: Words, number: int) -> bool:
    """Whether the next word follows directly; a dot may stand only after an abbreviation (`Gov. Hale`)."""
    gap = words.gap(number)
    return gap == " " or (gap == ". " and len(words.folded[number]) < 5)


def _run(words: Words, number: int, lexicon: Lexicons) -> int | None:
    """The last word of the capitalised run that begins right after a word; None where none begins."""
    first, count = number + 1, len(words.folded)
    if first >= count or not _leads_on(words, number):
        return None
    if not is_capital(words, first) or words.folded[first] in lexicon.cues["opener"]:
        return None
    last = first
    while last + 1 < count and last - first + 1 < LONGEST_PERSON and _continues(words, last, lexicon):
        last += 1
    while last > first and _is_low(words, last) and words.gap(last - 1) != "-":
        last -= 1
    return last


def _continues(words: Words, number: int, lexicon: Lexicons) -> bool:
    gap = words.gap(number)
    if not _PERSON_JOIN.match(gap) or ("." in gap and len(words.folded[number]) > 2):
        return False
    following = number + 1
    if words.folded[following] in _DAYS:
        return False
    particle = words.folded[following] in lexicon.cues["particle"] and gap not in ("'", "’")
    return particle or is_capital(words, following)


def _headed(words: Words, number: int, lexicon: Lexicons, states: Container[int]) -> Candidate | None:
    """Capitalised words around a head: `Salmon Growers Association`, `Bureau of Mines`, `of Puente Metals`."""
    head = lexicon.heads[words.folded[number]]
    if not is_capital(words, number):
        return None
    first = _leftmost(words, number, lexicon)
    spreads = head.place == "head" or words.folded[number] in ("corporation", "company", "corp")
    last = _end_of_fields(words, number, _rightmost(words, number, lexicon), states) if spreads else number
    if last > number + 2 and len(words.raw(last)) == 1 and words.gap(last) == ". ":
        last -= 2  # `Office of Trade Ana L. Lindqvist`
    if last <= first or (first == number and words.folded[number] in _TRADERS):
        return None  # "Exporters of Fijian sugar"
    if head.strong:
        return Candidate(first, last, "ORG", sure=True)
    before = words.folded[first - 1] if first > 0 and words.gap(first - 1) == " " else ""
    if before in _LEADS_TO_FIRM or (before == "the" and head.kind == "media"):
        return Candidate(first, last, "ORG", called=True)
    return None


def _leftmost(words: Words, head: int, lexicon: Lexicons) -> int:
    """Back over capitalised words; over `of` only to a head (`Federation of … Chambers`), over `and` to any."""
    first = number = head
    while number > 0 and head - number < LONGEST_BODY:
        gap, before = words.gap(number - 1), words.folded[number - 1]
        if not _JOIN.match(gap) or "\n" in gap or ("." in gap and len(before) > 2):
            break
        if gap in _PLURAL_POSSESSIVE and not _is_group(words, number - 1, lexicon):
            break
        number -= 1
        if is_capital(words, number) and before not in lexicon.cues["opener"]:
            first = number
        elif before == "of":
            owner = lexicon.heads.get(words.folded[number - 1]) if number else None
            if owner is None or (owner.place != "head" and owner.id != "firm_word"):
                break
        elif not _goes_on(words, number, head, lexicon):
            break
    return first


def _goes_on(words: Words, number: int, head: int, lexicon: Lexicons) -> bool:
    """Whether a small word joins what is before it to a name: `Food and Drug Administration`, `Smith and Co`."""
    if words.folded[number] not in ("and", "for") or not _is_low(words, number) or number == 0:
        return False
    if lexicon.heads[words.folded[head]].kind == "company":
        return number == head - 1
    before = lexicon.heads.get(words.folded[number - 1])
    return number != head - 1 and (before is None or before.kind == "company")


def _rightmost(words: Words, head: int, lexicon: Lexicons) -> int:
    """`Bureau of Mines and Quarries`: on over connectors to the last capitalised word; an embassy is "in" a state."""
    count = len(words.folded)
    last = number = head
    connectors, openers = lexicon.cues["connector"], lexicon.cues["opener"]
    if words.folded[head] in ("embassy", "consulate", "chamber"):
        connectors = connectors | {"in"}
    while number + 1 < count and number - head < LONGEST_BODY and words.gap(number) in _BODY_JOINS:
        number += 1
        word, beside = words.folded[number], number == head + 1
        if is_capital(words, number):
            if word in openers or (beside and word != "general"):
                break
            last = number
        elif word not in connectors or (beside and word in ("and", "the")):
            break
    return last


def _end_of_fields(words: Words, head: int, last: int, states: Container[int]) -> int:
    """`Council on Energy` grown to `Council on Energy, Environment and Water`: what the body is for, as a list."""
    if words.folded[min(head + 1, last)] not in _FIELDS_AFTER:
        return last
    number = last
    while number + 2 < len(words.folded) and number - head < LONGEST_BODY:
        gap, joined = words.gap(number), words.folded[number + 1] == "and"
        if gap not in (" ", ", "):
            return last
        number += 2 if joined else 1
        if not is_capital(words, number) or number in states:
            return last
        if joined:
            return _end_of_field(words, number)
    return last


def _end_of_field(words: Words, number: int) -> int:
    """The last of the capitalised words that follow on a word: `Foreign Trade Affairs`."""
    while number + 1 < len(words.folded) and words.gap(number) == " " and is_capital(words, number + 1):
        number += 1
    return number
