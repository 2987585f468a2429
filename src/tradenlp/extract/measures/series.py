"""Rates in a row, each after the name of whom or what it is for: "Vietnam faces 46%, Cambodia 49% and Laos 48%"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.rate_units import unit_of
from tradenlp.extract.measures.rated_goods import Named, named, told_before
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import Figure

GAP_WORDS = word_list("in_rows")
AT_PRESENT = word_list("at_present")
MOST_BETWEEN = 16
"""tokens between two rates of a row"""
MOST_TO_OLD = 4
"""tokens between the new rate and the old one: "to 50% this year from 25%" """
NEAREST = 7
"""tokens between a name and its rate"""
BEFORE_OLD = word_list("before_old_rates")
"""small words between "from" or "instead of" and the rate that stood"""
BESIDE_OLD = frozenset({",", "(", "as", "of", "on", "in", "up", "down"})
"""small words between a new rate and "from" """
INSTEAD = tuple(tuple(sign.split()) for sign in sorted(word_list("instead")))
"""words between a new rate and the one that it takes the place of"""
UNTIL_NOW = frozenset(tuple(sign.split()) for sign in word_list("until_now"))
UNTIL_REACH = 16
"""tokens between "until now" and the rate that stood"""
TALKED_OF = word_list("talked_of")
LONGEST_INSTEAD = 12
"""tokens between the new rate and the one that it takes the place of"""
BASES = frozenset({"revenue", "revenues", "turnover", "sales", "value", "price", "income", "worth"})
"""of which a rate is taken, and not for which it is: "2% of the revenues of shops" """
ADDED = frozenset({("top", "of"), ("addition", "to")})
"""after them stands a charge to which the measure is added"""
ADDED_SMALL = word_list("before_levels") | word_list("before_added")
ONCE_BORE = frozenset(
    {"paid", "bore", "borne", "faced", "attracted", "incurred", "been", "was", "were", "met", "carried"}
)
FOR_WHAT = frozenset({"on", "for", "against", "upon", "of"})


@dataclass(frozen=True, slots=True)
class Item:
    """What stands between two rates of a row."""

    states: tuple[str, ...]
    goods: tuple[Named, ...]
    """the text of goods, and what they are compared by"""

    def __bool__(self) -> bool:
        return bool(self.states or self.goods)


def continued(
    view: View, first: Placed[Figure], parties: Sequence[Party], cues: Sequence[Cue], end: int
) -> Iterator[Placed[Figure]]:
    """The rates that go on after `first` without a verb or a noun of their own, each with a name before it."""
    heads = {cue.head for cue in cues if not cue.entry.follows}
    last = first
    for placed in within(view.figures, first.last, end):
        between = range(last.last, placed.first)
        if (
            unit_of(placed, view) != unit_of(first, view)
            or len(between) > MOST_BETWEEN
            or not heads.isdisjoint(between)
        ):
            return
        if placed.fact.direction in ("increase", "decrease"):
            return
        most = LONGEST_INSTEAD if replaced(view, placed) else MOST_TO_OLD
        was = stood_before(view, placed) and (len(between) <= most or _far_apart(view, last, placed) <= most)
        rises = stood_before(view, last) and placed.fact.direction == "to" and len(between) <= MOST_TO_OLD
        item = Item((), ()) if was or rises else item_before(view, placed, parties, last.last)
        if not (was or rises) and (not item or not _in_row(view, placed, parties, between)):
            return
        yield placed
        last = placed


def _far_apart(view: View, last: Placed[Figure], placed: Placed[Figure]) -> int:
    """Tokens between two rates, but for a day and the small words: "40% as of 20 August, up from the current 25%"."""
    stop = _past_small_words(view, placed)
    days = sum(d.last - d.first for d in within(view.dates, last.last, stop))
    return len([t for t in range(last.last, stop) if view.words[t] not in BESIDE_OLD]) - days


def stood_before(view: View, placed: Placed[Figure]) -> bool:
    """ "from 25%", "from the current 25%": the rate that a change starts from."""
    if placed.fact.value_high is not None:
        return False
    return (
        placed.fact.direction == "from"
        or _had_paid(view, placed)
        or view.words[max(0, _past_small_words(view, placed) - 1)] == "from"
        or replaced(view, placed)
    )


def _had_paid(view: View, placed: Placed[Figure]) -> bool:
    """ "Apples, which paid 8%, will pay 20%": told in the past, of what is to pay another rate."""
    verb = view.heads[placed.last - 1]
    verb = view.heads[verb] if view.deps[verb] == "prep" else verb
    past = view.tags[verb] == "VBD" or any(view.words[c] == "had" for c in view.children(verb))
    if view.deps[verb] != "relcl" or not past or view.words[verb] not in ONCE_BORE:
        return False
    above = view.heads[view.heads[verb]]
    return view.is_verb(above) and any(view.tags[c] == "MD" for c in view.children(above))


def _past_small_words(view: View, placed: Placed[Figure]) -> int:
    """The token where "the current 25%", "an average of 25%" begins."""
    lead = tuple(view.words[max(0, placed.first - 2) : placed.first])
    first = placed.first - 2 * (lead in (("average", "of"), ("rate", "of"), ("level", "of")))
    while first > 0 and placed.first - first < 4 and view.words[first - 1] in BEFORE_OLD:
        first -= 1
    return first


def replaced(view: View, placed: Placed[Figure]) -> bool:
    """The rate that another takes the place of: "15% instead of 25%", "12% against 17%", "20%, double the 10%"."""
    first = _past_small_words(view, placed)
    before = tuple(view.words[max(0, first - 3) : first])
    if any(before[-len(sign) :] == sign for sign in INSTEAD):
        return True
    if before[-1:] in (("double",), ("twice",), ("triple",)) and before[-2:-1] in ((",",), ("-",), ("—",), ("(",)):
        return True
    return before[-1:] == ("against",) and any(f.last >= first - 2 for f in within(view.figures, first - 4, first - 1))


def never_stood(view: View, placed: Placed[Figure]) -> bool:
    """ "15% rather than 30%, as he had planned", "instead of the threatened 30%": a rate that was only talked of."""
    near = view.words[max(0, placed.first - 4) : placed.first] + view.words[placed.last : placed.last + 6]
    return replaced(view, placed) and not TALKED_OF.isdisjoint(near)


def stands_now(view: View, placed: Placed[Figure]) -> bool:
    """ "A lower cess on palm oil, now 5%", "a levy, now paused at 10%": the rate until something is done about it."""
    before = view.words[max(0, placed.first - 3) : placed.first]
    if _on_top_of(view, placed):
        return True
    beside = not AT_PRESENT.isdisjoint(before) and "," in view.words[max(0, placed.first - 5) : placed.first]
    return beside or _stood_until(view, placed)


def listed_behind(view: View, cue: Cue, parties: Sequence[Party], end: int) -> list[Placed[Figure]]:
    """ "The new dumping rates: Chad at 26%, Mali at 8%": the first rate of a list of states behind a colon."""
    colon = next((t for t in range(cue.end, end) if view.words[t] == ":"), None)
    if colon is None or not any(p.is_state and p.first == colon + 1 for p in parties):
        return []
    first = next((f for f in within(view.figures, colon, end) if f.fact.unit == "percent"), None)
    state = next(p for p in parties if p.first == colon + 1)
    close = first is not None and 0 <= first.first - state.last <= 2
    return [first] if first is not None and close else []


def _on_top_of(view: View, placed: Placed[Figure]) -> bool:
    """ "On top of the 6% duty", "in addition to a tariff of 3%": what the charge comes to that stands."""
    before = view.words[max(0, placed.first - 7) : placed.first]
    at = next((n for n, pair in enumerate(pairwise(before)) if pair in ADDED), None)
    return at is not None and set(before[at + 2 :]) <= ADDED_SMALL


def _stood_until(view: View, placed: Placed[Figure]) -> bool:
    """ "Until now beef had paid 62%", "14.54 per cent until now": the rate that stood before the one of the news."""
    start, end = next((s for s in view.sentences if s[0] <= placed.first < s[1]), (0, 0))
    near = range(max(start, placed.first - UNTIL_REACH), min(end - 1, placed.last + 2))
    until = next((t for t in near if tuple(view.words[t : t + 2]) in UNTIL_NOW), None)
    if until is None:
        return False
    between = view.words[min(until, placed.last) : max(until, placed.first)]
    if until < placed.first and any(view.tags[t] == "MD" for t in range(until, placed.first)):
        return False  # "which until now paid nothing, will be charged 50%"
    return ";" not in between and placed.fact.direction not in ("to", "increase", "decrease")


def _in_row(view: View, placed: Placed[Figure], parties: Sequence[Party], between: range) -> bool:
    """Whether only names, goods and the small words of a list stand between two rates, a comma or "and" among them.

    Where the verb is left out, more may stand before the name: "takes 2% of the revenues of shops, and Ankara 7.5%".
    """
    if _verb_left_out(view, placed, parties, between):
        return True
    taken = {t for p in parties if p.first in between for t in range(p.first, p.last)}
    taken |= {t for g in within(view.goods, between.start, between.stop) for t in range(g.first, g.last)}
    taken |= {t for d in within(view.dates, between.start, between.stop) for t in range(d.first, d.last)}
    if (other := told_before(view, placed, between.start - 1)) is not None:
        taken |= set(range(*other))
    rest = [view.words[t] for t in between if t not in taken and not view.tags[t].startswith("DT")]
    return set(rest) <= GAP_WORDS and not {",", "and", ";", "while", "or"}.isdisjoint(rest)


def _verb_left_out(view: View, placed: Placed[Figure], parties: Sequence[Party], between: range) -> bool:
    """ ", and Ankara 7.5%": a state joined to the one before, and its rate right after it."""
    if any(view.tags[t].startswith(("V", "MD")) for t in between):
        return False
    near = [p for p in parties if p.is_state and p.last == placed.first and p.first - 2 in between]
    return any(view.words[p.first - 2 : p.first] in ([",", "and"], [",", "while"], [";", "and"]) for p in near)


def item_before(view: View, placed: Placed[Figure], parties: Sequence[Party], start: int) -> Item:
    """The states and goods that stand close before a rate and after the one before it."""
    near = max(start, placed.first - NEAREST)
    states = [p for p in parties if p.is_state and start <= p.first and p.last <= placed.first]
    states = _side_by_side(view, states) if states and states[-1].last >= near else []
    goods = within(view.goods, start, placed.first)
    known = [(g.fact.text, g.fact.goods_id) for g in goods if goods[-1].last >= near]
    if not known and not states and (other := told_before(view, placed, start - 1)) is not None:
        known = [named(view, other)]
    return Item(tuple(dict.fromkeys(p.actor_id for p in states)), tuple(known))


def _side_by_side(view: View, states: list[Party]) -> list[Party]:
    """The last states and those listed right before them: "Laos and Fiji", not "Peru doubled tariffs on Fiji"."""
    kept = states[-1:]
    for state in reversed(states[:-1]):
        between = view.words[state.last : kept[0].first]
        if len(between) > 3 or {",", "and", "or"}.isdisjoint(between):
            break
        kept.insert(0, state)
    return kept


def in_rows(view: View, rates: Sequence[Placed[Figure]], parties: Sequence[Party], start: int) -> tuple[Item, ...]:
    """What each rate is for, the last aside if need be, where every one of them stands after it; else nothing."""
    if len(rates) < 2 or any(_for_what_follows(view, placed, parties) for placed in rates[:-1]):
        return ()
    limits = [start, *(placed.last for placed in rates[:-1])]
    items = tuple(item_before(view, placed, parties, limit) for placed, limit in zip(rates, limits, strict=True))
    while len(items) > 2 and not items[-1]:
        items = items[:-1]  # a last one of which nothing is known leaves the others what they are
    by_states = all(i.states for i in items) and len({i.states for i in items}) == len(items)
    by_goods = all(i.goods for i in items) and len({i.goods[0][0] for i in items}) == len(items)
    return items if by_states or by_goods else ()


def _for_what_follows(view: View, placed: Placed[Figure], parties: Sequence[Party]) -> bool:
    """ "25% on steel": the rate is told before what it is for."""
    following = view.words[placed.last : placed.last + 3]
    if not BASES.isdisjoint(following):
        return False
    return any(word in FOR_WHAT for word in following[:1]) or (
        len(following) > 1 and following[0] not in (",", "and") and following[1] in FOR_WHAT
    )


def charged_in(
    view: View, rates: Sequence[Placed[Figure]], parties: Sequence[Party]
) -> list[tuple[Placed[Figure], tuple[str, ...]]]:
    """ "Duties on Thai rice are 5% in Kenya and 30% in Japan": each rate with where it is charged; none unless all."""
    charged = []
    for rate in rates:
        behind = rate.last + 1 + (view.words[rate.last + 1 : rate.last + 2] == ["the"])
        states = tuple(p.actor_id for p in parties if p.named_state and p.form != "adjective" and p.first == behind)
        if view.words[rate.last : rate.last + 1] != ["in"] or not states:
            return []
        charged.append((rate, states))
    return charged
