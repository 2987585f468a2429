"""The days of a measure, as one mention tells them."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Timing:
    """Values of date expressions, or None, with the token of each."""

    announced: str | None = None
    effective: str | None = None
    until: str | None = None
    tokens: tuple[tuple[str, int], ...] = ()
    length: str | None = None
    """the duration for which it is to hold"""
    done: str | None = None
    """the day of announcement where it was not told of then but done"""
    stood: str | None = None
    """the day from which stood what is removed or changed"""


def as_end(timing: Timing) -> Timing:
    """The same days with that from which something is to hold as its end, for what is said to end on it."""
    if timing.effective is None or timing.until is not None:
        return timing
    tokens = tuple(("until" if slot == "effective" else slot, token) for slot, token in timing.tokens)
    return replace(timing, effective=None, until=timing.effective, tokens=tokens)


def told_at_once(timing: Timing) -> bool:
    """ "for the next five years": one expression tells from when to when, and says not that it has begun."""
    days = dict(timing.tokens)
    return "until" in days and days["until"] == days.get("effective")


@dataclass(frozen=True, slots=True)
class Found:
    """A date that fills a slot, and how far from the mention it hangs."""

    slot: str
    value: str
    far: int
    token: int
    done: bool = False
