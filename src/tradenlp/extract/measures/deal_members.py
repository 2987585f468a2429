"""Whom a deal is said to take in: "the pact covers Togo, Ghana and Mali", "its members are Peru and Chile"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.arguments import BEING, arguments_of
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Roles, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

HOLDING = word_list("holding_members")
MEMBERS = word_list("members_of_deals")
OF_DEAL = frozenset({"of", "to", "in"})
"""between its members and a deal"""
ROWS = frozenset({"conj", "compound", "amod", "appos"})
"""how a name hangs on what is held beside it"""
BESIDES = frozenset({"along", "together", "plus", "including"})
HELD_BY = frozenset({"of", "in"})
"""behind a verb of holding: "consists of", "takes in" """


def members(view: View, states: Sequence[Party], head: int, roles: Roles) -> None:
    """Give every state that a clause about the deal counts among its members as a side of it."""
    named = {span_head(view, p): p for p in states if p.form != "adjective"}
    for verb in _holding(view, head):
        told = arguments_of(view, verb)
        held = (*told.objects, *(t for name in HELD_BY for t in told.links.get(name, ())))
        members_named = [t for thing in held for t in _counted_with(view, thing)]
        for token in (*members_named, *_beside(view, verb)):
            if token in named:
                roles.impose(named[token], "member of the deal")


def _counted_with(view: View, thing: int) -> Iterator[int]:
    """What is held, whose members it is ("the ASEAN economies"), and who is told "along with" it, row by row."""
    yield thing
    for child in view.children(thing):
        if view.deps[child] in ROWS:
            yield from _counted_with(view, child)
    yield from _beside(view, thing)


def _beside(view: View, above: int) -> Iterator[int]:
    """What stands behind "along with" that hangs on a noun or a verb."""
    for child in (c for c in view.children(above) if view.words[c] in BESIDES and c > above):
        things = (c for link in (child, *view.children(child)) for c in view.children(link))
        yield from (t for thing in things if view.deps[thing] == "pobj" for t in _counted_with(view, thing))


def _holding(view: View, head: int) -> Iterator[int]:
    """The verbs that tell whom the deal holds: its own, those of its members, and those of clauses on it."""
    joint = view.heads[head]
    noun = view.heads[joint]
    of_members = view.deps[head] == "pobj" and view.words[joint] in OF_DEAL and view.words[noun] in MEMBERS
    subject = noun if of_members else head
    verbs = [c for c in view.children(subject) if view.deps[c] == "relcl"]
    if view.deps[subject] in SUBJECTS:
        verbs.append(view.heads[subject])
    for verb in verbs:
        if view.words[verb] in HOLDING or (of_members and view.words[verb] in BEING):
            yield verb
