"""What sanctions contain, told of them: "the measures bar exports of arms", "the package freezes the assets of banks".

Whoever laid the sanctions on somebody does to him what a sentence says that they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles, is_below
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.view import View

REGIMES = word_list("regimes")
SANCTIONS = frozenset({"sanctions", "entity_listing"})
PARTS = frozenset(
    {"export_ban", "import_ban", "export_control", "investment_restriction", "sanctions", "entity_listing"}
)
REACH = 3
"""sentences before in which the sanctions may be told of"""
UP = 3
"""words between a mention and the verb that says that it is a part"""


def under_regimes(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions, those that tell what sanctions contain with the roles of the sanctions told of before them."""
    if not any(m.kind in SANCTIONS and m.roles.targets for m in mentions):
        return list(mentions)
    mentions = [m for m in mentions if not _done_by_list(view, m, mentions)]
    return [_as_part(m, mentions) if _is_part(view, m) or _is_beside(view, m, mentions) else m for m in mentions]


def _done_by_list(view: View, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """ "Sanctioned two banks by adding them to the list": a listing and nothing beside it."""
    if mention.kind != "sanctions" or not view.is_verb(mention.cue.head):
        return False
    here = (m for m in mentions if m.kind == "entity_listing" and m.sentence == mention.sentence)
    return any(m.cue.head > mention.cue.head and is_below(view, m.cue.head, mention.cue.head) for m in here)


def _is_beside(view: View, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """ "Ended all sanctions on Chile save its embargo on arms": of the same maker, in the sentence of the sanctions."""
    owned = any(view.deps[c] == "poss" for c in view.children(mention.cue.head))
    if mention.kind not in PARTS or mention.roles.targets or not owned or not mention.roles.imposers:
        return False
    here = (m for m in mentions if m.sentence == mention.sentence and m.kind in SANCTIONS and m is not mention)
    return any(m.roles.targets and m.roles.imposers.keys() >= mention.roles.imposers.keys() for m in here)


def _is_part(view: View, mention: Mention) -> bool:
    """Whether the subject of its verb are sanctions, whom it hits not being told."""
    if mention.kind not in PARTS or mention.roles.targets:
        return False
    chain = (mention.cue.head, *islice(view.ancestors(mention.cue.head), UP))
    verb = next((t for t in chain if view.is_verb(t)), None)
    return verb is not None and any(view.words[s] in REGIMES for s in arguments_of(view, verb).subjects)


def _as_part(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """A mention with the maker and the aim of the sanctions that were told of last before it."""
    before = [
        m
        for m in mentions
        if m.kind in SANCTIONS
        and m.roles.targets
        and 0 <= mention.sentence - m.sentence <= REACH
        and m.cue.head < mention.cue.head
    ]
    if not before:
        return mention
    whole = before[-1].roles
    hit = {a: why for a, why in whole.targets.items() if a not in mention.roles.imposers}
    return replace(mention, roles=Roles(mention.roles.imposers or whole.imposers, hit))
