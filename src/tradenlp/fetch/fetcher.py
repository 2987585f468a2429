"""Polite, bounded fetching of single addresses."""

from __future__ import annotations

import email.utils
import hashlib
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from tradenlp.errors import FetchRefused
from tradenlp.fetch.addresses import check_url, read_allowed
from tradenlp.fetch.bodies import BodyError, read_body
from tradenlp.fetch.captures import capture_id
from tradenlp.fetch.manners import Pace, RobotsMemory
from tradenlp.fetch.robots import LARGEST_ROBOTS, NOTHING_ALLOWED, Robots, parse_robots
from tradenlp.fetch.transport import Deadline, GuardedTransport
from tradenlp.records import Capture
from tradenlp.settings import Settings

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back from one address, redirects not followed."""

    status: int
    headers: httpx.Headers
    body: bytes


class Fetcher:
    """Fetches addresses one at a time, each host at its own pace; may be shared by threads, one per host is best.

    Use it as a context manager. Only http and https, only public addresses (see `Settings.allow_private_addresses`),
    robots.txt obeyed, size, time and redirects bounded. Cookies are not kept, proxies not used.
    """

    def __init__(self, settings: Settings, pace: Pace | None = None) -> None:
        self._settings = settings
        self._deadline = Deadline()
        self._pace = pace or Pace(settings.host_delay_seconds)
        self._robots = RobotsMemory()
        self._client = httpx.Client(
            transport=GuardedTransport(read_allowed(settings.allow_private_addresses), self._deadline),
            timeout=httpx.Timeout(settings.read_timeout_seconds, connect=settings.connect_timeout_seconds),
            headers={
                "User-Agent": settings.user_agent,
                "Accept-Encoding": "gzip, deflate",
                "Accept-Language": "en, *;q=0.5",
            },
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str, *, source_id: str, etag: str | None = None, last_modified: str | None = None) -> Capture:
        """What `url` answers, redirects followed. Network trouble and HTTP errors are told in `Capture.error`.

        With `etag` and `last_modified` the request is conditional; an unchanged page has status 304 and no body.
        Raises FetchRefused for what must not be requested: other schemes, addresses that are not public (after
        every redirect too), what robots.txt forbids.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {"Accept": _ACCEPT} | {key: value for key, value in conditions.items() if value}
        started = datetime.now(UTC)
        try:
            final_url, answer = self._follow(url, headers)
        except FetchRefused:
            raise
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.TimeoutException, BodyError, _Trouble) as error:
            return _failed(url, source_id, started, _code(error))
        return _captured(url, final_url, source_id, started, answer)

    def _follow(self, url: str, headers: dict[str, str]) -> tuple[str, _Answer]:
        for _ in range(self._settings.max_redirects + 1):
            self._ask_leave(url)
            answer = self._request(url, headers, self._settings.max_response_bytes)
            if answer.status not in _MOVED or not (target := answer.headers.get("location")):
                return url, answer
            url = _joined(url, target)
        raise _Trouble(f"too_many_redirects: more than {self._settings.max_redirects}, the last to {url}")

    def _ask_leave(self, url: str) -> None:
        """Wait for the host's turn. Raises FetchRefused where robots.txt forbids, _Trouble where it cannot be read."""
        host = check_url(url)
        delay = None
        if self._settings.respect_robots:
            origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
            known = self._robots.of(origin, lambda: self._read_robots(origin, host))
            if known.problem:
                raise _Trouble(f"robots_unreachable: {origin}/robots.txt: {known.problem}")
            if not known.robots.allows(url):
                raise FetchRefused(f"{url}: robots.txt of the site forbids it")
            delay = known.robots.crawl_delay_seconds
        self._pace.wait(host, delay)

    def _read_robots(self, origin: str, host: str) -> tuple[Robots, str | None]:
        """By RFC 9309: a missing file allows everything, an unreachable one nothing."""
        url = f"{origin}/robots.txt"
        try:
            for _ in range(6):
                self._pace.wait(check_url(url))
                answer = self._request(url, {}, LARGEST_ROBOTS)
                if answer.status not in _MOVED or not (target := answer.headers.get("location")):
                    break
                url = _joined(url, target)
        except BodyError:
            return NOTHING_ALLOWED, None
        except (_Trouble, httpx.HTTPError, httpx.InvalidURL, httpcore.TimeoutException) as error:
            return NOTHING_ALLOWED, _code(error)
        if answer.status == 429 or answer.status >= 500:
            return NOTHING_ALLOWED, f"status {answer.status}"
        if answer.status != 200:
            return Robots(), None
        return parse_robots(answer.body.decode("utf-8", "replace"), self._settings.user_agent), None

    def _request(self, url: str, headers: dict[str, str], limit: int) -> _Answer:
        self._deadline.at = time.monotonic() + self._settings.total_timeout_seconds
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                if response.status_code in _MOVED or response.status_code == 304:
                    return _Answer(response.status_code, response.headers, b"")
                body = read_body(response.iter_raw(), response.headers.get("content-encoding", ""), limit)
                return _Answer(response.status_code, response.headers, body)
        finally:
            self._client.cookies.clear()


class _Trouble(Exception):
    """A failure whose text is code and explanation already."""


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise _Trouble(f"bad_address: redirect to {target[:200]!r} ({error})") from error


def _code(error: Exception) -> str:
    """A short code and what happened."""
    if isinstance(error, BodyError | _Trouble):
        return str(error)
    kinds: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
        ((httpx.TimeoutException, httpcore.TimeoutException), "timeout"),
        ((httpx.ConnectError,), "connect_failed"),
        ((httpx.RemoteProtocolError,), "bad_response"),
        ((httpx.InvalidURL, httpx.UnsupportedProtocol), "bad_address"),
    )
    code = next((code for types, code in kinds if isinstance(error, types)), "network")
    return f"{code}: {error or type(error).__name__}"


def _failed(url: str, source_id: str, at: datetime, error: str) -> Capture:
    name = capture_id(f"{url} {at.isoformat()}", error)
    return Capture(name, source_id, url, url, at, None, None, None, None, error=error)


def _captured(url: str, final_url: str, source_id: str, at: datetime, answer: _Answer) -> Capture:
    status, headers = answer.status, answer.headers
    digest = hashlib.sha256(answer.body).hexdigest()
    capture = Capture(
        capture_id=capture_id(f"{url} {at.isoformat()}", digest),
        source_id=source_id,
        url=url,
        final_url=final_url,
        fetched_at=at,
        status=status,
        content_type=headers.get("content-type"),
        body=answer.body,
        sha256=digest,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        retry_after_seconds=retry_after(headers.get("retry-after"), at),
    )
    if status == 304:
        return replace(capture, body=None, sha256=None)
    return replace(capture, error=f"http_{status}: the server answered {status}") if status >= 400 else capture


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from a Retry-After header, given as seconds or as a date; None where it says neither."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
