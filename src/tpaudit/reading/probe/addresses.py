"""Addresses of the network: which of them a probe may connect to, and what belongs to a site."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

_NEVER: Final = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
    )
)
"""Networks that `is_global` lets through and that lead to other networks, to many hosts or to none.

Multicast, 6to4, Teredo and what is reserved for protocols: an IPv4 address may hide in them.
"""
_GIVEN_OUT: Final = ip_network("2000::/3")
"""The only IPv6 addresses that hosts of the internet have; NAT64, translated and old site-local ones lie outside."""
_SAFE: Final = "/%:=&?~#+!$,;'@()*[]"
_PORTS: Final = {"http": 80, "https": 443}
LONGEST_URL: Final = 2000


def public(text: str) -> bool:
    """Tell whether an IP address belongs to a host of the public internet."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    checked = mapped or address
    if checked.version == 6 and checked not in _GIVEN_OUT:  # noqa: PLR2004 - of the internet protocol
        return False
    return checked.is_global and not any(
        checked in network for network in _NEVER if network.version == checked.version
    )


class WebAddress(NamedTuple):
    """An address of the web in its parts."""

    scheme: str
    host: str
    """In ASCII, lower case."""
    port: int
    path: str
    """With the query."""


def web_address(url: str) -> WebAddress | None:
    """Return the parts of an address of the web; None for what is none, or names a user."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        if parts.scheme not in _PORTS or not host or "@" in parts.netloc:
            return None
        ascii_host = host.lower() if host.isascii() else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return None
    path = quote(parts.path or "/", safe=_SAFE)
    query = quote(parts.query, safe=_SAFE)
    wanted = _PORTS[parts.scheme] if port is None else port
    return WebAddress(
        scheme=parts.scheme,
        host=ascii_host.rstrip("."),
        port=wanted,
        path=f"{path}?{query}" if query else path,
    )


def joined(base: str, href: str) -> str | None:
    """Return where a link of a page leads, without its fragment, in one spelling; None if nowhere on the web."""
    written = href.strip()
    if len(written) > LONGEST_URL:
        return None
    absolute = written.startswith("/")  # the same on every page of the host
    return _joined(_origin(base) if absolute else base, written)


@lru_cache(maxsize=4096)
def _joined(base: str, href: str) -> str | None:
    try:
        whole = urlsplit(urljoin(base, href))
    except ValueError:
        return None
    found = web_address(urlunsplit(whole._replace(fragment="")))
    return None if found is None else spelled(found)


@lru_cache(maxsize=256)
def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def spelled(found: WebAddress) -> str:
    """Return an address in the one spelling by which pages are told apart."""
    host = f"[{found.host}]" if ":" in found.host else found.host
    port = "" if found.port == _PORTS[found.scheme] else f":{found.port}"
    path, _, query = found.path.partition("?")
    return urlunsplit(SplitResult(found.scheme, host + port, path, query, ""))


class Bounds(NamedTuple):
    """The hosts that belong to a site: its own, those below it, and others that were named."""

    hosts: tuple[str, ...]
    ports: frozenset[int]

    def holds(self, url: str) -> bool:
        """Tell whether an address belongs to the site."""
        found = web_address(url)
        return (
            found is not None
            and found.port in self.ports
            and any(found.host == host or found.host.endswith("." + host) for host in self.hosts)
        )


def bounds(start: str, also: tuple[str, ...] = ()) -> Bounds:
    """Return the bounds of a site by its first address and other hosts, with or without a scheme."""
    found = [web_address(url if "://" in url else f"https://{url}") for url in (start, *also)]
    known = [one for one in found if one is not None]
    ports = {one.port for one in known}
    return Bounds(
        tuple(one.host.removeprefix("www.") for one in known),
        frozenset(ports | ({80, 443} if ports & {80, 443} else set())),
    )
