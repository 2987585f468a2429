"""What belongs to a list of firms: its name and what it means for those who stand on it.

"Put on its export control list" sets no control, "the strategic goods list" covers no goods, and a list "that bars them
from buying parts" does what lists do.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.view import View

LISTING = "entity_listing"
LISTS = frozenset({"list", "lists", "blacklist", "blacklists", "roster"})
WITHIN = frozenset({"entity", "entities", "control", "controls", "-", "export", "trade", "end", "user"})
"""words between what a list is called by and the list"""
FAR = 3
MEANING = frozenset({"import_ban", "export_ban", "export_control", "investment_restriction", "sanctions"})
"""types in whose words it is told what a list means"""
UP = 3
"""words of the parse between a verb and the list of which it tells"""


def without_names_of_lists(view: View, cues: Sequence[Cue]) -> list[Cue]:
    """The cues of a sentence that tells of a list of firms, without those that belong to the list."""
    if not any(cue.kind.id == LISTING for cue in cues):
        return list(cues)
    return [cue for cue in cues if cue.kind.id not in MEANING or not (_in_name(view, cue) or _of_list(view, cue))]


def names_list(view: View, last: int) -> bool:
    """Whether the words that end before token `last` are what a list is called by."""
    for token in range(last, min(len(view.words), last + FAR)):
        if view.words[token] in LISTS:
            return True
        if view.words[token] not in WITHIN:
            return False
    return False


def _in_name(view: View, cue: Cue) -> bool:
    return not view.is_verb(cue.head) and names_list(view, max(cue.tokens) + 1)


def _of_list(view: View, cue: Cue) -> bool:
    """ "A list that bars them from buying parts", "the blacklist, which keeps chips from them"."""
    verb = next((t for t in (cue.head, *view.ancestors(cue.head)) if view.is_verb(t)), None)
    for _ in range(UP):
        if verb is None:
            return False
        if view.deps[verb] in ("relcl", "acl"):
            return view.words[view.heads[verb]] in LISTS
        verb = view.heads[verb] if view.deps[verb] in ("pcomp", "prep", "xcomp", "conj") else None
    return False
