"""Tariffs that are remedies: "tariffs on steel" of a state of which the article tells a safeguard on steel besides."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.links import REMEDIES
from tradenlp.extract.measures.merge import called_alike

AHEAD = frozenset({"threatened", "proposed", "investigating", "announced"})
"""stages of duties that a case still open may bring"""
ON_ANY = frozenset({"safeguard"})
"""remedies that hit goods wherever they are from: a duty of their maker of which no goods are told is mostly they"""


def as_remedies(acts: Sequence[Act]) -> list[Act]:
    """The acts; tariffs that a remedy of their maker may be, of which nothing is told differently, join it."""
    kept = list(acts)
    for act in acts:
        if act.kind != "import_tariff" or not act.imposers or any(m.no_remedy for m in act.mentions):
            continue
        same = [a for a in kept if a.kind in REMEDIES and _may_be(act, a)]
        if same:
            remedy = min(same, key=lambda a: a.distance(act.mentions[0]))
            for mention in act.mentions:
                remedy.add(mention)
            remedy.mentions.sort(key=lambda m: (m.sentence, m.cue.head))
            kept.remove(act)
    return kept


def _may_be(act: Act, remedy: Act) -> bool:
    """Whether tariffs can be the duties of a remedy; what an open case may bring is none that was laid."""
    if remedy.status == "investigating" and act.status not in AHEAD:
        return False
    on_any = remedy.kind in ON_ANY
    aims = act.targets <= remedy.targets or (not on_any and not remedy.targets)
    rates = act.rate is None or remedy.rate is None or act.rate == remedy.rate
    named = any(not m.cue.entry.follows for m in remedy.mentions)
    if act.imposers != remedy.imposers or not (named and aims and rates):
        return False
    goods = act.goods & remedy.goods or called_alike(act.mentions, remedy.mentions)
    return bool(goods) or (on_any and not (act.goods and remedy.goods))
