"""Roles by the order of words, where the parse gives none: pronouns, "its", "Britain's 2% tax", "on Chinese goods"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from tradenlp.extract.measures.crossings import are_goods
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Link, Roles, link, sentence_subject, span_head, word_after
from tradenlp.extract.measures.markets import COMING
from tradenlp.extract.measures.near_targets import listed_with
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.status.decide import StatusCues
from tradenlp.extract.view import View

AIMED = frozenset({"against", "on", "with", "to", "from"})
"""what stands before whom a deed is done to"""
ABOUT = frozenset({"on", "over", "about", "concerning", "regarding"})
ALIASES = frozenset({"oprd", "appos"})
BEARERS = word_list("bearers")
BREAKS = word_list("breaks")
COMPLAINTS = word_list("complaints") | {"consultation", "consultations", "dispute", "disputes"}
ROWS = frozenset({"contest", "fight", "battle", "quarrel", "row", "spat", "clash", "standoff", "showdown", "feud",
                  "disagreement"})  # fmt: skip
DEBATE = word_list("debate")
MODIFIER_TAGS = frozenset({"POS", "CD", "JJ", "NN", "NNS", "HYPH", "$", "VBN"})
OFFICES = word_list("governments")
GOVERNMENTS = OFFICES - {"officials", "lawmakers", "court"}
HAVING = frozenset({"has", "have", "had"})
"""who has a tax on what goes out has set it; who has a duty on what comes in may as well bear it"""
ITS_WARES = frozenset({"goods", "products", "exports", "shipments", "wares"})
PRONOUNS = frozenset({"it", "they", "he", "she"})
DOING_WITH = word_list("doing_with")
REACTING = word_list("reacting")
RATED = frozenset({"at", "under", "with"})
RELIEVING = word_list("relieving")
PLEA = 6
"""words after whom is asked in which it is told what for"""
RECEIVING = word_list("receiving")
OWN_IMPORTS = word_list("own_imports")
VOTING = frozenset({"vote", "votes", "voted"})
WRAPPING = frozenset({"batch", "combination", "host", "list", "mix", "number", "package", "packages", "raft", "range",
                      "round", "rounds", "series", "set", "slate", "slew", "string", "system", "tranche",
                      "wave"})  # fmt: skip
"""nouns that only tell how much of a measure there is"""
ITS_REACH = 9
"""tokens after a charge in which "on its goods" is of the charge"""
UP = 4
"""words of the parse between a mention and the verb whose subject does it"""


def standing_before(view: View, statuses: StatusCues, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Where the parse has lost the thread: "Britain's 2% tax", "India … imposed", by the order of words alone."""
    for party in reversed(parties):
        if party.last > cue.start or party.actor_id in roles.targets or not party.is_state:
            continue
        between = range(party.last, cue.start)
        if word_after(view, party) == "-":
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


def doer(view: View, parties: Sequence[Party], cue: Cue, before: Party | None, roles: Roles) -> None:
    """ "Warsaw toys with a levy": whatever the verb, its subject acts on its object, if not against what others do."""
    verb = _done(view, cue)
    if verb is None:
        return
    for party in parties:
        found = link(view, party, verb)
        if found is None or not _acts(view, party, verb):
            continue
        if not party.is_state or party.actor_id in roles.targets:
            continue
        if cue.kind.side == "import" and party.form == "adjective" and _are_wares(view, found.child):
            roles.target(party, "bears it")  # "Canadian lumber carries a duty"
        else:
            roles.impose(party, "subject of the clause")
    pronoun = next((c for c in view.children(verb) if view.deps[c] == "nsubj" and view.words[c] in PRONOUNS), None)
    if not roles.imposers and pronoun is not None:
        by_pronoun(view, parties, pronoun, before, roles)


def _is_it(view: View, found: Link) -> bool:
    """ "Brussels" and "officials in Brussels", but not who is named otherwise within the subject."""
    seat = found.prepositions in (("in",), ("of",)) and view.words[found.child] in OFFICES
    return not found.prepositions or seat


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
    answers = view.words[verb] in (REACTING - HAVING if cue.kind.side in ("export", "home") else REACTING)
    return None if not view.is_verb(verb) or answers or negated else verb


def its_relative(view: View, head: int) -> int | None:
    """ "the surtax it adopted in May", "a ban that they lifted": the pronoun of the clause of the noun."""
    clauses = (c for c in view.children(head) if view.deps[c] == "relcl" and view.words[c] not in REACTING | BEARERS)
    subjects = (s for c in clauses for s in view.children(c) if view.deps[s] == "nsubj" and view.words[s] in PRONOUNS)
    return next(subjects, None)


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


def named_for_its_aim(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Washington will keep the Peru tariffs", "the Peru tariffs were kept by USTR": called by whom they hit."""
    aims = [p for p in parties if roles.imposers.get(p.actor_id) == ("modifier of the noun", p.first)]
    aim = next((p for p in aims if p.form == "name" and p.kind == "country"), None)
    if aim is None or aim.last > cue.start + 1 or any(view.words[c] == "on" for c in view.children(cue.head)):
        return
    verbs = [t for t in view.ancestors(cue.head) if view.is_verb(t)]
    if any(view.words[t] in REACTING for t in verbs[:1]):
        return
    others = [p for p in parties if p.is_state and p.actor_id != aim.actor_id]
    makers = [p for p in others if p.last <= aim.first and (p.actor_id in roles.imposers or _is_maker(view, p, verbs))]
    makers += [p for p in others if roles.imposers.get(p.actor_id, ("",))[0] == "agent"]
    if makers:
        del roles.imposers[aim.actor_id]
        roles.target(aim, "they are called by it")
        roles.impose(makers[0], "who speaks of them")


def adjective_of_its_aim(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Washington is to impose Japanese sanctions": whose subject it is imposes, whom the noun is called by is hit."""
    aim = next((p for p in parties if roles.imposers.get(p.actor_id) == ("modifier of the noun", p.first)), None)
    subjects = [why for why in roles.imposers.values() if why[0] == "subject"]
    if aim is None or aim.form != "adjective" or not subjects or view.deps[cue.head] != "dobj":
        return
    if aim.kind == "country" and not any(view.deps[c] == "poss" for c in view.children(cue.head)):
        del roles.imposers[aim.actor_id]
        roles.target(aim, "whom they are called by")


def _is_maker(view: View, party: Party, verbs: Sequence[int]) -> bool:
    """The subject of the verb of a mention, or the office named at the head of a title."""
    for verb in verbs:
        found = link(view, party, verb)
        if found is not None and not found.through_clause and view.deps[found.child] == "nsubj":
            return _is_it(view, found)
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


def its_goods(view: View, cue: Cue) -> int | None:
    """ "a tariff on its goods", "the tariff that Fiji puts on its goods": the pronoun."""
    for token in range(cue.head + 1, min(cue.head + ITS_REACH, len(view.words) - 1)):
        if view.words[token] in ("its", "their") and view.words[token - 1] in ("on", "against"):
            return None if OWN_IMPORTS & set(view.words[token : token + 7]) else token
    return None


def complains_for_its_goods(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """ "Mexico wants talks on a ban on its tomatoes": who is not said to do it, and whose goods it is on, is hit.

    Returns the parties that are not.
    """
    its = its_goods(view, cue) if cue.kind.side == "import" else None
    if its is None or not _are_wares(view, view.heads[its]):
        return list(parties)
    apart = False
    for token in view.ancestors(cue.head):
        apart = apart or view.deps[token] == "prep"
        if not view.is_verb(token):
            continue
        if not apart:
            return list(parties)
        owner = next((p for p in parties if p.is_state and _acts(view, p, token)), None)
        if owner is not None:
            roles.target_only(owner, "its goods")
            return [p for p in parties if p.actor_id != owner.actor_id]
    return list(parties)


def _are_wares(view: View, thing: int) -> bool:
    return are_goods(view, thing) or view.words[thing] in ITS_WARES


def _acts(view: View, party: Party, verb: int) -> bool:
    found = link(view, party, verb)
    return found is not None and view.deps[found.child] == "nsubj" and _is_it(view, found)


def pleads(view: View, parties: Sequence[Party], roles: Roles) -> None:
    """ "Lima asked Quito to drop its duty on fish": who wants a state rid of a measure is hit by it."""
    urged = next((token for rule, token in roles.imposers.values() if rule in ("urged to", "called on to")), None)
    if urged is None:
        return
    for party in parties:
        token = span_head(view, party)
        verb = view.heads[token]
        if party.last > urged or not party.is_state or view.deps[token] != "nsubj" or verb > urged:
            continue
        if verb in view.ancestors(urged) and not RELIEVING.isdisjoint(view.words[urged : urged + PLEA]):
            roles.target(party, "wants it gone")


def by_last(parties: Sequence[Party], token: int, roles: Roles) -> None:
    """ "its goods": the state named last before is hit."""
    named = [p for p in parties if p.last <= token and p.is_state and p.actor_id not in roles.imposers]
    if named:
        roles.target(named[-1], "its goods: the last named")


def possessive(view: View, head: int) -> int | None:
    """The possessive pronoun on a noun, if there is one."""
    return next((c for c in view.children(head) if view.words[c] in ("its", "their", "his", "her")), None)


def by_owner(view: View, parties: Sequence[Party], token: int, before: Party | None, roles: Roles) -> None:
    """ "Peru ended all curbs on Chile save its ban on arms": whose it is, the subject rather than whom it hits."""
    named = [p for p in parties if p.last <= token and p.is_state]
    subjects = [p for p in sentence_subject(view, named) if p.actor_id not in roles.targets]
    last = span_head(view, named[-1]) if named else None
    if last is not None and _called_to_account(view, last, token):
        by_nearest(named, token, before, roles)
        return
    hit = last is not None and (view.deps[last] in ALIASES or view.words[view.heads[last]] in AIMED)
    by_nearest(subjects if hit and subjects else parties, token, before, roles)


def _called_to_account(view: View, state: int, token: int) -> bool:
    """ "Sought consultations with Chile on its levy", "a case against Chile over its cap": whose deed it is."""
    joint = view.heads[state]
    noun = view.heads[joint]
    about = view.words[view.heads[view.heads[token]]] in ABOUT
    return about and view.words[joint] in ("with", "against") and view.words[noun] in COMPLAINTS


def called_to_account(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "A quarrel with Peru about levies on its tin": who is called to account has set them, on the other."""
    joint = view.heads[cue.head]
    if view.words[joint] not in ABOUT or view.deps[cue.head] != "pobj":
        return
    states = [p for p in parties if p.is_state]
    party = next((p for p in states if p.last == joint and _is_accused(view, p)), None)
    if party is None:
        return
    roles.impose_only(party, "called to account for it")
    for other in sentence_subject(view, states):
        if other.first < party.first and other.actor_id != party.actor_id:
            roles.target(other, "who calls to account")


def _is_accused(view: View, party: Party) -> bool:
    """ "a row with Peru", "a case against the EU"."""
    joint = party.first - 1 - (view.words[party.first - 1] == "the")
    return view.words[joint] in ("with", "against") and view.words[joint - 1] in COMPLAINTS | ROWS


def by_nearest(parties: Sequence[Party], token: int, before: Party | None, roles: Roles) -> None:
    """ "its tariffs": whoever was named last before."""
    named = [p for p in parties if p.last <= token and p.is_state]
    chosen = named[-1] if named else before
    if chosen is not None:
        roles.impose_only(chosen, "its: the last named")


def by_pronoun(view: View, parties: Sequence[Party], token: int, before: Party | None, roles: Roles) -> None:
    """The pronoun at `token` stands for the last subject before it, in its sentence or the ones before."""
    if view.words[token] in ("i", "we", "this"):
        return
    if view.words[token] in ("which", "who", "that"):
        by_nearest(parties, token, before, roles)
        return
    subjects = [p for p in sentence_subject(view, parties) if p.first < token and p.actor_id not in roles.targets]
    chosen = subjects[-1] if subjects else _subject_to_come(view, parties, token) or before
    if chosen is not None and chosen.actor_id not in roles.targets:
        roles.impose(chosen, "pronoun for the subject before")


def _subject_to_come(view: View, parties: Sequence[Party], token: int) -> Party | None:
    """ "Asked why it had banned rice, India said …": a pronoun in a clause that stands before the subject it is for."""
    clauses = (t for t in view.ancestors(token) if view.deps[t] == "advcl" and view.heads[t] > t)
    verb = next((view.heads[t] for t in clauses), None)
    if verb is None:
        return None
    subjects = (p for p in sentence_subject(view, parties) if view.heads[span_head(view, p)] == verb)
    return next((p for p in subjects if p.first > token), None)


def by_government(view: View, parties: Sequence[Party], cue: Cue, home: Party | None, roles: Roles) -> None:
    """ "the government suspended duties", "exports, the ministry decided, …": of the state whose news it is."""
    subject = _acting(view, cue.head)
    if subject is None or view.words[subject] not in GOVERNMENTS or not _unnamed(view, subject):
        return
    speakers = [p for p in sentence_subject(view, parties) if p.first < subject and p.actor_id not in roles.targets]
    chosen = speakers[-1] if speakers else home
    if chosen is not None and chosen.actor_id not in roles.targets:
        roles.impose(chosen, "the government: of whom the news is")


def _acting(view: View, head: int) -> int | None:
    """The subject of the verb of a mention, or of the nearest verb above it that has one."""
    for token in (head, *islice(view.ancestors(head), UP)):
        subject = next((c for c in view.children(token) if view.deps[c] == "nsubj"), None)
        if view.is_verb(token) and subject is not None:
            return subject if view.words[token] not in REACTING | BEARERS else None
    return None


def _unnamed(view: View, noun: int) -> bool:
    """Whether nothing before or after a noun tells whose it is: "the government", "authorities"."""
    below = [c for c in view.children(noun) if view.deps[c] not in ("det", "relcl", "punct", "cc")]
    return not below
