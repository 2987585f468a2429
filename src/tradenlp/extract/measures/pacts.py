"""Quotas of a pact on one commodity: the common body of its members sets them, not the state that speaks of them.

"The International Coffee Organization failed to agree on export quotas", "talks on quotas", "ICO quotas were
suspended": whoever haggles over shares in such a pact, the quotas are the pact's, and are not yet agreed where nothing
is said of them but that they are talked of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import ANAPHOR, CueEntry, measure_types, word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.status.decide import Reading
from tradenlp.extract.view import View

COMMODITIES = word_list("pact_commodities")
QUOTAS = frozenset({"quota", "quotas"})
BESIDE = 3
"""tokens before a quota in which the commodity that it is of may stand"""
ENTRY = CueEntry("quota of a pact", (), ())
OF_OTHERS = frozenset({"import", "production", "output"})
"""before a quota: one that the pact does not set"""
NO_BREAKTHROUGH = word_list("no_breakthrough")


def with_pact(view: View, start: int, end: int, cues: list[Cue]) -> list[Cue]:
    """The cues of a sentence, in an article that names the body of a pact with its bare quotas: "talks on quotas".

    To agree on them, or to be under the pact, is no deal beside them.
    """
    if QUOTAS.isdisjoint(view.words[start:end]) or not any(_bodies(view)):
        return cues
    used = {t for cue in cues for t in cue.tokens if cue.entry is not ANAPHOR}
    bare = [t for t in range(start, end) if view.words[t] in QUOTAS and t not in used]
    kept = [c for c in cues if c.kind.side != "deal" and (c.entry is not ANAPHOR or c.head not in bare)]
    return [*kept, *(Cue(measure_types()["export_quota"], ENTRY, (t,), t) for t in bare if _of_pact(view, t))]


def _of_pact(view: View, quota: int) -> bool:
    """Whether a bare quota is none on what comes in or is made."""
    return quota == 0 or view.words[quota - 1] not in OF_OTHERS


def by_pact(view: View, cue: Cue, roles: Roles, start: int, end: int) -> bool:
    """Give export quotas of a commodity to the body of its pact; whether the article names one."""
    if cue.kind.id != "export_quota" or view.is_verb(cue.head):
        return False
    named = COMMODITIES.intersection(view.words[max(start, cue.start - BESIDE) : cue.end])
    bodies = [(body, token) for body, token in _bodies(view) if not named or named & _commodities(body)]
    if not bodies:
        return False
    body, token = next((b for b in bodies if start <= b[1] < end), bodies[0])
    roles.imposers = {body: ("the body of the pact", token)}
    roles.targets.clear()
    return True


def haggled_over(view: View, reading: Reading, start: int, end: int) -> Reading:
    """Quotas of a pact of which nothing is said but that members talk of them, or one refuses them."""
    failed = not NO_BREAKTHROUGH.isdisjoint(view.words[start:end])
    if reading.status == "ruled_out" or (failed and reading.status in ("announced", "in_force")):
        return replace(reading, status="proposed", certain=True)
    return reading if reading.certain else replace(reading, status="proposed")


def _bodies(view: View) -> Iterator[tuple[str, int]]:
    """The bodies of commodity pacts that an article names, with the first token of each mention."""
    bodies = (a for a, actor in view.table.items() if actor.kind == "international_organization")
    pacts = {actor_id for actor_id in bodies if _commodities(actor_id)}
    return ((p.fact.actor_id, p.first) for p in (view.actors if pacts else ()) if p.fact.actor_id in pacts)


def _commodities(actor_id: str) -> frozenset[str]:
    """What a body is about, as the words of its id tell: "international-coffee-organization"."""
    return COMMODITIES.intersection(actor_id.split("-"))
