"""A browser that shows the pages of a site as a phone does, and measures what is to be seen."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Error, Route, sync_playwright
from playwright.sync_api import Page as Tab

from tpaudit.documents.site import AxeResult, Rendered
from tpaudit.errors import UsageError
from tpaudit.reading.probe.addresses import public, web_address
from tpaudit.reading.probe.connection import LOOK_UP_SECONDS, found_in_time, resolve
from tpaudit.reading.probe.desk import DESK, Walked, walk_on_desk
from tpaudit.reading.probe.looking import LARGEST_PAINT, LOOK_AT_PAGE, OPEN_SHADOWS, PAGE_AS_HTML, RUN_AXE
from tpaudit.reading.probe.versions import versions_of

_PHONE: Final[Mapping[str, Any]] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
_MILLISECONDS: Final = 15_000
"""How long a page may take to load."""
_SETTLE: Final = 300
"""Milliseconds after loading in which a page puts itself in order."""
_LATE: Final = 1500
"""Milliseconds more in which a window about cookies may come up on the first page."""
_WALKED: Final = {
    "contact": re.compile(
        r"\A[^\n?#]*(?:contact|kontakt|контакт|联系)|<title[^>]*>[^<]*(?:contact|kontakt|контакт|联系)",
        re.IGNORECASE,
    ),
    "form": re.compile(r"""<textarea\b|<input\b[^>]{0,500}\btype=["']?(?:email|tel)\b""", re.IGNORECASE),
}
"""What tells the pages apart that are looked at on a desk beside the first one."""
_PROGRAMS: Final = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_FETCHED: Final = ("scripts", "styles")
_FONT: Final = "font"
_STYLING: Final = "tailwind"
"""A script that makes the stylesheet of a page."""
NOT_LOADED: Final = "the browser could not load the page"
MOBILE_NETWORK: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 // 8,
    "uploadThroughput": 750_000 // 8,
}
"""A middling mobile network, as tools for page speed emulate it."""


class BrowserRequest(NamedTuple):
    """How pages are to be shown."""

    allow_private: bool
    runs: int = 5


def browser_versions() -> tuple[str, ...]:
    """Return the browser and what runs in it, each with its version; raises UsageError without a browser."""
    with _browser(_Allowed({}, frozenset())) as browser:
        return (f"chromium {browser.version}", *versions_of("playwright", "axe-playwright-python")[1:])


@contextmanager
def showing(hosts: Iterable[str], request: BrowserRequest) -> Iterator["Showing"]:
    """Yield what shows pages of a site; hosts are addresses whose hosts it may ask besides those of the pages."""
    with ExitStack() as within:
        yield Showing(within, hosts, request)


class Showing:
    """Shows pages as a phone does, one at a time; the first one is loaded several times, three are walked on a desk.

    Only the site itself is asked: what pages fetch from elsewhere does not come. A host is looked up once; for a new
    one the browser starts again, since its addresses are fixed when it starts.
    """

    def __init__(self, within: ExitStack, hosts: Iterable[str], request: BrowserRequest) -> None:
        """Take what closes the browser in the end."""
        self._within = within
        self._request = request
        self._hosts = [*hosts]
        self._allowed = _Allowed({}, frozenset())
        self._browser: Browser | None = None
        self._timed = False
        self._to_walk = dict(_WALKED)
        self._axe = Path(AXE_FILE_PATH).read_text(encoding="utf-8")

    def show(self, url: str) -> Rendered:
        """Return a page as the browser shows it, with what is wrong if it cannot."""
        browser = self._ready(url)
        first, self._timed = not self._timed, True
        rendered = _rendered(browser, url, self._allowed, self._axe, late=first)
        times = _load_times(browser, url, self._allowed, self._request.runs) if first else ()
        walked = _walked(browser, url, self._allowed) if self._is_walked(rendered, first=first) else None
        more = {"walked": True, **walked._asdict()} if walked is not None else {}
        return replace(rendered, load_times=times, **more)

    def _is_walked(self, rendered: Rendered, *, first: bool) -> bool:
        """Tell whether a page is looked at on a desk, too: the first one, one about contact, one with a form."""
        seen = f"{rendered.address}\n{rendered.html}"
        met = (
            []
            if rendered.problem
            else [name for name, wanted in self._to_walk.items() if wanted.search(seen)]
        )
        for name in met:
            del self._to_walk[name]
        return first or bool(met)

    def _ready(self, url: str) -> Browser:
        """Return a browser that knows the host of a page."""
        if self._browser is None or not self._allowed.knows(url):
            self._hosts.append(url)
            self._allowed = _allowed(self._hosts, self._request, self._allowed.addresses)
            self._within.close()
            self._browser = self._within.enter_context(_browser(self._allowed))
        return self._browser


class _Allowed(NamedTuple):
    """Whom the browser may ask."""

    addresses: Mapping[str, str]
    """The checked address of each host; empty for one that must not be asked."""
    origins: frozenset[tuple[str, int]]
    """Hosts with their ports."""

    def knows(self, url: str) -> bool:
        """Tell whether the host of an address has been looked up."""
        found = web_address(url)
        return found is None or (found.host, found.port) in self.origins

    def holds(self, url: str) -> bool:
        """Tell whether an address may be asked for."""
        found = web_address(url)
        return (
            found is not None
            and (found.host, found.port) in self.origins
            and bool(self.addresses.get(found.host))
        )


def _allowed(urls: Iterable[str], request: BrowserRequest, known: Mapping[str, str]) -> _Allowed:
    """Return the hosts of the site; those with an address that is not allowed must not be asked."""
    origins = {(found.host, found.port) for found in map(web_address, urls) if found is not None}
    addresses = dict(known)
    for host, port in sorted(origins):
        if host not in addresses:
            addresses[host] = _checked_address(host, port, allow_private=request.allow_private)
    return _Allowed(addresses, frozenset(origins))


def _checked_address(host: str, port: int, *, allow_private: bool) -> str:
    try:
        found = found_in_time(resolve, host, port, LOOK_UP_SECONDS)
    except (OSError, UnicodeError):
        return ""
    return found[0] if found and (allow_private or all(map(public, found))) else ""


def _arguments(allowed: _Allowed) -> list[str]:
    """Return options that let the browser connect to the checked addresses, at the site's ports, and to no other."""
    pinned = [
        f"MAP {_bracketed(host)}:{port} {_bracketed(allowed.addresses[host])}:{port}"
        for host, port in sorted(allowed.origins)
        if allowed.addresses.get(host)
    ]
    return [
        f"--host-resolver-rules={', '.join([*pinned, 'MAP * ~NOTFOUND'])}",
        "--no-proxy-server",
        "--disable-dev-shm-usage",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-background-networking",
    ]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def _browser(allowed: _Allowed) -> Iterator[Browser]:
    """Start a browser that reaches some hosts only; raises UsageError if none starts."""
    program = next((path for path in _PROGRAMS if Path(path).exists()), None)
    with ExitStack() as within:
        try:
            playwright = within.enter_context(sync_playwright())
            browser = playwright.chromium.launch(
                executable_path=program, args=_arguments(allowed), chromium_sandbox=_may_sandbox()
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
def _window(
    browser: Browser, allowed: _Allowed, shape: Mapping[str, Any] = _PHONE
) -> Iterator[tuple[BrowserContext, Tab]]:
    """Open a window, of a phone if nothing else is said, that asks nobody but the site."""
    context = browser.new_context(**shape, service_workers="block", accept_downloads=False)
    try:
        context.route("**/*", lambda route: _pass_on(route, allowed))
        context.route_web_socket("**/*", lambda connection: connection.close())
        context.add_init_script(OPEN_SHADOWS)
        tab = context.new_page()
        tab.set_default_timeout(_MILLISECONDS)
        tab.on("dialog", lambda dialog: dialog.dismiss())
        yield context, tab
    finally:
        context.close()


def _pass_on(route: Route, allowed: _Allowed) -> None:
    """Let a request through if it is a GET to the site."""
    url, wanted = route.request.url, route.request.method == "GET"
    if wanted and (url.startswith("data:") or allowed.holds(url)):
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
                times.append(int(tab.evaluate(LARGEST_PAINT)))
            except Error:
                continue
    return tuple(time for time in times if time > 0)


def _walked(browser: Browser, url: str, allowed: _Allowed) -> Walked | None:
    """Return what a page is like on a desk; None where the browser could not show it there."""
    with _window(browser, allowed, {"viewport": DESK, "reduced_motion": "reduce"}) as (_, tab):
        try:
            tab.goto(url, wait_until="load")
            tab.wait_for_timeout(_SETTLE)
            return walk_on_desk(tab)
        except Error:
            return None


def _rendered(browser: Browser, url: str, allowed: _Allowed, axe: str, *, late: bool) -> Rendered:
    """Return a page as a phone shows it; `late` waits for a window about cookies that takes its time."""
    with _window(browser, allowed) as (_, tab):
        try:
            tab.goto(url, wait_until="load")
            tab.wait_for_timeout(_SETTLE)
            seen: dict[str, Any] = tab.evaluate(LOOK_AT_PAGE)
            if late and not seen["consent"]:
                tab.wait_for_timeout(_LATE)
                seen = tab.evaluate(LOOK_AT_PAGE)
            html, address = str(tab.evaluate(PAGE_AS_HTML)), tab.url
            tab.evaluate(axe)
            results = tab.evaluate(RUN_AXE)
        except Error:
            return Rendered(url=url, problem=NOT_LOADED)
    found = tuple(
        AxeResult(rule=one["rule"], outcome=one["outcome"], first=one["first"], count=one["count"])
        for one in sorted(results, key=lambda one: (str(one["rule"]), str(one["outcome"])))
    )
    scripts, styles = ([one for one in seen.pop(name) if not allowed.holds(one)] for name in _FETCHED)
    known = {**seen, "consent": tuple(seen["consent"]), "scripts_elsewhere": len(scripts)}
    return Rendered(
        url=url, axe=found, address=address, html=html, styles_elsewhere=_hosts_of(scripts, styles), **known
    )


def _hosts_of(scripts: Iterable[str], styles: Iterable[str]) -> tuple[str, ...]:
    """Return the hosts that would have brought the look of a page; one for fonts or icons alone changes little."""
    missed = [one for one in scripts if _STYLING in one] + [one for one in styles if _FONT not in one.lower()]
    found = (web_address(one) for one in missed)
    return tuple(dict.fromkeys(one.host for one in found if one is not None))
