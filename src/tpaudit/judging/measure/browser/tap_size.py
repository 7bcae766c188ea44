"""tap-size: how many pages have only links, buttons and fields that a finger can hit. Needs `--browser`.

Yes-no: a rate; percent: the share. On a phone each must be 24 x 24 px at least (WCAG 2.2, 2.5.8); links within a
sentence do not count.
"""

from typing import Final

from tpaudit.documents.site import Rendered
from tpaudit.judging.measure.browser.shown import over_shown
from tpaudit.judging.measure.measurement import Measurement, SiteCase
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured


def _wrong(rendered: Rendered) -> Message | None:
    if not rendered.small_targets:
        return None
    values = {"small": rendered.small_targets, "all": rendered.targets}
    return Message(phrase="{small} of {all} links, buttons and fields are smaller than 24 px", values=values)


def _measure(case: SiteCase) -> Measured:
    return over_shown(case, _wrong, "{good} of {all} pages have only targets that a finger can hit")


TAP_SIZE: Final = Measurement(id="tap-size", measure=_measure, browser=True)
