"""Roles told around a mention: where a charge is paid, whose goods its clause tells of, who only asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Roles, is_below, link, span_head, word_after
from tradenlp.extract.measures.near_targets import LIST_WORDS, listed_with
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

ORIGIN_VERBS = word_list("origin_verbs")
PAYING = word_list("bearers") | word_list("holding") | word_list("paying")
HITS = word_list("hits")
ARRIVING = word_list("landfall")
ARRIVING_AT = word_list("landfall_at")
INTO_PLACE = frozenset({"in", "into", "at", "to"})
RELATIVES = frozenset({"which", "whom"})
INTO = frozenset({"into", "of", "on", "over"})
LAID_BY = frozenset({"on", "for", "against", "to", "upon", "from"})
ASKING = word_list("asking")
RELIEVING = word_list("relieving")
TIMES_OF_OFFICE = word_list("times_of_office")
FINITE = frozenset({"VBD", "VBZ", "VBP", "VB"})
STANDING = frozenset({"way", "force", "place", "effect", "store"})
PASSIVE = "passive subject"
SITED = word_list("people") | word_list("firm_nouns") | {"assets", "mills", "mines", "plants", "projects", "property"}
"""what stands in a state, where goods only come in"""
REACH = 10
"""tokens between a mention and the place where it is paid"""
BEFORE_CLAUSE = 7
"""tokens between the name of an origin and the clause that tells what its goods are charged"""
DEEDS = frozenset({"step", "move", "decision", "measure", "action", "change", "shift", "act"})
BESIDE = frozenset({"appos", "npadvmod", "dep"})
SPEAKING_TO = frozenset({"warned", "warns", "told", "tells", "vowed", "threatened", "promised", "announced",
                         "declared"})  # fmt: skip
UP = 4
"""words of the parse above a mention among which stands what tells of it"""
NAME_REACH = 4
"""tokens between a charge, the name of who was in office, and the word for that time"""


def paid_there(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Brazilian fowl now pays dumping duties in Chile", "tariffs are on their way in Peru": who takes them."""
    if cue.kind.side != "import":
        return
    above = {cue.head, *cue.tokens, *islice(view.ancestors(cue.head), UP)}
    for party in parties:
        if not 0 <= party.first - cue.end <= REACH or party.form == "adjective" or not party.named_state:
            continue
        place = party.first - 1 - (view.words[party.first - 1] == "the")
        if view.words[place] != "in" or view.words[place - 1] in ORIGIN_VERBS or party.actor_id in roles.targets:
            continue
        governor = view.heads[place]
        if view.words[governor] in STANDING:  # "are on their way in", "is in force in"
            governor = view.heads[view.heads[governor]]
        governor = _charge_on(view, governor, cue)
        if governor in above and _is_paid(view, governor, cue):
            roles.impose(party, "where it is paid")
            return


def arrives_there(view: View, party: Party) -> bool:
    """ "on arrival in Kenya", "when they land in Kenya", "on entering Kenya": a state whose border goods come to."""
    if not party.named_state or party.form == "adjective":
        return False
    token = span_head(view, party)
    governor = view.heads[token]
    if view.words[governor] in INTO_PLACE and view.deps[token] == "pobj":
        governor = view.heads[governor]
        return view.words[governor] in ARRIVING
    return view.deps[token] == "dobj" and view.words[governor] in ARRIVING_AT


def landed_there(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Soybeans pay 25% when they land in China", "every bale that enters Peru owes 5%": who takes it."""
    if cue.kind.side != "import" or not view.is_verb(cue.head):
        return
    for party in parties:
        if arrives_there(view, party) and is_below(view, span_head(view, party), cue.head):
            roles.impose_only(party, "where the goods come in")
            return


def _charge_on(view: View, governor: int, cue: Cue) -> int:
    """ "the duty on sugar in Chad": what the parse hangs on the goods holds of the charge; not "on mills in Chad"."""
    preposition = view.heads[governor]
    bound = view.words[preposition] in ("on", "for") and view.heads[preposition] == cue.head
    return cue.head if bound and view.words[governor] not in SITED else governor


def _is_paid(view: View, governor: int, cue: Cue) -> bool:
    """Whether what "in" hangs on is the charge itself, or a verb of bearing it and not of what it does to others."""
    if governor in cue.tokens or governor == cue.head or view.words[governor] in PAYING:
        return True
    hit = view.words[governor] in HITS and view.tags[governor] == "VBN"
    return hit and any(view.words[c] == "by" and is_below(view, cue.head, c) for c in view.children(governor))


def spoken_of(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Thai rope, on which Fiji charges a duty", "Korean phones, where it set one": whose goods bear it."""
    opening = _clause_opening(view, cue)
    if opening is None:
        return
    for party in reversed(parties):
        gap = opening - party.last
        if gap < 0 or not party.named_state or party.actor_id in roles.imposers:
            continue
        origin = party.form == "adjective" or "from" in view.words[max(0, party.first - 2) : party.first]
        if gap > BEFORE_CLAUSE or not origin or any(view.is_verb(t) for t in range(party.last, opening)):
            return
        roles.target(party, "its goods are spoken of before")
        return


def _clause_opening(view: View, cue: Cue) -> int | None:
    """The first word of the clause of a mention, where that tells of goods named before it."""
    start = max(0, cue.start - 2 * REACH)
    for token in range(cue.start - 1, start, -1):
        if view.words[token] == "where" and view.words[token - 1] in (",", "where"):
            return token
        if view.words[token] in RELATIVES and view.words[token - 1] in LAID_BY:
            return token - 1
        if view.words[token] in (".", ";", ":"):
            return None
    return None


def looked_into(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "a probe into the tax that Peru plans", "into curbs kept up by Peru": whose doings are looked into."""
    if INTO.isdisjoint(view.words[cue.end : cue.end + 1]):
        return
    for party in parties:
        token = span_head(view, party)
        if party.first < cue.end or not party.is_state or party.actor_id in roles.imposers:
            continue
        verb = next((t for t in islice(view.ancestors(token), 3) if view.is_verb(t)), None)
        if verb is None or view.deps[verb] not in ("relcl", "acl"):
            continue
        if not cue.end <= view.heads[verb] < party.first or party.first - cue.end > REACH:
            continue
        if view.deps[token] in SUBJECTS or view.words[view.heads[token]] == "by":
            roles.target(party, "what is looked into is its own")
            return


def asked_for(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """ "Norway ignored Accra's request for lower tariffs": who asks for relief is hit, who is asked has the measure.

    Returns the parties that have no part in that.
    """
    noun = next((t for t in islice(view.ancestors(cue.head), UP) if view.words[t] in ASKING), None)
    if noun is None or view.is_verb(noun) or not _relief(view, noun, cue):
        return list(parties)
    asking = [p for p in parties if _asks(view, p, noun)]
    for party in asking:
        roles.target(party, "asks for relief")
    verb = view.heads[noun]
    asked = [p for p in parties if p.is_state and asking and p not in asking and _hears(view, p, verb)]
    for party in asked:
        roles.impose(party, "is asked for relief")
    return [p for p in parties if p not in asking and p not in asked]


def _relief(view: View, noun: int, cue: Cue) -> bool:
    """Whether less is asked for: a word of relief between the request and the mention."""
    first, last = sorted((noun, cue.head))
    return not RELIEVING.isdisjoint(view.words[first + 1 : last])


def _asks(view: View, party: Party, noun: int) -> bool:
    """ "Manila's request", "U.S. calls", "a demand by Lima"."""
    found = link(view, party, noun) if party.is_state else None
    return found is not None and not found.through_clause and (not found.prepositions or found.prepositions == ("by",))


def _hears(view: View, party: Party, verb: int) -> bool:
    """ "Brussels ignored the request": the subject of its verb."""
    found = link(view, party, verb) if view.is_verb(verb) else None
    return found is not None and not found.through_clause and view.deps[found.child] == "nsubj"


def in_office(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """ "the tariffs of Mr Roca's first term": who was in office imposed them; returns the other parties."""
    for party in parties:
        if party.first < cue.end or party.first - cue.end > NAME_REACH or word_after(view, party) not in ("'s", "'"):
            continue
        time = TIMES_OF_OFFICE & set(view.words[party.last : party.last + NAME_REACH])
        if time and "of" in view.words[cue.end : party.first]:
            roles.impose(party, "in whose time of office")
            return [p for p in parties if p is not party]
    return list(parties)


def whole_list(view: View, parties: Sequence[Party], roles: Roles) -> None:
    """ "Fowl from Brazil, Chile and Spain pays a duty": the others of the list whose last name bears it."""
    bearing = [
        p for p in parties if roles.targets.get(p.actor_id, ("", -1)) in (("bears it", p.first), (PASSIVE, p.first))
    ]
    if not bearing:
        return
    first = bearing[0].first
    for party in reversed([p for p in parties if p.last <= first]):
        if party.actor_id in roles.imposers or not set(view.words[party.last : first]) <= LIST_WORDS:
            return
        if party.named_state:
            roles.target(party, "listed with it")
        first = party.first


def origins_before(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Fowl from Chile and Peru was made subject to duties": where the goods come from that bear it."""
    verb = next(
        (t for t in islice(view.ancestors(cue.head), UP) if view.words[t] in PAYING or view.words[t] in HITS), None
    )
    if verb is None or verb > cue.head:
        return
    for party in parties:
        before = view.words[max(0, party.first - 2) : party.first]
        if party.last > verb or not party.named_state or party.actor_id in roles.imposers or "from" not in before:
            continue
        own = (t for t in range(party.last, verb) if view.tags[t] in FINITE and view.deps[t] != "aux")
        if all(view.words[t] in PAYING for t in own):
            roles.target(party, "its goods bear it")
            listed_with(view, parties, party, roles)
            return


def by_one_quoted(view: View, parties: Sequence[Party], token: int, roles: Roles) -> None:
    """ "We will bring duties down on their rope," Lima warned Fiji: who speaks acts, on who is spoken to."""
    verb = next(
        (t for t in islice(view.ancestors(token), UP) if view.is_verb(t) and view.words[t] in SPEAKING_TO), None
    )
    if verb is None:
        return
    for party in parties:
        found = link(view, party, verb) if party.is_state else None
        if found is None or found.through_clause or found.prepositions not in ((), ("of",)):
            continue
        if view.deps[found.child] == "nsubj":
            roles.impose_only(party, "who speaks")
        elif view.deps[found.child] == "dobj":
            roles.target(party, "who is spoken to")


def of_deed(view: View, relative: int) -> bool:
    """ "Peru shut the border with Chile, a step that keeps out its wine": what is done stands for who does it."""
    clause = next((t for t in view.ancestors(relative) if view.deps[t] == "relcl"), None)
    return clause is not None and view.words[view.heads[clause]] in DEEDS and view.deps[view.heads[clause]] in BESIDE
