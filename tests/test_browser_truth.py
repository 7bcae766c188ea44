"""What a browser measures, held against small pages whose truth was written down before they were shown."""

import json
import mimetypes
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from sites import Reply, serving

from tpaudit.documents.measurements import MEASUREMENTS
from tpaudit.documents.site import Answered, Rendered, Site
from tpaudit.judging.measure.measurement import SiteCase
from tpaudit.judging.measure.registry import MEASURES
from tpaudit.reading.probe.addresses import bounds
from tpaudit.reading.probe.crawl import crawl
from tpaudit.reading.probe.fetch import Network
from tpaudit.reading.probe.html.page import page_of

pytest.importorskip("playwright.sync_api")
PROGRAM: Final = "/usr/bin/chromium"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.path.exists(PROGRAM), reason="no Chromium at /usr/bin/chromium"),
]
HEAD: Final = '<html lang=en><title>Kiln</title><meta name="viewport" content="width=device-width">'


def site_of(pages: dict[str, str]) -> Site:
    """Return a site as the browser showed it."""
    from tpaudit.reading.probe.browser import BrowserRequest, showing

    whole = {path: f"{HEAD}<main><h1>Kiln</h1>{html}</main>" for path, html in pages.items()}
    with serving({**whole, "/robots.txt": ""}) as server:
        request = BrowserRequest(allow_private=True, runs=1)
        with Network(delay=0, allow_private=True) as network, showing([server.url], request) as browser:
            return crawl(network, server.url, bounds(server.url), 20, show=browser.show)


@pytest.fixture(scope="module")
def walked() -> dict[str, Site]:
    """Return each page of the truth as one browser has it on a desk, by the page's HTML."""
    from playwright.sync_api import sync_playwright

    from tpaudit.reading.probe.desk import DESK, walk_on_desk

    pages: dict[str, str] = {}
    sites: dict[str, Site] = {}
    with serving(pages) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=PROGRAM, chromium_sandbox=False, args=["--disable-dev-shm-usage"]
        )
        for html, _ in [*FOCUS.values(), *DOUBLED.values()]:
            pages["/"] = f"{HEAD}<main><h1>Kiln</h1>{html}</main>"
            tab = browser.new_page(viewport=DESK, reduced_motion="reduce")  # type: ignore[arg-type]
            tab.goto(server.url)
            rendered = Rendered(url=server.url, walked=True, **walk_on_desk(tab)._asdict())
            tab.close()
            page = page_of(Answered(url=server.url, content_type="text/html", body=pages["/"].encode()), 0)
            assert page is not None
            sites[html] = Site(start=server.url, pages=(page,), rendered={server.url: rendered}, browser=True)
        browser.close()
    return sites


def apart(cases: Mapping[str, tuple[str, str]]) -> dict[str, Site]:
    """Return each page of a site as a site of its own, by the name of its case."""
    paths = {f"/{name.replace(' ', '-').replace(',', '')}": name for name in cases}
    links = "".join(f"<p><a href={path}>{name}</a></p>" for path, name in paths.items())
    site = site_of({"/": links, **{path: cases[name][0] for path, name in paths.items()}})
    return {
        paths[urlsplit(page.url).path]: replace(site, pages=(page,))
        for page in site.pages
        if urlsplit(page.url).path in paths
    }


@pytest.fixture(scope="module")
def refusing() -> dict[str, Site]:
    return apart(REFUSING)


@pytest.fixture(scope="module")
def uncovered() -> dict[str, Site]:
    return apart(UNCOVERED)


def said_by(site: Site, name: str) -> str:
    case = SiteCase(site=site, on="2026-11-28", kind=MEASUREMENTS[name][0])
    return " ".join(MEASURES[name].measure(case).answers)


LINK: Final = "<p><a href=#x>Apples and pears</a></p>"
PLAIN: Final = f"<style>a {{outline: none; color: #00f; text-decoration: none}}</style>{LINK}"
FOCUS: Final = {
    # seen
    "the ring of the browser": (LINK, "yes"),
    "a ring by box-shadow": (PLAIN + "<style>a:focus {box-shadow: 0 0 0 3px #00f}</style>", "yes"),
    "no outline but another background": (PLAIN + "<style>a:focus {background: #ff0}</style>", "yes"),
    "a border that changes its colour": (
        PLAIN + "<style>a {border: 2px solid #fff} a:focus {border-color: #00f}</style>",
        "yes",
    ),
    "a line below": (PLAIN + "<style>a:focus {text-decoration: underline}</style>", "yes"),
    "what lies around it changes": (PLAIN + "<style>p:focus-within {background: #eef}</style>", "yes"),
    "only for the keyboard": (PLAIN + "<style>a:focus-visible {outline: 2px solid #00f}</style>", "yes"),
    "it comes slowly": (
        PLAIN + "<style>a {transition: box-shadow 400ms} a:focus {box-shadow: 0 0 0 3px #00f}</style>",
        "yes",
    ),
    "a link that comes up with the focus": (
        "<style>a {position: absolute; top: -99px; background: #fff} a:focus {top: 0}</style>" + LINK,
        "yes",
    ),
    "a field for text has its caret": ("<label>Name <input style='outline: none'></label>", "yes"),
    "a button in a shadow root": (
        "<div id=d></div><script>d.attachShadow({mode: 'open'}).innerHTML = '<button>Go</button>'</script>",
        "yes",
    ),
    # not seen
    "no outline": (PLAIN, "no"),
    "no outline of a button": ("<style>button {outline: none}</style><button>Go</button>", "no"),
    "a ring as white as the page": (PLAIN + "<style>a:focus {outline: 2px solid #fff}</style>", "no"),
    "the same colour again": (PLAIN + "<style>a:focus {color: #00f}</style>", "no"),
    "only the pointer changes": (PLAIN + "<style>a:focus {cursor: help}</style>", "no"),
    "a box that cannot be seen": ("<label><input type=checkbox style='opacity: 0'> News</label>", "no"),
    "a link that stays outside the window": (
        "<style>a {position: absolute; left: -9999px}</style>" + LINK,
        "no",
    ),
    "one of two": (PLAIN + "<p><button>Go</button></p>", "1/2"),
    # nobody can tell
    "nothing to stop at": ("<p>Cups</p>", ""),
    "pictures that take turns": (
        PLAIN
        + "<p id=p>0</p><script>setInterval(() => { p.textContent = 1 - p.textContent; }, 700)</script>"
        + "<button>Go</button>" * 8,
        "",
    ),
}


@pytest.mark.parametrize(("html", "truth"), FOCUS.values(), ids=FOCUS)
def test_whether_the_focus_is_seen_is_told_as_the_truth_has_it(
    walked: dict[str, Site], html: str, truth: str
) -> None:
    assert said_by(walked[html], "focus-seen") == truth


TEXT: Final = "We throw every cup by hand, fire it twice and send it to you. " * 4
DOUBLED: Final = {
    # cannot be read
    "a fixed width": ("<div style='width: 900px'>wide</div>", "no"),
    "a table that cannot get narrower": (
        "<table><tr>" + "<td style='min-width: 150px'>x</td>" * 6 + "</table>",
        "no",
    ),
    "a line that is not broken": (f"<p style='white-space: nowrap'>{TEXT}</p>", "no"),
    "a wide frame": ("<iframe title=x width=1000></iframe>", "no"),
    "hidden at the side, so that texts are cut off": (
        f"<style>body {{overflow-x: hidden}}</style><p style='width: 900px'>{TEXT}</p>",
        "no",
    ),
    "clipped, so that texts are cut off": (
        f"<style>html {{overflow-x: clip}}</style><p style='width: 900px'>{TEXT}</p>",
        "no",
    ),
    "no zoom on phones": ("<meta name=viewport content='width=device-width, user-scalable=no'>", "no"),
    # for a person to see
    "a page that flows": (f"<p>{TEXT}</p>", ""),
    "a table in a box that scrolls": (
        "<div style='overflow-x: auto'><table><tr>"
        + "<td style='min-width: 150px'>x</td>" * 6
        + "</table></div>",
        "",
    ),
    "wide on a desk, narrow in a narrow window": (
        f"<style>div {{width: 1100px}} @media (max-width: 700px) {{div {{width: auto}}}}</style><div>{TEXT}</div>",
        "",
    ),
    "only an ornament is cut off": (
        (
            f"<style>body {{overflow-x: hidden}} i {{position: absolute; left: 300px; width: 900px; height: 9px;"
            f" background: #eee}}</style><i></i><p>{TEXT}</p>"
        ),
        "",
    ),
    "a menu outside the window until it is called": (
        (
            "<style>body {overflow-x: hidden} nav {position: absolute; left: 100%; width: 300px}</style>"
            f"<nav>Cups and plates</nav><p>{TEXT}</p>"
        ),
        "",
    ),
    "a text for screen readers alone": (
        (
            "<style>body {overflow-x: hidden} b {position: absolute; right: 0; width: 1px; height: 1px;"
            f" overflow: hidden; clip: rect(0 0 0 0); white-space: nowrap}}</style><b>{TEXT}</b><p>Cups</p>"
        ),
        "",
    ),
}


@pytest.mark.parametrize(("html", "truth"), DOUBLED.values(), ids=DOUBLED)
def test_a_page_at_twice_its_size_is_judged_as_the_truth_has_it(
    walked: dict[str, Site], html: str, truth: str
) -> None:
    assert said_by(walked[html], "doubled") == truth


BAR: Final = "<div id=bar style='position:fixed;bottom:0;background:#fff'><p>We use cookies.</p>%s</div>"
BOTH: Final = BAR % "<button>Accept all</button><button>Reject all</button>"
ONE: Final = BAR % "<button>Accept all</button><button>Settings</button>"
SHADOW: Final = (
    "<div id=d></div><script>d.attachShadow({mode: '%s'}).innerHTML = `%s`</script><p>Cups and plates</p>"
)
REFUSING: Final = {
    # as quick
    "two buttons": (BOTH, "yes"),
    "only what is needed": (BAR % "<button>Allow all</button><button>Necessary only</button>", "yes"),
    "in a dialog": (
        "<dialog open>Cookies? <button>OK</button><button>No, thanks</button></dialog>",
        "yes",
    ),
    "in a shadow root": (SHADOW % ("open", BOTH), "yes"),
    "in a closed shadow root": (SHADOW % ("closed", BOTH), "yes"),
    "in a frame of the site": (f'<iframe title=x srcdoc="{BOTH}"></iframe>', "yes"),
    "in Russian": (BAR % "<a href=#>Принять все</a> <a href=#>Отклонить</a>", "yes"),
    # slower
    "refusing behind the settings": (ONE, "no"),
    "refusing in a part that is not shown yet": (
        BAR
        % "<button>Accept all</button><button>Settings</button><div hidden><button>Reject all</button></div>",
        "no",
    ),
    "one button": (BAR % "<button>OK</button>", "no"),
    "one button and a link to the rules": (BAR % "<button>Got it</button> <a href=#>Cookie rules</a>", "no"),
    "in a shadow root, settings": (SHADOW % ("closed", ONE), "no"),
    "in a frame of the site, settings": (f'<iframe title=x srcdoc="{ONE}"></iframe>', "no"),
    "in Chinese": (BAR % "<button>全部接受</button><button>设置</button>", "no"),
    # nothing asked
    "nothing": ("<p>Cups and plates</p>", "n/a"),
    "a text about cookies": ("<p>Our cookies are baked daily.</p><button>OK</button>", "n/a"),
    # nobody can tell
    "words that nobody knows": (BAR % "<button>Purr</button>", ""),
    "scripts of others": ("<script src=https://cmp.example/a.js></script><p>Cups</p>", ""),
    "a frame of others about consent": ("<iframe title=x src=https://cmp.example/consent></iframe>", ""),
}


@pytest.mark.parametrize("name", REFUSING)
def test_refusing_cookies_is_judged_as_the_truth_has_it(refusing: dict[str, Site], name: str) -> None:
    assert said_by(refusing[name], "refusing") == REFUSING[name][1]


def test_a_window_about_cookies_that_takes_its_time_is_waited_for() -> None:
    late = f"<script>setTimeout(() => document.body.insertAdjacentHTML('beforeend', `{BOTH}`), 1000)</script>"
    assert said_by(site_of({"/": late}), "refusing") == "yes"


COVER: Final = "<div style='position:fixed;inset:0;background:#fff'>Cookies? <button>OK</button></div>"
UNCOVERED: Final = {
    "nothing": ("<p>Cups</p>", "yes"),
    "a bar at the foot": (BOTH, "yes"),
    "a head that stays": ("<header style='position:fixed;top:0;height:60px'>Kiln</header>", "yes"),
    "a window over everything": (COVER, "no"),
    "the same in a shadow root": (SHADOW % ("closed", COVER), "no"),
    "a frame over everything": (
        "<iframe title=x srcdoc='Cookies?' style='position:fixed;inset:0;width:100%;height:100%'></iframe>",
        "no",
    ),
    "a dialog that opens by itself": (
        "<dialog id=d style='width:90%;height:90%'>News?</dialog><script>d.showModal()</script>",
        "no",
    ),
}


@pytest.mark.parametrize("name", UNCOVERED)
def test_what_lies_in_the_way_is_judged_as_the_truth_has_it(uncovered: dict[str, Site], name: str) -> None:
    assert said_by(uncovered[name], "uncovered") == UNCOVERED[name][1]


def test_three_pages_are_looked_at_on_a_desk() -> None:
    links = "".join(f"<p><a href=/{name}>{name}</a></p>" for name in ("cups", "contact", "write", "more"))
    site = site_of(
        {
            "/": links,
            "/cups": PLAIN,
            "/contact": f"<p>Come and see us.</p>{PLAIN}",
            "/write": "<form><label>Mail <input type=email></label><textarea></textarea></form>"
            "<div style='width: 900px'>wide</div>",
            "/more": "<form><input type=email></form>",
        }
    )
    walked = [url.rpartition("/")[2] for url, page in site.rendered.items() if page.walked]
    assert walked == ["", "contact", "write"]
    assert said_by(site, "focus-seen") == "6/7"
    assert said_by(site, "doubled") == "no"
    found = MEASURES["doubled"].measure(SiteCase(site=site, on="2026-11-28"))
    assert [seen.link.rpartition("/")[2] for seen in found.evidence] == ["write"]
    (unseen,) = MEASURES["focus-seen"].measure(SiteCase(site=site, on="2026-11-28")).evidence
    assert unseen.link.endswith("/contact")


# Whole sites with known truth, where they are present

CASES: Final = Path(__file__).parents[2] / "shared" / "cases" / "sites" / "templates"
WIDE: Final = {"eliteclean": {"label", "select-name"}}
"""What the truth saw on a screen of 1280 px; on a phone the stylesheet hides the fields that it is about."""
BY_LOOK: Final = {"color-contrast", "link-in-text-block", "frame-title"}
"""Rules that the truth did not look at."""


@pytest.mark.skipif(not CASES.exists(), reason="the sites are not beside the checkout")
@pytest.mark.parametrize("name", ["business-casual", "dhakasparkle", "eliteclean", "sparkle-cleaning"])
def test_a_whole_site_is_seen_in_the_browser_as_its_truth_has_it(name: str) -> None:
    from tpaudit.reading.probe.browser import BrowserRequest, showing

    truth: dict[str, Any] = json.loads((CASES / name / "truth.json").read_text("utf-8"))
    folder = CASES / name / "site"
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    served = {
        f"/{path}": Reply(file.read_bytes(), headers={"Content-Type": mimetypes.guess_type(file)[0] or ""})
        for path, file in files.items()
    }
    with serving({**served, "/robots.txt": ""}) as server:
        first = f"{server.url}index.html"
        request = BrowserRequest(allow_private=True, runs=1)
        with Network(delay=0, allow_private=True) as network, showing([first], request) as browser:
            site = crawl(network, first, bounds(first), 20, show=browser.show)
    pages = {urlsplit(page.url).path.lstrip("/"): page for page in site.pages}
    assert set(pages) == {known["path"] for known in truth["pages"]}
    for known in truth["pages"]:
        page = pages[known["path"]]
        assert len(page.fields) == known["fields_in_chromium"]["total"], page.url
        violated = {one.rule for one in site.rendered[page.url].axe if one.outcome == "violation"}
        assert violated - BY_LOOK == set(known["axe_in_chromium"]) - WIDE.get(name, set()), page.url
