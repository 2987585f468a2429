"""Turns merged acts into `Measure` facts, with the evidence of every slot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import timedelta

from tradenlp.extract.measures.covered import goods_of_act
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.mentions import Mention, read_mentions
from tradenlp.extract.measures.merge import Act, agree, merge, merge_acts
from tradenlp.extract.measures.parties import Party, parties_of, prominence
from tradenlp.extract.measures.timing import DECIDED, following, news_day, settle
from tradenlp.extract.state import context_of
from tradenlp.extract.view import View
from tradenlp.facts import Evidence, Measure, Words

IF_OPEN = frozenset({"import_tariff", "import_ban", "export_ban", "sanctions", "entity_listing"})
"""types that are aimed at the article's other party where no goods are told"""
AIMED = frozenset({"anti_dumping", "countervailing_duty", "trade_investigation", "trade_dispute"})  # fmt: skip
"""types that are mostly aimed at somebody, also where a mention does not say so again"""
LONG_AGO_DAYS = 183
LIBERAL = frozenset({"eased", "suspended", "removed"})


@dataclass(frozen=True, slots=True)
class Slots:
    """What the mentions of an act say of when, and by what law."""

    announced: str | None
    effective: str | None
    until: str | None
    instrument: str | None


def assemble_measures(view: View) -> list[Measure]:
    """The measures of an article, in the order of their first mention."""
    acts = merge(read_mentions(view))
    if not acts:
        return []
    parties = parties_of(view)
    leading = prominence(parties)
    acts = _absorbed(acts)
    for act in acts:
        _inherit(act, acts)
    kept = [act for act in acts if act.solid and _completed(act, acts, parties, leading)]
    spoken = {mention.sentence for act in acts for mention in act.mentions}
    return [_measure(view, act, spoken) for act in merge_acts(kept)]


def _completed(act: Act, acts: list[Act], parties: list[Party], leading: list[str]) -> bool:
    """Fill in what the article leaves to its reader; False where too little is told to make a measure."""
    side = measure_types()[act.kind].side
    if side == "deal":
        return _complete_deal(act, leading)
    if not act.imposers:
        act.imposers |= _same_aim(act, acts) or _imposer_before(act, leading)
    if len(act.imposers) == 1 and not act.targets and (act.kind in AIMED or (act.kind in IF_OPEN and _open(act))):
        act.targets |= _counterpart(parties, act.imposers, clear=act.kind != "trade_dispute")
    return bool(act.imposers)


def _absorbed(acts: list[Act]) -> list[Act]:
    """Acts of which nobody is named join the nearest act of their type that they do not contradict."""
    kept = list(acts)
    for act in acts:
        if act.imposers or act.targets:
            continue
        near = [
            (other.distance(act.mentions[0]), n)
            for n, other in enumerate(kept)
            if other is not act and other.kind == act.kind and (other.imposers or other.targets) and agree(act, other)
        ]
        if near and min(near)[0] <= 12:
            for mention in act.mentions:
                kept[min(near)[1]].add(mention)
            kept.remove(act)
    return kept


def _inherit(act: Act, acts: list[Act]) -> None:
    """An act of which only goods, rate or stage are told is by those of the act spoken of nearest to it."""
    told = act.goods or act.rate is not None or any(sure for _, sure in act.statuses)
    if act.imposers or act.targets or not told:
        return
    kind, first = measure_types()[act.kind], act.mentions[0]
    near = [
        (other.distance(first) + 2 * (other.kind != act.kind), other.kind != act.kind, n)
        for n, other in enumerate(acts)
        if other is not act and other.imposers and measure_types()[other.kind].side not in ("deal", "dispute")
    ]
    if near and kind.side not in ("deal", "dispute"):
        gap, other_kind, n = min(near)
        if gap <= 12:
            act.imposers |= acts[n].imposers
            if not other_kind and not act.goods:
                act.targets |= acts[n].targets


def _same_aim(act: Act, acts: list[Act]) -> set[str]:
    """Who does the same to the same target elsewhere in the article."""
    same = [
        a for a in acts if a is not act and a.kind == act.kind and a.targets & act.targets and a.imposers - act.targets
    ]
    return set(min(same, key=lambda a: a.distance(act.mentions[0])).imposers - act.targets) if same else set()


def _imposer_before(act: Act, leading: list[str]) -> set[str]:
    """Who was spoken of before; where only the target is told, else the state that the article names most."""
    for mention in act.mentions:
        if mention.before and mention.before not in act.targets and (act.targets or mention.reading.certain):
            return {mention.before}
    others = [a for a in leading if a not in act.targets]
    return {others[0]} if act.targets and others else set()


def _open(act: Act) -> bool:
    """Nothing is said of what it covers, so that the article's other party is meant."""
    return not act.goods


def _counterpart(parties: list[Party], imposers: set[str], *, clear: bool) -> set[str]:
    """The one other state that the article is about, if there is one."""
    counts = Counter(p.actor_id for p in parties if p.is_state and p.actor_id not in imposers)
    ranked = counts.most_common(2)
    if not ranked:
        return set()
    first, most = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    return {first} if not clear or (most >= 3 and most >= 2 * second) else set()


def _complete_deal(act: Act, leading: list[str]) -> bool:
    if len(act.imposers) == 1:
        act.imposers |= set([a for a in leading if a not in act.imposers][:1])
    if not act.imposers and len(leading) >= 2:
        act.imposers |= set(leading[:2])
    return len(act.imposers) >= 2


def _measure(view: View, act: Act, spoken: Set[int]) -> Measure:
    kind = measure_types()[act.kind]
    slots = _slots(view, act, spoken)
    status = _dated(view, act.kind, act.status, slots)
    announced = news_day(view) if slots.announced is None and status in DECIDED else slots.announced
    rate = next((m.rate for m in act.mentions if m.rate and m.rate.value is not None), None)
    return Measure(
        type=act.kind,
        status=status,
        stance="liberalising" if status in LIBERAL and kind.stance == "harmful" else kind.stance,
        mentions=tuple(dict.fromkeys(_words(view, m) for m in act.mentions)),
        imposers=tuple(sorted(act.imposers)),
        targets=tuple(sorted(act.targets - act.imposers)),
        goods=goods_of_act(view, act.kind, act.mentions),
        rate=rate.value if rate else None,
        rate_high=rate.high if rate else None,
        rate_unit=rate.unit if rate else None,
        announced=announced,
        effective=slots.effective,
        until=slots.until,
        instrument=slots.instrument,
        attributed_to=next((m.source for m in act.mentions if m.source), None),
        evidence=tuple(_evidence(view, act)),
    )


def _slots(view: View, act: Act, spoken: Set[int]) -> Slots:
    told = [(m.reading.status, m.timing) for m in act.mentions]
    told += [(m.reading.status, following(view, m.sentence)) for m in act.mentions if m.sentence + 1 not in spoken]
    days = settle(view, act.status, told)
    instrument = next((view.wording(*m.instrument).text for m in act.mentions if m.instrument), None)
    return Slots(days["announced"], days["effective"], days["until"], instrument)


def _dated(view: View, kind: str, status: str, slots: Slots) -> str:
    """In force on a day yet to come, or planned for a given day, is announced; announced long ago is in force."""
    published = context_of(view.doc).published
    if published is None:
        return status
    effective = slots.effective
    if status == "removed" and slots.until is not None and slots.until[:10] > published.isoformat():
        return "in_force"
    if status == "proposed" and effective is not None and kind not in ("trade_agreement", "trade_dispute"):
        return "announced"
    if (
        status == "in_force"
        and effective is not None
        and len(effective) >= 10
        and effective[:10] > published.isoformat()
    ):
        return "announced"
    if status == "announced" and effective is None and slots.announced is not None:
        long_ago = (published - timedelta(days=LONG_AGO_DAYS)).isoformat()
        return "in_force" if slots.announced[:7] < long_ago[: len(slots.announced[:7])] else status
    return status


def _words(view: View, mention: Mention) -> Words:
    return view.wording(mention.cue.start, mention.cue.end)


def _evidence(view: View, act: Act) -> Iterator[Evidence]:
    for mention in act.mentions:
        yield Evidence("type", f"{mention.kind}: {mention.cue.entry.id}", _words(view, mention))
        for slot, found in (("imposers", mention.roles.imposers), ("targets", mention.roles.targets)):
            for actor, (rule, token) in found.items():
                yield Evidence(slot, f"{actor}: {rule}", view.wording(token, token + 1))
        for token in mention.scope.tokens:
            yield Evidence("goods", "named in its scope", view.wording(token, token + 1))
        if mention.rate is not None:
            yield Evidence("rate", "rate of the mention", view.wording(mention.rate.token, mention.rate.token + 1))
        yield Evidence("status", f"{mention.reading.status}: {mention.reading.rule}", _reason(view, mention))
        for slot, token in mention.timing.tokens:
            yield Evidence(slot, "date of the mention", view.wording(token, token + 1))
        if mention.instrument is not None:
            yield Evidence("instrument", "named in the sentence", view.wording(*mention.instrument))


def _reason(view: View, mention: Mention) -> Words:
    tokens = mention.reading.words or mention.cue.tokens
    return view.wording(tokens[-1], tokens[-1] + 1)
