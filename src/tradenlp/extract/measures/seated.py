"""Whose firms a list or a sanction hits: "six companies based in Turkey", "banks in Iraq", "one under Nepal".

They are told by the place where they sit, as by an adjective; the state of that place, or of that adjective, does
nothing. Headlines leave out the verb of the passive, and their "sanctions" is a verb: "US sanctions Chinese mill".
"""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Roles
from tradenlp.extract.measures.near_targets import listed_with
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

HITTING = frozenset({"entity_listing", "sanctions"})
SEATED = word_list("seated") | word_list("firm_nouns")
SITTING = word_list("sitting")
INSIDE = frozenset({"in", "from", "under", "across"})
JOINING = frozenset({",", "and", "or", "the"})
ASIDE = frozenset({"for", "over", "after", "because", "by", "with", "while", "that", "which", "who", ";", ":"})
"""words behind which firms are told of that are not hit: "sanctioned for selling to firms in Iran" """
NEXT = 3
"""tokens between "sanctions" and its object"""
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
        elif _listed(view, party, cue):
            roles.target_only(party, "whose firm it is")
        elif _struck(view, party, parties, cue):
            roles.target_only(party, "struck by a headline")
            listed_with(view, parties, party, roles)
        elif not _is_cause(view, party, parties, cue):
            left.append(party)
    return [p for p in left if p.actor_id not in roles.targets or p.is_state]


def _is_cause(view: View, party: Party, parties: Sequence[Party], cue: Cue) -> bool:
    """ "Sanctions on US firms over arms sales to Taiwan": whom the quarrel is about, not who is hit."""
    between = view.words[cue.head + 1 : party.first]
    if "over" not in between or "," in between:
        return False
    over = cue.head + 1 + between.index("over")
    hit = (p for p in parties if cue.head < p.first < over)
    return any("on" in view.words[cue.head : p.first] for p in hit)


def _listed(view: View, party: Party, cue: Cue) -> bool:
    """ "Chinese chipmaker added to US blacklist": firms put nobody on a list, so that they are put on it."""
    firm = view.heads[party.last - 1]
    told = cue.kind.id == "entity_listing" and party.form == "adjective" and view.is_verb(cue.head)
    return told and view.words[firm] in SEATED and view.heads[firm] == cue.head and view.deps[firm] in SUBJECTS


def _struck(view: View, party: Party, parties: Sequence[Party], cue: Cue) -> bool:
    """ "US sanctions two Chinese banks", and not "the US sanctions Chinese banks bear"."""
    head = cue.head
    beside = view.words[head] == "sanctions" and 0 < party.first - head <= NEXT
    if not beside or (party.is_state and party.form != "adjective"):
        return False
    acting = next((p for p in parties if p.is_state and p.last == head), None)
    if acting is None or view.words[acting.first - 1 : acting.first] == ["the"]:
        return False
    return all(view.tags[t] in ("CD", "JJ") for t in range(head + 1, party.first))


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
