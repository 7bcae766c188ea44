"""Shares of pages as a browser showed them."""

from collections.abc import Callable

from tpaudit.documents.site import Rendered
from tpaudit.judging.measure.measurement import SiteCase, Tally, open_because, shown_pages
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

NO_BROWSER = "this needs a browser: --browser"
NOT_SHOWN = "no page could be shown in the browser"


def over_shown(case: SiteCase, wrong: Callable[[Rendered], Message | None], phrase: str) -> Measured:
    """Return on how many shown pages all is well; `wrong` says of a page what is not, None if nothing is."""
    if not case.site.browser:
        return open_because(NO_BROWSER)
    pages = shown_pages(case)
    if not pages:
        return open_because(NOT_SHOWN)
    tally = Tally()
    for page, rendered in pages:
        message = wrong(rendered)
        if message is None:
            tally.good += 1
        else:
            tally.bad.append(Seen(link=page.url, shows=message))
    return tally.measured(case.kind, phrase)


def scrolls_sideways(rendered: Rendered) -> Message | None:
    """Return that a page is wider than a phone; None if it is not."""
    if rendered.scroll_width <= rendered.client_width:
        return None
    values = {"wide": rendered.scroll_width, "screen": rendered.client_width}
    return Message(phrase="the page is {wide} px wide on a screen of {screen} px", values=values)
