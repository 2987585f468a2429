"""Sanctions on a state that hit it through its firms: "new sanctions on Cuba", by which its oil company is shut out."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.merge import agree, apart
from tradenlp.extract.view import View

HIT = ("company", "government_body")


def hit_through_firms(view: View, acts: Sequence[Act]) -> None:
    """Give sanctions on a state and those on its firms, by the same makers, the targets of both.

    They are then told of as one act, unless something else told of them sets them apart.
    """
    told = [act for act in acts if act.kind == "sanctions" and act.targets and act.rate is None]
    for on_firms in told:
        homes = _homes(view, on_firms)
        for on_state in told if homes else ():
            alike = on_state.imposers == on_firms.imposers and on_state.targets == homes
            if alike and agree(on_firms, on_state) and not apart(on_firms, on_state):
                both = on_firms.targets | on_state.targets
                on_firms.targets, on_state.targets = set(both), set(both)


def _homes(view: View, act: Act) -> set[str]:
    """The home state of those hit, where all of these are firms or offices of that one state; else none."""
    actors = [view.table.get(target) for target in act.targets]
    homes = {a.country if a is not None and a.kind in HIT else None for a in actors}
    return {home for home in homes if home is not None} if len(homes) == 1 else set()
