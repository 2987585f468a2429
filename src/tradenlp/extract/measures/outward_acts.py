"""Bare tariffs of a state that curbs nothing but exports: "Export quotas are gone. The tariff of 15% goes in May"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.outward import SOLD_ABROAD
from tradenlp.extract.view import View

CURBS = frozenset({"export_quota", "export_ban", "export_tax"})
INLAND = "other_tax"
"""taxes at home, which tell nothing of what a state lays on imports"""


def turn_outward(view: View, acts: Sequence[Act]) -> None:
    """Make the bare tariffs of who curbs exports, and no imports, export taxes, where exports are spoken of beside one.

    A tariff is bare where neither goods nor anybody hit is told of it. Changes the acts and their mentions.
    """
    bare = [a for a in acts if a.kind == "import_tariff" and not a.targets and not a.goods]
    told = [a for a in acts if a not in bare and a.kind != INLAND]
    for act in bare:
        same = [m for a in bare if a.imposers == act.imposers for m in a.mentions]
        own = [a for a in told if a.imposers == act.imposers]
        inward = any(measure_types()[a.kind].side == "import" for a in own)
        if any(a.kind in CURBS for a in own) and not inward and any(_of_exports(view, m.sentence) for m in same):
            act.kind = "export_tax"
            kind = measure_types()[act.kind]
            act.mentions = [replace(m, cue=replace(m.cue, kind=kind)) for m in act.mentions]


def _of_exports(view: View, number: int) -> bool:
    return not SOLD_ABROAD.isdisjoint(view.words[slice(*view.sentences[number])])
