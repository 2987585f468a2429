"""Which fact of before is which fact of now: a pure decision on the facts of one kind in one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Fact = dict[str, Any]
SAME_ID = 8.0


def pair_up(
    old: Sequence[Fact], new: Sequence[Fact], slots: Sequence[str], *, same_text: bool
) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Facts of before and now that are one, best pairs first; None stands on the side that lacks a fact.

    Facts are one that have the same id, that stand on the same words of a text that has not changed, or, in a text
    that has, that have the same words. Of several candidates the one with most slots alike is taken.
    """
    scored = (
        (score, i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if (score := _likeness(one, other, slots, same_text)) > 0
    )
    left, right = set(range(len(old))), set(range(len(new)))
    for _, i, j in sorted(scored, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1:])):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield old[i], new[j]
    yield from ((old[i], None) for i in sorted(left))
    yield from ((None, new[j]) for j in sorted(right))


def _likeness(one: Fact, other: Fact, slots: Sequence[str], same_text: bool) -> float:
    """0 where they cannot be one fact."""
    same_id = any(one.get(name) is not None and one.get(name) == other.get(name) for name in ("measure_id", "event_id"))
    place = _overlap(one, other) if same_text else float(one["text"] == other["text"])
    if not (same_id or place):
        return 0.0
    alike = sum(bool(one[slot] == other[slot]) for slot in slots) / len(slots)
    return SAME_ID * same_id + 2 * place + alike


def _overlap(one: Fact, other: Fact) -> float:
    """The share of words that two spans have in common, from 0 to 1."""
    if one["in_title"] != other["in_title"] or one["start_char"] is None or other["start_char"] is None:
        return 0.0
    shared: int = min(one["end_char"], other["end_char"]) - max(one["start_char"], other["start_char"])
    whole: int = max(one["end_char"], other["end_char"]) - min(one["start_char"], other["start_char"])
    return max(0, shared) / whole if whole > 0 else 0.0
