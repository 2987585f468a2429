"""Which addresses may be connected to. Public ones; private, loopback, link-local and the like only where allowed."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from tradenlp.errors import FetchRefused, InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


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


def resolve(host: str, port: int, allowed: Allowed) -> list[str]:
    """The addresses of `host` in the resolver's order. Raises FetchRefused if one of them is not permitted, OSError
    if there is none. Whoever connects must use these and not ask again, so that an answer cannot change meanwhile.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for text in addresses:
        if not allowed.permits(host, ipaddress.ip_address(text.split("%")[0])):
            raise FetchRefused(
                f"{host} is at {text}, which is not public; name it in allow_private_addresses if it is meant"
            )
    return addresses
