"""Cuts of duties as other acts tell of them: agreed in a deal, or a rate below the one that stood before."""

from __future__ import annotations

from tradenlp.extract.measures.acts import Act


def deal_of_cut(act: Act, acts: list[Act]) -> Act | None:
    """The deal under which one of its sides cuts what it charges the other: the cut is agreed and begins with it."""
    sides = act.imposers | act.targets
    done = all(m.reading.rule.endswith(" past") for m in act.mentions if m.reading.status == "eased")
    if act.reported != "eased" or len(sides) < 2 or done:
        return None
    deals = (a for a in acts if a.kind == "trade_agreement" and a.imposers == sides)
    return next((a for a in deals if a.reported != "proposed"), None)


def by_deal(act: Act, acts: list[Act]) -> bool:
    """ "Mercosur will remove its duties on wine" under a pact with those that they hit: a cut that it agreed to."""
    ahead = all(m.reading.rule.endswith("future") for m in act.mentions if m.reading.status == "removed")
    if act.kind != "import_tariff" or not ahead or not act.imposers or not act.targets:
        return False
    sides = act.imposers | act.targets
    return any(a.kind == "trade_agreement" and sides <= a.imposers | a.targets for a in acts)


def less_than_before(act: Act, acts: list[Act]) -> bool:
    """ "Will pay 15 percent instead of 25": a rate beside which a higher one is told that stood before it."""
    if act.kind != "import_tariff" or act.rate is None:
        return False
    news = {m.sentence for m in act.mentions if m.rate is not None and not m.rate.old}
    before = (
        a for a in acts if a.kind == act.kind and a.stands and a.imposers == act.imposers and (a.rate or 0) > act.rate
    )
    return any(not news.isdisjoint(m.sentence for m in a.mentions) for a in before)
