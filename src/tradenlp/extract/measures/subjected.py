"""Measures told by what those hit must do: "Danish investors must ask Nuuk", "its Chinese owner has to sell"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import Roles, is_below, link, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

PLACES = frozenset({"in", "of", "into", "within", "at"})
"""prepositions that say of who is hit where they are, or what they want to have"""


def subjected(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill who is hit, the subject, and whose leave, land or firms it is about; returns the parties left."""
    verb = next((t for t in reversed(cue.tokens) if view.is_verb(t)), None) if cue.entry.undergone else None
    if verb is None:
        return list(parties)
    told = arguments_of(view, verb)
    asked = [t for t in cue.tokens if t not in told.subjects and not view.is_verb(t)]
    left = []
    for party in parties:
        subject = next((s for s in told.subjects if is_below(view, span_head(view, party), s)), None)
        if subject is not None:
            _of_subject(view, party, subject, cue, roles)
        elif party.is_state and any(is_below(view, span_head(view, party), t) for t in asked):
            roles.impose_only(party, "whose leave or property it is")
        else:
            left.append(party)
    return left


def passed_on(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill whom a participle is said of that stands apart from it; returns the parties left.

    "The brokers, having been blacklisted, …", "the bank was sold after being hit with sanctions".
    """
    verb = cue.head if view.is_verb(cue.head) else _striking(view, cue.head)
    if cue.kind.side != "firms" or verb is None or view.tags[verb] != "VBN" or cue.entry.undergone:
        return list(parties)
    hit = [t for t in arguments_of(view, verb).objects if not is_below(view, t, verb)]
    for party in parties:
        token = span_head(view, party)
        above = next((t for t in hit if is_below(view, token, t) and not is_below(view, token, verb)), None)
        found = None if above is None or token == above else link(view, party, above)
        if above is not None and (found is None or not found.prepositions):
            roles.target(party, "said of it")
    return [p for p in parties if p.actor_id not in roles.targets]


def _striking(view: View, noun: int) -> int | None:
    """The participle of "hit with sanctions", "placed under an embargo"."""
    joint = view.heads[noun]
    struck = view.deps[noun] == "pobj" and view.words[joint] in ("with", "by", "under", "to")
    return view.heads[joint] if struck and view.is_verb(view.heads[joint]) else None


def _of_subject(view: View, party: Party, subject: int, cue: Cue, roles: Roles) -> None:
    """ "Chinese buyers" are hit, "foreign buyers of Danish land" and "foreign bids in Fiji" only tell where."""
    found = link(view, party, subject)
    place = found is not None and found.prepositions and found.prepositions[0] in PLACES
    if place and cue.kind.id == "investment_restriction":
        if party.is_state:
            roles.impose_only(party, "where they buy")
    else:
        roles.target_only(party, "must do it")
