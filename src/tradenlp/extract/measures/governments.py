"""Whose government it is: "the finance minister in Rabat", "the ministry" in the news of one state."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, cannot_act, sentence_subject
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.passages import governed_from
from tradenlp.extract.view import View, within

BEARERS = word_list("bearers")
GOVERNMENTS = word_list("governments") - {"officials", "lawmakers", "court"}
ASKING = frozenset({"ask", "asks", "asked", "urge", "urges", "urged", "press", "pressed", "lobbied", "petitioned"})
REACTING = word_list("reacting")
KINDS_OF_RULE = frozenset({"caretaker", "central", "coalition", "current", "federal", "interim", "military", "national",
                           "new", "outgoing", "present", "previous", "ruling", "union"})  # fmt: skip
"""what tells of a government, and not whose it is"""
FAR_BACK = 120
"""tokens before "the government" within which its state is named with the same noun"""
UP = 4
"""words of the parse between a measure and the verb whose subject acts"""


def by_government(view: View, parties: Sequence[Party], cue: Cue, home: Party | None, roles: Roles) -> None:
    """ "the government suspended duties", "exports, the ministry decided, …": of the state whose news it is."""
    subject = _acting(view, cue.head)
    if subject is None:
        return
    if (seated := governed_from(view, subject)) is not None:
        roles.impose(seated, "who sits in its seat of government")
        return
    if view.words[subject] not in GOVERNMENTS or not _unnamed(view, subject):
        return
    speakers = [p for p in sentence_subject(view, parties) if p.first < subject and p.actor_id not in roles.targets]
    chosen = speakers[-1] if speakers else _government_before(view, subject) or home
    if chosen is not None and chosen.actor_id not in cannot_act(cue.kind.id, roles):
        roles.impose(chosen, "the government: of whom the news is")


def _government_before(view: View, noun: int) -> Party | None:
    """ "The Indian government lifted the ban … after the government had taxed exports": the one named so before."""
    before = [p for p in within(view.actors, max(0, noun - FAR_BACK), noun) if p.last < noun]
    for place in reversed(before):
        after = place.last + (view.words[place.last : place.last + 1] == ["'s"])
        owned = view.words[after : after + 1] == [view.words[noun]]
        of_it = view.words[max(0, place.first - 2) : place.first] == [view.words[noun], "of"]
        actor = view.table.get(place.fact.actor_id)
        if actor is not None and actor.kind == "country" and (owned or of_it):
            return Party(actor.actor_id, True, actor.kind, place.fact.form, place.first, place.last)
    return None


def _acting(view: View, head: int) -> int | None:
    """The subject of the verb of a mention, or of the nearest verb above it that has one; whoever is asked to do it."""
    for token in (head, *islice(view.ancestors(head), UP)):
        asked = next((c for c in view.children(token) if view.deps[c] == "dobj" and view.words[c] in GOVERNMENTS), None)
        if asked is not None and view.words[token] in ASKING:
            return asked
        subject = next((c for c in view.children(token) if view.deps[c] == "nsubj"), None)
        if view.is_verb(token) and subject is not None:
            return subject if view.words[token] not in REACTING | BEARERS else None
    return None


def _unnamed(view: View, noun: int) -> bool:
    """Whether nothing before or after a noun tells whose it is: "the federal government", "authorities"."""
    below = [c for c in view.children(noun) if view.deps[c] not in ("det", "relcl", "punct", "cc")]
    return all(view.words[c] in KINDS_OF_RULE for c in below)
