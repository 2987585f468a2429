"""The words that name a measure, widened from its cue to the whole phrase: "export controls on rare earth elements"."""

from __future__ import annotations

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.view import View

LONGEST = 12
"""tokens that a phrase may have after its cue"""
BEFORE = frozenset({"compound", "amod", "nmod", "nummod", "poss", "case", "punct", "advmod", "quantmod"})
AFTER = frozenset({"on", "of", "against", "for", "from", "to", "into", "over"})
STOPS = frozenset({",", ";", ":", ".", "(", ")", "--", "—", "–", '"', "“", "”", "that", "which", "who"})


def phrase_of(view: View, cue: Cue) -> tuple[int, int]:
    """Tokens (end exclusive) of the noun phrase, or of the verb with its object, that the cue stands in."""
    first, last = cue.start, cue.end
    start = max((s for s, _ in view.sentences if s <= first), default=0)
    if not view.is_verb(cue.head):
        while first > start and _joins_front(view, first - 1, first, last):
            first -= 1
        while first < cue.start and (view.words[first] in ("-", ",", "'s", "’") or view.deps[first] == "punct"):
            first += 1
    return first, _end(view, cue, last)


def _joins_front(view: View, token: int, first: int, last: int) -> bool:
    """Whether a token modifies a word of the phrase from the front."""
    return (
        view.deps[token] in BEFORE
        and first <= view.heads[token] < last
        and view.words[token] not in STOPS
        and not view.is_verb(token)
    )


def _end(view: View, cue: Cue, last: int) -> int:
    """The end of the "on", "of" … phrase, or of the object, that begins right after the cue."""
    anchors = {cue.head, *cue.tokens}
    opens = last < len(view.words) and (
        (view.words[last] in AFTER and view.deps[last] in ("prep", "dative") and view.heads[last] in anchors)
        or (view.words[last - 1] in AFTER or view.is_verb(last - 1))
        or last <= view.heads[last - 1] < last + 3
        or (view.deps[last] == "cc" and view.heads[last] in anchors - {cue.head})
    )
    if not opens:
        return last
    for token in range(last, min(last + LONGEST, len(view.words))):
        above = {token, *view.ancestors(token)}
        if view.words[token] in STOPS or not above & anchors or view.tags[token] in ("VBD", "VBZ", "VBP", "MD", "TO"):
            break
        if any(view.deps[t] == "npadvmod" for t in above - anchors):
            break
        last = token + 1
    while last > cue.end and view.tags[last - 1] in ("IN", "CC", "DT", "HYPH", "TO", "PRP$", "_SP"):
        last -= 1
    return last
