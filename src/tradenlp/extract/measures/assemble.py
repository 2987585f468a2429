"""Turns merged acts into `Measure` facts, with the evidence of every slot."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta

from tradenlp.extract.measures.absorbing import absorbed, listed_apart
from tradenlp.extract.measures.act_days import is_new_day, lies_ahead, lies_behind, settle
from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.allowed_aid import given_by_members
from tradenlp.extract.measures.as_remedies import as_remedies
from tradenlp.extract.measures.attacked import unharmed
from tradenlp.extract.measures.beyond import rate_beyond
from tradenlp.extract.measures.complete import completed, inherit, inherit_aim
from tradenlp.extract.measures.covered import goods_of_act
from tradenlp.extract.measures.cuts import by_deal, deal_of_cut, less_than_before
from tradenlp.extract.measures.day_slots import Timing, told_at_once
from tradenlp.extract.measures.day_words import words
from tradenlp.extract.measures.dealt import dealt_out, without_wholes
from tradenlp.extract.measures.evidence import evidence_of
from tradenlp.extract.measures.firm_rates import firm_rates
from tradenlp.extract.measures.fresh import in_lead, just_decided
from tradenlp.extract.measures.held_out import part_of_threat
from tradenlp.extract.measures.instruments import home_of_law, in_full_form
from tradenlp.extract.measures.known_sides import with_known_sides
from tradenlp.extract.measures.last_makers import last_maker
from tradenlp.extract.measures.left_over import left_over
from tradenlp.extract.measures.lengths import ends
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.likely_makers import fill_makers
from tradenlp.extract.measures.links import ON_SELLERS
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.mentions import read_mentions
from tradenlp.extract.measures.merge import merge, merge_acts
from tradenlp.extract.measures.news import at_once, immediately, news_day
from tradenlp.extract.measures.only_hit import of_those_who_act
from tradenlp.extract.measures.only_named import without_asides
from tradenlp.extract.measures.outward_acts import turn_outward
from tradenlp.extract.measures.own_firms import hit_through_firms
from tradenlp.extract.measures.own_news import dumped_from, own_state
from tradenlp.extract.measures.parties import Party, parties_of, prominence
from tradenlp.extract.measures.rates_after import rate_after
from tradenlp.extract.measures.retold import following, of_many
from tradenlp.extract.measures.schedules import in_schedules
from tradenlp.extract.measures.shared_laws import law_besides
from tradenlp.extract.measures.timing import CASES
from tradenlp.extract.measures.titles import threatened_by_title, title_told_again
from tradenlp.extract.measures.told_on import by_name, told_later
from tradenlp.extract.measures.unions import completed_together, set_together, unions_of
from tradenlp.extract.measures.unratified import is_unratified
from tradenlp.extract.measures.wording import phrase_of
from tradenlp.extract.state import context_of
from tradenlp.extract.status.combine import EXPECTED
from tradenlp.extract.view import View
from tradenlp.facts import Measure

LONG_AGO_DAYS = 30
CASES_AND_DEALS = ("trade_agreement", "trade_dispute")
LIBERAL = frozenset({"eased", "suspended", "removed"})
HOLDING = ("in_force", "announced")
REMEDIES = ("anti_dumping", "countervailing_duty")
ENDED = ("removed", "suspended")
LEVIES = ("import_tariff", "export_tax", "other_tax", "port_fee", "digital_tax")


@dataclass(frozen=True, slots=True)
class Slots:
    """What the mentions of an act say of when, and by what law."""

    announced: str | None
    effective: str | None
    until: str | None
    instrument: str | None
    length: str | None = None
    """the duration for which it is to hold"""
    done: bool = False
    """whether what was done on the day of its announcement is told"""
    runs_on: bool = False
    """whether a mention says up to when it holds"""


def assemble_measures(view: View) -> list[Measure]:
    """The measures of an article, in the order of their first mention."""
    found = read_mentions(view)
    if not found:
        return []
    parties = parties_of(view)
    mentions = of_those_who_act(view, firm_rates(view, found, parties))
    if not mentions:
        return []
    unions = unions_of(view, parties)
    acts = merge(set_together(mentions, unions))
    acts = absorbed(acts)
    makers = unharmed(view, parties)
    for act in fill_makers(view, acts, makers):
        inherit_aim(act, acts)
    for act in acts:
        if act.kind in ON_SELLERS and act.imposers and not act.targets:
            act.targets |= dumped_from(view, act, parties)
    kept = listed_apart(view, _kept(view, acts, parties, makers))
    for act in kept:
        act.imposers = given_by_members(view, act, parties)
        act.imposers = completed_together(act, unions)
        act.targets -= act.imposers
        act.targets |= left_over(view, act, kept, parties)
    spoken = {mention.sentence for act in kept for mention in act.mentions if not of_many(view, mention)}
    turn_outward(view, kept)
    hit_through_firms(view, kept)
    titles = sum(1 for start, _ in view.sentences if start < view.body_token)
    merged = in_schedules(dealt_out(title_told_again(with_known_sides(merge_acts(as_remedies(kept))), titles)))
    merged = without_asides(without_wholes(merged))
    told_later(view, merged)
    leads = {actor for act in merged if in_lead(view, act) for actor in act.imposers}
    facts = [_measure(view, act, merged, spoken, news=bool(act.imposers & leads)) for act in merged]
    told = zip(merged, facts, strict=True)
    return [replace(measure, evidence=tuple(evidence_of(view, act, measure, parties))) for act, measure in told]


def _kept(view: View, acts: list[Act], parties: list[Party], makers: list[Party]) -> list[Act]:
    """The acts of which enough is told, those who made them filled in; `makers` are the parties that may have."""
    leading, home = prominence(makers), own_state(view, parties)
    kept = [act for act in acts if act.solid and completed(act, acts, parties, leading, home)]
    for act in (a for a in acts if a.solid and not a.imposers and not a.by_many and a not in kept):
        act.imposers |= last_maker(view, act, makers)
        if act.imposers and completed(act, acts, parties, leading, home):
            kept.append(act)
    left = [a for a in acts if a.solid and a.rate is not None and not a.imposers and a not in kept]
    kept += [act for act in left if inherit(act, kept) and completed(act, kept, parties, leading, home)]
    return sorted(kept, key=acts.index)


def _measure(view: View, act: Act, acts: list[Act], spoken: Set[int], *, news: bool) -> Measure:
    kind = measure_types()[act.kind]
    own = {m.sentence for m in act.mentions}
    slots = _slots(view, act, spoken - own | _told_of_others(view, act, acts))
    status = _status(view, act, acts, slots)
    announced = slots.announced
    begun, ended = slots.effective is not None, slots.until is not None
    if announced is None and news and just_decided(view, act, status, begun=begun, ended=ended):
        announced = news_day(view)
    deal = deal_of_cut(act, acts)
    if announced is None and deal is not None:
        announced = _told_day([t for m in deal.mentions if (t := m.timing.announced) and is_new_day(view, t)])
    rate = next((m.rate for m in act.mentions if m.rate and m.rate.value is not None), None)
    effective = _effective(view, act, slots, status, announced)
    if effective is None and deal is not None:
        effective = _told_day([m.timing.effective for m in deal.mentions])
    rate = rate or rate_beyond(view, act) or rate_after(view, act, acts)
    return Measure(
        type=act.kind,
        status=status,
        stance="liberalising" if status in LIBERAL and kind.stance == "harmful" else kind.stance,
        mentions=tuple(dict.fromkeys(view.wording(*phrase_of(view, m.cue)) for m in by_name(act))),
        imposers=tuple(sorted(act.imposers)),
        targets=tuple(sorted(act.targets - act.imposers)),
        goods=goods_of_act(view, act, acts),
        rate=rate.value if rate else None,
        rate_high=rate.high if rate else None,
        rate_unit=rate.unit if rate else None,
        announced=announced,
        effective=effective,
        until=slots.until or ends(_counted_from(status, announced, effective), slots.length),
        instrument=slots.instrument or law_besides(view, act, acts),
        attributed_to=next((m.source for m in act.mentions if m.source), None),
    )


def _effective(view: View, act: Act, slots: Slots, status: str, announced: str | None) -> str | None:
    """The day from which an act applies: that of its announcement, where it was done then or is to apply at once."""
    if slots.done and announced and (status == "suspended" or (status == "in_force" and not slots.effective)):
        return announced
    at_its_start = any(at_once(view, m.sentence) for m in act.mentions)
    return slots.effective or (announced if at_its_start else None)


def _counted_from(status: str, announced: str | None, effective: str | None) -> str | None:
    """The day from which the time runs for which an act of this status is to hold."""
    if status == "extended":
        return announced  # the other day is that from which it stood before
    return effective or announced if status in HOLDING else None


def _status(view: View, act: Act, acts: list[Act], slots: Slots) -> str:
    """The stage of an act, by its days and by what is told of other acts beside it."""
    if _replaced(act, acts):
        return "in_force"
    status = _dated(view, act, slots)
    if status in ("announced", "proposed") and slots.effective is None and part_of_threat(act, acts):
        return "threatened"
    if status == "proposed" and threatened_by_title(view, act):
        return "threatened"
    if status == "in_force" and (ended := _ended_together(act, acts)) is not None:
        return ended
    if status == "removed" and by_deal(act, acts):
        return "eased"
    if status in HOLDING and act.rate == 0 and act.kind in LEVIES and not act.stands and not _stays(act):
        return _at_nothing(act, slots)
    return "eased" if status in HOLDING and less_than_before(act, acts) else status


def _stays(act: Act) -> bool:
    return any(m.reading.certain and m.reading.rule.startswith("stand") for m in act.mentions)


def _at_nothing(act: Act, slots: Slots) -> str:
    """ "Set the duty on rice at zero": who charges nothing has no tax, and on imports a tariff line less."""
    if act.kind == "import_tariff":
        return "eased"
    return "removed" if slots.until is None else "suspended"


def _ended_together(act: Act, acts: list[Act]) -> str | None:
    """ "Peru lifts the duties on salt", which were for dumping and for subsidies: what became of the one and the other.

    They are laid together where one sentence names both.
    """
    if act.kind not in REMEDIES:
        return None
    own = {m.sentence for m in act.mentions}
    for other in acts:
        laid = own & {m.sentence for m in other.mentions if m.kind == other.kind}
        alike = (other.imposers, other.targets) == (act.imposers, act.targets)
        if other.kind in REMEDIES and other.kind != act.kind and laid and alike and other.reported in ENDED:
            bare = (m for m in other.mentions if m.cue.entry not in measure_types()[other.kind].cues)
            if any(m.reading.status == other.reported for m in bare):
                return other.reported
    return None


def _replaced(act: Act, acts: list[Act]) -> bool:
    """Whether it is the rate that stood before another told of: what was done to it is told of the other."""
    if act.reported != "eased" or not any(m.rate is not None and m.rate.old for m in act.mentions):
        return False
    like = (a for a in acts if a is not act and a.kind == act.kind and a.imposers == act.imposers)
    return any(a.rate is not None and a.rate < (act.rate or 0) and not a.stands for a in like)


def _slots(view: View, act: Act, spoken: Set[int]) -> Slots:
    told = _told(view, act, spoken)
    days = settle(view, act.reported, told)
    old = any(m.rate is not None and m.rate.old for m in act.mentions)
    published = context_of(view.doc).published
    if old and published is not None and lies_ahead(days["effective"] or "", published):
        days["effective"] = None  # from then on it is another rate
    if act.reported == "proposed" and act.kind == "trade_agreement":
        days = dict.fromkeys(days)
    runs_on = days["until"] is not None
    if act.reported == "removed":
        days = _ended(act, days)
    if act.kind in CASES:
        days["effective"] = None
    instrument = next(
        (in_full_form(view, m.instrument) for m in act.mentions if m.instrument and _own_law(view, act, m.instrument)),
        None,
    )
    mine = [timing for stage, timing in told if stage == act.reported]
    length = None if old or act.kind in CASES_AND_DEALS else _told_day([t.length for t in mine])
    done = days["announced"] is not None and days["announced"] in {t.done for t in mine}
    return Slots(days["announced"], days["effective"], days["until"], instrument, length, done, runs_on)


def _told_of_others(view: View, act: Act, acts: list[Act]) -> set[int]:
    """The sentences that tell of other acts, and not of all that were told before ("the measures")."""
    return {m.sentence for a in acts if a is not act for m in a.mentions if not of_many(view, m)}


def _told(view: View, act: Act, spoken: Set[int]) -> list[tuple[str, Timing]]:
    """What its mentions, and the sentences after them that tell of no other act, tell of its days, by stage."""
    told = [(m.reading.status, m.timing) for m in act.mentions]
    told += [(m.reading.status, following(view, m.sentence)) for m in act.mentions if m.sentence + 1 not in spoken]
    later = ((m.reading.status, following(view, m.sentence + 1)) for m in act.mentions if _alone(m.sentence, spoken))
    return told + [(stage, Timing(announced=timing.announced)) for stage, timing in later]


def _alone(number: int, spoken: Set[int]) -> bool:
    """Whether no act is told of in the two sentences after this one."""
    return spoken.isdisjoint((number + 1, number + 2))


def _own_law(view: View, act: Act, instrument: tuple[int, int]) -> bool:
    """Whether the law can be that of the maker: no European safeguard stands on an American section."""
    law = home_of_law(view, *instrument)
    return law is None or not act.imposers or law[0] in act.imposers or act.kind in ("trade_agreement", "trade_dispute")


def _ended(act: Act, days: dict[str, str | None]) -> dict[str, str | None]:
    """What was removed held until the day of its removal, from the day that some mention says it began."""
    stood = (m.timing.stood or (_laid_on(m.timing) if m.reading.status == "in_force" else None) for m in act.mentions)
    began = _told_day(list(stood))
    if days["until"] is not None:
        return days if days["effective"] or began == days["until"] else {**days, "effective": began}
    ended = days["effective"]
    return {"announced": days["announced"], "effective": began if began != ended else None, "until": ended}


def _laid_on(timing: Timing) -> str | None:
    """The day from which a mention says that it applies, or else that on which somebody laid it on."""
    return timing.effective or timing.done


def _told_day(days: Sequence[str | None]) -> str | None:
    return next((day for day in days if day), None)


def _still_open(view: View, act: Act) -> bool:
    """Whether somebody is said to propose it, not to plan it: a day from which it would apply decides nothing."""
    told = [m.reading for m in act.mentions if m.reading.status == "proposed"]
    if any(reading.rule == "impose: only possible" for reading in told):
        return True  # "may impose duties from June"
    sure = (reading for reading in told if reading.certain)
    return any(reading.words and view.words[reading.words[0]] not in words("planning") for reading in sure)


def _dated(view: View, act: Act, slots: Slots) -> str:
    """In force from a day to come, or planned for a day: announced; announced long ago or since begun: in force."""
    published, kind, status = context_of(view.doc).published, act.kind, act.reported
    if published is None or act.stands:
        return status
    effective = slots.effective
    ended = slots.until is not None and kind != "subsidy" and lies_behind(slots.until, published)
    if status == "in_force" and ended:  # what was paid "between 2001 and 2002" may be paid still
        return "removed"
    ends_by_itself = status == "removed" and slots.runs_on and not _called_off(view, act)
    if ends_by_itself and slots.until is not None and lies_ahead(slots.until, published):
        return "in_force"
    if status == "proposed" and effective is not None and kind not in CASES_AND_DEALS and not _still_open(view, act):
        return "announced"
    if status == "in_force" and effective is not None and lies_ahead(effective, published):
        return status if all(m.reading.rule.endswith(EXPECTED) for m in act.mentions) else "announced"
    if status == "in_force" and effective == str(published.year) and _this_year(view, act, effective):
        return "announced"
    today = effective == published.isoformat() and not any(
        _still_ahead(view, m) or told_at_once(m.timing) for m in act.mentions
    )
    begun = effective is not None and (today or lies_behind(effective, published))
    begun = begun or (effective is None and any(_applies_already(view, m) for m in act.mentions))
    if status == "announced" and begun and kind not in CASES_AND_DEALS:
        return "in_force"
    if kind == "trade_agreement" and status == "announced" and is_unratified(view, act.mentions):
        return status
    signed = slots.announced if kind == "trade_agreement" and status == "announced" and begun else None
    if signed is not None and effective is not None and signed < effective:
        return "in_force"  # "It was signed in March and came into force in May"
    if status == "announced" and effective is None and slots.announced is not None:
        long_ago = (published - timedelta(days=LONG_AGO_DAYS)).isoformat()
        return "in_force" if slots.announced[:7] < long_ago[: len(slots.announced[:7])] else status
    return status


def _applies_already(view: View, mention: Mention) -> bool:
    """ "Announced controls, effective immediately": decided, and in force at once."""
    decided = mention.reading.status == "announced" and mention.reading.certain
    return decided and immediately(view, mention.sentence)


def _called_off(view: View, act: Act) -> bool:
    """Whether somebody ends it before its time: what only runs out on a day to come stands until then."""
    told = (m.reading for m in act.mentions if m.reading.status == "removed" and m.reading.certain)
    return any(view.words[reading.words[-1]] not in words("ending_verbs") for reading in told if reading.words)


def _still_ahead(view: View, mention: Mention) -> bool:
    """ "Will charge", "is set to charge": told as what comes, though it may come on the day of the news."""
    reading = mention.reading
    return reading.rule.endswith("future") or any(view.words[t] in words("impending") for t in reading.words[:1])


def _this_year(view: View, act: Act, year: str) -> bool:
    """ "The duty goes from 25% to 50% this year": no word says that it holds, and only the year is told."""
    if any(sure for _, sure in act.statuses):
        return False
    days = {token for m in act.mentions if m.timing.effective == year for slot, token in m.timing.tokens}
    return any("year" in view.words[day : day + 3] for day in days)
