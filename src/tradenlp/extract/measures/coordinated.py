"""Deeds told one after the other of one subject: "cut Peru's banks off, stopped sales of arms and restricted exports".

Whom the first of them hits is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.view import View

SHARING = frozenset({"sanctions", "entity_listing", "export_ban", "export_control", "investment_restriction"})
"""types that are aimed at somebody, of which one deed after the other is told"""
LISTS = frozenset({"entity_listing"})
"""types that hit firms alone: "put two Peruvian banks on its list and now requires licences for pumps" """


def shared_aim(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence; one without an aim has that of the deed to which its verb is joined."""
    return [_with_aim(view, m, mentions) for m in mentions]


def _with_aim(view: View, mention: Mention, mentions: Sequence[Mention]) -> Mention:
    if mention.kind not in SHARING or mention.roles.targets:
        return mention
    above = set(_joined_before(view, mention.cue.head))
    for other in mentions:
        first = set(_verbs(view, other.cue.head))
        same = not mention.roles.imposers or mention.roles.imposers.keys() == other.roles.imposers.keys()
        alike = other.kind not in LISTS or mention.kind == other.kind
        if other.kind in SHARING and other.roles.targets and same and alike and above & first:
            makers = dict(mention.roles.imposers or other.roles.imposers)
            return replace(mention, roles=Roles(makers, dict(other.roles.targets)))
    return mention


def _verbs(view: View, token: int) -> Iterator[int]:
    """The verb of a mention and those above it that it completes."""
    return (t for t in (token, *view.ancestors(token)) if view.is_verb(t))


def _joined_before(view: View, token: int) -> Iterator[int]:
    """The verbs to which the verb of a mention is joined."""
    for verb in _verbs(view, token):
        if view.deps[verb] == "conj" and view.is_verb(view.heads[verb]) and not _own_subject(view, verb):
            yield view.heads[verb]
        elif view.deps[verb] not in ("xcomp", "ccomp", "conj"):
            return


def _own_subject(view: View, verb: int) -> bool:
    return any(view.deps[c] in ("nsubj", "nsubjpass") for c in view.children(verb))
