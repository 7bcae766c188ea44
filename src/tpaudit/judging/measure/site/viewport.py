"""viewport: how many pages fit their layout to the width of a phone.

Yes-no: a rate; percent: the share.

A page is good if a `<meta name="viewport">` says `width=device-width` or an initial scale. Without it a phone lays
the page out as on a desk and shrinks it.
"""

import re
from typing import Final

from tpaudit.documents.site import Page
from tpaudit.judging.measure.measurement import Measurement, SiteCase, over_pages
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured

_FITS: Final = re.compile(r"width\s*=\s*device-width|initial-scale\s*=\s*[\d.]*[1-9]", re.IGNORECASE)


def fits_width(page: Page) -> Message | None:
    """Return what is wrong with the viewport of a page; None if nothing is."""
    if any(_FITS.search(viewport) for viewport in page.viewports):
        return None
    return Message(phrase="the page says no viewport for phones")


def _measure(case: SiteCase) -> Measured:
    return over_pages(case, fits_width, "{good} of {all} pages fit their layout to a phone")


VIEWPORT: Final = Measurement(id="viewport", measure=_measure)
