"""Who complained and who answers, as a ruling tells: "sided with Peru", "found against Peru", "over its ban"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, word_after
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

RULING = word_list("ruling")
TREATIES = frozenset({"agreement", "pact", "treaty", "accord", "partnership"})
REACH = 6
"""tokens after a ruling within which the winner or the loser is named"""


def ruling_roles(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Give the winner of a ruling as complainant and the owner of the disputed measure as respondent.

    A respondent who wins is told apart by the measure being his; the complainant is then left open.
    """
    if not RULING & {view.words[t] for t in cue.tokens}:
        return
    states = [p for p in parties if p.is_state and not _in_treaty(view, p)]
    owners = [p for p in states if p.first > cue.start and word_after(view, p) in ("'s", "'") and _disputed(view, p)]
    losers = [p for p in states if _after(view, p, cue, ("against",))]
    ordered = [p for p in states if _after(view, p, cue, ("ordering", "ordered", "telling", "told", "requiring"))]
    for party in [*owners, *losers, *ordered][:1]:
        roles.target(party, "answers for the disputed measure")
    for party in states:
        if party.actor_id not in roles.targets and _after(
            view, party, cue, ("with", "for", "backed", "favour", "favor")
        ):
            roles.impose(party, "the ruling favours it")


def _in_treaty(view: View, party: Party) -> bool:
    """ "the US-Mexico-Canada Agreement": a name, not a side."""
    following = view.words[party.last : party.last + 5]
    joined = view.words[party.first - 1] == "-" or following[:1] == ["-"]
    return (joined and bool(TREATIES & set(following))) or word_after(view, party) in TREATIES


def _disputed(view: View, party: Party) -> bool:
    """ "over India's ban", "that Peru's tax": the measure that the case is about."""
    before = view.words[max(0, party.first - 3) : party.first]
    return bool({"over", "that", "against", "on", "whether"} & set(before))


def _after(view: View, party: Party, cue: Cue, signs: tuple[str, ...]) -> bool:
    """Whether one of `signs` stands shortly after the mention and directly before the party."""
    if not cue.start < party.first <= cue.end + REACH or word_after(view, party) in ("'s", "'"):
        return False
    before = [w for w in view.words[max(cue.start, party.first - 3) : party.first] if w not in ("the", "of")]
    return bool(before) and before[-1] in signs
