"""Who stops or taxes goods on their way, told by the place where it happens: "turned back at Chinese ports"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.crossing_words import (
    ARRIVING,
    BUYING,
    CROSSING,
    ENTERING,
    EXPORTING,
    IMPORTING,
    LEAVING,
    SENDING,
    TAKING_IN,
    flow_words,
)
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import Roles, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

GATEWAYS = flow_words("gateways") | flow_words("homeland") | flow_words("shelves") | flow_words("tenders")
EXPORTERS = flow_words("exporters")
SELLERS = EXPORTERS | flow_words("home_sellers")
SELLERS_NEAR = 12
"""tokens around a mention in which it is told who sells the goods"""
BIDDING = frozenset(form for verb in flow_words("bidding") for form in inflections(verb)) | {"told", "mandatory"}
COMING_FROM = BUYING | TAKING_IN | IMPORTING | ENTERING | ARRIVING
"""verbs beside which "from" tells where goods come from, and not where they are kept out of"""
LICENSED = frozenset({"export_control", "import_licensing"})
PAPERS = flow_words("licences") | flow_words("leaves") | {"clearance", "clearances"}
APPLYING = inflections("apply") | {"turn", "turned"}
OUTSIDE = frozenset({"out", "from", "off"})
THERE = frozenset({"in", "into", "at", "within", "inside", "across"})


def leave_givers(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """ "A permit from Lima", "apply to Lima for a permit": whose leave goods need has the rule; returns the others."""
    papers = [t for t in cue.tokens if view.words[t] in PAPERS] if cue.kind.id in LICENSED else []
    giving = [p for p in parties if p.is_state and any(_gives(view, p, paper) for paper in papers)]
    for party in giving:
        roles.impose_only(party, "gives leave")
    return [p for p in parties if p not in giving]


def _gives(view: View, party: Party, paper: int) -> bool:
    """Whether "from", or "to" beside a verb of applying, leads from a paper or its verb to a party."""
    up = [t for t in (span_head(view, party), *view.ancestors(span_head(view, party))) if view.deps[t] == "prep"][:1]
    for link in up:
        above = view.heads[link]
        if view.words[link] == "from" and above in (paper, view.heads[paper]) and paper < link:
            return True
        if view.words[link] == "to" and view.words[above] in APPLYING and above < paper:
            return True
    return False


def stopped_there(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Where nobody is said to act: the state at whose border goods are stopped, or out of which they may not go.

    Beside a subject "from" tells an origin: "the measures shut out cheese from Chile".
    """
    if roles.imposers or not cue.entry.flow or not view.is_verb(cue.head):
        return
    if cue.kind.side == "export":
        _home_of_goods(view, parties, cue, roles)
        return
    verbs = [t for t in cue.tokens if view.is_verb(t)]
    verbs += [c for v in verbs for c in view.children(v) if view.deps[c] == "advcl" and view.words[c] in CROSSING]
    for verb in verbs:
        told = arguments_of(view, verb)
        out = bool(OUTSIDE & told.particles) and view.words[verb] not in COMING_FROM
        for name, tokens in told.links.items():
            sent = name == "to" and view.words[verb] in EXPORTING | SENDING
            if name in THERE or sent or (out and name in OUTSIDE | {"of"}):
                origin = name == "from" and told.subjects
                for token in tokens:
                    if not origin or view.words[token] in GATEWAYS:
                        _state_of_place(view, parties, token, roles)
    if not roles.imposers:
        _goods_there(view, parties, cue, roles)


def _goods_there(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Imported fans in Peru must bear a mark": where the goods are that something is asked of."""
    for thing in (t for t in cue.tokens if view.tags[t].startswith("NN")):
        for child in view.children(thing):
            if view.words[child] == "in" and not roles.imposers:
                for token in view.children(child):
                    _state_of_place(view, parties, token, roles)


def _state_of_place(view: View, parties: Sequence[Party], place: int, roles: Roles) -> None:
    """ "in Belarus", "at Chinese ports"."""
    for party in parties:
        inside = party.first <= place < party.last
        gate = view.words[place] in GATEWAYS and any(party.first <= c < party.last for c in view.children(place))
        if party.is_state and (inside or gate):
            roles.impose_only(party, "where it happens")


def _home_of_goods(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Thai rubber may not be sold abroad", "no ore may leave Guinea": whose goods they are, what they leave."""
    for verb in (t for t in cue.tokens if view.is_verb(t)):
        left = [c for c in view.children(verb) if view.deps[c] == "dobj" and view.words[verb] in LEAVING]
        for place in left:
            _state_of_place(view, parties, place, roles)
    for thing in (t for t in cue.tokens if view.tags[t].startswith("NN")):
        inner = [g for c in view.children(thing) if view.words[c] == "of" for g in view.children(c)]
        for noun in (thing, *inner):
            for party in (p for p in parties if p.is_state and _is_home(view, p, noun)):
                roles.impose_only(party, "its goods")


def _is_home(view: View, party: Party, noun: int) -> bool:
    """ "Thai rubber", "rubber from Thailand", "growers in Thailand"."""
    below = view.children(noun)
    if party.last <= noun and party.first >= noun - 4 and any(party.first <= c < party.last for c in below):
        return True
    from_there = (c for c in below if view.words[c] in ("from", "in", "of") and c < noun + 4)
    return any(party.first <= t < party.last for c in from_there for t in view.children(c))


def home_of_sellers(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Exporters in Togo need a permit", "Mozambican growers pay 15% to sell abroad": they obey their own state."""
    if roles.imposers or cue.kind.side != "export":
        return
    near = range(max(0, cue.start - SELLERS_NEAR), min(len(view.words), cue.end + SELLERS_NEAR))
    for seller in (t for t in near if view.words[t] in SELLERS):
        if view.words[view.heads[seller]] in ("to", "for", "with") and view.words[seller] not in EXPORTERS:
            continue
        nouns = [seller, *(c for c in view.children(seller) if view.deps[c] == "compound")]
        home = [p for p in parties if p.is_state and any(_is_home(view, p, n) for n in nouns)]
        for party in home[:1]:
            roles.impose_only(party, "its sellers")
            return


def bidden(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Jakarta insists that imported food carry a label": who demands what a clause tells imposes it."""
    if roles.imposers or cue.kind.side == "deal":
        return
    below = cue.head
    for verb in view.ancestors(cue.head):
        demanded = view.deps[below] in ("ccomp", "xcomp", "acl", "advcl") and view.words[verb] in BIDDING
        told = view.words[verb] == "told"  # "… will be lifted, he told reporters": who only speaks bids nothing
        demanded = demanded and not (told and view.deps[below] == "ccomp")
        if demanded and _subject_bids(view, parties, verb, roles):
            return
        below = verb


def _subject_bids(view: View, parties: Sequence[Party], verb: int, roles: Roles) -> bool:
    """Whether a state is the subject of the demand, or owns it: "its requirement that", "Lima's demand that"."""
    for child in view.children(verb):
        if view.deps[child] in ("nsubj", "poss", "agent"):
            for party in parties:
                if party.is_state and party.first <= child < party.last:
                    roles.impose_only(party, "demands it")
                    return True
    return False
