"""Words of status that the parse has not tied to the measure: a verb or a noun right before it."""

from __future__ import annotations

from tradenlp.extract.status.climb import StatusCues
from tradenlp.extract.view import View


def noun_before(view: View, cues: StatusCues, verb: int) -> tuple[int, str] | None:
    """ "the threat on Friday to impose": the noun before an infinitive, where a day stands between the two."""
    before = [c for c in view.children(verb) if view.words[c] == "to" and view.deps[c] == "aux"]
    for token in range(before[0] - 1, max(-1, before[0] - 5), -1) if before and before[0] == verb - 1 else ():
        entry = cues.get(token)
        if entry is not None and entry.role == "attitude" and view.tags[token].startswith("N"):
            return (token, entry.sense) if token < before[0] - 1 else None
        if not any(d.first <= token < d.last for d in view.dates) and view.tags[token] not in ("IN", "DT", "JJ"):
            return None
    return None


def headline_verb(view: View, cues: StatusCues, head: int) -> int | None:
    """ "Kenya scraps ban on": the act, which the parse takes for a noun, as it takes the ban for a verb."""
    for token in range(head - 1, max(-1, head - 4), -1):
        if view.tags[token] == "NNS" and view.heads[token] == head and view.deps[token] in ("nsubj", "compound"):
            known = token in cues and cues[token].role in ("action", "attitude")
            return token if known and view.tags[head] in ("VB", "VBP") else None
        if not view.tags[token].startswith(("JJ", "NN", "HYPH")):
            return None
    return None


def verb_before(view: View, cues: StatusCues, start: int) -> int | None:
    """Where the parse has lost the thread: a verb of status right before the noun phrase.

    "Threats and Peru's curbs": what is joined and has an owner of its own is not spoken of by the word before.
    """
    owned = False
    for token in range(start - 1, max(-1, start - 6), -1):
        entry = cues.get(token)
        if (
            entry is not None
            and entry.role in ("action", "attitude")
            and (view.is_verb(token) or view.tags[token] == "NNS" or _in_title_case(view, token))
        ):
            return token
        owned = owned or view.tags[token] in ("POS", "PRP$")
        if owned and view.tags[token] == "CC":
            return None
        if not view.tags[token].startswith(
            ("DT", "JJ", "NN", "PRP$", "CD", "HYPH", "VBN", "POS", "$", "RB", "CC", ",")
        ):
            return None
    return None


def _in_title_case(view: View, token: int) -> bool:
    """ "Peru Lifts Ban on Chilean Wine": a verb with a capital, which the parse takes for a name."""
    return view.tags[token].startswith("NNP") and token < view.body_token and view.words[token].endswith("s")
