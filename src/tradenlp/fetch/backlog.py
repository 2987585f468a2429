"""When a link that could not be fetched is tried again, and when it is given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tradenlp.fetch.reasons import reason
from tradenlp.records import PendingLink

FIRST_PAUSE = timedelta(minutes=15)
FIRST_LASTING_PAUSE = timedelta(hours=1)
"""after trouble that looks lasting: a page that is listed before it is there"""
LONGEST_PAUSE = timedelta(days=1)
GIVEN_UP_AFTER = timedelta(days=14)
"""since it was listed, for trouble that may pass"""
FEWEST_TRIES = 5
"""before a link is given up for its age alone: machines are switched off for weeks"""


def after_failure(link: PendingLink, error: str, now: datetime, rest_seconds: float | None = None) -> PendingLink:
    """The link after one more failed try, `error` being `code: what happened`; given up, it has no `next_try_at`.

    Trouble that may pass is tried again after pauses that double, for two weeks; what looks lasting a few times more.
    """
    kind, tries = reason(error.partition(":")[0]), link.tries + 1
    failed = replace(link, tries=tries, last_error=error[:500])
    if kind.again:
        pause = min(FIRST_PAUSE * 2 ** min(link.tries, 10), LONGEST_PAUSE)
        over = now - link.listed_at > GIVEN_UP_AFTER and tries >= FEWEST_TRIES
    else:
        pause = min(FIRST_LASTING_PAUSE * 4 ** min(link.tries, 5), LONGEST_PAUSE)
        over = tries >= kind.tries
    asked = timedelta(seconds=min(rest_seconds or 0.0, 7 * 86_400.0))
    return replace(failed, next_try_at=None if over else now + max(pause, asked))
