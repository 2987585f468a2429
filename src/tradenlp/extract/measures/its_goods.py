"""Whose goods a measure is on, told by a pronoun: "a tariff on its goods", "wants talks on a ban on its tomatoes"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, acts_in, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View

ITS_WARES = frozenset({"goods", "products", "exports", "shipments", "wares"})
OWN_IMPORTS = word_list("own_imports")
ITS_REACH = 9
"""tokens after a charge in which "on its goods" is of the charge"""


def its_goods(view: View, cue: Cue) -> int | None:
    """ "a tariff on its goods", "the tariff that Fiji puts on its goods", "readmits their eggs": the pronoun."""
    goods = (t for t in cue.tokens if t != cue.head and view.is_verb(cue.head) and are_goods(view, t))
    owner = next((c for t in goods for c in view.children(t) if view.tags[c] in ("PRP$", "WP$")), None)
    if owner is not None:
        return owner
    for token in range(cue.head + 1, min(cue.head + ITS_REACH, len(view.words) - 1)):
        if view.words[token] in ("its", "their") and view.words[token - 1] in ("on", "against"):
            return None if OWN_IMPORTS & set(view.words[token : token + 7]) else token
    return None


def complains_for_its_goods(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """ "Mexico wants talks on a ban on its tomatoes": who is not said to do it, and whose goods it is on, is hit.

    Returns the parties that are not.
    """
    its = its_goods(view, cue) if cue.kind.side == "import" else None
    if its is None or not are_its_wares(view, view.heads[its]):
        return list(parties)
    apart = False
    for token in view.ancestors(cue.head):
        apart = apart or view.deps[token] == "prep"
        if not view.is_verb(token):
            continue
        if not apart:
            return list(parties)
        owner = next((p for p in parties if p.is_state and acts_in(view, p, token)), None)
        if owner is not None:
            roles.target_only(owner, "its goods")
            return [p for p in parties if p.actor_id != owner.actor_id]
    return list(parties)


def are_its_wares(view: View, thing: int) -> bool:
    """Goods, or a word such as "exports" behind "its"."""
    return are_goods(view, thing) or view.words[thing] in ITS_WARES


def are_goods_of(view: View, party: Party, verb: int) -> bool:
    """ "Peruvian cloth enters free of duty": whether a state only tells where the goods are from that a verb moves."""
    token = span_head(view, party)
    thing = view.heads[token]
    adjective = party.form == "adjective" and view.deps[token] == "amod"
    return adjective and view.heads[thing] == verb and are_its_wares(view, thing)
