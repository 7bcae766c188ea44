"""Crawling: the pages of a site, nearest first, as far as the site lets a program and within bounds."""

import heapq
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from tpaudit.documents.site import Answered, Page, Site, Unread
from tpaudit.reading.probe.addresses import Bounds, joined, spelled, web_address
from tpaudit.reading.probe.fetch import AGENT, NO_CONNECTION, TOO_SLOW, AnswerSource
from tpaudit.reading.probe.html.page import page_of
from tpaudit.reading.probe.html.tree import TOO_DEEP
from tpaudit.reading.probe.robots import NO_ROBOTS, Robots, robots_of

CIRCLE: Final = "its redirects go in a circle"
MANY_REDIRECTS: Final = "it redirects more than five times"
ELSEWHERE: Final = "it leads to another host; --also HOST lets a probe follow"
STATUS: Final = "the server answers {status}"
NO_PAGE: Final = "this is no HTML page"
MORE_PAGES: Final = "the site has more pages than were asked for; --pages N asks for more"
ALIKE: Final = "addresses that differ by a number only were left out after the first ten"
SILENT: Final = "the server stopped answering"
ENDED: Final = "the probe ended before it had seen every page"
NOT_RECORDED: Final = "this page is not in the recording"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS: Final = 5
_MOST_ALIKE: Final = 10
_MOST_SEGMENTS: Final = 12
_GIVE_UP: Final = 4
"""After so many addresses in a row without an answer, nothing more is asked."""
_QUEUE: Final = 5000
_NO_PAGES: Final = re.compile(
    r"\.(?:7z|apk|avi|bmp|css|csv|dmg|docx?|eot|epub|exe|gif|gz|ico|ics|jpe?g|js|json|m4a|mov|mp[34]|mpe?g|odt"
    r"|ogg|pdf|png|pptx?|rar|rss|rtf|svg|tar|tiff?|ttf|txt|vcf|wav|webm|webp|woff2?|xlsx?|xml|zip)\Z",
    re.IGNORECASE,
)
_DOES_SOMETHING: Final = re.compile(
    r"log-?out|sign-?out|add[-_]to[-_]?(?:cart|basket|wishlist)|delete|remove|unsubscribe|(?:^|[/=?&])vote"
    r"|(?:^|[?&])action=",
    re.IGNORECASE,
)
"""Addresses that may change something on a careless site although they are only asked for."""
_IMPORTANT: Final = re.compile(
    r"contact|kontakt|imprint|impressum|legal|terms|agb|about|price|preis|контакт|цен|о-нас|联系|价格|关于",
    re.IGNORECASE,
)


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
    pages: list[Page] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    robots: dict[str, Robots] = field(default_factory=dict)
    queue: list[_Next] = field(default_factory=list)
    queued: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    bodies: set[bytes] = field(default_factory=set)
    alike: Counter[str] = field(default_factory=Counter)
    left_out: bool = False
    silent: int = 0


def crawl(source: AnswerSource, start: str, bounds: Bounds, most: int) -> Site:
    """Return the pages of a site from its first address on, at most so many.

    Pages with the very same bytes are one page. Nothing that a server does ends in an error: what could not be
    read stands in `unread` with the reason.
    """
    found = web_address(start)
    first = spelled(found) if found is not None else start
    state = _Crawl(source=source, bounds=bounds, most=most)
    _queue(state, first, "", 0, later=False)
    while state.queue and len(state.pages) < most and not _hopeless(state):
        _visit(state, heapq.heappop(state.queue))
    return Site(start=first, pages=tuple(state.pages), unread=tuple(state.unread), cut=_cut(state))


def _hopeless(state: _Crawl) -> bool:
    return state.silent >= _GIVE_UP or len(state.asked) >= 4 * state.most + 20


def _cut(state: _Crawl) -> str:
    if any(unread.problem == NOT_RECORDED for unread in state.unread):
        return ENDED
    if state.silent >= _GIVE_UP:
        return SILENT
    if state.queue:
        return MORE_PAGES
    return ALIKE if state.left_out else ""


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
        answered = state.source.get(url)
        state.asked.add(url)
        state.silent = state.silent + 1 if answered.problem in (NO_CONNECTION, TOO_SLOW) else 0
        if answered.status not in _REDIRECTS or not answered.location:
            _take(state, step, answered)
            return
        following = joined(url, answered.location)
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


def _take(state: _Crawl, step: _Next, answered: Answered) -> None:
    """Take an answer: a page with its links, or what is wrong with it."""
    if answered.problem:
        _leave(state, step, answered.problem)
    elif answered.status is None or not 200 <= answered.status < 300:  # noqa: PLR2004 - codes of HTTP
        _leave(state, step, STATUS, answered.status)
    elif not _is_html(answered):
        if not step.source:
            _leave(state, step, NO_PAGE)
    elif answered.body not in state.bodies:
        state.bodies.add(answered.body)
        page = page_of(answered, step.clicks)
        if page is None:
            _leave(state, step, TOO_DEEP)
        else:
            state.pages.append(page)
            _follow(state, page)


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
        if not state.bounds.holds(url) or not _is_worth_asking(state, url):
            continue
        important = _IMPORTANT.search(url) or _IMPORTANT.search(link.text)
        _queue(state, url, page.url, page.clicks + 1, later=not important)


def _is_worth_asking(state: _Crawl, url: str) -> bool:
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    repeated = max(Counter(segments).values(), default=0)
    if len(segments) > _MOST_SEGMENTS or repeated > 2:  # noqa: PLR2004 - a path that turns in a circle
        state.left_out = True
        return False
    if _NO_PAGES.search(parts.path) or _DOES_SOMETHING.search(f"{parts.path}?{parts.query}"):
        return False
    pattern = _pattern(parts.netloc, parts.path, parts.query)
    state.alike[pattern] += 1
    if ("#" in pattern or "?" in pattern) and state.alike[pattern] > _MOST_ALIKE:
        state.left_out = True
        return False
    return True


def _pattern(host: str, path: str, query: str) -> str:
    """Return what addresses have in common that differ by a number or by what is asked: a calendar, a list."""
    names = sorted({name for name, _ in parse_qsl(query, keep_blank_values=True)})
    return host + re.sub(r"\d+", "#", path) + (f"?{'&'.join(names)}" if query else "")


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
