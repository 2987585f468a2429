"""Two states told of together: who "both sides" are, and what two do to each other.

A phrase of two ("the two countries", "both sides") stands for the states named last before it, those that are joined
by "and", "between" or "with" before others. It becomes two parties on one noun, so that syntax gives it the roles that
a name there would have.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.noun_roles import BETWEEN
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

PAIR = "pair"
"""the form of a party that is named as one of two"""
PAIR_NOUNS = word_list("pair_nouns")
COUNTS = frozenset({"both", "two"})
DETERMINERS = frozenset({"the", "these", "those", "both"})
AIMED = frozenset({"on", "against", "from", "at"})
"""before a phrase of two that somebody else aims at"""
JOINTS = frozenset({"and", "with", "-", "–", "&", "/", "versus", "vs", "to"})
JOINED = 5
"""tokens between two states that are named together"""
REACH = 4
"""sentences before in which the two are looked for"""
MUTUAL = word_list("mutual")
SWAPPING = word_list("swapping")
BILATERAL = frozenset({"import_tariff", "port_fee"})
"""types that "both sides" lay on one another where nobody else is named"""
SPLIT = frozenset({"import", "export", "firms"})
"""sides of the types that one state lays on another"""


def with_pairs(view: View, parties: Sequence[Party]) -> list[Party]:
    """The parties with those that phrases of two stand for, in text order."""
    nouns = [t for t, word in enumerate(view.words) if word in PAIR_NOUNS and _is_of_two(view, t)]
    found = list(parties)
    for noun in nouns:
        for actor in _meant(view, parties, noun):
            found.append(Party(actor, True, "country", PAIR, noun, noun + 1))
    return sorted(found, key=lambda p: p.first) if nouns else found


def _is_of_two(view: View, noun: int) -> bool:
    """ "both sides", "the two largest economies", "each side"; not "two countries", nor what another aims at two."""
    before = [view.words[c] for c in view.children(noun) if c < noun]
    if view.words[noun] == "side":
        return "each" in before or "either" in before
    if COUNTS.isdisjoint(before) or DETERMINERS.isdisjoint(before):
        return False
    aimed = view.deps[noun] == "pobj" and view.words[view.heads[noun]] in AIMED
    named = any(view.deps[c] in ("appos", "prep", "relcl") for c in view.children(noun) if c > noun)
    return not aimed and not named


def _meant(view: View, parties: Sequence[Party], noun: int) -> tuple[str, ...]:
    """The two states that a phrase stands for; none where two are not told of before."""
    sentence = bisect_left(view.sentences, (noun + 1, 0)) - 1
    first = view.sentences[max(0, sentence - REACH)][0]
    near = [p for p in parties if first <= p.first < noun and p.is_state]
    for one, other in zip(reversed(near[:-1]), reversed(near[1:]), strict=True):
        between = view.words[one.last : other.first]
        if one.actor_id != other.actor_id and len(between) <= JOINED and not JOINTS.isdisjoint(between):
            pair = (one.actor_id, other.actor_id)
            since = {p.actor_id for p in near if p.first > other.first and p.named_state}
            return pair if since <= set(pair) else ()  # others have been spoken of since
    last = list(dict.fromkeys(p.actor_id for p in reversed(near)))[:2]
    return tuple(reversed(last)) if len(last) == 2 else ()


def each_other(view: View, mention: Mention, start: int, end: int) -> Iterator[Mention]:
    """ "the tariffs that they imposed on each other's goods", "tit-for-tat duties": one mention for each side."""
    imposers = mention.roles.imposers
    if len(imposers) < 2 or not _is_mutual(view, mention, start, end):
        yield mention
        return
    for actor, why in imposers.items():
        others = {other: why for other, why in imposers.items() if other != actor}
        yield replace(mention, roles=Roles({actor: why}, others))


def says_each_other(view: View, start: int, end: int) -> bool:
    """Whether "each other" or "one another" stands among the tokens."""
    words = view.words
    return any(words[t] in ("each", "one") and words[t + 1] in ("other", "another") for t in range(start, end - 1))


def _is_mutual(view: View, mention: Mention, start: int, end: int) -> bool:
    """Whether those who impose do it to one another."""
    words, head, kind = view.words, mention.cue.head, mention.cue.kind
    pair = len(mention.roles.imposers) == 2
    if kind.id == "trade_dispute" and pair and mention.cue.entry.id == "named dispute":
        return True
    if kind.side not in SPLIT:
        return False
    if says_each_other(view, start, end):
        return True
    if not pair or not mention.roles.imposers.keys() >= mention.roles.targets.keys():
        return False
    if any(words[t] in MUTUAL for t in (*mention.cue.tokens, *view.children(head))):
        return True
    if view.deps[head] == "dobj" and words[view.heads[head]] in SWAPPING:
        return True
    why, other = mention.roles.imposers.values()
    return kind.id in BILATERAL and not mention.roles.targets and (why[1] == other[1] or why[0] == other[0] == BETWEEN)
