"""Verbs beside a mention whose day is its day too: of its document, of a verb before its own, of who tells it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set

from tradenlp.extract.status.climb import StatusCues
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.view import View

DOCUMENTS = word_list("documents") | word_list("papers")
UNDER = frozenset({"under", "by", "in", "with", "through", "via"})
SUBJECTS = ("nsubj", "nsubjpass")
STANDING = ("stand", "keep")
WITHIN_PHRASE = ("amod", "compound", "conj", "nmod")


def of_document(view: View, verb: int, anchors: Mapping[int, int], statuses: StatusCues, own: Collection[int]) -> bool:
    """ "An order signed this morning ends", "under a rule issued on Friday": the day of the paper that does it."""
    paper = _described(view, verb)
    if paper is None or view.words[paper] not in DOCUMENTS:
        return False
    if paper in own or any(c in anchors for c in view.children(paper) if c != verb):
        return True
    acting = view.heads[paper]
    if view.deps[paper] == "appos":
        return acting in own
    if view.deps[paper] == "pobj" and view.words[acting] in UNDER:
        acting = view.heads[acting]
    elif view.deps[paper] not in SUBJECTS:
        return False
    told = acting in statuses and statuses[acting].role == "action" and statuses[acting].sense not in STANDING
    return acting in own or (acting in anchors and told)


def _described(view: View, verb: int) -> int | None:
    """The noun that a clause describes, also by a verb joined to its first: "signed in May and published on Friday"."""
    while view.deps[verb] == "conj" and view.is_verb(view.heads[verb]):
        verb = view.heads[verb]
    return view.heads[verb] if view.deps[verb] in ("acl", "relcl") else None


def joined_behind(view: View, verb: int, day: int, anchors: Mapping[int, int]) -> int | None:
    """ "on Monday scrapped one duty and cut another": the verb of the mention, joined to one that the day precedes."""
    if day > verb or _in_subject(view, verb, day):
        return None
    joined = [verb]
    for one in joined:
        joined += [c for c in view.children(one) if view.deps[c] == "conj" and view.is_verb(c)]
    return next((c for c in joined[1:] if c in anchors), None)


def _in_subject(view: View, verb: int, day: int) -> bool:
    token = day
    while token != verb and view.heads[token] != token:
        if view.deps[token] in SUBJECTS:
            return True
        token = view.heads[token]
    return False


def reported_by(view: View, verb: int, head: int, telling: Set[str]) -> bool:
    """ "Ore will be taxed and coal capped, the ministry said on Friday": who tells one of two things tells the other.

    Also where the mention only describes what is begun: "said on Friday it would open an anti-dumping probe".
    """
    if view.words[verb] not in telling:
        return False
    token, shared = head, False
    while view.deps[token] in WITHIN_PHRASE and not view.is_verb(token):
        token, shared = view.heads[token], True
    if view.deps[token] in ("dobj", "nsubjpass"):
        token = view.heads[token]
    while view.deps[token] == "conj" and view.is_verb(token):
        token, shared = view.heads[token], True
    return shared and view.deps[token] in ("ccomp", "parataxis") and view.heads[token] == verb
