"""Which remedy it is by its ground, and what a dumping duty and a duty against subsidies told together come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise, product

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.view import View

DUMPING, SUBSIDIES = "anti_dumping", "countervailing_duty"
ROUNDING = 0.11
"""percentage points by which a printed total may miss the sum of its printed parts"""

DUTIES = frozenset({"duty", "duties", "margin", "margins"})
RULINGS = frozenset({"ruling", "rulings", "determination", "determinations", "finding", "findings"})
STAGES = frozenset({"preliminary", "final", "provisional", "definitive", "affirmative", "negative"})
OFFICES = frozenset({("commerce", "department"), ("trade", "commission"), ("commerce", "dept")})
OTHER_LAWS = frozenset({"232", "301", "ieepa", "reciprocal", "emergency"})
HARMED = "frame: makers found harmed by imports"
SUBSIDISED = frozenset({"subsidised", "subsidized", "state-subsidised", "state-subsidized"})
SURGING = frozenset({"increased", "increasing", "rising", "surging", "soaring", "surge", "flood", "increase", "jump"})


def by_ground(view: View, cues: list[Cue], article: Set[str]) -> list[Cue]:
    """ "Found that subsidised flowers hurt growers", "that mills are hurt by rising imports": the ground is the type.

    That goods are subsidised is then no aid told besides.
    """
    cues = [_ruled(view, cue, article) for cue in cues]
    if not any(cue.entry.id == HARMED for cue in cues):
        return cues
    found: list[Cue] = []
    for cue in cues:
        if cue.entry.id == HARMED:
            cue = replace(cue, kind=measure_types()[_ground(view, cue, article)])
        if cue.kind.id != "subsidy" or view.words[cue.head] not in SUBSIDISED:
            found.append(cue)
    return found


def _ruled(view: View, cue: Cue, article: Set[str]) -> Cue:
    """ "The final ruling cuts the duty to 2%", "duties set by the Commerce Department": offices find no tariff."""
    if cue.kind.id != "import_tariff" or view.words[cue.head] not in DUTIES or not OTHER_LAWS.isdisjoint(article):
        return cue
    top = cue.head
    for token in view.ancestors(cue.head):
        top = token
    said = [view.words[t] for t in view.subtree(top)]
    ruled = not RULINGS.isdisjoint(said) and not STAGES.isdisjoint(said)
    if not ruled and not any(pair in OFFICES for pair in pairwise(said)):
        return cue
    dumping = any("dump" in word for word in article) or not any(word.startswith("subsid") for word in article)
    return replace(cue, kind=measure_types()[DUMPING if dumping else SUBSIDIES])


def _ground(view: View, cue: Cue, article: Set[str]) -> str:
    below = {view.words[t] for t in view.subtree(cue.head)}
    if not below.isdisjoint(SUBSIDISED):
        return SUBSIDIES
    surge = not below.isdisjoint(SURGING) and not any("dump" in word for word in article)
    return "safeguard" if surge else cue.kind.id


def without_totals(mentions: Sequence[Mention]) -> list[Mention]:
    """ "Duties of 80.5%" where "an anti-dumping duty of 73.6% and an anti-subsidy duty of 6.9%" are told besides.

    The sum is the rate of neither; its mentions keep all but the rate.
    """
    totals = list(_totals(mentions))
    return [replace(m, rate=None) if totals and _is_total(m, totals) else m for m in mentions]


def _totals(mentions: Sequence[Mention]) -> Iterator[float]:
    dumping = [m for m in mentions if m.kind == DUMPING and m.rate is not None]
    subsidies = [m for m in mentions if m.kind == SUBSIDIES and m.rate is not None]
    for one, other in product(dumping, subsidies):
        parts = [m.rate.value for m in (one, other) if m.rate is not None and m.rate.value is not None]
        if one.sentence == other.sentence and len(set(parts)) == 2:
            yield sum(parts)


def _is_total(mention: Mention, totals: Sequence[float]) -> bool:
    rate = mention.rate.value if mention.rate is not None else None
    return rate is not None and mention.kind in (DUMPING, SUBSIDIES) and any(abs(rate - t) < ROUNDING for t in totals)
