"""Who gives what others get: "faces duties of 9% from Washington", "a waiver from Brussels", "a ban from Ankara".

Where goods stand between a measure and "from", the state is where they come from: "duties on rope from Laos".
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.scope import RATE_WORDS
from tradenlp.extract.view import View

GIVEN = word_list("given")
RATED = RATE_WORDS - {"from", "between"}
SIDES = frozenset({"import", "export", "firms"})
BODIES = frozenset({"government_body", "person"})
FAR = 9
"""tokens between a measure and "from" that tell its rate"""


def givers(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill who gives the measure named by `cue`; returns the parties left."""
    if cue.kind.side not in SIDES or view.words[cue.head] not in GIVEN or view.is_verb(cue.head):
        return list(parties)
    source = _source(view, cue.head)
    if source is None:
        return list(parties)
    giver = next((p for p in parties if p.first in (source, source + 1) and _decides(view, p)), None)
    if giver is not None:
        roles.impose_only(giver, "from whom it comes")
    return [p for p in parties if p is not giver]


def _source(view: View, noun: int) -> int | None:
    """The token behind "from", the article skipped, where it follows the noun or the rate of the noun."""
    for token in range(noun + 1, min(noun + FAR, len(view.words) - 1)):
        if view.words[token] == "from":
            return token + 1
        if view.tags[token] != "CD" and view.words[token] not in RATED:
            return None
    return None


def _decides(view: View, party: Party) -> bool:
    """ "from Laos", "from its customs office", and not "from Lao mills"."""
    if not party.is_state or view.words[party.first - 1] not in ("from", "the"):
        return False
    behind = "".join(view.tags[party.last : party.last + 1])
    return party.kind in BODIES or (party.form != "adjective" and not behind.startswith("NN"))
