"""first-links: whether the first page and the first three links to other pages of the site work.

Yes-no: yes if each of the three leads to a page; no if the server answers one of them with an error. Links to other
sites and to files are not asked for, and do not count.

Open: the first page has fewer than three such links, or one of them was not asked for or gave no answer.
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.site import Page, Unread
from tpaudit.documents.worded import listing
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_WANTED: Final = 3
_ERROR: Final = 400
"""Codes of HTTP from here on are errors."""


def _measure(case: SiteCase) -> Measured:
    first = case.site.pages[0]
    unread = {page.url: page for page in case.site.unread}
    read = {page.url for page in case.site.pages}
    links = list(_first(first, read | set(unread)))
    broken = [unread[link] for link in links if link in unread and _is_broken(unread[link])]
    if broken:
        return _answer("no", first, [page.url for page in broken])
    if len(links) < _WANTED or not read.issuperset(links):
        return open_because("the first links of the first page could not all be followed; try them")
    return _answer("yes", first, links)


def _first(page: Page, asked: set[str]) -> Iterator[str]:
    """Yield the first links to other pages that were asked for, each once."""
    links = dict.fromkeys(
        link.href for link in page.links if link.visible and link.href in asked - {page.url}
    )
    yield from list(links)[:_WANTED]


def _is_broken(unread: Unread) -> bool:
    return unread.status is not None and unread.status >= _ERROR


def _answer(answer: str, first: Page, links: list[str]) -> Measured:
    phrase = (
        "the first links work: {links}" if answer == "yes" else "the first links do not all work: {links}"
    )
    note = Message(phrase=phrase, values={"links": listing(links)})
    return Measured(answers=(answer,), note=note, evidence=(Seen(link=first.url, shows=note),))


FIRST_LINKS: Final = Measurement(id="first-links", measure=_measure)
