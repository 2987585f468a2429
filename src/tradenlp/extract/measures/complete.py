"""Completes acts by what the rest of the article tells of them: who imposes, whom it hits, who signs."""

from __future__ import annotations

from collections import Counter

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.answering import told_as_hit, whom_it_answers
from tradenlp.extract.measures.apart import STAYING
from tradenlp.extract.measures.cues import AT_ISSUE
from tradenlp.extract.measures.dispute_sides import held_unlawful, orient
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.likely_makers import enough_told
from tradenlp.extract.measures.links import UNAIMED
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.one_aim import aim_of_its_maker
from tradenlp.extract.measures.parties import Party, is_member
from tradenlp.extract.measures.unions import ONE_BORDER
from tradenlp.extract.status.actless import FORESEEN

IF_OPEN = frozenset({"import_tariff", "import_ban", "sanctions", "entity_listing"})
"""types that are aimed at the article's other party where no goods are told; what may not leave is kept from all"""
AIMED_TOGETHER = frozenset({"anti_dumping", "countervailing_duty", "trade_investigation"})
"""types whose target may be told with the measure named just before ("and the EU imposed countervailing duties")"""
KEPT_OUT = frozenset({"sps", "import_ban"})
AT_HOME = frozenset({"export_ban", "export_control", "export_incentive", "export_quota", "export_tax", "subsidy"})
"""types of what a state does with goods or money of its own: where news names one state alone, it is that one"""
OTHERWISE_USED = frozenset({"import_tariff", "entity_listing", "trade_dispute"})
"""types whose words, "duties", "list" and "case", have other meanings"""
ANSWERED_FOR = frozenset({"customs_procedure", "import_tariff"})
"""types that a case between states is about, told as goods or rules and not as what was done"""
LEAVING = frozenset({"removed", "threatened"})
"""stages of a deal that one side brings about alone"""
LIBERAL = frozenset({"eased", "removed"})
OWN_RULES = frozenset({"export_control", "import_quota"})
"""types of which a target tells little about who sets them: others trade with it too"""
ONE_AIM = frozenset({"sanctions", "sps"})
"""types that are aimed at somebody, and at the same one where several states set them"""
PENAL = frozenset({"sanctions", "export_ban", "export_control", "import_ban", "investment_restriction"})
"""types of which sanctions are made up"""
AIM_REACH = 4
"""sentences back to a duty of the same maker, whose aim a further rate on goods has too"""
ELLIPTIC = ("frame: ", "echo: ")
"""entries that name no duty of their own: "chips go from 25% to 50%", after a sentence on the duties that they bear"""
FAR = 12
"""sentences to the nearest act with a known maker, beyond which it says nothing of another"""
PENALTY_REACH = 4
"""sentences between the penalties of one maker"""
AIMED = frozenset({"anti_dumping", "countervailing_duty", "import_ban", "trade_investigation", "trade_dispute"})
"""types that are mostly aimed at somebody, also where a mention does not say so again"""


def completed(act: Act, acts: list[Act], parties: list[Party], leading: list[str], home: str | None) -> bool:
    """Fill in what the article leaves to its reader; False where too little is told to make a measure.

    `home` is the one state that the article names as one that acts, if there is one.
    """
    side = measure_types()[act.kind].side
    if side == "deal":
        return _complete_deal(act, leading)
    if side == "dispute":
        orient(act, acts)
        if not act.imposers and act.targets:
            if not held_unlawful(act):
                act.imposers |= _counterpart(parties, act.targets, clear=False)
            return True  # who complains may stay untold
    if act.by_many:
        return bool(act.targets)
    if not act.imposers:
        if all(m.reading.rule == FORESEEN for m in act.mentions):
            return False  # "a tariff on cars would hurt Peru": what nobody is said to think of
        act.imposers |= _maker(act, acts, leading, home)
    aimless = act.kind in UNAIMED or any(m.cue.entry.aimless for m in act.mentions)
    return (aimless or _aimed(act, acts, parties)) and bool(act.imposers)


def _maker(act: Act, acts: list[Act], leading: list[str], home: str | None) -> set[str]:
    """Who imposes what nobody is said to impose, by what the article tells beside it."""
    found = _respondent(act, acts) or _hit_for_it(act, acts) or _same_aim(act, acts) or _usual_imposer(act, acts)
    found = found or _imposer_before(act, acts, leading)
    if not found and act.kind in AT_HOME and len(leading) == 1:
        found = {leading[0]} - act.targets
    if not found and home is not None and _is_told(act):
        found = {home} - act.targets
    return found - act.objectors


def _aimed(act: Act, acts: list[Act], parties: list[Party]) -> bool:
    """Fill in whom an act hits; False where it only tells again of cuts that two sides make together."""
    if of_all(act):
        act.targets -= told_as_hit(act)
    many = any(m.many for m in act.mentions)
    if act.kind in AIMED_TOGETHER and act.imposers and not act.targets and not many:
        act.targets |= _aim_nearby(act, acts)
    if not act.targets:
        act.targets |= _aim_of_model(act, acts) or whom_it_answers(act, acts)
    if (
        (len(act.imposers) == 1 or (act.imposers and act.kind == "trade_dispute"))
        and not act.targets
        and not of_all(act)
        and not many
        and (act.kind in AIMED or (act.kind in IF_OPEN and _open(act) and not _told_in_passing(act)))
    ):
        act.targets |= _counterpart(parties, act.imposers, clear=act.kind != "trade_dispute")
    if act.kind in ONE_AIM and not act.targets:
        act.targets |= _aim_of_all(act, acts)
    if act.kind in PENAL and not act.targets:
        act.targets |= _aim_of_penalties(act, acts)
    if measure_types()[act.kind].side == "import" and not act.targets:
        if _shared_cut(act, acts):
            return False
        act.targets |= _other_side(act, acts) or _aim_of_the_news(act, acts) or _aim_of_all(act, acts)
    act.targets |= aim_of_its_maker(act, acts)
    return True


def _aim_of_model(act: Act, acts: list[Act]) -> set[str]:
    """ "Peru cut off exports to Chile and urged Fiji to do likewise": whom the act hits that another is to do again."""
    if not any(m.cue.entry.again for m in act.mentions):
        return set()
    model = [(a.distance(act.mentions[0]), n) for n, a in enumerate(acts) if a is not act and a.kind == act.kind]
    return acts[min(model)[1]].targets - act.imposers if model else set()


def _is_told(act: Act) -> bool:
    """Whether goods, a rate or a stage are told of it: "its duties to shareholders" are of no state in the news."""
    return (
        act.kind not in OTHERWISE_USED
        or bool(act.goods)
        or act.rate is not None
        or any(sure for _, sure in act.statuses)
    )


def _respondent(act: Act, acts: list[Act]) -> set[str]:
    """ "A case against Chile about duties on shoes": who answers for a measure has set it."""
    if act.kind not in ANSWERED_FOR:
        return set()
    sentences = {m.sentence for m in act.mentions}
    cases = [a for a in acts if a.kind == "trade_dispute" and len(a.targets) == 1 and not a.targets & act.targets]
    return next((set(a.targets) for a in cases if sentences & {m.sentence for m in a.mentions}), set())


def _hit_for_it(act: Act, acts: list[Act]) -> set[str]:
    """ "Lima put duties on Norwegian wine over the tax": who is hit over a measure has set it."""
    sentences = {m.sentence for m in act.mentions}
    answers = (a for a in acts if a.imposers & act.objectors and len(a.targets) == 1)
    return next((a.targets - act.targets for a in answers if sentences & {m.sentence for m in a.mentions}), set())


def _aim_of_the_news(act: Act, acts: list[Act]) -> set[str]:
    """ "Duties on copper go up to 25%", under "Peru raises tariffs on Chilean goods": whom the news is about.

    Only where all that is told of its maker's acts of this type is aimed at one and the same.
    """
    told = act.goods or act.rate is not None
    at_issue = any(m.cue.entry.id == AT_ISSUE for m in act.mentions)
    stays = any(m.reading.certain and m.reading.rule.startswith(STAYING) and not m.definite for m in act.mentions)
    if not told or at_issue or stays or of_all(act) or len(act.imposers) != 1:
        return set()
    same = [a for a in acts if a is not act and a.kind == act.kind and a.imposers == act.imposers and a.aimed]
    aims = {frozenset(a.targets) for a in same}
    here = act.mentions[0].sentence
    before = any(0 <= here - m.sentence <= AIM_REACH for a in same for m in a.mentions) and all(
        m.cue.entry.follows or m.cue.entry.id.startswith(ELLIPTIC) for m in act.mentions
    )
    in_title = any(m.sentence == 0 and m.roles.targets for a in same for m in a.mentions)
    goods_alone = act.kind == "import_tariff" and act.rate is None and not all(m.definite for m in act.mentions)
    return set(next(iter(aims))) if len(aims) == 1 and (in_title or before or goods_alone) else set()


def _aim_of_all(act: Act, acts: list[Act]) -> set[str]:
    """ "Chile has suspended purchases too": what one state after another does of such a kind hits the same state."""
    if act.kind not in ONE_AIM or of_all(act) or not act.imposers:
        return set()
    kinds = KEPT_OUT if act.kind in KEPT_OUT else {act.kind}
    aims = {frozenset(a.targets) for a in acts if a is not act and a.kind in kinds and a.aimed}
    aim = set(next(iter(aims))) if len(aims) == 1 else set()
    return aim if not aim & act.imposers else set()


def _aim_of_penalties(act: Act, acts: list[Act]) -> set[str]:
    """ "The EU kept its sanctions on Peru. It stops sales of arms": who is punished is hit by the other bans of it."""
    same = [a for a in acts if a is not act and a.kind in PENAL and a.imposers == act.imposers and a.aimed]
    same = [
        a for a in same if all(hit.isupper() for hit in a.targets)
    ]  # ids of states are capitals: what hits firms hits no state
    aims = {frozenset(a.targets) for a in same}
    sanctions = act.kind == "sanctions" or any(a.kind == "sanctions" for a in same)
    near = any(a.distance(act.mentions[0]) <= PENALTY_REACH for a in same)
    return set(next(iter(aims))) if len(aims) == 1 and sanctions and near and not of_all(act) else set()


def _shared_cut(act: Act, acts: list[Act]) -> bool:
    """A cut that both sides of a deal make together is the deal, not a measure of its own."""
    bare = act.status in LIBERAL and not act.goods and act.rate is None
    return bare and len(act.imposers) == 2 and any(d.imposers >= act.imposers for d in _deals(acts))


def _other_side(act: Act, acts: list[Act]) -> set[str]:
    """Whom a tariff cut helps where its maker has a deal with one other: the other side of the deal."""
    if act.status not in LIBERAL or len(act.imposers) != 1:
        return set()
    sides = next((d.imposers for d in _deals(acts) if len(d.imposers) == 2 and act.imposers < d.imposers), set())
    return set(sides - act.imposers)


def _deals(acts: list[Act]) -> list[Act]:
    return [a for a in acts if a.kind == "trade_agreement"]


def inherit(act: Act, acts: list[Act]) -> bool:
    """An act of which only goods, rate or stage are told is by those of the act spoken of nearest to it, if not later.

    Returns whether its makers are now known.
    """
    if act.imposers or act.targets or not enough_told(act):
        return False
    near = [
        (gap, other_kind, n)
        for gap, other_kind, n in _told_before(act, acts)
        if not other_kind or not any(_only_hit(maker, act, acts) for maker in acts[n].imposers)
    ]
    if near and act.one_sided:
        gap, other_kind, n = min(near)
        if gap <= FAR:
            act.imposers |= acts[n].imposers - act.objectors
            if not other_kind and not act.goods and not of_all(act):
                act.targets |= acts[n].targets
    return bool(act.imposers)


def inherit_aim(act: Act, acts: list[Act]) -> None:
    """An act of which only a rate or a stage is told hits whom the like act of its maker hits that was told before."""
    if not act.one_sided or act.goods or act.targets or of_all(act):
        return
    gap, other_kind, n = min(_told_before(act, acts), default=(FAR + 1, True, 0))
    if gap <= FAR and not other_kind and acts[n].imposers & act.imposers:
        act.targets |= acts[n].targets - act.imposers


def _told_before(act: Act, acts: list[Act]) -> list[tuple[int, bool, int]]:
    """How far the acts are whose makers are known and that were not told later, whether of another type, which."""
    first = act.mentions[0]
    return [
        (other.distance(first) + 2 * (other.kind != act.kind), other.kind != act.kind, n)
        for n, other in enumerate(acts)
        if other is not act and other.imposers and other.one_sided
        if any(m.sentence <= first.sentence for m in other.mentions)
    ]


def _usual_imposer(act: Act, acts: list[Act]) -> set[str]:
    """Who imposes what the article tells besides, where that is one and the same and the act is told apart."""
    told = act.goods or act.rate is not None
    makers = {a for other in acts if other.one_sided for a in other.imposers}
    return {maker for maker in makers if _may_hit(maker, act)} if told and len(makers) == 1 else set()


def _same_aim(act: Act, acts: list[Act]) -> set[str]:
    """Who does the same to the same target elsewhere in the article."""
    same = [
        a for a in acts if a is not act and a.kind == act.kind and a.targets & act.targets and a.imposers - act.targets
    ]
    return set(min(same, key=lambda a: a.distance(act.mentions[0])).imposers - act.targets) if same else set()


def _aim_nearby(act: Act, acts: list[Act]) -> set[str]:
    """Whom the measure named in the same sentence or the one before hits."""
    near = [
        (gap, n)
        for n, other in enumerate(acts)
        if other is not act and other.targets - act.imposers and (gap := other.distance(act.mentions[0])) <= 1
    ]
    return acts[min(near)[1]].targets - act.imposers if near else set()


def _imposer_before(act: Act, acts: list[Act], leading: list[str]) -> set[str]:
    """Who was spoken of before; where only the target is told, else the state that the article names most."""
    for mention in act.mentions:
        known = act.targets or mention.reading.certain
        if mention.before and known and _may_hit(mention.before, act) and not _only_hit(mention.before, act, acts):
            return {mention.before}
    others = [a for a in leading if _may_hit(a, act) and not _only_hit(a, act, acts)]
    return {others[0]} if act.targets and others and (len(others) == 1 or act.kind not in OWN_RULES) else set()


def _only_hit(state: str, act: Act, acts: list[Act]) -> bool:
    """Whether the article tells of a state that such measures hit it, and of none that it takes."""
    same = [a for a in acts if a.kind == act.kind]
    return any(state in a.targets for a in same) and not any(state in a.imposers for a in same)


def _may_hit(maker: str, act: Act) -> bool:
    """Nobody hits himself, and a customs union none of its members, nor they it."""
    if act.targets & ONE_BORDER and any(is_member(maker, union) for union in act.targets & ONE_BORDER):
        return False
    return maker not in act.targets and not any(is_member(state, maker) for state in act.targets)


def of_all(act: Act) -> bool:
    """ "an investigation into imported vehicles", "10% on all countries": whoever they come from."""
    if any(m.general and not m.roles.targets for m in act.mentions):
        return True
    phrases = [p for m in act.mentions for p in m.scope.phrases]
    return any(p.lower().startswith(("imported ", "foreign ")) for p in phrases)


def _told_in_passing(act: Act) -> bool:
    """ "Because of his tariffs", "some of its import taxes": of whoever has tariffs on all, no rate is told."""
    bare = act.kind == "import_tariff" and act.rate is None
    return bare and not any(
        m.answers or m.another or m.reading.status in ("threatened", "announced") for m in act.mentions
    )


def _open(act: Act) -> bool:
    """Nothing is said of what it covers, or no more than its value, so that the article's other party is meant."""
    return not act.goods or act.value is not None


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
    """Fill in a side that stays untold; False where a deal has none but one."""
    act.imposers -= _signing_in_union(act.imposers)
    told = [m.partners_only for m in act.mentions if m.roles.imposers]
    if len(act.imposers) == 1 or (told and all(told)):
        act.imposers |= set([a for a in leading if _may_join(a, act)][:1])
    if not act.imposers and len(leading) >= 2:
        act.imposers |= set(leading[:2])
    return len(act.imposers) >= 2 or (bool(act.imposers) and any(_done_alone(m) for m in act.mentions))


def _signing_in_union(sides: set[str]) -> set[str]:
    """ "The EU and Mercosur, which includes Peru and Chile": those who sign within a union that is a side itself.

    One member alone may sign for itself, but for those of a union that makes all deals for them.
    """
    inside = {union: {a for a in sides if is_member(a, union)} for union in sides}
    return {a for union, members in inside.items() if union in ONE_BORDER or len(members) > 1 for a in members}


def _may_join(state: str, act: Act) -> bool:
    """ "Mercosur hopes for a deal": no member of a union is the other side of what the union signs."""
    related = (is_member(state, side) or is_member(side, state) for side in act.imposers)
    return state not in act.imposers and not any(related)


def _done_alone(mention: Mention) -> bool:
    """ "The senate ratified CAFTA", "Peru may quit the pact": what one side does to a deal needs no other."""
    named = not mention.cue.entry.weak_alone
    partner = any(token > mention.cue.head for _, token in mention.roles.imposers.values())
    told = named or partner or mention.reading.status in LEAVING
    return (
        told
        and mention.reading.certain
        and (mention.reading.status != "proposed" or mention.cue.entry.sense == "remove")
    )
