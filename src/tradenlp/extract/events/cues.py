"""The words that name an event, one TOML file per type, and where they stand in a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from tradenlp.lexicon import read_entries

ROOM = Path(__file__).parent
_NEAR = 5
_AFTER_PARTICIPLES = frozenset(["in", "at", "with", "on", "for", "here", "behind", "over"])
_TAGS = {"noun": "NN", "verb": "VB", "adjective": "JJ", "any": ""}


@dataclass(frozen=True, slots=True)
class EventCue:
    """A word that names an event of one type, and the company it must or must not keep."""

    id: str
    part: str
    """noun, verb, adjective; `any` asks the tagger nothing"""
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    """one of these stands directly before it; `#th` is any ordinal in figures"""
    not_after: tuple[str, ...] = ()
    """none of these stands directly before it"""
    before: tuple[str, ...] = ()
    """one of these follows within three words"""
    not_before: tuple[str, ...] = ()
    """none of these follows directly"""
    of: tuple[str, ...] = ()
    """it counts something: `of` and one of these follow"""
    near: tuple[str, ...] = ()
    """one of these stands within five words"""
    unless_near: tuple[str, ...] = ()
    """one of these within five words makes the word a technical term, in all of the article"""
    not_near: tuple[str, ...] = ()
    """none of these stands within five words"""
    dated: bool = False
    """it is an event only with a day"""
    people: int = 0
    """people without whom it is no event"""
    needs: int = 1
    """participants without which it is no event"""
    reads_on: bool = False
    """its place and day are those of the next cue: `on the sidelines of the summit in …`"""
    to_place: bool = False
    """it is an event only with the place that it leads to"""

    then: tuple[str, ...] = ()
    """one of these follows directly"""
    alone_then: tuple[str, ...] = ()
    """one of these follows directly where no noun of the article names talks or a meeting"""
    anchored: bool = False
    """it is an event only with a place or a day"""
    line: bool = False
    """it names the line on which people speak: `by telephone`"""
    to_person: bool = False
    """its object is a person"""
    chamber: bool = False
    """its direct object is that body"""
    body: bool = False
    """a parliament, committee, court or agency must take part"""
    objects: tuple[str, ...] = ()
    """its object or, in the passive, its subject is one of these"""
    things: bool = False
    """its object may be a matter: `negotiate a pact`, `discuss the duties`"""
    near_place: bool = False
    """it is an event only with a city right behind it in its clause"""
    jointly: bool = False
    """its subject alone must be several, or the members of a body or group"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cue found at a token."""

    type: str
    cue: EventCue
    token: Token


@cache
def event_cues() -> Mapping[str, tuple[tuple[str, EventCue], ...]]:
    """Event type and cue by word form, in small letters; the types are the file names."""
    found: dict[str, list[tuple[str, EventCue]]] = {}
    for path in sorted((ROOM / "types").glob("*.toml")):
        for cue in read_entries(path, EventCue, "cue"):
            for form in cue.forms:
                found.setdefault(form, []).append((path.stem, cue))
    return {form: tuple(cues) for form, cues in found.items()}


def find_spots(doc: Doc) -> list[Spot]:
    """The cues of a document in text order, at most one a token."""
    spots = list(_spots(doc))
    technical = {s.cue for s in spots if s.cue.unless_near and _near_one(s.token, s.cue.unless_near)}
    nouns = {s.token.i for s in spots if s.cue.part == "noun"}
    kept = [s for s in spots if s.cue not in technical and not _in_front(s, nouns)]
    if any(s.type in ("talks", "meeting") and s.cue.part == "noun" and not s.cue.alone_then for s in kept):
        return kept
    return [s for s in kept if not s.cue.alone_then or _followed_by(s.token, s.cue.alone_then)]


def _followed_by(token: Token, forms: tuple[str, ...]) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in forms


def _in_front(spot: Spot, nouns: set[int]) -> bool:
    """`summit meeting`: the first noun only describes the second; `visiting premier`: the verb is an adjective."""
    token = spot.token
    if spot.cue.part == "noun":
        return token.i + 1 in nouns
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    before = token.doc[token.i - 1] if token.i else token
    return (
        token.lower_ == "visiting"
        and not any(child.dep_ == "aux" for child in token.children)
        and following.text[:1].isupper()
        and before.tag_.startswith(("VBD", "VBZ", "IN", "DT"))
    )


def _near_one(token: Token, forms: tuple[str, ...]) -> bool:
    return any(t.lower_ in forms for t in token.doc[max(0, token.i - _NEAR) : token.i + _NEAR + 1])


def _spots(doc: Doc) -> Iterator[Spot]:
    cues = event_cues()
    counted = -1
    strings = doc.vocab.strings
    words = doc.to_array(LOWER).tolist()
    told = {key: entries for key in set(words) if (entries := cues.get(strings[key])) is not None}
    for i, key in enumerate(words):
        if key not in told or i <= counted:
            continue
        token = doc[i]
        for kind, cue in told[key]:
            if _fits(cue, token):
                counted = max(counted, _counted(cue, token))
                yield Spot(kind, cue, token)
                break


def opens_clause(token: Token) -> bool:
    """`Meeting in Lima, they agreed`: a participle that opens a sentence, whatever the parse takes it for."""
    following = token.doc[token.i + 1 : token.i + 2].text.lower()
    if not token.lower_.endswith("ing") or following not in _AFTER_PARTICIPLES:
        return False
    return token.i == 0 or token.is_sent_start or token.nbor(-1).text in (":", ";", "-", "–", "—", "\n", "\n\n")


def _fits(cue: EventCue, token: Token) -> bool:
    tag = token.tag_
    if cue.part == "noun" and opens_clause(token):
        return False
    if tag and not tag.startswith(_TAGS[cue.part]) and not _mistagged(cue, token):
        return False
    doc, i = token.doc, token.i
    previous = doc[i - 1].lower_ if i else ""
    if (cue.after and not _follows(previous, cue.after)) or previous in cue.not_after:
        return False
    if cue.then and not _followed_by(token, cue.then):
        return False
    if cue.before and not any(t.lower_ in cue.before for t in doc[i + 1 : i + 4]):
        return False
    if cue.near and not _near_one(token, cue.near):
        return False
    if cue.not_near and _near_one(token, cue.not_near):
        return False
    if _followed_by(token, cue.not_before):
        return False
    return not cue.of or _counted(cue, token) > i


def _follows(previous: str, forms: tuple[str, ...]) -> bool:
    """Whether the word before is one of the forms; the form `#th` stands for any ordinal in figures."""
    return previous in forms or (
        "#th" in forms and previous[:1].isdigit() and previous[-2:] in ("st", "nd", "rd", "th")
    )


def _mistagged(cue: EventCue, token: Token) -> bool:
    """Whether the parse contradicts the tagger: a verb used as a noun, a root that is said to be a plural."""
    if cue.part == "noun":
        return _as_noun(token)
    return cue.part == "verb" and ((token.tag_ == "NNS" and token.dep_ == "ROOT") or opens_clause(token))


def _as_noun(token: Token) -> bool:
    """Whether the parse uses as a noun what the tagger took for a verb: `the Nairobi talks between …`."""
    if token.tag_ == "VBG":
        return token.dep_ == "pobj" and token.i > 0 and token.nbor(-1).lower_ == "of"
    return token.tag_ == "VBZ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")


def _counted(cue: EventCue, token: Token) -> int:
    """Where the thing stands that the cue counts (`round of trade talks`); the cue itself where it counts nothing."""
    doc, i = token.doc, token.i
    if cue.of and i + 1 < len(doc) and doc[i + 1].lower_ == "of":
        for following in doc[i + 2 : i + 8]:
            if following.lower_ in cue.of:
                return following.i
    return i
