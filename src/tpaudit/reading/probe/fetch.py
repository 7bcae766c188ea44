"""One request of a probe: GET, one host, no cookies, no redirects followed, everything bounded."""

import time
import zlib
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Final, Protocol, Self

import httpcore2

from tpaudit.documents.site import Answered
from tpaudit.reading.probe.addresses import WebAddress, web_address
from tpaudit.reading.probe.connection import (
    Budget,
    CertificateError,
    GuardedBackend,
    RefusedAddressError,
    Resolve,
    TooLargeError,
    resolve,
)
from tpaudit.version import VERSION

AGENT: Final = f"tpaudit-probe/{VERSION}"
MAX_BYTES: Final = 5_000_000
"""The largest page that is read, decompressed."""
_SECONDS: Final = 20.0
"""How long one request may take from its first step to its last byte."""
_STEP: Final = 10.0
"""How long a server may stay silent."""
_HEADERS: Final = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
}
TOO_SLOW: Final = "the server did not answer in time"
NO_CONNECTION: Final = "no connection to the server"
CERTIFICATE: Final = "its certificate is not valid, so that browsers warn of the site"
REFUSED_ADDRESS: Final = "the host has no public address; --allow-private lets a probe ask it"
TOO_LARGE: Final = "the answer is larger than 5 MB"
DAMAGED: Final = "the answer is damaged"
PACKED: Final = "the answer is packed as nobody asked for it, and was not unpacked"
NO_WEB_ADDRESS: Final = "this is no address of the web"


class PackedError(Exception):
    """An answer is packed in a way that was not asked for."""


_PROBLEMS: Final[Mapping[type[Exception], str]] = {
    RefusedAddressError: REFUSED_ADDRESS,
    CertificateError: CERTIFICATE,
    TooLargeError: TOO_LARGE,
    PackedError: PACKED,
    httpcore2.TimeoutException: TOO_SLOW,
    httpcore2.NetworkError: NO_CONNECTION,
    httpcore2.ProtocolError: DAMAGED,
    zlib.error: DAMAGED,
    ValueError: DAMAGED,
}


class AnswerSource(Protocol):
    """What gives the answer for an address: the network, or a recording."""

    def get(self, url: str) -> Answered:
        """Return what came back; never raises for what a server does."""

    def wait(self, seconds: float) -> None:
        """Wait as long as a site asks between two requests."""


class Network:
    """Asks servers, at most one request in so many seconds."""

    def __init__(
        self, *, delay: float, allow_private: bool, find: Resolve = resolve, seconds: float = _SECONDS
    ) -> None:
        """Take the seconds between two requests, whether private hosts may be asked, and the limits."""
        self._delay = delay
        self._seconds = seconds
        self._asked_at: float | None = None
        self._backend = GuardedBackend(allow_private=allow_private, find=find)
        self._pool = httpcore2.ConnectionPool(
            network_backend=self._backend, max_connections=2, keepalive_expiry=30
        )

    def __enter__(self) -> Self:
        """Open nothing yet: a connection is made when something is asked."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        self._pool.close()

    def wait(self, seconds: float) -> None:
        """Keep so many seconds between requests from now on, if it is more than before."""
        self._delay = max(self._delay, seconds)

    def get(self, url: str) -> Answered:
        """Return what the server of an address answers, or why there is no answer."""
        found = web_address(url)
        if found is None:
            return Answered(url=url, problem=NO_WEB_ADDRESS)
        self._be_patient()
        self._backend.budget = Budget(self._seconds)
        try:
            return self._ask(url, found)
        except tuple(_PROBLEMS) as error:
            problem = next(said for kind, said in _PROBLEMS.items() if isinstance(error, kind))
            return Answered(url=url, problem=problem)

    def _be_patient(self) -> None:
        if self._asked_at is not None:
            left = self._asked_at + self._delay - time.monotonic()
            if left > 0:
                time.sleep(left)
        self._asked_at = time.monotonic()

    def _ask(self, url: str, found: WebAddress) -> Answered:
        limits = dict.fromkeys(("connect", "read", "write", "pool"), _STEP)
        address = httpcore2.URL(scheme=found.scheme, host=found.host, port=found.port, target=found.path)
        host = _host_header(found.scheme, found.host, found.port)
        headers: list[tuple[bytes | str, bytes | str]] = [("Host", host), *_HEADERS.items()]
        with self._pool.stream("GET", address, headers=headers, extensions={"timeout": limits}) as answer:
            fields = {name.lower(): value for name, value in reversed(answer.headers)}
            body = decompressed(answer.iter_stream(), _text(fields, b"content-encoding"))
            return Answered(
                url=url,
                status=answer.status,
                content_type=_text(fields, b"content-type"),
                location=_address(fields.get(b"location", b"")),
                body=body,
            )


def _host_header(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if (scheme, port) in {("http", 80), ("https", 443)} else f"{name}:{port}"


def _text(fields: dict[bytes, bytes], name: bytes) -> str:
    return fields.get(name, b"").decode("latin-1").strip()


def _address(written: bytes) -> str:
    """Return where a redirect leads; letters beyond ASCII are UTF-8 nearly everywhere, as browsers read them."""
    try:
        return written.decode("utf-8").strip()
    except UnicodeDecodeError:
        return written.decode("latin-1").strip()


def decompressed(chunks: Iterable[bytes], encoding: str) -> bytes:
    """Return a whole body; raises TooLargeError before more than MAX_BYTES are in memory.

    Raises zlib.error for what is not what it says, PackedError for an encoding that was not asked for.
    """
    kinds = [kind for kind in encoding.lower().replace(",", " ").split() if kind != "identity"]
    if len(kinds) > 1 or (kinds and kinds[0] not in ("gzip", "x-gzip")):
        raise PackedError
    unpack = zlib.decompressobj(wbits=47) if kinds else None
    whole = bytearray()
    for chunk in chunks:
        whole += chunk if unpack is None else unpack.decompress(chunk, MAX_BYTES + 1 - len(whole))
        if len(whole) > MAX_BYTES or (unpack is not None and unpack.unconsumed_tail):
            raise TooLargeError
    if unpack is not None and whole and not unpack.eof:
        raise zlib.error
    return bytes(whole)
