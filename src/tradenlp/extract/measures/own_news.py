"""News of one state: "Nepal's budget … the import tax falls to 10%", "a duty of 12% on tyres took effect in the US".

Where an article names one state alone, what is done to goods at a border is done by that state, unless it is only
named for where the goods come from ("Peruvian fish", "exporters in Peru") or as one who bears what others do.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Roles, span_head, word_after
from tradenlp.extract.measures.near_targets import origin_of_scope
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View, within

BEARERS = word_list("bearers")
ORIGIN_VERBS = word_list("origin_verbs")
REACTING = word_list("reacting")
SPEAKING = word_list("reporting") | REACTING
RULING = word_list("governments") | word_list("offices") | word_list("seats_of_rule")
"""what a state has that makes rules, and where its rules hold"""
SELLING = word_list("of_exports") | word_list("people")
AIMED = word_list("aimed")
"""before "at" and whom a measure is to hit: its rules do not hold there"""
WITHIN = frozenset({"in", "into", "inside", "within", "across", "at"})
REACH = 3
"""words after the name of a state in which what is its own is told"""


def own_state(view: View, parties: Sequence[Party]) -> str | None:
    """The id of the one state that an article names, where it is named as one that acts or where its rules hold."""
    states = {p.actor_id for p in parties if p.is_state}
    ruling = len(states) == 1 and any(rules(view, p) for p in parties if p.is_state)
    return next(iter(states)) if ruling else None


def own_sentence(view: View, parties: Sequence[Party]) -> Party | None:
    """The mention of the one state of a sentence that names it so; none where it only speaks of what is told."""
    states = {p.actor_id for p in parties if p.is_state}
    if len(states) != 1 or any(speaks(view, p) for p in parties):
        return None
    return next((p for p in parties if p.is_state and rules(view, p)), None)


def ruling_on_others(view: View, parties: Sequence[Party], hit: Collection[str]) -> Party | None:
    """ "Thai rope gets no duty, the commission in Lima said": the one state that is not `hit` and sells no goods."""
    states = [p for p in parties if p.is_state and p.actor_id not in hit]
    if any(speaks(view, p) for p in parties):
        return None
    ruling = [p for p in states if rules(view, p)]
    others = [p for p in states if p.actor_id not in {r.actor_id for r in ruling}]
    if len({p.actor_id for p in ruling}) != 1 or any(p.form != "adjective" for p in others):
        return None
    return ruling[0]


def speaks(view: View, party: Party) -> bool:
    """ "Canada's minister called the duties unfair": who speaks of a measure may suffer it."""
    token = span_head(view, party)
    subject = next((t for t in (token, *view.ancestors(token)) if view.deps[t] in SUBJECTS), None)
    return subject is not None and view.words[view.heads[subject]] in SPEAKING


def rules(view: View, party: Party) -> bool:
    """Whether a mention tells of a state as such, not of what it sells."""
    following = view.words[party.last : party.last + REACH]
    token = span_head(view, party)
    if following[:1] == ["-"] and not ORIGIN_VERBS.isdisjoint(following[1:2]):
        return False
    if party.kind == "person":
        return view.deps[token] in SUBJECTS or view.words[view.heads[token]] == "by"
    if party.kind == "government_body":
        return True
    if party.form == "adjective":
        return not RULING.isdisjoint(following)
    if word_after(view, party) in ("'s", "'"):
        return SELLING.isdisjoint(following)
    if view.deps[token] in SUBJECTS:
        return view.words[view.heads[token]] not in BEARERS | REACTING
    if view.deps[token] == "pobj":
        above = view.heads[token]
        if view.words[above] == "at" and view.words[above - 1] in AIMED:
            return False
        return view.words[above] in WITHIN or (view.words[above] == "of" and view.words[view.heads[above]] in RULING)
    return view.deps[token] == "ROOT" or view.heads[token] > token


def dumped_from(view: View, act: Act, parties: Sequence[Party]) -> set[str]:
    """ "Chinese rope: US dumping order kept": where the only goods come from that are spoken of near such duties."""
    first = act.mentions[0].sentence
    for number in (first, first - 1)[: 1 + (first > 0)]:
        start, end = view.sentences[number]
        roles = Roles(dict.fromkeys(act.imposers, ("", 0)))
        near = [p for p in parties if start <= p.first < end]
        origin_of_scope(view, near, [g.first for g in within(view.goods, start, end)], roles)
        if roles.targets:
            return set(roles.targets)
    return set()
