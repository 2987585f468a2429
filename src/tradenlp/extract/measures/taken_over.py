"""What a state takes over from another: "Chile adopted the EU's sanctions on Mali", "joined them", "vetoed them".

Both have such a measure then: who takes it over has made its own, and the other's stands. Who only vetoes what the
union that it belongs to would do has made none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.day_slots import Timing
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, is_below, span_head
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party, is_member
from tradenlp.extract.status.decide import Reading
from tradenlp.extract.status.mood import mood_of
from tradenlp.extract.view import View

KINDS = frozenset({"sanctions", "entity_listing", "export_control", "export_ban", "import_ban"})
JOINING = word_list("joining")
VETOING = word_list("vetoing")
STAGES = {"past": "in_force", "present": "in_force", "future": "announced"}
UNDER = {stage: word_list(name) for stage, name in
         (("proposed", "thinking_of"), ("announced", "decided_to"), ("ruled_out", "refusing_to"))}  # fmt: skip
"""by stage the verbs that tell it of an act below them"""
OWNED = frozenset({"possessive", "modifier of the noun", "agent", "whose package", "by"})
"""rules by which a state is named as the one whose measure it is"""


def taken_over(view: View, mention: Mention, parties: Sequence[Party]) -> Iterator[Mention]:
    """The mention; of one that a state takes over from another its own and that of the other."""
    verb = next((t for t in view.ancestors(mention.cue.head) if view.is_verb(t)), None)
    if mention.kind not in KINDS or verb is None:
        yield mention
        return
    owner = _owner(mention)
    doer = _doer(view, parties, verb)
    if owner is None or doer is None or doer.actor_id == owner:
        yield mention
        return
    targets = {actor: why for actor, why in mention.roles.targets.items() if actor != owner}
    whose = mention.roles.imposers.get(owner) or mention.roles.targets[owner]
    if view.words[verb] in VETOING and is_member(doer.actor_id, owner):
        yield replace(mention, roles=Roles({owner: whose}, targets))
        return
    stage = _stage(view, verb) if view.words[verb] in JOINING else None
    if stage is None or is_member(doer.actor_id, owner):
        yield mention
        return
    reading = replace(mention.reading, status=stage, certain=True)
    yield replace(mention, roles=Roles({doer.actor_id: ("takes it over", doer.first)}, targets), reading=reading)
    stands = Reading("in_force", False, "taken over by another", ())
    yield replace(mention, roles=Roles({owner: whose}, dict(targets)), reading=stands, timing=Timing(), rate=None)


def _stage(view: View, verb: int) -> str | None:
    """How far the taking over is: "joined", "will join", "is considering joining", "refused to join"."""
    mood, above = mood_of(view, verb), view.words[view.heads[verb]]
    if mood.negated:
        return "ruled_out"
    if view.deps[verb] in ("xcomp", "ccomp", "pcomp") and mood.kind in ("infinitive", "bare"):
        return next((stage for stage, words in UNDER.items() if above in words), None)
    return STAGES.get(mood.kind)


def _owner(mention: Mention) -> str | None:
    """Whose measure it is said to be; a state before "sanctions" may seem to be hit by them."""
    told = (*mention.roles.imposers.items(), *mention.roles.targets.items())
    return next((actor for actor, (rule, _) in told if rule in OWNED), None)


def _doer(view: View, parties: Sequence[Party], verb: int) -> Party | None:
    """The state that is the subject of the verb."""
    subjects = arguments_of(view, verb).subjects
    states = [p for p in parties if p.is_state and any(is_below(view, span_head(view, p), t) for t in subjects)]
    itself = (p for p in states if view.deps[span_head(view, p)] != "poss")  # "Togo's neighbour Mali"
    return next(itself, states[0] if states else None)
