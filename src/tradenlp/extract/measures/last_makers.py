"""Who has made what nobody is said to have made: whose capital is told of, or who alone rules.

Asked last, for acts that would be dropped: "In Ottawa a licence for steel was called for", "MANILA - Banks were told
to open no credits for cars", "Ethiopian buyers of cars fear a ban".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.lexicon import measure_types, word_list
from tradenlp.extract.measures.likely_makers import struck
from tradenlp.extract.measures.links import span_head
from tradenlp.extract.measures.newsrooms import state_of_news
from tradenlp.extract.measures.own_news import RULING, rules
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.passages import seats
from tradenlp.extract.view import View

AT_ISSUE = frozenset({"subsidy"})
"""types that others than those who do it speak of"""
BUYING = word_list("buyers_at_home")
"""after a nationality: who buys at home what comes in"""
LONGEST_NAME = 3
"""tokens"""
NAMES = ("NNP", "NNPS")
ORIGIN_VERBS = word_list("origin_verbs")
VENUES = word_list("meeting_somewhere")
INWARD = ("import", "home")


def last_maker(view: View, act: Act, parties: Sequence[Party]) -> set[str]:
    """The one state that can have made an act, by its own sentences or else by the whole text; empty where none is."""
    if not _is_told(act):
        return _at_home(view, act, parties) if act.kind in AT_ISSUE else set()
    own = [view.sentences[m.sentence] for m in act.mentions]
    for stretches in (own, [(0, len(view.words))]):
        near = [p for p in parties if p.is_state and any(start <= p.first < end for start, end in stretches)]
        for found in (_ruling(view, act, near), _placed(view, stretches)):
            others = found - act.targets - act.objectors
            if len(others) == 1:
                return others
            if not others and len(found) == 1 and _misread(act, found) and not found & struck(act):
                act.targets.clear()
                return found
    return _at_home(view, act, parties)


def _at_home(view: View, act: Act, parties: Sequence[Party]) -> set[str]:
    """The state whose news it is, in a text that names none: "MUMBAI: The government doubled the duty on peas"."""
    state = None if any(p.is_state for p in parties) else state_of_news(view)
    return {state} - act.targets if state else set()


def _is_told(act: Act) -> bool:
    """Whether it is a measure, and none of the words that have other meanings."""
    told = act.goods or act.targets or act.rate is not None
    return bool(told) and act.one_sided and act.kind not in AT_ISSUE


def _misread(act: Act, ruling: set[str]) -> bool:
    """Whether whom it seemed to hit is the one state that rules where it holds: "a price edge in Turkish law"."""
    return act.targets == ruling and measure_types()[act.kind].side != "firms"


def _ruling(view: View, act: Act, parties: Sequence[Party]) -> set[str]:
    """The states among the parties that are told of as such, not for what comes from them."""
    inward = measure_types()[act.kind].side in INWARD
    return {p.actor_id for p in parties if (rules(view, p) and not _of_origin(view, p)) or (inward and _buys(view, p))}


def _of_origin(view: View, party: Party) -> bool:
    """ "Grapes grown in Chile", "mills in Chile": where goods come from, or those who make them."""
    token = span_head(view, party)
    above = view.heads[token]
    if view.deps[token] != "pobj":
        return False
    holder = view.heads[above]
    named = view.tags[holder].startswith("NN") and view.words[holder] not in RULING
    return named or view.words[holder] in ORIGIN_VERBS


def _buys(view: View, party: Party) -> bool:
    """ "Ethiopian buyers of cars": who is spoken of buys at home."""
    return party.form == "adjective" and not BUYING.isdisjoint(view.words[party.last : party.last + 2])


def _placed(view: View, stretches: Sequence[tuple[int, int]]) -> set[str]:
    """The states whose seats are named, but where people of several states meet."""
    apart = [s for s in stretches if VENUES.isdisjoint(view.words[slice(*s)])]
    return {state for start, end in apart for state in _named(view, start, end)}


def _named(view: View, start: int, end: int) -> Iterator[str]:
    known = seats()
    for token in range(start, end):
        if view.tags[token] in NAMES:
            for last in range(token + 1, min(end, token + LONGEST_NAME) + 1):
                if (state := known.get(tuple(view.words[token:last]))) is not None:
                    yield state
