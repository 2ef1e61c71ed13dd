"""Which addresses the desk does not fetch: a feed's address is a reader's input, and must not lead into our own network."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

__all__ = ["ClosedAddress", "forbidden", "guarded_socket"]

#: What ``is_global`` lets through or tells differently from one Python to the next. Each with its reason.
_CLOSED = tuple(
    map(
        ip_network,
        (
            "100.64.0.0/10",  # shared space of carriers (RFC 6598); Alibaba's metadata stand in it
            "168.63.129.16/32",  # Azure's metadata, at a public address
            "192.0.0.0/24",  # protocol assignments (RFC 6890)
            "192.88.99.0/24",  # 6to4 relays (RFC 7526)
            "198.18.0.0/15",  # benchmarks (RFC 2544)
            "::/96",  # IPv4-compatible (RFC 4291)
            "64:ff9b::/96",  # NAT64 (RFC 6052): leads to any IPv4 address
            "64:ff9b:1::/48",  # NAT64, local use (RFC 8215)
            "100::/64",  # discard (RFC 6666)
            "2001::/23",  # protocol assignments, Teredo among them (RFC 2928)
            "2002::/16",  # 6to4 (RFC 3056): leads to any IPv4 address
            "fc00::/7",  # unique local (RFC 4193); Amazon's metadata stand in it
            "fec0::/10",  # site local (RFC 3879)
        ),
    )
)


class ClosedAddress(OSError):
    """A connection was about to be made to an address that is closed to us."""


def forbidden(address: str) -> bool:
    """Whether a literal address is private, local, shared, reserved, or leads to one that may be. No literal at all: True."""
    try:
        ip = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return True
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return not ip.is_global or _special(ip) or any(ip in network for network in _CLOSED if network.version == ip.version)


def _special(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local


def guarded_socket(addr_info: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
    """A socket for one resolved address, as aiohttp asks for it right before connecting. Raises ClosedAddress.

    It stands after the name was resolved and before every connection, literal addresses and redirects included, so that a
    name cannot be shown to us as public and resolve to a private address a moment later.
    """
    family, kind, protocol, _, address = addr_info
    if forbidden(str(address[0])):
        raise ClosedAddress("closed to us")  # one wording: several such failures fold into one
    return socket.socket(family, kind, protocol)
