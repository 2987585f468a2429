"""What the ratifying of a deal tells of its stage: what must be ratified is not in force, what is frozen is put off.

"Both parliaments must ratify it", "awaits ratification": a deal that is agreed. "Halted the ratification of the deal",
"the suspension of ratification": one put aside.
"""

from __future__ import annotations

from itertools import islice

from tradenlp.extract.status.decide import Reading, StatusCues
from tradenlp.extract.status.mood import mood_of
from tradenlp.extract.view import View

RATIFYING = frozenset({"ratify", "ratifying", "ratified", "ratification"})
HIGH = 5
"""words above the ratifying among which somebody halts it"""
TO_COME = frozenset({"must", "modal", "may", "future", "infinitive", "bare"})
"""moods of a verb of what has not been done"""
DONE = frozenset({"after", "since", "following", "with"})
"""before a ratification that is over"""


def as_ratified(view: View, statuses: StatusCues, reading: Reading) -> Reading:
    """The reading; of a deal in force by words of ratifying the stage that these tell."""
    token = reading.words[-1] if reading.words else 0
    if reading.status != "in_force" or view.words[token] not in RATIFYING:
        return reading
    above = islice(view.ancestors(token), HIGH)
    halting = next((t for t in above if _halts(statuses, t)), None)
    if halting is not None and not mood_of(view, halting).negated:
        return Reading("suspended", True, "ratification put off", (halting, token))
    if _to_come(view, token):
        return Reading("announced", True, "still to be ratified", (token,))
    return reading


def _halts(statuses: StatusCues, token: int) -> bool:
    entry = statuses.get(token)
    return entry is not None and entry.role == "action" and entry.sense == "suspend"


def _to_come(view: View, token: int) -> bool:
    if view.tags[token].startswith("NN"):
        return view.words[view.heads[token]] not in DONE
    return mood_of(view, token).kind in TO_COME
