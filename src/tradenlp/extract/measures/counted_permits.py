"""Permits that are counted: "slashed import permits", "permits for 90,000 head of cattle" say how much may come in."""

from __future__ import annotations

from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.view import View

PERMITS = frozenset({"permit", "permits", "approvals", "licences", "licenses", "authorisations", "authorizations"})
CHANGED = frozenset(
    form
    for verb in ("slash", "halve", "cut", "reduce", "trim", "lower", "shrink", "curtail", "raise", "increase", "boost",
                 "double", "triple", "quadruple", "expand")
    for form in verb_forms(verb)
)  # fmt: skip
AMOUNTS = frozenset({"tonnes", "tons", "tonne", "ton", "mt", "head", "units", "vehicles", "cars", "litres", "liters",
                     "bags", "kilograms", "kg", "barrels", "cattle", "cows", "pieces"})  # fmt: skip
COUNTS = frozenset({"number", "numbers", "amount", "volume", "volumes", "quantity"})
NEAR = 7
"""tokens behind "permits for" in which an amount of goods is told"""


def counts_what_comes_in(view: View, cue: Cue) -> bool:
    """Whether leave to import is told of by its amount, which is what is raised, cut or given out."""
    if cue.kind.id != "import_licensing":
        return False
    permits = [t for t in cue.tokens if view.words[t] in PERMITS]
    return any(_is_changed(view, t) or _is_measured(view, t) for t in permits)


def _is_changed(view: View, permit: int) -> bool:
    """ "Halved import permits", "half the amount of permits"."""
    above = view.heads[permit]
    if view.words[above] == "of":
        return view.words[view.heads[above]] in COUNTS
    return view.deps[permit] in ("dobj", "nsubjpass") and view.words[above] in CHANGED


def _is_measured(view: View, permit: int) -> bool:
    """ "Permits for just 9,000 tonnes of beef"."""
    if view.words[permit + 1 : permit + 2] not in (["for"], ["covering"], ["of"]):
        return False
    behind = range(permit + 2, min(permit + NEAR, len(view.words)))
    numbers = [t for t in behind if view.tags[t] == "CD"]
    return bool(numbers) and not AMOUNTS.isdisjoint(view.words[numbers[0] : permit + NEAR])
