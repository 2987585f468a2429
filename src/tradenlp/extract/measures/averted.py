"""Who would be hit by what he keeps away: "Chile's envoys hope to head off tariffs", "Korea, keen to avert a ban"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Roles, is_below
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.undergoing import UNDERGOES
from tradenlp.extract.status.decide import StatusCues, governors
from tradenlp.extract.view import View

EFFORTS = word_list("efforts")
UP = 5
"""steps of the parse from a verb without a subject up to one that has it"""


def averted(view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill who tries to keep a measure away, and so would be hit by it; returns the parties left."""
    if cue.kind.side not in ("import", "export", "firms"):
        return list(parties)
    verbs = (t for t in governors(view, statuses, cue.head, cue.tokens) if _averts(statuses, t))
    subjects = [s for verb in verbs for s in _who(view, verb)]
    found = [p for p in parties if p.is_state and p.actor_id not in roles.imposers and _named(view, p, subjects)]
    for party in found:
        roles.target_only(party, UNDERGOES)
    return [p for p in parties if p not in found]


def _averts(statuses: StatusCues, token: int) -> bool:
    return token in statuses and statuses[token].sense == "avert"


def _who(view: View, verb: int) -> Iterator[int]:
    """The subject of a verb, or of the verb that it is the aim of: "sent envoys in a bid to head off"."""
    tries = view.words[verb - 2] == "order"  # "in order to head off"
    for token in (verb, *islice(view.ancestors(verb), UP)):
        tries = tries or view.words[token] in EFFORTS
        if view.tags[token].startswith("NN") and not tries:
            return  # "to offer concessions to avoid duties": by whom the parse does not tell
        told = [c for c in view.children(token) if view.deps[c] in SUBJECTS] if view.is_verb(token) else []
        told = told or _for_whom(view, token)
        if told:
            yield from told
            return


def _for_whom(view: View, verb: int) -> list[int]:
    """ "Gave time for Chile to offer": who stands behind "for" right before the infinitive."""
    before = next((c - 1 for c in view.children(verb) if c < verb and view.tags[c] == "TO"), None)
    if before is None or view.deps[before] != "pobj" or view.words[view.heads[before]] != "for":
        return []
    return [before]


def _named(view: View, party: Party, subjects: Sequence[int]) -> bool:
    """Whether a party is one of the subjects or owns it: "Chile", "Chile's envoys", "a Chilean minister"."""
    plain = ("compound", "poss", "amod", "nmod", "nsubj", "nsubjpass", "conj")
    return any(is_below(view, party.last - 1, s) for s in subjects) and view.deps[party.last - 1] in plain
