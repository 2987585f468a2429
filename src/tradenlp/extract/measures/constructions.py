"""Acts told by a verb with what it takes, or by a noun with what it is laid on: syntax times open word classes.

A frame says which verbs, with which kinds of subject, object and prepositional object, make one type of measure
certain: to shut a border to foreign goods, to put so much percent on them, to cut banks off from a payment system. A
naming says what a general word of an instrument (charge, ceiling, permit, check) is called by what it is laid on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tradenlp.errors import LexiconError
from tradenlp.extract.measures.arguments import Arguments, arguments_of, is_open_adjective
from tradenlp.extract.measures.classes import CLASS_NAMES, HOME_POLICY, Spot, belongs, of_home_policy
from tradenlp.extract.measures.clauses import RATES, clause_ways, laid_on, mood_is, verb_forms
from tradenlp.extract.measures.crossings import are_goods, crossing_direction, flow_words, names_token
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import CueEntry, measure_types, word_sets
from tradenlp.extract.view import View
from tradenlp.lexicon import read_entries

GOODS = frozenset({"goods", "foreign", "flow in", "@ships", "pact", "treaty", "talks on trade"})
"""classes of a subject that is no doer: what it says of its origin, or its sides, belongs to the measure"""
OWN = frozenset({"its", "their", "our", "your"})
MODIFYING = frozenset({"compound", "nmod", "amod", "quantmod", "nummod", "npadvmod"})
FILES = sorted(Path(__file__).parent.glob("constructions*.toml"))
"""of goods at the border and of all trade; beside it what states do to firms, and with money of their own"""


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


LEADING, FIRST, LAST = "leading", "first", "last"
"""frames that go before phrases, before flows of goods, after both"""


def _place(entry: Frame | Naming) -> str:
    if entry.leads:
        return LEADING
    return FIRST if isinstance(entry, Frame) and entry.first else LAST


@cache
def frames_by_verb(place: str) -> Mapping[str, tuple[Frame, ...]]:
    """Frames of a place in the order by every form of their verbs."""
    found: dict[str, tuple[Frame, ...]] = {}
    for frame in (f for f in frames() if _place(f) == place):
        for form in _forms(frame.verbs):
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


def leading_cues(view: View, start: int, end: int, taken: Sequence[Cue], article: Set[str]) -> list[Cue]:
    """What leading frames tell with tokens `start` to `end`, and the cues in `taken` that share no token with it."""
    words = view.words[start:end]
    if frames_by_verb(LEADING).keys().isdisjoint(words) and namings_by_noun(LEADING).keys().isdisjoint(words):
        return list(taken)
    found = construction_cues(view, start, end, (), place=LEADING)
    told = [cue for cue in found if not cue.entry.context or not article.isdisjoint(cue.entry.context)]
    used = {t for cue in told for t in cue.tokens}
    return [*told, *(cue for cue in taken if used.isdisjoint(cue.tokens))]


def construction_cues(view: View, start: int, end: int, taken: Sequence[Cue], *, place: str) -> Iterator[Cue]:
    """Mentions that frames and namings of a place tell with tokens `start` to `end` that no other cue has claimed."""
    used = {t for cue in taken for t in cue.tokens}
    verbs, nouns = frames_by_verb(place), namings_by_noun(place)
    for token in range(start, end):
        word = view.words[token]
        if token in used or (word not in verbs and word not in nouns):
            continue
        if view.is_verb(token) or is_open_adjective(view, token):
            cue = _of_verb(view, token, verbs.get(word, ()), (start, end))
        else:
            cue = _of_noun(view, token, nouns.get(word, ()))
        if cue is not None and used.isdisjoint(range(cue.start, cue.end) if word in RATES else cue.tokens):
            used.update(cue.tokens)
            yield cue


def _of_verb(view: View, verb: int, candidates: Sequence[Frame], sentence: tuple[int, int]) -> Cue | None:
    if not candidates:
        return None
    told = arguments_of(view, verb)
    for frame in candidates:
        if frame.context and view.once(_vocabulary, 0).isdisjoint(frame.context):
            continue
        with_it = _fits(view, verb, frame, told)
        if with_it is None or (frame.foreign_party and not _of_others(view, told, sentence)):
            continue
        above = mood_is(view, verb, frame.mood, told.negated) if frame.mood else None
        head = above if above is not None and view.is_verb(above) else verb
        claimed = {head, verb} if frame.beside else {head, verb, *with_it}
        return Cue(measure_types()[frame.type], _entry(frame), tuple(sorted(claimed)), head)
    return None


def _vocabulary(view: View, _: int) -> frozenset[str]:
    """The words of the article."""
    return frozenset(view.words)


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


def _entry(source: Frame | Naming) -> CueEntry:
    return _entries()[source.id]


def _fits(view: View, verb: int, frame: Frame, told: Arguments) -> list[int] | None:
    """The tokens that fill the frame, or None where one of its places is not filled."""
    if frame.particles and told.particles.isdisjoint(frame.particles):
        return None
    if frame.negated is not None and frame.negated != told.negated:
        return None
    if not _in_mood(view, verb, frame, told):
        return None
    optional = "authority" in frame.subject or bool(set(frame.subject) & set(frame.object))
    alone = (not frame.object and not frame.links) or not optional
    if frame.subject and (told.subjects or alone) and _first(view, verb, told.subjects, frame.subject) is None:
        return None
    filled: list[int] = []
    if GOODS.intersection(frame.subject):
        filled += [t for t in told.subjects if belongs(Spot(view, t, verb), frame.subject)][:1]
    places = [(told.objects, classes) for classes in (frame.object, frame.patient) if classes]
    for names, classes in frame.links.items():
        places.append((tuple(t for name in names.split("|") for t in told.links.get(name, ())), tuple(classes)))
    for tokens, classes in places:
        token = _first(view, verb, tokens, classes)
        if token is None:
            return None
        filled.append(token)
    return None if frame.unless and _told_otherwise(view, filled, frame.unless) else filled


def _told_otherwise(view: View, filled: Sequence[int], sets: Sequence[str]) -> bool:
    below = {view.words[t] for token in filled for t in view.subtree(token)}
    return any(not below.isdisjoint(flow_words(name)) for name in sets)


def _in_mood(view: View, verb: int, frame: Frame, told: Arguments) -> bool:
    """Whether the clause is of the mood, and goods cross the border in it the way, that the frame asks for."""
    if frame.mood is not None and mood_is(view, verb, frame.mood, told.negated) is None:
        return False
    if frame.way is not None and crossing_direction(view, verb, bare=False) != frame.way:
        return False
    return frame.clause is None or frame.clause in clause_ways(view, told)


def _of_others(view: View, told: Arguments, sentence: tuple[int, int]) -> bool:
    """Whether a state, or a firm, that is not who acts is named in the sentence."""
    acting = {t for s in told.subjects for t in view.subtree(s)}
    return any(t not in acting and belongs(Spot(view, t, t), ("state", "named firm")) for t in range(*sentence))


def _first(view: View, verb: int, tokens: Sequence[int], classes: Sequence[str]) -> int | None:
    return next((t for t in tokens if belongs(Spot(view, t, verb), classes)), None)


def _of_noun(view: View, noun: int, candidates: Sequence[Naming]) -> Cue | None:
    if (
        not view.tags[noun].startswith("NN")
        or view.deps[noun] in MODIFYING
        or view.tags[noun + 1 : noun + 2] == ["NNS"]
    ):
        return None
    before = {view.words[c] for c in view.children(noun) if c < noun}
    home = {word for word in before if word in HOME_POLICY} if of_home_policy(view, noun) else None
    for naming in candidates:
        if home is not None and (not home or not home <= set(naming.modifiers)):
            continue  # "the licence requirement": what names its kind is no matter of home policy
        if naming.context and view.once(_vocabulary, 0).isdisjoint(naming.context):
            continue
        if naming.modifiers and not _modified(before, naming.modifiers):
            continue
        if naming.governed and view.words[view.heads[noun]] not in _forms(naming.governed):
            continue
        if naming.owned and not _owned(view, noun):
            continue
        if naming.listed and not _listed(view, noun):
            continue
        if naming.of_goods and not any(c < noun and are_goods(view, c) for c in view.children(noun)):
            continue
        if naming.measured and not belongs(Spot(view, noun, noun), ("money",)):
            continue
        if naming.itself and not belongs(Spot(view, noun, noun), naming.itself):
            continue
        laid = list(dict.fromkeys(laid_on(view, noun, naming.links)))
        if naming.follows or naming.owned:
            laid = [t for t in laid if view.deps[t] == "conj" or view.heads[view.heads[t]] == noun]
        token = _first(view, view.heads[noun], laid, naming.laid) if naming.laid else noun - 3 * naming.listed
        if token is not None:
            return Cue(measure_types()[naming.type], _entry(naming), tuple(sorted({noun, token})), noun)
    return None


def _listed(view: View, percent: int) -> bool:
    """ "Wheat: 10%.": goods, a colon, a number and nothing more."""
    first = max(0, percent - 3)
    closed = view.words[percent + 1 : percent + 2] in ([], ["."], [";"], [","], ["("])
    return closed and view.words[percent - 2] == ":" and first + 3 == percent and are_goods(view, first)


def _owned(view: View, noun: int) -> bool:
    """Whether a state's name, or a word that stands for one, says whose it is."""
    owners = (c for c in view.children(noun) if view.deps[c] == "poss")
    return any(names_token(view, c) or view.words[c] in OWN for c in owners)


@cache
def _forms(verbs: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in verb_forms(verb))


def _modified(before: set[str], modifiers: Sequence[str]) -> bool:
    return any(not before.isdisjoint(flow_words(m[1:])) if m[0] == "@" else m in before for m in modifiers)
