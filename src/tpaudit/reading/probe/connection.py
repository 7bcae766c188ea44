"""Connections of a probe: each goes to an address that was checked, and ends at a deadline."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

from httpcore2 import (
    ConnectError,
    ConnectTimeout,
    NetworkBackend,
    NetworkStream,
    ReadTimeout,
    SyncBackend,
    WriteTimeout,
)

from tpaudit.reading.probe.addresses import public

LOOK_UP_SECONDS: Final = 10.0
"""How long the look-up of a host may take where no request says so."""
MAX_RECEIVED: Final = 6_000_000
"""Bytes that are taken from one connection for one answer, headers and compressed body together."""
Resolve = Callable[[str, int], list[str]]
"""Finds the IP addresses of a host; raises OSError if there is none."""


class RefusedAddressError(Exception):
    """A host has an address that a probe must not connect to."""


class CertificateError(Exception):
    """A host shows a certificate that is not valid."""


class TooLargeError(Exception):
    """More came than is taken."""


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host as the system finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def found_in_time(find: Resolve, host: str, port: int, seconds: float) -> list[str]:
    """Return the IP addresses of a host; raises OSError if there is none, TimeoutError after so many seconds.

    The system's look-up knows no limit and cannot be stopped: it is waited for in a thread, which is left behind.
    """
    found: list[str] = []
    errors: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.extend(find(host, port))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TimeoutError(host)
    if errors:
        raise errors[0]
    return found


class Budget:
    """What one request may still take: seconds and bytes."""

    def __init__(self, seconds: float) -> None:
        """Take the seconds for the whole request."""
        self._end = time.monotonic() + seconds
        self._bytes = MAX_RECEIVED

    def left(self, timeout: float | None, error: type[Exception]) -> float:
        """Return the seconds that a step may take; raises the error if none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise error
        return left if timeout is None else min(left, timeout)

    def take(self, count: int) -> None:
        """Count what came; raises TooLargeError at the end."""
        self._bytes -= count
        if self._bytes < 0:
            raise TooLargeError


class GuardedBackend(NetworkBackend):
    """Connects only to addresses that were checked, so that no second look-up can lead elsewhere."""

    def __init__(self, *, allow_private: bool, find: Resolve = resolve) -> None:
        """Take whether hosts of this machine and of private networks may be asked, and how hosts are found."""
        self._allow_private = allow_private
        self._find = find
        self._plain = SyncBackend()
        self.budget = Budget(0)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """Connect to the first address of a host that answers; every one of them must be allowed."""
        try:
            seconds = self.budget.left(timeout, ConnectTimeout)
            found = found_in_time(self._find, host, port, seconds)
        except TimeoutError as error:
            raise ConnectTimeout(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise ConnectError(str(error)) from error
        refused = [address for address in found if not self._allow_private and not public(address)]
        if refused or not found:
            raise RefusedAddressError(refused)
        for address in found:
            try:
                seconds = self.budget.left(timeout, ConnectTimeout)
                stream = self._plain.connect_tcp(address, port, seconds, local_address, socket_options)
            except (ConnectError, ConnectTimeout):
                if address == found[-1]:
                    raise
                continue
            return _GuardedStream(stream, self)
        raise ConnectError


class _GuardedStream(NetworkStream):
    """A connection whose every step counts against the budget of the request."""

    def __init__(self, stream: NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._backend.budget.left(timeout, ReadTimeout))
        self._backend.budget.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.budget.left(timeout, WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        seconds = self._backend.budget.left(timeout, ConnectTimeout)
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        except ConnectError as error:
            if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in error.args):
                raise CertificateError(server_hostname) from error
            raise
        return _GuardedStream(stream, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
