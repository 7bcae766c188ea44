"""focus-seen: at how many stops of the Tab key one sees where one is. Needs `--browser`.

Yes-no: a rate of the stops on the first page; percent: the share. At each of the first 25 stops the page is looked
at with and without the focus, on a screen of 1280 px: where not a point of the picture differs, nobody sees it. Fields
for text show their caret and count as seen.

Open: nothing on the first page takes the focus, or the page changes by itself, so that the pictures say nothing.
"""

from typing import Final

from tpaudit.judging.measure.browser.shown import NO_BROWSER, as_people_see, not_shown
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because, share
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_MOST: Final = 5


def _measure(case: SiteCase) -> Measured:
    if not case.site.browser:
        return open_because(NO_BROWSER)
    walked = next(((page, shown) for page, shown in as_people_see(case) if shown.walked), None)
    if walked is None:
        return not_shown(case)
    page, rendered = walked
    if rendered.restless:
        return open_because("the page changes by itself, so that the focus cannot be told; look by hand")
    if not rendered.stops:
        return open_because("the Tab key stops nowhere on the first page; look by hand")
    good = rendered.stops - len(rendered.unseen_stops)
    return Measured(
        answers=(share(case.kind, good, rendered.stops),),
        note=Message(
            phrase="the focus is to be seen at {good} of {all} stops of the first page",
            values={"good": good, "all": rendered.stops},
        ),
        evidence=tuple(
            Seen(
                link=page.url,
                shows=Message(phrase="the focus is not to be seen: {stop}", values={"stop": stop}),
            )
            for stop in rendered.unseen_stops[:_MOST]
        ),
    )


FOCUS_SEEN: Final = Measurement(id="focus-seen", measure=_measure, browser=True)
