"""What may cross a border and what may not: verbs of crossing under a denial, a permission, an amount.

"Serbian berries may no longer be sold in Belarus", "Accra will not let in old cars", "traders were told not to bring in
maize", "only 20 million tonnes may leave", "wants no more ore to go abroad".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tradenlp.extract.measures.arguments import Arguments, arguments_of
from tradenlp.extract.measures.classes import belongs
from tradenlp.extract.measures.clauses import mood_is
from tradenlp.extract.measures.crossing_words import ARRIVING, BUYING, CROSSING, MARKETING, TAKING_IN, flow_words
from tradenlp.extract.measures.crossings import IN, OUT, TRADED, crossing_direction
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import CueEntry, measure_types
from tradenlp.extract.measures.origins import is_foreign
from tradenlp.extract.measures.outward import of_state, withheld
from tradenlp.extract.measures.spots import Spot
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

NONE = frozenset({"no", "nothing", "nobody", "none", "neither", "zero"})
ONE = frozenset({"a", "an", "one"})
"""after "not": none at all; "not all" and "not only" leave some"""
MODALS = frozenset({"may", "can", "must", "could", "shall", "ca", "will", "would", "wo", "should"})
TO_COME = frozenset({"will", "would", "wo", "shall"})
FORBIDDEN = {
    status: CueEntry("may not cross", (), (), status=status, flow=True, modal=True)
    for status in ("in_force", "announced", "proposed", "threatened")
}
SO_MUCH = CueEntry("so much may cross", (), (), flow=True)
SO_MUCH_MAY = CueEntry("so much may cross", (), (), sense="ease", flow=True)
"""told by a modal, which tells leave and no doubt"""
AGAIN = {
    status: CueEntry("may cross again", (), (), status=status, sense="ease", flow=True, modal=True)
    for status in ("removed", "eased")
}
CONDITIONAL = {
    status: CueEntry("may not cross without", (), (), status=status, flow=True, modal=True)
    for status in ("in_force", "announced", "proposed", "threatened")
}
AUTHORITIES = flow_words("authorities")
DRAFTS = frozenset({"bill", "bills", "draft", "proposal", "plan", "motion", "amendment", "petition"})
LEAVE = frozenset({"may", "can"})
IN_PART = flow_words("partly")
BACK = frozenset({"again", "anew", "more", "now"})
"""beside a verb of leave: what it allows was not allowed before"""
SHIPPED = frozenset({"shipped", "loaded", "exported"})
CONDITIONS: Mapping[str, frozenset[str]] = {
    "sps": flow_words("health_words") | flow_words("contaminants"),
    "technical_barrier": flow_words("conformity"),
    "import_licensing": flow_words("permits") | flow_words("leaves"),
}
"""by type of measure the words for what goods may not come in without, the most telling first"""
FAILING = frozenset({"fail", "fails", "failing", "failed", "lack", "lacks", "lacking", "without", "minus", "unless"})
CHEAP = frozenset({"below", "under", "beneath"})
PRICED = frozenset({"price", "priced", "prices", "invoiced", "invoice", "valued", "declared", "floor"})
TOLD = frozenset(form for verb in flow_words("ordering") for form in inflections(verb)) | {"told", "asked", "urged"}
LETTING = frozenset(form for verb in flow_words("allowing") for form in inflections(verb))


def permission_cue(view: View, verb: int) -> Cue | None:
    """The ban or quota that a verb of crossing tells with the words around it."""
    if view.words[verb] not in CROSSING or not view.is_verb(verb):
        return None
    told = arguments_of(view, verb)
    amount = _amount(view, verb, told)
    above = _letting(view, verb) if amount is not None else None
    way = crossing_direction(view, verb, bare=above is not None) or _refused(view, verb, told) or _shipped(view, verb)
    if way not in (OUT, IN) or (amount is not None and above is None and not told.negated):
        return None
    if amount is not None and above is not None:
        kind = "export_quota" if way == OUT else "import_quota"
        return Cue(
            measure_types()[kind],
            SO_MUCH_MAY if above == verb else SO_MUCH,
            tuple(sorted({above, amount, verb})),
            above,
        )
    denial = _denial(view, verb, told)
    if denial is None and way == IN and (asked := _only_with(view, told)) is not None:
        return Cue(measure_types()[asked], CONDITIONAL["in_force"], tuple(sorted({verb, *told.objects[:1]})), verb)
    if denial is None:
        return _again(view, verb, told, way)
    stage = "announced" if any(view.words[c] in TO_COME for c in view.children(verb)) else "in_force"
    stage = "proposed" if _drafted(view, verb) else stage
    stage = "threatened" if stage == "announced" and _unless(view, verb) else stage
    if way == IN and (paper := _lacked(view, told)) is not None:
        return Cue(measure_types()[paper[0]], CONDITIONAL[stage], tuple(sorted({*denial, verb, paper[1]})), verb)
    things = [*told.objects, *told.subjects]
    if way == OUT:
        kind = withheld(view, verb, things)
    else:
        kind = _sold(view, verb, told) if view.words[verb] in MARKETING else "import_ban"
    entry = FORBIDDEN[stage]
    goods = [t for t in things if belongs(Spot(view, t, verb), ("goods", "flow in", "flow out"))]
    return Cue(measure_types()[kind], entry, tuple(sorted({*denial, verb, *goods[:1]})), verb)


def by_leave(view: View, verb: int, start: int, end: int) -> bool:
    """ "Mills may sell so much abroad, the ministry ruled": what firms do by leave of a state that is told of."""
    may = any(view.words[c] in LEAVE and view.deps[c] == "aux" for c in view.children(verb))
    barred = may and any(view.words[c] == "longer" for c in view.children(verb))
    return barred or (may and not AUTHORITIES.isdisjoint(view.words[start:end]))


def _drafted(view: View, verb: int) -> bool:
    """ "A bill under which ore could no longer be sold abroad"."""
    return view.deps[verb] in ("relcl", "acl") and view.words[view.heads[verb]] in DRAFTS


def _unless(view: View, verb: int) -> bool:
    """ "Unless miners pay, ore will not leave the country"."""
    clauses = (c for c in view.children(verb) if view.deps[c] == "advcl")
    return any(view.words[m] == "unless" for c in clauses for m in view.children(c))


def _shipped(view: View, verb: int) -> str | None:
    """ "No Indian onions will be shipped": goods of a state of which nothing says where they would go."""
    if view.words[verb] not in SHIPPED or any(view.words[c] in ("to", "from", "by") for c in view.children(verb)):
        return None
    things = [c for c in view.children(verb) if view.deps[c] == "nsubjpass"]
    known = any(belongs(Spot(view, t, verb), ("goods",)) for t in things)
    return OUT if known and (any(of_state(view, t) for t in things) or not TRADED.isdisjoint(view.words)) else None


def _refused(view: View, verb: int, told: Arguments) -> str | None:
    """ "Japan will take no grapes": what a state does not take is not its own."""
    who = ("state", "@customs")
    if view.words[verb] not in TAKING_IN or not any(belongs(Spot(view, t, verb), who) for t in told.subjects):
        return None
    goods = any(belongs(Spot(view, t, verb), ("goods",)) for t in told.objects)
    return IN if goods and (told.negated or any(_none(view, told))) else None


def _again(view: View, verb: int, told: Arguments, way: str) -> Cue | None:
    """ "Millers may sell rye abroad again", "figs can once more be landed": what was barred and is so no longer."""
    children = view.children(verb)
    may = [c for c in children if view.words[c] in ("may", "can")]
    near = {view.words[t] for c in children if c > verb - 4 for t in (c, *view.children(c))}
    free = mood_is(view, verb, "allowed", told.negated)
    if free is None or told.negated or (not may and view.words[free] in ("may", "can", "could")):
        return None
    near = near.union(view.words[max(0, free - 2) : free + 3])
    if not BACK & (near - {"more"} if "than" in view.words[free:verb] else near):
        return None
    sent = way == OUT and any(belongs(Spot(view, t, verb), ("state",)) for t in told.links.get("to", ()))
    things = [*told.objects, *told.subjects]
    foreign = any(belongs(Spot(view, t, verb), ("of state",)) for t in things)
    kind = withheld(view, verb, things) if way == OUT and not (sent and foreign) else "import_ban"
    entry = AGAIN["eased" if IN_PART & {view.words[t] for t in view.subtree(verb)} else "removed"]
    goods = [t for t in things if belongs(Spot(view, t, verb), ("goods",))]
    return Cue(measure_types()[kind], entry, tuple(sorted({verb, free, *goods[:1]})), verb)


def _lacked(view: View, told: Arguments) -> tuple[str, int] | None:
    """By what goods may not cross without, the type that asks for it: "no tyre may come in without a stamp".

    So too with "lamps that fail a test will not clear customs" and "nothing priced below the floor may land".
    """
    for token in told.links.get("without", ()):
        below = {view.words[t] for t in view.subtree(token)}
        for kind, names in CONDITIONS.items():
            if below & names:
                return kind, token
    for thing in (*told.objects, *told.subjects):
        below = {view.words[t] for t in view.subtree(thing)}
        if below & CHEAP and below & PRICED:
            return "customs_procedure", thing
        for kind, names in CONDITIONS.items() if below & FAILING else ():
            if below & names:
                return kind, thing
    return None


def _only_with(view: View, told: Arguments) -> str | None:
    """ "Only lamps with a seal may be imported", "only eggs free of disease may enter": what is asked of the goods."""
    for thing in (*told.objects, *told.subjects):
        below = {view.words[t] for t in view.subtree(thing)}
        if "only" in below:
            return next((kind for kind, names in CONDITIONS.items() if below & names), None)
    for paper in told.links.get("with", ()):
        if view.words[view.heads[paper] - 1] == "only":
            below = {view.words[t] for t in view.subtree(paper)}
            return next((kind for kind, names in CONDITIONS.items() if below & names), None)
    return None


def _sold(view: View, verb: int, told: Arguments) -> str:
    """ "Serbian berries may not be sold in Belarus" keeps them out; what is of no state may not be sold by anybody."""
    things = [*told.objects, *told.subjects]
    foreign = any(is_foreign(view, t, verb) or belongs(Spot(view, t, verb), ("of state",)) for t in things)
    return "import_ban" if foreign else "technical_barrier"


def _amount(view: View, verb: int, told: Arguments) -> int | None:
    """ "20 million tonnes" that cross; not what firms are said to have bought."""
    things = [*told.objects, *told.subjects]
    asked = next((t for t in told.objects if any(view.words[c] in ("how", "much") for c in view.children(t))), None)
    amount = next((t for t in things if belongs(Spot(view, t, verb), ("tonnes+goods", "so many"))), None)
    return asked if amount is None and asked is not None and view.deps[verb] == "ccomp" else amount


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
    limits = {"only", "than", "to", "at", "out", "abroad", "overseas"} & {view.words[t] for t in view.subtree(verb)}
    return verb if modal and (limits or view.words[verb] in ("export", "ship", "shipped", "exported")) else None


def _denial(view: View, verb: int, told: Arguments) -> set[int] | None:
    """The tokens that deny the crossing, where a state or its order denies it; None for a firm's own choice."""
    children = view.children(verb)
    modal = {c for c in children if view.words[c] in MODALS} | _is_to(view, verb)
    words = {c for c in children if view.deps[c] == "neg" or view.words[c] in ("longer", "not", "never", "nor")}
    words -= {c for c in words if view.words[c + 1 : c + 2] == ["only"]}
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
    if (
        not bidden
        and view.words[verb] in ARRIVING - TAKING_IN
        and not may
        and "no" not in {view.words[w] for w in words}
    ):
        return None  # "Russian gas will not return to Europe" may be anybody's guess
    if bidden or acting or (passive and (modal or _no_longer(view, children))) or (moved and modal):
        return words | modal
    return words | may if may else None


def _is_to(view: View, verb: int) -> set[int]:
    """ "Not a tonne is to leave": the verb that commands."""
    above = view.heads[verb]
    commands = view.deps[verb] == "xcomp" and view.words[above] in ("is", "are", "was", "were")
    return {above} if commands and any(view.words[c] == "to" for c in view.children(verb)) else set()


def _no_longer(view: View, children: list[int]) -> bool:
    return any(view.words[c] == "longer" for c in children)


def _none(view: View, told: Arguments) -> Iterator[int]:
    """ "no more ore", "nothing", "nobody", "not a sack of rice"."""
    for thing in (*told.subjects, *told.objects):
        for token in (thing, *view.children(thing), *(g for c in view.children(thing) for g in view.children(c))):
            not_one = view.words[token] == "not" and not ONE.isdisjoint(view.words[token + 1 : token + 2])
            if token <= thing and (view.words[token] in NONE or not_one):
                yield token
                return
