"""doubled: whether the first page can be read at 200 % without scrolling sideways. Needs `--browser`.

Yes-no: no if the page, enlarged to 200 % on a screen of 1280 px, is wider than the screen, or forbids phones to
zoom in (see `zoom-allowed`).

Open: neither is so, since whether texts overlap or are gone is for a person to see.
"""

from typing import Final

from tpaudit.judging.measure.browser.shown import NO_BROWSER, as_people_see, not_shown
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.judging.measure.site.zoom_allowed import forbids_zoom
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    if not case.site.browser:
        return open_because(NO_BROWSER)
    walked = next(((page, shown) for page, shown in as_people_see(case) if shown.walked), None)
    if walked is None:
        return not_shown(case)
    page, rendered = walked
    if rendered.doubled_scroll_width > rendered.doubled_client_width:
        values = {"wide": rendered.doubled_scroll_width, "screen": rendered.doubled_client_width}
        note = Message(phrase="at 200 % the page is {wide} px wide on a screen of {screen} px", values=values)
        return Measured(answers=("no",), note=note, evidence=(Seen(link=page.url, shows=note),))
    forbidding = next((said for said in page.viewports if forbids_zoom(said)), None)
    if forbidding is not None:
        note = Message(phrase="the viewport says {value}", values={"value": forbidding})
        return Measured(answers=("no",), note=note, evidence=(Seen(link=page.url, shows=note),))
    return open_because(
        "at 200 % nothing is to be scrolled sideways; whether texts overlap is for a person to see"
    )


DOUBLED: Final = Measurement(id="doubled", measure=_measure, browser=True)
