"""A deal that still has to be signed or ratified is not in force, however long ago it was agreed."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.stages import TO_BE_SIGNED
from tradenlp.extract.view import View

OUTSTANDING = word_list("before_ratifying")
CONSENT = frozenset({"ratify", "ratified", "ratification"})
DONE = frozenset({"after", "since", "following"})
REACH = 5
"""tokens before "ratified" among which it is told that this is still to come"""


def is_unratified(view: View, mentions: Sequence[Mention]) -> bool:
    """Whether a sentence that speaks of a deal says that it has yet to be signed or ratified."""
    if any(m.reading.rule == TO_BE_SIGNED for m in mentions):
        return True
    return any(_outstanding(view, *view.sentences[number]) for number in {m.sentence for m in mentions})


def _outstanding(view: View, start: int, end: int) -> bool:
    for token in (t for t in range(start, end) if view.words[t] in CONSENT):
        before = set(view.words[max(start, token - REACH) : token])
        if not before.isdisjoint(OUTSTANDING) and before.isdisjoint(DONE):
            return True
    return False
