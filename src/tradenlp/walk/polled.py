"""What the warehouse remembers of a poll: the source's new state, a row of `polls`, a list that was cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from tradenlp.fetch.polling import LONGEST_RETRY_AFTER, SHORTEST, Seen, address, next_state
from tradenlp.fetch.reasons import reject
from tradenlp.gather import Poll
from tradenlp.records import FeedState, Polled, Reject

NOT_ITS_FAULT = ("archive_failed", "host_resting")
"""codes of trouble that is none of the source's own"""


def code_of(poll: Poll) -> str | None:
    """The short code of what went wrong, where something did."""
    return poll.error.partition(":")[0] if poll.error else None


def has_failed(poll: Poll) -> bool:
    """Whether the source is to blame for a poll that gave nothing."""
    return poll.error is not None and code_of(poll) not in NOT_ITS_FAULT


def polled_state(poll: Poll, seen: Seen) -> FeedState:
    """The source's new state; where it is not to blame it is asked again soon, or once its host has rested."""
    now = poll.capture.fetched_at
    if code_of(poll) in NOT_ITS_FAULT:
        rest = min(timedelta(seconds=poll.capture.retry_after_seconds or 0.0), LONGEST_RETRY_AFTER)
        return replace(poll.known, next_poll_at=now + max(SHORTEST, rest))
    return next_state(poll.known, poll.capture, now, poll.watch.cadence, seen)


def polled(poll: Poll, seen: Seen) -> Polled:
    """The row of `polls`."""
    capture, host = poll.capture, urlsplit(address(poll.known, poll.source.url)).netloc
    return Polled(poll.source.source_id, host, capture.fetched_at, capture.status, seen.listed, seen.new, code_of(poll))


def too_many(poll: Poll, found: int, taken: int) -> Reject:
    """Says that a list was longer than what is taken at once."""
    error = f"too_many_links: {found} new links in one answer, {taken} of them taken"
    return reject("poll", error, poll.source.url, poll.source.source_id)
