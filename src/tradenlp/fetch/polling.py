"""When a source is asked next: decided from what is remembered and what came back, and nothing else.

The pause follows the rhythm of the feed. For a fixed number of requests a day over many feeds, the mean delay of an
item is least when each feed's pause goes with the square root of the gap between its items (Cho and Garcia-Molina,
Effective page refresh policies for web crawlers, ACM TODS 2003; Sia, Cho and Cho, Efficient monitoring algorithm for
fast news alerts, IEEE TKDE 2007): frequent feeds are asked more often, but less than in proportion.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tradenlp.records import Capture, FeedState

SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(hours=12)
"""pause of a feed that answers but has nothing new for long, unless its cadence is longer"""
REFERENCE = timedelta(minutes=30)
"""a feed with an item every so often is asked at every item; one with four times as many, twice as often"""
LONGEST_BACK_OFF = timedelta(days=1)
"""a source that fails is asked at least this often: no failure stops it for good"""
LONGEST_EARLY_BACK_OFF = timedelta(hours=4)
"""the same for a source that was well within the last `EARLY`: what it lists meanwhile must not be missed"""
EARLY = timedelta(days=2)
LONGEST_HINT = timedelta(days=1)
"""a server or feed that claims to be fresh for longer is asked all the same"""
LONGEST_RETRY_AFTER = timedelta(days=7)
UNCONDITIONAL_AFTER = timedelta(days=7)
"""a source that answers 304 for so long is asked in full again: some servers' validators never change"""
CLOCK_TOLERANCE = timedelta(minutes=5)
SMOOTHING = 0.3
"""weight of the newest gap between items"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was made of an answer."""

    listed: int = 0
    new: int = 0
    ttl_seconds: float | None = None
    problem: str | None = None
    """`code: what happened`, where the answer was received well and is of no use"""
    is_cut: bool = False
    """whether part of the list was left for the next time"""


NOTHING = Seen()


def known_state(state: FeedState | None, source_id: str, url: str) -> FeedState:
    """What is remembered of a source; nothing, where the configuration has another address by now."""
    if state is None or (state.url is not None and state.url != url):
        return FeedState(source_id, url=url)
    return replace(state, url=url)


def is_due(state: FeedState | None, now: datetime) -> bool:
    """Whether a source may be asked at `now`; one that was never asked is due, one that is gone for good never.

    Times that a clock gone wrong has left behind (polled in the future, not to be polled for more than the longest
    Retry-After) are not believed.
    """
    if state is None or state.next_poll_at is None:
        return state is None or state.retired_at is None
    if state.retired_at:
        return False
    clock_jumped = state.polled_at is not None and state.polled_at > now + CLOCK_TOLERANCE
    return clock_jumped or state.next_poll_at <= now or state.next_poll_at > now + LONGEST_RETRY_AFTER + CLOCK_TOLERANCE


def address(state: FeedState, url: str) -> str:
    """The address to ask: where the source moved permanently, else the configured one."""
    return state.moved_to or url


def conditions(state: FeedState, now: datetime) -> tuple[str | None, str | None]:
    """ETag and Last-Modified to send; neither once in a while, so that a broken validator does no lasting harm."""
    if state.full_at is None or not timedelta(0) <= now - state.full_at < UNCONDITIONAL_AFTER:
        return None, None
    return state.etag, state.last_modified


def next_state(
    state: FeedState,
    capture: Capture,
    now: datetime,
    cadence: timedelta = timedelta(hours=1),
    seen: Seen = NOTHING,
) -> FeedState:
    """The state after `capture`, received at `now` from a source that is meant to be asked every `cadence`.

    A good answer forgets failures, remembers a permanent move and sets the pause by the feed's rhythm, not below
    what server and feed ask for. A failure keeps everything; the source is asked again after half its cadence, and
    after a pause twice as long with each further failure in a row, up to a day; 410 retires it. A Retry-After is
    obeyed either way.
    """
    state = replace(state, polled_at=now)
    error = capture.error or seen.problem
    if error:
        return _failed(state, capture, now, cadence, error)
    state = replace(_with_rhythm(state, now, seen), failures=0, last_error=None, last_ok_at=now)
    state = replace(state, first_ok_at=state.first_ok_at or now, retired_at=None)
    state = _with_validators(state, capture, now, seen)
    if capture.moved_to and capture.status != 304 and capture.moved_to != address(state, state.url or ""):
        state = replace(state, moved_to=capture.moved_to)
    pause = max(usual_pause(state, now, cadence), _asked_for(capture, seen))
    if capture.retry_after_seconds:
        pause = max(pause, min(timedelta(seconds=capture.retry_after_seconds), LONGEST_RETRY_AFTER))
    return replace(state, next_poll_at=now + pause)


def _failed(state: FeedState, capture: Capture, now: datetime, cadence: timedelta, error: str) -> FeedState:
    failures = state.failures + 1
    is_early = state.last_ok_at is not None and now - state.last_ok_at < EARLY
    longest = max(LONGEST_EARLY_BACK_OFF if is_early else LONGEST_BACK_OFF, cadence)
    pause = min(max(cadence / 2, SHORTEST) * 2 ** min(failures - 1, 16), longest)
    pause = _spread(pause, state.source_id)
    if capture.retry_after_seconds is not None:
        pause = max(pause, min(timedelta(seconds=capture.retry_after_seconds), LONGEST_RETRY_AFTER))
    state = replace(state, failures=failures, last_error=error, next_poll_at=now + pause)
    if state.moved_to and capture.status is not None:
        # Where it moved to is no good any more: the configured address is asked again.
        return replace(state, moved_to=None, etag=None, last_modified=None)
    return replace(state, retired_at=now) if capture.status == 410 else state


def _with_validators(state: FeedState, capture: Capture, now: datetime, seen: Seen) -> FeedState:
    """A 304 keeps the validators that it does not repeat; of a list that was cut none is kept: it has to come again."""
    if capture.status == 304:
        etag, modified = capture.etag or state.etag, capture.last_modified or state.last_modified
        return replace(state, etag=etag, last_modified=modified)
    if seen.is_cut:
        return replace(state, etag=None, last_modified=None, full_at=now)
    return replace(state, etag=capture.etag, last_modified=capture.last_modified, full_at=now)


def _with_rhythm(state: FeedState, now: datetime, seen: Seen) -> FeedState:
    """The gap between items, smoothed. The first answer tells nothing: all that it lists is new."""
    if not seen.new:
        return state
    if state.last_new_at is None or state.first_ok_at is None:
        return replace(state, last_new_at=now)
    gap = max(1.0, (now - state.last_new_at).total_seconds()) / seen.new
    smoothed = gap if state.gap_seconds is None else state.gap_seconds + SMOOTHING * (gap - state.gap_seconds)
    return replace(state, last_new_at=now, gap_seconds=max(1.0, smoothed))


def usual_pause(state: FeedState, now: datetime, cadence: timedelta) -> timedelta:
    """The pause after a good answer: the cadence until the rhythm is known, then by the rhythm and within bounds.

    What is silent for longer than its rhythm counts as that much slower. No source is asked more than four times as
    often as its cadence says.
    """
    if state.gap_seconds is None or state.last_new_at is None:
        return _spread(cadence, state.source_id)
    gap = max(state.gap_seconds, (now - state.last_new_at).total_seconds() / 2)
    pause = timedelta(seconds=(gap * REFERENCE.total_seconds()) ** 0.5)
    return _spread(min(max(pause, SHORTEST, cadence / 4), max(LONGEST, cadence)), state.source_id)


def _asked_for(capture: Capture, seen: Seen) -> timedelta:
    """The pause that the server's headers and the feed itself ask for."""
    seconds = max(capture.fresh_seconds or 0.0, seen.ttl_seconds or 0.0)
    return min(timedelta(seconds=seconds), LONGEST_HINT)


def _spread(pause: timedelta, source_id: str) -> timedelta:
    """Up to a tenth shorter, differently for each source, so that not all are asked at the same minute."""
    share = hashlib.sha256(source_id.encode("utf-8", "surrogatepass")).digest()[0] / 255
    return pause * (1 - share / 10)
