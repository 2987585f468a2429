"""Where those sit whom a list or a sanction hits: "six companies based in Turkey", "banks in Iraq", "one under Nepal".

Whose firms are hit is told by the place where they sit, as by an adjective; the state of that place does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

HITTING = frozenset({"entity_listing", "sanctions"})
SEATED = word_list("seated") | word_list("firm_nouns")
SITTING = word_list("sitting")
INSIDE = frozenset({"in", "from", "under", "across"})
JOINING = frozenset({",", "and", "or", "the"})
ASIDE = frozenset({"for", "over", "after", "because", "by", "with", "while", "that", "which", "who", ";", ":"})
"""words behind which firms are told of that are not hit: "sanctioned for selling to firms in Iran" """
FAR = 24
"""tokens between the firms and the mention"""


def seated(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill the states where the firms sit that the mention hits; returns the parties left."""
    if cue.kind.id not in HITTING:
        return list(parties)
    ends = {p.last for p in parties if p.named_state}
    left = []
    for party in parties:
        place = _place(view, party, ends) if party.named_state and party.form != "adjective" else None
        if place is not None and (firms := _firms_at(view, place)) is not None and _hit(view, firms, parties, cue):
            roles.target_only(party, "where they sit")
        else:
            left.append(party)
    return left


def _place(view: View, party: Party, ends: set[int]) -> int | None:
    """The preposition of the list of places that a state stands in: "in" of "in Dalian, China, Iran and the UAE"."""
    token = party.first - 1
    while token > 0 and (view.words[token] in JOINING or token + 1 in ends or view.tags[token].startswith("NNP")):
        token -= 1
    if view.words[token] == "of" and view.words[token - 1].startswith("destination"):
        token -= 2 + (view.words[token - 2] == "the")
    return token if view.words[token] in INSIDE else None


def _firms_at(view: View, place: int) -> int | None:
    """The noun or number before a preposition, or before the participle of sitting: "companies based in", "two in"."""
    noun = place - 1 - (view.words[place - 1] in SITTING)
    known = view.words[noun] in SEATED or (view.tags[noun] == "CD" and noun == place - 1)
    return noun if noun >= 0 and known else None


def _hit(view: View, firms: int, parties: Sequence[Party], cue: Cue) -> bool:
    """Whether the firms are those of the mention, and are not told to be of another state: "Thai firms in Laos"."""
    below = view.children(firms)
    if any(p.form == "adjective" and p.last - 1 in below for p in parties):
        return False
    near = min(cue.tokens, key=lambda t: abs(t - firms))
    between = view.words[min(near, firms) + 1 : max(near, firms)]
    inside = cue.start <= firms < cue.end
    aside = ASIDE if firms < near else ASIDE | {"to"}  # "adds two firms in Peru to its list"
    return inside or (len(between) <= FAR and aside.isdisjoint(between))
