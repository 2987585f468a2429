"""What may cross a border and what may not: verbs of crossing under a denial, a permission, an amount.

"Serbian berries may no longer be sold in Belarus", "Accra will not let in old cars", "traders were told not to bring in
maize", "only 20 million tonnes may leave", "wants no more ore to go abroad".
"""

from __future__ import annotations

from collections.abc import Iterator

from tradenlp.extract.measures.arguments import Arguments, arguments_of
from tradenlp.extract.measures.classes import Spot, belongs
from tradenlp.extract.measures.crossings import (
    BUYING,
    CROSSING,
    IN,
    MARKETING,
    OUT,
    crossing_direction,
    flow_words,
    is_foreign,
)
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import CueEntry, measure_types
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

NONE = frozenset({"no", "nothing", "nobody", "none", "neither", "zero"})
MODALS = frozenset({"may", "can", "must", "could", "shall", "ca", "will", "would", "wo", "should"})
TO_COME = frozenset({"will", "would", "wo", "shall"})
FORBIDDEN = {
    status: CueEntry("may not cross", (), (), status=status, flow=True) for status in ("in_force", "announced")
}
SO_MUCH = CueEntry("so much may cross", (), (), flow=True)
TOLD = frozenset(form for verb in flow_words("ordering") for form in inflections(verb)) | {"told", "asked", "urged"}
LETTING = frozenset(form for verb in flow_words("allowing") for form in inflections(verb))


def permission_cue(view: View, verb: int) -> Cue | None:
    """The ban or quota that a verb of crossing tells with the words around it."""
    if view.words[verb] not in CROSSING or not view.is_verb(verb):
        return None
    told = arguments_of(view, verb)
    amount = _amount(view, verb, told)
    way = crossing_direction(view, verb, bare=amount is not None)
    if way not in (OUT, IN):
        return None
    if amount is not None:
        above = _letting(view, verb)
        if above is None:
            return None
        kind = "export_quota" if way == OUT else "import_quota"
        return Cue(measure_types()[kind], SO_MUCH, tuple(sorted({above, amount, verb})), above)
    denial = _denial(view, verb, told)
    if denial is None:
        return None
    kind = "export_ban" if way == OUT else _sold(view, verb, told) if view.words[verb] in MARKETING else "import_ban"
    coming = any(view.words[c] in TO_COME for c in view.children(verb))
    entry = FORBIDDEN["announced" if coming else "in_force"]
    things = [*told.objects, *told.subjects]
    goods = [t for t in things if belongs(Spot(view, t, verb), ("goods", "flow in", "flow out"))]
    return Cue(measure_types()[kind], entry, tuple(sorted({*denial, verb, *goods[:1]})), verb)


def _sold(view: View, verb: int, told: Arguments) -> str:
    """ "Serbian berries may not be sold in Belarus" keeps them out; what is of no state may not be sold by anybody."""
    things = [*told.objects, *told.subjects]
    foreign = any(is_foreign(view, t, verb) or belongs(Spot(view, t, verb), ("of state",)) for t in things)
    return "import_ban" if foreign else "technical_barrier"


def _amount(view: View, verb: int, told: Arguments) -> int | None:
    """ "20 million tonnes" that cross; not what firms are said to have bought."""
    things = [*told.objects, *told.subjects]
    return next((t for t in things if belongs(Spot(view, t, verb), ("tonnes+goods",))), None)


def _letting(view: View, verb: int) -> int | None:
    """The verb that lets so much cross, or the modal: "will allow 20 million tonnes to leave", "may ship"."""
    above = view.heads[verb]
    if above != verb and view.deps[verb] in ("xcomp", "ccomp") and view.words[above] in LETTING:
        return above
    if view.words[above] in TOLD | {"want", "wants", "wanted"} and "than" in {
        view.words[t] for t in view.subtree(verb)
    }:
        return above
    modal = any(view.words[c] in ("may", "can", "could") for c in view.children(verb))
    limits = {"only", "than", "to", "at"} & {view.words[t] for t in view.subtree(verb)}
    return verb if modal and limits else None


def _denial(view: View, verb: int, told: Arguments) -> set[int] | None:
    """The tokens that deny the crossing, where a state or its order denies it; None for a firm's own choice."""
    children = view.children(verb)
    modal = {c for c in children if view.words[c] in MODALS}
    words = {c for c in children if view.deps[c] == "neg" or view.words[c] in ("longer", "not", "never")}
    bought = view.words[verb] in BUYING and view.tags[verb] in ("VBD", "VBN", "VBZ", "VBP")
    if not words and not bought:
        words = set(_none(view, told))
    if not words:
        return None
    subject = told.subjects
    acting = any(belongs(Spot(view, t, verb), ("authority",)) for t in subject)
    bidden = view.words[view.heads[verb]] in TOLD | {"want", "wants", "wanted"}
    passive = any(view.deps[c] in ("nsubjpass", "auxpass") for c in children)
    moved = any(belongs(Spot(view, t, verb), ("goods", "flow in", "flow out")) for t in subject)
    may = {c for c in modal if view.words[c] in ("may", "can", "must", "ca", "shall")}
    if bidden or acting or (passive and (modal or _no_longer(view, children))) or (moved and modal):
        return words | modal
    return words | may if may else None


def _no_longer(view: View, children: list[int]) -> bool:
    return any(view.words[c] == "longer" for c in children)


def _none(view: View, told: Arguments) -> Iterator[int]:
    """ "no more ore", "nothing", "nobody"."""
    for thing in (*told.subjects, *told.objects):
        for token in (thing, *view.children(thing), *(g for c in view.children(thing) for g in view.children(c))):
            if view.words[token] in NONE and token <= thing:
                yield token
                return
