"""uncovered: how many pages are free of a banner that lies in the way when they open. Needs `--browser`.

Yes-no: a rate; percent: the share. A page is covered if something fixed (a consent or newsletter window) lies over
the middle of the screen of a phone once the page has loaded.
"""

from typing import Final

from tpaudit.documents.site import Rendered
from tpaudit.judging.measure.browser.shown import over_shown
from tpaudit.judging.measure.measurement import Measurement, SiteCase
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured


def _wrong(rendered: Rendered) -> Message | None:
    return Message(phrase="something lies over the middle of the page") if rendered.covered else None


def _measure(case: SiteCase) -> Measured:
    return over_shown(case, _wrong, "{good} of {all} pages open with nothing in the way")


UNCOVERED: Final = Measurement(id="uncovered", measure=_measure, browser=True)
