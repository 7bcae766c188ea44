"""fits-phone: how many pages fit a phone without scrolling sideways. Needs `--browser`.

Yes-no: a rate; percent: the share. The page is shown 360 px wide, as phones do it; it fits if its `scrollWidth` is
no larger than its `clientWidth`.
"""

from typing import Final

from tpaudit.judging.measure.browser.shown import over_shown, scrolls_sideways
from tpaudit.judging.measure.measurement import Measurement, SiteCase
from tpaudit.results.probed import Measured


def _measure(case: SiteCase) -> Measured:
    return over_shown(case, scrolls_sideways, "{good} of {all} pages fit a phone without scrolling sideways")


FITS_PHONE: Final = Measurement(id="fits-phone", measure=_measure, browser=True)
