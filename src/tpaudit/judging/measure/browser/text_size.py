"""text-size: how many pages have no text smaller than 12 px on a phone. Needs `--browser`.

Yes-no: a rate; percent: the share.
"""

from typing import Final

from tpaudit.documents.site import Rendered
from tpaudit.judging.measure.browser.shown import over_shown
from tpaudit.judging.measure.measurement import Measurement, SiteCase
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured


def _wrong(rendered: Rendered) -> Message | None:
    if not rendered.small_texts:
        return None
    values = {"small": rendered.small_texts, "all": rendered.texts}
    return Message(phrase="{small} of {all} texts are smaller than 12 px", values=values)


def _measure(case: SiteCase) -> Measured:
    return over_shown(case, _wrong, "{good} of {all} pages have no text smaller than 12 px")


TEXT_SIZE: Final = Measurement(id="text-size", measure=_measure, browser=True)
