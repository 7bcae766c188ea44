"""Shares of pages as a browser showed them."""

from collections.abc import Callable, Iterable

from tpaudit.documents.site import Page, Rendered
from tpaudit.documents.worded import listing
from tpaudit.judging.measure.measurement import SiteCase, Tally, open_because, shown_pages
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

NO_BROWSER = "this needs a browser: --browser"
NOT_SHOWN = "no page could be shown in the browser"


def as_people_see(case: SiteCase) -> list[tuple[Page, Rendered]]:
    """Return the shown pages that look as people see them: no stylesheet was left out."""
    return [(page, rendered) for page, rendered in shown_pages(case) if not rendered.styles_elsewhere]


def walked_pages(case: SiteCase) -> list[tuple[Page, Rendered]] | Measured:
    """Return the pages that were looked at on a desk as well; why there are none, if there are none."""
    if not case.site.browser:
        return open_because(NO_BROWSER)
    return [(page, rendered) for page, rendered in as_people_see(case) if rendered.walked] or not_shown(case)


def addresses_of(pages: Iterable[tuple[Page, Rendered]]) -> str:
    """Return the addresses of pages, for a note."""
    return listing(page.url for page, _ in pages)


def not_shown(case: SiteCase) -> Measured:
    """Return why no page can be looked at: stylesheets did not come, or the browser could show none."""
    hosts = [host for _, rendered in shown_pages(case) for host in rendered.styles_elsewhere]
    if hosts:
        return open_because(
            "stylesheets of other hosts did not come, so that nothing looks as people see it: --also {host}",
            host=" --also ".join(dict.fromkeys(hosts)),
        )
    return open_because(NOT_SHOWN)


def over_shown(case: SiteCase, wrong: Callable[[Rendered], Message | None], phrase: str) -> Measured:
    """Return on how many shown pages all is well; `wrong` says of a page what is not, None if nothing is."""
    if not case.site.browser:
        return open_because(NO_BROWSER)
    pages = as_people_see(case)
    if not pages:
        return not_shown(case)
    tally = Tally()
    for page, rendered in pages:
        message = wrong(rendered)
        if message is None:
            tally.well(page.url)
        else:
            tally.bad.append(Seen(link=page.url, shows=message))
    return tally.measured(case.kind, phrase)


def scrolls_sideways(rendered: Rendered) -> Message | None:
    """Return that a page is wider than a phone; None if it is not."""
    if rendered.scroll_width <= rendered.client_width:
        return None
    values = {"wide": rendered.scroll_width, "screen": rendered.client_width}
    return Message(phrase="the page is {wide} px wide on a screen of {screen} px", values=values)
