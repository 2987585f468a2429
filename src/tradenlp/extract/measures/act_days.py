"""The days of an act, settled from what its mentions tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tradenlp.extract.measures.day_slots import Timing
from tradenlp.extract.measures.day_words import NEWS_DAYS
from tradenlp.extract.state import context_of
from tradenlp.extract.view import View

SLOTS = ("announced", "effective", "until")
THOUGHT_OF = ("threatened", "proposed")
CHANGED = ("eased", "extended")
"""what stood before: without a day of its own it keeps the one from which it stood"""
DAY = len("2025-10-14")
WEEK = len("2025-W42")


def concluded_before(view: View, timing: Timing) -> bool:
    """Whether the day, month or year that an agreement is dated by lies behind that of publication."""
    published = context_of(view.doc).published
    return published is not None and timing.announced is not None and lies_behind(timing.announced, published)


def lies_behind(value: str, published: date) -> bool:
    """Whether a day, week, month, quarter or year (by its date value) is over before the one of publication begins."""
    now = _at_its_grain(value, published)
    return now is not None and value < now


def settle(view: View, status: str, told: Sequence[tuple[str, Timing]]) -> dict[str, str | None]:
    """The slots of an act of this status from its mentions, each as (status that it tells, timing), in text order.

    A change of something that stands ("suspended") is dated by the mentions that tell of the change, not by those
    that tell of the old rule.
    """
    mine = [timing for stage, timing in told if stage == status]
    others = [(stage, timing) for stage, timing in told if stage != status]
    if status in (*CHANGED, "suspended", "removed"):
        mine += [_of_change(view, stage, timing, status) for stage, timing in others]
    else:
        mine += [timing for _, timing in others]
    slots = {name: _finest([v for t in mine if (v := getattr(t, name))]) for name in SLOTS}
    if (first := min((v for t in mine if (v := t.announced) and len(v) == DAY), default=None)) is not None:
        _decided_earlier(view, slots, first)
    _told_apart(view, slots, [t.effective for stage, t in told if t.effective and stage not in THOUGHT_OF])
    if status == "ruled_out":
        slots["announced"] = None  # the day is that of the refusal
    if slots["effective"] is None and status in CHANGED:
        stood = (t.stood or (_began(view, t) if stage == "in_force" else None) for stage, t in told)
        slots["effective"] = next((day for day in stood if day), None)
    return slots


def _of_change(view: View, stage: str, timing: Timing, status: str) -> Timing:
    """What a mention of another stage tells of a change: when it was decided, and a day that is new."""
    published = context_of(view.doc).published
    effective = timing.effective if status != "removed" else None
    new = effective is not None and published is not None and _is_new(effective, published)
    return Timing(timing.announced if stage != "in_force" or new else None, effective if new else None)


def _is_new(day: str, published: date) -> bool:
    """Whether a day lies ahead of the article or not long before it."""
    week = (published - timedelta(days=NEWS_DAYS)).isoformat()
    return lies_ahead(day, published) or (len(day) == DAY and day >= week)


def is_new_day(view: View, value: str) -> bool:
    """Whether a day lies ahead of the article or not long before it: what was agreed years ago cuts nothing now."""
    published = context_of(view.doc).published
    return published is not None and _is_new(value, published)


def _finest(values: Sequence[str]) -> str | None:
    """The first value, or the one of those that tell its month or day: "from 2029", later "as of Jan. 1, 2029"."""
    first = next(iter(values), None)
    finer = [v for v in values if first and v.startswith(f"{first}-") and "/" not in v]
    return max(finer, key=len) if finer else first


def _decided_earlier(view: View, slots: dict[str, str | None], first: str) -> None:
    """ "raised duties on Sunday", "notified the rates on Saturday": decided on the first, in force from the other."""
    published, later = context_of(view.doc).published, slots["announced"] or ""
    if published is None or len(later) != DAY or not first < later or slots["effective"] not in (None, later):
        return
    if (published - timedelta(days=NEWS_DAYS)).isoformat() <= first:
        slots["announced"], slots["effective"] = first, later


def _told_apart(view: View, slots: dict[str, str | None], days: Sequence[str]) -> None:
    """ "slapped duties on steel on Tuesday", "from May 1": the days before the news are those of the decision."""
    published = context_of(view.doc).published
    ahead = next((d for d in days if published is not None and lies_ahead(d, published)), None)
    if published is None or ahead is None or slots["effective"] == ahead:
        return
    decided, week = slots["effective"] or "", (published - timedelta(days=NEWS_DAYS)).isoformat()
    if week <= decided <= published.isoformat():
        slots["effective"] = ahead
        slots["announced"] = slots["announced"] or decided


def _began(view: View, timing: Timing) -> str | None:
    """The day from which what was changed later had stood."""
    published = context_of(view.doc).published
    began = timing.effective or timing.done
    return began if began is not None and published is not None and not lies_ahead(began, published) else None


def lies_ahead(value: str, published: date) -> bool:
    """Whether a day, week, month, quarter or year (by its date value) begins after the one of publication."""
    now = _at_its_grain(value, published)
    return now is not None and value > now


def _at_its_grain(value: str, published: date) -> str | None:
    """The day of publication as a week, quarter or whatever the value is; None for a value of another kind."""
    if value[5:6] == "Q":
        return f"{published.year}-Q{(published.month + 2) // 3}"
    if value[5:6] == "W" and len(value) == WEEK:
        year, week, _ = published.isocalendar()
        return f"{year}-W{week:02}"
    return published.isoformat()[: len(value)] if value.replace("-", "").isdigit() else None
