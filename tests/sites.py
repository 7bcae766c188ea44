"""Small sites on loopback for tests of the probe: every page is a function or an answer of a real server."""

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, NamedTuple


class Reply(NamedTuple):
    """What the server answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}


Pages = Mapping[str, str | bytes | Reply | Callable[[str], Reply]]
"""Answers by path; `*` answers everything else, and without it that is 404."""
HTML: Final = {"Content-Type": "text/html; charset=utf-8"}


class LocalSite(NamedTuple):
    """A running server."""

    url: str
    asked: list[str]
    """The requests so far: method and path."""
    headers: list[Mapping[str, str]]


def reply_of(found: str | bytes | Reply | Callable[[str], Reply], path: str) -> Reply:
    if callable(found):
        return found(path)
    if isinstance(found, Reply):
        return found
    return Reply(found.encode() if isinstance(found, str) else found, headers=HTML)


@contextmanager
def serving(pages: Pages, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[LocalSite]:
    """Serve pages on a free port of this machine; all of 127.0.0.0/8 is this machine on Linux."""
    asked: list[str] = []
    headers: list[Mapping[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.path}")
            headers.append(dict(self.headers.items()))
            found = pages.get(self.path, pages.get("*", Reply(b"gone", 404, HTML)))
            reply = reply_of(found, self.path)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            with suppress(OSError):  # a probe that has seen enough hangs up
                self.wfile.write(reply.body)

        do_POST = do_HEAD = do_GET  # noqa: N815 - the names that the base class looks for

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield LocalSite(f"http{'s' if tls else ''}://{host}:{server.server_address[1]}/", asked, headers)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def dripping(first: bytes, then: bytes, pause: float = 0.05) -> Iterator[str]:
    """Serve on a free port: at once what comes first, then the rest again and again for ever, 50 ms between."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                _drip(connection, (first, then), pause, over)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        over.set()
        with socket.socket() as poke:
            poke.connect(listening.getsockname())
        thread.join()
        listening.close()


def _drip(connection: socket.socket, said: tuple[bytes, bytes], pause: float, over: threading.Event) -> None:
    try:
        connection.sendall(said[0])
        while not over.wait(pause):
            connection.sendall(said[1])
    except OSError:
        return


@contextmanager
def breaking_off(said: bytes) -> Iterator[str]:
    """Serve on a free port: the same bytes to everybody who asks, then the connection is closed."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                if not connection.recv(65536):
                    return
                connection.sendall(said)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        with socket.socket() as poke:
            poke.connect(listening.getsockname())
        thread.join()
        listening.close()


def bomb(megabytes: int) -> Reply:
    """Return a small answer that becomes large."""
    body = gzip.compress(b"<p>" + b" " * (megabytes * 1_000_000), 9)
    return Reply(body, headers={**HTML, "Content-Encoding": "gzip"})


def moved(to: str) -> Reply:
    """Return a redirect."""
    return Reply(status=302, headers={"Location": to})
