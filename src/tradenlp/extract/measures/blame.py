"""Who is blamed for a measure has taken it: "accused Peru of stopping shipments", "thanked Peru for lifting it"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import ON_SELLERS, Roles, link, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

DONE = frozenset({"of", "for"})
"""what joins a deed to the verb that blames somebody for it"""
AIMED = ("against", "at", "with")
ORIGINS = frozenset({"on", "of", "from", "against"})
OWN = frozenset({"its", "their"})


def blamed(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Give the state that a verb blames or praises as who imposes; returns the parties that have no part in that."""
    verb = _blaming(view, cue)
    if verb is None:
        return list(parties)
    told = arguments_of(view, verb)
    hit = (*told.objects, *(t for name in AIMED for t in told.links.get(name, ())))
    doers = [p for p in parties if p.is_state and any(_is(view, p, token) for token in hit)]
    if not doers:
        return list(parties)
    for party in doers:
        roles.impose(party, f"who is told to have done it: {view.words[verb]}")
    blaming = [p for p in parties if p not in doers and any(_is(view, p, token) for token in told.subjects)]
    if any(view.words[t] in OWN and view.words[t - 1] in ORIGINS for t in view.subtree(verb) if t > cue.head):
        for party in blaming:
            roles.target(party, "its own goods")
    return [p for p in parties if p not in doers and p not in blaming]


def _blaming(view: View, cue: Cue) -> int | None:
    """The verb above a deed: "accused … of stopping", "hit … with a complaint for banning"."""
    for deed in (cue.head, *view.ancestors(cue.head)):
        if not view.is_verb(deed) or (deed in cue.tokens and cue.kind.id in ON_SELLERS):
            continue
        joint = view.heads[deed]
        having = any(view.words[c] == "having" for c in view.children(deed))
        if (view.tags[deed] == "VBG" or having) and view.deps[deed] == "pcomp" and view.words[joint] in DONE:
            return next((t for t in view.ancestors(joint) if view.is_verb(t)), None)
        if view.deps[deed] not in ("xcomp", "conj"):
            return None
    return None


def _is(view: View, party: Party, token: int) -> bool:
    """ "China", "the government of China", "China's leaders"."""
    if party.first <= token < party.last:
        return True
    found = link(view, party, token) if party.form != "adjective" else None
    owner = view.deps[span_head(view, party)] == "poss"
    return found is not None and not found.through_clause and (found.prepositions == ("of",) or owner)
