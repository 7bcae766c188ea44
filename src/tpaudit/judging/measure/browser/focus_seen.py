"""focus-seen: at how many stops of the Tab key one sees where one is. Needs `--browser`.

Yes-no: a rate of the stops; percent: the share. Three pages are looked at: the first one, one about contact, one with a
form. At each of the first 25 stops of a page it is looked at with and without the focus, on a screen of 1280 px: where not
a point of the picture differs, nobody sees it. Fields for text show their caret and count as seen.

Open: nothing on these pages takes the focus, or they change by themselves, so that the pictures say nothing.
"""

from typing import Final

from tpaudit.judging.measure.browser.shown import addresses_of, walked_pages
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because, share
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_MOST: Final = 5


def _measure(case: SiteCase) -> Measured:
    walked = walked_pages(case)
    if isinstance(walked, Measured):
        return walked
    still = [(page, rendered) for page, rendered in walked if not rendered.restless]
    if not still:
        return open_because(
            "the pages change by themselves, so that the focus cannot be told; look by hand: {pages}",
            pages=addresses_of(walked),
        )
    stops = sum(rendered.stops for _, rendered in still)
    if not stops:
        return open_because("the Tab key stops nowhere; look by hand: {pages}", pages=addresses_of(still))
    unseen = [
        Seen(
            link=page.url, shows=Message(phrase="the focus is not to be seen: {stop}", values={"stop": stop})
        )
        for page, rendered in still
        for stop in rendered.unseen_stops
    ]
    return Measured(
        answers=(share(case.kind, stops - len(unseen), stops),),
        note=Message(
            phrase="the focus is to be seen at {good} of {all} stops of the Tab key: {pages}",
            values={"good": stops - len(unseen), "all": stops, "pages": addresses_of(still)},
        ),
        evidence=tuple(unseen[:_MOST]),
    )


FOCUS_SEEN: Final = Measurement(id="focus-seen", measure=_measure, browser=True)
