"""Goods kept to some ways in: barred "through land ports", let in "only via Kolkata", put under "port restrictions".

They still come in by another way, so that what is ruled is how they are cleared, and no trade is stopped.
"""

from __future__ import annotations

from dataclasses import replace

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import CueEntry, measure_types
from tradenlp.extract.measures.links import is_below
from tradenlp.extract.view import View

STOPS = frozenset({"import_ban", "import_quota"})
BARE = STOPS | {"import_licensing"}
"""types of curbs that are not called by their kind"""
WAYS = flow_words("posts") | {"route", "routes", "stations", "checkpoints", "ports", "border", "borders"}
BY = frozenset({"through", "via", "from"})
OF_LAND = frozenset({"land", "sea", "rail", "road", "overland"})
ONLY = frozenset({"only", "solely", "exclusively"})
CURBS = frozenset({"restriction", "restrictions", "curb", "curbs"})
NEAR = 14
"""tokens behind a cue among which the way is named"""
ENTRY = CueEntry("kept to some ways in", (), (), modal=True)


def kept_to_ways(view: View, cue: Cue, span: tuple[int, int]) -> Cue:
    """The cue, that of a stop to what comes in some ways as one on how goods are cleared."""
    procedure = measure_types()["customs_procedure"]
    if cue.kind.id in BARE and _is_port_curb(view, cue):
        return replace(cue, kind=procedure)
    if cue.kind.id not in STOPS:
        return cue
    way = next((t for t in range(cue.start, min(cue.end + NEAR, span[1])) if _leads_in(view, t, cue)), None)
    if way is None:
        return cue
    alone = not ONLY.isdisjoint(view.words[max(span[0], cue.start - 2) : way])
    return replace(cue, kind=procedure, entry=ENTRY if alone else cue.entry)


def _is_port_curb(view: View, cue: Cue) -> bool:
    """ "Land port restrictions on imports of yarn"."""
    curb = next((t for t in cue.tokens if view.words[t] in CURBS), 0)
    return curb > 0 and view.words[curb - 1] in ("port", "ports", "route")


def _leads_in(view: View, token: int, cue: Cue) -> bool:
    """Whether a preposition names a way in and stands with the verb of the cue."""
    if view.words[token] not in BY:
        return False
    ways = [c for c in view.children(token) if view.deps[c] == "pobj"]
    named = [t for way in ways for t in view.subtree(way) if view.words[t] in WAYS]
    if not named or (view.words[token] == "from" and not any(_is_by_land(view, way) for way in named)):
        return False
    top = cue.head
    while not view.is_verb(top) and view.heads[top] != top:
        top = view.heads[top]
    return is_below(view, token, top)


def _is_by_land(view: View, way: int) -> bool:
    """ "From any land port": a way in, and no place that goods are from."""
    return any(view.words[c] in OF_LAND for c in view.children(way)) or view.words[way - 1] in OF_LAND
