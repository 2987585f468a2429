"""Who the sides of a deal are: "US-China pact", "a deal between India and Nepal", "Chile signed … with Peru"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.agreements import TALKS, on_other_matter
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.deal_members import members
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Link, Roles, link
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.status.decide import StatusCues, governors
from tradenlp.extract.view import View, within

BREAKS = word_list("breaks")
HAVING = frozenset({"has", "have", "had"})
FIRM_NAME = 5
"""tokens that the name of a firm may have before its last"""
PARTNERS = frozenset(
    {"countries", "country", "nations", "nation", "partners", "partner", "states", "economies", "those"}
)
BREAKING = frozenset({"break", "breaks", "broke", "breach", "breaches", "breached", "violate", "violates", "violated",
                      "violating", "breaking", "contravene", "contravenes", "contravened", "infringe"})  # fmt: skip
KEPT_TO = word_list("kept_to")
"""what is said of goods and states that meet a deal, or of its own parts"""
SEEING = frozenset({"read", "reads", "see", "sees", "saw", "seen", "view", "views", "viewed", "regard", "regards",
                    "regarded", "describe", "describes"})  # fmt: skip
BODIES = frozenset({"panel", "panels", "tribunal", "arbitration", "obligations", "commitments", "case", "ruling"})
JUDGES = frozenset({"panel", "panels", "tribunal", "tribunals", "arbitrators", "ruling", "rulings"})
MAKING = word_list("making_deals")
TAKING = word_list("taking_out_of")
"""who is taken out of a deal was a side of it"""
WITH_REACH = 10
"""tokens of the list of those with whom a deal is"""
TALKS_ENDED = frozenset({"frame: talks on trade broken off", "frame: talks on trade that fail"})
"""entries of a deal that talks which are given up tell of"""
BREAKING_UP = frozenset({"break", "breaks", "broke", "broken", "breaking"})
SESSIONS = word_list("one_session")
SIGNS = frozenset({"and", "with"})


def only_mentioned(view: View, cue: Cue) -> bool:
    """A deal that is no news but tells of something else.

    "countries with which Canada has a free trade agreement", "a panel under the pact", "break the agreement",
    "we see it as a truce".
    """
    above = view.heads[cue.head]
    if cue.entry.id in TALKS_ENDED and _is_one_session(view, cue):
        return True
    nouns = [cue.head] if not view.is_verb(cue.head) else [t for t in cue.tokens if view.tags[t].startswith("NN")]
    if _is_lacking(view, cue.head, above) or any(on_other_matter(view, noun) for noun in nouns):
        return True
    if view.words[above] in HAVING and view.deps[above] == "relcl":
        return view.words[view.heads[above]] in PARTNERS
    if view.words[above] in BREAKING and view.deps[cue.head] in ("dobj", "pobj"):
        return True
    if _with_firm(view, cue.head) or _names_body(view, cue):
        return True
    noun = view.heads[above]
    if view.words[above] == "as" and view.words[noun] in SEEING:
        return True
    if view.words[above] in ("of", "with", "in", "to") and view.words[noun] in KEPT_TO and not _is_kept(view, noun):
        return True
    return view.words[above] in ("under", "of", "within") and noun != above and view.words[noun] in BODIES


def _is_one_session(view: View, cue: Cue) -> bool:
    """ "Called off next week's trade talks", "talks broke up with no deal": one meeting, not all the bargaining."""
    talks = [t for t in cue.tokens if view.words[t] in TALKS]
    below = {view.words[t] for talk in talks for c in view.children(talk) for t in (c, *view.children(c))}
    broke_up = any(view.words[t] in BREAKING_UP and view.words[t + 1 : t + 2] == ["up"] for t in cue.tokens)
    return broke_up or not below.isdisjoint(SESSIONS)


def _is_kept(view: View, noun: int) -> bool:
    """ "The sides agreed on the terms of a deal": what is said of its parts is said of the deal that is made."""
    return any(view.words[t] in MAKING for t in view.ancestors(noun))


def _is_lacking(view: View, head: int, above: int) -> bool:
    """ "Fiji has no free trade agreement with Peru", "all countries without such a pact": none to speak of."""
    none = any(view.words[c] == "no" for c in view.children(head))
    such = any(view.words[c] in ("such", "trade") for c in view.children(head))
    had = view.words[above] in HAVING and view.deps[head] in ("dobj", "attr")
    return (none and had) or (such and view.words[above] == "without" and not view.is_verb(view.heads[above]))


def _names_body(view: View, cue: Cue) -> bool:
    """ "the Free Trade Agreement (FTA) panel": a treaty that only tells whose judges they are."""
    after = cue.end + (3 if view.words[cue.end : cue.end + 1] == ["("] else 0)
    return view.words[after : after + 1] != [] and view.words[after] in JUDGES


def _with_firm(view: View, head: int) -> bool:
    """ "A deal with BYD was concluded": a firm's deal is none of states."""
    behind = [t for c in view.children(head) if c == head + 1 and view.words[c] == "with" for t in view.children(c)]
    for token in behind:
        near = (
            view.table.get(p.fact.actor_id) for p in within(view.actors, token - FIRM_NAME, token + 1) if p.last > token
        )
        if any(actor is not None and actor.kind == "company" for actor in near):
            return True
    return False


def deal_roles(
    view: View, statuses: StatusCues, parties: Sequence[Party], head: int, own: Sequence[int], roles: Roles
) -> None:
    """Everybody named as a side: modifiers, "between" and "with", and the subjects of the governing verbs."""
    nouns = [t for t in own if t != head and view.is_verb(head) and view.tags[t].startswith("N")]
    anchors = [head, *nouns, *governors(view, statuses, head, own), *_joined_before(view, head)]
    states = [p for p in parties if p.is_state]
    behind = range(head, min(head + WITH_REACH, len(view.words)))
    namings = [t for t in behind if view.words[t] == "including"]  # "with others, including Peru": opens no clause
    for party in states:
        for anchor in anchors:
            found = link(view, party, anchor, own=namings)
            if found is None or (found.through_clause and anchor != head):
                continue
            if _side_of_deal(view, found, anchor, head):
                roles.impose(party, "side of the deal")
            break
    members(view, states, head, roles)
    for party in states:
        between = set(view.words[head + 1 : party.first])
        if head < party.first <= head + 8 and {"with", "between"} & between and not (BREAKS & between) - SIGNS:
            roles.impose(party, "with, shortly after")


def _joined_before(view: View, head: int) -> list[int]:
    """ "The two met and agreed to cool the trade war": the verb that has the subject of a verb joined to it."""
    own = any(view.deps[c] in SUBJECTS for c in view.children(head))
    above = view.heads[head]
    joined = view.is_verb(head) and view.deps[head] == "conj" and not own and view.is_verb(above)
    return [above] if joined else []


def only_partners(view: View, cue: Cue, roles: Roles) -> bool:
    """ "partnerships with Chile and Peru": with whom it is told, and not who it is that has them."""
    joints = [t for t in (*cue.tokens, cue.end) if view.words[t : t + 1] == ["with"]]
    behind = range(joints[0], joints[0] + WITH_REACH) if joints else range(0)
    return len(roles.imposers) > 1 and all(token in behind for _, token in roles.imposers.values())


def _side_of_deal(view: View, found: Link, anchor: int, head: int) -> bool:
    if found.child == anchor:
        return False
    if view.words[anchor] in TAKING and view.deps[found.child] == "dobj" and not found.prepositions:
        return True
    if not view.is_verb(anchor) and (anchor == head or view.is_verb(head)):
        return not found.prepositions or found.prepositions[0] in ("with", "between", "from", "by", "of", "among")
    if view.deps[found.child] in SUBJECTS | {"agent"}:
        return not found.prepositions or found.prepositions[0] in ("of", "between", "by", "from")
    return bool(found.prepositions) and found.prepositions[0] in ("with", "between", "by", "among")
