"""The probe with a browser: real Chromium, real servers on loopback, one page open at a time."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from sites import HTML, LocalSite, Reply, moved, serving

from tpaudit.documents.measurements import MEASUREMENTS
from tpaudit.documents.site import Rendered, Site
from tpaudit.judging.measure.measurement import SiteCase
from tpaudit.judging.measure.registry import MEASURES
from tpaudit.reading.probe.addresses import bounds
from tpaudit.reading.probe.crawl import crawl
from tpaudit.reading.probe.fetch import Network

pytest.importorskip("playwright.sync_api")
PROGRAM: Final = "/usr/bin/chromium"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.path.exists(PROGRAM), reason="no Chromium at /usr/bin/chromium"),
]
HEAD: Final = '<html lang=en><title>Kiln</title><meta name="viewport" content="width=device-width">'
CSP: Final = {**HTML, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
LINKS: Final = "".join(
    f"<p><a href=/{name}>Page {name}</a></p>"
    for name in ("wide", "strict", "covered", "plain", "poor", "fetches")
)


def pages(elsewhere: str, other_port: str) -> dict[str, str | Reply]:
    first = f"{HEAD}<main><h1>Kiln</h1>{LINKS}</main>"
    return {
        "/": Reply(first.encode(), headers={**HTML, "Set-Cookie": "seen=1; Path=/"}),
        "/wide": f"{HEAD}<main><h1>Wide</h1><div style='width:900px'>wide</div></main>",
        "/strict": Reply(
            f"{HEAD}<main><h1>Strict</h1><p style='color:#ccc;background:#fff'>pale</p></main>".encode(),
            headers=CSP,
        ),
        "/covered": f"{HEAD}<main><h1>Covered</h1></main><div role=dialog aria-label=Cookies style='position:fixed;inset:0;background:#fff'>Cookies?</div>",
        "/plain": f"{HEAD}<main><h1>Plain</h1><p style='color:#000;background:#fff'>dark</p></main>",
        "/poor": f"{HEAD}<main><h1>Poor</h1><input><p style='font-size:9px'>tiny</p><button style='width:10px;height:10px;padding:0'>x</button></main>",
        "/fetches": f"{HEAD}<main><h1>Fetches</h1></main><img alt=x src={elsewhere}a><img alt=x src=/moved><img alt=x src=/moved-port>"
        "<script>fetch('http://127.0.0.1:9/e').catch(() => 0);"
        f"fetch('{elsewhere}b').catch(() => 0); fetch('/post', {{method: 'POST'}}).catch(() => 0);"
        f"new WebSocket('{elsewhere}c'.replace('http', 'ws')); navigator.sendBeacon('/beacon');</script>",
        "/moved": moved(f"{elsewhere}d"),
        "/moved-port": moved(f"{other_port}e"),
        "/robots.txt": "",
    }


def seen(server: LocalSite, *, allow_private: bool, runs: int = 3) -> Site:
    """Return a site as the browser showed it; the server is asked in any case, the browser by what is allowed."""
    from tpaudit.reading.probe.browser import BrowserRequest, showing

    request = BrowserRequest(allow_private=allow_private, runs=runs)
    with Network(delay=0, allow_private=True) as network, showing([server.url], request) as browser:
        return crawl(network, server.url, bounds(server.url), 20, show=browser.show)


@pytest.fixture(scope="module")
def shown() -> Iterator[tuple[Site, dict[str, Rendered], LocalSite, LocalSite]]:
    """Yield a site with its pages as the browser showed them, its server, and what other servers were asked.

    One of the others is another host, one another port of the site's own host.
    """
    with serving({"*": "secret"}, "127.0.0.2") as other, serving({"*": "secret"}) as at_port:
        with serving(pages(other.url, at_port.url)) as server:
            site = seen(server, allow_private=True)
        found = {url.rpartition("/")[2]: page for url, page in site.rendered.items()}
        yield site, found, server, other._replace(asked=other.asked + at_port.asked)


Shown = tuple[Site, dict[str, Rendered], LocalSite, LocalSite]


def test_every_page_is_shown_as_a_phone_shows_it(shown: Shown) -> None:
    site, found, _, _ = shown
    assert len(found) == len(site.pages) == 7
    assert {page.problem for page in found.values()} == {""}
    assert {page.client_width for page in found.values()} == {360}
    assert [name for name, page in found.items() if page.scroll_width > page.client_width] == ["wide"]


def test_the_first_page_is_timed_in_every_run(shown: Shown) -> None:
    times = {name: len(page.load_times) for name, page in shown[1].items() if page.load_times}
    assert times == {"": 3}
    assert all(150 < time < 20_000 for time in shown[1][""].load_times)


def test_axe_runs_under_a_strict_policy(shown: Shown) -> None:
    outcomes = {result.rule: result.outcome for result in shown[1]["strict"].axe}
    assert outcomes["color-contrast"] == "violation"
    assert {result.rule: result.outcome for result in shown[1]["plain"].axe}["color-contrast"] == "pass"
    assert {result.rule: result.outcome for result in shown[1]["poor"].axe}["label"] == "violation"


def test_a_banner_in_the_way_is_seen(shown: Shown) -> None:
    assert [name for name, page in shown[1].items() if page.covered] == ["covered"]


def test_small_texts_and_targets_are_counted(shown: Shown) -> None:
    assert (shown[1]["poor"].small_texts, shown[1]["poor"].small_targets) == (1, 2)
    assert (shown[1]["plain"].small_texts, shown[1]["plain"].small_targets) == (0, 0)


def test_the_browser_asks_the_site_alone_and_by_get(shown: Shown) -> None:
    _, _, server, other = shown
    assert other.asked == []
    assert all(asked.startswith("GET /") for asked in server.asked)
    assert not [asked for asked in server.asked if "post" in asked or "beacon" in asked]


def test_the_browser_takes_no_cookie_from_one_page_to_the_next(shown: Shown) -> None:
    _, _, server, _ = shown
    with_cookie = {
        path for path, headers in zip(server.asked, server.headers, strict=True) if "Cookie" in headers
    }
    assert "GET /plain" in server.asked
    assert not {path for path in with_cookie if path.removeprefix("GET ") in server_pages()}


def server_pages() -> set[str]:
    return {path for path in pages("", "") if not path.startswith("/moved")}


def test_a_host_that_may_not_be_asked_is_not_asked_by_the_browser() -> None:
    with serving({"/": HEAD, "/robots.txt": ""}) as server:
        site = seen(server, allow_private=False)
    assert server.asked == ["GET /robots.txt", "GET /"]
    (page,) = site.rendered.values()
    assert page.problem == "the browser could not load the page"


def shown_alone(html: str) -> Site:
    """Return a site of one page as the browser showed it."""
    with serving({"/": f"{HEAD}<main><h1>Kiln</h1>{html}</main>", "/robots.txt": ""}) as server:
        return seen(server, allow_private=True, runs=1)


def said_by(site: Site, name: str) -> tuple[str, ...]:
    return MEASURES[name].measure(SiteCase(site=site, on="2026-11-28", kind=MEASUREMENTS[name][0])).answers


BANNER: Final = "<div id=cookie-box style='position:fixed;bottom:0'><p>We use cookies.</p>%s</div>"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (BANNER % "<button>Accept all</button><button>Reject all</button>", ("yes",)),
        (BANNER % "<button>Accept all</button><a href=/cookies>Settings</a>", ("no",)),
        (BANNER % "<button>Purr</button>", ()),
        ("<p>We use cookies. <a href=/cookies>About cookies</a></p>", ("n/a",)),
        ("<script src='https://other.example/banner.js'></script><p>Cups</p>", ()),
    ],
)
def test_refusing_cookies_is_compared_with_accepting_them(html: str, said: tuple[str, ...]) -> None:
    assert said_by(shown_alone(html), "refusing") == said


@pytest.mark.parametrize(
    ("html", "hosts"),
    [
        ("<link rel=stylesheet href=https://cdn.example/a.css>", ("cdn.example",)),
        ("<script src=https://cdn.tailwindcss.com></script>", ("cdn.tailwindcss.com",)),
        ("<link rel=stylesheet href=https://fonts.example/a.css>", ()),
        ("<link rel=stylesheet href=/a.css><script src=https://cdn.example/a.js></script>", ()),
    ],
)
def test_a_page_whose_stylesheets_did_not_come_is_not_looked_at(html: str, hosts: tuple[str, ...]) -> None:
    site = shown_alone(html)
    (page,) = site.rendered.values()
    assert page.styles_elsewhere == hosts
    assert bool(said_by(site, "fits-phone")) == (not hosts)


UNSEEN: Final = "<style>.no:focus {outline: none}</style><p><a class=no href=/a>Apples and pears</a></p>"


def test_a_stop_at_which_the_focus_is_not_to_be_seen_is_named() -> None:
    site = shown_alone(f"{UNSEEN}<p><a href=/b>Pears</a></p><input class=no><button>Go</button>")
    (page,) = site.rendered.values()
    assert (page.walked, page.stops, page.unseen_stops) == (True, 4, ("a Apples and pears",))
    assert said_by(site, "focus-seen") == ("3/4",)


@pytest.mark.parametrize(
    "html",
    [
        "<p>nothing to stop at</p>",
        f"{UNSEEN}<p id=t>0</p><script>setInterval(() => {{ t.textContent++; }}, 50)</script>",
    ],
)
def test_a_focus_that_cannot_be_looked_at_stays_open(html: str) -> None:
    assert said_by(shown_alone(html), "focus-seen") == ()


@pytest.mark.parametrize(
    ("html", "said"), [("<div style='width:900px'>wide</div>", ("no",)), ("<p>narrow</p>", ())]
)
def test_a_page_at_twice_its_size_is_not_to_be_scrolled_sideways(html: str, said: tuple[str, ...]) -> None:
    assert said_by(shown_alone(html), "doubled") == said


BUILT: Final = (
    "<html lang=en><title>Kiln</title><div id=root></div><script>const at = location.pathname;"
    "document.title = 'Kiln ' + at; document.getElementById('root').innerHTML = at === '/contact'"
    "  ? '<p>Call <a href=tel:+442079460018>020 7946 0018</a></p><form><label>Name<input name=n required></label>"
    "<input placeholder=Mail type=email><button>Send</button></form>'"
    "  : '<p>We make cups.</p><a href=/contact>Contact</a>';</script>"
)
"""The same bytes for every page, which a script fills."""


def test_pages_that_scripts_build_are_read_as_the_browser_has_them() -> None:
    with serving({"/": BUILT, "/contact": BUILT, "/robots.txt": ""}) as server:
        site = seen(server, allow_private=True)
    assert [page.title for page in site.pages] == ["Kiln /", "Kiln /contact"]
    case = SiteCase(site=site, on="2026-11-28", region="GB")
    said = {
        name: MEASURES[name].measure(replace(case, kind=MEASUREMENTS[name][0])).answers
        for name in ("phone-on-pages", "dial-links", "visible-labels", "required-fields", "contact-clicks")
    }
    assert said == {
        "phone-on-pages": ("1/2",),
        "dial-links": ("yes",),
        "visible-labels": ("1/2",),
        "required-fields": ("1",),
        "contact-clicks": ("1",),
    }


TROUBLE: Final = {
    "/dialogs": "<script>for (let n = 0; n < 5; n++) { alert(n); confirm(n); prompt(n); }"
    "onbeforeunload = () => 'Stay!';</script><p>Dialogs</p>",
    "/windows": "<script>for (let n = 0; n < 5; n++) open('/popup', '_blank'); open('%s')</script><p>Windows</p>",
    "/downloads": "<a id=d href=/file download>File</a><script>d.click()</script><p>Downloads</p>",
    "/worker": "<script>navigator.serviceWorker.register('/worker.js').catch(() => 0)</script><p>Worker</p>",
    "/leaves": "<script>setTimeout(() => { location = '%s'; }, 50)</script><p>Leaves</p>",
    "/reloads": "<script>setInterval(() => location.reload(), 20)</script><p>Reloads</p>",
    "/busy": "<script>for (;;) {}</script><p>Busy</p>",
    "/after": "<p>After all of them</p>",
}
"""Pages that open, fetch or never end; what comes after them is seen all the same."""


def test_pages_that_make_trouble_in_a_browser_do_no_harm() -> None:
    with serving({"*": "secret"}, "127.0.0.2") as other:
        pages = {path: HEAD + html.replace("%s", other.url) for path, html in TROUBLE.items()}
        links = "".join(f"<p><a href={path}>{path}</a></p>" for path in pages)
        files: dict[str, str | Reply] = {
            "/worker.js": "onfetch = () => 0",
            "/file": Reply(b"x", headers={"Content-Type": "a/b"}),
        }
        with serving({"/": HEAD + links, **pages, **files, "/popup": HEAD, "/robots.txt": ""}) as server:
            started = time.monotonic()
            site = seen(server, allow_private=True, runs=1)
            took = time.monotonic() - started
    assert other.asked == []
    assert "GET /worker.js" not in server.asked
    shown = {url.rpartition("/")[2]: page for url, page in site.rendered.items()}
    assert shown["after"].problem == ""
    assert shown["after"].texts == 1
    assert shown["dialogs"].texts == shown["windows"].texts == shown["worker"].texts == 1
    assert shown["busy"].problem
    assert took < 120


def process(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the program as a process: the browser's driver wants real streams."""
    return subprocess.run(
        [sys.executable, "-m", "tpaudit", *words], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )


def test_a_probe_with_a_browser_can_be_replayed(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists/own.yaml").write_text(
        "format: 1\nchecklist: own\nitems:\n"
        "  wide: {ask: Does it fit?, answer: yes-no, probe: fits-phone}\n"
        "  axe: {ask: Is it accessible?, answer: yes-no, probe: accessibility}\n"
        "  load: {ask: How quick?, answer: duration, probe: load-time, score: {full: 1s, zero: 9s}}\n"
        "  number: {ask: Is the number there?, answer: yes-no, probe: phone-on-pages}\n"
        "  focus: {ask: Is the focus seen?, answer: yes-no, probe: focus-seen}\n"
        "  double: {ask: Can it be read at 200 %?, answer: yes-no, probe: doubled}\n"
        "  cookies: {ask: Can cookies be refused?, answer: yes-no, probe: refusing}\n"
    )
    with serving({"/": BUILT, "/contact": BUILT, "/robots.txt": ""}) as server:
        (tmp_path / "a.yaml").write_text(
            f"format: 1\ncompany: {{name: Kiln, website: '{server.url}'}}\naudit: {{date: 2026-12-31, auditor: A}}\n"
            "journey: {stages: {buy: Buy}}\nfacts: {phone: '+44 20 7946 0018'}\ntouchpoints: {web: {stage: buy, checklists: {own: {}}}}\n"
        )
        words = (
            "--allow-private",
            "--delay",
            "0s",
            "--browser",
            "--runs",
            "2",
            "--record",
            "kept",
            "--as-of",
            "2026-11-28",
        )
        live = process("probe", "a.yaml", *words, cwd=tmp_path)
    again = process("probe", "a.yaml", "--replay", "kept", cwd=tmp_path)
    assert live.returncode == 0, live.stderr
    assert again.stdout == live.stdout
    assert 'answer: "1/2"' in live.stdout
    assert live.stdout.count("- answer: ") == 2
    assert "chromium " in live.stdout
    assert "axe-playwright-python " in live.stdout


def test_what_a_browser_had_shown_before_a_crash_can_be_judged(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists/own.yaml").write_text(
        "format: 1\nchecklist: own\nitems:\n  wide: {ask: Does it fit?, answer: yes-no, probe: fits-phone}\n"
    )
    links = "".join(f"<p><a href=/{name}>{name}</a></p>" for name in ("a", "b", "c", "d"))
    page = f"{HEAD}<main><h1>Kiln %s</h1>{links}</main>"
    kept = tmp_path / "kept/rendered.jsonl"
    with serving(
        {"*": lambda path: Reply((page % path).encode(), headers=HTML), "/robots.txt": ""}
    ) as server:
        (tmp_path / "a.yaml").write_text(
            f"format: 1\ncompany: {{name: Kiln, website: '{server.url}'}}\naudit: {{date: 2026-12-31, auditor: A}}\n"
            "journey: {stages: {buy: Buy}}\ntouchpoints: {web: {stage: buy, checklists: {own: {}}}}\n"
        )
        words = [
            "probe",
            "a.yaml",
            "--allow-private",
            "--delay",
            "0s",
            "--browser",
            "--runs",
            "1",
            "--record",
            "kept",
        ]
        probing = subprocess.Popen(
            [sys.executable, "-m", "tpaudit", *words], cwd=tmp_path, stdout=subprocess.DEVNULL
        )
        for _ in range(1200):
            if kept.exists() and kept.read_text().count("\n") >= 2:
                break
            time.sleep(0.05)
        probing.kill()
        assert probing.wait() == -signal.SIGKILL
    judged = process("probe", "a.yaml", "--replay", "kept", cwd=tmp_path)
    assert judged.returncode == 0, judged.stderr
    assert "the probe ended before it had seen every page" in judged.stdout
    assert re.search(r'answer: ("\d/\d"|yes)', judged.stdout)
    assert process("probe", "a.yaml", "--replay", "kept", cwd=tmp_path).stdout == judged.stdout
