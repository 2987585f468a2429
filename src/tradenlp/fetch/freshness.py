"""How long an answer holds and when to come back, by what a server says of it (RFC 9110, 9111)."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Mapping
from datetime import UTC, datetime

_MAX_AGE = re.compile(r'(?:^|,)\s*max-age\s*=\s*"?(\d+)"?\s*(?=,|$)', re.IGNORECASE)
_NEVER = re.compile(r"(?:^|,)\s*(?:no-cache|no-store)\s*(?=[,=]|$)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+", re.ASCII)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from a Retry-After header, given as seconds or as a date (counted from `now`, best the server's own
    Date, so that a wrong clock here does no harm); None where it says neither.
    """
    if not value:
        return None
    if _DIGITS.fullmatch(value.strip()):
        return float(value.strip()[:9])
    moment = moment_of(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def fresh_seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """How long the answer counts as fresh: max-age, else Expires less Date, both less Age; None where nothing is said.

    `headers` are looked up in lower case; `now` stands in for a missing Date.
    """
    control = headers.get("cache-control", "")
    if _NEVER.search(control):
        return 0.0
    if found := _MAX_AGE.search(control):
        lifetime = float(found[1][:9])
    elif expires := headers.get("expires"):
        moment = moment_of(expires)
        lifetime = (moment - (moment_of(headers.get("date")) or now)).total_seconds() if moment else 0.0
    else:
        return None
    age = headers.get("age", "")
    return max(0.0, lifetime - (float(age[:9]) if _DIGITS.fullmatch(age) else 0.0))


def moment_of(value: str | None) -> datetime | None:
    """The moment that an HTTP date names; None for anything else."""
    try:
        moment = email.utils.parsedate_to_datetime(value or "")
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
