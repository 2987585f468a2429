"""Acts that a verb tells together with the flow of goods it stops or frees, wherever in the clause the flow stands.

"Sales abroad of bauxite have been barred", "has stopped wheat from going abroad", "let exports flow again": no fixed
phrase reaches these, so the parse says what the verb acts on, and the words of the flow say which way it goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import CueEntry, measure_types, word_list
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View, within
from tradenlp.lexicon import read_entries

OUTWARD = word_list("outward_flows")
INWARD = word_list("inward_flows")
ABROAD = word_list("abroad")
EITHER = word_list("either_flows")
LEAVING = word_list("leaving")
PARTICLES_OUT = frozenset({"out"})


@dataclass(frozen=True, slots=True)
class FlowEntry:
    """Verbs that do the same to a flow of goods."""

    id: str
    verbs: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    sense: str = "impose"
    """what is done: impose or ease"""
    goods: bool = False
    """whether the object is goods of foreign origin and not a flow"""


@cache
def entries() -> tuple[FlowEntry, ...]:
    """The verbs of `flows.toml`."""
    return read_entries(Path(__file__).parent / "flows.toml", FlowEntry, "verb")


@cache
def flow_verbs() -> dict[str, tuple[FlowEntry, ...]]:
    """Entries by every form of their verbs."""
    found: dict[str, tuple[FlowEntry, ...]] = {}
    for entry in entries():
        for verb in entry.verbs:
            for form in inflections(verb) | _EXTRA.get(verb, frozenset()):
                found[form] = (*found.get(form, ()), entry)
    return found


_EXTRA = {"forbid": frozenset({"forbids", "forbade", "forbidden", "forbidding"})}


def flow_cues(view: View, start: int, end: int, taken: Sequence[Cue]) -> list[Cue]:
    """Mentions of bans and of their end, told by verbs of the sentence that no phrase has claimed."""
    used = {t for cue in taken for t in cue.tokens}
    verbs = flow_verbs()
    found = []
    for token in range(start, end):
        named = verbs.get(view.words[token])
        if named is None or token in used or not view.is_verb(token):
            continue
        for thing in _objects(view, token):
            if not start <= thing < end or thing in used:
                continue
            read = next((r for entry in named if (r := _direction(view, entry, token, thing, end))), None)
            if read is not None:
                found.append(_cue(*read, token, thing))
                break
    return found


def _objects(view: View, verb: int) -> Iterator[int]:
    """What the verb is done to, with what is joined to it; of a participle the noun that it modifies."""
    for child in view.children(verb):
        if view.deps[child] in ("dobj", "nsubjpass"):
            yield child
            yield from (c for c in view.children(child) if view.deps[c] == "conj" and not view.is_verb(c))


def _direction(view: View, entry: FlowEntry, verb: int, thing: int, end: int) -> tuple[str, FlowEntry] | None:
    """The type of measure that the verb and its object tell, with the entry; None where they tell none."""
    word = view.words[thing]
    out = word in OUTWARD or (word in EITHER and _goes_abroad(view, thing, verb))
    if out and not (word in EITHER and _into(view, thing)):
        return ("export_ban", entry) if not entry.goods else None
    if word in INWARD:
        return ("import_ban", entry) if not entry.goods else None
    if not _are_goods(view, thing):
        return None
    if _leaving(view, verb, end):
        return "export_ban", entry
    return ("import_ban", entry) if entry.goods and _foreign(view, thing, verb) else None


def _cue(kind: str, entry: FlowEntry, verb: int, thing: int) -> Cue:
    told = CueEntry(entry.id, (), entry.examples, sense=entry.sense)
    return Cue(measure_types()[kind], told, tuple(sorted((verb, thing))), verb)


def _goes_abroad(view: View, thing: int, verb: int) -> bool:
    """ "overseas sales", "sales abroad", "shipments to Peru": a sale that crosses the border outward."""
    for child in (*view.children(thing), *view.children(verb)):
        if view.words[child] in ABROAD:
            return True
        if view.words[child] == "to" and view.deps[child] in ("prep", "dative"):
            return any(p.first <= t < p.last for t in view.subtree(child) for p in view.actors)
    return False


def _into(view: View, thing: int) -> bool:
    return any(view.words[c] in ("from", "into") for c in view.children(thing))


def _are_goods(view: View, thing: int) -> bool:
    return any(g.first <= thing < g.last for g in within(view.goods, max(0, thing - 6), thing + 1))


def _leaving(view: View, verb: int, end: int) -> bool:
    """ "stopped wheat from going abroad", "kept its ore from leaving the country"."""
    words = view.words[verb : min(end, verb + 14)]
    if "from" not in words:
        return False
    after = words[words.index("from") :][:5]
    return bool(LEAVING & set(after)) and (bool(ABROAD & set(after)) or bool({"exported", "leaving"} & set(after)))


def _foreign(view: View, thing: int, verb: int) -> bool:
    """Whether the goods are of another state than who acts: an adjective on them, or "from" a state."""
    below = set(view.subtree(thing))
    subjects = {t for c in view.children(verb) if view.deps[c] in ("nsubj", "agent") for t in view.subtree(c)}
    actors = {p.fact.actor_id for p in view.actors if p.first in subjects}
    return any(
        p.first in below and p.fact.actor_id not in actors and _origin(view, p.first, p.last, thing)
        for p in view.actors
        if p.first < thing + 6
    )


def _origin(view: View, first: int, last: int, thing: int) -> bool:
    before = view.words[max(0, first - 2) : first]
    modifies = last <= thing and first >= thing - 4 and view.words[last : last + 1] not in (["'s"], ["'"])
    return modifies or "from" in before
