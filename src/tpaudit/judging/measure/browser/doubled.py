"""doubled: whether pages can be read at 200 % without scrolling sideways. Needs `--browser`.

Yes-no: no if a page, enlarged to 200 % on a screen of 1280 px, is wider than the screen, has a text that ends beyond a
screen which cannot be scrolled sideways, or forbids phones to zoom in (see `zoom-allowed`). Three pages are looked at:
the first one, one about contact, one with a form.

Open: nothing of that is so, since whether texts overlap or are gone is for a person to see.
"""

from typing import Final

from tpaudit.documents.site import Page, Rendered
from tpaudit.judging.measure.browser.shown import addresses_of, walked_pages
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.judging.measure.site.zoom_allowed import forbids_zoom
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    walked = walked_pages(case)
    if isinstance(walked, Measured):
        return walked
    wrong = [
        Seen(link=page.url, shows=note)
        for page, rendered in walked
        if (note := _wrong(page, rendered)) is not None
    ]
    if wrong:
        note = Message(
            phrase="pages that cannot be read at 200 %: {bad} of {all}",
            values={"bad": len(wrong), "all": len(walked)},
        )
        return Measured(answers=("no",), note=note, evidence=tuple(wrong))
    return open_because(
        "at 200 % nothing is to be scrolled sideways; whether texts overlap is for a person to see: {pages}",
        pages=addresses_of(walked),
    )


def _wrong(page: Page, rendered: Rendered) -> Message | None:
    """Return why a page cannot be read at 200 %; None if nothing tells."""
    if rendered.doubled_scroll_width > rendered.doubled_client_width:
        values = {"wide": rendered.doubled_scroll_width, "screen": rendered.doubled_client_width}
        return Message(phrase="at 200 % the page is {wide} px wide on a screen of {screen} px", values=values)
    if rendered.doubled_cut:
        return Message(
            phrase="at 200 % a text is cut off at the edge: {text}", values={"text": rendered.doubled_cut}
        )
    forbidding = next((said for said in page.viewports if forbids_zoom(said)), None)
    if forbidding is None:
        return None
    return Message(phrase="the viewport says {value}", values={"value": forbidding})


DOUBLED: Final = Measurement(id="doubled", measure=_measure, browser=True)
