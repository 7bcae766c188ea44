"""Servers on loopback that mean harm to a probe, or are broken: it ends in time, and the reason is the right one."""

import shutil
import ssl
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from program import run
from sites import HTML, LocalSite, Reply, breaking_off, dripping, moved, serving

from tpaudit.documents.site import Site
from tpaudit.reading.probe.addresses import bounds, public
from tpaudit.reading.probe.crawl import CIRCLE, ELSEWHERE, MANY_REDIRECTS, crawl
from tpaudit.reading.probe.fetch import (
    CERTIFICATE,
    DAMAGED,
    MAX_BYTES,
    NO_CONNECTION,
    PACKED,
    REFUSED_ADDRESS,
    TOO_LARGE,
    TOO_SLOW,
    Network,
)

CHUNKED: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
ROBOTS: Final = {"/robots.txt": ""}
AUDIT: Final = """
format: 1
company: {name: Kiln, website: "%s"}
audit: {date: 2026-12-31, auditor: Anna, method: walkthrough}
journey: {stages: {buy: Buy}}
touchpoints:
  web: {stage: buy, checklists: {phone: {}, website: {}}}
"""


def crawled(pages: dict[str, Any]) -> tuple[Site, LocalSite]:
    with serving({**ROBOTS, **pages}) as site, Network(delay=0, allow_private=True) as network:
        return crawl(network, site.url, bounds(site.url), 50), site


def problems(site: Site) -> list[str]:
    return [unread.problem for unread in site.unread]


# Answers without end


def chunk(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(body), body)


def zeros_without_end() -> tuple[bytes, bytes]:
    """Return the head of a gzip stream, and a block of it that may follow itself for ever."""
    packing = zlib.compressobj(9, wbits=31)
    head = packing.compress(b" " * 1000) + packing.flush(zlib.Z_FULL_FLUSH)
    return head, packing.compress(b" " * 1_000_000) + packing.flush(zlib.Z_FULL_FLUSH)


BOMB: Final = zeros_without_end()


@pytest.mark.parametrize(
    ("first", "then", "pause", "said"),
    [
        (CHUNKED + b"\r\n", chunk(b"x"), 0.05, TOO_SLOW),
        (CHUNKED + b"\r\n", chunk(b"x" * 60_000), 0, TOO_LARGE),
        (CHUNKED + b"\r\n", chunk(b"x"), 0, TOO_LARGE),
        (CHUNKED + b"Content-Encoding: gzip\r\n\r\n" + chunk(BOMB[0]), chunk(BOMB[1]), 0, TOO_LARGE),
        (CHUNKED + b"\r\n1", b"; name=value" * 1000, 0, DAMAGED),
        (CHUNKED + b"\r\n0\r\n", b"X-More: trailers\r\n" * 1000, 0, DAMAGED),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000, 0, TOO_LARGE),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05, TOO_SLOW),
    ],
    ids=["slow", "fast", "one byte each", "packed", "names of chunks", "trailers", "hints", "continue"],
)
def test_an_answer_without_end_is_left_in_time(first: bytes, then: bytes, pause: float, said: str) -> None:
    began = time.monotonic()
    tracemalloc.start()
    with (
        dripping(first, then, pause) as url,
        Network(delay=0, allow_private=True, seconds=2) as network,
    ):
        problem = network.get(url).problem
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem in (said, TOO_SLOW)
    assert time.monotonic() - began < 6
    assert peak < 5 * MAX_BYTES


@pytest.mark.parametrize("codec", ["brotli", "zstd"])
def test_an_answer_that_is_packed_as_nobody_asked_says_so(codec: str) -> None:
    packing = pytest.importorskip("pyarrow")
    body = packing.compress(b"<title>Cups</title><p>Call 020 7946 0018", codec=codec, asbytes=True)
    name = {"brotli": "br"}.get(codec, codec)
    site, _ = crawled({"/": Reply(body, headers={**HTML, "Content-Encoding": name})})
    assert (problems(site), site.pages) == ([PACKED], ())


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<title>Cu",
        CHUNKED + b"\r\n" + chunk(b"<title>Cups"),
        CHUNKED + b"\r\n-5\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 900\r\n\r\nx",
        b"220 mail.kiln.example ESMTP\r\n",
        b"\x00\xff" * 500,
    ],
    ids=["no answer", "in the body", "in a chunk", "chunk of -5", "two lengths", "no web server", "noise"],
)
def test_an_answer_that_breaks_off_is_no_page(said: bytes) -> None:
    with breaking_off(said) as url, Network(delay=0, allow_private=True) as network:
        found = network.get(url)
    assert (found.problem, found.status, found.body) == (DAMAGED, None, b"")


def test_rules_for_programs_without_end_do_not_keep_it_busy() -> None:
    rules = "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 40}{n}$\n" for n in range(4_000))
    links = "".join(f"<a href=/{'a' * 900}{letter}>x</a>" for letter in "bcdefghijk")
    started = time.process_time()
    site, _ = crawled({"/": f"<p>Cups</p>{links}", "/robots.txt": rules, "*": "<p>a"})
    assert len(site.pages) == 2
    assert time.process_time() - started < 10


# Where a host leads


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "localhost",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "127.1",
            "0",
            "127.255.0.9",
        ),
        *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    ],
)
def test_this_machine_is_known_by_every_name(host: str) -> None:
    with serving({"/": "secret"}, "0.0.0.0") as site:  # noqa: S104 - one of the names is another loopback address
        url = f"http://{host}:{site.url.rstrip('/').rpartition(':')[2]}/"
        with Network(delay=0, allow_private=False) as network:
            assert network.get(url).problem == REFUSED_ADDRESS
        assert site.asked == []
        with Network(delay=0, allow_private=True) as network:
            assert network.get(url).body == b"secret"


HIDING: Final = {
    "mapped": "::ffff:127.0.0.1",
    "mapped private": "::ffff:10.0.0.1",
    "compatible": "::127.0.0.1",
    "translated": "::ffff:0:7f00:1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64 of a network": "64:ff9b:1::7f00:1",
    "6to4": "2002:7f00:1::1",
    "Teredo": "2001:0:7f00:1::1",
    "dummy": "192.0.0.8",
    "6to4 relay": "192.88.99.1",
    "multicast": "224.0.0.251",
    "multicast of version 6": "ff05::1",
    "multicast, global": "ff0e::1",
    "site-local": "fec0::1",
    "discarded": "100::1",
    "documentation": "3fff::1",
    "routing": "5f00::1",
    "nobody's": "4000::1",
}


@pytest.mark.parametrize("address", HIDING.values(), ids=HIDING)
def test_an_address_that_hides_another_is_refused_before_anybody_is_asked(address: str) -> None:
    assert not public(address)
    for found in ([address], ["1.1.1.1", address]):
        with Network(delay=0, allow_private=False, find=lambda *_, found=found: found) as network:
            assert network.get("http://kiln.example/").problem == REFUSED_ADDRESS
    literal = f"[{address}]" if ":" in address else address
    with Network(delay=0, allow_private=False) as network:
        assert network.get(f"http://{literal}/").problem == REFUSED_ADDRESS


@pytest.mark.parametrize(
    "to",
    [
        *("file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:6379/_x", "data:text/html,<p>x"),
        *(
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://[64:ff9b::7f00:1]/",
            "//169.254.169.254/latest/meta-data/",
        ),
        *("http://127.0.0.1:1/", "http://127.0.0.1@kiln.example/"),
    ],
)
def test_no_way_of_sending_on_leads_out_of_the_site(to: str) -> None:
    refreshing = (
        f"<meta http-equiv=refresh content='0; url={to}'><p>x<a href=/moved>m</a><a href='{to}'>x</a>"
    )
    site, server = crawled({"/": refreshing, "/moved": moved(to)})
    assert set(server.asked) <= {"GET /robots.txt", "GET /", "GET /moved"}
    assert len(site.pages) + len(problems(site)) == 1


# What servers ask for


def test_a_server_that_wants_its_cookie_back_gets_none() -> None:
    asking = Reply(status=302, headers={"Location": "/", "Set-Cookie": "seen=1; Path=/"})
    site, server = crawled({"/": moved("/check"), "/check": asking})
    assert problems(site) == [CIRCLE]
    assert all("Cookie" not in headers for headers in server.headers)


def test_a_redirect_in_letters_beyond_ascii_is_followed_as_browsers_do() -> None:
    site, server = crawled(
        {
            "/": moved("/контакты".encode().decode("latin-1")),
            "/%D0%BA%D0%BE%D0%BD%D1%82%D0%B0%D0%BA%D1%82%D1%8B": "<title>Контакты</title><p>Звоните нам",
        }
    )
    assert [page.title for page in site.pages] == ["Контакты"], server.asked


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        ("0; url=/en/", ["Cups"]),
        ("0;URL='/en/'", ["Cups"]),
        ("3, /en/", ["Cups"]),
        ("30; url=/en/", ["Stub"]),
        ("0; url=/", ["Stub"]),
        ("0", ["Stub"]),
        ("soon; url=/en/", ["Stub"]),
    ],
)
def test_a_page_that_sends_everybody_on_is_not_the_page(content: str, titles: list[str]) -> None:
    stub = f'<title>Stub</title><meta http-equiv=Refresh content="{content}"><p>Moved'
    site, _ = crawled({"/": stub, "/en/": "<title>Cups</title><p>Call 020 7946 0018"})
    assert [(page.title, page.clicks) for page in site.pages] == [(title, 0) for title in titles]
    assert problems(site) == []


def test_a_page_that_sends_on_only_browsers_without_scripts_is_read() -> None:
    page = "<title>Cups</title><noscript><meta http-equiv=refresh content='0; url=/plain'></noscript><p>Cups"
    assert [page.title for page in crawled({"/": page, "/plain": "<title>Plain</title>"})[0].pages] == [
        "Cups"
    ]


def test_pages_that_send_on_without_end_or_away_say_so() -> None:
    def further(path: str) -> Reply:
        return Reply(f"<meta http-equiv=refresh content='0; url={path}x'>".encode(), headers=HTML)

    site, server = crawled({"*": further})
    assert (problems(site), len(server.asked)) == ([MANY_REDIRECTS], 7)
    away = "<meta http-equiv=refresh content='0; url=https://other.example/'>"
    assert problems(crawled({"/": away})[0]) == [ELSEWHERE]


@pytest.mark.parametrize("content_type", ["text/html; charset=windows-1251", "text/html", ""])
def test_cyrillic_of_windows_comes_through_with_and_without_its_name(content_type: str) -> None:
    body = "<html lang=ru><title>Печь</title><p>Звоните нам в любое время, мы рядом".encode("cp1251")
    site, _ = crawled({"/": Reply(body, headers={"Content-Type": content_type} if content_type else {})})
    assert [page.title for page in site.pages] == ["Печь"]


# What the visit says of a server that cannot be asked


@contextmanager
def by_tls(folder: Path) -> Iterator[LocalSite]:
    """Serve a page by TLS with a certificate that nobody vouches for."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl to make a certificate with")
    subprocess.run(
        [
            *(
                program,
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
            ),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    with serving({"/": "<p>Cups"}, tls=context) as site:
        yield site


def test_a_certificate_that_nobody_vouches_for_is_the_reason(tmp_path: Path) -> None:
    with by_tls(tmp_path) as site, Network(delay=0, allow_private=True) as network:
        assert network.get(site.url).problem == CERTIFICATE
        assert site.asked == []


def test_a_server_that_speaks_no_tls_gives_no_connection() -> None:
    with serving({"/": "<p>Cups"}) as site, Network(delay=0, allow_private=True) as network:
        assert network.get(site.url.replace("http:", "https:")).problem == NO_CONNECTION


def probed(folder: Path, url: str, *words: str) -> str:
    (folder / "a.yaml").write_text(AUDIT % url, "utf-8")
    done = run("probe", "a.yaml", "--delay", "0s", "--as-of", "2026-11-28", *words, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "answer:" not in done.stdout
    return done.stdout


def test_the_visit_says_why_a_site_could_not_be_asked(tmp_path: Path) -> None:
    with breaking_off(b"") as url:
        assert "no page could be read: the answer is damaged" in probed(tmp_path, url, "--allow-private")
    assert "no page could be read: no connection to the server" in probed(tmp_path, url, "--allow-private")
    assert f"no page could be read: {REFUSED_ADDRESS}" in probed(tmp_path, url)
    with by_tls(tmp_path) as site:
        said = probed(tmp_path, site.url, "--allow-private")
    assert f"# not read: {site.url}: {CERTIFICATE}" in said.splitlines()
