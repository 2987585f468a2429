"""Duties and bans that only the article tells to be on exports.

"Export quotas are gone. The tariff of 15% goes in May"; "halted sales of cotton abroad ... the levy on raw cotton".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.goods.number import singular
from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.outward import SOLD_ABROAD
from tradenlp.extract.view import View

CURBS = frozenset({"export_quota", "export_ban", "export_tax"})
TURNED = {"import_tariff": "export_tax", "import_quota": "export_quota", "import_ban": "export_ban"}
ENTERING = frozenset({"import", "imports", "imported", "importing", "customs"})
"""words of a mention that say that goods come in"""
INWARD = flow_words("inward_flows") | ENTERING | {"tariff", "tariffs"}
"""these and what is said of no goods that leave"""
INLAND = "other_tax"
"""taxes at home, which tell nothing of what a state lays on imports"""


def turn_outward(view: View, acts: Sequence[Act]) -> None:
    """Make the bare tariffs of who curbs exports, and no imports, export taxes, where exports are spoken of beside one.

    A tariff is bare where neither goods nor anybody hit is told of it. Changes the acts and their mentions.
    """
    bare = [a for a in acts if a.kind == "import_tariff" and not a.targets and not a.goods and not _enters(view, a)]
    told = [a for a in acts if a not in bare and a.kind != INLAND]
    for act in bare:
        same = [m for a in bare if a.imposers == act.imposers for m in a.mentions]
        own = [a for a in told if a.imposers == act.imposers]
        inward = any(measure_types()[a.kind].side == "import" for a in own)
        if any(a.kind in CURBS for a in own) and not inward and any(_of_exports(view, m.sentence) for m in same):
            _turn(act)
    for act in acts:
        if act.kind in TURNED and act.imposers and not act.targets and _kept_home(view, act, acts):
            _turn(act)


def _turn(act: Act) -> None:
    act.kind = TURNED[act.kind]
    kind = measure_types()[act.kind]
    act.mentions = [replace(m, cue=replace(m.cue, kind=kind)) for m in act.mentions]


def _enters(view: View, act: Act) -> bool:
    """ "The import duty", "a customs duty": whether its own words, or the word before them, say that goods come in."""
    return any(view.words[t] in ENTERING for m in act.mentions for t in range(max(0, m.cue.start - 1), m.cue.end))


def _kept_home(view: View, act: Act, acts: Sequence[Act]) -> bool:
    """Whether no word says that its goods come in, and all else that who acts does to such goods keeps them home."""
    wares = _wares(act)
    like = [a for a in acts if a is not act and a.imposers == act.imposers and _wares(a) & wares]
    sides = {measure_types()[a.kind].side for a in like if a.kind != INLAND}
    said = {view.words[t] for m in act.mentions for t in m.cue.tokens}
    inward = not said.isdisjoint(INWARD) or _enters(view, act)
    return sides == {"export"} and not inward and any(a.kind in CURBS for a in like)


def _wares(act: Act) -> set[str]:
    """The words of the goods of an act: teak and planks, of "teak planks"."""
    return {singular(word) for m in act.mentions for phrase in m.scope.phrases for word in phrase.lower().split()}


def _of_exports(view: View, number: int) -> bool:
    return not SOLD_ABROAD.isdisjoint(view.words[slice(*view.sentences[number])])
