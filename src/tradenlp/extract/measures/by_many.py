"""What many states do together without being named: "Western sanctions", "international sanctions".

No state of the article has made them because it is named beside them; mostly it is the one that they hit.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

MANY = frozenset({"western", "international", "multilateral", "allied", "global"})
LIVING_WITH = frozenset({"despite", "under", "amid", "after", "since", "following"})
"""in "Iran, under international sanctions, sells oil to China" """
DOERS = ("by", "agent")
"""rules that name who has made something in so many words: "Western sanctions imposed by the US" """
TOLD = ("on after the noun", "against after the noun", "object of the verb", "its goods")
"""rules that name who is hit in so many words"""


def made_by_many(view: View, cue: Cue) -> bool:
    """Whether penalties are said to be those of many unnamed states."""
    if cue.kind.side != "firms" or view.is_verb(cue.head):
        return False
    return any(view.words[c] in MANY and view.deps[c] == "amod" for c in view.children(cue.head))


def hit_by_many(view: View, cue: Cue, parties: Sequence[Party], start: int, roles: Roles) -> None:
    """Take those from the makers who only stand beside; they are hit, where nobody is said to be."""
    doers = (*DOERS, "subject") if roles.targets else DOERS  # "Peru ordered a global embargo on trade with Togo"
    beside = {actor: why for actor, why in roles.imposers.items() if why[0] not in doers}
    roles.deny(beside)
    if roles.imposers or any(rule in TOLD for rule, _ in roles.targets.values()):
        return
    living = next((p for p in parties if start <= p.first < cue.start and p.named_state), None)
    if living is not None and view.words[view.heads[cue.head]] in LIVING_WITH:
        roles.targets = {}
        roles.target(living, "who lives with it")
    elif beside:
        roles.targets = dict([next(iter(beside.items()))])
