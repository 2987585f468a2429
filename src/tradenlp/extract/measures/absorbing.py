"""Acts that are no acts of their own: of nobody named, or of two sides of which each is told besides."""

from __future__ import annotations

from dataclasses import replace

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.merge import agree, apart, contrary
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.view import View

LISTED = "entity_listing"
MEANING = frozenset({"investment_restriction", "export_control"})
"""types in whose words it is told what a listing means: "may not invest there", "need leave to sell to them" """
LEAVE = word_list("papers_wanted") | {"permission", "consent"}
JUST_AFTER = 2
"""sentences from a listing within which its consequences are told"""
BETWEEN_SIDES = frozenset({"trade_agreement", "trade_dispute"})


def absorbed(acts: list[Act]) -> list[Act]:
    """Acts of which nobody is named join the nearest act of their type that they do not contradict.

    Deals and cases stay: the article tells their sides otherwise (`completed`), and many are told beside others.
    """
    kept = _by_side(acts)
    for act in list(kept):
        if act.imposers or act.targets or act.kind in BETWEEN_SIDES:
            continue
        near = [
            (other.distance(act.mentions[0]), n)
            for n, other in enumerate(kept)
            if other is not act
            and other.kind == act.kind
            and (other.imposers or other.targets)
            and agree(act, other)
            and not apart(act, other)
            and not contrary(act, other)
            and not _of_a_kind_and_a_sum(act, other)
            and not _of_a_kind_and_all(act, other)
        ]
        if near and min(near)[0] <= 12:
            for mention in act.mentions:
                kept[min(near)[1]].add(mention)
            kept.remove(act)
    return kept


def _of_a_kind_and_a_sum(act: Act, other: Act) -> bool:
    """ "Tariffs on steel" of nobody named are not those on "$200 billion of Chinese goods"."""
    return bool(act.goods) and act.value is None and other.value is not None and not other.goods


def _of_a_kind_and_all(act: Act, other: Act) -> bool:
    """ "Tariffs on steel" of nobody named are not "the 20 percent levy", nor what is done to those on one state."""
    if act.kind != "import_tariff" or not act.goods or other.goods:
        return False
    return (act.rate is None and other.rate is not None) or (other.aimed and act.status != other.status)


def _by_side(acts: list[Act]) -> list[Act]:
    """ "A and B suspend tariffs" speaks of what each has set against the other, where that is told besides."""
    kept = list(acts)
    for act in acts:
        bare = not act.targets and not act.goods and act.rate is None and len(act.imposers) == 2
        if not bare or measure_types()[act.kind].side == "deal" or any(m.new for m in act.mentions):
            continue
        halves = [
            a for a in kept if a.kind == act.kind and len(a.imposers) == 1 and a.imposers | a.targets == act.imposers
        ]
        if {maker for a in halves for maker in a.imposers} == act.imposers:
            for half in halves:
                for mention in act.mentions:
                    half.add(replace(mention, roles=Roles()))
            kept.remove(act)
    return kept


def listed_apart(view: View, acts: list[Act]) -> list[Act]:
    """The acts, without those that only tell what a listing means: "they may not invest there either"."""
    listings = [a for a in acts if a.kind == LISTED]
    return [a for a in acts if not any(_means(view, listing, a) for listing in listings)]


def _means(view: View, listing: Act, act: Act) -> bool:
    """Whether what the same maker forbids is told just after a listing, and of nobody and nothing else."""
    if act.kind not in MEANING or act.goods or act.imposers != listing.imposers:
        return False
    if act.targets - listing.targets or (act.kind == "investment_restriction" and act.status != listing.status):
        return False
    if act.kind == "export_control" and any(view.words[m.cue.head] not in LEAVE for m in act.mentions):
        return False
    told = {m.sentence for m in listing.mentions}
    return all(any(0 <= m.sentence - t <= JUST_AFTER for t in told) for m in act.mentions)
