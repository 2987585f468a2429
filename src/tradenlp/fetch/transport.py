"""Connections that go only where they may, and end when their time is up."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from tradenlp.fetch.addresses import Allowed, ResolveTimeout, resolve


class Deadline(threading.local):
    """The moment (`time.monotonic`) at which this thread's request must be over."""

    at: float = float("inf")

    def left(self, timeout: float | None) -> float:
        """Seconds that an operation may take; raises httpcore.ReadTimeout when none are left."""
        remaining = self.at - time.monotonic()
        if remaining <= 0:
            raise httpcore.ReadTimeout("the time for one answer as a whole is over")
        return remaining if timeout is None else min(timeout, remaining)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a host once, checks every address of it and connects to one that was checked."""

    def __init__(self, allowed: Allowed, deadline: Deadline) -> None:
        self._inner = httpcore.SyncBackend()
        self._allowed, self._deadline = allowed, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises FetchRefused where the host has an address that is not permitted."""
        try:
            addresses = resolve(host, port, self._allowed, self._deadline.left(timeout))
        except ResolveTimeout as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved: {error}") from error
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:4]:
            try:
                left = self._deadline.left(timeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over `GuardedBackend`; proxies of the environment are not used, they would see past it."""

    def __init__(self, allowed: Allowed, deadline: Deadline, connections: int = 64) -> None:
        super().__init__(trust_env=False)
        # httpx offers no public way to hand its pool another network backend.
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=connections,
            max_keepalive_connections=connections // 2,
            keepalive_expiry=30.0,
            network_backend=GuardedBackend(allowed, deadline),
        )
