"""Who may strike back has won his case: "the WTO let Peru tax Chilean goods", "gave Peru the right to hit Chile"."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, link
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

ALLOWING = frozenset(form for verb in word_list("letting_strike_back") for form in verb_forms(verb))
JUDGES = flow_words("trade_judges")
MAY_STRIKE = "may strike back"
"""the rule of who is allowed to answer: what he will do is no measure that the case is about"""


def leave_roles(view: View, states: Sequence[Party], cue: Cue, roles: Roles) -> None:
    """Give who is allowed to answer as complainant, and the one other state behind as respondent."""
    verb = next((t for t in (cue.head, *view.ancestors(cue.head)) if view.is_verb(t)), None)
    if verb is None or view.words[verb] not in ALLOWING:
        return
    told = arguments_of(view, verb)
    if not any(view.words[t] in JUDGES for t in told.subjects):
        return
    receivers = (*told.objects, *told.links.get("dative", ()), *told.links.get("to", ()))
    receivers += tuple(s for clause in told.clauses for s in arguments_of(view, clause).subjects)  # "let Peru hit"
    winners = [p for p in states if p.first > verb and any(_is(view, p, token) for token in receivers)]
    for party in winners:
        roles.impose(party, MAY_STRIKE)
    behind = [p for p in states if winners and p.first > winners[-1].first and p.actor_id not in roles.imposers]
    if len({p.actor_id for p in behind}) == 1:
        roles.target(behind[0], "whom the answer hits")


def _is(view: View, party: Party, token: int) -> bool:
    """ "Peru", "Peru and Chile": the state itself, and not what it owns."""
    found = link(view, party, token)
    joined = found is not None and not found.through_clause and not found.prepositions
    return party.first <= token < party.last or (joined and party.form != "adjective" and _joins(view, party, token))


def _joins(view: View, party: Party, token: int) -> bool:
    return any(view.deps[t] == "conj" for t in range(party.first, party.last)) and party.first > token
