"""Sanctions that are duties: "sanctions on $2 billion of American goods", where the article tells of such duties."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.lexicon import MeasureType, word_list
from tradenlp.extract.measures.mention import Mention, may_be
from tradenlp.extract.view import View

PENALISED = "frame: buyers and carriers punished"
NEAR = 2
"""sentences between duties and the sanctions that they are called"""
SANCTIONED = frozenset({"sanction", "sanctions"})
SANCTIONS = word_list("trade_sanctions")
FOREIGN_POLICY = word_list("foreign_policy")


def retaliation(view: View, mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """ "Sanctions on $2 billion of American goods": duties, where the article tells of such by the same maker.

    A quarrel over trade is fought with duties: where an article speaks of nothing that states are sanctioned for,
    the sanctions of a state on which it tells of duties by the same maker are these duties.
    """
    if not _are_bare_sanctions(view, mention):
        return None
    tariffs = [o for o in named if o.kind == "import_tariff"]
    if tariffs and mention.scope.phrases and mention.scope.value is not None:
        return tariffs[0].cue.kind  # on so much worth of goods nothing but duties is laid where the talk is of them
    if _in_quarrel_over_trade(view, named):
        return _called_so(view, mention, named)
    mine = mention.roles
    if not mention.scope.phrases:
        return _trade_sanctions(view, named)
    duties = [o for o in tariffs if may_be(mention, o)]
    same = [o for o in duties if mine.imposers.keys() & o.roles.imposers.keys()]
    hit = [o for o in same if mine.targets.keys() & o.roles.targets.keys()]
    return hit[0].cue.kind if hit else None


def _in_quarrel_over_trade(view: View, named: Sequence[Mention]) -> bool:
    """Whether nothing is told that sanctions of foreign policy are for, or that they do to banks and firms."""
    firms = (o for o in named if o.cue.kind.side == "firms" and o.kind != "investment_restriction")
    return FOREIGN_POLICY.isdisjoint(view.words) and all(_are_bare_sanctions(view, o) for o in firms)


def _called_so(view: View, mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """The duties that are called sanctions: of one maker or on one state, and nobody told of both not of the other."""
    duties = [o for o in named if o.kind == "import_tariff" and not o.cue.entry.follows]
    known = [o for o in named if _are_bare_sanctions(view, o) and (o.roles.imposers or o.roles.targets)]
    mine = mention.roles
    told = [mention] if mine.imposers or mine.targets else known
    if not told or not all(any(_same_sides(o, duty) for duty in duties) for o in told):
        return _trade_sanctions(view, named) if not mention.scope.phrases else None
    return duties[0].cue.kind


def _same_sides(sanctions: Mention, duty: Mention) -> bool:
    mine, its = sanctions.roles, duty.roles
    shared = mine.imposers.keys() & its.imposers.keys() or mine.targets.keys() & its.targets.keys()
    return bool(shared) and may_be(sanctions, duty)


def _are_bare_sanctions(view: View, mention: Mention) -> bool:
    """ "Trade sanctions on Peru", "its firms will be punished": nothing that tells of assets, banks or visas."""
    said = {view.words[t] for t in mention.cue.tokens}
    bare = said <= SANCTIONS or mention.cue.entry.id == PENALISED
    listed = mention.kind == "entity_listing" and not said.isdisjoint(SANCTIONED)
    return (mention.kind == "sanctions" or listed) and bare


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
