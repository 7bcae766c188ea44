"""load-time: how long it takes until the main picture or text of the first page is there. Needs `--browser`.

Duration: one observation for each run (`--runs`), each in a window without a cache, as a phone on a middling mobile
network would load it (1.6 Mbit/s, 150 ms a round). The item's `combine` makes one figure of them; the built-in item
takes the median.

Open: the page could not be shown, or showed no picture or text; or stylesheets of other hosts did not come.
"""

from typing import Final

from tpaudit.documents.durations import in_words
from tpaudit.judging.measure.browser.shown import NO_BROWSER, as_people_see, not_shown
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message, MessageState, in_a_row
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    if not case.site.browser:
        return open_because(NO_BROWSER)
    timed = [(page, rendered) for page, rendered in as_people_see(case) if rendered.load_times]
    if not timed:
        return not_shown(case)
    page, rendered = timed[0]
    times = [in_words(round(milliseconds / 1000, 1)) for milliseconds in rendered.load_times]
    note = Message(
        phrase="runs: {count}; {times}",
        values={"count": len(times), "times": in_a_row([MessageState(text=time) for time in times])},
    )
    return Measured(answers=tuple(times), note=note, evidence=(Seen(link=page.url, shows=note),))


LOAD_TIME: Final = Measurement(id="load-time", measure=_measure, browser=True)
