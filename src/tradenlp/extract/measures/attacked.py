"""States that are told of because they are attacked: "sanctions on Russia over its invasion of Ukraine".

Whoever is invaded or bombed is no party to a measure by that; where an article leaves open who imposes, it is not them.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

ATTACKING = word_list("attacking")
ATTACKS = word_list("attacks")
UPON = frozenset({"of", "in", "on", "against", "into"})
OBJECTS = frozenset({"dobj", "nsubjpass"})
QUARRELS = frozenset({"trade", "tariff", "price", "currency", "chip", "tech", "technology", "commercial", "economic"})
"""before "war": one that is waged with measures"""


def unharmed(view: View, parties: Sequence[Party]) -> list[Party]:
    """The parties without those told of as attacked."""
    if ATTACKS.isdisjoint(view.words) and ATTACKING.isdisjoint(view.words):
        return list(parties)
    return [party for party in parties if not _attacked(view, party)]


def _attacked(view: View, party: Party) -> bool:
    """ "Invaded Ukraine", "its war in Ukraine", "the attack on Kuwait"; not "the trade war on Chinese steel"."""
    if not party.named_state:
        return False
    token = span_head(view, party)
    above = view.heads[token]
    if view.deps[token] in OBJECTS:
        return view.words[above] in ATTACKING
    noun = above - 1  # whatever the parse hangs the preposition on
    if view.deps[token] != "pobj" or view.words[above] not in UPON or view.words[noun] not in ATTACKS:
        return False
    return view.words[noun - 1] not in QUARRELS
