"""Mentions that point back: "the duty", "this embargo", "the probe" are what the article named before."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_words import words
from tradenlp.extract.measures.lexicon import ANAPHOR, DEAL, anaphors
from tradenlp.extract.measures.links import REMEDIES, Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.rates import RATED
from tradenlp.extract.measures.scope import Scope
from tradenlp.extract.measures.stages import of_probe
from tradenlp.extract.status.decide import UNTOLD, Reading
from tradenlp.extract.view import View

DONE_BY = frozenset({"agent", "by", "decided by it"})
"""rules that name the maker of what is pointed back to, whatever it is called there"""
MEMBER = "member of the deal"
PAUSES = frozenset({"pause", "suspension"})
PAUSED = frozenset({"import_tariff", "entity_listing", "port_fee", "export_control"})
"""types of which "the pause" and "the suspension" say that they do not apply (a suspension of imports is a ban)"""
STANDING = frozenset({"threatened", "proposed", "announced", "in_force"})
"""stages of what nobody has changed yet"""
POINTING = frozenset({"the", "this", "these", "those"})
REACH = 4
"""sentences back to what is meant"""


def pointing_at_least(view: View, cue: Cue, article: Set[str]) -> Cue:
    """ "The deal was scrapped", in an article without a word of tariffs: what the article named before, or nothing."""
    head = cue.head
    if not cue.entry.context or cue.kind.id != DEAL or not article.isdisjoint(cue.entry.context):
        return cue
    points = cue.tokens == (head,) and view.words[head] in anaphors() and view.words[head - 1] in POINTING
    return Cue(cue.kind, ANAPHOR, (head - 1, head), head) if head and points else cue


def pointing_back(view: View, mention: Mention, named: Sequence[Mention]) -> Mention | None:
    """ "The duty took effect on Friday": a mention of what was named before, if that can be meant."""
    kinds = anaphors()[view.words[mention.cue.head]]
    near = [
        (not _same_noun(view, mention, other), mention.sentence - other.sentence, n)
        for n, other in enumerate(named)
        if other.kind in kinds
        and 0 <= mention.sentence - other.sentence <= REACH
        and other.cue.head != mention.cue.head
    ]
    if not near or mention.cue.head < view.body_token:
        return None
    kind = named[min(near)[2]].cue.kind
    untold = not named[min(near)[2]].roles.imposers
    rate = mention.rate if kind.id in RATED else None
    reading = mention.reading
    if view.words[mention.cue.head] in PAUSES and kind.id in PAUSED and reading.status in STANDING:
        reading = Reading("suspended", True, "named a pause", (mention.cue.head,))
    if view.words[mention.cue.head] in words("probes") and kind.id in REMEDIES and reading.rule != UNTOLD:
        reading = of_probe(view, replace(mention.cue, kind=kind), reading)
    apart = rate is not None and _on_others_in_front(view, mention)
    return replace(
        mention,
        cue=replace(mention.cue, kind=kind),
        roles=Roles(
            {a: w for a, w in mention.roles.imposers.items() if w[0] == MEMBER or (untold and w[0] in DONE_BY)}
        ),
        scope=mention.scope if apart else Scope(),
        rate=rate,
        reading=reading,
        definite=not apart,
    )


def _same_noun(view: View, mention: Mention, other: Mention) -> bool:
    """ "Restrictions on flour … a ban on wheat … The restriction": what is called by the same noun is meant."""
    return view.words[mention.cue.head].rstrip("s") == view.words[other.cue.head].rstrip("s")


def _on_others_in_front(view: View, mention: Mention) -> bool:
    """ "For frozen fish the duty is now 54%": the same charge on other goods than those told of before."""
    start, first = view.sentences[mention.sentence][0], min(mention.scope.tokens, default=0)
    return first < mention.cue.start and "for" in view.words[start:first]
