"""Roles by the order of words, where the parse gives none, and by what a noun is called: "Britain's 2% tax"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.clause_roles import SITED
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.its_goods import are_goods_of, are_its_wares
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, acts_in, is_itself, link, span_head, word_after
from tradenlp.extract.measures.markets import COMING
from tradenlp.extract.measures.near_targets import listed_with
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.pronoun_roles import BEARERS, by_pronoun
from tradenlp.extract.status.decide import StatusCues
from tradenlp.extract.view import View

BREAKS = word_list("breaks")
CHANGING = word_list("changing_ones_own")
DEBATE = word_list("debate")
MODIFIER_TAGS = frozenset({"POS", "CD", "JJ", "NN", "NNS", "HYPH", "$", "VBN"})
HAVING = frozenset({"has", "have", "had"})
"""who has a tax on what goes out has set it; who has a duty on what comes in may as well bear it"""
ORIGIN_VERBS = word_list("origin_verbs")
OWNER_RULES = ("possessive", "whose rate")
"""rules by which the owner of a noun for a measure has made it"""
PRONOUNS = frozenset({"it", "they", "he", "she"})
DOING_WITH = word_list("doing_with")
REACTING = word_list("reacting")
RATED = frozenset({"at", "under", "with"})
RETURNING = word_list("returns")
RECEIVING = word_list("receiving")
VOTING = frozenset({"vote", "votes", "voted"})
WRAPPING = word_list("wrapping")
MOST_GOODS = 2
"""words for goods between the state that a measure is called by and its noun"""
NO_VERBS = frozenset({"'s", "'", ",", "and", "-", ":", "of", "in"})
"""words after a name that is no subject"""


def standing_before(view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Where the parse has lost the thread: "Britain's 2% tax", "India … imposed", by the order of words alone."""
    for party in reversed(parties):
        if party.last > cue.start or party.actor_id in roles.targets or not party.is_state:
            continue
        between = range(party.last, cue.start)
        sited = view.words[party.first - 1] == "in" and view.words[party.first - 2] in SITED | ORIGIN_VERBS
        if word_after(view, party) == "-" or sited:
            continue
        if not between and _is_place(view, party):
            continue
        if cue.kind.side == "import" and view.is_verb(cue.head) and are_goods_of(view, party, cue.head):
            continue
        if len(between) <= 5 and all(view.tags[t] in MODIFIER_TAGS for t in between):
            roles.impose(party, "stands before")
            return
        verbs = [t for t in between if view.is_verb(t) and t in statuses and statuses[t].sense != "urge"]
        if view.words[party.last] in VOTING or set(view.words[cue.start - 2 : cue.start]) & {"against"}:
            continue
        subject = view.deps[span_head(view, party)] == "nsubj" or view.tags[party.last] == "VBG"
        urged = any(t in statuses and statuses[t].sense == "urge" for t in between)
        if (
            subject
            and verbs
            and not urged
            and len(between) <= 12
            and not (BREAKS - {"by"} | DEBATE) & {view.words[t] for t in between}
        ):
            roles.impose(party, "subject before the verb")
            return


def _is_place(view: View, party: Party) -> bool:
    """ "Mills in Fiji and Peru faced duties": where those are who are spoken of, and not who acts."""
    token = span_head(view, party)
    while view.deps[token] == "conj":
        token = view.heads[token]
    return view.deps[token] == "pobj" and view.words[view.heads[token]] in ("in", "from")


def doer(view: View, parties: Sequence[Party], cue: Cue, before: Party | None, roles: Roles) -> None:
    """ "Warsaw toys with a levy": whatever the verb, its subject acts on its object, if not against what others do."""
    verb = _done(view, cue)
    if verb is None:
        return
    for party in parties:
        found = link(view, party, verb)
        if found is None or not acts_in(view, party, verb):
            continue
        if not party.is_state or party.actor_id in roles.targets:
            continue
        if cue.kind.side == "import" and party.form == "adjective" and are_its_wares(view, found.child):
            roles.target(party, "bears it")  # "Canadian lumber carries a duty"
        else:
            roles.impose(party, "subject of the clause")
    pronoun = next((c for c in view.children(verb) if view.deps[c] == "nsubj" and view.words[c] in PRONOUNS), None)
    if not roles.imposers and pronoun is not None:
        by_pronoun(view, parties, pronoun, before, roles)


def _done(view: View, cue: Cue) -> int | None:
    """The verb whose object a mention is; none that answers what others do, or tells what is not done."""
    head = cue.head
    while view.deps[head] == "pobj" and view.words[view.heads[head]] == "of" and _wraps(view, view.heads[head]):
        head = view.heads[view.heads[head]]
    verb = view.heads[head]
    above, preposition = view.words[view.heads[verb]], view.words[verb]
    by_means = (preposition == "with" and above in DOING_WITH) or (preposition in RATED and above in COMING)
    if view.deps[head] == "pobj" and by_means:
        verb = view.heads[verb]
    elif view.deps[head] != "dobj":
        return None
    negated = any(view.deps[c] == "neg" for c in view.children(verb))
    having = view.words[verb] in HAVING and cue.kind.side in ("export", "home")
    answers = _reacts(view, verb) and not having
    return None if not view.is_verb(verb) or answers or negated else verb


def its_relative(view: View, head: int) -> int | None:
    """ "the surtax it adopted in May", "a ban that they lifted": the pronoun of the clause of the noun."""
    clauses = (c for c in view.children(head) if view.deps[c] == "relcl" and view.words[c] not in REACTING | BEARERS)
    subjects = (s for c in clauses for s in view.children(c) if view.deps[s] == "nsubj" and view.words[s] in PRONOUNS)
    return next(subjects, None)


def answering(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Peru answered on the same day with a ban": who answers, where the parse hangs "with" on the day."""
    joint = view.heads[cue.head]
    if view.words[joint] not in ("with", "by"):
        return
    verb = next((t for t in view.ancestors(joint) if view.is_verb(t)), None)
    if verb is None or view.words[verb] not in RETURNING or verb > cue.head:
        return
    for party in parties:
        if party.is_state and acts_in(view, party, verb):
            roles.impose(party, "answers with it")


def _wraps(view: View, of: int) -> bool:
    """ "a package of aid", "a second round of duties": a noun that only tells how much of it there is."""
    return view.deps[of] == "prep" and view.words[view.heads[of]] in WRAPPING


def decided_by(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "The cap, agreed by the EU and Norway on Friday, …": a participle after the mention and a comma."""
    token = cue.end
    if view.words[token : token + 1] != [","] or view.tags[token + 1 : token + 2] != ["VBN"]:
        return
    by = next((t for t in range(token + 2, min(token + 5, len(view.words))) if view.words[t] == "by"), None)
    first = next((p for p in parties if by is not None and by < p.first <= by + 2 and p.is_state), None)
    if first is not None:
        decided = Roles()
        decided.target(first, "decided by it")
        listed_with(view, parties, first, decided)
        roles.imposers.update(decided.targets)


def joined_before(view: View, parties: Sequence[Party], roles: Roles) -> None:
    """ "UN and US sanctions": the state joined to the one that modifies the noun imposes too."""
    makers = {token for rule, token in roles.imposers.values() if rule in ("modifier of the noun", "possessive")}
    for party in parties:
        if not party.is_state or party.actor_id in roles.imposers or party.actor_id in roles.targets:
            continue
        if party.last + 1 in makers and view.words[party.last] in ("and", "&"):
            roles.impose(party, "joined to the modifier")


def listed_makers(view: View, parties: Sequence[Party], roles: Roles) -> None:
    """ "Peru, Chile, Fiji and Togo asked for consultations": the others of a list that is the subject."""
    first = next((p for p in parties if roles.imposers.get(p.actor_id) == ("subject", p.first)), None)
    if first is None or first.form == "adjective" or word_after(view, first) != ",":
        return
    listed = Roles()
    listed_with(view, parties, first, listed)
    last = max((token for _, token in listed.targets.values()), default=first.first)
    end = next((p.last for p in parties if p.first == last), last)
    if len(listed.targets) > 1 and view.tags[end : end + 1] and view.tags[end].startswith(("VB", "MD")):
        roles.imposers.update(listed.targets)
        roles.targets = {actor: why for actor, why in roles.targets.items() if actor not in listed.targets}


def named_for_its_aim(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Washington will keep the Peru tariffs", "the Peru tariffs were kept by USTR": called by whom they hit."""
    aims = [p for p in parties if p.form == "name" and p.kind == "country" and _names_it(view, p, cue, roles)]
    if not aims or any(view.words[c] == "on" for c in view.children(cue.head)):
        return
    aim = aims[-1]
    verbs = [t for t in view.ancestors(cue.head) if view.is_verb(t)]
    if any(_reacts(view, t) for t in verbs[:1]):
        return
    others = [p for p in parties if p.is_state and p.actor_id != aim.actor_id]
    makers = [p for p in others if p.last <= aim.first and (p.actor_id in roles.imposers or _is_maker(view, p, verbs))]
    makers += [p for p in others if roles.imposers.get(p.actor_id, ("",))[0] == "agent"]
    makers += [p for p in others if _opens_title(view, p, aim)]
    if makers:
        for party in (aim, *(p for p in others if p is not makers[0] and _listed_before(view, p, aim))):
            roles.imposers.pop(party.actor_id, None)
            roles.target(party, "they are called by it")
        roles.impose(makers[0], "who speaks of them")


def _names_it(view: View, party: Party, cue: Cue, roles: Roles) -> bool:
    """ "the Peru tariffs", "12 Peru tariff exclusions", "Peru tin tariffs": whether a measure is called by a state."""
    rule, token = roles.imposers.get(party.actor_id, ("", -1))
    if rule.startswith("whose "):
        return party.first == token and party.last == cue.start and view.deps[span_head(view, party)] == "compound"
    between = range(party.last, cue.start)
    if rule == "modifier of the noun":
        return token == party.first and party.last <= cue.start + 1
    beside = not rule or (rule == "stands before" and token == party.first)
    near = party.last <= cue.start <= party.last + MOST_GOODS
    return beside and near and all(view.tags[t] in ("NN", "NNS") for t in between)


def _opens_title(view: View, party: Party, aim: Party) -> bool:
    """ "Biden drops Peru tariffs": who stands at the head of a title, where the parse is lost; not who answers them."""
    between = view.words[party.last : aim.first]
    opens = party.last <= aim.first < view.body_token and (party.first == 0 or "\n" in view.words[party.first - 1])
    return opens and len(between) > 0 and between[0] not in NO_VERBS and REACTING.isdisjoint(between)


def _listed_before(view: View, party: Party, aim: Party) -> bool:
    """ "the Chile, Peru tariffs"."""
    return party.form == "name" and party.kind == "country" and view.words[party.last : aim.first] in ([","], ["and"])


def _reacts(view: View, verb: int) -> bool:
    """Whether a verb answers what others do; who calls something off has done it."""
    return view.words[verb] in REACTING and all(view.words[c] != "off" for c in view.children(verb))


def adjective_of_its_aim(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Washington is to impose Japanese sanctions": whose subject it is imposes, whom the noun is called by is hit."""
    aim = next((p for p in parties if roles.imposers.get(p.actor_id) == ("modifier of the noun", p.first)), None)
    subjects = [why for why in roles.imposers.values() if why[0] == "subject"]
    if aim is None or aim.form != "adjective" or not subjects or view.deps[cue.head] != "dobj":
        return
    if aim.kind == "country" and not any(view.deps[c] == "poss" for c in view.children(cue.head)):
        del roles.imposers[aim.actor_id]
        roles.target(aim, "whom they are called by")


def changed_by_another(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Washington raised Peru's tariff", "Peru's quota was cut by Chile": so whose it is sells there.

    A state changes its own levies and quotas.
    """
    rate = view.heads[cue.head] if view.deps[cue.head] == "compound" else cue.head
    doer = {"dobj": "subject", "nsubjpass": "agent"}.get(view.deps[rate])
    if doer is None or view.words[view.heads[rate]] not in CHANGING:
        return
    makers = {a for a, (rule, _) in roles.imposers.items() if rule == doer}
    owner = next((p for p in parties if roles.imposers.get(p.actor_id, ("",))[0] in OWNER_RULES), None)
    if makers and owner is not None and owner.actor_id not in makers and owner.kind == "country":
        del roles.imposers[owner.actor_id]
        roles.target(owner, "whose goods are charged")


def _is_maker(view: View, party: Party, verbs: Sequence[int]) -> bool:
    """The subject of the verb of a mention, or the office named at the head of a title."""
    for verb in verbs:
        found = link(view, party, verb)
        if found is not None and not found.through_clause and view.deps[found.child] == "nsubj":
            return is_itself(view, found)
    return party.kind == "government_body" and view.body_token > party.first


def receivers(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Chinese makers benefited from subsidies": whose firms get them gives them."""
    verb = next((t for t in view.ancestors(cue.head) if view.is_verb(t)), None)
    if verb is None or view.words[verb] not in RECEIVING:
        return
    for child in view.children(verb):
        if view.deps[child] == "nsubj":
            below = set(view.subtree(child))
            for party in parties:
                if party.is_state and party.first in below and party.form == "adjective":
                    roles.impose(party, "its firms get it")
