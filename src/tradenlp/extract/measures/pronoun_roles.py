"""Roles of those whom a pronoun stands for: "it imposed", "its tariffs", "the surtax they adopted"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tradenlp.extract.measures.answerable import is_called_to_account
from tradenlp.extract.measures.clause_roles import by_one_quoted, of_deed
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, is_the_land, sentence_subject, span_head
from tradenlp.extract.measures.near_targets import LIST_WORDS
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View

AIMED = frozenset({"against", "on", "with", "to", "from"})
"""what stands before whom a deed is done to"""
ALIKE = {"it": "its", "they": "their", "he": "his", "she": "her"}
"""pronouns that are subjects, and what is theirs"""
ALIASES = frozenset({"oprd", "appos"})
BEARERS = word_list("bearers")
LAST_SENTENCE = 35
"""tokens between a state and a word that points back to it"""
LOCALS = word_list("people") | word_list("firm_nouns") | word_list("governments")
NEAR_PEOPLE = 8
"""tokens between a mention and the people that it binds"""
BROUGHT = frozenset({"brought", "filed", "lodged", "launched"})


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
    parties = [p for p in parties if not _has_brought(view, p)]
    named = [p for p in parties if p.last <= token and p.is_state]
    if (same := _subject_pronoun(view, token, named)) is not None:
        by_pronoun(view, parties, same, before, roles)
        return
    if view.words[token] in ("his", "her"):
        named = [p for p in named if p.kind == "person"] or named
    subjects = [p for p in sentence_subject(view, named) if p.actor_id not in roles.targets]
    last = span_head(view, named[-1]) if named else None
    if last is not None and is_called_to_account(view, last, token):
        by_nearest(named, token, before, roles)
        return
    hit = last is not None and (
        view.deps[last] in ALIASES or view.words[view.heads[last]] in AIMED or _of_goods(view, last)
    )
    by_nearest(subjects if hit and subjects else parties, token, before, roles)
    if view.words[token] == "their" and not (hit and subjects):
        for party in _listed_before(view, named):
            roles.impose_only(party, "their: the list named last")


def _subject_pronoun(view: View, token: int, named: Sequence[Party]) -> int | None:
    """ "It also struck Peru off its own list": the pronoun that "its" goes with, where only the object is named."""
    verb = next((t for t in view.ancestors(token) if view.is_verb(t)), None)
    if verb is None or not named:
        return None
    subject = next((c for c in view.children(verb) if view.deps[c] == "nsubj" and view.words[c] in ALIKE), None)
    last = span_head(view, named[-1])
    done_to = view.deps[last] == "dobj" and view.heads[last] == verb
    return subject if subject is not None and done_to and ALIKE[view.words[subject]] == view.words[token] else None


def _has_brought(view: View, party: Party) -> bool:
    """ "In a case brought by Peru and Fiji a panel found that its rules …": who sues over rules does not own them."""
    token = span_head(view, party)
    while view.deps[token] == "conj":
        token = view.heads[token]
    by = view.heads[token]
    return view.words[by] == "by" and view.words[view.heads[by]] in BROUGHT and view.deps[view.heads[by]] == "acl"


def _of_goods(view: View, state: int) -> bool:
    """ "Moved the limit for Chilean beef in its rules": a state that only tells where goods are from."""
    return view.deps[state] in ("amod", "compound", "nmod") and are_goods(view, view.heads[state])


def by_nearest(parties: Sequence[Party], token: int, before: Party | None, roles: Roles) -> None:
    """ "its tariffs": whoever was named last before."""
    named = [p for p in parties if p.last <= token and p.is_state]
    chosen = named[-1] if named else before
    if chosen is not None:
        roles.impose_only(chosen, "its: the last named")


def _listed_before(view: View, named: Sequence[Party]) -> list[Party]:
    """ "Complaints against Peru, Chile and Togo over their bans": the others of the list that the last one closes."""
    found: list[Party] = []
    joined = False
    for party, last in reversed([*pairwise(named)]):
        between = set(view.words[party.last : last.first])
        if not between or not between <= LIST_WORDS or not party.named_state:
            break
        joined = joined or "and" in between
        found.append(party)
    return found if joined else []


def told_before(view: View, token: int, named: Sequence[Party], before: Party | None) -> Party | None:
    """Whom a word points back to: "it" to the subject before, "the country" and "there" to the state named last."""
    if view.words[token] != "there" and not is_the_land(view, token):
        return before
    near = [p for p in named if token - p.last <= LAST_SENTENCE and p.named_state]
    near = near if view.words[token] != "bloc" else [p for p in near if p.kind == "bloc"]
    spoken = view.words[token] != "there" and before is not None and before.actor_id in {p.actor_id for p in near}
    return near[-1] if near and not spoken else before


def place_meant(view: View, cue: Cue) -> int | None:
    """The "there" of "importers there must apply for leave"."""
    for token in range(max(1, cue.start - NEAR_PEOPLE), min(cue.end + NEAR_PEOPLE, len(view.words))):
        if view.words[token] == "there" and view.words[token - 1] in LOCALS:
            return token
    return None


def by_pronoun(view: View, parties: Sequence[Party], token: int, before: Party | None, roles: Roles) -> None:
    """The pronoun at `token` stands for the last subject before it, in its sentence or the ones before."""
    if view.words[token] in ("i", "we"):
        by_one_quoted(view, parties, token, roles)
        return
    if view.words[token] == "this":
        return
    if view.words[token] in ("which", "who", "that") and not of_deed(view, token):
        named = [p for p in parties if p.last <= token and p.is_state and p.actor_id not in roles.imposers]
        acting = bool(named) and named[-1].form != "adjective" and named[-1] in sentence_subject(view, parties)
        if view.words[view.heads[token]] not in BEARERS or acting:
            acted = before is not None and view.deps[span_head(view, before)] != "nsubjpass"
            by_nearest(parties, token, before if acted else None, roles)  # "Peru listed shoes, which will face 12%"
        elif named:
            roles.target(named[-1], "whose goods bear it")
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
