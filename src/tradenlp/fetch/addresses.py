"""Which addresses may be connected to. Public ones; private, loopback, link-local and the like only where allowed."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from tradenlp.errors import FetchRefused, InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "168.63.129.16/32", "fec0::/10", "64:ff9b:1::/48"),
    )
)
"""what `ipaddress` takes for public and is not: special-purpose and site-local networks (RFC 6890, 3879, 8215), and
the one metadata address of a cloud that lies among public ones"""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Exceptions to the rule: host names in lower case, and networks."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def permits(self, host: str, address: Address) -> bool:
        """Whether `address`, to which `host` resolved, may be connected to."""
        address = getattr(address, "ipv4_mapped", None) or address
        if host.lower() in self.hosts or any(address in network for network in self.networks):
            return True
        return is_public(address)


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet, IPv4 addresses wrapped into IPv6 included."""
    for inner in (getattr(address, "ipv4_mapped", None), getattr(address, "sixtofour", None)):
        if inner is not None:
            return is_public(inner)
    if isinstance(address, ipaddress.IPv6Address):
        if teredo := address.teredo:
            return all(map(is_public, teredo))
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address in network for network in NOT_PUBLIC):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def read_allowed(entries: Iterable[str]) -> Allowed:
    """Exceptions from host names, addresses and networks (CIDR). Raises InputError for what is none of these."""
    hosts, networks = set(), []
    for entry in entries:
        try:
            networks.append(ipaddress.ip_network(entry, strict=False))
        except ValueError:
            if "/" in entry or not entry.strip():
                raise InputError(f"allow_private_addresses: {entry!r} is no host, address or network") from None
            hosts.add(entry.strip().lower())
    return Allowed(frozenset(hosts), tuple(networks))


def check_url(url: str) -> str:
    """The host of an http(s) address. Raises FetchRefused for another scheme, user names and missing hosts."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchRefused(f"{url}: no valid address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise FetchRefused(f"{url}: only http and https are fetched, not {parts.scheme or 'an address without scheme'}")
    if not host:
        raise FetchRefused(f"{url}: it names no host")
    if parts.username or parts.password:
        raise FetchRefused(f"{url}: addresses with user names are not fetched")
    return host


class ResolveTimeout(OSError):
    """The resolver did not answer in time."""


def resolve(host: str, port: int, allowed: Allowed, seconds: float = 30.0) -> list[str]:
    """The addresses of `host` in the resolver's order, within `seconds`.

    Raises FetchRefused if one of them is not permitted, OSError if there is none, ResolveTimeout if no answer comes.
    Whoever connects must use these and not ask again, so that an answer cannot change meanwhile.
    """
    addresses = _looked_up(host, port, seconds)
    for text in addresses:
        if not allowed.permits(host, ipaddress.ip_address(text.split("%")[0])):
            raise FetchRefused(f"{host} is at {text}, which is not public")
    return addresses


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """In a thread of its own, because a look-up cannot be interrupted; a late answer is dropped."""
    answer: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.append(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    thread = threading.Thread(target=ask, daemon=True, name=f"look-up of {host[:60]}")
    thread.start()
    thread.join(seconds)
    if not answer:
        raise ResolveTimeout(f"{host}: the resolver did not answer within {seconds:g} s")
    if isinstance(answer[0], Exception):
        raise answer[0]
    return answer[0]
