"""What a case is about is the deed of who answers for it: "Peru sued Chile over duties on ham" tells of Chile's duties.

A measure told behind "over", "against" or "for doing" in the words of a case has no maker there but the state that is
called to account, unless its own noun names one; who complains is hit by it, and what is done with the case is not
done to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import UNAIMED, Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.status.decide import UNTOLD, Reading
from tradenlp.extract.view import View

ABOUT = frozenset({"over", "against", "about", "concerning", "regarding", "on", "into"})
FOR_DEEDS = frozenset({"for"})
"""joins what somebody has done to a case: "for banning" """
BRINGING = word_list("bringing_cases")
ANSWERED = "called to account for it"
COMPLAINS = "who calls to account"
SIDES = ("import", "export", "home")


def answered_for(view: View, mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """The mention as the deed of the state that a case before it in the sentence is against."""
    if mention.cue.kind.side not in SIDES or ANSWERED in {why for why, _ in mention.roles.imposers.values()}:
        return mention
    case = next((m for m in mentions if m.kind == "trade_dispute" and m.cue.start < mention.cue.start), None)
    joint = _joint(view, mention, case) if case is not None else None
    if case is None or joint is None or _owned(view, mention):
        return mention
    sued = {actor: (ANSWERED, token) for actor, (_, token) in case.roles.targets.items() if token < joint}
    suing = _brought_by(view, mention) or {a: why for a, why in case.roles.imposers.items() if why[1] < joint}
    if suing.keys() & sued.keys() or mention.roles.imposers.keys() - suing.keys() - sued.keys():
        return mention
    hit = {a: why for a, why in mention.roles.targets.items() if a not in sued}
    if not hit and sued and len(suing) == 1 and mention.cue.kind.side == "import" and mention.kind not in UNAIMED:
        hit = {actor: (COMPLAINS, token) for actor, (_, token) in suing.items()}
    objectors = mention.objectors | suing.keys()
    reading = _own_reading(view, mention, case, done=view.words[joint] in FOR_DEEDS)
    return replace(mention, roles=Roles(sued, hit), reading=reading, objectors=objectors)


def _joint(view: View, mention: Mention, case: Mention) -> int | None:
    """The "over" or "against" in the words of the case by which it is about the mention."""
    noun = mention.cue.head
    if view.deps[noun] == "dobj" and view.deps[view.heads[noun]] == "pcomp":
        noun = view.heads[noun]  # "for levying duties"; "over shipbuilding subsidies", where a good is taken for a verb
    joint = view.heads[noun]
    joints = ABOUT | FOR_DEEDS if view.tags[noun] == "VBG" else ABOUT
    if view.deps[noun] not in ("pobj", "pcomp") or view.words[joint] not in joints:
        return None
    if not case.cue.start < joint < mention.cue.start:
        return None
    steps = (case.cue.head, *view.ancestors(case.cue.head))
    top = next((t for t in steps if view.is_verb(t)), case.cue.head)
    return joint if any(t in (case.cue.head, top) for t in view.ancestors(joint)) else None


def _owned(view: View, mention: Mention) -> bool:
    """ "over its duties", "against Chile's ban", "over Chilean duties", "duties that Chile imposed"."""
    head = mention.cue.head
    if any(view.deps[c] == "poss" for c in view.children(head)):
        return True
    below = set(view.subtree(head))
    told = {token for rule, token in mention.roles.imposers.values() if token in below}
    return bool(told) and _brought_by(view, mention) == {}


def _brought_by(view: View, mention: Mention) -> dict[str, tuple[str, int]]:
    """ "A dispute over subsidies brought by Peru": who brought the case, which the parse hangs on the measure."""
    head = mention.cue.head
    brought = [c for c in view.children(head) if view.deps[c] == "acl" and view.words[c] in BRINGING]
    below = {t for c in brought for t in view.subtree(c)}
    return {actor: why for actor, why in mention.roles.imposers.items() if why[1] in below}


def _own_reading(view: View, mention: Mention, case: Mention, *, done: bool) -> Reading:
    """How far the measure has got, which the fate of the case does not tell; nobody is sued before it is `done`."""
    of_case = {case.cue.head, *case.cue.tokens, *view.ancestors(case.cue.head)}
    if not done and (not mention.reading.words or not of_case.issuperset(mention.reading.words)):
        return mention.reading
    default = mention.cue.entry.status or mention.cue.kind.default_status
    return Reading(default, False, UNTOLD, ())
