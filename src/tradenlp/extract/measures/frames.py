"""What the files of constructions hold: frames of verbs and namings of nouns, found by their words.

A frame says which verbs, with which kinds of subject, object and prepositional object, make one type of measure
certain: to shut a border to foreign goods, to put so much percent on them, to cut banks off from a payment system. A
naming says what a general word of an instrument (charge, ceiling, permit, check) is called by what it is laid on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tradenlp.errors import LexiconError
from tradenlp.extract.measures.classes import CLASS_NAMES
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.lexicon import CueEntry, measure_types, word_sets
from tradenlp.lexicon import read_entries

FILES = sorted(Path(__file__).parent.glob("constructions*.toml"))
"""of goods at the border and of all trade; beside it what states do to firms, and with money of their own"""
LEADING, FIRST, LAST = "leading", "first", "last"
"""frames that go before phrases, before flows of goods, after both"""


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb with what it must take to tell a measure of one type."""

    id: str
    type: str
    verbs: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    """one of these stands beside the verb"""
    subject: tuple[str, ...] = ()
    """classes of who does it; an authority that is not told ("rice has been barred") is taken for granted"""
    object: tuple[str, ...] = ()
    """classes of what it is done to"""
    patient: tuple[str, ...] = ()
    """classes of another object beside it: "charges steel 30%" """
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """by preposition ("to|for") the classes of what it governs; all must be there"""
    negated: bool | None = None
    """whether the verb must (true) or must not (false) be denied"""
    sense: str = "impose"
    """what is done; empty where the verb tells it among the words of status"""
    status: str | None = None
    mood: str | None = None
    """of its clause, one of `clauses.MOODS`: bound (must), ordered (is told to), allowed (may), stopped (may not) …"""
    clause: str | None = None
    """the way, in or out, in which goods cross in a clause below it"""
    way: str | None = None
    """the way in which the verb itself makes goods cross"""
    foreign_party: bool = False
    """a state beside who acts must be named in its sentence"""
    context: tuple[str, ...] = ()
    """words one of which the article must hold"""
    unless: tuple[str, ...] = ()
    """sets of words none of which stands with what fills it"""
    needs: tuple[str, ...] = ()
    stands_for: tuple[str, ...] = ()
    either_way: bool = False
    """as in the entries of phrases"""
    first: bool = False
    """goes before what a flow of goods would tell"""
    leads: bool = False
    """goes before phrases: what it takes is more telling than their words"""
    undergone: bool = False
    """who is hit stands as its subject: "Danish investors must ask" """
    beside: bool = False
    """what it takes may be told by other words as a measure of its own: only the verb is claimed"""


@dataclass(frozen=True, slots=True)
class Naming:
    """A noun of an instrument with what it must be laid on to be one of a type."""

    id: str
    type: str
    nouns: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    laid: tuple[str, ...] = ()
    """classes of what it is laid on"""
    itself: tuple[str, ...] = ()
    """classes of the noun"""
    modifiers: tuple[str, ...] = ()
    """words or `@sets` before it that name its kind"""
    links: tuple[str, ...] = ("on", "against", "upon", "over", "for", "of", "to", "from")
    """prepositions by which it is laid on something"""
    governed: tuple[str, ...] = ()
    """verbs one of which does something to it"""
    owned: bool = False
    """a state's name stands before it: "Norway's 10%" """
    listed: bool = False
    """of a rate: it stands after goods and a colon: "Wheat: 10%" """
    of_goods: bool = False
    """goods stand before it: "the tile safeguard" """
    charged: bool = False
    """of a rate: a clause on it tells that a state charges it: "the 10% levied by Norway" """
    follows: bool = False
    either_way: bool = False
    """as in the entries of phrases"""
    measured: bool = False
    """a sum of money hangs on it"""
    leads: bool = False
    """goes before phrases, as of frames"""
    status: str | None = None
    context: tuple[str, ...] = ()
    """words one of which the article must hold"""
    stands_for: tuple[str, ...] = ()


@cache
def frames() -> tuple[Frame, ...]:
    """The `[[frame]]` entries. Raises LexiconError for an unknown class, set or type."""
    found = tuple(frame for file in FILES for frame in read_entries(file, Frame, "frame"))
    for frame in found:
        of_links = (c for classes in frame.links.values() for c in classes)
        named = [*frame.subject, *frame.object, *frame.patient, *of_links, *(f"@{name}" for name in frame.unless)]
        _check(frame.id, frame.type, named)
    return found


@cache
def namings() -> tuple[Naming, ...]:
    """The `[[naming]]` entries. Raises LexiconError for an unknown class, set or type."""
    found = tuple(naming for file in FILES for naming in read_entries(file, Naming, "naming"))
    for naming in found:
        _check(naming.id, naming.type, (*naming.laid, *naming.itself))
    return found


def _check(entry: str, kind: str, classes: Sequence[str]) -> None:
    parts = [part for named in classes for part in named.split("+")]
    unknown = [p for p in parts if p not in CLASS_NAMES and not (p[0] == "@" and p[1:] in word_sets())]
    if unknown or kind not in measure_types():
        raise LexiconError(f"constructions, entry {entry}: unknown {', '.join(unknown) or kind}")


def _place(entry: Frame | Naming) -> str:
    if entry.leads:
        return LEADING
    return FIRST if isinstance(entry, Frame) and entry.first else LAST


@cache
def frames_by_verb(place: str) -> Mapping[str, tuple[Frame, ...]]:
    """Frames of a place in the order by every form of their verbs."""
    found: dict[str, tuple[Frame, ...]] = {}
    for frame in (f for f in frames() if _place(f) == place):
        for form in forms_of(frame.verbs):
            found[form] = (*found.get(form, ()), frame)
    return found


@cache
def namings_by_noun(place: str) -> Mapping[str, tuple[Naming, ...]]:
    """Namings of a place in the order by each of their nouns."""
    found: dict[str, tuple[Naming, ...]] = {}
    for naming in (n for n in namings() if _place(n) == place):
        for noun in naming.nouns:
            found[noun] = (*found.get(noun, ()), naming)
    return found


def construction_words() -> frozenset[str]:
    """Words without which there is no frame and no naming: the gate."""
    places = (LEADING, FIRST, LAST)
    return frozenset(word for p in places for word in (*frames_by_verb(p), *namings_by_noun(p)))


@cache
def _entries() -> Mapping[str, CueEntry]:
    """What the cues of each frame and naming say, by its id."""
    told = {
        frame.id: CueEntry(
            f"frame: {frame.id}",
            (),
            frame.examples,
            status=frame.status,
            sense=frame.sense,
            flow=True,
            context=frame.context,
            needs=frame.needs,
            either_way=frame.either_way,
            stands_for=frame.stands_for,
            undergone=frame.undergone,
        )
        for frame in frames()
    }
    named = {
        n.id: CueEntry(
            f"naming: {n.id}",
            (),
            n.examples,
            status=n.status,
            context=n.context,
            stands_for=n.stands_for,
            follows=n.follows,
            either_way=n.either_way,
            needs=("rate", "party") if n.follows or n.owned else (),
        )
        for n in namings()
    }
    return {**told, **named}


def entry_of(source: Frame | Naming) -> CueEntry:
    """What a cue that a frame or naming finds says."""
    return _entries()[source.id]


@cache
def forms_of(verbs: tuple[str, ...]) -> frozenset[str]:
    """Every form of some verbs."""
    return frozenset(form for verb in verbs for form in verb_forms(verb))
