"""Merges mentions into measures: one per act, with the furthest stage reported.

Mentions that tell most come first and found the acts; those that tell less join the act they fit, and that was
spoken of last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile

from tradenlp.extract.measures.acts import CASES, Act, says_something
from tradenlp.extract.measures.apart import told_apart
from tradenlp.extract.measures.called_off import STOOD_DOWN, laid_beside, off_for_all, spares
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.remedies import without_totals

PLANNED = frozenset({"threatened", "proposed"})
ROW_REACH = 2
"""sentences within which "the tariffs" take up a row of rates"""
SAME_STAGE = 0.5
"""worth of a common stage beside the 2 of a common party"""
BEHIND_GOODS = frozenset({"for", "from", "in", "made", "of", "with", "worth"})
ALL_GOODS = word_list("names_of_any_goods")
WITHOUT_GOODS = frozenset({"digital_tax"})
"""types of which a state has one, whatever is told of what it covers"""
GENERIC_KINDS = {"import_tariff": frozenset({"anti_dumping", "countervailing_duty", "safeguard"})}
"""bare words of the first type may mean an act of the others"""


def merge(mentions: Iterable[Mention]) -> list[Act]:
    """Acts in the order of their first mention."""
    acts: list[Act] = []
    mentions = without_totals(list(mentions))
    laid = [mentions[n] for n in laid_beside(mentions)]
    for mention in sorted(mentions, key=lambda m: (-telling(m), m.sentence, m.cue.head)):
        together = _named_together(mention, acts)
        if together:
            for act in together:
                act.add(mention, whole=False)
            continue
        fitting = [
            (score, -act.distance(mention), n) for n, act in enumerate(acts) if (score := fit(mention, act)) >= 0
        ]
        if fitting:
            _, _, best = max(fitting, key=_nearest if mention.cue.entry.id == "anaphor" else None)
            acts[best].add(mention)
        else:
            acts.append(Act(mention.kind))
            acts[-1].add(mention)
        if any(mention is m for m in laid):
            next(a for a in acts if mention in a.mentions).laid_on_one = True
    for act in acts:
        act.mentions.sort(key=lambda m: (m.sentence, m.cue.head))
    return sorted(acts, key=lambda a: (a.mentions[0].sentence, a.mentions[0].cue.head))


def _nearest(fitting: tuple[float, int, int]) -> tuple[int, float, int]:
    """ "The ban", of which nothing is told, is the one spoken of last, whatever fits better further off."""
    score, nearness, number = fitting
    return nearness, score, number


def telling(mention: Mention) -> int:
    """How much a mention tells of what sets its act apart."""
    roles = 2 * bool(mention.roles.imposers) + 2 * bool(mention.roles.targets)
    scope = bool(mention.scope.keys) + 2 * (mention.scope.value is not None) + 2 * (mention.rate is not None)
    return roles + scope - 2 * mention.reading.hypothetical


def _named_together(mention: Mention, acts: list[Act]) -> list[Act]:
    """Acts that differ in goods and rate and that a mention names in one breath ("steel and aluminium tariffs")."""
    if mention.rate is not None:
        return []
    if not mention.scope.keys:
        return _row_before(mention, acts)
    if len(mention.scope.keys) < 2:
        return []
    parts = [
        a
        for a in acts
        if a.rate is not None
        and a.goods
        and a.goods <= mention.scope.keys
        and (a.targets or not mention.roles.targets)
        and fit(mention, a) >= 0
    ]
    return parts if len(parts) >= 2 else []


def _row_before(mention: Mention, acts: list[Act]) -> list[Act]:
    """Acts of the sentence before that differ in their rates, which "the tariffs" take up together."""
    if not mention.definite or mention.roles.targets or mention.kind != "import_tariff":
        return []
    near = [
        a
        for a in acts
        if a.rate is not None
        and not a.stands
        and any(m.rate is not None and 1 <= mention.sentence - m.sentence <= ROW_REACH for m in a.mentions)
        and fit(mention, a) >= 0
    ]
    makers = {frozenset(a.imposers) for a in near}
    return near if len(near) >= 2 and len(makers) == 1 else []


def fit(mention: Mention, act: Act) -> float:
    """How well a mention fits an act; below zero where they cannot be the same."""
    if mention.kind != act.kind and not _generic(mention, act):
        return -1.0
    if _other_sides(mention.kind, mention.roles.imposers.keys(), act.imposers):
        return -1.0
    if (act.laid_on_one and off_for_all(mention)) or spares(mention) != act.spares:
        return -1.0
    if _of_one(mention, act) or _of_all_and_of_one(mention, act):
        return -1.0
    score = 0.0
    for mine, theirs in (
        (mention.roles.imposers.keys(), act.imposers),
        (mention.roles.targets.keys(), act.targets),
        (mention.scope.keys, _comparable_goods(mention, act)),
    ):
        if mine and theirs:
            if not set(mine) & theirs and not (mine is mention.scope.keys and called_alike([mention], act.mentions)):
                return -1.0
            score += 2
    reversed_roles = set(mention.roles.imposers) & act.targets or set(mention.roles.targets) & act.imposers
    if reversed_roles or _clash(mention, act) or _crossed(mention, act):
        return -1.0
    if mention.kind != act.kind and (_beside(mention, act) or not _means(mention, act, score)):
        return -1.0
    if score == 0 and says_something(mention) and not mention.definite and act.told:
        return -1.0
    if told_apart(mention, act.mentions):
        return -1.0
    return score + SAME_STAGE * _same_stage(mention, act)


def called_alike(some: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """ "COPPER SULPHATE" and "copper", "electric cars" and "battery cars": goods that share the word they are."""
    words = [{w for m in group for p in m.scope.phrases for w in _telling(p)} for group in (some, others)]
    return not words[0].isdisjoint(words[1])


def _telling(phrase: str) -> Iterator[str]:
    """The last word of a phrase for goods, and of a phrase in capitals all, but for words that fit all goods."""
    said = [word.lower().rstrip("s") for word in takewhile(lambda word: word not in BEHIND_GOODS, phrase.split())]
    yield from (word for word in (said if phrase.isupper() else said[-1:]) if word not in ALL_GOODS)


def _comparable_goods(mention: Mention, act: Act) -> set[str]:
    """The goods of an act that a mention must share; none where it may tell of others beside them."""
    goods = act.body_goods or act.goods
    more = mention.describes or mention.kind in WITHOUT_GOODS
    return set() if more and goods.isdisjoint(mention.scope.keys) else goods


def _same_stage(mention: Mention, act: Act) -> bool:
    """Whether both are told for certain to be at the same stage, which decides between acts that fit alike."""
    at_border = mention.kind not in CASES and mention.kind != "trade_agreement"
    return at_border and mention.reading.certain and (mention.reading.status, True) in act.statuses


def _other_sides(kind: str, mine: Collection[str], theirs: Collection[str]) -> bool:
    """Deals of which both sides are told are one only where one of them names all the sides of the other."""
    if kind != "trade_agreement" or min(len(mine), len(theirs)) < 2:
        return False
    return not (set(mine) <= set(theirs) or set(theirs) <= set(mine))


def _of_one(mention: Mention, act: Act) -> bool:
    """What one of two makers does to goods of its own choice is not what they do together."""
    mine, theirs = mention.roles.imposers.keys(), act.imposers
    if mention.kind == "trade_agreement" or not mine or not theirs or mine == theirs:
        return False
    apart = mine < theirs or theirs < mine
    return apart and bool(mention.scope.keys) != bool(act.goods)


def _of_all_and_of_one(mention: Mention, act: Act) -> bool:
    """ "25% on steel" from everywhere is not what is told, without a rate, of one country's steel."""
    if mention.kind != "import_tariff" or mention.definite or not mention.scope.keys or not act.goods:
        return False
    general = mention.rate is not None and bool(mention.roles.imposers) and not mention.roles.targets
    if general and act.targets and act.rate is None:
        return True
    told_of_one = mention.rate is None and bool(mention.roles.targets)
    return told_of_one and act.rate is not None and bool(act.imposers) and not act.targets


def _means(mention: Mention, act: Act, score: float) -> bool:
    """Whether a bare word ("the duties") can mean an act of a type with a name of its own."""
    if mention.definite and not mention.roles.imposers and not mention.roles.targets:
        return True
    return score >= 4 or (score >= 2 and (mention.definite or not mention.roles.imposers))


def _beside(mention: Mention, act: Act) -> bool:
    """Whether the act has its own name in the same sentence, so that a bare word with a rate means something else."""
    return mention.rate is not None and any(m.sentence == mention.sentence and m.kind == act.kind for m in act.mentions)


def _crossed(mention: Mention, act: Act) -> bool:
    """One tells only whom it hits, the other only what it covers: two acts, unless the mention points back."""
    if mention.definite and not mention.roles.targets:
        return False
    mine = bool(mention.roles.targets), bool(mention.scope.keys)
    theirs = bool(act.targets), bool(act.goods)
    return {mine, theirs} == {(True, False), (False, True)}


def _generic(mention: Mention, act: Act) -> bool:
    bare = mention.cue.entry.status is None and not mention.no_remedy
    return bare and act.kind in GENERIC_KINDS.get(mention.kind, ())


def _clash(mention: Mention, act: Act) -> bool:
    rate = mention.rate.value if mention.rate else None
    scheduled = mention.firms or act.firms
    if rate is not None and act.rate is not None and abs(rate - act.rate) > 1e-6 and not scheduled:
        return True
    value = mention.scope.value
    if value is not None and act.value is not None and value != act.value:
        return True
    if value is not None and act.value is None and act.rate is not None and rate is None and not mention.definite:
        return True
    if mention.reading.hypothetical or not mention.reading.certain or not any(sure for _, sure in act.statuses):
        return False
    if mention.definite and (mention.kind != "trade_agreement" or mention.cue.entry.id == "anaphor"):
        return False
    mine, theirs = mention.reading.status, act.status
    return (mine in PLANNED) != (theirs in PLANNED) and not {mine, theirs} <= PLANNED | {"announced", "investigating"}


def merge_acts(acts: Sequence[Act]) -> list[Act]:
    """Acts once their roles are complete: those that now say the same become one."""
    kept: list[Act] = []
    for act in acts:
        twin = next((k for k in kept if _same_act(k, act)), None)
        if twin is None:
            kept.append(act)
            continue
        for mention in act.mentions:
            twin.add(mention)
        twin.mentions.sort(key=lambda m: (m.sentence, m.cue.head))
    return kept


def _same_act(one: Act, other: Act) -> bool:
    if one.kind != other.kind or apart(one, other):
        return False
    if _same_rate(one, other) or _says_no_more(one, other) or _says_no_more(other, one):
        return True
    if one.imposers != other.imposers or one.targets != other.targets:
        return False
    if {_told_by_sum(one), _told_by_sum(other)} == {True, False}:
        return False
    return agree(one, other) and (one.status in PLANNED) == (other.status in PLANNED)


def _same_rate(one: Act, other: Act) -> bool:
    """A rate told twice of one imposer is one rate, where nothing else about it is told differently."""
    if one.rate is None or one.rate != other.rate or not one.imposers & other.imposers:
        return False
    return (not one.targets or not other.targets or bool(one.targets & other.targets)) and agree(one, other)


def _says_no_more(bare: Act, full: Act) -> bool:
    """An act of which only its maker is told, at the same stage as another of his, is that other."""
    told = bare.targets or bare.goods or bare.rate is not None or bare.value is not None
    if told or bare.kind == "trade_agreement" or _stands_on(full, bare):
        return False
    return bare.imposers <= full.imposers and (bare.status in PLANNED) == (full.status in PLANNED)


def _stands_on(full: Act, bare: Act) -> bool:
    """Whether an act is said to hold while the bare one is called off."""
    if bare.status not in STOOD_DOWN or full.status in STOOD_DOWN:
        return False
    return full.laid_on_one or (full.rate is not None and any(sure for _, sure in full.statuses))


def _told_by_sum(act: Act) -> bool | None:
    """Whether an act is known by the worth of the goods and not by its rate; None where by neither or by both."""
    return (act.value is not None) if (act.value is None) != (act.rate is None) else None


def apart(one: Act, other: Act) -> bool:
    """Whether a mention of one is told apart from those of the other."""
    return any(told_apart(mention, other.mentions) for mention in one.mentions)


def agree(one: Act, other: Act) -> bool:
    """Whether goods, rate and value of two acts do not contradict each other."""
    if one.goods and other.goods and not one.goods & other.goods:
        return False
    scheduled = one.firms or other.firms
    rates_differ = one.rate is not None and other.rate is not None and one.rate != other.rate and not scheduled
    values_differ = one.value is not None and other.value is not None and one.value != other.value
    return not rates_differ and not values_differ


def contrary(act: Act, other: Act) -> bool:
    """Whether an act that tells its rate cannot be one that tells none: that is called off, or is told by a sum."""
    if act.rate is None or other.rate is not None:
        return False
    called_off = (act.status in STOOD_DOWN) != (other.status in STOOD_DOWN)
    return called_off or (not act.goods and other.value is not None)
