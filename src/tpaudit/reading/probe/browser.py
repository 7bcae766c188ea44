"""A browser that shows the pages of a site as a phone does, and measures what is to be seen."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Error, Route, sync_playwright
from playwright.sync_api import Page as Tab

from tpaudit.documents.site import AxeResult, Rendered, Site
from tpaudit.errors import UsageError
from tpaudit.reading.probe.addresses import public, web_address
from tpaudit.reading.probe.connection import LOOK_UP_SECONDS, found_in_time, resolve
from tpaudit.reading.probe.versions import versions_of

_WIDTH: Final = 360
_HEIGHT: Final = 740
_MILLISECONDS: Final = 15_000
"""How long a page may take to load."""
_SETTLE: Final = 300
"""Milliseconds after loading in which a page puts itself in order."""
_MOST_SHOWN: Final = 20
"""Pages that are shown; each takes seconds."""
_PROGRAMS: Final = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NOT_LOADED: Final = "the browser could not load the page"
MOBILE_NETWORK: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 // 8,
    "uploadThroughput": 750_000 // 8,
}
"""A middling mobile network, as tools for page speed emulate it."""
_LOOK: Final = """
() => {
  const root = document.documentElement;
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility === "visible" && Number(style.opacity) > 0;
  };
  let texts = 0, small = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let count = 0; walker.nextNode() && count < 20000; count++) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !parent || !shown(parent)) continue;
    texts += 1;
    if (parseFloat(getComputedStyle(parent).fontSize) < 12) small += 1;
  }
  let targets = 0, little = 0;
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, [role=button]";
  for (const element of document.querySelectorAll(wanted)) {
    if (!shown(element)) continue;
    const inline = element.tagName === "A" && getComputedStyle(element).display === "inline"
      && element.parentElement.textContent.trim().length > element.textContent.trim().length;
    if (inline) continue;
    const box = element.getBoundingClientRect();
    targets += 1;
    if (box.width < 24 || box.height < 24) little += 1;
  }
  const middle = [0.35, 0.5, 0.65].map((part) =>
    document.elementFromPoint(root.clientWidth / 2, window.innerHeight * part));
  const fixed = (element) => {
    for (let node = element; node && node !== document.body; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.position === "fixed" || node.tagName === "DIALOG") return true;
    }
    return false;
  };
  return {
    scroll_width: root.scrollWidth, client_width: root.clientWidth,
    texts: texts, small_texts: small, targets: targets, small_targets: little,
    covered: middle.filter(fixed).length >= 2,
  };
}
"""
_LARGEST: Final = """
() => new Promise((resolve) => {
  let time = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) time = entry.startTime;
  }).observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => resolve(Math.round(time)), 200);
})
"""
_AXE: Final = """
async () => {
  const options = {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], elementRef: false};
  const found = await axe.run(document, options);
  const names = {violations: "violation", passes: "pass", inapplicable: "inapplicable", incomplete: "incomplete"};
  return Object.entries(names).flatMap(([key, outcome]) => found[key].map((one) => ({
    rule: one.id, outcome: outcome, count: one.nodes.length,
    first: one.nodes.length ? String(one.nodes[0].target[0]).slice(0, 200) : "",
  })));
}
"""


class BrowserRequest(NamedTuple):
    """How pages are to be shown."""

    allow_private: bool
    runs: int = 5


def browser_versions() -> tuple[str, ...]:
    """Return the browser and what runs in it, each with its version; raises UsageError without a browser."""
    with _browser({}) as browser:
        return (f"chromium {browser.version}", *versions_of("playwright", "axe-playwright-python")[1:])


def rendered_pages(site: Site, request: BrowserRequest) -> Iterator[Rendered]:
    """Yield each page of a site as a phone shows it; the first one with its load times.

    Only the site itself is asked: what pages fetch from elsewhere does not come.
    """
    allowed = _allowed([page.url for page in site.pages], request)
    axe = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
    with _browser(allowed.addresses) as browser:
        for place, page in enumerate(site.pages[:_MOST_SHOWN]):
            times = _load_times(browser, page.url, allowed, request.runs) if place == 0 else ()
            yield _rendered(browser, page.url, allowed, axe, times)


class _Allowed(NamedTuple):
    """Whom the browser may ask."""

    addresses: Mapping[str, str]
    """The checked address of each host."""
    origins: frozenset[tuple[str, int]]
    """Hosts with their ports."""


def _allowed(urls: Iterable[str], request: BrowserRequest) -> _Allowed:
    """Return the hosts of the site; those with an address that is not allowed are left out."""
    found = [one for one in map(web_address, urls) if one is not None]
    addresses: dict[str, str] = {}
    for host, port in dict.fromkeys((one.host, one.port) for one in found):
        try:
            checked = found_in_time(resolve, host, port, LOOK_UP_SECONDS)
        except (OSError, UnicodeError):
            continue
        if checked and (request.allow_private or all(map(public, checked))):
            addresses[host] = checked[0]
    return _Allowed(addresses, frozenset((one.host, one.port) for one in found if one.host in addresses))


def _arguments(hosts: Mapping[str, str]) -> list[str]:
    """Return options that let the browser connect to the checked addresses and to no other."""
    pinned = [
        f"MAP {host} {f'[{address}]' if ':' in address else address}" for host, address in hosts.items()
    ]
    return [
        f"--host-resolver-rules={', '.join([*pinned, 'MAP * ~NOTFOUND'])}",
        "--no-proxy-server",
        "--disable-dev-shm-usage",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-background-networking",
    ]


@contextmanager
def _browser(hosts: Mapping[str, str]) -> Iterator[Browser]:
    """Start a browser that reaches some hosts only; raises UsageError if none starts."""
    program = next((path for path in _PROGRAMS if Path(path).exists()), None)
    with ExitStack() as within:
        try:
            playwright = within.enter_context(sync_playwright())
            browser = playwright.chromium.launch(
                executable_path=program, args=_arguments(hosts), chromium_sandbox=_may_sandbox()
            )
        except Error as error:
            msg = "--browser found no Chromium that starts; expected one at /usr/bin/chromium, or `playwright install chromium`"
            raise UsageError(msg) from error
        within.callback(browser.close)
        yield browser


def _may_sandbox() -> bool:
    """Tell whether Chromium can keep pages apart from the system: not where it is run by root."""
    return getattr(os, "geteuid", lambda: 1)() != 0


@contextmanager
def _window(browser: Browser, allowed: _Allowed) -> Iterator[tuple[BrowserContext, Tab]]:
    """Open a window of a phone that asks nobody but the site."""
    context = browser.new_context(
        viewport={"width": _WIDTH, "height": _HEIGHT},
        is_mobile=True,
        has_touch=True,
        device_scale_factor=2,
        service_workers="block",
        accept_downloads=False,
    )
    try:
        context.route("**/*", lambda route: _pass_on(route, allowed))
        context.route_web_socket("**/*", lambda connection: connection.close())
        tab = context.new_page()
        tab.set_default_timeout(_MILLISECONDS)
        tab.on("dialog", lambda dialog: dialog.dismiss())
        yield context, tab
    finally:
        context.close()


def _pass_on(route: Route, allowed: _Allowed) -> None:
    """Let a request through if it is a GET to the site."""
    url, wanted = route.request.url, route.request.method == "GET"
    found = web_address(url)
    if wanted and (
        url.startswith("data:") or (found is not None and (found.host, found.port) in allowed.origins)
    ):
        route.continue_()
    else:
        route.abort()


def _load_times(browser: Browser, url: str, allowed: _Allowed, runs: int) -> tuple[int, ...]:
    """Return the milliseconds until the largest picture or text was there, for each run that showed one."""
    times: list[int] = []
    for _ in range(runs):
        with _window(browser, allowed) as (context, tab):
            session = context.new_cdp_session(tab)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", MOBILE_NETWORK)
            try:
                tab.goto(url, wait_until="load")
                times.append(int(tab.evaluate(_LARGEST)))
            except Error:
                continue
    return tuple(time for time in times if time > 0)


def _rendered(browser: Browser, url: str, allowed: _Allowed, axe: str, times: tuple[int, ...]) -> Rendered:
    with _window(browser, allowed) as (_, tab):
        try:
            tab.goto(url, wait_until="load")
            tab.wait_for_timeout(_SETTLE)
            seen: dict[str, Any] = tab.evaluate(_LOOK)
            tab.evaluate(axe)
            results = tab.evaluate(_AXE)
        except Error:
            return Rendered(url=url, problem=NOT_LOADED)
    found = tuple(
        AxeResult(rule=one["rule"], outcome=one["outcome"], first=one["first"], count=one["count"])
        for one in sorted(results, key=lambda one: (str(one["rule"]), str(one["outcome"])))
    )
    return Rendered(url=url, load_times=times, axe=found, **seen)
