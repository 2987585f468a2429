"""When a found fact counts as the one that the gold annotation means: pure functions, one per kind of fact.

Each returns a score; 0 means that the two are different facts, and of several that match the higher is preferred.
Facts are dictionaries with the keys of a gold file.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

Fact = dict[str, Any]
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*|[%$€£¥]")
_OCCASION = {"meeting": "talks", "summit": "talks", "visit": "talks"}


def dice(first: str | None, second: str | None) -> float:
    """Dice overlap of the words of two texts, 0 to 1."""
    a, b = (Counter(_WORD.findall((text or "").lower().replace(",", ""))) for text in (first, second))
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def close(first: float | None, second: float | None) -> bool:
    """Equal numbers within 1 in 10,000, or both absent."""
    if first is None or second is None:
        return first is second
    return math.isclose(first, second, rel_tol=1e-4, abs_tol=1e-9)


def pair_up(
    gold: Sequence[Fact], found: Sequence[Fact], score: Callable[[Fact, Fact], float]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """One-to-one pairs, best first and then those nearest in order; what is left of gold and of found."""
    scored = [(score(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    ranked = sorted((-s, abs(i / len(gold) - j / len(found)), i, j) for s, i, j in scored if s > 0)
    taken: dict[int, int] = {}
    for _, _, i, j in ranked:
        if i not in taken and j not in taken.values():
            taken[i] = j
    pairs = [(gold[i], found[j]) for i, j in sorted(taken.items())]
    used = set(taken.values())
    return pairs, [g for i, g in enumerate(gold) if i not in taken], [f for j, f in enumerate(found) if j not in used]


def actor(gold: Fact, found: Fact) -> float:
    """Countries and blocs by their code; others by id, or by a surface form in common."""
    if gold["id"] == found["id"]:
        return 2.0
    if {"country", "bloc"} & {gold["kind"], found["kind"]}:
        return 0.0
    names = [{str(n).lower() for n in (fact["name"], *fact["mentions"]) if n} for fact in (gold, found)]
    return float(bool(names[0] & names[1]))


def date_span(gold: Fact, found: Fact) -> float:
    """Expressions that share most of their words; the right days break ties."""
    shared = dice(gold["text"], found["text"])
    return shared + 0.3 * same_days(gold, found) if shared >= 0.4 else 0.0


def same_days(gold: Fact, found: Fact) -> bool:
    """The same calendar days, or for what has none the same type and value."""
    if gold["type"] == "date" and gold["start"]:
        return (found["type"], found["start"], found["end"]) == ("date", gold["start"], gold["end"])
    return bool(gold["type"] == found["type"] and gold["value"] == found["value"])


def figure(gold: Fact, found: Fact) -> float:
    """Equal value, upper value and unit."""
    same = close(gold["value"], found["value"]) and close(gold["value_high"], found["value_high"])
    if not same or gold["unit"] != found["unit"]:
        return 0.0
    return 1 + dice(gold["text"], found["text"]) + 0.5 * dice(gold["what"], found["what"])


def parties(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Somebody in common, or nobody on both sides."""
    return bool(set(gold) & set(found)) or not (gold or found)


def goods(gold: Sequence[str], found: Sequence[str]) -> bool:
    """A phrase in common in most of its words, or nothing on both sides."""
    if not gold or not found:
        return not gold and not found
    return any(dice(a, b) >= 0.5 for a in gold for b in found)


def measure(gold: Fact, found: Fact) -> float:
    """The same type, an imposer and a target in common; equal slots and words break ties."""
    fits = parties(gold["imposers"], found["imposers"]) and parties(gold["targets"], found["targets"])
    if gold["type"] != found["type"] or not fits:
        return 0.0
    status = bool(gold["status"] == found["status"])
    equal = (status, goods(gold["goods"], found["goods"]), close(gold["rate"], found["rate"]))
    wording = max((dice(a, b) for a in gold["triggers"] for b in found["triggers"]), default=0.0)
    return 1 + sum(equal) + wording


def event(gold: Fact, found: Fact) -> float:
    """The same kind of occasion with a party in common, at the same place or on the same day, or both without."""
    kinds = {_OCCASION.get(fact["type"], fact["type"]) for fact in (gold, found)}
    place = dice(gold["location"], found["location"]) >= 0.5
    day = bool(gold["date"]) and gold["date"] == found["date"]
    bare = not (gold["location"] or gold["date"] or found["location"])
    if len(kinds) > 1 or not (place or day or bare) or not parties(gold["participants"], found["participants"]):
        return 0.0
    return 1.0 + place + day + bool(gold["status"] == found["status"])


def statement(gold: Fact, found: Fact) -> float:
    """Nearly the same quotation from the same speaker, by id or by most words of the description."""
    if dice(gold["quote"], found["quote"]) < 0.8:
        return 0.0
    names = [str(fact["speaker"] or "").replace("-", " ") for fact in (gold, found)]
    return float(gold["speaker"] == found["speaker"] or dice(*names) >= 0.5)
