"""Crawling: the pages of a site, nearest first, as far as the site lets a program and within bounds."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final, NamedTuple

from tpaudit.documents.site import Answered, Page, Rendered, Site, Unread
from tpaudit.errors import StoppedError
from tpaudit.reading.probe.addresses import Bounds, joined, spelled, web_address
from tpaudit.reading.probe.fetch import AGENT, NO_CONNECTION, TOO_SLOW, AnswerSource
from tpaudit.reading.probe.html.page import page_of
from tpaudit.reading.probe.html.tree import TOO_DEEP
from tpaudit.reading.probe.links import Followed, is_important
from tpaudit.reading.probe.robots import NO_ROBOTS, Robots, robots_of

CIRCLE: Final = "its redirects go in a circle"
MANY_REDIRECTS: Final = "it redirects more than five times"
ELSEWHERE: Final = "it leads to another host; --also HOST lets a probe follow"
STATUS: Final = "the server answers {status}"
NO_PAGE: Final = "this is no HTML page"
MORE_PAGES: Final = "the site has more pages than were asked for; --pages N asks for more"
ALIKE: Final = "addresses that differ by a number only were left out after the first ten"
SILENT: Final = "the server stopped answering"
STOPPED: Final = "the probe was stopped before it had seen every page"
ENDED: Final = "the probe ended before it had seen every page"
NOT_RECORDED: Final = "this page is not in the recording"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS: Final = 5
_GIVE_UP: Final = 4
"""After so many addresses in a row without an answer, nothing more is asked."""
_QUEUE: Final = 5000
_MOST_SHOWN: Final = 20
"""Pages that a browser shows; each takes seconds."""
Show = Callable[[str], Rendered]
"""Shows a page in a browser, or says how a browser showed it."""
Watch = Callable[[int, str], None]
"""Is called before each request: how many pages have been read, and what is asked for. May raise StoppedError."""


class _Next(NamedTuple):
    clicks: int
    later: bool
    place: int
    url: str
    source: str


@dataclass
class _Crawl:
    source: AnswerSource
    bounds: Bounds
    most: int
    show: Show | None
    watch: Watch
    pages: list[Page] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    robots: dict[str, Robots] = field(default_factory=dict)
    queue: list[_Next] = field(default_factory=list)
    queued: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    contents: set[bytes] = field(default_factory=set)
    """Hashes of what has been read."""
    rendered: dict[str, Rendered] = field(default_factory=dict)
    stopped: bool = False
    followed: Followed = field(default_factory=Followed)
    silent: int = 0


def crawl(
    source: AnswerSource,
    start: str,
    bounds: Bounds,
    most: int,
    *,
    show: Show | None = None,
    watch: Watch = lambda *_: None,
) -> Site:
    """Return the pages of a site from its first address on, at most so many.

    With a browser the pages are read as it has them once their scripts have run. Pages with the very same content are
    one page. Nothing that a server does ends in an error: what could not be read stands in `unread` with the reason.
    Whoever watches may stop it; what was read until then is the site.
    """
    found = web_address(start)
    first = spelled(found) if found is not None else start
    state = _Crawl(source=source, bounds=bounds, most=most, show=show, watch=watch)
    _queue(state, first, "", 0, later=False)
    try:
        while state.queue and len(state.pages) < most and not _hopeless(state):
            _visit(state, heapq.heappop(state.queue))
    except StoppedError:
        state.stopped = True
    return Site(
        start=first,
        pages=tuple(state.pages),
        unread=tuple(state.unread),
        cut=_cut(state),
        rendered=state.rendered,
        browser=show is not None,
    )


def _hopeless(state: _Crawl) -> bool:
    return state.silent >= _GIVE_UP or len(state.asked) >= 4 * state.most + 20


def _cut(state: _Crawl) -> str:
    if state.stopped:
        return STOPPED
    if any(unread.problem == NOT_RECORDED for unread in state.unread):
        return ENDED
    if state.silent >= _GIVE_UP:
        return SILENT
    if state.queue:
        return MORE_PAGES
    return ALIKE if state.followed.left_out else ""


def _queue(state: _Crawl, url: str, source: str, clicks: int, *, later: bool) -> None:
    if url not in state.queued and len(state.queued) < _QUEUE:
        state.queued.add(url)
        heapq.heappush(
            state.queue, _Next(clicks=clicks, later=later, place=len(state.queued), url=url, source=source)
        )


def _visit(state: _Crawl, step: _Next) -> None:
    """Ask for an address, follow its redirects within the site, and take the page."""
    url, seen = step.url, set[str]()
    while True:
        if url in state.asked:
            return
        problem = _robots(state, url).problem(url, AGENT)
        if problem:
            _leave(state, step, problem)
            return
        seen.add(url)
        state.watch(len(state.pages), url)
        answered = state.source.get(url)
        state.asked.add(url)
        state.silent = state.silent + 1 if answered.problem in (NO_CONNECTION, TOO_SLOW) else 0
        if answered.status in _REDIRECTS and answered.location:
            following = joined(url, answered.location)
        else:
            following = _take(state, step, answered)
            if not following:
                return
        if following is None or not state.bounds.holds(following):
            if not state.pages and not step.source:
                _leave(state, step, ELSEWHERE)
            return
        if following in seen or len(seen) > _MOST_REDIRECTS:
            _leave(state, step, CIRCLE if following in seen else MANY_REDIRECTS)
            return
        url = following


def _leave(state: _Crawl, step: _Next, problem: str, status: int | None = None) -> None:
    state.unread.append(Unread(url=step.url, problem=problem, status=status, source=step.source))


def _take(state: _Crawl, step: _Next, answered: Answered) -> str:
    """Take an answer: a page with its links, or what is wrong with it; return where the page itself sends on to."""
    if answered.problem:
        _leave(state, step, answered.problem)
    elif answered.status is None or not 200 <= answered.status < 300:  # noqa: PLR2004 - codes of HTTP
        _leave(state, step, STATUS, answered.status)
    elif not _is_html(answered):
        if not step.source:
            _leave(state, step, NO_PAGE)
    else:
        return _take_page(state, step, answered)
    return ""


def _take_page(state: _Crawl, step: _Next, answered: Answered) -> str:
    """Take a page, as a browser has it if there is one; what has been read already is left out.

    Where scripts build the pages, the server sends the same bytes for all of them. A page that sends everybody on to
    another one is not taken; the address of that one is returned.
    """
    met = _is_met(state, answered.body)
    if met and state.show is None:
        return ""
    page = page_of(answered, step.clicks)
    if page is None:
        _leave(state, step, TOO_DEEP)
        return ""
    if page.refresh and page.refresh != page.url:
        return page.refresh
    if met and not page.bare:
        return ""
    if state.show is not None and len(state.rendered) < _MOST_SHOWN:
        rendered = state.show(page.url)
        if rendered.html and _is_met(state, _bytes(rendered)):
            return ""
        state.rendered[page.url] = replace(rendered, html="")
        page = _as_shown(page, rendered)
    state.pages.append(page)
    _follow(state, page)
    return ""


def _is_met(state: _Crawl, content: bytes) -> bool:
    """Tell whether a content has been read, and keep in mind that it has been now."""
    digest = sha256(content).digest()
    if digest in state.contents:
        return True
    state.contents.add(digest)
    return False


def _as_shown(page: Page, rendered: Rendered) -> Page:
    """Return a page as a browser had it; as the server sent it where the browser could not show it."""
    if rendered.problem or not rendered.html:
        return page
    stood = Answered(
        url=rendered.address or page.url,
        content_type="text/html; charset=utf-8",
        body=_bytes(rendered),
    )
    read = page_of(stood, page.clicks)
    return page if read is None else replace(read, url=page.url, shown=True)


def _bytes(rendered: Rendered) -> bytes:
    return rendered.html.encode("utf-8", "replace")  # scripts can make letters that no file can hold


def _is_html(answered: Answered) -> bool:
    kind = answered.content_type.partition(";")[0].strip().lower()
    if kind:
        return kind in ("text/html", "application/xhtml+xml")
    return answered.body[:500].lstrip().lower().startswith((b"<!doctype html", b"<html"))


def _follow(state: _Crawl, page: Page) -> None:
    for link in page.links:
        url = link.href
        if url in state.met or url in state.queued:
            continue
        state.met.add(url)
        if not state.bounds.holds(url) or not state.followed.takes(url):
            continue
        _queue(state, url, page.url, page.clicks + 1, later=not is_important(link))


def _robots(state: _Crawl, url: str) -> Robots:
    """Return what the host of an address asks of programs."""
    found = web_address(url)
    if found is None:
        return Robots(None)
    origin = spelled(found._replace(path="/"))
    if origin not in state.robots:
        rules = robots_of(_robots_file(state, f"{origin}robots.txt"))
        state.source.wait(rules.delay(AGENT))
        state.robots[origin] = rules
    return state.robots[origin]


def _robots_file(state: _Crawl, url: str) -> Answered:
    answered = state.source.get(url)
    for _ in range(_MOST_REDIRECTS):
        following = joined(url, answered.location) if answered.status in _REDIRECTS else None
        if following is None or not state.bounds.holds(following):
            break
        url = following
        answered = state.source.get(url)
    return Answered(url=url, problem=NO_ROBOTS) if answered.status in _REDIRECTS else answered
