"""For what a state is punished: "sanctions over Togo's part in the war in Mali", "for its invasion of Mali".

Whose deed it is may be hit; where it was done, or to whom, is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

PUNISHING = frozenset({"sanctions", "entity_listing", "export_ban", "export_control"})
"""types that answer what a state has done"""
DEEDS = word_list("deeds")
DEALINGS = frozenset({"sales", "sale", "visit", "visits", "trip", "trade", "supplies", "deliveries", "transfers"})
"""what is a deed only behind "over": "over arms sales to Togo" """
FOR = frozenset({"over", "for", "after", "since", "following", "amid"})
BECAUSE = frozenset({("response", "to"), ("because", "of"), ("view", "of"), ("light", "of"), ("reaction", "to")})
BEFORE = 7
"""tokens between the word for the ground and the deed"""
BEHIND = 8
"""tokens behind the deed among which is told to whom it was done"""
OF_IT = frozenset({"the", "its", "their", "his", "a", "an"})
PARTING = frozenset({",", ";", ":", "that", "which", "who", "and"})
MARKET = frozenset({"price", "prices", "supply", "supplies", "shortage", "shortages", "costs", "demand", "inflation"})
TO_WHOM = frozenset({"of", "in", "on", "against", "with", "into", "to", "by", "across"})


@dataclass(frozen=True, slots=True)
class Grounds:
    """The parties of a sentence that are named only with a deed."""

    doers: tuple[Party, ...]
    """whose deed it is"""
    others: tuple[Party, ...]
    """to whom or where it was done"""


def grounds_of(view: View, parties: Sequence[Party], cue: Cue) -> Grounds:
    """Who is named in the sentence of a mention only with the deed for which it punishes."""
    doers: list[Party] = []
    others: list[Party] = []
    if cue.kind.id in PUNISHING:
        for party in (p for p in parties if not p.first <= cue.head < p.last):
            start = next((s for s, _ in reversed(view.sentences) if s <= party.first), 0)
            if _does(view, party, start):
                if not _moves_prices(view, party, cue):
                    doers.append(party)
            elif _suffers(view, party, start):
                others.append(party)
    return Grounds(tuple(doers), tuple(others))


def hit_for_deeds(grounds: Grounds, roles: Roles) -> None:
    """Who is hit where nobody else is said to be: whose deed it is."""
    for party in grounds.doers if not roles.targets else ():
        if party.is_state and party.actor_id not in roles.imposers:
            roles.target(party, "whose deed it is")


def _does(view: View, party: Party, start: int) -> bool:
    """ "over Togo's alleged part", "for Togolese raids"."""
    ahead = range(party.last, min(len(view.words), party.last + BEFORE))
    deed = next((t for t in ahead if view.words[t] in DEEDS), None)
    if deed is None or any(_parts(view, t) for t in range(party.last, deed)):
        return False
    owned = view.words[party.last] in ("'s", "’s", "'", "’") or view.heads[party.last - 1] == deed
    return owned and _for_it(view, party.first, start)


def _moves_prices(view: View, party: Party, cue: Cue) -> bool:
    """ "Peru banned exports after Togo's raid pushed up prices": what a deed did to a market is no ground to punish."""
    verb = next((t for t in view.ancestors(party.first) if view.is_verb(t) and view.deps[t] != "prep"), None)
    if verb is None or verb in cue.tokens:
        return False
    told = (t for c in view.children(verb) if view.deps[c] in ("nsubj", "dobj") for t in view.subtree(c))
    return any(view.words[t] in MARKET for t in told)


def _suffers(view: View, party: Party, start: int) -> bool:
    """ "for its invasion of Mali", "over the part it had in the war in Mali", "since the Mali war"."""
    low = max(start, party.first - BEHIND)
    over = DEALINGS if "over" in view.words[low : party.first] else frozenset()
    deed = next((t for t in range(party.first - 1, low - 1, -1) if view.words[t] in DEEDS | over), None)
    if deed is None or any(_parts(view, t) for t in range(deed + 1, party.first)):
        return False
    between = view.words[deed + 1 : party.first]
    if TO_WHOM.isdisjoint(between):
        return False
    return any(_for_it(view, t, start) for t in range(deed, max(start, deed - BEFORE), -1))


def _for_it(view: View, first: int, start: int) -> bool:
    """Whether the words right before a phrase make it a ground."""
    before = first - 1
    while before > start and (
        view.words[before] in ("the", "its", "their", "his", "a", "an") or _describes(view, before)
    ):
        before -= 1
    pair = tuple(view.words[max(start, before - 1) : before + 1])
    return view.words[before] in FOR or pair in BECAUSE


def _describes(view: View, token: int) -> bool:
    return view.tags[token] in ("JJ", "VBN", "VBG", "RB", "HYPH", "CD") and not view.is_verb(token)


def _parts(view: View, token: int) -> bool:
    """Whether a word ends the phrase of a deed."""
    return view.words[token] in (",", ";", ":", "that", "which", "who", "and") or view.tags[token] in (
        "VBD",
        "VBZ",
        "VBP",
        "MD",
    )
