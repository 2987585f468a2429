"""Polite, bounded fetching of single addresses."""

from __future__ import annotations

import hashlib
import ssl
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
from tradenlp.fetch.breaker import Breaker
from tradenlp.fetch.captures import capture_id
from tradenlp.fetch.freshness import fresh_seconds, moment_of, retry_after
from tradenlp.fetch.manners import Pace, RobotsAnswer, RobotsMemory
from tradenlp.fetch.reasons import reason
from tradenlp.fetch.robots import LARGEST_ROBOTS
from tradenlp.fetch.transport import Deadline, GuardedTransport
from tradenlp.records import Capture
from tradenlp.settings import Settings

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOVED_FOR_GOOD = frozenset({301, 308})
LARGEST_ERROR_BODY = 256 * 1024
"""bytes that are read of an answer that is an error"""
MOST_OF_ROBOTS = 4 * LARGEST_ROBOTS
"""bytes of a robots.txt that are received; fewer are read"""
LONGEST_VALIDATOR = 1024
"""characters of an ETag or Last-Modified that are worth sending back"""


class RobotsForbid(FetchRefused):
    """A request that was not made because the site's robots.txt forbids it."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back from one address, redirects not followed."""

    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(slots=True)
class _Chain:
    """A request with the redirects that it leads through."""

    url: str
    started: float
    spent: float = 0.0
    """seconds of the requests so far, without waiting for turns"""
    moved_to: str | None = None
    """the last address that only permanent redirects led to"""
    only_permanent: bool = True


class Fetcher:
    """Fetches addresses, each host at its own pace and few at a time; may be shared by threads.

    Use it as a context manager. Only http and https, only public addresses (see `Settings.allow_private_addresses`),
    robots.txt obeyed, size, time and redirects bounded; a host that keeps failing is left alone for a while. Cookies
    are not kept, proxies not used.
    """

    def __init__(self, settings: Settings, pace: Pace | None = None, breaker: Breaker | None = None) -> None:
        self._settings = settings
        self._deadline = Deadline()
        self._pace = pace or Pace(settings.host_delay_seconds, settings.host_requests_at_once)
        self.breaker = breaker or Breaker(settings.data_dir / "resting_hosts.json")
        self._robots = RobotsMemory(settings.user_agent, settings.data_dir / "robots")
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
        chain = _Chain(url, time.monotonic())
        try:
            answer = self._follow(chain, headers)
        except FetchRefused:
            raise
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.TimeoutException, BodyError, _Trouble) as error:
            capture = _failed(url, source_id, started, _code(error))
            if rest := self.breaker.rest(_host(chain.url)):
                capture = replace(capture, retry_after_seconds=rest)
        else:
            capture = _captured(url, chain, source_id, started, answer)
        if conditions == {"If-None-Match": None, "If-Modified-Since": None} and capture.status == 304:
            capture = replace(capture, error="not_modified: the server answered 304, and nothing had been asked")
        self._judge(chain.url, capture)
        return replace(capture, seconds=chain.spent)

    def _judge(self, url: str, capture: Capture) -> None:
        """Let the breaker know how the host that had the last word did."""
        host = _host(url)
        code = (capture.error or "").partition(":")[0]
        if code == "host_resting":
            return
        if code and reason(code).host:
            self.breaker.failed(host, capture.retry_after_seconds)
        elif capture.status is not None:
            self.breaker.succeeded(host)

    def _follow(self, chain: _Chain, headers: dict[str, str]) -> _Answer:
        for _ in range(self._settings.max_redirects + 1):
            answer = self._ask(chain, headers)
            if answer.status not in _MOVED or not (target := answer.headers.get("location")):
                return answer
            chain.url = _joined(chain.url, target)
            chain.only_permanent = chain.only_permanent and answer.status in _MOVED_FOR_GOOD
            chain.moved_to = chain.url if chain.only_permanent else chain.moved_to
        raise _Trouble(f"too_many_redirects: more than {self._settings.max_redirects}, the last to {chain.url[:300]}")

    def _ask(self, chain: _Chain, headers: dict[str, str]) -> _Answer:
        """Wait for the host's turn and ask. Raises RobotsForbid where robots.txt forbids, _Trouble where it cannot
        be read or the host rests.
        """
        url, host = chain.url, check_url(chain.url)
        if rest := self.breaker.rest(host):
            raise _Trouble(f"host_resting: {host} is left alone for another {rest:.0f} s")
        delay = None
        if self._settings.respect_robots:
            origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
            known = self._robots.of(origin, lambda: self._read_robots(origin, chain))
            if known.problem:
                raise _Trouble(f"robots_unreachable: {origin}/robots.txt: {known.problem}")
            if not known.robots.allows(url):
                raise RobotsForbid(f"{url}: robots.txt of the site forbids it")
            delay = known.robots.crawl_delay_seconds
        with self._pace.turn(host, delay):
            return self._request(url, headers, self._settings.max_response_bytes, chain)

    def _read_robots(self, origin: str, chain: _Chain) -> RobotsAnswer:
        """By RFC 9309: a missing file allows everything, an unreachable one nothing."""
        url = f"{origin}/robots.txt"
        try:
            for _ in range(6):
                with self._pace.turn(check_url(url)):
                    answer = self._request(url, {}, MOST_OF_ROBOTS, chain)
                if answer.status not in _MOVED or not (target := answer.headers.get("location")):
                    break
                url = _joined(url, target)
        except BodyError as error:
            return RobotsAnswer(problem=str(error))
        except (_Trouble, httpx.HTTPError, httpx.InvalidURL, httpcore.TimeoutException) as error:
            return RobotsAnswer(problem=_code(error))
        if answer.status == 429 or answer.status >= 500:
            return RobotsAnswer(problem=f"status {answer.status}")
        return RobotsAnswer(answer.body.decode("utf-8", "replace") if answer.status == 200 else "")

    def _request(self, url: str, headers: dict[str, str], limit: int, chain: _Chain) -> _Answer:
        """One request, within what the whole chain has left of its time."""
        started = time.monotonic()
        self._deadline.at = started + self._settings.total_timeout_seconds - chain.spent
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                return _Answer(response.status_code, response.headers, _body(response, limit))
        finally:
            chain.spent += time.monotonic() - started
            self._client.cookies.clear()


class _Trouble(Exception):
    """A failure whose text is code and explanation already."""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _body(response: httpx.Response, limit: int) -> bytes:
    """The body; of an answer that is an error as much as is worth keeping, or nothing."""
    status, encoding = response.status_code, response.headers.get("content-encoding", "")
    if status in _MOVED or status == 304:
        return b""
    if status < 400:
        return read_body(response.iter_raw(), encoding, limit)
    try:
        return read_body(response.iter_raw(), encoding, min(limit, LARGEST_ERROR_BODY))
    except (BodyError, httpx.HTTPError, httpcore.TimeoutException):
        return b""


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise _Trouble(f"bad_address: redirect to {target[:200]!r} ({error})") from error


def _code(error: Exception) -> str:
    """A short code and what happened."""
    if isinstance(error, BodyError | _Trouble):
        return str(error)
    told = str(error) or type(error).__name__
    if isinstance(error, httpx.ConnectError) and (tls := _tls_error(error)):
        return _tls_code(tls, told)
    kinds: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
        ((httpx.ConnectTimeout, httpcore.ConnectTimeout), "timeout: no connection in time"),
        ((httpx.WriteTimeout, httpcore.WriteTimeout), "timeout: the request could not be sent in time"),
        ((httpx.TimeoutException, httpcore.TimeoutException), "timeout: the answer, or its next piece, did not come"),
        ((httpx.ConnectError,), "connect_failed"),
        ((httpx.RemoteProtocolError,), "bad_response"),
        ((httpx.InvalidURL, httpx.UnsupportedProtocol), "bad_address"),
    )
    code = next((code for types, code in kinds if isinstance(error, types)), "network")
    return f"{code} ({told})" if ": " in code else f"{code}: {told}"


def _tls_error(error: BaseException | None) -> ssl.SSLError | None:
    """What TLS complained of, behind the errors that httpcore and httpx wrap around it."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error


def _tls_code(error: ssl.SSLError, told: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"bad_certificate: {error.verify_message or told}"
    return f"tls_failed: {told}"


def _failed(url: str, source_id: str, at: datetime, error: str) -> Capture:
    name = capture_id(f"{url} {at.isoformat()}", error)
    return Capture(name, source_id, url, url, at, None, None, None, None, error=error)


def _captured(url: str, chain: _Chain, source_id: str, at: datetime, answer: _Answer) -> Capture:
    status, headers = answer.status, answer.headers
    digest = hashlib.sha256(answer.body).hexdigest()
    server_now = moment_of(headers.get("date")) or at
    capture = Capture(
        capture_id=capture_id(f"{url} {at.isoformat()}", digest),
        source_id=source_id,
        url=url,
        final_url=chain.url,
        fetched_at=at,
        status=status,
        content_type=headers.get("content-type"),
        body=answer.body,
        sha256=digest,
        etag=_short(headers.get("etag")),
        last_modified=_short(headers.get("last-modified")),
        retry_after_seconds=retry_after(headers.get("retry-after"), server_now),
        fresh_seconds=fresh_seconds(headers, at),
        moved_to=chain.moved_to,
    )
    if status == 304:
        return replace(capture, body=None, sha256=None)
    usable = status in (200, 203)
    return capture if usable else replace(capture, error=f"http_{status}: the server answered {status}")


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= LONGEST_VALIDATOR else None
