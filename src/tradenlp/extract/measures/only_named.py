"""Acts that an article only names in passing: it does nothing with them and tells of nobody whom they hit."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.status.decide import UNTOLD

PASSING = frozenset({"customs_procedure", "export_incentive", "import_ban", "import_quota"})
"""types that are spoken of as such ("rules of origin", "export subsidies") as often as done, whatever the goods"""
OF_GOODS = frozenset({"import_tariff"})
"""types that are spoken of as such where no goods are told: "issues such as tariffs" """


def without_asides(acts: list[Act]) -> list[Act]:
    """The acts, those left out that are named once and no more by an article that tells of others."""
    return [act for act in acts if not (_is_only_named(act) and _tells_elsewhere(act, acts))]


def _is_only_named(act: Act) -> bool:
    """ "Talks on rules of origin for cars": one mention, neither a stage nor a rate, nobody hit."""
    if len(act.mentions) > 1 or act.targets or act.mentions[0].rate is not None:
        return False
    bare = act.kind in PASSING or (act.kind in OF_GOODS and not act.goods)
    return bare and act.mentions[0].reading.rule == UNTOLD


def _tells_elsewhere(act: Act, acts: Sequence[Act]) -> bool:
    own = act.mentions[0].sentence
    return any(m.sentence != own for other in acts if other is not act for m in other.mentions)
