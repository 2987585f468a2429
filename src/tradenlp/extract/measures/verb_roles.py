"""Roles around the verbs that govern a mention: "Turkey imposed", "was hit by the US with", "decision of the US to"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from tradenlp.extract.measures.clause_roles import arrives_there
from tradenlp.extract.measures.clauses import gets_another_to, verb_forms
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.its_goods import are_goods_of
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import (
    SUBJECTS,
    Link,
    Roles,
    is_below,
    is_the_land,
    link,
    span_head,
    strikes_back,
    word_after,
)
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.status.decide import StatusCues, governors
from tradenlp.extract.view import View

AT = frozenset({"at", "against"})
APPLYING = frozenset({"apply", "applies", "applied", "applying", "extend", "extends", "extended", "extending"})
BEARERS = word_list("bearers")
DEBATE = word_list("debate")
"""who debates a measure, or protests against it, is not who sets it"""
FACING = frozenset({"face", "faces", "faced", "facing"})
BUYERS = flow_words("importers") | {"consumers", "retailers", "shoppers", "customers"}
GOVERNMENTS = word_list("governments")
FORBIDDEN = frozenset({"prohibited", "barred", "forbidden", "banned"})
GIVING = word_list("giving")
FOREIGN_GOODS = word_list("own_imports") | {"products", "goods", "items", "imports", "exports", "wares"}
GATEWAYS = flow_words("gateways")
HITS = word_list("hits")
INFLOWS = frozenset({"imports", "inflows", "shipments", "arrivals", "dumping"})
LAYING = frozenset(form for verb in word_list("laying") for form in verb_forms(verb))
ON_GOODS = frozenset({"on", "of", "for", "from"})
LAID_ON = frozenset({"on", "against", "covering"})
LEVIES = word_list("own_levies")
"""whose they are has not laid the measure that answers them: "met Togo's tariffs with duties" """
HOLDING = word_list("holding")
OWN_NATIONALS = word_list("own_nationals")
NEIGHBOURS = frozenset({"neighbour", "neighbor", "rival", "ally", "partner", "foe", "enemy", "friend", "counterpart"})
LETTING = frozenset({"let", "lets", "letting", "spare", "spares", "spared", "excuse", "excused", "exempt", "exempted",
                     "release", "released", "free", "freed"})  # fmt: skip
TAKING_OFF = frozenset({"strike", "strikes", "struck", "take", "takes", "took", "drop", "drops", "dropped"})
"""verbs with "off" a list of the trusted"""
VOTING = frozenset({"vote", "votes", "voted", "voting"})
"""who votes for or against a measure is not who imposes it; who votes to impose it is"""
REQUESTS = frozenset({"request", "requests", "plea", "pleas", "application", "applications", "petition", "petitions"})
REPORTING = word_list("reporting")
STRIKING = word_list("striking")
PRONOUNS = word_list("pronouns")
TARGET_PREPOSITIONS = word_list("target_prepositions")


@dataclass(frozen=True, slots=True)
class Clause:
    """How a verb stands to the mention."""

    passive: bool
    """the mention is its subject"""
    own: bool
    """its subject is who acts, not who asks others to"""
    raised: bool
    """its subject is that of the verb below ("is expected to impose")"""


def clause_of_noun(view: View, party: Party, head: int, side: str, roles: Roles) -> bool:
    """ "tariffs imposed by India on steel", "the ban that Poland announced"."""
    for verb in view.children(head):
        if verb > head and view.deps[verb] in ("acl", "relcl") and not _rests(view, verb):
            found = link(view, party, verb)
            if found is not None:
                return verb_role(view, party, verb, found, side, roles, Clause(True, True, False))
    return False


def goods_of_clause(view: View, noun: int) -> Iterator[int]:
    """ "the curbs on chips and tools that Peru imposed": the goods that the parse hangs the clause of the noun on."""
    for preposition in view.children(noun):
        if view.words[preposition] in ON_GOODS and view.deps[preposition] == "prep":
            for goods in (t for c in view.children(preposition) for t in (c, *_joined(view, c))):
                if any(view.words[c] in LAYING and view.deps[c] in ("acl", "relcl") for c in view.children(goods)):
                    yield goods
                yield from goods_of_clause(view, goods)


def _joined(view: View, noun: int) -> Iterator[int]:
    for child in view.children(noun):
        if view.deps[child] == "conj":
            yield child
            yield from _joined(view, child)


def _rests(view: View, verb: int) -> bool:
    """ "sanctions which rest on US law": the mention is the subject, and what it does to others the verb must say.

    "Peru pays a duty, a US official reports": who tells it has no part in it.
    """
    if view.words[verb] in REPORTING and "," in view.words[view.heads[verb] : verb]:
        return True
    relative = any(view.deps[c] == "nsubj" and view.tags[c] == "WDT" for c in view.children(verb))
    return relative and view.words[verb] not in HITS | STRIKING


def governor_roles(view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, roles: Roles) -> int | None:
    """Roles around the governing verbs, nearest first, up to the one that names who acts.

    Returns the token of a pronoun that stands as subject where a name is looked for, else None.
    """
    head, side, below = cue.head, cue.kind.side, cue.head
    for verb in [head] * view.is_verb(head) + list(governors(view, statuses, head, cue.tokens)):
        if view.words[verb] in DEBATE and not view.is_verb(verb):
            return None
        if not view.is_verb(verb):
            told = bool(roles.imposers)
            _noun_of_attitude(view, statuses, parties, verb, head, roles)
            if roles.imposers and not told and view.deps[verb] == "pobj":
                return None  # "Peru raised duties after Chile's decision to impose its own"
            continue
        answers = strikes_back(view, verb)
        if answers and _by_preposition(view, verb, head, AT):
            return None  # what is answered another has done
        entry = statuses.get(verb)
        telling = answers or verb in cue.tokens or entry is not None or _controls(view, verb, below)
        own = telling and (verb in cue.tokens or entry is None or entry.sense != "urge")
        own = own and not (view.words[verb] in VOTING and _by_preposition(view, verb, head))
        own = own and not gets_another_to(view, verb)
        passive = any(view.deps[c] in SUBJECTS and is_below(view, below, c) for c in view.children(verb))
        raised = verb != head and view.deps[below] in ("xcomp", "ccomp")
        for party in parties if telling else ():
            found = link(view, party, verb)
            if found is None or found.through_clause:
                continue
            if party.actor_id in roles.targets and view.deps[found.child] != "nsubj":
                continue
            if verb == head or not is_below(view, head, found.child):
                verb_role(view, party, verb, found, side, roles, Clause(passive, own, raised))
        _modified_noun(view, parties, verb, head, roles)
        _joined_verb(view, parties, verb, own, roles)
        if roles.imposers:
            return None
        for child in _subjects(view, verb):
            done_to = verb == head and view.deps[child] == "nsubjpass"
            stands_in = view.words[child] in PRONOUNS or is_the_land(view, child)
            if own and stands_in and not passive and not done_to:
                return child
        below = verb
    return None


def struck_with(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Hit imports of Chinese steel with duties": whose goods the object names, wherever the parse hangs "with"."""
    joint = view.heads[cue.head]
    if view.words[joint] != "with" or view.deps[cue.head] != "pobj":
        return
    above = view.heads[joint]
    struck = above if view.deps[above] == "dobj" else None
    verb = above if struck is None else view.heads[above]
    if view.words[verb] not in HITS:
        return
    things = [struck] if struck is not None else [c for c in view.children(verb) if view.deps[c] == "dobj"]
    for party in parties:
        if party.is_state and party.last <= joint and any(is_below(view, party.first, t) for t in things):
            roles.target_only(party, "its goods are struck with it")


def _subjects(view: View, verb: int) -> list[int]:
    """The subjects of a verb, or those of the verb it is joined to: "it raised duties and banned imports"."""
    while True:
        found = [c for c in view.children(verb) if view.deps[c] in SUBJECTS]
        if found or view.deps[verb] != "conj" or not view.is_verb(view.heads[verb]):
            return found
        verb = view.heads[verb]


def _by_preposition(view: View, verb: int, head: int, which: Set[str] | None = None) -> bool:
    """ "voted against the duties": the mention hangs on the verb by a preposition, of `which` if given."""
    links = (c for c in view.children(verb) if view.deps[c] == "prep" and (which is None or view.words[c] in which))
    return any(is_below(view, head, c) for c in links)


def _controls(view: View, verb: int, below: int) -> bool:
    """Whether the subject of `verb` is also who does what stands below: "hit back by imposing", "sought to impose"."""
    if view.deps[below] == "xcomp":
        return True
    preposition = view.heads[below]
    return (
        view.tags[below] == "VBG"
        and view.deps[below] in ("pcomp", "advcl")
        and verb in (preposition, view.heads[preposition])
    )


def _joined_verb(view: View, parties: Sequence[Party], verb: int, own: bool, roles: Roles) -> None:
    """ "India has gone further and bans imports": the second verb has the subject of the first."""
    if not own or roles.imposers or view.deps[verb] != "conj":
        return
    if any(view.deps[c] in SUBJECTS for c in view.children(verb)):
        return
    for party in parties:
        found = link(view, party, view.heads[verb])
        if found and not found.through_clause and not found.prepositions and view.deps[found.child] == "nsubj":
            roles.impose(party, "subject of the verb before")


def _noun_of_attitude(
    view: View, statuses: StatusCues, parties: Sequence[Party], noun: int, head: int, roles: Roles
) -> None:
    """ "Trump's decision to", "the decision of the US to", "a threat by China of"."""
    if roles.imposers or view.words[noun] in LEVIES or not (noun in statuses or _is_done_by(view, noun, head)):
        return
    if view.words[noun] in REQUESTS:
        return  # "a Swiss request for an exemption": who asks does not grant it
    for party in parties:
        found = link(view, party, noun)
        if found is None or found.through_clause or is_below(view, head, found.child):
            continue
        if found.prepositions == ("from",) and _is_laid_on(view, noun):
            roles.target(party, "from after the noun")
            continue
        its_goods = found.prepositions[:1] == ("of",) and word_after(view, party) in FOREIGN_GOODS
        if not its_goods and (not found.prepositions or found.prepositions[0] in ("of", "by", "from")):
            roles.impose(party, f"whose {view.words[noun]}")


def _is_laid_on(view: View, noun: int) -> bool:
    """ "the duty orders on rope from Laos": behind what an order is on, "from" says where that comes from."""
    return any(view.words[c] in LAID_ON and view.deps[c] == "prep" for c in view.children(noun))


def _is_done_by(view: View, noun: int, head: int) -> bool:
    """ "Washington's move to strip Delhi of", "a step by Peru to bar": what an infinitive says of a noun is done."""
    clauses = (c for c in view.children(noun) if view.deps[c] in ("acl", "relcl") and is_below(view, head, c))
    return any(view.tags[t] == "TO" for c in clauses for t in view.children(c))


def _modified_noun(view: View, parties: Sequence[Party], verb: int, head: int, roles: Roles) -> None:
    """ "China, which imposed tariffs"; "Trump threatening to impose"; "Peru, which faces a tariff", is hit."""
    for party in parties:
        if party.last == verb and view.tags[verb] == "VBG" and not roles.imposers and party.is_state:
            roles.impose_only(party, "does it, before the participle")
    passive = any(view.deps[c] == "auxpass" for c in view.children(verb)) or view.tags[verb] == "VBN"
    if view.deps[verb] not in ("relcl", "acl"):
        return
    for party in parties:
        if not party.first <= view.heads[verb] < party.last:
            continue
        if passive and verb == head:
            roles.target(party, "to whom it is done")
        elif not passive and view.words[verb] in BEARERS:
            roles.target(party, "bears it")
        elif not passive and not roles.imposers and party.actor_id not in roles.targets:
            roles.impose(party, "who does it")


def verb_role(view: View, party: Party, verb: int, found: Link, side: str, roles: Roles, clause: Clause) -> bool:
    """The role of a party that hangs on a verb that speaks of the mention; whether it has one."""
    if view.deps[found.child] in SUBJECTS and _of_a_neighbour(view, party):
        return False
    dep = view.deps[found.child]
    first = found.prepositions[0] if found.prepositions else None
    seat = first == "in" and view.words[found.child] in GOVERNMENTS
    if dep in ("nsubj", "csubj") and (first is None or first == "of" or seat):
        _of_subject(view, party, verb, side, roles, clause)
        return True
    if dep == "nsubj" and first in ("in", "from") and side == "import" and _are_sellers(view, party, verb, found):
        roles.target(party, "bears it")
        return True
    if dep == "agent" or first == "by":
        if side == "import" and view.words[_behind(view, found.child)] in INFLOWS:
            roles.target(party, "whose goods do harm")  # "mills hurt by imports from Peru"
        elif side != "home" and found.prepositions[1:] in (("on",), ("against",), ("upon",)):
            roles.target(party, "on after the agent")  # "imposed by Chile on Peru"
        else:
            roles.impose(party, "agent")
        return True
    if dep == "nsubjpass" and not clause.passive:
        return _of_passive_subject(view, party, verb, first, side, roles, clause)
    if dep in ("dobj", "dative") and first is None:
        return _of_object(view, party, verb, side, roles, clause)
    return _of_preposition(view, party, verb, found, side, roles, clause)


def _are_sellers(view: View, party: Party, verb: int, found: Link) -> bool:
    """ "Growers in Peru face a duty": those who sell abroad bear it, and not their buyers; who pays may be either."""
    return view.words[verb] in FACING and party.named_state and view.words[found.child] not in BUYERS


def _behind(view: View, by: int) -> int:
    """The noun that a "by" leads to; the word itself where it is none."""
    return next((c for c in view.children(by) if view.words[by] == "by" and view.deps[c] == "pobj"), by)


def _of_preposition(view: View, party: Party, verb: int, found: Link, side: str, roles: Roles, clause: Clause) -> bool:
    """The role of a party that a preposition links to the verb: "levied in Peru", "calls on Peru", "put on Peru"."""
    first = found.prepositions[0] if found.prepositions else None
    if first == "in" and len(found.prepositions) == 1 and party.named_state and view.words[verb] in HOLDING:
        roles.impose(party, "where it holds")
        return True
    if first in AT and side != "home" and strikes_back(view, verb):
        roles.target(party, "struck back at")
        return True
    if first in ("on", "upon") and not clause.own and view.words[verb].startswith("call"):
        roles.impose(party, "called on to")
        return True
    if first == "at" and side == "import" and word_after(view, party) in GATEWAYS:
        roles.impose(party, "at its border")  # "is stopped at Peruvian ports"
        return True
    if side == "import" and arrives_there(view, party):
        roles.impose(party, "where the goods come in")
        return True
    if first == "over" and side in ("firms", "import") and not _its_deed(view, party, found):
        return True
    if first in TARGET_PREPOSITIONS or (first == "from" and side == "import"):
        if side != "home" and first != "at":
            roles.target(party, f"{first} after the verb")
        return True
    if first == "to" and (side == "export" or view.words[verb] in APPLYING | GIVING) and side != "home":
        roles.target(party, "to after the verb")
        return True
    return False


def _its_deed(view: View, party: Party, found: Link) -> bool:
    """ "Imposed over Peru's war", not "over the war in Peru": whose deed is punished."""
    owner = party.form == "adjective" or word_after(view, party) in ("'s", "'")
    return found.prepositions == ("over",) and owner


def _of_subject(view: View, party: Party, verb: int, side: str, roles: Roles, clause: Clause) -> None:
    """ "Chile pays the duty" is hit, "Chile raised the duty" acts; who only urges others has no part."""
    if _bears(view, verb) or _is_struck(view, verb):
        if side != "home":
            roles.target(party, "bears it")
    elif clause.own and not (side == "import" and are_goods_of(view, party, verb)):
        roles.impose_only(party, "subject")


def _bears(view: View, verb: int) -> bool:
    """ "Pays the duty", "has to pay it", "would have had to pay it"."""
    below = (c for c in view.children(verb) if view.deps[c] == "xcomp")
    return view.words[verb] in BEARERS or any(view.words[c] in BEARERS for c in below)


def _is_struck(view: View, verb: int) -> bool:
    """ "Wants Thai rope hit with duties": a participle that says of its subject what is to be done to it."""
    bare = not any(view.deps[c] in ("aux", "auxpass") for c in view.children(verb))
    return bare and view.tags[verb] == "VBN" and view.deps[verb] == "ccomp" and view.words[verb] in HITS


def _of_a_neighbour(view: View, party: Party) -> bool:
    """ "Tehran's neighbour Turkey": who is named only to say who another is."""
    token = span_head(view, party)
    return view.deps[token] == "poss" and view.words[view.heads[token]] in NEIGHBOURS


def _of_passive_subject(
    view: View, party: Party, verb: int, first: str | None, side: str, roles: Roles, clause: Clause
) -> bool:
    """ "Peru was hit with" bears it, "Peru is expected to impose" acts, "American banks are barred from" obey."""
    if first is not None and first not in ("of", "from", "in"):
        return False
    if side == "import" and any((t := _behind(view, c)) != c and view.words[t] in INFLOWS for c in view.children(verb)):
        roles.impose(party, "whose makers suffer")  # "American mills are threatened by imports"
    elif side == "firms" and view.words[verb] in FORBIDDEN and word_after(view, party) in OWN_NATIONALS:
        roles.impose(party, "binds its own")
    else:
        (roles.impose if clause.raised else roles.target)(party, "passive subject")
    return True


def _of_object(view: View, party: Party, verb: int, side: str, roles: Roles, clause: Clause) -> bool:
    """ "Urged Lima to cut it" is who should act, "hit Lima with" is who is hit."""
    if not clause.own:
        roles.impose(party, "urged to")
        return True
    let_off = view.words[verb] in LETTING and any(view.words[c] in ("off", "from") for c in view.children(verb))
    let_off = let_off or (view.words[verb] in TAKING_OFF and any(view.words[c] == "off" for c in view.children(verb)))
    struck = side != "home" and (view.words[verb] in HITS or side == "firms" or let_off)
    if struck:
        roles.target(party, "object of the verb")
    return struck
