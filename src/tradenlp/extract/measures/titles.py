"""What a title tells in broader words than the first sentences, which tell the news in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.acts import CASES, Act
from tradenlp.extract.measures.called_off import STOOD_DOWN
from tradenlp.extract.measures.merge import GENERIC_KINDS
from tradenlp.extract.view import View

TITLE_KINDS = {
    **GENERIC_KINDS,
    "trade_investigation": GENERIC_KINDS["import_tariff"],
    "import_ban": frozenset({"sps", "technical_barrier", "import_licensing", "import_quota"}),
    "import_quota": frozenset({"import_licensing", "safeguard"}),
    "export_control": frozenset({"export_ban", "export_quota", "entity_listing"}),
    "export_ban": frozenset({"export_control", "export_quota"}),
    "sanctions": frozenset({"entity_listing", "export_control", "investment_restriction"}),
    "entity_listing": frozenset({"sanctions", "export_control"}),
}
"""what a title calls by a broader word"""
LEAD = 3
"""sentences after the title in which the news is told in full"""


def title_told_again(acts: Sequence[Act], titles: int) -> list[Act]:
    """Acts without those that only the title tells and that the first sentences tell again in other words.

    A title rounds rates ("80%" for 80.5%), names goods by their class and calls every levy a tariff; `titles` is the
    number of its sentences.
    """
    kept = list(acts)
    for act in acts:
        if any(m.sentence >= titles for m in act.mentions):
            continue
        again = [a for a in kept if a is not act and _tells_again(act, a, titles)]
        same = [a for a in again if _same_goods(act, a)]
        if same or len(again) == 1:
            again_told = (same or again)[0]
            for mention in act.mentions:
                again_told.add(
                    replace(mention, rate=None if again_told.rate is not None else mention.rate), whole=False
                )
            again_told.mentions.sort(key=lambda m: (m.sentence, m.cue.head))
            kept.remove(act)
    return kept


def threatened_by_title(view: View, act: Act) -> bool:
    """ "Lima threatens Quito with sanctions", which it has had drafted: the news is the threat."""
    told = (m for m in act.mentions if view.sentences[m.sentence][0] < view.body_token)
    return any(m.reading.certain and m.reading.status == "threatened" for m in told)


def _tells_again(title: Act, act: Act, titles: int) -> bool:
    in_lead = any(titles <= m.sentence < titles + LEAD for m in act.mentions)
    same_kind = title.kind == act.kind or act.kind in TITLE_KINDS.get(title.kind, ())
    if not in_lead or not same_kind or act.kind in CASES or act.kind == "trade_agreement":
        return False
    makers = title.imposers <= act.imposers
    aims = not title.targets or not act.targets or bool(title.targets & act.targets)
    rates = title.rate is None or act.rate is None or abs(title.rate - act.rate) < 1
    return makers and aims and rates and (title.status in STOOD_DOWN) == (act.status in STOOD_DOWN)


def _same_goods(title: Act, act: Act) -> bool:
    named = bool(title.goods and act.goods)
    return not named or bool(title.goods & act.goods) or bool(title.targets & act.targets)
