"""The rates that one mention of a measure carries: "25% on steel and 10% on aluminium", "to 50% from 25%"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.levels import SMALL, level_told
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.rate_units import (
    CAPPED,
    LEVEL_REACH,
    QUANTITIES,
    QUOTAS,
    cue_words,
    is_for_quota,
    is_priced,
    is_unit,
    is_within,
    unit_of,
)
from tradenlp.extract.measures.rated_goods import JOINTS, joined_goods, named, told_after
from tradenlp.extract.measures.remedy_rates import in_their_order
from tradenlp.extract.measures.series import (
    BASES,
    charged_in,
    continued,
    in_rows,
    listed_behind,
    never_stood,
    stands_now,
    stood_before,
)
from tradenlp.extract.measures.stand_ins import STAND_IN
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import Figure, GoodsMention

RATED = frozenset({"import_tariff", "anti_dumping", "countervailing_duty", "safeguard", "export_tax", "digital_tax",
                   "other_tax", "import_quota", "export_quota", "customs_procedure", "export_incentive",
                   "port_fee", "local_content"})  # fmt: skip
ROUNDS = word_list("wrapping") | {"bulk", "rest", "tranches"}
"""nouns of which the rate of a measure is told: "a tranche of tariffs is cut to 7.5%" """
LINKING = frozenset({"of", "at", "up", "to", "about", "a", "around", "some", "between", "from", "is", "was", "as",
                     "high", "over", "nearly"})  # fmt: skip
SHARES = word_list("told_in_shares")
TAKEN_UP = frozenset({"it", "they"})
"""go on about a measure: "the duty on tin was cut; it now stands at 5%" """
APPOSED = ([","], [",", "of"], ["("], [":"], ["–"], ["—"])
AT = frozenset({"at", "up", "to", "about", "around", "between"})
"""in "the order, at up to 60%," """
AFTER_APPOSED = frozenset({"on", "for", "of", "per", "a", "an", ")", ",", "or"})
"""in "duties, 15% on planes", "the fee ($18 a ton)" """
LEVELS = frozenset({"rate", "rates", "level", "levels", "duty", "tariff", "margin", "margins"})
"""nouns that a measure may have, of which the rate is told"""
FREE = frozenset({"free", "liberalised", "liberalized"})
CHANGED = word_list("going_to_rate")
"""words by which a charge that stands at a rate is told to go to another"""
STANDING = frozenset({"is", "are", "was", "were", "stands", "stand", "stood", "'s"})
"""verbs by which a charge is at a rate"""
OF_WHAT = frozenset({"of", "in", "worth", "under"})
"""between an amount and the measure that it is of: "10% in tariffs", "50% under the rules" """
TO_COME = frozenset({"to", "will", "would"})
CHANGE_VERBS = frozenset(
    {"by", "fell", "rose", "dropped", "grew", "plunged", "surged", "jumped", "declined", "down", "up"}
)


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate, with what it is for where the mention tells several apart."""

    value: float | None
    high: float | None
    unit: str
    token: int
    goods: tuple[str, str] | None = None
    """text and id"""
    more: tuple[tuple[str, str], ...] = ()
    """those listed behind it: "15% on eggs, wheat and maize and 10% on peas" """
    targets: tuple[str, ...] = ()
    imposers: tuple[str, ...] = ()
    old: bool = False
    """the rate that stood before"""


def read_rates(
    view: View, cue: Cue, others: Sequence[Cue], parties: Sequence[Party], roles: Roles, start: int, end: int
) -> tuple[Rate, ...]:
    """Rates of the mention; several only where goods or countries tell them apart, the old one marked as such."""
    if not (is_priced(view, cue) or cue.kind.id in RATED or cue.kind.id == CAPPED):
        return ()
    percents: list[Placed[Figure]] = []
    for placed in within(view.figures, start, end):
        if not is_unit(view, placed, cue) or not _is_nearest(view, placed, cue, others):
            continue
        if _is_rate(view, placed, cue, end) or (percents and _continues(view, placed, percents[-1], end)):
            percents.append(placed)
    if not percents:
        percents = listed_behind(view, cue, parties, end)
    if percents:
        rows = [p for rate in percents for p in continued(view, rate, parties, others, end)]
        percents = sorted({p.first: p for p in (*percents, *rows)}.values(), key=lambda p: p.first)
    return _sorted_out(view, cue, percents, parties, roles, start, end)


def _sorted_out(
    view: View,
    cue: Cue,
    percents: Sequence[Placed[Figure]],
    parties: Sequence[Party],
    roles: Roles,
    start: int,
    end: int,
) -> tuple[Rate, ...]:
    """Old and new rates, and what each of several is for."""
    # "suffering from the 25% tariffs": alone before its noun, it is the rate that is charged
    alone = len(percents) == 1 and percents[0].last == cue.start
    olds = [p for p in percents if (stood_before(view, p) or stands_now(view, p)) and not alone]
    news = [p for p in percents if p not in olds]
    if not olds and _goes_to(view, cue, news):
        olds, news = news[:1], news[1:]
    olds = [p for p in olds if not never_stood(view, p) and (cue.kind.id not in QUOTAS or p.fact.unit in QUANTITIES)]
    if (own := in_their_order(view, cue, news, start, end)) is not None:
        news = [own]
    if len(news) <= 1:
        return tuple(_plain(p, view) for p in news) + _olds_alone(view, olds, news)
    told_apart = not all(is_for_quota(view, p) for p in news) and (
        tuple(replace(_plain(p, view), imposers=s) for p, s in charged_in(view, news, parties))
        or _each_after_its_own(view, news, parties, roles, start)
        or _told_apart(view, news, (others := [p for p in parties if p.actor_id not in roles.imposers]), end)
        or _respectively(view, cue, news, others, end)
    )
    if told_apart:
        return told_apart + tuple(_of_the_same(_old(p, view), told_apart) for p in olds)
    return (_plain(_nearest(news, cue), view), *_olds_alone(view, olds, news))


def _goes_to(view: View, cue: Cue, news: Sequence[Placed[Figure]]) -> bool:
    """ "The duty of 30% on lamb fell back to 15%": the rate in the noun phrase is the one that stood."""
    if len(news) != 2 or view.is_verb(cue.head):
        return False
    first, second = news
    between = view.words[first.last : second.first]
    if _still_to_move(view, cue, range(first.last, second.first)):
        return False
    at_noun = cue.start - 1 <= first.last <= cue.end + 4 and cue.start - first.first <= 3
    stood = at_noun or not STANDING.isdisjoint(view.words[first.first - 2 : first.first])
    moved = between[-1:] == ["to"] and not CHANGED.isdisjoint(between[:-1])
    moved = moved or ("now" in between[-2:] and not STANDING.isdisjoint(between[-3:]))
    return stood and moved and len(between) <= LEVEL_REACH and {"on", "for"}.isdisjoint(between[-3:])


def _still_to_move(view: View, cue: Cue, between: range) -> bool:
    """ "Laid a 20% duty on cars, to be raised to 40% in May": a schedule, of which no rate stood before."""
    verb = next((t for t in between if view.words[t] in CHANGED and view.is_verb(t)), None)
    if verb is None or view.deps[verb] not in ("acl", "relcl", "advcl", "xcomp"):
        return False
    ahead = any(view.words[c] in TO_COME or view.tags[c] == "MD" for c in view.children(verb))
    laid = view.deps[cue.head] not in ("nsubj", "nsubjpass")
    return laid and (ahead or view.tags[verb] == "VBG")


def _olds_alone(view: View, olds: Sequence[Placed[Figure]], news: Sequence[Placed[Figure]]) -> tuple[Rate, ...]:
    """The rate that stood before: beside the new one, or where it is said to stand now."""
    told = olds and (news or stands_now(view, olds[0]))
    return tuple(_old(p, view) for p in olds[:1]) if told else ()


def _old(placed: Placed[Figure], view: View) -> Rate:
    return replace(_plain(placed, view), old=True)


def _of_the_same(old: Rate, news: Sequence[Rate]) -> Rate:
    """An old rate was for the same as the new one beside it: "to 50% from 25%", "from 25% to 50%"."""
    new = min(news, key=lambda rate: abs(rate.token - old.token))
    return replace(old, goods=new.goods, more=new.more, targets=new.targets, imposers=new.imposers)


def _each_after_its_own(
    view: View, news: Sequence[Placed[Figure]], parties: Sequence[Party], roles: Roles, start: int
) -> tuple[Rate, ...]:
    """ "Laos 48%, Fiji 32%"; "phones will pay 10% and cars 25%": states fill the role that the first of them has."""
    before = (f for f in within(view.figures, start, news[0].first) if f.fact.unit == news[0].fact.unit)
    told = [f.last for f in before if not stood_before(view, f)]
    items = in_rows(view, news, parties, told[-1] if told else start)
    rates = []
    for placed, item in zip(news, items, strict=False):
        goods = next(iter(item.goods), None)
        states = () if all(i.goods for i in items) and len({i.states for i in items}) < len(items) else item.states
        charging = bool(states) and bool(set(items[0].states) & roles.imposers.keys() - roles.targets.keys())
        rate = replace(_plain(placed, view), goods=goods)
        rates.append(replace(rate, imposers=states) if charging else replace(rate, targets=states))
    return tuple(rates)


def _is_nearest(view: View, placed: Placed[Figure], cue: Cue, others: Sequence[Cue]) -> bool:
    """Whether no mention stands nearer; "anti-dumping and countervailing duties of 12%" are two at one place."""
    if is_within(placed, cue):
        return True
    nearest = _nearest_cue(view, placed, others)
    return nearest is cue or (nearest is not None and nearest.tokens == cue.tokens)


def _nearest_cue(view: View, placed: Placed[Figure], cues: Sequence[Cue]) -> Cue | None:
    """The mention that a percentage stands nearest to, one that follows it closely first."""
    by_barrel = placed.fact.unit.endswith("/barrel")
    rated = [c for c in cues if c.kind.id in RATED or is_priced(view, c) or (by_barrel and c.kind.id == CAPPED)]
    rated = [c for c in rated if not _rate_of_another(view, c, rated)]
    for cue in rated:
        between = view.words[cue.end : placed.first]
        if not cue.entry.follows and placed.first >= cue.end and len(between) <= 4 and set(between) <= LINKING:
            return cue
    return min(rated, key=lambda c: _distance(view, placed, c), default=None)


def _rate_of_another(view: View, cue: Cue, cues: Sequence[Cue]) -> bool:
    """ "The tariff of 30% on pork": the percentage is that of the charge it hangs on, and no mention beside it."""
    above = view.heads[cue.head]
    of = cue.entry.follows and view.words[above] == "of"
    return of and any(c is not cue and view.heads[above] in c.tokens for c in cues)


def _distance(view: View, placed: Placed[Figure], cue: Cue) -> float:
    if placed.last <= cue.start:
        if view.heads[placed.last - 1] == cue.head:
            return -1  # "faces a 50% American tariff"
        gap = cue.start - placed.last
        apart = cue.entry is STAND_IN or any(_parts(view, t) for t in range(placed.last, cue.start))
        return gap / 2 if gap <= 4 and not apart else gap * 2 + 10
    return max(0, placed.first - cue.end)


def _parts(view: View, token: int) -> bool:
    """ "To 30% if the sugar duties go ahead", "40% when the quota ends": what stands behind has no such rate."""
    if view.words[token] in OF_WHAT:
        return False
    return view.words[token] in (",", ";") or view.tags[token].startswith(("V", "MD", "IN", "WRB", "CC"))


def _continues(view: View, placed: Placed[Figure], earlier: Placed[Figure], end: int) -> bool:
    """ "25% on steel and 10% on aluminium": a rate after a rate, with a preposition of its own."""
    following = view.words[placed.last] if placed.last < end else ""
    between = view.words[earlier.last : placed.first]
    return following in ("on", "for", "against") and ("and" in between or "," in between) and ";" not in between


def _plain(placed: Placed[Figure], view: View) -> Rate:
    return Rate(placed.fact.value, placed.fact.value_high, unit_of(placed, view), placed.first)


def _nearest(news: list[Placed[Figure]], cue: Cue) -> Placed[Figure]:
    return min(news, key=lambda p: abs(p.first - cue.head))


def _is_rate(view: View, placed: Placed[Figure], cue: Cue, end: int) -> bool:
    """Whether a percentage is a level of duty: it stands in the noun phrase, hangs on the verb, or is joined to one."""
    following = view.words[placed.last] if placed.last < end else ""
    before = view.words[placed.first - 1] if placed.first else ""
    if is_within(placed, cue):
        return True
    if placed.last > cue.start and (_change(view, placed) or following in SHARES):
        return False
    if (
        placed.fact.direction in ("increase", "decrease")
        and before in CHANGE_VERBS
        and following not in cue_words(view, cue)
    ):
        return False
    if following == "of" and before in ("on", "for", "covering", "cover", "covers"):
        return False
    if placed.last < cue.start and not FREE.isdisjoint(view.words[cue.end : cue.end + 2]):
        return False  # "85 percent will be tariff-free" is a share of the goods
    counted = placed.fact.unit in QUANTITIES
    of_the = placed.last > cue.start and view.words[placed.last + 1 : placed.last + 2] == ["the"]
    counted = counted or placed.fact.unit == "percentage_point" or _of_what(view, placed, cue)
    if following == "of" and not counted and not of_the and BASES.isdisjoint(view.words[placed.last : placed.last + 5]):
        return False
    low, high = min(placed.first, cue.start), max(placed.last, cue.end)
    between = view.words[min(placed.last, cue.end) : max(placed.first, cue.start)]
    if between[-1:] == [":"] and ";" not in between and high - low <= LEVEL_REACH:
        return _measured(view, placed)  # "new duties follow in March: 25 euros a tonne for corn"
    if high - low > 30 or {";", ":"} & set(between):
        taken_up = ";" in between and not TAKEN_UP.isdisjoint(between[between.index(";") :])
        return taken_up and _level_told(view, placed, cue)
    return _hangs_on(view, placed, cue) or _close(view, placed, cue) or _level_told(view, placed, cue)


def _of_what(view: View, placed: Placed[Figure], cue: Cue) -> bool:
    """ "The digital tax, 3 percent of what platforms earn"."""
    apposed = view.words[cue.end : placed.first] == [","]
    return apposed and view.words[placed.last : placed.last + 2] == ["of", "what"]


def _change(view: View, placed: Placed[Figure]) -> bool:
    """ "Raised by up to 10%": the size of a change, and no level."""
    token = placed.first - 1
    while placed.first - token < 4 and view.words[token] in SMALL:
        token -= 1
    return view.words[token] == "by"


def _measured(view: View, placed: Placed[Figure]) -> bool:
    """Whether it is told what a rate is for, right after it."""
    return view.words[placed.last : placed.last + 1] in (["on"], ["for"])


def _hangs_on(view: View, placed: Placed[Figure], cue: Cue) -> bool:
    governor = view.heads[cue.head]
    anchors = {cue.head, *cue.tokens} | ({governor} if governor != cue.head else set())
    if view.words[governor] in LEVELS and view.deps[governor] == "nsubj":
        anchors.add(view.heads[governor])  # "the safeguard's rate is 25%"
    if view.words[governor] == "of" and view.words[view.heads[governor]] in ROUNDS:
        anchors |= {view.heads[governor], view.heads[view.heads[governor]]}  # "a tranche of tariffs is cut to 7.5%"
    token = placed.last - 1
    for above in (token, *view.ancestors(token)):
        if above in anchors:
            return True
        laid = view.deps[above] in ("relcl", "acl")
        if view.deps[above] in ("nsubj", "ccomp", "advcl", "relcl", "ROOT") and not (laid and _at(view, token)):
            return False
    return False


def _at(view: View, token: int) -> bool:
    """ "duties which it introduced in June at 11.8 percent"."""
    above = view.heads[token]
    return view.deps[token] == "pobj" and view.words[above] == "at"


def _close(view: View, placed: Placed[Figure], cue: Cue) -> bool:
    if placed.last <= cue.start:
        return cue.start - placed.last <= 3 and view.words[cue.start - 1] not in (",", "and")
    between = view.words[cue.end : placed.first]
    at = between[1:] and between[:1] == [","] and set(between[1:]) <= AT and "at" in between
    if (between in APPOSED or at) and not AFTER_APPOSED.isdisjoint(view.words[placed.last : placed.last + 1]):
        return True
    return placed.first - cue.end <= 3 and bool(
        {"of", "at", "to", "by", "from"} & set(view.words[cue.end : placed.first])
    )


def _level_told(view: View, placed: Placed[Figure], cue: Cue) -> bool:
    """ "duties on steel, doubled to 50%", "duties ranged from 5% to 20%": a verb of level soon after the mention."""
    return 0 < placed.first - cue.end <= LEVEL_REACH and level_told(view, cue.end, placed.first)


def _told_apart(view: View, news: list[Placed[Figure]], parties: Sequence[Party], end: int) -> tuple[Rate, ...]:
    """ "25% on steel and 10% on aluminium"; "32% for Taiwan, 26% for India"."""
    rates = []
    for placed, following in zip(news, [*news[1:], None], strict=True):
        stop = following.first if following is not None else min(end, placed.last + 14)
        goods, *more = _listed_goods(view, placed.last, stop) or (None,)
        targets = tuple(p.actor_id for p in parties if p.is_state and placed.last <= p.first < stop)
        if not goods and not targets and (other := told_after(view, placed, stop)) is not None:
            goods = named(view, other)
        if not (goods or targets):
            return ()
        rates.append(replace(_plain(placed, view), goods=goods, more=tuple(m for m in more if m), targets=targets))
    different_goods = len({r.goods for r in rates}) == len(rates)
    different_targets = len({r.targets for r in rates}) == len(rates) and all(r.targets for r in rates)
    if different_goods and not different_targets:
        return tuple(replace(r, targets=()) for r in rates)
    return tuple(rates) if different_targets else ()


def _listed_goods(view: View, start: int, stop: int) -> list[tuple[str, str]]:
    """The first goods of a stretch of text and those listed right behind them."""
    found: list[Placed[GoodsMention]] = []
    for g in within(view.goods, start, stop):
        if found and not set(view.words[found[-1].last : g.first]) <= JOINTS:
            break
        found.append(g)
    return [(g.fact.text, g.fact.goods_id) for g in found]


def _respectively(
    view: View, cue: Cue, news: list[Placed[Figure]], parties: Sequence[Party], end: int
) -> tuple[Rate, ...]:
    """As many rates as goods or states, in the same order: "duties on hay and jute of 4% and 9%, respectively".

    Rates told before the noun need no such word: "9 percent and 4 percent duties on hay and jute".
    """
    behind = "respectively" in view.words[news[-1].last : news[-1].last + 3]
    if not behind and any(p.first >= cue.end for p in news):
        return ()
    first, last = (cue.start, news[0].first) if behind else (cue.end, end)
    goods = [part for g in within(view.goods, first, last) for part in joined_goods(g.fact)]
    if len(goods) == len(news):
        return tuple(replace(_plain(p, view), goods=part) for p, part in zip(news, goods, strict=True))
    states = [p.actor_id for p in parties if p.is_state and first <= p.first < last]
    if behind and len(set(states)) == len(news):
        return tuple(replace(_plain(p, view), targets=(s,)) for p, s in zip(news, states, strict=True))
    return ()
