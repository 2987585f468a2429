"""Who complains and who answers: "Peru lodged a complaint", "Chile faces a case", "found against Chile"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.complainants import BRINGS, BROUGHT, OWN_COMPLAINT, all_of_them
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.defending import defenders
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Roles, link, sentence_subject, span_head, word_after
from tradenlp.extract.measures.near_targets import listed_with
from tradenlp.extract.measures.parties import Party, names_token
from tradenlp.extract.measures.struck_back import leave_roles
from tradenlp.extract.measures.unlawful import owner_of_unlawful
from tradenlp.extract.view import View

BREAKING = word_list("breaking")
BRINGING = word_list("bringing_cases")
FACING = word_list("facing_cases")
OWN = frozenset({"its", "their", "his"})
PRONOUNS = frozenset({"it", "they"})
RULING = word_list("ruling")
COMPLAINTS = word_list("complaints")
COURTS = word_list("courts_of_states")
FINDING = frozenset({"decided", "decides", "finds", "found", "ruled", "rules", "sided", "sides"})
"""verbs before "for" or "with" and the side that wins, however far from the report that says so"""
AT_COURT = frozenset({"with", "at", "before", "to", "in"})
LODGED_WITH = frozenset({"with", "before"})
OFFICES = word_list("governments") | {"department", "commission", "agency", "regulator", "tribunal", "authority"}
DRAWING = word_list("drawing")
ABOUT = frozenset({"to", "against", "over", "about", "on"})
"""between a complaint and a measure of another"""
OVER = frozenset({"over", "about", "on", "into", "to", "concerning", "regarding", "of"})
"""before the practice of a state that a complaint is about"""
BEATING = verb_forms("beat") | verb_forms("defeat") | {"beaten"}
TELLING = word_list("telling_losers")
JUDGES = flow_words("trade_judges")
TREATIES = frozenset({"agreement", "pact", "treaty", "accord", "partnership"})
LOSING = frozenset({"lose", "loses", "losing", "lost"})
AGAINST = "whom the complaint is against"
"""the rule of those named so: who loses a complaint against another has brought it"""
REACH = 6
"""tokens after a ruling within which the winner or the loser is named"""


def case_roles(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Give who brings a case as complainant, who faces it or breaks the rules as respondent."""
    states = [p for p in parties if p.is_state and not _in_treaty(view, p)]
    _told(view, states, cue, roles)
    leave_roles(view, states, cue, roles)
    _by_verb(view, states, cue, roles)
    _by_whom(view, states, cue, roles)
    _breaker(view, states, cue, roles)
    defenders(view, states, cue, roles)
    owner_of_unlawful(view, states, cue, roles)
    all_of_them(view, states, roles)


def _by_verb(view: View, states: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Peru lodged a complaint", "Chile faces a case", "Chile lost a dispute to Peru"."""
    verb = next((t for t in (cue.head, *view.ancestors(cue.head)) if view.is_verb(t)), None)
    if verb is None or view.words[verb] not in BRINGING | FACING:
        return
    told, brings = arguments_of(view, verb), view.words[verb] in BRINGING
    for party in states:
        if any(_headed(view, party, token) for token in told.subjects):
            against = view.words[verb] in LOSING and AGAINST in {why for why, _ in roles.targets.values()}
            (roles.impose if brings or against else roles.target)(party, f"who {view.words[verb]} it")
        elif not brings and span_head(view, party) in told.links.get("to", ()):
            roles.impose(party, "to whom it is lost")
        elif view.words[verb] in BEATING and any(_headed(view, party, t) for t in told.objects):
            roles.target(party, "who is beaten")


def complaint_roles(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "a US complaint against the EU's ban", "Brazil's claims against Peru", "the case brought by Chile over caps"."""
    states = [p for p in parties if p.is_state and not _in_treaty(view, p)]
    for noun in _complaints(view, cue):
        _drawn(view, states, noun, roles)
        for party in states:
            found = link(view, party, noun)
            if found is None:
                if _behind_court(view, party, noun):
                    roles.target(party, AGAINST)
                    listed_with(view, states, party, roles)
                continue
            if found.through_clause:
                brought = view.deps[found.child] in ("acl", "relcl") and found.prepositions == ("by",)
                if brought or _brings(view, party):
                    roles.impose(party, BROUGHT)
            elif found.prepositions in ((), ("by",), ("from",)):
                roles.impose(party, OWN_COMPLAINT)
            elif found.prepositions[0] in ("against", "with") or _practice_of(view, party, found.prepositions):
                roles.target(party, AGAINST)
    all_of_them(view, states, roles)
    for actor in roles.imposers.keys() & roles.targets.keys():
        del roles.targets[actor]


def _behind_court(view: View, party: Party, noun: int) -> bool:
    """ "A complaint with the World Trade Organization against Peru": the parse hangs the rest on the verb."""
    joint = party.first - 1 - (view.words[party.first - 1] == "the")
    if not noun + 1 < joint <= noun + REACH or view.words[joint] != "against":
        return False
    between = range(noun + 1, joint)
    return view.words[noun + 1] in AT_COURT and not any(view.is_verb(t) for t in between)


def _brings(view: View, party: Party) -> bool:
    """ "the request for talks that Peru has filed": the subject of the clause, whichever noun the parse hangs it on."""
    token = span_head(view, party)
    verb = view.heads[token]
    return view.deps[token] in SUBJECTS and view.deps[verb] == "relcl" and view.words[verb] in BRINGING


def _drawn(view: View, states: Sequence[Party], noun: int, roles: Roles) -> None:
    """ "Peru's tariffs draw a complaint from Chile": whose practice draws it answers for it."""
    verb = view.heads[noun]
    if view.words[verb] not in DRAWING or view.deps[noun] not in ("dobj", "pobj"):
        return
    for party in states:
        found = link(view, party, verb)
        if found is None or found.through_clause:
            continue
        itself = view.deps[span_head(view, party)] in SUBJECTS
        if view.deps[found.child] in SUBJECTS and not found.prepositions and not itself:
            roles.target(party, "whose practice draws it")
        elif party.first > noun and found.prepositions[:1] in (("from",), ("by",)):
            roles.impose(party, OWN_COMPLAINT)


def _complaints(view: View, cue: Cue) -> list[int]:
    """The nouns of complaints that the clause of a mention speaks of."""
    top = cue.head
    for token in view.ancestors(cue.head):
        top = token
    return [t for t in view.subtree(top) if view.words[t] in COMPLAINTS and view.tags[t].startswith("NN")]


def _practice_of(view: View, party: Party, prepositions: Sequence[str]) -> bool:
    """ "over Peru's levy", "about Peruvian rules": whose practice a complaint is about."""
    if prepositions[0] not in OVER or len(prepositions) > 2 or not party.named_state:
        return False
    owned = word_after(view, party) in ("'s", "'") or party.form == "adjective" or view.words[party.last - 1] == "u.s."
    return owned and view.words[view.heads[span_head(view, party)]] not in COMPLAINTS


def _told(view: View, states: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "Peru was told by the WTO that …": whom the judges speak to answers for it."""
    if not view.is_verb(cue.head) or view.words[cue.head] not in TELLING:
        return
    told = arguments_of(view, cue.head)
    if any(view.words[t] in JUDGES for t in told.subjects):
        for party in states:
            if any(_headed(view, party, token) for token in told.objects):
                roles.target(party, "whom the judges tell")


def _headed(view: View, party: Party, token: int) -> bool:
    """ "Peru", "Peru's ministry", "the government of Peru"."""
    found = link(view, party, token)
    inside = party.first <= token < party.last
    return inside or (found is not None and not found.through_clause and found.prepositions in ((), ("of",)))


def _by_whom(view: View, states: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "a complaint from Peru", "a case brought by Peru"."""
    for party in states:
        found = None if view.is_verb(cue.head) else link(view, party, cue.head)
        if (
            found
            and party.named_state
            and found.prepositions[-1:] in (("from",), ("by",))
            and len(found.prepositions) == 1
        ):
            roles.impose(party, BRINGS)


def _breaker(view: View, states: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """ "ruled that it broke the rules", "rulings against its curbs": the state spoken of before answers for it."""
    verb = next((t for t in range(cue.start, min(cue.end + REACH, len(view.words))) if view.words[t] in BREAKING), None)
    subjects = arguments_of(view, verb).subjects if verb is not None and view.is_verb(verb) else ()
    for party in states:
        if any(_headed(view, party, token) for token in subjects):
            roles.target(party, "breaks the rules")
            return
    points_back = any(view.words[t] in PRONOUNS for t in subjects) or _against_own(view, cue)
    before = [p for p in sentence_subject(view, states) if p.first < cue.start]
    if points_back and before and before[-1].actor_id not in roles.imposers:
        roles.target(before[-1], "answers for what is its own")


def _against_own(view: View, cue: Cue) -> bool:
    """ "rulings against its restrictions", of a ruling alone: a case over one's own goods is one's own case."""
    near = range(cue.start, min(cue.end + 2, len(view.words) - 1))
    against = any(view.words[t] == "against" and view.words[t + 1] in OWN for t in near)
    return against and bool(RULING & {view.words[t] for t in cue.tokens})


def ruling_roles(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Give the winner of a ruling as complainant and the owner of the disputed measure as respondent.

    A respondent who wins is told apart by the measure being his; the complainant is then left open.
    """
    if not RULING & {view.words[t] for t in cue.tokens}:
        return
    states = [p for p in parties if p.is_state and not _in_treaty(view, p)]
    owners = [p for p in states if p.first > cue.start and word_after(view, p) in ("'s", "'") and _disputed(view, p)]
    losers = [p for p in states if _after(view, p, cue, ("against",))]
    ordered = [p for p in states if _after(view, p, cue, ("ordering", "ordered", "telling", "told", "requiring"))]
    for party in [*owners, *losers, *ordered][:1]:
        roles.target(party, "answers for the disputed measure")
    brought = bool(roles.imposers)  # "sided with Peru in a case that Chile brought"
    for party in states:
        if party.actor_id not in roles.targets and _after(
            view, party, cue, ("with", "for", "backed", "favour", "favor")
        ):
            (roles.target if brought else roles.impose)(party, "the ruling favours it")


def _in_treaty(view: View, party: Party) -> bool:
    """ "the US-Mexico-Canada Agreement": a name, not a side."""
    following = view.words[party.last : party.last + 5]
    joined = view.words[party.first - 1] == "-" or following[:1] == ["-"]
    return (joined and bool(TREATIES & set(following))) or word_after(view, party) in TREATIES


def _disputed(view: View, party: Party) -> bool:
    """ "over India's ban", "that Peru's tax": the measure that the case is about."""
    before = view.words[max(0, party.first - 3) : party.first]
    return bool({"over", "that", "against", "on", "whether"} & set(before))


def _after(view: View, party: Party, cue: Cue, signs: tuple[str, ...]) -> bool:
    """Whether one of `signs` stands shortly after the mention and directly before the party."""
    opener = party.first - 1 - (view.words[party.first - 1] == "the")
    found_for = opener > cue.end and view.words[opener - 1] in FINDING
    near = cue.start < party.first <= cue.end + REACH
    if not (near or found_for) or word_after(view, party) in ("'s", "'"):
        return False
    before = [w for w in view.words[max(cue.start, party.first - 3) : party.first] if w not in ("the", "of")]
    return bool(before) and before[-1] in signs


def brought_at_home(view: View, cue: Cue) -> bool:
    """ "a complaint with the ministry": what makers at home ask of officials of their own is no case of states."""
    noun = cue.head
    if cue.kind.id != "trade_dispute" or view.words[noun] not in COMPLAINTS:
        return False
    joints = [c for token in (noun, view.heads[noun]) for c in view.children(token) if view.words[c] in LODGED_WITH]
    asked = [t for joint in joints for t in view.children(joint) if view.words[t] in OFFICES or view.tags[t] == "NNP"]
    courts = any(view.words[t] in COURTS for joint in joints for t in view.subtree(joint))
    return bool(asked) and not courts and not any(names_token(view, t) for t in asked)


def _complained_of(view: View, token: int) -> int:
    """ "Filed complaints under both sets of rules over Peru's duties": the complaint beside what it is over."""
    verb = next((t for t in (token, *view.ancestors(token)) if view.is_verb(t)), token)
    if view.words[verb] not in BRINGING:
        return token
    return next((c for c in view.children(verb) if view.words[c] in COMPLAINTS and view.deps[c] == "dobj"), token)


def without_complainers(view: View, parties: Sequence[Party], cue: Cue) -> list[Party]:
    """ "Peru brought a case against Chile's duties": who complains of a measure has not set it."""
    if cue.kind.side not in ("import", "export"):
        return list(parties)
    above = view.heads[cue.head]
    noun = view.heads[above]
    brought = noun if view.deps[noun] == "acl" else None  # "a case brought by Peru against"
    noun = view.heads[noun] if brought is not None else noun
    if view.words[noun] not in COMPLAINTS and any(names_token(view, c) for c in view.children(cue.head)):
        noun = _complained_of(view, noun)
    if view.words[above] not in ABOUT or view.words[noun] not in COMPLAINTS or not view.tags[noun].startswith("NN"):
        return list(parties)
    verb = view.heads[noun]
    told = {c for c in view.children(verb) if view.deps[c] in SUBJECTS}
    told |= {c for c in view.children(brought) if view.deps[c] == "agent"} if brought is not None else set()
    below = {t for c in told for t in view.subtree(c)} | {c for c in view.children(noun) if c < noun}
    return [p for p in parties if p.first not in below]
