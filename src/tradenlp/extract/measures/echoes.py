"""Mentions that tell their type only by what the article named before: "its own ban", "Italy's levy", "followed suit".

A bare "ban" may be one on imports, on exports or on a product. Where a state stands with it, it is taken for one of the
kind that the sentences around it name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue, find_cues
from tradenlp.extract.measures.lexicon import CueEntry, MeasureType, word_list
from tradenlp.extract.measures.parties import names_state, names_token
from tradenlp.extract.measures.to_levels import HEADS_ABOVE, PERCENTS, climbs, moves, stands, subjects
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View
from tradenlp.lexicon import read_entries

BACK, AHEAD = 5, 2
"""how many sentences before and after are looked at for the kind"""
GROUNDS_REACH = 3
"""sentences around a ban in which its ground may be told"""
SIMILAR = frozenset({"similar", "same", "own", "another", "matching", "like", "comparable", "equivalent", "identical",
                     "such", "parallel", "copycat", "mirror", "corresponding", "analogous", "reciprocal", "twin",
                     "separate"})  # fmt: skip
ON = frozenset({"on", "against", "over"})
GOODS = "+goods"
"""stands among `with_` words for any goods"""
STATE = "+state"
"""stands among `with_` words for another state"""
NOTHING = "+nothing"
"""stands among `with_` words for no object at all"""
AUXILIARIES = frozenset({"do", "does", "did", "will", "would", "has", "have", "had", "is", "are", "was", "were"})
ASIDE = frozenset({"with", "by", "from", "up", "through", "after", "closely", "carefully", "intently"})
"""with "follow": not what another did before"""
BODIES = frozenset({"department", "ministry", "commission", "agency", "government", "cabinet", "council", "authority"})
OF_PLACE = frozenset({"in", "by", "from"})
PRIVATE = flow_words("private")
KNOWN = frozenset({"the", "that", "its", "their", "this"})
THEM = word_list("spoken_of_before")
IT = frozenset({"it", "they", "he", "she"})
WHEN = frozenset({"after", "before", "during", "in", "on", "within"})
OF_WHAT = frozenset({"of", "in", "who", "that", "to"})
DOING = frozenset({"nsubj", "nsubjpass", "dobj"})
DENIED = word_list("denying_charges")
DEALT = word_list("receiving") | {"given", "assigned", "handed", "draws", "drew", "ends", "ended"}
NOT_ON_GOODS = frozenset({"digital_tax", "port_fee", "investment_restriction"})
"""types that are not laid on goods"""


@dataclass(frozen=True, slots=True)
class Echo:
    """Words that stand for a measure of a kind that is named near them."""

    id: str
    kinds: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    """words one of which depends on the verb"""
    rates: tuple[str, ...] = ()
    """of percentages: verbs by which a state is said to charge one"""
    done: tuple[str, ...] = ()
    """of percentages: verbs of which a known one ("the 50%", "its 50%") is subject or object"""
    climbs: bool = False
    """of verbs: told of a charge that goes to a percentage"""
    stands: bool = False
    """of charges: told at what rate they stand, or stood"""
    moves: bool = False
    """of verbs: told of somebody who takes "it", a charge, to a percentage"""
    again: bool = False
    """says no more than that another does what was told before: what it hits and covers was told there"""
    turned: bool = False
    """of "so": an auxiliary and a state, or goods, follow"""


@cache
def echoes() -> tuple[Echo, ...]:
    """The entries of `echoes.toml`."""
    return read_entries(Path(__file__).parent / "echoes.toml", Echo, "echo")


@cache
def echo_words() -> dict[str, Echo]:
    """Entries by each of their words: the gate."""
    return {word: echo for echo in echoes() for word in (*echo.nouns, *echo.verbs)}


def echo_cues(
    view: View,
    start: int,
    end: int,
    taken: Sequence[Cue],
    grounds: Set[str] | None,
    before: Mapping[int, Sequence[Cue]],
) -> Iterator[Cue]:
    """Echoes among tokens `start` to `end` that no other cue has claimed, each under the kind named nearest to it.

    `grounds` are words of the article that tell why food is kept out, `before` the cues of the sentences before,
    of which those are looked at that syntax tells where no phrase tells any.
    """
    used = {t for cue in taken for t in cue.tokens}
    done_again: set[int] = set()
    for token in range(start, end):
        echo = echo_words().get(view.words[token])
        if echo is None or token in used or (echo.again and view.heads[token] in done_again):
            continue
        if not _is_told(view, token, echo, used):
            continue
        kinds = frozenset(echo.kinds)
        kinds -= NOT_ON_GOODS if _on_goods(view, token) else frozenset()
        kind = _nearest(view, token, start, taken, kinds, grounds, before if _repeats(echo) else {})
        if kind is not None:
            head = token + 1 if echo.turned else token
            done_again |= {head} if echo.again else set()
            again = echo.again and not any(are_goods(view, t) for t in subjects(view, token))
            yield Cue(kind, CueEntry(f"echo: {echo.id}", (), (), again=again), (head,), head)


def _is_told(view: View, token: int, echo: Echo, used: Set[int]) -> bool:
    """Whether the clause of an echo says that a measure is meant."""
    if echo.climbs:
        return climbs(view, token, used)
    if echo.stands:
        return stands(view, token)
    return moves(view, token) if echo.moves else _told_of_state(view, token, echo)


def of_its_own(view: View, cue: Cue) -> bool:
    """ "A levy of its own": the words of an echo, of which the phrase "a levy of" tells no more."""
    return view.words[cue.end + 1 : cue.end + 2] == ["own"] and view.tags[cue.end] == "PRP$"


def _repeats(echo: Echo) -> bool:
    """Whether it says that the same is done, or how much, which no other sense of its words says."""
    return echo.again or echo.turned or bool(echo.rates) or echo.moves or echo.stands


def _told_of_state(view: View, token: int, echo: Echo) -> bool:
    """Whether the words around an echo tie it to a state or to a measure like it."""
    if echo.turned:
        return _turned(view, token)
    if echo.verbs:
        return view.is_verb(token) and _done_by_state(view, token, echo)
    if echo.rates:
        return _rate_of_state(view, token, echo)
    noun = view.tags[token].startswith("NN") and view.deps[token] != "compound" and not _accuses(view, token)
    if noun and echo.done and _known(view, token) and view.words[view.heads[token]] in echo.done:
        return view.deps[token] in DOING
    return noun and (_anchored(view, token) or _object_of_state(view, token) or _dealt_out(view, token))


def _turned(view: View, so: int) -> bool:
    """ "So did Paris", "so will the wheat": who or what it holds for as well stands behind an auxiliary."""
    first = so + 2 + (view.words[so + 2 : so + 3] == ["the"])
    if view.words[so + 1 : so + 2] == [] or view.words[so + 1] not in AUXILIARIES or first >= len(view.words):
        return False
    return names_token(view, first) or are_goods(view, first)


def _accuses(view: View, noun: int) -> bool:
    """ "Tokyo denied the charges", "charges of dumping", but not "charges of 5%": accusations, and no levy."""
    if view.words[noun] not in ("charge", "charges"):
        return False
    after = view.words[noun + 1 : noun + 2]
    rate = after == ["of"] and any(view.tags[t] in ("CD", "$") for t in range(noun + 2, min(noun + 5, len(view.words))))
    return (after in (["of"], ["that"]) and not rate) or view.words[view.heads[noun]] in DENIED


def _rate_of_state(view: View, percent: int, echo: Echo) -> bool:
    """ "Italy's 3%", "Turkey, at 7.5%", "Poland wants 5%", "Spain (3%)"."""
    above, before = view.heads[percent], percent - 2
    if any(view.deps[c] == "poss" and names_state(view, c) for c in view.children(percent)):
        return True
    if _known(view, percent) and view.words[above] in echo.done and view.deps[percent] in DOING:
        return True
    if _on_them(view, percent):
        return True
    if before > 0 and view.words[before] in ("(", "at", ",") and view.tags[percent - 1] == "CD":
        bracket = view.words[before] == "(" and view.words[percent + 1 : percent + 2] == [")"]
        apposed = view.words[before] == "at" and view.words[before - 1] == ","
        return (bracket and names_token(view, before - 1)) or (apposed and names_token(view, before - 2))
    if view.deps[percent] == "pobj" and view.words[above] in ("with", "at"):
        above = view.heads[above]
    charged = view.words[above] in echo.rates and view.deps[percent] in ("dobj", "pobj")
    return charged and any(view.deps[c] == "nsubj" and names_state(view, c) for c in view.children(above))


def _on_them(view: View, percent: int) -> bool:
    """ "20% on everything else", "and 100% on them": so much on what was spoken of."""
    behind = (c for c in view.children(percent) if c == percent + 1 and view.words[c] in ON)
    return view.tags[percent - 1] == "CD" and any(view.words[t] in THEM for c in behind for t in view.children(c))


def _known(view: View, percent: int) -> bool:
    """ "the 50%", "its 10 percent", "the extra 100%", but not "the 5% of sales", "the 3% in May"."""
    pointed = any(view.words[c] in KNOWN and c < percent for c in view.children(percent))
    return pointed and not any(view.words[c] in OF_WHAT for c in view.children(percent) if c > percent)


def _object_of_state(view: View, noun: int) -> bool:
    """ "Manila lifted its curbs": what a state does something to."""
    verb = view.heads[noun]
    return view.deps[noun] == "dobj" and any(
        view.deps[c] == "nsubj" and (names_token(view, c) or view.words[c] in BODIES) for c in view.children(verb)
    )


def _dealt_out(view: View, noun: int) -> bool:
    """ "Laos was given rates of about 6%", "Laos gets one of the highest rates, 46%"."""
    above = view.heads[noun]
    if view.deps[noun] == "pobj" and view.words[above] == "of":
        noun = view.heads[above]
    verb = view.heads[noun]
    if view.deps[noun] != "dobj" or view.words[verb] not in DEALT:
        return False
    rated = any(view.words[t] in PERCENTS for t in view.subtree(verb))
    return rated and any(view.deps[c] in ("nsubj", "nsubjpass") and names_token(view, c) for c in view.children(verb))


def _on_goods(view: View, noun: int) -> bool:
    return any(view.words[c] in ON and any(are_goods(view, t) for t in view.children(c)) for c in view.children(noun))


def _done_by_state(view: View, verb: int, echo: Echo) -> bool:
    if not echo.verbs or view.words[verb] not in echo.verbs or (echo.again and _only_adds(view, verb)):
        return False
    behind = [c for c in view.children(verb) if c > verb or view.deps[c] not in ("nsubj", "nsubjpass")]
    below = {view.words[c] for c in behind} | {
        view.words[t] for c in behind if view.deps[c] == "dobj" for t in view.children(c)
    }
    if GOODS in echo.with_ and _done_to_goods(view, verb):
        return True
    below |= {view.words[t] for c in view.children(verb) if view.words[c] in ("about", "of") for t in view.children(c)}
    told = not below.isdisjoint(echo.with_) or (GOODS in echo.with_ and _acts_on_goods(view, verb))
    if told:
        return any(names_state(view, d) and view.words[d] not in PRIVATE for d in _doers(view, verb))
    alone = NOTHING in echo.with_ and _stands_alone(view, verb)
    after = STATE in echo.with_ and _after_state(view, verb)
    if (alone or after) and below.isdisjoint(ASIDE):
        doers = [t for doer in _doers(view, verb) for t in (doer, *_apposed(view, doer))]
        return any(names_token(view, t) or (alone and are_goods(view, t)) for t in doers)
    return False


def _only_adds(view: View, verb: int) -> bool:
    """ "raised its duty, following the lead of Paris": how it was done, told with the verb that tells it."""
    return view.tags[verb] == "VBG" and view.deps[verb] in ("advcl", "prep", "acl")


def _apposed(view: View, noun: int) -> list[int]:
    """ "Two more states, Hungary and Malta": the names of what a noun counts."""
    return [c for c in view.children(noun) if view.deps[c] == "appos"]


def _doers(view: View, verb: int) -> list[int]:
    """Who does it: "Malta plans to follow suit", "said it would", "urged Malta to do the same"."""
    token = verb
    for _ in range(HEADS_ABOVE):
        own = [c for c in view.children(token) if view.deps[c] in ("nsubj", "nsubjpass")]
        told = [c for c in view.children(token) if c < verb and view.deps[c] == "dobj"] if token != verb else []
        if own and view.words[own[0]] in IT and not told:
            own = []
        elif own or told:
            return told or own
        if view.deps[token] not in ("xcomp", "conj", "ccomp", "advcl", "relcl"):
            return own
        token = view.heads[token]
    return []


def _after_state(view: View, verb: int) -> bool:
    """ "Slovakia followed Warsaw in May", but not "into recession": another state, which did it before."""
    children = view.children(verb)
    elsewhere = any(view.deps[c] == "prep" and c > verb and view.words[c] not in WHEN for c in children)
    return not elsewhere and any(
        view.deps[c] == "dobj" and names_token(view, c) and not any(g > c for g in view.children(c)) for c in children
    )


def _stands_alone(view: View, verb: int) -> bool:
    """ "Bratislava followed on Monday": a verb without an object, in a clause of its own."""
    clause = view.deps[verb] in ("ROOT", "conj", "ccomp", "advcl")
    objects = ("dobj", "ccomp", "xcomp", "nsubjpass")
    return clause and not any(c > verb and view.deps[c] in objects for c in view.children(verb))


def _done_to_goods(view: View, verb: int) -> bool:
    """ "Logs have been banned", "barley was stopped as well": by a state, or by nobody named."""
    children = view.children(verb)
    agents = [t for c in children if view.deps[c] == "agent" for t in view.children(c)]
    done = any(view.deps[c] == "nsubjpass" and are_goods(view, c) for c in children)
    return done and all(names_state(view, t) for t in agents)


def _acts_on_goods(view: View, verb: int) -> bool:
    return any(view.deps[c] == "dobj" and are_goods(view, c) for c in view.children(verb))


def _anchored(view: View, noun: int) -> bool:
    """Whether a state stands with the noun, or it is said to be like another, or it is on goods or on a state."""
    for child in view.children(noun):
        if view.words[child] in SIMILAR:
            return True
        if view.deps[child] in ("poss", "amod", "compound") and names_state(view, child):
            return True
        if view.deps[child] == "prep" and view.words[child] in ON | OF_PLACE and names_state(view, child):
            return True
        if view.words[child] == "of" and any(view.words[t] == "own" for t in view.children(child)):
            return True  # "a duty of its own"
    return _on_goods(view, noun)


def _nearest(
    view: View,
    token: int,
    start: int,
    taken: Sequence[Cue],
    kinds: frozenset[str],
    grounds: Set[str] | None,
    told: Mapping[int, Sequence[Cue]],
) -> MeasureType | None:
    """The type among `kinds` that is named nearest: in the sentence, before it, in the title, after it."""
    here = [cue for cue in taken if cue.kind.id in kinds and not cue.entry.follows]
    if here:
        return min(here, key=lambda cue: abs(cue.head - token)).kind
    number = next(n for n, (first, last) in enumerate(view.sentences) if first <= start < last)
    before = range(number - 1, max(-1, number - 1 - BACK), -1)
    after = range(number + 1, min(len(view.sentences), number + 1 + AHEAD))
    for other in chain(before, [0], after):
        named = _of_kinds(find_cues(view.words, *view.sentences[other], _near(view, other, grounds)), kinds)
        if named and other != number:
            return named[-1].kind
    syntax = (_of_kinds(told.get(other, ()), kinds) for other in before)
    return next((cues[-1].kind for cues in syntax if cues), None)


def _of_kinds(cues: Sequence[Cue], kinds: frozenset[str]) -> list[Cue]:
    """Those of the types that say so by themselves."""
    return [cue for cue in cues if cue.kind.id in kinds and not (cue.entry.follows or cue.entry.needs)]


def _near(view: View, number: int, grounds: Set[str] | None) -> Set[str] | None:
    """Those words of disease and pests that stand near another sentence."""
    if not grounds:
        return grounds
    last = min(len(view.sentences) - 1, number + GROUNDS_REACH)
    return grounds & set(view.words[view.sentences[max(0, number - GROUNDS_REACH)][0] : view.sentences[last][1]])
