"""Sanctions that are duties: "sanctions on $2 billion of American goods", where the article tells of such duties."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tradenlp.extract.measures.lexicon import MeasureType, word_list
from tradenlp.extract.measures.mention import Mention, may_be
from tradenlp.extract.view import View

PENALISED = "frame: buyers and carriers punished"
NEAR = 2
"""sentences between duties and the sanctions that they are called"""
SANCTIONED = frozenset({"sanction", "sanctions"})
SANCTIONS = word_list("trade_sanctions")
QUARRELS = word_list("trade_quarrels")
"""what "trade" stands before where trading partners are at odds, or those who speak for them"""
TRADE = "trade"
JUDGES = word_list("trade_judges")
PENAL = word_list("penal_causes")


def retaliation(view: View, mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """ "Sanctions on $2 billion of American goods": duties, where the article tells of such by the same maker.

    Without goods too, where the article knows no other sanctions than such on whom the duties hit.
    """
    if not _are_bare_sanctions(view, mention):
        return None
    same = _duties_of_same(mention, named) if mention.cue.entry.id != PENALISED else None
    if same is not None and _between_traders(view, named):
        return same
    if not mention.scope.phrases:
        return _trade_sanctions(view, named) if PENAL.isdisjoint(view.words) else None
    mine = mention.roles
    tariffs = [o for o in named if o.kind == "import_tariff"]
    if tariffs and mention.scope.value is not None:
        return tariffs[0].cue.kind  # on so much worth of goods nothing but duties is laid where the talk is of them
    duties = [o for o in tariffs if may_be(mention, o)]
    by_maker = [o for o in duties if mine.imposers.keys() & o.roles.imposers.keys()]
    hit = [o for o in by_maker if mine.targets.keys() & o.roles.targets.keys()]
    return hit[0].cue.kind if hit else None


def _are_bare_sanctions(view: View, mention: Mention) -> bool:
    """ "Trade sanctions on Peru", "its firms will be punished": nothing that tells of assets, banks or visas."""
    bare = {view.words[t] for t in mention.cue.tokens} <= SANCTIONS or mention.cue.entry.id == PENALISED
    return mention.kind == "sanctions" and bare


def _between_traders(view: View, named: Sequence[Mention]) -> bool:
    """Whether an article tells of a quarrel over trade, and of nothing else for which a state is punished.

    What the judges of world trade allow one partner to lay on the other are duties, whatever they are called.
    """
    if any(o.cue.kind.side == "firms" and not _are_bare_sanctions(view, o) for o in named):
        return False
    words = view.words
    quarrel = not JUDGES.isdisjoint(words) or any(
        word == TRADE and after in QUARRELS for word, after in pairwise(words)
    )
    return quarrel and PENAL.isdisjoint(words)


def _duties_of_same(mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """The duties that the maker of sanctions lays on the same state, wherever the article tells of them."""
    duties = [o for o in named if o.kind == "import_tariff" and not o.cue.entry.follows]
    laid = {a for o in duties for a in o.roles.imposers}
    punish = {a for o in named if o.kind == "sanctions" for a in o.roles.imposers}
    for duty in (o for o in duties if may_be(mention, o)):
        mine, its = mention.roles.imposers.keys(), duty.roles.imposers.keys()
        if mine & its or (not its and laid <= mine) or (not mine and punish <= its):
            return duty.cue.kind
    return None


def _trade_sanctions(view: View, named: Sequence[Mention]) -> MeasureType | None:
    """The duties that all sanctions of an article can be: of the same makers, on the same states."""
    if any(o.cue.kind.side == "firms" and not _are_bare_sanctions(view, o) for o in named):
        return None
    sanctions = [o for o in named if o.kind == "sanctions"]
    makers, hit = {a for o in sanctions for a in o.roles.imposers}, {a for o in sanctions for a in o.roles.targets}
    for duty in (o for o in named if o.kind == "import_tariff" and not o.cue.entry.follows):
        same = makers <= duty.roles.imposers.keys() and hit <= duty.roles.targets.keys()
        if same and not hit and _point_back(sanctions, duty):
            return duty.cue.kind
        if same and (hit or not SANCTIONED.isdisjoint(view.words[t] for t in duty.cue.tokens)):
            return duty.cue.kind
    return None


def _point_back(sanctions: Sequence[Mention], duty: Mention) -> bool:
    """ "Slapped tariffs on Peru. The sanctions": only such as are known, first named right after duties on somebody."""
    first = min((o.sentence for o in sanctions), default=0)
    return bool(duty.roles.targets) and all(o.definite for o in sanctions) and 0 <= first - duty.sentence <= NEAR
