"""Whom a passage is about before it says anything: "– Malaysia: …", "Cairo. …", "On India, …", "In Brasilia, …".

News in brief, lists and round-ups name a state once, at the head of a line or passage, and leave it out of the
sentences below. The frame is that state; it plays the role that the sentence leaves open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tradenlp.extract.actors.registry import registry
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import ON_SELLERS, Roles, sentence_subject, span_head
from tradenlp.extract.measures.objecting import objects_within
from tradenlp.extract.measures.parties import Party, prominence
from tradenlp.extract.view import View

ASIDES = frozenset({"meanwhile", "elsewhere", "separately", "over", "back", "finally", "and", "but", "so"})
"""words that may stand before the name of a place: "Meanwhile in Brasilia" """
BULLETS = frozenset({"-", "–", "—", "--", "•", "*", "·", "▪", "●", "‣", "■", "§", ">"})
DASHES = frozenset({":", "–", "—", "--", "-", "|"})
JOINING = frozenset({",", "and", "&", "/", "the"})
OPENERS = frozenset({"on", "in", "for", "as", "regarding", "concerning", "about", "what", "how", "and", "from", "to"})
PLACED = frozenset({",", "the", "a", "an", "its", "on", "last", "this", "yesterday", "today", "meanwhile"})
"""what may follow a place that opens a sentence"""
RULING = (word_list("governments") - {"court", "customs"}) | frozenset(
    {"minister", "president", "premier", "chancellor", "secretary", "leaders", "council", "department", "senate"}
)
"""who decides, where "in" and a seat of government follow"""
REMEMBERED = 60
"""parties named before that a description may point back to"""
LONGEST_HEAD = 14
"""tokens of the longest head that is read: four states joined"""


@dataclass(frozen=True, slots=True)
class Frame:
    """The states that a passage is about, or where it happens, from sentence `first` on."""

    parties: tuple[Party, ...]
    first: int
    place: bool = False
    """whether it is told only where: who acts there acts for the state"""

    def heads(self, party: Party, sentence: int) -> bool:
        """Whether a party of a sentence only stands at the head of the passage."""
        return sentence == self.first and party in self.parties

    @property
    def states(self) -> frozenset[str]:
        """Their actor ids."""
        return frozenset(p.actor_id for p in self.parties)


@dataclass(frozen=True, slots=True)
class Around:
    """What the sentences before one tell of who acts in it."""

    before: Party | None
    """who was the subject of the sentence before, for a pronoun to stand for"""
    frame: Frame | None = None
    maker: tuple[str, int] | None = None
    """who alone imposes what was told before the frame, with the token that names it"""
    named: tuple[Party, ...] = ()
    """the parties named before"""
    home: Party | None = None
    """the state that the article names most, whose government is "the government" """
    acting: bool = False
    """whether the passage has told what the state that it is about does itself"""


@cache
def seats() -> Mapping[tuple[str, ...], str]:
    """Seats of governments in lower-case words, and the state that is governed from there."""
    return {tuple(seat.lower().split()): state.id for state in registry().states.values() for seat in state.seats}


def frames_of(view: View, parties: Sequence[Party]) -> list[Frame | None]:
    """The frame of every sentence of the document, None for most."""
    starting = {p.first: p for p in parties if p.is_state}
    found: list[Frame | None] = []
    running: Frame | None = None
    for number, (start, end) in enumerate(view.sentences):
        if opens_line(view, start):
            running = None
        frame, lasts = _frame(view, starting, number, start, end)
        if lasts:
            running = frame
        found.append(frame or running)
    return found


def opens_line(view: View, start: int) -> bool:
    """Whether a sentence is the first of its line, bullets aside."""
    while start > 0 and view.words[start - 1] in BULLETS:
        start -= 1
    if start == 0:
        return True
    return "\n" in view.words[start - 1]


def _frame(view: View, starting: Mapping[int, Party], number: int, start: int, end: int) -> tuple[Frame | None, bool]:
    """The frame that a sentence opens, and whether it holds beyond the sentence."""
    token, last = start, min(end, start + LONGEST_HEAD)
    while token < last and (view.words[token] in BULLETS or view.words[token].isspace()):
        token += 1
    named, after = _named(view, starting, token, last)
    if named:
        labelled = opens_line(view, start) or view.words[after : after + 1] == [":"]
        head = labelled and _is_head(view, number, named, after, end)
        return (Frame(named, number), True) if head else (None, False)
    while token < last and view.words[token] in ASIDES:
        token += 1 + (view.words[token + 1 : token + 2] == [","])
    if token >= last or view.words[token] not in OPENERS:
        return None, False
    return _opened(view, starting, number, token, end)


def _named(view: View, starting: Mapping[int, Party], token: int, last: int) -> tuple[tuple[Party, ...], int]:
    """The states listed from a token on, and the token after them."""
    named: list[Party] = []
    after = token
    while token < last:
        party = starting.get(token)
        if party is not None and party.named_state and party.form != "adjective":
            named.append(party)
            token = after = party.last
        elif view.words[token] in JOINING:
            token += 1
        else:
            break
    return tuple(named), after


def _is_head(view: View, number: int, named: Sequence[Party], after: int, end: int) -> bool:
    """ "Malaysia:", "Malaysia –", "Cairo." and the end of the sentence; the dateline of a report is none."""
    sign = view.words[after] if after < end else ""
    if sign in (".", "?", "") or sign.isspace():
        return after + 1 >= end or not "".join(view.words[after + 1 : end]).strip()
    if sign not in DASHES or (sign == "-" and view.offsets[after] == view.char_end(after - 1)):
        return False
    if sign == ":":
        return True
    first, last = named[0].first, named[-1].last
    shouted = view.doc[first:last].text.isupper() and view.char_end(last - 1) - view.offsets[first] > 3
    opening = view.body_token and not any(view.body_token <= s < view.sentences[number][0] for s, _ in view.sentences)
    return not shouted and not opening


def _opened(view: View, starting: Mapping[int, Party], number: int, token: int, end: int) -> tuple[Frame | None, bool]:
    """ "On India, …", "As for Turkey, …", "In Brasilia, …", "And Britain?"."""
    opener = view.words[token]
    first = token + 1 + (view.words[token + 1 : token + 2] in (["for"], ["about"])) if token + 1 < end else end
    named, after = _named(view, starting, first, min(end, first + LONGEST_HEAD))
    if not named and opener == "in":
        named, after = _venue(view, first, end)
    if not named or after >= end:
        return None, False
    following = view.words[after]
    if following == "?":
        return Frame(named, number), True
    if opener == "in" and following in PLACED:
        return Frame(named, number, place=True), False
    if following == "," and opener in ("on", "as", "regarding", "concerning"):
        return Frame(named, number), False
    return None, False


def _venue(view: View, first: int, end: int) -> tuple[tuple[Party, ...], int]:
    """A seat of government that is no actor of its sentence but tells where it happens."""
    for length in (1, 2, 3):
        if first + length <= end and (state := seats().get(tuple(view.words[first : first + length]))):
            return (Party(state, True, "country", "seat", first, first + length),), first + length
    return (), first


def governed_from(view: View, office: int) -> Party | None:
    """ "The finance minister in New Delhi", "officials in Rabat": the state whose seat of government is told."""
    if view.words[office] not in RULING:
        return None
    behind = (t for c in view.children(office) if view.words[c] == "in" for t in view.children(c))
    for token in behind:
        first = min([token, *(c for c in view.children(token) if c < token and view.deps[c] == "compound")])
        if named := _venue(view, first, token + 1)[0]:
            return named[0]
    return None


def around(
    view: View,
    number: int,
    parties: Sequence[Party],
    frames: Sequence[Frame | None],
    told: Sequence[tuple[int, Roles]],
) -> Around:
    """What the sentences before tell sentence `number`; `told` are the roles of mentions with their sentences."""
    frame = frames[number]
    start = view.sentences[number][0]
    here = bisect_left(parties, start, key=lambda p: p.first)
    named = tuple(parties[max(0, here - REMEMBERED) : here])
    if frame is None:
        return Around(_subject_before(view, number, 0, parties), named=named, home=_named_most(parties))
    before = ((frames[at], r) for at, r in told if at < frame.first)
    makers = {a: token for f, r in before for a, (_, token) in r.imposers.items() if f is None or a not in f.states}
    maker = next(iter(makers.items())) if len(makers) == 1 else None
    if frame.place:
        return Around(_subject_before(view, number, 0, parties), frame, named=named, home=frame.parties[0])
    subject = _subject_before(view, number, frame.first, parties) or frame.parties[0]
    acting = any(at >= frame.first and not frame.states.isdisjoint(r.imposers) for at, r in told)
    return Around(subject, frame, maker, named, home=frame.parties[0], acting=acting)


def _named_most(parties: Sequence[Party]) -> Party | None:
    """The first mention of the state that is named most often."""
    most = prominence([p for p in parties if p.kind != "bloc"])[:1]
    return next((p for p in parties if p.actor_id in most and p.is_state and p.kind != "bloc"), None)


def _subject_before(view: View, number: int, least: int, parties: Sequence[Party]) -> Party | None:
    """The last state in subject position in the two sentences before, none before sentence `least`."""
    for earlier in (number - 1, number - 2):
        if earlier >= least:
            start, end = view.sentences[earlier]
            here = [p for p in parties if start <= p.first < end]
            found = [p for p in sentence_subject(view, here) if not objects_within(view, span_head(view, p))]
            if found:
                return found[-1]
    return None


def framed(cue: Cue, roles: Roles, context: Around) -> None:
    """Give the states of the frame the role that the sentence leaves open.

    "Washington sets new rates. – Malaysia: 19%." hits Malaysia; "Cairo. A ban on sugar took effect." is Egypt's.
    """
    frame, maker = context.frame, context.maker
    if frame is None or frame.states & (roles.imposers.keys() | roles.targets.keys()):
        return
    side = cue.kind.side
    aimed = not roles.targets and (side in ("import", "firms") if not frame.place else _origins(cue, frame))
    if not roles.imposers and aimed and maker is not None and maker[0] not in frame.states:
        roles.imposers[maker[0]] = ("who imposes what is listed", maker[1])
    if side == "deal":
        hit, act = False, not frame.place and len(roles.imposers) < 2
    else:
        hit, act = aimed and bool(roles.imposers) and not context.acting, not roles.imposers
    for party in frame.parties:
        if act:
            roles.impose(party, "the place of it" if frame.place else "the passage is about it")
        elif hit:
            roles.target(party, "the passage is about it")


def _origins(cue: Cue, frame: Frame) -> bool:
    """ "In Peru, the mill received a dumping margin of 12%": the place is where the goods come from."""
    return cue.kind.id in ON_SELLERS and all(p.form != "seat" for p in frame.parties)
