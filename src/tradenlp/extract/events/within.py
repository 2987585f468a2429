"""An event within another: `met at the G20 summit in Osaka`, `held talks during a visit to Lima last week`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tradenlp.extract.events.draft import Draft
from tradenlp.extract.events.scene import Scene

_WITHIN = re.compile(
    r"\b(?:at|during|in the course of|on the (?:sidelines|margins|fringes) of|alongside|as part of|on)"
    r"(?: (?:a|an|the|his|her|their|its|this|last|next))?(?:\s+[\w.'’-]+){0,6}\s*$",
    re.I,
)
"""what leads from the inner event to the one that it takes place within"""
_ORDER = re.compile(
    r"[^.;:,]{0,40}\b(?:follow(?:s|ed)|preced(?:es|ed)|c(?:o|a)mes? (?:\w+ ){0,3}after)\b[^.;:,]{0,40}", re.I
)
"""what stands between two events of which one came after the other"""
_FRONTED = frozenset(("at", "during", "on"))
_INNER = ("talks", "meeting", "signing")
_OUTER = ("summit", "visit", "meeting")
_FAR = 90
"""characters between the two"""


def placed_within(drafts: Sequence[Draft], scene: Scene) -> list[Draft]:
    """The drafts; one told of within another has the place and, where it has none, the day of that one."""
    found = list(drafts)
    for n, (one, two) in enumerate(pairwise(drafts)):
        if one.sentence != two.sentence:
            continue
        if _ORDER.fullmatch(scene.text, one.words.end, two.words.start):
            same_place = one.place is not None and two.place == one.place
            found[n + 1] = replace(two, apart=True, place=None if same_place else two.place)
            continue
        if _fits(one, two) and _joined(one, two, scene):
            found[n] = _taken_from(two, one)
        elif _fits(two, one) and _fronted(one, two, scene):
            found[n + 1] = _taken_from(one, two)
    return found


def _fits(inner: Draft, outer: Draft) -> bool:
    return (
        inner.type in _INNER
        and outer.type in _OUTER
        and inner.place is None
        and outer.place is not None
        and not (inner.date is not None and outer.date is not None and inner.date != outer.date)
        and (outer.type != "meeting" or outer.open)
    )


def _joined(inner: Draft, outer: Draft, scene: Scene) -> bool:
    """Whether what stands between them says that the first took place within the second."""
    between = scene.text[inner.words.end : outer.words.start]
    return (
        len(between) < _FAR
        and not re.search(r"[;:()]|\b(?:before|after|ahead)\b", between)
        and bool(_WITHIN.search(between))
    )


def _fronted(outer: Draft, inner: Draft, scene: Scene) -> bool:
    """`During a visit to Lima last week, she met the minister`: the outer event opens the sentence."""
    first = scene.doc[outer.sentence]
    while first.is_space and first.i + 1 < len(scene.doc):
        first = first.nbor()
    return (
        first.lower_ in _FRONTED and outer.words.start - first.idx < _FAR // 2 and inner.words.start > outer.words.end
    )


def _taken_from(outer: Draft, inner: Draft) -> Draft:
    """The inner event with place and day of the outer, and with its status where only the outer has a firm one."""
    date = inner.date or outer.date
    status = outer.status if inner.date is None and outer.strong and not inner.strong else inner.status
    return replace(inner, place=outer.place, date=date, status=status)
