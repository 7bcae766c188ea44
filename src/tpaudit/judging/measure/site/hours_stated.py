"""hours-stated: whether the site says when the company is open or can be reached.

Yes-no: yes if a page has opening hours as structured data (JSON-LD), or a line with a day and times.

Open: none were found; they may be written in words, in a picture or by a script.
"""

from typing import Final

from tpaudit.judging.measure.facts.hours import hours_on
from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen


def _measure(case: SiteCase) -> Measured:
    for page in case.site.pages:
        for hours in hours_on(page):
            note = Message(
                phrase="the site says when the company is open: {text}", values={"text": hours.text}
            )
            return Measured(answers=("yes",), note=note, evidence=(Seen(link=page.url, shows=hours.text),))
    return open_because("no opening hours were found on the pages that were read")


HOURS_STATED: Final = Measurement(id="hours-stated", measure=_measure)
