"""Who gets round a measure has not set it: "the firm broke the sanctions by selling pumps to Syria"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, is_below, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

EVADING = word_list("evading")
OUTBOUND = frozenset({"firms", "export"})
"""sides of the measures that forbid one's own to deal with somebody"""
WITH_WHOM = frozenset({"to", "for", "with", "in", "into", "from"})
UP = 3
"""words of the parse between a measure and the verb that says it was got round"""


def evaders(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Give those with whom somebody dealt against a measure as hit by it; returns the parties left for other rules."""
    if cue.kind.side not in OUTBOUND:
        return list(parties)
    verb = next((t for t in islice(view.ancestors(cue.head), UP) if view.words[t] in EVADING), None)
    if verb is None:
        return list(parties)
    subjects = [c for c in view.children(verb) if view.deps[c] == "nsubj"]
    if any(is_below(view, cue.head, s) for s in subjects):
        return list(parties)  # "the ban broke the rules of the club": it is what breaks
    dealt = [t for deed in _deeds(view, verb) for t in _with_whom(view, deed)]
    left = []
    for party in parties:
        token = span_head(view, party)
        if party.is_state and any(is_below(view, token, t) for t in dealt):
            roles.target(party, "dealt with against it")
        elif not any(is_below(view, token, s) for s in subjects):
            left.append(party)
    return left


def _deeds(view: View, verb: int) -> Iterator[int]:
    """ "by selling pumps to Syria", "when it shipped chips to Moscow": the verbs that tell how."""
    for child in view.children(verb):
        if view.deps[child] == "prep" and view.words[child] in ("by", "in"):
            yield from (t for t in view.children(child) if view.is_verb(t))
        elif view.deps[child] in ("advcl", "conj") and view.is_verb(child):
            yield child


def _with_whom(view: View, deed: int) -> Iterator[int]:
    """ "sold pumps to Syria", "did business in Cuba": what stands behind the prepositions of a deed."""
    for token in (deed, *(c for c in view.children(deed) if view.deps[c] == "dobj")):
        yield from (t for c in view.children(token) if view.words[c] in WITH_WHOM for t in view.children(c))
